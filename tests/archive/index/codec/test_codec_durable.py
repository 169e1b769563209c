"""Whatever ends a commit, the index opens with the old documents or with the new ones, never with neither."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh import query
from whoosh.index import TOC, EmptyIndexError

from archive.index.arrays.array_file import NotArrays
from archive.index.whoosh.codec import durable
from archive.index.whoosh.codec.array_codec import mapped, segment_path
from archive.index.whoosh.codec.array_index import ArrayIndex, create_index, open_index
from archive.index.whoosh.codec.durable import contents_path, generations, is_whole, newest_whole
from archive.index.whoosh.codec.index_writer import ArrayIndexWriter
from tests.archive.index.codec.both import WORDS, document, schema

STEPS = [
    "segment written",
    "segment synced",
    "contents written",
    "contents synced",
    "contents named",
    "contents there",
    "old removed",
]
OLD, NEW = {"vk-1", "vk-2"}, {"vk-2", "vk-3", "vk-4"}


def ids(index: ArrayIndex) -> set[str]:
    with index.reader() as reader:
        return {str(stored["id"]) for stored in reader.all_stored_fields()}


def add(index: ArrayIndex, *numbers: int) -> None:
    with index.writer() as writer:
        for number in numbers:
            writer.add_document(**document(number, WORDS))


def first(folder: Path) -> ArrayIndex:
    index = create_index(folder, schema())
    add(index, 1, 2)
    assert ids(index) == OLD
    return index


def second(writer: ArrayIndexWriter, *, optimize: bool) -> None:
    """The commit that is disturbed: one document goes, two come."""
    writer.delete_by_term("id", "vk-1")
    writer.add_document(**document(3, WORDS))
    writer.add_document(**document(4, WORDS[:3]))
    writer.commit(optimize=optimize)


def _die_at(folder: Path, name: str, *, optimize: bool) -> None:
    """Run in a program of its own, which ends without any cleaning up."""

    def step(reached: str) -> None:
        if reached == name:
            os.kill(os.getpid(), signal.SIGKILL)

    second(open_index(folder).writer(step=step), optimize=optimize)


@pytest.mark.parametrize("optimize", [False, True])
@pytest.mark.parametrize("name", STEPS)
def test_a_program_killed_at_any_step(tmp_path: Path, name: str, optimize: bool) -> None:
    first(tmp_path)
    child = multiprocessing.get_context("fork").Process(
        target=_die_at, args=(tmp_path, name), kwargs={"optimize": optimize}
    )
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    index = open_index(tmp_path)
    is_named = STEPS.index(name) >= STEPS.index("contents named")
    assert ids(index) == (NEW if is_named else OLD)
    # The lock went with the program, and the next commit leaves nothing of what was half done.
    add(index, 5)
    assert ids(open_index(tmp_path)) == (NEW if is_named else OLD) | {"vk-5"}
    assert _segments_on_disk(tmp_path) <= _segments_named(tmp_path)


def _segments_on_disk(folder: Path) -> set[str]:
    return {path.name.partition(".")[0] for path in folder.glob("MAIN_*.vka")}


def _segments_named(folder: Path) -> set[str]:
    """By the tables of contents of all generations that are there."""
    storage = durable.SyncedStorage(str(folder))
    tables = [TOC.read(storage, "MAIN", gen=one) for one in generations(folder, "MAIN")]
    return {segment.segment_id() for table in tables for segment in table.segments}


def test_every_step_is_told_in_its_order(tmp_path: Path) -> None:
    told: list[str] = []
    second(first(tmp_path).writer(step=told.append), optimize=False)
    assert told == STEPS


def test_bytes_are_on_the_disk_before_a_name_leads_to_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = first(tmp_path)
    told: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        path = Path(f"/proc/self/fd/{handle}").resolve()
        told.append("folder" if path == tmp_path.resolve() else "contents" if ".toc" in path.name else path.suffix)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    second(index.writer(step=told.append), optimize=False)
    assert [one for one in told if one not in {"segment written", "contents written", "old removed"}] == [
        ".vka",
        "segment synced",
        "contents",
        "folder",
        "contents synced",
        "contents named",
        "folder",
        "contents there",
    ]


# --- what a loss of power may leave ----------------------------------------------------------------------------------


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flip(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 4
    path.write_bytes(held)


def _zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


@pytest.mark.parametrize("harm", [_cut, _flip, _zero, Path.unlink])
def test_a_torn_table_of_contents_is_passed_over(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    index = first(tmp_path)
    second(index.writer(), optimize=True)
    newest = generations(tmp_path, "MAIN")[0]
    harm(contents_path(tmp_path, "MAIN", newest))
    again = open_index(tmp_path)
    assert newest_whole(tmp_path, "MAIN") == newest - 1 == again.latest_generation()
    assert ids(again) == OLD
    with again.searcher() as searcher:
        assert searcher.up_to_date()
    add(again, 7)
    assert ids(open_index(tmp_path)) == OLD | {"vk-7"}
    assert len(generations(tmp_path, "MAIN")) == 2


@pytest.mark.parametrize("harm", [_cut, _zero, Path.unlink])
def test_a_table_that_names_a_torn_segment_is_passed_over(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    index = first(tmp_path)
    second(index.writer(), optimize=True)
    (segment,) = index._read_toc().segments
    harm(segment_path(tmp_path, segment))
    assert ids(open_index(tmp_path)) == OLD


def test_when_no_generation_is_whole_nothing_is_unpickled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first(tmp_path)
    for generation in generations(tmp_path, "MAIN"):
        _flip(contents_path(tmp_path, "MAIN", generation))
    monkeypatch.setattr("pickle.loads", lambda _: pytest.fail("unpickled"))
    with pytest.raises(NotArrays, match="no generation is whole"):
        open_index(tmp_path)


def test_no_index_at_all(tmp_path: Path) -> None:
    with pytest.raises(EmptyIndexError):
        open_index(tmp_path)


def test_the_generation_before_is_kept_and_no_more(tmp_path: Path) -> None:
    index = first(tmp_path)
    for number in (3, 4, 5):
        with index.writer() as writer:
            writer.add_document(**document(number, WORDS))
            writer.optimize = True
        assert len(generations(tmp_path, "MAIN")) == 2
        assert all(is_whole(contents_path(tmp_path, "MAIN", one)) for one in generations(tmp_path, "MAIN"))
        assert len(_segments_on_disk(tmp_path)) == 2
        assert _segments_on_disk(tmp_path) == _segments_named(tmp_path)


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    index = first(tmp_path)
    others = ["OTHER_0a.vka", "_OTHER_1.toc", "MAIN.vka", "note.json", "MAIN_notes"]
    for name in others:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "_MAIN_9.toc.1718000000.5").write_bytes(b"half")
    (tmp_path / "MAIN_0ab.vka").write_bytes(b"half")
    add(index, 3)
    assert {path.name for path in tmp_path.iterdir()} >= set(others)
    assert not (tmp_path / "_MAIN_9.toc.1718000000.5").exists()
    assert not (tmp_path / "MAIN_0ab.vka").exists()


def test_a_writer_that_gives_up_changes_nothing(tmp_path: Path) -> None:
    index = first(tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    writer = index.writer()
    writer.delete_by_term("id", "vk-1")
    writer.add_document(**document(9, WORDS))
    writer.cancel()
    assert {path.name for path in tmp_path.iterdir()} == before | {"MAIN_WRITELOCK"}
    assert ids(open_index(tmp_path)) == OLD


# --- opening ---------------------------------------------------------------------------------------------------------


def test_a_segment_that_somebody_holds_is_not_mapped_again(tmp_path: Path) -> None:
    index = first(tmp_path)
    (segment,) = index._read_toc().segments
    held = mapped(tmp_path, segment)
    segment.delete_document(0)
    later = mapped(tmp_path, segment)
    assert later.file is held.file
    assert held.live is None
    assert later.live is not None
    assert later.live.tolist() == [False, True]
    segment.delete_document(0, delete=False)
    assert not segment.has_deletions()


def test_a_damaged_segment_is_found_by_its_check_sums(tmp_path: Path) -> None:
    index = first(tmp_path)
    (segment,) = index._read_toc().segments
    mapped(tmp_path, segment).file.verify()
    held = bytearray(segment_path(tmp_path, segment).read_bytes())
    held[100] ^= 1
    segment_path(tmp_path, segment).write_bytes(held)
    with pytest.raises(NotArrays, match="is not what was written"):
        mapped(tmp_path, segment).file.verify()


def test_a_reader_goes_on_while_files_are_removed(tmp_path: Path) -> None:
    index = first(tmp_path)
    searcher = index.searcher()
    for number in (3, 4, 5):
        writer = index.writer()
        writer.add_document(**document(number, WORDS))
        writer.commit(optimize=True)
    assert {hit["id"] for hit in searcher.search(query.Every())} == OLD
    # The library closes the old searcher with this.
    with searcher.refresh() as later:
        assert {hit["id"] for hit in later.search(query.Every())} == OLD | {"vk-3", "vk-4", "vk-5"}


def test_a_commit_makes_no_folder_unless_the_library_sorts_outside_of_memory(tmp_path: Path) -> None:
    index = first(tmp_path)
    writer = index.writer()
    writer.add_document(**document(3, WORDS))
    assert not (tmp_path / "MAIN.tmp").exists()
    writer.pool.save()
    assert list((tmp_path / "MAIN.tmp").iterdir())
    writer.add_document(**document(4, WORDS))
    writer.commit()
    assert not (tmp_path / "MAIN.tmp").exists()
    assert ids(index) == OLD | NEW
    with index.searcher() as searcher:
        assert len(searcher.search(query.Every(), limit=None)) == 4
