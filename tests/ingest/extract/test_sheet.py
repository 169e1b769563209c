import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import nullcontext

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart

from archive.errors import ExtractError
from ingest import media
from ingest.extract.sheet import extract_sheet
from ingest.extract.sheet_grid import GridLimits, shown
from ingest.extract.sheet_lists import hints_by_file, listed_documents
from ingest.extract.sheet_readers import grids_of
from ingest.extract.sheet_xlsx import _check_part
from tests.ingest.samples import with_part

_ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<style:style style:name="kin"><style:table-properties table:display="false"/></style:style>
<office:body><office:spreadsheet>
<table:table table:name="S1">
 <table:table-row><table:table-cell><text:p>Xã</text:p></table:table-cell>
  <table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row>
 <table:table-row table:visibility="collapse"><table:table-cell><text:p>ẩn</text:p></table:table-cell></table:table-row>
 <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="2">
  <text:p>2</text:p></table:table-cell><table:table-cell office:date-value="2022-10-05"/></table:table-row>
 <table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def _book(rows: Sequence[Iterable[object]], **merged: str) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for area in merged.values():
        sheet.merge_cells(area)
    return book


def _bytes(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _read(rows: Sequence[Iterable[object]], **merged: str) -> list[tuple[str, str]]:
    extracted = extract_sheet(_bytes(_book(rows, **merged)), media_type=media.XLSX)
    return [(piece.kind, piece.text) for piece in extracted.pieces]


def test_rows_are_lines_and_wide_titles_headings() -> None:
    rows: list[list[object]] = [
        ["DANH MỤC CÔNG TRÌNH"],
        ["STT", "Tên", "Ngày"],
        [1, "Đê Bình Sơn", datetime.date(2022, 10, 5)],
        [2, "Kè", None],
    ]
    assert _read(rows, title="A1:C1") == [
        ("heading", "DANH MỤC CÔNG TRÌNH"),
        ("table", "STT | Tên | Ngày"),
        ("table", "1 | Đê Bình Sơn | 05/10/2022"),
        ("table", "2 | Kè"),
    ]


def test_letterhead_over_a_table() -> None:
    rows: list[list[object]] = [
        ["HUYỆN ỦY BÌNH SƠN", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["Số 05-BC/HU", None, None, "Bình Sơn, ngày 05 tháng 10 năm 2022"],
        ["STT", "Tên", "Xã", "Ghi chú"],
    ]
    assert [kind for kind, _ in _read(rows)] == ["letterhead-left", "letterhead-right", "table"]


def test_hidden_rows_and_sheets_are_for_the_guard() -> None:
    book = _book([["Tên", "Xã"], ["ẩn đi", "x"], ["hiện", "y"]])
    book.worksheets[0].row_dimensions[2].hidden = True
    book.worksheets[0]["B3"].comment = Comment("lời ghi", "x")
    book.worksheets[0].oddHeader = HeaderFooterItem(center=_HeaderFooterPart(text="đầu trang"))
    kept_away = book.create_sheet("Riêng")
    kept_away.append(["tờ ẩn", "z"])
    kept_away.sheet_state = "hidden"
    extracted = extract_sheet(_bytes(book), media_type=media.XLSX)
    assert [piece.text for piece in extracted.pieces] == ["Tên | Xã", "hiện | y"]
    assert {"ẩn đi", "tờ ẩn", "Riêng", "lời ghi", "đầu trang"} <= set(extracted.aside)
    assert extracted.dropped == {"hidden": 2}


def test_letters_of_old_fonts_are_read() -> None:
    book = _book([["NghÞ quyÕt vÒ ph¸t triÓn kinh tÕ"], ["ChØ thÞ cña Ban ChÊp hµnh §¶ng bé"]])
    for cell in (book.worksheets[0]["A1"], book.worksheets[0]["A2"]):
        cell.font = Font(name=".VnTime")
    extracted = extract_sheet(_bytes(book), media_type=media.XLSX)
    assert extracted.pieces[0].text == "Nghị quyết về phát triển kinh tế"
    assert extracted.derivation is not None
    assert extracted.derivation.encoding == "TCVN3"


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        pytest.param(5.0, "General", "5", id="a whole number has no point"),
        pytest.param(0.125, "0.0%", "12,5%", id="a share"),
        pytest.param(7, "00", "07", id="zeros that the format puts before"),
        pytest.param(1.5, "General", "1,5", id="a broken number with a comma"),
        pytest.param(datetime.datetime(2022, 10, 5, 8, 30), "", "05/10/2022 08:30", id="day and hour"),  # noqa: DTZ001
        pytest.param(datetime.time(8, 5), "", "08:05", id="an hour"),
        pytest.param("#N/A", "", "", id="an error says nothing"),
        pytest.param(None, "", "", id="nothing"),
        pytest.param(float("nan"), "", "", id="no number"),
        pytest.param(" hai  \n dòng ", "", "hai\ndòng", id="blanks made single, breaks kept"),
    ],
)
def test_values_as_shown(value: object, form: str, text: str) -> None:
    assert shown(value, form) == text


def test_open_document_sheet() -> None:
    payload = with_part(_bytes(_book([["x"]])), "content.xml", _ODS.encode())
    grids = grids_of(payload, media_type=media.ODS)
    assert [[cell.text for cell in row.cells] for row in grids[0].rows if not row.hidden] == [
        ["Xã", "x", "x"],
        ["2", "05/10/2022"],
        ["2", "05/10/2022"],
    ]
    assert [row.cells[0].text for row in grids[0].rows if row.hidden] == ["ẩn"]


