import html
import re

from hypothesis import given
from hypothesis import strategies as st

from archive.cite.annotate import Mark, annotate

texts = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("<>&\"'“”")), max_size=60)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(texts)
    edge = st.integers(-2, len(text) + 2)
    spans = draw(st.lists(st.tuples(edge, edge), max_size=8))
    return text, [Mark(start, end, f'<a href="{place}">', "</a>") for place, (start, end) in enumerate(spans)]


def stripped(markup: str) -> str:
    return html.unescape(re.sub(r"<[^<>]*>", "", markup))


@given(marked_texts())
def test_taking_the_markup_out_gives_the_text_back(marked: tuple[str, list[Mark]]) -> None:
    text, marks = marked
    assert stripped(annotate(text, marks, escape=html.escape)) == text


@given(marked_texts())
def test_markup_is_always_closed_in_order(marked: tuple[str, list[Mark]]) -> None:
    text, marks = marked
    depth = 0
    for tag in re.findall(r"</?a", annotate(text, marks, escape=html.escape)):
        depth += 1 if tag == "<a" else -1
        assert depth >= 0
    assert depth == 0


@given(marked_texts(), st.integers(0, 500))
def test_a_part_of_a_text_is_marked_by_the_spans_of_the_whole(marked: tuple[str, list[Mark]], offset: int) -> None:
    text, marks = marked
    moved = [Mark(mark.start + offset, mark.end + offset, mark.before, mark.after) for mark in marks]
    here = annotate(text, marks, escape=html.escape)
    assert annotate(text, moved, escape=html.escape, offset=offset) == here


def test_text_between_marks_is_escaped_and_marks_are_not() -> None:
    found = annotate("a <b> c", [Mark(2, 5, "<mark>", "</mark>")], escape=html.escape)
    assert found == "a <mark>&lt;b&gt;</mark> c"


def test_of_two_that_overlap_the_later_is_left_out() -> None:
    marks = [Mark(0, 4, "[", "]"), Mark(2, 6, "{", "}"), Mark(1, 3, "(", ")")]
    assert annotate("abcdefgh", marks, escape=str) == "[a(bc)d]efgh"
