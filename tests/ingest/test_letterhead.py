"""The head of an official document: what is read is what stands there, and what is missing stays missing."""

import pytest

from ingest.letterhead import Letterhead, read_letterhead, type_by_letters

PARTY = (
    "TỈNH ỦY LÀO CAI\n*\nSố 47-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 11 tháng 11 năm 2014\nCHỈ THỊ\n"
    "về nâng cao chất lượng sinh hoạt chi bộ\n-----\nCăn cứ Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư;"
)


def head_of(text: str) -> Letterhead:
    head = read_letterhead(text)
    assert head is not None
    return head


def test_a_party_head_is_read_whole() -> None:
    head = head_of(PARTY)
    assert (str(head.number), head.type, head.title) == (
        "47-CT/TU", "Chỉ thị", "nâng cao chất lượng sinh hoạt chi bộ",
    )  # fmt: skip
    assert head.date is not None
    assert head.date.iso == "2014-11-11"
    assert head.issuer is not None
    assert head.issuer.name == "Tỉnh ủy Lào Cai"


def test_each_span_gives_the_words_it_was_read_from() -> None:
    head = head_of(PARTY)
    spans = (head.number_span, head.date_span, *head.issuer_spans, head.type_span, head.title_span)
    assert [PARTY[slice(*span)] for span in spans if span] == [
        "47-CT/TU", "11 tháng 11 năm 2014", "TỈNH ỦY LÀO CAI", "CHỈ THỊ", "nâng cao chất lượng sinh hoạt chi bộ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "number"),
    [
        pytest.param("Số 47-CT/TU", "47-CT/TU", id="the Party's line"),
        pytest.param("Số: 15/QĐ-UBND", "15/QĐ-UBND", id="the State's line with a colon"),
        pytest.param("* Số 05-HD/TU", "05-HD/TU", id="the star of the other line"),
        pytest.param("Số : 30/2020/NĐ-CP", "30/2020/NĐ-CP", id="a blank before the colon"),
        pytest.param("ĐẢNG ỦY PHƯỜNG SA PA Số 06-NQ/ĐU", "06-NQ/ĐU", id="capitals of the header on the same line"),
        pytest.param("Luật số: 51/2024/QH15", "51/2024/QH15", id="a law names itself on the line"),
    ],
)
def test_number_lines(line: str, number: str) -> None:
    text = f"{line}\nHà Nội, ngày 02 tháng 3 năm 2020\nQUYẾT ĐỊNH\nvề một việc"
    head = head_of(text)
    assert str(head.number) == number
    assert head.number_span is not None
    assert text[slice(*head.number_span)] == number


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Số lượng đảng viên tăng.\nThực hiện Chỉ thị số 47-CT/TU, chi bộ họp.", id="a sentence"),
        pytest.param("Thông tư số\n26/2016/TT-BLĐTBXH được sửa đổi.", id="a citation broken by a narrow column"),
        pytest.param("Theo báo cáo số 12-BC/TU, ba đảng ủy đã xong.", id="a citation in small letters"),
        pytest.param("VỀ SỬA ĐỔI NGHỊ QUYẾT SỐ 73/2004/NQ-UBTVQH11 NGÀY 30/9/2004", id="a citation in capitals"),
        pytest.param(
            "VỀ SỬA ĐỔI NGHỊ QUYẾT\nSỐ 73/2004/NQ-UBTVQH11 NGÀY 30/9/2004", id="a citation in capitals, broken"
        ),
        pytest.param("", id="nothing"),
    ],
)
def test_a_text_that_only_cites_has_no_letterhead(text: str) -> None:
    assert read_letterhead(text) is None


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Số     - HD/BTCTU", id="the number is a picture"),
        pytest.param("Số: ……/HD-BTCTU", id="dots to be filled in"),
        pytest.param("Số -HD/BTCTU", id="blanks lost in extraction"),
    ],
)
def test_a_missing_serial_is_missing_and_its_letters_are_known(line: str) -> None:
    text = (
        f"THÀNH ỦY HÀ NỘI\nĐẢNG CỘNG SẢN VIỆT NAM\nBAN TỔ CHỨC\n*\n{line}\nHà Nội, ngày tháng 8 năm 2025\nHƯỚNG DẪN\n"
        "một việc của tổ chức cơ sở\n-----\nCăn cứ Quy định số 24-QĐ/TW, ngày 30/7/2021;"
    )
    head = head_of(text)
    assert head.number is None
    assert head.letters == ("HD", "BTCTU")
    assert head.date is not None
    assert head.date.iso == "2025-08"


