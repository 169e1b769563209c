"""One store in the place of another: everything of the new one, readers undisturbed, former addresses still leading."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import NotHere, StoreError
from archive.store import documents
from archive.store.database import Database, open_database
from archive.store.replacement import discard, take_place
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, capture, directive, take

FIRST = directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", text="Chỉ thị về họp chi bộ")
ARTICLE = article("Bài nói về một cuộc họp.", title="Một")


@pytest.fixture
def new(tmp_path: Path, empty_store: Path) -> Iterator[Database]:
    shutil.copy(empty_store, tmp_path / "moi.sqlite")
    with open_database(tmp_path / "moi.sqlite") as opened:
        yield opened


def test_what_the_new_store_holds_is_there_and_nothing_else(database: Database, new: Database) -> None:
    take(database, article("Bài cũ nói chuyện khác.", title="Cũ"), "cu.html")
    there = take(new, FIRST, "a.html")
    take_place(database, new)
    with database.reading() as connection:
        held = documents.get(connection, there.address)
        assert held is not None
        assert held.text == FIRST.text
        assert documents.find_by_serial(connection, 47)
        with pytest.raises(NotHere):
            documents.locate(connection, "tin/lao-cai/chua-ro/cu")


def test_a_reader_goes_on_with_what_it_saw(database: Database, new: Database) -> None:
    before, there = take(database, ARTICLE, "a.html"), take(new, FIRST, "b.html")
    with database.reading() as connection:
        assert documents.get(connection, before.address) is not None
        take_place(database, new)
        assert documents.get(connection, before.address) is not None
        assert documents.get(connection, there.address) is None
    with database.reading() as connection:
        assert documents.get(connection, there.address) is not None


def test_an_address_that_only_the_old_store_knew_leads_to_the_same_bytes(database: Database, new: Database) -> None:
    misread = replace(FIRST, number=None, genre="article", title="đọc sai")
    former = take(database, misread, "a.html")
    with new.atomic() as connection:
        now = documents.put(connection, FIRST, capture=capture(misread, "a.html"))
    assert former.address != now.address
    assert take_place(database, new) == 1
    with database.reading() as connection:
        located = documents.locate(connection, former.address)
        assert (located.work, located.address, located.redirected) == (now.work, now.address, True)


def test_redirects_of_the_old_store_go_on_leading(database: Database, new: Database) -> None:
    unsure = take(database, replace(FIRST, date=None), "a.html")
    dated = take(database, FIRST, "a.html")
    assert unsure.address != dated.address
    now = take(new, FIRST, "a.html")
    take_place(database, new)
    with database.reading() as connection:
        assert documents.locate(connection, unsure.address).work == now.work


def test_an_address_that_is_another_works_now_stays_that_works(database: Database, new: Database) -> None:
    take(database, FIRST, "a.html")
    other = take(new, FIRST, "khac.html")
    take(new, directive("47-CT/TU", body=TUYEN_QUANG, date="2016-01-02", text="Chỉ thị khác"), "a.html")
    assert take_place(database, new) == 0
    with database.reading() as connection:
        assert documents.locate(connection, other.address).redirected is False


def test_a_store_that_another_holds_stays_as_it_was(
    database: Database, new: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = take(database, ARTICLE, "a.html")
    take(new, FIRST, "b.html")
    monkeypatch.setattr("archive.store.replacement.BUSY_MILLISECONDS", 1)
    holder = sqlite3.connect(database.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreError, match="kho cũ còn nguyên"):
            take_place(database, new)
    finally:
        holder.close()
    with database.reading() as connection:
        assert documents.get(connection, before.address) is not None


def test_a_store_is_discarded_with_what_stands_beside_it(tmp_path: Path) -> None:
    for name in ("a.sqlite", "a.sqlite-wal", "a.sqlite-shm", "b.sqlite"):
        (tmp_path / name).touch()
    discard(tmp_path / "a.sqlite")
    discard(tmp_path / "a.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["b.sqlite"]
