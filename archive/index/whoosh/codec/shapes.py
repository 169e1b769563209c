"""What a posting of each of the library's formats holds, beside its weight: how many, where, or bytes of its own.

Most values can be made again from counts and places; the rest (characters, boosts of places) are kept as they came.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from whoosh.formats import Existence, Format, Frequency, Positions
from whoosh.system import pack_uint

from archive.index.whoosh.schema import PLACE_BYTES, Places, Weights

Decoder = Callable[[bytes], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Shape:
    """How the values of a format are taken apart and made again.

    `count` says how many a posting counts where it keeps no places. `value` makes the bytes again from the count and
    the places; None says that they are kept as they came.
    """

    count: Callable[[bytes], int] | None = None
    places: Decoder | None = None
    value: Callable[[int, list[int]], bytes] | None = None


def shape_of(kept: Format) -> Shape:
    """The shape of a format's values."""
    # By the very kind: a format made from another one may write its values in its own way.
    kind = type(kept)
    if kind in (Existence, Weights):
        return Shape(value=lambda _count, _places: b"")
    if kind is Frequency:
        return Shape(count=kept.decode_frequency, value=lambda count, _places: pack_uint(count))
    if kind is Positions:
        return Shape(places=kept.decode_positions, value=lambda _count, places: kept.encode(places))
    if kind is Places:
        return Shape(places=_wide_places, value=lambda _count, places: np.array(places, PLACE_BYTES).tobytes())
    if kept.supports("positions"):
        return Shape(places=kept.decode_positions)
    return Shape()


def _wide_places(value: bytes) -> list[int]:
    places: list[int] = np.frombuffer(value, PLACE_BYTES).tolist()
    return places
