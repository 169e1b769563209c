"""The formula of the ranking: BM25F over weighted occurrences, and the order of equal scores.

Written once for numbers and for arrays, so that every engine scores alike. The constants are in `archive.index.fields`.
"""

import math
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from archive.index.fields import Stream

Amount = TypeVar("Amount", float, npt.NDArray[np.float64])

# Equal to six decimals is equal: the sums of two engines may differ in the last bits.
DECIMALS = 6
# Of equal scores the directive comes first, then the article, then the stub.
GENRE_ORDER: dict[str, int] = {"directive": 0, "article": 1, "stub": 2}
# What a score counts for by genre: a stub is all title and would pass the directives whose text is held; a headline
# says of a directive what the directive says itself. A judgement, not a measurement: try `vankien eval search`.
GENRE_WORTH: dict[str, float] = {"directive": 1.0, "article": 0.8, "stub": 0.8}


def rarity(total: int, holding: int) -> float:
    """How much a term tells: ln(1 + (N - df + 0.5) / (df + 0.5)); zero for a term that no document holds."""
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5)) if holding else 0.0


def gain(stream: Stream, weight: Amount, length: Amount, average: float) -> Amount:
    """What occurrences of a summed weight are worth in a document of a weighted length, before rarity."""
    return gained(stream, weight, spread(stream, length, average))


def spread(stream: Stream, length: Amount, average: float) -> Amount:
    """What the length of a document takes from a term: added to its weight below the line."""
    return stream.k1 * (1 - stream.b + stream.b * length / (average or 1.0))


def gained(stream: Stream, weight: Amount, spread_there: Amount) -> Amount:
    """`gain` where the spread of the document is known."""
    return weight * (stream.k1 + 1) / (weight + spread_there)


def order_key(score: float, genre: str, first: int, doc_id: str) -> tuple[float, int, int, str]:
    """The order by relevance: score, genre, newer first, id."""
    return (-round(score, DECIMALS), GENRE_ORDER.get(genre, 9), -first, doc_id)
