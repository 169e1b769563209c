"""Records in the order of their change: nothing twice in a harvest, nothing lost whatever changes meanwhile."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from archive.cite.resolve import settle
from archive.store import harvest
from archive.store.database import Database
from archive.store.harvest import Place, Record, Span, place_of
from archive.store.tables import redirects, tombstones, works
from archive.store.withdrawal import withdraw
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, directive, mention, take

T = "2026-01-{:02d}T00:00:00+00:00"


@pytest.fixture
def filled(database: Database) -> Database:
    """Ten directives of two bodies and an article, three in one moment; one address left, two withdrawn at once."""
    for n in range(1, 11):
        body = LAO_CAI if n % 2 else TUYEN_QUANG
        take(database, directive(f"{n:02d}-CT/TU", body=body, date=f"2014-01-{n:02d}"), f"{n}.txt")
    take(database, article("Tin ngắn.", title="Tin", date="2015-01-01"), "tin.txt")
    early = directive("20-CT/TU", body=LAO_CAI, text="Chi bộ họp.")
    take(database, early, "som.txt")
    take(database, replace(early, date=directive("1-CT/TU", date="2014-05-05").date), "som.txt")
    with database.atomic() as connection:
        for row in (1, 2):
            address = f"tinh-uy-{'lao-cai' if row % 2 else 'tuyen-quang'}/chi-thi/2014/{row:02d}-ct-tu"
            withdraw(connection, address, reason="Rút.", resolve=settle)
        for row in range(1, 14):
            connection.execute(update(works).where(works.c.id == row).values(changed_at=T.format(max(4, row))))
        connection.execute(update(redirects).values(left_at=T.format(5)))
        connection.execute(update(tombstones).values(gone_at=T.format(5)))
    return database


def harvested(database: Database, span: Span, size: int) -> list[Record]:
    found: list[Record] = []
    place: Place | None = None
    with database.reading() as connection:
        while page := harvest.records(connection, span, after=place, limit=size):
            assert len(page) <= size
            found += page
            place = place_of(page[-1])
    return found


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_any_size_of_pages_gives_every_record_once(filled: Database, size: int) -> None:
    found = harvested(filled, Span(), size)
    assert found == harvested(filled, Span(), 100)
    assert len({one.address for one in found}) == len(found) == 8 + 1 + 1 + 1 + 2
    assert [one.changed_at for one in found] == sorted(one.changed_at for one in found)
    assert {one.address for one in found if one.gone} == {
        "tinh-uy-lao-cai/chi-thi/2014/01-ct-tu",
        "tinh-uy-tuyen-quang/chi-thi/2014/02-ct-tu",
        "tinh-uy-lao-cai/chi-thi/chua-ro/20-ct-tu",
    }


def test_what_changes_during_a_harvest_is_met_at_its_end(filled: Database) -> None:
    with filled.reading() as connection:
        page = harvest.records(connection, Span(), limit=4)
    with filled.atomic() as connection:
        connection.execute(update(works).where(works.c.address.like("%/09-ct-tu")).values(changed_at=T.format(30)))
    with filled.reading() as connection:
        rest = harvest.records(connection, Span(), after=place_of(page[-1]), limit=100)
    assert rest[-1].address.endswith("09-ct-tu")
    assert len(page) + len(rest) == len(harvested(filled, Span(), 100))


@pytest.mark.parametrize(
    ("span", "count"),
    [
        pytest.param(Span(since=T.format(9)), 4, id="from a moment on"),
        pytest.param(Span(until=T.format(4)), 2, id="up to a moment, included"),
        pytest.param(Span(since=T.format(5), until=T.format(5)), 4, id="one moment: a work and three that are gone"),
        pytest.param(Span(named="type:tin-bai"), 1, id="articles"),
        pytest.param(Span(named="body:tinh-uy-tuyen-quang"), 5, id="a body, with what is gone of it"),
        pytest.param(Span(named="body:khong-co"), 0, id="a set there is not"),
    ],
)
def test_bounds_and_sets(filled: Database, span: Span, count: int) -> None:
    assert len(harvested(filled, span, 2)) == count


def test_every_record_is_found_by_its_opaque_name(filled: Database) -> None:
    with filled.reading() as connection:
        names = harvest.names(connection)
        for one in harvested(filled, Span(), 100):
            assert names[harvest.opaque(one.address)] == one.address
            assert harvest.record_of(connection, one.address) == one
            assert "ct-tu" not in harvest.opaque(one.address)
        assert harvest.record_of(connection, "khong/co/gi/ca") is None
        assert harvest.earliest(connection) == T.format(4)


def test_sets_are_bodies_types_and_articles(filled: Database) -> None:
    with filled.reading() as connection:
        assert [name for name, _ in harvest.sets(connection)] == [
            "body:tinh-uy-lao-cai",
            "body:tinh-uy-tuyen-quang",
            "type:chi-thi",
            "type:tin-bai",
        ]


def test_what_texts_cite_in_one_question(database: Database) -> None:
    text = "Theo Chỉ thị số 47-CT/TU của Tỉnh ủy Lào Cai và Chỉ thị số 12-CT/TU của Tỉnh ủy Lào Cai, lại 47-CT/TU."
    named = [mention(text, one, body=LAO_CAI) for one in ("47-CT/TU", "12-CT/TU")]
    where = take(database, article(text, title="a", date="2015-01-01"), "a.txt", named).address
    with database.reading() as connection:
        cited = harvest.cited_by_text(connection, [where, "khong/co"])
    assert [one.rpartition("/")[2] for one in cited[where]] == ["47-ct-tu", "12-ct-tu"]


def test_pages_are_works_whose_text_is_held(filled: Database) -> None:
    with filled.reading() as connection:
        total = harvest.held_total(connection)
        first, second = harvest.pages(connection, offset=0, limit=6), harvest.pages(connection, offset=6, limit=6)
    assert total == len({*first, *second}) == 10
