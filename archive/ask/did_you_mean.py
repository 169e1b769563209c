"""Did you mean: words that the archive hardly knows, put right from its own syllables and their neighbours.

It is for slips of the fingers: letters swapped, doubled, left out, keys of Telex and VNI left in, a blank forgotten.
Marks are put to unmarked words elsewhere (`archive.index.restoration`); numbers, codes, names of places and quoted
words are left alone. Nothing is changed in the query of the reader: another one is offered.
"""

from dataclasses import dataclass, replace
from functools import cache

from archive.ask.keyboard import decoded
from archive.ask.misspelt import Near, Option, near_of
from archive.index.analysis import folded, syllables
from archive.index.engine import Engine
from archive.query import Query
from archive.text.vietnamese import fold
from archive.works import bodies, places
from archive.works.abbreviations import abbreviated
from archive.works.codes import body_code, party_bodies, state_bodies, type_code

# A word in no more documents than this, or than one in a thousand, is hardly known.
_HARDLY = 2
_ONE_IN = 1000
# A slip that some documents have too is offered only for a word that is this many times as common.
_TIMES = 50
_LONGEST = 14  # letters; a longer word is no slip of one or two syllables
_MOST_WORDS = 24  # a longer question is a pasted sentence


@dataclass(frozen=True, slots=True)
class Correction:
    """What may have been meant: the words as text, what was changed (typed, meant), the query, how much it finds."""

    said: str
    changed: tuple[tuple[str, str], ...]
    query: Query
    total: int


def did_you_mean(query: Query, engine: Engine, *, total: int | None = None) -> Correction | None:
    """The query that may have been meant; None when every word is known or nothing near finds markedly more.

    `total` is what the query itself found, where the caller knows it already.

    Raises:
        IndexStale: the index cannot answer.
    """
    if not query.words or len(query.words) > _MOST_WORDS:
        return None
    near = near_of(engine.spellings())
    hardly = max(_HARDLY, engine.count() // _ONE_IN)
    doubted = frozenset(place for place in range(len(query.words)) if _doubtful(query, place, near, hardly))
    if not doubted:
        return None
    options = [_options(word, near, doubted=place in doubted) for place, word in enumerate(query.words)]
    chosen = near.likeliest(options)
    changed = tuple((word, one.shown) for word, one in zip(query.words, chosen, strict=True) if one.changed)
    if not changed:
        return None
    words = tuple(part for one in chosen for part in (one.shown.split() if one.changed else (one.shown,)))
    meant = replace(query, words=words, page=1, text=" ".join(words), notices=())
    found = engine.search(replace(meant, per_page=1)).total
    before = engine.search(replace(query, page=1, per_page=1)).total if total is None else total
    unheard = any(not near.known(folded(syllables(typed)[0])) for typed, _ in changed)
    enough = found >= max(before, 1) if unheard else found > 2 * before
    return (
        Correction(str(replace(Query(), words=words, phrases=query.phrases)), changed, meant, found) if enough else None
    )


def _doubtful(query: Query, place: int, near: Near, hardly: int) -> bool:
    """Whether a word may be a slip: one syllable, hardly known, no part of a number, no code, no name of a place."""
    word, asked = query.words[place], query.asked
    typed = syllables(word)
    if (
        len(typed) != 1
        or len(typed[0]) < 2
        or len(typed[0]) > _LONGEST
        or (asked and asked.first <= place < asked.last)
    ):
        return False
    if typed[0].isdigit() or _is_code(word) or near.known(folded(typed[0])) > hardly:
        return False
    return folded(typed[0]) not in _names()


def _is_code(word: str) -> bool:
    """Capitals without a small letter (UBKT), an abbreviation, the letters of a type or body in any case ("btctw")."""
    letters = word.strip(".,;:()[]?!")
    known = type_code(letters) or body_code(letters)[0] in party_bodies().values() or letters.upper() in state_bodies()
    known = known or abbreviated(letters) is not None
    return (letters.isupper() and len(letters) > 1) or bool(known) or not any(one in "aeiouy" for one in fold(letters))


@cache
def _names() -> frozenset[str]:
    """The syllables of places and bodies of the tables, folded: never a slip, be they ever so rare here."""
    named = [one.name for one in places.districts()]
    named += [part for one in bodies.bodies() for part in (one.name, one.place or "", *one.aliases)]
    return frozenset(folded(part) for name in named for part in syllables(name))


def _options(word: str, near: Near, *, doubted: bool) -> tuple[Option, ...]:
    """What a word may be: itself, and for a doubtful one everything near it in the archive."""
    typed = syllables(word)
    own = Option(word, tuple(typed[:1]), tuple(typed[-1:]), 0.0, near.known(folded(typed[-1])) if typed else 0)
    if not doubted:
        bare = len(typed) == 1 and folded(typed[0]) == typed[0]
        return (replace(own, first=near.spelt(typed[0]), last=near.spelt(typed[0])) if bare else own,)
    least = own.count * _TIMES
    keyed = decoded(typed[0])
    found = [one for one in near.options(typed[0], keyed) if one.count > least]
    return (own, *found)
