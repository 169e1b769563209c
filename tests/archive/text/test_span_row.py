"""Spans as a row of numbers are what the tuple of the same spans is."""

import pickle
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.span import Span
from archive.text.span_row import SpanRow, flat_places, gaps_of, places_of

GAPS = st.lists(st.integers(0, 127), max_size=60).map(lambda found: found[: len(found) // 2 * 2])


def spans(gaps: list[int]) -> tuple[Span, ...]:
    places = list(accumulate(gaps))
    return tuple(map(Span, places[::2], places[1::2]))


@given(GAPS)
def test_a_row_is_the_tuple_of_its_spans(gaps: list[int]) -> None:
    expected = spans(gaps)
    for row in (SpanRow.of_gaps(bytes(gaps)), SpanRow.of_gaps(gaps), SpanRow(places_of(expected))):
        assert row == expected
        assert expected == row
        assert hash(row) == hash(expected)
        assert len(row) == len(expected)
        assert list(row) == list(expected)
        assert [row[at] for at in range(-len(row), len(row))] == [*expected, *expected]
        assert row[1:] == expected[1:]
        assert all(type(one) is Span for one in row)
        assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301  # our own


@given(st.lists(st.tuples(GAPS, st.booleans()), max_size=8))
def test_rows_and_tuples_lie_flat_alike(found: list[tuple[list[int], bool]]) -> None:
    mixed = [SpanRow.of_gaps(gaps) if as_row else spans(gaps) for gaps, as_row in found]
    assert flat_places(mixed).tolist() == [place for gaps, _ in found for span in spans(gaps) for place in span]


def test_rows_that_differ() -> None:
    row = SpanRow.of_gaps(bytes([0, 3, 1, 4]))
    assert row != SpanRow.of_gaps(bytes([0, 3, 1, 5]))
    assert row != SpanRow.of_gaps(bytes([0, 3]))
    assert row != [Span(0, 3), Span(4, 8)], "a list is no tuple"
    with pytest.raises(IndexError):
        row[2]


def test_a_gap_of_several_bytes_is_given_as_a_figure() -> None:
    assert SpanRow.of_gaps([100_000, 300]) == (Span(100_000, 100_300),)


@given(st.lists(st.integers(0, 100_000), max_size=60).map(lambda found: found[: len(found) // 2 * 2]))
def test_the_gaps_are_those_it_was_made_of(gaps: list[int]) -> None:
    told = gaps_of(SpanRow.of_gaps(gaps))
    assert list(told) == list(gaps_of(spans(gaps))) == gaps
    assert isinstance(told, bytes) == (max(gaps, default=0) < 128), "a byte each where it holds them"
