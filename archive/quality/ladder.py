"""The ladder: which document stands first in each row, against rows labelled by hand.

A row of the gold asks one topic, place and day, and names for each level the document that governs, several where the
reader could take either, or null where the archive has none. `held` rows are scored apart: nothing was set on them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.ask.ladder import find_places, governing
from archive.ask.ladder.chain import chain_of, system_of
from archive.index.engine import Engine
from archive.index.plan import Manner
from archive.quality.shapes import Miss, Row, Scores, ratio
from archive.query import Query
from archive.store import documents
from archive.works.dates import parse_iso
from archive.works.document import Card

# What a ladder, or a list filtered by level, answers for a level: whether it commits itself, and its first document.
Level = str
Answered = Mapping[Level, tuple[str, Card | None]]
Ask = Callable[[Row], Answered]
_LISTED = 50  # hits of the list looked at for the first of the row's system
_MARK = "@"  # "35-CT/TW@2019-05-30": a number that two documents bear


@dataclass
class _Count:
    """How many levels were asked; of them answerable, right, abstained from, answered wrongly."""

    asked: int = 0
    answerable: int = 0
    right: int = 0
    right_answerable: int = 0
    abstained: int = 0
    wrong: int = 0

    def measures(self, before: str = "") -> dict[str, float]:
        """The shares: first document right, of all levels and of those that have one; answered; right of these."""
        answered = self.asked - self.abstained
        return {
            f"{before}top1": ratio(self.right, self.asked),
            f"{before}top1_answerable": ratio(self.right_answerable, self.answerable),
            f"{before}answered": ratio(answered, self.asked),
            f"{before}right_when_answered": ratio(answered - self.wrong, answered),
        }


def score_ladder(rows: Sequence[Row], ask: Ask) -> Scores:
    """top1 (first document of a level right, an empty row where null is expected), answered, right_when_answered.

    A row that is empty or says “nhiều văn bản có thể áp dụng” abstains: the rate of that is 1 − answered, and what is
    wrong when not abstaining is 1 − right_when_answered. `held_…` are the same over the rows held back, `fields` is
    top1 by level.
    """
    counts = {False: _Count(), True: _Count()}
    by_level: dict[str, list[bool]] = {}
    misses: list[Miss] = []
    for place, row in enumerate(rows, 1):
        answered = ask(row)
        for level, expected in row["expected"].items():
            state, card = answered.get(level, ("empty", None))
            right = agrees(expected, card)
            _add(counts[bool(row.get("held"))], expected, state, right=right)
            by_level.setdefault(level, []).append(right)
            if not right:
                at = f"{row['topic']} · {row.get('place') or 'toàn quốc'} · {row['date']}"
                misses.append(Miss(place, "wrong", at, level, _shown(expected), _bearing(card)))
    measures = counts[False].measures() | (counts[True].measures("held_") if counts[True].asked else {})
    fields = {level: ratio(sum(found), len(found)) for level, found in by_level.items()}
    scored = {level: len(found) for level, found in by_level.items()}
    return Scores("ladder", len(rows), measures, fields, scored, tuple(misses))


def _add(count: _Count, expected: object, state: str, *, right: bool) -> None:
    count.asked += 1
    count.answerable += expected is not None
    count.right += right
    count.right_answerable += right and expected is not None
    count.abstained += state != "one"
    count.wrong += state == "one" and not right


def by_ladder(engine: Engine, connection: Any) -> Ask:  # noqa: ANN401  # one that the store gave
    """Answers of the ladder itself."""

    def ask(row: Row) -> Answered:
        day = parse_iso(row["date"]).first
        found = governing(row["topic"], row["place"], day, engine=engine, connection=connection, system=row["system"])
        return {rung.level: (rung.state, rung.first.card if rung.first else None) for rung in found.rungs}

    return ask


def by_list(engine: Engine, connection: Any) -> Ask:  # noqa: ANN401  # as above
    """The baseline: the first of the ranked list, filtered by level, place and day; empty when nothing matches."""

    def ask(row: Row) -> Answered:
        day = parse_iso(row["date"])
        places = find_places(row["place"], day.first) if row["place"] else ()
        query = Query(words=tuple(row["topic"].split()), genre=("directive", "stub"), until=day, per_page=_LISTED)
        found: dict[Level, tuple[str, Card | None]] = {}
        for tier in chain_of(places[0] if len(places) == 1 else None, day.first):
            if tier.system != row["system"]:
                continue
            asked = replace(query, level=(tier.level,), place=(tier.place,) if tier.place else ())
            matches = engine.search(asked).matches or engine.search(asked, Manner(loose=True)).matches
            cards = documents.cards(connection, [match.id for match in matches])
            first = next((cards[one.id] for one in matches if system_of(cards[one.id]) == tier.system), None)
            found[tier.level] = ("one" if first else "empty", first)
        return found

    return ask


def agrees(expected: object, card: Card | None) -> bool:
    """Whether a document is an expected one: a number, a number with its day, null for none, or a list of these."""
    if isinstance(expected, list):
        return any(agrees(one, card) for one in expected)
    if expected is None or card is None:
        return expected is None and card is None
    number, _, day = str(expected).partition(_MARK)
    return card.number == number and (not day or (card.date is not None and card.date.iso == day))


def _shown(expected: object) -> str:
    if isinstance(expected, list):
        return " | ".join(map(_shown, expected))
    return "không có" if expected is None else str(expected)


def _bearing(card: Card | None) -> str:
    if card is None:
        return "không có"
    return f"{card.number}{_MARK}{card.date.iso}" if card.number and card.date else card.number or card.id
