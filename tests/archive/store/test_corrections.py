"""Corrections of clerks: stronger than every text, kept over every ingest, ended without a trace in the description."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from archive.cite.resolve import settle
from archive.errors import NotHere, NumberError, QueryError, SecrecyError
from archive.store import corrections, documents
from archive.store.conflicts import conflicts
from archive.store.corrections import Corrected
from archive.store.database import Database, open_database
from archive.store.links import cited_by
from archive.store.replacement import carry_corrections, take_place
from archive.store.tables import works
from archive.works.dates import parse_iso
from archive.works.document import Document
from archive.works.number import parse
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, directive, issuer, mention, take

READ = directive("41-CT/TU", body=LAO_CAI, date="2014-11-11", title="họp chi bộ", text="Chỉ thị bốn mươi mốt")
ORIGIN = "a.html"


def correct(database: Database, address: str, field: str, value: str, **said: str) -> Corrected:
    with database.atomic() as connection:
        return corrections.correct(connection, address, field, value, account="lan", resolve=settle, **said)


def end(database: Database, address: str, field: str) -> Corrected:
    with database.atomic() as connection:
        return corrections.end(connection, address, field, resolve=settle)


def known(database: Database, address: str) -> Document:
    with database.reading() as connection:
        found = documents.get(connection, address)
    assert found is not None
    return found


def rows(database: Database) -> list[dict[str, Any]]:
    """What is said of every held work, apart from when and how often it changed."""
    apart = ("created_at", "changed_at", "stale")
    with database.reading() as connection:
        held = connection.execute(select(works).where(works.c.genre != "stub").order_by(works.c.id)).all()
    return [{name: value for name, value in row._asdict().items() if name not in apart} for row in held]


def test_a_corrected_number_moves_the_work_and_its_old_address_leads_on(database: Database) -> None:
    there = take(database, READ, ORIGIN)
    done = correct(database, there.address, "number", "47 ct/tu", note="bản giấy")
    assert done == Corrected("47-CT/TU", "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu", changed=True)
    with database.reading() as connection:
        located = documents.locate(connection, there.address)
        assert (located.address, located.redirected) == (done.address, True)
        assert [card.id for card in documents.find_by_key(connection, "47-CT/TU")] == [done.address]


def test_who_cites_the_right_number_finds_the_work(database: Database) -> None:
    text = "Theo Chỉ thị số 47-CT/TU của Tỉnh ủy."
    cited = mention(text, "47-CT/TU", body=LAO_CAI, date="2014-11-11")
    take(database, article(text, title="Bài"), "bai.html", [cited])
    there = take(database, READ, ORIGIN)
    with database.reading() as connection:
        assert cited_by(connection, there.address) == ()
    done = correct(database, there.address, "number", "47-CT/TU")
    with database.reading() as connection:
        assert len(cited_by(connection, done.address)) == 1
    back = end(database, done.address, "number")
    with database.reading() as connection:
        assert cited_by(connection, back.address) == ()


def test_the_value_says_that_a_clerk_corrected_it_and_not_who(database: Database) -> None:
    there = take(database, READ, ORIGIN)
    correct(database, there.address, "title", "sinh hoạt chi bộ")
    evidence = [one for one in known(database, there.address).evidence if one.field == "title"]
    assert [(one.basis, one.span) for one in evidence] == [("clerk", None)]
    with database.reading() as connection:
        (conflict,) = conflicts(connection, there.address)
    assert [(said.value, said.kind, said.counts) for said in conflict.said] == [
        ("sinh hoạt chi bộ", "clerk", True),
        ("họp chi bộ", "text", False),
    ]
    assert "lan" not in repr(conflict)


def test_what_is_said_to_be_none_is_none(database: Database) -> None:
    there = take(database, READ, ORIGIN)
    correct(database, there.address, "title", "")
    assert known(database, there.address).title is None
    with database.reading() as connection:
        (conflict,) = conflicts(connection, there.address)
    assert [said.value for said in conflict.said] == ["không có", "họp chi bộ"]


def test_the_later_of_two_corrections_holds_and_both_are_history(database: Database) -> None:
    there = take(database, READ, ORIGIN)
    correct(database, there.address, "date", "12/11/2014", note="nhầm")
    correct(database, there.address, "date", "13/11/2014", note="đúng")
    correct(database, there.address, "date", "2014-11-13")  # the same once more
    with database.reading() as connection:
        history = corrections.of(connection, there.address)
    assert [(one.value, one.note, one.holds) for one in history] == [
        ("2014-11-13", "đúng", True),
        ("2014-11-12", "nhầm", False),
    ]
    assert known(database, there.address).date == parse_iso("2014-11-13")


def test_the_index_is_told(database: Database) -> None:
    there = take(database, READ, ORIGIN)
    with database.atomic() as connection:
        connection.execute(works.update().values(stale=0, changed_at=""))
    correct(database, there.address, "title", "khác")
    with database.reading() as connection:
        row = connection.execute(select(works.c.stale, works.c.changed_at)).one()
    assert row.stale == 1
    assert row.changed_at


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        pytest.param("number", "không phải số", NumberError, id="no number"),
        pytest.param("number", "12-BC/TU/MẬT", SecrecyError, id="a secret number"),
        pytest.param("text", "x", QueryError, id="no field of a description"),
        pytest.param("date", "hôm qua", QueryError, id="no date"),
    ],
)
def test_nothing_is_kept_of_what_is_refused(database: Database, field: str, value: str, error: type[Exception]) -> None:
    there = take(database, READ, ORIGIN)
    before = rows(database)
    with pytest.raises(error):
        correct(database, there.address, field, value)
    assert rows(database) == before
    with database.reading() as connection:
        assert corrections.of(connection, there.address) == ()


def test_a_secret_note_is_refused(database: Database) -> None:
    there = take(database, READ, ORIGIN)
    with pytest.raises(SecrecyError):
        correct(database, there.address, "title", "khác", note="TUYỆT MẬT")
    assert known(database, there.address).title == READ.title


def test_there_is_nothing_to_correct_of_a_work_that_is_only_cited(database: Database) -> None:
    text = "Theo Chỉ thị số 47-CT/TU."
    take(database, article(text), "bai.html", [mention(text, "47-CT/TU", body=LAO_CAI, date="2014-11-11")])
    with database.reading() as connection:
        (card,) = documents.find_by_key(connection, "47-CT/TU")
    with pytest.raises(QueryError, match="chưa có toàn văn"):
        correct(database, card.id, "number", "48-CT/TU")
    with pytest.raises(NotHere):
        correct(database, "khong/co", "number", "48-CT/TU")


AGAIN = [
    pytest.param(READ, ORIGIN, id="the same bytes"),
    pytest.param(replace(READ, text="Chỉ thị bốn mươi mốt, bản sửa"), ORIGIN, id="another text from the same place"),
    pytest.param(READ, "b.html", id="the same text from another place"),
    pytest.param(
        replace(READ, text="Bản chép, cũng bốn mươi mốt"), "b.html", id="another text that repeats the misreading"
    ),
    pytest.param(replace(READ, number=parse("47-CT/TU"), text="Bản đúng"), "b.html", id="a text that is right"),
    pytest.param(replace(READ, number=parse("47-CT/TU"), text="Bản đúng"), ORIGIN, id="the place mended it"),
]


@pytest.mark.parametrize(("again", "origin"), AGAIN)
def test_no_ingest_takes_a_correction_away(database: Database, again: Document, origin: str) -> None:
    there = take(database, READ, ORIGIN)
    done = correct(database, there.address, "number", "47-CT/TU")
    stored = take(database, again, origin)
    assert stored.address == done.address
    assert str(known(database, done.address).number) == "47-CT/TU"
    assert len(rows(database)) == 1


def test_a_copy_with_the_wrong_date_is_the_same_work(database: Database) -> None:
    there = take(database, READ, ORIGIN)
    correct(database, there.address, "date", "2014-11-17")
    stored = take(database, replace(READ, text="Bản chép khác"), "b.html")
    assert stored.work == there.work
    assert known(database, stored.address).date == parse_iso("2014-11-17")


def test_the_work_that_really_has_the_misread_number_is_another(database: Database) -> None:
    there = take(database, READ, ORIGIN)
    correct(database, there.address, "number", "47-CT/TU")
    other = take(database, replace(READ, date=parse_iso("2015-02-03"), text="Chỉ thị 41 thật"), "c.html")
    assert other.work != there.work
    assert len(rows(database)) == 2


def test_a_work_that_turns_out_to_be_another_brings_its_corrections(database: Database) -> None:
    held = take(database, replace(READ, number=parse("47-CT/TU"), text="Bản đúng", signatory=None), "b.html")
    there = take(database, READ, ORIGIN)
    correct(database, there.address, "signatory", "Nguyễn Văn A")
    done = correct(database, there.address, "number", "47-CT/TU")
    assert done.address == held.address
    assert known(database, held.address).signatory == "Nguyễn Văn A"
    with database.reading() as connection:
        assert [one.field for one in corrections.of(connection, held.address)] == ["number", "signatory"]
        assert documents.locate(connection, there.address).address == held.address


VALUES: dict[str, list[str]] = {
    "number": ["47-CT/TU", "30/2020/NĐ-CP", ""],
    "date": ["2013-01-02", "2014", ""],
    "title": ["một tên khác", ""],
    "type": ["Kết luận", "Nghị quyết", ""],
    "issuer": ["Tỉnh ủy Tuyên Quang", "Một hội nào đó", ""],
    "signatory": ["Nguyễn Văn A", ""],
}
SAYING = st.sampled_from(sorted(VALUES)).flatmap(
    lambda field: st.tuples(st.just(field), st.sampled_from(VALUES[field]))
)
TEXTS = [READ, replace(READ, text="Bản sửa"), replace(READ, number=None, text="Bản chép", signatory="Trần B")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(SAYING, max_size=5), again=st.lists(st.sampled_from(TEXTS), max_size=2))
def test_corrections_hold_over_every_ingest_and_leave_nothing_when_they_end(
    said: list[tuple[str, str]], again: list[Document], tmp_path: Path, empty_store: Path
) -> None:
    shutil.copy(empty_store, tmp_path / "một.sqlite")
    shutil.copy(empty_store, tmp_path / "hai.sqlite")
    with open_database(tmp_path / "một.sqlite") as one, open_database(tmp_path / "hai.sqlite") as plain:
        address = take(one, READ, ORIGIN).address
        take(plain, READ, ORIGIN)
        last: dict[str, str] = {}
        for field, value in said:
            address = correct(one, address, field, value).address
            last[field] = value
        for text in again:
            take(one, text, ORIGIN)
            take(plain, text, ORIGIN)
        now = known(one, address)
        for field, value in last.items():
            assert _printed(now, field) == value
        for field in last:
            address = end(one, address, field).address
        assert rows(one) == rows(plain)
        for store in (one, plain):
            store.close()
    for name in ("một", "hai"):
        for path in tmp_path.glob(f"{name}.sqlite*"):
            path.unlink()


def _printed(document: Document, field: str) -> str:
    value = getattr(document, field)
    if value is None:
        return ""
    return str({"issuer": lambda: value.name, "date": lambda: value.iso}.get(field, lambda: value)())


@pytest.fixture
def new(tmp_path: Path, empty_store: Path) -> Iterator[Database]:
    shutil.copy(empty_store, tmp_path / "moi.sqlite")
    with open_database(tmp_path / "moi.sqlite") as opened:
        yield opened


def test_a_store_made_anew_has_what_clerks_said_with_its_history(database: Database, new: Database) -> None:
    there = take(database, READ, ORIGIN)
    correct(database, there.address, "title", "nhầm")
    correct(database, there.address, "title", "đúng")
    done = correct(database, there.address, "number", "47-CT/TU")
    take(new, article("Chuyện khác."), "khac.html")
    take(new, READ, ORIGIN)
    take_place(database, new, resolve=settle)
    found = known(database, done.address)
    assert (str(found.number), found.title) == ("47-CT/TU", "đúng")
    with database.reading() as connection:
        assert documents.locate(connection, there.address).address == done.address
        history = corrections.of(connection, done.address)
    assert [(one.field, one.value, one.holds) for one in history] == [
        ("number", "47-CT/TU", True),
        ("title", "đúng", True),
        ("title", "nhầm", False),
    ]


def test_what_is_said_of_a_work_that_is_gone_is_left_out(database: Database, new: Database) -> None:
    there = take(database, READ, ORIGIN)
    correct(database, there.address, "title", "đúng")
    take(new, directive("5-NQ/TU", body=TUYEN_QUANG, date="2016-01-02", text="Khác hẳn"), "khac.html")
    assert carry_corrections(database, new, settle) == 0


def test_a_body_is_named_by_the_day_it_issued(database: Database) -> None:
    there = take(database, replace(READ, issuer=None), ORIGIN)
    correct(database, there.address, "issuer", "Tỉnh ủy Lào Cai")
    assert known(database, there.address).issuer == replace(issuer(LAO_CAI), basis="clerk", name="Tỉnh ủy Lào Cai")  # type: ignore[type-var]


def test_a_text_that_was_looked_at_is_looked_at_anew_when_it_is_another(database: Database) -> None:
    there = take(database, READ, ORIGIN)
    for _ in range(2):
        with database.atomic() as connection:
            corrections.approve_text(connection, there.address, account="lan")
    with database.reading() as connection:
        assert [one.field for one in corrections.of(connection, there.address)] == ["text"]
