"""A column of words as codes: the words once, ascending, and for each document which of them it has.

Columns that come so are taken as they are; others are put in order when a snapshot is opened.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from archive.index.arrays.columns import CodedColumn
from archive.index.arrays.field import Terms
from archive.index.arrays.postings import Ints, Whole


class Decoded(Sequence[str]):
    """The terms of a file as words, each decoded when it is looked at. UTF-8 orders as letters do, so they ascend."""

    def __init__(self, terms: Terms) -> None:
        """Take the terms as they stand in the file."""
        self._terms = terms

    def __len__(self) -> int:
        return len(self._terms)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [one.decode() for one in self._terms[place]]
        return self._terms[place].decode()

    def __iter__(self) -> Iterator[str]:
        return (one.decode() for one in self._terms)

    def find(self, word: str) -> int:
        """The place of a word; -1 when it is not there."""
        return self._terms.find(word.encode())


class Coded(Sequence[str]):
    """One word a document: `words[codes[doc]]`; no word stands twice among `words`, and they ascend."""

    def __init__(self, words: Sequence[str], codes: Whole) -> None:
        """Take words, and a code for each document."""
        self.words, self.codes = words, codes

    @classmethod
    def of(cls, values: Sequence[str]) -> "Coded":
        """The column of these values, as it is where it is one already."""
        if isinstance(values, cls):
            return values
        words = sorted(set(values))
        code = {word: place for place, word in enumerate(words)}
        return cls(words, np.fromiter((code[one] for one in values), np.int64, len(values)))

    @classmethod
    def of_column(cls, column: CodedColumn) -> "Coded":
        """A column of a segment of arrays."""
        return cls(Decoded(column.words), column.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def find(self, word: str) -> int:
        """A document that has a word, for columns in which no two have the same; -1 when none has it."""
        words = self.words
        if isinstance(words, Decoded):
            place = words.find(word)
        else:
            place = bisect_left(words, word)
            place = place if place < len(words) and words[place] == word else -1
        return int(self._docs[place]) if place >= 0 else -1

    @cached_property
    def _docs(self) -> Ints:
        """For each word a document that has it."""
        made = np.full(len(self.words), -1, np.int64)
        made[self.codes] = np.arange(len(self.codes))
        return made

    @overload
    def __getitem__(self, doc: int) -> str: ...
    @overload
    def __getitem__(self, doc: slice) -> list[str]: ...
    def __getitem__(self, doc: int | slice) -> str | list[str]:
        if isinstance(doc, slice):
            return [self.words[code] for code in self.codes[doc].tolist()]
        return self.words[int(self.codes[doc])]


def in_a_row(columns: Sequence[Coded]) -> tuple[list[str], Ints]:
    """Several columns as one: the different words, ascending, and the code of each document."""
    held = [list(one.words) for one in columns]
    if len(columns) == 1:
        return held[0], columns[0].codes.astype(np.int64)
    words = sorted({word for one in held for word in one})
    place = {word: code for code, word in enumerate(words)}
    moved = [np.fromiter((place[word] for word in one), np.int64, len(one)) for one in held]
    parts = [new[one.codes] for new, one in zip(moved, columns, strict=True) if len(one)]
    return words, np.concatenate([np.zeros(0, np.int64), *parts])


def ranks(columns: Sequence[Coded]) -> Ints:
    """The place of each document in the order of its word, over several columns in a row; equal words, equal places.

    The words of the longest are not looked at one by one: of 50,000 documents and some that were added since only the
    new ones are put in their place.
    """
    if not columns:
        return np.zeros(0, np.int64)
    longest = max(range(len(columns)), key=lambda at: len(columns[at]))
    first = columns[longest].words
    others = sorted({word for at, one in enumerate(columns) if at != longest for word in one.words})
    before = np.fromiter((bisect_left(first, word) for word in others), np.int64, len(others))
    new = np.fromiter(
        (at == len(first) or first[at] != word for at, word in zip(before.tolist(), others, strict=True)),
        np.bool_,
        len(others),
    )
    # A word stands after all of the longest before it, and after the new ones before it.
    place = dict(zip(others, (before + np.cumsum(new) - new).tolist(), strict=True))
    moved = np.arange(len(first)) + np.searchsorted(before[new], np.arange(len(first)), side="right")
    told = [
        moved if at == longest else np.fromiter((place[word] for word in one.words), np.int64, len(one.words))
        for at, one in enumerate(columns)
    ]
    parts = [new_place[one.codes] for new_place, one in zip(told, columns, strict=True) if len(one)]
    return np.concatenate([np.zeros(0, np.int64), *parts])
