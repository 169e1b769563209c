"""Texts that are nearly the same: found by the bands of their sketches, named by what the two texts are to each other.

On the right level: another transcript or an older state of one work, a copy that another body issued as its own, a
reprint in the press, an excerpt. Nothing is merged for being alike: a province's copy is a work of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from archive.store import addresses
from archive.store.tables import AnyRow, editions, likeness_bands, works
from archive.text.likeness import contained, resemblance, unpacked

# transcript: the same work, the text the same but for how it was copied · state: the same work, another text
# copy: another work, nearly the same text · excerpt: another work, one text stands in the other
Level = Literal["transcript", "state", "copy", "excerpt"]
# Shares of runs in common. Set on demonstration documents copied with 2 % of letters changed (0.86–0.92), with names of
# places changed (0.70–0.9) and on different documents of one topic (under 0.2); `tests/archive/store/test_alike.py`.
_TRANSCRIPT, _COPY, _EXCERPT = 0.8, 0.6, 0.9
_MOST = 200  # texts compared with one; more share a band only among forms that are all alike


@dataclass(frozen=True, slots=True)
class Alike:
    """A text like the one asked for: its edition, work and origin, what it is to it, and the share in common (0–1)."""

    edition: int
    address: str
    origin: str
    level: Level
    share: float


def alike(connection: Connection, address: str) -> tuple[Alike, ...]:
    """The texts like the present text of the work at an address, the likest first; empty for a stub.

    Raises:
        NotHere: there is no work at the address.
    """
    work = addresses.locate(connection, address).work
    asked = connection.execute(
        select(editions.c.id, editions.c.sketch).where(editions.c.work == work, editions.c.current)
    ).first()
    mine = unpacked(asked.sketch) if asked else None
    if asked is None or mine is None:
        return ()
    found = []
    for row in _met(connection, asked.id):
        theirs = unpacked(row.sketch)
        if theirs is None:
            continue  # of another recipe: it says nothing beside this one until it is made anew
        share = resemblance(mine, theirs)
        level = _level(same=row.work == work, share=share, part=contained(mine, theirs))
        if level:
            found.append(Alike(row.id, row.address, row.origin, level, round(share, 2)))
    return tuple(sorted(found, key=lambda one: (-one.share, one.address, one.edition)))


def _level(*, same: bool, share: float, part: float) -> Level | None:
    if same:
        return "transcript" if share >= _TRANSCRIPT else "state"
    if share >= _COPY:
        return "copy"
    return "excerpt" if part >= _EXCERPT else None


def _met(connection: Connection, edition: int) -> Iterable[AnyRow]:
    """The other texts that share a band with one, and every other text of its work."""
    mine = select(likeness_bands.c.band).where(likeness_bands.c.edition == edition)
    met = (
        select(likeness_bands.c.edition)
        .where(likeness_bands.c.band.in_(mine), likeness_bands.c.edition != edition)
        .distinct()
        .limit(_MOST)
    )
    work = select(editions.c.work).where(editions.c.id == edition).scalar_subquery()
    return connection.execute(
        select(editions.c.id, editions.c.work, editions.c.origin, editions.c.sketch, works.c.address)
        .join(works, works.c.id == editions.c.work)
        .where(editions.c.id.in_(met) | ((editions.c.work == work) & (editions.c.id != edition)))
        .order_by(editions.c.id)
    ).all()
