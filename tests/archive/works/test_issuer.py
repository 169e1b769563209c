from itertools import pairwise

import pytest
from hypothesis import given

from archive.text.vietnamese import canonical_tones, nfc, plain
from archive.works import bodies
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Issuer
from archive.works.issuer import (
    Setting,
    find_issuers,
    find_issuers_in,
    identify,
    level_of_code,
    of_code,
    setting_of,
    share_known,
)
from archive.works.number import parse
from tests.strategies import citing_texts


@given(citing_texts())
def test_bodies_are_spans_in_order_without_overlap(text: str) -> None:
    whole = nfc(text)
    found = find_issuers(whole)
    assert all(0 <= one.start < one.end <= len(whole) for one in found)
    assert all(one.end <= after.start for one, after in pairwise(found))


@given(citing_texts())
def test_an_even_text_is_read_the_same(text: str) -> None:
    whole = nfc(text)
    assert find_issuers_in(canonical_tones(plain(whole))) == find_issuers(whole)


@given(citing_texts())
def test_a_part_of_a_text_is_read_within_its_edges(text: str) -> None:
    whole = nfc(text)
    middle = len(whole) // 2
    assert all(one.start >= middle for one in find_issuers(whole, middle))
    assert all(one.end <= middle for one in find_issuers(whole, 0, middle))


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
        pytest.param("uỷ ban nhân dân tỉnh Lào Cai", "Ủy ban nhân dân tỉnh Lào Cai", "tinh", id="small letters"),
        pytest.param("Uy ban nhân dân huyện Tuy Đức", "Ủy ban nhân dân huyện Tuy Đức", "huyen", id="no hook on the U"),
        pytest.param("Hội đồng\nnhân dân tỉnh Lào Cai", "Hội đồng nhân dân tỉnh Lào Cai", "tinh", id="over two lines"),
        pytest.param("Quận ủy Quận 3", "Quận ủy Quận 3", "huyen", id="a number for a name"),
        pytest.param("Huyện ủy Kế Sách", "Huyện ủy Kế Sách", "huyen", id="a district that begins like “Kế hoạch”"),
        pytest.param("HUYỆN ỦY TUY ĐỨC\nĐẢNG CỘNG SẢN", "Huyện ủy Tuy Đức", "huyen", id="the next line of a head"),
        pytest.param("Bộ Lao động-Thương binh và Xã hội", "Bộ Lao động - Thương binh và Xã hội", "tw", id="a hyphen"),
        pytest.param("Toà án nhân dân tối cao", "Tòa án nhân dân tối cao", "tw", id="a court, old tone"),
        pytest.param("Ngân hàng Nhà nước Việt Nam", "Ngân hàng Nhà nước", "tw", id="the longer name of a body"),
        pytest.param("Sở Y tế tỉnh Gia Lai", "Sở Y tế tỉnh Gia Lai", "tinh", id="a department"),
        pytest.param("Sở Giáo dục và Đào tạo Hà Nội", "Sở Giáo dục và Đào tạo Hà Nội", "tinh", id="without the unit"),
        pytest.param(
            "Sở y tế TP. Hồ Chí Minh", "Sở Y tế Thành phố Hồ Chí Minh", "tinh", id="the unit is a part of the name"
        ),
        pytest.param("Sở Xây dựng TP Đà Nẵng", "Sở Xây dựng thành phố Đà Nẵng", "tinh", id="a department of a city"),
        pytest.param("Sở Nội vụ đã họp", "Sở Nội vụ", "tinh", id="a department of no province"),
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
        pytest.param("cấp ủy các cấp, chi ủy", id="committees of no level"),
        pytest.param("bộ y tế", id="no capital"),
        pytest.param("Cơ Sở Y tế phường", id="a health post"),
        pytest.param("cơ sở y tế", id="a health post in small letters"),
        pytest.param("trụ Sở Xây dựng xong", id="an office building"),
        pytest.param("SỞ Y TẾ", id="a letterhead: read with the committee above it"),
        pytest.param("Sở Thú và công viên", id="no department of the table"),
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


