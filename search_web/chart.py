"""The geometry of a small bar chart of documents by year; the template draws it, with the same numbers in a table.

Only sums are done here. Years without documents keep their place, so that distance on paper is distance in time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH, HEIGHT, FOOT, HEAD = 640, 160, 30, 18  # units of the drawing: total, and room for years below and counts above
SHORTEST = 2.0  # one document among hundreds must still be seen
ON_PHONES = 3  # every third printed year: a phone shows half the width with letters as large


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: its count and the rectangle that stands for it.

    `labelled` when its year is printed below, `sparse` when there is room for it on a phone too.
    """

    year: int
    count: int
    x: float
    y: float
    width: float
    height: float
    labelled: bool
    sparse: bool

    @property
    def middle(self) -> float:
        """Where its labels are centred."""
        return round(self.x + self.width / 2, 1)


def bars(counts: Mapping[int, int]) -> tuple[Bar, ...]:
    """A bar for each year from the first to the last of `counts`; empty when nothing is counted."""
    if not counts:
        return ()
    first, last, most = min(counts), max(counts), max(counts.values())
    step = WIDTH / (last - first + 1)
    width = min(step * 0.8, 36.0)
    every = max(1, round(40 / step))  # a printed year needs about 40 units
    return tuple(
        _bar(
            year,
            counts.get(year, 0),
            most,
            slot=(year - first) * step + (step - width) / 2,
            width=width,
            labels=((year - first) % every == 0, (year - first) % (every * ON_PHONES) == 0),
        )
        for year in range(first, last + 1)
    )


def _bar(year: int, count: int, most: int, *, slot: float, width: float, labels: tuple[bool, bool]) -> Bar:
    room = HEIGHT - FOOT - HEAD
    height = max(count / most * room, SHORTEST) if count else 0.0
    top = HEIGHT - FOOT - height
    return Bar(year, count, round(slot, 1), round(top, 1), round(width, 1), round(height, 1), *labels)
