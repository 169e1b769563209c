"""Stubs made together: their rows, numbers and addresses are those of stubs made one after another."""

from sqlalchemy import insert, select

from archive.store.addresses import CITED, claim
from archive.store.database import Database
from archive.store.new_stubs import NewStubs
from archive.store.tables import works

KNOWN = {"genre": "stub", "key": "47-CT/TU", "bare_key": "", "body": "tinh-uy-lao-cai"}


def test_a_stub_has_the_number_of_its_row_before_it_is_written(database: Database) -> None:
    with database.atomic() as connection:
        new = NewStubs(connection)
        first, second = new.make(KNOWN, "a/b/c/47"), new.make({**KNOWN, "body": None}, "a/b/c/47")
        assert connection.execute(select(works.c.id)).all() == [], "it is written when it is kept"
        new.keep()
        rows = {row.id: row for row in connection.execute(select(works))}
    assert [rows[first].address, rows[second].address] == ["a/b/c/47", "a/b/c/47-2"]
    assert [rows[first].body, rows[second].body] == ["tinh-uy-lao-cai", None]
    assert (rows[first].grade, rows[first].title, rows[first].demonstration) == ("", None, False)
    assert rows[first].stale == 1, "the index has to read it"
    assert rows[first].created_at == rows[first].changed_at != ""


def test_what_was_written_meanwhile_is_not_written_over(database: Database) -> None:
    with database.atomic() as connection:
        new = NewStubs(connection)
        new.make(KNOWN, "a/b/c/47")
        new.keep()
        values = {"seed": "", "grade": "", "source": "", "demonstration": False, "stale": 1, "created_at": "", **KNOWN}
        connection.execute(insert(works).values(address=claim(connection, "a/b/c/47", rank=CITED), **values))
        new.make(KNOWN, "a/b/c/47")
        new.keep()
        new.keep()  # nothing waits
        found = connection.execute(select(works.c.id, works.c.address).order_by(works.c.id)).all()
    assert [tuple(row) for row in found] == [(1, "a/b/c/47"), (2, "a/b/c/47-2"), (3, "a/b/c/47-3")]
