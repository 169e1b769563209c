"""Merged a stretch at a time, with pieces that wait in a file: byte for byte what is merged at once in memory."""

import os
import signal
from collections.abc import Callable
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.arrays.field import Terms
from archive.index.whoosh.bulk.bulk_writer import BulkWriter
from archive.index.whoosh.codec import index_writer, merging, merging_fields, merging_terms
from archive.index.whoosh.codec.array_codec import mapped, segment_path
from archive.index.whoosh.codec.array_index import ArrayIndex, create_index, open_index
from archive.index.whoosh.codec.inverted import Kinds, field_of
from archive.index.whoosh.codec.merging_terms import union_of
from archive.index.whoosh.codec.parts import SegmentParts, bytes_of
from archive.index.whoosh.codec.stretches import cuts_of
from archive.index.whoosh.contents import put_segment
from archive.index.whoosh.joining import in_a_row, joined
from tests.archive.index.codec.both import WORDS, document, schema

Limits = Callable[..., None]


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Limits:
    """Sets how much is done at once, and how much waits in memory; what is not given has no limit."""

    def given(*, terms: int = 1 << 40, numbers: int = 1 << 40, stored: int = 1 << 40, waiting: int = 1 << 40) -> None:
        monkeypatch.setattr(merging_terms, "_AT_ONCE", terms)
        monkeypatch.setattr(merging_fields, "_AT_ONCE", numbers)
        monkeypatch.setattr(merging, "_AT_ONCE", stored)
        monkeypatch.setattr(index_writer, "_WAITING", waiting)

    return given


def written(folder: Path, seed: int) -> list[bytes]:
    """The files of an index after each of some commits: deletions, boosts, one by one and by batches, merged or not."""
    chance, files = Random(seed), list[bytes]()  # noqa: S311  # nothing secret
    index = create_index(folder, schema())
    for commit in range(4):
        bulk = chance.random() < 0.7
        writer = BulkWriter(index, batch=chance.choice([1, 2, 5])) if bulk else index.writer()
        for number in range(10 * commit, 10 * commit + chance.choice([0, 3, 10])):
            one = document(number, chance.choices([*WORDS, "họp"], k=chance.choice([1, 9, 300])))
            # One with a boost or with places of letters is taken in by the library: it stands between pieces.
            boost = {"_body_boost": chance.choice([2.0, 1.5, 300.0])} if chance.random() < 0.15 else {}
            left_out = "notes" if chance.random() < 0.8 else ""
            writer.add_document(**{name: value for name, value in one.items() if name != left_out}, **boost)
        for number in chance.sample(range(10 * commit + 1), min(3, 10 * commit)):
            writer.delete_by_term("id", f"vk-{number}")
        writer.commit(optimize=chance.random() < 0.6)
        files += [segment_path(folder, one).read_bytes() for one in index._read_toc().segments]
    return files


# One posting, one term and one byte at a time; some; a segment that waits as soon as it comes, or after a few.
TINY = [
    pytest.param({"numbers": 1, "terms": 1, "stored": 1}, id="one at a time"),
    pytest.param({"numbers": 50, "terms": 20, "stored": 700}, id="some at a time"),
    pytest.param({"waiting": 1}, id="each piece is put aside"),
    pytest.param({"waiting": 20_000, "numbers": 300}, id="some pieces are put aside"),
]


@pytest.mark.parametrize("tiny", TINY)
@pytest.mark.parametrize("seed", range(5))
def test_the_same_bytes_whatever_is_done_at_once(
    tmp_path: Path, limits: Limits, tiny: dict[str, int], seed: int
) -> None:
    limits()
    wanted = written(tmp_path / "at once", seed)
    assert wanted
    limits(**tiny)
    assert written(tmp_path / "tiny", seed) == wanted


