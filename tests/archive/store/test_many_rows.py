"""Rows handed to the driver as they are: what comes back is what was given, and what is missing is an error."""

from typing import Any

import pytest
from sqlalchemy import bindparam, insert, literal_column, select, update
from sqlalchemy.exc import ProgrammingError

from archive.store.database import Database
from archive.store.many_rows import insert_rows, next_ids, update_rows
from archive.store.tables import editions, metadata, works

ROW: dict[str, Any] = {
    "address": "a",
    "seed": "",
    "genre": "stub",
    "key": "",
    "bare_key": "",
    "grade": "",
    "source": "",
}
WORK: dict[str, Any] = {**ROW, "demonstration": True, "created_at": "", "stale": 2, "title": None, "year": 2014}
TEXT: dict[str, Any] = {
    "work": 1,
    "origin": "a.html",
    "text": "Chỉ thị “số 47”; :work %s ?",
    "digest": "d",
    "described": "{}",
    "blocks": "[]",
    "words": b"\x00\xff",
    "evidence": "[]",
    "sketch": None,
    "current": False,
    "created_at": "",
}


def test_what_comes_back_is_what_was_given(database: Database) -> None:
    with database.atomic() as connection:
        insert_rows(connection, works, [WORK, {**WORK, "address": "b", "demonstration": False, "title": "Đề án"}])
        insert_rows(connection, editions, [TEXT])
        by_library = {**TEXT, "work": 2}
        connection.execute(insert(editions), [by_library])
        ours, other = connection.execute(select(editions).order_by(editions.c.id)).all()
        rows = connection.execute(select(works).order_by(works.c.id)).all()
    assert ours._asdict() == {**other._asdict(), "id": 1, "work": 1}
    assert {name: ours._asdict()[name] for name in TEXT} == TEXT
    assert [(row.demonstration, row.title, row.year) for row in rows] == [(True, None, 2014), (False, "Đề án", 2014)]
    assert rows[0].changed_at == "", "a default of the table itself holds"


def test_an_update_for_each_row_of_values(database: Database) -> None:
    statement = (
        update(works)
        .where(works.c.id == bindparam("of"))
        .values(stale=works.c.stale + literal_column("1"), title=bindparam("title"))
    )
    with database.atomic() as connection:
        insert_rows(connection, works, [{**WORK, "address": one} for one in "abc"])
        update_rows(connection, statement, [{"of": 1, "title": "Một"}, {"of": 3, "title": None}])
        rows = connection.execute(select(works.c.title, works.c.stale).order_by(works.c.id)).all()
    assert [tuple(row) for row in rows] == [("Một", 3), (None, 2), (None, 3)]


def test_no_rows_are_no_statement(database: Database) -> None:
    with database.atomic() as connection:
        insert_rows(connection, works, [])
        update_rows(connection, update(works).values(stale=bindparam("stale")), [])
        assert connection.execute(select(works.c.id)).all() == []


def test_a_row_without_a_value_is_an_error(database: Database) -> None:
    with database.atomic() as connection, pytest.raises(ProgrammingError, match="supply a value"):
        insert_rows(connection, works, [WORK, ROW])


def test_an_update_with_a_value_of_its_own_is_an_error(database: Database) -> None:
    statement = update(works).where(works.c.id == bindparam("of")).values(stale=7)
    with database.atomic() as connection, pytest.raises(ProgrammingError, match="supply a value"):
        update_rows(connection, statement, [{"of": 1}])


def test_numbers_go_on_behind_the_highest_row(database: Database) -> None:
    with database.atomic() as connection:
        assert next(next_ids(connection, works)) == 1
        insert_rows(connection, works, [{**WORK, "id": 41}])
        numbers = next_ids(connection, works)
        assert [next(numbers), next(numbers)] == [42, 43]
        connection.execute(insert(works).values({**WORK, "address": "b"}))
        assert connection.execute(select(works.c.id).where(works.c.address == "b")).scalar_one() == 42


@pytest.mark.parametrize("table", [*metadata.tables.values()], ids=str)
def test_no_column_has_a_default_made_in_python(table: Any) -> None:  # noqa: ANN401  # the library's
    """The driver would not know it; `insert_rows` then had to."""
    assert [column.name for column in table.columns if column.default is not None or column.onupdate is not None] == []
