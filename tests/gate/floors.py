"""The floors a score may not fall below: read, compared, written anew on an explicit word.

`floors.toml` holds, for each gold file, the digest of the rows it was measured on and the scores of that day. Other
rows make other scores, so a changed gold file must be looked at before its floors are set: `FLOORS=raise make gate`
writes scores that are not worse and lose no row (`known`); `FLOORS=lower make gate` writes them whatever they are, a
decision to be told of. `TARGETS` are what the archive promises: no word sets a floor below them unnoticed, for a test
holds the file against them.
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.quality import COUNTS, Scores

PATH = Path(__file__).with_name("floors.toml")
# Every stage is deterministic and its versions are pinned, so a score differs only where the code or the rows do; the
# margin is what the four places of the file cut off.
MARGIN = 0.00005
HEAD = """\
# Written by `FLOORS=raise make gate`; lowering needs the word `FLOORS=lower make gate` and a reason in the commit.
# rows: the digest of the gold file these scores were measured on. A name with a dot is the accuracy of one field.
"""

# What the archive promises of citations, links and the ladder, whatever the floors of a day are.
TARGETS = {
    "citations": {
        "f1": 0.99,
        "fields.number": 0.995,
        "fields.date": 0.99,
        "fields.issuer": 0.97,
        "fields.title": 0.93,
        "relation_macro_f1": 0.90,
    },
    "links": {"wrong_silent": 0.0},
    "ladder": {"top1": 0.90, "right_when_answered": 0.95, "held_top1": 0.90},
}

Word = Literal["", "raise", "lower"]


@dataclass(frozen=True, slots=True)
class Floor:
    """The digest of a gold file and the scores measured on it, by name: "recall", "fields.title"."""

    rows: str
    scores: Mapping[str, float]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read(path: Path = PATH) -> dict[str, Floor]:
    """The floors by kind; none where the file does not exist yet."""
    table = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return {kind: Floor(part["rows"], dict(part["scores"])) for kind, part in table.items()}


def flat(scores: Scores) -> dict[str, float]:
    """The measures and the accuracy of each field under one set of names, four places.

    Kinds of queries have a row or two each, so that one trade between two queries would shut the gate: no floors there.
    """
    fields = {} if scores.kind == "search" else scores.fields
    named = {**scores.measures, **{f"fields.{name}": value for name, value in fields.items()}}
    return {name: round(value, 4) for name, value in named.items()}


def is_worse(name: str, value: float, floor: float) -> bool:
    """Whether a score is on the wrong side of its floor: a share below it, a count of faults above it."""
    return value > floor + MARGIN if name in COUNTS else value < floor - MARGIN


def fallen(floors: Mapping[str, float], measured: Mapping[str, float]) -> list[str]:
    """What is worse than its floor or no longer measured, one sentence each."""
    return [
        f"{name} is {measured.get(name, 'not measured')}, its floor is {floor}"
        for name, floor in floors.items()
        if name not in measured or is_worse(name, measured[name], floor)
    ]


def faults(floor: Floor | None, rows: str, measured: Mapping[str, float], lost: Sequence[str] = ()) -> list[str]:
    """Why the gate stays shut; empty when it is open. A lost row shuts it even where no score fell."""
    if floor is None:
        return ["no floors yet: look at the scores, then FLOORS=raise make gate"]
    other = ["the gold rows changed: look at the misses, then FLOORS=raise make gate"] if floor.rows != rows else []
    return [*other, *fallen(floor.scores, measured), *_lost(lost)]


def _lost(lost: Sequence[str]) -> list[str]:
    return [f"{len(lost)} rows were right at the last raise and are wrong now"] if lost else []


def settled(
    floor: Floor | None, rows: str, measured: Mapping[str, float], word: Word, *, lost: Sequence[str] = ()
) -> Floor:
    """The floor to write: the scores measured, which may be worse, or lose rows, only on the word "lower".

    Raises:
        ValueError: a score fell or a row was lost, the gold is the same or not, and the word is "raise".
    """
    down = [*(fallen(floor.scores, measured) if floor else []), *_lost(lost)]
    if down and word != "lower":
        raise ValueError("; ".join(down))
    return Floor(rows, dict(measured))


def written(floors: Mapping[str, Floor]) -> str:
    """The file of floors, kinds and names in order."""
    parts = [HEAD]
    for kind in sorted(floors):
        scores = "".join(f'"{name}" = {value:.4f}\n' for name, value in sorted(floors[kind].scores.items()))
        parts.append(f'\n[{kind}]\nrows = "{floors[kind].rows}"\n\n[{kind}.scores]\n{scores}')
    return "".join(parts)
