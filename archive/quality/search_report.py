"""A search measured in full: means with intervals, by kind, beside other systems, in five ways of typing.

What is asked are functions from a text to hits, so that archives, collections and baselines are measured alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.quality import comparison
from archive.quality.comparison import Difference, Kept
from archive.quality.search import MEASURES, Ask, Outcome, by_kind, kept_of, means, outcomes, query_of, scores_of
from archive.quality.shapes import Row, Scores
from archive.quality.variants import VARIANTS, retained, variants


@dataclass(frozen=True, slots=True)
class SearchReport:
    """What was measured. `others` are the means of the systems beside, `typed` those of each way of typing.

    `against` holds the differences to each of the others and to a kept run, by name.
    """

    found: Sequence[Outcome]
    others: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    against: Mapping[str, Mapping[str, Difference]] = field(default_factory=dict)
    typed: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def scores(self) -> Scores:
        """The plain scores, as every evaluation has them."""
        return scores_of(self.found)

    @property
    def kept(self) -> dict[str, dict[str, float]]:
        """The values of each question, to keep for a later comparison."""
        return kept_of(self.found)

    @property
    def intervals(self) -> dict[str, tuple[float, float]]:
        """The 95 % interval of each mean."""
        return {name: comparison.interval([one.values[name] for one in self.found]) for name in MEASURES}

    def as_json(self) -> dict[str, Any]:
        """The scores as plain values, with all that was measured beside them and nothing that was not asked for."""
        made = self.scores.as_json()
        made["intervals"] = {name: [round(end, 4) for end in ends] for name, ends in self.intervals.items()}
        made["kinds"] = {
            kind: {"rows": len(some), **_rounded(means(some))} for kind, some in by_kind(self.found).items()
        }
        if self.others:
            made["others"] = {name: _rounded(values) for name, values in self.others.items()}
        if self.against:
            made["against"] = {
                name: {measure: one.as_json() for measure, one in all_of.items()}
                for name, all_of in self.against.items()
            }
        if self.typed:
            made["variants"] = {name: _rounded(values) for name, values in self.typed.items()}
            made["retained"] = {name: _rounded(values) for name, values in kept_shares(self.typed).items()}
        return made


def report(
    rows: Sequence[Row],
    ask: Ask,
    *,
    others: Mapping[str, Ask] | None = None,
    earlier: Mapping[str, Kept] | None = None,
    typed: bool = False,
) -> SearchReport:
    """Measure a system, the `others` on the same rows, the difference to each and to `earlier` runs.

    With `typed` every query is asked in its five variants as well.
    """
    found = outcomes(rows, ask)
    beside = {name: outcomes(rows, one) for name, one in (others or {}).items()}
    kept = {**{name: kept_of(some) for name, some in beside.items()}, **(earlier or {})}
    return SearchReport(
        found,
        {name: means(some) for name, some in beside.items()},
        {name: comparison.compare(kept_of(found), one) for name, one in kept.items()},
        _typed(rows, ask) if typed else {},
    )


def _typed(rows: Sequence[Row], ask: Ask) -> dict[str, dict[str, float]]:
    """The means of each way of typing; the seed of a row is its place, so that runs can be compared."""
    made = [variants(query_of(row), place) for place, row in enumerate(rows, 1)]
    return {
        name: means(outcomes([{**row, "query": one[name]} for row, one in zip(rows, made, strict=True)], ask))
        for name in VARIANTS
    }


def kept_shares(typed: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """What part of each measure of the exact text each way of typing keeps."""
    shares = {measure: retained({name: values[measure] for name, values in typed.items()}) for measure in MEASURES}
    return {name: {measure: shares[measure][name] for measure in MEASURES} for name in typed}


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}


# --- for people ------------------------------------------------------------------------------------------------------


def lines_of(made: SearchReport) -> Iterator[str]:
    """The report in lines: one row a system, kind or way of typing, the measures in columns."""
    yield f"{'':<26}" + "".join(f"{name:>9}" for name in MEASURES)
    yield _line("kết quả", means(made.found))
    low, high = ({name: ends[place] for name, ends in made.intervals.items()} for place in (0, 1))
    yield _line("  95 % từ", low)
    yield _line("  95 % đến", high)
    for kind, some in by_kind(made.found).items():
        yield _line(f"  {kind} ({len(some)})", means(some))
    for name, values in made.others.items():
        yield _line(name, values)
    for name, differences in made.against.items():
        yield from _differences(name, differences)
    for name, values in made.typed.items():
        yield _line(f"cách gõ {name}", values)
    for name, values in (kept_shares(made.typed) if made.typed else {}).items():
        yield _line(f"  còn lại {name}", values)


def _line(name: str, values: Mapping[str, float]) -> str:
    return f"{name[:25]:<26}" + "".join(f"{values[measure]:>9.4f}" for measure in MEASURES)


def _differences(name: str, found: Mapping[str, Difference]) -> Iterator[str]:
    if not found:
        yield f"so với {name}: không có câu hỏi chung"
    for measure, one in found.items():
        yield f"so với {name}: {measure:<8} {one.ours - one.theirs:+.4f}  p = {one.p:.4f}  ({one.questions} câu)"
