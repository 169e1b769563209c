"""Who fits a plan, term by term over all documents of a snapshot at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.index.arrays.phrases import holding, near
from archive.index.arrays.postings import Ints, Mask, Whole
from archive.index.arrays.snapshot import Snapshot
from archive.index.arrays.standing import states
from archive.index.facets import STATES, VALIDITY
from archive.index.plan import Plan, Prefix, Side


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
        chosen["year"] = snapshot.dated(asked.days)
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
        fits &= _among(holding(snapshot, phrase), size)
    for phrase in asked.without:
        fits &= ~_among(holding(snapshot, phrase), size)
    for nearby in asked.near:
        fits &= _among(near(snapshot, nearby), size)
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
