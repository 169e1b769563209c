"""How the archive spells: pairs in sorted arrays, parts added up, and the counts beside a segment."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import index as library

from archive.index.analysis import entry
from archive.index.spellings import NONE, NOWHERE, PairCounts, Spellings, count, merged, pair_counts, still_held
from archive.index.whoosh import spelling_counts
from archive.index.whoosh.writing import fill
from tests.archive.index.holdings import HOLDINGS

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


# --- beside a segment ------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path, HOLDINGS)
    return tmp_path


def test_the_writer_puts_the_counts_beside_the_segment(folder: Path) -> None:
    (kept,) = folder.glob("*.spellings.npz")
    expected = count(map(entry, HOLDINGS))
    with library.open_dir(str(folder)).reader() as reader:
        found = spelling_counts.of_segment(reader.leaf_readers()[0][0])
        assert (dict(found.syllables), dict(found.pairs)) == (dict(expected.syllables), dict(expected.pairs))
        assert isinstance(found.pairs, PairCounts)
        with np.load(kept, allow_pickle=False) as arrays:
            assert set(arrays) == {"syllables", "held", "names", "codes", "counts"}


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(None, id="it is gone"),
        pytest.param(b"", id="it is empty"),
        pytest.param(b"PK\x03\x04 not a file of arrays", id="it is something else"),
    ],
)
def test_without_its_file_a_segment_is_counted(folder: Path, damage: bytes | None) -> None:
    (kept,) = folder.glob("*.spellings.npz")
    kept.unlink()
    if damage is not None:
        kept.write_bytes(damage)
    with library.open_dir(str(folder)).reader() as reader:
        found = spelling_counts.of_segment(reader.leaf_readers()[0][0])
    assert dict(found.pairs) == dict(count(map(entry, HOLDINGS)).pairs)


def test_the_counts_go_with_their_segment(folder: Path) -> None:
    (before,) = folder.glob("*.spellings.npz")
    index = library.open_dir(str(folder))
    index.writer(compound=False).commit(optimize=True, merge=True)
    writer = index.writer(compound=False)
    writer.delete_by_term("id", HOLDINGS[0].id)
    writer.commit(optimize=True)
    spelling_counts.keep(index)
    (after,) = folder.glob("*.spellings.npz")
    assert after.name != before.name
