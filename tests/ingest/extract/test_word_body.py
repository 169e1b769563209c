import io
import zipfile

import pytest

from ingest.extract.word import extract_word, pictures_of
from ingest.extract.word_numbering import number_words
from ingest.material import Extracted
from tests.ingest.samples import with_part, word

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def _document(body: str) -> bytes:
    return f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>".encode()


def _read(body: str) -> Extracted:
    return extract_word(with_part(word(["chỗ giữ"]), "word/document.xml", _document(body)))


def _t(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def _box(*lines: str) -> str:
    held = "".join(_p(_t(line)) for line in lines)
    drawn = f"<wps:txbx><w:txbxContent>{held}</w:txbxContent></wps:txbx>"
    old = f"<w:pict><v:textbox><w:txbxContent>{held}</w:txbxContent></v:textbox></w:pict>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{drawn}</mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


_DELETED = "<w:del w:id='1' w:author='x'><w:r><w:delText>tài liệu cũ</w:delText></w:r></w:del>"

_TEXTS = [
    pytest.param(
        _p(_t("Thời hạn ") + "<w:ins w:id='2' w:author='x'>" + _t("ba mươi ngày") + "</w:ins>" + _DELETED),
        ["Thời hạn ba mươi ngày"],
        id="insertions are in and deletions out",
    ),
    pytest.param(
        _p("<w:moveFrom w:id='1'>" + _t("Đoạn dời") + "</w:moveFrom>" + _t("Giữa. "))
        + _p("<w:moveTo w:id='2'>" + _t("Đoạn dời") + "</w:moveTo>"),
        ["Giữa.", "Đoạn dời"],
        id="moved text stands once, at its new place",
    ),
    pytest.param(
        _p(_t("Nửa đầu "), "<w:rPr><w:del w:id='1'/></w:rPr>") + _p(_t("nửa sau.")),
        ["Nửa đầu nửa sau."],
        id="a deleted paragraph end joins two paragraphs",
    ),
    pytest.param(_p(_t("Thấy") + _t("ẩn", "<w:vanish/>")), ["Thấy"], id="hidden words are not text"),
    pytest.param(
        _p(_t("Thấy") + _t(" cả", "<w:vanish w:val='0'/>")), ["Thấy cả"], id="a switch that is off hides nothing"
    ),
    pytest.param(
        _p(_t("Ngày ") + "<w:fldSimple w:instr='DATE'>" + _t("05/10/2022") + "</w:fldSimple>"),
        ["Ngày 05/10/2022"],
        id="what a field shows is text",
    ),
    pytest.param(
        _p(_t("Hết") + "<w:fldSimple w:instr=' PAGE '>" + _t("7") + "</w:fldSimple>"),
        ["Hết"],
        id="the number of the page is not",
    ),
    pytest.param(
        _p(
            _t("Xem ")
            + "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF muc1 </w:instrText></w:r>"
            + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
            + _t("mục I")
            + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
            + _t(".")
        ),
        ["Xem mục I."],
        id="a reference field keeps its result",
    ),
    pytest.param(
        "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" + _p(_t("Trong ô")) + "</w:sdtContent></w:sdt>",
        ["Trong ô"],
        id="content controls are opened",
    ),
    pytest.param(
        _p("<w:smartTag w:element='place'>" + _t("Hà Nội") + "</w:smartTag>"), ["Hà Nội"], id="smart tags are opened"
    ),
    pytest.param(
        _p(
            "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>"
            + _t(" đạt, ")
            + "<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>"
            + _t(" 5")
        ),
        ["☑ đạt, ≥ 5"],
        id="signs by code are spelled",
    ),
    pytest.param(_p(_t("Đảng ủy", "<w:caps/>")), ["ĐẢNG ỦY"], id="capitals as shown"),
    pytest.param(_p("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>"), ["một\nhai"], id="a soft break is a break"),
    pytest.param(
        _p(_t("Chỉ thị") + _box("Ghi chú này có đủ nhiều từ để là một câu trong văn bản.")) + _p(_t("Sau")),
        ["Chỉ thị", "Ghi chú này có đủ nhiều từ để là một câu trong văn bản.", "Sau"],
        id="a text box is read once, where it is anchored",
    ),
    pytest.param(_p(_t("Chỉ thị") + _box("DỰ THẢO")), ["Chỉ thị"], id="a label in a box is not text"),
]


@pytest.mark.parametrize(("body", "texts"), _TEXTS)
def test_text_is_what_a_reader_sees(body: str, texts: list[str]) -> None:
    assert [piece.text for piece in _read(body).pieces] == texts


def test_what_was_taken_out_is_shown_to_the_guard() -> None:
    extracted = _read(_p(_t("Thấy") + _t("ẩn kín", "<w:vanish/>") + _DELETED + _box("HỎA TỐC")))
    assert {"ẩn kín", "tài liệu cũ", "HỎA TỐC"} <= set(extracted.aside)


def test_tracked_changes_are_told_with_their_number() -> None:
    extracted = _read(_p(_t("a") + "<w:ins w:id='2'>" + _t("b") + "</w:ins>" + _DELETED))
    assert extracted.derivation is not None
    assert extracted.derivation.losses == ("Tệp có theo dõi thay đổi (2 chỗ); đọc theo bản đã chấp nhận.",)


def test_a_file_without_changes_stands_as_it_is() -> None:
    assert _read(_p(_t("a"))).derivation is None


def test_letterhead_drawn_as_two_boxes() -> None:
    left, right = _box("HUYỆN ỦY BÌNH SƠN", "Số 05-CT/HU"), _box("ĐẢNG CỘNG SẢN VIỆT NAM", "Bình Sơn, ngày 05/10/2022")
    pieces = _read(_p(left + right) + _p(_t("CHỈ THỊ"))).pieces
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("letterhead-left", "HUYỆN ỦY BÌNH SƠN\nSố 05-CT/HU"),
        ("letterhead-right", "ĐẢNG CỘNG SẢN VIỆT NAM\nBình Sơn, ngày 05/10/2022"),
        ("paragraph", "CHỈ THỊ"),
    ]


