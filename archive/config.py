"""The settings of an installation: one table of names, defaults and meanings, and how it is filled.

A file and the environment fill it, read at the doors only: the command lines and the web factory call `load` once
and hand values down. What the settings name (store, index, captures) is opened in the rooms of that name.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from archive.errors import ConfigError

Engine = Literal["whoosh", "arrays", "memory"]
Value = str | int

DEFAULT_FILE = Path("vankien.toml")
PREFIX = "VANKIEN_"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: a name, its default (which gives the type), its meaning, and what is allowed.

    `choices` lists the words allowed; `lowest` and `highest` bound a whole number, both ends included.
    """

    name: str
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    lowest: int = 1
    highest: int | None = None

    @property
    def variable(self) -> str:
        """The environment variable that sets it: `VANKIEN_PORT` for `port`."""
        return PREFIX + self.name.upper()

    @property
    def allowed(self) -> str:
        """What is allowed, as the error message says it, in Vietnamese."""
        if self.choices:
            return "một trong: " + ", ".join(self.choices)
        if isinstance(self.default, str):
            return "một chuỗi chữ không rỗng"
        return f"số nguyên từ {self.lowest}" + (f" đến {self.highest}" if self.highest is not None else " trở lên")


SETTINGS: tuple[Setting, ...] = (
    Setting("archive_dir", "var/archive", "Folder that holds the store, the captures and the index."),
    Setting(
        "engine",
        "whoosh",
        "Search engine: `whoosh` keeps an index on disk; `arrays` and `memory` (plain, small) build one at each start.",
        choices=get_args(Engine),
    ),
    Setting("host", "127.0.0.1", "Address `vankien serve` listens on."),
    Setting("port", 8000, "Port `vankien serve` listens on.", highest=65535),
    Setting("max_file_bytes", 50 * 1024 * 1024, "Largest file that is read, in bytes; a larger one is refused."),
    Setting("max_query_chars", 1000, "Longest query that is read, in characters; a longer one is refused."),
    Setting("results_per_page", 10, "Hits on one page of results.", highest=200),
    Setting("ingest_jobs", 1, "Files that are extracted at the same time.", highest=64),
    Setting("index_memory_mb", 320, "Most memory a process keeps terms of the index in, in MiB.", lowest=16),
    Setting("worker_seconds", 60, "Longest time the extraction of one file may take, in seconds."),
    Setting("worker_memory_mb", 1024, "Most memory the extraction of one file may take, in MiB.", lowest=64),
    Setting("ocr_page_seconds", 60, "Longest time the recognition of one page may take, in seconds."),
    Setting("ocr_max_pages", 300, "Most pages of one file whose letters are recognised."),
    Setting("crawl_contact", "", "Mail address or page told to every host that is crawled; `vankien crawl` needs it."),
    Setting("site_name", "Văn Kiện", "Name of the site, in page titles and feeds."),
    Setting("contact", "", "Mail address or page of who keeps the archive, shown to readers; empty: none is shown."),
    Setting("site_url", "", "Address of the site as others reach it, `https://…`; in feeds and mail. Empty: as asked."),
    Setting("mail_host", "", "Mail server (SMTP) that sends what people follow; empty: no mail is sent."),
    Setting("mail_port", 25, "Port of the mail server.", highest=65535),
    Setting("mail_security", "none", "How the mail server is spoken to.", choices=("none", "starttls", "tls")),
    Setting("mail_user", "", "Name the mail server knows the archive by; empty: none is asked for."),
    Setting("mail_password", "", "The password that goes with it; best given by the environment."),
    Setting("mail_from", "", "Sender of the mails: an address."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of one installation, one attribute for each row of `SETTINGS`; `load` makes it."""

    archive_dir: Path
    engine: Engine
    host: str
    port: int
    max_file_bytes: int
    max_query_chars: int
    results_per_page: int
    ingest_jobs: int
    index_memory_mb: int
    worker_seconds: int
    worker_memory_mb: int
    ocr_page_seconds: int
    ocr_max_pages: int
    crawl_contact: str
    site_name: str
    contact: str
    site_url: str
    mail_host: str
    mail_port: int
    mail_security: str
    mail_user: str
    mail_password: str
    mail_from: str

    @property
    def database_path(self) -> Path:
        """The SQLite file of the store."""
        return self.archive_dir / "vankien.sqlite"

    @property
    def index_dir(self) -> Path:
        """The folder of the index, which can be deleted and rebuilt."""
        return self.archive_dir / "index"

    @property
    def runs_dir(self) -> Path:
        """The folder of the records of runs."""
        return self.archive_dir / "runs"

    @property
    def quarantine_path(self) -> Path:
        """The file of digests of what was refused for secrecy."""
        return self.archive_dir / "quarantine.txt"

    @property
    def desk_path(self) -> Path:
        """The SQLite file of the desk: accounts, what was reported, what is followed; nothing of the archive itself."""
        return self.archive_dir / "desk.sqlite"

    @property
    def warc_dir(self) -> Path:
        """The folder of the captured bytes."""
        return self.archive_dir / "warc"


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings: defaults, then the TOML file, then the `VANKIEN_*` variables of `environ`.

    With `path` None the file is `vankien.toml` in the current folder, if there is one. Raises ConfigError for a
    file that cannot be read, a name that is not in the table and a value that is not allowed.
    """
    given = _from_file(path) | _from_environ(environ)
    return _settings({row.name: _checked(row, *given.get(row.name, (row.default, row.name))) for row in SETTINGS})


def _from_file(path: Path | None) -> dict[str, tuple[object, str]]:
    """Name → (value as written, where) for each line of the file."""
    if path is None and not DEFAULT_FILE.is_file():
        return {}
    path = path or DEFAULT_FILE
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            f"Không đọc được tệp cấu hình {path}: {error}.",
            remedy="Kiểm tra đường dẫn và cú pháp TOML (UTF-8).",
            path=str(path),
        ) from error
    _refuse_unknown(written, {row.name for row in SETTINGS}, f"tệp {path}")
    return {name: (value, f"{name} trong tệp {path}") for name, value in written.items()}


def _from_environ(environ: Mapping[str, str]) -> dict[str, tuple[object, str]]:
    """Name → (value, variable) for each `VANKIEN_*` variable; whole numbers are read here, as text has no types."""
    rows = {row.variable: row for row in SETTINGS}
    written = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
    _refuse_unknown(written, set(rows), "biến môi trường")
    return {
        rows[name].name: (_number_or_text(value) if isinstance(rows[name].default, int) else value, name)
        for name, value in written.items()
    }


def _number_or_text(value: str) -> Value:
    """The whole number a variable spells, or the text itself for `_checked` to refuse."""
    digits = value.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else value


def _refuse_unknown(written: Mapping[str, object], allowed: set[str], where: str) -> None:
    """Raise ConfigError naming what is not in the table, where it stands and the names that exist."""
    unknown = sorted(set(written) - allowed)
    if unknown:
        raise ConfigError(
            f"Không có thiết lập {', '.join(unknown)} ({where}).",
            remedy=f"Các tên được dùng: {', '.join(sorted(allowed))}.",
            unknown=unknown,
        )


def _checked(row: Setting, value: object, where: str) -> Value:
    """The value when the row allows it; ConfigError names where it was written and what is allowed."""
    if isinstance(row.default, str):
        said = isinstance(value, str) and (bool(value.strip()) or value == row.default)
        fits = said and (not row.choices or value in row.choices)
    else:
        fits = type(value) is int and row.lowest <= value and (row.highest is None or value <= row.highest)
    if fits and isinstance(value, str | int):
        return value
    raise ConfigError(
        f"Giá trị {value!r} của {where} không hợp lệ.", remedy=f"Cần {row.allowed}.", setting=row.name, value=value
    )


def _settings(values: Mapping[str, Value]) -> Settings:
    """The checked values as attributes; the table and the shape are held equal by a test."""
    return Settings(**{**values, "archive_dir": Path(str(values["archive_dir"])).expanduser()})  # type: ignore[arg-type]
