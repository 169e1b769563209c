"""How a collection speaks: the words of real texts in the order in which they stand, to walk through at random.

Learnt from the demonstration corpus, or from a folder of texts or a file of JSON lines that is named. Nothing of a
text is kept in the project: what is learnt stays in the folder of the bench.
"""

import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from archive.config import load
from archive.store import waiting
from archive.store.database import open_database
from archive.text.segment import segment
from archive.text.span import Span

PROJECT = Path(__file__).parent.parent.parent
CORPUS = PROJECT / "corpus" / "documents"
Ids = npt.NDArray[np.int64]

# What stands between two words: kept when it is short, else a line's end or a blank.
_LONGEST_GAP = 3
# A word of the list that pyvi brings with it. Must match: "an ninh". Not: "a-xít", "3 g".
_PLAIN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,2}")


@dataclass(frozen=True, slots=True)
class Speech:
    """Words as they stand in texts, what stands before them included, and the texts as one row of their numbers.

    `terms` has what each of them is called in an index: lower case, its syllables joined by "_". `listed` are further
    words, of a dictionary, which the texts need not have.
    """

    surfaces: tuple[str, ...]
    terms: tuple[str, ...]
    row: Ids
    listed: tuple[str, ...]

    @property
    def syllables(self) -> float:
        """How many syllables a word of the texts has, on average."""
        counts = np.fromiter((term.count("_") + 1 for term in self.terms), np.int64, len(self.terms))
        return float(counts[self.row].mean())


def learnt(texts: Iterable[tuple[str, Iterable[Span]]], listed: Iterable[str]) -> Speech:
    """The speech of texts whose words are known. Raises ValueError when they have fewer than a hundred words."""
    numbers: dict[str, int] = {}
    row = [numbers.setdefault(one, len(numbers)) for text, words in texts for one in _surfaces(text, words)]
    if len(row) < 100:
        raise ValueError(f"{len(row)} words are too few to learn from")
    terms = tuple("_".join(one[_gap_length(one) :].lower().split()) for one in numbers)
    return Speech(tuple(one.replace("\0", "") for one in numbers), terms, np.array(row), tuple(listed))


def _surfaces(text: str, words: Iterable[Span]) -> Iterator[str]:
    """Every word after what stands before it, a sign of none between the two."""
    for (_, before), (start, end) in pairwise([Span(0, 0), *words]):
        gap = text[before:start]
        short = gap if 0 < len(gap) <= _LONGEST_GAP else "\n" if "\n" in gap else " "
        yield f"{short}\0{' '.join(text[start:end].split())}"


def _gap_length(surface: str) -> int:
    return surface.index("\0") + 1


def word_list() -> list[str]:
    """The compounds of the list that pyvi brings with it, letters only; the package itself is not imported."""
    found = find_spec("pyvi")
    if found is None or not found.submodule_search_locations:
        return []
    path = Path(found.submodule_search_locations[0]) / "models" / "words.txt"
    words = {line.strip().lower() for line in path.read_text("utf-8").splitlines()}
    return sorted(word for word in words if _PLAIN.fullmatch(word))


def speech_of(path: Path | None, most: int) -> Speech:
    """What a collection is made of: the speech of the texts at a path, of the demonstration corpus for None.

    At most so many characters are read. A path is a folder of `.txt` files, or a file of JSON lines (`.jsonl`,
    `.jsonl.gz`) whose rows have a `text`.
    """
    listed = word_list()
    if path is None:
        return learnt(_corpus(), listed)
    return learnt(((text, segment(text)) for text in _bounded(_texts(path), most)), listed)


def _bounded(texts: Iterable[str], most: int) -> Iterator[str]:
    for text in texts:
        if most <= 0:
            return
        yield text[:most]
        most -= len(text)


def _texts(path: Path) -> Iterator[str]:
    if path.is_dir():
        yield from (file.read_text("utf-8", "replace") for file in sorted(path.rglob("*.txt")))
        return
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = cast("dict[str, Any]", json.loads(line))
            yield str(row.get("text") or row.get("body") or "")


def _corpus() -> Iterator[tuple[str, Sequence[Span]]]:
    """The texts of the demonstration corpus, by an archive that is made of it and thrown away."""
    start = "from archive.commands import main; main()"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", start, "ingest", "--archive", folder, "--json", str(CORPUS)]
        # Status 1 says that something was refused; the rest is in. What went wrong otherwise stands on the screen.
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        settings = load(None, {"VANKIEN_ARCHIVE_DIR": folder})
        with open_database(settings.database_path) as database, database.reading() as connection:
            yield from ((one.text, one.words) for one in waiting.iterate(connection) if one.text and one.words)
