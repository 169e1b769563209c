import itertools
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.mentions import find_mentions
from archive.cite.resolve import Settlement, keys_of, reading_of, settle
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
            Reading(KEY, None, "tinh-uy-yen-bai"),
            [card("a", "tinh-uy-yen-bai"), card("b", "tinh-uy-lao-cai-den-2025")],
            "a",
            id="number and body",
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
    ("body", "work_date", "said", "rule"),
    [
        pytest.param("bo-chinh-tri", "2017-10-25", "2017", "number+date", id="a central number runs on over its term"),
        pytest.param("bo-chinh-tri", "2016-05-15", "2016", None, id="in a congress year two terms may bear it"),
        pytest.param("tinh-uy-lao-cai-den-2025", "2014-11-11", "2014", None, id="every province may have it that year"),
        pytest.param("tinh-uy-lao-cai-den-2025", "2014-11-11", "2014-11-11", "number+date", id="a day tells it"),
    ],
)
def test_what_a_written_date_vouches_for(body: str, work_date: str, said: str, rule: str | None) -> None:
    link = settle([Reading(KEY, date=parse_iso(said))], [card("/vb/a", body, work_date)]).links[0]
    assert (link.target is not None, link.rule) == (rule is not None, rule or "ambiguous")


def test_the_heading_named_for_its_organ_is_a_candidate_and_no_new_stub() -> None:
    # “Quy định 66-QĐ/TW của Ban Chấp hành Trung ương”, though the Ban Bí thư issued it under that heading.
    said = Reading(KEY, body="ban-chap-hanh-trung-uong")
    settled = settle([said], [card("/vb/a", "ban-bi-thu", "2017-02-06")])
    assert settled.stubs == ()
    assert (settled.links[0].target, settled.links[0].candidates) == (None, ("/vb/a",))


def test_the_organ_named_wins_over_another_of_its_code() -> None:
    held = [card("/vb/a", "ban-bi-thu", "2017-02-06"), card("/vb/b", "bo-chinh-tri", "2016-05-15")]
    assert settle([Reading(KEY, body="bo-chinh-tri")], held).links[0].target == "/vb/b"


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


def test_a_number_that_names_one_work_stays_open_between_two_dates() -> None:
    # Two texts give two days for it: one is wrong, and nobody here knows which.
    said = [Reading("20/2016/TT-BTC", date=parse_iso(day)) for day in ("2016-02-03", "2016-03-02")]
    assert settle([*said, Reading("20/2016/TT-BTC")], []).links[2].target is None
