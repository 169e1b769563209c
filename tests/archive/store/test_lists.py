"""What readers walk through: citing sentences, stubs with what is said of them, lists by body, date and type."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from archive.accession import load_catalogue
from archive.store import browse, links, stubs, waiting
from archive.store.browse import Tally
from archive.store.database import Database
from archive.store.documents import find_by_key
from archive.store.stubs import Said
from archive.store.waiting import Pending
from archive.works.document import Block
from tests.archive.making import (
    BO_CHINH_TRI,
    LAO_CAI,
    TUYEN_QUANG,
    article,
    authority,
    directive,
    mention,
    take,
)

STUB = "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu"
BLOCKS = (Block(0, 5, "heading", 1), Block(5, 8))
TWICE = "Triển khai 47-CT/TU ngày 11/11/2014. Tiếp tục 47-CT/TU. Hết."


@pytest.fixture
def held(database: Database) -> Iterator[Connection]:
    """Two directives of Lào Cai and one of Tuyên Quang; a stub that three works cite, one of them twice."""
    for number, body, date, kind in (
        ("05-KH/TU", LAO_CAI, "2015-01-05", "Kế hoạch"),
        ("50-CT/TU", LAO_CAI, "2015-03-02", "Chỉ thị"),
        ("09-CT/TU", TUYEN_QUANG, "2014-07-01", "Chỉ thị"),
    ):
        made = replace(directive(number, body=body, date=date, type=kind, title=number), blocks=BLOCKS)
        take(database, made, f"{number}.html")
    first = mention(TWICE, "47-CT/TU", body=LAO_CAI, date="2014-11-11", title="sinh hoạt chi bộ", relation="thuc_hien")
    at = TWICE.rindex("47-CT/TU")
    again = mention(TWICE[at:], "47-CT/TU", body=LAO_CAI)
    both = [first, replace(again, start=at, end=at + 8)]
    take(database, article(TWICE, title="Bài một", date="2015-03-01"), "1.html", both)
    other = "Thực hiện 47-CT/TU của Tỉnh ủy Lào Cai về sinh hoạt chi bộ"
    for name, year, title in (("2.html", "2018", "sinh hoạt chi bộ"), ("3.html", None, "sinh hoạt của chi bộ")):
        found = mention(other, "47-CT/TU", body=LAO_CAI, date="2014", title=title)
        take(database, article(f"{other} {name}", title=name, date=year), name, [found])
    with database.reading() as connection:
        yield connection


# --- who cites -------------------------------------------------------------------------------------------------------


def test_citing_works_once_each_newest_first_with_every_sentence(held: Connection) -> None:
    citing = links.cited_by(held, STUB)
    assert [one.card.title for one in citing] == ["2.html", "Bài một", "3.html"], "newest first, undated last"
    assert [quote.sentence for quote in citing[1].quotes] == [
        "Triển khai 47-CT/TU ngày 11/11/2014.",
        "Tiếp tục 47-CT/TU.",
    ]
    assert citing[1].relations == ("thuc_hien",)
    for quote in citing[1].quotes:
        assert [quote.sentence[start:end] for start, end in quote.marks] == ["47-CT/TU"]
    assert [one.card.title for one in links.cited_by(held, STUB, offset=1, limit=1)] == ["Bài một"]
    assert find_by_key(held, "47-CT/TU")[0].cited == 3, "works, not mentions"


def test_what_a_work_cites_by_target(held: Connection) -> None:
    page = browse.recent(held, limit=3)[2]
    (cited,) = links.cites(held, page.id)
    assert cited.link.target is not None
    assert (cited.link.target.id, len(cited.linked)) == (STUB, 2)


def test_a_stub_with_what_is_said_of_it(held: Connection) -> None:
    seen = stubs.view(held, STUB)
    assert seen.dates == (Said("2014", 2), Said("11/11/2014", 1))
    assert seen.titles == (Said("sinh hoạt chi bộ", 2), Said("sinh hoạt của chi bộ", 1))
    assert seen.issuers == (Said("Tỉnh ủy Lào Cai", 3),)
    assert seen.types == (Said("Chỉ thị", 3),)
    assert (seen.card.title, seen.card.cited, seen.source, seen.possible) == ("sinh hoạt chi bộ", 3, "", 0)
    assert len(seen.citing) == 3
    assert len(stubs.view(held, STUB, limit=1).citing) == 1


# --- lists -----------------------------------------------------------------------------------------------------------


def test_bodies_with_counts(held: Connection) -> None:
    found = [(one.family, one.name, one.level, one.held, one.stubs) for one in browse.bodies(held)]
    assert found == [
        ("tinh-uy-lao-cai", "Tỉnh ủy Lào Cai", "tinh", 2, 1),
        ("tinh-uy-tuyen-quang", "Tỉnh ủy Tuyên Quang", "tinh", 1, 0),
    ]


def test_three_organs_of_one_code_are_called_by_it(database: Database) -> None:
    load_catalogue(database, [authority("05-CT/TW", body=BO_CHINH_TRI, date="2016-05-15")])
    with database.reading() as connection:
        assert [one.name for one in browse.bodies(connection)] == ["Trung ương"]


@pytest.mark.parametrize(
    ("narrowed", "expected", "reason"),
    [
        ({}, ["50-CT/TU", "05-KH/TU", "47-CT/TU"], "newest first, stubs among them"),
        ({"year": 2015}, ["50-CT/TU", "05-KH/TU"], "of one year"),
        ({"type": "Kế hoạch"}, ["05-KH/TU"], "of one type"),
        ({"year": 2014, "type": "Kế hoạch"}, [], "neither"),
        ({"offset": 1, "limit": 1}, ["05-KH/TU"], "a page"),
    ],
)
def test_by_body(held: Connection, narrowed: dict[str, int], expected: list[str], reason: str) -> None:
    found = browse.by_body(held, "tinh-uy-lao-cai", **narrowed)  # type: ignore[arg-type]
    assert [card.number for card in found.cards] == expected, reason
    assert found.total == (3 if "limit" in narrowed else len(expected))


def test_a_stub_of_a_family_does_not_guess_the_organ(database: Database) -> None:
    text = "Thực hiện 05-CT/TW của Trung ương"
    said = mention(text, "05-CT/TW", body="trung-uong", date="2016-05-15")
    take(database, article(text), "1.html", [said])
    with database.reading() as connection:
        (card,) = find_by_key(connection, "5-CT/TW")
        assert card.issuer is not None
        assert (card.id, card.issuer.name) == ("trung-uong/chi-thi/2016/05-ct-tw", "Trung ương")
        assert [one.level for one in browse.bodies(connection)] == ["tw"]


def test_by_date(held: Connection) -> None:
    assert browse.years(held) == (Tally("2015", "2015", 2, 0), Tally("2014", "2014", 1, 1))
    assert browse.months(held, 2014) == (Tally("07", "07", 1, 0), Tally("11", "11", 0, 1))
    assert [card.number for card in browse.by_year(held, 2014).cards] == ["47-CT/TU", "09-CT/TU"]
    assert [card.number for card in browse.by_year(held, 2014, month=7).cards] == ["09-CT/TU"]
    table = browse.matrix(held)
    assert (table.years, table.types) == ((2015, 2014), ("Chỉ thị", "Kế hoạch"))
    assert table.counts == {2015: {"Chỉ thị": 1, "Kế hoạch": 1}, 2014: {"Chỉ thị": 1}}
    assert browse.matrix(held, "tinh-uy-tuyen-quang").counts == {2014: {"Chỉ thị": 1}}


def test_by_type(held: Connection) -> None:
    assert browse.types(held) == (Tally("Chỉ thị", "Chỉ thị", 2, 1), Tally("Kế hoạch", "Kế hoạch", 1, 0))
    assert [card.number for card in browse.by_type(held, "Chỉ thị", year=2015).cards] == ["50-CT/TU"]
    assert browse.articles(held).total == 3


def test_short_lists_and_figures(held: Connection) -> None:
    assert [card.title for card in browse.recent(held, limit=2)] == ["3.html", "2.html"]
    assert [(card.id, card.cited) for card in browse.most_cited(held)] == [(STUB, 3)]
    assert browse.most_cited_missing(held, offset=1) == ()
    figures = browse.coverage(held)
    assert (figures.directives, figures.articles, figures.stubs, figures.catalogued) == (3, 3, 1, 0)
    assert (figures.editions, figures.captures) == (6, 6)
    assert (figures.mentions, figures.resolved, figures.ambiguous, figures.unresolved) == (4, 4, 0, 0)
    assert (figures.first_year, figures.last_year) == (2014, 2015)


def test_an_empty_archive_has_lists_too(database: Database) -> None:
    with database.reading() as connection:
        figures = browse.coverage(connection)
        assert (figures.directives, figures.mentions, figures.resolved, figures.first_year) == (0, 0, 0, None)
        assert browse.bodies(connection) == ()
        assert browse.years(connection) == browse.types(connection) == ()
        assert browse.matrix(connection) == browse.Matrix((), (), {})
        assert browse.by_year(connection, 2014) == browse.Listing((), 0)


# --- the index's side ------------------------------------------------------------------------------------------------


def test_what_the_index_reads(held: Connection) -> None:
    read = {one.id: one for one in waiting.iterate(held)}
    assert read[STUB].title == "sinh hoạt chi bộ\nsinh hoạt của chi bộ", (
        "a stub is found by the titles it is quoted with"
    )
    assert len(read) == 7
    assert list(read) == sorted(read)
    assert [one.id for one in waiting.iterate(held, after=list(read)[4])] == list(read)[5:]
    assert len(list(waiting.iterate(held, limit=3))) == 3
    assert {one.blocks for one in read.values()} == {BLOCKS, ()}
    spare = [
        replace(one, blocks=one.blocks[:1], evidence=(), captures=(), derivation=None, images=())
        for one in read.values()
    ]
    assert list(waiting.iterate(held, whole=False)) == spare
    assert [one.id for one in waiting.readable(held, [STUB, "khong/co"])] == [STUB]


def test_what_changed_has_to_be_read_again(database: Database) -> None:
    text = "Theo 47-CT/TU của Tỉnh ủy Lào Cai"
    page = take(database, article(text), "1.html", [mention(text, "47-CT/TU", body=LAO_CAI, date="2014")]).address
    with database.atomic() as connection:
        before = waiting.pending(connection)
        waiting.mark_indexed(connection, before.changed)
        assert waiting.pending(connection) == Pending((), ())
    take(database, article(text), "1.html", [mention(text, "47-CT/TU", body=LAO_CAI, date="2014")])
    with database.reading() as connection:
        assert waiting.pending(connection) == Pending((), ()), "the same thing twice"
    held = take(database, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11"), "47.html").address
    with database.reading() as connection:
        assert waiting.pending(connection).changed == (held,)
    changed = take(database, article(f"{text} và sửa"), "1.html")
    with database.atomic() as connection:
        assert waiting.pending(connection).changed == (page, held) if page < held else (held, page)
        assert changed.address == page, "an article keeps its address"
        waiting.mark_indexed(connection, [held, page])
        waiting.mark_unindexed(connection)
        assert len(waiting.pending(connection).changed) == 2


def test_a_former_address_has_to_be_forgotten(database: Database) -> None:
    text = "Theo 47-CT/TU của Tỉnh ủy Lào Cai"
    take(database, article(text), "1.html", [mention(text, "47-CT/TU", body=LAO_CAI)])
    with database.reading() as connection:
        stub = browse.most_cited_missing(connection)[0].id
    take(database, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11"), "47.html")
    with database.atomic() as connection:
        assert waiting.pending(connection).removed == (stub,)
        waiting.mark_indexed(connection, [stub])
        assert waiting.pending(connection).removed == ()


def test_a_stub_that_only_demonstrations_cite_is_one(database: Database) -> None:
    text = "Theo 47-CT/TU của Tỉnh ủy Lào Cai"
    found = mention(text, "47-CT/TU", body=LAO_CAI, date="2014")
    take(database, article(text, demonstration=True), "1.html", [found])
    with database.reading() as connection:
        assert find_by_key(connection, "47-CT/TU")[0].demonstration
    take(database, article(f"{text}."[:-1] + " nay", demonstration=False), "2.html", [found])
    with database.reading() as connection:
        assert not find_by_key(connection, "47-CT/TU")[0].demonstration


def test_what_changes_while_the_index_reads_stays_waiting(database: Database) -> None:
    where = take(database, article("Bài thứ nhất"), "1.html").address
    other = take(database, article("Bài thứ hai"), "2.html").address
    with database.reading() as connection:
        seen = waiting.pending(connection)
    take(database, article("Bài thứ nhất, đã sửa"), "1.html")
    with database.atomic() as connection:
        waiting.mark_indexed(connection, seen.changed, seen=seen)
        assert waiting.pending(connection).changed == (where,)
    assert {where, other} == set(seen.changed)
