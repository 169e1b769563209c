"""Coverage of number series: what is held, what is known, what is not here; nothing above, nothing of few."""

from archive.store import listing, number_series
from archive.store.database import Database
from archive.store.number_series import Series
from tests.archive.making import LAO_CAI, article, directive, mention, take


def told(database: Database) -> tuple[Series, ...]:
    with database.reading() as connection:
        cited = listing.cited_by_row(connection)
        return number_series.series(connection, cited=cited, without=listing.left_out(connection, cited))


def hold(database: Database, *serials: int, year: int = 2020) -> None:
    for serial in serials:
        one = directive(f"{serial}/{year}/NĐ-CP", body="chinh-phu", date=f"{year}-03-05", type="Nghị định")
        take(database, one, f"https://vi.du/{serial}/{year}")


def cite(database: Database, number: str, name: str) -> None:
    text = f"Theo {number} của Chính phủ ({name})"
    take(database, article(text, title=name), f"{name}.html", [mention(text, number, body="chinh-phu")])


def test_held_known_and_absent_numbers(database: Database) -> None:
    hold(database, 2, 3, 7, 9)
    cite(database, "5/2020/NĐ-CP", "một")
    (one,) = told(database)
    assert (one.family, one.code, one.within) == ("chinh-phu", "NĐ", "2020")
    assert (one.held, one.cited) == ((2, 3, 7, 9), (5,))
    assert one.gaps == ((1, 1), (4, 4), (6, 6), (8, 8))
    assert one.absent == 4
    with database.reading() as connection:
        known = number_series.numbers(connection, one)
    assert [(number.serial, number.held) for number in known] == [
        (2, True),
        (3, True),
        (5, False),
        (7, True),
        (9, True),
    ]


def test_nothing_is_said_below_a_number_that_one_work_may_have_misread(database: Database) -> None:
    hold(database, 1, 2, 3, 5)
    cite(database, "2020/2020/NĐ-CP", "một")
    (one,) = told(database)
    assert (one.highest, one.end, one.gaps) == (2020, 5, ((4, 4),))
    cite(database, "2020/2020/NĐ-CP", "hai")
    assert told(database)[0].end == 2020, "two works are believed"


def test_years_begin_anew_and_few_are_not_told(database: Database) -> None:
    hold(database, 1, 2, 3, 4, 5, year=2019)
    hold(database, 1, 2, 3, 4, year=2020)
    assert [one.within for one in told(database)] == ["2019"]


def test_party_numbers_run_in_terms_and_those_of_no_known_term_are_not_told(database: Database) -> None:
    for serial in range(1, 7):
        one = directive(f"{serial}-CT/TU", body=LAO_CAI, date="2016-01-25")  # a day of a congress
        take(database, one, f"https://vi.du/{serial}")
    assert told(database) == ()
