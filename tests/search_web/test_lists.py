"""The lists behind pages, feeds and tables: each counts what it lists, in stretches of any size, in the order asked."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from archive.errors import NotHere
from archive.store.database import Database
from archive.works.document import Card
from search_web.lists import LISTS, ORDERS
from tests.search_web.htmlcheck import read

OF = {
    "bodies.body": {"body_id": "tinh-uy-lao-cai"},
    "types.kind": {"slug": "chi-thi"},
    "calendar.year": {"year": "2014"},
    "calendar.month": {"year": "2014", "month": "11"},
    "calendar.day": {"year": "2014", "month": "11", "day": "11"},
    "terms.term": {"term": "xi"},
}
# Topics are learned; their list is in test_topics.
NAMES = sorted(set(LISTS) - {"topics.topic"})


def whole(database: Database, name: str, **args: str) -> tuple[Card, ...]:
    with database.reading() as connection:
        return LISTS[name].cards(connection, OF.get(name, {}) | args, 0, 1000).cards


@pytest.mark.parametrize("name", NAMES)
def test_stretches_of_a_list_make_the_whole(database: Database, name: str) -> None:
    with database.reading() as connection:
        first = LISTS[name].cards(connection, OF.get(name, {}), 0, 2)
        parts = [
            card
            for offset in range(0, first.total, 2)
            for card in LISTS[name].cards(connection, OF.get(name, {}), offset, 2).cards
        ]
    assert tuple(parts) == whole(database, name)
    assert first.total == len(parts)
    assert len({card.id for card in parts}) == len(parts)


@pytest.mark.parametrize("name", NAMES)
def test_every_order_has_the_same_works(database: Database, name: str) -> None:
    found = {order: {card.id for card in whole(database, name, xep=order)} for order in ORDERS}
    assert len({frozenset(ids) for ids in found.values()}) == 1


def test_orders_are_what_they_say(database: Database) -> None:
    dates = [card.date.first for card in whole(database, "types.kind", xep="moi-truoc") if card.date]
    assert dates == sorted(dates, reverse=True)
    counts = [card.cited for card in whole(database, "most_cited.index")]
    assert counts == sorted(counts, reverse=True)
    assert all(counts)


@pytest.mark.parametrize(
    ("args", "only"),
    [
        pytest.param({"nam": "2014"}, lambda card: card.date and card.date.year == 2014, id="a year"),
        pytest.param({"tu": "2014", "den": "2015"}, lambda card: 2014 <= card.date.year <= 2015, id="years"),
        pytest.param({"tu": "2014-05-01"}, lambda card: card.date.year >= 2014, id="a day as a year"),
        pytest.param({"con": "chua-co"}, lambda card: card.genre == "stub", id="not held"),
        pytest.param({"co-quan": "chinh-phu"}, lambda card: card.issuer.body == "chinh-phu", id="a body"),
        pytest.param({"loai": "chi-thi"}, lambda card: card.type == "Chỉ thị", id="a type"),
        pytest.param({"loai": "<b>"}, lambda _card: False, id="no type narrows to nothing"),
    ],
)
def test_the_address_narrows(database: Database, args: dict[str, str], only: Callable[[Any], bool]) -> None:
    everything = whole(database, "most_cited.index")
    assert all(only(card) for card in whole(database, "most_cited.index", **args))
    assert len(whole(database, "most_cited.index", **args)) <= len(everything)


def test_what_is_missing_is_cited_and_not_held(database: Database) -> None:
    found = whole(database, "missing.index")
    assert found
    assert all(card.genre == "stub" and card.cited for card in found)


def test_a_name_of_nothing_is_refused(database: Database) -> None:
    with database.reading() as connection, pytest.raises(NotHere):
        LISTS["bodies.body"].cards(connection, {"body_id": "khong-co"})


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/khoa", id="terms"),
        pytest.param("/khoa/xi", id="a term"),
        pytest.param("/khoa/chua-ro", id="no term known"),
        pytest.param("/chu-de", id="topics"),
        pytest.param("/duoc-dan-nhieu?tu=2010&den=2020&loai=chi-thi", id="most cited, narrowed"),
        pytest.param("/duoc-dan-nhieu?tu=x&trang=%22%3E", id="a hostile address"),
        pytest.param("/moi", id="what came in"),
        pytest.param("/moi/tin-bai", id="articles"),
        pytest.param("/day-so", id="series"),
        pytest.param("/day-so?tim=%3Cscript%3E", id="series sought by markup"),
        pytest.param("/lich/chua-ro", id="no date"),
        pytest.param("/con-thieu?loai=huong-dan&tieng=en", id="in English"),
    ],
)
def test_pages_of_lists_are_sound(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    faults = read(answer.get_data(as_text=True)).faults
    assert [one for one in faults if one != "no lang" or "tieng=en" not in address] == []


def test_a_term_says_its_days(client: FlaskClient) -> None:
    words = read(client.get("/khoa/xi").get_data(as_text=True)).words()
    assert "sau ngày 19/01/2011, trước ngày 20/01/2016" in words
    assert "47-CT/TU" in words


def test_what_changed_stands_under_its_day(client: FlaskClient) -> None:
    page = client.get("/moi").get_data(as_text=True)
    assert page.count("<h3") >= 1
    assert "Chỉ thị 47-CT/TU" in page
