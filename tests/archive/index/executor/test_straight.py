"""Plain words answered straight are answered as the general way and the library answer them."""

from collections import OrderedDict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from whoosh import query as q

from archive.index.whoosh.codec.array_codec import ArrayCodec
from archive.index.whoosh.executor import Executor, known
from archive.index.whoosh.executor import executor as executing
from archive.index.whoosh.executor.hits import Hits
from archive.index.whoosh.executor.straight import straight
from tests.archive.index.executor.made import WORDS, Doc, expected, index

_RARE = tuple(f"riêng_{at}" for at in range(30))
_SIZE = 5100


def _docs() -> Iterator[Doc]:
    """More documents than the library adds up in an array; words from very frequent to very rare."""
    luck = Random(11)  # noqa: S311  # nothing secret
    weights = [1 / (at + 1) ** 1.5 for at in range(len(WORDS))]
    for _ in range(_SIZE):
        words = luck.choices(WORDS, weights, k=luck.randint(2, 9))
        yield Doc((*words, luck.choice(_RARE))) if luck.random() < 0.2 else Doc(tuple(words))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Executor, object]:
    """One large segment without deletions."""
    arrays = index(tmp_path_factory.mktemp("straight") / "arrays", [list(_docs())], [], ArrayCodec())
    return Executor.of_index(arrays), arrays


def _t(word: str, boost: float = 1.0) -> q.Term:
    return q.Term("text", word, boost=boost)


PLAIN = [
    pytest.param(_t("đất"), id="a frequent word: more than a sample is taken of"),
    pytest.param(_t("riêng_3"), id="a rare word: sorted as a list"),
    pytest.param(_t("vắng"), id="a word that nothing has"),
    pytest.param(q.And([_t("đất"), _t("đai")]), id="two frequent words: looked up in a table"),
    pytest.param(q.And([_t("riêng_3"), _t("đất")]), id="a rare and a frequent word: searched"),
    pytest.param(q.And([_t("abc"), _t("ab"), _t("đất")]), id="three words"),
    pytest.param(q.And([_t("đất"), _t("đất")]), id="a word twice"),
    pytest.param(q.And([_t("riêng_3"), _t("riêng_4")]), id="words that no document has both of"),
    pytest.param(q.And([_t("vắng"), _t("đất")]), id="one of them missing"),
    pytest.param(q.And([_t("đất"), q.Term("title", "đất")]), id="a field that is empty"),
    pytest.param(q.Or([_t("vắng"), _t("mất")]), id="any of words that nothing has"),
    pytest.param(q.Or([_t("vắng"), _t("đất")]), id="any of two, one of them missing"),
    pytest.param(q.Or([_t("riêng_3"), _t("riêng_4"), _t("đất")]), id="any of two rare and a frequent word"),
    pytest.param(q.Or([_t("tỉnh"), _t("định"), _t("đất")]), id="any of three"),
    pytest.param(q.Or([_t("đất"), _t("đai")]), id="any of two frequent words"),
    pytest.param(q.Or([_t("đất"), _t("đất"), _t("đai")]), id="a word twice among three"),
]

NEAR = [
    pytest.param(q.FuzzyTerm("text", "riêng_3"), id="very many are one letter away: left to the general way"),
    pytest.param(q.FuzzyTerm("text", "nghj"), id="one"),
    pytest.param(q.FuzzyTerm("text", "nghj", boost=2.0), id="one, which forgets its boost"),
    pytest.param(q.FuzzyTerm("text", "ac"), id="three, added up one by one"),
    pytest.param(q.FuzzyTerm("text", "tính"), id="one by its last mark"),
    pytest.param(q.FuzzyTerm("text", "địn"), id="one that is longer"),
    pytest.param(q.FuzzyTerm("text", "xyz"), id="none"),
    pytest.param(q.FuzzyTerm("text", "ab", maxdist=2), id="two letters"),
    pytest.param(q.FuzzyTerm("text", "ab", prefixlength=0), id="no first letter that is shared"),
    pytest.param(q.FuzzyTerm("text", "ab", prefixlength=2), id="two first letters that are shared"),
    pytest.param(q.FuzzyTerm("none", "ab"), id="no such field"),
]

OTHER = [
    pytest.param(_t("đất", 2.0), id="a boost"),
    pytest.param(q.And([_t("đất"), _t("đai")], boost=2.0), id="a boost of the whole"),
    pytest.param(q.And([_t("đất")]), id="one part"),
    pytest.param(q.And([_t("đất"), q.Prefix("text", "q")]), id="a part that is no word"),
    pytest.param(q.Or([_t(word) for word in WORDS[:4]]), id="more parts than are added up in one order"),
    pytest.param(q.Term("kind", "chỉ thị"), id="a field without lengths"),
    pytest.param(q.Term("year", 1990), id="a number"),
]


def _slowly(executor: Executor, tree: q.Query, limit: int, patch: pytest.MonkeyPatch) -> Hits:
    with patch.context() as patched:
        patched.setattr(executing, "straight", lambda *_: None)
        return executor.search(tree, limit=limit)


