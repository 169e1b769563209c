"""Which work a document becomes, what is kept of it, and what comes out again."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from archive.cite.resolve import keys_of
from archive.errors import NotHere
from archive.store import documents
from archive.store.database import Database
from archive.store.documents import Stored
from archive.store.drafts import text_digest
from archive.store.editions import Rival, current_edition
from archive.store.identity import Known, fits
from archive.store.tables import works
from archive.text.span import Span
from archive.works.dates import parse_iso
from archive.works.document import Block, Document, Evidence
from archive.works.number import parse
from tests.archive.making import BO_CHINH_TRI, LAO_CAI, TUYEN_QUANG, article, capture, directive

OFFICIAL = directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", title="nâng cao chất lượng sinh hoạt chi bộ")


def put(database: Database, document: Document, origin: str) -> Stored:
    with database.atomic() as connection:
        return documents.put(connection, document, capture=capture(document, origin))


def get(database: Database, address: str) -> Document:
    with database.reading() as connection:
        found = documents.get(connection, address)
    assert found is not None
    return found


# --- out as it went in -----------------------------------------------------------------------------------------------


def test_a_document_comes_out_as_it_went_in(database: Database) -> None:
    text = "CHỈ THỊ\nvề nâng cao chất lượng sinh hoạt chi bộ"
    given = replace(
        OFFICIAL,
        text=text,
        blocks=(Block(0, 7, "heading", 1), Block(8, len(text))),
        words=(Span(0, 7), Span(8, 10), Span(11, 19)),
        evidence=(Evidence("type", Span(0, 7), "words", 1.0), Evidence("place", None, "hint", 0.5, "trang danh mục")),
        signatory="BÍ THƯ",
        place="Lào Cai",
        system="party",
    )
    stored = put(database, given, "a.html")
    assert get(database, stored.address) == replace(
        given, id="tinh-uy-lao-cai/chi-thi/2014/47-ct-tu", captures=(capture(given, "a.html"),)
    )


def test_text_and_words_alone(database: Database) -> None:
    where = put(database, replace(OFFICIAL, text="hai từ", words=(Span(0, 3), Span(4, 6))), "a.html").address
    with database.reading() as connection:
        assert documents.text_of(connection, where) == "hai từ"
        assert documents.words_of(connection, where) == (Span(0, 3), Span(4, 6))
        assert documents.text_of(connection, "khong/co/o/day") == ""
        assert documents.words_of(connection, "khong/co/o/day") == ()


def test_nothing_at_an_address_that_nobody_has(database: Database) -> None:
    with database.reading() as connection:
        assert documents.get(connection, "chua-ro/chi-thi/chua-ro/47-ct-tu") is None
        with pytest.raises(NotHere, match="Kho không có văn bản"):
            documents.locate(connection, "chua-ro/chi-thi/chua-ro/47-ct-tu")


# --- same, revised, new ----------------------------------------------------------------------------------------------


def test_the_same_thing_twice_is_same(database: Database) -> None:
    first, again = put(database, OFFICIAL, "a.html"), put(database, OFFICIAL, "a.html")
    assert (first.outcome, again.outcome) == ("new", "same")
    assert (first.work, first.address, first.edition) == (again.work, again.address, again.edition)
    assert again.keys == frozenset(), "nothing to settle again"
    assert len(get(database, first.address).captures) == 1


def test_a_changed_text_of_one_origin_is_revised_and_the_former_kept(database: Database) -> None:
    put(database, OFFICIAL, "a.html")
    changed = replace(OFFICIAL, text="Một văn bản đã sửa lời")
    stored = put(database, changed, "a.html")
    assert stored.outcome == "revised"
    assert get(database, stored.address).text == changed.text
    with database.reading() as connection:
        texts = documents.editions_of(connection, stored.address)
    assert [(one.document.text, one.current) for one in texts] == [(changed.text, True), (OFFICIAL.text, False)]


def test_an_origin_that_goes_back_to_its_former_text(database: Database) -> None:
    put(database, OFFICIAL, "a.html")
    put(database, replace(OFFICIAL, text="sửa lời"), "a.html")
    back = put(database, OFFICIAL, "a.html")
    assert back.outcome == "revised"
    assert get(database, back.address).text == OFFICIAL.text
    assert put(database, OFFICIAL, "a.html").outcome == "same"


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ("Chi bộ  họp,\nmỗi tháng một kỳ.", "blank lines and a comma"),
        ("Chi bộ họp - mỗi tháng một kỳ", "a dash, no full stop"),
        ("CHI BỘ họp mỗi tháng một kỳ…", "capitals"),
    ],
)
def test_copies_that_differ_in_signs_only_are_one_text(database: Database, other: str, reason: str) -> None:
    put(database, replace(OFFICIAL, text="Chi bộ họp mỗi tháng một kỳ."), "a.html")
    copy = put(database, replace(OFFICIAL, text=other), "b.html")
    assert copy.outcome == "same", reason
    assert copy.edition is None, "its spans do not fit the text that is kept"
    assert get(database, copy.address).text == "Chi bộ họp mỗi tháng một kỳ."
    assert len(get(database, copy.address).captures) == 2


def test_one_letter_more_is_another_text() -> None:
    assert text_digest("số 5") != text_digest("số 05")
    assert text_digest("bản") != text_digest("bàn")
    assert text_digest("hoà, uỷ") == text_digest("hòa ủy")


def test_a_better_reading_of_the_same_text_replaces_the_poorer(database: Database) -> None:
    poor = replace(OFFICIAL, date=None, text="một lời văn")
    put(database, poor, "a.html")
    better = put(database, replace(OFFICIAL, text="một lời văn"), "a.html")
    assert better.outcome == "same"
    assert better.keys, "its date may settle something"
    assert get(database, better.address).date == OFFICIAL.date


# --- one work, several origins ---------------------------------------------------------------------------------------

PRESS = replace(OFFICIAL, issuer=None, text="Bản đăng báo, lời văn ngắn hơn", title=None)


def test_another_origin_of_the_same_work_is_one_work(database: Database) -> None:
    official, press = put(database, OFFICIAL, "a.html"), put(database, PRESS, "b.html")
    assert press.work == official.work
    assert press.outcome == "revised"
    assert put(database, replace(PRESS, text=OFFICIAL.text), "c.html").outcome == "same"


def test_two_sources_in_turn_do_not_flip_the_text(database: Database) -> None:
    for document, origin in ((PRESS, "b.html"), (OFFICIAL, "a.html")):
        put(database, document, origin)
    where = put(database, PRESS, "b.html").address
    for document, origin in ((OFFICIAL, "a.html"), (PRESS, "b.html"), (OFFICIAL, "a.html")):
        assert put(database, document, origin).outcome == "same"
        assert get(database, where).text == OFFICIAL.text


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_one_text_does_not_say_another_fills(database: Database, order: tuple[int, int]) -> None:
    both = [(replace(OFFICIAL, title=None), "a.html"), (replace(PRESS, title="sinh hoạt chi bộ"), "b.html")]
    where = [put(database, *both[place]).address for place in order]
    found = get(database, where[-1])
    assert (found.text, found.title, found.issuer) == (OFFICIAL.text, "sinh hoạt chi bộ", OFFICIAL.issuer)


def rival(edition: int, described: Document, length: int, digest: str) -> Rival:
    return Rival(edition, described, length, digest)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (rival(1, OFFICIAL, 10, "f"), rival(2, PRESS, 900, "a"), "a letterhead says more than a longer copy"),
        (rival(1, PRESS, 900, "f"), rival(2, PRESS, 10, "a"), "copies leave out annexes, none adds any"),
        (rival(1, PRESS, 10, "a"), rival(2, PRESS, 10, "f"), "neither better: never the order of arrival"),
    ],
)
def test_the_rule_of_the_current_text(one: Rival, other: Rival, reason: str) -> None:
    assert current_edition([one, other]) is one, reason
    assert current_edition([other, one]) is one, reason


# --- which work ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same", "reason"),
    [
        (("2014-11-11", LAO_CAI), ("2014-11-11", LAO_CAI), True, "all agrees"),
        (("2014-11-11", None), ("2014-11-11", LAO_CAI), True, "the date agrees, one body is not known"),
        (("2014", LAO_CAI), ("2014-11-11", None), True, "a year agrees with its day"),
        ((None, LAO_CAI), ("2014-11-11", LAO_CAI), True, "the body agrees, one date is not known"),
        ((None, "tinh-uy-lao-cai"), (None, LAO_CAI), True, "a family stands for its identities"),
        (("2014-11-11", LAO_CAI), ("2014-11-11", TUYEN_QUANG), False, "47-CT/TU of two provinces on one day"),
        (("2019-05-30", BO_CHINH_TRI), ("2024-06-14", BO_CHINH_TRI), False, "35-CT/TW of two terms"),
        ((None, None), ("2014-11-11", LAO_CAI), False, "a number alone is no identity"),
        (("2014-11-11", None), (None, LAO_CAI), False, "nothing said by both"),
        ((None, BO_CHINH_TRI), (None, "ban-bi-thu"), False, "two organs under one code and no date to vouch"),
        (("2016-07-25", BO_CHINH_TRI), ("2016-07-25", "ban-bi-thu"), True, "sources confuse the organs of TW"),
        ((None, LAO_CAI), (None, "tinh-uy-lao-cai-tu-2025"), False, "one name, two bodies in time"),
    ],
)
def test_one_work_or_two(
    one: tuple[str | None, str | None], other: tuple[str | None, str | None], same: bool, reason: str
) -> None:
    first, second = (Known("Chỉ thị", body, parse_iso(date) if date else None) for date, body in (one, other))
    assert fits(first, second) is same, reason
    assert fits(second, first) is same, reason


def test_two_types_share_letters_and_not_numbers() -> None:
    decision = Known("Quyết định", BO_CHINH_TRI, parse_iso("2016"))
    rule = Known("Quy định", BO_CHINH_TRI, parse_iso("2016-07-25"))
    assert not fits(decision, rule)
    assert fits(Known("Quyết định", BO_CHINH_TRI, rule.date), rule), "a portal's wrong name on the same day"


def test_two_provinces_have_one_number(database: Database) -> None:
    here = put(database, OFFICIAL, "a.html")
    there = put(database, directive("47-CT/TU", body=TUYEN_QUANG, date="2014-11-11"), "b.html")
    assert here.work != there.work
    with database.reading() as connection:
        assert {card.id for card in documents.find_by_key(connection, "47-CT/TU")} == {here.address, there.address}


def test_a_vague_document_that_fits_two_works_is_a_third(database: Database) -> None:
    one = put(database, directive("35-CT/TW", body=BO_CHINH_TRI, date="2019-05-30"), "a.html")
    two = put(database, directive("35-CT/TW", body=BO_CHINH_TRI, date="2024-06-14"), "b.html")
    vague = put(database, directive("35-CT/TW", body=BO_CHINH_TRI, text="không rõ ngày"), "c.html")
    assert len({one.work, two.work, vague.work}) == 3


def test_an_article_is_known_by_origin_then_by_text(database: Database) -> None:
    page = article("Thị ủy Sa Pa sơ kết hai năm thực hiện chỉ thị", title="Sa Pa sơ kết")
    first = put(database, page, "a.html")
    assert put(database, replace(page, text="Bài đã sửa"), "a.html").work == first.work
    assert put(database, page, "b.html").work == first.work
    assert put(database, article("Bài khác hẳn", title="Sa Pa sơ kết"), "c.html").work != first.work


def test_an_address_that_gives_another_number_now_is_another_work(database: Database) -> None:
    first = put(database, OFFICIAL, "moi-nhat.html")
    other = directive("48-CT/TU", body=LAO_CAI, date="2014-12-01", text="chỉ thị kế tiếp")
    second = put(database, other, "moi-nhat.html")
    assert (second.outcome, second.work != first.work) == ("new", True)
    assert get(database, first.address).text == OFFICIAL.text


# --- finding and lists -----------------------------------------------------------------------------------------------


def test_find_by_serial_and_type(database: Database) -> None:
    here = put(database, OFFICIAL, "a.html")
    plan = directive("47-KH/TU", body=LAO_CAI, date="2015-01-01", type="Kế hoạch")
    put(database, plan, "b.html")
    with database.reading() as connection:
        assert len(documents.find_by_serial(connection, 47)) == 2
        assert [card.id for card in documents.find_by_serial(connection, 47, "chỉ thị")] == [here.address]
        assert documents.find_by_serial(connection, 4) == ()
        assert documents.find_by_key(connection, "") == ()


def test_cards_by_address_leave_out_what_is_not_there(database: Database) -> None:
    stored = put(database, OFFICIAL, "a.html")
    with database.reading() as connection:
        cards = documents.cards(connection, [stored.address, "khong/co"])
    assert list(cards) == [stored.address]
    assert cards[stored.address].number == "47-CT/TU"


def test_the_bare_key_is_the_one_citations_have(database: Database) -> None:
    put(database, OFFICIAL, "a.html")
    put(database, directive("30/2020/NĐ-CP", body="chinh-phu", date="2020-03-05", type="Nghị định"), "b.html")
    put(database, directive("08-QĐi/TW", date="2018-10-25", type="Quy định"), "c.html")
    with database.reading() as connection:
        rows = connection.execute(select(works.c.id, works.c.number)).all()
        for row in rows:
            assert documents.keys_of(connection, row.id) == set(keys_of(parse(row.number)))


# --- what turns out later --------------------------------------------------------------------------------------------


def test_a_page_read_better_joins_the_work_that_was_held(database: Database) -> None:
    unread = Document(genre="directive", type="Chỉ thị", title="sinh hoạt chi bộ", text="bản chụp khác lời")
    page = put(database, unread, "b.html")
    held = put(database, OFFICIAL, "a.html")
    assert page.work != held.work
    read = put(database, replace(OFFICIAL, text="bản chụp khác lời"), "b.html")
    with database.reading() as connection:
        (card,) = documents.find_by_key(connection, "47-CT/TU")
        assert {documents.locate(connection, one).address for one in (page.address, held.address)} == {card.id}
        assert len(documents.editions_of(connection, card.id)) == 2
    assert read.address == card.id
    assert put(database, OFFICIAL, "a.html").outcome == "same"
    assert put(database, replace(OFFICIAL, text="bản chụp khác lời"), "b.html").outcome == "same"


def test_joined_works_with_one_text_keep_it_once(database: Database) -> None:
    vague = [
        put(database, directive("35-CT/TW", date=day, text=day), f"{day}.html") for day in ("2019-05-30", "2024-06-14")
    ]
    third = put(database, directive("35-CT/TW", body=BO_CHINH_TRI, text="2019-05-30"), "c.html")
    assert third.work == vague[0].work, "the text decides where the number does not"
    with database.reading() as connection:
        assert len(documents.editions_of(connection, third.address)) == 1


def test_a_real_text_outranks_a_demonstration(database: Database) -> None:
    shown = replace(OFFICIAL, demonstration=True, signatory="BÍ THƯ", text="VĂN BẢN MINH HỌA " * 40)
    put(database, shown, "minh-hoa.html")
    real = put(database, PRESS, "b.html")
    found = get(database, real.address)
    assert (found.text, found.demonstration, found.signatory) == (PRESS.text, False, None)
    assert put(database, shown, "minh-hoa.html").outcome == "same"
