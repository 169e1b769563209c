"""Merged segments are, array by array, what one build of the documents that are left gives."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import fields, query, writing
from whoosh import index as library
from whoosh.util.numeric import byte_to_length, length_to_byte

from archive.index.analysis import Posting
from archive.index.whoosh.codec.array_codec import ArrayCodec, mapped, parts_in
from archive.index.whoosh.codec.array_index import ArrayIndex, create_index
from archive.index.whoosh.codec.inverted import length_bytes, lengths_of
from archive.index.whoosh.codec.stretches import taken_rows
from archive.index.whoosh.schema import WeightedTerms
from tests.archive.index.codec.both import WORDS, arrays_of, document, empty, hits, schema


def built(folder: Path, *commits: Sequence[Mapping[str, Any]]) -> ArrayIndex:
    index = create_index(folder, schema())
    for documents in commits:
        writer = index.writer()
        for one in documents:
            writer.add_document(**one)
        writer.commit(merge=False)
    return index


TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=9), min_size=1, max_size=12)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(texts=TEXTS, cuts=st.sets(st.integers(1, 11), max_size=3), gone=st.sets(st.integers(0, 11)),
       fresh=st.integers(0, 3))  # fmt: skip
def test_the_same_as_built_at_once(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], cuts: set[int], gone: set[int], fresh: int
) -> None:
    folder = tmp_path_factory.mktemp("merged")
    documents = [document(number, words) for number, words in enumerate(texts)]
    bounds = [0, *sorted(cuts), len(documents)]
    later = [document(100 + number, ["mới", *WORDS[number:5]]) for number in range(fresh)]
    left = [*later, *(one for number, one in enumerate(documents) if number not in gone)]
    index = built(folder / "parts", *[documents[begin:end] for begin, end in pairwise(bounds)])
    writer = index.writer()
    for number in gone & set(range(len(documents))):
        writer.delete_by_term("id", f"vk-{number}")
    for one in later:
        writer.add_document(**one)
    writer.commit(optimize=True)
    if not left:
        assert index.doc_count_all() == 0
        return
    found, wanted = arrays_of(index), arrays_of(built(folder / "whole", left))
    # A column in which nobody left has a value is kept with what the library reads there.
    lacking = {name for name in schema().names() if not any(name in one for one in left)}
    assert {name: held for name, held in found.items() if _field(name) not in lacking} == wanted


def _field(name: str) -> str:
    return name.partition(":")[2].partition("/")[0]


def test_many_small_commits_merge_as_the_library_decides(tmp_path: Path) -> None:
    both = empty(tmp_path)
    for number in range(12):
        both.write([document(number, WORDS[number % 7 :])], merge=True)
    assert len(both.arrays._read_toc().segments) < 12
    with both.stock.searcher() as stock, both.arrays.searcher() as arrays:
        for word in WORDS:
            asked = query.Term("body", word)
            # The library adds up rounded lengths when it merges, so its scores are none to compare with.
            assert {doc for doc, _ in hits(arrays, asked)} == {doc for doc, _ in hits(stock, asked)}


def test_documents_before_and_after_a_merged_reader(tmp_path: Path) -> None:
    other = built(tmp_path / "other", [document(number, WORDS[:4]) for number in (1, 2)], [document(3, WORDS[2:5])])
    index = create_index(tmp_path / "index", schema())
    writer = index.writer()
    writer.add_document(**document(0, WORDS[:3]))
    with other.reader() as reader:
        writer.add_reader(reader)
    writer.add_document(**document(4, WORDS[:6]))
    with other.reader() as reader:
        writer.add_reader(reader.leaf_readers()[1][0])
    writer.commit()
    documents = [document(0, WORDS[:3]), *(document(number, WORDS[:4]) for number in (1, 2))]
    documents += [document(3, WORDS[2:5]), document(4, WORDS[:6]), document(3, WORDS[2:5])]
    assert arrays_of(index) == arrays_of(built(tmp_path / "whole", documents))


def test_a_reader_of_the_library_s_own_codec_is_taken_in_too(tmp_path: Path) -> None:
    both = empty(tmp_path)
    both.write([document(number, WORDS[number:]) for number in range(5)])
    writer = both.arrays.writer()
    with both.stock.reader() as reader:
        writer.add_reader(reader)
    writer.commit()
    with both.arrays.reader() as reader:
        assert [stored["id"] for stored in reader.all_stored_fields()] == [f"vk-{n % 5}" for n in range(10)]


def test_nothing_is_left_of_a_field_that_was_removed(tmp_path: Path) -> None:
    index = built(tmp_path / "index", [document(1, WORDS)], [document(2, WORDS)])
    writer = index.writer()
    for name in ("title", "number", "thing", "mark", "three"):
        writer.remove_field(name)
    writer.commit(optimize=True)
    assert not any(_field(name) in {"title", "number", "thing", "mark", "three"} for name in arrays_of(index))
    (segment,) = index._read_toc().segments
    assert set(segment.stored_names) == {"id", "body", "notes", "day", "force"}
    stored = parts_in(Path(index.storage.folder), segment).stored
    assert stored is not None
    assert b"title" not in stored.data.tobytes()


def test_when_all_are_gone_no_segment_is_left(tmp_path: Path) -> None:
    index = built(tmp_path / "index", [document(1, WORDS)], [document(2, WORDS)])
    writer = index.writer()
    writer.delete_by_query(query.Every())
    writer.commit(optimize=True)
    assert index.is_empty()
    with index.searcher() as searcher:
        assert len(searcher.search(query.Every())) == 0


# --- fields with weights of their own --------------------------------------------------------------------------------


def test_weights_and_places_of_their_own(tmp_path: Path) -> None:
    made = fields.Schema(
        id=fields.ID(stored=True, unique=True), words=WeightedTerms(places=True), pairs=WeightedTerms(places=False)
    )
    index = create_index(tmp_path / "index", made)
    for number, posting in enumerate([Posting(3, [7, 70_000]), Posting(1, []), Posting(300, [1, 2, 3])]):
        writer = index.writer()
        writer.add_document(id=str(number), words={"đất": posting, "chia": Posting(1, [0])}, pairs={"a b": posting})
        writer.commit(merge=False)
    index.writer().commit(optimize=True)
    (segment,) = index._read_toc().segments
    words, pairs = (mapped(tmp_path / "index", segment).field(name) for name in ("words", "pairs"))
    assert words is not None
    assert pairs is not None
    place = words.terms.find("đất".encode())
    begin, end = words.rows(place)
    assert words.counts is not None
    assert words.weights is not None
    assert words.places is not None
    assert words.place_bounds is not None
    assert words.weights[begin:end].tolist() == [3, 1, 300]
    assert words.counts[begin:end].tolist() == [2, 0, 3]
    bounds = words.place_bounds[place : place + 2]
    assert words.places[bounds[0] : bounds[1]].tolist() == [7, 70_000, 1, 2, 3]
    assert pairs.places is None
    assert pairs.counts is None
    with index.reader() as reader:
        matcher = reader.postings("words", "đất".encode())
        assert matcher.value() == np.array([7, 70_000], "<u4").tobytes()
        matcher.next()
        assert (matcher.value(), matcher.weight()) == (b"", 1.0)


@pytest.mark.parametrize("boost", [2.0, 1.5], ids=["whole", "broken"])
def test_boosts_of_the_writer(tmp_path: Path, boost: float) -> None:
    both = empty(tmp_path)
    both.write([document(1, WORDS), document(2, WORDS[:4]) | {"_body_boost": boost, "_id_boost": boost}])
    both.write([document(3, WORDS) | {"_boost": boost}], optimize=True)
    with both.arrays.searcher() as arrays, both.arrays.reader() as reader:
        asked = query.And([query.Term("body", "chỉ"), query.Phrase("body", ["chỉ", "thị"])])
        assert {doc for doc, _ in hits(arrays, asked)} == {"vk-1", "vk-2", "vk-3"}
        matcher = reader.postings("body", "chỉ")
        weights = []
        while matcher.is_active():
            weights.append((matcher.weight(), matcher.value_as("frequency"), matcher.value_as("positions")))
            matcher.next()
    assert sorted(weights) == sorted([(boost, 1, [0]), (1.0, 1, [0]), (boost, 1, [0])])


def test_the_library_s_own_writer_writes_the_same_file(tmp_path: Path) -> None:
    documents = [document(number, WORDS[number:]) for number in range(9)]
    stock = library.create_in(str(tmp_path), schema())
    with stock.writer(codec=ArrayCodec()) as writer:
        for one in documents:
            writer.add_document(**one)
    assert arrays_of(stock) == arrays_of(built(tmp_path / "own", documents))
    with stock.writer(codec=ArrayCodec()) as writer:
        writer.update_document(**documents[4])
        writer.optimize = True
    wanted = [documents[4], *documents[:4], *documents[5:]]
    found, built_at_once = arrays_of(stock), arrays_of(built(tmp_path / "again", wanted))
    # Posting by posting, as the library merges, lengths are what rounded ones stand for and no list is an empty one.
    for name in ("length:body", "length:notes", "length:title", "length:bare", "length:kind", "column:list"):
        assert found.pop(name)[0] == built_at_once.pop(name)[0]
    assert found == built_at_once


# --- several processes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("multisegment", [True, False])
def test_the_library_s_writer_of_several_processes(tmp_path: Path, multisegment: bool) -> None:
    index = create_index(tmp_path / "index", schema())
    writer = index.writer(procs=2, multisegment=multisegment, batchsize=4)
    documents = [document(number, WORDS[number:]) for number in range(12)]
    for one in documents:
        writer.add_document(**one)
    writer.commit()
    with index.searcher() as searcher:
        assert sorted(doc for doc, _ in hits(searcher, query.Every())) == sorted(f"vk-{n}" for n in range(12))
        assert len(searcher.search(query.Term("body", WORDS[9]))) == sum(
            WORDS[9] in one.get("body", "") for one in documents
        )


# --- the small parts -------------------------------------------------------------------------------------------------


@given(lengths=st.lists(st.integers(0, 1 << 20), max_size=40))
def test_lengths_are_rounded_as_the_library_does(lengths: list[int]) -> None:
    rounded = length_bytes(np.array(lengths, np.int64))
    assert rounded.tolist() == [length_to_byte(length) for length in lengths]
    assert lengths_of(rounded).tolist() == [byte_to_length(byte) for byte in rounded.tolist()]


@given(rows=st.lists(st.binary(max_size=5), max_size=12), seed=st.randoms(use_true_random=False))
def test_rows_in_another_order(rows: list[bytes], seed: Random) -> None:
    order = [seed.randrange(len(rows)) for _ in range(seed.randrange(9))] if rows else []
    bounds = np.cumsum([0, *map(len, rows)])
    data, after = taken_rows(np.frombuffer(b"".join(rows), np.uint8), bounds, np.array(order, np.int64))
    found = [data[after[place] : after[place + 1]].tobytes() for place in range(len(order))]
    assert found == [rows[place] for place in order]


def test_a_lock_is_kept_by_one_writer(tmp_path: Path) -> None:
    index = create_index(tmp_path / "index", schema())
    writer = index.writer()
    with pytest.raises(writing.LockError):
        index.writer()
    writer.cancel()
    index.writer().cancel()
