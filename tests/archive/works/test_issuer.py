from itertools import pairwise

import pytest
from hypothesis import given

from archive.text.vietnamese import nfc
from archive.works.dates import PartialDate, parse_iso
from archive.works.issuer import Setting, find_issuers, identify, level_of_code, of_code, setting_of
from archive.works.number import parse
from tests.strategies import citing_texts


@given(citing_texts())
def test_bodies_are_spans_in_order_without_overlap(text: str) -> None:
    whole = nfc(text)
    found = find_issuers(whole)
    assert all(0 <= one.start < one.end <= len(whole) for one in found)
    assert all(one.end <= after.start for one, after in pairwise(found))


@pytest.mark.parametrize(
    ("words", "name", "level"),
    [
        pytest.param("Bộ Chính trị", "Bộ Chính trị", "tw", id="an organ of TW"),
        pytest.param("BAN BÍ THƯ TRUNG ƯƠNG ĐẢNG", "Ban Bí thư", "tw", id="capitals, with the alias"),
        pytest.param("BTV Tỉnh uỷ Lào Cai", "Ban Thường vụ Tỉnh ủy Lào Cai", "tinh", id="short, old tone"),
        pytest.param("TỈNH UỶ TUYÊN QUANG", "Tỉnh ủy Tuyên Quang", "tinh", id="a letterhead"),
        pytest.param(
            "Ban Tổ chức Thành ủy Hà Nội", "Ban Tổ chức Thành ủy Hà Nội", "tinh", id="a city of province rank"
        ),
        pytest.param("Thành ủy Tuyên Quang", "Thành ủy Tuyên Quang", "huyen", id="a city inside a province"),
        pytest.param("Thành ủy TP. Hồ Chí Minh", "Thành ủy Thành phố Hồ Chí Minh", "tinh", id="TP."),
        pytest.param("Thành ủy TPHCM", "Thành ủy Thành phố Hồ Chí Minh", "tinh", id="TPHCM"),
        pytest.param("Thị ủy Sa Pa", "Thị ủy Sa Pa", "huyen", id="a town"),
        pytest.param("Đảng ủy phường Sa Pa", "Đảng ủy phường Sa Pa", "xa", id="a ward"),
        pytest.param("UBND tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai", "tinh", id="people's committee"),
        pytest.param("HĐND tỉnh Thanh Hoá", "Hội đồng nhân dân tỉnh Thanh Hóa", "tinh", id="council, old tone"),
        pytest.param("Tỉnh ủy Bà Rịa - Vũng Tàu", "Tỉnh ủy Bà Rịa - Vũng Tàu", "tinh", id="a name with a hyphen"),
        pytest.param("Tỉnh ủy đã họp", "Tỉnh ủy", "tinh", id="no place written"),
        pytest.param("Tỉnh ủy Về việc", "Tỉnh ủy", "tinh", id="a capital that is no place"),
    ],
)
def test_words_are_brought_to_one_spelling(words: str, name: str, level: str) -> None:
    (found,) = find_issuers(words)
    assert (found.name, found.level) == (name, level)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("đồng chí Tỉnh ủy viên", id="a person"),
        pytest.param("các đảng bộ, chi bộ cơ sở", id="a common noun"),
        pytest.param("bộ chính sách mới", id="inside other words"),
        pytest.param("234 đảng viên", id="members"),
    ],
)
def test_what_names_no_body(words: str) -> None:
    assert find_issuers(words) == ()


def body_of(words: str, on: str | None, setting: Setting | None = None) -> str | None:
    (found,) = find_issuers(words)
    return identify(found, parse_iso(on) if on else None, setting).body


