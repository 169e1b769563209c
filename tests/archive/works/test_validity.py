"""Validity as a pure function of claims and a day: what each set of claims gives, and the laws that hold for any."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.works.catalogue import superseding
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Card, Issuer
from archive.works.validity import (
    BASIS_LABELS,
    STATE_LABELS,
    VALUE_LABELS,
    Basis,
    Claim,
    Scope,
    Value,
    basis_of,
    described,
    in_order,
    status_on,
)

SOURCE = Card("trung-uong/quy-dinh/2026/399-qdd-tw", "directive", number="399-QĐ/TW", type="Quy định")


def claim(value: Value, since: str | None, *, scope: Scope = "whole", basis: Basis = "text", by: str = "") -> Claim:
    source = replace(SOURCE, id=by) if by else SOURCE
    return Claim(value, scope, basis, source, since=parse_iso(since) if since else None)


START = claim("in_force", "2017-02-06")
END = claim("replaced", "2026-01-09")
ALIVE = claim("continued", "2020-05-01", by="b")


@pytest.mark.parametrize(
    ("claims", "day", "expected"),
    [
        pytest.param([], "2020-01-01", "unknown", id="nothing is known: never in force by default"),
        pytest.param([START], "2017-02-05", "not_yet", id="the day before it begins"),
        pytest.param([START], "2017-02-06", "in_force", id="on the day it begins"),
        pytest.param([START], "2017-02-07", "unknown", id="after its beginning nobody says that it lives"),
        pytest.param([START, ALIVE], "2018-01-01", "in_force", id="between its beginning and a confirmation"),
        pytest.param([START, ALIVE], "2020-05-02", "unknown", id="after the last confirmation"),
        pytest.param([START, END], "2025-12-31", "in_force", id="between its beginning and its end"),
        pytest.param([START, END], "2026-01-09", "ended", id="ended on the day of the end"),
        pytest.param([END], "2025-12-31", "unknown", id="before its end, when its beginning is not known"),
        pytest.param([claim("continued", "2018-01-01"), ALIVE], "2019-01-01", "in_force", id="between confirmations"),
        pytest.param([claim("abolished", "2026-01-09")], "2026-02-01", "ended", id="abolished is ended"),
        pytest.param([claim("ended", "2026")], "2026-06-01", "unknown", id="an end in a year: not known within it"),
        pytest.param([claim("ended", "2026")], "2026-12-31", "ended", id="an end in a year: known after it"),
        pytest.param([START, claim("ended", None)], "2026-06-01", "unknown", id="an end without a day decides nothing"),
        pytest.param(
            [START, claim("ended", None)], "2016-06-01", "unknown", id="a day-less end hides the beginning too"
        ),
        pytest.param(
            [START, claim("abolished", "2020-01-01", scope="part")], "2021-01-01", "part_ended", id="a part has ended"
        ),
        pytest.param(
            [START, claim("amended", "2020-01-01", scope="part")], "2018-01-01", "in_force", id="what is amended lived"
        ),
        pytest.param([START, claim("amended", "2020-01-01")], "2021-01-01", "unknown", id="an amendment ends nothing"),
        pytest.param([START, claim("suspended", "2020-01-01")], "2020-06-01", "suspended", id="suspended"),
        pytest.param(
            [claim("suspended", "2020-01-01"), ALIVE],
            "2020-05-01",
            "in_force",
            id="a suspension lifted by its going on",
        ),
        pytest.param(
            [END, claim("continued", "2026-03-01", by="c")], "2026-04-01", "conflict", id="ended, and confirmed later"
        ),
        pytest.param(
            [END, claim("amended", "2026-03-01", by="c")],
            "2026-02-01",
            "conflict",
            id="a contradiction is shown at once",
        ),
        pytest.param([END, ALIVE], "2026-04-01", "ended", id="a confirmation before the end contradicts nothing"),
        pytest.param(
            [END, claim("continued", "2026-01-09", by="c")], "2026-04-01", "ended", id="said on the day of the end"
        ),
        pytest.param(
            [START, claim("in_force", "2017-07-01", by="c")],
            "2017-03-01",
            "conflict",
            id="two beginnings, between them",
        ),
        pytest.param(
            [claim("replaced", "2020-01-01", basis="reported")], "2021-01-01", "unknown", id="an article tells"
        ),
        pytest.param([claim("replaced", "2020-01-01", basis="unchecked")], "2021-01-01", "unknown", id="inferred only"),
        pytest.param([claim("replaced", "2020-01-01", basis="sample")], "2021-01-01", "unknown", id="a demonstration"),
        pytest.param([claim("replaced", "2020-01-01", basis="table")], "2021-01-01", "ended", id="the authority table"),
    ],
)
def test_what_claims_give_on_a_day(claims: Sequence[Claim], day: str, expected: str) -> None:
    status = status_on(claims, date.fromisoformat(day))
    assert status.value == expected
    assert status.label == STATE_LABELS[status.value]
    assert set(status.claims) <= {one for one in claims if one.decides}


def test_a_status_says_by_whom_and_since_when() -> None:
    after = date(2026, 11, 22)
    assert described(status_on([END], after)) == "hết hiệu lực toàn bộ từ 09/01/2026, theo Quy định 399-QĐ/TW"
    begun = described(status_on([START], after))
    assert begun == "chưa rõ; có hiệu lực từ 06/02/2017, kho chưa thấy văn bản chấm dứt"
    assert described(status_on([claim("ended", None)], after)).startswith("chưa rõ; có văn bản nói đã chấm dứt")
    assert described(status_on([], after)) == "chưa rõ"
    both = status_on([END, claim("continued", "2026-03-01", by="c")], after)
    assert both.conflict
    assert len(both.claims) == 2


# --- laws ------------------------------------------------------------------------------------------------------------

_DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
_SINCE = st.none() | _DAYS.map(lambda day: PartialDate(day.year, day.month, day.day)) | st.just(PartialDate(2020))
_CLAIMS = st.lists(
    st.builds(
        Claim,
        value=st.sampled_from(tuple(VALUE_LABELS)),
        scope=st.sampled_from(("whole", "part")),
        basis=st.sampled_from(tuple(BASIS_LABELS)),
        source=st.sampled_from([SOURCE, replace(SOURCE, id="b"), replace(SOURCE, id="c", number=None)]),
        since=_SINCE,
    ),
    max_size=6,
)


@given(_CLAIMS, _DAYS, st.randoms())
def test_order_and_repetition_do_not_matter(claims: list[Claim], day: date, chance: Random) -> None:
    shuffled = claims + [one for one in claims if chance.random() < 0.5]
    chance.shuffle(shuffled)
    assert status_on(shuffled, day) == status_on(claims, day)


@given(_CLAIMS, _DAYS)
def test_only_deciding_claims_decide(claims: list[Claim], day: date) -> None:
    assert status_on(claims, day) == status_on([one for one in claims if one.decides], day)


@given(_CLAIMS, _DAYS)
def test_a_status_that_is_known_rests_on_claims(claims: list[Claim], day: date) -> None:
    status = status_on(claims, day)
    assert bool(status.claims) or not status.known


@given(_CLAIMS, _DAYS)
def test_what_has_ended_stays_ended_or_contradicted(claims: list[Claim], day: date) -> None:
    if status_on(claims, day).value == "ended":
        assert status_on(claims, day + timedelta(days=4000)).value in ("ended", "conflict")


@given(_CLAIMS, _DAYS)
def test_in_force_is_never_said_after_the_last_evidence(claims: list[Claim], day: date) -> None:
    latest = max((one.since.last for one in claims if one.since), default=date.min)
    assert status_on(claims, day).value != "in_force" or day <= latest


@given(_CLAIMS)
def test_claims_are_shown_each_once(claims: list[Claim]) -> None:
    assert in_order(claims) == in_order(reversed(claims))
    assert sorted(map(repr, in_order(claims))) == sorted({repr(one) for one in claims})


# --- how far a claim may be relied on --------------------------------------------------------------------------------


def card(body: str | None, day: str | None = None, **more: object) -> Card:
    issuer = Issuer(body, body) if body else None
    made = Card(f"{body}-{day}", "directive", issuer=issuer, date=parse_iso(day) if day else None)
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "target", "told", "expected"),
    [
        pytest.param(card("bo-chinh-tri"), card("ban-bi-thu"), False, "text", id="bodies of one level"),
        pytest.param(card("chinh-phu"), card("tinh-uy-lao-cai-den-2025"), False, "text", id="a higher body"),
        pytest.param(
            card("tinh-uy-lao-cai-den-2025"),
            card("bo-chinh-tri"),
            False,
            "reported",
            id="a province ends no central text",
        ),
        pytest.param(card("bo-chinh-tri"), card("bo-chinh-tri"), True, "reported", id="told of another text"),
        pytest.param(card(None, genre="article"), card("bo-chinh-tri"), False, "reported", id="an article"),
        pytest.param(
            card("bo-chinh-tri", "2020-01-01"),
            card("bo-chinh-tri", "2021-01-01"),
            False,
            "reported",
            id="nobody ends what comes later: the link or the date is wrong",
        ),
        pytest.param(
            card("bo-chinh-tri", demonstration=True),
            card("bo-chinh-tri"),
            False,
            "sample",
            id="a demonstration on a real work",
        ),
        pytest.param(
            card("bo-chinh-tri", demonstration=True),
            card("ban-bi-thu", demonstration=True),
            False,
            "text",
            id="demonstrations among themselves",
        ),
        pytest.param(card(None), card("bo-chinh-tri"), False, "text", id="an unknown level is no reason to doubt"),
    ],
)
def test_the_basis_of_a_claim(source: Card, target: Card, told: bool, expected: Basis) -> None:
    assert basis_of(source, target, told=told) == expected


def test_the_authority_table_tells_what_was_checked() -> None:
    checked = {str(one.number): one.checked for pairs in superseding().values() for one, _ in pairs}
    assert checked["66-QĐ/TW"]
    assert not checked["10-CT/TW"]  # “hiểu biết chung”
    assert not checked["296-QĐ/TW"]  # “suy ra”
    assert all(one.date.year >= 1997 for pairs in superseding().values() for one, _ in pairs)
