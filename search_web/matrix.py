"""A table of counts with a type in each column: what stands in a cell, where it leads, how dark it is.

The number is what is told; the shade only helps the eye to find the large ones.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Any

from archive.store.tallies import Count, total
from search_web.language import gettext as _
from search_web.lists import type_slug

MOST_COLUMNS = 10  # types with a column of their own; the rest share one
_SHADES = 4
# A type of the counts, "" for works whose type is not known, and what the rest are called by.
REST = "…"


@dataclass(frozen=True, slots=True)
class Column:
    """A type: its name, and its part of an address ("" where it has none)."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A count: how many texts, where they are listed ("" for a count that leads nowhere), its shade from 0 to 4."""

    count: int
    href: str
    shade: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is of, where it leads, all its texts, the cells, and the works of it that are only cited."""

    label: str
    href: str
    total: int
    cells: tuple[Cell, ...]
    stubs: int
    stubs_href: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table: its columns and rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


# The address of a list, from what a row is of and what it is narrowed by ({"loai": "chi-thi", "con": "toan-van"}).
Address = Callable[[Any, Mapping[str, Any]], str]


def matrix(
    counted: Mapping[tuple[Any, Any], Count], order: Iterable[Any], *, label: Callable[[Any], str], address: Address
) -> Matrix:
    """A table from counts by (row, type), its rows in the order given."""
    names = _columns(counted)
    most = max((count.held for count in counted.values()), default=0)
    columns = tuple(_column(name) for name in names)
    rows = []
    for value in order:
        own = {kind: count for (row, kind), count in counted.items() if row == value}
        shown = _shown(own, names)
        cells = tuple(
            Cell(count, _cell_href(value, column, count, address), _shade(count, most))
            for column, count in zip(columns, shown, strict=True)
        )
        whole = total(own.values())
        stubs_href = address(value, {"con": "chua-co"}) if whole.stubs else ""
        rows.append(Row(label(value), address(value, {}), whole.held, cells, whole.stubs, stubs_href))
    return Matrix(columns, tuple(rows))


def _columns(counted: Mapping[tuple[Any, Any], Count]) -> tuple[str, ...]:
    held: dict[str, int] = {}
    for (_row, kind), count in counted.items():
        held[kind or ""] = held.get(kind or "", 0) + count.held
    listed = sorted((name for name, count in held.items() if count), key=lambda name: (not name, -held[name], name))
    return tuple(listed) if len(listed) <= MOST_COLUMNS + 1 else (*listed[:MOST_COLUMNS], REST)


def _column(name: str) -> Column:
    if name == REST:
        return Column(_("Loại khác"), "")
    return Column(name or _("Chưa rõ loại"), type_slug(name) if name else "")


def _shown(own: Mapping[Any, Count], names: tuple[str, ...]) -> list[int]:
    held = {kind or "": count.held for kind, count in own.items()}
    rest = sum(count for kind, count in held.items() if kind not in names)
    return [rest if name == REST else held.get(name, 0) for name in names]


def _cell_href(value: Any, column: Column, count: int, address: Address) -> str:  # noqa: ANN401
    return address(value, {"loai": column.slug, "con": "toan-van"}) if count and column.slug else ""


def _shade(count: int, most: int) -> int:
    """0 for none, then by the logarithm: a year with ten times as many is one or two steps darker, not ten."""
    if not count or most < 1:
        return 0
    return min(_SHADES, 1 + int((_SHADES - 1) * log(count + 1) / log(most + 1) + 0.5)) if most > 1 else 1
