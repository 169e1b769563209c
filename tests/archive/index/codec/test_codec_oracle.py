"""What the library's own searcher finds, scores, sorts, groups and shows on arrays is what it does on its own codec."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import query, scoring, sorting
from whoosh.filedb.filestore import RamStorage
from whoosh.query import spans

from archive.index.whoosh.codec.array_codec import ArrayCodec
from tests.archive.index.codec.both import WORDS, Both, Library, document, empty, hits, schema

Term = query.Term
DAY = datetime(2020, 6, 1)  # noqa: DTZ001  # the library keeps days without a zone


def filled(folder: Path) -> Both:
    """Some hundred documents in three segments, of which some were replaced and some deleted."""
    both = empty(folder)
    texts = [[WORDS[(number * step) % len(WORDS)] for step in range(1, 2 + number % 23)] for number in range(230)]
    both.write(document(number, texts[number]) for number in range(200))
    both.write((document(number, texts[number]) for number in range(200, 220)), gone=["vk-3", "vk-150"])
    both.write([document(5, ["chỉ", "thị", "mới"]), *(document(number, texts[number]) for number in range(220, 230))])
    return both


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return filled(tmp_path_factory.mktemp("both"))


QUERIES = [
    pytest.param(Term("body", "chỉ"), id="a word"),
    pytest.param(Term("body", "ngoài"), id="a word nobody has"),
    pytest.param(Term("body", "thị", boost=2.5), id="a word that counts more"),
    pytest.param(Term("kind", "cong-van"), id="a keyword with weights"),
    pytest.param(Term("bare", "đảng"), id="counts without places"),
    pytest.param(query.And([Term("body", "chỉ"), Term("body", "thị")]), id="both words"),
    pytest.param(query.Or([Term("body", "chỉ"), Term("title", "đất"), Term("body", "ủy")]), id="any word"),
    pytest.param(query.And([Term("body", "chỉ"), query.Not(Term("body", "thị"))]), id="one word without another"),
    pytest.param(query.AndMaybe(Term("body", "chỉ"), Term("title", "chia")), id="one word, better with another"),
    pytest.param(query.DisjunctionMax([Term("body", "chỉ"), Term("title", "chỉ")]), id="the best field"),
    pytest.param(query.Phrase("body", ["chỉ", "thị"]), id="words side by side"),
    pytest.param(query.Phrase("body", ["thị", "công"], slop=3), id="words near each other"),
    pytest.param(query.Phrase("notes", ["chỉ", "thị"]), id="side by side where letters are kept too"),
    pytest.param(spans.SpanNear2([Term("body", "chỉ"), Term("body", "đảng")], slop=4), id="spans"),
    pytest.param(query.Prefix("body", "ch"), id="beginning"),
    pytest.param(query.Wildcard("body", "*hi?"), id="wildcard"),
    pytest.param(query.Regex("body", "đ.*"), id="regex"),
    pytest.param(query.FuzzyTerm("body", "huyen"), id="spelled nearly so"),
    pytest.param(query.FuzzyTerm("body", "chi", maxdist=2), id="spelled so-so"),
    pytest.param(query.TermRange("body", "chia", "huyện"), id="words from … to …"),
    pytest.param(query.NumericRange("number", -20, 15), id="numbers from … to …"),
    pytest.param(query.NumericRange("share", 1.5, 20.25), id="broken numbers from … to …"),
    pytest.param(query.DateRange("day", None, DAY), id="days until …"),
    pytest.param(Term("force", True), id="yes or no"),
    pytest.param(query.And([Term("pieces", "ch"), Term("pieces", "hỉ")]), id="pieces of words"),
    pytest.param(query.Every(), id="everything"),
    pytest.param(query.Every("title"), id="everything that has a field"),
    pytest.param(query.ConstantScoreQuery(Term("body", "chỉ"), 3.0), id="found, not scored"),
]
MODELS = [
    pytest.param(scoring.BM25F, id="BM25F"),
    pytest.param(scoring.Frequency, id="weights"),
]


@pytest.mark.parametrize("asked", QUERIES)
@pytest.mark.parametrize("model", MODELS)
def test_the_same_is_found_and_scored(both: Both, asked: query.Query, model: Callable[[], Any]) -> None:
    with both.stock.searcher(weighting=model()) as stock, both.arrays.searcher(weighting=model()) as arrays:
        assert hits(arrays, asked) == hits(stock, asked)
        # With a limit the library leaps over blocks that cannot be good enough.
        assert hits(arrays, asked, limit=7) == hits(stock, asked, limit=7)
        assert len(arrays.search(asked, limit=5)) == len(stock.search(asked, limit=5))


def test_a_filter(both: Both) -> None:
    # Without a limit: with one, the library's matcher of filters stops at an assertion of its own on either codec.
    asked = query.Require(Term("body", "chỉ"), Term("kind", "chi-thi"))
    with both.stock.searcher() as stock, both.arrays.searcher() as arrays:
        assert hits(arrays, asked) == hits(stock, asked) != []


SORTS = ["id", "title", "number", "day", "packed", "kind", "mark", "three"]


@pytest.mark.parametrize("name", SORTS)
@pytest.mark.parametrize("reverse", [False, True])
def test_the_same_order_by_columns(both: Both, name: str, reverse: bool) -> None:
    how = {"sortedby": sorting.FieldFacet(name, reverse=reverse), "limit": None}
    with both.stock.searcher() as stock, both.arrays.searcher() as arrays:
        found = [[hit["id"] for hit in one.search(query.Every(), **how)] for one in (stock, arrays)]
    assert found[0] == found[1]
    assert len(found[0]) == 228


FACETS = [
    pytest.param(sorting.FieldFacet("force"), id="by terms"),
    pytest.param(sorting.FieldFacet("packed"), id="by the library's column"),
    pytest.param(sorting.FieldFacet("mark"), id="yes or no"),
    pytest.param(sorting.FieldFacet("kind", allow_overlap=True), id="several values"),
    pytest.param(sorting.RangeFacet("number", -50, 50, 20), id="steps of numbers"),
    pytest.param(sorting.QueryFacet({"new": query.DateRange("day", DAY, None)}, other="old"), id="by questions"),
]


@pytest.mark.parametrize("facet", FACETS)
def test_the_same_groups(both: Both, facet: object) -> None:
    with both.stock.searcher() as stock, both.arrays.searcher() as arrays:
        groups = [one.search(Term("body", "chỉ"), groupedby={"by": facet}, limit=None) for one in (stock, arrays)]
        stock_groups, array_groups = (one.groups("by") for one in groups)
        assert array_groups == stock_groups
        assert stock_groups


def test_the_same_passages_are_shown(both: Both) -> None:
    asked = query.Or([Term("notes", "thị"), Term("notes", "đất")])
    with both.stock.searcher() as stock, both.arrays.searcher() as arrays:
        shown = [[hit.highlights("notes") for hit in one.search(asked)] for one in (stock, arrays)]
    assert shown[0] == shown[1]
    assert any("match" in one for one in shown[0])


def test_the_same_is_told_of_every_term(both: Both) -> None:
    for stock, arrays in _leaves(both):
        assert list(arrays.all_terms()) == list(stock.all_terms())
        assert list(arrays.indexed_field_names()) == sorted(stock.indexed_field_names())
        told = dict(stock)
        assert {term: _told(info) for term, info in arrays} == {term: _told(info) for term, info in told.items()}
        for name, text in told:
            assert arrays.frequency(name, text) == stock.frequency(name, text)
            assert arrays.doc_frequency(name, text) == stock.doc_frequency(name, text)
            assert (name, text) in arrays
        assert list(arrays.terms_from("kind", b"n")) == list(stock.terms_from("kind", b"n"))
        assert list(arrays.iter_from("title", "đ"))[:1] != []
        assert arrays.doc_frequency("body", "ngoài") == 0
        assert list(arrays.terms_within("body", "chi", 1)) == list(stock.terms_within("body", "chi", 1))


def _leaves(both: Both) -> Iterator[tuple[Any, Any]]:
    with both.stock.reader() as stock, both.arrays.reader() as arrays:
        pairs = zip(stock.leaf_readers(), arrays.leaf_readers(), strict=True)
        yield from ((left, right) for (left, _), (right, _) in pairs)


def _told(info: Library) -> tuple[float, ...]:
    kinds = ("weight", "doc_frequency", "min_length", "max_length", "max_weight", "min_id", "max_id")
    return tuple(getattr(info, kind)() for kind in kinds)


def test_the_same_postings_with_the_same_values(both: Both) -> None:
    for stock, arrays in _leaves(both):
        for name, text in stock.all_terms():
            left, right = stock.postings(name, text), arrays.postings(name, text)
            while left.is_active():
                assert (right.id(), right.weight()) == (left.id(), left.weight())
                assert right.value() == (left.value() or b"")
                for kind in ("positions", "characters", "frequency"):
                    if left.supports(kind):
                        assert right.value_as(kind) == left.value_as(kind)
                left.next()
                right.next()
            assert not right.is_active()


def test_the_same_of_every_document(both: Both) -> None:
    for stock, arrays in _leaves(both):
        assert arrays.doc_count() == stock.doc_count()
        assert list(arrays.all_doc_ids()) == list(stock.all_doc_ids())
        for name, field in schema().items():
            assert arrays.field_length(name) == stock.field_length(name)
            if stock.field_length(name):
                assert arrays.max_field_length(name) == stock.max_field_length(name)
                assert arrays.min_field_length(name) == stock.min_field_length(name)
            if field.column_type is not None:
                # As they are kept: a day that is lacking is none that Python has.
                values = arrays.column_reader(name, translate=False)
                assert list(values) == list(stock.column_reader(name, translate=False))
                assert [values[doc] for doc in range(len(values))] == list(values)
        for doc in stock.all_doc_ids():
            assert arrays.stored_fields(doc) == stock.stored_fields(doc)
            for name in schema().names():
                assert arrays.doc_field_length(doc, name, 0) == (stock.doc_field_length(doc, name, 0) or 0)


def test_steps_and_leaps_of_a_matcher(both: Both) -> None:
    with both.stock.reader() as whole, both.arrays.reader() as parts:
        _step(whole.leaf_readers()[0][0], parts.leaf_readers()[0][0])


def _step(stock: Library, arrays: Library) -> None:
    left, right = stock.postings("body", "thị"), arrays.postings("body", "thị")
    for target in (0, 4, 5, 131, 140, 140, 190):
        left.skip_to(target)
        right.skip_to(target)
        assert right.is_active() == left.is_active()
        assert right.id() == left.id()
        assert right.copy().id() == right.id()
        assert right.copy().weight() == left.weight()
    assert list(arrays.postings("body", "thị").all_ids()) == list(stock.postings("body", "thị").all_ids())


# --- any documents, any questions ------------------------------------------------------------------------------------

SOME_WORDS = st.sampled_from(WORDS[:6])
TEXTS = st.lists(st.lists(SOME_WORDS, max_size=8), min_size=1, max_size=14)
LEAVES = st.one_of(
    st.builds(lambda word, boost: Term("body", word, boost=boost), SOME_WORDS, st.sampled_from([1.0, 2.0, 0.5])),
    st.builds(lambda word: Term("title", word), SOME_WORDS),
    st.builds(lambda words, slop: query.Phrase("body", words, slop), st.lists(SOME_WORDS, min_size=2, max_size=3),
              st.integers(1, 3)),
    st.builds(lambda word: query.Prefix("body", word[:2]), SOME_WORDS),
    st.builds(lambda one, other: query.NumericRange("number", min(one, other), max(one, other)),
              st.integers(-50, 50), st.integers(-50, 50)),
    st.just(query.Every()),
)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(query.And, st.lists(inner, min_size=1, max_size=3)),
        st.builds(query.Or, st.lists(inner, min_size=1, max_size=3)),
        st.builds(query.AndNot, inner, inner),
        st.builds(query.AndMaybe, inner, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS, cut=st.integers(0, 14), gone=st.sets(st.integers(0, 13), max_size=4),
       asked=st.lists(TREES, min_size=4, max_size=10))  # fmt: skip
def test_any_question_of_any_documents(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[list[str]],
    cut: int,
    gone: set[int],
    asked: list[query.Query],
) -> None:
    both = empty(tmp_path_factory.mktemp("any"))
    documents = [document(number, words) for number, words in enumerate(texts)]
    both.write(documents[:cut])
    both.write(documents[cut:], gone=[f"vk-{number}" for number in sorted(gone)])
    with both.stock.searcher() as stock, both.arrays.searcher() as arrays:
        for one in asked:
            assert hits(arrays, one) == hits(stock, one)
            assert hits(arrays, one, limit=2) == hits(stock, one, limit=2)


# --- what is refused -------------------------------------------------------------------------------------------------


def test_vectors_are_refused_in_plain_words(tmp_path: Path) -> None:
    with_vector = schema()
    with_vector["body"].vector = with_vector["body"].format
    both = empty(tmp_path, made_of=with_vector)
    writer = both.arrays.writer()
    with pytest.raises(NotImplementedError, match="keep no vectors"):
        writer.add_document(id="vk-1", body="chỉ thị")
    writer.cancel()


def test_a_document_that_was_refused_leaves_nothing(tmp_path: Path) -> None:
    both = empty(tmp_path)
    writer = both.arrays.writer()
    # Fields are taken in the order of their names: what came before `three` must go again.
    with pytest.raises(ValueError, match="broken"):
        writer.add_document(id="vk-1", mark=True, number=4, three=_Broken(), body="chỉ")
    writer.add_document(id="vk-2", body="thị")
    writer.commit()
    with both.arrays.reader() as reader:
        assert [stored["id"] for stored in reader.all_stored_fields()] == ["vk-2"]
        assert list(reader.column_reader("mark")) == [False]
        assert reader.field_length("body") == 1


class _Broken:
    """A value that no column can take."""

    def __bytes__(self) -> bytes:
        raise ValueError("broken")

    def __len__(self) -> int:
        raise ValueError("broken")


def test_an_index_in_memory_is_refused() -> None:
    made = RamStorage().create_index(schema())
    with pytest.raises(TypeError, match="mapped from a folder"):
        made.writer(codec=ArrayCodec())
