"""Taking documents in: references wait, are resolved when the work comes, and never depend on the order it came in."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.accession import accession, load_catalogue, relink
from archive.cite.mentions import find_mentions
from archive.cite.resolve import settle
from archive.errors import NotHere
from archive.store import browse, documents, links, stubs, waiting
from archive.store.database import Database, open_database
from archive.store.tables import metadata
from archive.works.document import Card, Document, Mention, Reading
from tests.archive.making import (
    BO_CHINH_TRI,
    LAO_CAI,
    TUYEN_QUANG,
    article,
    authority,
    capture,
    directive,
    mention,
    take,
)

ARRIVAL = tuple[Document, str, Sequence[Mention]]
STUB = "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu"


def citing(text: str, *mentions: Mention, on: str | None = None) -> ARRIVAL:
    return article(text, title=text[:20], date=on), f"{text[:12]}.html", mentions


def says(text: str, surface: str = "47-CT/TU", *, on: str | None = None, **said: str | None) -> ARRIVAL:
    return citing(text, mention(text, surface, **said), on=on)


def arrive(database: Database, arrivals: Sequence[ARRIVAL]) -> None:
    for document, origin, mentions in arrivals:
        take(database, document, origin, mentions)


# --- references that wait --------------------------------------------------------------------------------------------


def test_a_cited_work_is_a_stub_until_it_comes(database: Database) -> None:
    text = "Thị ủy thực hiện Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai."
    said = mention(text, "47-CT/TU", body=LAO_CAI, date="2014-11-11", title="sinh hoạt chi bộ", relation="thuc_hien")
    page = take(database, article(text, title="Sa Pa"), "bai.html", [said])
    with database.reading() as connection:
        found = documents.get(connection, STUB)
        assert found is not None
        assert (found.genre, str(found.number), found.title, found.text) == ("stub", "47-CT/TU", "sinh hoạt chi bộ", "")
        (linked,) = links.mentions_of(connection, page.address)
        assert linked.mention == said
        assert linked.link.target is not None
        assert (linked.link.target.id, linked.link.rule) == (STUB, "number+date+body")
        assert text[linked.sentence.start : linked.sentence.end] == text

    take(database, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", title="toàn văn"), "47.html")
    with database.reading() as connection:
        (linked,) = links.mentions_of(connection, page.address)
        assert linked.link.target is not None
        assert (linked.link.target.id, linked.link.target.genre) == (STUB, "directive")
        (citer,) = links.cited_by(connection, STUB)
        assert (citer.card.id, citer.card.title, citer.relations) == (page.address, "Sa Pa", ("thuc_hien",))
        (quote,) = citer.quotes
        assert [quote.sentence[start:end] for start, end in quote.marks] == ["47-CT/TU"]
        assert browse.coverage(connection).stubs == 0


def test_a_stub_gives_its_page_to_the_document_whatever_was_known(database: Database) -> None:
    arrive(database, [says("Kế hoạch theo 47-CT/TU của Tỉnh ủy Lào Cai", body=LAO_CAI, on="2015-03-02")])
    vague = "tinh-uy-lao-cai/chua-ro/chua-ro/47-ct-tu"
    with database.reading() as connection:
        stub = browse.most_cited_missing(connection)[0].id
    assert stub in (vague, "tinh-uy-lao-cai/chi-thi/chua-ro/47-ct-tu")
    take(database, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11"), "47.html")
    with database.reading() as connection:
        found = documents.locate(connection, stub)
        assert (found.address, found.redirected) == (STUB, True)
        assert [one.card.genre for one in links.cited_by(connection, stub)] == ["article"]


def test_a_citation_that_may_mean_another_term_keeps_the_work_as_a_possibility(database: Database) -> None:
    arrive(database, [says("Kế hoạch theo 47-CT/TU của Tỉnh ủy Lào Cai", body=LAO_CAI)])
    with database.reading() as connection:
        stub = browse.most_cited_missing(connection)[0].id
    take(database, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11"), "47.html")
    with database.reading() as connection:
        assert documents.locate(connection, stub).address == STUB
        (page,) = browse.articles(connection).cards
        (linked,) = links.mentions_of(connection, page.id)
        assert (linked.link.target, [card.id for card in linked.link.candidates]) == (None, [STUB])
        assert browse.coverage(connection).stubs == 0


def test_all_or_nothing(database: Database) -> None:
    def broken(readings: Sequence[Reading], works: Sequence[Card]) -> None:
        raise RuntimeError(len(readings) + len(works))

    document, origin, mentions = says("Theo 47-CT/TU", date="2014")
    with pytest.raises(RuntimeError):
        accession(database, document, capture(document, origin), mentions, resolve=broken)  # type: ignore[arg-type]
    with database.reading() as connection:
        assert browse.coverage(connection).articles == 0
        assert waiting.pending(connection) == waiting.Pending((), ())


def test_a_revised_text_cites_what_it_says_now(database: Database) -> None:
    first, second = "Theo 47-CT/TU năm 2014", "Theo 48-CT/TU năm 2015"
    take(database, article(first), "bai.html", [mention(first, "47-CT/TU", body=LAO_CAI, date="2014")])
    page = take(database, article(second), "bai.html", [mention(second, "48-CT/TU", body=LAO_CAI, date="2015")])
    with database.reading() as connection:
        assert [one.link.target.number for one in links.cites(connection, page.address) if one.link.target] == [
            "48-CT/TU"
        ]
        assert [card.number for card in browse.most_cited_missing(connection)] == ["48-CT/TU"]
        with pytest.raises(NotHere):
            documents.locate(connection, STUB)
    back = take(database, article(first), "bai.html", [mention(first, "47-CT/TU", body=LAO_CAI, date="2014")])
    with database.reading() as connection:
        assert [card.number for card in browse.most_cited_missing(connection)] == ["47-CT/TU"]
        assert [one.link.target.number for one in links.cites(connection, back.address) if one.link.target] == [
            "47-CT/TU"
        ]


def test_the_same_thing_twice_settles_nothing(database: Database) -> None:
    asked: list[str] = []

    def watched(readings: Sequence[Reading], works: Sequence[Card]) -> object:
        asked.extend(reading.key for reading in readings)
        return settle(readings, works)

    document, origin, mentions = says("Theo 47-CT/TU", date="2014-11-11")
    for _ in range(2):
        accession(database, document, capture(document, origin), mentions, resolve=watched)  # type: ignore[arg-type]
    assert asked == ["47-CT/TU"]


def test_a_work_does_not_cite_itself(database: Database) -> None:
    text = "Số 47-CT/TU. Chỉ thị này thay 40-CT/TU của Tỉnh ủy Lào Cai ngày 01/02/2010"
    own = mention(text, "47-CT/TU", body=LAO_CAI, date="2014-11-11")
    other = mention(text, "40-CT/TU", body=LAO_CAI, date="2010-02-01")
    stored = take(database, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", text=text), "47.html", [own, other])
    with database.reading() as connection:
        assert links.cited_by(connection, stored.address) == ()
        assert documents.find_by_key(connection, "47-CT/TU")[0].cited == 0
        assert [one.link.target.number for one in links.cites(connection, stored.address) if one.link.target] == [
            "40-CT/TU"
        ]


# --- never the order of arrival --------------------------------------------------------------------------------------

# One number under which much is said: two provinces, two days, no day, no body, a bare name, and two documents.
SCENES: list[ARRIVAL] = [
    says("Một: 47-CT/TU của Lào Cai ngày 11/11/2014", body=LAO_CAI, date="2014-11-11", title="sinh hoạt chi bộ"),
    says("Hai: 47-CT/TU của Lào Cai", body=LAO_CAI),
    says("Ba: 47-CT/TU không nói gì thêm"),
    says("Bốn: 47-CT/TU của Tuyên Quang ngày 02/3/2015", body=TUYEN_QUANG, date="2015-03-02"),
    says("Năm: 47-CT/TU năm 2014", date="2014"),
    (directive("47-CT/TU", body=TUYEN_QUANG, date="2015-03-02"), "tq.html", ()),
    (directive("47-CT/TU", body=LAO_CAI, date="2014-11-11"), "lc.html", ()),
]


# Numbers that begin again: one of three terms, by day, by written term, by the time of speaking and by none; a decree
# with two days and no body; a rule and a decision of one number; words that point back.
BCH = "ban-chap-hanh-trung-uong"


def of_term(text: str, term: str, *, body: str | None = None) -> ARRIVAL:
    return citing(text, replace(mention(text, "04-NQ/TW", body=body), type="Nghị quyết", term=term))


def back(text: str, words: str, **said: str | None) -> ARRIVAL:
    """A text of a whole mention and of words that point back to it, which carry its values."""
    whole = mention(text, "04-NQ/TW", **said)
    start = text.index(words)
    return citing(text, whole, replace(whole, kind="back", start=start, end=start + len(words), surface=words))


TERMS: list[ARRIVAL] = [
    says("Một: 04-NQ/TW ngày 30/10/2016", "04-NQ/TW", date="2016-10-30"),
    of_term("Hai: 04-NQ/TW khóa XII", "XII", body=BCH),
    of_term("Ba: 04-NQ/TW khóa XI", "XI"),
    says("Bốn: 04-NQ/TW của Trung ương", "04-NQ/TW", body=BCH, on="2018-05-01"),
    says("Năm: 04-NQ/TW của Trung ương", "04-NQ/TW", body=BCH),
    back("Sáu: 04-NQ/TW ngày 01/4/2026; Chỉ thị này", "Chỉ thị này", body=BCH, date="2026-04-01"),
    says("Bảy: 45/2010/NĐ-CP ngày 21/4/2010", "45/2010/NĐ-CP", date="2010-04-21"),
    says("Tám: 45/2010/NĐ-CP ngày 24/4/2010", "45/2010/NĐ-CP", date="2010-04-24"),
    (directive("04-NQ/TW", body=BCH, date="2016-10-30", type="Nghị quyết"), "xii.html", ()),
    (directive("04-NQ/TW", body=BCH, date="2026-04-01", type="Nghị quyết"), "xiv.html", ()),
    (directive("45/2010/NĐ-CP", body="chinh-phu", date="2010-04-21", type="Nghị định"), "45.html", ()),
]


def named(one: Card | Document) -> str:
    """A work by what is known of it: of two stubs at one address, which gets the "-2" is the order they came in."""
    return f"{one.number} {one.issuer.body if one.issuer else None} {one.date} {one.term}"


def picture(database: Database) -> dict[str, object]:
    """Everything that may not depend on the order: who cites whom by which rule, the stubs, how often each is cited."""
    with database.reading() as connection:
        works = list(waiting.iterate(connection))
        seen: dict[str, object] = {}
        for one in works:
            if one.genre == "article":
                for place, linked in enumerate(links.mentions_of(connection, one.id)):
                    link = linked.link
                    target = named(link.target) if link.target else None
                    among = sorted(named(card) for card in link.candidates)
                    seen[f"{one.text[:4]} {place}"] = (target, among, link.rule, link.confidence)
        seen["stubs"] = sorted((named(one), one.type or "", one.title or "") for one in works if one.genre == "stub")
        seen["held"] = sorted(named(one) for one in works if one.genre == "directive")
        seen["cited"] = sorted((named(card), card.cited) for card in browse.most_cited(connection))
        return seen


def fresh(database: Database, arrivals: Sequence[ARRIVAL]) -> dict[str, object]:
    """The picture after these arrivals, in a store emptied before."""
    with database.atomic() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    arrive(database, arrivals)
    return picture(database)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with open_database(tmp_path_factory.mktemp("orders") / "kho.sqlite", create=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def expected(shared: Database) -> dict[str, object]:
    return fresh(shared, SCENES)


@settings(max_examples=30)
@given(order=st.permutations(SCENES))
def test_links_and_stubs_never_depend_on_the_order(
    shared: Database, expected: dict[str, object], order: list[ARRIVAL]
) -> None:
    assert fresh(shared, order) == expected


@settings(max_examples=10)
@given(order=st.permutations(TERMS), data=st.data())
def test_nor_do_terms_decrees_and_words_that_point_back(
    shared: Database, order: list[ARRIVAL], data: st.DataObject
) -> None:
    some = order[: data.draw(st.integers(4, len(order)))]
    in_order = [one for one in TERMS if one in some]
    once = fresh(shared, in_order)
    assert fresh(shared, some) == once
    relink(shared)
    assert picture(shared) == once


def test_what_terms_and_times_of_speaking_decide(shared: Database) -> None:
    seen: dict[str, Any] = fresh(shared, TERMS)
    xii, xiv = f"04-NQ/TW {BCH} 2016-10-30 None", f"04-NQ/TW {BCH} 2026-04-01 None"
    decree = "45/2010/NĐ-CP chinh-phu 2010-04-21 None"
    targets = {name[:3].strip(": "): value for name, value in seen.items() if name.endswith(" 0")}
    assert (targets["Một"][0], targets["Hai"][0]) == (xii, xii)
    assert (targets["Bốn"][0], xii in targets["Bốn"][1]) == (None, True), "another text speaks of one of khóa XI"
    assert targets["Ba"][0] not in (xii, xiv), "another term's: a stub of its own"
    assert (targets["Năm"][0], {xii, xiv} <= set(targets["Năm"][1])) == (None, True), "no time of speaking"
    assert [seen[f"Sáu: {place}"][0] for place in (0, 1)] == [xiv, xiv]
    assert targets["Bảy"][0] == decree
    assert targets["Tám"][:2] == (None, [decree]), "a day that is not the decree's"


@pytest.mark.parametrize("held", [(), (5,), (6,)], ids=["none", "one", "the other"])
def test_nor_while_some_are_missing(shared: Database, held: tuple[int, ...]) -> None:
    some = SCENES[:4] + [SCENES[place] for place in held]
    pictures = [fresh(shared, order) for order in list(permutations(some))[::11]]
    assert all(one == pictures[0] for one in pictures)


def test_relink_changes_nothing_that_was_settled(database: Database) -> None:
    arrive(database, SCENES)
    before, heard = picture(database), []
    relink(database, report=lambda done, of: heard.append((done, of)))
    assert picture(database) == before
    assert heard[-1][0] == heard[-1][1]


# --- the authority table ---------------------------------------------------------------------------------------------


def test_the_table_gives_stubs_with_its_source(database: Database) -> None:
    rows = [authority("05-CT/TW", body=BO_CHINH_TRI, date="2016-05-15", title="học tập và làm theo")]
    rows += [authority("06-CT/TW", body=BO_CHINH_TRI, date="2017-01-01", grade="C")]
    assert load_catalogue(database, rows) > 0
    assert load_catalogue(database, rows) == 0, "the same table twice"
    with database.reading() as connection:
        seen = stubs.view(connection, "trung-uong/chi-thi/2016/05-ct-tw")
        assert (seen.card.grade, seen.source, seen.card.title) == ("A", "một trang báo", "học tập và làm theo")
        assert browse.coverage(connection).catalogued == 1, "grade C stays out"


def test_a_vaguer_citation_leads_to_the_table_row(database: Database) -> None:
    arrive(database, [says("Thực hiện 05-CT/TW của Bộ Chính trị", "05-CT/TW", body=BO_CHINH_TRI, on="2018-03-01")])
    with database.reading() as connection:
        former = browse.most_cited_missing(connection)[0].id
    load_catalogue(database, [authority("05-CT/TW", body=BO_CHINH_TRI, date="2016-05-15")])
    with database.reading() as connection:
        assert documents.locate(connection, former).address == "trung-uong/chi-thi/2016/05-ct-tw"
        assert browse.coverage(connection).stubs == 1
        assert documents.find_by_key(connection, "5-CT/TW")[0].cited == 1


def test_a_held_work_gains_the_grade_and_is_not_overwritten(database: Database) -> None:
    held = directive("05-CT/TW", body=BO_CHINH_TRI, date="2016-05-15", title="trích yếu của văn bản")
    where = take(database, held, "05.html").address
    load_catalogue(database, [authority("05-CT/TW", body=BO_CHINH_TRI, date="2016-05-15", title="khác")])
    with database.reading() as connection:
        found = documents.get(connection, where)
        assert found is not None
        assert found.title == "trích yếu của văn bản"
        assert [(one.field, one.source) for one in found.evidence] == [("catalogue", "một trang báo")]
        assert browse.coverage(connection).stubs == 0


def test_a_document_takes_the_page_of_its_table_row(database: Database) -> None:
    load_catalogue(database, [authority("05-CT/TW", body=BO_CHINH_TRI, date="2016-05-15")])
    held = take(database, directive("05-CT/TW", body=BO_CHINH_TRI, date="2016-05-15"), "05.html")
    with database.reading() as connection:
        (card,) = documents.find_by_key(connection, "5-CT/TW")
        assert (card.id, card.genre, card.grade) == (held.address, "directive", "A")


def test_a_later_table_corrects_and_takes_out(database: Database) -> None:
    wrong = authority("05-CT/TW", body=BO_CHINH_TRI, date="2016-05-16")
    gone = authority("06-CT/TW", body=BO_CHINH_TRI, date="2017-01-01")
    load_catalogue(database, [wrong, gone])
    load_catalogue(database, [authority("05-CT/TW", body=BO_CHINH_TRI, date="2016-05-15")])
    with database.reading() as connection:
        assert [card.date.iso for card in documents.find_by_key(connection, "5-CT/TW") if card.date] == ["2016-05-15"]
        assert documents.find_by_key(connection, "6-CT/TW") == ()
        assert documents.locate(connection, "trung-uong/chi-thi/2016/05-ct-tw").redirected is False
        assert waiting.pending(connection).removed == ("trung-uong/chi-thi/2017/06-ct-tw",)


def test_two_works_of_the_table_leave_a_dateless_citation_open(database: Database) -> None:
    twice = [authority("35-CT/TW", body=BO_CHINH_TRI, date=day) for day in ("2019-05-30", "2024-06-14")]
    load_catalogue(database, twice)
    arrive(database, [says("Thực hiện 35-CT/TW của Bộ Chính trị", "35-CT/TW", body=BO_CHINH_TRI)])
    with database.reading() as connection:
        (page,) = browse.articles(connection).cards
        (linked,) = links.mentions_of(connection, page.id)
        assert linked.link.target is None
        assert [card.date.iso for card in linked.link.candidates if card.date] == ["2019-05-30", "2024-06-14"]
        assert stubs.view(connection, linked.link.candidates[0].id).possible == 1


# --- with the finder -------------------------------------------------------------------------------------------------


def test_from_text_to_links(database: Database) -> None:
    text = (
        "Thị ủy Sa Pa triển khai Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai.\n"
        "Các chi bộ thực hiện Hướng dẫn số 05-HD-TU ngày 26/11/2018 của Tỉnh ủy Lào Cai và Chỉ thị 47-CT/TU, "
        "ngày 11/11/2014 của Tỉnh ủy Lào Cai; số đảng viên dự họp đạt 90% trở lên."
    )
    page = take(database, article(text, title="Sa Pa"), "bai.html", find_mentions(text))
    with database.reading() as connection:
        cited = {
            one.link.target.number: len(one.linked) for one in links.cites(connection, page.address) if one.link.target
        }
        assert cited == {"47-CT/TU": 2, "05-HD/TU": 1}
        (citer,) = links.cited_by(connection, STUB)
        assert [quote.sentence[:14] for quote in citer.quotes] == ["Thị ủy Sa Pa t", "Các chi bộ thự"]
        for quote in citer.quotes:
            assert text[quote.start : quote.start + len(quote.sentence)] == quote.sentence


# --- two at once -----------------------------------------------------------------------------------------------------


def test_two_writers_queue_and_nothing_is_lost(database: Database) -> None:
    pages = [says(f"Bài {place}: theo 47-CT/TU của Lào Cai", body=LAO_CAI, date="2014-11-11") for place in range(12)]

    def half(begin: int) -> None:
        with open_database(database.path) as own:
            arrive(own, pages[begin::2])

    with ThreadPoolExecutor(2) as writers:
        for done in [writers.submit(half, begin) for begin in (0, 1)]:
            done.result()
    with database.reading() as connection:
        assert browse.articles(connection).total == 12
        assert [(card.id, card.cited) for card in browse.most_cited(connection)] == [(STUB, 12)]
