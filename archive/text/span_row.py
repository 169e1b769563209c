"""Spans as one row of numbers: what a reader keeps of a text's words without an object for each of them.

A row is compared, read and gone through as the tuple of its spans is; who works with arrays takes `places`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import overload

import numpy as np
import numpy.typing as npt

from archive.text.span import Span

Places = npt.NDArray[np.int32]
_span = partial(tuple.__new__, Span)  # half the time of Span(start, end)


@dataclass(frozen=True, slots=True, eq=False)
class SpanRow(Sequence[Span]):
    """Spans whose begins and ends stand in turn in `places`, which nobody changes."""

    places: Places

    @classmethod
    def of_gaps(cls, gaps: bytes | Sequence[int]) -> "SpanRow":
        """The spans whose begins and ends lie so far from the place before each."""
        steps = np.frombuffer(gaps, np.uint8) if isinstance(gaps, bytes) else np.array(gaps, np.int64)
        return cls(np.cumsum(steps, dtype=np.int32))

    def __len__(self) -> int:
        """How many spans there are."""
        return len(self.places) >> 1

    @overload
    def __getitem__(self, place: int) -> Span: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, place: int | slice) -> Span | tuple[Span, ...]:
        """One span, or some of them."""
        if isinstance(place, slice):
            return tuple(self)[place]
        at = range(len(self))[place]
        return Span(self.places.item(2 * at), self.places.item(2 * at + 1))

    def __iter__(self) -> Iterator[Span]:
        """The spans in order."""
        flat = iter(self.places.tolist())
        return map(_span, zip(flat, flat, strict=True))

    def __eq__(self, other: object) -> bool:
        """Whether the other one, a row or a tuple, has the same spans."""
        if isinstance(other, SpanRow):
            return np.array_equal(self.places, other.places)
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        """As equality has it: that of the tuple."""
        return hash(tuple(self))


def places_of(spans: Sequence[Span]) -> npt.NDArray[np.int32]:
    """The begins and ends of spans in turn."""
    if isinstance(spans, SpanRow):
        return spans.places
    return np.fromiter(chain.from_iterable(spans), np.int32, 2 * len(spans))


def gaps_of(spans: Sequence[Span]) -> bytes | list[int]:
    """How far each begin and end lies from the place before it: bytes where all are below 128, as they mostly are."""
    gaps = np.diff(places_of(spans), prepend=np.int32(0))
    is_small = int(gaps.min(initial=0)) >= 0 and int(gaps.max(initial=0)) < 1 << 7
    return gaps.astype(np.uint8).tobytes() if is_small else gaps.tolist()


def flat_places(rows: Sequence[Sequence[Span]]) -> npt.NDArray[np.int32]:
    """The begins and ends of several rows of spans, one after another."""
    if not any(isinstance(one, SpanRow) for one in rows):  # at once: most rows may be short
        flat = chain.from_iterable(chain.from_iterable(rows))
        return np.fromiter(flat, np.int32, 2 * sum(map(len, rows)))
    return np.concatenate([places_of(one) for one in rows])
