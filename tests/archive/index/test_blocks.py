"""Postings in blocks of arrays: what goes in comes out, through arrays and through the library's own interface."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.filedb.filestore import RamStorage

from archive.index.whoosh.blocks import ArrayCodec, Block
from archive.index.whoosh.schema import PLACE_BYTES, Places, Weights

# More than a block, and beyond one and two bytes of each column.
SIZES = st.sampled_from([1, 23, 24, 300, 8_192, 8_193])
STEPS = st.sampled_from([1, 200, 70_000])


def _written(
    docs: list[int], weights: list[float], values: list[bytes], *, places: bool
) -> tuple[RamStorage, W3TermInfo]:
    storage, told = RamStorage(), W3TermInfo()
    with storage.create_file("postings") as file:
        writer = ArrayCodec().postings_writer(file)
        writer.start_postings(Places() if places else Weights(), told)
        for doc, weight, value in zip(docs, weights, values, strict=True):
            writer.add_posting(doc, weight, value, 1)
        writer.finish_postings()
    return storage, told


@pytest.mark.parametrize("places", [True, False])
@pytest.mark.parametrize("weight", [1.0, 300.0, 70_000.0, 1.5], ids=["one byte", "two", "four", "no whole number"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=SIZES, step=STEPS)
def test_what_is_written_is_read(size: int, step: int, weight: float, places: bool) -> None:
    docs = [number * step for number in range(size)]
    weights = [weight + number % 2 for number in range(size)]
    held = [np.arange(number % 3 + 1, dtype=PLACE_BYTES) * step for number in range(size)]
    values = [one.tobytes() if places else b"" for one in held]
    storage, told = _written(docs, weights, values, places=places)
    matcher = ArrayCodec().postings_reader(storage.open_file("postings"), told, Places() if places else Weights())
    found: list[Block] = []
    by_library: list[tuple[object, ...]] = []
    while matcher.is_active():
        found.append(matcher._held())
        by_library += zip(*_numbers(matcher), strict=True)
        matcher._next_block()
    assert np.concatenate([np.cumsum(one.steps, dtype=np.int64) for one in found]).tolist() == docs
    assert np.concatenate([one.weights for one in found]).tolist() == weights
    if places:
        assert np.concatenate([one.places for one in found]).tolist() == np.concatenate(held).tolist()
        assert np.concatenate([one.sizes for one in found]).tolist() == [len(one) for one in held]
    assert by_library == list(zip(docs, weights, values if places else [None] * size, strict=True))


def _numbers(matcher: object) -> tuple[list[int], list[float], list[bytes | None]]:
    """The present block as the library's searcher reads it."""
    for read in ("_read_ids", "_read_weights", "_read_values"):
        getattr(matcher, read)()
    return tuple(list(getattr(matcher, name)) for name in ("_ids", "_weights", "_values"))  # type: ignore[return-value]
