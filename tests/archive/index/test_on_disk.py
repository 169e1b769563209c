"""The index in its folder: what is not ours is never opened, what changed is seen, what fails leaves the old one."""

import json
import pickle
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from archive.config import load
from archive.errors import IndexStale
from archive.index import open_engine
from archive.index.arrays.array_file import ArrayFile, ArrayWriter
from archive.index.engine import IndexBusy
from archive.index.memory import MemoryEngine
from archive.index.whoosh.engine import WhooshEngine
from archive.query import parse
from archive.works.document import Document
from tests.archive.index.holdings import HOLDINGS, work

CHI_BO = parse("sinh hoạt chi bộ")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    with closing(WhooshEngine(folder)) as engine:
        engine.rebuild(HOLDINGS)
    return folder


@pytest.mark.parametrize("typed", ["sinh hoạt chi bộ", '"chất lượng sinh hoạt"', "47-CT/TU", "đảng viên nam:2014"])
def test_how_much_is_kept_in_memory_changes_no_answer(root: Path, typed: str) -> None:
    with closing(WhooshEngine(root)) as roomy, closing(WhooshEngine(root, memory=1)) as narrow:
        for _ in range(2):  # the second time from what the first has left
            assert narrow.search(parse(typed)) == roomy.search(parse(typed))


def generation(root: Path) -> Path:
    return next(root.glob("g-*"))


def no_note(root: Path) -> None:
    (root / "current.json").unlink()


def note_cut_off(root: Path) -> None:
    (root / "current.json").write_text('{"generation": "g-0', "utf-8")


def other_recipe(root: Path) -> None:
    note = json.loads((root / "current.json").read_text("utf-8"))
    (root / "current.json").write_text(json.dumps(note | {"fingerprint": "of another year"}), "utf-8")


def segment(root: Path) -> Path:
    return next(generation(root).glob("*.vka"))


def turned(path: Path, place: int) -> None:
    written = bytearray(path.read_bytes())
    written[place] ^= 1
    path.write_bytes(written)


def file_cut_off(root: Path) -> None:
    segment(root).write_bytes(segment(root).read_bytes()[:-7])


def one_bit_of_the_table_turned(root: Path) -> None:
    turned(segment(root), -60)


def one_bit_of_the_contents_turned(root: Path) -> None:
    turned(next(generation(root).glob("*.toc")), 100)


def contents_gone(root: Path) -> None:
    next(generation(root).glob("*.toc")).unlink()


def another_segment(root: Path) -> None:
    """A whole file of arrays, but not the one that was written."""
    with segment(root).open("wb") as file, ArrayWriter(file) as writer:
        writer.put("field:words/docs", np.arange(9, dtype=np.uint32))


def half_a_field(root: Path) -> None:
    """A whole file of arrays, which lacks what a segment has."""
    with segment(root).open("wb") as file, ArrayWriter(file) as writer:
        writer.put("field:words/letter_bounds", np.arange(9, dtype=np.int64))


def segment_of_another_index(root: Path) -> None:
    other = root.parent / "other"
    with closing(WhooshEngine(other)) as engine:
        engine.rebuild(HOLDINGS[:3])
    segment(root).write_bytes(segment(other).read_bytes())


def file_gone(root: Path) -> None:
    segment(root).unlink()


def folder_gone(root: Path) -> None:
    generation(root).rename(root / "elsewhere")


def note_with(root: Path, **parts: object) -> None:
    note = json.loads((root / "current.json").read_text("utf-8"))
    (root / "current.json").write_text(json.dumps(note | parts), "utf-8")


def note_of_the_folder_above(root: Path) -> None:
    note_with(root, generation="..")


def note_of_a_file_above(root: Path) -> None:
    note_with(root, before=["../../store.db"])


