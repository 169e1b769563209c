"""What is scored: the words of a query and how often, the tail of a question not, sides of choices, prefixes."""

from dataclasses import replace

import pytest

from archive.index.plan.clauses import clauses, prefix_clauses, without_tail
from archive.index.plan.shapes import Clause, Prefix, Reading, Side
from archive.query import Choice, Near, Option, Query


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        pytest.param("Mức đóng được quy định như thế nào?", "Mức đóng", id="the whole tail"),
        pytest.param("Hồ sơ sẽ được pháp luật qui định thế nào", "Hồ sơ", id="with the law, spelt with i"),
        pytest.param("Kết nạp lại, quy định ra sao ?", "Kết nạp lại", id="a comma before, a blank before the sign"),
        pytest.param("Khai trừ như nào", "Khai trừ", id="as it is said"),
        pytest.param("thu tuc duoc quy dinh nhu the nao", "thu tuc", id="without marks"),
        pytest.param("THỦ TỤC NHƯ THẾ NÀO", "THỦ TỤC", id="in capitals"),
        pytest.param("thủ tục như thê\u0301 nào", "thủ tục", id="decomposed"),
        pytest.param("thế nào là khiếu nại", "thế nào là khiếu nại", id="at the beginning it asks for a definition"),
        pytest.param("quy định như thế nào về phí", "quy định như thế nào về phí", id="not at the end"),
        pytest.param("quy định về học phí", "quy định về học phí", id="a rule that is asked for stays"),
        pytest.param("kỷ luật được quy định", "kỷ luật được quy định", id="a rule without the question"),
        pytest.param("vì sao", "vì sao", id="another question word"),
        pytest.param("như thế nào", "như thế nào", id="nothing would be left"),
        pytest.param("được quy định như thế nào?", "được quy định như thế nào?", id="nothing would be left of more"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_the_tail_of_a_question_is_not_scored(typed: str, left: str) -> None:
    assert without_tail(typed) == left


def scored(query: Query, reading: Reading = "marked") -> dict[tuple[str, str], float]:
    made = clauses(query, " ".join(query.words), reading)
    assert len({(one.stream, one.term) for one in made}) == len(made), "one clause a term"
    return {(one.stream, one.term): one.share for one in made}


def test_words_and_pairs_are_scored_as_measured() -> None:
    found = scored(Query(words=("chi", "bộ")))
    assert found["words", "chi bộ"] == 1.0
    assert found["pairs", "chi bộ"] == 0.6


def test_what_is_said_twice_counts_twice() -> None:
    found = scored(Query(words=("kế", "hoạch"), phrases=("kế hoạch",)))
    assert found["words", "kế hoạch"] == 2.0
    assert found["pairs", "kế hoạch"] == 1.2


def test_the_tail_is_not_among_the_terms() -> None:
    found = scored(Query(words=("kết", "nạp", "như", "thế", "nào")))
    assert not {term for _, term in found} & {"như", "thế", "nào"}


@pytest.mark.parametrize("reading", ["marked", "folded"])
def test_near_words_and_sides_of_choices_are_scored(reading: Reading) -> None:
    inner = Choice((Option(phrases=("khai trừ",)), Option(near=(Near("xóa tên", 3),))))
    query = Query(
        near=(Near("chi bộ", 5),), choices=(Choice((Option(words=("kết", "nạp")), Option(choices=(inner,)))),)
    )
    pairs = {term for stream, term in scored(query, reading) if stream == "pairs" or reading == "folded"}
    assert {"chi bộ", "kết nạp", "khai trừ", "xóa tên"} <= pairs


def test_what_must_not_be_there_is_not_scored() -> None:
    query = Query(words=("chi", "bộ"), minus=("thôn",), choices=(Choice((Option(words=("xã",), minus=("ấp",)),)),))
    assert not {"thôn", "ấp"} & {term for _, term in scored(query)}


def test_the_syllables_of_a_prefix_are_scored_once() -> None:
    prefix = Prefix("ngh", "syllables", ("nghị", "nghề"))
    side = Side("syllables", (), 0, (), (), (), (prefix, replace(prefix, terms=("nghiệp",))), ())
    assert prefix_clauses((prefix,), ((side,),)) == (
        Clause("syllables", "nghị", 0.2),
        Clause("syllables", "nghề", 0.2),
        Clause("syllables", "nghiệp", 0.2),
    )
