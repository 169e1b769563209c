"""Rows of works as catalogue cards, and what is known of a work as the columns of its row.

A card comes with the number of works that cite it. Texts are in `editions`, look-up by number in `documents`, lists
in `browse`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, and_, bindparam, func, select

from archive.store.packing import date_of
from archive.store.tables import AnyRow, AnySelect, editions, mentions, readings, works
from archive.works.bodies import body, family, members
from archive.works.dates import PartialDate
from archive.works.document import Card, Document, Issuer
from archive.works.laws import law_key_of
from archive.works.number import Number
from archive.works.vocabulary import type_codes

Item = TypeVar("Item")

# Ids asked for in one statement: far below what any database allows, and one statement for any page of results.
_CHUNK = 400


def now() -> str:
    """The present moment as columns keep it: ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def in_chunks(items: Iterable[Item]) -> Iterator[Sequence[Item]]:
    """The items in portions that one statement can name."""
    listed = list(items)
    for begin in range(0, len(listed), _CHUNK):
        yield listed[begin : begin + _CHUNK]


def cards_of(
    connection: Connection, selected: AnySelect, values: Mapping[str, object] | None = None
) -> tuple[Card, ...]:
    """The cards of a selection of `works` rows, in its order, each with its count of citing works.

    `values` are those of the selection's parameters; a selection that has any names all columns of `works` itself.
    """
    whole = selected if values else selected.with_only_columns(*works.c)
    found = connection.execute(whole, values).all()
    counts = cited_counts(connection, [row.id for row in found])
    return tuple(card_of(row, counts.get(row.id, 0)) for row in found)


def cards_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Card]:
    """The cards of works by row id; ids that are gone are left out."""
    found: dict[int, Card] = {}
    for chunk in in_chunks(sorted(set(ids))):
        rows = connection.execute(_WORKS, {"asked": list(chunk)}).all()
        counts = cited_counts(connection, [row.id for row in rows])
        found |= {row.id: card_of(row, counts.get(row.id, 0)) for row in rows}
    return found


def card_of(row: AnyRow, cited: int = 0) -> Card:
    """A row of `works` as a card."""
    return Card(
        id=row.address,
        genre=row.genre,
        key=row.key,
        number=row.number,
        type=row.type,
        issuer=Issuer(row.issuer_name, row.body, row.issuer_basis) if row.issuer_name else None,
        date=date_of(row.date),
        title=row.title,
        place=row.place,
        term=row.term,
        grade=row.grade,
        cited=cited,
        demonstration=row.demonstration,
    )


def cited_counts(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """How many other works cite each work, by what their present texts say; works nobody cites are left out."""
    counts: dict[int, int] = {}
    for chunk in in_chunks(ids):
        counts |= {row.target: row.citing for row in connection.execute(_CITED, {"asked": list(chunk)})}
    return counts


def citing_rows(*columns: Any) -> AnySelect:  # noqa: ANN401  # any expression over these tables
    """Columns over mentions of present texts, joined with edition and reading, a work's mentions of itself left out."""
    return (
        select(*columns)
        .select_from(mentions)
        .join(editions, and_(editions.c.id == mentions.c.edition, editions.c.current))
        .join(readings, readings.c.id == mentions.c.reading)
        .where(readings.c.target != editions.c.work)
    )


_WORKS = select(works).where(works.c.id.in_(bindparam("asked", expanding=True)))
# Made once: to put such a statement together takes as long as to carry it out for a page of results.
_CITED = (
    citing_rows(func.count(editions.c.work.distinct()).label("citing"))
    .add_columns(readings.c.target)
    .where(readings.c.target.in_(bindparam("asked", expanding=True)))
    .group_by(readings.c.target)
)


def columns_of(document: Document) -> dict[str, Any]:
    """What a document says of itself, as columns of `works`."""
    return {
        "genre": document.genre,
        "signatory": document.signatory,
        "place": document.place,
        "term": document.term,
        "system": document.system or (document.number.system if document.number else None),
        "demonstration": document.demonstration,
        "type": document.type,
        "title": document.title,
        **(number_columns(document.number) | _law_columns(document)),
        **issuer_columns(document.issuer),
        **date_columns(document.date, document.number),
    }


def _law_columns(document: Document) -> dict[str, Any]:
    """The key of a law's name, by which it is cited without its number; nothing for other documents."""
    year = document.number.year if document.number else None
    key = law_key_of(document.type, document.title, year or (document.date.year if document.date else None))
    return {"bare_key": key} if key else {}


def number_columns(number: Number | None) -> dict[str, Any]:
    """A number as columns: the key works are compared by, and the key of its bare form; "" for what it has not."""
    if number is None:
        return {"key": "", "bare_key": "", "number": None, "serial": None, "type_code": None}
    code = type_codes().get(number.type_code, number.type_code)
    # The form that `archive.cite` gives “Chỉ thị 05”: only Party documents are cited so, without a year.
    bare = f"bare:{code}:{number.serial}" if number.system == "party" else ""
    return {"key": number.key, "bare_key": bare, "number": str(number), "serial": number.serial, "type_code": code}


def issuer_columns(issuer: Issuer | None) -> dict[str, Any]:
    """An issuer as columns, with the family and level of its body where the tables know it."""
    of_body = issuer.body if issuer else None
    known = [one for one in [body(of_body)] if one] or members(of_body) if of_body else ()
    levels = {one.level for one in known}
    return {
        "issuer_name": issuer.name if issuer else None,
        "issuer_basis": issuer.basis if issuer else None,
        "body": of_body,
        "family": family(of_body) if of_body else None,
        "level": levels.pop() if len(levels) == 1 else None,
    }


def date_columns(date: PartialDate | None, number: Number | None = None) -> dict[str, Any]:
    """A date as columns; the year of a State number (30/2020/NĐ-CP) stands where no date is known."""
    return {
        "date": date.iso if date else None,
        "date_first": date.first.isoformat() if date else None,
        "date_last": date.last.isoformat() if date else None,
        "year": date.year if date else (number.year if number else None),
    }
