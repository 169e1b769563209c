"""The misses known at the last raise: which rows were gained and which were lost since, one by one.

A total hides what changed: one row lost and another gained leave every score as it was. So each raise also writes down
what was missed (`known_misses.json`), by the digest of the gold row's text and the place in it. A row that was right
then and is wrong now is lost, and the gate stays shut; only `FLOORS=lower make gate` writes a record with it.

What is wrong has a badness: no link is bad, a wrong link is worse. A mention that was not found has all its fields
wrong, so that finding it with a wrong title loses nothing, and losing it gains no title.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.quality import Miss, Row, Scores

PATH = Path(__file__).with_name("known_misses.json")
BADNESS = {"missed": 1, "absent": 1, "field": 1, "extra": 1, "wrong": 2}
UNSCORED = ("class", "trap")  # what a gold row says to people only

Wrong = Mapping[str, int]  # what is wrong, by its key, and how bad


@dataclass(frozen=True, slots=True)
class Record:
    """What was measured: each row's text and content as digests, and what was wrong in them."""

    rows: Mapping[str, str] = field(default_factory=dict)
    wrong: Wrong = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What became right and what became wrong since a record, and what is wrong in rows that it does not know."""

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def digest(words: str) -> str:
    """A short name for words: ten digits tell apart the few hundred rows of a gold file."""
    return hashlib.sha256(words.encode()).hexdigest()[:10]


def row_key(row: Row) -> str:
    """The digest of what a row is about: its passage, its reference in a document, its path, its question."""
    if "text" in row:
        return digest(row["text"])
    return digest(
        " | ".join(
            str(row[name]) for name in ("document", "surface", "context", "path", "query", "kind") if name in row
        )
    )


def record(rows: Sequence[Row], scores: Scores) -> Record:
    """What scores say of gold rows. Rows of one text are one row, wrong where one of them is."""
    known = {row_key(row): digest(json.dumps(_scored(row), ensure_ascii=False, sort_keys=True)) for row in rows}
    wrong: dict[str, int] = {}
    for miss in scores.misses:
        key = miss_key(rows[miss.row - 1], miss)
        wrong[key] = max(wrong.get(key, 0), BADNESS[miss.kind])
    return Record(known, wrong)


def _scored(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in UNSCORED}


def miss_key(row: Row, miss: Miss) -> str:
    """Row, place and field: "1f2e3d4c5b 16-24 title"; without a field the whole mention, link or wish.

    A query has several wishes: each is named by the work expected.
    """
    place = f"{miss.span[0]}-{miss.span[1]}" if miss.span else digest(miss.expected or "") if "query" in row else "-"
    return f"{row_key(row)} {place} {miss.field}".rstrip()


def change(before: Record, now: Record) -> Change:
    """What was gained and lost between two records, each by its key.

    A row whose content was changed by hand is a new row: what is wrong in it is told, and no loss.
    """
    same = {row for row, content in now.rows.items() if before.rows.get(row) == content}
    lost = [key for key in worse(before.wrong, now.wrong) if _row(key) in same]
    new = [key for key in now.wrong if _row(key) not in same]
    gained = [key for key in worse(now.wrong, before.wrong) if _row(key) in same]
    return Change(tuple(gained), tuple(lost), tuple(new))


def worse(before: Wrong, after: Wrong) -> Iterator[str]:
    """What is worse after than before; a mention that was not found before had every field of it wrong."""
    for key, bad in after.items():
        whole = " ".join(key.split()[:2])
        if bad > max(before.get(key, 0), before.get(whole, 0)):
            yield key


def _row(key: str) -> str:
    return key.partition(" ")[0]


def told(changed: Change, rows: Sequence[Row], scores: Scores) -> list[str]:
    """The change for people, losses last, where a terminal shows them: what it was and where it stands."""
    places = {row_key(row): place for place, row in enumerate(rows, 1)}
    found = {miss_key(rows[miss.row - 1], miss): miss for miss in scores.misses}
    return [
        *(f"gained: {_right(key, places[_row(key)], rows)}" for key in changed.gained),
        *(f"new:    {_wrong(found[key])}" for key in changed.new),
        *(f"lost:   {_wrong(found[key])}" for key in changed.lost),
    ]


def _right(key: str, place: int, rows: Sequence[Row]) -> str:
    """What a key of an earlier record stands for: its miss is gone, its row is here."""
    row, (_, spot, *name) = rows[place - 1], key.split()
    start, dash, end = spot.partition("-")
    said = row["text"][int(start) : int(end)] if dash and start else row.get("surface") or row.get("query") or ""
    return f"row {place}, {' '.join(name) or 'the whole'} at “{said or row.get('path')}”"


def _wrong(miss: Miss) -> str:
    values = f": expected {miss.expected!r}, found {miss.found!r}" if miss.kind in ("field", "wrong") else ""
    return f"row {miss.row}, {miss.kind} {miss.field}".rstrip() + f" at “{miss.at}”{values}"


def read(path: Path = PATH) -> dict[str, Record]:
    """The records by kind; none where the file does not exist yet."""
    table = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return {kind: Record(part["rows"], part["wrong"]) for kind, part in table.items()}


def written(records: Mapping[str, Record]) -> str:
    """The file of records, everything in order, one row a line."""
    table = {kind: {"rows": dict(one.rows), "wrong": dict(one.wrong)} for kind, one in records.items()}
    return json.dumps(table, indent=0, sort_keys=True, ensure_ascii=False) + "\n"
