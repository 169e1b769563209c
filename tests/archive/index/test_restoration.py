"""Marks put back to typed words, by the spelling of a small archive of our own."""

import gc
import math
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.analysis import pairs, syllables
from archive.index.restoration import question_phrases, restored
from archive.index.spellings import NONE, Spellings, merged
from archive.index.syllable import added_marks, i_or_y, is_bare, is_whole
from archive.quality.variants import unmarked
from archive.text.vietnamese import fold

SENTENCES = (
    ("nâng cao chất lượng sinh hoạt chi bộ", 9),
    ("sinh hoạt chi bộ thường kỳ của đảng bộ", 5),
    ("kết nạp đảng viên mới", 6),
    ("đảng viên được khen thưởng", 4),
    ("mở rộng đường giao thông nông thôn", 7),
    ("an toàn đường sắt và đường bộ", 4),
    ("phương hướng và chủ trương của địa phương", 3),
    ("ông Dương là chủ tịch hội đồng", 2),
    ("lao động nữ nghỉ thai sản ba tháng", 3),
    ("khoa học kỹ thuật và lý luận chính trị", 5),
    ("vấn đề tổ chức cán bộ", 6),
    ("thu hồi đất để làm đường", 3),
    ("hòa giải ở cơ sở, thủy lợi", 3),
    ("quyết định việc giải quyết", 4),
)


def _spelt() -> Spellings:
    single: dict[str, int] = {}
    double: dict[str, int] = {}
    for sentence, times in SENTENCES:
        terms = syllables(sentence)
        for one in set(terms):
            single[one] = single.get(one, 0) + times
        for one in set(pairs(terms)):
            double[one] = double.get(one, 0) + times
    return Spellings(single, double)


SPELT = _spelt()


