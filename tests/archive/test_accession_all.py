"""Documents taken in together are kept as one after another would keep them, and one that fails costs no other."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import Connection, insert, select

from archive.accession import Arrival, accession_all, drafted
from archive.cite.mentions import find_mentions
from archive.cite.resolve import Settlement, settle
from archive.errors import StoreError
from archive.store import drafts
from archive.store.database import Database, open_database
from archive.store.documents import Stored
from archive.store.identity import identify
from archive.store.newcomers import Newcomers
from archive.store.tables import (
    claims,
    corrections,
    editions,
    likeness_bands,
    mentions,
    reading_candidates,
    readings,
    works,
)
from archive.works.document import Card, Document, Reading
from archive.works.validity import FoundClaim
from tests.archive.making import LAO_CAI, article, capture, directive

CITING = "Thị ủy thực hiện Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai và Quyết định số 66-QĐ/TW."


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "kho.sqlite", create=True) as one:
        yield one


def arrival(document: Document, origin: str, *said: FoundClaim) -> Arrival:
    return Arrival(drafted(document, find_mentions(document.text), said), capture(document, origin))


def several() -> list[Arrival]:
    """Texts that cite each other's numbers, one text under two names, one origin twice, two works of one number."""
    return [
        arrival(article(CITING, title="Sa Pa"), "a.html"),
        arrival(directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", text="Chỉ thị của Tỉnh ủy."), "47.html"),
        arrival(article(CITING, title="Sa Pa"), "b.html"),
        arrival(
            directive("66-QĐ/TW", date="2017-02-06", text="Thay thế Chỉ thị số 47-CT/TU."),
            "66.html",
            FoundClaim("in_force", "whole", 0, 8),
        ),
        arrival(article("Bài khác, ngắn.", title="Bài khác"), "a.html"),
        arrival(directive("66-QĐ/TW", date="2007-02-06", text="Quy định của nhiệm kỳ trước."), "66-cu.html"),
    ]


def new(connection: Connection, arrivals: Sequence[Arrival]) -> list[bool]:
    """Which of them are surely new works, each taken in that is."""
    held, found = Newcomers(connection, arrivals), []
    for one in arrivals:
        found.append(held.is_new(one))
        held.made(one) if found[-1] else held.kept(one, one.draft.address, ())
    return found


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """What the store says, without row numbers, times and the counts of changes."""
    asked = {
        "works": select(works.c.address, works.c.genre, works.c.number, works.c.date, works.c.title, works.c.body),
        "texts": select(
            editions.c.text, editions.c.origin, editions.c.current, editions.c.sketch, works.c.address
        ).join(works, works.c.id == editions.c.work),
        "mentions": select(mentions.c.surface, mentions.c.sentence_start, readings.c.digest, works.c.address)
        .join(readings, readings.c.id == mentions.c.reading)
        .outerjoin(works, works.c.id == readings.c.target),
        "candidates": select(readings.c.digest, reading_candidates.c.rank, works.c.address)
        .join(readings, readings.c.id == reading_candidates.c.reading)
        .join(works, works.c.id == reading_candidates.c.work),
        "claims": select(claims.c.value, claims.c.start, claims.c.end, editions.c.text).join(
            editions, editions.c.id == claims.c.edition
        ),
        "bands": select(likeness_bands.c.band),
    }
    with database.reading() as connection:
        return {name: sorted(map(tuple, connection.execute(one)), key=repr) for name, one in asked.items()}


def test_taken_in_together_is_as_one_by_one(database: Database, tmp_path: Path) -> None:
    together = accession_all(database, several())
    with open_database(tmp_path / "khac.sqlite", create=True) as other:
        apart = [one for each in several() for one in accession_all(other, [each])]
        assert rows(database) == rows(other)
    assert [one.outcome for one in together if isinstance(one, Stored)] == [
        one.outcome for one in apart if isinstance(one, Stored)
    ]
    assert [one.address for one in together if isinstance(one, Stored)] == [
        one.address for one in apart if isinstance(one, Stored)
    ]


def test_a_second_time_everything_is_the_same(database: Database) -> None:
    accession_all(database, several()[:4])
    before = rows(database)
    again = accession_all(database, several()[:4])
    assert [one.outcome for one in again if isinstance(one, Stored)] == ["same"] * 4
    assert rows(database) == before


def test_one_that_cannot_be_kept_costs_no_other(database: Database) -> None:
    def fails(found: Sequence[Reading], known: Sequence[Card]) -> Settlement:
        if any(reading.key == several()[1].draft.row["key"] for reading in found):
            raise ValueError("a fault")
        return settle(found, known)

    outcomes = accession_all(database, several()[1:4], resolve=fails)
    assert [type(one) for one in outcomes] == [Stored, ValueError, ValueError]
    with database.reading() as connection:
        held = connection.execute(select(editions.c.origin)).scalars().all()
    assert held == ["47.html"]


def test_a_store_that_cannot_be_written_is_told_of_each_and_asked_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Database] = []

    def locked(self: Database) -> NoReturn:
        asked.append(self)
        raise StoreError("Kho đang được chương trình khác ghi.", remedy="Chờ.")

    monkeypatch.setattr(Database, "atomic", locked)
    outcomes = accession_all(database, several())
    assert (len(outcomes), {type(one) for one in outcomes}, len(asked)) == (6, {StoreError}, 1)


