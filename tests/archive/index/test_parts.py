"""The parts of candidates as arrays: runs, windows and greatest values as a plain walk over the text finds them."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.ranking.parts import Asked, Part, best_of_rows

# A query of four different syllables, the third of which says nothing (such as one in the tail of a question).
WORTH = (1.0, 2.0, 0.0, 4.0)
SAYING = [term for term, worth in enumerate(WORTH) if worth]
NOTHING = -1  # a syllable that the query does not have

TEXTS = st.lists(st.lists(st.sampled_from([NOTHING, *SAYING]), max_size=12), min_size=1, max_size=4)


def part_over(texts: Sequence[Sequence[int]]) -> Part:
    """Texts as the part of so many candidates; each syllable is one of the query's or nothing."""
    follows = np.zeros((len(WORTH), len(WORTH)), dtype=np.bool_)
    follows[range(len(WORTH) - 1), range(1, len(WORTH))] = True
    worth = np.array(WORTH)
    asked = Asked(worth, float(worth.sum()), worth, float(worth.sum()), len(WORTH), follows)
    held = [(row, at, term) for row, text in enumerate(texts) for at, term in enumerate(text) if term != NOTHING]
    rows, places, terms = np.array(held, np.int64).reshape(-1, 3).T
    return Part(asked, len(texts), np.array([len(text) for text in texts]), rows, places, terms)


def runs_of(text: Sequence[int]) -> list[tuple[int, list[int]]]:
    """Where each run begins, and its syllables: each the next one of the query."""
    runs: list[tuple[int, list[int]]] = []
    for at, term in enumerate(text):
        if term == NOTHING:
            continue
        goes_on = runs and runs[-1][0] + len(runs[-1][1]) == at and runs[-1][1][-1] + 1 == term
        if goes_on:
            runs[-1][1].append(term)
        else:
            runs.append((at, [term]))
    return runs


@given(TEXTS)
def test_runs_are_those_of_a_walk_over_the_text(texts: list[list[int]]) -> None:
    part = part_over(texts)
    for row, text in enumerate(texts):
        runs = runs_of(text)
        for term in range(len(WORTH)):
            longest = max((len(run) for _, run in runs if term in run), default=0)
            assert part.best_runs[row, term] == longest
        heaviest = max((sum(WORTH[term] for term in run) for _, run in runs), default=0.0)
        assert part.heaviest[row] == pytest.approx(heaviest / sum(WORTH))
        assert part.first_run(2)[row] == next((at for at, run in runs if len(run) > 1), len(text))


@given(TEXTS, st.integers(1, 6))
def test_a_window_holds_the_most_worth_within_its_width(texts: list[list[int]], width: int) -> None:
    (found,) = part_over(texts).windows(width)
    for row, text in enumerate(texts):
        windows = [set(text[start : start + width]) - {NOTHING} for start in range(len(text))]
        most = max((sum(WORTH[term] for term in window) for window in windows), default=0.0)
        assert found[row] == pytest.approx(most / sum(WORTH), abs=1e-6)


@pytest.mark.parametrize(
    ("rows", "values", "best"),
    [
        pytest.param([], [], [0.0, 0.0, 0.0], id="no value at all"),
        pytest.param([0, 0, 2], [1.0, 3.0, 2.0], [3.0, 0.0, 2.0], id="the greatest stays, a document without is 0"),
        pytest.param([1, 1], [3.0, 1.0], [0.0, 3.0, 0.0], id="the greatest may come first"),
    ],
)
def test_the_greatest_value_of_each_document(rows: list[int], values: list[float], best: list[float]) -> None:
    assert best_of_rows(np.array(rows, np.int64), np.array(values), 3).tolist() == best
