"""A segment by term, as the library's searcher reads it: the list of words, what is told of one, its postings."""

from collections.abc import Iterator
from typing import Any

from whoosh.codec.base import EmptyCursor, FieldCursor, TermsReader
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length

from archive.index.arrays.field import FieldArrays
from archive.index.whoosh.codec.matcher import ArrayMatcher
from archive.index.whoosh.codec.parts import SegmentParts

_Term = tuple[str, bytes]


class ArrayTermsReader(TermsReader):  # type: ignore[misc]  # the library has no types
    """Reads a segment by term; everything is a view of the mapped file."""

    def __init__(self, parts: SegmentParts) -> None:
        """All of a segment."""
        self._parts = parts
        self._fields = dict(sorted(parts.inverted.items()))

    def __contains__(self, term: _Term) -> bool:
        """Whether a field has a term."""
        field = self._fields.get(term[0])
        return field is not None and field.terms.find(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return list(self._fields)

    def cursor(self, fieldname: str, fieldobj: Any) -> FieldCursor:  # noqa: ANN401
        """A cursor over the terms of a field."""
        field = self._fields.get(fieldname)
        return EmptyCursor() if field is None else ArrayCursor(field, fieldobj)

    def terms(self) -> Iterator[_Term]:
        """All terms of all fields, in order."""
        return ((name, term) for name, field in self._fields.items() for term in field.terms)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[_Term]:
        """The terms of a field from one on, then those of the fields after it; nothing for a field without terms."""
        return ((name, field.terms[place]) for name, field, place in self._from(fieldname, prefix))

    def items(self) -> Iterator[tuple[_Term, TermInfo]]:
        """All terms with what is told of each."""
        for name, field in self._fields.items():
            for place, term in enumerate(field.terms):
                yield (name, term), told_of(field, place)

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[_Term, TermInfo]]:
        """As `terms_from`, with what is told of each."""
        for name, field, place in self._from(fieldname, prefix):
            yield (name, field.terms[place]), told_of(field, place)

    def _from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, FieldArrays, int]]:
        if fieldname not in self._fields:
            return
        for name, field in self._fields.items():
            if name >= fieldname:
                begin = field.terms.begin(prefix) if name == fieldname else 0
                yield from ((name, field, place) for place in range(begin, len(field.terms)))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is told of a term. Raises TermNotFound."""
        return told_of(*self._found(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """What a term weighs in all documents. Raises KeyError for one that is not there, as the library does."""
        field, place = self._found(fieldname, text, KeyError)
        return _weight(field, place)

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents have a term. Raises KeyError for one that is not there, as the library does."""
        field, place = self._found(fieldname, text, KeyError)
        return field.frequency(place)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:  # noqa: ANN401
        """The postings of a term. Raises TermNotFound."""
        field, place = self._found(fieldname, text)
        values = self._parts.values.get(fieldname)
        return ArrayMatcher(field, place, term=(fieldname, text), kept=format_, scorer=scorer, values=values)

    def _found(self, fieldname: str, text: bytes, lacking: type[Exception] = TermNotFound) -> tuple[FieldArrays, int]:
        field = self._fields.get(fieldname)
        place = -1 if field is None else field.terms.find(text)
        if field is None or place < 0:
            raise lacking(f"no term {fieldname}:{text!r}")
        return field, place


class ArrayCursor(FieldCursor):  # type: ignore[misc]
    """A place in the ordered terms of a field, which the library's fuzzy questions step and leap along."""

    def __init__(self, field: FieldArrays, fieldobj: Any) -> None:  # noqa: ANN401
        """At the first term."""
        self._field, self._of = field, fieldobj
        self._place = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._place = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that is not before one."""
        wanted = string if isinstance(string, bytes) else self._of.to_bytes(string)
        self._place = self._field.terms.begin(wanted)
        return self.text()

    def next(self) -> str | None:
        """Go on to the next term."""
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        """The term here; None behind the last one."""
        if not self.is_valid():
            return None
        text: str = self._of.from_bytes(self._field.terms[self._place])
        return text

    def term_info(self) -> TermInfo | None:
        """What is told of the term here."""
        return told_of(self._field, self._place) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._place < len(self._field.terms)


def told_of(field: FieldArrays, place: int) -> TermInfo:
    """What the library wants to know of a term: weights, in how many documents, lengths there, first and last."""
    begin, end = field.rows(place)
    shortest, longest = _lengths(field, begin, end)
    return TermInfo(
        _weight(field, place),
        end - begin,
        shortest,
        longest,
        1.0 if field.heaviest is None else float(field.heaviest[place]),
        int(field.docs[begin]),
        int(field.docs[end - 1]),
    )


def _weight(field: FieldArrays, place: int) -> float:
    begin, end = field.rows(place)
    return float(end - begin if field.weights is None else field.weights[begin:end].sum(dtype=float))


def _lengths(field: FieldArrays, begin: int, end: int) -> tuple[int, int]:
    """The least and the greatest length among the documents of some rows; documents without one do not count."""
    if field.lengths is None:
        return 0, 0
    lengths = field.lengths[field.docs[begin:end]]
    longest = int(lengths.max())
    shortest = int(lengths.min()) or (int(lengths[lengths > 0].min()) if longest else 0)
    return int(byte_to_length(shortest)), int(byte_to_length(longest))
