"""Finding words in one text: with and without marks, across links, in the address, letter by letter what it says."""

import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from archive.text.span import Span
from search_web.find_in_text import hits, places_of
from search_web.render import Insert, rendered
from tests.search_web.conftest import DIRECTIVE, GUIDE
from tests.search_web.htmlcheck import read

TEXT = "Sinh hoạt chi bộ, SINH HOẠT đảng; hòa giải. Số 47-CT/TU."


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("sinh hoat", ["Sinh hoạt", "SINH HOẠT"], id="without marks"),
        pytest.param("sinh hoạt", ["Sinh hoạt", "SINH HOẠT"], id="with marks"),
        pytest.param("sinh hoát", [], id="with other marks"),
        pytest.param("hoà", ["hòa"], id="tone in the old place"),
        pytest.param("bo sinh", ["bộ, SINH"], id="a comma between"),
        pytest.param("47 ct tu", ["47-CT/TU"], id="a number with blanks"),
        pytest.param("47-CT/TU", ["47-CT/TU"], id="a number as printed"),
        pytest.param("ho", ["ho", "HO", "hò"], id="a part of a word"),
        pytest.param(".*", [], id="signs are no words"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words_are_found(typed: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in places_of(TEXT, typed)] == found


@given(st.text(alphabet="aâ b-ạ\n", max_size=60), st.text(alphabet="aâ bạ", max_size=4))
def test_places_are_in_order_and_apart(text: str, typed: str) -> None:
    places = places_of(text, typed)
    assert all(start < end for start, end in places)
    assert all(one.end <= other.start for one, other in pairwise(places))


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=4),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=4),
)
def test_every_place_is_marked_and_no_link_is_lost(
    places: list[tuple[int, int]], linked: list[tuple[int, int]]
) -> None:
    text = "abcdefghijklmnopqrstuvwxyz0123456789"
    apart = _apart(places)
    links = [Insert(start, end, "link", "/vb/x") for start, end in _apart(linked)]
    html = rendered(text, 0, len(text), [*links, *hits(apart, links, ())])
    assert html.count('class="hit"') == len(apart)
    assert html.count("<a ") == len(links)
    assert "".join(re.sub(r"<[^>]*>", "", html)) == text


def _apart(spans: list[tuple[int, int]]) -> list[Span]:
    found: list[Span] = []
    for start, length in sorted(spans):
        if not found or start >= found[-1].end:
            found.append(Span(start, start + length))
    return found


def test_an_address_with_words_marks_and_counts_them_without_a_script(client: FlaskClient) -> None:
    html = client.get(f"/vb/{DIRECTIVE}?tim=chi+bo").get_data(as_text=True)
    page = read(html)
    marked = re.findall(r'<mark class="hit" id="tim-(\d+)">([^<]+)</mark>', html)
    assert page.faults == []
    assert [words.lower() for _, words in marked] == ["chi bộ"] * len(marked)
    assert f"{len(marked)} chỗ" in page.words()
    assert f'href="#tim-{len(marked)}"' in html
    assert 'value="chi bo"' in html


def test_words_that_cross_a_link_are_marked_and_the_link_stays(client: FlaskClient) -> None:
    plain = client.get(f"/vb/{GUIDE}").get_data(as_text=True)
    html = client.get(f"/vb/{GUIDE}?tim=thi+so+47").get_data(as_text=True)
    assert re.search(r'<mark class="hit" id="tim-1">thị số </mark><a class="ref"[^>]*><mark class="hit-on">47<', html)
    assert html.count('class="ref') == plain.count('class="ref')


def test_what_is_not_there_and_what_is_hostile(client: FlaskClient) -> None:
    html = client.get(f"/vb/{DIRECTIVE}", query_string={"tim": '"><script>alert(1)</script>'}).get_data(as_text=True)
    page = read(html)
    assert page.faults == []
    assert "không thấy" in page.words()
