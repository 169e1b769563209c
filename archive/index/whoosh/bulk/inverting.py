"""A batch of documents as one inverted segment: what `archive.index.analysis.entry` says of each, as arrays.

`entry` stays the definition, one document at a time; here the same comes of sorting, for all documents of a batch.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from archive.index import analysis
from archive.index.analysis import Part
from archive.index.arrays.array_file import Numbers
from archive.index.arrays.columns import CodedColumn
from archive.index.arrays.field import FieldArrays, Wide
from archive.index.arrays.snapshot import LABELLED
from archive.index.fields import NUMBERS, STREAMS, TEXTS, Stream
from archive.index.whoosh.bulk.parts import Read, Row, Segmenter, neighbours, read
from archive.index.whoosh.bulk.rows import Names, Occurrences, chosen, grouped, pair_terms
from archive.index.whoosh.codec.parts import SegmentParts
from archive.index.whoosh.schema import label_of, length_of
from archive.text.segment import segment_all
from archive.works.document import Document

ID = "id"


def inverted(documents: Sequence[Document], segment_all: Segmenter = segment_all) -> SegmentParts:
    """Documents as the index on disk keeps them; each id may stand there once."""
    batch = _Batch.of([list(analysis.parts(one)) for one in documents], segment_all)
    made = {
        stream.name: _numbers(documents) if stream.analyser == "number" else batch.stream(stream) for stream in STREAMS
    }
    texts, sizes = _columns(documents), batch.sizes()
    numbers: dict[str, Numbers] = {length_of(name): one.lengths.astype(np.uint32) for name, one in made.items()}
    numbers |= {name: np.array(sizes[name] if name in sizes else texts[name], np.uint32) for name in NUMBERS}
    ids = [one.id.encode() for one in documents]
    words = {name: CodedColumn.of([str(one).encode() for one in texts[name]]) for name in (*TEXTS, *_LABELS)}
    return SegmentParts(
        len(documents),
        inverted={ID: _ids(documents)} | {name: one.field for name, one in made.items() if len(one.field.terms)},
        words=words | {ID: CodedColumn.of(ids)},
        numbers=numbers,
    )


@dataclass(frozen=True, slots=True)
class _Inverted:
    """A stream, and its weighted length in each document.

    The rough lengths that the library keeps with a field are left out: the ranking has these exact ones.
    """

    field: FieldArrays
    lengths: Wide


_LABELS = tuple(label_of(name) for name in LABELLED)


def _columns(documents: Sequence[Document]) -> dict[str, list[str | int]]:
    """What `analysis.columns` gives, a list a column."""
    rows = [analysis.columns(one) for one in documents]
    names = [name for name in (*TEXTS, *NUMBERS) if name not in _SIZES]
    made = {name: [values[name] for values, _ in rows] for name in names}
    return made | {label_of(name): [labels[name] for _, labels in rows] for name in LABELLED}


def _ids(documents: Sequence[Document]) -> FieldArrays:
    codes = Names.of([one.id for one in documents])
    found = grouped(Occurrences(codes.codes([one.id for one in documents]), np.arange(len(documents))))
    return FieldArrays(codes.terms, found.bounds, found.docs)


def _numbers(documents: Sequence[Document]) -> _Inverted:
    """The stream of numbers: a term counts once in its document."""
    terms = [analysis.number_terms(one.number) if one.number else () for one in documents]
    distinct = [tuple(dict.fromkeys(one)) for one in terms]
    flat = [term for one in distinct for term in one]
    names = Names.of(flat)
    sizes = np.fromiter(map(len, distinct), np.int64, len(terms))
    found = Occurrences(names.codes(flat), np.repeat(np.arange(len(terms)), sizes))
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    return _Inverted(grouped(found).field(names.terms), lengths)


_SIZES = ("title_size", "heading_size", "body_at", "body_size")


@dataclass(frozen=True, slots=True)
class _Batch:
    """All parts of all documents in a row: which document each is of, its role, its syllables and words."""

    size: int
    docs: Wide
    roles: npt.NDArray[np.str_]
    read: Read
    folded_names: Names
    folded: Row

    @classmethod
    def of(cls, parts: Sequence[Sequence[Part]], segment_all: Segmenter) -> "_Batch":
        docs = np.repeat(np.arange(len(parts)), np.fromiter(map(len, parts), np.int64, len(parts)))
        flat = [part for one in parts for part in one]
        found = read(flat, segment_all)
        bare = [analysis.folded(one) for one in found.syllable_names.names]
        names = Names.of(bare)
        folded = Row(names.codes(bare)[found.syllables.codes], found.syllables.bounds)
        return cls(len(parts), docs, np.array([part.role for part in flat], "U8"), found, names, folded)

    def stream(self, stream: Stream) -> _Inverted:
        """A stream inverted."""
        names, row = self._row(stream)
        weights = np.zeros(len(self.docs), np.int64)
        for role in ("title", "heading", "body", "cited"):
            weights[self.roles == role] = getattr(stream, role)
        paired = "pairs" in stream.analyser
        if paired:
            at, sizes = neighbours(row)
            codes = row.codes[at] * len(names.names) + row.codes[at + 1]
        else:
            codes, sizes = row.codes, row.sizes
        found = Occurrences(
            codes,
            np.repeat(self.docs, sizes),
            np.repeat(weights, sizes),
            self._places(row) if stream.places else None,
        )
        rows = grouped(found)
        terms = pair_terms(names.terms, rows.codes) if paired else chosen(names.terms, rows.codes)
        # What others say of a document makes it no longer.
        return _Inverted(rows.field(terms), self._sums(np.where(self.roles == "cited", 0, weights * sizes)))

    def _row(self, stream: Stream) -> tuple[Names, Row]:
        if stream.analyser == "words":
            return self.read.word_names, self.read.words
        if "folded" in stream.analyser:
            return self.folded_names, self.folded
        return self.read.syllable_names, self.read.syllables

    def _sums(self, of_parts: Wide) -> Wide:
        return np.bincount(self.docs, of_parts, self.size).astype(np.int64)

    def _places(self, row: Row) -> Wide:
        """Where each syllable stands in its document; a gap lies between two parts."""
        starts = self._starts(row.sizes)
        return np.arange(len(row.codes)) + np.repeat(starts - row.bounds[:-1], row.sizes)

    def _starts(self, sizes: Wide) -> Wide:
        """Where each part begins in its document."""
        reached = np.cumsum(sizes + analysis.GAP) - sizes - analysis.GAP
        first = np.searchsorted(self.docs, np.arange(self.size))
        return reached - reached[np.minimum(first, max(len(reached) - 1, 0))][self.docs] if len(reached) else reached

    def sizes(self) -> dict[str, Wide]:
        """Of each document how long its parts are and where its text begins."""
        sizes = self.read.syllables.sizes
        body = self.roles == "body"
        made = {f"{role}_size": self._sums(np.where(self.roles == role, sizes, 0)) for role in ("title", "heading")}
        before = ~body & (self.roles != "cited")
        made["body_at"] = self._sums(np.where(before, sizes + analysis.GAP, 0))
        made["body_size"] = self._sums(np.where(body, sizes, 0))
        return made
