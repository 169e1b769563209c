"""Addresses: free ones, yielded ones, former ones that lead on."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
from hypothesis import example as example_of
from hypothesis import given as drawn
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from archive.errors import NotHere
from archive.store import addresses
from archive.store.addresses import CATALOGUED, CITED, HELD
from archive.store.database import Database, open_database
from archive.store.tables import index_removals, redirects, tombstones, works

WANTED = "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu"


def row(database: Database, wanted: str, rank: int, key: str = "47-CT/TU") -> int:
    genre, grade = ("directive", "") if rank == HELD else ("stub", "A" if rank == CATALOGUED else "")
    with database.atomic() as connection:
        free = addresses.claim(connection, wanted, rank=rank)
        values = {"address": free, "genre": genre, "grade": grade, "key": key, "bare_key": "", "demonstration": False}
        made = insert(works).values(seed="", source="", stale=1, created_at="", **values).returning(works.c.id)
        return int(connection.execute(made).scalar_one())


def where(database: Database, work: int) -> str:
    with database.reading() as connection:
        return str(connection.execute(select(works.c.address).where(works.c.id == work)).scalar_one())


def test_who_comes_second_gets_a_number(database: Database) -> None:
    assert [where(database, row(database, WANTED, HELD)) for _ in range(3)] == [WANTED, f"{WANTED}-2", f"{WANTED}-3"]


@pytest.mark.parametrize(
    ("first", "second", "yields", "reason"),
    [
        (CITED, HELD, True, "a held text outranks a stub"),
        (CITED, CATALOGUED, True, "the authority table outranks a citation"),
        (CATALOGUED, HELD, True, "a held text outranks the authority table"),
        (CITED, CITED, False, "first come, first served"),
        (HELD, CITED, False, "a stub outranks nothing"),
    ],
)
def test_who_has_less_right_gives_way(database: Database, first: int, second: int, yields: bool, reason: str) -> None:
    former, newer = row(database, WANTED, first), row(database, WANTED, second)
    assert (where(database, newer) == WANTED) is yields, reason
    assert {where(database, former), where(database, newer)} == {WANTED, f"{WANTED}-2"}


def test_a_sharpened_address_redirects(database: Database) -> None:
    work = row(database, "chua-ro/chi-thi/chua-ro/47-ct-tu", CITED)
    with database.atomic() as connection:
        assert addresses.sharpen(connection, work, WANTED, rank=CITED) == WANTED
        found = addresses.locate(connection, "chua-ro/chi-thi/chua-ro/47-ct-tu")
        assert (found.work, found.address, found.redirected) == (work, WANTED, True)
        assert not addresses.locate(connection, WANTED).redirected
        assert connection.execute(select(index_removals.c.address)).scalars().all() == [
            "chua-ro/chi-thi/chua-ro/47-ct-tu"
        ]


def test_a_numbered_address_stays(database: Database) -> None:
    row(database, WANTED, HELD)
    second = row(database, WANTED, HELD)
    with database.atomic() as connection:
        assert addresses.sharpen(connection, second, WANTED, rank=HELD) == f"{WANTED}-2"


def test_twice_sharpened_both_former_addresses_lead_on(database: Database) -> None:
    work = row(database, "a/b/c/1", CITED)
    with database.atomic() as connection:
        for wanted in ("a/b/2014/1", "x/b/2014/1"):
            addresses.sharpen(connection, work, wanted, rank=CITED)
        assert {addresses.locate(connection, former).work for former in ("a/b/c/1", "a/b/2014/1")} == {work}


def test_a_live_work_outranks_a_redirect(database: Database) -> None:
    work = row(database, "a/b/c/1", CITED)
    with database.atomic() as connection:
        addresses.sharpen(connection, work, "a/b/2014/1", rank=CITED)
    newcomer = row(database, "a/b/c/1", CITED)
    with database.atomic() as connection:
        assert addresses.locate(connection, "a/b/c/1").work == newcomer
        addresses.sharpen(connection, work, "a/b/c/1", rank=HELD)
        assert addresses.locate(connection, "a/b/2014/1").address == "a/b/c/1"
        assert addresses.locate(connection, "a/b/c/1-2").work == newcomer


def test_a_vacated_address_leads_to_its_successor(database: Database) -> None:
    stub, successor = row(database, "a/b/c/1", CITED), row(database, WANTED, HELD)
    with database.atomic() as connection:
        addresses.sharpen(connection, stub, "a/b/2014/1", rank=CITED)
        former = addresses.vacate(connection, stub)
        addresses.forward(connection, former, successor)
        assert set(former) == {"a/b/c/1", "a/b/2014/1"}
        assert {addresses.locate(connection, address).work for address in former} == {successor}


def test_without_a_successor_the_number_decides(database: Database) -> None:
    stub = row(database, "a/b/c/1", CITED)
    with database.atomic() as connection:
        addresses.vacate(connection, stub)
        with pytest.raises(NotHere) as caught:
            addresses.locate(connection, "a/b/c/1")
    assert caught.value.fields["key"] == "47-CT/TU", "the page can list the works of the number"
    only = row(database, WANTED, HELD)
    with database.reading() as connection:
        assert addresses.locate(connection, "a/b/c/1").work == only
    row(database, WANTED, HELD)
    with database.reading() as connection, pytest.raises(NotHere):
        addresses.locate(connection, "a/b/c/1")


SOME = ("a/b/c/1", "a/b/c/1-2", "a/b/c/1-3", "a/b/2014/1", "x/b/c/1")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with open_database(tmp_path_factory.mktemp("addresses") / "kho.sqlite", create=True) as opened:
        yield opened


VALUES = {"seed": "", "genre": "stub", "key": "", "bare_key": "", "demonstration": False, "grade": "", "source": ""}


def given(database: Database, told: Callable[[Connection], list[str]], had: Mapping[str, str]) -> tuple[object, ...]:
    """The addresses that are given where some are had by works, some were left and some withdrawn; what still leads."""
    with database.reading() as connection:  # nothing of it stays
        for one, whose in had.items():
            if whose == "work":
                connection.execute(insert(works).values(address=one, stale=1, created_at="", **VALUES))
            elif whose == "left":
                connection.execute(insert(redirects).values(address=one, key="47-CT/TU"))
                connection.execute(insert(index_removals).values(address=one))
            else:
                connection.execute(insert(tombstones).values(address=one, sets="[]", reason="", gone_at=""))
        free = told(connection)
        leading = connection.execute(select(redirects.c.address).order_by(redirects.c.address)).scalars().all()
        removed = connection.execute(select(index_removals.c.address).order_by(index_removals.c.address)).scalars()
        return free, leading, removed.all()


def one_after_another(connection: Connection, wanted: Sequence[str]) -> list[str]:
    found: list[str] = []
    for one in wanted:
        found.append(addresses.claim(connection, one, rank=CITED))
        connection.execute(insert(works).values(address=found[-1], stale=1, created_at="", **VALUES))
    return found


@example_of(wanted=["a/b/c/1", "a/b/c/1"], had={"a/b/c/1-2": "gone"})
@example_of(wanted=["a/b/c/1", "a/b/c/1", "a/b/c/1-2"], had={"a/b/c/1": "work", "a/b/c/1-3": "left"})
@drawn(
    wanted=st.lists(st.sampled_from(SOME), max_size=6),
    had=st.dictionaries(st.sampled_from(SOME), st.sampled_from(["work", "left", "gone"])),
)
def test_addresses_given_together_are_those_given_one_after_another(
    shared: Database, wanted: list[str], had: dict[str, str]
) -> None:
    together = given(shared, lambda connection: addresses.claim_all(connection, wanted), had)
    assert together == given(shared, lambda connection: one_after_another(connection, wanted), had)
