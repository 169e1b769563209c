"""A work taken out for good: nothing of it is told again, others of its number go on, and its addresses say why."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from archive.accession import accession, load_catalogue
from archive.cite.resolve import settle
from archive.errors import NotHere
from archive.store import documents, harvest, links, waiting
from archive.store.database import Database, open_database
from archive.store.tables import mentions, readings, redirects, tombstones, works
from archive.store.tombs import is_withdrawn, key_digest
from archive.store.withdrawal import Withdrawn, carry, withdraw
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, authority, capture, directive, mention, take

ADDRESS = "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu"
SECRET = directive(
    "47-CT/TU", body=LAO_CAI, date="2014-11-11", text="Thực hiện Chỉ thị số 12-CT/TU của Tỉnh ủy Lào Cai."
)
CITING = "Theo Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai, chi bộ họp."
OTHER = "Theo Chỉ thị số 47-CT/TU, ngày 05/03/2014 của Tỉnh ủy Tuyên Quang, chi bộ họp."


def out(database: Database, address: str = ADDRESS) -> Withdrawn:
    with database.atomic() as connection:
        return withdraw(connection, address, reason="Văn bản chưa được công bố.", resolve=settle)


def addresses(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(connection.execute(select(works.c.address)).scalars())


@pytest.fixture
def filled(database: Database) -> Database:
    """A work, what it cites (a stub), a namesake of another province that is cited and not held, two that cite."""
    take(database, SECRET, "mat.txt", [mention(SECRET.text, "12-CT/TU", body=LAO_CAI)])
    take(database, article(CITING, title="a", date="2015-01-01"), "a.txt",
         [mention(CITING, "47-CT/TU", body=LAO_CAI, date="2014-11-11")])  # fmt: skip
    take(database, article(OTHER, title="b", date="2015-02-01"), "b.txt",
         [mention(OTHER, "47-CT/TU", body=TUYEN_QUANG, date="2014-03-05")])  # fmt: skip
    return database


def test_nothing_of_it_stays(filled: Database) -> None:
    gone = out(filled)
    assert gone == Withdrawn((ADDRESS,), (capture(SECRET, "mat.txt").digest,))
    with filled.reading() as connection:
        with pytest.raises(NotHere):
            documents.locate(connection, ADDRESS)
        tomb = harvest.tombstone(connection, ADDRESS)
        assert tomb is not None
        assert tomb.reason == "Văn bản chưa được công bố."
        assert ADDRESS in waiting.pending(connection).removed
        assert connection.execute(select(mentions).where(mentions.c.surface == "12-CT/TU")).first() is None


def test_no_stub_takes_its_place_and_other_works_of_the_number_stay(filled: Database) -> None:
    before = addresses(filled)
    out(filled)
    after = addresses(filled)
    # The stub that only the withdrawn text cited goes with it; the namesake of the other province stays.
    assert before - after == {ADDRESS, "tinh-uy-lao-cai/chi-thi/chua-ro/12-ct-tu"}
    assert after - before == set()
    assert "tinh-uy-tuyen-quang/chi-thi/2014/47-ct-tu" in after


def test_a_later_citation_makes_no_stub_of_it(filled: Database) -> None:
    out(filled)
    later = CITING.replace("chi bộ họp", "đảng viên học tập")
    named = [mention(later, "47-CT/TU", body=LAO_CAI, date="2014-11-11")]
    where = take(filled, article(later, title="c", date="2016-01-01"), "c.txt", named).address
    bare = "Nhắc lại Chỉ thị số 47-CT/TU."
    take(filled, article(bare, title="d", date="2016-01-02"), "d.txt", [mention(bare, "47-CT/TU")])
    assert not [one for one in addresses(filled) if one.startswith("tinh-uy-lao-cai/chi-thi")]
    with filled.reading() as connection:
        (linked,) = links.mentions_of(connection, where)
        assert linked.link.target is None
        rules = connection.execute(select(readings.c.rule).where(readings.c.target.is_(None))).scalars().all()
    assert "withdrawn" in rules


def test_the_authority_table_does_not_name_it_again(filled: Database) -> None:
    out(filled)
    load_catalogue(filled, [authority("47-CT/TU", body=LAO_CAI, date="2014-11-11")])
    assert not [one for one in addresses(filled) if one.startswith("tinh-uy-lao-cai/chi-thi")]


def test_its_address_never_leads_to_another_work(filled: Database) -> None:
    out(filled)
    stored = take(filled, replace(SECRET, text="Bản khác, đã bỏ dấu."), "khac.txt")
    assert stored.address == f"{ADDRESS}-2"


def test_who_cited_it_counts_as_changed(filled: Database) -> None:
    with filled.atomic() as connection:
        connection.execute(works.update().values(changed_at="2020-01-01T00:00:00+00:00", stale=0))
    out(filled)
    with filled.reading() as connection:
        rows = connection.execute(select(works.c.title, works.c.stale).where(works.c.changed_at > "2021")).all()
    assert ("a", 1) in [tuple(row) for row in rows]
    assert "b" not in [row.title for row in rows]


def test_former_addresses_are_gone_too(database: Database) -> None:
    early = directive("47-CT/TU", body=LAO_CAI, text="Chi bộ họp.")
    first = take(database, early, "mat.txt").address
    take(database, replace(early, date=SECRET.date), "mat.txt")
    with database.reading() as connection:
        assert connection.execute(select(redirects.c.address)).scalars().all() == [first]
    gone = out(database)
    assert set(gone.addresses) == {ADDRESS, first}
    with database.reading() as connection:
        assert {row.address for row in connection.execute(select(tombstones))} == {ADDRESS, first}
        assert connection.execute(select(redirects)).first() is None


def test_only_the_digest_of_the_key_is_kept(filled: Database) -> None:
    out(filled)
    with filled.reading() as connection:
        row = connection.execute(select(tombstones)).one()
    assert row.key_digest == key_digest(SECRET.number.key if SECRET.number else "")
    assert "47" not in row.reason + row.sets


def test_a_store_made_anew_knows_what_was_withdrawn(filled: Database, tmp_path: Path) -> None:
    out(filled)
    with open_database(tmp_path / "moi.sqlite", create=True) as new:
        assert carry(filled, new) == 1
        text = article(CITING, title="a", date="2015-01-01")
        named = [mention(CITING, "47-CT/TU", body=LAO_CAI, date="2014-11-11")]
        accession(new, text, capture(text, "a.txt"), named)
        assert [one for one in addresses(new) if "47-ct-tu" in one] == []


@pytest.mark.parametrize(
    ("wanted", "gone"),
    [
        pytest.param(ADDRESS, True, id="the very one"),
        pytest.param("tinh-uy-lao-cai/chi-thi/chua-ro/47-ct-tu", True, id="the year is not known"),
        pytest.param("chua-ro/chi-thi/2014/47-ct-tu", True, id="the body is not known"),
        pytest.param("tinh-uy-lao-cai/chi-thi/2020/47-ct-tu", False, id="of another term"),
        pytest.param("tinh-uy-tuyen-quang/chi-thi/2014/47-ct-tu", False, id="of another province"),
    ],
)
def test_what_may_be_the_withdrawn_work(wanted: str, gone: bool) -> None:
    assert is_withdrawn(wanted, [ADDRESS]) is gone
