"""How the archive spells: pairs in sorted arrays, parts added up, and the counts of a segment."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archive.index.analysis import entry
from archive.index.spellings import (
    NONE,
    NOWHERE,
    AddedPairs,
    PairCounts,
    Spellings,
    and_one,
    count,
    merged,
    pair_counts,
    still_held,
)
from archive.index.whoosh import spelling_counts
from archive.index.whoosh.bulk.inverting import inverted
from tests.archive.index.holdings import work

SYLLABLES = st.sampled_from(("đường", "dương", "duong", "bộ", "chi", "ở", "z9", "5"))
PAIRS = st.dictionaries(st.builds("{} {}".format, SYLLABLES, SYLLABLES), st.integers(1, 10**6))


@given(PAIRS)
def test_pairs_in_arrays_read_like_the_dictionary_they_are_from(pairs: dict[str, int]) -> None:
    made = pair_counts(pairs)
    assert dict(made) == pairs
    assert len(made) == len(pairs)
    assert made.get("không có") is None
    assert made.get("một") is None


@given(st.lists(PAIRS, min_size=1, max_size=4))
def test_parts_add_up(parts: list[dict[str, int]]) -> None:
    whole: Counter[str] = Counter()
    for one in parts:
        whole.update(one)
    found = merged([Spellings({pair.split()[0]: 1 for pair in one}, one) for one in parts])
    assert dict(found.pairs) == dict(whole)
    assert sum(found.syllables.values()) == sum(len({pair.split()[0] for pair in one}) for one in parts)


@given(st.lists(PAIRS, min_size=2, max_size=6))
def test_parts_that_are_left_as_they_are_are_asked_like_one(parts: list[dict[str, int]]) -> None:
    spelt = [Spellings({one: n for n, pair in enumerate(held, 1) for one in pair.split()}, held) for held in parts]
    whole: Counter[str] = Counter()
    syllables: Counter[str] = Counter()
    for one in spelt:
        whole.update(one.pairs)
        syllables.update(one.syllables)
    # Twice, as an archive's spellings are merged with the words of questions.
    for found in (merged(spelt), merged([merged(spelt[:-1]), spelt[-1]])):
        assert isinstance(found.pairs, AddedPairs)
        assert dict(found.pair_counts) == dict(whole)
        assert len(found.pairs) == len(whole)
        asked = [*found.neighbours.places, "không có"]
        places = np.array([found.neighbours.places.get(name, NOWHERE) for name in asked], np.int64)
        counts = found.neighbours.each(places[:, None], places[None, :])
        assert counts.tolist() == [[whole[f"{left} {right}"] for right in asked] for left in asked]
        assert [found.pairs.get(f"{left} {asked[0]}", 0) for left in asked] == counts[:, 0].tolist()
        assert dict(found.syllables) == dict(syllables)
        assert found.by_folded == Spellings(syllables, {}).by_folded


@given(st.lists(PAIRS, min_size=2, max_size=8), st.integers(1, 3))
def test_after_a_commit_only_what_is_new_is_put_to_what_was_known(parts: list[dict[str, int]], at_once: int) -> None:
    spelt = [Spellings({one: n for n, pair in enumerate(held, 1) for one in pair.split()}, held) for held in parts]
    found = spelt[0]
    for last in range(2, len(spelt) + 1, at_once):
        found = merged(spelt[:last], found)
        _same(found, merged(spelt[:last]))
        _same(and_one(found, spelt[0]), merged([*spelt[:last], spelt[0]]))
    # A part that is gone is not counted any more.
    _same(merged(spelt[1:], found), merged(spelt[1:]))


def _same(found: Spellings, wanted: Spellings) -> None:
    assert dict(found.syllables) == dict(wanted.syllables)
    assert found.by_folded == wanted.by_folded
    names = [*wanted.neighbours.places, "không có"]
    told = [
        one.each(places[:, None], places[None, :]).tolist()
        for one in (found.neighbours, wanted.neighbours)
        for places in [np.array([one.places.get(name, NOWHERE) for name in names], np.int64)]
    ]
    assert told[0] == told[1]
    assert dict(found.pair_counts) == dict(wanted.pair_counts)


def test_not_too_much_is_put_behind() -> None:
    found, parts = NONE, [NONE]
    for n in range(20):
        parts.append(Spellings({f"{n}": 1}, {f"{n} {n}": 1}))
        found = merged(parts, found)
        assert isinstance(found.pairs, AddedPairs)
        assert len(found.pairs.layers) <= 7
        assert len(found.pairs) == n + 1


def test_nothing_adds_up_to_nothing() -> None:
    assert not merged([]).pairs
    assert not merged([NONE, NONE]).syllables
    assert pair_counts({}).each(np.array([0]), np.array([0])).tolist() == [0]


def test_a_syllable_without_a_place_stands_in_no_pair() -> None:
    pairs = pair_counts({"a b": 3, "b a": 5})
    lefts, rights = np.array([0, NOWHERE, 0, NOWHERE]), np.array([1, 1, NOWHERE, NOWHERE])
    assert pairs.each(lefts, rights).tolist() == [3, 0, 0, 0]


def test_spellings_of_one_folded_form_come_commonest_first() -> None:
    spelt = Spellings({"dương": 2, "đường": 9, "duong": 2, "bộ": 1}, {})
    assert spelt.by_folded["duong"] == ("đường", "duong", "dương")


def test_a_small_archive_is_counted_anew_and_a_large_one_is_not() -> None:
    held = {("syllables", "bộ"): 1, ("pairs", "chi bộ"): 1}
    small = still_held(Spellings({"bộ": 2, "bố": 1}, {"chi bộ": 2, "chi bố": 1}), lambda *term: held.get(term, 0))
    assert (dict(small.syllables), dict(small.pairs)) == ({"bộ": 1}, {"chi bộ": 1})
    large = Spellings({}, {f"a {n}": 1 for n in range(6_000)})
    assert still_held(large, lambda *_: 0) is large
    added = merged([large, Spellings({}, {"a b": 1})])
    assert still_held(added, lambda *_: 0) is added


# --- beside a segment ------------------------------------------------------------------------------------------------


@given(st.lists(st.lists(SYLLABLES, max_size=9).map(" ".join), max_size=5))
def test_a_segment_spells_as_its_entries_do(texts: list[str]) -> None:
    documents = [work(f"w/{n}", text) for n, text in enumerate(texts)]
    expected = count(map(entry, documents))
    fields = inverted(documents).inverted
    found = spelling_counts.counted(fields.get("syllables"), fields.get("pairs"))
    assert (dict(found.syllables), dict(found.pairs)) == (dict(expected.syllables), dict(expected.pairs))
    assert isinstance(found.pairs, PairCounts)
