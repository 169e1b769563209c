"""Words as an analyser of the library, and the same for many texts at once.

Raw text is cut into words as `archive.text.segment` sees them; a text that is cut already has blanks between its words
and "_" within them, as pyvi's `tokenize` gives it. A term is lower case with "_" for the blanks in it; what has neither
letter nor figure is no term and has no position.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
from whoosh.analysis import Composable, Token

from archive.index.arrays.field import FieldArrays, Wide
from archive.index.whoosh.bulk.numbering import Numbering
from archive.index.whoosh.bulk.rows import Names, Occurrences, grouped, numbered
from archive.index.whoosh.codec.inverted import length_bytes
from archive.index.whoosh.codec.stretches import bounds_of
from archive.text.segment import segment, segmented


class Words(Composable):  # type: ignore[misc]  # the library has no types
    """The analyser; the library pickles it into the schema, so its place and name stay."""

    def __init__(self, *, segmented: bool = False) -> None:
        """For raw text, or for text that is `segmented` already."""
        self.segmented = segmented

    def __eq__(self, other: object) -> bool:
        """Whether the other cuts as this one does."""
        return isinstance(other, Words) and other.segmented == self.segmented

    def __hash__(self) -> int:
        """As equality has it."""
        return hash((Words, self.segmented))

    def __call__(  # as the library asks its analysers
        self,
        value: str,
        *,
        positions: bool = False,
        chars: bool = False,
        start_pos: int = 0,
        **kwargs: Any,  # noqa: ANN401
    ) -> Iterator[Token]:
        """The tokens of a text. Raises NotImplementedError when the places of letters are asked for in cut text."""
        if chars and self.segmented:
            raise NotImplementedError("a text that is cut already has no places of letters in the text it was")
        token = Token(positions, chars, **kwargs)
        for place, (term, start, end) in enumerate(self._cut(value), start_pos):
            token.text, token.boost, token.stopped = term, 1.0, False
            token.original = term
            token.pos, token.startchar, token.endchar = place, start, end
            yield token

    def _cut(self, text: str) -> Iterator[tuple[str, int, int]]:
        spans = [(0, 0)] * len(text.split()) if self.segmented else segment(text)
        raw = text.split() if self.segmented else [text[start:end] for start, end in spans]
        for word, (start, end) in zip(raw, spans, strict=True):
            if term := _term(word.lower()):
                yield term, start, end

    def inverted(self, texts: Sequence[str | None], *, places: bool) -> tuple[FieldArrays, Wide]:
        """The field of these texts, one a document (None: the document has none), and how many words each has."""
        words, found, sizes = self._words([text or "" for text in texts])
        shown = [_term(word.lower()) for word in words]
        names = Names.of(term for term in shown if term)
        # One more for what is no term.
        codes = np.append(names.codes(term or names.names[0] for term in shown), 0) if names.names else np.zeros(1, int)
        kept = np.array([bool(term) for term in shown] or [False])[found] if len(found) else found.astype(np.bool_)
        docs = np.repeat(np.arange(len(texts)), sizes)[kept]
        lengths = np.bincount(docs, minlength=len(texts))
        at = np.arange(len(docs)) - bounds_of(lengths)[docs]
        rows = grouped(Occurrences(codes[found[kept]], docs, None, at if places else None))
        return rows.field(names.terms, length_bytes(lengths)), lengths

    def _words(self, texts: Sequence[str]) -> tuple[Sequence[str], Wide, Wide]:
        """The different words, the number of each word of all texts in a row, and how many each text has."""
        if self.segmented:
            words = numbered()
            cut = [text.lower().split() for text in texts]
            sizes = np.fromiter(map(len, cut), np.int64, len(cut))
            found = np.fromiter(map(words.__getitem__, chain.from_iterable(cut)), np.int64, int(sizes.sum()))
            return list(words), found, sizes
        places, numbering = segmented(texts), Numbering()
        found = numbering.of(texts, places.starts, places.ends, places.bounds)
        return numbering.words, found, np.diff(places.bounds)


def _term(word: str) -> str:
    """The term of a word in lower case: "chi bộ" → "chi_bộ"; "" where there is neither letter nor figure."""
    return "_".join(word.split()) if any(map(str.isalnum, word)) else ""
