"""The schema of the index on disk, derived from the table of fields, and an entry as the library takes it.

The library pickles the schema into the index, so the classes here stay under this module path. They hold no analyser:
terms come ready from `archive.index.analysis`, the same when writing and when asking.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from whoosh.columns import NumericColumn, RefBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.formats import Format

from archive.index.analysis import Entry, Posting
from archive.index.arrays.snapshot import LABELLED
from archive.index.fields import COLUMNS, STREAMS

PLACE_BYTES = "<u4"


class Weights(Format):  # type: ignore[misc]  # the library has no types
    """Postings that hold a weight only."""

    posting_size = 0


class Places(Format):  # type: ignore[misc]
    """Postings that hold a weight and the places of the term, four bytes each."""

    posting_size = -1


class WeightedTerms(FieldType):  # type: ignore[misc]
    """A stream of terms that come with their weights; the library counts and scores nothing."""

    def __init__(self, *, places: bool) -> None:
        """A stream with or without places."""
        # Scorable only so that the library has its own rough lengths: it looks for them with every posting it writes.
        super().__init__(Places() if places else Weights(), None, scorable=True)

    def index(self, value: Mapping[str, Posting], **_: Any) -> Iterator[tuple[bytes, int, int, bytes]]:  # noqa: ANN401
        """The postings of one document as the library takes them: term, count, weight, places."""
        for term, posting in value.items():
            places = np.array(posting.places, dtype=PLACE_BYTES).tobytes() if posting.places else b""
            yield term.encode(), posting.weight, posting.weight, places


def schema() -> Schema:
    """The schema: the id, one field a stream with its length, one column a facet with its label, two day numbers."""
    made: dict[str, FieldType] = {"id": ID(unique=True, sortable=VarBytesColumn())}
    for stream in STREAMS:
        made[stream.name] = WeightedTerms(places=stream.places)
        made[length_of(stream.name)] = COLUMN(NumericColumn("I"))
    for column in COLUMNS:
        made[column.name] = COLUMN(RefBytesColumn() if column.kind != "number" else NumericColumn("I"))
    for name in LABELLED:
        made[label_of(name)] = COLUMN(RefBytesColumn())
    return Schema(**made)


def length_of(stream: str) -> str:
    """The column of the weighted length of a stream."""
    return f"{stream}_length"


def label_of(facet: str) -> str:
    """The column of the words a document writes for a facet's value."""
    return f"{facet}_label"


def values(one: Entry) -> dict[str, object]:
    """An entry as the fields of one document of the library."""
    made: dict[str, object] = {"id": one.id, **one.terms}
    made |= {length_of(name): length for name, length in one.lengths.items()}
    made |= {name: value.encode() if isinstance(value, str) else value for name, value in one.columns.items()}
    return made | {label_of(name): one.labels[name].encode() for name in LABELLED}
