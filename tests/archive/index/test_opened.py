"""Abbreviations and nicknames of a question: which words are opened, to what, and what that scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.fields import STREAM
from archive.index.plan.opened import opened, opened_clauses
from archive.index.plan.shapes import Opened
from archive.query import Query, parse


def told(typed: str) -> list[tuple[str, str]]:
    """What is opened in a question, each with its first meaning."""
    return [(one.typed, one.meanings[0]) for one in opened(parse(typed))]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        pytest.param("UBKT quy trình kiểm tra", [("UBKT", "Ủy ban Kiểm tra")], id="a body"),
        pytest.param("giám sát (MTTQ),", [("MTTQ", "Mặt trận Tổ quốc")], id="punctuation round it"),
        pytest.param("NQ 68 kinh tế tư nhân", [], id="the type of a number stays with the number"),
        pytest.param("15/2020/TT-BCT", [], id="letters of a number"),
        pytest.param(
            "nq tam nông", [("nq", "Nghị quyết"), ("tam nông", "nông nghiệp, nông dân, nông thôn")], id="a type alone"
        ),
        pytest.param('"UBKT" tỉnh', [], id="between quotation marks nothing is opened"),
        pytest.param("hội nghị -UBKT", [], id="nor what is excluded"),
        pytest.param("CHỈ THỊ CỦA TU VỀ CB", [], id="all in capitals: TU and CB may be syllables"),
        pytest.param("CHỈ THỊ CỦA UBKT", [("UBKT", "Ủy ban Kiểm tra")], id="all in capitals: no syllable looks so"),
        pytest.param("tu tưởng của cb", [], id="ordinary syllables"),
        pytest.param("khoán 10 ở miền núi", [("khoán 10", "đổi mới quản lý kinh tế nông nghiệp")], id="a nickname"),
        pytest.param("khoản 10 điều 5", [], id="another word"),
        pytest.param("NQ TW4 khóa XII", [("NQ", "Nghị quyết"), ("TW4", "Trung ương 4")], id="a plenum without a blank"),
        pytest.param("nqtw6", [("nqtw6", "Nghị quyết Trung ương 6")], id="its resolution in one word"),
    ],
)
def test_what_is_opened(typed: str, wanted: list[tuple[str, str]]) -> None:
    assert told(typed) == wanted


def test_the_longest_nickname_is_taken() -> None:
    (one,) = opened(parse("quyết định 217, 218"))
    assert (one.first, one.last) == (0, 4)
    assert one.meanings[-2:] == ("217-QĐ/TW", "218-QĐ/TW")


def test_a_plenum_names_its_documents() -> None:
    one = opened(parse("NQ TW4 khóa XII"))[-1]
    assert "04-NQ/TW" in one.meanings
    assert opened(parse("TW4"))[-1].meanings == ("Trung ương 4",), "of which term nobody said"


def test_a_reader_may_switch_it_off() -> None:
    assert opened(Query(words=("UBKT", "tỉnh"), expanded=False)) == ()


def test_an_ambiguous_one_keeps_both_meanings_the_likelier_first_and_worth_more() -> None:
    (one,) = found = opened(parse("BCT thông tư về hóa chất"))
    assert one.meanings == ("Bộ Công Thương", "Bộ Chính trị")
    worth = {clause.term: clause.share for clause in opened_clauses(found, "marked") if clause.stream == "pairs"}
    assert worth["công thương"] > worth["chính trị"] > 0


def test_a_term_of_two_meanings_counts_once() -> None:
    found = (Opened("X", ("Tỉnh ủy", "Thành ủy"), 0, 1), Opened("Y", ("Tỉnh ủy",), 1, 2))
    made = opened_clauses(found, "marked")
    assert len({(one.stream, one.term) for one in made}) == len(made)


@pytest.mark.parametrize("reading", ["marked", "folded"])
def test_a_nickname_scores_its_topic_and_its_numbers(reading: str) -> None:
    made = opened_clauses(opened(parse("khoán 10")), "folded" if reading == "folded" else "marked")
    assert [one.term for one in made if one.stream == "number"] == ["key:10-NQ/TW"]
    assert {"words", "pairs"} & {one.stream for one in made} if reading == "marked" else True
    assert ("nong nghiep" in {one.term for one in made if one.stream == "folded_pairs"}) == (reading == "folded")
    assert all(0 < one.share <= 2 * STREAM[one.stream].share + 1 for one in made)


WORDS = st.sampled_from(
    [
        "UBKT",
        "nq",
        "68",
        "khoán",
        "10",
        "BCT",
        "19",
        "điều",
        "TW4",
        "khóa",
        "XII",
        "217,",
        "218",
        "-",
        "…",
        "HCM",
        "chi",
        "bộ",
    ]
)


@given(st.lists(WORDS, max_size=8))
def test_what_is_opened_stands_in_order_and_never_twice(words: list[str]) -> None:
    found = opened(Query(words=tuple(words)))
    ends = [place for one in found for place in (one.first, one.last)]
    assert ends == sorted(ends)
    assert all(one.first < one.last <= len(words) and one.meanings for one in found)
