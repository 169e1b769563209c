"""Marks put back to words typed without them, by how the archive itself spells: the likeliest row of syllables.

Each typed syllable may stand for several; counts of syllables and of two in a row tell which row is likely. A mark that
was typed is never taken away; the next likely rows are given too, and by how much the first is the likelier.
"""

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from weakref import WeakKeyDictionary

import numpy as np

from archive.index.analysis import folded
from archive.index.lattice import PAIR, WIDTH, Spelt, Step, rows, steps
from archive.index.spellings import NOWHERE, Spellings, and_one
from archive.index.syllable import added_marks, i_or_y, is_bare, is_whole
from archive.text.vietnamese import canonical_tones, nfc, plain

# How many spellings of a syllable are weighed; with those of the other of kỹ/kĩ they are `WIDTH`.
_SPELT = 12
# A syllable of the archive that is typed in the other of kỹ/kĩ: kept as typed unless the archive hardly has it.
_OTHER_I_OR_Y = math.log(0.1)
# Question words are as common as this part of the commonest syllable; documents hardly have them.
_QUESTIONS = 0.05
# Syllables whose spellings are remembered.
_REMEMBERED = 20_000
# Rows of words whose readings are kept: those of one page.
_LAST = 16
_SYLLABLE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Restored:
    """The readings of some words, the likeliest first, each as many words as were `typed`; always at least one.

    `margins` say how many times less likely than the first each is, as logarithms. `vouched`: every syllable that was
    changed stands beside its neighbour in the archive too.
    """

    typed: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...]
    margins: tuple[float, ...] = (0.0,)
    vouched: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """The likeliest reading."""
        return self.readings[0]

    @property
    def changed(self) -> bool:
        """Whether the likeliest reading is not what was typed."""
        return self.words != self.typed

    @property
    def margin(self) -> float:
        """By how much the first reading is likelier than the second; infinite when it is the only one."""
        return self.margins[1] if len(self.margins) > 1 else math.inf


@cache
def question_phrases() -> tuple[str, ...]:
    """Words of questions, which documents hardly have: "là gì", "bao nhiêu"."""
    table = tomllib.loads(resources.files("archive").joinpath("data", "question_words.toml").read_text("utf-8"))
    return tuple(str(row["words"]) for row in table["phrase"])


# --- what the archive's spelling tells -------------------------------------------------------------------------------


class _Model:
    """The counts of an archive, with the question words, as likelihoods."""

    def __init__(self, spelt: Spellings) -> None:
        # What is kept must not hold the spellings themselves: the model is gone with them.
        both = and_one(spelt, _questions(max(spelt.syllables.values(), default=1)))
        self._syllables, self._by_folded, self._neighbours = both.syllables, both.by_folded, both.neighbours
        self._total = float(sum(self._syllables.values())) + 1
        self._known: dict[tuple[str, bool], Spelt] = {}
        self._beside: dict[tuple[str, bool, str, bool, bool], Step] = {}
        self._last: dict[tuple[tuple[str, ...], frozenset[int]], Restored] = {}

    def restored(self, words: tuple[str, ...], fixed: frozenset[int]) -> Restored:
        """The readings of words, kept for a moment: a question is planned for its list and for its ladder."""
        found = self._last.pop((words, fixed), None) or _restored(words, self, fixed)
        for oldest in list(self._last)[: 1 - _LAST]:
            self._last.pop(oldest, None)
        self._last[words, fixed] = found
        return found

    def spelt(self, syllable: str, *, fixed: bool) -> Spelt:
        """What a typed syllable may stand for; itself alone when it is `fixed`."""
        found = self._known.get((syllable, fixed))
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            names = (syllable,) if fixed else spelt_as(syllable, self._by_folded)
            found = self._known[syllable, fixed] = self._weighed(syllable, names)
        return found

    def _weighed(self, syllable: str, names: tuple[str, ...]) -> Spelt:
        # What no spelling stands at costs everything, so that no row goes through it.
        places, told = np.full(WIDTH, NOWHERE, np.int64), np.zeros((5, WIDTH))
        told[2], told[4] = 1.0, -np.inf
        bare, alike = is_bare(syllable), folded(syllable)
        for at, name in enumerate(names):
            held = self._syllables.get(name, 0)
            likely = (held + 0.1) / self._total
            places[at] = self._neighbours.places.get(name, NOWHERE)
            letters = 0.0 if folded(name) == alike else _OTHER_I_OR_Y
            told[:, at] = held, math.log(likely), (1 - PAIR) * likely, bare and not is_bare(name), letters
        return Spelt(names, places, told)

    def steps(self, typed: Sequence["_Typed"], lattice: Sequence[Spelt]) -> list[Step]:
        """Each two neighbours of typed syllables, the left one before the right one; those met lately are kept."""
        keys = [(one.syllable, one.fixed, two.syllable, two.fixed, two.follows) for one, two in pairwise(typed)]
        held = {key: step for key in keys if (step := self._beside.get(key))}
        new = [at for at, key in enumerate(keys) if key not in held]
        if new:
            follows = [typed[at + 1].follows for at in new]
            left, right = [lattice[at] for at in new], [lattice[at + 1] for at in new]
            made = steps(self._neighbours, left, right, follows)
            met = dict(zip((keys[at] for at in new), made, strict=True))
            if len(self._beside) > _REMEMBERED:
                self._beside.clear()
            self._beside.update(met)
            held |= met
        return [held[key] for key in keys]


def _vouched(typed: Sequence["_Typed"], chosen: Sequence[str], beside: Sequence[bool]) -> bool:
    """Whether each syllable that is not as typed stands beside a neighbour of it in the archive too.

    `beside` says so of each two neighbours.
    """
    known = zip((False, *beside), (*beside, False), strict=True)
    return all(
        left or right or name == one.syllable for (left, right), name, one in zip(known, chosen, typed, strict=True)
    )


