"""The drawer of questions: fresh ones for a fresh seed, of the kinds that are named, as common as they should be."""

import pytest

from tests.bench import questions
from tests.bench.bench_document import KINDS, rows
from tests.bench.collection import Collection
from tests.bench.questions import drawn


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of a collection of a few documents are all either rare or common; the middle is moved to where some are."""
    monkeypatch.setattr(questions, "_MID", (0.05, 0.5))
    monkeypatch.setattr(questions, "_PREFIXED", (0.05, 0.9))
    monkeypatch.setattr(questions, "_MISSPELT", (0.05, 0.9))
    monkeypatch.setattr(questions, "_COMMON", (0.1, 0.95))
    monkeypatch.setattr(questions, "_FREQUENT", (0.1, 0.95))


def test_the_same_seed_asks_the_same(small: Collection) -> None:
    assert drawn(small, 7, 5) == drawn(small, 7, 5)
    assert drawn(small, 7, 5) != drawn(small, 8, 5)


def test_every_kind_is_asked(small: Collection) -> None:
    asked = drawn(small, 1, 4)
    assert [one.kind for one in asked] == [kind for kind in KINDS for _ in range(4)]


def test_words_are_as_common_as_their_kind_says(small: Collection) -> None:
    counts = small.frequencies()
    for one in drawn(small, 1, 20):
        if one.kind == "rare term":
            assert 5 <= counts[one.words[0]] < 30
        if one.kind in {"common term", "common by date", "common + 3 facets"}:
            assert 0.1 * small.made <= counts[one.words[0]] < 0.95 * small.made


def test_a_phrase_stands_in_a_document(small: Collection) -> None:
    held = [f" {one.words} " for one in rows(small.lines(), small.documents, small.made)]
    for one in drawn(small, 2, 10):
        if one.kind == "phrase":
            assert any(f" {' '.join(one.words)} " in words for words in held)


def test_a_misspelt_word_lacks_one_letter(small: Collection) -> None:
    terms = small.frequencies()
    for one in drawn(small, 3, 10):
        if one.kind == "fuzzy":
            (said,) = one.words
            lacking = {term[:place] + term[place + 1 :] for term in terms for place in range(2, len(term))}
            assert said in lacking


def test_a_collection_without_such_words_says_so(small: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "_MID", (0.999999, 1.0))
    with pytest.raises(ValueError, match="no word stands in"):
        drawn(small, 1, 1)
