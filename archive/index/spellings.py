"""How the archive spells: how often each syllable, and each two in a row, stands in its documents, marks and all.

It is what marks are restored by, and where words near a mistyped one are looked for. Counted from the entries of an
index; a language model, so it need not be exact to the last document.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.index.analysis import Entry, folded

Ints = npt.NDArray[np.int64]

# A pair is one whole number: the place of its left syllable in the sorted names times this, plus that of its right one.
_SPAN = 1 << 31
# The place of a syllable that has none: no pair with it is among the codes.
NOWHERE = -(1 << 30)
# A look-up of a term takes some 50 µs, so this many take a quarter of a second.
_COUNTED_ANEW = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class PairCounts(Mapping[str, int]):
    """Counts of pairs in sorted arrays, a million of them in 16 MB; read like a dictionary: `["sinh hoạt"]`.

    `names` are syllables, sorted; `codes` are pairs of their places, ascending, each once; `counts` go with them.
    """

    names: tuple[str, ...]
    places: Mapping[str, int]
    codes: Ints
    counts: Ints

    def each(self, lefts: Ints, rights: Ints) -> Ints:
        """The counts of left places with right ones, in the shape that the two arrays have together."""
        wanted = lefts * _SPAN + rights
        if not len(self.codes):
            return np.zeros_like(wanted)
        at = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        return np.where(self.codes[at] == wanted, self.counts[at], 0)

    def __getitem__(self, pair: str) -> int:
        left, _, right = pair.partition(" ")
        lefts, rights = (np.array([self.places.get(one, NOWHERE)], np.int64) for one in (left, right))
        found = int(self.each(lefts, rights)[0])
        if not found:
            raise KeyError(pair)
        return found

    def __iter__(self) -> Iterator[str]:
        for code in self.codes.tolist():
            yield f"{self.names[code // _SPAN]} {self.names[code % _SPAN]}"

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, eq=False)
class Spellings:
    """`syllables` and `pairs` ("sinh hoạt"): term → how many documents hold it. One is equal to itself only."""

    syllables: Mapping[str, int]
    pairs: Mapping[str, int]

    @cached_property
    def by_folded(self) -> Mapping[str, tuple[str, ...]]:
        """A syllable without marks → how it is spelt, the commonest first: "duong" → ("đường", "dương", …)."""
        found: dict[str, list[str]] = {}
        for one in sorted(self.syllables, key=lambda one: (-self.syllables[one], one)):
            found.setdefault(folded(one), []).append(one)
        return {bare: tuple(spelt) for bare, spelt in found.items()}

    @cached_property
    def pair_counts(self) -> PairCounts:
        """The pairs as sorted arrays, to be looked up many at once."""
        return self.pairs if isinstance(self.pairs, PairCounts) else pair_counts(self.pairs)


def count(entries: Iterable[Entry]) -> Spellings:
    """The spellings of entries."""
    syllables: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for one in entries:
        syllables.update(one.terms["syllables"].keys())
        pairs.update(one.terms["pairs"].keys())
    return Spellings(syllables, pairs)


def pair_counts(pairs: Mapping[str, int]) -> PairCounts:
    """Counts by pair as sorted arrays."""
    if isinstance(pairs, PairCounts):
        return pairs
    cut = [pair.partition(" ")[::2] for pair in pairs]
    names = tuple(sorted({one for pair in cut for one in pair}))
    places = {name: place for place, name in enumerate(names)}
    codes = np.fromiter((places[left] * _SPAN + places[right] for left, right in cut), np.int64, len(cut))
    order = np.argsort(codes)
    return PairCounts(names, places, codes[order], np.fromiter(pairs.values(), np.int64, len(cut))[order])


def merged(parts: Sequence[Spellings]) -> Spellings:
    """The spellings of several parts of an archive together, their counts added up."""
    if len(parts) == 1:
        return parts[0]
    syllables: Counter[str] = Counter()
    for one in parts:
        syllables.update(one.syllables)
    return Spellings(syllables, _merged_pairs([one.pair_counts for one in parts]))


def still_held(spelt: Spellings, frequency: Callable[[str, str], int]) -> Spellings:
    """Spellings counted anew by `frequency` (stream, term), for a small archive, where one document gone shows.

    Of a large one they are given back as they are: what a few documents that are gone have told does no harm.
    """
    if len(spelt.pairs) > _COUNTED_ANEW:
        return spelt
    syllables = {term: held for term in spelt.syllables if (held := frequency("syllables", term))}
    return Spellings(syllables, {term: held for term in spelt.pairs if (held := frequency("pairs", term))})


def _merged_pairs(parts: Sequence[PairCounts]) -> PairCounts:
    names = tuple(sorted({name for one in parts for name in one.names}))
    places = {name: place for place, name in enumerate(names)}
    codes = np.concatenate([np.zeros(0, np.int64), *(_moved(one, places) for one in parts)])
    counts = np.concatenate([np.zeros(0, np.int64), *(one.counts for one in parts)])
    # Each part comes in order and stays so, for all names are sorted: a stable sort of such rows is a merge.
    order = np.argsort(codes, kind="stable")
    codes, counts = codes[order], counts[order]
    first = np.flatnonzero(np.diff(codes, prepend=-1))
    return PairCounts(names, places, codes[first], np.add.reduceat(counts, first) if len(first) else counts)


def _moved(part: PairCounts, places: Mapping[str, int]) -> Ints:
    """The codes of a part by the places that its names have among all names."""
    new = np.fromiter((places[name] for name in part.names), np.int64, len(part.names))
    if not len(part.codes):
        return part.codes
    moved: Ints = new[part.codes // _SPAN] * _SPAN + new[part.codes % _SPAN]
    return moved


NONE = Spellings({}, {})
