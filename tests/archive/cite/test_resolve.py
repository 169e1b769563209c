import itertools
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.mentions import find_mentions
from archive.cite.resolve import Settlement, keys_of, reading_of, settle
from archive.cite.sketching import Nodes
from archive.cite.vouching import fits, node_of, titles_agree
from archive.text.vietnamese import comparable
from archive.works.catalogue import authority
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Card, Issuer, Reading
from archive.works.number import parse

KEY = "47-CT/TU"
BODIES = (
    None, "tinh-uy-lao-cai-den-2025", "tinh-uy-lao-cai", "tinh-uy-lao-cai-tu-2025", "tinh-uy-yen-bai", "bo-chinh-tri",
    "ban-bi-thu",
)  # fmt: skip
DATES = (None, PartialDate(2014), PartialDate(2014, 11), PartialDate(2014, 11, 11), PartialDate(2025, 8, 1))


def card(name: str, body: str | None = None, iso: str | None = None) -> Card:
    issuer = Issuer(body, body) if body else None
    return Card(id=name, genre="directive", key=KEY, issuer=issuer, date=parse_iso(iso) if iso else None)


readings = st.builds(
    Reading,
    key=st.just(KEY),
    type=st.sampled_from((None, "Chỉ thị")),
    body=st.sampled_from(BODIES),
    date=st.sampled_from(DATES),
    before=st.sampled_from((None, PartialDate(2014, 12), PartialDate(2020, 1, 1))),
)
works = st.lists(
    st.tuples(st.sampled_from(BODIES), st.sampled_from((None, "2014-11-11", "2014-05-02", "2025-08-01"))), max_size=4
).map(lambda rows: [card(f"/vb/{place}", body, iso) for place, (body, iso) in enumerate(rows)])


def meaning(settlement: Settlement, among: list[Reading]) -> set[tuple[object, ...]]:
    """What was decided, apart from the order in which readings came and sketches stand."""

    def shown(name: str | int | None) -> object:
        return settlement.stubs[name] if isinstance(name, int) else name

    return {
        (reading, shown(link.target), frozenset(shown(one) for one in link.candidates), link.rule)
        for reading, link in zip(among, settlement.links, strict=True)
    } | {("stub", stub) for stub in settlement.stubs}


@given(st.lists(readings, max_size=5), works, st.randoms(use_true_random=False))
def test_the_order_of_arrival_decides_nothing(said: list[Reading], held: list[Card], random: Random) -> None:
    once = meaning(settle(said, held), said)
    shuffled, moved = list(said), list(held)
    random.shuffle(shuffled)
    random.shuffle(moved)
    assert meaning(settle(shuffled, moved), shuffled) == once


def test_every_order_of_a_small_set() -> None:
    said = [
        Reading(KEY, "Chỉ thị", "tinh-uy-lao-cai-den-2025", PartialDate(2014, 11, 11)),
        Reading(KEY, None, "tinh-uy-lao-cai", PartialDate(2014)),
        Reading(KEY, None, None, None, PartialDate(2020)),
        Reading(KEY, None, "tinh-uy-yen-bai", None),
    ]
    held = [card("/vb/a", "tinh-uy-lao-cai-den-2025", "2014-11-11"), card("/vb/b", "tinh-uy-yen-bai")]
    decided = [meaning(settle(order, held), list(order)) for order in itertools.permutations(said)]
    assert all(one == decided[0] for one in decided)


@given(st.lists(readings, max_size=4), works)
def test_a_number_alone_never_links(said: list[Reading], held: list[Card]) -> None:
    for reading, link in zip(said, settle(said, held).links, strict=True):
        if reading.date is None and reading.body is None:
            assert link.target is None


@given(st.lists(readings, max_size=4), works)
def test_a_link_is_one_target_or_candidates_never_both(said: list[Reading], held: list[Card]) -> None:
    for link in settle(said, held).links:
        assert not (link.target is not None and link.candidates)
        assert (link.confidence > 0) is (link.target is not None)


