"""What stands around the trees: deletions, segments, sorts, facets, filters, threads, and what the library must do."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from whoosh import query as q
from whoosh import sorting

from archive.index.whoosh.codec.array_codec import ArrayCodec
from archive.index.whoosh.executor import Bm25f, Executor
from archive.index.whoosh.executor.asking import Unknown
from tests.archive.index.executor.made import DAY, KINDS, WORDS, Doc, Pair, expected, found, index, pair, schema


def _docs(count: int, seed: int = 7) -> list[Doc]:
    draw = np.random.default_rng(seed)

    def words(most: int) -> tuple[str, ...]:
        return tuple(WORDS[int(one)] for one in draw.zipf(1.4, int(draw.integers(1, most))) % len(WORDS))

    return [Doc(words(20), words(4), KINDS[n % 3], 1980 + n * 7 % 13) for n in range(count)]


def _batches(docs: Sequence[Doc], *sizes: int) -> list[Sequence[Doc]]:
    ends = np.cumsum(sizes).tolist()
    return [docs[end - size : end] for end, size in zip(ends, sizes, strict=True)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Three segments, some documents of each deleted."""
    return pair(tmp_path_factory.mktemp("pair"), _batches(_docs(90), 50, 30, 10), gone=[0, 7, 49, 50, 71, 89])


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Executor, object]:
    """A segment so large that the library adds up pairs of matchers instead of filling an array."""
    docs = [Doc(one.text[:5]) for one in _docs(5050)]
    arrays = index(tmp_path_factory.mktemp("large") / "arrays", [docs], [], ArrayCodec())
    return Executor.of_index(arrays), arrays


def same(ours: Sequence[tuple[int, float]], wanted: Sequence[tuple[int, float]]) -> None:
    """The same documents in the same order, with scores that are equal but for the last bits."""
    assert [doc for doc, _ in ours] == [doc for doc, _ in wanted]
    assert [score for _, score in ours] == pytest.approx([score for _, score in wanted], rel=1e-12)


_T = q.Term
TREES = [
    pytest.param(_T("text", "đất"), id="a term"),
    pytest.param(_T("text", "vắng"), id="a term that nothing has"),
    pytest.param(_T("nowhere", "đất"), id="a field that there is not"),
    pytest.param(_T("year", "không phải số"), id="what is no value of the field"),
    pytest.param(_T("text", "đất", boost=3.0), id="a boost"),
    pytest.param(_T("kind", "chỉ thị"), id="a field without lengths"),
    pytest.param(q.And([_T("text", "đất"), _T("text", "đai"), _T("title", "luật")]), id="three of two fields"),
    pytest.param(q.And([_T("text", "đất"), _T("text", "vắng")]), id="one of them missing"),
    pytest.param(q.And([_T("text", "đất")], boost=2.0), id="one alone loses the boost of the whole"),
    pytest.param(q.Or([_T("text", w) for w in WORDS[:3]]), id="three"),
    pytest.param(q.Or([_T("text", w) for w in WORDS[:7]], boost=2.0), id="seven"),
    pytest.param(q.Phrase("text", ["đất", "đai"]), id="a phrase"),
    pytest.param(q.Phrase("text", ["đất", "đất", "đai"], slop=3), id="a word twice, with places between"),
    pytest.param(q.Prefix("text", "nghị"), id="a prefix"),
    pytest.param(q.Wildcard("text", "*_định"), id="an ending"),
    pytest.param(q.FuzzyTerm("text", "nghi"), id="a letter away"),
    pytest.param(q.NumericRange("year", 1982, 1985), id="numbers"),
    pytest.param(q.DateRange("day", DAY + timedelta(1982), None), id="days without an end"),
    pytest.param(q.Every(), id="everything"),
    pytest.param(q.Ordered([_T("text", "đất"), _T("text", "đai")]), id="one before the other"),
]


@pytest.mark.parametrize("tree", TREES)
def test_the_librarys_documents_and_scores_over_segments_with_deletions(made: Pair, tree: q.Query) -> None:
    wanted = expected(made.library, tree)
    same(found(made.executor, tree), wanted)


