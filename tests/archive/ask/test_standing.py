"""How cited works stood when they were cited: ended before, ended since, or not known, by day and by who ends them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from archive.accession import accession
from archive.ask import shapes
from archive.ask.standing import STANDING_LABELS, standing, validity_of
from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.store import documents, links
from archive.store.database import Database, open_database
from archive.works.dates import parse_iso
from archive.works.document import Card, Document
from archive.works.validity import Basis, Claim, Scope, Value
from tests.archive.making import BO_CHINH_TRI, capture, directive

TODAY = date(2026, 11, 22)
ENDING = Card("moi", "directive", number="36-CT/TW")


def end(day: str | None, *, value: Value = "replaced", scope: Scope = "whole", basis: Basis = "text") -> Claim:
    return Claim(value, scope, basis, ENDING, since=parse_iso(day) if day else None)


def citing(day: str | None, address: str = "dan") -> Card:
    return Card(address, "directive", date=parse_iso(day) if day else None)


@pytest.mark.parametrize(
    ("said", "by", "expected"),
    [
        pytest.param([end("2024-07-01")], citing("2025-01-01"), "ended_when_cited", id="ended before it was cited"),
        pytest.param([end("2024-07-01")], citing("2020-01-01"), "ended_since", id="ended after it was cited"),
        pytest.param([end("2024-07-01")], citing("2024-07-01"), None, id="the texts of one day know of each other"),
        pytest.param([end("2024-07-01")], citing("2024"), None, id="cited in the year of the end: not known"),
        pytest.param([end("2024-07-01")], citing("2025"), "ended_when_cited", id="cited in a later year"),
        pytest.param([end("2024-07-01")], citing(None), None, id="a citing text without a date"),
        pytest.param([end(None)], citing("2025-01-01"), None, id="an end without a day"),
        pytest.param([end("2024-07-01", scope="part")], citing("2025-01-01"), None, id="only a part has ended"),
        pytest.param([end("2024-07-01", basis="reported")], citing("2025-01-01"), None, id="an end that is only told"),
        pytest.param([end("2027-07-01")], citing("2025-01-01"), None, id="an end to come"),
        pytest.param([end("2024-07-01")], citing("2025-01-01", "moi"), None, id="what the citing text itself ends"),
        pytest.param([], citing("2025-01-01"), None, id="nothing is known"),
    ],
)
def test_how_a_cited_work_stood(said: list[Claim], by: Card, expected: str | None) -> None:
    assert standing(said, by, TODAY) == expected


OLD = directive("35-CT/TW", body=BO_CHINH_TRI, date="2019-05-30", text="Chỉ thị này có hiệu lực từ ngày ký.")
CITED = "Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị"
NEW = directive("36-CT/TW", body=BO_CHINH_TRI, date="2024-06-10", text=f"Chỉ thị này thay thế {CITED}.")
BEFORE = directive("8-KH/TW", body=BO_CHINH_TRI, date="2020-03-01", type="Kế hoạch", text=f"Căn cứ {CITED};")
AFTER = directive("9-KH/TW", body=BO_CHINH_TRI, date="2025-03-01", type="Kế hoạch", text=f"Căn cứ {CITED};")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A store with a directive, what replaces it, and two texts that cite it, one before the end and one after."""
    with open_database(tmp_path / "kho.sqlite", create=True) as opened:
        for one in (AFTER, NEW, BEFORE, OLD):
            take(opened, one)
        yield opened


def take(database: Database, document: Document) -> None:
    mentions = find_mentions(document.text)
    found = find_claims(document, mentions)
    accession(database, document, capture(document, f"{document.number}.txt"), mentions, claims=found)


@pytest.mark.parametrize(
    ("number", "day", "label"),
    [
        pytest.param("8-KH/TW", TODAY, "hết hiệu lực sau đó", id="cited while it lived"),
        pytest.param("9-KH/TW", TODAY, "đã hết hiệu lực khi viện dẫn", id="cited after its end"),
        pytest.param("36-CT/TW", TODAY, None, id="cited to be replaced"),
        pytest.param("8-KH/TW", date(2021, 1, 1), None, id="asked of a day before the end"),
    ],
)
def test_a_document_tells_how_what_it_cites_stood(
    database: Database, number: str, day: date, label: str | None
) -> None:
    with database.reading() as connection:
        (card,) = documents.find_by_key(connection, number)
        document = documents.get(connection, card.id)
        assert document
        validity = validity_of(connection, card.id, day)
        shape = shapes.full_shape(document, links.mentions_of(connection, card.id), (), validity)
    (cited,) = shape["citations"]
    assert cited["target_status"] == (
        {"value": next(name for name, words in STANDING_LABELS.items() if words == label), "label": label}
        if label
        else None
    )


def test_the_shape_of_validity_names_every_source(database: Database) -> None:
    with database.reading() as connection:
        (card,) = documents.find_by_key(connection, "35-CT/TW")
        validity = validity_of(connection, card.id, TODAY)
    shape = shapes.validity_shape(validity)
    assert (shape["status"], shape["value"], shape["as_of"]) == ("hết hiệu lực toàn bộ", "ended", "2026-11-22")
    assert shape["label"] == "hết hiệu lực toàn bộ từ 10/06/2024, theo Chỉ thị 36-CT/TW"
    assert shape["conflict"] is False
    begins, ends = shape["claims"]
    assert (begins["value"], begins["decisive"]) == ("in_force", False)
    assert ends["decisive"]
    assert (ends["source"]["number"], ends["since"], ends["label"]) == ("36-CT/TW", "2024-06-10", "thay thế")
    assert ends["sentence"] == NEW.text
    assert ends["url"] == f"/vb/{ends['source']['id']}"


def test_a_list_says_a_status_that_is_at_hand(database: Database) -> None:
    with database.reading() as connection:
        (card,) = documents.find_by_key(connection, "35-CT/TW")
        status = validity_of(connection, card.id, TODAY).status
    assert shapes.card_shape(card, status)["status"] == "hết hiệu lực toàn bộ"
    assert shapes.card_shape(card)["status"] == "chưa rõ"
