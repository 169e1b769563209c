"""The cascade: what a document rests on, what carries it out, and which replaced which, as of a day."""

from collections.abc import Iterator
from datetime import date

import pytest

from archive.ask.cascade import Cascade, cascade, days_between
from archive.ask.ladder.printed import cascade_shape
from archive.store import documents
from archive.store.database import Database, open_database
from archive.works.dates import parse_iso
from archive.works.document import Card
from tests.archive.ask.ladders import fill

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The small archive of a topic from the centre to a ward."""
    with open_database(tmp_path_factory.mktemp("bac") / "kho.sqlite", create=True) as opened:
        fill(opened)
        yield opened


def of(database: Database, *numbers: str, day: date = TODAY) -> Cascade:
    with database.reading() as connection:
        cards = [card for number in numbers for card in documents.find_by_key(connection, number)]
        return cascade(connection, cards, day, today=TODAY)


def edges(found: Cascade) -> list[tuple[str | None, str | None, str, int]]:
    return [(one.lower.number, one.upper.number, one.relation, one.depth) for one in found.carried_out]


def test_downwards_in_time_order_with_sentence_and_days(database: Database) -> None:
    found = of(database, "50-CT/TW")
    assert edges(found) == [
        ("27-KH/TU", "50-CT/TW", "thuc_hien", 1),
        ("15-KH/ĐU", "27-KH/TU", "thuc_hien", 2),
        ("15-KH/ĐU", "50-CT/TW", "thuc_hien", 1),
    ]
    assert [one.days for one in found.carried_out] == [114, 21, 135]
    assert all("50-CT/TW" in one.sentence for one in found.carried_out)


def test_upwards_over_several_steps(database: Database) -> None:
    found = of(database, "40-NQ/HU", day=date(2018, 1, 1))
    assert [(one.lower.number, one.upper.number, one.relation, one.depth) for one in found.basis] == [
        ("47-CT/TU", "10-CT/TW", "thuc_hien", 2),
        ("40-NQ/HU", "47-CT/TU", "can_cu", 1),
    ]
    assert not found.carried_out


def test_what_was_issued_after_the_day_is_left_out(database: Database) -> None:
    assert edges(of(database, "50-CT/TW", day=date(2025, 11, 20))) == [("27-KH/TU", "50-CT/TW", "thuc_hien", 1)]
    assert edges(of(database, "50-CT/TW", day=date(2025, 7, 23))) == []


def test_an_edge_between_two_of_the_documents_is_told_once(database: Database) -> None:
    found = of(database, "50-CT/TW", "27-KH/TU", "15-KH/ĐU")
    assert not {(one.lower.id, one.upper.id) for one in found.basis} & {
        (one.lower.id, one.upper.id) for one in found.carried_out
    }
    assert len(found.carried_out) == 3


@pytest.mark.parametrize("number", ["47-CT/TU", "27-KH/TU"])
def test_the_line_of_replacements_is_one_from_either_end(database: Database, number: str) -> None:
    (line,) = of(database, number, day=date(2020, 1, 1)).lines
    assert [(one.earlier.number, one.later.number) for one in line.turns] == [("47-CT/TU", "27-KH/TU")]
    assert (line.turns[0].since, line.turns[0].checked) == (parse_iso("2025-11-14"), True)
    assert (line.then.number if line.then else None, line.now.number if line.now else None) == ("47-CT/TU", "27-KH/TU")


def test_a_line_of_the_table_reaches_over_several_documents(database: Database) -> None:
    (line,) = of(database, "37-QĐ/TW", day=date(2015, 1, 1)).lines
    assert [(one.earlier.number, one.later.number) for one in line.turns] == [
        ("47-QĐ/TW", "37-QĐ/TW"),
        ("37-QĐ/TW", "207-QĐ/TW"),
    ]
    assert (line.then.number if line.then else None) == "47-QĐ/TW"
    assert (line.now.number if line.now else None) == "207-QĐ/TW"


def test_a_document_that_nothing_is_known_of(database: Database) -> None:
    found = of(database, "38/NQ-HĐND")
    assert (found.basis, found.carried_out, found.lines, found.more) == ((), (), (), 0)


def test_what_is_of_another_place_is_marked(database: Database) -> None:
    with database.reading() as connection:
        cards = documents.find_by_key(connection, "50-CT/TW")
        found = cascade(connection, cards, TODAY, today=TODAY, here=lambda card: card.number == "27-KH/TU")
    assert {(one.lower.number, one.here) for one in found.carried_out} == {("27-KH/TU", True), ("15-KH/ĐU", False)}


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        pytest.param("2025-07-23", "2025-11-14", 114, id="two days"),
        pytest.param("2025-07-23", "2025-07-23", 0, id="the same day"),
        pytest.param("2025", "2025-11-14", None, id="a year only"),
        pytest.param(None, "2025-11-14", None, id="no date"),
    ],
)
def test_days_between_are_told_only_where_both_are_known(earlier: str | None, later: str, days: int | None) -> None:
    cards = [Card("x", "directive", date=parse_iso(one) if one else None) for one in (earlier, later)]
    assert days_between(*cards) == days


def test_the_shape_for_programs(database: Database) -> None:
    shape = cascade_shape(of(database, "27-KH/TU"))
    (up,) = shape["basis"]
    assert (up["document"]["number"], up["rests_on"]["number"], up["days_between"]) == ("27-KH/TU", "50-CT/TW", 114)
    assert shape["lines"][0]["turns"][0]["since"] == "2025-11-14"
    assert shape["more"] == 0
