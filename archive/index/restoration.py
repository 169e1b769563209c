"""Marks put back to words typed without them, by how the archive itself spells: the likeliest row of syllables.

Each typed syllable may stand for several; counts of syllables and of two in a row tell which row is likely. A mark that
was typed is never taken away; the next likely rows are given too, and by how much the first is the likelier.
"""

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from archive.index.analysis import folded
from archive.index.spellings import NOWHERE, Spellings, merged
from archive.index.syllable import added_marks, i_or_y, is_bare, is_whole
from archive.text.vietnamese import canonical_tones, nfc, plain

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

# How many spellings of a syllable are weighed, and how many rows are kept.
_SPELT, _ROWS = 12, 4
_WIDTH = _SPELT + _SPELT // 2  # with those of the other of kỹ/kĩ
# Of a pair's likelihood this part is its own, the rest that of its right syllable alone. See REPORT of `measure`.
_PAIR = 0.9
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


@dataclass(frozen=True, slots=True)
class _Spelt:
    """The spellings a typed syllable may stand for, and of each what is told, in arrays all of one length.

    `places` among the names of the pairs. The rows of `told`: how many documents hold it; how likely it is by itself;
    what that adds where no pair is known; 1 where marks were left out; what another letter costs.
    """

    names: tuple[str, ...]
    places: Ints
    told: Floats


class _Model:
    """The counts of an archive, with the question words, as likelihoods."""

    def __init__(self, spelt: Spellings) -> None:
        self._spellings = merged([spelt, _questions(max(spelt.syllables.values(), default=1))])
        self._total = float(sum(self._spellings.syllables.values())) + 1
        self._known: dict[tuple[str, bool], _Spelt] = {}
        self._last: dict[tuple[tuple[str, ...], frozenset[int]], Restored] = {}

    def restored(self, words: tuple[str, ...], fixed: frozenset[int]) -> Restored:
        """The readings of words, kept for a moment: a question is planned for its list and for its ladder."""
        found = self._last.pop((words, fixed), None) or _restored(words, self, fixed)
        for oldest in list(self._last)[: 1 - _LAST]:
            self._last.pop(oldest, None)
        self._last[words, fixed] = found
        return found

    def spelt(self, syllable: str, *, fixed: bool) -> _Spelt:
        """What a typed syllable may stand for; itself alone when it is `fixed`."""
        found = self._known.get((syllable, fixed))
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            names = (syllable,) if fixed else spelt_as(syllable, self._spellings.by_folded)
            found = self._known[syllable, fixed] = self._weighed(syllable, names)
        return found

    def _weighed(self, syllable: str, names: tuple[str, ...]) -> _Spelt:
        # What no spelling stands at costs everything, so that no row goes through it.
        places, told = np.full(_WIDTH, NOWHERE, np.int64), np.zeros((5, _WIDTH))
        told[2], told[4] = 1.0, -np.inf
        bare, alike = is_bare(syllable), folded(syllable)
        for at, name in enumerate(names):
            held = self._spellings.syllables.get(name, 0)
            likely = (held + 0.1) / self._total
            places[at] = self._spellings.pair_counts.places.get(name, NOWHERE)
            letters = 0.0 if folded(name) == alike else _OTHER_I_OR_Y
            told[:, at] = held, math.log(likely), (1 - _PAIR) * likely, bare and not is_bare(name), letters
        return _Spelt(names, places, told)

    def steps(self, places: Ints, told: Floats, follows: Sequence[bool]) -> Floats:
        """How likely each spelling of a syllable is after each of the one before it: [syllable, before, spelling]."""
        both = self._spellings.pair_counts.each(places[:-1, :, None], places[1:, None, :])
        likely: Floats = np.log(_PAIR * both / (told[:-1, 0, :, None] + 1) + told[1:, 2, None, :])
        apart = ~np.array(follows[1:], np.bool_)
        likely[apart] = told[1:, 1, None, :][apart]
        return likely

    def vouched(self, typed: Sequence["_Typed"], chosen: Sequence[str]) -> bool:
        """Whether each syllable that is not as typed stands beside a neighbour of it in the archive too."""
        pairs = self._spellings.pair_counts
        places = np.array([pairs.places.get(name, NOWHERE) for name in chosen], np.int64)
        known = (pairs.each(places[:-1], places[1:]) > 0) & np.array([one.follows for one in typed[1:]], np.bool_)
        beside = np.append(known, False) | np.append(False, known)
        return all(ok or name == one.syllable for ok, name, one in zip(beside.tolist(), chosen, typed, strict=True))


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
    wide = max(len(one.names) for one in lattice)
    places, told = np.stack([one.places for one in lattice])[:, :wide], np.stack([one.told for one in lattice])
    told = told[:, :, :wide]
    rows = _rows(told, model.steps(places, told, [one.follows for one in typed]), _hidden(typed))
    readings: dict[tuple[str, ...], float] = {}
    for likely, row in rows:
        chosen = [one.names[spelling] for one, spelling in zip(lattice, row, strict=True)]
        readings.setdefault(_written(words, typed, chosen), rows[0][0] - likely)
    best = [one.names[spelling] for one, spelling in zip(lattice, rows[0][1], strict=True)]
    return Restored(words, tuple(readings), tuple(readings.values()), model.vouched(typed, best))


