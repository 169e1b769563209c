"""What a page of results reads: the cards and texts that the documents have, one statement each however many."""

from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError

from archive.store import documents, outlines, shown
from archive.store.cards import cards_by_id
from archive.store.database import Database
from archive.text.span import Span
from archive.works.document import Block
from archive.works.outline import OUTLINE_RECIPE
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


def test_a_long_text_is_not_read_with_the_short_ones(
    database: Database, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = replace(PAPERS[0], text="Chi bộ họp. " * 3_000, words=tuple(Span(at, at + 3) for at in range(0, 36_000, 12)))
    with database.atomic() as connection:
        where = documents.put(connection, long, capture=capture(long, "0.html")).address
        found = shown.short_texts(connection, [where, *addresses, "khong/co"])
        assert found[where] == (None, outlines.outline_of(connection, where))
        others = [one for one in addresses if one != where]
        assert {one: found[one] for one in others} == shown.texts(connection, others)
        monkeypatch.setattr("archive.store.packing.OUTLINE_RECIPE", OUTLINE_RECIPE + 1)
        assert shown.short_texts(connection, [where]) == {where: (None, None)}, "one of another recipe is none"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        pytest.param(Span(0, 3), "Một", id="from the first letter on"),
        pytest.param(Span(2, 6), "t\nha", id="letters, not bytes"),
        pytest.param(Span(4, 99), "hai", id="no further than the text goes"),
        pytest.param(Span(3, 3), "", id="nothing of it"),
    ],
)
def test_a_stretch_of_a_text(database: Database, addresses: list[str], span: Span, said: str) -> None:
    with database.reading() as connection:
        assert shown.stretches(connection, {addresses[0]: span, "khong/co": span}) == {addresses[0]: said}
        assert shown.stretches(connection, {}) == {}


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
