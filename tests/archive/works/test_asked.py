"""A document number among the words a reader types."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.query import parse
from archive.works.asked import find_asked, find_plenum, is_number_tail


@pytest.mark.parametrize(
    ("typed", "number", "taken"),
    [
        pytest.param("47-CT/TU", "47-CT/TU", (0, 1), id="as printed"),
        pytest.param("47 CT TU", "47-CT/TU", (0, 3), id="blanks, as on a phone"),
        pytest.param("47-ct/tu", "47-CT/TU", (0, 1), id="small letters"),
        pytest.param("số 47-CT/TU", "47-CT/TU", (0, 2), id="with “số”"),
        pytest.param("217/QĐ-TW", "217-QĐ/TW", (0, 1), id="Party number in State form"),
        pytest.param("217-QD/TW", "217-QĐ/TW", (0, 1), id="no marks"),
        pytest.param("296-QĐ/TƯ", "296-QĐ/TW", (0, 1), id="another way to write the body"),
        pytest.param("CT/TW 05", "05-CT/TW", (0, 2), id="turned round"),
        pytest.param("40-NQ/HU Sa Pa", "40-NQ/HU", (0, 1), id="words after it"),
        pytest.param("nghị định 100/2019/NĐ-CP,", "100/2019/NĐ-CP", (2, 3), id="words before and a sign after it"),
    ],
)
def test_whole_numbers(typed: str, number: str, taken: tuple[int, int]) -> None:
    asked = find_asked(tuple(typed.split()))
    assert asked is not None
    assert (str(asked.number), (asked.first, asked.last)) == (number, taken)


@pytest.mark.parametrize(
    ("typed", "serial", "types", "taken"),
    [
        pytest.param("chi thi 47", 47, ("Chỉ thị",), (0, 3), id="a type without marks"),
        pytest.param("Chỉ thị số 05 về học tập", 5, ("Chỉ thị",), (0, 4), id="a type and “số”"),
        pytest.param("nq 71 giao duc", 71, ("Nghị quyết",), (0, 2), id="a code"),
        pytest.param("CT47", 47, ("Chỉ thị",), (0, 1), id="a code without a blank"),
        pytest.param("47-CT", 47, ("Chỉ thị",), (0, 1), id="without the body"),
        pytest.param("sinh hoạt chi bộ chỉ thị 47", 47, ("Chỉ thị",), (4, 7), id="at the end"),
        pytest.param("47", 47, (), (0, 1), id="a serial alone"),
        pytest.param("số 47", 47, (), (0, 2), id="“số” and a serial"),
    ],
)
def test_parts_of_numbers(typed: str, serial: int, types: tuple[str, ...], taken: tuple[int, int]) -> None:
    asked = find_asked(tuple(typed.split()))
    assert asked is not None
    assert asked.number is None
    assert (asked.serial, asked.types, (asked.first, asked.last)) == (serial, types, taken)


def test_a_code_of_two_types_gives_both() -> None:
    asked = find_asked(("qđ", "217"))
    assert asked is not None
    assert {"Quyết định", "Quy định"} <= set(asked.types)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("19 điều đảng viên không được làm", id="a count"),
        pytest.param("quy định 19 điều đảng viên không được làm", id="a count after a type"),
        pytest.param("năm 2020", id="a year"),
        pytest.param("nghị quyết 2020", id="a year after a type"),
        pytest.param("15 giải pháp", id="a count of anything"),
        pytest.param("234 đảng viên", id="a count of people"),
        pytest.param("kiểm soát quyền lực 114", id="a figure without a type among words"),
        pytest.param("sinh hoạt chi bộ", id="no figure"),
        pytest.param("0", id="zero is no serial"),
        pytest.param("", id="nothing"),
    ],
)
def test_words_that_are_no_number(typed: str) -> None:
    assert find_asked(tuple(typed.split())) is None


def test_a_tail_goes_on_with_its_serial() -> None:
    assert is_number_tail("47", "-CT/TU")
    assert not is_number_tail("47", "-dự")
    assert not is_number_tail("chi", "-CT/TU")


@pytest.mark.parametrize(
    ("typed", "plenum"),
    [
        pytest.param("Nghị quyết Trung ương 4 khóa XII", ("XII", 4), id="as spoken"),
        pytest.param("Nghị quyết Trung ương 6 (khóa X)", ("X", 6), id="term in brackets"),
        pytest.param("nqtw 4 khoa xii", ("XII", 4), id="short and unmarked"),
        pytest.param("nghi quyet trung uong 2 khoa 14 tham nhung", ("XIV", 2), id="term in figures"),
        pytest.param("hội nghị trung ương lần thứ tư khoá 12", ("XII", 4), id="in words"),
        pytest.param("trung ương khóa XII", None, id="no meeting"),
        pytest.param("trung ương 4 khóa 99", None, id="no such term"),
        pytest.param("sinh hoạt chi bộ", None, id="other words"),
    ],
)
def test_plenums(typed: str, plenum: tuple[str, int] | None) -> None:
    assert find_plenum(tuple(typed.split())) == plenum


# --- the table of typed forms ----------------------------------------------------------------------------------------

TYPED = tomllib.loads((Path(__file__).parents[2] / "data" / "typed_numbers.toml").read_text("utf-8"))


def _forms(kind: str) -> Iterator[Any]:
    for row in TYPED[kind]:
        for typed in row["typed"]:
            yield pytest.param(row, typed, id=f"{row['why']}: {typed}")


@pytest.mark.parametrize(("row", "typed"), list(_forms("whole")))
def test_every_form_of_a_whole_number(row: dict[str, Any], typed: str) -> None:
    asked = parse(typed).asked
    assert asked is not None
    assert (str(asked.number), asked.year) == (row["number"], row.get("year"))


@pytest.mark.parametrize(("row", "typed"), list(_forms("part")))
def test_every_form_of_a_part_of_a_number(row: dict[str, Any], typed: str) -> None:
    asked = parse(typed).asked
    assert asked is not None
    assert asked.number is None
    assert (asked.serial, set(asked.types), asked.year) == (row["serial"], set(row["types"]), row.get("year"))


@pytest.mark.parametrize(("row", "typed"), list(_forms("none")))
def test_figures_that_are_no_number(row: dict[str, Any], typed: str) -> None:
    assert parse(typed).asked is None, row["why"]


def test_the_table_is_long_enough_to_mean_something() -> None:
    count = {kind: sum(len(row["typed"]) for row in TYPED[kind]) for kind in ("whole", "part", "none")}
    assert count["whole"] + count["part"] >= 200
    assert count["none"] >= 60


@pytest.mark.parametrize("typed", [pytest.param(one, id=one) for one in ("105", "2005", "50", "CT 105", "chỉ thị 50")])
def test_05_is_no_part_of_another_serial(typed: str) -> None:
    asked = find_asked(tuple(typed.split()))
    assert asked is None or asked.serial != 5
