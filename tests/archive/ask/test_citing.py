"""What the mentions of a loose text mean: by the tables alone, or by the works of an archive."""

import pytest

from archive.ask.citing import linked, plenum_candidates, shown_link, tables
from archive.cite.mentions import find_mentions
from archive.works.dates import PartialDate
from archive.works.document import Card, Issuer, Link
from archive.works.number import parse


def none(key: str) -> tuple[Card, ...]:
    return ()


def card(name: str, number: str, *, date: PartialDate | None = None, body: str | None = None) -> Card:
    issuer = Issuer(body, body) if body else None
    return Card(name, "directive", parse(number).key, number, "Chỉ thị", issuer, date)


def test_the_tables_know_a_work_by_number_and_date() -> None:
    (link,) = linked(find_mentions("Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị"), tables)
    assert link.target is not None
    assert (link.target.number, link.target.grade in "AB") == ("05-CT/TW", True)
    assert link.target.id


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai", id="nobody knows it"),
        pytest.param("Nghị quyết Trung ương 4 khóa XII", id="a plenum is never one document"),
    ],
)
def test_what_the_lookup_does_not_know_has_no_target(text: str) -> None:
    (link,) = linked(find_mentions(text), none)
    assert link.target is None


def test_two_works_of_one_number_are_candidates_whatever_their_order() -> None:
    works = [card("a", "47-CT/TU", date=PartialDate(2014)), card("b", "47-CT/TU", date=PartialDate(2019))]
    mentions = find_mentions("theo Chỉ thị số 47-CT/TU")
    (one,), (other,) = linked(mentions, lambda _: works), linked(mentions, lambda _: works[::-1])
    assert one == other
    assert one.target is None
    assert {each.id for each in one.candidates} == {"a", "b"}


def test_links_stand_parallel_to_the_mentions() -> None:
    mentions = find_mentions("Chỉ thị số 05-CT/TW, ngày 15/5/2016; Nghị quyết Trung ương 4 khóa XII; Kế hoạch 99-KH/TU")
    assert len(linked(mentions, tables)) == len(mentions) == 3
    assert linked([], tables) == ()


def test_a_plenum_s_candidates_carry_the_address_of_those_that_are_held() -> None:
    bare = plenum_candidates("plenum:XII:4", none)
    assert bare
    held = {one.key: Card("o-day", "directive", one.key, one.number, one.type, one.issuer, one.date) for one in bare}
    found = plenum_candidates("plenum:XII:4", lambda key: [held[key]] if key in held else [])
    assert [one.id for one in found] == ["o-day"] * len(bare)
    assert [one.grade for one in found] == [one.grade for one in bare]


def test_a_stored_link_is_shown_as_it_is_except_a_plenum_s() -> None:
    number, plenum = find_mentions("Chỉ thị số 47-CT/TU và Nghị quyết Trung ương 4 khóa XII")
    stored = Link(None, (card("a", "47-CT/TU"),), "ambiguous", 0.0)
    assert shown_link(number, stored, tables) == stored
    assert shown_link(plenum, Link(None, (), "unknown", 0.0), tables).candidates == plenum_candidates(
        plenum.key, tables
    )


def test_the_subject_written_behind_a_plenum_orders_its_candidates() -> None:
    # The sixth plenum of term X gave three resolutions; the words speak of the third.
    (named,) = find_mentions("Nghị quyết Trung ương 6 (khóa X) về “Nâng cao năng lực lãnh đạo của tổ chức cơ sở đảng”")
    assert [card.number for card in linked([named], tables)[0].candidates] == ["22-NQ/TW", "20-NQ/TW", "21-NQ/TW"]


def test_a_work_that_only_this_text_speaks_of_is_unknown() -> None:
    (link,) = linked(find_mentions("Kế hoạch số 981-KH/TU ngày 01/02/2019 của Tỉnh ủy Lào Cai"), tables)
    assert (link.target, link.candidates, link.rule, link.confidence) == (None, (), "unknown", 0.0)
