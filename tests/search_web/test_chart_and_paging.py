"""Sums behind the small charts and the page numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_web.chart import FOOT, HEAD, HEIGHT, WIDTH, bars
from search_web.paging import Paging, asked_page


@given(st.dictionaries(st.integers(1930, 2099), st.integers(0, 5000), max_size=30))
def test_bars_stay_inside_the_drawing_and_in_proportion(counts: dict[int, int]) -> None:
    found = bars(counts)
    assert [bar.year for bar in found] == (list(range(min(counts), max(counts) + 1)) if counts else [])
    for bar in found:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH + 0.1
        assert HEAD - 0.1 <= bar.y <= HEIGHT - FOOT
        assert (bar.height > 0) == (bar.count > 0)
    tallest = [bar for bar in found if bar.count and bar.count == max(counts.values())]
    assert all(bar.height == HEIGHT - FOOT - HEAD for bar in tallest)


@pytest.mark.parametrize(
    ("page", "pages", "expected"),
    [
        pytest.param(1, 1, (1,), id="one page"),
        pytest.param(1, 3, (1, 2, 3), id="no gap where nothing is left out"),
        pytest.param(1, 4, (1, 2, None, 4), id="the last page is always there"),
        pytest.param(10, 20, (1, None, 9, 10, 11, None, 20), id="neighbours and both ends"),
    ],
)
def test_page_numbers_worth_showing(page: int, pages: int, expected: tuple[int | None, ...]) -> None:
    assert Paging(page, 10, pages * 10).numbers == expected


@given(st.integers(1, 60), st.integers(1, 50), st.integers(0, 2000))
def test_what_is_shown_is_within_the_list(page: int, per_page: int, total: int) -> None:
    paging = Paging(page, per_page, total)
    assert paging.pages * per_page >= total
    assert 0 <= paging.last <= total
    assert {1, paging.pages} <= set(paging.numbers)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param(None, 1, id="no page asked"),
        pytest.param("3", 3, id="a page"),
        pytest.param("0", 1, id="there is no page 0"),
        pytest.param("-2", 1, id="nor one below"),
        pytest.param("٣", 1, id="other digits"),
        pytest.param("9" * 40, 1, id="a probe"),
        pytest.param("999999", 10_000, id="out of reach"),
    ],
)
def test_the_page_of_an_address_is_always_a_page(written: str | None, expected: int) -> None:
    assert asked_page(written) == expected