def _known(executor: Executor) -> known.KnownTerms:
    return known.KnownTerms(executor.segments[0], executor._scorer, executor._collection)


def _straight(executor: Executor, tree: q.Query, limit: int) -> object:
    return straight(tree, _known(executor), executor._scratches.mine(), limit)


@pytest.mark.parametrize("tree", [*PLAIN, *NEAR, *OTHER])
@pytest.mark.parametrize("limit", [1, 10, 6000])
def test_straight_is_as_the_general_way(
    made: tuple[Executor, object], tree: q.Query, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    executor, _ = made
    slowly = _slowly(executor, tree, limit, monkeypatch)
    terms = _known(executor)
    assert executor.search(tree, limit=limit) == slowly, "by tables"
    monkeypatch.setattr(terms, "_room", 0)
    monkeypatch.setattr(terms, "_tables", OrderedDict())
    assert executor.search(tree, limit=limit) == slowly, "by lists"


@pytest.mark.parametrize("tree", [*PLAIN, *NEAR[:-1]])
def test_straight_is_as_the_library(made: tuple[Executor, object], tree: q.Query) -> None:
    executor, arrays = made
    hits, wanted = executor.search(tree), expected(arrays, tree)
    assert hits.total == len(wanted)
    assert list(zip(hits.docs, hits.scores, strict=True)) == wanted[:10]


@pytest.mark.parametrize("tree", PLAIN[:10])
def test_plain_words_are_answered_straight(made: tuple[Executor, object], tree: q.Query) -> None:
    assert _straight(made[0], tree, 10) is not None


@pytest.mark.parametrize("tree", OTHER)
def test_other_questions_are_left_to_the_general_way(made: tuple[Executor, object], tree: q.Query) -> None:
    assert _straight(made[0], tree, 10) is None


def test_the_longest_list_alone_is_looked_at_as_far_as_it_may_have_the_best(made: tuple[Executor, object]) -> None:
    several = PLAIN[13].values[0]
    for limit in (1, 10, 6000):
        answered = _straight(made[0], several, limit)
        assert isinstance(answered, tuple)
        total, docs, scores = answered
        assert min(total, limit) == len(docs) == len(scores) == len(set(docs))


def test_the_room_is_left_as_it_was_found(made: tuple[Executor, object]) -> None:
    executor, _ = made
    for one in PLAIN:
        executor.search(one.values[0])
    scratch = executor._scratches.mine()
    assert not scratch.sums.any()
    assert not scratch.marks.any()


def test_tables_are_bounded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    arrays = index(tmp_path / "few", [list(_docs())[:2000]], [], ArrayCodec())
    monkeypatch.setattr(known, "_LARGE", 2000)
    for room, kept in ((2 * (2 * 2000 + known._SCORES), 2), (0, 0)):
        monkeypatch.setattr(known, "_ROOM", room)
        executor = Executor.of_index(arrays)
        for one, other in [*pairwise(WORDS[:5])] * 2:
            tree = q.And([_t(one), _t(other)])
            found = executor.search(tree, limit=3000)
            assert found.docs == [doc for doc, _ in expected(arrays, tree)]
        assert len(executor._terms[0]._tables) == kept


def test_where_there_is_no_more_room_one_in_some_further_terms_has_a_table(
    monkeypatch: pytest.MonkeyPatch, made: tuple[Executor, object]
) -> None:
    monkeypatch.setattr(known, "_ROOM", 2 * _SIZE + known._SCORES)
    monkeypatch.setattr(known, "_REFUSED", 3)
    terms = _known(made[0])
    first, second = (terms.of(_t(word)) for word in WORDS[:2])
    assert isinstance(first, known.Known)
    assert isinstance(second, known.Known)
    assert terms.table(first, first.size) is not None
    tables = [terms.table(second, second.size) is not None for _ in range(6)]
    assert tables == [False, False, False, True, True, True], "the first to ask goes without, and most after it"
    assert list(terms._tables) == [second.name]


def test_small_segments_have_no_tables(tmp_path: Path) -> None:
    arrays = index(tmp_path / "small", [list(_docs())[:200]], [], ArrayCodec())
    executor = Executor.of_index(arrays)
    found = executor.search(PLAIN[3].values[0], limit=300)
    assert list(zip(found.docs, found.scores, strict=True)) == expected(arrays, PLAIN[3].values[0])
    assert not executor._terms[0]._tables


def test_a_table_has_every_score(made: tuple[Executor, object]) -> None:
    executor, _ = made
    for _ in range(2):
        executor.search(PLAIN[3].values[0])
    held = executor.segments[0].field("text")
    assert held is not None
    assert held.arrays.keys is not None
    terms = executor._terms[0]
    assert terms._tables
    for (_, word), table in terms._tables.items():
        assert table is not None
        place, own = held.terms.find(word.encode()), terms.of(_t(word))
        assert isinstance(own, known.Known)
        assert table.codes.nonzero()[0].tolist() == held.docs(place).tolist()
        assert np.array_equal(table.amounts(held.docs(place)), own.amounts(held.arrays.keys[held.rows(place)]))
        assert not table.amounts(np.arange(_SIZE))[table.codes == 0].any()