@pytest.mark.parametrize(
    ("words", "on", "body"),
    [
        pytest.param("Tỉnh ủy Lào Cai", "2014-11-11", "tinh-uy-lao-cai-den-2025", id="before the merger"),
        pytest.param("Tỉnh ủy Lào Cai", "2025-06-30", "tinh-uy-lao-cai-den-2025", id="its last day"),
        pytest.param("Tỉnh ủy Lào Cai", "2025-07-01", "tinh-uy-lao-cai-tu-2025", id="the merged one's first day"),
        pytest.param("Tỉnh ủy Lào Cai", "2025", "tinh-uy-lao-cai", id="the year of both: the family stands for them"),
        pytest.param("Tỉnh ủy Lào Cai", None, "tinh-uy-lao-cai", id="no date: the family"),
        pytest.param("Tỉnh ủy Yên Bái", "2024", "tinh-uy-yen-bai", id="a province that ended"),
        pytest.param("Huyện ủy Sa Pa", "2019-12-31", "huyen-uy-sa-pa", id="a district until the end of 2019"),
        pytest.param("Thị ủy Sa Pa", "2020-01-01", "thi-uy-sa-pa", id="a town from 2020"),
        pytest.param("Thị ủy Sa Pa", "2017-07-17", "huyen-uy-sa-pa", id="called by its later name"),
        pytest.param("Bộ Chính trị", "2016", "bo-chinh-tri", id="an organ, not the code it shares"),
        pytest.param("Huyện ủy Tuy Đức", "2016", "huyen-uy-tuy-duc", id="a body no table has: made from its name"),
    ],
)
def test_which_body_on_which_day(words: str, on: str | None, body: str) -> None:
    assert body_of(words, on) == body


def test_a_place_that_is_not_written_is_the_settings_or_unknown() -> None:
    assert body_of("Tỉnh ủy", "2014") is None
    assert body_of("Tỉnh ủy", "2014", Setting("Lào Cai")) == "tinh-uy-lao-cai-den-2025"
    assert body_of("Thị ủy", "2017", Setting("Lào Cai", "thi-uy-sa-pa")) == "huyen-uy-sa-pa"


@pytest.mark.parametrize(
    ("number", "on", "province", "name"),
    [
        pytest.param("09-HD/BTCTW", None, None, "Ban Tổ chức Trung ương", id="a code of one body"),
        pytest.param("30/2020/NĐ-CP", None, None, "Chính phủ", id="a State code of one body"),
        pytest.param("202/2025/QH15", None, None, "Quốc hội", id="with the term behind it"),
        pytest.param("05-CT/TW", None, None, None, id="TW is three organs"),
        pytest.param("47-CT/TU", None, None, None, id="TU never names the province"),
        pytest.param("47-CT/TU", "2014", "Lào Cai", "Tỉnh ủy Lào Cai", id="TU with its setting"),
        pytest.param("06-CTr/TU", "2021", "Hà Nội", "Thành ủy Hà Nội", id="TU of a city"),
        pytest.param("01-QĐ/TU", "2026-08-01", "Bắc Ninh", "Tỉnh ủy Bắc Ninh", id="before it was a city"),
        pytest.param("01-QĐ/TU", "2026-10-01", "Bắc Ninh", "Thành ủy Bắc Ninh", id="since it is a city"),
        pytest.param("12/2020/TT-BTC", None, None, None, id="a grade C row names nobody"),
    ],
)
def test_what_a_code_tells(number: str, on: str | None, province: str | None, name: str | None) -> None:
    found = of_code(parse(number), parse_iso(on) if on else None, Setting(province) if province else None)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("number", "level"),
    [("05-CT/TW", "tw"), ("47-CT/TU", "tinh"), ("40-NQ/HU", "huyen"), ("08-KH/ĐU", "xa"), ("3-HD/UBKTTU", "tinh")],
)
def test_the_level_of_a_code(number: str, level: str) -> None:
    assert level_of_code(parse(number)) == level


@pytest.mark.parametrize(
    ("text", "province"),
    [
        pytest.param("Ban Thường vụ Tỉnh ủy Lào Cai họp.", "Lào Cai", id="one province named"),
        pytest.param("Tỉnh ủy Lào Cai và Tỉnh ủy Yên Bái ký kết.", None, id="two provinces: neither"),
        pytest.param("Thành ủy Tuyên Quang sơ kết.", "Tuyên Quang", id="the city of the province's name"),
        pytest.param("Bộ Chính trị họp.", None, id="no province"),
    ],
)
def test_where_a_text_stands(text: str, province: str | None) -> None:
    assert setting_of(text, PartialDate(2021)).province == province
