"""Where terms stand in some documents of a snapshot, read from the postings of these documents alone."""

from collections.abc import Sequence

import numpy as np

from archive.index.arrays.coded import Coded
from archive.index.arrays.postings import Ints
from archive.index.arrays.snapshot import Snapshot
from archive.index.placed import Placed


def placed(snapshot: Snapshot, ids: Sequence[str], stream: str, terms: Sequence[str]) -> Placed:
    """Every occurrence of terms in the texts of documents, those in titles, headings and citing sentences left out."""
    docs = np.array([document(snapshot, one) for one in ids], np.int64)
    rows = np.argsort(docs)
    rows = rows[docs[rows] >= 0]
    ascending = docs[rows]
    begun, sizes = snapshot.numbers["body_at"][ascending], snapshot.numbers["body_size"][ascending]
    which, places, codes = _all(snapshot, stream, terms, ascending)
    places = places - begun[which]
    inside = (places >= 0) & (places < sizes[which])
    told = np.full(len(ids), -1, np.int64)
    told[rows] = sizes
    return Placed(rows[which[inside]], places[inside], codes[inside], tuple(told.tolist()))


def document(snapshot: Snapshot, doc_id: str) -> int:
    """The number of the document of an id that is there; -1 for none."""
    for offset, segment in zip(snapshot.offsets, snapshot.segments, strict=True):
        doc = segment.ids.find(doc_id) if isinstance(segment.ids, Coded) else -1
        if doc >= 0 and snapshot.live[offset + doc]:
            return offset + doc  # type: ignore[no-any-return]
    return -1


def _all(snapshot: Snapshot, stream: str, terms: Sequence[str], docs: Ints) -> tuple[Ints, Ints, Ints]:
    """Which of the documents, ascending, the place among all its syllables, and which term."""
    found = [(np.zeros(0, np.int64),) * 3] if not len(terms) or not len(docs) else []
    for code, term in enumerate(terms if len(docs) else ()):
        which, places = snapshot.holders(stream, term).places_in(docs)
        found.append((which, places, np.full(len(which), code, np.int64)))
    which, places, codes = (np.concatenate(column) for column in zip(*found, strict=True))
    return which, places, codes
