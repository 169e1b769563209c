"""The force of a work as the check of a draft asks for it, from the table and from the store."""

from datetime import date
from pathlib import Path

import pytest

from archive.accession import load_catalogue
from archive.ask.draft_status import status_in, status_in_tables, unknown
from archive.store.database import open_database
from archive.works.address import address
from archive.works.catalogue import catalogue


def address_of(number: str) -> str:
    """The address of a row of the table."""
    (found,) = [address(row.card) for row in catalogue() if str(row.number) == number]
    return found


@pytest.mark.parametrize(
    ("day", "value"),
    [
        pytest.param(date(2026, 1, 8), "unknown", id="the day before 399-QĐ/TW: nobody says it was in force"),
        pytest.param(date(2026, 1, 9), "ended", id="the day of 399-QĐ/TW"),
    ],
)
def test_the_table_tells_when_a_work_was_replaced(day: date, value: str) -> None:
    assert status_in_tables(address_of("66-QĐ/TW"), day).value == value


def test_of_an_unknown_work_nothing_is_known() -> None:
    assert status_in_tables("khong/co/o/day", date(2026, 1, 9)).value == "unknown"
    assert unknown("khong/co/o/day", date(2026, 1, 9)).value == "unknown"


def test_the_store_says_the_same_of_the_tables_works(tmp_path: Path) -> None:
    day = date(2026, 11, 22)
    with open_database(tmp_path / "kho.sqlite", create=True) as database:
        load_catalogue(database, catalogue())
        with database.reading() as connection:
            asked = status_in(connection)
            assert asked(address_of("66-QĐ/TW"), day).value == "ended"
            assert asked("khong/co/o/day", day).value == "unknown"
