"""Readings that are linked together link as each by itself would; and days that differ in nothing are one moment."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.cite.moments import linked_alike, moments
from archive.cite.resolve import Settled, law_link, link
from archive.cite.sequences import turns
from archive.cite.sketching import Nodes
from archive.cite.vouching import Node, node_of
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Card, Issuer, Reading

KEYS = (
    "18-NQ/TW", "47-CT/TU", "5-CT/HU", "45/2010/NĐ-CP", "12/2025/QĐ-UBND", "399-QĐ/TW", "bare:CT:47",
    "law:dat dai:2013",
)  # fmt: skip
BODIES = (None, "tinh-uy-lao-cai-den-2025", "tinh-uy-lao-cai", "tinh-uy-yen-bai", "bo-chinh-tri", "trung-uong")
ISSUED = (None, "2014", "2015-08", "2014-11-11", "2020-12-31", "2021-01-01", "2016-01-28")
# Days on which something may turn: works are issued, congresses meet, numbers begin again.
ISSUES = (date(2014, 11, 11), date(2015, 8, 1), date(2015, 8, 31), date(2016, 1, 28), date(2021, 1, 1))
TURNS = sorted(turns() | {*ISSUES, date(2014, 1, 1), date(2022, 1, 1)})


def spoken_about(turn: date) -> st.SearchStrategy[PartialDate | None]:
    """A citing date right at a day on which something turns: to the day, the month or the year, or none."""
    day = st.sampled_from((-1, 0, 1)).map(lambda by: turn + timedelta(by))
    return st.one_of(
        day.map(lambda day: PartialDate(day.year, day.month, day.day)),
        day.map(lambda day: PartialDate(day.year, day.month)),
        day.map(lambda day: PartialDate(day.year)),
        st.none(),
    )


def readings_of(key: str, turn: date) -> st.SearchStrategy[Reading]:
    return st.builds(
        Reading,
        key=st.just(key),
        type=st.sampled_from((None, None, "Chỉ thị", "Quy định")),
        body=st.sampled_from(BODIES),
        date=st.sampled_from((None, None, None, PartialDate(2014), PartialDate(2014, 11, 11))),
        before=spoken_about(turn),
        term=st.sampled_from((None, None, None, "XI", "XII", "XIII")),
    )


def node(key: str, place: int, body: str | None, issued: str | None) -> Node:
    issuer = Issuer(body, body) if body else None
    held = parse_iso(issued) if issued else None
    return node_of(Card(id=f"a{place}", genre="directive", key=key, issuer=issuer, date=held), key)


def nodes_of(key: str) -> st.SearchStrategy[list[Node]]:
    rows = st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from(ISSUED)), max_size=4)
    return rows.map(lambda said: [node(key, place, *one) for place, one in enumerate(said)])


@settings(max_examples=600)
@given(st.data(), st.sampled_from(KEYS))
def test_readings_linked_together_link_as_each_by_itself(data: st.DataObject, key: str) -> None:
    nodes, turn = Nodes(data.draw(nodes_of(key))), data.draw(st.sampled_from(TURNS))
    first = data.draw(readings_of(key, turn))
    # One reading spoken on several days, which is what there are many of; and some others.
    days = data.draw(st.lists(spoken_about(turn), min_size=1, max_size=6))
    said = [first, *(replace(first, before=day) for day in days)]
    said += data.draw(st.lists(readings_of(key, turn), max_size=3))

    def by(one: Reading) -> Settled:
        return law_link(one, list(nodes)) if key.startswith("law:") else link(one, nodes.near(one))

    assert linked_alike(said, nodes, by) == tuple(map(by, said))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        pytest.param(PartialDate(2023, 5, 2), PartialDate(2023, 9, 8), True, id="nothing between"),
        pytest.param(PartialDate(2023, 5, 2), None, False, id="a text of no date"),
        pytest.param(PartialDate(2022, 5, 2), PartialDate(2023, 5, 2), False, id="another year"),
        pytest.param(PartialDate(2014, 11, 10), PartialDate(2014, 11, 11), False, id="the day before the work"),
        pytest.param(PartialDate(2014, 11, 11), PartialDate(2014, 11, 12), False, id="the day of the work itself"),
        pytest.param(PartialDate(2014, 11, 12), PartialDate(2014, 12, 30), True, id="both after the work"),
        pytest.param(PartialDate(2014, 11), PartialDate(2014, 12), False, id="a month that may be before the work"),
        pytest.param(PartialDate(2016, 1, 27), PartialDate(2016, 1, 29), False, id="before and after a congress"),
    ],
)
def test_what_is_one_moment(one: PartialDate, other: PartialDate | None, *, alike: bool) -> None:
    moment = moments([node("47-CT/TU", 0, None, "2014-11-11")])
    assert (moment(one) == moment(other)) is alike


def test_what_is_alike_is_asked_for_once() -> None:
    asked: list[Reading] = []
    said = [Reading("47-CT/TU", before=PartialDate(2023, month, 1)) for month in range(2, 12)]

    def by(one: Reading) -> str:
        asked.append(one)
        return one.key

    assert linked_alike(said, [], by) == ("47-CT/TU",) * 10
    assert asked == said[:1]
