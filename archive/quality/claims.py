"""Claims of validity: which works a text ends, changes or keeps alive, and from when; a wrong one would mislead."""

from collections.abc import Callable, Sequence
from typing import Literal

from archive.quality.shapes import Found, Miss, Row, Scores, Tally, harmonic, ratio
from archive.quality.values import same_value
from archive.works.document import Mention
from archive.works.validity import FoundClaim

CLAIM_FIELDS = ("scope", "since", "told", "provisions")
Read = tuple[Sequence[FoundClaim], Sequence[Mention]]
Key = tuple[int, str]  # where the work is cited, -1 for the text's own; what is said of it


def score_claims(rows: Sequence[Row], find: Callable[[Row], Read]) -> Scores:
    """Precision, recall and F1 by work and value, and the accuracy of scope, first day, standing and provisions.

    A row is `{"text", "genre", "type", "date", "claims": [{"start", "surface", "value", "scope", …}]}`; `start` is the
    place of the work's mention, null for the text's own work. `find` gives the claims of a row and its mentions.
    """
    misses: list[Miss] = []
    tally = Tally(same_value)
    right = expected = listed = 0
    for place, row in enumerate(rows, 1):
        gold = {_key(one): one for one in row["claims"]}
        read = dict(_told(*find(row)))
        matched = gold.keys() & read.keys()
        right, expected, listed = right + len(matched), expected + len(gold), listed + len(read)
        for key in sorted(gold.keys() | read.keys()):
            here = _miss(place, row["text"], key, gold, matched)
            if key in matched:
                misses += tally.compare(here, _written(gold[key]), read[key], CLAIM_FIELDS)
            else:
                misses.append(here)
    precision, recall = ratio(right, listed), ratio(right, expected)
    measures = {"precision": precision, "recall": recall, "f1": harmonic(precision, recall)}
    return Scores("claims", len(rows), measures, tally.accuracy, tally.scored, tuple(misses))


def _key(claim: Row) -> Key:
    return (-1 if claim["start"] is None else claim["start"], claim["value"])


def _told(claims: Sequence[FoundClaim], mentions: Sequence[Mention]) -> list[tuple[Key, Found]]:
    return [
        (
            (-1 if one.mention is None else mentions[one.mention].start, one.value),
            {
                "scope": one.scope,
                "since": one.since.iso if one.since else None,
                "told": _yes(one.told),
                "provisions": one.provisions or None,
            },
        )
        for one in claims
    ]


def _written(claim: Row) -> Row:
    """A claim of the gold with its standing as words, so that all fields are compared alike."""
    return {**claim, "told": _yes(claim["told"])} if "told" in claim else claim


def _yes(told: bool) -> str:
    return "true" if told else "false"


def _miss(place: int, text: str, key: Key, gold: dict[Key, Row], matched: set[Key]) -> Miss:
    start, value = key
    line = text[max(start, 0) :].split(" ", maxsplit=1)[0].rstrip(",;.") if start >= 0 else "văn bản này"
    kind: Literal["missed", "extra", "field"] = "field" if key in matched else "missed" if key in gold else "extra"
    return Miss(place, kind, f"{line}: {value}", span=(start, start))