def _typed(words: Sequence[str], fixed: frozenset[int]) -> Iterator[_Typed]:
    capitals = all(word.isupper() for word in words if any(sign.isalpha() for sign in word))
    joined = False
    for place, word in enumerate(words):
        reached = 0
        for match in _SYLLABLE.finditer(word):
            shown, syllable = match[0], canonical_tones(match[0].lower())
            code = len(shown) > 1 and shown.isupper() and not capitals
            stays = place in fixed or not syllable.isalpha() or code
            between = word[reached : match.start()]
            joined = not stays and (between in ("-", "'") if reached else joined and not between)
            yield _Typed(place, *match.span(), shown, syllable, stays, joined)
            reached, joined = match.end(), not stays
        joined = joined and reached == len(word)


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


def _rows(told: Floats, steps: Floats, hidden: float) -> list[tuple[float, tuple[int, ...]]]:
    """The likeliest rows of spellings, best first: how likely, and which spelling of each syllable: Viterbi."""
    typed_so = told[:, 3] * hidden + told[:, 4]
    likely = np.full((told.shape[2], _ROWS), -np.inf)
    likely[:, 0] = told[0, 1] + typed_so[0]
    backs: list[Ints] = []
    across = np.arange(len(likely))[:, None]
    for step, own in zip(steps, typed_so[1:], strict=True):
        reached = (step.T[:, :, None] + likely).reshape(len(likely), -1)
        back = np.argsort(-reached, axis=1, kind="stable")[:, :_ROWS]
        likely = reached[across, back] + own[:, None]
        backs.append(back)
    return _followed(likely, backs)


def _followed(likely: Floats, backs: Sequence[Ints]) -> list[tuple[float, tuple[int, ...]]]:
    ends = np.argsort(-likely, axis=None, kind="stable")[:_ROWS]
    rows = []
    for end in ends.tolist():
        spelling, rank = divmod(end, _ROWS)
        worth = float(likely[spelling, rank])
        if worth == -math.inf:
            continue
        row = [spelling]
        for back in reversed(backs):
            spelling, rank = divmod(int(back[spelling, rank]), _ROWS)
            row.append(spelling)
        rows.append((worth, tuple(reversed(row))))
    return rows


def _written(words: Sequence[str], typed: Sequence[_Typed], chosen: Sequence[str]) -> tuple[str, ...]:
    """The words with the spellings chosen in place of what was typed, capitals where they were."""
    made = list(words)
    for one, spelt in zip(reversed(typed), reversed(chosen), strict=True):
        if spelt != one.syllable:
            word = made[one.word]
            made[one.word] = word[: one.start] + _cased(spelt, one.shown) + word[one.end :]
    return tuple(made)


def _cased(spelt: str, shown: str) -> str:
    if shown.isupper() and len(shown) > 1:
        return spelt.upper()
    return spelt[:1].upper() + spelt[1:] if shown[:1].isupper() else spelt
