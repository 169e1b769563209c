"""The tree model of questions: which file it is kept in, and when it is asked beside the formula.

It was learned from questions over articles of laws and knows nothing of directives, so it serves articles of works and
sentences that ask; everything else is ranked by the formula alone.
"""

from functools import cache
from importlib.resources import as_file, files

import numpy as np

from archive.index.candidates import Candidates, Ranked
from archive.index.ranking.features import features
from archive.index.ranking.formula import by_formula, formula_terms
from archive.index.ranking.parts import read
from archive.index.ranking.questions import is_question
from archive.index.ranking.trees import Trees, load, scores

_FILE = "questions.npz"
# One point of the model against one of the formula's. Both together are a little better than the model alone and much
# better than the formula (docs/ranking.md); from 1/12 to 1/4 it hardly matters.
POINT = 1 / 8


@cache
def trees() -> Trees:
    """The model's trees, read once."""
    with as_file(files("archive.index.ranking") / _FILE) as path:
        return load(path)


def by_model(candidates: Candidates) -> Ranked:
    """The candidates by the model and the formula; the model is one term beside those of the formula."""
    if not len(candidates):
        return by_formula(candidates)
    seen = read(candidates)
    terms = {**formula_terms(candidates, seen), "model": POINT * scores(trees(), features(candidates, seen))}
    return Ranked(np.sum(list(terms.values()), axis=0), terms)


def by_questions(candidates: Candidates) -> Ranked:
    """By the model when a question is asked of single articles of works, else by the formula."""
    articles = int((candidates.group >= 0).sum())
    if 2 * articles > len(candidates) and is_question(candidates.asked, candidates.typed):
        return by_model(candidates)
    return by_formula(candidates)