@given(readings, works)
def test_two_works_that_fit_alike_are_shown_and_none_is_chosen(reading: Reading, held: list[Card]) -> None:
    twice = [
        *held,
        *(Card(id=f"{one.id}/2", genre=one.genre, key=one.key, issuer=one.issuer, date=one.date) for one in held),
    ]
    (link,) = settle([reading], twice).links
    assert link.target is None or isinstance(link.target, int)


@pytest.mark.parametrize(
    ("reading", "held", "target"),
    [
        pytest.param(
            Reading(KEY, None, "tinh-uy-lao-cai-den-2025", PartialDate(2014, 11, 11)),
            [card("a", "tinh-uy-lao-cai-den-2025", "2014-11-11")],
            "a",
            id="number, day and body",
        ),
        pytest.param(
            Reading(KEY, None, None, PartialDate(2014, 11, 11)),
            [card("a", None, "2014-11-11"), card("b", None, "2020-01-01")],
            "a",
            id="number and day",
        ),
        pytest.param(
            Reading(KEY, None, "tinh-uy-yen-bai", before=PartialDate(2018, 3)),
            [card("a", "tinh-uy-yen-bai", "2017-05-02"), card("b", "tinh-uy-lao-cai-den-2025")],
            "a",
            id="number and body, spoken of in the same term",
        ),
        pytest.param(
            Reading(KEY, None, "tinh-uy-lao-cai", PartialDate(2014)),
            [card("a", "tinh-uy-lao-cai-den-2025", "2014-11-11")],
            "a",
            id="the family and the year",
        ),
        pytest.param(
            Reading(KEY, None, "ban-bi-thu", PartialDate(2014, 11, 11)),
            [card("a", "bo-chinh-tri", "2014-11-11")],
            "a",
            id="organs of TW confused, the day vouches",
        ),
        pytest.param(
            Reading(KEY, None, "tinh-uy-yen-bai"),
            [card("a", "tinh-uy-lao-cai-den-2025", "2014-11-11")],
            0,
            id="another province's: a stub",
        ),
        pytest.param(
            Reading(KEY, None, None, None, PartialDate(2013)),
            [card("a", None, "2014-11-11")],
            None,
            id="cannot be cited before it was issued",
        ),
    ],
)
def test_what_links(reading: Reading, held: list[Card], target: str | int | None) -> None:
    (link,) = settle([reading], held).links
    assert link.target == target


def test_a_vague_reading_joins_the_sharp_stub() -> None:
    sharp = Reading(KEY, "Chỉ thị", "tinh-uy-lao-cai-den-2025", PartialDate(2014, 11, 11))
    vague = Reading(KEY, None, "tinh-uy-lao-cai", PartialDate(2014))
    settled = settle([vague, sharp], [])
    assert len(settled.stubs) == 1
    assert [link.target for link in settled.links] == [0, 0]
    assert settled.stubs[0].type == "Chỉ thị"


def test_plenums_and_congresses_have_no_stubs() -> None:
    settled = settle([Reading("plenum:XII:4", "Nghị quyết", "ban-chap-hanh-trung-uong")], [])
    assert settled.stubs == ()
    assert settled.links[0].target is None


def test_a_guessed_body_supports_no_silent_link() -> None:
    (found,) = find_mentions("Tỉnh ủy Lào Cai họp. Theo Kế hoạch 99-KH/TU, chi bộ sinh hoạt.")
    assert found.issuer is not None
    assert found.issuer.basis == "context"
    assert reading_of(found, None).body is None


def test_a_mention_without_a_date_is_not_younger_than_its_text() -> None:
    (found,) = find_mentions("Theo Kế hoạch 99-KH/TU, chi bộ sinh hoạt.")
    assert reading_of(found, PartialDate(2018)).before == PartialDate(2018)


def test_a_work_settles_its_own_key_and_its_bare_form() -> None:
    assert keys_of(parse("05-CT/TW")) == ("5-CT/TW", "bare:CT:5")
    assert keys_of(parse("08-QĐi/TW")) == ("8-QĐ/TW", "bare:QĐ:8")
    assert keys_of(parse("30/2020/NĐ-CP")) == ("30/2020/NĐ-CP",)


