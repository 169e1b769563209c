"""The shelf list and its counts: what a list has, what is left out of it, terms by their days."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select

from archive.store import listing, shelflist, tallies
from archive.store.database import Database
from archive.store.shelflist import Wanted
from archive.store.tables import works
from archive.store.tallies import Count
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, directive, mention, take


@pytest.fixture
def held(database: Database) -> Iterator[Connection]:
    """Four directives of two bodies, and three stubs: of known letters, of unknown ones cited once, and cited twice."""
    for number, body, date, kind in (
        ("05-KH/TU", LAO_CAI, "2015-01-05", "Kế hoạch"),
        ("50-CT/TU", LAO_CAI, "2016-01-25", "Chỉ thị"),
        ("51-CT/TU", LAO_CAI, "2016", "Chỉ thị"),
        ("09-CT/TU", TUYEN_QUANG, "2014-07-01", "Chỉ thị"),
    ):
        take(database, directive(number, body=body, date=date, type=kind, title=number), f"{number}.html")
    cited_so: tuple[tuple[str, str, str | None], ...] = (
        ("1", "47-CT/TU", None),
        ("2", "12/2020/NĐ-XYZQ", "2020-03-05"),
        ("3", "13/2020/NĐ-XYZQ", "2020-03-05"),
        ("4", "13/2020/NĐ-XYZQ", "2020-03-05"),
    )
    for name, cited, day in cited_so:
        text = f"Bài {name}: theo {cited}"
        take(database, article(text, title=name), f"{name}.html", [mention(text, cited, date=day)])
    with database.reading() as connection:
        yield connection


def numbers(connection: Connection, wanted: Wanted, order: shelflist.Order = "newest") -> list[str]:
    cited = listing.cited_by_row(connection)
    without = listing.left_out(connection, cited)
    found = shelflist.rows(connection, wanted, order, cited=cited, without=without)
    return [str(card.number) for card in shelflist.cards(connection, found)]


def test_what_is_left_out_is_what_lists_do_not_show(held: Connection) -> None:
    by_row = held.execute(select(works.c.id).where(~listing.listed())).scalars().all()
    assert listing.left_out(held) == frozenset(by_row)
    names = set(held.execute(select(works.c.number).where(works.c.id.in_(by_row))).scalars())
    assert names == {"12/2020/NĐ-XYZQ"}, "one citation and letters nobody knows"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(Wanted(family="tinh-uy-lao-cai"), ["50-CT/TU", "51-CT/TU", "05-KH/TU"], id="a body"),
        pytest.param(Wanted(family="tinh-uy-lao-cai", type="Kế hoạch"), ["05-KH/TU"], id="and a type"),
        pytest.param(Wanted(years=(2014, 2015)), ["05-KH/TU", "09-CT/TU"], id="years"),
        pytest.param(Wanted(years=(2016, 2016), month=1), ["50-CT/TU"], id="a month: not what has none"),
        pytest.param(Wanted(years=(2016, 2016), month=1, day=25), ["50-CT/TU"], id="a day"),
        pytest.param(
            Wanted(held=False), ["13/2020/NĐ-XYZQ", "47-CT/TU"], id="not held: the noise of one text left out"
        ),
        pytest.param(Wanted(undated=True), ["47-CT/TU"], id="without a year"),
        pytest.param(Wanted(term="XI"), ["05-KH/TU", "09-CT/TU"], id="a term by its days"),
    ],
)
def test_what_a_list_has(held: Connection, wanted: Wanted, expected: list[str]) -> None:
    assert sorted(numbers(held, wanted)) == sorted(expected)


def test_days_of_a_congress_and_its_year_are_of_no_term(held: Connection) -> None:
    # The congress of 2016 sat from 20 to 28 January.
    found = numbers(held, Wanted(term=""))
    assert {"50-CT/TU", "51-CT/TU"} <= set(found)
    assert not {"05-KH/TU", "09-CT/TU"} & set(found)


def test_every_work_is_of_one_term_or_of_none(held: Connection) -> None:
    of_terms = [number for term in ("", *shelflist.term_days()) for number in numbers(held, Wanted(term=term))]
    assert sorted(of_terms) == sorted(numbers(held, Wanted()))


@pytest.mark.parametrize(
    ("order", "first"),
    [
        pytest.param("newest", "13/2020/NĐ-XYZQ", id="the newest"),
        pytest.param("oldest", "09-CT/TU", id="the oldest"),
        pytest.param("number", "05-KH/TU", id="the lowest number"),
        pytest.param("cited", "13/2020/NĐ-XYZQ", id="the most cited"),
    ],
)
def test_orders(held: Connection, order: shelflist.Order, first: str) -> None:
    assert numbers(held, Wanted(), order)[0] == first


def test_counts_are_those_of_the_lists(held: Connection) -> None:
    without = listing.left_out(held)
    counted = tallies.tally(held, ("year", "type"), without=without)
    assert counted[2016, "Chỉ thị"] == Count(2, 0)
    assert tallies.total(counted.values()) == Count(4, 2)
    for (year,), count in tallies.tally(held, ("year",), without=without).items():
        wanted = Wanted(years=(year, year)) if year else Wanted(undated=True)
        assert count.total == len(numbers(held, wanted))


def test_all_terms_counted_at_once_are_those_of_the_lists(held: Connection) -> None:
    without = listing.left_out(held)
    counted = tallies.tally(held, ("of_term",), without=without)
    one_by_one = {(term,): len(numbers(held, Wanted(term=term))) for term in ("", *shelflist.term_days())}
    assert {term: count.total for term, count in counted.items()} == {k: n for k, n in one_by_one.items() if n}
    assert len(counted) > 2


def test_an_empty_archive_counts_nothing(database: Database) -> None:
    with database.reading() as connection:
        assert tallies.tally(connection, ("family",)) == {}
        assert listing.left_out(connection) == frozenset()
        assert numbers(connection, Wanted(term="")) == []
