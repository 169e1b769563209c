import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ExtractError
from ingest.material import Extracted, Page, Piece
from ingest.normalise import clean, drop_invisible, normalise, page_of

# Signs that matter: marks apart, invisible ones, line breaks of all kinds, items and ends of sentences.
_SIGNS = "aăâ đĐệ\u0302\u0323\u00ad\u200b\x00\t\r\n\u2028\v 1.;:,-–)(A\uf0b7\ue000IVĐiềuChương"
_TEXTS = st.one_of(st.text(max_size=200), st.text(alphabet=_SIGNS, max_size=400))
_KINDS = st.sampled_from(
    ["heading", "paragraph", "item", "table", "letterhead-left", "letterhead-right", "caption", "note"]
)
_PIECES = st.lists(st.builds(Piece, _TEXTS, _KINDS), max_size=6)


def _letters(text: str) -> list[str]:
    bare = unicodedata.normalize("NFC", drop_invisible(text))
    return [sign for sign in bare if sign.isalnum()]


def _again(page: Page) -> Page:
    return page_of(Piece(page.text[block.start : block.end], block.kind, block.level) for block in page.blocks)


@given(_PIECES)
def test_blocks_are_the_lines_of_the_text(pieces: list[Piece]) -> None:
    page = page_of(pieces)
    assert [page.text[block.start : block.end] for block in page.blocks] == (page.text.split("\n") if page.text else [])
    assert page.text == unicodedata.normalize("NFC", page.text)


@given(_PIECES)
def test_a_page_made_again_is_the_same(pieces: list[Piece]) -> None:
    page = page_of(pieces)
    assert _again(page) == page


@given(_TEXTS)
def test_no_letter_or_digit_is_lost(text: str) -> None:
    assert _letters(clean(text)) == _letters(text)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Chi\u0309 thi\u0323", "Chỉ thị"),  # NFD in, NFC out
        ("a\x00b\u200bc\u00add", "abcd"),  # null byte, zero width, soft hyphen
        ("\uf0b7 Mục một", "- Mục một"),  # Word's bullet of the Symbol font
        ("mở\ue000đầu", "mởđầu"),  # the sign that joins words elsewhere in the archive must not come from outside
        ("một  hai\u00a0\tba", "một hai ba"),
        ("đoạn một\u2028đoạn hai", "đoạn một\nđoạn hai"),
    ],
)
def test_signs(raw: str, expected: str) -> None:
    assert clean(raw) == expected


_WRAPPED = [
    (
        "Căn cứ Nghị định số 78/2025/NĐ-CP ngày 01 tháng 4 năm 2025 của\nChính phủ quy định chi tiết một số điều;",
        1,
        "a name broken by the page's width",
    ),
    ("Căn cứ Luật Giáo dục ngày 14 tháng 6 năm 2019;\nCăn cứ Luật Việc làm ngày 16 tháng 11 năm 2013;", 2, "two bases"),
    ("Thực hiện các việc sau:\n1. Việc thứ nhất của cấp ủy;\n2. Việc thứ hai.", 3, "items"),
    ("BỘ TÀI CHÍNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 2, "lines of a head"),
    ("BÍ THƯ\n(đã ký)", 2, "a signature"),
    (
        "trong giáo dục nghề nghiệp và đào tạo của các cơ sở thuộc Bộ Lao\nđộng - Thương binh và Xã hội",
        1,
        "inside a name",
    ),
    ("Bãi bỏ Thông tư liên tịch số 72/2011/TTLT-BTC-BGTVT ngày 27 tháng 5\nnăm 2011 của Bộ trưởng", 1, "inside a date"),
    ("Hội nghị kết thúc tốt đẹp.\nĐại biểu ra về.", 2, "two sentences on two lines"),
    (
        "Điều 1. Phạm vi điều chỉnh\nThông tư này quy định về liên kết tổ chức thực hiện chương trình đào tạo.",
        2,
        "a heading",
    ),
]


@pytest.mark.parametrize(("raw", "lines", "why"), _WRAPPED, ids=[row[2] for row in _WRAPPED])
def test_only_breaks_of_the_width_are_joined(raw: str, lines: int, why: str) -> None:
    assert len(clean(raw).split("\n")) == lines, why


def test_every_line_of_a_letterhead_is_a_block_of_its_kind() -> None:
    page = normalise(Extracted((Piece("TỈNH ỦY\n*\nSố 05-CT/TU", "letterhead-left"),), {"title": "Chi\u0309\nthị"}))
    assert [block.kind for block in page.blocks] == ["letterhead-left"] * 3
    assert page.meta["title"] == "Chỉ thị"


def test_a_text_too_long_for_one_document_is_refused() -> None:
    page = "Các xã chủ động phòng, chống rét.\n" * 1_000
    with pytest.raises(ExtractError, match="5,1 triệu ký tự, quá giới hạn 5 triệu") as refused:
        normalise(Extracted((Piece(page),) * 150))
    assert "Chia nhỏ tệp" in refused.value.remedy
