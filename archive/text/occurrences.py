"""Where some syllables stand in several texts, found in one pass over all of them, and which stand side by side.

A page of results looks through twenty titles and texts; what would be a step of Python for each place of each text is
here a step for each syllable. Texts are made even in `letters`; what is looked for is decided by those who ask.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from archive.text.letters import even_composed, even_letters

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
# Start, end, code of the syllable.
Place = tuple[int, int, int]

_BETWEEN = "\n" * 4  # parts two texts: more signs than may stand between neighbours
_SIGNS = 3  # signs that may stand between neighbours: "05-CT/TW", "chi – bộ"; not "chi, đoàn, bộ"
_BLANK = 32


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked for: syllables by their codes, from 0 on.

    `written` is how each may stand in an even text, behind a blank (" hòa", " hoà"), with its code; `pairs` are codes
    that belong together as neighbours; `worths` is what each code tells. `beginning` finds more places in an even text,
    such as those of prefixes; `one_by_one` finds the places in a text whose marks stand apart (NFD).
    """

    written: Sequence[tuple[str, int]]
    pairs: Sequence[tuple[int, int]]
    worths: Sequence[float]
    beginning: Callable[[str], Iterable[Place]]
    one_by_one: Callable[[str], Iterable[Place]]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Every place in several texts put behind each other, in order; the arrays have one value a place.

    `bases` is where each text begins among all, `bounds` which places are its own: `bounds[n]` to `bounds[n + 1]`.
    `follows` says that a place stands right behind the one before; `pairs` is the number of the pair that both are, -1
    for none; `tied` that it is one of such a pair. `held` says of each text which codes stand in it at all.
    """

    starts: Ints
    ends: Ints
    codes: Ints
    follows: Mask
    pairs: Ints
    tied: Mask
    bases: Ints
    bounds: tuple[int, ...]
    held: Mask

    def in_row(self, number: int, codes: Sequence[int]) -> bool:
        """Whether codes stand in a row in a text."""
        first, last = self.bounds[number], self.bounds[number + 1] - len(codes) + 1
        if last <= first or not codes:
            return not codes
        begun = self.codes[first:last] == codes[0]
        for step, code in enumerate(codes[1:], 1):
            begun = begun & (self.codes[first + step : last + step] == code) & self.follows[first + step : last + step]
        return bool(begun.any())


def occurrences(texts: Sequence[str], looked: Looked, *, marks: bool, most: int) -> Occurrences:
    """Every place of what is looked for, with or without marks; of one text at most so many, those of the rarest codes.

    Spans of a text are spans of it as it was given, however its letters are composed.
    """
    even, apart = _even(texts, marks=marks)
    letters = np.frombuffer(even.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    sizes = np.array([len(text) + len(_BETWEEN) for text in texts], np.int64)
    bases = np.cumsum(sizes) - sizes
    more = [*looked.beginning(even)]
    for number in apart:
        base = int(bases[number])
        more += [(start + base, end + base, code) for start, end, code in looked.one_by_one(texts[number])]
    starts, ends, codes = _found(even, letters, looked.written, more)
    bounds = [*np.searchsorted(starts, bases).tolist(), len(starts)]
    held = _held(codes, bounds, len(looked.worths))
    if max(np.diff(bounds), default=0) > most:
        kept = np.concatenate([_bounded(codes[a:b], looked.worths, most) for a, b in pairwise(bounds)])
        starts, ends, codes = starts[kept], ends[kept], codes[kept]
        bounds = [*np.searchsorted(starts, bases).tolist(), len(starts)]
    follows = _following(starts, ends, letters)
    pairs, tied = neighbours(codes, follows, looked)
    return Occurrences(starts, ends, codes, follows, pairs, tied, bases, tuple(bounds), held)


def _even(texts: Sequence[str], *, marks: bool) -> tuple[str, list[int]]:
    """All texts made even behind each other, a blank at either end, and those whose marks stand apart.

    The first blank stands where the texts begin, so that a place in the even text is that of the blank before it.
    """
    even = even_composed(_BETWEEN.join(texts), marks=marks)
    if even is not None:
        return f" {even} ", []
    apart: list[int] = []
    made = []
    for number, text in enumerate(texts):
        one = even_composed(text, marks=marks)
        if one is None and unicodedata.is_normalized("NFC", text):
            one = even_letters(text, marks=marks)
        if one is None:
            apart.append(number)
            # Nothing is found in it; where letters stand is still told.
            one = "".join("\0" if sign.isalnum() else " " for sign in text)
        made.append(one)
    return f" {(' ' * len(_BETWEEN)).join(made)} ", apart


def _found(
    even: str, letters: npt.NDArray[np.uint32], written: Iterable[tuple[str, int]], more: Sequence[Place]
) -> tuple[Ints, Ints, Ints]:
    """Every place in order: starts, ends, codes."""
    columns: list[tuple[Ints, Ints, Ints]] = []
    for form, code in written:
        # Looked for without the blank behind it: a blank, the commonest sign of a text, is a bad end to look for.
        if form not in even:
            continue
        parts = even.split(form)
        lengths = np.fromiter(map(len, parts), np.int64, len(parts))[:-1]
        starts = np.cumsum(lengths + len(form)) - len(form)
        ends = starts + len(form) - 1
        whole = letters[ends + 1] == _BLANK
        columns.append((starts[whole], ends[whole], np.full(int(whole.sum()), code, np.int64)))
    if more:
        starts, ends, codes = (np.array(column, np.int64) for column in zip(*more, strict=True))
        columns.append((starts, ends, codes))
    if not columns:
        none = np.zeros(0, np.int64)
        return none, none, none
    starts, ends, codes = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.lexsort((codes, starts))
    return starts[order], ends[order], codes[order]


def _held(codes: Ints, bounds: Sequence[int], count: int) -> Mask:
    """Which codes stand in which text."""
    rows = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    held = np.zeros((len(bounds) - 1, count), np.bool_)
    held[rows, codes] = True
    return held


def _bounded(codes: Ints, worths: Sequence[float], most: int) -> Mask:
    """Which places of a text are kept: those of the rarest codes, as many codes as fit; of one alone the first ones."""
    if len(codes) <= most:
        return np.ones(len(codes), np.bool_)
    counts = np.bincount(codes, minlength=len(worths)).tolist()
    kept, room = list[int](), most
    for code in sorted(filter(counts.__getitem__, range(len(worths))), key=lambda n: counts[n] / max(worths[n], 0.1)):
        if counts[code] > room:
            break
        kept.append(code)
        room -= counts[code]
    return np.isin(codes, kept) if kept else np.arange(len(codes)) < most


def _following(starts: Ints, ends: Ints, letters: npt.NDArray[np.uint32]) -> Mask:
    """Whether a place stands right behind the one before, nothing but a few signs between."""
    follows = np.zeros(len(starts), np.bool_)
    if len(starts) > 1:
        between = starts[1:] - ends[:-1]
        near = (between > 0) & (between <= _SIGNS)
        # A place has a blank on either side; of three signs the middle one has still to be looked at.
        follows[1:] = near & ((between < _SIGNS) | (letters[ends[:-1] + 2] == _BLANK))
    return follows


def neighbours(codes: Ints, follows: Mask, looked: Looked) -> tuple[Ints, Mask]:
    """The number of the pair that each place is with the one before, -1 for none; whether it is one of such a pair."""
    pairs = _paired(codes, follows, looked)
    tied = pairs >= 0
    tied[:-1] |= tied[1:]
    return pairs, tied


def _paired(codes: Ints, follows: Mask, looked: Looked) -> Ints:
    """The number of the pair that a place is with the one before; -1 for none."""
    pairs = np.full(len(codes), -1, np.int64)
    if looked.pairs and len(codes) > 1:
        numbers = np.full((len(looked.worths), len(looked.worths)), -1, np.int64)
        left, right = zip(*looked.pairs, strict=True)
        numbers[list(left), list(right)] = np.arange(len(looked.pairs))
        pairs[1:] = np.where(follows[1:], numbers[codes[:-1], codes[1:]], -1)
    return pairs
