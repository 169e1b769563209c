"""Further readings of a settled number link as if all were settled anew, and all else stays, or nothing is said."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.cite.further import further
from archive.cite.resolve import Settlement, settle
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Card, Issuer, Reading

# Of the centre, of a province, of the State (one work, and one of each province), by type and serial alone, by name.
KEYS = ("18-NQ/TW", "47-CT/TU", "45/2010/NĐ-CP", "12/2025/QĐ-UBND", "bare:CT:47", "law:dat dai:2013", "plenum:4:XII")
BODIES = (None, "tinh-uy-lao-cai-den-2025", "tinh-uy-lao-cai", "tinh-uy-yen-bai", "bo-chinh-tri", "trung-uong")
DATES = (None, None, PartialDate(2014), PartialDate(2014, 11), PartialDate(2014, 11, 11), PartialDate(2010, 5, 2))
BEFORE = (PartialDate(2012), PartialDate(2014, 12), PartialDate(2020, 1, 1), PartialDate(2026, 3, 4), None)
ISSUED = (None, "2010-05-02", "2014-11-11", "2017-10-25")


def readings_of(key: str) -> st.SearchStrategy[Reading]:
    """A date, or what day the citing text is of: `resolve.reading_of` never says both."""
    return st.builds(
        lambda kind, body, date, before, term: Reading(key, kind, body, date, None if date else before, None, term),
        st.sampled_from((None, None, "Chỉ thị", "Nghị quyết")),
        st.sampled_from(BODIES),
        st.sampled_from(DATES),
        st.sampled_from(BEFORE),
        st.sampled_from((None, None, None, "XI", "XII")),
    )


def works_of(key: str) -> st.SearchStrategy[list[Card]]:
    rows = st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from(ISSUED)), max_size=2)
    return rows.map(lambda said: [work(key, place, *one) for place, one in enumerate(said)])


def work(key: str, place: int, body: str | None, issued: str | None) -> Card:
    issuer = Issuer(body, body) if body else None
    return Card(id=f"a{place}", genre="directive", key=key, issuer=issuer, date=parse_iso(issued) if issued else None)


def shown(settlement: Settlement, among: Sequence[Reading]) -> dict[Reading, tuple[object, ...]]:
    """Where each reading leads: sketches by what they say, for their places may be others."""
    stubs = settlement.stubs
    return {
        reading: (
            stubs[link.target] if isinstance(link.target, int) else link.target,
            frozenset(stubs[one] if isinstance(one, int) else one for one in link.candidates),
            link.rule,
            link.confidence,
        )
        for reading, link in zip(among, settlement.links, strict=True)
    }


@settings(max_examples=600)
@given(st.data(), st.sampled_from(KEYS))
def test_what_is_said_of_further_readings_is_what_all_would_give(data: st.DataObject, key: str) -> None:
    held = data.draw(works_of(key))
    before = data.draw(st.lists(readings_of(key), min_size=1, max_size=5, unique=True))
    more = data.draw(st.lists(readings_of(key), min_size=1, max_size=3, unique=True))
    settled = settle(before, held)
    links = further(more, held, settled.stubs)
    if links is None:
        return
    whole = list(dict.fromkeys([*before, *more]))
    anew = settle(whole, held)
    assert set(anew.stubs) == set(settled.stubs)
    told = shown(settled, before) | shown(Settlement(settled.stubs, links), more)
    assert told == shown(anew, whole)


HELD = [work("47-CT/TU", 0, "tinh-uy-lao-cai-den-2025", "2014-11-11")]
SPOKEN = PartialDate(2026, 3, 4)


@pytest.mark.parametrize(
    ("before", "more", "works", "known"),
    [
        pytest.param(Reading("47-CT/TU"), Reading("47-CT/TU", before=SPOKEN), HELD, True, id="a number alone, again"),
        pytest.param(Reading("47-CT/TU"), Reading("47-CT/TU", before=SPOKEN), [], True, id="of its only stub"),
        pytest.param(
            Reading("47-CT/TU", date=PartialDate(2014, 11, 11)),
            Reading("47-CT/TU", date=PartialDate(2019, 5, 6)),
            [],
            False,
            id="another day may be another work",
        ),
        pytest.param(
            Reading("45/2010/NĐ-CP", body="chinh-phu", before=PartialDate(2012)),
            Reading("45/2010/NĐ-CP", body="chinh-phu", before=SPOKEN),
            [],
            True,
            id="a decree that all cite with its government",
        ),
        pytest.param(
            Reading("45/2010/NĐ-CP"),
            Reading("45/2010/NĐ-CP", date=PartialDate(2010, 4, 21)),
            [],
            False,
            id="the day of a decree, for the first time",
        ),
        pytest.param(
            Reading("18-NQ/TW", body="trung-uong", before=SPOKEN),
            Reading("18-NQ/TW", "Nghị quyết", "trung-uong", before=SPOKEN),
            [],
            False,
            id="the type of a stub, for the first time",
        ),
    ],
)
def test_what_is_known_without_the_former_readings(
    before: Reading, more: Reading, works: list[Card], known: bool
) -> None:
    assert (further([more], works, settle([before], works).stubs) is not None) == known