@pytest.mark.parametrize(
    ("key", "body", "work_date", "said", "rule"),
    [
        pytest.param(
            "18-NQ/TW", "bo-chinh-tri", "2017-10-25", "2017", "number+date", id="central: runs on over its term"
        ),
        pytest.param(
            "5-CT/TW", "bo-chinh-tri", "2016-05-15", "2016", None, id="a congress year: two terms may bear it"
        ),
        pytest.param(
            "749/QĐ-TTg", "thu-tuong-chinh-phu", "2020-06-03", "2020", "number+date", id="the State: every year"
        ),
        pytest.param(
            KEY, "tinh-uy-lao-cai-den-2025", "2014-11-11", "2014", None, id="every province may have it that year"
        ),
        pytest.param(KEY, "tinh-uy-lao-cai-den-2025", "2014-11-11", "2014-11-11", "number+date", id="a day tells it"),
        pytest.param(
            "5-CT/HU", "huyen-uy-sa-pa", "2014-11-11", "2014-11-11", None, id="hundreds of districts that day"
        ),
        pytest.param("15/QĐ-UBND", None, "2020-01-06", "2020-01-06", None, id="every province and district that day"),
    ],
)
def test_what_a_written_date_vouches_for(
    key: str, body: str | None, work_date: str, said: str, rule: str | None
) -> None:
    held = replace(card("/vb/a", body, work_date), key=key)
    link = settle([Reading(key, date=parse_iso(said))], [held]).links[0]
    assert (link.target is not None, link.rule) == (rule is not None, rule or "ambiguous")


def test_the_heading_named_for_its_organ_is_a_candidate_and_no_new_stub() -> None:
    # “Quy định 66-QĐ/TW của Ban Chấp hành Trung ương”, though the Ban Bí thư issued it under that heading.
    said = Reading(KEY, body="ban-chap-hanh-trung-uong")
    settled = settle([said], [card("/vb/a", "ban-bi-thu", "2017-02-06")])
    assert settled.stubs == ()
    assert (settled.links[0].target, settled.links[0].candidates) == (None, ("/vb/a",))


def test_the_organ_named_wins_over_another_of_its_code() -> None:
    held = [card("/vb/a", "ban-bi-thu", "2017-02-06"), card("/vb/b", "bo-chinh-tri", "2016-05-15")]
    said = Reading("5-CT/TW", body="bo-chinh-tri", before=PartialDate(2018, 1))
    assert settle([said], held).links[0].target == "/vb/b"


@pytest.mark.parametrize(
    ("key", "alone"),
    [
        pytest.param("20/2016/TT-BTC", True, id="year and ministry"),
        pytest.param("59/2020/QH14", True, id="a law"),
        pytest.param("12/2025/QĐ-UBND", False, id="every province may have it"),
        pytest.param("3/VBHN-VPQH", False, id="no year"),
        pytest.param("47-CT/TU", False, id="a Party number"),
        pytest.param("bare:CT:5", False, id="no whole number"),
    ],
)
def test_which_numbers_name_one_work_by_themselves(key: str, alone: bool) -> None:
    held = Card(id="/vb/a", genre="directive", key=key)
    link = settle([Reading(key)], [held]).links[0]
    assert (link.target, link.rule) == (("/vb/a", "number+year") if alone else (None, "ambiguous"))


def test_a_number_that_names_one_work_is_one_stub_whatever_day_is_written() -> None:
    # Two texts give two days for it: one is wrong, nobody here knows which, and there is one circular.
    said = [Reading("20/2016/TT-BTC", date=parse_iso(day)) for day in ("2016-02-03", "2016-03-02")]
    settled = settle([*said, Reading("20/2016/TT-BTC")], [])
    assert [stub.date for stub in settled.stubs] == [None]
    assert [(link.target, link.rule) for link in settled.links] == [(0, "number+year")] * 3


def test_a_wrong_day_beside_a_number_that_names_one_work_is_a_possibility_and_no_stub() -> None:
    held = Card(id="/vb/a", genre="directive", key="20/2016/TT-BTC", date=parse_iso("2016-02-03"))
    settled = settle([Reading("20/2016/TT-BTC", date=parse_iso("2016-03-02"))], [held])
    assert (settled.stubs, settled.links[0].target, settled.links[0].candidates) == ((), None, ("/vb/a",))


