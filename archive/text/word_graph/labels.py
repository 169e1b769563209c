"""The best labels of many syllables at once: CRFsuite's Viterbi for two labels, settled by arrays where it can be.

With two labels the path is one number, d: by how much "inside a word" is ahead of "begins a word". From one syllable
to the next d becomes the syllable's own score plus h(d), and h is flat but for a narrow band: below `low` it is the one
constant, above `high` the other, falling between. Nearly every score is so far off the band that the label is sure
without knowing d; the few others are walked in order.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.text.pyvi_model import Turns
from archive.text.word_graph.lexicon import EDGE, Lexicon
from archive.text.word_graph.reading import FIRST, PART, TITLE

Numbers = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Band:
    """h(d) in numbers: `after_begins` up to `low`, `middle` - d up to `high`, `after_inside` above."""

    low: float
    high: float
    after_begins: float
    middle: float
    after_inside: float

    @classmethod
    def of(cls, turns: Turns) -> "Band":
        """The band of a model, in which a label is sooner kept than changed (`low` ≤ `high`), as pyvi's does."""
        return cls(
            turns.begins_begins - turns.inside_begins,
            turns.begins_inside - turns.inside_inside,
            turns.begins_inside - turns.begins_begins,
            turns.begins_inside - turns.inside_begins,
            turns.inside_inside - turns.inside_begins,
        )

    def next(self, ahead: float) -> float:
        """What is carried over to the next syllable."""
        if ahead <= self.low:
            return self.after_begins
        return self.after_inside if ahead > self.high else self.middle - ahead


def scores(lexicon: Lexicon, signs: Numbers, traits: Numbers) -> Numbers:
    """What speaks for "inside a word" at each sign: its own weight, its neighbours', the compounds it is in."""
    leaning = lexicon.model.leanings.get
    found: Numbers = lexicon.own.array[signs]
    found[1:] += lexicon.before.array[signs[:-1]]
    found[:-1] += lexicon.after.array[signs[1:]]
    compounds = lexicon.compounds
    bases = lexicon.base.array[signs]
    keys = bases[:-1] * compounds.size + bases[1:]
    paired = (compounds.bits[keys >> 3] >> (keys & 7).astype(np.uint8)) & 1
    found[1:] += leaning("-1:word.bi_gram()", 0.0) * paired
    found[:-1] += leaning("+1:word.bi_gram()", 0.0) * paired
    first = _triples(lexicon, traits, keys, bases)
    found[first + 2] += leaning("-2:word.tri_gram()", 0.0)
    found[first] += leaning("+2:word.tri_gram()", 0.0)
    return found


def _triples(lexicon: Lexicon, traits: Numbers, keys: Numbers, bases: Numbers) -> Numbers:
    """Where a compound of three syllables begins. Few syllables stand first, second and third in one."""
    triples = lexicon.compounds.triples
    likely = np.flatnonzero(traits[:-2] & traits[1:-1] >> 1 & traits[2:] >> 2 & FIRST)
    wanted = keys[likely] * lexicon.compounds.size + bases[likely + 2]
    found = np.minimum(np.searchsorted(triples, wanted), len(triples) - 1)
    begins: Numbers = likely[triples[found] == wanted]
    return begins


def inside(ahead: Numbers, last: Numbers, band: Band) -> Flags:
    """Which signs stand inside a word, from their scores. `last`: the places before an edge, ascending.

    The last sign of a line is inside when d is above 0, any other when above `high`; within the band it is what the
    next one is not, since from there the best way to either label is a change.
    """
    least, most = sorted((band.after_begins, band.after_inside))
    sure: Flags = ahead > band.high - least
    open_: Flags = (ahead > band.low - most) & ~sure
    ending = ahead[last]
    sure[last] = ending > -least
    open_[last] = (ending > -most) & (ending <= -least)
    is_last = np.zeros(len(ahead), np.bool_)
    is_last[last] = True
    _walk(ahead, (sure, np.flatnonzero(open_), is_last), band)
    return sure


def _walk(ahead: Numbers, undecided: tuple[Flags, Numbers, Flags], band: Band) -> None:
    """Decide what the arrays left open, in order, into the flags given."""
    sure, places, is_last = undecided
    changing: list[int] = []
    behind, carried = -1, 0.0
    rows = zip(
        places.tolist(), ahead[places].tolist(), sure[places - 1].tolist(), is_last[places].tolist(), strict=True
    )
    for place, score, after_inside, ends in rows:
        if place - 1 == behind:
            value = score + band.next(carried)
        else:
            value = score + (band.after_inside if after_inside else band.after_begins)
        behind, carried = place, value
        if value > (0.0 if ends else band.high):
            sure[place] = True
        elif value > band.low and not ends:
            changing.append(place)
    for place in reversed(changing):
        sure[place] = not sure[place + 1]


def joined(lexicon: Lexicon, signs: Numbers, traits: Numbers, band: Band) -> Flags:
    """Which signs are tied to the one before: inside a word, and what pyvi asks besides.

    Neither is punctuation or begins with a figure, nor does it begin with a capital where the one before does not.
    `signs` begins and ends with an edge; an edge joins nothing. `traits`: those of the signs.
    """
    edges = np.flatnonzero(signs == EDGE)
    last = edges[1:] - 1
    tied = inside(scores(lexicon, signs, traits), last[signs[last] != EDGE], band)
    parted = (traits[1:] | traits[:-1]) & PART | (traits[1:] & ~traits[:-1] & TITLE)
    tied[1:] &= parted == 0
    tied[0] = False
    return tied
