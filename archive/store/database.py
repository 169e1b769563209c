"""The database file: opening, bringing it to the present schema, and transactions; nothing here knows a document.

Only this module speaks SQLite's own dialect (its pragmas and BEGIN IMMEDIATE); tables are in `tables`, changes of the
schema in `migrations`. A reader sees one state throughout; a writer waits for the other writer and never half succeeds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, inspect, select, table
from sqlalchemy import column as sql_column
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from archive.errors import StoreError
from archive.store.tables import metadata


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of a file, the folder of the scripts that lead to them, and the newest of its revisions."""

    tables: MetaData
    scripts: Path
    head: str


# The newest revision under migrations/versions; a test holds it to what is there.
HEAD = "0005"
ARCHIVE = Schema(metadata, Path(__file__).parent / "migrations", HEAD)
# How long a writer waits for another: a batch of ingest holds the file for a second or so.
BUSY_MILLISECONDS = 15_000

_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}",
    "PRAGMA journal_mode = WAL",  # readers go on while a document is written
    "PRAGMA synchronous = FULL",  # a document reported as kept survives a power cut
    "PRAGMA foreign_keys = ON",
)


class Database:
    """An open store. Use as a context manager, or `close()` it; connections are made per transaction."""

    def __init__(self, engine: Engine, path: Path) -> None:
        """Keep the engine; see `open_database`."""
        self._engine = engine
        self.path = path

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store from its first question to its last.

        Raises:
            StoreError: the file is damaged or cannot be read.
        """
        with _reported(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def atomic(self) -> Iterator[Connection]:
        """A write transaction: all of it is kept, or nothing when anything is raised inside.

        Raises:
            StoreError: another writer holds the store too long, the disk is full, or the file is damaged.
        """
        writing = self._engine.execution_options(archive_writes=True)
        with _reported(self.path), writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """The database itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


def open_database(path: Path, *, create: bool = False, schema: Schema = ARCHIVE) -> Database:
    """The store in a file, brought to the present schema; another schema is that of another file, such as the desk's.

    Raises:
        StoreError: there is no such file (and `create` is not set), it is not a store of the archive, it was written by
            a later version, or another program holds it.
    """
    if not create and not path.is_file():
        raise StoreError(
            f"Chưa có kho ở {path.name}.", remedy="Nạp tài liệu trước: vankien ingest THƯ_MỤC.", path=path.name
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite+pysqlite:///{path}")
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    database = Database(engine, path)
    try:
        _bring_up_to_date(database, schema)
    except BaseException:
        database.close()
        raise
    return database


def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401  # the driver's own connection
    connection.isolation_level = None  # the driver must not open or close transactions by itself
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    # IMMEDIATE: two writers queue at the door instead of failing half way through.
    writes = connection.get_execution_options().get("archive_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(database: Database, schema: Schema) -> None:
    with database.reading() as connection:
        held = _revision(connection, database.path)
    if held == schema.head:
        return
    if held is not None and held > schema.head:
        raise StoreError(
            f"Kho {database.path.name} do phiên bản mới hơn của chương trình ghi (lược đồ {held}).",
            remedy="Hãy nâng cấp chương trình rồi mở lại; không có gì bị thay đổi.",
            revision=held,
        )
    # Only who makes or changes a schema waits for the library that does it: the server starts without it.
    from alembic import command
    from alembic.config import Config

    with database.atomic() as connection:
        settings = Config()
        settings.set_main_option("script_location", str(schema.scripts))
        settings.set_main_option("path_separator", "os")
        settings.attributes |= {"connection": connection, "tables": schema.tables}
        command.upgrade(settings, schema.head)


def _revision(connection: Connection, path: Path) -> str | None:
    """The schema a file holds; None for an empty file.

    Raises:
        StoreError: the file holds tables of another program.
    """
    names = inspect(connection).get_table_names()
    if "alembic_version" in names:
        marks = connection.execute(select(table("alembic_version", sql_column("version_num")))).scalars().all()
        return str(marks[0]) if marks else None
    if names:
        raise StoreError(
            f"Tệp {path.name} là cơ sở dữ liệu của chương trình khác.",
            remedy="Chọn thư mục kho khác bằng --archive.",
            path=path.name,
        )
    return None


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Turn what the driver says into a sentence with its remedy; errors of meaning (a broken constraint) go through."""
    try:
        yield
    except DatabaseError as cause:
        said = str(cause.orig).lower()
        for sign, sentence, remedy in _DAMAGE:
            if sign in said:
                raise StoreError(sentence.format(name=path.name), remedy=remedy, cause=said) from cause
        raise


# What SQLite says → what it means for the archive, and what to do.
_DAMAGE = (
    (
        "locked",
        "Kho {name} đang được chương trình khác ghi.",
        "Chờ lệnh kia xong rồi chạy lại; chưa có gì bị thay đổi.",
    ),
    (
        "not a database",
        "Tệp {name} không phải là kho.",
        "Chọn thư mục kho khác bằng --archive, hoặc khôi phục từ bản sao.",
    ),
    ("malformed", "Kho {name} bị hỏng.", "Khôi phục từ bản sao gần nhất: vankien restore."),
    ("disk is full", "Ổ đĩa chứa kho {name} đã đầy.", "Giải phóng ổ đĩa rồi chạy lại; việc đang làm dở đã được hủy."),
    ("readonly", "Kho {name} chỉ đọc được.", "Cấp quyền ghi cho tệp và thư mục của kho."),
    ("unable to open", "Không mở được kho {name}.", "Kiểm tra đường dẫn và quyền của thư mục kho."),
)
