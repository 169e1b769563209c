"""The kernels against Python's sets and lists."""

import re
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.arrays import expansion, runs
from archive.index.arrays.field import FieldArrays, Terms, keys_of, narrow
from archive.index.arrays.neighbours import Neighbours
from archive.index.arrays.sets import Scratch, added, both, union, without
from archive.index.arrays.tops import leading, likely, reaching, top

_SIZE = 400
_SETS = st.sets(st.integers(0, _SIZE - 1), max_size=120).map(sorted)
_WORDS = st.lists(st.text("aăâbcđnghi_", max_size=7), min_size=1, max_size=40, unique=True)


def _docs(numbers: list[int]) -> np.ndarray:
    return np.array(numbers, np.uint32)


@given(_SETS, _SETS)
def test_both_says_where_the_shared_ones_stand(one: list[int], other: list[int]) -> None:
    few, many = sorted((one, other), key=len)
    scratch = Scratch(_SIZE)
    in_few, in_many = both(_docs(few), _docs(many), scratch)
    shared = sorted(set(one) & set(other))
    assert [few[row] for row in in_few] == shared
    assert [many[row] for row in in_many] == shared
    assert not scratch.marks.any()


@given(_SETS, _SETS, _SETS)
def test_sums_unions_and_what_is_left(one: list[int], other: list[int], third: list[int]) -> None:
    parts = [(_docs(part), np.full(len(part), float(at + 1))) for at, part in enumerate((one, other, third))]
    docs, sums = added(parts, _SIZE)
    wanted = {doc: (doc in one) + 2.0 * (doc in other) + 3.0 * (doc in third) for doc in {*one, *other, *third}}
    assert dict(zip(docs.tolist(), sums.tolist(), strict=True)) == wanted
    assert union([part for part, _ in parts], _SIZE).tolist() == sorted(wanted)
    assert _docs(one)[without(_docs(one), _docs(other), _SIZE)].tolist() == sorted({*one} - {*other})


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(0, 12), st.sampled_from([np.float64, np.uint8, np.int64]))
def test_the_top_is_that_of_a_stable_sort(values: list[int], limit: int, kind: type) -> None:
    wanted = sorted(range(len(values)), key=lambda at: -values[at])[:limit]
    assert top(np.array(values, kind), limit).tolist() == wanted


@pytest.mark.parametrize("distinct", [3, 400, 10**9], ids=["hardly any different", "some", "all different"])
def test_the_top_of_very_many(distinct: int) -> None:
    values = np.random.default_rng(3).integers(0, distinct, 30_000)
    assert top(values, 10).tolist() == sorted(range(30_000), key=lambda at: -values[at])[:10]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99)), max_size=60, unique_by=lambda one: one[1]),
    st.integers(1, 12),
    st.booleans(),
)
def test_the_leading_ones_are_those_of_a_sort(drawn: list[tuple[int, int]], limit: int, ascending: bool) -> None:
    rows = sorted(drawn, key=lambda one: one[1]) if ascending else drawn
    wanted = sorted(((score, doc) for score, doc in rows), key=lambda one: (-one[0], one[1]))[:limit]
    docs, scores = leading(
        np.array([doc for _, doc in rows], np.uint32),
        np.array([score for score, _ in rows], np.float64),
        limit,
        ascending=ascending,
    )
    assert list(zip(scores, docs, strict=True)) == wanted


@pytest.mark.parametrize("distinct", [3, 400, 10**9], ids=["hardly any different", "some", "all different"])
@pytest.mark.parametrize("size", [100, 129, 2_100, 30_000], ids=["sorted", "partitioned", "sampled", "very many"])
@pytest.mark.parametrize("limit", [1, 10, 600], ids=["one", "a page", "more than a sample tells of"])
def test_the_leading_ones_of_many(distinct: int, size: int, limit: int) -> None:
    luck = np.random.default_rng(size)
    scores = luck.integers(1, distinct + 1, size).astype(np.float64)
    docs = luck.permutation(size)
    wanted = sorted(zip((-scores).tolist(), docs.tolist(), strict=True))[:limit]
    assert leading(docs, scores, limit, ascending=False) == ([doc for _, doc in wanted], [-one for one, _ in wanted])
    rows, least = reaching(scores, limit)
    assert least == sorted(scores.tolist())[-min(limit, size)]
    assert rows.tolist() == [row for row in range(size) if scores[row] >= least]
    for share in (1.0, 0.5):
        among = likely(scores, limit, share=share)
        assert among is None or set(rows.tolist()) <= set(among.tolist())


