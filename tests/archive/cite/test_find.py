import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.find import even, find_spots
from archive.text.vietnamese import nfc
from archive.works.number import Number, number_pattern
from archive.works.number_starts import serials_in
from tests.strategies import citing_texts, numbers


def read(text: str) -> list[str]:
    return [str(spot.number) for spot in find_spots(even(nfc(text))) if spot.number]


def surfaces(text: str) -> list[str]:
    composed = nfc(text)
    return [composed[spot.start : spot.end] for spot in find_spots(even(composed))]


@given(citing_texts())
def test_evening_keeps_every_offset_and_the_second_time_changes_nothing(written: str) -> None:
    text = nfc(written)
    assert len(even(text)) == len(text)
    assert even(even(text)) == even(text)


@given(citing_texts())
def test_spots_stand_in_order_and_apart(written: str) -> None:
    spots = find_spots(even(nfc(written)))
    edges = [edge for spot in spots for edge in (spot.start, spot.end)]
    assert edges == sorted(edges)
    assert all(spot.start < spot.end for spot in spots)


@given(citing_texts())
def test_no_number_is_passed_over_for_speed(written: str) -> None:
    text = even(nfc(written))
    slowly = {match.start() for match in number_pattern().finditer(text)}
    assert slowly <= set(serials_in(text))


# How hands and machines part the serial, the type and the body of a number, and what stands round it.
PARTY_FORMS = (
    "{s}-{t}/{b}", "{s}-{t}-{b}", "{s}/{t}-{b}", "{s}/{t}/{b}", "{s} - {t}/{b}", "{s}–{t}/{b}", "{s} {t}/{b}",
    "{s}{t}/{b}", "{s}-{t}/ {b}", "{s}-\n{t}/{b}", "{s}-{t}/\n{b}", "{s}\u00a0-\u00a0{t}\u00a0/\u00a0{b}",
    "{s}-{t}_{b}",
)  # fmt: skip
STATE_FORMS = (
    "{s}/{t}-{b}", "{s}/ {t}-{b}", "{s}/{t} - {b}", "{s} /{t}-{b}", "{s}/{t}–{b}", "{s}/\n{t}-{b}", "{s}/{t}_{b}",
)  # fmt: skip
LEADS = ("Chỉ thị số ", "theo ", "số: ", "(Quyết định số ", "các Thông báo số\u00a0", "số", "“Đề án ", "\n")
TAILS = (
    "",
    " ngày 11/11/2014",
    ", ngày 5 tháng 2 năm 2026",
    ";",
    ".",
    ")",
    " về công tác",
    " (khóa XII)",
    "\nĐiều 1",
    "…",
)