@pytest.mark.parametrize("tree", TREES)
def test_the_top_is_the_top_of_all(made: Pair, tree: q.Query) -> None:
    hits = made.executor.search(tree, limit=4)
    everything = found(made.executor, tree)
    assert hits.total == len(everything)
    assert list(zip(hits.docs, hits.scores, strict=True)) == everything[:4]


@pytest.mark.parametrize("tree", TREES)
def test_a_large_segment_is_added_up_as_the_library_does_it_there(
    large: tuple[Executor, object], tree: q.Query
) -> None:
    executor, arrays = large
    wanted = expected(arrays, tree)
    ours = found(executor, tree)
    same(sorted(ours), sorted(wanted))
    many = isinstance(tree, q.Prefix | q.Wildcard | q.FuzzyTerm)  # their many terms are added up in one order
    if not many:
        assert [doc for doc, _ in ours] == [doc for doc, _ in wanted]


def test_and_not_leaves_out_what_it_says(made: Pair) -> None:
    # The library's own matcher forgets to compare its first document; so what it finds of each part is the oracle.
    for one, other in (("đất", "đai"), ("đai", "đất"), ("luật", "nghị")):
        gone = {doc for doc, _ in expected(made.library, _T("text", other))}
        wanted = [(doc, score) for doc, score in expected(made.library, _T("text", one)) if doc not in gone]
        assert found(made.executor, q.AndNot(_T("text", one), _T("text", other))) == wanted


def test_not_leaves_out_deleted_documents(made: Pair) -> None:
    gone = {doc for doc, _ in expected(made.library, _T("text", "đất"))} | {0, 7, 49, 50, 71, 89}
    hits = made.executor.search(q.Not(_T("text", "đất")), limit=100)
    assert hits.docs == [doc for doc in range(90) if doc not in gone]
    assert set(hits.scores) == {1.0}


def test_otherwise_is_decided_segment_by_segment(made: Pair) -> None:
    tree = q.Otherwise(_T("key", "d60"), _T("key", "d3"))
    assert sorted(found(made.executor, tree)) == sorted(expected(made.library, tree))


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("column", ["year", "kind", "day"])
def test_sorted_as_the_library_sorts(made: Pair, column: str, reverse: bool) -> None:
    tree = _T("text", "đất")
    with made.library.searcher() as searcher:
        wanted = [doc for _, doc in searcher.search(tree, limit=9, sortedby=column, reverse=reverse).top_n]
    hits = made.executor.search(tree, limit=9, sort_by=column, reverse=reverse)
    assert hits.docs == wanted
    assert hits.scores == []


def test_relevance_turned_round_begins_with_the_worst(made: Pair) -> None:
    tree = _T("text", "đất")
    hits = made.executor.search(tree, limit=100, reverse=True)
    assert list(zip(hits.docs, hits.scores, strict=True)) == found(made.executor, tree)[::-1]


def test_facets_are_counted_as_the_library_counts_them(made: Pair) -> None:
    for word in ("đất", "abc", "vắng"):
        tree = _T("text", word)
        with made.library.searcher() as searcher:
            groups = {name: sorting.FieldFacet(name, maptype=sorting.Count) for name in ("kind", "year")}
            results = searcher.search(tree, limit=None, groupedby=groups)
            wanted = {name: dict(results.groups(name)) for name in groups}
        assert made.executor.search(tree, facets=("kind", "year")).counts == wanted


def test_facets_counted_together_are_those_counted_one_by_one(large: tuple[Executor, object]) -> None:
    executor, _ = large
    tree = q.Every()
    both = executor.search(tree, facets=("kind", "kind")).counts
    assert both == {"kind": executor.search(tree, facets=("kind",)).counts["kind"]}
    assert sum(both["kind"].values()) == 5050


def test_an_unknown_column_is_an_error(made: Pair) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        made.executor.search(q.Every(), sort_by="nowhere")
    with pytest.raises(KeyError, match="nowhere"):
        made.executor.search(q.Every(), facets=("nowhere",))