@given(_WORDS, st.text("aăâbcđnghi_", max_size=7))
def test_a_term_is_found_where_it_stands(words: list[str], other: str) -> None:
    held = sorted(word.encode() for word in words)
    terms = Terms.of(held)
    assert [terms.find(word) for word in held] == list(range(len(held)))
    assert terms.find(other.encode()) == (held.index(other.encode()) if other in words else -1)
    first, last = terms.beginning_with(other.encode())
    assert held[first:last] == [word for word in held if word.startswith(other.encode())]


@given(st.lists(_SETS, max_size=3), st.sampled_from([_SIZE, 100_000]))
def test_sums_of_few_are_those_of_many(sets: list[list[int]], size: int) -> None:
    parts = [(_docs(part), np.full(len(part), 1.0 + at)) for at, part in enumerate(sets)]
    docs, sums = added(parts, size)
    wanted = {doc: sum(1.0 + at for at, part in enumerate(sets) if doc in part) for part in sets for doc in part}
    assert dict(zip(docs.tolist(), sums.tolist(), strict=True)) == wanted
    assert docs.tolist() == sorted(wanted)


@pytest.mark.parametrize("kind", [np.uint32, np.int64])
@pytest.mark.parametrize("offsets", [(0, 1), (1, 0), (0, 3)])
def test_long_rows_are_compared_stretch_by_stretch(kind: type, offsets: tuple[int, int]) -> None:
    luck = np.random.default_rng(5)
    # Both begin at nothing: moved back, the first goes below zero.
    rows: list[npt.NDArray[Any]] = [np.union1d(luck.integers(0, 90_000, 25_000), [0, 1]).astype(kind) for _ in offsets]
    one, other = (set(row.tolist()) for row in rows)
    shorter = min(range(2), key=lambda at: len(rows[at]))
    back = offsets[shorter]
    wanted = [key - offsets[0] + back for key in sorted(one) if key - offsets[0] + offsets[1] in other]
    assert runs.in_row(rows, offsets).tolist() == wanted


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row = row, [at]
        for place, wanted in enumerate(other, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != wanted)))
    return row[-1]


@given(_WORDS, st.text("aăâbcđnghi_", min_size=1, max_size=7), st.integers(0, 3), st.integers(0, 2))
def test_terms_so_many_letters_away(words: list[str], text: str, distance: int, prefix: int) -> None:
    prefix = min(prefix, len(text))
    held = sorted(words, key=str.encode)
    places = expansion.within(Terms.of([word.encode() for word in held]), text, distance, prefix)
    wanted = [word for word in held if word[:prefix] == text[:prefix] and _distance(word, text) <= distance]
    assert [held[place] for place in places] == wanted
    terms = Terms.of([word.encode() for word in held])
    assert expansion.within(terms, text, distance, prefix, Neighbours.of(terms)).tolist() == places.tolist()


@pytest.mark.parametrize(
    ("starts", "rows"),
    [
        pytest.param([0, 1, 2], [1], id="they end beyond the rows"),
        pytest.param([1, 1, 1], [1], id="they begin behind the first row"),
        pytest.param([0, 0, 0, 1], [1], id="three buckets: bits of a hash say one of two, four, eight"),
        pytest.param([0], [], id="no bucket"),
    ],
)
def test_rows_that_are_no_neighbours(starts: list[int], rows: list[int]) -> None:
    with pytest.raises(ValueError, match=r"bucket|rows"):
        Neighbours(np.array(starts, np.uint32), np.array(rows, np.uint32), 3)
    with pytest.raises(ValueError, match="int64"):
        Neighbours(np.array([0, 1], np.int64), np.array([1], np.uint32), 3)


