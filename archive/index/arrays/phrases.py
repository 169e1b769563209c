"""Words that must stand in a row, or near each other, over a snapshot: which documents have them so.

Pairs of neighbours are posting lists of their own; only where more stands together the places are looked at, and there
a document and a place in it are one number, so that one comparison of ascending rows answers for all documents at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Any

import numpy as np

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.holders import Holders
from archive.index.arrays.postings import Ints, PlaceRow, Whole
from archive.index.arrays.runs import documents_of, in_row
from archive.index.arrays.snapshot import Snapshot
from archive.index.candidates import PAIRS_OF, spread_out
from archive.index.plan import Nearby, Phrase

_NOBODY: Ints = np.zeros(0, np.int64)


def holding(snapshot: Snapshot, phrase: Phrase) -> Whole:
    """The documents with the terms in a row. One term or a pair is a posting list of its own; more need the places."""
    terms = phrase.terms
    if len(terms) <= 1:
        return snapshot.holders(phrase.stream, terms[0]).docs if terms else _NOBODY
    docs = with_all(snapshot, PAIRS_OF[phrase.stream], [f"{left} {right}" for left, right in pairwise(terms)])
    if len(terms) == 2 or not len(docs):
        return docs
    rows, bits = _placed(snapshot, phrase.stream, terms, docs)
    return documents_of(in_row(rows, range(len(terms))), bits)


def near(snapshot: Snapshot, nearby: Nearby) -> Whole:
    """The documents in which a stretch that begins with one of the terms has them all."""
    docs = with_all(snapshot, nearby.stream, nearby.terms)
    if len(nearby.terms) <= 1 or not len(docs):
        return docs
    rows, bits = _placed(snapshot, nearby.stream, nearby.terms, docs, apart=nearby.within)
    if not all(map(len, rows)):
        return _NOBODY
    starts = np.concatenate(rows)
    for own in rows:
        following = np.minimum(np.searchsorted(own, starts), len(own) - 1)
        starts = starts[(own[following] >= starts) & (own[following] - starts < nearby.within)]
    return documents_of(np.sort(starts), bits)


def with_all(snapshot: Snapshot, stream: str, terms: Iterable[str]) -> Whole:
    """The documents that hold every one of the terms; none for no terms."""
    wanted = sorted((snapshot.holders(stream, term) for term in dict.fromkeys(terms)), key=attrgetter("size"))
    if not wanted:
        return _NOBODY
    docs = wanted[0].docs
    for held in wanted[1:]:
        if held.common:
            docs = docs[held.row(snapshot.size).take(docs) != 0]
        elif not held.size:
            return _NOBODY
        else:
            # In the width of the others, or all of them would be widened first; what does not go into it is not there.
            at = held.docs.searchsorted(docs.astype(held.docs.dtype, copy=False))
            docs = docs[held.docs.take(at, mode="clip") == docs]
    return docs


# --- places ----------------------------------------------------------------------------------------------------------


def _placed(
    snapshot: Snapshot, stream: str, terms: Sequence[str], docs: Whole, *, apart: int = 1
) -> tuple[list[Numbers], int]:
    """Where each term stands in documents that have them all: ascending rows, `document << bits | place`, and the bits.

    Where they are most of those that have a term its other documents come along. The places of two documents are
    further apart than any place of one is moved, and than `apart`.
    """
    wide = docs.astype(np.int64)
    taken = [_taken(snapshot.holders(stream, term), wide) for term in terms]
    largest = max(int(one.places.max(initial=0)) for one in taken)
    bits = (largest + 2 * (apart + len(terms))).bit_length()
    kind = np.dtype(np.uint32 if (snapshot.size + 1) << bits <= 1 << 32 else np.int64)
    return [_keyed(one, bits, kind) for one in taken], bits


@dataclass(frozen=True, slots=True)
class _Taken:
    """Documents, ascending, how many places a term has in each, and these places in a row."""

    docs: Whole
    counts: Whole
    places: Numbers


def _taken(held: Holders, docs: Ints) -> _Taken:
    """The places of a term in documents, perhaps in others too."""
    parts = [_in_a_row(*one) for one in held.stretches_about(docs)]
    if len(parts) == 1:
        return parts[0]
    nothing = np.zeros(0, np.uint8)  # of one byte, so that the places stay as narrow as they are
    return _Taken(*(np.concatenate([nothing, *(getattr(one, name) for one in parts)]) for name in _Taken.__slots__))


def _in_a_row(docs: Ints, begins: Ints, counts: Ints, flat: PlaceRow) -> _Taken:
    if not counts.all():  # a term that has a weight, but stands nowhere: cited by others, perhaps
        kept = counts.nonzero()[0]
        docs, begins, counts = docs[kept], begins[kept], counts[kept]
    first, total = int(begins[:1].sum()), int(counts.sum())
    if len(docs) and int(begins[-1] + counts[-1]) == first + total:
        return _Taken(docs, counts, flat[first : first + total])
    return _Taken(docs, counts, flat.take(spread_out(begins, counts)))


def _keyed(taken: _Taken, bits: int, kind: np.dtype[Any]) -> Numbers:
    """Documents and places as one number."""
    keys = np.zeros(len(taken.places), kind)
    if not len(keys):
        return keys
    own = taken.docs.astype(kind)
    own <<= kind.type(bits)
    # The way from document to document, summed up: NumPy's `repeat` takes three times as long.
    keys[0] = own[0]
    keys[taken.counts[:-1].cumsum()] = own[1:] - own[:-1]
    keys.cumsum(out=keys)
    keys += taken.places
    return keys
