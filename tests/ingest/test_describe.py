"""Describing: every value with the span it was read from, nothing invented, and where a text stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.mentions import find_mentions
from archive.works.document import Derivation, Document
from ingest.describe import describe, own_mention
from ingest.material import Page, Piece
from ingest.normalise import page_of

HEAD = "ĐẢNG CỘNG SẢN VIỆT NAM"
TUYEN_QUANG = (
    f"TỈNH ỦY TUYÊN QUANG\n*\nSố 16-ĐA/TU\n{HEAD}\nTuyên Quang, ngày 03 tháng 01 năm 2020\nĐỀ ÁN\n"
    "nâng cao chất lượng sinh hoạt chi bộ\n-----\nThực hiện Hướng dẫn số 12-HD/BTCTW, ngày 06/7/2018.\n"
    "T/M BAN THƯỜNG VỤ\n(đã ký)"
)
BULLETIN = (
    "Sa Pa học tập chỉ thị mới\n12/09/2025 08:30 Lượt xem: 12\nSáng 11/9, Thị ủy Sa Pa (Lào Cai) học Chỉ thị số "
    "50-CT/TW, ngày 23/7/2025 của Ban Bí thư."
)


def page(text: str, **meta: str) -> Page:
    return page_of([Piece(line) for line in text.split("\n")], meta=meta)


def of(text: str, **meta: str) -> Document:
    return describe(page(text, **meta), {}).document


def read(document: Document) -> dict[str, list[str]]:
    """The words each field was read from."""
    words: dict[str, list[str]] = {}
    for one in document.evidence:
        if one.span:
            words.setdefault(one.field, []).append(document.text[slice(*one.span)])
    return words


# --- evidence --------------------------------------------------------------------------------------------------------


def test_the_evidence_of_an_official_text_is_exact() -> None:
    document = of(TUYEN_QUANG)
    assert read(document) == {
        "number": ["16-ĐA/TU"],
        "date": ["03 tháng 01 năm 2020"],
        "issuer": ["TỈNH ỦY TUYÊN QUANG", "BAN THƯỜNG VỤ"],
        "type": ["ĐỀ ÁN"],
        "title": ["nâng cao chất lượng sinh hoạt chi bộ"],
    }
    assert document.issuer is not None
    assert (document.issuer.name, document.place) == ("Ban Thường vụ Tỉnh ủy Tuyên Quang", "Tuyên Quang")
    assert document.signatory is None


def test_the_evidence_of_an_article_is_exact() -> None:
    document = of(BULLETIN, title="Sa Pa học tập chỉ thị mới")
    assert read(document) == {"title": ["Sa Pa học tập chỉ thị mới"], "date": ["12/09/2025"]}
    assert (document.genre, document.number, document.date and document.date.iso) == ("article", None, "2025-09-12")


LINES = (
    "TỈNH ỦY LÀO CAI", "THÀNH UỶ HÀ NỘI", "BAN TỔ CHỨC", HEAD, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số 47-CT/TU",
    "Số     - HD/BTCTU", "Số: 30/2020/NĐ-CP", "Hà Nội, ngày 05 tháng 3 năm 2020", "CHỈ THỊ", "NGHỊ ĐỊNH", "QUY ĐỊNH",
    "về công tác văn thư", "của Thủ tướng", "Chính phủ", "-----", "*", "Căn cứ Điều lệ Đảng;", "Điều 1. Phạm vi",
    "T/M BAN THƯỜNG VỤ", "KT. BỘ TRƯỞNG", "Đặng Văn Mẫu", "PHỤ LỤC I", "(Kèm theo Quyết định số 12-QĐ/TU)", "12/9/2025",
    "XÁC THỰC VĂN BẢN HỢP NHẤT", "Số: 462/VBHN-BNV", "V/v rà soát", "Kính gửi: Các sở",
    "Số hiệu: 30/2020/NĐ-CP | Ngày ban hành | 05/03/2020", "Loại văn bản:", "Cơ quan ban hành | Bộ Y tế",
    "BỘ Y TẾ - BỘ NỘI VỤ", "Nghị định của Chính phủ số 12/2003/NĐ-CP ngày 10/10/2003",
    "Số: 1/2014/TTLT-BYT-", "e\u0301 𝒯 \u0111ề án", "",
)  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=20)), max_size=14))
def test_whatever_is_described_every_value_stands_where_it_says(lines: list[str]) -> None:
    made = page("\n".join(lines))
    document = describe(made, {}).document
    assert document.text == made.text
    for one in document.evidence:
        if one.span is None:
            assert one.basis in ("hint", "context") or one.field == "number"
        else:
            assert 0 <= one.span.start < one.span.end <= len(document.text)
    if document.number and document.genre == "directive":
        assert read(document)["number"]
    if document.date and document.genre == "directive":
        assert str(document.date.year) in read(document)["date"][0]
    if document.title and document.genre == "directive":
        assert len(read(document)["title"][0].split()) == len(document.title.split())


# --- nothing invented ------------------------------------------------------------------------------------------------


def test_a_number_that_is_a_picture_is_missing_and_said_so() -> None:
    document = of(TUYEN_QUANG.replace("16-ĐA/TU", "    - ĐA/TU"))
    assert document.number is None
    assert document.type == "Đề án"
    (evidence,) = (one for one in document.evidence if one.field == "number")
    assert (evidence.confidence, evidence.source) == (0.0, "dòng số, ký hiệu có nhưng số không đọc được")


def test_a_cited_number_never_takes_the_place_of_a_missing_one() -> None:
    text = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQUYẾT ĐỊNH\nvề một việc\nCăn cứ Nghị định số 30/2020/NĐ-CP;\n{HEAD}"
    assert of(text).number is None


@pytest.mark.parametrize(
    ("number", "type_line", "expected"),
    [
        pytest.param("47-CT/TU", "CHỈ THỊ", "Chỉ thị", id="as printed"),
        pytest.param("66-QĐ/TW", "QUY ĐỊNH", "Quy định", id="two types share QĐ: the line tells"),
        pytest.param("47-CT/TU", "", "Chỉ thị", id="the letters tell where no line does"),
        pytest.param("66-QĐ/TW", "", None, id="the letters do not tell"),
        pytest.param("462/VBHN-BNV", "THÔNG TƯ", "Văn bản hợp nhất", id="a consolidated text prints another's type"),
        pytest.param("4912/UBND-NC", "", "Công văn", id="a letter has no letters of a type"),
        pytest.param("59/2020/QH14", "", None, id="a law has none either, and is no letter"),
    ],
)
def test_types(number: str, type_line: str, expected: str | None) -> None:
    document = of(f"Số: {number}\n{type_line}\nvề một việc chung\nCăn cứ Luật;")
    assert document.type == expected
    assert bool(expected) == any(one.field == "type" for one in document.evidence)


@pytest.mark.parametrize(
    ("head", "foot", "name"),
    [
        pytest.param("TỈNH ỦY LÀO CAI\nSố 47-CT/TU", "", "Tỉnh ủy Lào Cai", id="the letterhead"),
        pytest.param("TỈNH ỦY LÀO CAI\nSố 47-CT/TU", "T/M BAN CHẤP HÀNH", "Ban Chấp hành Tỉnh ủy Lào Cai", id="signed"),
        pytest.param("BAN CHẤP HÀNH TRUNG ƯƠNG\nSố 05-CT/TW", "T/M BỘ CHÍNH TRỊ", "Bộ Chính trị",
                     id="TW is three organs: the signature tells"),
        pytest.param("BAN CHẤP HÀNH TRUNG ƯƠNG\nBAN TỔ CHỨC\nSố 12-HD/BTCTW", "", "Ban Tổ chức Trung ương",
                     id="the code names one body"),
        pytest.param("THÀNH ỦY HÀ NỘI\nBAN TỔ CHỨC\nSố    - HD/BTCTU", "", "Ban Tổ chức Thành ủy Hà Nội",
                     id="a committee's advisory body"),
        pytest.param("Số 47-CT/TU", "", None, id="TU names no province"),
        pytest.param("ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 9/QĐ-UBND", "TM. UBND TỈNH", "Ủy ban nhân dân tỉnh Lào Cai",
                     id="the State's"),
    ],
)  # fmt: skip
def test_issuers(head: str, foot: str, name: str | None) -> None:
    document = of(f"{head}\nLào Cai, ngày 11 tháng 11 năm 2014\nCHỈ THỊ\nvề một việc\n-----\nNội dung.\n{foot}")
    assert (document.issuer.name if document.issuer else None) == name


SCAN = (
    "BỘ TÀI CHÍNH\nSố: 403 /QĐ-BTC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Nội, ngày 21 tháng 01 năm 2026\nQUYẾT ĐỊNH\n"
    "Về việc công bố văn bản\nBỘ TRƯỞNG BỘ TÀI CHÍNH\nCăn cứ Luật Ban hành văn bản;"
)


@pytest.mark.parametrize(
    ("origin", "number"),
    [
        pytest.param("", None, id="readings that differ are no number"),
        pytest.param("quyet-dinh-so-109-qd-btc-468842.pdf", "109/QĐ-BTC", id="the name of the file vouches"),
    ],
)
def test_a_doubtful_number_of_a_scan_is_believed_only_when_vouched(origin: str, number: str | None) -> None:
    scanned = page(SCAN, number_readings="Số: 403 /QĐ-BTC ¦ Số: 409 /QĐ-BTC", gazette="2026-02-06")
    document = describe(scanned, {}, Derivation(("recognised",), 0.8), origin=origin).document
    assert (str(document.number) if document.number else None) == number
    assert read(document)["number"] == ["403 /QĐ-BTC"]
    evidence = next(one for one in document.evidence if one.field == "number")
    assert evidence.confidence < 1
    assert document.title == "công bố văn bản"


def test_the_same_letters_in_a_file_with_text_are_its_number() -> None:
    assert str(of(SCAN).number) == "403/QĐ-BTC"


def test_hints_and_running_text_do_not_date_an_official_text() -> None:
    document = describe(page("Số 12-TB/TU\nTHÔNG BÁO\nkết luận"), {"date": "2020-01-02", "number": "9-CT/TU"}).document
    assert (document.date, str(document.number)) == (None, "12-TB/TU")


# --- articles --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "meta", "date"),
    [
        pytest.param("Tựa đề bài\nNội dung.", "2021-11-14T08:00", "2021-11-14", id="the page says it in ISO"),
        pytest.param("Tựa đề bài\nNội dung.", "14/11/2021 08:00", "2021-11-14", id="the page says it as people write"),
        pytest.param("Tựa đề bài\nThứ Hai, 15/11/2021, 09:20\nNội dung.", "", "2021-11-15", id="with its weekday"),
        pytest.param("Tựa đề bài Ngày đăng: 08-06-2026\nNội dung.", "", "2026-06-08", id="labelled"),
        pytest.param("Tựa đề bài 12.6.2025\nNội dung.", "", "2025-06-12", id="behind the headline"),
        pytest.param("Tựa đề bài\nCập nhật lúc 08:30 ngày 05/3/2020\nNội dung.", "", "2020-03-05", id="an update"),
        pytest.param("Tựa đề bài\nNgày 12/12/2013, Bộ Chính trị khóa XI ban hành hai quyết định về giám sát.", "",
                     None, id="a sentence that begins with a day"),
        pytest.param("Tựa đề bài\nSáng 14-11, chi bộ họp.", "", None, id="a day without its year"),
        pytest.param("Tựa đề bài\nChiều 14/11/2021 họp.", "", None, id="a short sentence with a day"),
        pytest.param("Tựa đề bài\n31/02/2021\nNội dung.", "hôm nay", None, id="a day that no calendar has"),
    ],
)  # fmt: skip
def test_the_day_of_publication(text: str, meta: str, date: str | None) -> None:
    document = of(text, title="Tựa đề bài", published=meta)
    assert (document.date.iso if document.date else None) == date


@pytest.mark.parametrize(
    ("text", "meta", "title"),
    [
        pytest.param("Bản in: Một bài\nNội dung.", "Bản in: Một bài", "Một bài", id="what a print version puts before"),
        pytest.param("Nội dung.", "Tựa của trang", "Tựa của trang", id="a title that is not in the text"),
        pytest.param("Dòng đầu\nNội dung.", "", "Dòng đầu", id="the first line"),
        pytest.param("Chương I\nNHỮNG QUY ĐỊNH CHUNG", "Chương I", None, id="the label of a part names nothing"),
        pytest.param("Chương trình mới\nNội dung.", "", "Chương trình mới", id="a word that only begins alike"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_headlines(text: str, meta: str, title: str | None) -> None:
    assert of(text, title=meta).title == title


def test_a_title_that_looks_like_a_program_is_words() -> None:
    assert of("Nội dung.", title="<script>alert(1)</script>").title == "<script>alert(1)</script>"


# --- where it stands, and itself -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "province"),
    [
        pytest.param(TUYEN_QUANG, "Tuyên Quang", id="a body of the tables"),
        pytest.param(
            "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSố: 9/QĐ-UBND\nQUYẾT ĐỊNH\nvề một việc", "Lào Cai", id="by its words"
        ),
        pytest.param(BULLETIN, "Lào Cai", id="an article stands where its bodies are"),
        pytest.param("BAN CHẤP HÀNH TRUNG ƯƠNG\nSố 05-CT/TW\nCHỈ THỊ\nvề việc của Tỉnh ủy Lào Cai", None, id="central"),
    ],
)
def test_settings(text: str, province: str | None) -> None:
    assert describe(page(text), {}).setting.province == province


def test_a_document_that_names_itself_does_not_cite_itself() -> None:
    text = TUYEN_QUANG + "\nĐề án số 16-ĐA/TU, ngày 03/01/2020 và Đề án số 16-ĐA/TU, ngày 05/5/2011."
    described = describe(page(text), {})
    cited = [one for one in find_mentions(text, described.setting) if not own_mention(described.document, one)]
    assert [(one.surface, one.date.iso if one.date else None) for one in cited] == [
        ("12-HD/BTCTW", "2018-07-06"), ("16-ĐA/TU", "2011-05-05"),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["VĂN BẢN MINH HỌA – không phải bản chính thức", "Bài minh hoạ"])
def test_a_sample_text_is_marked_as_one(mark: str) -> None:
    assert of(f"{mark}\n{TUYEN_QUANG}").demonstration
    assert not of(TUYEN_QUANG).demonstration


def test_the_term_is_given_to_central_party_texts_only() -> None:
    central = of(re.sub("TỈNH ỦY TUYÊN QUANG", "BAN CHẤP HÀNH TRUNG ƯƠNG", TUYEN_QUANG).replace("/TU", "/TW"))
    assert (central.term, of(TUYEN_QUANG).term) == ("XII", None)
