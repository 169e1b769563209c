"""Which bytes an origin gave last: the same ones need not be read again, all others must."""

from dataclasses import replace

from archive.store.captures import held
from archive.store.database import Database
from tests.archive.making import LAO_CAI, article, capture, directive, take

TEXT = directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", text="bản đầu")


def test_the_newest_bytes_of_an_origin_are_held(database: Database) -> None:
    stored = take(database, TEXT, "a.txt")
    with database.reading() as connection:
        card = held(connection, "a.txt", capture(TEXT, "a.txt").digest)
        assert card is not None
        assert (card.id, card.number) == (stored.address, "47-CT/TU")
        assert held(connection, "b.txt", capture(TEXT, "b.txt").digest) is None
        assert held(connection, "a.txt", "0" * 64) is None


def test_bytes_that_were_replaced_and_come_back_are_read_again(database: Database) -> None:
    changed = replace(TEXT, text="bản sau")
    take(database, TEXT, "a.txt")
    take(database, changed, "a.txt")
    with database.reading() as connection:
        assert held(connection, "a.txt", capture(changed, "a.txt").digest) is not None
        assert held(connection, "a.txt", capture(TEXT, "a.txt").digest) is None


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
