"""From a query to terms: what is scored, what a document must hold, what it must not, and which columns it must have.

The plan is a value that every engine carries out in its own way. `marks` decides whether the words were typed with
their marks, `conditions` what must be there, `clauses` what is scored. The formula is in `archive.index.scoring`.
"""

from archive.index.analysis import folded, syllables
from archive.index.plan.clauses import clauses, number_clauses, said
from archive.index.plan.conditions import columns, days, needed, number_phrase, phrase, required
from archive.index.plan.marks import own_reading, reading_of
from archive.index.plan.shapes import AS_ASKED, Clause, Counts, Manner, Opened, Phrase, Plan, Reading, Taken
from archive.query import Query

__all__ = ["AS_ASKED", "Clause", "Counts", "Manner", "Opened", "Phrase", "Plan", "Reading", "Taken", "plan"]


def plan(query: Query, counts: Counts, manner: Manner = AS_ASKED) -> Plan:
    """The plan of a query; `counts` is what the archive itself says of terms."""
    words_said = said(query)
    typed = syllables(words_said)
    chosen = manner.reading or reading_of([*typed, *syllables(" ".join(query.phrases))], counts)
    gate = tuple(dict.fromkeys(typed if chosen == "marked" else map(folded, typed)))
    return Plan(
        clauses=(*clauses(query, words_said, chosen), *number_clauses(query.asked)),
        gate_stream="syllables" if chosen == "marked" else "folded",
        gate=gate,
        needed=needed(len(gate), loose=manner.loose),
        required=required(query),
        phrases=(*(phrase(one, chosen) for one in query.phrases), *number_phrase(query, chosen, manner)),
        without=tuple(phrase(one, own_reading(one, chosen)) for one in query.minus),
        columns=columns(query),
        days=days(query),
        reading=chosen,
        sequence=tuple(typed if chosen == "marked" else map(folded, typed)),
        validity=query.validity,
        taken=Taken(said=words_said),
    )
