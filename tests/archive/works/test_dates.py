from datetime import date

import pytest
from hypothesis import given

from archive.errors import DateError
from archive.works.dates import PartialDate, find_dates, parse_iso
from tests.strategies import days, partial_dates


@given(partial_dates())
def test_iso_at_its_precision_parses_to_itself(known: PartialDate) -> None:
    assert parse_iso(known.iso) == known
    assert str(known) == known.iso


@given(days())
def test_every_printed_form_of_a_day_is_found(known: PartialDate) -> None:
    day, month, year = known.day, known.month, known.year
    forms = [
        known.shown, f"{day}/{month}/{year}", f"{day}-{month}-{year}", f"{day}.{month}.{year}",
        f"{day} tháng {month} năm {year}", f"{day:02d}  tháng {month:02d}, năm {year}",
    ]  # fmt: skip
    for form in forms:
        (found,) = find_dates(f"ngày {form}, của Ban Bí thư")
        assert found.date == known, form


@given(partial_dates())
def test_the_printed_form_is_found_at_its_precision(known: PartialDate) -> None:
    lead = "năm " if known.month is None else "tháng " if known.day is None else "ngày "
    text = f"ban hành {lead}{known.shown} và"
    (found,) = find_dates(text)
    assert found.date == known
    assert known.shown in text[found.start : found.end]


@given(partial_dates(), partial_dates())
def test_agreeing_is_mutual_and_means_a_common_day(one: PartialDate, other: PartialDate) -> None:
    common = max(one.first, other.first) <= min(one.last, other.last)
    assert one.agrees(other) is other.agrees(one) is common


def test_first_and_last_day() -> None:
    assert (PartialDate(2024, 2).first, PartialDate(2024, 2).last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert PartialDate(2014).last == date(2014, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("giai đoạn 2020-2025", id="a stretch of years"),
        pytest.param("Sáng 14-11, Thành ủy", id="a day without its year"),
        pytest.param("30/2020/NĐ-CP", id="a number whose middle is a year"),
        pytest.param("1.234.5678 đồng", id="a figure"),
        pytest.param("31/02/2020", id="not in the calendar"),
        pytest.param("11/11/0214", id="a misread year"),
        pytest.param("5 năm 2018-2023", id="five years"),
        pytest.param("12 tháng", id="a duration"),
        pytest.param("trước năm 2020–2025", id="a stretch with an en dash"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        pytest.param("ngày 4.10.2023", "2023-10-04", id="dots"),
        pytest.param("ngày 03-01-2020", "2020-01-03", id="hyphens"),
        pytest.param("ngày 06 / 7 / 2018", "2018-07-06", id="blanks round the slashes"),
        pytest.param("ngày 05 tháng 02 năm 2026", "2026-02-05", id="in words"),
        pytest.param("tháng 7/2018", "2018-07", id="a month"),
        pytest.param("năm 2025", "2025", id="a year"),
        pytest.param("NGÀY 11 THÁNG 11 NĂM 2014", "2014-11-11", id="capitals of a letterhead"),
    ],
)
def test_forms_of_real_texts(text: str, iso: str) -> None:
    assert [found.date.iso for found in find_dates(text)] == [iso]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        pytest.param((2020, None, 5), "a day without its month", id="no month"),
        pytest.param((2021, 2, 29), "no leap year", id="29 February"),
        pytest.param((2021, 13), "no month", id="13"),
    ],
)
def test_an_impossible_date_is_refused(parts: tuple[int, int | None, int | None], reason: str) -> None:
    with pytest.raises(DateError):
        PartialDate(*parts)


@pytest.mark.parametrize("written", ["2014/11/11", "14-11-11-1", "hôm qua", "2014-1١", ""])
def test_what_is_no_iso_date_is_refused(written: str) -> None:
    with pytest.raises(DateError):
        parse_iso(written)
