"""Documents of any schema of the library as arrays: texts by whole batches, the other fields value by value.

What comes out equals what the library's own writer makes of the same documents with the codec of arrays.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence, Frequency, Positions

from archive.index.arrays.array_file import Numbers
from archive.index.arrays.columns import CodedColumn
from archive.index.arrays.field import Bytes, FieldArrays, Narrow, Terms, Wide, narrow
from archive.index.whoosh.bulk.words import Words
from archive.index.whoosh.codec.inverted import field_of, length_bytes
from archive.index.whoosh.codec.parts import Rows, SegmentParts
from archive.index.whoosh.codec.shapes import Shape, shape_of
from archive.index.whoosh.codec.stored import stored_bytes
from archive.index.whoosh.codec.stretches import bounds_of
from archive.index.whoosh.codec.value_columns import ColumnTaker, holds_words, kind_of_numbers

Fields = Mapping[str, Any]
# Values of a field whose terms are remembered: facets and dates, of which there are few.
_REMEMBERED = 100_000


def is_plain(field: FieldType) -> bool:
    """Whether a field can be taken here: its postings hold weights, counts and places at most, and it is but one."""
    return (
        field.format is None
        or (type(field.format) in (Existence, Frequency, Positions) and field.format.field_boost == 1.0)
    ) and not (field.vector or field.separate_spelling())


def parts_of_documents(schema: Schema, documents: Sequence[Fields]) -> SegmentParts:
    """Documents, each as name of field → value. Raises what a field raises for a value that it does not take."""
    inverted: dict[str, FieldArrays] = {}
    lengths: dict[str, Narrow] = {}
    for name, field in schema.items():
        values = [one.get(name) for one in documents]
        if not field.indexed or all(value is None for value in values):
            continue
        made, exact = _text(field, values) if _is_text(field) else _Postings(field).of(values)
        if len(made.terms):
            inverted[name] = made
        if exact.any():
            lengths[name] = narrow(exact)
    words, numbers, columns = _columns(schema, documents)
    stored = [name for name, field in schema.items() if field.stored]
    return SegmentParts(
        len(documents),
        inverted=inverted,
        lengths=lengths,
        words=words,
        numbers=numbers,
        columns=columns,
        stored=_stored(stored, documents) if stored else None,
    )


def _is_text(field: FieldType) -> bool:
    return isinstance(field.analyzer, Words) and type(field.format) in (Frequency, Positions) and field.scorable


def _text(field: FieldType, values: Sequence[Any]) -> tuple[FieldArrays, Wide]:
    made: tuple[FieldArrays, Wide] = field.analyzer.inverted(values, places=type(field.format) is Positions)
    return made


class _Postings:
    """A field whose terms the library makes: value by value, those of a value that was seen before remembered."""

    def __init__(self, field: FieldType) -> None:
        self._field, self._shape = field, shape_of(field.format)
        self._seen: dict[Any, list[tuple[bytes, int, float, bytes]]] = {}
        self._terms: dict[bytes, _Term] = {}

    def of(self, values: Sequence[Any]) -> tuple[FieldArrays, Wide]:
        """The field of these values, one a document, and its lengths."""
        lengths = np.zeros(len(values), np.int64)
        for doc, value in enumerate(values):
            for term, count, weight, written in self._items(value) if value is not None else ():
                self._terms.setdefault(term, _Term()).add(doc, weight, written, shape=self._shape)
                lengths[doc] += count if self._field.scorable else 0
        return self._field_arrays(lengths), lengths

    def _items(self, value: Any) -> list[tuple[bytes, int, float, bytes]]:  # noqa: ANN401
        if not isinstance(value, (str, int)):
            return list(self._field.index(value))
        # True is 1 to a dictionary, but not to a field.
        key = (type(value), value)
        found = self._seen.get(key)
        if found is None:
            found = list(self._field.index(value))
            if len(self._seen) < _REMEMBERED:
                self._seen[key] = found
        return found

    def _field_arrays(self, lengths: Wide) -> FieldArrays:
        terms = sorted(self._terms)
        held = [self._terms[term] for term in terms]
        shape = self._shape
        return field_of(
            terms=Terms.of(terms),
            bounds=bounds_of(np.array([len(one.docs) for one in held], np.int64)),
            docs=np.array([doc for one in held for doc in one.docs], np.uint32),
            weights=np.array([weight for one in held for weight in one.weights], np.float32),
            counts=np.array([count for one in held for count in one.counts], np.int64) if _counts(shape) else None,
            places=np.array([place for one in held for place in one.places], np.int64) if shape.places else None,
            lengths=length_bytes(lengths) if lengths.any() else None,
        )


def _counts(shape: Shape) -> bool:
    return shape.places is not None or shape.count is not None


class _Term:
    """The postings of a term."""

    __slots__ = ("counts", "docs", "places", "weights")

    def __init__(self) -> None:
        self.docs: list[int] = []
        self.weights: list[float] = []
        self.counts: list[int] = []
        self.places: list[int] = []

    def add(self, doc: int, weight: float, written: bytes, *, shape: Shape) -> None:
        self.docs.append(doc)
        self.weights.append(weight)
        if shape.places is not None:
            places = shape.places(written)
            self.places.extend(places)
            self.counts.append(len(places))
        elif shape.count is not None:
            self.counts.append(shape.count(written))


def _columns(
    schema: Schema, documents: Sequence[Fields]
) -> tuple[dict[str, CodedColumn], dict[str, Numbers], dict[str, Bytes]]:
    words: dict[str, CodedColumn] = {}
    numbers: dict[str, Numbers] = {}
    written: dict[str, Bytes] = {}
    for name, field in schema.items():
        column = field.column_type
        held = [(doc, one[name]) for doc, one in enumerate(documents) if one.get(name) is not None] if column else []
        if not held:
            continue
        taker = ColumnTaker(column)
        for doc, value in held:
            taker.add(doc, field.to_column_value(value))
        if holds_words(column):
            words[name] = taker.words(len(documents))
        elif kind := kind_of_numbers(column):
            numbers[name] = taker.numbers(len(documents), kind)
        else:
            written[name] = taker.written(len(documents))
    return words, numbers, written


def _stored(names: Sequence[str], documents: Sequence[Fields]) -> Rows:
    return Rows.of(
        [stored_bytes({name: one[name] for name in names if one.get(name) is not None}) for one in documents]
    )