def test_neighbours_of_very_many_terms_and_of_a_very_long_one() -> None:
    words = sorted({f"từ_{at:x}" for at in range(20_000)} | {"ă" * 300, "b"}, key=str.encode)
    neighbours = Neighbours.of(Terms.of([word.encode() for word in words]))
    for word in (*words[1::997], "ă" * 300):
        for text in (word, word[:-1], word + "ế", word[:2] + "đ" + word[3:]):
            near = {words[place] for place in neighbours.near(text, 1)}
            assert word in near
            assert len(near) < 400, "most of 20,000 are told apart by their hashes"


@given(_WORDS, st.text("abđ_", min_size=1, max_size=3))
def test_terms_that_hold_letters(words: list[str], inside: str) -> None:
    held = sorted(words, key=str.encode)
    terms, pattern = Terms.of([word.encode() for word in held]), re.compile(re.escape(inside.encode()))
    places = expansion.matching(terms, (0, len(held)), pattern.search, literal=inside.encode())
    assert [held[place] for place in places] == [word for word in held if inside in word]


_PLACES = st.dictionaries(st.integers(0, 8), st.sets(st.integers(0, 30), min_size=1, max_size=6), min_size=1)


@given(st.lists(_PLACES, min_size=2, max_size=3), st.integers(1, 4), st.booleans())
def test_places_in_row_and_following(terms: list[dict[int, set[int]]], apart: int, keyed: bool) -> None:
    field = _inverted(terms)
    docs = sorted(set.intersection(*(set(one) for one in terms)))
    rows = [np.array([sorted(one).index(doc) for doc in docs], np.intp) for one in terms]
    keys, bits = runs.keys_of_places(field, list(enumerate(rows)), np.array(docs, np.uint32), apart + len(terms))
    own = runs.in_row(keys, range(len(terms))) if keyed else runs.following(keys, 1)
    exact = [doc for doc in docs if any(_chain(terms, doc, at, 1) for at in terms[0][doc])]
    assert runs.documents_of(own, bits).tolist() == exact
    near = [doc for doc in docs if any(_chain(terms, doc, at, apart) for at in terms[0][doc])]
    assert runs.documents_of(runs.following(keys, apart), bits).tolist() == near
    one, other = terms[:2]
    if len(terms) == 2:
        beside = [doc for doc in docs if any(1 <= abs(a - b) <= apart for a in one[doc] for b in other[doc])]
        assert runs.documents_of(runs.beside(keys[0], keys[1], apart), bits).tolist() == beside
    firsts = runs.firsts(keys[0], bits, np.array(docs, np.uint32))
    assert firsts.tolist() == [min(one[doc]) for doc in docs]


def _chain(terms: list[dict[int, set[int]]], doc: int, at: int, apart: int) -> bool:
    if len(terms) == 1:
        return True
    return any(_chain(terms[1:], doc, then, apart) for then in terms[1][doc] if 1 <= then - at <= apart)


def _inverted(terms: list[dict[int, set[int]]]) -> FieldArrays:
    """A field of so many terms with these places, in these documents."""
    counts = [len(one[doc]) for one in terms for doc in sorted(one)]
    places = [place for one in terms for doc in sorted(one) for place in sorted(one[doc])]
    bounds = np.cumsum([0, *(len(one) for one in terms)])
    return FieldArrays(
        Terms.of([bytes([97 + at]) for at in range(len(terms))]),
        bounds,
        np.array([doc for one in terms for doc in sorted(one)], np.uint32),
        weights=narrow(np.array(counts)),
        places=narrow(np.array(places)),
        place_bounds=np.cumsum([0, *(sum(map(len, one.values())) for one in terms)]),
        lengths=np.arange(9, dtype=np.uint8),
    )


@given(st.lists(_PLACES, min_size=1, max_size=3))
def test_keys_made_or_kept_are_the_same(terms: list[dict[int, set[int]]]) -> None:
    field = _inverted(terms)
    assert field.weights is not None
    assert field.lengths is not None
    wanted = [(int(w) << 8) | int(field.lengths[d]) for w, d in zip(field.weights, field.docs, strict=True)]
    made = keys_of(field, slice(None))
    assert made is not None
    assert made.tolist() == wanted
    kept = FieldArrays(field.terms, field.bounds, field.docs, field.weights, lengths=field.lengths, keys=made)
    rows = np.arange(len(wanted))[::2]
    for one in (field, kept):
        some = keys_of(one, slice(None), rows)
        assert some is not None
        assert some.tolist() == wanted[::2]
