"""Names that texts coin: definitions in brackets, initials of titles, what a sentence says a document is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.works.coined import called, capitals, definitions, initials_of


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("của Ủy ban Kiểm tra (UBKT) tỉnh", [("UBKT", "Ủy ban Kiểm tra")], id="brackets alone"),
        pytest.param("Ban Thường vụ (sau đây gọi tắt là BTV) họp", [("BTV", "Ban Thường vụ")], id="announced"),
        pytest.param(
            "Người lao động (viết tắt là: “NLĐ”) có quyền", [("NLĐ", "Người lao động")], id="in quotation marks"
        ),
        pytest.param(
            "phòng cháy và chữa cháy (PCCC)", [("PCCC", "phòng cháy và chữa cháy")], id="a word without a letter"
        ),
        pytest.param("kinh tế - xã hội (KT-XH)", [("KT-XH", "kinh tế - xã hội")], id="a hyphen in both"),
        pytest.param("Đại hội toàn quốc (XIII)", [], id="a term"),
        pytest.param("Ban Chỉ đạo tỉnh (sau đây gọi là Ban Chỉ đạo)", [], id="a name in words is no abbreviation"),
        pytest.param("họp tại hội trường (UBKT)", [], id="the words before are others"),
        pytest.param("(UBKT)", [], id="no words before"),
    ],
)
def test_abbreviations_that_a_text_defines(text: str, wanted: list[tuple[str, str]]) -> None:
    found = definitions(text)
    assert [(one.short, one.words) for one in found] == wanted
    assert all(text[one.start : one.end] == one.words for one in found)


def test_words_in_capitals_are_no_parts_of_numbers_and_no_terms() -> None:
    assert capitals("Theo 47-CT/TU và 15/2020/TT-BCT, UBKT khóa XIII và BTV họp.") == {"UBKT", "BTV"}


def test_phrases_of_titles_by_their_initials() -> None:
    found = initials_of(["nâng cao chất lượng sinh hoạt chi bộ", "đổi mới sinh hoạt chi bộ", "phòng cháy và chữa cháy"])
    assert found["shcb"] == {"sinh hoạt chi bộ": 2}
    assert found["pccc"] == {"phòng cháy và chữa cháy": 1}


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        pytest.param(
            "Nghị quyết 10-NQ/TW, thường gọi là “khoán 10”, mở đường.", ("khoán 10",), id="in quotation marks"
        ),
        pytest.param("Văn bản ấy còn gọi là Khoán 10 và được bà con nhớ.", ("Khoán 10",), id="up to where it goes on"),
        pytest.param("theo Nghị quyết khoán 10 (số 10-NQ/TW)", ("khoán 10",), id="with its number behind"),
        pytest.param("theo Nghị quyết 10 (số 10-NQ/TW)", (), id="a number is no name"),
        pytest.param("người được kết nạp gọi là đảng viên", (), id="a definition"),
        pytest.param("sau đây gọi là Quy định", (), id="a name of this text only"),
        pytest.param("hay gọi điện là tốt", (), id="other words"),
    ],
)
def test_what_a_document_is_called_besides(sentence: str, wanted: tuple[str, ...]) -> None:
    assert called(sentence) == wanted


@given(st.text(alphabet="AĐB bđ(“”)gọi là,.-", max_size=200))
def test_any_text_gives_spans_of_itself(text: str) -> None:
    for one in definitions(text):
        assert text[one.start : one.end] == one.words
    called(text)
