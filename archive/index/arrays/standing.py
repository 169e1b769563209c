"""The validity of works as an array beside the documents of a snapshot, so that it filters and counts like a column."""

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from archive.index.arrays.postings import Ints
from archive.index.arrays.snapshot import Snapshot
from archive.index.facets import STATES


@dataclass(frozen=True, slots=True)
class _Known:
    """What was made last for a snapshot, and from which mapping; that is kept, so it is the same one while it lives."""

    standing: Mapping[str, str]
    states: Ints


_kept: "WeakKeyDictionary[Snapshot, _Known]" = WeakKeyDictionary()


def states(snapshot: Snapshot, standing: Mapping[str, str]) -> Ints:
    """The validity of each document as a place in `STATES`, that of the containing work for single articles.

    Works that `standing` does not have are in an unknown state. A mapping is taken not to change once it was given.
    """
    known = _kept.get(snapshot)
    if known is None or known.standing is not standing:
        known = _kept[snapshot] = _Known(standing, _states(snapshot, standing))
    return known.states


def _states(snapshot: Snapshot, standing: Mapping[str, str]) -> Ints:
    place: dict[str, int] = {state: code for code, state in enumerate(STATES)}
    unknown = place["unknown"]
    labels, codes = snapshot.texts["work"]
    of_work = np.array([place.get(standing.get(label, ""), unknown) for label in labels] or [unknown], np.int64)
    own = np.array([place.get(standing.get(one, ""), -1) for one in snapshot.ids], np.int64)
    return np.where(own >= 0, own, of_work[codes])
