"""The forms of the two pages the archive began with, in texts of our own: every reference found, and nothing else."""

import pytest

from archive.ask import citing
from archive.ask.shapes import mention_shape
from archive.cite.mentions import find_mentions
from archive.works.document import Mention
from ingest.describe import describe
from ingest.material import Piece
from ingest.normalise import page_of

SA_PA = (
    "Thị ủy Sa Pa học tập các văn bản về sinh hoạt chi bộ\n"
    "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai được học ở mọi chi bộ. Huyện ủy Sa Pa khi ấy ra "
    "Nghị quyết số 40-NQ/HU, ngày 17/7/2017 về nâng cao chất lượng sinh hoạt chi bộ.\n"
    "Căn cứ có Hướng dẫn số 09-HD/BTCTW, ngày 02/3/2012, Kế hoạch số 99-KH/TU của Tỉnh ủy, Hướng dẫn số 12-HD/BTCTW, "
    "ngày 06/7/2018 và Hướng dẫn số 05-HD-TU, ngày 26/11/2018.\n"
    "Các nơi cũng học Chỉ thị số 05-CT/TW của Bộ Chính trị về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong "
    "cách Hồ Chí Minh, Nghị quyết Trung ương 6 khóa X, Nghị quyết Trung ương 4 "
    "khóa XII và nhắc lại Chỉ thị 47-CT/TU của Tỉnh ủy Lào Cai.\n"
    "Năm 2018 có 90% chi bộ đạt tốt, 12 giải pháp, 234 đảng viên dự; giai đoạn 2015-2020; họp ngày 14-11."
)
TUYEN_QUANG = (
    "Thành ủy Tuyên Quang nhìn lại hai năm\nSáng 14-11, Thành ủy Tuyên Quang nhìn lại Đề án số 16-ĐA/TU, "
    "ngày 03-01-2020 của Ban Thường vụ Tỉnh ủy về nâng cao chất lượng sinh hoạt chi bộ giai đoạn 2020-2025.\n"
    "Có 15 giải pháp; 234 đảng viên dự."
)


def found(text: str) -> list[Mention]:
    page = page_of([Piece(line) for line in text.split("\n")])
    return list(find_mentions(page.text, describe(page, {}).setting))


@pytest.mark.parametrize(
    ("surface", "number", "date", "issuer"),
    [
        pytest.param("47-CT/TU", "47-CT/TU", "2014-11-11", "Tỉnh ủy Lào Cai", id="number, date and body"),
        pytest.param(
            "40-NQ/HU", "40-NQ/HU", "2017-07-17", "Huyện ủy Sa Pa", id="of the committee as it was called then"
        ),
        pytest.param(
            "09-HD/BTCTW", "09-HD/BTCTW", "2012-03-02", "Ban Tổ chức Trung ương", id="the code names the body"
        ),
        pytest.param("99-KH/TU", "99-KH/TU", None, "Tỉnh ủy Lào Cai", id="no date; the province from the text"),
        pytest.param("05-HD-TU", "05-HD/TU", "2018-11-26", "Tỉnh ủy Lào Cai", id="a dash for the stroke"),
        pytest.param("05-CT/TW", "05-CT/TW", None, "Bộ Chính trị", id="the date is in the table only"),
    ],
)
def test_the_references_of_the_first_page(surface: str, number: str, date: str | None, issuer: str) -> None:
    one = next(one for one in found(SA_PA) if one.surface == surface)
    assert str(one.number) == number
    assert (one.date.iso if one.date else None) == date
    assert one.issuer is not None
    assert one.issuer.name == issuer
    assert SA_PA[one.start : one.end] == surface


def test_there_are_no_other_references_on_the_first_page() -> None:
    assert [one.surface for one in found(SA_PA)] == [
        "47-CT/TU", "40-NQ/HU", "09-HD/BTCTW", "99-KH/TU", "12-HD/BTCTW", "05-HD-TU", "05-CT/TW",
        "Nghị quyết Trung ương 6 khóa X", "Nghị quyết Trung ương 4 khóa XII", "47-CT/TU",
    ]  # fmt: skip


def test_two_mentions_are_one_document() -> None:
    every = found(SA_PA)
    assert every[0].key == every[-1].key
    one, *_, other = citing.linked(every, citing.tables, text=SA_PA)
    assert one.target is not None
    assert one.target == other.target


def test_the_table_gives_the_date_that_the_text_does_not_write_and_says_so() -> None:
    mention = next(one for one in found(SA_PA) if one.surface == "05-CT/TW")
    (link,) = citing.linked([mention], citing.tables)
    shape = mention_shape(mention, link)
    assert (shape["date"], shape["date_basis"]) == ("2016-05-15", "table")


@pytest.mark.parametrize("surface", ["Nghị quyết Trung ương 6 khóa X", "Nghị quyết Trung ương 4 khóa XII"])
def test_a_plenum_has_candidates_and_no_number(surface: str) -> None:
    mention = next(one for one in found(SA_PA) if one.surface == surface)
    (link,) = citing.linked([mention], citing.tables)
    shape = mention_shape(mention, link)
    assert (shape["number"], shape["target"], shape["kind"]) == (None, None, "plenum")
    assert shape["candidates"]
    assert all(one["number"].endswith("NQ/TW") for one in shape["candidates"] if one["type"] == "Nghị quyết")


def test_the_title_of_the_resolution() -> None:
    one = next(one for one in found(SA_PA) if one.surface == "40-NQ/HU")
    assert one.title == "nâng cao chất lượng sinh hoạt chi bộ"


def test_the_only_reference_of_the_second_page() -> None:
    (one,) = found(TUYEN_QUANG)
    assert (str(one.number), one.date and one.date.iso) == ("16-ĐA/TU", "2020-01-03")
    assert one.issuer is not None
    assert (one.issuer.name, one.issuer.basis) == ("Ban Thường vụ Tỉnh ủy Tuyên Quang", "context")
    assert one.title == "nâng cao chất lượng sinh hoạt chi bộ giai đoạn 2020-2025"
