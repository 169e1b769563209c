"""The table of bodies: every identity once, its name by date, and ids that do not depend on what else the table has."""

import pytest

from archive.works import bodies
from archive.works.bodies import body, by_alias, by_code, display_name, family, members, of_province, on_date
from archive.works.dates import PartialDate
from archive.works.places import districts


def test_every_district_has_a_committee_that_ended_with_the_level() -> None:
    local = [one for one in bodies.bodies() if one.level == "huyen"]
    # Sa Pa is listed twice, as the district and as the town it became.
    assert len(local) == len(districts()) + 1
    for one in local:
        assert one.valid_to is not None, one
        assert one.valid_to <= PartialDate(2025, 6, 30).last, one
        assert one.place, one


def test_families_hold_their_members_and_no_others() -> None:
    for one in bodies.bodies():
        assert one in members(one.family), one
        assert family(one.id) == one.family
        assert body(one.id) == one


def test_a_family_is_no_identity_of_another_family() -> None:
    for one in bodies.bodies():
        known = body(one.family)
        assert known is None or known.family == one.family, one


@pytest.mark.parametrize(
    ("body_id", "on", "name"),
    [
        pytest.param("thanh-uy-hue", "2014", "Tỉnh ủy Thừa Thiên Huế", id="before it was a city"),
        pytest.param("thanh-uy-hue", "2025-02", "Thành ủy Huế", id="a city before the merger"),
        pytest.param("thanh-uy-hue", "2026", "Thành ủy Huế", id="and after it"),
        pytest.param("tinh-uy-quang-ninh", "2026-08-31", "Tỉnh ủy Quảng Ninh", id="its last day as a province"),
        pytest.param("tinh-uy-quang-ninh", "2026-09-01", "Thành ủy Quảng Ninh", id="its first as a city"),
        pytest.param("tinh-uy-bac-ninh-tu-2025", "2026-09-20", "Thành ủy Bắc Ninh", id="a merged one"),
        pytest.param("huyen-uy-chau-thanh-long-an", "2014", "Huyện ủy Châu Thành, tỉnh Long An", id="told apart"),
        pytest.param("huyen-uy-tuy-duc", "2014", "Huyện ủy Tuy Đức", id="the only one of its name"),
    ],
)
def test_a_name_on_a_date(body_id: str, on: str, name: str) -> None:
    assert display_name(body_id, PartialDate(*(int(part) for part in on.split("-")))) == name


def test_names_by_date_leave_no_gap() -> None:
    for one in bodies.bodies():
        for (_, end, _), (start, _, _) in zip(one.names, one.names[1:], strict=False):
            assert end is not None, one
            assert start is not None, one
            assert start.toordinal() == end.toordinal() + 1, one


def test_an_alias_is_of_one_listed_body() -> None:
    assert by_alias()["bộ chính trị"].id == "bo-chinh-tri"
    assert "huyện ủy châu thành" not in by_alias()
    written = [name for one in set(by_alias().values()) for name in {one.name.lower(), *map(str.lower, one.aliases)}]
    assert len(written) == len(set(written))


def test_a_code_names_checked_bodies_only() -> None:
    assert {one.id for one in by_code()["TW", "party"]} == {"ban-chap-hanh-trung-uong", "bo-chinh-tri", "ban-bi-thu"}
    assert ("BTC", "state") not in by_code()


def test_the_committee_of_a_province() -> None:
    assert of_province("Yên Bái") == "tinh-uy-yen-bai"
    assert of_province("Hà Nội") == "thanh-uy-ha-noi"
    assert of_province("Sa Pa") is None


def test_a_district_after_its_end_keeps_its_id() -> None:
    assert on_date("huyen-uy-tuy-duc", PartialDate(2026)) == "huyen-uy-tuy-duc"