def _said(typed: str) -> str:
    return " ".join(restored(typed.split(), SPELT).words)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("sinh hoat chi bo", "sinh hoạt chi bộ", id="no marks at all"),
        pytest.param("sinh hoạt chi bo", "sinh hoạt chi bộ", id="half of them"),
        pytest.param("sinh hoạt chi bộ", "sinh hoạt chi bộ", id="all of them: nothing changes"),
        pytest.param("mo rong duong giao thong", "mở rộng đường giao thông", id="đ and d"),
        pytest.param("đuong sat", "đường sắt", id="đ alone was typed"),
        pytest.param("dường sat", "đường sắt", id="the vowel and tone alone were typed: đ is added"),
        pytest.param("dương sat", "dương sắt", id="a whole syllable stays as typed, common or not"),
        pytest.param("quyêt đinh viec giai quyêt", "quyết định việc giải quyết", id="tones left out"),
        pytest.param(
            "lao dong nu nghi thai san ba thang", "lao động nữ nghỉ thai sản ba tháng", id="ba, lao, thai stay"
        ),
        pytest.param("khoa hoc kĩ thuat", "khoa học kỹ thuật", id="i where the archive has y"),
        pytest.param("ly luan chinh tri", "lý luận chính trị", id="y without its mark"),
        pytest.param("li luan chinh tri", "lý luận chính trị", id="i without its mark"),
        pytest.param("Sinh Hoat CHI bo", "Sinh Hoạt CHI bộ", id="capitals stay; a word in capitals is a code"),
        pytest.param("SINH HOAT CHI BO", "SINH HOẠT CHI BỘ", id="all in capitals is no code"),
        pytest.param("sinh-hoat chi bo,", "sinh-hoạt chi bộ,", id="signs stay"),
        pytest.param("hoà giai o co so", "hoà giải ở cơ sở", id="old tone placement is no other mark"),
        pytest.param("sinh hoa\u0323t chi bo", "sinh hoạt chi bộ", id="NFD"),
        pytest.param("\u00d0ang vien", "Đảng viên", id="another alphabet's Đ"),
        pytest.param("van de 5 can bo", "vấn đề 5 cán bộ", id="figures stay"),
        pytest.param("xyzt wqk", "xyzt wqk", id="words that nobody writes"),
        pytest.param("dang vien la gi", "đảng viên là gì", id="question words are not in documents"),
        pytest.param("bao nhieu", "bao nhiêu", id="a question word alone"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_marks_are_put_back(typed: str, said: str) -> None:
    assert _said(typed) == said


def test_other_likely_readings_come_next_and_are_different() -> None:
    found = restored(("duong",), SPELT)
    assert {("đường",), ("dương",)} <= set(found.readings)
    assert len(set(found.readings)) == len(found.readings)
    assert list(found.margins) == sorted(found.margins)
    assert found.margins[0] == 0


def test_a_syllable_alone_is_not_vouched_for_and_one_in_company_is() -> None:
    assert not restored(("duong",), SPELT).vouched
    assert restored(("duong", "sat"), SPELT).vouched
    assert restored(("đường",), SPELT).vouched


def test_words_that_are_fixed_stay_and_part_their_neighbours() -> None:
    assert restored(("dang", "vien"), SPELT, frozenset({0})).words[0] == "dang"


def test_without_an_archive_words_stay_but_for_question_words() -> None:
    assert restored(("sinh", "hoat", "chi", "bo"), NONE).words == ("sinh", "hoat", "chi", "bo")
    assert restored(("là", "gi"), NONE).words == ("là", "gì")
    assert restored(("đường",), NONE).margin == math.inf


def test_question_phrases_are_many_and_in_small_letters() -> None:
    assert len(question_phrases()) >= 25
    assert all(one == one.lower() for one in question_phrases())


WORDS = st.lists(
    st.sampled_from(sorted({one for sentence, _ in SENTENCES for one in sentence.split()} | {"Đuong", "47-CT/TU", "z"}))
    | st.text(st.sampled_from("aăâbđdeêghioôơuưyàáãạ-, 5"), max_size=6),
    max_size=7,
)


@given(WORDS, st.booleans())
def test_a_typed_mark_is_never_taken_away(words: list[str], bare: bool) -> None:
    typed = [unmarked(one) if bare else one for one in words]
    found = restored(typed, SPELT)
    for reading in found.readings:
        assert len(reading) == len(typed)
        for one, other in zip(syllables(" ".join(typed)), syllables(" ".join(reading)), strict=True):
            same_letters = fold(one) == fold(other) or i_or_y(one) is not None
            assert same_letters
            assert is_bare(one) or one == other or added_marks(one, other) or i_or_y(one) == other


@given(WORDS)
def test_restoring_what_was_restored_changes_no_marked_word(words: list[str]) -> None:
    once = restored(words, SPELT).words
    again = restored(once, SPELT).words
    assert all(is_bare(fold(one)) for one in once if one == fold(one))
    for one, other in zip(syllables(" ".join(once)), syllables(" ".join(again)), strict=True):
        assert one == other or is_bare(one) or not is_whole(one) or i_or_y(one) == other


# --- one syllable ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "spelt", "added"),
    [
        pytest.param("đuong", "đường", True, id="đ typed"),
        pytest.param("đuong", "dương", False, id="đ is not taken away"),
        pytest.param("duơng", "dương", True, id="ơ typed"),
        pytest.param("duóng", "dướng", True, id="the tone typed"),
        pytest.param("duóng", "dường", False, id="another tone"),
        pytest.param("dâng", "dăng", False, id="another vowel"),
        pytest.param("duong", "đường", True, id="nothing typed"),
        pytest.param("bo", "ba", False, id="other letters"),
    ],
)
def test_added_marks(typed: str, spelt: str, added: bool) -> None:
    assert added_marks(typed, spelt) is added


@pytest.mark.parametrize(
    ("syllable", "whole"),
    [
        *(
            pytest.param(one, True, id=one)
            for one in ("đường", "bô", "thuở", "quốc", "huơ", "lúa", "giếng", "viết", "là")
        ),
        *(
            pytest.param(one, False, id=one)
            for one in ("đuong", "tưong", "viêc", "quyêt", "chuơng", "viẹt", "ngươì"[:4] + "c")
        ),
    ],
)
def test_syllables_with_all_their_marks(syllable: str, whole: bool) -> None:
    assert is_whole(syllable) is whole


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("kỹ", "kĩ", id="kỹ"),
        pytest.param("lí", "lý", id="lí"),
        pytest.param("quí", "quý", id="after qu"),
        pytest.param("ky", "ki", id="without marks"),
        pytest.param("thúy", None, id="another rhyme"),
        pytest.param("tay", None, id="tay is not tai"),
        pytest.param("ý", None, id="alone"),
        pytest.param("kính", None, id="with a final consonant"),
    ],
)
def test_i_or_y(one: str, other: str | None) -> None:
    assert i_or_y(one) == other


def test_what_was_worked_out_of_an_archive_is_gone_with_its_spellings() -> None:
    spelt = merged([Spellings({"chi": 3, "bộ": 3}, {"chi bộ": 3}), Spellings({"bộ": 1}, {})])
    assert restored(("chi", "bo"), spelt).words == ("chi", "bộ")
    seen = weakref.ref(spelt)
    del spelt
    gc.collect()
    assert seen() is None
