"""The labels of a few signs, one after another: a question is answered before an array would be made."""

from archive.text.word_graph.labels import Band
from archive.text.word_graph.lexicon import Lexicon
from archive.text.word_graph.reading import FIRST, PART, SECOND, THIRD, TITLE


def joined_few(lexicon: Lexicon, signs: list[int], band: Band) -> list[bool]:
    """Which signs of one line are tied to the one before: what `labels.joined` gives, for at least one sign."""
    traits = [lexicon.traits.array.item(sign) for sign in signs]
    within = _inside(_scores(lexicon, signs, traits), band)
    tied = [False]
    for one, other, is_inside in zip(traits, traits[1:], within[1:], strict=False):
        tied.append(is_inside and not (one | other) & PART and not other & ~one & TITLE)
    return tied


def _scores(lexicon: Lexicon, signs: list[int], traits: list[int]) -> list[float]:
    leaning, compounds = lexicon.model.leanings.get, lexicon.compounds
    found = [lexicon.own.array.item(sign) for sign in signs]
    for place, sign in enumerate(signs[:-1], 1):
        found[place] += lexicon.before.array.item(sign)
    for place, sign in enumerate(signs[1:]):
        found[place] += lexicon.after.array.item(sign)
    bases = [lexicon.base.array.item(sign) for sign in signs]
    for place in range(len(signs) - 1):
        if compounds.is_pair(bases[place], bases[place + 1]):
            found[place + 1] += leaning("-1:word.bi_gram()", 0.0)
            found[place] += leaning("+1:word.bi_gram()", 0.0)
    for place in range(len(signs) - 2):
        likely = traits[place] & FIRST and traits[place + 1] & SECOND and traits[place + 2] & THIRD
        if likely and compounds.is_triple(*bases[place : place + 3]):
            found[place + 2] += leaning("-2:word.tri_gram()", 0.0)
            found[place] += leaning("+2:word.tri_gram()", 0.0)
    return found


def _inside(ahead: list[float], band: Band) -> list[bool]:
    """The labels; see `labels` for the path as one number."""
    path = [ahead[0]]
    for score in ahead[1:]:
        path.append(score + band.next(path[-1]))
    within = [path[-1] > 0.0]
    for value in reversed(path[:-1]):
        within.append(not within[-1] if band.low < value <= band.high else value > band.high)
    return within[::-1]
