"""Two systems on the same questions: how sure a mean is, and whether a difference may be chance.

Pure counting, the same each time: the draws come from a fixed seed. Questions are paired by their text, so that the
scores of an earlier run can be kept in a file and compared with.
"""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any

from archive.errors import QueryError

# Question → measure → value.
Kept = Mapping[str, Mapping[str, float]]

_DRAWS = 2_000  # of the interval
_FLIPS = 10_000  # of the test: the smallest p it can give is 0.0001
_SEED = 4


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure on the questions that both have: ours, theirs, and how often chance alone differs as much."""

    questions: int
    ours: float
    theirs: float
    p: float

    def as_json(self) -> dict[str, float]:
        """Plain values with four places."""
        return {
            "questions": self.questions,
            "ours": round(self.ours, 4),
            "theirs": round(self.theirs, 4),
            "p": round(self.p, 4),
        }


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of a mean by bootstrap: the questions drawn anew 2,000 times; (0, 0) of nothing."""
    if not values:
        return 0.0, 0.0
    draw = random.Random(_SEED)  # noqa: S311  # chance that can be repeated
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(_DRAWS))
    return means[int(0.025 * _DRAWS)], means[int(0.975 * _DRAWS) - 1]


def paired(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How likely chance alone gives such a difference: the sign of each question drawn anew 10,000 times.

    1 where nothing differs.
    """
    differences = [one - other for one, other in zip(ours, theirs, strict=True) if one != other]
    if not differences:
        return 1.0
    whole = sum(differences)
    draw = random.Random(_SEED)  # noqa: S311  # chance that can be repeated
    bits = range(len(differences))
    extreme = 0
    for _ in range(_FLIPS):
        signs = draw.getrandbits(len(differences))
        flipped = sum(compress(differences, (signs >> bit & 1 for bit in bits)))
        extreme += abs(whole - 2 * flipped) >= abs(whole) - 1e-9
    return (extreme + 1) / (_FLIPS + 1)


def compare(ours: Kept, theirs: Kept) -> dict[str, Difference]:
    """The measures that both have, on the questions that both have."""
    shared = [question for question in ours if question in theirs]
    measures = [name for name in (ours[shared[0]] if shared else {}) if all(name in theirs[one] for one in shared)]
    found: dict[str, Difference] = {}
    for name in measures:
        mine, other = [ours[one][name] for one in shared], [theirs[one][name] for one in shared]
        found[name] = Difference(len(shared), sum(mine) / len(mine), sum(other) / len(other), paired(mine, other))
    return found


def save(kept: Kept, path: Path) -> None:
    """Write the values of each question, for a later run to compare with."""
    path.write_text(json.dumps({"questions": kept}, ensure_ascii=False, indent=1), "utf-8")


def load(path: Path) -> Kept:
    """The values of each question of an earlier run.

    Raises:
        QueryError: the file is not one that `save` wrote.
    """
    try:
        kept: Any = json.loads(path.read_text("utf-8"))["questions"]
        return {str(one): {str(name): float(value) for name, value in row.items()} for one, row in kept.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as cause:
        raise QueryError(
            f"{path.name}: không phải tệp điểm đã lưu.", remedy="Tạo bằng `vankien eval search … --save TỆP.json`."
        ) from cause
