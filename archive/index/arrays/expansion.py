"""Which terms of a vocabulary begin so, look so, or are a few letters away: places of terms, found on their letters.

Terms are UTF-8. The vocabulary is never made into a list of strings as a whole, except where a pattern says nothing.
"""

import re
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from archive.index.arrays.field import Terms
from archive.index.arrays.neighbours import Neighbours
from archive.index.arrays.sets import Rows

# The longest letter of UTF-8: so much longer or shorter may a term be in bytes for every letter of difference.
_LETTER = 4
# So many terms are looked at one by one sooner than as an array.
_FEW = 24


def between(terms: Terms, start: bytes, end: bytes | None, *, after_start: bool, before_end: bool) -> tuple[int, int]:
    """The places from … to … (not included) of the terms from `start` to `end`, without an end where that is said."""
    first = terms.begin(start)
    if after_start and first < len(terms) and terms[first] == start:
        first += 1
    if end is None:
        return first, len(terms)
    last = terms.begin(end)
    if not before_end and last < len(terms) and terms[last] == end:
        last += 1
    return first, max(first, last)


def matching(
    terms: Terms, places: tuple[int, int], matches: Callable[[bytes], object], *, literal: bytes = b""
) -> Rows:
    """The places, from … to …, of terms that match; `literal` are letters that stand in each term that can match."""
    first, last = places
    among = range(first, last) if not literal else _holding(terms, first, last, literal)
    found = [place for place in among if matches(terms[place])]
    return np.array(found, np.intp)


def _holding(terms: Terms, first: int, last: int, literal: bytes) -> list[int]:
    """The places of terms in whose letters something stands; across the border of two terms it may stand too."""
    begin, end = int(terms.bounds[first]), int(terms.bounds[last])
    letters = terms.letters[begin:end].data
    at = [one.start() + begin for one in re.finditer(re.escape(literal), letters)]
    # What overlaps itself is found once only, but then in the same term or a border that `matches` sees through.
    places = terms.bounds.searchsorted(np.array(at, np.int64), side="right") - 1
    return np.unique(places).tolist()  # type: ignore[no-any-return]


def within(terms: Terms, text: str, distance: int, prefix: int, neighbours: Neighbours | None = None) -> Rows:
    """The places of terms at most so many letters away (inserted, left out, exchanged) that share the first letters.

    This is the distance of the library's own automaton: two letters that changed places are two away. `neighbours` of
    the same terms, where there are some, spare looking through the vocabulary.
    """
    if neighbours is not None and distance == 1 and prefix:
        return np.array(one_away(terms, text, prefix, neighbours), np.intp)
    first, last = terms.beginning_with(text[:prefix].encode())
    if distance == 1 and len(text) > 1:
        return _one_away(terms, text, (first, last), prefix=prefix)
    return _few_away(terms, text, (first, last), distance=distance)


def one_away(terms: Terms, text: str, prefix: int, neighbours: Neighbours) -> list[int]:
    """The same, ascending, for one letter and at least one first letter that is shared, looked up only."""
    beginning = text[:prefix].encode()
    held = [(place, terms[place]) for place in neighbours.near(text, prefix)]
    return [place for place, term in held if term.startswith(beginning) and at_most_one(text, term.decode())]


def _one_away(terms: Terms, text: str, places: tuple[int, int], *, prefix: int) -> Rows:
    """One change leaves the first half as it is or the second: each half alone leaves few terms to look at closely."""
    middle = max(prefix, len(text) // 2)
    wanted, last = len(text.encode()), text[-1:].encode()
    # Changed in the second half, but not in the last letter; in the last letter or after it; in the first half.
    near = _ending(terms, terms.beginning_with(text[:middle].encode()), wanted, last).tolist()
    begin, end = terms.beginning_with(text[:-1].encode())
    near += range(begin, end) if end - begin < _FEW else _ending(terms, (begin, end), wanted, b"").tolist()
    if middle > prefix:
        near += _ending(terms, places, wanted, text[middle:].encode()).tolist()
    found = [place for place in sorted(set(near)) if at_most_one(text, terms[place].decode())]
    return np.array(found, np.intp)


def _ending(terms: Terms, places: tuple[int, int], length: int, ending: bytes) -> Rows:
    """The terms among some that are not much longer or shorter than so many bytes and end so."""
    first, last = places
    sizes, least = terms.sizes[first:last], max(length - _LETTER, 0)
    # Byte by byte of a vocabulary, so as bytes; both ends of the sizes at once, as what is below zero is very large.
    fits = sizes - np.uint8(least) <= 2 * _LETTER if least < 255 else sizes == 255
    if ending:
        fits &= terms.endings[first:last] == ending[-1]
    left = fits.nonzero()[0]
    left += first
    ends = terms.bounds.take(left + 1)
    for back, letter in enumerate(reversed(ending[:-1]), 2):
        if len(left) < _FEW:
            break
        # Beyond a term's own beginning stands the term before: `at_most_one` looks at what is left.
        same = (terms.letters.take(ends - back, mode="clip") == letter).nonzero()[0]
        left, ends = left.take(same), ends.take(same)
    return left


def at_most_one(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter inserted, left out or exchanged."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    return one[at + (len(one) == len(other)) :] == other[at + 1 :]


def _few_away(terms: Terms, text: str, places: tuple[int, int], *, distance: int) -> Rows:
    first, last = places
    lengths = np.diff(terms.bounds[first : last + 1])
    left: Rows = (np.abs(lengths - len(text.encode())) <= _LETTER * distance).nonzero()[0] + first
    if not len(left):
        return left
    words = [terms[place].decode() for place in left.tolist()]
    return left[_distances(words, text, distance) <= distance]


def _distances(words: list[str], text: str, limit: int) -> npt.NDArray[np.int64]:
    """Levenshtein's distance of each word from a text, all words at once, letter after letter of the longest.

    `limit` above is said of every distance that is larger.
    """
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    width = int(lengths.max(initial=0))
    letters = np.array(words, f"<U{max(width, 1)}").view(np.uint32).reshape(len(words), -1)
    row = np.repeat(np.arange(len(text) + 1)[None], len(words), axis=0).T.copy()
    found = np.where(lengths == 0, len(text), limit + 1)
    for at in range(width):
        above, row = row, np.empty_like(row)
        row[0] = at + 1
        for place, letter in enumerate(map(ord, text), 1):
            changed = above[place - 1] + (letters[:, at] != letter)
            row[place] = np.minimum(np.minimum(above[place], row[place - 1]) + 1, changed)
        found = np.where(lengths == at + 1, row[-1], found)
    return found
