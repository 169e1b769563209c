"""The issuing bodies of the archive as a tree: Party or State, level, province, committee, departments under it.

A body stands under the one whose name its own ends with (“Ban Tổ chức Tỉnh ủy Lào Cai” under “Tỉnh ủy Lào Cai”); what
no table knows the level of takes that of the body it stands under.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from archive.store import tallies
from archive.store.tallies import Count, total
from archive.text.vietnamese import comparable, fold
from archive.works.bodies import LEVELS, bodies, family_name, members
from search_web import figures
from search_web.language import gettext as _

_SYSTEMS = ("party", "state", "")
_CENTRE = "trung-uong"  # the organs that write "TW"; every body of the Party at the centre is theirs


@dataclass(frozen=True, slots=True)
class Node:
    """A body: its family and name, its counts, and the bodies that stand under it."""

    family: str
    name: str
    level: str
    system: str
    place: str
    count: Count
    under: tuple["Node", ...] = ()

    @property
    def all(self) -> Count:
        """Its works and those of the bodies under it."""
        return total((self.count, *(one.all for one in self.under)))

    @property
    def size(self) -> int:
        """The body and all bodies under it."""
        return 1 + sum(one.size for one in self.under)


@dataclass(frozen=True, slots=True)
class Branch:
    """Bodies of one level, in groups by province: (province, bodies), "" where a level is not parted."""

    id: str
    label: str
    groups: tuple[tuple[str, tuple[Node, ...]], ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The bodies of all groups that stand under no other."""
        return tuple(node for _place, nodes in self.groups for node in nodes)

    @property
    def size(self) -> int:
        """How many bodies there are, those under others too."""
        return sum(node.size for node in self.nodes)

    @property
    def all(self) -> Count:
        """The works of all its bodies."""
        return total(node.all for node in self.nodes)


@dataclass(frozen=True, slots=True)
class System:
    """The bodies of the Party or of the State, level by level from the top."""

    id: str
    label: str
    branches: tuple[Branch, ...] = field(default=())


def nodes(connection: Any) -> tuple[Node, ...]:  # noqa: ANN401  # one that the store gave
    """Every issuing family that works of the archive have, by name."""
    return figures.kept(connection, "body nodes", lambda fresh, _now: _nodes(fresh))


def _nodes(connection: Any) -> tuple[Node, ...]:  # noqa: ANN401
    counted = figures.tally(connection, ("family", "level", "system", "place"))
    written = tallies.written_names(connection)
    grouped: defaultdict[str, dict[tuple[str, ...], Count]] = defaultdict(dict)
    for (family, *values), count in counted.items():
        if family:
            grouped[family][tuple(one or "" for one in values)] = count
    made = [_node(family, rows, written.get(family, family)) for family, rows in grouped.items()]
    return tuple(sorted(_settled(made), key=lambda one: comparable(one.name)))


def _node(family: str, rows: Mapping[tuple[str, ...], Count], written: str) -> Node:
    known = members(family)
    # What the tables say, else what most of the works say.
    level, system, place = max(rows, key=lambda values: rows[values].total)
    if known:
        level, system, place = known[-1].level, known[-1].system, known[-1].place or ""
    name = family_name(family) or written
    return Node(family, name, level or "any", system, place, total(rows.values()))


def _settled(made: Iterable[Node]) -> list[Node]:
    """The bodies, those whose level is not known with that of the body their name ends with."""
    listed = list(made)
    heads = _heads(listed)
    return [
        replace(one, level=head.level, place=head.place, system=one.system or head.system)
        if one.level == "any" and (head := _head(one.name, heads))
        else one
        for one in listed
    ]


def _heads(listed: Iterable[Node]) -> dict[str, Node]:
    """Bodies that others may stand under, by comparable name: those of the archive, committees of the tables."""
    known = {
        comparable(one.name): Node(one.family, one.name, one.level, one.system, one.place or "", Count())
        for one in bodies()
        if one.level in ("tinh", "huyen")
    }
    return known | {comparable(one.name): one for one in listed if one.level != "any"}


def _head(name: str, heads: Mapping[str, Node]) -> Node | None:
    """The body whose name this one ends with, the longest; None for a name that stands alone."""
    words = comparable(name).split()
    tails = (" ".join(words[at:]) for at in range(1, len(words) - 1))
    return next((heads[tail] for tail in tails if tail in heads), None)


# --- the tree --------------------------------------------------------------------------------------------------------


def tree(connection: Any) -> tuple[System, ...]:  # noqa: ANN401
    """All bodies; systems and levels without any are left out."""
    found = figures.kept(connection, "body tree", lambda fresh, _now: _tree(nodes(fresh)))
    return tuple(replace(one, label=system_label(one.id)) for one in found)


def system_label(system: str) -> str:
    """The Party, the State, or not known, in the language of the request."""
    return {"party": _("Đảng"), "state": _("Nhà nước")}.get(system, _("Chưa rõ hệ thống"))


def _tree(listed: tuple[Node, ...]) -> tuple[System, ...]:
    made = []
    for system in _SYSTEMS:
        own = [one for one in listed if (one.system or "") == system]
        branches = tuple(_branch(level, [one for one in own if one.level == level]) for level in LEVELS)
        if own:
            made.append(System(system or "chua-ro", "", tuple(one for one in branches if one.groups)))
    return tuple(made)


def _branch(level: str, own: list[Node]) -> Branch:
    nested = _nested(own)
    if level in ("tw", "any"):
        return Branch(level, LEVELS[level], (("", nested),) if nested else ())
    places: defaultdict[str, list[Node]] = defaultdict(list)
    for one in nested:
        places[one.place].append(one)
    by_place = sorted(places.items(), key=lambda one: (not one[0], comparable(one[0])))
    return Branch(level, LEVELS[level], tuple((place, tuple(found)) for place, found in by_place))


def _nested(own: list[Node]) -> tuple[Node, ...]:
    """Bodies of one level with their departments under them: by name, and those of the centre under “Trung ương”."""
    heads = {comparable(one.name): one for one in own}
    centre = next((one for one in own if one.family == _CENTRE), None)
    under: defaultdict[str, list[Node]] = defaultdict(list)
    top = []
    for one in own:
        head = _head(one.name, heads) or (centre if one.system == "party" else None)
        if head is not None and head.family != one.family:
            under[head.family].append(one)
        else:
            top.append(one)
    return tuple(_with(one, under) for one in top)


def _with(one: Node, under: Mapping[str, list[Node]]) -> Node:
    return replace(one, under=tuple(_with(each, under) for each in under.get(one.family, ())))


def sought(connection: Any, words: str) -> tuple[Node, ...]:  # noqa: ANN401
    """The bodies whose name has all the words, typed with or without marks; those with most texts first."""
    asked = fold(words).split()
    found = (one for one in nodes(connection) if all(word in fold(one.name) for word in asked))
    return tuple(sorted(found, key=lambda one: (-one.count.held, -one.count.stubs, one.name)))
