"""The columns of the map: years side by side, neighbouring years together where there are more than fit.

Time runs from left to right; works without a date stand in a column of their own at the end. A year with many works
takes several columns while there is room. All sums, no drawing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SLOTS = 6  # columns of boxes, each wide enough for a number like 08/2023/TT-BKHĐT, on a page of 1152 px
_ENOUGH = 3  # boxes under each other in a lane that need no second column


@dataclass(frozen=True, slots=True)
class Period:
    """Years that share columns: the first and last with a work in them, None for works without a date.

    Its boxes stand in the columns from `slot` on, `width` of them.
    """

    first: int | None
    last: int | None
    slot: int
    width: int

    @property
    def dated(self) -> bool:
        """Whether it has years."""
        return self.first is not None

    def holds(self, year: int | None) -> bool:
        """Whether a work of a year (None: without a date) stands here."""
        if year is None or self.first is None or self.last is None:
            return year is None and self.first is None
        return self.first <= year <= self.last


def periods(places: Iterable[tuple[int | None, str]]) -> tuple[Period, ...]:
    """The columns for boxes of some years and lanes, at most `SLOTS` in all; at least one box is given."""
    counts = Counter(places)
    years = sorted({year for year, _ in counts if year is not None})
    undated = any(year is None for year, _ in counts)
    loads = [sum(count for (year, _), count in counts.items() if year == one) for one in years]
    spans: list[tuple[int | None, int | None]] = []
    spans += [(years[first], years[last]) for first, last in _parted(tuple(loads), SLOTS - undated)]
    spans += [(None, None)] if undated else []
    found, slot = [], 0
    for (first, last), width in zip(spans, _widths(spans, counts), strict=True):
        found.append(Period(first, last, slot, width))
        slot += width
    return tuple(found)


def _widths(
    spans: Sequence[tuple[int | None, int | None]], counts: Mapping[tuple[int | None, str], int]
) -> tuple[int, ...]:
    """How many columns each span takes: the highest pile is parted as long as there are columns left."""
    piles: list[int] = []
    for first, last in spans:
        lanes: Counter[str] = Counter()
        for (year, lane), count in counts.items():
            if Period(first, last, 0, 1).holds(year):
                lanes[lane] += count
        piles.append(max(lanes.values(), default=0))
    widths = [1] * len(spans)
    while sum(widths) < SLOTS:
        height, at = max((-(-pile // width), -at) for at, (pile, width) in enumerate(zip(piles, widths, strict=True)))
        if height <= _ENOUGH:
            break
        widths[-at] += 1
    return tuple(widths)


def _parted(loads: tuple[int, ...], most: int) -> tuple[tuple[int, int], ...]:
    """Neighbouring figures in at most `most` parts, (first, last), so that the greatest sum of a part is least."""
    if len(loads) <= most:
        return tuple((at, at) for at in range(len(loads)))
    least, enough = max(loads), sum(loads)
    while least < enough:
        middle = (least + enough) // 2
        if len(_filled(loads, middle)) <= most:
            enough = middle
        else:
            least = middle + 1
    parts = list(_filled(loads, least))
    while len(parts) < most:  # fewer than there is room for: the heaviest with several years is cut again
        several = [part for part in parts if part[0] < part[1]]
        first, last = max(several, key=lambda part: sum(loads[part[0] : part[1] + 1]))
        at = parts.index((first, last))
        cut = min(range(first, last), key=lambda end: max(sum(loads[first : end + 1]), sum(loads[end + 1 : last + 1])))
        parts[at : at + 1] = [(first, cut), (cut + 1, last)]
    return tuple(parts)


def _filled(loads: tuple[int, ...], most: int) -> tuple[tuple[int, int], ...]:
    """Parts filled from the left, none with a sum above `most`, which no figure exceeds."""
    parts: list[tuple[int, int]] = []
    begin, held = 0, 0
    for at, load in enumerate(loads):
        if held + load > most:
            parts.append((begin, at - 1))
            begin, held = at, 0
        held += load
    return (*parts, (begin, len(loads) - 1))
