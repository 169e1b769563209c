"""Stretches of different sizes out of a row of numbers, picked and put in another order without a loop."""

from collections.abc import Sequence

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.field import Wide


def in_a_row(parts: Sequence[Numbers]) -> Numbers:
    """Several rows as one."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else np.zeros(0, np.int64)


def bounds_of(sizes: Numbers) -> Wide:
    """Where stretches of these sizes begin in a row, and where the last one ends."""
    bounds = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=bounds[1:])
    return bounds


def taken_rows(data: Numbers, bounds: Wide, order: Wide) -> tuple[Numbers, Wide]:
    """Some stretches of a row in an order, and their bounds; `bounds` has one more than there are stretches."""
    if len(order) and (np.diff(order) == 1).all():  # as they stand: nothing is copied
        own = bounds[order[0] : order[-1] + 2]
        return data[own[0] : own[-1]], own - own[0]
    sizes = np.diff(bounds)[order]
    after = bounds_of(sizes)
    return data[indices(bounds[order], after)], after


def stretches(data: Numbers, sizes: Numbers | None, order: Wide) -> Numbers:
    """Stretches that stand in a row one behind the other, each of its size (None: of one), in another order."""
    if sizes is None:
        return data[order]
    return taken_rows(data, bounds_of(sizes), order)[0]


def indices(starts: Wide, after: Wide) -> Wide:
    """The place of every number of stretches that begin at `starts`, and have in their new row the bounds `after`."""
    step = np.ones(int(after[-1]), np.int64)
    filled = np.flatnonzero(np.diff(after))
    if not len(filled):
        return step[:0]
    begins, ends = starts[filled], starts[filled] + np.diff(after)[filled]
    step[0] = begins[0]
    step[after[filled[1:]]] = begins[1:] - ends[:-1] + 1
    return np.cumsum(step, out=step)


def cuts_of(sizes: Numbers, most: int) -> Wide:
    """Where things of these sizes are cut, from 0 to their number, so that about `most` is between two cuts.

    A thing is never cut itself, be it larger; and there is something between any two cuts but the first and the last.
    """
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    inner = np.searchsorted(ends, np.arange(most, total, most))
    return np.unique(np.concatenate([[0], inner, [len(sizes)]]))
