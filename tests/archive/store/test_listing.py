"""Lists of what is cited and not held: the most cited first, and no phantom of a misread number."""

import pytest

from archive.store import browse, documents, listing
from archive.store.database import Database
from tests.archive.making import LAO_CAI, article, directive, mention, take


def cite(database: Database, place: int, surface: str, **said: str | None) -> None:
    text = f"Bài {place}: theo {surface}"
    take(database, article(text, title=str(place)), f"{place}.html", [mention(text, surface, **said)])


@pytest.fixture
def cited(database: Database) -> Database:
    cite(database, 1, "47-CT/TU", body=LAO_CAI, date="2014-11-11")
    cite(database, 2, "47-CT/TU", body=LAO_CAI, date="2014-11-11")
    cite(database, 3, "30/2020/NĐ-CP", date="2020-03-05")
    return database


def test_the_most_cited_stand_first(cited: Database) -> None:
    with cited.reading() as connection:
        cards, total = listing.missing(connection)
        assert [(card.number, card.cited) for card in cards] == [("47-CT/TU", 2), ("30/2020/NĐ-CP", 1)]
        assert total == 2
        assert listing.missing(connection, offset=1)[0] == cards[1:]
        assert [card.number for card in listing.missing(connection, family="tinh-uy-lao-cai")[0]] == ["47-CT/TU"]
        assert listing.missing(connection, type="Nghị quyết") == ((), 0)
        assert listing.missing_types(connection) == (("Chỉ thị", 2),)
        assert dict(listing.missing_families(connection))["tinh-uy-lao-cai"] == 1


def test_what_comes_in_is_no_longer_missing(cited: Database) -> None:
    take(cited, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11"), "47.html")
    with cited.reading() as connection:
        assert [card.number for card in listing.missing(connection)[0]] == ["30/2020/NĐ-CP"]


def test_letters_nobody_knows_need_a_second_witness(database: Database) -> None:
    cite(database, 1, "12/2020/NĐ-XYZQ", date="2020-03-05")
    with database.reading() as connection:
        assert browse.most_cited_missing(connection) == ()
        (hidden,) = documents.find_by_key(connection, "12/2020/NĐ-XYZQ")
        assert documents.locate(connection, hidden.id).address == hidden.id, "its page and address stay"
    cite(database, 2, "12/2020/NĐ-XYZQ", date="2020-03-05")
    with database.reading() as connection:
        assert [card.number for card in browse.most_cited_missing(connection)] == ["12/2020/NĐ-XYZQ"]