@pytest.mark.parametrize(
    ("words", "on", "setting", "body"),
    [
        pytest.param("Huyện ủy Châu Thành", "2014", None, None, id="ten districts had the name"),
        pytest.param("Huyện ủy Châu Thành, tỉnh Long An", "2014", None, "huyen-uy-chau-thanh-long-an", id="with it"),
        pytest.param("Huyện ủy Châu Thành (tỉnh Long An)", None, None, "huyen-uy-chau-thanh-long-an", id="in brackets"),
        pytest.param(
            "Huyện ủy Châu Thành", "2014", Setting("Long An"), "huyen-uy-chau-thanh-long-an", id="the text's province"
        ),
        pytest.param(
            "Huyện ủy Châu Thành", "2014", Setting("Tây Ninh"), None, id="Tây Ninh of 2025 has those of two provinces"
        ),
        pytest.param(
            "Huyện ủy Châu Thành",
            "2014",
            Setting("Tây Ninh", None, PartialDate(2015)),
            "huyen-uy-chau-thanh-tay-ninh",
            id="in a text older than the merger",
        ),
        pytest.param(
            "Huyện ủy Châu Thành, tỉnh Tây Ninh", "2014", None, "huyen-uy-chau-thanh-tay-ninh", id="of the old one"
        ),
        pytest.param("UBND huyện Châu Thành", "2014", None, None, id="a State body of such a district"),
        pytest.param("Huyện ủy Tân Uyên", "2010", None, None, id="one is a city now and was a district then"),
        pytest.param("Thị ủy Kỳ Anh", "2018", None, "thi-uy-ky-anh", id="a town beside the district of its name"),
        pytest.param("Đảng bộ huyện Tuy Đức", "2016", None, "huyen-uy-tuy-duc", id="the organisation: its committee"),
        pytest.param("Đảng ủy xã Tân Lập", None, None, None, id="communes of several provinces"),
        pytest.param("Đảng ủy xã Tân Lập", None, Setting("Lâm Đồng"), "dang-uy-xa-tan-lap-lam-dong", id="in one"),
        pytest.param(
            "Đảng ủy xã Tân Lập, huyện Vũ Thư, tỉnh Thái Bình",
            "2019",
            Setting("Lâm Đồng"),
            "dang-uy-xa-tan-lap-thai-binh",
            id="what is written goes before where the text stands",
        ),
        pytest.param("Đảng ủy xã Bản Hồ", None, None, "dang-uy-xa-ban-ho", id="the only one of its name"),
        pytest.param("Đảng ủy xã Không Có", None, None, None, id="a commune no table has"),
        pytest.param("Đảng ủy Khối", None, None, None, id="capitals that name no unit"),
        pytest.param("Thành ủy Bắc Ninh", "2020", None, "thanh-uy-bac-ninh-thuoc-tinh", id="the city in the province"),
        pytest.param("Thành ủy Bắc Ninh", "2026-10-01", None, "tinh-uy-bac-ninh-tu-2025", id="the province, a city"),
        pytest.param("Thành ủy Bắc Ninh", None, None, None, id="either of them"),
        pytest.param("Thành ủy Huế", "2020", None, "thanh-uy-hue-thuoc-tinh", id="the old city of Huế"),
        pytest.param("Thành ủy Huế", "2025-02-01", None, "thanh-uy-hue", id="Huế of provincial rank"),
        pytest.param("Tỉnh ủy Thừa Thiên Huế", "2014", None, "thanh-uy-hue", id="the province before it was a city"),
        pytest.param("Quận ủy Quận 3", "2014", None, "quan-uy-quan-3", id="a number for a name"),
        pytest.param("Đảng ủy Công an Trung ương", None, None, "dang-uy-cong-an-trung-uong", id="a central committee"),
    ],
)
def test_a_name_of_several_units_is_no_identity(
    words: str, on: str | None, setting: Setting | None, body: str | None
) -> None:
    assert body_of(words, on, setting) == body


def test_what_a_districts_name_leads_to_is_in_the_table() -> None:
    (found,) = find_issuers("Ban Thường vụ Huyện ủy Châu Thành, tỉnh Long An đã họp")
    issuer = identify(found, PartialDate(2014))
    assert issuer.name == "Ban Thường vụ Huyện ủy Châu Thành, tỉnh Long An"
    known = bodies.body(issuer.body or "")
    assert known is not None
    assert (known.place, known.code, known.valid_to) == ("Long An", "HU", PartialDate(2025, 6, 30).first)


def test_a_province_behind_a_province_is_another_item() -> None:
    found = find_issuers("UBND tỉnh Hà Tĩnh, tỉnh Quảng Bình")
    assert [(one.name, one.province) for one in found] == [("Ủy ban nhân dân tỉnh Hà Tĩnh", None)]


@pytest.mark.parametrize(
    ("words", "on", "body"),
    [
        pytest.param("UBND tỉnh Lào Cai", "2014", "uy-ban-nhan-dan-tinh-lao-cai-den-2025", id="before the merger"),
        pytest.param("HĐND tỉnh Lào Cai", "2026", "hoi-dong-nhan-dan-tinh-lao-cai-tu-2025", id="after it"),
        pytest.param("UBND tỉnh Lào Cai", None, "uy-ban-nhan-dan-tinh-lao-cai", id="no date: the family"),
        pytest.param("UBND tỉnh Sóc Trăng", "2020", "uy-ban-nhan-dan-tinh-soc-trang", id="a province that ended"),
        pytest.param("UBND tỉnh Thừa Thiên Huế", "2010", "uy-ban-nhan-dan-thanh-pho-hue", id="before it was a city"),
        pytest.param("UBND thành phố Huế", "2010", "uy-ban-nhan-dan-thanh-pho-hue-thuoc-tinh", id="the old city"),
        pytest.param(
            "UBND TP. Hồ Chí Minh", "2014", "uy-ban-nhan-dan-thanh-pho-ho-chi-minh-den-2025", id="a city of two words"
        ),
        pytest.param(
            "UBND thành phố Hồ Chí Minh", "2026", "uy-ban-nhan-dan-thanh-pho-ho-chi-minh-tu-2025", id="after it too"
        ),
        pytest.param("UBND thành phố Bắc Ninh", "2026-10-01", "uy-ban-nhan-dan-tinh-bac-ninh-tu-2025", id="now a city"),
    ],
)
def test_the_state_organs_of_a_province_have_its_days(words: str, on: str | None, body: str) -> None:
    assert body_of(words, on) == body


