"""What a search gives, and the documents of one segment on the way there.

Both are made for every question, and a tuple is made in a quarter of the time of a frozen dataclass.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.sets import Floats


class Hits(NamedTuple):
    """How many documents match, the best of them with their scores, and counts by facet and value.

    Documents are numbered as the library numbers them in the whole index. Where a column sorts, there are no scores.
    """

    total: int
    docs: list[int]
    scores: list[float]
    counts: Mapping[str, Mapping[Any, int]] = MappingProxyType({})


class Found(NamedTuple):
    """Documents of a segment, ascending, and their scores: each above zero; None where nobody asked for them."""

    docs: Numbers
    scores: Floats | None


NONE = Found(np.zeros(0, np.uint32), np.zeros(0))
