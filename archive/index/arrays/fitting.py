"""Who fits a plan, term by term over all documents of a snapshot at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.index.arrays.postings import Ints, Mask, Whole
from archive.index.arrays.snapshot import Snapshot
from archive.index.arrays.standing import states
from archive.index.candidates import PAIRS_OF, heads_of
from archive.index.facets import STATES, VALIDITY
from archive.index.plan import Nearby, Phrase, Plan, Prefix, Side

# A place and its document as one number: more places than any document has.
_ROOM = 1 << 32


@dataclass(frozen=True, slots=True)
class Fit:
    """Who fits a plan: `whole` all of it; `apart` for each facet in which the reader has chosen, all but that choice.

    `states` is the validity of each document as a place in `STATES`, None where nothing is known of any.
    """

    whole: Mask
    apart: Mapping[str, Mask]
    states: Ints | None


def fitting(snapshot: Snapshot, asked: Plan, standing: Mapping[str, str]) -> Fit:
    """Which documents a plan asks for; `standing` is the validity of works by id, as in `Manner`."""
    meant = snapshot.live & snapshot.again(_words_of(asked), lambda: _of_side(snapshot, asked))
    for stream, term in asked.required:
        meant &= _among(snapshot.holders(stream, term).docs, len(meant))
    if asked.signatory:
        labels, codes = snapshot.texts["signatory"]
        meant &= np.isin(codes, [code for code, one in enumerate(labels) if f"-{asked.signatory}-" in f"-{one}-"])
    known = states(snapshot, standing) if standing else None
    chosen = _chosen(snapshot, asked, known)
    apart = {name: _all_of(meant, (mask for other, mask in chosen.items() if other != name)) for name in chosen}
    return Fit(_all_of(meant, chosen.values()), apart, known)


def _all_of(first: Mask, masks: Iterable[Mask]) -> Mask:
    return reduce(np.logical_and, masks, first)


# --- what they are ---------------------------------------------------------------------------------------------------


def _chosen(snapshot: Snapshot, asked: Plan, known: Ints | None) -> dict[str, Mask]:
    """For each facet in which the reader has chosen, which documents are so; days are the choice of a year."""
    chosen: dict[str, Mask] = {}
    for name, values in asked.columns:
        chosen[name] = snapshot.valued(name, values)
    for name, values in asked.barred:
        others = ~snapshot.valued(name, values)
        chosen[name] = chosen[name] & others if name in chosen else others
    if asked.days:
        first, last = snapshot.numbers["first"], snapshot.numbers["last"]
        chosen["year"] = (first > 0) & (last >= asked.days[0]) & (first <= asked.days[1])
    if asked.validity:
        wanted = [place for place, state in enumerate(STATES) if state in asked.validity]
        held = np.full(snapshot.size, STATES.index("unknown"), np.int64) if known is None else known
        chosen[VALIDITY] = np.isin(held, wanted)
    return chosen


# --- what they hold --------------------------------------------------------------------------------------------------


def _words_of(asked: Plan) -> tuple[object, ...]:
    """All that `_of_side` looks at."""
    words = (asked.gate_stream, asked.gate, asked.needed, asked.phrases, asked.without)
    return ("holding", *words, asked.near, asked.prefixes, asked.choices)


def _of_side(snapshot: Snapshot, asked: Plan | Side) -> Mask:
    size = snapshot.size
    fits = np.ones(size, np.bool_)
    if asked.gate:
        stream, gate = asked.gate_stream, asked.gate
        fits &= snapshot.again(("held", stream, gate), lambda: _how_many(snapshot, stream, gate)) >= asked.needed
    for phrase in asked.phrases:
        fits &= _among(_holding(snapshot, phrase), size)
    for phrase in asked.without:
        fits &= ~_among(_holding(snapshot, phrase), size)
    for nearby in asked.near:
        fits &= _among(_near(snapshot, nearby), size)
    for prefix in asked.prefixes:
        fits &= _begun(snapshot, prefix)
    for choice in asked.choices:
        fits &= reduce(np.logical_or, (_of_side(snapshot, side) for side in choice), np.zeros(size, np.bool_))
    return fits


def _how_many(snapshot: Snapshot, stream: str, terms: Iterable[str]) -> Whole:
    """How many of some terms each document holds: a ladder asks for fewer of them than the list above it."""
    terms = tuple(terms)
    counts: npt.NDArray[np.unsignedinteger[Any]] = np.zeros(snapshot.size, np.uint8 if len(terms) < 256 else np.uint16)
    there = np.empty(snapshot.size, np.bool_)
    for term in terms:
        held = snapshot.holders(stream, term)
        if held.common:
            np.not_equal(held.row(snapshot.size), 0, out=there)
            # The truths as bytes, which need not be turned into numbers first.
            counts += there.view(np.uint8)
        else:
            counts[held.docs] += 1
    return counts


def _among(docs: Whole, size: int) -> Mask:
    made = np.zeros(size, np.bool_)
    made[docs] = True
    return made


def _begun(snapshot: Snapshot, prefix: Prefix) -> Mask:
    made = np.zeros(snapshot.size, np.bool_)
    for term in prefix.terms:
        held = snapshot.holders(prefix.stream, term)
        if held.common:
            made |= held.row(snapshot.size) != 0
        else:
            made[held.docs] = True
    return made


def _holding(snapshot: Snapshot, phrase: Phrase) -> Whole:
    """The documents with the terms in a row. One term or a pair is a posting list of its own; more need the places."""
    terms = phrase.terms
    if len(terms) <= 1:
        return snapshot.holders(phrase.stream, terms[0]).docs if terms else np.zeros(0, np.int64)
    docs = _with_all(snapshot, PAIRS_OF[phrase.stream], [f"{left} {right}" for left, right in pairwise(terms)])
    if len(terms) == 2 or not len(docs):
        return docs
    # From the rarest term on, each is looked for only where all before it stand.
    first, *others = sorted(range(len(terms)), key=lambda at: snapshot.holders(phrase.stream, terms[at]).size)
    placed = _placed(snapshot, phrase.stream, terms[first], docs)
    starts = placed[placed % _ROOM >= first] - first
    for shift in others:
        own = _placed(snapshot, phrase.stream, terms[shift], _of_places(starts))
        starts = starts[_held(own, starts + shift)]
    return _of_places(starts)


def _held(own: Whole, wanted: Ints) -> Mask:
    """Which of some numbers are among others, both ascending."""
    if not len(own):
        return np.zeros(len(wanted), np.bool_)
    # In the width of the others, or all of them would be widened first.
    same = wanted.astype(own.dtype, copy=False)
    found: Mask = own[np.minimum(np.searchsorted(own, same), len(own) - 1)] == same
    return found


def _of_places(placed: Ints) -> Ints:
    """The documents of ascending places, each once."""
    docs = placed // _ROOM
    return docs[heads_of(docs)]


def _near(snapshot: Snapshot, nearby: Nearby) -> Ints:
    """The documents in which a stretch that begins with one of the terms has them all."""
    docs = _with_all(snapshot, nearby.stream, nearby.terms)
    if len(nearby.terms) <= 1 or not len(docs):
        return docs
    placed = [_placed(snapshot, nearby.stream, term, docs) for term in nearby.terms]
    starts = np.concatenate(placed)
    for own in placed:
        following = np.minimum(np.searchsorted(own, starts), len(own) - 1)
        starts = starts[(own[following] >= starts) & (own[following] - starts < nearby.within)]
    return _of_places(np.sort(starts))


def _with_all(snapshot: Snapshot, stream: str, terms: Iterable[str]) -> Ints:
    """The documents that hold every one of the terms; none for no terms."""
    wanted = sorted(dict.fromkeys(terms), key=lambda term: snapshot.holders(stream, term).size)
    if not wanted:
        return _NOBODY
    docs = snapshot.holders(stream, wanted[0]).docs.astype(np.int64)
    for term in wanted[1:]:
        held = snapshot.holders(stream, term)
        among = held.row(snapshot.size)[docs] != 0 if held.common else _held(held.docs, docs)
        docs = docs[among]
    return docs


_NOBODY: Ints = np.zeros(0, np.int64)


def _placed(snapshot: Snapshot, stream: str, term: str, docs: Ints) -> Ints:
    """Every place of a term in documents that all have it, with the document: ascending, _ROOM a document."""
    which, places = snapshot.holders(stream, term).places_in(docs)
    return docs[which] * _ROOM + places
