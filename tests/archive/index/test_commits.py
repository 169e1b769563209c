"""Writing the index on disk: killed anywhere it has the old documents or the new, and small segments become few."""

import subprocess
import sys
import threading
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import IndexStale
from archive.index.whoosh import directory
from archive.index.whoosh.engine import WhooshEngine
from archive.index.whoosh.tiers import MOST, due
from archive.query import parse
from tests.archive.index.holdings import HOLDINGS, work

CHI_BO = parse("sinh hoạt chi bộ")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    with closing(WhooshEngine(folder)) as engine:
        engine.rebuild(HOLDINGS)
    return folder


def segments(root: Path) -> list[str]:
    """The files of the segments that answer."""
    note = directory.read_note(root)
    assert note is not None
    return [name for name in note.files if name.endswith(".vka")]


def ids(engine: WhooshEngine) -> set[str]:
    held = engine._current()
    return {held.ids[at] for at in held.live.nonzero()[0].tolist()}


# --- killed ----------------------------------------------------------------------------------------------------------

# Writes one document more and kills itself when a commit has come to the named step, the n-th time.
KILLED = """
import os, signal, sys
from contextlib import closing
from pathlib import Path
from archive.index.whoosh.engine import WhooshEngine
from archive.works.document import Document

root, wanted, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
done = []
def step(name):
    done.append(name)
    if done.count(wanted) == times:
        os.kill(os.getpid(), signal.SIGKILL)
with closing(WhooshEngine(root, step=step)) as engine:
    for n in range(9):
        with engine.batch() as batch:
            batch.add(Document("directive", id=f"new/{n}", title="sinh hoạt chi bộ"))
            batch.delete("lao-cai/47")
        engine.settle()
print(",".join(done))
"""


