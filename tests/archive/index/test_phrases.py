"""Words in a row and near each other over a snapshot of several segments: what the places of each document say."""

from itertools import product
from types import SimpleNamespace
from typing import cast
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.index.analysis import entry
from archive.index.arrays import holders, phrases
from archive.index.arrays.holders import Holders
from archive.index.arrays.phrases import holding, near, with_all
from archive.index.arrays.postings import NO_PLACES, Postings
from archive.index.arrays.runs import in_row
from archive.index.arrays.segment import built
from archive.index.arrays.snapshot import Snapshot
from archive.index.plan import Nearby, Phrase
from tests.archive.index.holdings import work

TEXTS = st.lists(st.lists(st.sampled_from(("chi", "bộ", "họp", "đều")), max_size=12).map(" ".join), max_size=9)
ASKED = st.lists(st.sampled_from(("chi", "bộ", "họp", "đều", "vắng")), min_size=1, max_size=5).map(tuple)
Places = dict[str, list[int]]


def _collection(texts: list[str]) -> tuple[Snapshot, list[Places]]:
    """Texts in two segments, and where each syllable stands in each."""
    entries = [entry(work(f"w/{n}", "kế hoạch", text)) for n, text in enumerate(texts)]
    parts = [part for part in (entries[: len(texts) // 2], entries[len(texts) // 2 :]) if part]
    told = [{term: list(held.places) for term, held in one.terms["syllables"].items()} for one in entries]
    return Snapshot([built(part) for part in parts], [[] for _ in parts]), told


@settings(max_examples=50)
@given(TEXTS, ASKED, st.sampled_from([0, 2, 10**6]), st.sampled_from([0.0, 1 / 16]))
def test_words_in_a_row(texts: list[str], asked: tuple[str, ...], most: int, many: float) -> None:
    with patch.object(holders, "_MOST", most), patch("archive.index.arrays.snapshot._MANY", many):
        snapshot, told = _collection(texts)
        found = holding(snapshot, Phrase("syllables", asked))
    wanted = [
        doc
        for doc, places in enumerate(told)
        if any(
            all(start + n in places.get(one, ()) for n, one in enumerate(asked)) for start in places.get(asked[0], ())
        )
    ]
    assert found.tolist() == wanted


@settings(max_examples=50)
@given(TEXTS, ASKED, st.integers(0, 6))
def test_words_near_each_other(texts: list[str], asked: tuple[str, ...], more: int) -> None:
    terms = tuple(dict.fromkeys(asked))
    within = len(terms) + more
    snapshot, told = _collection(texts)
    found = near(snapshot, Nearby("syllables", terms, within))
    wanted = [
        doc
        for doc, places in enumerate(told)
        if any(max(those) - min(those) < within for those in product(*(places.get(one, ()) for one in terms)))
    ]
    assert found.tolist() == wanted


@pytest.mark.parametrize("kind", [np.uint32, np.int64])
def test_a_place_before_the_first_document_is_no_place_of_another(kind: type) -> None:
    taken = phrases._Taken(np.array([0, 1]), np.array([1, 1]), np.array([0, 7], np.uint16))
    keys = phrases._keyed(taken, 5, np.dtype(kind))
    assert keys.tolist() == [0, (1 << 5) + 7]
    assert in_row([keys, keys], [1, 0]).tolist() == []


def test_documents_beyond_two_bytes_are_not_those_at_their_lower_bytes() -> None:
    """The postings of a segment tell documents in two bytes; in a row of segments there are more of them."""

    def held(*parts: list[int]) -> Holders:
        told = [Postings(np.array(one, np.uint16), np.ones(len(one), np.uint8), NO_PLACES) for one in parts]
        return Holders.of(told, [0, 65_530], gone=np.zeros(0, np.int64), rows=(10**6, 0))

    # 65,541 is 5 in two bytes.
    terms = {"both": held([5], [11]), "first": held([4, 5, 6], [])}
    snapshot = SimpleNamespace(holders=lambda _, term: terms[term], size=70_000)
    assert with_all(cast("Snapshot", snapshot), "pairs", ["both", "first"]).tolist() == [5]
    assert with_all(cast("Snapshot", snapshot), "pairs", ["both"]).tolist() == [5, 65_541]
    assert with_all(cast("Snapshot", snapshot), "pairs", []).tolist() == []
