"""Opening a store, what it refuses to open, and what a transaction promises."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select

from archive.errors import StoreError
from archive.store import database as room
from archive.store.database import HEAD, Database, open_database
from archive.store.tables import index_removals, metadata


def test_head_is_the_newest_revision() -> None:
    settings = Config()
    settings.set_main_option("script_location", str(Path(room.__file__).parent / "migrations"))
    settings.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(settings).get_current_head() == HEAD


def test_the_revisions_make_the_tables(database: Database) -> None:
    with database.reading() as connection:
        made = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(made, metadata) == []


@pytest.mark.parametrize(
    ("pragma", "value", "reason"),
    [
        ("journal_mode", "wal", "readers go on while a document is written"),
        ("foreign_keys", 1, "no mention without its text"),
        ("synchronous", 2, "FULL: what was reported as kept survives a power cut"),
        ("busy_timeout", room.BUSY_MILLISECONDS, "a writer waits for another"),
    ],
)
def test_every_connection_is_prepared(database: Database, pragma: str, value: object, reason: str) -> None:
    with database.reading() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value, reason


def test_a_second_opening_finds_what_the_first_kept(tmp_path: Path) -> None:
    with open_database(tmp_path / "kho.sqlite", create=True) as first, first.atomic() as connection:
        connection.execute(index_removals.insert().values(address="a"))
    with open_database(tmp_path / "kho.sqlite") as again, again.reading() as connection:
        assert connection.execute(select(index_removals.c.address)).scalars().all() == ["a"]


def test_a_transaction_that_fails_keeps_nothing(database: Database) -> None:
    def half_way() -> None:
        with database.atomic() as connection:
            connection.execute(index_removals.insert().values(address="a"))
            raise KeyError("half way")

    with pytest.raises(KeyError):
        half_way()
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(index_removals)).scalar() == 0


def test_a_reader_sees_one_state_throughout(database: Database) -> None:
    count = select(func.count()).select_from(index_removals)
    with database.reading() as reader:
        before = reader.execute(count).scalar()
        with database.atomic() as writer:
            writer.execute(index_removals.insert().values(address="a"))
        assert reader.execute(count).scalar() == before
    with database.reading() as reader:
        assert reader.execute(count).scalar() == 1


def test_a_missing_store_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="vankien ingest"):
        open_database(tmp_path / "kho.sqlite")
    assert not (tmp_path / "kho.sqlite").exists()


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kho.sqlite"
    path.write_bytes(b"%PDF-1.7 not a database, and long enough to have a header " * 40)
    with pytest.raises(StoreError, match="không phải là kho"):
        open_database(path)


def test_a_database_of_another_program_is_refused_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "kho.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE photos (id INTEGER)")
    other.commit()
    other.close()
    with pytest.raises(StoreError, match="chương trình khác"):
        open_database(path)
    again = sqlite3.connect(path)
    assert [row[0] for row in again.execute("SELECT name FROM sqlite_master")] == ["photos"]
    again.close()


def test_a_store_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kho.sqlite"
    with open_database(path, create=True) as opened, opened.atomic() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="phiên bản mới hơn"):
        open_database(path)


def test_a_truncated_store_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "kho.sqlite"
    open_database(path, create=True).close()
    path.write_bytes(path.read_bytes()[:6000])
    with pytest.raises(StoreError, match="bị hỏng"):
        open_database(path)


def test_a_busy_store_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_PRAGMAS", ("PRAGMA busy_timeout = 1",))
    path = tmp_path / "kho.sqlite"

    def second_writer(opened: Database) -> None:
        with opened.atomic():
            pass

    with (
        open_database(path, create=True) as first,
        open_database(path) as second,
        first.atomic(),
        pytest.raises(StoreError, match="đang được chương trình khác ghi"),
    ):
        second_writer(second)