# --- when numbers begin again ----------------------------------------------------------------------------------------

SUBJECT = "đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
CENTRAL = Card(
    "/vb/a",
    "directive",
    "5-CT/TW",
    type="Chỉ thị",
    issuer=Issuer("Bộ Chính trị", "bo-chinh-tri"),
    date=PartialDate(2016, 5, 15),
    title=SUBJECT,
)
LOCAL = card("/vb/a", "tinh-uy-lao-cai-den-2025", "2017-05-02")
YEARLY = Card(
    "/vb/a", "directive", "749/QĐ-TTg", issuer=Issuer("Thủ tướng", "thu-tuong-chinh-phu"), date=PartialDate(2020, 6, 3)
)


@pytest.mark.parametrize(
    ("held", "spoken", "rule"),
    [
        pytest.param(CENTRAL, "2018-03-01", "number+body", id="the same congress term"),
        pytest.param(CENTRAL, "2026-03-01", None, id="two terms later another 05-CT/TW may be meant"),
        pytest.param(CENTRAL, "2021-01-28", None, id="during the congress nobody knows"),
        pytest.param(CENTRAL, None, None, id="a text of no date"),
        pytest.param(LOCAL, "2019-12-31", "number+body", id="the province's term"),
        pytest.param(LOCAL, "2020-06-30", "number+body", id="no province has met before August"),
        pytest.param(LOCAL, "2020-11-30", None, id="the province's congress of autumn 2020"),
        pytest.param(YEARLY, "2020-12-31", "number+body", id="the State's year"),
        pytest.param(YEARLY, "2021-01-02", None, id="the next year begins from 01"),
    ],
)
def test_a_body_without_a_date_links_within_one_sequence_only(held: Card, spoken: str | None, rule: str | None) -> None:
    assert held.issuer is not None
    said = Reading(held.key, held.type, held.issuer.body, before=parse_iso(spoken) if spoken else None)
    settled = settle([said], [held])
    assert (settled.links[0].target, settled.links[0].rule) == ("/vb/a" if rule else None, rule or "ambiguous")
    assert settled.links[0].candidates == (() if rule else ("/vb/a",))
    assert settled.stubs == (), "what may be held is no stub of its own"


@pytest.mark.parametrize(
    ("said", "target", "rule"),
    [
        pytest.param(Reading("4-NQ/TW", term="XII"), "b", "number+term", id="a term is like a sharper year"),
        pytest.param(
            Reading("4-NQ/TW", body="ban-chap-hanh-trung-uong", term="XII"), "b", "number+body+term", id="and the body"
        ),
        pytest.param(Reading("4-NQ/TW", term="XI"), 0, "number+term", id="a term whose document nobody holds: a stub"),
        pytest.param(Reading("4-NQ/TW"), None, "ambiguous", id="no term: any of them"),
        pytest.param(
            Reading("4-NQ/TW", date=PartialDate(2016, 10, 30), term="XI"), "b", "number+date", id="the day is its own"
        ),
        pytest.param(Reading("4-NQ/TW", date=PartialDate(2017), term="XI"), None, "unknown", id="says two things"),
        pytest.param(Reading("4-NQ/TW", "Quyết định", term="XII"), None, "ambiguous", id="another type"),
    ],
)
def test_a_written_term_agrees_or_disagrees(said: Reading, target: str | int | None, rule: str) -> None:
    held = [
        Card(name, "directive", "4-NQ/TW", None, "Nghị quyết", Issuer("TW", "ban-chap-hanh-trung-uong"), parse_iso(day))
        for name, day in (("a", "2006-08-21"), ("b", "2016-10-30"), ("c", "2026-04-01"))
    ]
    (link,) = settle([said], held).links
    assert (link.target, link.rule) == (target, rule)


def test_a_card_s_own_term_counts_where_its_date_says_none() -> None:
    # During the congress itself (23/01/2026) a date alone does not tell the term.
    held = Card("a", "directive", "1-NQ/TW", date=PartialDate(2026, 1, 23), term="XIV")
    assert [settle([Reading("1-NQ/TW", term=term)], [held]).links[0].target for term in ("XIV", "XIII")] == ["a", 0]


