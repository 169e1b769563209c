"""Which bytes an origin gave last: the same ones need not be read again, all others must."""

import sqlite3
from dataclasses import replace
from typing import Any

from archive.cite.resolve import settle
from archive.store import documents, links
from archive.store.captures import bring_back, given, held
from archive.store.database import Database
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, capture, directive, mention, take

TEXT = directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", text="bản đầu")


def test_the_newest_bytes_of_an_origin_are_held(database: Database) -> None:
    stored = take(database, TEXT, "a.txt")
    with database.reading() as connection:
        card = held(connection, "a.txt", capture(TEXT, "a.txt").digest)
        assert card is not None
        assert (card.id, card.number) == (stored.address, "47-CT/TU")
        assert held(connection, "b.txt", capture(TEXT, "b.txt").digest) is None
        assert held(connection, "a.txt", "0" * 64) is None


def test_bytes_that_were_replaced_are_not_the_newest(database: Database) -> None:
    changed = replace(TEXT, text="bản sau")
    take(database, TEXT, "a.txt")
    take(database, changed, "a.txt")
    with database.reading() as connection:
        assert held(connection, "a.txt", capture(changed, "a.txt").digest) is not None
        assert held(connection, "a.txt", capture(TEXT, "a.txt").digest) is None
        assert given(connection, "a.txt", capture(TEXT, "a.txt").digest) is not None
        assert given(connection, "b.txt", capture(TEXT, "a.txt").digest) is None


# --- A, B, A ---------------------------------------------------------------------------------------------------------

CITED = "Theo Chỉ thị số 12-CT/TU của Tỉnh ủy Tuyên Quang, các chi bộ họp."
FIRST = directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", title="về họp", text=CITED)
SECOND = replace(FIRST, text="Các chi bộ họp, không theo văn bản nào.", title="về họp chi bộ")


def _said(database: Database) -> dict[str, list[Any]]:
    """What the store says, apart from row numbers, times and what the index has to read."""
    questions = {
        "works": "SELECT address, genre, number, title FROM works ORDER BY address",
        "editions": "SELECT origin, text, described, current FROM editions ORDER BY id",
        "captures": "SELECT edition, origin, digest, captured_at FROM captures ORDER BY id",
        "mentions": "SELECT m.edition, m.surface, r.key, t.address FROM mentions m JOIN readings r ON r.id = m.reading"
        " LEFT JOIN works t ON t.id = r.target ORDER BY m.id",
    }
    connection = sqlite3.connect(database.path)
    found = {name: connection.execute(question).fetchall() for name, question in questions.items()}
    connection.close()
    return found


def test_bytes_that_come_back_are_taken_in_as_if_read_again(database: Database) -> None:
    found = [mention(CITED, "12-CT/TU", body=TUYEN_QUANG)]
    stored = take(database, FIRST, "a.txt", found)
    take(database, SECOND, "a.txt")
    with database.atomic() as connection:
        again = bring_back(connection, capture(FIRST, "a.txt"), settle)
        assert again is not None
        assert (again.address, again.outcome) == (stored.address, "revised")
    with database.reading() as connection:
        assert documents.text_of(connection, stored.address) == CITED
        assert [one.mention.surface for one in links.mentions_of(connection, stored.address)] == ["12-CT/TU"]
        assert held(connection, "a.txt", capture(FIRST, "a.txt").digest) is not None
    brought = _said(database)
    take(database, SECOND, "a.txt")
    take(database, FIRST, "a.txt", found)
    read = _said(database)
    assert {**read, "captures": read["captures"][:3]} == brought


def test_bytes_that_never_came_bring_nothing_back(database: Database) -> None:
    take(database, FIRST, "a.txt")
    with database.atomic() as connection:
        assert bring_back(connection, capture(FIRST, "b.txt"), settle) is None
        assert bring_back(connection, capture(SECOND, "a.txt"), settle) is None


def test_the_newest_bytes_brought_back_change_nothing(database: Database) -> None:
    take(database, FIRST, "a.txt")
    before = _said(database)
    with database.atomic() as connection:
        again = bring_back(connection, capture(FIRST, "a.txt"), settle)
    assert again is not None
    assert again.outcome == "same"
    assert _said(database) == before


def test_each_origin_stands_for_itself(database: Database) -> None:
    first, second = article("Bài một nói về họp.", title="Một"), article("Bài hai nói về học.", title="Hai")
    take(database, first, "a.html")
    stored = take(database, second, "b.html")
    with database.reading() as connection:
        card = held(connection, "b.html", capture(second, "b.html").digest)
    assert card is not None
    assert card.id == stored.address


def test_an_empty_store_holds_nothing(database: Database) -> None:
    with database.reading() as connection:
        assert held(connection, "", "") is None