@pytest.mark.parametrize("tree", TREES)
def test_a_filter_leaves_the_scores_as_they_are(made: Pair, tree: q.Query) -> None:
    within = np.arange(90) % 3 == 0
    hits = made.executor.search(tree, limit=100, within=within)
    wanted = [(doc, score) for doc, score in found(made.executor, tree) if within[doc]]
    assert list(zip(hits.docs, hits.scores, strict=True)) == wanted
    assert hits.total == len(wanted)


def test_eight_threads_get_what_one_gets(made: Pair) -> None:
    trees = [one.values[0] for one in TREES] * 6
    alone = [found(made.executor, tree) for tree in trees]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda tree: found(made.executor, tree), trees))
    assert together == alone


UNKNOWN = [
    pytest.param(q.DisjunctionMax([_T("text", "đất"), _T("text", "đai")]), id="a query that it does not know"),
    pytest.param(q.Or([_T("text", "đất"), _T("text", "đai")], scale=0.9), id="a bonus for more terms"),
    pytest.param(q.And([_T("text", "đất"), q.Variations("text", "đai")]), id="below an AND"),
    pytest.param(q.Sequence([q.Phrase("text", ["đất", "đai"]), _T("text", "luật")]), id="a sequence of phrases"),
    pytest.param(q.Prefix("year", "19"), id="a prefix of a number"),
]


@pytest.mark.parametrize("tree", UNKNOWN)
def test_what_is_unknown_is_left_to_the_library_and_counted(made: Pair, tree: q.Query) -> None:
    before = made.executor.fallbacks
    assert found(made.executor, tree) == expected(made.arrays, tree)
    assert made.executor.fallbacks > before


def test_without_the_library_what_is_unknown_is_an_error(made: Pair) -> None:
    executor = Executor(schema(), [])
    assert executor.search(q.Every()).total == 0
    alone = Executor(schema(), made.executor.segments)
    with pytest.raises(Unknown, match="DisjunctionMax"):
        alone.search(UNKNOWN[0].values[0])
    # Weights alone say how long fields are when nobody else does: as long as no field is boosted, the same.
    assert found(alone, _T("text", "đất")) == found(made.executor, _T("text", "đất"))


def test_free_numbers_of_the_formula(made: Pair) -> None:
    scoring = Bm25f(b=0.4, k1=2.0, by_field={"title": 0.9})
    executor = Executor.of_index(made.arrays, scoring=scoring)
    tree = q.Or([_T("text", "đất"), _T("title", "đất")])
    with made.arrays.searcher(weighting=scoring.model(None)) as searcher:
        wanted = [(doc, score) for score, doc in searcher.search(tree, limit=None).top_n]
    same(found(executor, tree), wanted)


def test_weights_beyond_a_byte_are_scored_exactly(tmp_path: Path) -> None:
    docs = [Doc(("đất",) * count + ("đai",)) for count in (1, 254, 255, 256, 300, 700)]
    made = pair(tmp_path, [docs])
    for tree in (_T("text", "đất"), q.And([_T("text", "đất"), _T("text", "đai")]), q.Phrase("text", ["đất", "đai"])):
        assert found(made.executor, tree) == expected(made.library, tree)


def test_refreshed_sees_what_was_written_and_keeps_what_it_knew(tmp_path: Path) -> None:
    docs = _docs(30)
    arrays = index(tmp_path / "arrays", [docs[:20]], [], ArrayCodec())
    before = Executor.of_index(arrays)
    total = before.search(_T("text", "đất")).total
    writer = arrays.writer(codec=ArrayCodec())
    writer.delete_by_term("key", "d0")
    for key, doc in enumerate(docs[20:], 20):
        writer.add_document(**doc.values(key))
    writer.commit(merge=False)
    after = before.refreshed(arrays)
    assert found(after, _T("text", "đất")) == expected(arrays, _T("text", "đất"))
    assert before.search(_T("text", "đất")).total == total
    assert after.segments[0].field("text") is before.segments[0].field("text")
