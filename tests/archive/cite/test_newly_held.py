"""Works that come under a settled number: what is said of former readings is what settling all anew would give."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.cite.further import further
from archive.cite.newly_held import newly_held
from archive.cite.resolve import Settlement, settle
from archive.works.dates import PartialDate
from archive.works.document import Card, Reading
from tests.archive.cite.test_further import BODIES, ISSUED, KEYS, readings_of, shown, work

# One number with the works of two provinces and of the centre, and with another day of the same province.
CAME = st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from(ISSUED)), min_size=1, max_size=2)
HELD = st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from(ISSUED)), max_size=2)


def cards(key: str, rows: Sequence[tuple[str | None, str | None]], begin: int = 0) -> list[Card]:
    return [work(key, place, *one) for place, one in enumerate(rows, begin)]


@settings(max_examples=800)
@given(st.data(), st.sampled_from(KEYS), HELD, CAME)
def test_what_stays_is_what_all_would_give(
    data: st.DataObject,
    key: str,
    held: list[tuple[str | None, str | None]],
    came: list[tuple[str | None, str | None]],
) -> None:
    before = data.draw(st.lists(readings_of(key), min_size=1, max_size=5, unique=True))
    more = data.draw(st.lists(readings_of(key), max_size=2, unique=True))
    former, new = cards(key, held), cards(key, came, len(held))
    settled = settle(before, former)
    moved = newly_held(before, [*former, *new], settled.stubs, {one.id for one in new})
    links = further(more, [*former, *new], settled.stubs) if moved is not None else None
    if moved is None or links is None:
        return
    whole = list(dict.fromkeys([*before, *more]))
    anew = settle(whole, [*former, *new])
    assert set(anew.stubs) == set(settled.stubs)
    stays = tuple(one or other for one, other in zip(moved, settled.links, strict=True))
    told = shown(Settlement(settled.stubs, stays), before) | shown(Settlement(settled.stubs, links), more)
    assert told == shown(anew, whole)


LAO_CAI, YEN_BAI = "tinh-uy-lao-cai-den-2025", "tinh-uy-yen-bai"
OLD = [work("47-CT/TU", 0, YEN_BAI, "2012-03-01")]
NEW = work("47-CT/TU", 1, LAO_CAI, "2014-11-11")
DAY, OTHER = PartialDate(2014, 11, 11), PartialDate(2019, 5, 6)


@pytest.mark.parametrize(
    ("said", "stays", "reason"),
    [
        (Reading("47-CT/TU"), False, "a number alone may mean the new work too"),
        (Reading("47-CT/TU", body=YEN_BAI), True, "another province's"),
        (Reading("47-CT/TU", before=PartialDate(2013, 1, 1)), True, "said before the new work was issued"),
        (Reading("47-CT/TU", body=YEN_BAI, date=PartialDate(2012, 3, 1)), True, "the day of the work held"),
    ],
)
def test_a_former_reading_stays_where_it_cannot_mean_the_new_work(said: Reading, stays: bool, reason: str) -> None:
    stubs = settle([said], OLD).stubs
    assert not stubs
    links = newly_held([said], [*OLD, NEW], stubs, {NEW.id})
    assert links is not None
    assert (links[0] is None) == stays, reason


@pytest.mark.parametrize(
    ("said", "known", "reason"),
    [
        (Reading("47-CT/TU"), False, "the only stub of a number says nothing, and may be the new work"),
        (Reading("47-CT/TU", body=LAO_CAI, date=DAY), False, "the stub is the new work"),
        (Reading("47-CT/TU", body=LAO_CAI), False, "the stub of a body without a day may be the new work"),
        (Reading("47-CT/TU", body=LAO_CAI, date=OTHER), True, "the stub of another day is another work"),
        (Reading("45/2010/NĐ-CP"), False, "a number that one work has is settled by rules of its own"),
    ],
)
def test_where_a_stub_may_be_the_new_work_all_is_settled_anew(said: Reading, known: bool, reason: str) -> None:
    stubs = settle([said], []).stubs
    assert len(stubs) == 1
    assert (newly_held([said], [NEW], stubs, {NEW.id}) is not None) == known, reason


def test_a_number_that_nobody_spoke_of_has_nothing_to_link() -> None:
    assert newly_held([], [NEW], [], {NEW.id}) == ()
