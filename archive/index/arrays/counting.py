"""Counts of a result over a snapshot: how many of the documents have each value of each facet.

The codes of all facets stand side by side, so that one count tells all of them; which words show a value, and where it
stands among the others, is worked out once for a snapshot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from archive.index.arrays.fitting import Fit
from archive.index.arrays.postings import Ints, Mask
from archive.index.arrays.snapshot import LABELLED, Snapshot
from archive.index.engine import FacetCount
from archive.index.facets import STATES, VALIDITY, by_count, in_order, known_label
from archive.index.fields import FACETS


@dataclass(frozen=True, slots=True)
class _Facet:
    """A facet of a snapshot: its values, the words that show each, and the order of those that are counted alike.

    `begin` is where its codes begin among those of all facets. `doubtful` are values that the documents write in
    several ways and no table of the archive names: the first document of a result says how; None where there is none.
    """

    values: Sequence[str]
    shown: Sequence[str]
    order: Ints
    begin: int
    doubtful: Mask | None


@dataclass(frozen=True, slots=True)
class _Table:
    """Every facet, the codes of all of them for each document, a document a row, and how many documents have each."""

    facets: Mapping[str, _Facet]
    codes: Ints
    whole: Ints


_kept: "WeakKeyDictionary[Snapshot, _Table]" = WeakKeyDictionary()


def facets(snapshot: Snapshot, fit: Fit, docs: Ints) -> dict[str, tuple[FacetCount, ...]]:
    """The counts of every facet over the documents that fit, `docs`.

    A facet in which the reader has chosen counts what fits without that choice, so that more of it can be chosen. What
    is known of no work's validity is not counted.
    """
    table = _kept.get(snapshot)
    if table is None:
        table = _kept[snapshot] = _table(snapshot)
    apart = {name: np.flatnonzero(mask) for name, mask in fit.apart.items()}
    counts = _counted(table, docs)
    made = {}
    for name, facet in table.facets.items():
        own = _counted(table, apart[name]) if name in apart else counts
        its = own[facet.begin : facet.begin + len(facet.values)]
        made[name] = _shown(snapshot, name, facet, its, apart.get(name, docs))
    if fit.states is not None:
        told = np.bincount(fit.states[apart.get(VALIDITY, docs)], minlength=len(STATES)).tolist()
        held: dict[str, int] = {state: count for state, count in zip(STATES, told, strict=True) if count}
        made[VALIDITY] = in_order(VALIDITY, held, {})
    return made


def _counted(table: _Table, docs: Ints) -> Ints:
    """How many of some documents have each code. Of most documents the others are counted, who are fewer."""
    if 2 * len(docs) <= len(table.codes):
        return np.bincount(table.codes.take(docs, axis=0).ravel(), minlength=len(table.whole))
    others = np.ones(len(table.codes), np.bool_)
    others[docs] = False
    return table.whole - _counted(table, others.nonzero()[0])


def _shown(snapshot: Snapshot, name: str, facet: _Facet, counts: Ints, docs: Ints) -> tuple[FacetCount, ...]:
    found = counts.nonzero()[0]
    if facet.doubtful is not None and facet.doubtful[found].any():
        written = _written(snapshot, name, facet.doubtful, docs)
        labels = {facet.values[code]: written.get(code, facet.shown[code]) for code in found.tolist()}
        return in_order(name, {facet.values[code]: int(counts[code]) for code in found.tolist()}, labels)
    # By its own order alone, or by count first.
    keys = (facet.order[found], -counts[found]) if by_count(name) else (facet.order[found],)
    ordered = found[np.lexsort(keys)]
    values, shown = facet.values, facet.shown
    told = zip(ordered.tolist(), counts[ordered].tolist(), strict=True)
    return tuple([FacetCount(values[code], shown[code], count) for code, count in told])


def _written(snapshot: Snapshot, name: str, doubtful: Mask, docs: Ints) -> dict[int, str]:
    """How the first document, by its id, of each doubtful value writes it."""
    codes = snapshot.texts[name][1][docs]
    among = doubtful[codes].nonzero()[0]
    among = among[np.argsort(snapshot.id_rank[docs[among]], kind="stable")]
    found, first = np.unique(codes[among], return_index=True)
    words, own = snapshot.labels[name]
    said = own[docs[among[first]]].tolist()
    return {code: words[label] for code, label in zip(found.tolist(), said, strict=True)}


# --- once for a snapshot ---------------------------------------------------------------------------------------------


def _table(snapshot: Snapshot) -> _Table:
    made: dict[str, _Facet] = {}
    codes = np.empty((snapshot.size, len(FACETS)), np.int64)
    begin = 0
    for place, name in enumerate(FACETS):
        values, own = snapshot.texts[name]
        codes[:, place] = own + begin
        made[name] = _facet(snapshot, name, begin)
        begin += len(values)
    return _Table(made, codes, np.bincount(codes.ravel(), minlength=begin))


def _facet(snapshot: Snapshot, name: str, begin: int) -> _Facet:
    values, codes = snapshot.texts[name]
    written = [""] * len(values)
    doubtful = np.zeros(len(values), np.bool_)
    if name in LABELLED and len(codes):
        words, own = snapshot.labels[name]
        least, most = np.full(len(values), len(words)), np.zeros(len(values), np.int64)
        np.minimum.at(least, codes, own)
        np.maximum.at(most, codes, own)
        doubtful = (least < most) & np.array([not known_label(name, value) for value in values], np.bool_)
        written = [words[label] for label in most.tolist()]
    # Counted alike they are in the order in which they are shown.
    told = in_order(name, dict.fromkeys(values, 1), dict(zip(values, written, strict=True)))
    rank = {one.value: (place, one.label) for place, one in enumerate(told)}
    order = np.array([rank[value][0] for value in values], np.int64)
    return _Facet(values, [rank[value][1] for value in values], order, begin, doubtful if doubtful.any() else None)
