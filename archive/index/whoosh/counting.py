"""Counts of a result over a snapshot: how many of the documents have each value of each facet."""

import numpy as np

from archive.index.engine import FacetCount
from archive.index.facets import in_order
from archive.index.fields import FACETS
from archive.index.whoosh.schema import LABELLED
from archive.index.whoosh.segments import Ints, Snapshot


def facets(snapshot: Snapshot, docs: Ints) -> dict[str, tuple[FacetCount, ...]]:
    """The counts of every facet over documents."""
    made: dict[str, tuple[FacetCount, ...]] = {}
    for name in FACETS:
        labels, codes = snapshot.texts[name]
        found, counts = np.unique(codes[docs], return_counts=True)
        values = [labels[code] for code in found]
        written = _written(snapshot, name, docs, codes) if name in LABELLED and len(docs) else dict.fromkeys(values, "")
        made[name] = in_order(name, dict(zip(values, counts.tolist(), strict=True)), written)
    return made


def _written(snapshot: Snapshot, name: str, docs: Ints, codes: Ints) -> dict[str, str]:
    """The words for each value, from the document whose id comes first."""
    by_id = docs[np.argsort(snapshot.id_rank[docs], kind="stable")]
    found, firsts = np.unique(codes[by_id], return_index=True)
    labels = snapshot.texts[name][0]
    return {labels[code]: snapshot.labels[name][by_id[place]] for code, place in zip(found, firsts, strict=True)}
