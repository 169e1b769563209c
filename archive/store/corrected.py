"""What clerks say of works, as the other rooms of the store ask for it: the corrections that hold now.

Making and ending one is in `corrections`, what a value may be in `archive.works.corrected`.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from archive.store.packing import unpack_description, unpack_evidence
from archive.store.tables import corrections, editions, works
from archive.works.corrected import SOURCE
from archive.works.document import Evidence
from archive.works.number import Number
from archive.works.precedence import FIELDS, Field

_NAMES: dict[str, Field] = {field: field for field in FIELDS}
# The same values under the names their evidence may carry: of the body in a letterhead, of the day of an article.
_ALSO: dict[Field, str] = {"issuer": "organ", "date": "published"}
_HOLDS = corrections.c.ended_at.is_(None)
_NUMBERED = select(corrections.c.work).where(corrections.c.field == "number", _HOLDS)


def said(connection: Connection, work: int) -> dict[Field, str]:
    """What clerks say of a work now, field by field; "" says that there is none."""
    asked = select(corrections.c.field, corrections.c.value).where(corrections.c.work == work, _HOLDS)
    rows = connection.execute(asked.order_by(corrections.c.id))
    return {_NAMES[row.field]: row.value for row in rows if row.field in _NAMES}


def evidence_of(connection: Connection, work: int, packed: str) -> tuple[Evidence, ...]:
    """Where the values of a work were read (`packed` is that of its text); for those a clerk corrected, that he did."""
    told = said(connection, work)
    hidden = {*told, *(also for field, also in _ALSO.items() if field in told)}
    read = tuple(one for one in unpack_evidence(packed) if one.field not in hidden)
    return (*read, *(Evidence(field, None, "clerk", 1.0, SOURCE) for field, value in told.items() if value))


def read_keys(connection: Connection, work: int) -> frozenset[str]:
    """The keys of the numbers that the texts of a work bear, where a clerk says that it has another; else none."""
    if "number" not in said(connection, work):
        return frozenset()
    held = connection.execute(select(editions.c.described).where(editions.c.work == work)).scalars()
    numbers = [unpack_description(described).number for described in held]
    return frozenset(number.key for number in numbers if number)


def any_number_corrected(connection: Connection) -> bool:
    """Whether clerks say of any work that its number is another than its texts bear."""
    return connection.execute(_NUMBERED.limit(1)).first() is not None


def corrected_under(connection: Connection, keys: Sequence[str]) -> frozenset[str]:
    """Those of some numbers' keys under which a work stands of which a clerk says anything now."""
    asked = select(works.c.key).join(corrections, corrections.c.work == works.c.id).where(works.c.key.in_(keys), _HOLDS)
    return frozenset(connection.execute(asked.distinct()).scalars())


def misread(connection: Connection, number: Number) -> tuple[int, ...]:
    """The works with a text that bears this number, of which a clerk says that they have another or none."""
    corrected = connection.execute(_NUMBERED).scalars().all()
    if not corrected:
        return ()
    named = f'"number":"{number}"'  # as `packing.pack_description` writes it
    asked = select(editions.c.work).distinct().where(editions.c.work.in_(_NUMBERED))
    found = connection.execute(asked.where(editions.c.described.contains(named, autoescape=True))).scalars()
    return tuple(sorted(found))


def move(connection: Connection, kept: int, dissolved: int) -> None:
    """Give a work the corrections of another that turned out to be the same work; of two of one field the later holds.

    The rows keep their order, so that the history of both is told as it was.
    """
    connection.execute(update(corrections).where(corrections.c.work == dissolved).values(work=kept))
    asked = select(corrections.c.id, corrections.c.field, corrections.c.made_at)
    rows = connection.execute(asked.where(corrections.c.work == kept, _HOLDS).order_by(corrections.c.id)).all()
    latest = {row.field: row for row in rows}
    for row in rows:
        if latest[row.field].id != row.id:
            ended = {"ended_at": latest[row.field].made_at}
            connection.execute(update(corrections).where(corrections.c.id == row.id).values(**ended))


def corrected_works(connection: Connection) -> Sequence[int]:
    """The works of which a clerk says or said anything."""
    asked = select(works.c.id).where(works.c.id.in_(select(corrections.c.work))).order_by(works.c.id)
    return connection.execute(asked).scalars().all()
