"""The memory of a crawl, one SQLite file a source: every address ever found, its state, and what it gave last.

waiting → active (asked for) → fetched (bytes are here, its links are written down) → done or refused. One transaction a
step, so that a kill at any moment leaves a state to go on from: what was active waits again, what was fetched is done
when the archive holds it. Files attached to a page are held back until the page itself is taken in.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from archive.errors import StoreError
from ingest.crawl.addresses import host_of, key_of, pattern_of
from ingest.sources.profile import Kind

_SHAPE = """
CREATE TABLE IF NOT EXISTS addresses (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, host TEXT NOT NULL, pattern TEXT NOT NULL, kind TEXT NOT NULL,
    rank INTEGER NOT NULL, depth INTEGER NOT NULL, hops INTEGER NOT NULL, parent TEXT NOT NULL, hints TEXT NOT NULL,
    state TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0,
    etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL DEFAULT '',
    rows TEXT NOT NULL DEFAULT '', verdict TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '', changed_at REAL NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS by_state ON addresses (state, rank);
CREATE INDEX IF NOT EXISTS by_host ON addresses (state, host, not_before);
CREATE INDEX IF NOT EXISTS by_pattern ON addresses (pattern);
CREATE INDEX IF NOT EXISTS by_parent ON addresses (parent);
CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY, begun_at REAL NOT NULL, ended_at REAL);
CREATE TABLE IF NOT EXISTS robots (host TEXT PRIMARY KEY, status INTEGER, body TEXT, fetched_at REAL);
"""
# Deleted words are overwritten: what turned out to be secret leaves no trace.
_MANNER = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA busy_timeout=10000;"
# Documents before lists: what is found is stored before more is looked for.
_RANK: Mapping[str, int] = {"attachment": 0, "detail": 0, "feed": 1, "sitemap": 1, "list": 2}


@dataclass(frozen=True, slots=True)
class Address:
    """A page to ask for: its key and address, what it is, how deep it was found, what is known of its last answer."""

    key: str
    url: str
    host: str
    kind: Kind
    depth: int = 0
    hops: int = 0
    hints: Mapping[str, str] = field(default_factory=dict)
    tries: int = 0
    etag: str = ""
    last_modified: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class New:
    """An address to write down.

    `refused` says why it will not be asked for (a word of `answers.WORDS`). `url` is "" when even the address may not
    be kept; `key` is then that of the address.
    """

    url: str
    kind: Kind
    depth: int = 0
    hops: int = 0
    hints: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    key: str = ""


class Frontier:
    """The file of one source, used from one thread; `":memory:"` for a run that leaves nothing behind.

    Raises:
        StoreError: the file cannot be opened or is none of ours.
    """

    def __init__(self, path: Path | str, *, now: Callable[[], float], lists_alike: int = 2_000) -> None:
        """Open or make the file; `now` gives seconds of the epoch, `lists_alike` caps lists of one pattern."""
        self._now, self._lists_alike = now, lists_alike
        if isinstance(path, Path):
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._file = sqlite3.connect(path, isolation_level=None)
            self._file.row_factory = sqlite3.Row
            self._file.executescript(
                f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;{_SHAPE}"
            )
        except sqlite3.Error as error:
            raise StoreError(
                f"Không mở được sổ thu thập {path}.", remedy="Xóa tệp này để thu thập lại từ đầu.", path=str(path)
            ) from error

    def __enter__(self) -> Self:
        """The open file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()

    def copy_from(self, path: Path) -> None:
        """Take over what another file knows, which stays as it is."""
        source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        source.backup(self._file)
        source.close()

    # --- runs ---

    def begin(self, *, recheck_seconds: float, is_held: Callable[[str, str], bool]) -> bool:
        """Begin a run, or go on with one that did not end; gives whether it goes on.

        `is_held` tells whether the archive holds these bytes (digest) of an address: then a page whose last step was
        not written down is done. A new run asks for all lists again, and for documents after `recheck_seconds`.
        """
        with self._transaction():
            going_on = self._one("SELECT 1 FROM runs WHERE ended_at IS NULL") is not None
            self._recover(is_held)
            if not going_on:
                self._file.execute("INSERT INTO runs (begun_at) VALUES (?)", (self._now(),))
                # What lies outside, and what is secret, no later run asks about again.
                self._file.execute(
                    "UPDATE addresses SET state='waiting', tries=0, not_before=0 WHERE state IN ('done', 'refused')"
                    " AND reason NOT IN ('outside', 'secret') AND (rank > 0 OR changed_at <= ?)",
                    (self._now() - recheck_seconds,),
                )
            return going_on

    def _recover(self, is_held: Callable[[str, str], bool]) -> None:
        """What a run that was killed left half done."""
        for row in self._file.execute("SELECT key, url, digest FROM addresses WHERE state='fetched'").fetchall():
            if is_held(row["url"], row["digest"]):
                self._settle(row["key"], "done", verdict="kept")
        # The marks of bytes that were never taken in would bring “not modified” for an answer.
        self._file.execute("UPDATE addresses SET etag='', last_modified='', digest='' WHERE state='fetched'")
        self._file.execute("UPDATE addresses SET state='waiting' WHERE state IN ('active', 'fetched')")

    def end(self) -> None:
        """Say that the run is through: the next one begins anew."""
        self._file.execute("UPDATE runs SET ended_at=? WHERE ended_at IS NULL", (self._now(),))

    # --- addresses ---

    def add(self, found: Iterable[New]) -> int:
        """Write addresses down that are not known yet; gives how many were new."""
        with self._transaction():
            return self._add(found, parent="", state="waiting")

    def _add(self, found: Iterable[New], *, parent: str, state: str) -> int:
        return sum(self._insert(one, parent=parent, state=state) for one in found)

    def _insert(self, new: New, *, parent: str, state: str) -> int:
        refused = new.refused or ("alike" if new.kind == "list" and self._is_capped(new.url) else "")
        values = (
            new.key or key_of(new.url),
            new.url,
            host_of(new.url),
            pattern_of(new.url),
            new.kind,
            _RANK[new.kind],
            new.depth,
            new.hops,
            parent if new.kind == "attachment" else "",
            json.dumps(dict(new.hints), ensure_ascii=False),
            "refused" if refused else state if new.kind == "attachment" else "waiting",
            refused,
            self._now(),
        )
        return self._file.execute(
            "INSERT OR IGNORE INTO addresses (key, url, host, pattern, kind, rank, depth, hops, parent, hints, state,"
            " reason, changed_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            values,
        ).rowcount

    def _is_capped(self, url: str) -> bool:
        """Whether as many list pages are known as may differ from this one in figures only: a calendar without end."""
        row = self._one(
            "SELECT count(*) FROM addresses WHERE pattern=? AND kind='list' AND reason<>'alike'", pattern_of(url)
        )
        return row is not None and int(row[0]) >= self._lists_alike

    def peek(self, busy: tuple[str, ...]) -> Address | None:
        """The next address to ask for, of a host that is not busy."""
        marks = ",".join("?" * len(busy))
        row = self._one(
            f"SELECT * FROM addresses WHERE state='waiting' AND not_before<=? AND host NOT IN ({marks})"  # noqa: S608
            " ORDER BY rank, rowid LIMIT 1",
            self._now(),
            *busy,
        )
        return _address(row) if row else None

    def soonest(self) -> dict[str, float]:
        """The hosts with waiting addresses, and when the first of them may be asked for."""
        rows = self._file.execute("SELECT host, min(not_before) FROM addresses WHERE state='waiting' GROUP BY host")
        return {row[0]: float(row[1]) for row in rows}

    def claim(self, key: str) -> None:
        """The request goes out now."""
        self._file.execute("UPDATE addresses SET state='active', tries=tries+1 WHERE key=?", (key,))

    def unclaim(self, key: str) -> None:
        """The request never went out: the page waits as before."""
        self._file.execute("UPDATE addresses SET state='waiting', tries=max(tries-1, 0) WHERE key=?", (key,))

    def later(self, key: str, not_before: float, reason: str) -> None:
        """Ask again from that moment on."""
        self._file.execute(
            "UPDATE addresses SET state='waiting', not_before=?, reason=? WHERE key=?", (not_before, reason, key)
        )

    def received(
        self,
        address: Address,
        *,
        digest: str,
        etag: str,
        last_modified: str,
        found: Iterable[New],
        rows: str = "",
    ) -> None:
        """The bytes are here: their digest, the marks for asking again, and where the page leads.

        `rows` is the digest of a list's rows: a list that another page showed already leads no further. Portals give
        the last page again for every number beyond it.
        """
        with self._transaction():
            known = self._one(
                "SELECT 1 FROM addresses WHERE rows=? AND key<>? AND pattern=? AND rows<>''",
                rows,
                address.key,
                pattern_of(address.url),
            )
            self._file.execute(
                "UPDATE addresses SET state='fetched', digest=?, etag=?, last_modified=?, rows=? WHERE key=?",
                (digest, etag, last_modified, rows, address.key),
            )
            self._add((one for one in found if not (known and one.kind == "list")), parent=address.key, state="held")

    def done(self, key: str, verdict: str) -> None:
        """The page is in the archive, or has nothing to keep; what is attached to it may be asked for."""
        with self._transaction():
            self._settle(key, "done", verdict=verdict)

    def refuse(self, key: str, reason: str) -> None:
        """The page is not taken in; what is attached to it may still be."""
        with self._transaction():
            self._settle(key, "refused", reason=reason)
            # Bytes that were refused are no reason to be told “not modified” by a later run.
            self._file.execute("UPDATE addresses SET etag='', last_modified='' WHERE key=?", (key,))

    def _settle(self, key: str, state: str, *, verdict: str = "", reason: str = "") -> None:
        self._file.execute(
            "UPDATE addresses SET state=?, verdict=?, reason=?, changed_at=? WHERE key=?",
            (state, verdict, reason, self._now(), key),
        )
        self._file.execute("UPDATE addresses SET state='waiting' WHERE parent=? AND state='held'", (key,))

    def conceal(self, key: str) -> None:
        """The page carries a mark of secrecy: its key stays, so that it is not asked for again, and nothing else."""
        with self._transaction():
            self._file.execute("DELETE FROM addresses WHERE parent=? AND state IN ('held', 'waiting')", (key,))
            self._file.execute(
                "UPDATE addresses SET state='refused', reason='secret', url='', host='', pattern='', hints='{}',"
                " parent='', etag='', last_modified='', digest='', verdict='', changed_at=? WHERE key=?",
                (self._now(), key),
            )
        self._file.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- what is there ---

    def counts(self) -> dict[str, int]:
        """How many addresses are in each state."""
        return {
            row[0]: int(row[1]) for row in self._file.execute("SELECT state, count(*) FROM addresses GROUP BY state")
        }

    def reasons(self) -> dict[str, int]:
        """How many addresses were refused for each reason."""
        rows = self._file.execute("SELECT reason, count(*) FROM addresses WHERE state='refused' GROUP BY reason")
        return {row[0]: int(row[1]) for row in rows}

    def waiting(self, most: int) -> tuple[Address, ...]:
        """The first addresses that wait, in the order they will be asked for."""
        rows = self._file.execute(
            "SELECT * FROM addresses WHERE state IN ('waiting', 'held') ORDER BY rank, rowid LIMIT ?", (most,)
        )
        return tuple(_address(row) for row in rows)

    # --- rules of hosts ---

    def rules(self, host: str) -> tuple[int, str, float] | None:
        """Status, body and time of the robots.txt of a host as it last came."""
        row = self._one("SELECT status, body, fetched_at FROM robots WHERE host=?", host)
        return (int(row[0]), str(row[1]), float(row[2])) if row else None

    def keep_rules(self, host: str, status: int, body: str) -> None:
        """Keep the robots.txt of a host."""
        values = (host, status, body, self._now())
        self._file.execute("INSERT OR REPLACE INTO robots (host, status, body, fetched_at) VALUES (?,?,?,?)", values)

    def _one(self, statement: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._file.execute(statement, values).fetchone()
        return row

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._file.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._file.execute("ROLLBACK")
            raise
        self._file.execute("COMMIT")


def _address(row: sqlite3.Row) -> Address:
    return Address(
        key=row["key"],
        url=row["url"],
        host=row["host"],
        kind=row["kind"],
        depth=row["depth"],
        hops=row["hops"],
        hints=json.loads(row["hints"]),
        tries=row["tries"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        digest=row["digest"],
    )
