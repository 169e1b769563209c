"""What a page of results reads of the store: the cards and the texts of some works, by their present addresses.

The questions are the same on every page but for the addresses, so they are written once as the database takes them: to
put one together anew for each page took longer than to carry it out.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.dialects import sqlite

from archive.store.cards import citing_rows, in_chunks
from archive.store.outlines import kept
from archive.store.packing import date_of
from archive.store.tables import AnyRow, AnySelect, editions, readings, works
from archive.works.document import Card, Issuer
from archive.works.outline import Outline

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
