"""What a page of results reads of the store: the cards and the texts of some works, by their present addresses.

The questions are the same on every page but for the addresses, so they are written once as the database takes them: to
put one together anew for each page took longer than to carry it out.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, literal_column, select
from sqlalchemy.dialects import sqlite

from archive.store.cards import citing_rows, in_chunks
from archive.store.outlines import kept
from archive.store.packing import date_of, unpack_outline
from archive.store.tables import AnyRow, AnySelect, editions, readings, works
from archive.text.span import Span
from archive.works.document import Card, Issuer
from archive.works.outline import Outline

# From so many bytes of words on a text is long: two bytes a word, so some 20,000 letters. How many there are stands in
# the head of a row, where a text would have to be read to be counted. Measured on hundred real texts and on 20,000 made
# ones of 5,400 letters (passages of 327 questions): shorter ones are sooner read whole than cut.
LONG = 6_000
_ASKED: Any = bindparam("asked", expanding=True)
_COLUMNS = (
    "id",
    "address",
    "genre",
    "key",
    "number",
    "type",
    "issuer_name",
    "body",
    "issuer_basis",
    "date",
    "title",
    "place",
    "term",
    "grade",
    "demonstration",
)
_CARDS = select(*(works.c[name] for name in _COLUMNS)).where(works.c.address.in_(_ASKED))
_WHERE_SHORT = case((func.length(editions.c.words) < literal_column(str(LONG)), editions.c.text))
_SHORT_TEXTS = (
    select(works.c.address, editions.c.id, _WHERE_SHORT, editions.c.outline)
    .join(editions, editions.c.work == works.c.id)
    .where(works.c.address.in_(_ASKED), editions.c.current)
)
_CITED = (
    citing_rows(readings.c.target, func.count(editions.c.work.distinct()))
    .where(readings.c.target.in_(_ASKED))
    .group_by(readings.c.target)
)
_TEXTS = (
    select(works.c.address, editions.c.id, editions.c.text, editions.c.outline)
    .join(editions, editions.c.work == works.c.id)
    .where(works.c.address.in_(_ASKED), editions.c.current)
)
# SQLAlchemy writes rows of values by names of their own; each is named here, so that all are the driver's.
_STRETCHES = (
    "SELECT asked.place, substr(editions.text, asked.first, asked.letters) FROM asked "
    "JOIN works ON works.address = asked.place JOIN editions ON editions.work = works.id AND editions.current"
)


def cards(connection: Connection, asked: Iterable[str]) -> dict[str, Card]:
    """The cards at present addresses; addresses that no work has now are left out."""
    rows = list(_rows(connection, _CARDS, dict.fromkeys(asked)))
    cited = {row.target: row[1] for row in _rows(connection, _CITED, [row.id for row in rows])}
    return {row.address: _card(row, cited.get(row.id, 0)) for row in rows}


def texts(connection: Connection, asked: Iterable[str]) -> dict[str, tuple[str, Outline]]:
    """The present texts of the works at present addresses, with their outlines.

    Stubs and addresses that no work has now are left out.
    """
    rows = list(_rows(connection, _TEXTS, dict.fromkeys(asked)))
    return {where: (text, kept(connection, edition, text, packed)) for where, edition, text, packed in rows}


def short_texts(connection: Connection, asked: Iterable[str]) -> dict[str, tuple[str | None, Outline | None]]:
    """The same, but a long text is not read: None stands for it, and for its outline too where that is not kept."""
    rows = list(_rows(connection, _SHORT_TEXTS, dict.fromkeys(asked)))
    return {
        where: (text, unpack_outline(packed) if text is None else kept(connection, edition, text, packed))
        for where, edition, text, packed in rows
    }


def stretches(connection: Connection, asked: Mapping[str, Span]) -> dict[str, str]:
    """A stretch of the present text of each work at a present address; nothing more of the texts is read."""
    found: dict[str, str] = {}
    for chunk in in_chunks(asked.items()):
        values = [one for where, (start, end) in chunk for one in (where, start + 1, end - start)]
        rows = connection.exec_driver_sql(_cutting(len(chunk)), tuple(values)).all()
        found |= {row[0]: row[1] for row in rows}
    return found


@lru_cache(maxsize=256)
def _cutting(count: int) -> str:
    """The question for so many stretches, as the driver takes it: address, first letter counted from 1, how many."""
    places = ", ".join(["(?, ?, ?)"] * count)
    return f"WITH asked (place, first, letters) AS (VALUES {places}) {_STRETCHES}"


def _card(row: AnyRow, cited: int) -> Card:
    _, address, genre, key, number, kind, issuer, body, basis, date, title, place, term, grade, demonstration = row
    return Card(
        id=address,
        genre=genre,
        key=key,
        number=number,
        type=kind,
        issuer=Issuer(issuer, body, basis) if issuer else None,
        date=_date(date),
        title=title,
        place=place,
        term=term,
        grade=grade,
        cited=cited,
        demonstration=bool(demonstration),
    )


_date = lru_cache(maxsize=16_384)(date_of)  # a hundred years have fewer days twice over


def _rows(connection: Connection, selected: AnySelect, values: Iterable[Any]) -> Iterator[AnyRow]:
    """The rows of a selection for some values."""
    for chunk in in_chunks(values):
        yield from connection.exec_driver_sql(_written(selected, len(chunk)), tuple(chunk)).all()


@lru_cache(maxsize=256)
def _written(selected: AnySelect, count: int) -> str:
    """A selection as the driver takes it, with places for so many values."""
    asked = selected.params(asked=list(range(count)))
    compiled = asked.compile(dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True})
    assert list(compiled.positiontup or ()) == [f"asked_{n}" for n in range(1, count + 1)]  # noqa: S101
    return str(compiled)
