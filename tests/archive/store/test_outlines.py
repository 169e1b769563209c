"""Outlines kept beside texts: equal to those worked out, made for older texts, and no news of a work."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from archive.store import documents, outlines
from archive.store.database import Database
from archive.store.packing import unpack_outline
from archive.store.tables import editions
from archive.works.document import Block
from archive.works.outline import outlined
from tests.archive.making import LAO_CAI, capture, directive

LINES = ("CHỈ THỊ", "I- Mục tiêu", "1- Mỗi chi bộ họp đúng kỳ.", "II- Nhiệm vụ", "Cấp ủy phân công người dự họp.")
TEXT = "\n".join(LINES)
STARTS = [sum(len(line) + 1 for line in LINES[:n]) for n in range(len(LINES))]
BLOCKS = tuple(Block(start, start + len(line)) for start, line in zip(STARTS, LINES, strict=True))
PAPER = replace(
    directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", title="sinh hoạt chi bộ"), text=TEXT, blocks=BLOCKS
)


@pytest.fixture
def address(database: Database) -> str:
    with database.atomic() as connection:
        return documents.put(connection, PAPER, capture=capture(PAPER, "a.html")).address


def forget(database: Database, kept: bytes | None = None) -> None:
    with database.atomic() as connection:
        connection.execute(update(editions).values(outline=kept))


def kept(database: Database) -> bytes | None:
    with database.reading() as connection:
        found: bytes | None = connection.execute(select(editions.c.outline)).scalar_one()
        return found


def test_what_is_kept_is_what_is_worked_out(database: Database, address: str) -> None:
    assert unpack_outline(kept(database)) == outlined(TEXT, BLOCKS)
    with database.reading() as connection:
        assert documents.texts(connection, [address, "khong/co"]) == {address: (TEXT, outlined(TEXT, BLOCKS))}
        assert outlines.outline_of(connection, address) == outlined(TEXT, BLOCKS)
        assert outlines.outline_of(connection, "khong/co") is None


@pytest.mark.parametrize(
    "before", [pytest.param(None, id="kept before there were any"), pytest.param(b"\x00old", id="of another recipe")]
)
def test_older_texts_are_read_when_asked_for_and_filled_once(
    database: Database, address: str, before: bytes | None
) -> None:
    forget(database, before)
    with database.reading() as connection:
        assert documents.texts(connection, [address])[address] == (TEXT, outlined(TEXT, BLOCKS))
        assert outlines.outline_of(connection, address) == outlined(TEXT, BLOCKS)
    assert [outlines.fill(database), outlines.fill(database)] == [1, 0]
    assert unpack_outline(kept(database)) == outlined(TEXT, BLOCKS)


def test_an_outline_alone_is_no_news_of_a_work(database: Database, address: str) -> None:
    forget(database)
    with database.atomic() as connection:
        again = documents.put(connection, PAPER, capture=capture(PAPER, "a.html"))
    assert (again.address, again.outcome, again.changed) == (address, "same", False)
    assert unpack_outline(kept(database)) == outlined(TEXT, BLOCKS)
