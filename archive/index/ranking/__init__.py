"""Ranking the top of a list anew: a formula whose terms can be read, and a small tree model for questions.

An engine is handed a ranker with the manner of a query. The formula serves every archive; the model takes its place
where a question is asked of single articles of laws, for there it was measured to be better.
"""

from archive.index.candidates import Ranker
from archive.index.ranking.formula import LABELS, by_formula
from archive.index.ranking.model import by_model, by_questions

__all__ = ["LABELS", "RANKERS", "by_formula", "by_model", "by_questions", "ranker_for"]

# Profile → ranker; "plain" leaves the list as the streams have it.
RANKERS: dict[str, Ranker | None] = {"formula": by_formula, "questions": by_model, "plain": None}


def ranker_for(profile: str | None = None) -> Ranker | None:
    """The ranker of a profile; without one the formula, or the model where a question is asked of articles."""
    return by_questions if profile is None else RANKERS[profile]
