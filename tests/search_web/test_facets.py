"""The facets beside results: what is in sight, what is folded, bodies under their levels, choices never lost."""

from collections.abc import Iterator

import pytest
from flask import Flask

from archive.index.engine import FacetCount
from archive.works.bodies import family
from search_web.choices import shown
from search_web.facets import SHOWN, Facet, facets

TYPES = ("chi-thi", "nghi-quyet", "ke-hoach", "huong-dan", "ket-luan", "thong-bao", "quyet-dinh", "bao-cao", "quy-dinh")


def counted(*values: str) -> tuple[FacetCount, ...]:
    return tuple(FacetCount(value, value or "chưa rõ", 10 - place) for place, value in enumerate(values))


@pytest.fixture(autouse=True)
def request_of_a_reader(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def one(name: str, counts: tuple[FacetCount, ...], args: dict[str, str] | None = None) -> Facet:
    found = facets({name: counts}, "/", args or {})
    return next(facet for facet in found if facet.values or facet.branches)


def test_the_first_values_are_in_sight_and_the_others_folded() -> None:
    made = one("type", counted(*TYPES))
    assert len(made.values) == SHOWN
    assert [value.href for value in made.more] == ["/?loai=quy-dinh"]


def test_a_chosen_value_is_in_sight_wherever_it_stands() -> None:
    made = one("type", counted(*TYPES), {"loai": "quy-dinh"})
    assert made.values[0].chosen
    assert made.values[0].href == "/"
    assert len(made.values) + len(made.more) == len(TYPES)


def test_a_chosen_value_that_nothing_has_can_be_taken_back() -> None:
    made = one("type", counted("chi-thi"), {"loai": "bao-cao"})
    lost = next(value for value in made.values if value.chosen)
    assert (lost.label, lost.count, lost.href) == ("Báo cáo", 0, "/")


@pytest.mark.parametrize(
    ("args", "values"),
    [
        pytest.param({"loai": "-bao-cao"}, ["chi-thi"], id="a type that may not be is told by its chip"),
        pytest.param({"nam": "2014-2016"}, [], id="a stretch of years is no year"),
    ],
)
def test_what_is_no_value_of_the_facet_is_not_added(args: dict[str, str], values: list[str]) -> None:
    found = facets({"type": counted(*values)}, "/", args)
    assert [value.label for facet in found for value in facet.values] == values


def test_what_is_not_known_comes_last_and_leads_nowhere() -> None:
    made = one("term", counted("", "XII"))
    assert [(value.label, bool(value.href)) for value in made.values] == [("XII", True), ("chưa rõ", False)]


def test_values_that_nothing_has_are_named_apart() -> None:
    made = one("level", counted("tw", "tinh"))
    assert made.none == ("Huyện (đến 30/6/2025)", "Xã, phường, đặc khu và cơ sở")
    assert not one("type", counted("chi-thi")).none, "there are too many types to name them"


def test_bars_of_years_are_shares_of_the_largest() -> None:
    counts = (FacetCount("2026", "2026", 1), FacetCount("2025", "2025", 200), FacetCount("", "chưa rõ", 900))
    assert [value.bar for value in one("year", counts).values] == [1, 100, 0]
    assert [value.bar for value in one("type", counted("chi-thi")).values] == [0]


def test_bodies_stand_under_their_levels() -> None:
    bodies = ("", "ban-to-chuc-trung-uong", "tinh-uy-lao-cai", "chinh-phu", "hoi-la-lung")
    made = one("issuer", counted(*bodies), {"co-quan": "chinh-phu"})
    assert [branch.id for branch in made.branches] == ["tw-party", "tw-state", "tinh-party", "any"]
    assert [branch.label for branch in made.branches][:2] == ["Trung ương · Đảng", "Trung ương · Nhà nước"]
    assert [branch.open for branch in made.branches] == [False, True, False, False], "open where one is chosen"
    assert made.branches[-1].count == sum(value.count for value in made.branches[-1].values) == 16
    assert family("chinh-phu") == "chinh-phu"


def test_the_only_level_is_open() -> None:
    assert [branch.open for branch in one("issuer", counted("tinh-uy-lao-cai", "tinh-uy-yen-bai")).branches] == [True]


def test_every_choice_has_a_name_of_its_own() -> None:
    found = facets({"type": counted(*TYPES), "year": counted("2014", "2015")}, "/", {})
    keys = [value.key for facet in found for value in (*facet.values, *facet.more)]
    assert len(keys) == len(set(keys)) == len(TYPES) + 2


def test_addresses_keep_the_language(app: Flask) -> None:
    found = facets({"type": counted("chi-thi")}, "/?tieng=en", {"q": "x"})
    assert found[0].values[0].href == "/?tieng=en&q=x&loai=chi-thi"


@pytest.mark.parametrize(
    ("name", "label", "said"),
    [
        pytest.param("type", "Hướng dẫn", "Hướng dẫn", id="a type keeps its name, though a relation is called so too"),
        pytest.param("level", "Trung ương", "Central", id="a level is a word"),
    ],
)
def test_names_are_not_translated(app: Flask, name: str, label: str, said: str) -> None:
    with app.test_request_context("/?tieng=en"):
        assert [value.label for value in one(name, (FacetCount("tw", label, 1),)).values] == [said]


def test_a_chip_keeps_the_name_of_a_type(app: Flask) -> None:
    with app.test_request_context("/?tieng=en"):
        assert shown("loai", "huong-dan") == "Hướng dẫn"
        assert shown("cap", "tw") == "Central"
