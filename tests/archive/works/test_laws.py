from collections import Counter

import pytest

from archive.text.vietnamese import comparable
from archive.works.dates import PartialDate
from archive.works.laws import issuer_of, law_key, law_on, laws, laws_called, laws_named


def test_every_row_is_in_order_and_bears_its_own_number() -> None:
    assert [law.year for law in laws()] == sorted(law.year for law in laws())
    keys = Counter(law.number.key for law in laws() if law.number)
    assert [key for key, times in keys.items() if times > 1] == []
    assert [law.number for law in laws() if law.number and law.number.system != "state"] == []


def test_a_number_with_a_year_agrees_with_the_day() -> None:
    assert [law for law in laws() if law.number and law.number.year and law.number.year != law.year] == []


def test_only_constitutions_have_no_name_and_no_number() -> None:
    nameless = [law for law in laws() if not law.name or law.number is None]
    assert {law.type for law in nameless} == {"Hiến pháp"}
    assert [law.year for law in nameless] == [1946, 1959, 1980, 1992, 2013]


def test_every_law_is_among_those_of_its_name_and_year() -> None:
    assert [law for law in laws() if law not in laws_named(law.name.upper(), law.year, law.type)] == []


def test_names_are_printed_without_their_type() -> None:
    typed = [law.name for law in laws() if comparable(law.name).startswith(("luật ", "bộ luật ", "pháp lệnh "))]
    assert typed == ["Luật sư"]


def test_two_laws_of_one_year_are_both_named_and_told_apart_by_the_day() -> None:
    name = "Tổ chức chính quyền địa phương"
    assert len(laws_named(name, 2025)) == 2
    june = law_on(name, PartialDate(2025, 6, 16))
    assert june is not None
    assert str(june.number) == "72/2025/QH15"
    assert law_on(name, PartialDate(2025)) is None


@pytest.mark.parametrize(
    ("name", "kind", "years"),
    [
        pytest.param("đất đai", "Luật", [2003, 2013, 2024], id="case does not matter"),
        pytest.param("Tố tụng hình sự", "Luật", [2003, 2015], id="a code is also called a law"),
        pytest.param("Dân số", "Luật", [], id="an ordinance is not"),
        pytest.param("Dân số", "Pháp lệnh", [2003], id="an ordinance by its type"),
        pytest.param("không có luật này", "Luật", [], id="unknown"),
    ],
)
def test_laws_of_a_name(name: str, kind: str, years: list[int]) -> None:
    assert [law.year for law in laws_called(name, kind)] == years


def test_a_day_that_the_law_does_not_have_is_none() -> None:
    assert law_on("Đất đai", PartialDate(2013, 11, 29)) is not None
    assert law_on("Đất đai", PartialDate(2013, 11, 28)) is None


def test_a_law_without_number_has_a_key_of_name_and_year() -> None:
    assert law_key("Luật", "Đất đai", 1993) == "law:dat-dai:1993"
    assert law_key("Hiến pháp", "", 2013) == "law:hien-phap:2013"


def test_who_passes_what() -> None:
    assert issuer_of("Pháp lệnh") == "Ủy ban Thường vụ Quốc hội"
    assert issuer_of("Bộ luật") == "Quốc hội"
    assert {law.issuer for law in laws()} == {"Quốc hội", "Ủy ban Thường vụ Quốc hội"}
