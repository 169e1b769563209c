"""Counts of a result over a snapshot: how many of the documents have each value of each facet."""

from weakref import WeakKeyDictionary

import numpy as np

from archive.index.arrays.fitting import Fit
from archive.index.arrays.postings import Ints
from archive.index.arrays.snapshot import LABELLED, Snapshot
from archive.index.engine import FacetCount
from archive.index.facets import STATES, VALIDITY, in_order
from archive.index.fields import FACETS

# The documents of a snapshot in the order of their ids, as long as the snapshot lives.
_by_id: "WeakKeyDictionary[Snapshot, Ints]" = WeakKeyDictionary()


def facets(snapshot: Snapshot, fit: Fit) -> dict[str, tuple[FacetCount, ...]]:
    """The counts of every facet over the documents that fit.

    A facet in which the reader has chosen counts what fits without that choice, so that more of it can be chosen. What
    is known of no work's validity is not counted.
    """
    ordered = _in_order_of_ids(snapshot)
    whole = ordered[fit.whole[ordered]]
    docs = {name: ordered[mask[ordered]] for name, mask in fit.apart.items()}
    made = {name: _counted(snapshot, name, docs.get(name, whole)) for name in FACETS}
    if fit.states is not None:
        counts = np.bincount(fit.states[docs.get(VALIDITY, whole)], minlength=len(STATES)).tolist()
        held: dict[str, int] = {state: count for state, count in zip(STATES, counts, strict=True) if count}
        made[VALIDITY] = in_order(VALIDITY, held, {})
    return made


def _counted(snapshot: Snapshot, name: str, docs: Ints) -> tuple[FacetCount, ...]:
    """The counts of one facet over documents in the order of their ids; its words are those of the first one."""
    labels, codes = snapshot.texts[name]
    held = codes[docs]
    counts = np.bincount(held, minlength=len(labels))
    found = np.flatnonzero(counts)
    written: dict[str, str] = {}
    if name in LABELLED:
        first = np.zeros(len(labels), np.int64)
        first[held[::-1]] = docs[::-1]  # where a place is written twice the last one stays
        written = {labels[code]: snapshot.labels[name][first[code]] for code in found}
    return in_order(name, {labels[code]: int(counts[code]) for code in found}, written)


def _in_order_of_ids(snapshot: Snapshot) -> Ints:
    ordered = _by_id.get(snapshot)
    if ordered is None:
        ordered = _by_id[snapshot] = np.argsort(snapshot.id_rank, kind="stable")
    return ordered