@given(
    numbers().filter(lambda number: number.type_code),
    st.data(),
    st.sampled_from(LEADS),
    st.sampled_from(TAILS),
)
def test_a_number_is_found_however_it_is_written(number: Number, data: st.DataObject, lead: str, tail: str) -> None:
    form = data.draw(st.sampled_from(PARTY_FORMS if number.system == "party" else STATE_FORMS))
    serial = f"{number.serial:02d}{number.suffix}" + (f"/{number.year}" if number.year else "")
    written = form.format(s=serial, t=number.type_code, b=number.body_code)
    text = lead + written + tail
    (found,) = [spot for spot in find_spots(even(text)) if spot.kind == "number"]
    assert found.number is not None
    assert (found.number.key, text[found.start : found.end]) == (number.key, written)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        pytest.param("của Chính\nphủ", "của Chính phủ", id="a small letter goes on"),
        pytest.param("ngày\n18/9/2023", "ngày 18/9/2023", id="a word that wants its figures"),
        pytest.param("số \n132/2008", "số  132/2008", id="the same with a blank at the line's end"),
        pytest.param("quy định.\n3. Bảo đảm", "quy định.\n3. Bảo đảm", id="the next item of a list"),
        pytest.param("hàng tháng\nĐược bãi bỏ", "hàng tháng\nĐược bãi bỏ", id="tháng wants figures, no words"),
        pytest.param("của\nBộ Y tế", "của Bộ Y tế", id="của wants words"),
        pytest.param("(Điều\n23 Luật", "(Điều 23 Luật", id="a part and its label"),
        pytest.param("phần\nIII, Hướng dẫn", "phần III, Hướng dẫn", id="a part and its Roman numeral"),
        pytest.param(
            "khoản 6 Điều 21 \nNghị định số 27/2022", "khoản 6 Điều 21  Nghị định số 27/2022", id="a part, its document"
        ),
        pytest.param("Điều 21\nNghị định này", "Điều 21\nNghị định này", id="an article's heading, then its text"),
        pytest.param("Điều 9,\nĐiều 11 Thông tư", "Điều 9, Điều 11 Thông tư", id="the parts of one citation"),
        pytest.param("Điều 9,\nĐiều 11. Tên gọi", "Điều 9,\nĐiều 11. Tên gọi", id="the heading of an article"),
        pytest.param("Quốc hội;\na) Nội dung", "Quốc hội;\na) Nội dung", id="a point of a list"),
        pytest.param("LÀO CAI\nSố 47", "LÀO CAI\nSố 47", id="a letterhead"),
        pytest.param("hòa \u2013 hoà", "hòa - hòa", id="dashes and tones"),
    ],
)
def test_wrapped_lines_are_joined(text: str, joined: str) -> None:
    assert even(text) == joined


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Chỉ thị 47-CT/TU", ["47-CT/TU"], id="as the guidance prints it"),
        pytest.param("Hướng dẫn 05-HD-TU", ["05-HD/TU"], id="hyphen for slash"),
        pytest.param("Quyết định 217/QĐ-TW", ["217-QĐ/TW"], id="State separators"),
        pytest.param("Kết luận 100 - KL/TW", ["100-KL/TW"], id="blanks"),
        pytest.param("Quy định 296-QĐ/TƯ", ["296-QĐ/TW"], id="TƯ"),
        pytest.param("Quy định 08-QĐi/TW", ["08-QĐi/TW"], id="QĐi"),
        pytest.param("Chương trình 06-Ctr/TU, 07-CTHĐ/TU", ["06-CTr/TU", "07-CTHĐ/TU"], id="programmes"),
        pytest.param("Hướng dẫn 31 – HD/BTCTW", ["31-HD/BTCTW"], id="en dash"),
        pytest.param("số\u00a047-CT/\u00a0TU", ["47-CT/TU"], id="no-break spaces"),
        pytest.param("Chỉ thị số 47-\nCT/TU", ["47-CT/TU"], id="broken behind the hyphen"),
        pytest.param("Chỉ thị số 47-CT/\nTU", ["47-CT/TU"], id="broken behind the slash"),
        pytest.param("Nghị quyết 79 NQ/TW", ["79-NQ/TW"], id="no hyphen"),
        pytest.param("Nghị quyết 79NQ/TW", ["79-NQ/TW"], id="nothing between"),
        pytest.param("Nghị quyết 18-NQTW", ["18-NQ/TW"], id="letters joined"),
        pytest.param("Quy định 66-QD/TW", ["66-QĐ/TW"], id="no Đ on the keyboard"),
        pytest.param("số31-QĐ/TW", ["31-QĐ/TW"], id="no blank behind số"),
        pytest.param("16-\u0189A/TU, 16-\u00d0A/TU", ["16-ĐA/TU"] * 2, id="Đ of other alphabets"),
        pytest.param("Quyết định số 1725-QĐNS/TW", ["1725-QĐNS/TW"], id="decisions on personnel have their own series"),
        pytest.param("30/2020/NĐ-CP, 59/2020/QH14", ["30/2020/NĐ-CP", "59/2020/QH14"], id="State numbers"),
        pytest.param("66.25/2026/NQ-CP", ["66.25/2026/NQ-CP"], id="a part behind a dot"),
        pytest.param("15/QĐ-UBND, 1670/NQ-UBTVQH15", ["15/QĐ-UBND", "1670/NQ-UBTVQH15"], id="State without year"),
        pytest.param("50/2022/NĐ_CP", ["50/2022/NĐ-CP"], id="underscore of a copied table"),
        pytest.param("11/2020/TT- BYT", ["11/2020/TT-BYT"], id="a blank inside"),
        pytest.param("01/2016/NQ.HĐTP", ["01/2016/NQ-HĐTP"], id="a dot between the codes"),
        pytest.param("27/2016/TTBLĐTBXH", ["27/2016/TT-BLĐTBXH"], id="State letters joined"),
        pytest.param("63/2011/NĐ-CPngày 28/7/2011", ["63/2011/NĐ-CP"], id="the next word glued on"),
        pytest.param("34/2016-NĐ-CP", ["34/2016/NĐ-CP"], id="hyphen behind the year"),
        pytest.param("104/2007/TTLT/BTC-BVHTTDL", ["104/2007/TTLT-BTC-BVHTTDL"], id="a joint circular with slashes"),
        pytest.param("Nghị định số 25/CP và Quyết định 118/TTg", ["25/CP", "118/TTg"], id="old numbers, bodies alone"),
        pytest.param("21-LCT/HĐNN8 và 23-L/CTN", ["21/LCT-HĐNN8", "23/L-CTN"], id="laws before 1997"),
        pytest.param(
            "Hướng dẫn O5-HD/TU, Chỉ thị l2-CT/TU", ["05-HD/TU", "12-CT/TU"], id="as a machine reads a picture"
        ),
        pytest.param("Công văn số 423/VP-PCTT", ["423/VP-PCTT"], id="a letter of any office behind its name"),
        pytest.param(
            "Quyết định số 305/TCCP-VC và Quyết định 758/VT-QĐ",
            ["305/TCCP-VC", "758/VT-QĐ"],
            id="decisions before 1996, their letters in another order",
        ),
    ],
)
def test_every_written_form_of_a_number(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("theo mẫu 02-TT/ĐV", id="the code of a form"),
        pytest.param("Mẫu số 01/ĐK-TĐT", id="a form of an office"),
        pytest.param("hợp đồng 12/2026/HĐ-XD", id="a contract"),
        pytest.param("Quyết định 217 hồ sơ trong một ngày", id="things decided on"),
        pytest.param("Nghị quyết số 210-KL/", id="cut short"),
        pytest.param("lô 12/CP bên đường", id="a body alone without a type"),
        pytest.param("tòa nhà NQ-57, lô CT-5, van KL-01", id="codes of things"),
        pytest.param("Phu luc kem theo Thong tu 06_2018_TT-BYT.doc", id="the name of a file"),
        pytest.param("Phụ lục NĐ 67.doc", id="the short name of a file"),
        pytest.param("kèm theo NĐ số 47_2011_ND-CP.doc", id="a file named by a number"),
        pytest.param("xem xét, quyết định 01 hoặc nhiều nội dung", id="a verb and a count"),
        pytest.param("Bộ quy định số 116 là số máy trợ giúp", id="a verb and a telephone's number"),
        pytest.param("QCVN 8-1:2011-TT02/BYT", id="a technical standard"),
        pytest.param("giai đoạn 2020-2025, trang 5-CT", id="years and pages"),
        pytest.param("CÔNG BÁO/Số 1053 + 1054/Ngày 10-8-2025", id="the head of the gazette"),
        pytest.param("Điện thoại 0214.3840.034, fax 0214-384-0035", id="telephones"),
        pytest.param("Nghị quyết quan trọng: 57 điểm", id="points"),
        pytest.param("ít nhất 15 ngày", id="letters of a type inside a word"),
    ],
)
def test_what_only_looks_like_a_reference(text: str) -> None:
    assert find_spots(even(text)) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Quyết định số 217, 218-QĐ/TW", ["217-QĐ/TW", "218-QĐ/TW"], id="a comma"),
        pytest.param("Quyết định số 217 và 218 - QĐ/TW", ["217-QĐ/TW", "218-QĐ/TW"], id="và"),
        pytest.param("Quyết định số 217 đến 220-QĐ/TW", ["217-QĐ/TW", "220-QĐ/TW"], id="the ends of a range"),
        pytest.param("từ số 01-NQ/TU đến số 05-NQ/TU", ["01-NQ/TU", "05-NQ/TU"], id="ends in full"),
        pytest.param("bốn nghị quyết: 57, 59 và 68-NQ/TW", ["57-NQ/TW", "59-NQ/TW", "68-NQ/TW"], id="a colon"),
        pytest.param("Chỉ thị 47-CT/TU, 48, 49-CT/TU", ["47-CT/TU", "48-CT/TU", "49-CT/TU"], id="in the middle"),
        pytest.param("Quyết định số 217-QĐ/TW và số 218 của", ["217-QĐ/TW", "218-QĐ/TW"], id="behind, with số"),
        pytest.param(
            "Thông tư số 01/2021, 02/2021/TT-BYT", ["01/2021/TT-BYT", "02/2021/TT-BYT"], id="each with its year"
        ),
        pytest.param("Nghị định số 30, 31/2020/NĐ-CP", ["30/2020/NĐ-CP", "31/2020/NĐ-CP"], id="one year for both"),
        pytest.param("trong năm 2020, 217-QĐ/TW", ["217-QĐ/TW"], id="a year before is no serial"),
        pytest.param("có 15, 217-QĐ/TW", ["217-QĐ/TW"], id="a count before is no serial"),
        pytest.param("217-QĐ/TW và số 5 người dự", ["217-QĐ/TW"], id="a count behind is no serial"),
    ],
)
def test_lists_that_share_letters(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Chỉ thị 05 và NQ 18", ["Chỉ thị 05", "NQ 18"], id="types with serials"),
        pytest.param("Quyết định 217,218 của", ["Quyết định 217", "218"], id="serials without letters"),
        pytest.param("Quy định 80/2022 nêu", ["Quy định 80/2022"], id="the press form"),
        pytest.param("Chỉ thị số 05-CT của", ["Chỉ thị số 05-CT"], id="the body left out"),
        pytest.param("NQ18 và QĐ217", ["NQ18", "QĐ217"], id="codes straight before"),
        pytest.param("CHỈ THỊ SỐ 50 VỀ", ["CHỈ THỊ SỐ 50"], id="capitals"),
        pytest.param("Chương trình hành động số 12 của", ["Chương trình hành động số 12"], id="a longer name"),
        pytest.param("Nghị quyết số:\n57", ["Nghị quyết số:\n57"], id="a colon and a break"),
        pytest.param(
            "Nghị quyết Trung ương 4 khóa XII và Nghị quyết Trung ương 6 (khóa X)",
            ["Nghị quyết Trung ương 4 khóa XII", "Nghị quyết Trung ương 6 (khóa X)"],
            id="two plenums in one window",
        ),
        pytest.param(
            "Nghị quyết Đại hội XIII, Nghị quyết Đại hội XIV",
            ["Nghị quyết Đại hội XIII", "Nghị quyết Đại hội XIV"],
            id="two congresses in one window",
        ),
        pytest.param(
            "Nghị quyết Trung ương 4 (khóa XI, XII)",
            ["Nghị quyết Trung ương 4 (khóa XI", "XII"],
            id="one plenum of two terms",
        ),
        pytest.param(
            "Nghị quyết Trung ương 4, 5 và 6 khóa XII",
            ["Nghị quyết Trung ương 4", "5", "6 khóa XII"],
            id="three plenums of one term",
        ),
        pytest.param("Nghị quyết Trung ương 4, 5 khóa XI, XII", [], id="two or four, nobody knows"),
        pytest.param("Nghị quyết Đại hội 13 của Đảng", ["Nghị quyết Đại hội 13"], id="a congress in figures"),
        pytest.param("Nghị quyết Đại hội 13 của Đảng bộ tỉnh", [], id="a province's congress in figures"),
        pytest.param("Nghị quyết ĐH XIII", ["Nghị quyết ĐH XIII"], id="a congress in letters"),
        pytest.param("NGHỊ QUYẾT ĐẠI HỘI XIII", ["NGHỊ QUYẾT ĐẠI HỘI XIII"], id="a congress in capitals"),
    ],
)
def test_names_without_letters(text: str, found: list[str]) -> None:
    assert surfaces(text) == found
