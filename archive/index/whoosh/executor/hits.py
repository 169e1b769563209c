"""What a search gives, and the documents of one segment on the way there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.sets import Floats


@dataclass(frozen=True, slots=True)
class Hits:
    """How many documents match, the best of them with their scores, and counts by facet and value.

    Documents are numbered as the library numbers them in the whole index. Where a column sorts, there are no scores.
    """

    total: int
    docs: list[int]
    scores: list[float]
    counts: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """Documents of a segment, ascending, and their scores: each above zero; None where nobody asked for them."""

    docs: Numbers
    scores: Floats | None


NONE = Found(np.zeros(0, np.uint32), np.zeros(0))