class Trap:
    """A pickle that leaves a trace when it is opened."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (self.trace,)


def foreign_contents(root: Path) -> None:
    next(generation(root).glob("*.toc")).write_bytes(pickle.dumps(Trap(root / "sprung")))


@pytest.mark.parametrize(
    "harm",
    [
        no_note,
        note_cut_off,
        other_recipe,
        file_cut_off,
        one_bit_of_the_table_turned,
        one_bit_of_the_contents_turned,
        contents_gone,
        another_segment,
        half_a_field,
        segment_of_another_index,
        note_of_the_folder_above,
        note_of_a_file_above,
        file_gone,
        folder_gone,
        foreign_contents,
    ],
    ids=lambda harm: str(harm.__name__),
)
def test_what_is_not_as_the_note_says_is_not_opened(root: Path, harm: Callable[[Path], None]) -> None:
    harm(root)
    with closing(WhooshEngine(root)) as engine:
        with pytest.raises(IndexStale, match="vankien reindex"):
            engine.search(CHI_BO)
        assert not (root / "sprung").exists()
        engine.rebuild(HOLDINGS)
        assert engine.search(CHI_BO).total == 4


@pytest.mark.parametrize("harm", [note_of_the_folder_above, note_of_a_file_above], ids=lambda harm: str(harm.__name__))
def test_a_note_that_leads_elsewhere_removes_nothing_there(root: Path, harm: Callable[[Path], None]) -> None:
    beside = root.parent / "store.db"
    beside.write_bytes(b"the store")
    harm(root)
    with closing(WhooshEngine(root)) as engine:
        with pytest.raises(IndexStale), engine.batch() as batch:
            batch.delete("tw/05")
        engine.rebuild(HOLDINGS)
    assert beside.exists()


@pytest.mark.parametrize("harm", [other_recipe, note_cut_off], ids=lambda harm: str(harm.__name__))
def test_what_cannot_be_opened_is_not_answered_from_what_was_open_before(
    root: Path, harm: Callable[[Path], None]
) -> None:
    with closing(WhooshEngine(root)) as engine, closing(WhooshEngine(root)) as writer:
        assert engine.count() == len(HOLDINGS)
        with writer.batch() as batch:
            batch.delete("tw/05")
        harm(root)
        for _ in range(2):
            with pytest.raises(IndexStale):
                engine.count()


def test_a_file_cut_off_while_it_is_open_is_not_read_beyond_its_end(root: Path) -> None:
    with closing(WhooshEngine(root)) as engine:
        assert engine.search(CHI_BO).total == 4
        with segment(root).open("r+b") as file:
            file.truncate(4096)
        for _ in range(2):
            with pytest.raises(IndexStale, match="bị hỏng"):
                engine.search(CHI_BO)
        with pytest.raises(IndexStale, match="bị hỏng"):
            engine.verify()


def test_an_error_that_a_damaged_array_makes_is_told_as_damage(root: Path) -> None:
    with closing(WhooshEngine(root)) as engine:
        file = ArrayFile(segment(root))
        at = file._table["field:words/docs"][1]
        size = file["field:words/docs"].nbytes
        with segment(root).open("r+b") as written:
            written.seek(at)
            written.write(b"\xee" * size)
        with pytest.raises(IndexStale, match="bị hỏng"):
            engine.search(CHI_BO)


def test_a_disk_that_is_full_is_left_without_half_a_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = {path.name for path in generation(root).iterdir()}
    with closing(WhooshEngine(root)) as engine:
        with monkeypatch.context() as patched:
            patched.setattr("archive.index.whoosh.contents.put_parts", full)
            with pytest.raises(OSError, match="No space left"), engine.batch() as batch:
                batch.add(work("new/1", "sinh hoạt chi bộ"))
        assert {path.name for path in generation(root).iterdir()} == before
        assert engine.search(CHI_BO).total == 4
        with engine.batch() as batch:
            batch.add(work("new/1", "sinh hoạt chi bộ"))
        assert engine.search(CHI_BO).total == 5


def test_contents_that_the_note_does_not_name_are_never_opened(root: Path) -> None:
    beside = generation(root) / "_MAIN_99.toc"
    beside.write_bytes(pickle.dumps(Trap(root / "sprung")))
    with closing(WhooshEngine(root)) as engine:
        assert engine.search(CHI_BO).total == 4
        with engine.batch() as batch:
            batch.add(work("new/1", "sinh hoạt chi bộ"))
        assert engine.search(CHI_BO).total == 5
        assert not beside.exists(), "who writes next removes what nobody named"
    assert not (root / "sprung").exists()


def test_a_bit_turned_in_the_postings_is_found_by_reading_all(root: Path) -> None:
    with closing(WhooshEngine(root)) as engine:
        engine.verify()
        turned(segment(root), 64)
        with pytest.raises(IndexStale, match=r"\.vka.*bị hỏng.*"):
            engine.verify()


def test_a_missing_index_says_what_to_do_and_a_batch_makes_it(tmp_path: Path) -> None:
    with closing(WhooshEngine(tmp_path / "new")) as engine:
        with pytest.raises(IndexStale, match="vankien reindex"):
            engine.count()
        with engine.batch() as batch:
            batch.add(HOLDINGS[0])
        assert engine.count() == 1


def test_a_damaged_index_takes_no_changes(root: Path) -> None:
    file_cut_off(root)
    with closing(WhooshEngine(root)) as engine, pytest.raises(IndexStale, match="reindex"), engine.batch() as batch:
        batch.add(HOLDINGS[0])


def test_one_writer_at_a_time(root: Path) -> None:
    with closing(WhooshEngine(root)) as one, closing(WhooshEngine(root)) as other, one.batch() as batch:
        batch.delete("tw/05")
        with pytest.raises(IndexBusy, match="đang được một lệnh khác ghi"), other.batch():
            pass
        with pytest.raises(IndexBusy):
            other.rebuild(HOLDINGS)
        assert other.count() == len(HOLDINGS)
    assert other.count() == len(HOLDINGS) - 1
    other.close()


def test_a_reader_sees_what_another_wrote(root: Path) -> None:
    with closing(WhooshEngine(root)) as reader, closing(WhooshEngine(root)) as writer:
        assert reader.count() == len(HOLDINGS)
        for n in range(6):
            with writer.batch() as batch:
                batch.add(work(f"new/{n}", "sinh hoạt chi bộ"))
            assert reader.count() == len(HOLDINGS) + n + 1
        writer.rebuild(HOLDINGS[:2])
        assert reader.count() == 2


def test_the_old_index_answers_while_the_new_one_is_made(root: Path) -> None:
    with closing(WhooshEngine(root)) as engine, closing(WhooshEngine(root)) as other:

        def documents() -> Iterator[Document]:
            yield HOLDINGS[0]
            assert other.search(CHI_BO).total == 4
            yield HOLDINGS[1]

        assert engine.rebuild(documents()) == 2
        assert other.search(CHI_BO).total == 2
    assert len(list(root.glob("g-*"))) == 1


def test_a_rebuild_that_fails_leaves_the_old_index(root: Path) -> None:
    def documents() -> Iterator[Document]:
        yield HOLDINGS[0]
        raise OSError("disk full")

    with closing(WhooshEngine(root)) as engine:
        with pytest.raises(OSError, match="disk full"):
            engine.rebuild(documents())
        assert engine.search(CHI_BO).total == 4
        assert engine.rebuild(HOLDINGS) == len(HOLDINGS)
    assert len(list(root.glob("g-*"))) == 1


def test_large_batches_are_written_in_portions(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.index.whoosh.writing._HELD", 2)
    with closing(WhooshEngine(root)) as engine:
        with engine.batch() as batch:
            for n in range(5):
                batch.add(work(f"new/{n}", "thi đua khen thưởng"))
            batch.replace(work("new/0", "kiểm tra giám sát"))
            batch.delete("new/1")
        assert engine.search(parse("thi đua khen thưởng")).total == 3
        assert engine.search(parse("kiểm tra giám sát")).total == 1


def test_many_threads_ask_while_one_writes(root: Path) -> None:
    totals: list[int] = []
    with closing(WhooshEngine(root)) as engine:

        def ask() -> None:
            totals.extend(engine.search(CHI_BO).total for _ in range(15))

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for n in range(3):
            with engine.batch() as batch:
                batch.add(work(f"new/{n}", "sinh hoạt chi bộ"))
        for thread in threads:
            thread.join()
        assert engine.search(CHI_BO).total == 7
    assert len(totals) == 60
    assert set(totals) <= {4, 5, 6, 7}


def test_the_settings_choose_the_engine(tmp_path: Path) -> None:
    disk = load(None, {"VANKIEN_ARCHIVE_DIR": str(tmp_path)})
    assert isinstance(open_engine(disk), WhooshEngine)
    memory = load(None, {"VANKIEN_ENGINE": "memory"})
    assert isinstance(open_engine(memory), MemoryEngine)
