"""The authority table in the store: rows whose number, date and body are known, with their grade and source.

A row speaks of a held work where exactly one fits it; otherwise it is a stub of its own, with or without citations.
Reading the table is the caller's; which readings link to these works is decided in `settlement`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, or_, select, update

from archive.store import addresses
from archive.store.cards import date_columns, issuer_columns, now, number_columns
from archive.store.identity import known_of, the_one
from archive.store.packing import date_of
from archive.store.tables import AnyRow, catalogue, works
from archive.store.tombs import is_withdrawn, withdrawn_under
from archive.works.address import address
from archive.works.bodies import body
from archive.works.catalogue import AuthorityRow
from archive.works.document import Card, Issuer
from archive.works.number import parse

# Grade C is not checked and stays out of the catalogue (the tables' own rule).
SHOWN_GRADES = frozenset({"A", "B"})
_IDENTITY = ("key", "type", "body", "date")
# Asked for every number that is settled, so put together once.
_ROWS = select(catalogue).where(catalogue.c.key == bindparam("key")).order_by(catalogue.c.id)
_KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
_LISTED = select(catalogue.c.key).where(catalogue.c.key.in_(_KEYS))
_GRADED = select(works.c.key).where(works.c.key.in_(_KEYS), or_(works.c.grade != "", works.c.source != ""))
_OF_KEY = select(works).where(works.c.key == bindparam("key")).order_by(works.c.id)


def put_catalogue(connection: Connection, rows: Iterable[AuthorityRow]) -> frozenset[str]:
    """Make the table in the store say what these rows say; give the keys to settle again.

    Rows of grade C are passed over. The same rows twice change nothing; rows no longer there are taken out; a row whose
    date or body was corrected keeps its work, when it is the only row of its number that changed.
    """
    wanted = {_identity(values): values for row in rows if row.grade in SHOWN_GRADES for values in [_values(row)]}
    held = {_identity(row._asdict()): row for row in connection.execute(select(catalogue))}
    gone = [held[identity] for identity in held.keys() - wanted.keys()]
    new = [wanted[identity] for identity in wanted.keys() - held.keys()]
    pairs = [(held[identity], wanted[identity]) for identity in wanted.keys() & held.keys()]
    corrected = [(row, values) for row in gone for values in new if _corrects(row, values, gone, new)]
    pairs += corrected
    for row in gone:
        if row not in [pair[0] for pair in corrected]:
            connection.execute(delete(catalogue).where(catalogue.c.id == row.id))
    for values in new:
        if values not in [pair[1] for pair in corrected]:
            connection.execute(insert(catalogue).values(**values))
    changed = [(row, values) for row, values in pairs if any(getattr(row, name) != values[name] for name in values)]
    for row, values in changed:
        connection.execute(update(catalogue).where(catalogue.c.id == row.id).values(**values))
    numbers = {row.number for row in gone} | {values["number"] for values in (*new, *(pair[1] for pair in changed))}
    return frozenset(key for number in numbers for key in _keys(number))


def _corrects(row: AnyRow, values: dict[str, Any], gone: Sequence[AnyRow], new: Sequence[dict[str, Any]]) -> bool:
    """Whether new values are the correction of a row that is gone: both are the only ones of their number."""
    return bool(
        row.key == values["key"]
        and sum(one.key == row.key for one in gone) == 1
        and sum(one["key"] == row.key for one in new) == 1
    )


def catalogued(connection: Connection, keys: Sequence[str]) -> list[str]:
    """Those of some keys that a row of the table has, or a work to which one gave its grade: what `attach` is for."""
    asked = {"keys": list(keys)}
    found = {*connection.execute(_LISTED, asked).scalars(), *connection.execute(_GRADED, asked).scalars()}
    return [key for key in keys if key in found]


def attach(connection: Connection, key: str) -> None:
    """Tie the rows of a number key to the works they speak of, making, renewing or releasing their stubs."""
    withdrawn = withdrawn_under(connection, key)
    listed = connection.execute(_ROWS, {"key": key}).all()
    rows = [row for row in listed if not (withdrawn and is_withdrawn(_address(row), withdrawn))]
    known = connection.execute(_OF_KEY, {"key": key}).all()
    _grade(connection, [one for one in known if one.id not in [row.work for row in rows]], {})
    if not rows:
        return
    held = [one for one in known if one.genre == "directive"]
    spoken_of: dict[int, AnyRow] = {}
    for row in rows:
        work = the_one(held, known_of(row)) or _stub(connection, row, taken=spoken_of.keys())
        if row.work != work:
            connection.execute(update(catalogue).where(catalogue.c.id == row.id).values(work=work))
        spoken_of.setdefault(work, row)
    _grade(connection, connection.execute(_OF_KEY, {"key": key}).all(), spoken_of)


def _grade(connection: Connection, found: Sequence[AnyRow], spoken_of: Mapping[int, AnyRow]) -> None:
    """Give works the grade and source of the row that speaks of them, and take them from works no row speaks of."""
    for one in found:
        said = spoken_of.get(one.id)
        grade, source = (said.grade, said.source) if said else ("", "")
        if (one.grade, one.source) != (grade, source):
            values = {"grade": grade, "source": source, "stale": works.c.stale + 1, "changed_at": now()}
            connection.execute(update(works).where(works.c.id == one.id).values(**values))


def _stub(connection: Connection, row: AnyRow, *, taken: Iterable[int]) -> int:
    """The stub of a row: the one it has, a cited one that it fits and that nobody else fits, or a new one."""
    stubs = connection.execute(
        select(works).where(works.c.key == row.key, works.c.genre == "stub", works.c.id.not_in(list(taken)))
    ).all()
    own = next((stub for stub in stubs if stub.id == row.work), None)
    unclaimed = [stub for stub in stubs if not stub.grade]
    work = own.id if own else the_one(unclaimed, known_of(row))
    wanted, columns = _address(row), _columns(row)
    if work is None:
        free = addresses.claim(connection, wanted, rank=addresses.CATALOGUED)
        made = (
            insert(works)
            .values(address=free, seed="", stale=1, created_at=now(), changed_at=now(), **columns)
            .returning(works.c.id)
        )
        return int(connection.execute(made).scalar_one())
    present = next(stub for stub in stubs if stub.id == work)
    if any(getattr(present, name) != value for name, value in columns.items()):
        connection.execute(
            update(works).where(works.c.id == work).values(**columns, stale=works.c.stale + 1, changed_at=now())
        )
    addresses.sharpen(connection, work, wanted, rank=addresses.CATALOGUED)
    return work


def _keys(number: str) -> set[str]:
    columns = number_columns(parse(number))
    return {columns["key"], columns["bare_key"]} - {""}


def _identity(values: Any) -> tuple[Any, ...]:  # noqa: ANN401  # a row or the values of one
    return tuple(values[name] for name in _IDENTITY)


def _values(row: AuthorityRow) -> dict[str, Any]:
    return {
        "key": row.number.key,
        "number": str(row.number),
        "type": row.type,
        "body": row.issuer.body,
        "issuer_name": row.issuer.name,
        "date": row.date.iso if row.date else None,
        "title": row.title or None,
        "term": row.term,
        "grade": row.grade,
        "source": row.source,
    }


def _columns(row: AnyRow) -> dict[str, Any]:
    """What a row says, as columns of `works`."""
    number = parse(row.number)
    known = body(row.body) if row.body else None
    return {
        "genre": "stub",
        "type": row.type,
        "title": row.title,
        "place": known.place if known else None,
        "term": row.term,
        "system": number.system,
        "demonstration": False,
        "grade": row.grade,
        "source": row.source,
        **number_columns(number),
        **issuer_columns(Issuer(row.issuer_name, row.body, "table") if row.issuer_name else None),
        **date_columns(date_of(row.date), number),
    }


def _address(row: AnyRow) -> str:
    issuer = Issuer(row.issuer_name, row.body, "table") if row.issuer_name else None
    date = date_of(row.date)
    return address(Card("", "stub", row.key, row.number, row.type, issuer, date, row.title))
