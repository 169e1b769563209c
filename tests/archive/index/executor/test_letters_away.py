"""What is kept beside a segment for questions by letters: made once, and made anew when it cannot be what was made."""

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from whoosh import query as q

from archive.index.whoosh.codec.array_codec import ArrayCodec
from archive.index.whoosh.codec.durable import left_over
from archive.index.whoosh.executor import Executor, letters_away
from archive.index.whoosh.executor.leaves import HeldField, Leaf
from tests.archive.index.executor.made import WORDS, Doc, expected, index

_TREES = [q.FuzzyTerm("text", word) for word in ("nghj", "ac", "tính", "quyt", "xyz")]


@pytest.fixture(autouse=True)
def no_vocabulary_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters_away, "_AT_ONCE", 0)


@pytest.fixture
def made(tmp_path: Path) -> object:
    docs = [Doc((word, WORDS[at % 5])) for at, word in enumerate(WORDS * 3)]
    return index(tmp_path / "arrays", [docs], [], ArrayCodec())


def _opened(made: object) -> tuple[Executor, Leaf, HeldField]:
    """A program that opens the index: nothing is known of its segments."""
    executor = Executor.of_index(made)
    leaf = executor.segments[0]
    held = leaf.field("text")
    assert held is not None
    return executor, leaf, held


def _prepared(made: object) -> Path:
    executor, leaf, held = _opened(made)
    executor.prepare(["text", "no such field"])
    path = letters_away.path_of(leaf, held)
    assert path is not None
    return path


def _answers(executor: Executor, made: object) -> None:
    for tree in _TREES:
        hits = executor.search(tree, limit=100)
        assert list(zip(hits.docs, hits.scores, strict=True)) == expected(made, tree)


def _not_behind(monkeypatch: pytest.MonkeyPatch) -> list[Callable[..., None]]:
    """What would have been made behind the questions, and is not made."""
    begun: list[Callable[..., None]] = []

    class Begun:
        def __init__(self, *, target: Callable[..., None], args: tuple[Leaf, HeldField], daemon: bool) -> None:
            assert daemon, "nobody waits for it at the end of a program"
            begun.append(lambda: target(*args))

        def start(self) -> None:
            pass

    monkeypatch.setattr(letters_away, "Thread", Begun)
    return begun


def test_the_first_question_finds_what_was_prepared(made: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _prepared(made).exists()
    behind = _not_behind(monkeypatch)
    executor, leaf, held = _opened(made)
    assert letters_away.neighbours_of(leaf, held) is not None
    _answers(executor, made)
    assert not behind


def test_what_is_there_is_not_made_again(made: object) -> None:
    path = _prepared(made)
    before = path.stat().st_ino
    assert _prepared(made).stat().st_ino == before


def test_questions_are_answered_meanwhile_and_afterwards(made: object, monkeypatch: pytest.MonkeyPatch) -> None:
    behind = _not_behind(monkeypatch)
    executor, leaf, held = _opened(made)
    _answers(executor, made)
    assert letters_away.neighbours_of(leaf, held) is None
    assert len(behind) == 1, "only the first to ask begins"
    behind[0]()
    assert letters_away.neighbours_of(leaf, held) is not None
    _answers(executor, made)
    path = letters_away.path_of(leaf, held)
    assert path is not None
    assert path.exists()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def _turned(path: Path) -> None:
    """A byte in the last array, which no sum but its own tells of."""
    written = bytearray(path.read_bytes())
    written[written.rindex(b'{"source"') - 70] ^= 0x10
    path.write_bytes(bytes(written))


def _of_another(path: Path) -> None:
    written = path.read_bytes()
    folder = path.parent.parent / "other"
    other = index(folder, [[Doc(("a", "ab"))]], [], ArrayCodec())
    foreign = _prepared(other).read_bytes()
    assert foreign != written
    path.write_bytes(foreign)


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(_cut, id="cut off"),
        pytest.param(_turned, id="a byte turned"),
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(_of_another, id="made of another segment"),
    ],
)
def test_what_is_no_good_is_told_and_made_anew(
    made: object, harm: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = _prepared(made)
    whole = path.read_bytes()
    harm(path)
    behind = _not_behind(monkeypatch)
    executor, leaf, held = _opened(made)
    with caplog.at_level(logging.WARNING):
        _answers(executor, made)
    assert letters_away.neighbours_of(leaf, held) is None
    assert [one.name for one in caplog.records] == [letters_away.__name__]
    assert path.name in caplog.text
    behind[0]()
    assert path.read_bytes() == whole
    _answers(executor, made)


def test_a_disk_that_takes_nothing(
    made: object, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(letters_away, "sync_open", full)
    with caplog.at_level(logging.WARNING):
        path = _prepared(made)
    assert "No space left" in caplog.text
    assert list(path.parent.glob("*.near*")) == []
    executor, leaf, held = _opened(made)
    executor.prepare(["text"])
    assert letters_away.neighbours_of(leaf, held) is not None, "it is in memory"
    _answers(executor, made)


def test_two_programs_at_once(made: object) -> None:
    several = [_opened(made) for _ in range(4)]
    threads = [Thread(target=letters_away.make, args=(leaf, held)) for _, leaf, held in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    path = letters_away.path_of(*several[0][1:])
    assert path is not None
    assert list(path.parent.glob("*.near*")) == [path], "nothing of it is left lying"
    executor, leaf, held = _opened(made)
    assert letters_away.neighbours_of(leaf, held) is not None
    _answers(executor, made)


def test_another_program_finds_it(made: object) -> None:
    path = _prepared(made)
    program = (
        "import sys; from pathlib import Path\n"
        "from archive.index.whoosh.codec.array_index import open_index\n"
        "from archive.index.whoosh.executor import Executor, letters_away\n"
        "from whoosh.index import open_dir\n"
        "letters_away._AT_ONCE = 0\n"
        "executor = Executor.of_index(open_dir(sys.argv[1])); leaf = executor.segments[0]\n"
        "assert letters_away.neighbours_of(leaf, leaf.field('text')) is not None\n"
    )
    subprocess.run([sys.executable, "-c", program, str(path.parent)], check=True, timeout=60)


def test_it_goes_with_its_segment(made: object) -> None:
    path = _prepared(made)
    segment = path.name.partition(".")[0]
    assert path not in left_over(path.parent, "MAIN", [0, 1, 2, 3], [segment])
    assert path in left_over(path.parent, "MAIN", [0, 1, 2, 3], ["MAIN_another"])


def test_too_many_letters_are_looked_through(made: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters_away, "MOST_LETTERS", 0)
    behind = _not_behind(monkeypatch)
    executor, leaf, held = _opened(made)
    executor.prepare(["text"])
    _answers(executor, made)
    assert letters_away.neighbours_of(leaf, held) is None
    assert not behind


def test_a_small_vocabulary_is_looked_at_at_once(made: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters_away, "_AT_ONCE", 10_000)
    path = _prepared(made)
    assert not path.exists(), "making it takes no longer than reading it"
    executor, leaf, held = _opened(made)
    assert letters_away.neighbours_of(leaf, held) is not None
    _answers(executor, made)