@pytest.mark.parametrize(
    ("words", "on", "setting", "body"),
    [
        pytest.param("Tỉnh ủy", "2014", Setting("Lào Cai", None, PartialDate(2026)), None, id="either old province's"),
        pytest.param(
            "Tỉnh ủy Lào Cai",
            "2014",
            Setting("Lào Cai", None, PartialDate(2026)),
            "tinh-uy-lao-cai-den-2025",
            id="named",
        ),
        pytest.param(
            "Tỉnh ủy",
            "2014",
            Setting("Lào Cai", None, PartialDate(2021)),
            "tinh-uy-lao-cai-den-2025",
            id="an older text",
        ),
        pytest.param(
            "Tỉnh ủy", "2026", Setting("Lào Cai", None, PartialDate(2026)), "tinh-uy-lao-cai-tu-2025", id="since then"
        ),
        pytest.param(
            "Tỉnh ủy", "2014", Setting("Hà Tĩnh", None, PartialDate(2026)), "tinh-uy-ha-tinh", id="not a merged one"
        ),
        pytest.param("Thành ủy", "2014", Setting("Lào Cai"), None, id="a city's committee is not the province's"),
        pytest.param("Thành ủy", "2014", Setting("Nghệ An", "thanh-uy-vinh"), "thanh-uy-vinh", id="but the text's own"),
        pytest.param("Tỉnh ủy", "2014", Setting("Hà Nội"), None, id="Hà Nội has a Thành ủy"),
        pytest.param("Quận ủy", "2014", Setting("Lào Cai", "thi-uy-sa-pa"), None, id="a town has no Quận ủy"),
        pytest.param("UBND huyện", "2014", Setting("Lào Cai", "thi-uy-sa-pa"), None, id="a State body is no committee"),
        pytest.param("Huyện ủy", "2017", Setting("Lào Cai", "thi-uy-sa-pa"), "huyen-uy-sa-pa", id="as it was then"),
    ],
)
def test_unplaced_words_are_not_guessed(words: str, on: str, setting: Setting, body: str | None) -> None:
    assert body_of(words, on, setting) == body


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
        pytest.param("104-QĐ/QU", "2017", "Hà Nội", None, id="QU is a quận ủy's or Quân ủy Trung ương's"),
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


def test_a_code_of_an_older_day_in_a_merged_province_is_nobodys() -> None:
    setting = Setting("Lào Cai", None, PartialDate(2026, 3))
    assert of_code(parse("47-CT/TU"), PartialDate(2014, 11, 11), setting) is None
    assert of_code(parse("47-CT/TU"), PartialDate(2026), setting) is not None
    assert level_of_code(parse("104-QĐ/QU")) is None


@pytest.mark.parametrize(
    ("text", "local", "province"),
    [
        pytest.param("HUYỆN ỦY TUY ĐỨC\nSố 04-NQ/HU", "huyen-uy-tuy-duc", "Đắk Nông", id="a letterhead"),
        pytest.param(
            "Tuy Đức, ngày 3 tháng 4 năm 2016. Huyện ủy họp.", "huyen-uy-tuy-duc", "Đắk Nông", id="the place line"
        ),
        pytest.param("Huyện ủy Tuy Đức và Huyện ủy Cư Jút ký kết.", None, None, id="two districts: neither"),
        pytest.param(
            "Huyện ủy Tuy Đức báo cáo Tỉnh ủy Lâm Đồng.", "huyen-uy-tuy-duc", "Lâm Đồng", id="its province of today"
        ),
        pytest.param("Huyện ủy Châu Thành họp.", None, None, id="a name of ten districts"),
        pytest.param("Thị ủy Sa Pa họp.", "thi-uy-sa-pa", "Lào Cai", id="a listed one"),
    ],
)
def test_the_district_a_text_speaks_from(text: str, local: str | None, province: str | None) -> None:
    found = setting_of(text)
    assert (found.local, found.province) == (local, province)


def test_joint_issuers_lead_to_each_of_their_bodies() -> None:
    names = ("Bộ Y tế, Bộ Nội vụ", "Bộ Công an, Viện kiểm sát nhân dân tối cao và Tòa án nhân dân tối cao", "Ông A")
    assert share_known(names) == (2, 3)
    (health, home) = find_issuers(names[0])
    assert (identify(health).body, identify(home).body) == ("bo-y-te", "bo-noi-vu")


def test_a_department_is_no_body_of_the_tables() -> None:
    (found,) = find_issuers("của Sở Nội vụ về")
    # Every province has one, and the text's own need not be meant: no id, no place.
    assert identify(found, None, Setting("Gia Lai")) == Issuer("Sở Nội vụ", None, "words")
