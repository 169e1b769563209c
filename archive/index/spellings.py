"""How the archive spells: how often each syllable, and each two in a row, stands in its documents, marks and all.

It is what marks are restored by, and where words near a mistyped one are looked for. Counted from the entries of an
index, part by part, and added up where it is asked: a language model, so it need not be exact to the last document.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain
from typing import Protocol

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
# So many of the largest parts of an archive are left as they are, and what is smaller is put together: what one
# document more costs is then the small parts, and each look-up looks into three places.
_LEFT = 2
# So many parts may be put behind those that were there before all are put in order anew: each is one place more to look
# into. Not tuned; an index merges its small segments about as often.
_BEHIND = 4


class Neighbours(Protocol):
    """How often syllables stand side by side, asked by the places of their names."""

    @property
    def places(self) -> Mapping[str, int]:
        """The place of each syllable."""

    def each(self, lefts: Ints, rights: Ints) -> Ints:
        """The counts of left places with right ones, in the shape that the two arrays have together."""


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
        return self.of_codes(lefts * _SPAN + rights)

    def of_codes(self, wanted: Ints) -> Ints:
        """The counts of pairs that are one whole number each."""
        if not len(self.codes):
            return np.zeros_like(wanted)
        at = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        return np.where(self.codes[at] == wanted, self.counts[at], 0)

    def __getitem__(self, pair: str) -> int:
        left, _, right = pair.partition(" ")
        code = self.places.get(left, NOWHERE) * _SPAN + self.places.get(right, NOWHERE)
        at = int(self.codes.searchsorted(code))
        if at == len(self.codes) or self.codes[at] != code:
            raise KeyError(pair)
        return int(self.counts[at])

    def __iter__(self) -> Iterator[str]:
        for code in self.codes.tolist():
            yield f"{self.names[code // _SPAN]} {self.names[code % _SPAN]}"

    def __len__(self) -> int:
        return len(self.codes)


class AddedPairs(Mapping[str, int]):
    """Counts of pairs in several parts, each left as it is: a pair counts what it counts in all of them.

    The names of the largest part keep their places; those that only others have stand behind them. Nothing is worked
    out before it is asked for.
    """

    def __init__(self, parts: Iterable[PairCounts], before: "AddedPairs | None" = None) -> None:
        """Take parts in any order; those but the last are `before`, if it is given, whose work is taken over."""
        self.parts = tuple(parts)
        self._before = before
        self.behind: int = 0 if before is None else before.behind + 1

    def and_one(self, part: PairCounts) -> "AddedPairs":
        """These and one part more: only what is in the part is looked at, as long as not too many were put so."""
        # One more than a snapshot puts, for the words of questions, which stand behind all.
        return AddedPairs((*self.parts, part), self if self.behind <= _BEHIND else None)

    @cached_property
    def layers(self) -> list[PairCounts]:
        """The parts that are looked into, the largest first: some as they are, and the small ones put together."""
        if self._before is not None:
            return [*self._before.layers, self.parts[-1]]
        held = sorted(self.parts, key=lambda one: len(one.codes), reverse=True) or [pair_counts({})]
        small = held[_LEFT:]
        return [*held[:_LEFT], *([_merged_pairs(small)] if small else [])]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each syllable."""
        first, *others = self.layers
        places = dict(self._before.places if self._before is not None else first.places)
        for one in others[-1:] if self._before is not None else others:
            for name in one.names:
                places.setdefault(name, len(places))
        return places

    @cached_property
    def others(self) -> list[tuple[PairCounts, Ints]]:
        """The layers behind the first, and for each place that of the same name in a layer: the first of no name.

        So is the last, which every place stands for that a layer put behind this one has brought.
        """
        made = list(self._before.others) if self._before is not None else []
        for one in self.layers[1 + len(made) :]:
            own = np.full(len(self.places) + 2, NOWHERE, np.int64)
            here = np.fromiter((self.places[name] for name in one.names), np.int64, len(one.names))
            own[here + 1] = np.arange(len(here))
            made.append((one, own))
        return made

    def each(self, lefts: Ints, rights: Ints) -> Ints:
        """The counts of left places with right ones, in the shape that the two arrays have together."""
        # A place behind its own names is in no pair of the first part.
        found = self.layers[0].each(lefts, rights)
        for part, own in self.others:
            ours = own.take(lefts + 1, mode="clip") * _SPAN + own.take(rights + 1, mode="clip")
            # The smaller a part, the fewer it has of both: only those are looked for.
            known = (ours >= 0).nonzero()
            found[known] += part.of_codes(ours[known])
        return found

    @cached_property
    def whole(self) -> PairCounts:
        """All of them put together, which takes as long as there are pairs."""
        return _merged_pairs(self.parts)

    def __getitem__(self, pair: str) -> int:
        held = [count for one in self.layers if (count := one.get(pair))]
        if not held:
            raise KeyError(pair)
        return sum(held)

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole)

    def __len__(self) -> int:
        return len(self.whole)


