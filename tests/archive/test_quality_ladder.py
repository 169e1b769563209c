"""How ladders are scored: what is right, what abstains, what is kept apart; and that the gold rows are whole."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.ask.ladder import find_places
from archive.quality.ladder import Answered, agrees, score_ladder
from archive.works.dates import parse_iso
from archive.works.document import Card
from archive.works.number import parse


def card(number: str, day: str = "2019-05-30") -> Card:
    return Card("x", "directive", number=number, date=parse_iso(day))


@pytest.mark.parametrize(
    ("expected", "found", "right"),
    [
        pytest.param("35-CT/TW", card("35-CT/TW"), True, id="the number"),
        pytest.param("35-CT/TW@2019-05-30", card("35-CT/TW"), True, id="the number and its day"),
        pytest.param("35-CT/TW@2024-06-14", card("35-CT/TW"), False, id="another document of the number"),
        pytest.param(["10-CT/TW", "35-CT/TW"], card("35-CT/TW"), True, id="one of several"),
        pytest.param([None, "10-CT/TW"], None, True, id="one or none"),
        pytest.param(None, None, True, id="none"),
        pytest.param(None, card("35-CT/TW"), False, id="one where there is none"),
        pytest.param("35-CT/TW", None, False, id="none where there is one"),
    ],
)
def test_when_an_answer_agrees(expected: object, found: Card | None, right: bool) -> None:
    assert agrees(expected, found) is right


def row(expected: dict[str, object], **more: object) -> dict[str, Any]:
    return {"topic": "t", "place": None, "date": "2020-01-01", "system": "party", "expected": expected, **more}


def test_the_shares_and_the_misses() -> None:
    answers: list[Answered] = [
        {"tw": ("one", card("1-CT/TW")), "tinh": ("several", card("2-CT/TU"))},
        {"tw": ("one", card("9-CT/TW")), "tinh": ("empty", None)},
        {"tw": ("empty", None)},
    ]
    rows = [
        row({"tw": "1-CT/TW", "tinh": "2-CT/TU"}),
        row({"tw": "1-CT/TW", "tinh": None}),
        row({"tw": "1-CT/TW"}, held=True),
    ]
    given = iter(answers)
    scores = score_ladder(rows, lambda _: next(given))
    assert scores.measures == {
        "top1": 0.75,
        "top1_answerable": 2 / 3,
        "answered": 0.5,
        "right_when_answered": 0.5,
        "held_top1": 0.0,
        "held_top1_answerable": 0.0,
        "held_answered": 0.0,
        "held_right_when_answered": 1.0,
    }
    assert (scores.fields, scores.scored) == ({"tw": 1 / 3, "tinh": 1.0}, {"tw": 3, "tinh": 2})
    assert [(one.row, one.field, one.expected, one.found) for one in scores.misses] == [
        (2, "tw", "1-CT/TW", "9-CT/TW@2019-05-30"),
        (3, "tw", "1-CT/TW", "không có"),
    ]


def test_the_gold_rows_are_whole(project: Path) -> None:
    rows = [json.loads(line) for line in (project / "corpus/gold/ladder.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) >= 60
    assert sum(bool(one.get("held")) for one in rows) >= 15
    for one in rows:
        day = date.fromisoformat(one["date"])
        assert one["system"] in ("party", "state")
        assert one["why"]
        assert one["place"] is None or len(find_places(one["place"], day)) == 1
        for expected in one["expected"].values():
            for number in expected if isinstance(expected, list) else [expected]:
                assert number is None or str(parse(number.partition("@")[0])) == number.partition("@")[0]
    nothing = [one for one in rows if not any(one["expected"].values())]
    assert len(nothing) >= 8
    days = [one["date"] for one in rows]
    assert min(sum(day < "2025-07-01" for day in days), sum(day >= "2025-07-01" for day in days)) >= 30
