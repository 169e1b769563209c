"""Tables of frequent words: codes bound scores, sums of codes bound sums of scores, and the best are the best."""

from functools import partial
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from archive.index.arrays.sets import Scratch
from archive.index.whoosh.codec.array_codec import ArrayCodec
from archive.index.whoosh.executor import Executor, frequent
from archive.index.whoosh.executor.frequent import any_of_frequent
from archive.index.whoosh.executor.known import HEAD, MOST_SUMMED, UNIT, Known, Table
from tests.archive.index.executor.made import Doc, expected, index

_DOCUMENTS = 600


class _Tables:
    """As `KnownTerms`, for terms that are there without a segment."""

    size = _DOCUMENTS

    def __init__(self, without: str = "") -> None:
        self._without = without

    def table(self, known: Known, least: int) -> Table | None:
        return None if known.name[1] == self._without else known.table(self.size)


def _term(name: str, docs: list[int], keys: list[int], told: float, scores: np.ndarray) -> Known:
    return Known(("body", name), np.array(docs, np.uint32), np.array(keys, np.uint16), told, scores)


@st.composite
def _terms(draw: st.DrawFn, count: int) -> list[Known]:
    """Terms of a segment; scores are few and close to one another, so that many are equal."""
    luck = Random(draw(st.integers(0, 1 << 32)))  # noqa: S311  # nothing secret
    scores = np.zeros(1 << 16)
    step = draw(st.sampled_from([1e-9, 0.001, 0.1, 0.3]))
    scores[256:296] = 0.5 + step * np.array([luck.randrange(9) for _ in range(40)])
    made = []
    for at in range(count):
        docs = sorted(luck.sample(range(_DOCUMENTS), draw(st.integers(1, _DOCUMENTS))))
        keys = [256 + luck.randrange(40) for _ in docs]
        made.append(_term(str(at), docs, keys, draw(st.floats(0.05, 9.0)), scores))
    return sorted(made, key=lambda known: known.size)


@given(_terms(1))
def test_codes_bound_scores_and_stand_in_their_order(terms: list[Known]) -> None:
    known = terms[0]
    table = known.table(_DOCUMENTS)
    if table is None:  # more different scores than there is room for between them
        return
    scores = known.amounts(known.keys)
    codes = table.codes.take(known.docs).astype(np.int64)
    assert np.array_equal(table.amounts(known.docs), scores)
    assert (codes > scores * UNIT).all()
    assert (codes - table.over <= scores * UNIT).all()
    order = scores.argsort(kind="stable")
    assert (np.diff(codes[order])[np.diff(scores[order]) > 0] > 0).all()
    assert codes.max() * MOST_SUMMED < 1 << 16


@given(_terms(1), st.integers(1, HEAD))
def test_the_head_has_the_best_in_their_order(terms: list[Known], limit: int) -> None:
    known = terms[0]
    scores = known.amounts(known.keys).tolist()
    wanted = sorted(zip([-one for one in scores], known.docs.tolist(), strict=True))[:limit]
    head = known.head()
    assert list(zip((-head.scores[:limit]).tolist(), head.docs[:limit].tolist(), strict=True)) == wanted
    assert known.highest() == max(scores)


def _summed(terms: list[Known]) -> np.ndarray:
    sums = np.zeros(_DOCUMENTS)
    for known in terms:
        own = np.zeros(_DOCUMENTS)
        own[known.docs] = known.amounts(known.keys)
        sums += own
    return sums


