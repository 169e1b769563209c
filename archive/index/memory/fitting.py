"""Which entries fit a plan, and how many of them have each value: document by document, nothing clever."""

from collections import Counter
from collections.abc import Iterable

from archive.index.analysis import Entry, Posting
from archive.index.engine import FacetCount
from archive.index.facets import in_order
from archive.index.fields import FACETS
from archive.index.plan import Phrase, Plan


def fits(asked: Plan, one: Entry) -> bool:
    """Whether an entry is what a plan asks for."""
    held = one.terms[asked.gate_stream]
    return (
        sum(term in held for term in asked.gate) >= asked.needed
        and all(term in one.terms[stream] for stream, term in asked.required)
        and all(holds(one, phrase) for phrase in asked.phrases)
        and not any(holds(one, phrase) for phrase in asked.without)
        and all(one.columns[name] in values for name, values in asked.columns)
        and (asked.days is None or _within(one, asked.days))
    )


def holds(one: Entry, phrase: Phrase) -> bool:
    """Whether an entry has the terms of a phrase in a row; a phrase without terms is nowhere."""
    postings: list[Posting | None] = [one.terms[phrase.stream].get(term) for term in phrase.terms]
    if not postings or None in postings:
        return False
    starts = [{place - shift for place in posting.places} for shift, posting in enumerate(postings) if posting]
    return bool(set.intersection(*starts))


def _within(one: Entry, days: tuple[int, int]) -> bool:
    first, last = int(one.columns["first"]), int(one.columns["last"])
    return first > 0 and last >= days[0] and first <= days[1]


def facets(entries: Iterable[Entry]) -> dict[str, tuple[FacetCount, ...]]:
    """The counts of every facet over entries."""
    held = list(entries)
    return {
        name: in_order(
            name,
            Counter(str(one.columns[name]) for one in held),
            {
                str(one.columns[name]): one.labels.get(name, "")
                for one in sorted(held, key=lambda one: one.id, reverse=True)
            },
        )
        for name in FACETS
    }
