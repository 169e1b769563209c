"""Claims in the store: written with a text, read with their sources, the same in whatever order texts arrive."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from archive.accession import accession, load_catalogue
from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.errors import NotHere
from archive.store import documents
from archive.store.claims import claims_on, statuses
from archive.store.database import Database, open_database
from archive.works.catalogue import catalogue
from archive.works.document import Document
from archive.works.validity import Claim
from tests.archive.making import BO_CHINH_TRI, LAO_CAI, article, capture, directive

TODAY = date(2026, 11, 22)
OLD = directive(
    "35-CT/TW",
    body=BO_CHINH_TRI,
    date="2019-05-30",
    text="Chỉ thị về đại hội.\nChỉ thị này có hiệu lực từ ngày ký.",
)
NEW = directive(
    "36-CT/TW",
    body=BO_CHINH_TRI,
    date="2024-06-10",
    text="Chỉ thị này có hiệu lực từ ngày 01/7/2024.\n"
    "Chỉ thị này thay thế Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị.",
)
NEWS = article(
    "Chỉ thị số 36-CT/TW thay thế Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị.",
    title="Tin",
    date="2024-07-02",
)
LOWER = directive(
    "9-CT/TU",
    body=LAO_CAI,
    date="2020-01-02",
    text="Bãi bỏ Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị.",
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty store."""
    with open_database(tmp_path / "kho.sqlite", create=True) as opened:
        yield opened


def take(database: Database, document: Document) -> str:
    mentions = find_mentions(document.text)
    origin = f"{document.number or document.title}.txt"
    found = find_claims(document, mentions)
    return accession(database, document, capture(document, origin), mentions, claims=found).address


def of(database: Database, number: str) -> tuple[Claim, ...]:
    with database.reading() as connection:
        (card,) = documents.find_by_key(connection, number)
        return claims_on(connection, card.id)


def shown(claims: tuple[Claim, ...]) -> list[tuple[str, str, str]]:
    return [(one.value, one.basis, one.since.iso if one.since else "") for one in claims]


def test_an_end_holds_from_the_effect_of_the_text_that_says_it(database: Database) -> None:
    take(database, OLD)
    take(database, NEW)
    said = of(database, "35-CT/TW")
    assert shown(said) == [("in_force", "text", "2019-05-30"), ("replaced", "text", "2024-07-01")]
    assert said[1].source.number == "36-CT/TW"
    assert said[1].sentence == "Chỉ thị này thay thế Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị."
    assert NEW.text[said[1].start :].startswith(said[1].sentence)
    assert said[1].seen_on


def test_an_article_and_a_lower_body_decide_nothing(database: Database) -> None:
    for one in (OLD, NEWS, LOWER):
        take(database, one)
    said = of(database, "35-CT/TW")
    assert {one.basis for one in said if one.source.number != "35-CT/TW"} == {"reported"}
    with database.reading() as connection:
        (card,) = documents.find_by_key(connection, "35-CT/TW")
        assert statuses(connection, [card.id], TODAY)[card.id].value == "unknown"


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    seen = set()
    for place, order in enumerate(permutations((OLD, NEW, NEWS))):
        with open_database(tmp_path / f"{place}.sqlite", create=True) as opened:
            for one in order:
                take(opened, one)
            said = of(opened, "35-CT/TW")
            seen.add(tuple((one.value, one.basis, one.since, one.source.id, one.sentence) for one in said))
    assert len(seen) == 1
    assert len(next(iter(seen))) == 3


def test_a_text_read_again_says_what_it_says_now(database: Database) -> None:
    take(database, OLD)
    take(database, NEW)
    take(database, NEW)
    assert len(of(database, "35-CT/TW")) == 2
    mentions = find_mentions(NEW.text)
    accession(database, NEW, capture(NEW, "36-CT/TW.txt"), mentions)  # a finder that finds no claims any more
    assert [one.value for one in of(database, "35-CT/TW")] == ["in_force"]


def test_a_new_text_of_a_work_takes_its_claims_with_it(database: Database) -> None:
    take(database, NEW)
    silent = directive("36-CT/TW", body=BO_CHINH_TRI, date="2024-06-10", text="Chỉ thị về việc khác, theo 35-CT/TW.")
    mentions = find_mentions(silent.text)
    accession(database, silent, capture(silent, "36-CT/TW.txt"), mentions, claims=find_claims(silent, mentions))
    assert [one for one in of(database, "36-CT/TW") if one.value == "in_force"] == []


def test_the_authority_table_speaks_by_number_and_date(database: Database) -> None:
    load_catalogue(database, catalogue())
    replaced = of(database, "66-QĐ/TW")
    assert shown(replaced) == [("replaced", "table", "2026-01-09")]
    assert replaced[0].source.id == "trung-uong/quy-dinh/2026/399-qdd-tw"
    assert shown(of(database, "10-CT/TW")) == [("replaced", "unchecked", "2025-07-23")]
    with database.reading() as connection:
        (card,) = documents.find_by_key(connection, "66-QĐ/TW")
        assert statuses(connection, [card.id, "khong-co"], TODAY).keys() == {card.id}


def test_a_namesake_of_another_day_is_not_replaced(database: Database) -> None:
    other = directive("66-QĐ/TW", body="ban-bi-thu", date="1999-03-01", type="Quy định", text="Quy định khác.")
    address = take(database, other)
    with database.reading() as connection:
        assert claims_on(connection, address) == ()


def test_an_unknown_day_of_effect_is_not_the_day_of_signing(database: Database) -> None:
    text = (
        "Chỉ thị này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.\n"
        "Chỉ thị này thay thế Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị."
    )
    take(database, OLD)
    take(database, directive("36-CT/TW", body=BO_CHINH_TRI, date="2024-06-10", text=text))
    ended = next(one for one in of(database, "35-CT/TW") if one.value == "replaced")
    assert (ended.since, ended.basis) == (None, "text")


def test_a_demonstration_decides_nothing_of_a_real_work(database: Database) -> None:
    take(database, OLD)
    take(database, replace(NEW, demonstration=True))
    assert [one.basis for one in of(database, "35-CT/TW")] == ["text", "sample"]


def test_claims_on_nothing(database: Database) -> None:
    with database.reading() as connection, pytest.raises(NotHere):
        claims_on(connection, "khong/co")