@settings(max_examples=200)
@given(st.integers(2, MOST_SUMMED).flatmap(_terms), st.integers(1, HEAD // 2))
def test_the_best_of_some_are_the_best(terms: list[Known], limit: int) -> None:
    said = any_of_frequent(terms, _Tables(), Scratch(_DOCUMENTS), limit)  # type: ignore[arg-type]
    if said is None:
        fits = all(known.table(_DOCUMENTS) is not None for known in terms)
        assert not fits or terms[0].size < limit or sum(one.size for one in terms[:-1]) * 64 < _DOCUMENTS
        return
    sums = _summed(terms)
    best = np.lexsort((np.arange(_DOCUMENTS), -sums))[: min(limit, np.count_nonzero(sums))]
    assert said == (int(np.count_nonzero(sums)), best.tolist(), sums[best].tolist())


def test_many_that_are_left_are_compared_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequent, "_MANY", 1)
    scores = np.ones(1 << 16)
    scores[300:] = 2.0
    luck = Random(5)  # noqa: S311  # nothing secret
    make = partial(_term, told=1.5, scores=scores)
    terms = [
        make("some", list(range(0, 600, 3)), [luck.choice((299, 300)) for _ in range(200)]),
        make("more", list(range(0, 600, 2)), [luck.choice((299, 300)) for _ in range(300)]),
    ]
    said = any_of_frequent(terms, _Tables(), Scratch(_DOCUMENTS), 10)  # type: ignore[arg-type]
    sums = _summed(terms)
    best = np.lexsort((np.arange(_DOCUMENTS), -sums))[:10]
    assert said == (400, best.tolist(), sums[best].tolist())


def _plain(**changed: object) -> list[Known]:
    given: dict[str, object] = {"keys": [300] * 200, "told": 1.0, "scores": np.ones(1 << 16)} | changed
    keys, told, scores = given["keys"], given["told"], given["scores"]
    return [_term(name, list(range(200)), keys, told, scores) for name in "ab"]  # type: ignore[arg-type]


LEFT = [
    pytest.param(_plain()[:1], 10, "", id="one term alone"),
    pytest.param(_plain() * 2, 10, "", id="more than sixteen bits are sure to hold"),
    pytest.param(_plain(), 65, "", id="more wanted than a head tells of"),
    pytest.param(_plain(), 10, "b", id="a term without a table"),
    pytest.param(_plain(keys=[255] * 200), 10, "", id="postings that weigh nothing"),
    pytest.param(_plain(told=100.0), 10, "", id="scores too high for a code"),
    pytest.param(_plain(scores=np.zeros(1 << 16)), 10, "", id="scores of nothing"),
    pytest.param(
        _plain(keys=list(range(300, 500)), scores=1 + np.arange(1 << 16) * 1e-9),
        10,
        "",
        id="more different scores than there is room for between them",
    ),
]


@pytest.mark.parametrize(("terms", "limit", "without"), LEFT)
def test_what_tables_do_not_tell_is_left_to_lists(terms: list[Known], limit: int, without: str) -> None:
    assert any_of_frequent(terms, _Tables(without), Scratch(_DOCUMENTS), limit) is None  # type: ignore[arg-type]


def test_another_state_of_the_index_has_other_tables(tmp_path: Path) -> None:
    """What a word tells changes with each document, and with it all its scores."""
    luck = Random(3)  # noqa: S311  # nothing secret
    words = [f"từ{at}" for at in range(6)]
    docs = [Doc(tuple(luck.choices(words, (9, 7, 5, 3, 2, 1), k=luck.randint(1, 9)))) for _ in range(5200)]
    tree = q.Or([q.Term("text", word) for word in words[1:4]])
    held = index(tmp_path / "held", [docs], [], ArrayCodec())
    executor = Executor.of_index(held)
    before = executor.search(tree)
    assert executor.search(tree) == before
    assert executor._terms[0]._tables
    writer = held.writer(codec=ArrayCodec())
    writer.add_document(**Doc(tuple(words[1:3] * 3)).values(len(docs)))
    writer.commit(merge=False)
    after = executor.refreshed(held)
    assert not after._terms[0]._tables
    found, wanted = after.search(tree), expected(held, tree)
    assert after.search(tree) == found
    assert after._terms[0]._tables
    assert len(after.segments) == 2
    assert found.total == len(wanted) == before.total + 1
    assert list(zip(found.docs, found.scores, strict=True)) == wanted[:10]
    assert found.scores != before.scores
    assert executor.search(tree) == before
