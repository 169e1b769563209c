"""What a clerk should look at: found without reading texts, most cited first, gone when a clerk has spoken."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from archive.cite.resolve import settle
from archive.store import corrections
from archive.store.database import Database
from archive.store.doubts import Doubt, Doubts, counts, seen
from archive.text.span import Span
from archive.works.document import Block, Derivation, Document, Evidence, PageImage
from tests.archive.making import LAO_CAI, article, directive, mention, take

SURE = directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", title="họp", text="Chỉ thị 47 chắc chắn")
SCAN = replace(
    directive("48-CT/TU", body=LAO_CAI, date="2014-12-01", title="mờ", text="Số 48-CT/TU\nChữ mờ cả trang"),
    derivation=Derivation(("recognised",), 0.7),
    evidence=(Evidence("number", Span(3, 11), "words", 1.0, "dòng số"),),
    blocks=(Block(0, 11, "paragraph", 0, 1, 0.6), Block(12, 27, "paragraph", 0, 2, 0.9)),
    images=(
        PageImage(1, "image/png", "sha256:0", "a.warc.gz", 0),
        PageImage(2, "image/png", "sha256:1", "a.warc.gz", 9),
    ),
)


def found(database: Database, doubts: Doubts | None = None) -> tuple[Doubt, ...]:
    with database.reading() as connection:
        return (doubts or Doubts()).of(connection)


def kinds(found: tuple[Doubt, ...]) -> set[tuple[str, str]]:
    return {(one.field, one.kind) for one in found}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(SURE, set(), id="nothing in doubt"),
        pytest.param(replace(SURE, date=None), {("date", "missing")}, id="no date"),
        pytest.param(
            replace(SURE, date=None, issuer=None), {("date", "missing"), ("issuer", "missing")}, id="two missing"
        ),
        pytest.param(article("Một bài không số, không ngày.", title="Bài"), set(), id="an article needs no number"),
        pytest.param(
            replace(SURE, evidence=(Evidence("title", None, "words", 0.8),)), {("title", "unsure")}, id="read unsurely"
        ),
        pytest.param(
            replace(SURE, evidence=(Evidence("title", None, "words", 0.8), Evidence("title", None, "words", 1.0))),
            set(),
            id="read unsurely and surely",
        ),
        pytest.param(SCAN, {("text", "scan"), ("number", "unsure")}, id="a scan, and a value in a misread line"),
        pytest.param(
            replace(SURE, hints=(("number", "74-CT/TU"), ("title", "họp"))),
            {("number", "conflict")},
            id="a list differs",
        ),
        pytest.param(replace(SURE, hints=(("number", "47-CT/TU"), ("date", "11/11/2014"))), set(), id="a list agrees"),
    ],
)
def test_what_is_in_doubt(database: Database, document: Document, expected: set[tuple[str, str]]) -> None:
    take(database, document, "a.html")
    assert kinds(found(database)) == expected


def test_texts_that_differ_are_a_conflict_with_what_the_others_say(database: Database) -> None:
    take(database, SURE, "a.html")
    take(database, replace(SURE, title="hội họp", text="Chỉ thị 47, bản khác"), "b.html")
    (one,) = found(database)
    assert (one.kind, one.field, {one.value, *one.others}) == ("conflict", "title", {"họp", "hội họp"})


def test_the_most_cited_comes_first(database: Database) -> None:
    take(database, replace(SCAN, derivation=None, images=(), blocks=(), date=None), "b.html")
    cited = take(database, replace(SURE, title=None, evidence=(Evidence("type", None, "code", 0.5),)), "a.html")
    text = "Theo Chỉ thị số 47-CT/TU."
    take(database, article(text), "c.html", [mention(text, "47-CT/TU", body=LAO_CAI, date="2014-11-11")])
    first, *_ = found(database)
    assert (first.address, first.cited) == (cited.address, 1)


@pytest.mark.parametrize(
    "say",
    [
        pytest.param(
            lambda c, a: corrections.correct(c, a, "date", "11/11/2014", account="x", resolve=settle), id="a value"
        ),
        pytest.param(
            lambda c, a: corrections.correct(c, a, "date", "", account="x", resolve=settle), id="that there is none"
        ),
    ],
)
def test_what_a_clerk_said_is_asked_no_more(database: Database, say: Callable[[Connection, str], object]) -> None:
    there = take(database, replace(SURE, date=None), "a.html")
    doubts = Doubts()
    assert kinds(found(database, doubts)) == {("date", "missing")}
    with database.atomic() as connection:
        say(connection, there.address)
    assert found(database, doubts) == ()
    with database.reading() as connection:
        address = connection.exec_driver_sql("SELECT address FROM works WHERE genre <> 'stub'").scalar_one()
    with database.atomic() as connection:
        corrections.end(connection, address, "date", resolve=settle)
    assert kinds(found(database, doubts)) == {("date", "missing")}


def test_letters_that_a_clerk_saw_are_asked_again_when_they_are_others(database: Database) -> None:
    there = take(database, SCAN, "a.html")
    with database.atomic() as connection:
        corrections.approve_text(connection, there.address, account="x")
    doubts = Doubts()
    assert ("text", "scan") not in kinds(found(database, doubts))
    take(database, replace(SCAN, text="Số 48-CT/TU\nChữ mờ khác hẳn", blocks=SCAN.blocks[:1]), "a.html")
    assert ("text", "scan") in kinds(found(database, doubts))


def test_what_is_known_is_brought_up_to_every_change(database: Database) -> None:
    doubts = Doubts()
    assert found(database, doubts) == ()
    take(database, replace(SURE, date=None), "a.html")
    assert kinds(found(database, doubts)) == {("date", "missing")}
    take(database, SURE, "a.html")
    assert found(database, doubts) == found(database) == ()


def test_a_row_shows_what_it_was_read_from(database: Database) -> None:
    take(database, SCAN, "a.html")
    with database.reading() as connection:
        shown = seen(connection, found(database))
    by_field = {one.field: read for one, read in shown.items()}
    assert (by_field["number"].before, by_field["number"].words) == ("Số ", "48-CT/TU")
    assert by_field["number"].after == "\nChữ mờ cả trang"
    assert by_field["number"].image == SCAN.images[0]
    assert by_field["text"].image == SCAN.images[0]


def test_of_what_stands_nowhere_the_head_of_the_text_is_shown(database: Database) -> None:
    take(database, replace(SURE, date=None), "a.html")
    with database.reading() as connection:
        (read,) = seen(connection, found(database)).values()
    assert (read.words, read.after) == ("", SURE.text)


def test_kinds_are_counted_in_their_order(database: Database) -> None:
    take(database, SCAN, "a.html")
    assert counts(found(database)) == {"missing": 0, "unsure": 1, "scan": 1, "conflict": 0}
