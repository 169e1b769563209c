"""Who came of whom: whole tables, no cycles, days that meet, and never one chosen of several."""

from datetime import timedelta
from graphlib import TopologicalSorter

import pytest

from archive.works import bodies, succession
from archive.works.dates import PartialDate
from archive.works.places import MERGER, provinces_on
from archive.works.succession import after, before, forebears, heirs, known_name, lineage, listed, of_districts

EVERY = (*listed(), *of_districts())


def test_there_are_no_cycles() -> None:
    came_of: dict[str, set[str]] = {}
    for step in EVERY:
        if step.later and step.kind != "function-transfer":
            came_of.setdefault(step.later, set()).add(step.earlier)
    assert list(TopologicalSorter(came_of).static_order())


def test_both_ends_of_a_step_are_known_and_a_day_and_a_basis_stand_with_it() -> None:
    for step in listed():
        assert bodies.body(step.earlier), step
        assert step.later is None or bodies.body(step.later), step
        assert step.basis
        assert step.grade in "ABC"
        assert step.kind in succession.KINDS
        assert bool(step.topic) is (step.kind == "function-transfer"), step


def test_a_body_ends_where_its_successor_begins() -> None:
    for step in EVERY:
        earlier, later = bodies.body(step.earlier), bodies.body(step.later or "")
        if step.kind == "function-transfer":
            continue
        if earlier and earlier.valid_to:
            assert step.date.first - timedelta(days=1) <= earlier.valid_to <= step.date.last, step
        if later and later.valid_from and step.kind != "absorbed":
            assert later.valid_from in (step.date.first, MERGER) or later.valid_from.year == step.date.year, step


def test_every_province_of_2025_is_reached_from_an_old_one() -> None:
    merged = [one for one in bodies.bodies() if one.code == "TU" and one.valid_from == MERGER]
    assert len(merged) == 23
    reached = {old.id for one in merged for old in forebears(one.id)}
    assert len(reached) == 52
    unmerged = [one for one in bodies.bodies() if one.code == "TU" and not one.valid_from and not one.valid_to]
    assert len(unmerged) == 11
    assert len(merged) + len(unmerged) == len(provinces_on(MERGER))
    assert len(reached) + len(unmerged) == 63


def test_both_ways_say_the_same() -> None:
    for step in EVERY:
        assert step in after(step.earlier), step
        assert step.later is None or step in before(step.later), step


@pytest.mark.parametrize(
    ("body_id", "kind", "others"),
    [
        pytest.param(
            "ban-tuyen-giao-va-dan-van-trung-uong",
            "merged",
            {"ban-tuyen-giao-trung-uong", "ban-dan-van-trung-uong"},
            id="two central committees",
        ),
        pytest.param(
            "tinh-uy-lao-cai-tu-2025", "merged", {"tinh-uy-lao-cai-den-2025", "tinh-uy-yen-bai"}, id="two provinces"
        ),
        pytest.param("thi-uy-sa-pa", "renamed", {"huyen-uy-sa-pa"}, id="a district that became a town"),
        pytest.param("bo-xay-dung", "absorbed", {"bo-giao-thong-van-tai"}, id="a ministry that went into another"),
        pytest.param("bo-y-te", "function-transfer", {"bo-lao-dong-thuong-binh-va-xa-hoi"}, id="one task only"),
    ],
)
def test_what_a_body_came_of(body_id: str, kind: str, others: set[str]) -> None:
    assert others <= {step.earlier for step in before(body_id) if step.kind == kind}


def test_a_district_went_to_all_its_communes() -> None:
    communes = {step.later for step in after("thi-uy-sa-pa")}
    assert {"dang-uy-phuong-sa-pa", "dang-uy-xa-ban-ho", "dang-uy-xa-ta-phin-lao-cai"} < communes
    assert {step.earlier for step in before("dang-uy-xa-ban-ho")} == {"thi-uy-sa-pa"}
    assert known_name("dang-uy-xa-ban-ho") == "Đảng ủy xã Bản Hồ"
    assert {step.kind for step in of_districts()} == {"split"}


def test_a_line_goes_on_beyond_the_first_step() -> None:
    assert [(one.id, one.distance) for one in forebears("dang-uy-xa-ban-ho")] == [
        ("thi-uy-sa-pa", 1),
        ("huyen-uy-sa-pa", 2),
    ]
    assert {one.id for one in heirs("tinh-uy-yen-bai")} == {"tinh-uy-lao-cai-tu-2025"}
    assert lineage("khong-co") == ()


def test_a_moved_task_leads_no_further() -> None:
    # Bộ Giáo dục và Đào tạo took one task of a ministry that had taken one of a committee: that is no forebear of it.
    took = {one.id: one.step.kind for one in forebears("bo-giao-duc-va-dao-tao")}
    assert took == {"bo-lao-dong-thuong-binh-va-xa-hoi": "function-transfer"}
    # Bộ Nội vụ took in the whole ministry, not the task of a committee long gone.
    assert "uy-ban-dan-so-gia-dinh-va-tre-em" not in {one.id for one in forebears("bo-noi-vu")}


def test_evidence_is_written_for_people() -> None:
    for step in EVERY:
        assert "repo-text" not in step.basis
        assert step.basis == step.basis.strip()


@pytest.mark.parametrize(
    ("body_id", "on", "ids"),
    [
        pytest.param(
            "tinh-uy-lao-cai-tu-2025",
            PartialDate(2014, 11, 11),
            {"tinh-uy-lao-cai-den-2025", "tinh-uy-yen-bai"},
            id="both old committees: neither is chosen",
        ),
        pytest.param("tinh-uy-lao-cai-den-2025", PartialDate(2026), {"tinh-uy-lao-cai-tu-2025"}, id="the one after it"),
        pytest.param("thi-uy-sa-pa", PartialDate(2017), {"huyen-uy-sa-pa"}, id="before it was a town"),
    ],
)
def test_the_line_on_a_day(body_id: str, on: PartialDate, ids: set[str]) -> None:
    assert {one.id for one in lineage(body_id, on)} == ids
