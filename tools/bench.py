"""How fast the archive is on this machine, over the demonstration corpus: `make bench` prints one row a figure.

A benchmark and no test: figures depend on the machine. It makes an archive of its own in a temporary folder.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.ask.answer import answer
from archive.ask.catalogue import StoreCatalogue
from archive.config import load
from archive.opening import opened
from archive.query import parse

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus" / "documents"
QUERIES = ROOT / "corpus" / "gold" / "queries.jsonl"
START = "from archive.commands import main; main()"
ROUNDS = 5  # each query is asked so many times; the median and the 95th percentile are printed


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        with _timed() as first:
            counts = _ingest(folder)
        with _timed() as again:
            _ingest(folder)
        kept = len(counts["kept"])
        refused = len(counts["refused"])
        print(f"ingest, first run      {first[0]:8.2f} s   {kept} kept, {refused} refused, process start included")
        print(f"ingest, second run     {again[0]:8.2f} s   nothing ingested twice")
        times = sorted(_query_times(Path(folder)))
        median = 1000 * statistics.median(times)
        print(f"query, median          {median:8.2f} ms  {len(times)} questions, answer with passages")
        print(f"query, 95th percentile {1000 * times[int(0.95 * len(times))]:8.2f} ms")


@contextmanager
def _timed() -> Iterator[list[float]]:
    taken = [0.0]
    begun = time.perf_counter()
    yield taken
    taken[0] = time.perf_counter() - begun


def _ingest(folder: str) -> dict[str, list[object]]:
    command = [sys.executable, "-c", START, "ingest", "--archive", folder, "--json", str(CORPUS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    shape: dict[str, list[object]] = json.loads(done.stdout)
    return shape


def _query_times(folder: Path) -> Iterator[float]:
    settings = load(None, {**os.environ, "VANKIEN_ARCHIVE_DIR": str(folder)})
    questions = [json.loads(line)["query"] for line in QUERIES.read_text("utf-8").splitlines()]
    with opened(settings) as archive, archive.database.reading() as connection:
        for _ in range(ROUNDS):
            for question in questions:
                begun = time.perf_counter()
                answer(parse(question), engine=archive.engine, catalogue=StoreCatalogue(connection))
                yield time.perf_counter() - begun


if __name__ == "__main__":
    main()
