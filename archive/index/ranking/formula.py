"""The formula: the score by the streams and a few terms beside it, each of which can be shown to the reader.

It learns nothing at run time and knows no collection: the weights were fitted on 1,311 questions over 79,923 articles
of laws, the terms for an archive of directives (citations, genre, validity) were set by judgement and checked on the
gold queries. After a change of a weight run both lines of docs/ranking.md.
"""

import re
from datetime import date

import numpy as np

from archive.index.analysis import folded
from archive.index.candidates import Candidates, Floats, Ranked
from archive.index.ranking.features import cue, definition
from archive.index.ranking.parts import Asked, Read, covered_together, read
from archive.index.ranking.questions import kinds_of

# How each term is called where a score is explained.
LABELS: dict[str, str] = {
    "streams": "từ ngữ khớp",
    "title": "trích yếu sát câu hỏi",
    "covered": "có đủ các từ được hỏi",
    "run": "các từ đứng liền nhau trong nội dung",
    "work": "văn bản chứa điều này khớp câu hỏi",
    "definition": "có định nghĩa của từ được hỏi",
    "penalty": "có quy định mức phạt tiền",
    "subject": "tên điều đúng loại việc được hỏi",
    "type": "đúng loại văn bản được nêu",
    "date": "đúng năm được nêu",
    "recent": "mới ban hành",
    "cited": "được nhiều văn bản viện dẫn",
    "genre": "thể loại (văn bản, tin bài, mục chờ)",
    "validity": "hiệu lực",
    "model": "mô hình câu hỏi",
}

# Round numbers, for finer ones do not hold on questions kept back: a greedy fit of twelve weights is 0.4 nDCG@10 better
# on what it saw and 1.1 worse on what it did not.
_TITLE, _COVERED, _RUN, _WORK = 0.20, 0.10, 0.30, 0.10
# Runs beyond chance: nDCG@10 +0.4 on the legal questions, MRR 0.82 → 0.86 on nine-syllable stretches of held texts.
_CHANCE = 5  # a run of so many syllables may be chance: “của Ban Chấp hành Trung ương”
# Of a definition: what stands before the "là", and as much again in the article that explains words.
_DEFINITION, _PENALTY, _SUBJECT = 0.30, 0.20, 0.10
# Half of the most that citations may add is reached at this many citing works: the tenth says less than the first.
_CITED, _CITED_HALF = 0.06, 4.0
# A directive stands above an article about it, a stub, whose text is not held, a little below.
_GENRE = {"directive": 0.0, "article": -0.08, "stub": -0.03}
# What has ended is still asked for, so it goes down a little only; what is not known costs nothing.
_VALIDITY = {"ended": -0.05, "part_ended": -0.02, "suspended": -0.03, "not_yet": -0.02}
# What the query names of a document: its type, the year it is of. "Now" asks for what is in force, so the newer.
_TYPE, _DATE, _RECENT = 0.10, 0.15, 0.15
_NOW = ("dang ap dung", "hien hanh", "hien nay", "moi nhat", "con hieu luc", "dang co hieu luc")
# Years as they are typed. Must: "2026". Not: "26", "20261", "99999".
_YEAR = re.compile(r"(?:19|20)\d\d")
# Kind of question → cues in the title of an article that answers it.
_SUBJECTS = {"amount": ("level in title", "time limit in title"), "duty": ("powers in title", "duty in title")}


def by_formula(candidates: Candidates) -> Ranked:
    """The candidates by the formula; the score by the streams counts as a share of the best one's."""
    terms = formula_terms(candidates)
    return Ranked(np.sum(list(terms.values()), axis=0), terms)


def formula_terms(candidates: Candidates, seen: Read | None = None) -> dict[str, Floats]:
    """The terms of the formula, name → points of each candidate; the names are those of `LABELS`.

    `seen` is `read` of the candidates, where it is known already.
    """
    seen = seen or read(candidates)
    asked, title, heading, body = seen.asked, seen.title, seen.heading, seen.body
    best = max(float(candidates.total.max(initial=0.0)), 1e-9)
    held = covered_together((title, heading, body))
    return {
        "streams": candidates.total / best,
        "title": _TITLE * title.density,
        "covered": _COVERED * (held @ asked.worth) / asked.total,
        "run": _RUN * np.maximum(body.longest - _CHANCE, 0) / max(asked.size, 1),
        "work": _WORK * candidates.work,
        **_of_question(candidates, asked),
        **_of_document(candidates),
        "cited": _CITED * candidates.cited / (candidates.cited + _CITED_HALF),
        "genre": np.array([_GENRE.get(one, 0.0) for one in candidates.genre]),
        "validity": np.array([_VALIDITY.get(one, 0.0) for one in candidates.standing]),
    }


def _of_document(candidates: Candidates) -> dict[str, Floats]:
    """The terms of what the query says of the document that is looked for: its type, its year, that it is current."""
    said = f" {' '.join(map(folded, candidates.asked))} "
    years = {int(one) for one in candidates.asked if _YEAR.fullmatch(one)}
    size = len(candidates)
    of_year = np.zeros(size, np.bool_)
    for year in years:
        of_year |= (candidates.first >= date(year, 1, 1).toordinal()) & (
            candidates.first <= date(year, 12, 31).toordinal()
        )
    newer = np.zeros(size)
    dated = candidates.first > 0
    if any(f" {one} " in said for one in _NOW) and dated.any():
        oldest, newest = candidates.first[dated].min(), candidates.first.max()
        newer = np.where(dated, (candidates.first - oldest) / max(newest - oldest, 1), 0.0)
    named = {one: bool(one) and f" {one.replace('-', ' ')} " in said for one in set(candidates.type)}
    return {
        "type": np.where([named[one] for one in candidates.type], _TYPE, 0.0),
        "date": np.where(of_year, _DATE, 0.0),
        "recent": _RECENT * newer,
    }


def _of_question(candidates: Candidates, asked: Asked) -> dict[str, Floats]:
    """The terms that only a question of their kind has."""
    kinds = kinds_of(candidates.asked)
    found: dict[str, Floats] = {name: np.zeros(len(candidates)) for name in ("definition", "penalty", "subject")}
    if kinds["definition"]:
        before, _ = definition(candidates, asked)
        found["definition"] = _DEFINITION * before * (1.0 + (cue(candidates, "explains words") > 0))
    if kinds["penalty"]:
        found["penalty"] = np.where(cue(candidates, "fines") > 0, _PENALTY, 0.0)
    for kind, cues in _SUBJECTS.items():
        if kinds[kind]:
            found["subject"] += _SUBJECT * sum((cue(candidates, one) for one in cues), np.zeros(len(candidates)))
    return found
