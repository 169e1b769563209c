"""Benches beside the questions: words, raw text to searchable, merging, ranking, the search page, the whole pipeline.

Each gives rows of a table. Times are of the processor, the best of some turns, ours and the other one by turns; only
what runs in several processes is measured by the clock.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.analysis import SpaceSeparatedTokenizer

from archive.index.whoosh.codec.array_index import open_index
from archive.text.segment import segment_all, segmented, tokenize
from tests.bench.asking import PROJECT
from tests.bench.bench_document import BenchDocument, rows
from tests.bench.collection import Collection
from tests.bench.made_files import html_pages, plain_texts
from tests.bench.ours import OursBuilder
from tests.bench.peers.whoosh_peer import WhooshBuilder, schema, values

Row = dict[str, Any]
TURNS = 3
# Texts of the bench of words: of the size of news, and so many of them in a row as long as a law.
_NEWS, _LAWS, _LAW = 300, 10, 15
# Documents that the library takes in, and ours: it is slow, so a rate is told from fewer.
_STOCK, _OURS = 400, 5_000
_PIECES = 5  # segments that are merged
_PAGES, _TEXTS = 200, 2_000


@dataclass(frozen=True, slots=True)
class Beside:
    """What the benches are given."""

    collection: Collection
    articles: Path | None = None

    def documents(self, count: int) -> list[BenchDocument]:
        """So many documents of the collection."""
        return list(islice(rows(self.collection.lines(), self.collection.made, self.collection.made), count))


@dataclass(frozen=True, slots=True)
class BesideBench:
    """One bench: what its table is called, and how its rows are measured."""

    title: str
    measured: Callable[[Beside], list[Row]]


def best(*asked: Callable[[], object], turns: int = TURNS) -> list[float]:
    """Seconds of the processor that each took in the best of some turns, by turns."""
    taken = [float("inf")] * len(asked)
    for _ in range(turns):
        for place, ask in enumerate(asked):
            begun = time.process_time()
            ask()
            taken[place] = min(taken[place], time.process_time() - begun)
    return taken


def _rates(found: list[Row]) -> list[Row]:
    """The rows with documents a second, and how many times as many as in the first row."""
    rates = [row["documents"] / row["seconds"] for row in found]
    return [{**row, "a second": rate, "times": rate / rates[0]} for row, rate in zip(found, rates, strict=True)]


# --- words -----------------------------------------------------------------------------------------------------------


def words(given: Beside) -> list[Row]:
    """Syllables a second of stock pyvi and of ours: its output as a string, spans, and arrays."""
    texts = [one.text for one in given.documents(max(_NEWS, _LAWS * _LAW))]
    laws = ["\n".join(texts[place * _LAW : (place + 1) * _LAW]) for place in range(min(_LAWS, len(texts) // _LAW))]
    return [row for name, some in (("news", texts[:_NEWS]), ("laws", laws)) if some for row in _words(name, some)]


def _words(name: str, texts: Sequence[str]) -> list[Row]:
    from pyvi import ViTokenizer  # half a second, which other benches need not wait for

    stock = ViTokenizer.tokenize
    syllables = sum(len(text.split()) for text in texts)
    ways: dict[str, Callable[[], object]] = {
        "stock pyvi": lambda: [stock(text) for text in texts],
        "ours, the same string": lambda: [tokenize(text) for text in texts],
        "ours, spans": lambda: segment_all(texts),
        "ours, spans, each made": lambda: [tuple(one) for one in segment_all(texts)],
        "ours, arrays": lambda: segmented(texts),
    }
    same = sum(stock(text) == tokenize(text) for text in texts)
    taken = best(*ways.values())
    return [
        {
            "texts": f"{len(texts)} {name} of {syllables // len(texts):,} syllables",
            "way": way,
            "syllables a second": round(syllables / seconds),
            "times pyvi": taken[0] / seconds,
            "the same as pyvi": f"{same} of {len(texts)}" if way.endswith("string") else "",
        }
        for way, seconds in zip(ways, taken, strict=True)
    ]


# --- raw text to searchable ------------------------------------------------------------------------------------------


def raw(given: Beside) -> list[Row]:
    """Documents a second from raw text to a committed index: stock pyvi and Whoosh, ours on one process and on two."""
    documents = [replace(one, words=one.text) for one in given.documents(_OURS)]
    # Of the same documents, though it takes minutes: the library is the slower the more there are.
    stock = _clock(partial(_stock, documents=documents))
    found: list[Row] = [{"way": "stock pyvi + stock Whoosh", "documents": len(documents), "seconds": stock}]
    for jobs in (1, 2):
        seconds = min(_clock(partial(_ours, documents=documents, jobs=jobs)) for _ in range(2))
        found.append({"way": f"ours, {jobs} process(es)", "documents": len(documents), "seconds": seconds})
    return _rates(found)


def _clock(ask: Callable[[Path], object]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        ask(Path(folder))
        return time.perf_counter() - begun


def _stock(folder: Path, documents: Sequence[BenchDocument]) -> None:
    from pyvi import ViTokenizer

    builder = WhooshBuilder(folder)
    for one in documents:
        said = [word for word in ViTokenizer.tokenize(one.text).lower().split() if any(map(str.isalnum, word))]
        builder.add([replace(one, words=" ".join(said))])
    builder.finish()


def _ours(folder: Path, documents: Sequence[BenchDocument], jobs: int) -> None:
    builder = OursBuilder(folder, segmented=False, jobs=jobs)
    builder.add(documents)
    builder.finish()


# --- merging ---------------------------------------------------------------------------------------------------------


def merging(given: Beside) -> list[Row]:
    """Documents a second when five segments become one: the library's `optimize`, and ours."""
    documents = given.documents(_OURS)
    few = documents[: _STOCK * 2]
    found: list[Row] = [
        {"way": "stock Whoosh", "documents": len(few), "seconds": _merged(few, ours=False)},
        {"way": "ours", "documents": len(few), "seconds": _merged(few, ours=True)},
        {"way": "ours", "documents": len(documents), "seconds": _merged(documents, ours=True)},
    ]
    return _rates(found)


