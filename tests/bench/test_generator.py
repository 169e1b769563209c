"""The generator: the same seed gives the same documents, and they grow as real ones do."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from archive.text.span import Span
from tests.bench.bench_document import batches, rows
from tests.bench.collection import Collection, collection
from tests.bench.generator import BATCH, SYLLABLES, Generator
from tests.bench.made_words import LARGEST, spelt, truncated_zipf
from tests.bench.speech import Speech, learnt, speech_of, word_list


def texts(speech: Speech, seed: int, count: int) -> list[str]:
    return [document.text for batch in Generator(speech, seed).batches(count) for document in batch.documents]


def test_the_same_seed_gives_the_same_documents(speech: Speech) -> None:
    assert texts(speech, 3, 4) == texts(speech, 3, 4)


def test_another_seed_gives_others(speech: Speech) -> None:
    assert not set(texts(speech, 3, 4)) & set(texts(speech, 4, 4))


def test_a_small_collection_is_the_beginning_of_a_larger_one(speech: Speech) -> None:
    larger = texts(speech, 3, BATCH + 2)
    assert larger[:4] == texts(speech, 3, 4)
    assert len(set(larger)) == BATCH + 2, "no document is another one's copy"


def test_documents_are_of_the_size_that_is_said(speech: Speech) -> None:
    made = next(Generator(speech, 1).batches(200)).documents
    syllables = [len(one.words.replace("_", " ").split()) for one in made]
    assert SYLLABLES * 0.9 < sum(syllables) / len(syllables) < SYLLABLES * 1.1
    assert min(syllables) < SYLLABLES * 0.7 < SYLLABLES * 1.3 < max(syllables), "lengths differ as in real collections"


def test_words_are_the_terms_of_the_text(speech: Speech) -> None:
    for one in next(Generator(speech, 1).batches(3)).documents:
        letters = "".join(filter(str.isalnum, one.text.lower()))
        assert letters == "".join(filter(str.isalnum, one.words))


def test_the_terms_of_documents_are_counted_once_each(speech: Speech) -> None:
    generator = Generator(speech, 2)
    batch = next(generator.batches(20))
    held = {(holder, generator.term(term)) for holder, term in zip(batch.holders, batch.terms, strict=True)}
    assert held == {(place, word) for place, one in enumerate(batch.documents) for word in one.words.split()}
    assert len(held) == len(batch.terms)


def test_every_made_word_is_another_one() -> None:
    every = 40_000
    assert len({spelt(number).term for number in range(every)}) == every
    assert len({spelt(LARGEST - number).term for number in range(1, every)}) == every - 1


def test_the_vocabulary_goes_on_growing() -> None:
    """As in news texts, where 50,000 documents have 174,000 terms: of some 16 made words a document come so many."""
    luck = np.random.default_rng(1)
    sizes = (5_000, 50_000)
    few, many = (len(np.unique(truncated_zipf(luck, (size, 16)))) for size in sizes)
    assert many > 125_000, "with 25,000 words of the dictionary and those of the texts more than 150,000"
    assert 0.5 < math.log(many / few) / math.log(sizes[1] / sizes[0]) < 0.9, "Heaps' exponent"


def test_common_made_words_are_common() -> None:
    counts = np.bincount(truncated_zipf(np.random.default_rng(1), (200_000,)))
    assert counts[0] > counts[9] > counts[999]
    assert counts[0] / counts[9] == pytest.approx(10, rel=0.6), "about one over the rank"


def test_too_few_words_are_not_learnt_from() -> None:
    with pytest.raises(ValueError, match="too few"):
        learnt([("Họp chi bộ", [Span(0, 3), Span(4, 10)])], ())


def test_a_folder_of_texts_is_learnt_from(tmp_path: Path) -> None:
    sentence = "Tổ dân phố họp tối thứ bảy, bàn việc làm đường. "
    (tmp_path / "a.txt").write_text(sentence * 30, "utf-8")
    (tmp_path / "b.txt").write_text("Chợ mở lúc năm giờ. " * 30, "utf-8")
    found = speech_of(tmp_path, most=len(sentence) * 30)
    assert "đường" in found.terms
    assert "chợ" not in found.terms, "no more is read than was asked for"


def test_rows_of_json_are_learnt_from(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "' + "Chợ mở lúc năm giờ. " * 30 + '"}\n', "utf-8")
    assert "chợ" in speech_of(path, most=1_000).terms


def test_the_word_list_has_compounds_only() -> None:
    words = word_list()
    assert "an ninh" in words
    assert all(1 <= word.count(" ") <= 2 and word.replace(" ", "").isalpha() for word in words)


def test_a_collection_is_made_once(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.mkdir()
    (text / "a.txt").write_text("Tổ dân phố họp tối thứ bảy, bàn việc làm đường. " * 20, "utf-8")
    first = collection(tmp_path / "kept", 3, seed=1, text=text)
    stamp = first.lines().stat().st_mtime_ns
    assert collection(tmp_path / "kept", 3, seed=1, text=text) == first
    assert first.lines().stat().st_mtime_ns == stamp


def test_a_collection_counts_its_terms(small: Collection) -> None:
    counts = small.frequencies()
    documents = list(rows(small.lines(), small.documents, small.made))
    assert len(documents) == small.made
    assert len(counts) == small.terms
    for term in list(counts)[:50]:
        assert counts[term] == sum(term in one.words.split() for one in documents)


def test_a_larger_collection_repeats_documents_under_other_ids(small: Collection) -> None:
    twice = replace(small, documents=2 * small.made + 1)
    documents = list(rows(twice.lines(), twice.documents, twice.made))
    assert twice.repeated == 3
    assert len({one.id for one in documents}) == len(documents) == twice.documents
    assert documents[0].words == documents[small.made].words
    assert documents[0].date != documents[small.made].date
    assert all(20010101 <= one.date <= 20251231 for one in documents)
    assert [len(batch) for batch in batches(twice.lines(), twice.documents, twice.made)] == [twice.documents]
