from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import DateError
from archive.works.dates import PartialDate, date_at, find_dates, parse_iso
from tests.strategies import days, partial_dates

PIECES = (
    "ngày 5/2/2026",
    "31/02/2020",
    "5 tháng 2 năm 2026",
    "tháng 7/2018",
    "năm 2025",
    "1/2 năm 2020",
    "30/2020/NĐ-CP",
)


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
    assert PartialDate(9999).last == date(9999, 12, 31), "the calendar ends there"


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
        pytest.param("ngày 31 tháng 02 năm 2020", id="no such day: its month and year are not read alone"),
        pytest.param("ngày 31/02 năm 2020", id="no such day, the year in words"),
        pytest.param("ô l5/5/2016", id="a letter before a figure, not behind ngày"),
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
        pytest.param("ngày 05 tháng 02/2026", "2026-02-05", id="half in words"),
        pytest.param("ngày 5/2 năm 2026", "2026-02-05", id="the year in words"),
        pytest.param("1/2 năm 2026", "2026", id="half a year is no day"),
        pytest.param("ngày 05\ntháng 02\nnăm 2026", "2026-02-05", id="line breaks"),
        pytest.param("ngày 11/\n11/2014", "2014-11-11", id="a line break in the figures"),
        pytest.param("16 Tháng Một, 2026", "2026-01-16", id="a blog's month"),
        pytest.param("tháng 7/2018", "2018-07", id="a month"),
        pytest.param("năm 2025", "2025", id="a year"),
        pytest.param("NGÀY 11 THÁNG 11 NĂM 2014", "2014-11-11", id="capitals of a letterhead"),
        pytest.param("ngày l5/5/2016", "2016-05-15", id="l for 1 in a scan"),
        pytest.param("ngày l5 tháng 5 năm 2016", "2016-05-15", id="l for 1, in words"),
        pytest.param("ngày O6/7/2022", "2022-07-06", id="O for 0 in a scan"),
    ],
)
def test_forms_of_real_texts(text: str, iso: str) -> None:
    assert [found.date.iso for found in find_dates(text)] == [iso]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join), st.integers(0, 60))
def test_a_date_at_a_place_is_one_of_the_text(text: str, cut: int) -> None:
    """Where a date begins the search by place finds it too, unless it lies inside a larger one."""
    for found in find_dates(text, 0, min(cut, len(text))):
        assert date_at(text, found.start, min(cut, len(text))) == found


@pytest.mark.parametrize(
    ("text", "at"),
    [
        pytest.param("ngày 11/11/2014", 0, id="ngày is not yet passed"),
        pytest.param("ngày 11/11/2014", 6, id="the middle of a figure"),
        pytest.param("31/02/2014", 0, id="no such day"),
        pytest.param("", 0, id="nothing"),
        pytest.param("năm 2014", 99, id="beyond the end"),
    ],
)
def test_no_date_at_a_place(text: str, at: int) -> None:
    assert date_at(text, at) is None


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
