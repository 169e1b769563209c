"""Addresses of works as given out: free ones found, sharpened ones redirected, none ever dead.

How an address is made from what is known is in `archive.works.address`; here is which work has it. A live work
outranks a redirect, and a held text outranks a stub, for the same address; the one that yields gets "-2".
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, exists, insert, literal, select, union_all, update

from archive.errors import NotHere
from archive.store.cards import in_chunks, now
from archive.store.tables import index_removals, redirects, tombstones, works

# What a collision adds to an address. Matches: "-2", "-13". Not: "-1", "-02", "-tu".
_ORDINAL = re.compile(r"-(?:[2-9]|[1-9]\d+)")


# Who has the better right to an address: a work known from citations only, one of the authority table, a held text.
CITED, CATALOGUED, HELD = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Located:
    """Where an address leads: the work's row and present address, and whether the address asked for is a former one."""

    work: int
    address: str
    redirected: bool


# Asked several times a page: put together once.
_AT: BindParameter[str] = bindparam("at")
_HELD_AT = select(works.c.id).where(works.c.address == _AT)
# Asked for every stub that is made.
_HOLDER = select(works.c.id, works.c.genre, works.c.grade).where(works.c.address == _AT)
_TAKEN = union_all(_HELD_AT, select(literal(0)).where(exists().where(tombstones.c.address == _AT)))
_LIVE_AGAIN = (
    delete(redirects).where(redirects.c.address == _AT),
    delete(index_removals).where(index_removals.c.address == _AT),
)
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_TAKEN_AMONG = union_all(
    select(works.c.address).where(works.c.address.in_(_WANTED)),
    select(tombstones.c.address).where(tombstones.c.address.in_(_WANTED)),
)
_ALL_LIVE_AGAIN = tuple(delete(one).where(one.c.address.in_(_WANTED)) for one in (redirects, index_removals))
_PLACED = select(works.c.address, works.c.key).where(works.c.id == bindparam("work"))


def locate(connection: Connection, address: str) -> Located:
    """The work at an address, present or former.

    Raises:
        NotHere: no work was ever there, or it is gone and several works have its number (`fields["key"]`).
    """
    held = connection.execute(_HELD_AT, {"at": address}).scalar()
    if held is not None:
        return Located(held, address, redirected=False)
    former = connection.execute(select(redirects.c.work, redirects.c.key).where(redirects.c.address == address)).first()
    key = former.key if former else ""
    chosen = former.work if former else None
    if chosen is None and key:
        alike = connection.execute(select(works.c.id).where(works.c.key == key).limit(2)).scalars().all()
        chosen = alike[0] if len(alike) == 1 else None
    if chosen is None:
        raise NotHere(
            f"Kho không có văn bản ở địa chỉ “{address[:120]}”.",
            remedy="Hãy tìm theo số, ký hiệu.",
            address=address,
            key=key,
        )
    present = connection.execute(select(works.c.address).where(works.c.id == chosen)).scalar_one()
    return Located(chosen, present, redirected=True)


def rank_of(genre: str, grade: str) -> int:
    """The right of a work to its address."""
    if genre != "stub":
        return HELD
    return CATALOGUED if grade else CITED


def claim(connection: Connection, wanted: str, *, rank: int) -> str:
    """A free address for a work: the wanted one, or with "-2", "-3" after it.

    Who has the wanted address and less right to it (`CITED`, `CATALOGUED`, `HELD`) gives way.
    """
    if rank > CITED:  # nobody has less right than a work known from citations only
        _displace(connection, wanted, rank)
    free = _free(connection, wanted)
    _make_live(connection, free)
    return free


def claim_all(connection: Connection, wanted: Sequence[str]) -> list[str]:
    """Free addresses for works known from citations only, one for each that is wanted: as `claim` one after another."""
    taken = {
        one for chunk in in_chunks(wanted) for one in connection.execute(_TAKEN_AMONG, {"wanted": chunk}).scalars()
    }
    given: dict[str, None] = {}
    for one in wanted:
        given[_free(connection, one, given) if one in taken or one in given else one] = None
    for chunk in in_chunks(given):
        for statement in _ALL_LIVE_AGAIN:
            connection.execute(statement, {"wanted": chunk})
    return list(given)


def sharpen(connection: Connection, work: int, wanted: str, *, rank: int) -> str:
    """The address of a work now that it should have the wanted one; its former address leads to it from now on."""
    row = connection.execute(_PLACED, {"work": work}).one()
    if is_form_of(row.address, wanted):
        return str(row.address)
    free = claim(connection, wanted, rank=rank)
    connection.execute(update(works).where(works.c.id == work).values(address=free, **_changed()))
    _leave(connection, row.address, work, row.key)
    return free


def vacate(connection: Connection, work: int) -> tuple[str, ...]:
    """Take a stub out; give every address that led to it. They lead to the works of its number until `forward`."""
    row = connection.execute(select(works.c.address, works.c.key).where(works.c.id == work)).one()
    former = connection.execute(select(redirects.c.address).where(redirects.c.work == work)).scalars().all()
    connection.execute(update(redirects).where(redirects.c.work == work).values(work=None))
    connection.execute(delete(works).where(works.c.id == work))
    _leave(connection, row.address, None, row.key)
    return (row.address, *former)


def forward(connection: Connection, former: Sequence[str], successor: int | None) -> None:
    """Let vacated addresses lead to a successor; those that a work has by now stay that work's."""
    if successor is not None:
        connection.execute(update(redirects).where(redirects.c.address.in_(former)).values(work=successor))


def _displace(connection: Connection, address: str, rank: int) -> None:
    row = connection.execute(_HOLDER, {"at": address}).first()
    if row is not None and rank_of(row.genre, row.grade) < rank:
        moved = _free(connection, address)
        _make_live(connection, moved)
        connection.execute(update(works).where(works.c.id == row.id).values(address=moved, **_changed()))


def _changed() -> dict[str, Any]:
    """A work whose address is another now: for the index, and for those who keep a copy."""
    return {"stale": works.c.stale + 1, "changed_at": now()}


def _free(connection: Connection, wanted: str, given: Container[str] = ()) -> str:
    """The address, or the first with a number after it, that nobody has; nor is it among those just given away."""
    tries = chain([wanted], (f"{wanted}-{ordinal}" for ordinal in count(2)))
    return next(tried for tried in tries if tried not in given and not _taken(connection, tried))


def _taken(connection: Connection, address: str) -> bool:
    """Whether a work has an address, or one that was withdrawn had it: that one never leads to another work."""
    return connection.execute(_TAKEN, {"at": address}).first() is not None


def is_form_of(address: str, wanted: str) -> bool:
    """Whether an address is the wanted one, or the one that a work got because another had that."""
    return address == wanted or (address.startswith(wanted) and bool(_ORDINAL.fullmatch(address, len(wanted))))


def _make_live(connection: Connection, address: str) -> None:
    for statement in _LIVE_AGAIN:
        connection.execute(statement, {"at": address})


def _leave(connection: Connection, address: str, work: int | None, key: str) -> None:
    connection.execute(insert(redirects).values(address=address, work=work, key=key, left_at=now()))
    if not connection.execute(select(index_removals).where(index_removals.c.address == address)).first():
        connection.execute(insert(index_removals).values(address=address))