def test_a_long_sheet_is_cut_and_says_so() -> None:
    payload = _bytes(_book([[f"dòng {number}", "x"] for number in range(30)]))
    extracted = extract_sheet(payload, media_type=media.XLSX, limits=GridLimits(rows=10))
    assert len(extracted.pieces) == 10
    assert extracted.meta["note"] == "Bảng tính quá dài: 20 dòng cuối không đọc."


@pytest.mark.parametrize(
    ("payload", "kind", "reason"),
    [
        pytest.param(b"PK\x03\x04xl/workbook", media.XLSX, "cắt cụt", id="cut short"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, media.XLS, "hỏng", id="an empty OLE file"),
        pytest.param(_bytes(_book([[None]])), media.XLSX, "không có chữ", id="an empty book"),
        pytest.param(
            with_part(_bytes(_book([["x"]])), "xl/workbook.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
            media.XLSX,
            "thực thể",
            id="entities",
        ),
        pytest.param(with_part(_bytes(_book([["x"]])), "xl/workbook.xml", b"<a"), media.XLSX, "hỏng", id="no book"),
    ],
)
def test_what_cannot_be_read_is_refused(payload: bytes, kind: str, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason):
        extract_sheet(payload, media_type=kind)


_LIST: list[list[object]] = [
    ["DANH SÁCH VĂN BẢN NĂM 2022"],
    ["STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Cơ quan ban hành", "Tên tệp"],
    [1, 2, 3, 4, 5, 6],
    ["I", "Chỉ thị"],
    [1, "05-CT/HU", datetime.date(2022, 10, 5), "Về phòng, chống lụt bão", "Huyện ủy Bình Sơn", "VB\\05.docx"],
    [2, "06-CT/HU", datetime.date(2022, 11, 7), "Về sản xuất vụ đông", "Huyện ủy Bình Sơn", None],
]


def test_a_list_of_documents_is_read_as_one() -> None:
    rows = [one for one in listed_documents(_bytes(_book(_LIST)), media_type=media.XLSX) if one.title]
    assert [(one.number, one.date, one.file) for one in rows] == [
        ("05-CT/HU", "05/10/2022", "VB\\05.docx"),
        ("06-CT/HU", "07/11/2022", ""),
    ]
    assert rows[0].hints() == {
        "number": "05-CT/HU",
        "date": "05/10/2022",
        "title": "Về phòng, chống lụt bão",
        "issuer": "Huyện ủy Bình Sơn",
    }


def test_hints_go_by_name_of_file_or_by_number() -> None:
    told = hints_by_file(_bytes(_book(_LIST)), media_type=media.XLSX)
    assert told["05.docx"]["number"] == "05-CT/HU"
    assert told["06-ct-hu"]["title"] == "Về sản xuất vụ đông"


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(["STT", "Họ và tên", "Ngày sinh"], id="people"),
        pytest.param(["STT", "Nội dung", "Số tiền"], id="sums"),
    ],
)
def test_other_tables_are_no_lists_of_documents(head: list[str]) -> None:
    assert listed_documents(_bytes(_book([head, [1, "x", "y"]])), media_type=media.XLSX) == ()


def _far(place: str, *, merged: str = "") -> bytes:
    book = _book([["TT", "Nội dung"], [1, "Tin của xã"]])
    sheet = book.worksheets[0]
    sheet[place] = "ở xa"
    raw = _bytes(book)
    if not merged:
        return raw
    with zipfile.ZipFile(io.BytesIO(raw)) as bundle:
        part = bundle.read("xl/worksheets/sheet1.xml")
    area = f'</sheetData><mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>'.encode()
    return with_part(raw, "xl/worksheets/sheet1.xml", part.replace(b"</sheetData>", area))


@pytest.mark.parametrize(
    ("place", "shown_rows", "note"),
    [
        pytest.param("XFD1048576", 2, "1 dòng", id="the last place of a sheet: outside the columns that are read"),
        pytest.param("B1048576", 3, "", id="the last row: a million blank rows over it are not made"),
    ],
)
def test_one_cell_far_away_costs_nothing(place: str, shown_rows: int, note: str) -> None:
    extracted = extract_sheet(_far(place), media_type=media.XLSX)
    assert len(extracted.pieces) == shown_rows
    assert note in extracted.meta.get("note", "")
    assert "ở xa" in [*extracted.aside, *(piece.text for piece in extracted.pieces)]


def test_a_merged_area_as_large_as_the_sheet_is_refused() -> None:
    with pytest.raises(ExtractError, match="vùng gộp ô quá lớn"):
        extract_sheet(_far("C3", merged="A1:XFD1048576"), media_type=media.XLSX)


def test_a_merged_column_is_read() -> None:
    # A part of a column: for the whole of one the library makes a million cells, and takes most of a minute.
    assert len(extract_sheet(_far("C3", merged="D1:D40000"), media_type=media.XLSX).pieces) == 3


@pytest.mark.parametrize(
    ("area", "refused"),
    [pytest.param("D1:D1048576", False, id="a column"), pytest.param("D1:E1048576", True, id="more than it opens")],
)
def test_a_whole_column_may_be_merged(area: str, refused: bool) -> None:
    with pytest.raises(ExtractError, match="vùng gộp ô quá lớn") if refused else nullcontext():
        _check_part("xl/worksheets/sheet1.xml", f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'.encode())


def test_blank_repeats_of_an_ods_are_not_made() -> None:
    row = '<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    first = "<table:table-row><table:table-cell><text:p>Xã</text:p>"
    raw = _ODS.replace(first, row * 1_000 + first)
    payload = with_part(_bytes(_book([["x"]])), "content.xml", raw.encode())
    (grid,) = grids_of(payload, media_type=media.ODS)
    assert [cell.text for cell in grid.rows[2].cells] == ["Xã", "x", "x"]
    assert grid.rows[0].cells == ()
