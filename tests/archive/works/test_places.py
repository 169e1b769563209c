"""The units of the country: the tables are whole, add up, and a name that several units have is never one of them."""

from collections import Counter
from datetime import date, timedelta

import pytest

from archive.text.vietnamese import comparable
from archive.works import places
from archive.works.places import (
    MERGER,
    communes_named,
    covers,
    district_within,
    districts,
    districts_named,
    is_district,
    merged_from,
    merged_into,
    only_commune,
    province_kind,
    provinces_on,
    territories,
)

BEFORE = MERGER - timedelta(days=1)


def test_there_were_63_provinces_and_are_34() -> None:
    old, new = provinces_on(BEFORE), provinces_on(MERGER)
    assert (len(old), len(new)) == (63, 34)
    assert len({one.name for one in old}) == 63
    assert sum(len(one.before) for one in new) == 63
    assert {name for one in new for name in one.before} == {one.name for one in old}


@pytest.mark.parametrize(
    ("day", "provinces", "cities"),
    [
        pytest.param(date(2024, 12, 31), 58, 5, id="before Huế was a city"),
        pytest.param(date(2025, 6, 30), 57, 6, id="the last day of the 63"),
        pytest.param(date(2025, 7, 1), 28, 6, id="the first day of the 34"),
        pytest.param(date(2026, 4, 30), 27, 7, id="with Đồng Nai"),
        pytest.param(date(2026, 9, 1), 26, 8, id="with Quảng Ninh"),
        pytest.param(date(2026, 9, 20), 25, 9, id="with Bắc Ninh"),
    ],
)
def test_provinces_and_cities_add_up(day: date, provinces: int, cities: int) -> None:
    assert Counter(one.kind for one in provinces_on(day)) == {"tỉnh": provinces, "thành phố": cities}


def test_every_old_province_is_in_one_new_one() -> None:
    assert merged_from("Lào Cai") == ("Lào Cai", "Yên Bái")
    assert merged_into("Yên Bái") == merged_into("Lào Cai") == "Lào Cai"
    assert covers("Lào Cai") == {"Lào Cai", "Yên Bái"}
    assert covers("Yên Bái") == {"Yên Bái"}
    assert province_kind("Yên Bái", MERGER) is None


def test_the_district_level_had_705_units() -> None:
    assert len(districts()) == 705
    assert Counter(one.kind for one in districts()) == {"huyện": 524, "thành phố": 83, "thị xã": 52, "quận": 46}
    assert {one.province for one in districts()} == {one.name for one in provinces_on(BEFORE)}
    assert len({(one.full, one.province) for one in districts()}) == 705


@pytest.mark.parametrize(
    ("kind", "name", "provinces"),
    [
        pytest.param("huyện", "Tuy Đức", {"Đắk Nông"}, id="one unit has the name"),
        pytest.param("thị xã", "Hoàng Mai", {"Nghệ An"}, id="the other one is an urban district and was no town"),
        pytest.param(
            "huyện", "Tân Uyên", {"Lai Châu", "Bình Dương"}, id="the city in Bình Dương was a district before"
        ),
        pytest.param("huyện", "Kỳ Anh", {"Hà Tĩnh"}, id="a district and a town of one province: its own kind is meant"),
        pytest.param("thị xã", "Kỳ Anh", {"Hà Tĩnh"}, id="and the town"),
        pytest.param("huyện", "Không Có", set(), id="no such unit"),
    ],
)
def test_the_districts_a_name_may_mean(kind: str, name: str, provinces: set[str]) -> None:
    assert {one.province for one in districts_named(kind, name)} == provinces


def test_ten_districts_were_called_chau_thanh() -> None:
    assert len(districts_named("huyện", "Châu Thành")) == 10


@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param("Tuy Đức đã họp", {"Tuy Đức"}, id="words behind"),
        pytest.param("Ủy ban Tuy Đức", {"Tuy Đức"}, id="words before"),
        pytest.param("chung tay góp sức", set(), id="no name"),
    ],
)
def test_a_district_among_words(words: str, names: set[str]) -> None:
    assert {one.name for one in district_within(words)} == names


def test_a_name_is_known_with_and_without_marks() -> None:
    assert is_district("KẾ SÁCH")
    assert is_district("Ke Sach")
    assert not is_district("Kế hoạch")


def test_every_district_went_somewhere_and_every_commune_came_of_one() -> None:
    units = {(one.full, one.province) for one in districts()}
    assert {(one.district, one.province) for one in territories()} == units
    assert all(one.communes for one in territories())
    new = {(name, merged_into(one.province)) for one in territories() for name in one.communes}
    assert len(new) == 3321
    assert {kind for name, _ in new for kind in places.COMMUNE_KINDS if name.lower().startswith(kind)} == {
        "xã",
        "phường",
        "đặc khu",
    }


@pytest.mark.parametrize(
    ("full", "only"),
    [
        pytest.param("Phường Sa Pa", True, id="one in the country"),
        pytest.param("Xã Tân Lập", False, id="several provinces have one"),
        pytest.param("Xã Bản Hồ", True, id="one now and before"),
        pytest.param("Xã Tả Phìn", False, id="one now, others of the name before"),
        pytest.param("Xã Không Có", False, id="unknown to the table"),
    ],
)
def test_a_commune_that_alone_has_its_name(full: str, only: bool) -> None:
    assert only_commune(full) is only


def test_the_provinces_of_a_communes_name() -> None:
    assert communes_named("xã tân lập") > {"Lâm Đồng"}
    assert all(comparable(name) == name for name in places._communes())