@pytest.mark.parametrize(
    ("held", "found"),
    [
        pytest.param([], [True, True, False, True, False, True], id="nothing held: two works of one number are two"),
        pytest.param([0], [False, False, False, True, False, True], id="one fits the stub that its text cites"),
        pytest.param([1], [True, False, False, True, False, True], id="it is held"),
        pytest.param([3], [True, True, False, False, False, False], id="behind one that is held, of its number"),
        pytest.param([0, 1, 3, 5], [False] * 6, id="all are held"),
    ],
)
def test_what_is_surely_new(database: Database, held: list[int], found: list[bool]) -> None:
    accession_all(database, [several()[one] for one in held])
    with database.reading() as connection:
        assert new(connection, several()) == found


@pytest.mark.parametrize("held", [[], [0], [1], [3], [5], [0, 1], [0, 3], [1, 5], [2, 4]])
def test_what_is_surely_new_is_so_by_all_questions(database: Database, held: list[int]) -> None:
    accession_all(database, [several()[one] for one in held])
    with database.reading() as connection:
        for one in several():
            if Newcomers(connection, [one]).is_new(one):
                assert identify(connection, one.draft, origin=one.capture.origin) is None


def test_of_a_number_that_a_revised_text_touched_nothing_is_sure(database: Database) -> None:
    """47.html becomes another text of its work; what of its number comes behind it in the batch is looked up."""
    accession_all(database, several()[1:2])
    revised = arrival(directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", text="Bản sửa."), "47.html")
    other = arrival(directive("47-CT/TU", body=LAO_CAI, date="2019-05-06", text="Khóa sau."), "47-moi.html")
    with database.reading() as connection:
        assert new(connection, [other]) == [True]
        assert new(connection, [revised, other]) == [False, False]


def test_where_a_clerk_corrected_anything_of_a_number_nothing_is_sure(database: Database) -> None:
    (kept,) = accession_all(database, several()[1:2])
    assert isinstance(kept, Stored)
    said = {"field": "date", "value": "2015-01-01", "account": "an", "note": "", "made_at": "2026-01-01"}
    other = arrival(directive("47-CT/TU", body=LAO_CAI, date="2019-05-06", text="Khóa sau."), "47-moi.html")
    with database.atomic() as connection:
        connection.execute(insert(corrections), {"work": kept.work, **said})
        assert new(connection, [other, several()[3]]) == [False, True]


def test_where_a_clerk_corrected_a_number_no_numbered_text_is_new_unasked(database: Database) -> None:
    (kept,) = accession_all(database, several()[1:2])
    assert isinstance(kept, Stored)
    said = {"field": "number", "value": "48-CT/TU", "account": "an", "note": "", "made_at": "2026-01-01"}
    with database.atomic() as connection:
        connection.execute(insert(corrections), {"work": kept.work, **said})
        assert new(connection, [several()[3], several()[0]]) == [False, True]


def test_a_draft_says_of_a_text_too_short_that_it_has_no_bands() -> None:
    made = drafts.drafted(article("Ngắn.", title="Ngắn"))
    assert (made.bands, made.document.text, made.text["text"]) == ((), "", "Ngắn.")