@dataclass(frozen=True, eq=False)
class Spellings:
    """`syllables` and `pairs` ("sinh hoạt"): term → how many documents hold it. One is equal to itself only.

    `grown` gives `by_folded` of spellings that these are made of, and the syllables that count more here than there;
    `parts` are all that these are made of.
    """

    syllables: Mapping[str, int]
    pairs: Mapping[str, int]
    grown: tuple[Callable[[], Mapping[str, tuple[str, ...]]], frozenset[str]] | None = None
    parts: "tuple[Spellings, ...]" = ()

    @cached_property
    def by_folded(self) -> Mapping[str, tuple[str, ...]]:
        """A syllable without marks → how it is spelt, the commonest first: "duong" → ("đường", "dương", …)."""
        if self.grown is None:
            every: dict[str, list[str]] = {}
            for one in self.syllables:
                every.setdefault(folded(one), []).append(one)
            return {bare: self._in_order(names) for bare, names in every.items()}
        before, more = self.grown
        found = dict(before())
        named: dict[str, tuple[str, ...]] = {}
        for one in more:
            bare = folded(one)
            named[bare] = (*named.get(bare, ()), one)
        for bare, names in named.items():
            found[bare] = self._in_order({*found.get(bare, ()), *names})
        return found

    def _in_order(self, names: Collection[str]) -> tuple[str, ...]:
        if len(names) == 1:
            return tuple(names)
        return tuple(sorted(names, key=lambda one: (-self.syllables[one], one)))

    @cached_property
    def pair_counts(self) -> PairCounts:
        """The pairs as sorted arrays, to be gone through; to be looked up they are `neighbours`."""
        return self.pairs.whole if isinstance(self.pairs, AddedPairs) else pair_counts(self.pairs)

    @property
    def neighbours(self) -> Neighbours:
        """The pairs to be looked up many at once."""
        return self.pairs if isinstance(self.pairs, AddedPairs) else self.pair_counts


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


def merged(parts: Sequence[Spellings], before: Spellings | None = None) -> Spellings:
    """The spellings of several parts of an archive together, their counts added up.

    What the largest part says is taken over as it is, so it takes as long as the others are large; or what `before`
    says, where that is made of all parts but a few, as after a commit.
    """
    if len(parts) == 1:
        return parts[0]
    if before is not None and (new := _new_since(before, parts)):
        return reduce(and_one, new, before)
    largest, *others = sorted(parts, key=lambda one: len(one.syllables), reverse=True) or [NONE]
    syllables = dict(largest.syllables)
    for one in others:
        _add(syllables, one.syllables)
    more = frozenset(name for one in others for name in one.syllables)
    return Spellings(syllables, _added(parts), (lambda: largest.by_folded, more), tuple(parts))


def and_one(before: Spellings, part: Spellings) -> Spellings:
    """Spellings and one part more, which takes as long as the part is large."""
    syllables = dict(before.syllables)
    _add(syllables, part.syllables)
    held = before.pairs
    pairs = held.and_one(part.pair_counts) if isinstance(held, AddedPairs) else _added((before, part))
    # Nothing of what was before is held but this, or a chain of all that ever was would be.
    by_folded = before.by_folded
    return Spellings(
        syllables, pairs, (lambda: by_folded, frozenset(part.syllables)), (*(before.parts or (before,)), part)
    )


def _new_since(before: Spellings, parts: Sequence[Spellings]) -> list[Spellings]:
    """The parts that `before` is not made of; none where a part of it is gone, or too much was put to it."""
    held, known = set(map(id, parts)), set(map(id, before.parts or (before,)))
    new = [one for one in parts if id(one) not in known]
    behind = before.pairs.behind if isinstance(before.pairs, AddedPairs) else 0
    return new if known <= held and behind + len(new) <= _BEHIND else []


def _add(syllables: dict[str, int], more: Mapping[str, int]) -> None:
    for name, held in more.items():
        syllables[name] = syllables.get(name, 0) + held


def _added(parts: Iterable[Spellings]) -> AddedPairs:
    each = (one.pairs.parts if isinstance(one.pairs, AddedPairs) else (one.pair_counts,) for one in parts)
    return AddedPairs(chain.from_iterable(each))


def still_held(spelt: Spellings, frequency: Callable[[str, str], int]) -> Spellings:
    """Spellings counted anew by `frequency` (stream, term), for a small archive, where one document gone shows.

    Of a large one they are given back as they are: what a few documents that are gone have told does no harm.
    """
    parts = spelt.pairs.parts if isinstance(spelt.pairs, AddedPairs) else (spelt.pairs,)
    # Of a large part it is known without putting all of them together.
    if max(map(len, parts), default=0) > _COUNTED_ANEW or len(spelt.pairs) > _COUNTED_ANEW:
        return spelt
    syllables = {term: held for term in spelt.syllables if (held := frequency("syllables", term))}
    return Spellings(syllables, {term: held for term in spelt.pairs if (held := frequency("pairs", term))})


def _merged_pairs(parts: Sequence[PairCounts]) -> PairCounts:
    if len(parts) == 1:
        return parts[0]
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
