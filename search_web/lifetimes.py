"""An issuing body through time, as its page tells it: its names by date, what it came from and what it became.

The dated identities are rows of the bodies table (`archive.works.bodies`); here a family of them is put into words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from archive.works import succession
from archive.works.bodies import Body, body, family, members
from archive.works.succession import Relative, Succession
from search_web.language import gettext as _

# Only rows that rest on a public source are shown as authority; the others say that they do not.
SHOWN_GRADES = ("A", "B")


@dataclass(frozen=True, slots=True)
class Kin:
    """A body that came before or after: its family id for the link, its name, its years, the step and its basis."""

    id: str
    name: str
    dates: str
    step: str
    basis: str


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A family through time: (dates in words, name) oldest first, predecessors, successors, and who says so."""

    names: tuple[tuple[str, str], ...]
    before: tuple[Kin, ...]
    after: tuple[Kin, ...]
    source: str


def lifetime(name: str) -> Lifetime:
    """What the tables know of a family; all empty for a body known by its name only."""
    known = members(name)
    ids = [one.id for one in known] or [name]
    sources = dict.fromkeys(one.evidence for one in known if one.grade in SHOWN_GRADES and one.evidence)
    return Lifetime(
        names=tuple(line for one in known for line in _names(one)),
        before=_kin((found for one in ids for found in succession.forebears(one)), name),
        after=_kin((found for one in ids for found in succession.heirs(one)), name),
        source=" ; ".join(sources) if sources else _("chưa đối chiếu") if known else "",
    )


def present(name: str) -> str:
    """A family by its present name with the day it begins and what it holds of others; "" where no day is known.

    "Tỉnh ủy Lào Cai (từ 01/07/2025, gồm Lào Cai và Yên Bái)".
    """
    known = members(name)
    if not known:
        return ""
    last = known[-1]
    dates = between(last.valid_from, last.valid_to)
    places = dict.fromkeys(one.place for one in map(body, last.predecessors) if one and one.place)
    listed = [one for one in places if one]
    of = _("gồm %(places)s", places=_(" và ").join([", ".join(listed[:-1]), listed[-1]])) if len(listed) > 1 else ""
    told = ", ".join(part for part in (dates, of) if part)
    return f"{last.name} ({told})" if told else ""


def turns(kin: Iterable[Kin]) -> list[tuple[str, str, list[Kin]]]:
    """Kin by the step that made them such, each step once with its basis: a district went to five communes in one."""
    return [(step, basis, list(one)) for (step, basis), one in groupby(kin, key=lambda one: (one.step, one.basis))]


def _names(one: Body) -> Iterable[tuple[str, str]]:
    if one.names:
        return [(between(start or one.valid_from, end or one.valid_to), name) for start, end, name in one.names]
    return [(between(one.valid_from, one.valid_to), one.name)]


def _kin(found: Iterable[Relative], own: str) -> tuple[Kin, ...]:
    made = (_relative(one) for one in found if family(one.id) != own)
    return tuple(dict.fromkeys(made))


def _relative(one: Relative) -> Kin:
    known = body(one.id)
    dates = between(known.valid_from, known.valid_to) if known else between(one.step.date.first, None)
    return Kin(family(one.id), one.name, dates, _step(one.step), _basis(one.step))


def _step(step: Succession) -> str:
    words = _steps()[step.kind] + (f" {step.topic}" if step.topic else "")
    return f"{words}, {step.date.shown}"


def _steps() -> dict[str, str]:
    """How a body came of another, as people say it."""
    return {
        "renamed": _("đổi tên"),
        "merged": _("hợp nhất"),
        "split": _("chia"),
        "absorbed": _("nhập vào cơ quan sau"),
        "ended": _("kết thúc"),
        "function-transfer": _("chuyển nhiệm vụ"),
    }


def _basis(step: Succession) -> str:
    return step.basis if step.grade in SHOWN_GRADES else _("chưa đối chiếu")


def between(start: date | None, end: date | None) -> str:
    """A stretch of time in words: "từ 01/07/2025", "đến 30/06/2025"; "" when neither end is known."""
    words = [_("từ %(day)s", day=f"{start:%d/%m/%Y}")] if start else []
    return " ".join([*words, *([_("đến %(day)s", day=f"{end:%d/%m/%Y}")] if end else [])])
