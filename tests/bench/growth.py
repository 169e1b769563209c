"""How answers grow with a collection, drawn as SVG: a small panel a kind of questions, a line an engine.

Both axes are logarithmic: time in proportion to size is a straight line, equally steep in every panel. The lines differ
by their dashes too, for those who see no colours; which is whose stands above.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from tests.bench.bench_document import KINDS
from tests.bench.figures import ENGINES, NAMES, Record

COLUMNS = 4
PANEL, HEIGHT, GAP = 210, 150, 26  # units of a panel's drawing and the room between panels
LEFT, TOP, FOOT = 44, 46, 34
# Colour and dash of each engine; the colours stay apart for the colour blind (Okabe and Ito's).
LOOKS = {
    "ours": ("#d55e00", ""),
    "tantivy": ("#0072b2", "6 3"),
    "fts5": ("#009e73", "2 3"),
    "xapian": ("#cc79a7", "8 3 2 3"),
    "whoosh": ("#555555", "1 4"),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """A logarithmic axis from one power of ten to another, over so many units."""

    low: int
    high: int
    units: float

    @classmethod
    def of(cls, values: Sequence[float], units: float) -> "Scale":
        """The axis that has room for all values, at least a power of ten."""
        low, high = floor(log10(min(values))), ceil(log10(max(values)))
        return cls(low, max(high, low + 1), units)

    def at(self, value: float) -> float:
        """Where a value is, from the beginning of the axis."""
        return round((log10(value) - self.low) / (self.high - self.low) * self.units, 1)

    def marks(self) -> list[float]:
        """The powers of ten."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def drawing(records: Sequence[Record]) -> str:
    """The drawing of several sizes of a collection; ValueError when there is none."""
    if not records:
        raise ValueError("nothing was measured")
    ordered = sorted(records, key=lambda record: record.documents)
    kinds = [kind for kind in KINDS if any(kind in record.asked for record in ordered)]
    names = [name for name in ENGINES if any(name in record.versions for record in ordered)]
    sizes = Scale.of([record.documents for record in ordered], PANEL)
    times = Scale.of([one.p95 for record in ordered for row in record.asked.values() for one in row.values()], HEIGHT)
    rows = -(-len(kinds) // COLUMNS)
    width = LEFT + COLUMNS * (PANEL + GAP + LEFT) - LEFT
    height = TOP + rows * (HEIGHT + GAP + FOOT)
    panels = [_panel(place, kind, ordered, names, sizes=sizes, times=times) for place, kind in enumerate(kinds)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
            'font-size="11" role="img" aria-labelledby="t">',
            '<title id="t">Milliseconds of a question (95th percentile) by number of documents</title>',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            _legend(names),
            *panels,
            "</svg>\n",
        ]
    )


def _legend(names: Sequence[str]) -> str:
    parts = [f'<text x="{LEFT}" y="18" fill="#222222">95th percentile, milliseconds, by number of documents:</text>']
    for place, name in enumerate(names):
        x = LEFT + 330 + place * 120
        parts.append(
            f'<path d="M{x} 14h28" {_stroke(name)}/><text x="{x + 34}" y="18" fill="#222222">{NAMES[name]}</text>'
        )
    return "".join(parts)


def _stroke(name: str) -> str:
    colour, dash = LOOKS[name]
    wide = 2.6 if name == "ours" else 1.6
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'fill="none" stroke="{colour}" stroke-width="{wide}"{dashes}'


def _panel(
    place: int, kind: str, records: Sequence[Record], names: Sequence[str], *, sizes: Scale, times: Scale
) -> str:
    row, column = divmod(place, COLUMNS)
    left, top = LEFT + column * (PANEL + GAP + LEFT), TOP + row * (HEIGHT + GAP + FOOT) + 12
    parts = [
        f'<g transform="translate({left} {top})">',
        f'<text y="-6" font-weight="bold" fill="#222222">{escape(kind)}</text>',
    ]
    parts += [_across(mark, HEIGHT - times.at(mark)) for mark in times.marks()]
    parts += [_along(record.documents, sizes.at(record.documents)) for record in records]
    for name in names:
        points = [
            (sizes.at(record.documents), round(HEIGHT - times.at(record.asked[kind][name].p95), 1))
            for record in records
            if name in record.asked.get(kind, {})
        ]
        parts.append(_line(name, points))
    return "".join([*parts, "</g>"])


def _across(value: float, y: float) -> str:
    return (
        f'<path d="M0 {y:.1f}H{PANEL}" stroke="#dddddd"/>'
        f'<text x="-5" y="{y + 4:.1f}" text-anchor="end" fill="#555555">{value:g}</text>'
    )


def _along(documents: int, x: float) -> str:
    said = f"{documents // 1_000_000}M" if documents >= 1_000_000 else f"{documents / 1000:g}k"
    return (
        f'<path d="M{x} {HEIGHT}v4" stroke="#555555"/>'
        f'<text x="{x}" y="{HEIGHT + 16}" text-anchor="middle" fill="#555555">{said}</text>'
    )


def _line(name: str, points: Sequence[tuple[float, float]]) -> str:
    if not points:
        return ""
    drawn = "M" + "L".join(f"{x} {y}" for x, y in points)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="2.2" fill="{LOOKS[name][0]}"/>' for x, y in points)
    return f'<path d="{drawn}" {_stroke(name)}/>{dots}'