def test_an_advisory_body_under_its_committee_is_the_issuer() -> None:
    text = "THÀNH UỶ HÀ NỘI\nĐẢNG CỘNG SẢN VIỆT NAM\nBAN TỔ CHỨC\n*\nSố 12-HD/BTCTU\nHƯỚNG DẪN\nmột việc"
    head = head_of(text)
    assert head.issuer is not None
    assert head.issuer.name == "Ban Tổ chức Thành ủy Hà Nội"
    assert [text[slice(*span)] for span in head.issuer_spans] == ["THÀNH UỶ HÀ NỘI", "BAN TỔ CHỨC"]


@pytest.mark.parametrize(
    ("head", "name", "places"),
    [
        pytest.param(
            "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 9/QĐ-UBND", "Ủy ban nhân dân tỉnh Lào Cai",
            ["ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI"], id="the unit on the next line",
        ),
        pytest.param(
            "HỘI ĐỒNG NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH TUYÊN QUANG\nĐộc lập\nSố: 38/NQ-HĐND",
            "Hội đồng nhân dân tỉnh Tuyên Quang", ["HỘI ĐỒNG NHÂN DÂN", "TỈNH TUYÊN QUANG"],
            id="the motto of the other column between",
        ),
        pytest.param(
            "BAN CHẤP HÀNH TRUNG ƯƠNG\nBAN TỔ CHỨC\nSố 12-HD/BTCTW", "Ban Chấp hành Trung ương",
            ["BAN CHẤP HÀNH TRUNG ƯƠNG"], id="the code decides later, in describe",
        ),
    ],
)  # fmt: skip
def test_bodies_over_the_number(head: str, name: str, places: list[str]) -> None:
    text = f"{head}\nQUYẾT ĐỊNH\nvề một việc"
    found = head_of(text)
    assert found.issuer is not None
    assert found.issuer.name == name
    assert [text[slice(*span)] for span in found.issuer_spans] == places


def test_a_body_in_the_text_below_is_not_the_issuer() -> None:
    assert head_of("Số 12-TB/TU\nTHÔNG BÁO\nmột việc\n-----\nTỈNH ỦY LÀO CAI đã họp.").issuer is None


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("Số 12-TB/TU\nLào Cai, ngày 03 tháng 4 năm 2018\nTHÔNG BÁO\nmột việc", "2018-04-03", id="below"),
        pytest.param("TP. Hồ Chí Minh, ngày 3/4/2018\nSố 12-TB/TU\nTHÔNG BÁO\nmột việc", "2018-04-03", id="above"),
        pytest.param("Số 12-TB/TU\nLào Cai, ngày tháng 4 năm 2018\nTHÔNG BÁO\nmột việc", "2018-04", id="no day"),
        pytest.param("Số 12-TB/TU\nTHÔNG BÁO\nkết luận cuộc họp ngày 3/4/2018", None, id="a day in the title"),
        pytest.param(
            "Số 12-TB/TU\nTHÔNG BÁO\nmột việc\n-----\nĐiều lệ Đảng được Đại hội XI thông qua ngày 19/01/2011.",
            None, id="the day on which another text was passed",
        ),
        pytest.param(
            "Luật số: 9/2020/QH14\nLUẬT\nVỀ MỘT VIỆC\nLuật này được Quốc hội khóa XIV, kỳ họp thứ 9 "
            "thông qua ngày 17 tháng 6 năm 2020.", "2020-06-17", id="a law says at its end when it was passed",
        ),
    ],
)  # fmt: skip
def test_dates(text: str, date: str | None) -> None:
    head = head_of(text)
    assert (head.date.iso if head.date else None) == date
    if head.date_span:
        assert text[slice(*head.date_span)] in text


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("Số 1-TB/TU\nHà nội, ngày 3 tháng 4 năm 2001\nTHÔNG BÁO\nviệc", "2001-04-03", id="a small letter"),
        pytest.param("Số 1-TB/TU\nHà-Nội, ngày 3 tháng 4 năm 2001\nTHÔNG BÁO\nviệc", "2001-04-03", id="a hyphen"),
        pytest.param("Số 1-TB/TU\n___ Hà Nội, ngày 3 tháng 4 năm 2001\nTHÔNG BÁO\nviệc", "2001-04-03", id="a rule"),
        pytest.param("CHỈ THỊ\nSố 23-CT/TW, ngày 27/3/2003\nvề một việc", "2003-03-27", id="on the number's own line"),
        pytest.param(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nQUY CHẾ\nThi cử\n(Ban hành kèm theo Thông tư số 15/2020/TT-BGDĐT "
            "ngày 26 tháng 5 năm 2020)", None, id="the day of the text it is attached to",
        ),
        pytest.param(
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLUẬT\nCƯ TRÚ\nLuật này được Quốc hội khóa XI thông qua ngày "
            "29/11/2006.\nSố: 5/VBHN-VPQH", None, id="the law that is rendered was passed, not the rendering",
        ),
    ],
)  # fmt: skip
def test_days_as_older_and_stranger_heads_write_them(text: str, date: str | None) -> None:
    head = head_of(text)
    assert (head.date.iso if head.date else None) == date


