"""What a page of results reads: the cards and texts that the documents have, one statement each however many."""

from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from archive.store import documents, outlines, shown
from archive.store.cards import cards_by_id
from archive.store.database import Database
from archive.works.document import Block
from tests.archive.making import LAO_CAI, TUYEN_QUANG, capture, directive

PAPERS = [
    replace(directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", title="sinh hoạt chi bộ"), text="Một\nhai"),
    replace(directive("5-KH/TU", body=TUYEN_QUANG, date=None, title="văn thư"), text="Ba", blocks=(Block(0, 2),)),
]


@pytest.fixture
def addresses(database: Database) -> list[str]:
    with database.atomic() as connection:
        return [
            documents.put(connection, paper, capture=capture(paper, f"{n}.html")).address
            for n, paper in enumerate(PAPERS)
        ]


def test_the_cards_are_those_of_any_list(database: Database, addresses: list[str]) -> None:
    with database.reading() as connection:
        found = shown.cards(connection, [*addresses, "khong/co", addresses[0]])
        known = cards_by_id(connection, range(1, 9))
    assert found == {card.id: card for card in known.values() if card.id in addresses}
    assert list(found) != []


def test_the_texts_with_their_outlines(database: Database, addresses: list[str]) -> None:
    with database.reading() as connection:
        found = shown.texts(connection, [*addresses, "khong/co"])
        kept = {one: (documents.text_of(connection, one), outlines.outline_of(connection, one)) for one in addresses}
    assert found == kept


def test_one_statement_for_a_page(database: Database, addresses: list[str]) -> None:
    asked: list[str] = []
    with database.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        shown.texts(connection, addresses)
        shown.cards(connection, addresses)
    assert len([one for one in asked if one.startswith("SELECT")]) == 3
    assert shown.cards(connection, []) == {}


def test_damage_is_told_as_by_any_question(database: Database) -> None:
    with database.atomic() as connection:
        connection.exec_driver_sql("ALTER TABLE works RENAME COLUMN title TO heading")
    with pytest.raises(DatabaseError, match="no such column"), database.reading() as connection:
        shown.cards(connection, ["a"])
