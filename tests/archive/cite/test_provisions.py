import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.provisions import BEHIND, PROVISION, Part, parts_of, printed

LABELS = {
    "tiết": ("a", "b", "2.1"),
    "điểm": ("a", "đ", "2.1", "b1"),
    "khoản": ("1", "2a", "12"),
    "Điều": ("3", "10", "5a"),
    "tiểu mục": ("19.2", "I", "A"),
    "mục": ("II.1", "III", "B", "7"),
    "Mẫu số": ("01", "2"),
    "Chương": ("II", "4"),
    "Phần": ("hai", "III", "1"),
    "Phụ lục": ("I", "3"),
}


def parts() -> st.SearchStrategy[Part]:
    return st.sampled_from(sorted(LABELS)).flatmap(
        lambda kind: st.builds(Part, st.just(kind), st.sampled_from(LABELS[kind]), st.sampled_from(("", *LABELS[kind])))
    )


@given(st.lists(parts(), max_size=5).map(tuple))
def test_parts_printed_and_read_are_the_same_parts(said: tuple[Part, ...]) -> None:
    assert parts_of(printed(said)) == said


@given(st.text(alphabet="điểm khoản Điều mục 123.abI,vàđến", max_size=60))
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    said = parts_of(text)
    assert parts_of(printed(said)) == said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("khoản 2 Điều 3", "khoản 2 Điều 3", id="one part"),
        pytest.param("các khoản 1, 2 và 3 Điều 5", "khoản 1, khoản 2, khoản 3 Điều 5", id="a list of one kind"),
        pytest.param("điểm a, b khoản 1 Điều 5", "điểm a, điểm b khoản 1 Điều 5", id="points"),
        pytest.param("từ Điều 5 đến Điều 9", "Điều 5 đến Điều 9", id="a range"),
        pytest.param("khoản 1-3 Điều 4", "khoản 1 đến khoản 3 Điều 4", id="a range by a hyphen"),
        pytest.param("mục 2 phần III", "mục 2 Phần III", id="a section of a part"),
        pytest.param("Phần thứ hai", "Phần thứ hai", id="in words"),
        pytest.param("Phụ lục số I, II", "Phụ lục I, Phụ lục II", id="annexes"),
        pytest.param("Điều 5, khoản 2 Điều 7", "Điều 5, khoản 2 Điều 7", id="a list of two"),
        pytest.param("điều kiện và khoản chi", "", id="no parts"),
    ],
)
def test_the_printed_form(text: str, shown: str) -> None:
    assert printed(parts_of(text)) == shown


@pytest.mark.parametrize(
    ("before", "words"),
    [
        pytest.param("theo khoản 2 Điều 3 ", "khoản 2 Điều 3", id="straight before"),
        pytest.param("theo Điều 5 của ", "Điều 5", id="with của"),
        pytest.param("tại các khoản 1, 2 và 3 Điều 5 ", "các khoản 1, 2 và 3 Điều 5", id="the word các belongs to it"),
        pytest.param("điểm a, điểm b khoản 2 Điều 3 ", "điểm a, điểm b khoản 2 Điều 3", id="a kind said twice"),
        pytest.param("thực hiện từ Điều 5 đến Điều 9 ", "từ Điều 5 đến Điều 9", id="a range"),
        pytest.param("điểm a, b, và l khoản 1 Điều 20 ", "điểm a, b, và l khoản 1 Điều 20", id="a comma before và"),
        pytest.param("nêu tại mục II.1 ", "mục II.1", id="a Party document's section"),
        pytest.param("điểm 4.3.1(d) mục II, ", "điểm 4.3.1(d) mục II", id="a letter in brackets, of Party guidance"),
        pytest.param("tiết 2.1 ", "tiết 2.1", id="tiết"),
        pytest.param("tiết 2.1 điểm 2 mục II ", "tiết 2.1 điểm 2 mục II", id="points in figures"),
        pytest.param("tiểu mục 19.2 Mục 19 ", "tiểu mục 19.2 Mục 19", id="tiểu mục"),
        pytest.param("Phụ lục I, II ", "Phụ lục I, II", id="annexes"),
        pytest.param("Mẫu số 01 Phụ lục II ", "Mẫu số 01 Phụ lục II", id="a form of an annex"),
        pytest.param("Chương II ", "Chương II", id="a chapter"),
        pytest.param("Mẫu số 01 ", None, id="a form alone"),
        pytest.param("đủ điều kiện ", None, id="điều kiện"),
        pytest.param("mục tiêu 2 ", None, id="mục tiêu"),
        pytest.param("khoản 2 Điều 3 quy định tại ", None, id="other words between"),
    ],
)
def test_what_stands_before_a_citation(before: str, words: str | None) -> None:
    match = PROVISION.search(before)
    assert (match["provision"] if match else None) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("115/2020/NĐ-CP (khoản 2 Điều 3), nay", "khoản 2 Điều 3", id="in brackets"),
        pytest.param("115/2020/NĐ-CP (tại Điều 5)", "Điều 5", id="with tại"),
        pytest.param("115/2020/NĐ-CP, Điều 5", None, id="not in brackets"),
        pytest.param("115/2020/NĐ-CP (khóa XII)", None, id="a term"),
        pytest.param("115/2020/NĐ-CP (khoản 2 Điều 3 nêu rõ)", None, id="more than a part"),
    ],
)
def test_what_stands_behind_a_citation(text: str, words: str | None) -> None:
    match = BEHIND.match(text, len("115/2020/NĐ-CP"))
    assert (match["provision"] if match else None) == words
