"""Documents on their way to another process: what the index looks at, the words of all as one row of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from archive.text.span import Span
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
        counts = [len(one.words) for one in documents]
        flat = chain.from_iterable(chain.from_iterable(one.words for one in documents))
        return cls([_thin(one) for one in documents], counts, np.fromiter(flat, np.int32, 2 * sum(counts)))

    def documents(self) -> list[Document]:
        """Unpack them."""
        spans = iter(map(Span._make, self.words.reshape(-1, 2).tolist()))
        return [
            replace(one, words=tuple(next(spans) for _ in range(count)))
            for one, count in zip(self.thin, self.counts, strict=True)
        ]


def _thin(document: Document) -> Document:
    headings = tuple(block for block in document.blocks if block.kind == "heading")
    return replace(document, words=(), blocks=headings, evidence=(), captures=(), derivation=None, images=(), hints=())