def _merged(documents: Sequence[BenchDocument], *, ours: bool) -> float:
    with tempfile.TemporaryDirectory() as name:
        held = _pieces(Path(name), documents, ours=ours)
        begun = time.process_time()
        held.writer().commit(optimize=True)
        return time.process_time() - begun


def _pieces(folder: Path, documents: Sequence[BenchDocument], *, ours: bool) -> Any:  # noqa: ANN401
    size = -(-len(documents) // _PIECES)
    parts = [documents[place : place + size] for place in range(0, len(documents), size)]
    if ours:
        OursBuilder(folder).finish()
        held: Any = open_index(folder)
    else:
        held = index.create_in(str(folder), schema(SpaceSeparatedTokenizer()))
    for part in parts:
        writer = held.writer()
        for one in part:
            writer.add_document(**values(one))
        writer.commit(merge=False)
    return held


# --- programs of their own -------------------------------------------------------------------------------------------


def ranking(given: Beside) -> list[Row]:
    """What `tools.bench_ranking` prints over the articles that were named."""
    return _printed("tools.bench_ranking", str(given.articles)) if given.articles else []


def search_page(given: Beside) -> list[Row]:
    """What `tools.bench` prints over a made archive of the size of the collection."""
    folder = given.collection.folder / f"archive-{given.collection.documents}"
    return _printed("tools.bench", "--documents", str(given.collection.documents), "--folder", str(folder))


def pipeline(given: Beside) -> list[Row]:
    """Files a second from a folder to searchable and linked, on two processes, and what each stage costs."""
    found: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kinds = {"HTML pages": html_pages, "plain texts": plain_texts}
        for (kind, made), count in zip(kinds.items(), (_PAGES, _TEXTS), strict=True):
            files = folder / kind.partition(" ")[0]
            written = made(files, rows(given.collection.lines(), given.collection.made, given.collection.made), count)
            seconds, kept = _ingested(files, folder / f"archive {kind}")
            size = sum(file.stat().st_size for file in files.iterdir()) / written / 1000
            stage = f"{written} {kind} of {size:.0f} kB, {kept} kept"
            found.append({"stage": stage, "seconds": seconds, "a second": written / seconds})
            printed = _printed("tools.bench_ingest", str(files))
            found += stages([str(row["stage"]) for row in printed]) or printed
    return found


# Matches "extraction   18.47   18.8%   0.64", "topics   0.38  1.7%". Not the heading, nor "all  98.15  10.2 a second".
_STAGE = re.compile(
    r"(?P<stage>\S(?:.{0,60}\S)?)\s{2,}(?P<ms>[\d.]{1,12})\s+(?P<share>[\d.]{1,6}%)(?:\s+(?P<floor>[\d.]{1,12}))?"
)


def stages(lines: Iterable[str]) -> list[Row]:
    """The stages that `tools.bench_ingest` prints, a row each: milliseconds a document, share, the least possible."""
    found = filter(None, map(_STAGE.fullmatch, map(str.strip, lines)))
    return [
        {"stage": one["stage"], "ms a document": one["ms"], "share": one["share"], "floor": one["floor"] or ""}
        for one in found
    ]


def _ingested(files: Path, archive: Path) -> tuple[float, int]:
    """Seconds by the clock, start of the program included, and how many files were kept."""
    start = "from archive.commands import main; main()"
    begun = time.perf_counter()
    command = [sys.executable, "-c", start, "ingest", "--archive", str(archive), "--jobs", "2", "--json", str(files)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode not in {0, 1}:  # 1: some were refused
        raise RuntimeError(f"ingest ended with status {done.returncode}: {done.stderr[-500:]}")
    said = json.loads(done.stdout)
    return seconds, len(said["kept"]) + len(said["revised"])


def _printed(module: str, *arguments: str) -> list[Row]:
    """The lines that one of our programs prints, a row each."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        return [{"stage": f"{module} ended with status {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"}]
    return [{"stage": line.strip()} for line in done.stdout.splitlines() if line.strip()]


BENCHES = {
    "words": BesideBench("Words", words),
    "raw": BesideBench("Raw text to searchable", raw),
    "merging": BesideBench("Merging five segments", merging),
    "ranking": BesideBench("Ranking", ranking),
    "page": BesideBench("The search page", search_page),
    "pipeline": BesideBench("Files to searchable and linked", pipeline),
}