@pytest.mark.parametrize(
    ("text", "citing", "term"),
    [
        pytest.param("Nghị quyết số 04-NQ/TW", "2018", "XII", id="a central number"),
        pytest.param("Nghị quyết số 04-NQ/TU", "2018", None, id="a province counts terms of its own"),
        pytest.param("Nghị quyết số 04-NQ/TW", "2015", None, id="the national term had not begun: a province's"),
        pytest.param("Nghị quyết số 29/2023/NQ-HĐND", "2024", None, id="a council's"),
    ],
)
def test_a_numeral_that_cannot_be_the_national_term_is_not_read(text: str, citing: str, term: str | None) -> None:
    (found,) = find_mentions(text)
    assert reading_of(replace(found, term="XII"), parse_iso(citing)).term == term


@pytest.mark.parametrize(
    ("title", "target"),
    [
        pytest.param(SUBJECT, "/vb/a", id="the whole subject"),
        pytest.param(
            "Đẩy mạnh học tập, làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", "/vb/a", id="but for a word"
        ),
        pytest.param("học tập Hồ Chí Minh", None, id="a few words recur every term"),
        pytest.param(f"{SUBJECT} khóa XIII", None, id="a numeral more"),
    ],
)
def test_the_title_may_tell_a_directive_where_no_date_does(title: str, target: str | None) -> None:
    said = Reading("5-CT/TW", "Chỉ thị", "bo-chinh-tri", title=comparable(title))
    link = settle([said], [CENTRAL]).links[0]
    assert (link.target, link.rule) == (target, "number+title" if target else "ambiguous")


def test_rules_come_again_under_their_title() -> None:
    # 29-QĐ/TW of 1997 and of 2016 are both “thi hành Điều lệ Đảng”.
    title = "thi hành Điều lệ Đảng Cộng sản Việt Nam"
    held = Card("a", "directive", "29-QĐ/TW", type="Quy định", date=PartialDate(2016, 7, 25), title=title)
    assert settle([Reading("29-QĐ/TW", "Quy định", title=comparable(title))], [held]).links[0].target is None


def test_no_title_of_the_table_is_that_of_a_namesake() -> None:
    pairs = [
        (one, other) for one, other in itertools.combinations(authority(), 2) if one.number.key == other.number.key
    ]
    assert len(pairs) > 20
    alike = {str(one.number) for one, other in pairs if titles_agree(one.title, other.title)}
    assert alike <= {"29-QĐ/TW", "01-HD/TW"}, "types whose titles do not count"


def test_a_decision_is_not_the_rule_of_its_number() -> None:
    held = Card(
        "a", "directive", "66-QĐ/TW", type="Quy định", issuer=Issuer("BBT", "ban-bi-thu"), date=PartialDate(2017, 2, 6)
    )
    by = {
        said: settle([said], [held]).links[0].target
        for said in (
            Reading("66-QĐ/TW", "Quyết định", "ban-bi-thu", PartialDate(2017)),
            Reading("66-QĐ/TW", "Quy định", "ban-bi-thu", PartialDate(2017)),
            Reading("66-QĐ/TW", "Quyết định", "ban-bi-thu", PartialDate(2017, 2, 6)),
        )
    }
    assert list(by.values()) == [None, "a", "a"], "a portal's wrong type is believed on the very day only"


