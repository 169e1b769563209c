"""What clerks correct: a value of a work said by a clerk, kept with its history, and everything it touches settled.

It weighs more than every source and no reading of a text replaces it; ending it gives back what the sources say. Who
corrected is for the desk alone.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from archive.errors import QueryError
from archive.store import addresses
from archive.store.cards import now
from archive.store.citing_words import cited_by_texts_of, touch
from archive.store.documents import redescribe
from archive.store.settlement import Resolve, settle
from archive.store.tables import AnyRow, corrections, editions, works
from archive.works.corrected import checked, field_of, plain
from archive.works.precedence import Field
from archive.works.secrecy import inspect_lines, refusal_of

LONGEST_NOTE = 500
TEXT = "text"  # no field of a description: that a clerk has looked at the recognised letters of a text


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as it was made: field, value ("" says that there is none), who, why, when, and when it ended."""

    id: int
    field: str
    value: str
    account: str
    note: str
    made_at: str
    ended_at: str

    @property
    def holds(self) -> bool:
        """Whether it counts now."""
        return not self.ended_at


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did: the value as kept, the address of the work now, whether its description changed."""

    value: str
    address: str
    changed: bool


def correct(
    connection: Connection,
    address: str,
    field: str,
    value: str,
    *,
    account: str,
    note: str = "",
    resolve: Resolve,
) -> Corrected:
    """Let a clerk say what a field of a held work is; what was said of it before ends. "" says that there is none.

    Raises:
        NotHere: there is no work at the address.
        QueryError: it is a work whose text is not held, no such field, or a value that cannot be one.
        SecrecyError: the value or the note bears a mark of secrecy; nothing of it is kept.
    """
    named = field_of(field)
    kept, why = checked(named, value), _noted(note)
    work = _held(connection, address)
    former = _holding(connection, work, named)
    if former is not None and former.value == kept:
        return Corrected(kept, _address(connection, work), changed=False)
    moment = now()
    if former is not None:
        _end(connection, former.id, moment)
    row = {"work": work, "field": named, "value": kept, "account": account, "note": why, "made_at": moment}
    connection.execute(insert(corrections).values(**row))
    where, changed = apply(connection, work, resolve)
    return Corrected(kept, where, changed)


def end(connection: Connection, address: str, field: str, *, resolve: Resolve) -> Corrected:
    """Take back what a clerk says of a field: the sources count again. Nothing happens where nobody said anything.

    Raises:
        NotHere: there is no work at the address.
        QueryError: it is a work whose text is not held, or no such field.
    """
    named = field_of(field)
    work = _held(connection, address)
    former = _holding(connection, work, named)
    if former is None:
        return Corrected("", _address(connection, work), changed=False)
    _end(connection, former.id, now())
    where, changed = apply(connection, work, resolve)
    return Corrected("", where, changed)


def of(connection: Connection, address: str) -> tuple[Correction, ...]:
    """Everything clerks ever said of the work at an address, the newest first.

    Raises:
        NotHere: there is no work at the address.
    """
    work = addresses.locate(connection, address).work
    rows = connection.execute(select(corrections).where(corrections.c.work == work).order_by(corrections.c.id.desc()))
    return tuple(_correction(row) for row in rows)


def approve_text(connection: Connection, address: str, *, account: str) -> None:
    """Keep that a clerk has looked at the letters of the present text; another text is to be looked at anew.

    Raises:
        NotHere, QueryError: as for `correct`.
    """
    work = _held(connection, address)
    present = select(editions.c.digest).where(editions.c.work == work, editions.c.current)
    digest = connection.execute(present).scalar_one()
    former = _holding(connection, work, TEXT)
    if former is not None and former.value == digest:
        return
    if former is not None:
        _end(connection, former.id, now())
    row = {"work": work, "field": TEXT, "value": digest, "account": account, "note": "", "made_at": now()}
    connection.execute(insert(corrections).values(**row))


def apply(connection: Connection, work: int, resolve: Resolve) -> tuple[str, bool]:
    """Describe a work by what clerks say of it now, settle every number that touches; its address, and if it changed.

    The index is told by the count of changes that waits for it.
    """
    cited = cited_by_texts_of(connection, work)
    described = redescribe(connection, work)
    if described.changed:
        touch(connection, cited | cited_by_texts_of(connection, described.work))
    settle(connection, described.keys, resolve)
    return _address(connection, described.work), described.changed


def _held(connection: Connection, address: str) -> int:
    work = addresses.locate(connection, address).work
    genre = connection.execute(select(works.c.genre).where(works.c.id == work)).scalar_one()
    if genre == "stub":
        raise QueryError(
            "Kho chưa có toàn văn của văn bản này nên chưa có gì để sửa.", remedy="Hãy tải toàn văn lên trước."
        )
    return work


def _holding(connection: Connection, work: int, field: Field | str) -> AnyRow | None:
    held = (corrections.c.work == work, corrections.c.field == field, corrections.c.ended_at.is_(None))
    return connection.execute(select(corrections).where(*held)).first()


def _end(connection: Connection, correction: int, moment: str) -> None:
    connection.execute(update(corrections).where(corrections.c.id == correction).values(ended_at=moment))


def _address(connection: Connection, work: int) -> str:
    return str(connection.execute(select(works.c.address).where(works.c.id == work)).scalar_one())


def _noted(note: str) -> str:
    said = plain(note)
    if mark := inspect_lines([said], "ghi chú vừa nhập"):
        raise refusal_of(mark)
    if len(said) > LONGEST_NOTE:
        raise QueryError(f"Ghi chú quá dài: nhiều nhất {LONGEST_NOTE} chữ cái.", remedy="Hãy rút gọn rồi gửi lại.")
    return said


def _correction(row: AnyRow) -> Correction:
    return Correction(row.id, row.field, row.value, row.account, row.note, row.made_at, row.ended_at or "")
