"""One evaluation held against its floors and its record: what is wrong, what changed, and both files written anew."""

from collections.abc import Sequence
from typing import cast

from archive.quality import Row, Scores
from tests.gate import floors, known
from tests.gate.floors import Word

WORDS = ("raise", "lower")


def hold(digest: str, rows: Sequence[Row], scores: Scores, word: str = "") -> tuple[list[str], list[str]]:
    """Why the gate stays shut (empty when it is open), and the rows gained and lost since the last raise.

    On the word "raise" or "lower" both files are written anew where the word allows it, together or not at all.
    """
    kind, measured = scores.kind, floors.flat(scores)
    limits, records = floors.read(floors.PATH), known.read(known.PATH)
    now = known.record(rows, scores)
    changed = known.change(records.get(kind, known.Record()), now)
    lines = known.told(changed, rows, scores)
    if word not in WORDS:
        return floors.faults(limits.get(kind), digest, measured, changed.lost), lines
    try:
        settled = floors.settled(limits.get(kind), digest, measured, cast(Word, word), lost=changed.lost)
    except ValueError as cause:
        return [str(cause)], lines
    floors.PATH.write_text(floors.written({**limits, kind: settled}), "utf-8")
    known.PATH.write_text(known.written({**records, kind: now}), "utf-8")
    return [], lines
