"""Documents on their way to another process: what the index looks at, the words of all as one row of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from archive.text.span_row import SpanRow, flat_places
from archive.works.document import Document


@dataclass(frozen=True, slots=True)
class Parcel:
    """Documents without evidence, captures and the like, and beside them their words: begin and end in turn."""

    thin: list[Document]
    counts: list[int]
    words: npt.NDArray[np.int32]

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Parcel":
        """Pack documents."""
        rows = [one.words for one in documents]
        return cls([_thin(one) for one in documents], [len(one) for one in rows], flat_places(rows))

    def documents(self) -> list[Document]:
        """Unpack them, the words as rows of numbers."""
        bounds = accumulate((2 * count for count in self.counts), initial=0)
        rows = [SpanRow(self.words[start:end]) for start, end in pairwise(bounds)]
        return [replace(one, words=row) for one, row in zip(self.thin, rows, strict=True)]


def _thin(document: Document) -> Document:
    headings = tuple(block for block in document.blocks if block.kind == "heading")
    return replace(document, words=(), blocks=headings, evidence=(), captures=(), derivation=None, images=(), hints=())
