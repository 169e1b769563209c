"""Which entries fit a plan, and how many of them have each value: document by document, nothing clever."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from archive.index.analysis import Entry, Posting
from archive.index.engine import FacetCount
from archive.index.facets import STATES, VALIDITY, in_order
from archive.index.fields import FACETS
from archive.index.plan import Nearby, Phrase, Plan, Prefix, Side

Standing = Mapping[str, str]


def fits(asked: Plan, one: Entry, standing: Standing) -> bool:
    """Whether an entry is what a plan asks for; `standing` is the validity of works by id, as in `Manner`."""
    return _meant(asked, one) and not any(True for _ in _missed(asked, one, standing))


def facets(entries: Iterable[Entry], asked: Plan, standing: Standing) -> dict[str, tuple[FacetCount, ...]]:
    """The counts of every facet over the entries that fit a plan, all entries being given.

    A facet in which the reader has chosen counts what fits without that choice, so that more of it can be chosen. What
    is known of no work's validity is not counted.
    """
    missed = [(one, frozenset(_missed(asked, one, standing))) for one in entries if _meant(asked, one)]
    names = (*FACETS, VALIDITY) if standing else FACETS
    return {name: _counted(name, [one for one, by in missed if by <= {name}], standing) for name in names}


def _counted(name: str, held: list[Entry], standing: Standing) -> tuple[FacetCount, ...]:
    if name == VALIDITY:
        return in_order(name, Counter(state(one, standing) for one in held), {})
    by_id = sorted(held, key=lambda one: one.id, reverse=True)
    labels = {str(one.columns[name]): one.labels.get(name, "") for one in by_id}
    return in_order(name, Counter(str(one.columns[name]) for one in held), labels)


def state(one: Entry, standing: Standing) -> str:
    """The validity of an entry, or of the work that it is an article of."""
    said = (standing.get(one.id), standing.get(str(one.columns["work"])))
    return next((value for value in said if value in STATES), "unknown")


# --- what it holds ---------------------------------------------------------------------------------------------------


def _meant(asked: Plan, one: Entry) -> bool:
    """Whether an entry is meant by the words and all that is no facet."""
    named = f"-{one.columns['signatory']}-"
    return (
        _of_side(asked, one)
        and all(term in one.terms[stream] for stream, term in asked.required)
        and (not asked.signatory or f"-{asked.signatory}-" in named)
    )


def _of_side(asked: Plan | Side, one: Entry) -> bool:
    held = one.terms[asked.gate_stream]
    return (
        sum(term in held for term in asked.gate) >= asked.needed
        and all(holds(one, phrase) for phrase in asked.phrases)
        and not any(holds(one, phrase) for phrase in asked.without)
        and all(_near(one, nearby) for nearby in asked.near)
        and all(_begun(one, prefix) for prefix in asked.prefixes)
        and all(any(_of_side(side, one) for side in choice) for choice in asked.choices)
    )


def holds(one: Entry, phrase: Phrase) -> bool:
    """Whether an entry has the terms of a phrase in a row; a phrase without terms is nowhere."""
    postings: list[Posting | None] = [one.terms[phrase.stream].get(term) for term in phrase.terms]
    if not postings or None in postings:
        return False
    starts = [{place - shift for place in posting.places} for shift, posting in enumerate(postings) if posting]
    return bool(set.intersection(*starts))


def _near(one: Entry, nearby: Nearby) -> bool:
    """Whether a stretch of the entry that begins with one of the terms has them all."""
    postings = [one.terms[nearby.stream].get(term) for term in nearby.terms]
    places = [posting.places for posting in postings if posting]
    if not places or len(places) < len(postings):
        return False
    starts = (place for held in places for place in held)
    return any(all(any(0 <= at - start < nearby.within for at in held) for held in places) for start in starts)


def _begun(one: Entry, prefix: Prefix) -> bool:
    return any(term in one.terms[prefix.stream] for term in prefix.terms)


# --- what it is ------------------------------------------------------------------------------------------------------


def _missed(asked: Plan, one: Entry, standing: Standing) -> Iterator[str]:
    """The facets whose choice keeps an entry out; a stretch of days is the choice of a year."""
    yield from (name for name, values in asked.columns if one.columns[name] not in values)
    yield from (name for name, values in asked.barred if one.columns[name] in values)
    if asked.days and not _within(one, asked.days):
        yield "year"
    if asked.validity and state(one, standing) not in asked.validity:
        yield VALIDITY


def _within(one: Entry, days: tuple[int, int]) -> bool:
    first, last = int(one.columns["first"]), int(one.columns["last"])
    return first > 0 and last >= days[0] and first <= days[1]