def test_footnotes_are_notes_with_their_mark() -> None:
    note = f"<w:footnote w:id='2'>{_p(_t('Ban hành năm 2020.'))}</w:footnote>"
    notes = f"<w:footnotes {_SPACES}>{note}</w:footnotes>"
    payload = with_part(word(["x"]), "word/footnotes.xml", notes.encode())
    relation = (
        b"<Relationship Id='rIdF' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes'"
        b" Target='footnotes.xml'/></Relationships>"
    )
    with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
        links = bundle.read("word/_rels/document.xml.rels").replace(b"</Relationships>", relation)
    payload = with_part(payload, "word/_rels/document.xml.rels", links)
    body = _p(_t("Theo quy định") + "<w:r><w:footnoteReference w:id='2'/></w:r>" + _t(" hiện hành."))
    pieces = extract_word(with_part(payload, "word/document.xml", _document(body))).pieces
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("paragraph", "Theo quy định[1] hiện hành."),
        ("note", "[1] Ban hành năm 2020."),
    ]


@pytest.mark.parametrize(
    ("chunk", "texts"),
    [
        pytest.param("<p>Phụ lục chèn</p>".encode(), ["Trước", "Phụ lục chèn", "Sau"], id="a page of HTML"),
        pytest.param(word(["Văn bản con"]), ["Trước", "Văn bản con", "Sau"], id="a Word file"),
        pytest.param("Dòng một\nDòng hai".encode(), ["Trước", "Dòng một", "Dòng hai", "Sau"], id="plain text"),
    ],
)
def test_files_laid_into_the_text_are_part_of_it(chunk: bytes, texts: list[str]) -> None:
    payload = with_part(word(["x"]), "word/afchunk.dat", chunk)
    with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
        links = bundle.read("word/_rels/document.xml.rels").replace(
            b"</Relationships>", b"<Relationship Id='rIdC' Type='x/aFChunk' Target='afchunk.dat'/></Relationships>"
        )
    payload = with_part(payload, "word/_rels/document.xml.rels", links)
    body = _document(_p(_t("Trước")) + "<w:altChunk r:id='rIdC'/>" + _p(_t("Sau")))
    assert [piece.text for piece in extract_word(with_part(payload, "word/document.xml", body)).pieces] == texts


def test_merged_cells_keep_the_others_in_their_columns() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_p(_t(text) if text else '')}</w:tc>"

    rows = [
        cell("Đơn vị") + cell("Kết quả", "<w:gridSpan w:val='2'/>") + cell("Ghi chú"),
        cell("Xã A", "<w:vMerge w:val='restart'/>") + cell("1") + cell("2") + cell("đạt"),
        cell("", "<w:vMerge/>") + cell("3") + cell("4") + cell("chưa"),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert [piece.text for piece in _read(table).pieces] == [
        "Đơn vị | Kết quả |  | Ghi chú",
        "Xã A | 1 | 2 | đạt",
        "3 | 4 | chưa",
    ]


def test_macros_and_the_strict_form_change_nothing() -> None:
    payload = with_part(word(["Nội dung"]), "word/vbaProject.bin", b"\0" * 100)
    with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
        raw = bundle.read("word/document.xml").replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
    assert [piece.text for piece in extract_word(with_part(payload, "word/document.xml", raw)).pieces] == ["Nội dung"]


def test_a_body_under_another_name_is_found() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(["Nội dung"]))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            raw = old.read(name).replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(name.replace("document.xml", "document2.xml"), raw)
    assert [piece.text for piece in extract_word(out.getvalue()).pieces] == ["Nội dung"]


def test_pictures_are_given_within_bounds() -> None:
    payload = with_part(word(["x"]), "word/media/image1.png", b"\x89PNG" + b"\1" * 50)
    assert pictures_of(payload) == [b"\x89PNG" + b"\1" * 50]
    assert pictures_of(b"PK\x03\x04") == []


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        pytest.param(5, "custom:a, b, c, d, đ", "đ", id="letters in the order of the alphabet"),
        pytest.param(6, "custom:a, b, c, d, đ", "6", id="behind the last sign figures go on"),
        pytest.param(21, "vietnameseCounting", "hai mươi mốt", id="counted in words"),
        pytest.param(15, "vietnameseCounting", "mười lăm", id="five behind ten"),
        pytest.param(10, "vietnameseCounting", "mười", id="ten alone"),
    ],
)
def test_vietnamese_forms_of_numbers(number: int, form: str, expected: str) -> None:
    assert number_words(number, form) == expected