# A model for each archive that answers; gone with its spellings.
_MODELS: WeakKeyDictionary[Spellings, _Model] = WeakKeyDictionary()


def _model(spelt: Spellings) -> _Model:
    found = _MODELS.get(spelt)
    if found is None:
        found = _MODELS[spelt] = _Model(spelt)
    return found


def _questions(commonest: int) -> Spellings:
    """The question phrases as spellings."""
    worth = max(1, round(_QUESTIONS * commonest))
    cut = [phrase.split() for phrase in question_phrases()]
    return Spellings(
        {syllable: worth for phrase in cut for syllable in phrase},
        {f"{left} {right}": worth for phrase in cut for left, right in pairwise(phrase)},
    )


def spelt_as(syllable: str, by_folded: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What a typed syllable may stand for, the commonest first: marks may be added to it, none taken away."""
    alike, other = by_folded.get(folded(syllable), ()), i_or_y(syllable)
    if is_bare(syllable):
        return (alike[:_SPELT] + (by_folded.get(other, ())[: _SPELT // 2] if other else ())) or (syllable,)
    swapped = (other,) if other and other in by_folded.get(folded(other), ()) else ()
    if is_whole(syllable) and (syllable in alike or swapped):
        return (syllable, *swapped)
    return tuple(one for one in alike if added_marks(syllable, one))[:_SPELT] or (syllable,)


# --- the typed words -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Typed:
    """A syllable that was typed: where it stands in which word; whether it stays, and goes on with the one before."""

    word: int
    start: int
    end: int
    shown: str
    syllable: str
    fixed: bool
    follows: bool


def restored(words: Sequence[str], spelt: Spellings, fixed: frozenset[int] = frozenset()) -> Restored:
    """The readings of typed words with their marks; the words at `fixed` stay as they are (numbers, abbreviations)."""
    return _model(spelt).restored(tuple(plain(nfc(word)) for word in words), fixed)


def _restored(words: tuple[str, ...], model: _Model, fixed: frozenset[int]) -> Restored:
    typed = list(_typed(words, fixed))
    lattice = [model.spelt(one.syllable, fixed=one.fixed) for one in typed]
    if all(one.names == (said.syllable,) for one, said in zip(lattice, typed, strict=True)):
        return Restored(words, (words,))
    beside = model.steps(typed, lattice)
    found = rows(lattice, beside, _hidden(typed))
    readings: dict[tuple[str, ...], float] = {}
    for likely, row in found:
        chosen = [one.names[spelling] for one, spelling in zip(lattice, row, strict=True)]
        readings.setdefault(_written(words, typed, chosen), found[0][0] - likely)
    first = found[0][1]
    best = [one.names[spelling] for one, spelling in zip(lattice, first, strict=True)]
    known = [bool(step.both[two] > 0) for step, two in zip(beside, pairwise(first), strict=True)]
    return Restored(words, tuple(readings), tuple(readings.values()), _vouched(typed, best, known))


def _typed(words: Sequence[str], fixed: frozenset[int]) -> Iterator[_Typed]:
    capitals = all(word.isupper() for word in words if any(sign.isalpha() for sign in word))
    joined = False
    for place, word in enumerate(words):
        reached = 0
        for start, end, shown, syllable in _syllables(word):
            code = len(shown) > 1 and shown.isupper() and not capitals
            stays = place in fixed or not syllable.isalpha() or code
            between = word[reached:start]
            joined = not stays and (between in ("-", "'") if reached else joined and not between)
            yield _Typed(place, start, end, shown, syllable, stays, joined)
            reached, joined = end, not stays
        joined = joined and reached == len(word)


@lru_cache(maxsize=_REMEMBERED)
def _syllables(word: str) -> tuple[tuple[int, int, str, str], ...]:
    """The syllables of a word: from where to where, as typed, and as they are looked up."""
    return tuple((*match.span(), match[0], canonical_tones(match[0].lower())) for match in _SYLLABLE.finditer(word))


def _hidden(typed: Sequence[_Typed]) -> float:
    """How likely a syllable that has marks was typed without, as a logarithm, from how the others were typed.

    Of syllables in official texts three in ten have no mark; what is typed without beyond that had one.
    """
    letters = [one for one in typed if one.syllable.isalpha()]
    marked = sum(not is_bare(one.syllable) for one in letters)
    without = max(0.0, len(letters) - marked - 0.3 * len(letters))
    # Where something is marked and nothing seems to lack marks, a likelier spelling alone is no reason to change what
    # was typed: “du học” stays, though “dự học” is commoner here. Of 1,353 questions typed with marks 15 are changed,
    # with half a syllable supposed to lack them 36.
    supposed = 0.5 if without or not marked else 0.01
    return math.log((without + supposed) / (marked + without + 0.5))


def _written(words: Sequence[str], typed: Sequence[_Typed], chosen: Sequence[str]) -> tuple[str, ...]:
    """The words with the spellings chosen in place of what was typed, capitals where they were."""
    made = list(words)
    for one, spelt in zip(reversed(typed), reversed(chosen), strict=True):
        if spelt != one.syllable:
            shown = spelt if one.shown.islower() else _cased(spelt, one.shown)
            word = made[one.word]
            made[one.word] = shown if one.shown == word else word[: one.start] + shown + word[one.end :]
    return tuple(made)


def _cased(spelt: str, shown: str) -> str:
    if shown.isupper() and len(shown) > 1:
        return spelt.upper()
    return spelt[:1].upper() + spelt[1:] if shown[:1].isupper() else spelt
