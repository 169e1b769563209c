"""The quality gate: scores of the demonstration corpus against their floors (`floors.toml`), row by row (`known`)."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.opening import Archive
from archive.quality_cli import read_rows, score
from tests.gate import floors
from tests.gate.floors import TARGETS, Floor, Word
from tests.gate.holding import hold

GOLD = {
    **{kind: kind for kind in ("citations", "claims", "metadata", "links", "ladder")},
    "search": "queries",
}
Gate = Callable[[str, Archive | None], None]


@pytest.fixture
def gate(project: Path, capfd: pytest.CaptureFixture[str]) -> Gate:
    """Fail when a score fell or a row was lost; show what was gained and lost also when it passes."""

    def measure(kind: str, archive: Archive | None) -> None:
        path = project / "corpus/gold" / f"{GOLD[kind]}.jsonl"
        rows = read_rows(path)
        scores = score(kind, rows, archive)
        wrong, lines = hold(floors.digest(path), rows, scores, os.environ.get("FLOORS", ""))
        with capfd.disabled():
            sys.stdout.write("".join(f"\n{kind}: {line}" for line in lines))
        assert not wrong, "\n".join([*wrong, *lines])

    return measure


@pytest.mark.parametrize("kind", ["citations", "claims"])
def test_what_a_text_says(kind: str, gate: Gate) -> None:
    gate(kind, None)


@pytest.mark.parametrize("kind", ["metadata", "links", "search", "ladder"])
def test_what_the_archive_holds(kind: str, gate: Gate, corpus_archive: Archive) -> None:
    gate(kind, corpus_archive)


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in TARGETS.items() for name in names])
def test_a_floor_is_not_below_what_is_promised(kind: str, name: str) -> None:
    floor = floors.read()[kind].scores.get(name)
    assert floor is not None, f"{kind}.{name} has no floor: FLOORS=raise make gate"
    assert not floors.is_worse(name, floor, TARGETS[kind][name]), f"{kind}.{name}: {floor}"


FLOOR = Floor("digest", {"recall": 0.9, "fields.title": 0.8, "wrong_silent": 1.0})
AS_IT_WAS = dict(FLOOR.scores)


@pytest.mark.parametrize(
    ("measured", "told"),
    [
        pytest.param(AS_IT_WAS, [], id="as it was"),
        pytest.param({"recall": 0.95, "fields.title": 0.9, "wrong_silent": 0.0}, [], id="better"),
        pytest.param({**AS_IT_WAS, "recall": 0.8}, ["recall is 0.8, its floor is 0.9"], id="worse"),
        pytest.param(
            {**AS_IT_WAS, "wrong_silent": 2.0}, ["wrong_silent is 2.0, its floor is 1.0"], id="more faults are worse"
        ),
        pytest.param(
            {"recall": 0.9, "wrong_silent": 0.0}, ["fields.title is not measured, its floor is 0.8"], id="not measured"
        ),
    ],
)
def test_a_score_may_not_fall(measured: dict[str, float], told: list[str]) -> None:
    assert floors.faults(FLOOR, "digest", measured) == told


def test_a_lost_row_shuts_the_gate_though_no_score_fell() -> None:
    assert floors.faults(FLOOR, "digest", AS_IT_WAS, ["one"]) == [
        "1 rows were right at the last raise and are wrong now"
    ]


def test_other_rows_must_be_looked_at() -> None:
    assert "gold rows changed" in floors.faults(FLOOR, "other", {**AS_IT_WAS, "recall": 1.0})[0]
    assert "no floors yet" in floors.faults(None, "other", {})[0]


@pytest.mark.parametrize(
    ("word", "measured", "lost", "refused"),
    [
        pytest.param("raise", {**AS_IT_WAS, "recall": 0.95}, [], "", id="raised"),
        pytest.param("raise", {**AS_IT_WAS, "recall": 0.5}, [], "recall is 0.5", id="lowering under the word raise"),
        pytest.param("raise", {**AS_IT_WAS, "recall": 0.95}, ["a"], "1 rows were right", id="a loss under a raise"),
        pytest.param("raise", {**AS_IT_WAS, "wrong_silent": 2.0}, [], "wrong_silent is 2", id="more wrong links"),
        pytest.param("lower", {**AS_IT_WAS, "recall": 0.5}, ["a"], "", id="lowering on its own word"),
    ],
)
def test_lowering_needs_its_own_word(word: Word, measured: dict[str, float], lost: list[str], refused: str) -> None:
    if refused:
        with pytest.raises(ValueError, match=refused):
            floors.settled(FLOOR, "digest", measured, word, lost=lost)
    else:
        assert floors.settled(FLOOR, "digest", measured, word, lost=lost).scores == measured


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(floors.written({"citations": FLOOR}), "utf-8")
    assert floors.read(path) == {"citations": FLOOR}