# --- types -----------------------------------------------------------------------------------------------------------


def test_a_form_in_the_body_gives_a_letter_no_type() -> None:
    text = "Số: 4912/UBND-NC\nV/v rà soát văn bản\nKính gửi: Các sở, ngành\nMẫu gửi kèm:\nQUYẾT ĐỊNH\nVề việc cử người"
    head = head_of(text)
    assert (head.type, head.title) == (None, "rà soát văn bản")


@pytest.mark.parametrize(
    ("written", "system", "kind"),
    [
        pytest.param("CT", "party", "Chỉ thị", id="one type has the letters"),
        pytest.param("QĐ", "party", None, id="Quyết định and Quy định share them"),
        pytest.param("QĐ", "state", "Quyết định", id="of the State only one has them"),
    ],
)
def test_the_type_that_letters_tell(written: str, system: str, kind: str | None) -> None:
    assert type_by_letters(None, (written, "TU"), system) == kind


def test_a_motto_over_a_type_is_a_head_without_a_number() -> None:
    text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nTHÔNG TƯ\nQuy định một việc\nĐiều 1. Phạm vi"
    )
    head = head_of(text)
    assert (head.number, head.number_span, head.type, head.title) == (None, None, "Thông tư", "Quy định một việc")


def test_a_consolidated_text_is_read_from_the_block_that_attests_it() -> None:
    text = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÔNG TƯ\nQuy định một việc\nĐiều 1. Phạm vi\nĐây là một việc.\n"
        "BỘ NỘI VỤ\nXÁC THỰC VĂN BẢN HỢP NHẤT\nSố: 462/VBHN-BNV\nHà Nội, ngày 10 tháng 02 năm 2025"
    )
    head = head_of(text)
    assert (str(head.number), head.date.iso if head.date else None) == ("462/VBHN-BNV", "2025-02-10")
    assert head.issuer is not None
    assert head.issuer.name == "Bộ Nội vụ"


def test_a_type_may_stand_over_the_number_when_a_layer_gives_its_frames_in_another_order() -> None:
    text = (
        "NGHỊ ĐỊNH\nQuy định một việc\nCăn cứ Luật;\nĐiều 1. Phạm vi\nCHÍNH PHỦ\nSố: 5/2026/NĐ-CP\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Nội, ngày 07 tháng 4 năm 2026\nĐiều 2. Việc"
    )
    head = head_of(text)
    assert (head.type, head.title, str(head.number)) == ("Nghị định", "Quy định một việc", "05/2026/NĐ-CP")


def test_a_rule_that_ran_into_the_place_does_not_hide_the_type() -> None:
    head = head_of("Số: 5/2026/NĐ-CP\n____ Hà Nội, ngày 07 tháng 4 năm 2026\nNGHỊ ĐỊNH\nQuy định một việc\nCăn cứ")
    assert (head.type, head.title) == ("Nghị định", "Quy định một việc")


def test_a_joint_circular_has_all_its_bodies() -> None:
    head = head_of(
        "BỘ Y TẾ - BỘ TÀI CHÍNH\nSố: 1/2014/TTLT-BYT-\nBTC\nHà Nội, ngày 24 tháng 11 năm 2014\nTHÔNG TƯ LIÊN TỊCH\nviệc"
    )
    assert head.issuer is not None
    assert (str(head.number), head.issuer.name) == ("01/2014/TTLT-BYT-BTC", "Bộ Y tế - Bộ Tài chính")