@pytest.mark.parametrize(
    ("wanted", "times"), [("segment", 1), ("contents", 1), ("contents", 2), ("note", 1), ("swept", 2), ("merged", 1)]
)
def test_killed_at_a_step_it_has_the_old_documents_or_the_new(root: Path, wanted: str, times: int) -> None:
    command = [sys.executable, "-c", KILLED, str(root), wanted, str(times)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == -9, ended.stderr
    before = {one.id for one in HOLDINGS}
    states = [before] + [before - {"lao-cai/47"} | {f"new/{n}" for n in range(m)} for m in range(1, 10)]
    with closing(WhooshEngine(root)) as engine:
        found = ids(engine)
        assert found in states
        done = states.index(found)
        if wanted in ("segment", "contents"):
            assert done == times - 1, "not yet committed"
        elif wanted == "note":
            assert done == times, "committed"
        elif wanted == "swept":
            assert done == times + 1, "committed; with the first commit nothing had to go"
        engine.verify()
        with engine.batch() as batch:
            batch.add(work("after/1", "sinh hoạt chi bộ"))
        engine.settle()
        assert ids(engine) == found | {"after/1"}
        assert engine.count() == len(found) + 1
    generation = next(root.glob("g-*"))
    with closing(WhooshEngine(root)) as engine, engine.batch() as batch:
        batch.delete("after/1")
    note = directory.read_note(root)
    assert note is not None
    left = {path.name for path in generation.iterdir()}
    assert left == note.files.keys() | set(note.before), "nothing is left of who was killed"


@pytest.mark.parametrize("rebuilt", [pytest.param(True, id="by a rebuild"), pytest.param(False, id="by a batch")])
def test_what_a_killed_rebuild_left_goes_with_the_next_writing(root: Path, rebuilt: bool) -> None:
    left = root / "g-000077"
    left.mkdir()
    (left / "MAIN_half.vka").write_bytes(b"half")
    with closing(WhooshEngine(root)) as engine:
        found = ids(engine)
        if rebuilt:
            engine.rebuild(HOLDINGS)
        else:
            with engine.batch() as batch:
                batch.delete("nowhere/1")
        assert not left.exists()
        assert ids(engine) == found


def test_the_generation_before_stays_until_the_next_commit(root: Path) -> None:
    generation = next(root.glob("g-*"))
    with closing(WhooshEngine(root)) as engine:
        kept = {path.name for path in generation.iterdir()}
        for n in range(3):
            with engine.batch() as batch:
                batch.replace(work("x/1", f"lần thứ {n}"))
            engine.settle()
            now = {path.name for path in generation.iterdir()}
            assert kept <= now
            note = directory.read_note(root)
            assert note is not None
            assert now == note.files.keys() | set(note.before)
            kept = set(note.files)


# --- merged ----------------------------------------------------------------------------------------------------------


def test_many_commits_leave_few_segments(root: Path) -> None:
    with closing(WhooshEngine(root)) as engine:
        for n in range(30):
            with engine.batch() as batch:
                batch.add(work(f"new/{n}", "sinh hoạt chi bộ"))
                batch.delete(f"new/{n - 3}")
            engine.settle()
            assert len(segments(root)) < MOST
        assert ids(engine) == {one.id for one in HOLDINGS} | {"new/27", "new/28", "new/29"}
        assert engine.search(CHI_BO).total == 7


def test_segments_of_which_nothing_is_left_go(root: Path) -> None:
    with closing(WhooshEngine(root)) as engine:
        for _ in range(5):
            with engine.batch() as batch:
                batch.replace(work("new/1", "sinh hoạt chi bộ"))
        assert len(segments(root)) == 2


def test_what_was_deleted_while_merging_is_deleted_from_what_was_merged(root: Path) -> None:
    merged, go_on = threading.Event(), threading.Event()

    def step(name: str) -> None:
        if name == "merged":
            merged.set()
            assert go_on.wait(60)

    with closing(WhooshEngine(root, step=step)) as engine, closing(WhooshEngine(root)) as other:
        for n in range(MOST - 1):
            with engine.batch() as batch:
                batch.add(work(f"new/{n}", "sinh hoạt chi bộ"))
        assert merged.wait(60)
        before = len(segments(root))
        with other.batch() as batch:  # neither a writer nor a reader waits for the merging
            batch.delete("new/2")
            batch.replace(work("new/3", "thi đua khen thưởng"))
        assert other.count() == len(HOLDINGS) + MOST - 2
        go_on.set()
        engine.settle()
        other.settle()
        assert len(segments(root)) < before
        expected = {one.id for one in HOLDINGS} | {f"new/{n}" for n in range(MOST - 1) if n != 2}
        assert ids(engine) == ids(other) == expected
        assert engine.search(parse("thi đua khen thưởng")).total == 1


def test_a_merge_overtaken_by_a_rebuild_is_thrown_away(root: Path) -> None:
    merged, go_on = threading.Event(), threading.Event()

    def step(name: str) -> None:
        if name == "merged":
            merged.set()
            assert go_on.wait(60)

    with closing(WhooshEngine(root, step=step)) as engine, closing(WhooshEngine(root)) as other:
        for n in range(MOST - 1):
            with engine.batch() as batch:
                batch.add(work(f"new/{n}", "sinh hoạt chi bộ"))
        assert merged.wait(60)
        other.rebuild(HOLDINGS[:3])
        go_on.set()
        engine.settle()
        assert engine.count() == other.count() == 3


def test_what_was_merged_while_a_batch_begins_is_not_swept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(WhooshEngine(root)) as engine, closing(WhooshEngine(root)) as other:
        monkeypatch.setattr("archive.index.whoosh.background.due", lambda *_: ())
        for n in range(MOST - 1):
            with engine.batch() as batch:
                batch.add(work(f"new/{n}", "sinh hoạt chi bộ"))
        engine.settle()
        monkeypatch.setattr("archive.index.whoosh.background.due", due)
        real, before = directory.merging, len(segments(root))

        def merging(folder: Path) -> AbstractContextManager[bool]:
            """Another program merges before this one asks whether any does."""
            monkeypatch.setattr(directory, "merging", real)
            other._merger.ask()
            other.settle()
            return real(folder)

        monkeypatch.setattr(directory, "merging", merging)
        with engine.batch() as batch:
            batch.delete("new/2")
        engine.settle()
        assert len(segments(root)) < before
        assert ids(engine) == {one.id for one in HOLDINGS} | {f"new/{n}" for n in range(MOST - 1) if n != 2}


def test_a_merge_that_fails_is_tried_again_with_the_next_commit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise MemoryError

    with closing(WhooshEngine(root)) as engine:
        with monkeypatch.context() as patched:
            patched.setattr("archive.index.whoosh.background.joined", broken)
            for n in range(MOST):
                with engine.batch() as batch:
                    batch.add(work(f"new/{n}", "sinh hoạt chi bộ"))
            engine.settle()
            assert len(segments(root)) == MOST + 1
        with engine.batch() as batch:
            batch.delete("new/2")
        engine.settle()
        assert len(segments(root)) < MOST
        assert engine.count() == len(HOLDINGS) + MOST - 1


def test_what_is_damaged_is_not_merged_into_a_file_with_good_check_sums(root: Path) -> None:
    path = next(root.glob("g-*/*.vka"))
    with path.open("r+b") as file:
        file.seek(64)  # where the first array begins
        turned = file.read(1)[0] ^ 1
        file.seek(64)
        file.write(bytes([turned]))
    with closing(WhooshEngine(root)) as engine:
        with engine.batch() as batch:  # more than half of the damaged segment goes, so it would be written again
            for one in HOLDINGS[2:]:
                batch.delete(one.id)
        engine.settle()
        assert path.name in segments(root)
        with pytest.raises(IndexStale, match="bị hỏng"):
            engine.verify()


def test_what_was_merged_is_left_out_when_nothing_of_it_is_left(root: Path) -> None:
    """Each segment kept one document, so that none of them went; together they are one of which all is deleted."""
    merged, go_on = threading.Event(), threading.Event()

    def step(name: str) -> None:
        if name == "merged":
            merged.set()
            assert go_on.wait(60)

    with closing(WhooshEngine(root, step=step)) as engine, closing(WhooshEngine(root)) as other:
        with engine.batch() as batch:
            for one in HOLDINGS[1:]:
                batch.delete(one.id)
        assert merged.wait(60)
        with other.batch() as batch:
            batch.delete(HOLDINGS[0].id)
        go_on.set()
        engine.settle()
        other.settle()
        assert engine.count() == other.count() == 0
        assert segments(root) == []


@pytest.mark.parametrize(
    ("sizes", "gone", "taken"),
    [
        pytest.param([], [], (), id="nothing"),
        pytest.param([5, 5, 5], [0, 0, 0], (), id="few segments stay"),
        pytest.param([50_000] + [1] * 7, [0] * 8, (1, 2, 3, 4, 5, 6, 7), id="single documents, not the large one"),
        pytest.param([50_000, 7] + [1] * 6, [0] * 8, (1, 2, 3, 4, 5, 6, 7), id="what was merged goes along"),
        pytest.param([50_000, 900] + [1] * 6, [0] * 8, (2, 3, 4, 5, 6, 7), id="but not when it is much larger"),
        pytest.param([100, 5], [51, 0], (0,), id="more than half of it is gone: written again alone"),
        pytest.param([100, 5], [50, 0], (), id="half is not more than half"),
    ],
)
def test_what_is_due(sizes: list[int], gone: list[int], taken: tuple[int, ...]) -> None:
    assert due(sizes, [size - left for size, left in zip(sizes, gone, strict=True)]) == taken


@given(st.lists(st.integers(1, 10**6), min_size=MOST, max_size=40))
def test_merging_ends_with_few_segments(sizes: list[int]) -> None:
    held = list(sizes)
    while taken := due(held, held):
        assert len(taken) > 1
        merged = sum(held[at] for at in taken)
        held = [size for at, size in enumerate(held) if at not in taken] + [merged]
    assert len(held) < MOST
    assert sum(held) == sum(sizes)


def test_a_document_moves_few_times() -> None:
    """One document at a time: each is written again about once for each doubling, not with every commit."""
    held, written = list[int](), 0
    for _ in range(5_000):
        held.append(1)
        while taken := due(held, held):
            merged = sum(held[at] for at in taken)
            written += merged
            held = [size for at, size in enumerate(held) if at not in taken] + [merged]
    assert written < 12 * 5_000


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr("archive.index.whoosh.writing._HELD", 3)
    with closing(WhooshEngine(tmp_path / "index", jobs=jobs)) as engine:
        assert engine.rebuild([*HOLDINGS, HOLDINGS[0]]) == len(HOLDINGS)
        assert engine.search(CHI_BO).total == 4
        with engine.batch() as batch:
            for n in range(10):
                batch.add(work(f"new/{n}", "sinh hoạt chi bộ"))
            batch.replace(work("new/0", "kiểm tra giám sát"))
        assert engine.search(CHI_BO).total == 13
