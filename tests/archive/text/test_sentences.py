"""Sentences of official and press texts, and the sentence a mention stands in."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.sentences import sentence_of, sentences, sentences_of
from archive.text.span import Span


def parted(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("Họp chi bộ. Bàn công việc.", ["Họp chi bộ.", "Bàn công việc."], "full stop, blank, capital"),
        ("Ngày 4.10.2023 ban hành. Sau đó họp.", ["Ngày 4.10.2023 ban hành.", "Sau đó họp."], "stops in a date"),
        ("Đạt 3.500 đảng viên, bằng 90.5% số giao.", ["Đạt 3.500 đảng viên, bằng 90.5% số giao."], "stops in figures"),
        ("Của T.Ư Đảng. Của tỉnh.", ["Của T.Ư Đảng.", "Của tỉnh."], "an abbreviation with a stop inside"),
        ("Họp ở TP. Hồ Chí Minh. Bế mạc.", ["Họp ở TP. Hồ Chí Minh.", "Bế mạc."], "an abbreviation before a name"),
        ("PGS. TS. chủ trì. Kết luận.", ["PGS. TS. chủ trì.", "Kết luận."], "titles"),
        ("1. Mục đích. Nâng cao chất lượng.", ["1. Mục đích.", "Nâng cao chất lượng."], "the mark of an item"),
        ("Điều 3. Phạm vi. Quy chế này…", ["Điều 3. Phạm vi.", "Quy chế này…"], "the mark of an article"),
        ("a. Về tổ chức. Về cán bộ", ["a. Về tổ chức.", "Về cán bộ"], "a lettered item, no stop at the end"),
        (
            "Căn cứ Điều lệ; căn cứ Quy định số 66-QĐ/TW; xét đề nghị.",
            ["Căn cứ Điều lệ;", "căn cứ Quy định số 66-QĐ/TW;", "xét đề nghị."],
            "semicolons part a list of grounds",
        ),
        ("đạt 90% trở lên…; chất lượng tăng", ["đạt 90% trở lên…;", "chất lượng tăng"], "dots and semicolon"),
        ("khu dân cư…và thành lập tổ", ["khu dân cư…và thành lập tổ"], "dots inside a sentence, no blank"),
        ("theo quy định… và họp", ["theo quy định… và họp"], "dots before a small letter"),
        ("Nói: “Phải họp.” Rồi nghỉ.", ["Nói: “Phải họp.”", "Rồi nghỉ."], "the closing sign belongs to its sentence"),
        ("Vững mạnh toàn diện./.", ["Vững mạnh toàn diện./."], "the official end"),
        ("CHỈ THỊ\nvề sinh hoạt chi bộ\n\nKính gửi", ["CHỈ THỊ", "về sinh hoạt chi bộ", "Kính gửi"], "lines part"),
        (
            "Thực hiện Nghị quyết số 4. Sau đó họp.",
            ["Thực hiện Nghị quyết số 4.", "Sau đó họp."],
            "a figure may end one",
        ),
        ("", [], "nothing"),
        (" \n ", [], "blanks only"),
    ],
)
def test_sentences(text: str, expected: list[str], reason: str) -> None:
    assert parted(text) == expected, reason


letters = st.text(st.sampled_from(list("aĐ1 .;…!?\n”“(/T-")), max_size=80)


@given(letters)
def test_spans_are_ordered_and_no_letter_is_left_out(text: str) -> None:
    spans = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@given(letters.filter(lambda text: len(text) > 1), st.data())
def test_the_sentence_of_a_place_holds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = sentence_of(sentences(text), start, end)
    assert found.start <= start
    assert end <= found.end


def test_a_place_in_one_sentence_has_that_sentence_only() -> None:
    text = "Một câu. Theo Chỉ thị 47-CT/TU. Câu khác."
    at = text.index("47-CT/TU")
    assert sentence_of(sentences(text), at, at + 8) == Span(9, 31)


def test_a_number_that_crosses_a_line_joins_both_lines() -> None:
    text = "Theo Chỉ thị số 47-\nCT/TU của tỉnh. Câu khác."
    at = text.index("47-")
    assert sentence_of(sentences(text), at, at + 9) == Span(0, text.index(". Câu") + 1)


@given(letters.filter(bool), st.data())
def test_the_sentences_of_places_are_those_of_the_whole_text(text: str, data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=4))
    places = [Span(start, data.draw(st.integers(start + 1, min(len(text), start + 12)))) for start in starts]
    whole = sentences(text)
    assert sentences_of(text, places) == [sentence_of(whole, start, end) for start, end in places]
