"""Series of numbers, the nearest in a series, short lines of works, and works that cite the same."""

import pytest

from archive.store import coupling, entries, series
from archive.store.database import Database
from archive.works.number import parse
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, directive, mention, take


def held(database: Database, number: str, *, body: str = LAO_CAI, date: str = "2014-11-11") -> str:
    return take(database, directive(number, body=body, date=date), f"https://vi.du/{number}/{body}").address


@pytest.fixture
def lao_cai(database: Database) -> Database:
    """Six directives of one body, four of another, one of another type."""
    for serial in (3, 7, 12, 40, 47, 51):
        held(database, f"{serial}-CT/TU")
    for serial in (1, 2, 45, 60):
        held(database, f"{serial}-CT/TU", body=TUYEN_QUANG)
    take(database, directive("48-KH/TU", body=LAO_CAI, date="2015-01-02", type="Kế hoạch"), "https://vi.du/48")
    return database


def test_a_series_says_what_is_held_and_is_silent_about_what_is_between(lao_cai: Database) -> None:
    with lao_cai.reading() as connection:
        found = series.series(connection, number=parse("48-CT/TU"))
    assert [(one.family, one.type, one.held, one.lowest, one.highest) for one in found] == [
        ("tinh-uy-lao-cai", "Chỉ thị", 6, 3, 51)
    ]
    assert found[0].years == (2014, 2014)
    assert not {"missing", "gaps"} & set(series.Series.__slots__)


def test_a_series_of_few_is_not_told(lao_cai: Database) -> None:
    with lao_cai.reading() as connection:
        assert series.series(connection, family="tinh-uy-tuyen-quang") == ()
        assert series.series(connection, number=parse("48-KH/TU")) == ()


def test_numbers_of_the_state_stand_in_their_year(database: Database) -> None:
    for year in (2019, 2020):
        for serial in range(1, 6):
            document = directive(f"{serial}/{year}/NĐ-CP", body="chinh-phu", date=f"{year}-03-05", type="Nghị định")
            take(database, document, f"https://vi.du/{serial}/{year}")
    with database.reading() as connection:
        of_year = series.series(connection, number=parse("9/2020/NĐ-CP"))
        both = series.series(connection, family="chinh-phu")
        before, after = series.neighbours(connection, parse("3/2020/NĐ-CP"))
    assert [one.years for one in of_year] == [(2020, 2020)]
    assert [one.years for one in both] == [(2019, 2019), (2020, 2020)]
    assert [card.number for card in before] == ["02/2020/NĐ-CP"]
    assert [card.number for card in after] == ["04/2020/NĐ-CP"]


@pytest.mark.parametrize(
    ("family", "before", "after"),
    [
        pytest.param(
            None, ["47-CT/TU", "45-CT/TU"], ["51-CT/TU", "60-CT/TU"], id="one of each body, the nearest first"
        ),
        pytest.param("tinh-uy-lao-cai", ["47-CT/TU"], ["51-CT/TU"], id="of one body"),
        pytest.param("chinh-phu", [], [], id="of a body that has none"),
    ],
)
def test_the_nearest_in_a_series(lao_cai: Database, family: str | None, before: list[str], after: list[str]) -> None:
    with lao_cai.reading() as connection:
        found = series.neighbours(connection, parse("48-CT/TU"), family=family)
    assert [[card.number for card in cards] for cards in found] == [before, after]


def test_a_stub_known_from_the_noise_of_one_scan_is_no_neighbour(lao_cai: Database) -> None:
    text = "Theo Chỉ thị 49-CT/TU."
    stub = article(text, title="Tin")
    take(lao_cai, stub, "https://vi.du/tin", [mention(text, "49-CT/TU", body=LAO_CAI, date="2014-12-01")])
    with lao_cai.reading() as connection:
        _, after = series.neighbours(connection, parse("48-CT/TU"), family="tinh-uy-lao-cai")
    assert [card.number for card in after] == ["49-CT/TU"]  # cited with letters that are known: it is listed


def test_entries_are_the_cited_ones_first_and_the_mark_changes_with_the_store(lao_cai: Database) -> None:
    with lao_cai.reading() as connection:
        first, before = entries.state(connection), len(entries.entries(connection))
    text = "Thực hiện Chỉ thị 07-CT/TU ngày 11/11/2014 của Tỉnh ủy Lào Cai."
    told = article(text, title="Tin về 07")
    take(lao_cai, told, "https://vi.du/07", [mention(text, "07-CT/TU", body=LAO_CAI, date="2014-11-11")])
    with lao_cai.reading() as connection:
        found = entries.entries(connection)
        assert entries.state(connection) != first
        assert entries.state(connection) == entries.state(connection)
    assert len(found) == before + 1
    assert (found[0].number, found[0].cited) == ("07-CT/TU", 1)


def test_works_that_cite_the_same_are_coupled_the_rarer_the_closer(lao_cai: Database) -> None:
    def telling(name: str, *numbers: str) -> str:
        text = " ".join(f"Theo Chỉ thị {one} ngày 11/11/2014 của Tỉnh ủy Lào Cai." for one in numbers) + name
        found = [mention(text, one, body=LAO_CAI, date="2014-11-11") for one in numbers]
        return take(lao_cai, article(text, title=name), f"https://vi.du/{name}", found).address

    one, two = telling("một", "03-CT/TU", "07-CT/TU"), telling("hai", "03-CT/TU", "07-CT/TU")
    three, alone = telling("ba", "07-CT/TU"), telling("bốn", "12-CT/TU")
    with lao_cai.reading() as connection:
        found = coupling.coupled(connection, one)
        nothing = coupling.coupled(connection, alone)
    assert [coupled.card.id for coupled in found] == [two, three]
    assert found[0].count == 2
    assert [card.number for card in found[0].shared] == ["03-CT/TU", "07-CT/TU"]
    assert found[0].weight > found[1].weight > 0
    assert nothing == ()
