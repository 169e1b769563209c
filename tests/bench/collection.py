"""A collection on disk: its documents, one a line, and how many documents have each of its terms.

Made once for a speech, a seed and a number, then read by every engine. A collection that is larger than `MOST_MADE` is
the same documents again and again, with other ids and dates: it says so (`repeated`).
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.generator import Generator
from tests.bench.speech import Speech, speech_of

MOST_MADE = 100_000
_DOCUMENTS, _TERMS, _COUNTS, _ABOUT = "documents.jsonl", "terms.txt", "counts.npy", "collection.json"


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection that was made: where it is, how many documents it has and how many were made for it."""

    folder: Path
    documents: int
    made: int
    seed: int
    source: str
    syllables: float
    letters: float
    terms: int

    @property
    def repeated(self) -> int:
        """How often each document is in it, under other ids."""
        return -(-self.documents // self.made)

    def frequencies(self) -> dict[str, int]:
        """How many of the documents that were made have each term."""
        terms = (self.folder / _TERMS).read_text("utf-8").split("\n")
        return dict(zip(terms, np.load(self.folder / _COUNTS).tolist(), strict=True))

    def lines(self) -> Path:
        """The file of the documents that were made, a row of JSON each."""
        return self.folder / _DOCUMENTS


def collection(
    folder: Path, documents: int, *, seed: int, text: Path | None = None, most: int = 20_000_000
) -> Collection:
    """The collection of so many documents, made when the folder does not have it."""
    source = "demonstration corpus" if text is None else text.name
    made = min(documents, MOST_MADE)
    home = folder / f"{_key(source, seed)}-{made}"
    if not (home / _ABOUT).exists():
        home.mkdir(parents=True, exist_ok=True)
        about = write(home, speech_of(text, most), made, seed)
        (home / _ABOUT).write_text(json.dumps({"seed": seed, "source": source, **about}, ensure_ascii=False), "utf-8")
    return Collection(home, documents, **json.loads((home / _ABOUT).read_text("utf-8")))


def _key(source: str, seed: int) -> str:
    return f"{sha256(source.encode()).hexdigest()[:8]}-{seed}"


def write(folder: Path, speech: Speech, made: int, seed: int) -> dict[str, Any]:
    """Make documents and write them with the counts of their terms; gives what is worth saying of them."""
    generator, counts = Generator(speech, seed), np.zeros(0, np.int64)
    syllables = letters = 0
    with (folder / _DOCUMENTS).open("w", encoding="utf-8") as file:
        for batch in generator.batches(made):
            for document in batch.documents:
                file.write(json.dumps(document.row(), ensure_ascii=False) + "\n")
                syllables += document.words.count(" ") + document.words.count("_") + 1
                letters += len(document.text.encode())
            seen = np.bincount(batch.terms, minlength=len(counts))
            seen[: len(counts)] += counts
            counts = seen
    held = np.flatnonzero(counts)
    (folder / _TERMS).write_text("\n".join(map(generator.term, held.tolist())), "utf-8")
    np.save(folder / _COUNTS, counts[held])
    return {"made": made, "syllables": syllables / made, "letters": letters / made, "terms": len(held)}
