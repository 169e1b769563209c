"""What an evaluation gives: scores, accuracy by field, figures by relation, and every miss with its place.

Pure counting: nothing here knows what a mention, a link or a hit is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Row = Mapping[str, Any]
Found = Mapping[str, str | None]
Same = Callable[[str, str | None, str | None], bool]
MissKind = Literal["missed", "extra", "field", "absent", "wrong"]
COUNTS = ("wrong_silent",)  # measures that count faults: no shares, and the lower the better


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that differs from the gold: `row` counts from 1; `at` names the document, surface or query.

    `span` is the place in the row's text, where the row has one: two mentions of a text may have one surface.
    """

    row: int
    kind: MissKind
    at: str
    field: str = ""
    expected: str | None = None
    found: str | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ClassScore:
    """How well one class was told: how many the gold has, how many were said to be of it, how many of these are."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Of those said to be of the class, the share that are."""
        return ratio(self.right, self.found)

    @property
    def recall(self) -> float:
        """Of those that are of the class, the share said to be."""
        return ratio(self.right, self.gold)

    @property
    def f1(self) -> float:
        """F1 by counts: 0 where something was asked or said and nothing was right."""
        return ratio(2 * self.right, self.gold + self.found)

    def as_json(self) -> dict[str, float]:
        """The shares with four places, and both counts."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**{name: round(value, 4) for name, value in shares.items()}, "gold": self.gold, "found": self.found}


@dataclass(frozen=True, slots=True)
class Scores:
    """The result of one evaluation: measures, accuracy by field with how many were scored, relations, misses.

    Measures lie between 0 and 1, but for the names of `COUNTS`.
    """

    kind: str
    rows: int
    measures: Mapping[str, float]
    fields: Mapping[str, float] = field(default_factory=dict)
    scored: Mapping[str, int] = field(default_factory=dict)
    misses: tuple[Miss, ...] = ()
    relations: Mapping[str, ClassScore] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The scores as plain values, figures with four places."""
        relations = {name: one.as_json() for name, one in self.relations.items()}
        return {
            "kind": self.kind,
            "rows": self.rows,
            **{name: int(value) if name in COUNTS else round(value, 4) for name, value in self.measures.items()},
            "fields": {
                name: {"accuracy": round(self.fields[name], 4), "scored": self.scored[name]} for name in self.fields
            },
            **({"relations": relations} if relations else {}),
            "misses": [asdict(miss) for miss in self.misses],
        }


def ratio(right: int, of: int) -> float:
    """A share; 1.0 of nothing, for where nothing was asked nothing is wrong."""
    return right / of if of else 1.0


def harmonic(precision: float, recall: float) -> float:
    """F1, the harmonic mean of both; 0 when both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def macro(classes: Mapping[str, ClassScore]) -> float:
    """The mean of F1 over the classes, each of one weight: a rare relation counts as much as a frequent one."""
    return sum(one.f1 for one in classes.values()) / len(classes) if classes else 1.0


class Tally:
    """How many values of each field were scored, and how many were right."""

    def __init__(self, same: Same) -> None:
        """Start with nothing; `same` says whether a value read is the gold one."""
        self.same = same
        self.right: dict[str, int] = {}
        self.scored: dict[str, int] = {}

    def compare(
        self, miss: Miss, gold: Row, found: Found, names: Sequence[str], *, held: bool = True
    ) -> Iterator[Miss]:
        """Count every field that the gold row has; give those that differ, each at the place of `miss`."""
        for name in names:
            if name not in gold:
                continue
            agrees = held and self.same(name, gold[name], found.get(name))
            self.scored[name] = self.scored.get(name, 0) + 1
            self.right[name] = self.right.get(name, 0) + agrees
            if held and not agrees:
                yield Miss(miss.row, "field", miss.at, name, gold[name], found.get(name), miss.span)

    @property
    def accuracy(self) -> dict[str, float]:
        """The share of each field that is right."""
        return {name: ratio(self.right[name], self.scored[name]) for name in self.scored}