def test_ready_documents_with_weights_places_and_gaps_are_joined_alike(tmp_path: Path, limits: Limits) -> None:
    # Joined as the archive's own index does it: documents in the narrowest width, some of them gone.
    fields = [
        ({"a": [(0, 300, 1), (299, 1, 1)], "b": [(5, 2, 2)]}, [299]),
        ({"b": [(0, 1, 2), (1, 3, 2)], "c": [(1, 1, 1)]}, [0, 1]),
        ({"a": [(2, 1, 1)], "d": [(0, 1, 1), (2, 1, 1)]}, []),
    ]
    parts = [_parts(postings) for postings, _ in fields]
    gone = [np.array(left_out, np.int64) for _, left_out in fields]
    limits()
    whole = segment_path(tmp_path, joined(tmp_path, in_a_row(parts, gone))).read_bytes()
    limits(numbers=1, terms=1, stored=1)
    segment = joined(tmp_path, in_a_row(parts, gone))
    assert segment_path(tmp_path, segment).read_bytes() == whole
    field = mapped(tmp_path, segment).field("words")
    assert field is not None
    assert list(field.terms) == [b"a", b"b", b"d"], "nobody is left of c"
    assert field.docs.tolist() == [0, 600 - 3 + 2, 5, 600 - 3, 600 - 3 + 2]
    assert field.docs.dtype == np.uint16
    assert field.weights is not None
    assert field.weights.tolist() == [300, 1, 2, 1, 1]


def _parts(postings: dict[str, list[tuple[int, int, int]]]) -> SegmentParts:
    """300 documents with postings (document, weight, count of places) by term."""
    rows = [row for term in sorted(postings) for row in postings[term]]
    docs, weights, counts = (np.array(column) for column in zip(*rows, strict=True))
    bounds = np.cumsum([0, *(len(postings[term]) for term in sorted(postings))])
    lengths = np.ones(300, np.uint8)
    field = field_of(
        terms=Terms.of([term.encode() for term in sorted(postings)]), bounds=bounds, docs=docs.astype(np.uint32),
        weights=weights, counts=counts, places=np.arange(counts.sum()), lengths=lengths,
    )  # fmt: skip
    return SegmentParts(300, inverted={"words": field}, lengths={"words": lengths})


def test_a_field_of_the_first_documents_is_as_narrow_joined_as_written_at_once(tmp_path: Path) -> None:
    # 600 documents, of which only the first few have the field: one byte holds them.
    parts = [_parts({"a": [(7, 1, 1)]}), SegmentParts(300)]
    segment = joined(tmp_path, in_a_row(parts, [np.zeros(0, np.int64)] * 2))
    alone = put_segment(tmp_path, [_parts({"a": [(7, 1, 1)]})])
    for one in (segment, alone):
        field = mapped(tmp_path, one).field("words")
        assert field is not None
        assert field.docs.dtype == np.uint8


# --- what waits ------------------------------------------------------------------------------------------------------


def begun(index: ArrayIndex) -> BulkWriter:
    """A writer that was given four batches of two documents."""
    writer = BulkWriter(index, batch=2)
    for number in range(8):
        writer.add_document(id=f"vk-{number}", body=" ".join(WORDS), number=number)
    return writer


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_waits_is_in_a_file_without_a_name(tmp_path: Path, limits: Limits) -> None:
    limits(waiting=1)
    index = create_index(tmp_path, schema())
    writer = begun(index)
    held = [piece.parts for piece in writer.newsegment.draft.pieces]
    assert [one.size for one in held] == [2, 2, 2, 2]
    assert all(one.source and not one.source.file.path.exists() for one in held)
    assert names(tmp_path) == {"_MAIN_0.toc", "MAIN_WRITELOCK"}
    writer.commit()
    with index.reader() as reader:
        assert [stored["id"] for stored in reader.all_stored_fields()] == [f"vk-{number}" for number in range(8)]


def test_nothing_of_it_is_left_when_the_writer_gives_up(tmp_path: Path, limits: Limits) -> None:
    limits(waiting=1)
    index = create_index(tmp_path, schema())
    begun(index).cancel()
    assert names(tmp_path) == {"_MAIN_0.toc", "MAIN_WRITELOCK"}
    assert open_index(tmp_path).doc_count() == 0


def _die(folder: Path) -> None:
    """Run in a program of its own, which ends without any cleaning up."""
    begun(open_index(folder))
    os.kill(os.getpid(), signal.SIGKILL)


def test_nothing_of_it_is_left_by_a_program_that_was_killed(tmp_path: Path, limits: Limits) -> None:
    limits(waiting=1)
    create_index(tmp_path, schema())
    child = get_context("fork").Process(target=_die, args=(tmp_path,))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    assert names(tmp_path) == {"_MAIN_0.toc", "MAIN_WRITELOCK"}


