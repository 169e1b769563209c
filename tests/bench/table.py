"""A record as tables in Markdown, for the screen and for docs/speed.md alike.

Only what was measured is shown; an engine that has no answer to a kind of questions has a dash.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from tests.bench.bench_document import KINDS
from tests.bench.figures import NAMES, Record, Spread

# What the 95th percentile of ours is to be at most, as a multiple of tantivy's in the same run.
AIMS = {
    "common term": 1.0,
    "AND mid+common": 1.1,
    "AND common+common": 1.0,
    "OR of 3": 1.1,
    "phrase": 1.25,
    "prefix": 1.0,
    "common + 3 facets": 1.0,
    "common by date": 1.0,
    "10 snippets": 1.25,
    "fuzzy": 0.75,
}
RARE_AIM = 0.05  # milliseconds
_NONE = "–"


def tables(record: Record) -> str:
    """Everything, each table under what it is about."""
    parts = [heading(record), asked(record), engines(record)]
    parts += [f"**{name}**\n\n{table(_columns(rows), _cells(rows))}" for name, rows in record.others.items() if rows]
    return "\n\n".join(parts)


def heading(record: Record) -> str:
    """What was measured on what."""
    about, machine = record.collection, record.machine
    made = about["made"]
    repeated = "" if made >= record.documents else f" ({_count(made)} repeated under other ids)"
    return (
        f"{_count(record.documents)} documents{repeated} of {about['syllables']:,.0f} syllables, made from the "
        f"{about['source']} with seed {about['seed']}: {_count(about['terms'])} different terms. Questions of seed "
        f"{record.seed}. {machine.get('processor', '')}, {machine.get('cores', '?')} cores, Python "
        f"{machine.get('python', '')}, load {machine.get('load', '?')} at the start. "
        + ", ".join(record.versions[name] for name in record.engines())
        + "."
    )


def asked(record: Record) -> str:
    """Milliseconds of each kind of questions, ratios to tantivy, and how many answers are stock Whoosh's."""
    names = record.engines()
    head = [
        "milliseconds, p50 / p95",
        *(NAMES[name] for name in names),
        "ours : tantivy p50",
        "p95",
        "p95 of best calls",
        "aim",
        "same as Whoosh",
    ]
    return table(head, [_asked_row(record, kind, names) for kind in KINDS if kind in record.asked])


def _asked_row(record: Record, kind: str, names: Sequence[str]) -> list[str]:
    spreads = record.asked[kind]
    aim = f"≤ {RARE_AIM} ms" if kind == "rare term" else f"≤ {AIMS[kind]}"
    ratios = [_ratio(record.ratio(kind, which)) for which in ("p50", "p95", "steady")]
    return [kind, *(spread(spreads.get(name)) for name in names), *ratios, aim, _parity(record.parity.get(kind))]


def _parity(found: dict[str, Any] | None) -> str:
    """Of how many questions documents, scores, totals and facets were all the same."""
    if found is None:
        return _NONE
    least = min(found[what] for what in ("documents", "scores", "totals", "facets"))
    return f"{least} of {found['asked']}"


def engines(record: Record) -> str:
    """What each engine costs beside its answers."""
    names = record.engines()
    head = ["", *(NAMES[name] for name in names)]
    rows = [
        ["built, documents a second", *(_built(record.build[name]) for name in names)],
        ["memory while building, MB", *(f"{record.build[name]['peak']:,.0f}" for name in names)],
        ["on disk, MB", *(f"{record.build[name]['size']:,.0f}" for name in names)],
        ["opened, ms", *(_opened(record.opened[name], "open") for name in names)],
        ["first question after it, ms", *(_opened(record.opened[name], "first") for name in names)],
        ["memory after all questions, MB (own)", *(_memory(record.memory[name]) for name in names)],
        ["questions a second, 1 process", *(f"{record.load[name]['1']:,.0f}" for name in names)],
        ["questions a second, 2 processes", *(f"{record.load[name]['2']:,.0f}" for name in names)],
        ["one document added and found, ms p50 / p95", *(spread(record.added.get(name)) for name in names)],
    ]
    return table(head, rows)


def _built(row: dict[str, float]) -> str:
    return f"{row['rate']:,.0f}" + (" (earlier run)" if row.get("kept") else "")


def _opened(row: dict[str, float], what: str) -> str:
    return f"{row[what]:.1f}; from disk {row[f'{what}, dropped']:.1f}"


def _memory(row: dict[str, float]) -> str:
    return f"{row['memory']:,.0f} ({row['own']:,.0f})"


def spread(found: Spread | None) -> str:
    """The median and the 95th percentile, with as many places as say something."""
    return _NONE if found is None else f"{_short(found.p50)} / {_short(found.p95)}"


def _short(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:,.0f}"


def _ratio(value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f}"


def _count(number: int) -> str:
    return f"{number:,}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _columns(rows: Sequence[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))


def _cells(rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    return [[_cell(row.get(key, _NONE)) for key in _columns(rows)] for row in rows]


def _cell(value: object) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
