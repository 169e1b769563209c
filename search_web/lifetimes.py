"""An issuing body through time, as its page tells it: its names by date, what it came from and what it became.

The dated identities are rows of the bodies table (`archive.works.bodies`); here a family of them is put into words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from archive.works.bodies import Body, body, members, successors

# Only rows that rest on a public source are shown as authority; the others say that they do not.
SHOWN_GRADES = ("A", "B")


@dataclass(frozen=True, slots=True)
class Kin:
    """A body that came before or after: its family id for the link, its name, and its years in words."""

    id: str
    name: str
    dates: str


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A family through time: (dates in words, name) oldest first, predecessors, successors, and who says so."""

    names: tuple[tuple[str, str], ...]
    before: tuple[Kin, ...]
    after: tuple[Kin, ...]
    source: str


def lifetime(family: str) -> Lifetime:
    """What the bodies table knows of a family; all empty for a body known by its name only."""
    known = members(family)
    earlier = [found for one in known for name in one.predecessors if (found := body(name))]
    later = [found for one in known for found in successors(one.id)]
    sources = dict.fromkeys(one.evidence for one in known if one.grade in SHOWN_GRADES and one.evidence)
    return Lifetime(
        names=tuple(line for one in known for line in _names(one)),
        before=_kin(earlier, family),
        after=_kin(later, family),
        source=" ; ".join(sources) if sources else "chưa đối chiếu" if known else "",
    )


def _names(one: Body) -> Iterable[tuple[str, str]]:
    if one.names:
        return [(between(start or one.valid_from, end or one.valid_to), name) for start, end, name in one.names]
    return [(between(one.valid_from, one.valid_to), one.name)]


def _kin(found: Iterable[Body], family: str) -> tuple[Kin, ...]:
    return tuple(
        dict.fromkeys(
            Kin(one.family, one.name, between(one.valid_from, one.valid_to)) for one in found if one.family != family
        )
    )


def between(start: date | None, end: date | None) -> str:
    """A stretch of time in words: "từ 01/07/2025", "đến 30/06/2025"; "" when neither end is known."""
    words = [f"từ {start:%d/%m/%Y}"] if start else []
    return " ".join([*words, *([f"đến {end:%d/%m/%Y}"] if end else [])])
