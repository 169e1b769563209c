"""The gate itself: what counts as gained, what as lost, and that the two are never taken for each other."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.quality import ClassScore, Miss, Row, Scores
from tests.gate import floors, known
from tests.gate.holding import hold
from tests.gate.known import Record, change

ROWS: list[Row] = [
    {"text": "Theo Chỉ thị số 47-CT/TU.", "mentions": []},
    {"text": "Kế hoạch số 99-KH/TU.", "mentions": []},
]
MISSED = Miss(1, "missed", "47-CT/TU", span=(16, 24))
TITLE = Miss(1, "field", "47-CT/TU", "title", "a", "b", (16, 24))
EXTRA = Miss(2, "extra", "99", span=(12, 14))


def scores(*misses: Miss, kind: str = "citations") -> Scores:
    return Scores(kind, len(ROWS), {"f1": 0.5}, misses=misses)


def record(*misses: Miss) -> Record:
    return known.record(ROWS, scores(*misses))


def words(*misses: Miss) -> tuple[str, ...]:
    return tuple(known.miss_key(ROWS[miss.row - 1], miss) for miss in misses)


@pytest.mark.parametrize(
    ("before", "now", "gained", "lost"),
    [
        pytest.param([], [], [], [], id="nothing changed"),
        pytest.param([MISSED], [], [MISSED], [], id="found now: gained"),
        pytest.param([], [MISSED], [], [MISSED], id="not found any more: lost"),
        pytest.param([MISSED], [EXTRA], [MISSED], [EXTRA], id="one for another: both are told"),
        pytest.param([TITLE], [], [TITLE], [], id="the title is right now"),
        pytest.param([TITLE], [MISSED], [], [MISSED], id="not found: the wrong title is not gained by that"),
        pytest.param([MISSED], [TITLE], [MISSED], [], id="found with a wrong title: nothing lost by that"),
        pytest.param([EXTRA], [], [EXTRA], [], id="no longer found where nothing is"),
    ],
)
def test_gained_and_lost(before: list[Miss], now: list[Miss], gained: list[Miss], lost: list[Miss]) -> None:
    changed = change(record(*before), record(*now))
    assert (changed.gained, changed.lost, changed.new) == (words(*gained), words(*lost), ())


MISSES = st.lists(st.sampled_from([MISSED, TITLE, EXTRA]), unique=True)


@given(MISSES, MISSES)
def test_what_is_gained_one_way_is_lost_the_other(before: list[Miss], now: list[Miss]) -> None:
    there, back = change(record(*before), record(*now)), change(record(*now), record(*before))
    assert (there.gained, there.lost) == (back.lost, back.gained)


LINK: Row = {"document": "a.html", "surface": "47-CT/TU", "target": None}


@pytest.mark.parametrize(
    ("before", "now", "gained", "lost"),
    [
        pytest.param("missed", "wrong", 0, 1, id="a wrong link is worse than none"),
        pytest.param("wrong", "missed", 1, 0, id="none is better than a wrong one"),
        pytest.param("missed", "absent", 0, 0, id="no link either way"),
    ],
)
def test_a_wrong_link_is_worse_than_none(before: str, now: str, gained: int, lost: int) -> None:
    first, second = (
        known.record([LINK], Scores("links", 1, {}, misses=(Miss(1, kind, "a.html: 47-CT/TU"),)))  # type: ignore[arg-type]
        for kind in (before, now)
    )
    changed = change(first, second)
    assert (len(changed.gained), len(changed.lost)) == (gained, lost)


def test_a_row_changed_by_hand_is_a_new_row() -> None:
    other = [{**ROWS[0], "mentions": [{"start": 16, "end": 24}]}, ROWS[1]]
    changed = change(record(), known.record(other, scores(MISSED)))
    assert (changed.gained, changed.lost, changed.new) == ((), (), words(MISSED))


def test_what_a_row_says_to_people_only_does_not_make_it_new() -> None:
    tagged = [{**ROWS[0], "class": "party-form", "trap": True}, ROWS[1]]
    assert change(record(), known.record(tagged, scores(MISSED))).lost == words(MISSED)


def test_the_place_of_a_row_in_the_file_does_not_matter() -> None:
    moved = known.record(ROWS[::-1], scores(Miss(2, "missed", "47-CT/TU", span=(16, 24))))
    assert change(record(MISSED), moved) == known.Change()


def test_two_wishes_of_one_query_are_two() -> None:
    query: Row = {"query": "sinh hoạt chi bộ", "kind": "topic"}
    misses = [Miss(1, "missed", query["query"], "", wish) for wish in ("50-CT/TW", "42-HD/BTCTW")]
    assert len({known.miss_key(query, miss) for miss in misses}) == 2


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(floors, "PATH", tmp_path / "floors.toml")
    monkeypatch.setattr(known, "PATH", tmp_path / "known_misses.json")
    return tmp_path


def test_a_loss_hidden_by_a_gain_is_refused_and_shown(files: Path) -> None:
    assert hold("d", ROWS, scores(MISSED), "raise")[0] == []
    wrong, lines = hold("d", ROWS, scores(EXTRA))
    assert wrong == ["1 rows were right at the last raise and are wrong now"]
    assert [line.split(":")[0] for line in lines] == ["gained", "lost"]
    assert "row 2, extra at “99”" in lines[-1]


@pytest.mark.parametrize(
    ("word", "refused"),
    [pytest.param("raise", True, id="no raise over a loss"), pytest.param("lower", False, id="a decision to tell of")],
)
def test_a_record_with_a_loss_needs_its_own_word(word: str, refused: bool, files: Path) -> None:
    hold("d", ROWS, scores(MISSED), "raise")
    before = (floors.read(floors.PATH), known.read(known.PATH))
    assert bool(hold("d", ROWS, scores(EXTRA), word)[0]) is refused
    assert ((floors.read(floors.PATH), known.read(known.PATH)) == before) is refused
    assert bool(hold("d", ROWS, scores(EXTRA))[0]) is refused


def test_without_a_record_every_miss_is_shown_and_none_is_lost(files: Path) -> None:
    wrong, lines = hold("d", ROWS, scores(MISSED, EXTRA))
    assert wrong == ["no floors yet: look at the scores, then FLOORS=raise make gate"]
    assert [line.split(":")[0] for line in lines] == ["new", "new"]


def test_a_gain_is_shown_and_passes(files: Path) -> None:
    hold("d", ROWS, scores(MISSED), "raise")
    wrong, lines = hold("d", ROWS, scores())
    assert (wrong, [line.split(":")[0] for line in lines]) == ([], ["gained"])


def test_new_rows_may_be_missed_at_a_raise(files: Path) -> None:
    hold("d", ROWS[:1], Scores("citations", 1, {"f1": 0.5}), "raise")
    assert hold("e", ROWS, scores(EXTRA))[0] == [
        "the gold rows changed: look at the misses, then FLOORS=raise make gate"
    ]
    assert hold("e", ROWS, scores(EXTRA), "raise")[0] == []
    assert hold("e", ROWS, scores(EXTRA)) == ([], [])


def test_what_is_written_is_read_back(files: Path) -> None:
    known.PATH.write_text(known.written({"citations": record(MISSED, EXTRA)}), "utf-8")
    assert known.read(known.PATH) == {"citations": record(MISSED, EXTRA)}


def test_figures_by_relation_are_no_floors() -> None:
    told = Scores("citations", 1, {"relation_macro_f1": 0.5}, relations={"theo": ClassScore(1, 1, 1)})
    assert floors.flat(told) == {"relation_macro_f1": 0.5}
