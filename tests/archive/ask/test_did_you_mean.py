"""Did you mean: slips are put right from the archive's own words, and nothing else is touched."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ask.did_you_mean import did_you_mean
from archive.ask.misspelt import Near, distance
from archive.index.memory import MemoryEngine
from archive.index.spellings import Spellings
from archive.query import parse
from archive.works.document import Document

TITLES = (
    "nâng cao chất lượng sinh hoạt chi bộ",
    "tăng cường kiểm tra, giám sát trong Đảng",
    "nghị quyết chuyên đề về cải cách hành chính",
    "quy định về kê khai tài sản",
)


@pytest.fixture(scope="module")
def engine() -> Iterator[MemoryEngine]:
    """An index of a few documents for each title, and one with a slip of its own."""
    made = MemoryEngine()
    held = [
        Document(genre="directive", id=f"kho/{at}-{copy}", title=title, text=f"Văn bản {at} {title}.")
        for at, title in enumerate(TITLES)
        for copy in range(4)
    ]
    made.rebuild([*held, Document(genre="directive", id="kho/loi", title="báo cáo sinh haotj", text="Báo cáo.")])
    yield made
    made.close()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("sinh hoatj chi bộ", "sinh hoạt chi bộ", id="Telex left in"),
        pytest.param("nghij quyeets", "nghị quyết", id="Telex in every word"),
        pytest.param("nghi5 quye6t1", "nghị quyết", id="VNI left in"),
        pytest.param("kiem tar", "kiem tra", id="letters swapped, typed without marks"),
        pytest.param("kiểm tar", "kiểm tra", id="letters swapped, marks as the archive has them there"),
        pytest.param("giám ssát", "giám sát", id="a letter doubled"),
        pytest.param("cải cahch hành chính", "cải cách hành chính", id="a letter too many"),
        pytest.param("nghi quyeet", "nghi quyet", id="a vowel doubled and no tone"),
        pytest.param("sinhhoat chi bo", "sinh hoat chi bo", id="a blank forgotten"),
        pytest.param("kê khai tài snả", "kê khai tài sản", id="swapped, the neighbour decides which"),
        pytest.param('"chi bộ" sinh hoatj', 'sinh hoạt "chi bộ"', id="quoted words stay beside it"),
    ],
)
def test_a_slip_is_put_right(engine: MemoryEngine, typed: str, said: str) -> None:
    found = did_you_mean(parse(typed), engine)
    assert found is not None
    assert found.said == said
    assert found.total == engine.search(found.query).total > 0


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("sinh hoạt chi bộ", id="nothing to put right"),
        pytest.param("sinh hoat chi bo", id="no marks: for the restoration of marks"),
        pytest.param('"sinh hoatj"', id="quoted: taken at its word"),
        pytest.param("47-CT/TU", id="a number"),
        pytest.param("chi thi 47", id="a type with its serial"),
        pytest.param("UBKTX chi bộ", id="capitals: an abbreviation"),
        pytest.param("btctw chi bộ", id="the letters of a body"),
        pytest.param("krông pắc", id="a district, not known here"),
        pytest.param("lào cai", id="a province, not known here"),
        pytest.param("zzzz", id="near nothing"),
        pytest.param("loai:chi-thi", id="a filter alone"),
        pytest.param("sinh hoatj " * 20, id="a pasted text"),
    ],
)
def test_what_is_no_slip_is_left_alone(engine: MemoryEngine, typed: str) -> None:
    assert did_you_mean(parse(typed), engine) is None


def test_it_is_offered_only_when_it_finds_markedly_more(engine: MemoryEngine) -> None:
    assert did_you_mean(parse("sinh hoatj"), engine, total=3) is not None
    assert did_you_mean(parse("sinh hoatj"), engine, total=1_000) is None


def test_the_filters_of_the_query_stay(engine: MemoryEngine) -> None:
    found = did_you_mean(parse("sinh hoatj", {"the-loai": "directive"}), engine)
    assert found is not None
    assert found.query.genre == ("directive",)


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        pytest.param("tar", "tra", 1, id="swapped"),
        pytest.param("quyeet", "quyet", 1, id="doubled"),
        pytest.param("kiem", "kim", 1, id="left out"),
        pytest.param("hoat", "hoan", 1, id="another letter"),
        pytest.param("", "chi", 3, id="nothing"),
        pytest.param("chi", "chi", 0, id="the same"),
    ],
)
def test_how_far_apart_two_words_are(left: str, right: str, apart: int) -> None:
    assert distance(left, right) == distance(right, left) == apart


WORDS = st.text(alphabet="aeiounhgtc", min_size=4, max_size=7)


@given(WORDS, st.integers(0, 6), st.sampled_from("aeiounhgtc"))
def test_every_word_within_one_slip_is_found(word: str, place: int, letter: str) -> None:
    near = Near(Spellings({word: 5}, {}))
    at = place % len(word)
    for typed in (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]):
        if typed != word and len(typed) > 1:
            assert word in {one.shown for one in near.options(typed, None)}
