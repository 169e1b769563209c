"""The facets beside a list of results: what may be chosen, bodies as a tree by level, years with bars, what is folded.

Counts come from the index (`archive.index.facets`) and count the whole result; an address chooses several values of a
filter or takes one back (`choices.toggles`). A value that is chosen is always shown, whatever its count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from archive.ask.unchanged import UntilChanged
from archive.index.engine import FacetCount
from archive.index.facets import GENRE_LABELS, STATES, VALIDITY
from archive.store import browse
from archive.works.bodies import LEVELS, members
from archive.works.validity import STATE_LABELS
from search_web.choices import Toggles, shown, toggles
from search_web.language import VIETNAMESE, language, told
from search_web.language import gettext as _
from search_web.reading import shelf
from search_web.words import word

# Facet of the index → the name of its filter in the address, in the order shown.
FACETS = {
    "type": "loai",
    "issuer": "co-quan",
    "level": "cap",
    "year": "nam",
    "term": "khoa",
    VALIDITY: "hieu-luc",
    "genre": "the-loai",
}
SHOWN = 8  # values of a facet in sight; the others are folded
_WIDTH = 100  # of the longest bar
# Facets whose labels are names or figures, in every language: the relation “Hướng dẫn” gives guidance on something, the
# type of that name does not.
_OWN_NAMES = frozenset(("type", "issuer", "year", "term"))
# Facets whose values are few and known: those that nothing in the result has are named, folded.
_ALL: dict[str, Mapping[str, str]] = {
    "level": {level: label for level, label in LEVELS.items() if level != "any"},
    "genre": GENRE_LABELS,
    VALIDITY: {str(state): STATE_LABELS[state] for state in STATES},
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its count and the address that chooses it or takes it back, "" for what is not known.

    `key` names it on the page, so that the choice just made is found again; `bar` is its share of the largest count in
    hundredths, 0 where no bars are drawn.
    """

    label: str
    count: int
    href: str
    chosen: bool
    key: str = ""
    bar: int = 0


@dataclass(frozen=True, slots=True)
class Branch:
    """The bodies of a level, in sight when `open`: where one is chosen, or where there is no other level."""

    id: str
    label: str
    values: tuple[Value, ...]
    open: bool

    @property
    def count(self) -> int:
        """How many results the bodies of the level have."""
        return sum(value.count for value in self.values)


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: the filter it stands for, its label, the values in sight, those folded, the levels of a tree.

    `none` are the words of values that nothing in the result has.
    """

    name: str
    label: str
    values: tuple[Value, ...] = ()
    more: tuple[Value, ...] = ()
    branches: tuple[Branch, ...] = ()
    none: tuple[str, ...] = ()


def facets(found: Mapping[str, Sequence[FacetCount]], path: str, args: Mapping[str, str]) -> tuple[Facet, ...]:
    """The facets that have anything to choose; the other choices are kept in every address."""
    made = (_facet(name, found.get(name, ()), toggles(path, args, filtered)) for name, filtered in FACETS.items())
    return tuple(facet for facet in made if facet.values or facet.branches)


def _facet(name: str, counts: Sequence[FacetCount], choosing: Toggles) -> Facet:
    label = word("facet", name)
    valued = _values(name, counts, choosing)
    if name == "issuer":
        families, bodies = [one.value for one, _made in valued], [made for _one, made in valued]
        return Facet(choosing.name, label, branches=_branches(families, bodies))
    values = [made for _one, made in valued]
    first = [one for one in values if one.chosen]
    # Years and terms stand in their order and are chosen in it; of the others what is chosen comes first.
    ordered = values if name in ("year", "term", "level") else first + [one for one in values if not one.chosen]
    in_sight = ordered[:SHOWN] + [one for one in ordered[SHOWN:] if one.chosen]
    return Facet(
        choosing.name,
        label,
        values=tuple(in_sight),
        more=tuple(one for one in ordered[SHOWN:] if not one.chosen),
        none=_none(name, counts),
    )


def _values(name: str, counts: Sequence[FacetCount], choosing: Toggles) -> list[tuple[FacetCount, Value]]:
    """The counts with what is shown of each: those known in their order, then what is not known."""
    known = [one for one in counts if one.value]
    there = {one.value for one in known}
    lost = [FacetCount(one, shown(choosing.name, one), 0) for one in choosing.chosen if one not in there]
    known += [one for one in lost if not one.value.startswith("-") and _is_one(name, one.value)]
    most = max((one.count for one in known), default=0) if name == "year" else 0
    code = VIETNAMESE if name in _OWN_NAMES else language()
    return [(one, _value(one, choosing, most, code)) for one in (*known, *(one for one in counts if not one.value))]


def _is_one(name: str, value: str) -> bool:
    """Whether a chosen value is one of the facet: a stretch of years is told by its chip."""
    return name != "year" or value.isdigit()


def _value(count: FacetCount, choosing: Toggles, most: int, code: str) -> Value:
    """What is shown of a value; `code` is the language of its label."""
    if not count.value:
        return Value(_(count.label), count.count, "", chosen=False)
    bar = max(1, _WIDTH * count.count // most) if most and count.count else 0
    chosen, key = count.value in choosing.chosen, f"{choosing.name}-{count.value}"
    return Value(told(count.label, code), count.count, choosing.href(count.value), chosen, key, bar)


def _none(name: str, counts: Sequence[FacetCount]) -> tuple[str, ...]:
    """The words of the values that nothing in the result has, where the facet is told at all."""
    there = {one.value for one in counts}
    lacking = [label for value, label in _ALL.get(name, {}).items() if value not in there] if there else []
    code = language() if lacking else VIETNAMESE
    return tuple([told(label, code) for label in lacking])


# --- bodies by level -------------------------------------------------------------------------------------------------


def _branches(families: Sequence[str], values: Sequence[Value]) -> tuple[Branch, ...]:
    """Bodies under their levels from the top, Party before State; last those that nobody knows the level of."""
    held: dict[str, list[Value]] = {}
    level_of = _levels.of(shelf().connection)
    for family, value in zip(families, values, strict=True):
        held.setdefault(_branch(family, level_of), []).append(value)
    labels = _branch_labels(language())
    ordered = [one for one in labels if one in held]
    return tuple(
        Branch(one, labels[one], tuple(held[one]), len(ordered) == 1 or any(v.chosen for v in held[one]))
        for one in ordered
    )


def _branch(family: str, level_of: Mapping[str, str]) -> str:
    """The branch of a body: "tw-party", "tinh-state", "xa" where its system is not known, "any" for no body."""
    if not family:
        return "any"
    known = members(family)
    if known:
        return f"{known[-1].level}-{known[-1].system}" if known[-1].level != "any" else "any"
    return level_of.get(family) or "any"


@cache
def _branch_labels(code: str) -> Mapping[str, str]:
    """What the branches are called in the language of the present request, which is this one, in their order."""
    systems = {"-party": _("Đảng"), "-state": _("Nhà nước"), "": ""}
    labels = {
        f"{level}{end}": " · ".join(filter(None, (told(label.partition(" (")[0], code), system)))
        for level, label in LEVELS.items()
        for end, system in systems.items()
    }
    return labels | {"any": _("Cơ quan khác, chưa rõ")}


def _known_levels(connection: Any) -> dict[str, str]:  # noqa: ANN401  # one that the store gave
    """Family → level of the bodies that only texts name."""
    return _leveled(browse.bodies(connection))


def _leveled(tallies: Iterable[browse.BodyTally]) -> dict[str, str]:
    return {one.family: one.level for one in tallies if one.level}


_levels = UntilChanged(_known_levels)
