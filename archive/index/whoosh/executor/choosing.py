"""The best of what was found: by score, or by a column; and how many there are of each value of a facet."""

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.columns import CodedColumn
from archive.index.arrays.sets import summed
from archive.index.arrays.tops import floor, leading, top
from archive.index.whoosh.executor.hits import Found
from archive.index.whoosh.executor.leaves import Leaf

# What orders a document among those of other segments, and its number in the index.
Placed = tuple[Any, int]
Counts = dict[str, dict[Any, int]]
# Columns of so many words at most are kept as lists; so many combinations at most are counted as one column.
_LISTED, _TOGETHER = 4096, 1 << 15


def by_score(leaf: Leaf, found: Found, limit: int, *, reverse: bool) -> list[Placed]:
    """The best of a segment: the highest score first, of equal ones the first document; `reverse` turns all round."""
    scores = np.ones(len(found.docs)) if found.scores is None else found.scores
    if limit <= 0 or not len(scores):
        return []
    if not reverse:
        return placed(leaf.base, *leading(found.docs, scores, limit))
    docs, scores = found.docs[::-1], -scores[::-1]
    rows = top(scores, limit)
    return list(
        zip((-scores.take(rows)).tolist(), (docs.take(rows).astype(np.int64) + leaf.base).tolist(), strict=True)
    )


def placed(base: int, docs: Sequence[int], scores: Sequence[float]) -> list[Placed]:
    """The best documents of a segment among those of others: scores come negative, so that the smallest is the best."""
    return [(-score, doc + base) for doc, score in zip(docs, scores, strict=True)]


def best_sums(parts: Sequence[Found], limit: int, *, size: int, boost: float) -> tuple[int, Found]:
    """How many documents any part finds, and those that may be among the best of them, with the sums of their scores.

    The sums are looked at where they stand: a few hundred of a part's documents say what the last of the best has at
    least, and one comparison leaves those that reach it.
    """
    held = [(one.docs, one.scores) for one in parts if one.scores is not None and len(one.docs)]
    sums = summed(held, size)
    total = int(np.count_nonzero(sums > 0))
    least = 0.0
    # The shortest list that can say anything: its documents are the ones with the high scores.
    telling = min((docs for docs, _ in held if len(docs) >= 4 * limit > 0), key=len, default=None)
    if telling is not None:
        least = float(floor(sums.take(telling[:: max(1, len(telling) // 512)], mode="clip"), limit))
    rows = (sums >= least).nonzero()[0] if least > 0 else (sums > 0).nonzero()[0]
    scores = sums.take(rows)
    if boost != 1.0:
        scores *= boost
    return total, Found(rows, scores)


def by_column(leaf: Leaf, docs: Numbers, name: str, limit: int, *, reverse: bool) -> list[Placed]:
    """The first of a segment by a column, of equal ones the first document; `reverse` turns all round."""
    if reverse:
        docs = docs[::-1]
    coded = leaf.codes(name)
    values = coded.codes if coded is not None else leaf.arrays.numbers(name)
    if values is None:
        raise KeyError(f"no column {name!r} to sort by")
    own = values.take(docs)
    if own.dtype.kind == "b":
        own = own.astype(np.uint8)
    rows = top(own if reverse else -own if own.dtype.kind == "f" else ~own, limit)
    numbers = (docs.take(rows).astype(np.int64) + leaf.base).tolist()
    found = own.take(rows).tolist()
    return list(zip([coded.words[one] for one in found] if coded is not None else found, numbers, strict=True))


def counted(leaf: Leaf, docs: Numbers, names: Sequence[str], shown: Callable[[str, Any], Any]) -> Counts:
    """How many of these documents of a segment have each value of each column; `shown` says how a value is written."""
    if len(names) > 1 and (together := _together(leaf, tuple(names))) is not None:
        codes, sizes = together
        if len(docs) * 2 >= prod(sizes):
            counts = np.bincount(codes.take(docs), minlength=prod(sizes)).reshape(sizes)
            axes = range(len(names))
            summed_up = [counts.sum(axis=tuple(one for one in axes if one != axis)) for axis in axes]
            return {name: _held(leaf, name, own, shown) for name, own in zip(names, summed_up, strict=True)}
    return {name: _counted(leaf, docs, name, shown) for name in names}


def _counted(leaf: Leaf, docs: Numbers, name: str, shown: Callable[[str, Any], Any]) -> dict[Any, int]:
    coded = leaf.codes(name)
    if coded is not None:
        return _held(leaf, name, np.bincount(coded.codes.take(docs), minlength=len(coded.words)), shown)
    numbers = leaf.arrays.numbers(name)
    if numbers is None:
        raise KeyError(f"no column {name!r} to count")
    values, sizes = np.unique(numbers.take(docs), return_counts=True)
    return {shown(name, value): size for value, size in zip(values.tolist(), sizes.tolist(), strict=True)}


def _held(leaf: Leaf, name: str, counts: Numbers, shown: Callable[[str, Any], Any]) -> dict[Any, int]:
    """The counts that are not zero, by their values; the values of a short list of words are kept as they are shown."""
    coded = leaf.codes(name)
    if coded is None:
        raise KeyError(f"no column {name!r} to count")
    if len(coded.words) > _LISTED:
        rows = counts.nonzero()[0].tolist()
        return {shown(name, coded.words[row]): int(counts[row]) for row in rows}
    words = leaf.kept.get(f"shown:{name}")
    if words is None:
        words = leaf.kept[f"shown:{name}"] = [shown(name, word) for word in coded.words]
    return {word: count for word, count in zip(words, counts.tolist(), strict=True) if count}


def _together(leaf: Leaf, names: tuple[str, ...]) -> tuple[Numbers, tuple[int, ...]] | None:
    """One code for the values of several columns together; None when there would be too many."""
    key = "together:" + "\0".join(names)
    if key not in leaf.kept:
        columns = [leaf.codes(name) for name in names]
        held = [column for column in columns if column is not None]
        sizes = tuple(len(column.words) for column in held)
        fits = len(held) == len(names) and prod(sizes) <= _TOGETHER
        leaf.kept[key] = (_mixed(held, sizes), sizes) if fits else None
    found: tuple[Numbers, tuple[int, ...]] | None = leaf.kept[key]
    return found


def _mixed(columns: Sequence[CodedColumn], sizes: Sequence[int]) -> Numbers:
    codes = np.zeros(len(columns[0].codes), np.uint16)
    for column, size in zip(columns, sizes, strict=True):
        codes *= np.uint16(size)
        codes += column.codes.astype(np.uint16)
    return codes
