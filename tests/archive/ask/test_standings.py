"""How every work stands on a day: what the store says, kept until the store changes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.accession import accession
from archive.ask.standings import standings_on
from archive.cite.mentions import find_mentions
from archive.store.database import Database, open_database
from archive.text.span import Span
from archive.works.dates import parse_iso
from archive.works.document import CaptureRef, Document, Issuer
from archive.works.number import parse
from archive.works.validity import FoundClaim

BEFORE, AFTER = date(2015, 1, 1), date(2020, 1, 1)
OLD = "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "kho.sqlite", create=True) as opened:
        yield opened


def take_in(database: Database, number: str, day: str, text: str, claims: tuple[FoundClaim, ...] = ()) -> str:
    document = Document(
        genre="directive",
        number=parse(number),
        type="Chỉ thị",
        issuer=Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai-den-2025"),
        date=parse_iso(day),
        title="công tác văn thư",
        text=text,
        words=(Span(0, 3),),
    )
    capture = CaptureRef(f"{number}.txt", "text/plain", f"sha256:{abs(hash(text)):064x}"[:71], "kho.warc.gz")
    return accession(database, replace(document), capture, find_mentions(text), claims=claims).address


ENDS = "Chỉ thị này thay thế Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai."


def test_what_is_known_of_every_work_follows_the_store_and_the_day(database: Database) -> None:
    held = take_in(database, "47-CT/TU", "2014-11-11", "Các cơ quan làm đúng công tác văn thư.")
    with database.reading() as connection:
        assert standings_on(connection, AFTER) == {}
    replaced = FoundClaim("replaced", "whole", 0, len(ENDS), mention=0)
    take_in(database, "10-CT/TU", "2018-05-02", ENDS, (replaced,))
    with database.reading() as connection:
        assert standings_on(connection, AFTER) == {held: "ended"}
        assert standings_on(connection, BEFORE).get(held) != "ended"


def test_it_is_worked_out_once_for_a_day(database: Database) -> None:
    take_in(database, "47-CT/TU", "2014-11-11", "Các cơ quan làm đúng công tác văn thư.")
    with database.reading() as connection:
        first = standings_on(connection, AFTER)
        assert standings_on(connection, AFTER) is first
        for year in range(1990, 2010):
            standings_on(connection, date(year, 1, 1))
        assert standings_on(connection, AFTER) == first
