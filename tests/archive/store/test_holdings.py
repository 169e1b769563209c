"""The figures of the about page: levels and systems, the days covered, how the present texts came about."""

from dataclasses import replace

from archive.store.database import HEAD, Database
from archive.store.holdings import Shelf, holdings
from archive.works.document import Derivation
from tests.archive.making import LAO_CAI, article, directive, take


def test_an_empty_archive_has_no_figures(database: Database) -> None:
    with database.reading() as connection:
        found = holdings(connection)
    assert (found.shelves, found.first, found.last) == ((), None, None)
    assert (found.undated, found.recognised, found.captured_at, found.schema) == (0, 0, "", HEAD)


def test_held_directives_are_counted_by_level_and_day_and_articles_are_not(database: Database) -> None:
    first = directive("05-KH/TU", body=LAO_CAI, date="2015-01-05", type="Kế hoạch", title="một")
    take(database, first, "1.html")
    take(database, directive("50-CT/TU", body=LAO_CAI, date="2016-01", type="Chỉ thị", title="hai"), "2.html")
    take(database, directive("51-CT/TU", body=LAO_CAI, date=None, type="Chỉ thị", title="ba"), "3.html")
    take(database, article("Bài không dẫn gì.", title="bốn"), "4.html")
    with database.reading() as connection:
        found = holdings(connection)
    assert found.shelves == (Shelf("tinh", party=3, state=0, unknown=0),)
    assert found.shelves[0].total == 3
    assert (found.first and found.first.number and str(found.first.number)) == "05-KH/TU"
    assert (found.last and str(found.last.number)) == "50-CT/TU"
    assert found.undated == 1
    assert found.captured_at
    assert found.changed_at >= found.captured_at[:10]


def test_only_present_texts_count_by_how_they_came_about(database: Database) -> None:
    scan = directive("05-KH/TU", body=LAO_CAI, date="2015-01-05", type="Kế hoạch", title="một")
    take(database, replace(scan, derivation=Derivation(("recognised",), confidence=0.9)), "1.pdf")
    old = directive("06-KH/TU", body=LAO_CAI, date="2015-02-05", type="Kế hoạch", title="hai")
    take(database, replace(old, derivation=Derivation(("converted", "recoded"))), "2.doc")
    with database.reading() as connection:
        found = holdings(connection)
    assert (found.recognised, found.recoded, found.converted) == (1, 1, 1)