def test_what_waits_is_counted_and_put_aside_as_one(tmp_path: Path, limits: Limits) -> None:
    limits()
    writer = begun(create_index(tmp_path, schema()))
    held = writer.newsegment.draft
    assert held.waiting == sum(bytes_of(piece.parts) for piece in held.pieces) > 0
    held.put_aside(tmp_path)
    assert held.waiting == 0
    assert [piece.places.tolist() for piece in held.pieces] == [list(range(8))]
    writer.commit()
    other = create_index(tmp_path / "other", schema())
    begun(other).commit()
    # Put aside as one, the documents still stand in the file in the order of a merge.
    assert [one.read_bytes() for one in tmp_path.glob("*.vka")] == [
        one.read_bytes() for one in (tmp_path / "other").glob("*.vka")
    ]


# --- the small parts -------------------------------------------------------------------------------------------------


@given(lists=st.lists(st.sets(st.binary(max_size=3), max_size=12), min_size=1, max_size=4), apart=st.integers(1, 30))
def test_the_union_of_terms_whatever_is_looked_at_at_once(lists: list[set[bytes]], apart: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(merging_terms, "_AT_ONCE", apart)
        union, ranks = union_of([Terms.of(sorted(one)) for one in lists])
    assert list(union) == sorted(set().union(*lists))
    for one, own in zip(lists, ranks, strict=True):
        assert [union[place] for place in own.tolist()] == sorted(one)


# Letters that many terms begin with, zeros (numbers end in them, as the library writes them), a byte above 127.
_ALIKE = st.lists(st.sampled_from([b"a", b"ab", b"\x00", b"\xe1\xbb\x9b"]), max_size=9).map(b"".join)


@given(lists=st.lists(st.sets(_ALIKE, max_size=12), min_size=2, max_size=4), width=st.integers(1, 20))
def test_terms_that_begin_alike_are_told_apart(lists: list[set[bytes]], width: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(merging_terms, "_SHORTEST", width)
        patched.setattr(merging_terms, "_BYTES", 0)
        union, ranks = union_of([Terms.of(sorted(one)) for one in lists])
    assert list(union) == sorted(set().union(*lists))
    for one, own in zip(lists, ranks, strict=True):
        assert [union[place] for place in own.tolist()] == sorted(one)


@given(sizes=st.lists(st.integers(0, 9), max_size=20), most=st.integers(1, 30))
def test_cuts(sizes: list[int], most: int) -> None:
    cuts = cuts_of(np.array(sizes, np.int64), most).tolist()
    assert (cuts[0], cuts[-1]) == (0, len(sizes))
    assert cuts == sorted(set(cuts))
    for begin, end in pairwise(cuts):
        assert sum(sizes[begin + 1 : end]) <= most, "no more than one thing too many"


KINDS = [
    # weights, counts, places → the kinds of all; each row is two parts of a field.
    pytest.param(([1, 1], None, None), ([1], None, None), Kinds(None, None, None), id="all weigh 1"),
    pytest.param(([1], None, None), ([300], None, None), Kinds("<u2", None, None), id="the wider one"),
    pytest.param(([2], [2], [0, 9]), ([1], [1], [70_000]), Kinds("|u1", None, "<u4"), id="as many as they weigh"),
    pytest.param(([2], [2], [0, 9]), ([1], [0], []), Kinds("|u1", "|u1", "|u1"), id="not everywhere"),
    pytest.param(([300], [300], None), ([2], [1], None), Kinds("<u2", "<u2", None), id="counts that weights told"),
    pytest.param(([1.5], None, None), ([300], None, None), Kinds("<f4", None, None), id="a broken one"),
    pytest.param(([2.0], None, None), ([300], None, None), Kinds("<u2", None, None), id="broken by kind only"),
    pytest.param(([1], [1], [3]), ([1], [1], None), Kinds(None, None, None), id="no places in one"),
]


@pytest.mark.parametrize(("one", "other", "wanted"), KINDS)
def test_the_kinds_of_a_field_are_told_by_those_of_its_parts(
    one: tuple[list[float] | None, ...], other: tuple[list[float] | None, ...], wanted: Kinds
) -> None:
    parts = [[None if column is None else np.array(column) for column in columns] for columns in (one, other)]
    assert Kinds.of(*parts[0]) | Kinds.of(*parts[1]) == wanted