# --- one body over time ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "citing", "body"),
    [
        pytest.param(
            "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai", "2026", "tinh-uy-lao-cai-den-2025", id="dated"
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU, ngày 11/11/2025 của Tỉnh ủy Lào Cai", "2026", "tinh-uy-lao-cai-tu-2025", id="new"
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU của Tỉnh ủy Lào Cai", "2026", "tinh-uy-lao-cai", id="undated in 2026: either"
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU của Tỉnh ủy Lào Cai", "2018", "tinh-uy-lao-cai-den-2025", id="not yet merged"
        ),
        pytest.param("Chỉ thị số 47-CT/TU của Tỉnh ủy Lào Cai", None, "tinh-uy-lao-cai", id="nobody knows when"),
        pytest.param(
            "Chỉ thị số 47-CT/TU của Tỉnh ủy Yên Bái", "2026", "tinh-uy-yen-bai", id="merged into another's name"
        ),
        pytest.param(
            "Nghị quyết số 40-NQ/HU, ngày 17/7/2017 của Huyện ủy Sa Pa", "2026", "huyen-uy-sa-pa", id="to 2019"
        ),
        pytest.param(
            "Chỉ thị số 05-CT/TU, ngày 01/10/2026 của Thành ủy Bắc Ninh", "2026", "tinh-uy-bac-ninh-tu-2025", id="city"
        ),
        pytest.param("Chỉ thị số 05-CT/TW của Bộ Chính trị", "2026", "bo-chinh-tri", id="organs are no identities"),
    ],
)
def test_which_identity_words_name(words: str, citing: str | None, body: str) -> None:
    (found,) = find_mentions(words)
    assert reading_of(found, parse_iso(citing) if citing else None).body == body


@pytest.mark.parametrize(
    ("said", "fitting"),
    [
        pytest.param(Reading(KEY, body="tinh-uy-lao-cai"), ("new", "old"), id="undated: both, and a guess of neither"),
        pytest.param(
            Reading(KEY, body="tinh-uy-lao-cai", date=PartialDate(2014)), ("old",), id="2014 is the old one's"
        ),
        pytest.param(
            Reading(KEY, body="tinh-uy-lao-cai", date=PartialDate(2026)), ("new",), id="2026 is the new one's"
        ),
        pytest.param(Reading(KEY, body="tinh-uy-yen-bai"), (), id="Yên Bái's is neither"),
        pytest.param(Reading(KEY, body="tinh-uy-lao-cai-tu-2025"), ("new",), id="the new one by name"),
    ],
)
def test_an_identity_is_never_another_s(said: Reading, fitting: tuple[str, ...]) -> None:
    held = [card("old", "tinh-uy-lao-cai-den-2025"), card("new", "tinh-uy-lao-cai-tu-2025")]
    (link,) = settle([said], held).links
    named = {link.target, *link.candidates} - {None, 0}
    assert named == set(fitting)


# --- laws ------------------------------------------------------------------------------------------------------------

LAND = Card("a", "directive", "45/2013/QH13", "45/2013/QH13", "Luật", date=PartialDate(2013, 11, 29), title="Đất đai")


@pytest.mark.parametrize(
    ("said", "held", "target"),
    [
        pytest.param(Reading("law:dat-dai:2013", "Luật", date=PartialDate(2013)), [LAND], "a", id="name and year"),
        pytest.param(
            Reading("law:dat-dai:2013", "Luật", "quoc-hoi", PartialDate(2013, 11, 29)), [LAND], "a", id="name and day"
        ),
        pytest.param(Reading("law:dat-dai:2013", "Pháp lệnh", date=PartialDate(2013)), [LAND], None, id="another type"),
        pytest.param(
            Reading("law:dat-dai:2013", "Luật", date=PartialDate(2013)), [], None, id="nobody holds it: no stub"
        ),
        pytest.param(
            Reading("law:dat-dai:2013", "Luật", date=PartialDate(2013)), [LAND, replace(LAND, id="b")], None, id="two"
        ),
    ],
)
def test_a_law_by_name_and_year(said: Reading, held: list[Card], target: str | None) -> None:
    settled = settle([said], held)
    assert (settled.links[0].target, settled.stubs) == (target, ())
    assert settled.links[0].rule == ("name+year" if target else "ambiguous" if held else "unknown")


def test_a_work_without_a_number_is_never_settled() -> None:
    assert settle([Reading("")], [Card("a", "article")]).links[0].target is None


@given(readings, works)
def test_no_work_that_fits_is_passed_over(reading: Reading, held: list[Card]) -> None:
    nodes = [node_of(card, KEY) for card in held]
    near = Nodes(nodes).near(reading)
    assert {node.name for node in nodes if fits(reading, node)} <= {node.name for node in near}
    assert len(near) == len({node.name for node in near}), "each once"
