"""Texts as HTML: nothing of a text becomes markup, and nothing of it is lost."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_web.render import Insert, marked, rendered

KINDS = ("found", "link", "maybe", "open")


def bare(html: str) -> str:
    """The text of a piece of HTML: markup out, escapes undone."""
    return unescape(re.sub(r"<[^>]*>", "", html))


@given(
    text=st.text(alphabet=st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=60),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(KINDS)), max_size=6),
)
def test_taking_the_markup_out_gives_the_text_back(text: str, spans: list[tuple[int, int, str]]) -> None:
    inserts = [Insert(min(a, b), max(a, b), kind, "/vb/x", 'a "title" <b>') for a, b, kind in spans]  # type: ignore[arg-type]
    assert bare(rendered(text, 0, len(text), inserts)) == text


@given(text=st.text(alphabet="<>&\"'abc ", max_size=40))
def test_no_sign_of_the_text_is_markup(text: str) -> None:
    assert not re.search(r"<(?!/?mark>)", marked(text, [(0, len(text))]))


SPANS = st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=5)


@given(text=st.text(alphabet="<>&\"'abc ", max_size=40), spans=SPANS | SPANS.map(sorted), offset=st.integers(0, 3))
def test_marks_in_order_are_written_as_any_others(text: str, spans: list[tuple[int, int]], offset: int) -> None:
    inserts = [Insert(start - offset, end - offset, "found") for start, end in spans]
    assert marked(text, spans, offset) == rendered(text, 0, len(text), inserts)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(0, 6, "Chỉ <mark>th</mark>", id="an insert that reaches beyond the piece is cut at its edge"),
        pytest.param(6, 9, "<mark>ị 4</mark>", id="an insert that covers the piece covers all of it"),
        pytest.param(11, 13, "CT", id="an insert outside the piece is left out"),
    ],
)
def test_a_piece_of_a_text_has_the_inserts_that_touch_it(start: int, end: int, expected: str) -> None:
    assert rendered("Chỉ thị 47-CT/TU", start, end, [Insert(4, 10, "found")]) == expected


def test_addresses_and_titles_are_escaped_too() -> None:
    html = rendered("a", 0, 1, [Insert(0, 1, "link", '/vb/x"><script>', "“<i>”")])
    assert "<script>" not in html
    assert "<i>" not in html
