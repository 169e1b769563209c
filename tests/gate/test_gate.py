"""The quality gate: scores of the demonstration corpus against their floors (`floors.toml`)."""

import os
from pathlib import Path

import pytest

from archive.opening import Archive
from archive.quality import Scores
from archive.quality_cli import read_rows, score
from tests.gate import floors
from tests.gate.floors import Floor, Word

GOLD = {"citations": "citations", "metadata": "metadata", "links": "links", "search": "queries"}


def gate(kind: str, gold: Path, scores: Scores) -> None:
    """Fail when a score fell; on the word of FLOORS write the floors anew instead."""
    measured, rows, known = floors.flat(scores), floors.digest(gold), floors.read()
    word = os.environ.get("FLOORS", "")
    if word in ("raise", "lower"):
        known[kind] = floors.settled(known.get(kind), rows, measured, "raise" if word == "raise" else "lower")
        floors.PATH.write_text(floors.written(known), "utf-8")
        return
    wrong = floors.faults(known.get(kind), rows, measured)
    assert not wrong, "\n".join([*wrong, *(str(miss) for miss in scores.misses)])


def test_citations(project: Path) -> None:
    gold = project / "corpus/gold/citations.jsonl"
    gate("citations", gold, score("citations", read_rows(gold)))


@pytest.mark.parametrize("kind", ["metadata", "links", "search"])
def test_what_the_archive_holds(kind: str, project: Path, corpus_archive: Archive) -> None:
    gold = project / "corpus/gold" / f"{GOLD[kind]}.jsonl"
    gate(kind, gold, score(kind, read_rows(gold), corpus_archive))


FLOOR = Floor("digest", {"recall": 0.9, "fields.title": 0.8})


@pytest.mark.parametrize(
    ("rows", "measured", "told"),
    [
        pytest.param("digest", {"recall": 0.9, "fields.title": 0.8}, [], id="as it was"),
        pytest.param("digest", {"recall": 0.95, "fields.title": 0.9}, [], id="better"),
        pytest.param("digest", {"recall": 0.8, "fields.title": 0.8}, ["recall is 0.8, its floor is 0.9"], id="worse"),
        pytest.param("digest", {"recall": 0.9}, ["fields.title is not measured, its floor is 0.8"], id="not measured"),
    ],
)
def test_a_score_may_not_fall(rows: str, measured: dict[str, float], told: list[str]) -> None:
    assert floors.faults(FLOOR, rows, measured) == told


def test_other_rows_must_be_looked_at() -> None:
    assert "gold rows changed" in floors.faults(FLOOR, "other", {"recall": 1.0, "fields.title": 1.0})[0]
    assert "no floors yet" in floors.faults(None, "other", {})[0]


@pytest.mark.parametrize(
    ("word", "measured", "refused"),
    [
        pytest.param("raise", {"recall": 0.95, "fields.title": 0.8}, False, id="raised"),
        pytest.param("raise", {"recall": 0.5, "fields.title": 0.8}, True, id="lowering under the word raise"),
        pytest.param("lower", {"recall": 0.5, "fields.title": 0.8}, False, id="lowering on its own word"),
    ],
)
def test_lowering_needs_its_own_word(word: Word, measured: dict[str, float], refused: bool) -> None:
    if refused:
        with pytest.raises(ValueError, match=r"recall is 0\.5"):
            floors.settled(FLOOR, "digest", measured, word)
    else:
        assert floors.settled(FLOOR, "digest", measured, word).scores == measured


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(floors.written({"citations": FLOOR}), "utf-8")
    assert floors.read(path) == {"citations": FLOOR}
