"""Syllables counted before places of a text: as a pattern counts them, and which neighbours stand apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.segment import syllable_spans
from archive.text.syllable_counts import Counts, packed_counts, read_counts


def counted(text: str, starts: tuple[int, ...] = (), ends: tuple[int, ...] = ()) -> Counts:
    found = read_counts(packed_counts(text, starts, ends), len(starts))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "total", "apart"),
    [
        pytest.param("", 0, [], id="nothing"),
        pytest.param("chi bộ 47-CT/TU", 5, [], id="one sign between"),
        pytest.param("Điều 1.\n\nHọp", 3, [], id="three signs are near"),
        pytest.param("Điều 1.\n\n- Họp;\n- ghi", 4, [2, 3], id="four are apart"),
        pytest.param("chi_bộ", 2, [], id="a low line is no letter"),
        pytest.param("****chi", 1, [], id="what stands before the first parts nothing"),
    ],
)
def test_what_is_counted(text: str, total: int, apart: list[int]) -> None:
    found = counted(text)
    assert (found.total, found.apart.tolist()) == (total, apart)


def test_a_picture_is_not_counted() -> None:
    assert packed_counts("chi bộ \U0001f600", (0,), (1,)) == b""
    assert read_counts(b"", 1) is None


places = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5)


@given(st.text(st.sampled_from("chiộĐ05 \n.-_”\u0301"), max_size=30), places)
def test_as_the_pattern_counts(text: str, told: list[tuple[int, int]]) -> None:
    starts, ends = tuple(one for one, _ in told), tuple(one for _, one in told)
    found, spans = counted(text, starts, ends), syllable_spans(text)
    if "\u0301" in text:  # a mark that stands apart is a letter for the pattern only: such a text has other totals
        return
    assert found.total == len(spans)
    assert found.begun.tolist() == [sum(span.start < place for span in spans) for place in starts]
    assert found.ended.tolist() == [sum(span.end <= place for span in spans) for place in ends]
