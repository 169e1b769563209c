"""A number for each different word of many texts, without a string for each word: words are told apart by sums.

The sum of a word is made of its letters and their places, for all words of a stretch of text at once; only a word that
was not seen before is cut out of its text.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.index.arrays.field import Wide

Sums = npt.NDArray[np.uint64]
Places = npt.NDArray[np.signedinteger[Any]]
# An odd number has a reciprocal modulo 2^64, so a sum can be moved to where its word would be at the beginning.
_FACTOR = 0x9E3779B97F4A7C15
_RECIPROCAL = pow(_FACTOR, -1, 1 << 64)
# A word of more letters is told by its letters: sums of powers of one number are alike for some long words (of 2^10
# letters and more) whatever their letters count for. Of shorter ones two in 2^50 pairs are, with a letter's value drawn
# at random in each process: not to be expected, and nobody can make such a pair.
_LONGEST = 32
# Letters of text looked at together: what is made of them stays near the processor.
_STRETCH = 1 << 18
_SLOTS = 1 << 14


class Numbering:
    """Words seen so far: `words` has each different one, as it first stood, at the place that is its number."""

    def __init__(self) -> None:
        """No word yet."""
        self.words: list[str] = []
        self._table = _Table()
        self._long: dict[str, int] = {}

    def of(self, texts: Sequence[str], starts: Places, ends: Places, bounds: Wide) -> Wide:
        """The numbers of the words of texts: text k has those from `starts[i]` to `ends[i]`, i in `bounds[k : k + 2]`.

        Words that differ by capitals only may have one number.
        """
        found = [np.zeros(0, np.int64)]
        for first, last in _stretches(texts):
            own = slice(int(bounds[first]), int(bounds[last]))
            sizes = np.fromiter(map(len, texts[first:last]), np.int64, last - first)
            base = np.repeat(np.cumsum(sizes) - sizes, np.diff(bounds[first : last + 1]))
            found.append(self._numbers("".join(texts[first:last]), starts[own] + base, ends[own] + base))
        return np.concatenate(found)

    def _numbers(self, text: str, starts: Wide, ends: Wide) -> Wide:
        is_long = ends - starts > _LONGEST
        if not is_long.any():
            return self._short_words(text, starts, ends)
        numbers = np.empty(len(starts), np.int64)
        numbers[~is_long] = self._short_words(text, starts[~is_long], ends[~is_long])
        for place in np.flatnonzero(is_long).tolist():
            numbers[place] = self._long_word(text[starts[place] : ends[place]])
        return numbers

    def _short_words(self, text: str, starts: Wide, ends: Wide) -> Wide:
        numbers, new = self._table.numbers(_sums(text, starts, ends), len(self.words))
        self.words += [text[start:end] for start, end in zip(starts[new].tolist(), ends[new].tolist(), strict=True)]
        return numbers

    def _long_word(self, word: str) -> int:
        if word not in self._long:
            self._long[word] = len(self.words)
            self.words.append(word)
        return self._long[word]


class _Table:
    """Sums and their numbers: a sum stands at its slot or, where another one has that, at the next free one."""

    def __init__(self) -> None:
        self._held = 0
        self._room(_SLOTS)

    def _room(self, slots: int) -> None:
        self._sums, self._numbers = np.zeros(slots, np.uint64), np.zeros(slots, np.int64)
        self._shift, self._mask = np.uint64(64 - (slots.bit_length() - 1)), slots - 1

    def numbers(self, sums: Sums, following: int) -> tuple[Wide, Wide]:
        """The number of each sum, a new one from `following` on; and the places where the new ones first stand."""
        found, missing = self._looked_up(sums)
        new, firsts, which = np.unique(sums[missing], return_index=True, return_inverse=True)
        order = np.argsort(firsts)
        numbers = np.empty(len(new), np.int64)
        numbers[order] = np.arange(following, following + len(new))
        found[missing] = numbers[which]
        self._put(new, numbers)
        return found, missing[firsts[order]]

    def _looked_up(self, sums: Sums) -> tuple[Wide, Wide]:
        """The numbers, and the places of sums that are not there."""
        slots = self._slots(sums)
        held = self._sums[slots]
        found, others = self._numbers[slots], np.flatnonzero(held != sums)
        missing = [np.zeros(0, np.int64)]
        while len(others):
            free = self._sums[slots[others]] == 0
            missing.append(others[free])
            others = others[~free]
            slots[others] = (slots[others] + 1) & self._mask
            same = self._sums[slots[others]] == sums[others]
            found[others[same]] = self._numbers[slots[others[same]]]
            others = others[~same]
        return found, np.sort(np.concatenate(missing))

    def _put(self, sums: Sums, numbers: Wide) -> None:
        self._held += len(sums)
        if 2 * self._held > len(self._sums):
            full = self._sums != 0
            sums, numbers = np.append(self._sums[full], sums), np.append(self._numbers[full], numbers)
            self._room(1 << (4 * self._held).bit_length())
        slots = self._slots(sums)
        while len(sums):
            free = self._sums[slots] == 0
            # Of several sums for one free slot the last stays there.
            self._sums[slots[free]] = sums[free]
            there = self._sums[slots] == sums
            self._numbers[slots[there]] = numbers[there]
            sums, numbers, slots = sums[~there], numbers[~there], (slots[~there] + 1) & self._mask

    def _slots(self, sums: Sums) -> Wide:
        return (sums * np.uint64(_FACTOR) >> self._shift).astype(np.int64)


def _stretches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The texts by stretches of about one size: from … to … (not included)."""
    first = size = 0
    for place, text in enumerate(texts, 1):
        size += len(text)
        if size >= _STRETCH or place == len(texts):
            yield first, place
            first, size = place, 0


def _sums(text: str, starts: Wide, ends: Wide) -> Sums:
    """The sum of each word, never 0."""
    letters = _values().take(_codes(text))
    powers, back = _powers(len(letters))
    letters *= powers[: len(letters)]
    upto = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum(letters, out=upto[1:])
    sums: Sums = (upto[ends] - upto[starts]) * back[starts]
    sums |= np.uint64(1)
    return sums


def _powers(size: int) -> tuple[Sums, Sums]:
    usual = 2 * _STRETCH
    return _kept_powers(usual) if size <= usual else _made_powers(size)


@cache
def _kept_powers(size: int) -> tuple[Sums, Sums]:
    return _made_powers(size)


def _made_powers(size: int) -> tuple[Sums, Sums]:
    """The powers of the factor, and of its reciprocal."""
    both = [np.full(size + 1, one, np.uint64) for one in (_FACTOR, _RECIPROCAL)]
    for one in both:
        one[0] = 1
        np.cumprod(one, out=one)
    return both[0], both[1]


def _codes(text: str) -> npt.NDArray[Any]:
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    return codes if len(codes) == len(text) else np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


@cache
def _values() -> Sums:
    """What each letter counts for; a capital what its small letter does, where that is one letter."""
    every = 0x110000
    low = [ord(one) if len(one := chr(code).lower()) == 1 else code for code in range(0x10000)]
    values = np.random.default_rng().integers(1, 1 << 64, every, np.uint64, endpoint=False)
    values[: len(low)] = values[low]
    return values
