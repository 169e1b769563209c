"""What is kept of a store: made once, made anew after every change, each file for itself."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from archive.ask.unchanged import UntilChanged
from archive.store.database import Database, open_database
from archive.store.tables import works


class Counted:
    """Counts the works, and how often it was asked to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, connection: Connection) -> int:
        self.times += 1
        return int(connection.execute(select(func.count()).select_from(works)).scalar_one())


def add(database: Database, address: str) -> None:
    row = dict.fromkeys(("address", "seed", "key", "bare_key"), address)
    told = {"genre": "stub", "demonstration": False, "grade": "", "source": "", "created_at": "", "stale": False}
    with database.atomic() as connection:
        connection.execute(works.insert().values(**row, **told))


def test_it_is_made_once_and_again_after_a_change(tmp_path: Path) -> None:
    counted = Counted()
    kept = UntilChanged(counted)
    with open_database(tmp_path / "a.sqlite", create=True) as database:
        with database.reading() as connection:
            assert [kept.of(connection) for _ in range(3)] == [0, 0, 0]
        assert counted.times == 1
        add(database, "a")
        with database.reading() as connection:
            assert [kept.of(connection) for _ in range(3)] == [1, 1, 1]
        assert counted.times == 2


def test_each_store_has_its_own(tmp_path: Path) -> None:
    kept = UntilChanged(Counted())
    paths = [tmp_path / f"{name}.sqlite" for name in "ab"]
    with open_database(paths[0], create=True) as one, open_database(paths[1], create=True) as other:
        add(one, "a")
        with one.reading() as first, other.reading() as second:
            assert (kept.of(first), kept.of(second), kept.of(first)) == (1, 0, 1)


@pytest.mark.parametrize("changes", [pytest.param(1, id="one"), pytest.param(3, id="several in a row")])
def test_an_older_connection_gets_the_present_state(tmp_path: Path, changes: int) -> None:
    kept = UntilChanged(Counted())
    with open_database(tmp_path / "a.sqlite", create=True) as database, database.reading() as early:
        assert kept.of(early) == 0
        for number in range(changes):
            add(database, str(number))
        assert kept.of(early) == changes
