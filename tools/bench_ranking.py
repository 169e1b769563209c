"""How long the steps of a ranking take over a collection of articles: streams, formula, model of questions, marks.

`python -m tools.bench_ranking COLLECTION.jsonl.gz QUESTIONS.jsonl --titles TITLES.jsonl --cache FOLDER`, files as for
`vankien eval search --over`. A benchmark and no test: it prints processor time, and beside it that of a bare loop,
for a machine that is shared runs slower.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from archive.index.arrays.engine import ArrayEngine
from archive.index.arrays.ranking import planned
from archive.index.plan import Manner
from archive.index.ranking import RANKERS
from archive.index.restoration import restored
from archive.index.spellings import Spellings
from archive.quality.asking import engine_over
from archive.quality.collections import documents, read_titles, rows_of, with_words
from archive.quality.search import query_of
from archive.query import parse
from archive.text.vietnamese import fold

WARM = 300  # questions asked before anything is measured: an archive that serves readers has been asked before
LOOP = 100_000


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("collection", type=Path, help="articles, JSON lines, plain or .gz")
    options.add_argument("questions", type=Path, help="rows with a question each")
    options.add_argument("--titles", type=Path, help="titles of the works that the articles are of")
    options.add_argument("--cache", type=Path, help="where the words of the collection are kept")
    options.add_argument("--asked", type=int, default=300, help="how many questions are measured")
    given = options.parse_args()
    titles = read_titles(given.titles) if given.titles else None
    engine = engine_over(documents(with_words(given.collection, given.cache), titles))
    questions = [query_of(row) for _, row in rows_of(given.questions)]
    step = max(1, len(questions) // (given.asked + WARM))
    measure(engine, questions[::step][:WARM], questions[::step][WARM : WARM + given.asked])


def measure(engine: ArrayEngine, before: Sequence[str], asked: Sequence[str]) -> None:
    """Print a row for each step, over questions that were not asked before."""
    spelt = engine.spellings()
    for one in before:
        _steps_of(engine, one)
        _restore(one, spelt)
    # As a server does it: what is there now stays there.
    gc.collect()
    gc.freeze()
    print(f"{engine.count()} articles, {len(asked)} questions, milliseconds of processor time")
    print(f"{'':24}{'p50':>9}{'p95':>9}")
    _show("bare loop of 100,000", (_spent(_loop) for _ in asked))
    _show("accents restored", (_spent(partial(_restore, one, spelt)) for one in asked))
    times = [_steps_of(engine, one) for one in asked]
    for name in times[0]:
        _show(name, (one[name] for one in times))


def _steps_of(engine: ArrayEngine, question: str) -> dict[str, float]:
    """What each step of a question takes. A ranking is what it takes more than the streams asked once again.

    So the list of the best is made anew in both, from what the first asking has looked up.
    """
    query, plain = parse(question), Manner(counts=False)
    made = {"plan": _spent(partial(planned, engine.snapshot, query, plain))}
    made["both streams scored"] = _spent(partial(engine.search, query, plain))
    again = _spent(partial(engine.search, query, plain))
    for name in ("formula", "questions"):
        made[name] = _spent(partial(engine.search, query, replace(plain, ranker=RANKERS[name]))) - again
    made["facets"] = _spent(partial(engine.search, query, Manner())) - again
    return made


def _restore(question: str, spelt: Spellings) -> None:
    restored(tuple(fold(question).rstrip("?").split()), spelt)


def _loop() -> None:
    for _ in range(LOOP):
        pass


def _spent(do: Callable[[], object]) -> float:
    before = time.process_time()
    do()
    return (time.process_time() - before) * 1e3


def _show(name: str, spent: Iterable[float]) -> None:
    held = sorted(spent)
    print(f"{name:24}{statistics.median(held):9.2f}{held[int(0.95 * (len(held) - 1))]:9.2f}")


if __name__ == "__main__":
    main()
