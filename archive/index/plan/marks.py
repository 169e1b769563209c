"""What the words of a query are taken for: with their marks, put back where they were not typed, or without any.

Marks are put back by `archive.index.restoration`, word for word: what was typed with a mark keeps it. Where two
readings are nearly as likely, words are read without marks, and what was typed with them must stand so.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.index.analysis import syllables
from archive.index.plan.shapes import Counts, Manner, Opened, Reading
from archive.index.restoration import Restored, restored
from archive.index.spellings import Spellings
from archive.index.syllable import is_bare
from archive.query import Choice, Query

__all__ = ["Understood", "is_bare", "own_reading", "understood"]

# The first reading is at least twice as likely as the second, or the words are read without marks. Of unmarked legal
# questions over 20,000 articles 19 in 100 are then read without marks, among them half of the rows restored wrongly.
_SURE = math.log(2)
# Readings that are up to this many times less likely than the first are shown to the reader, and how many at most.
_NEAR, _OTHERS = math.log(20), 3
# With more different syllables not all of them are needed, so a typed mark counts in the score only.
_ALL_NEEDED = 4


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as it is taken: what is read "marked" has its marks, what is read "folded" is as it was typed.

    `reading` is that of the free words, `phrases` and `near` those of each phrase and each pair of near words, `minus`
    that of exclusions typed without marks. `required` are syllables that were typed with marks among words that are
    read without. `restored` says that marks were put back; `others` are other likely readings of the free words.
    """

    query: Query
    reading: Reading
    phrases: tuple[Reading, ...] = ()
    near: tuple[Reading, ...] = ()
    minus: Reading = "marked"
    restored: bool = False
    others: tuple[tuple[str, ...], ...] = ()
    required: tuple[tuple[str, str], ...] = ()


def understood(query: Query, counts: Counts, manner: Manner, found: Sequence[Opened] = ()) -> Understood:
    """What a query is taken for; `found` are its abbreviations, which stay as they are.

    A query that is to be taken exactly is read as typed; the manner's own reading overrules all.
    """
    if query.exact or manner.reading == "folded":
        reading: Reading = manner.reading or "marked"
        return Understood(query, reading, (reading,) * len(query.phrases), (reading,) * len(query.near), reading)
    spelt = counts.spellings()
    words = restored(query.words, spelt, _fixed(query, found))
    phrases = [_quoted(one, spelt) for one in query.phrases]
    near = [_quoted(one.words, spelt) for one in query.near]
    whole = [words] if query.words else [*phrases, *near] or list(_in_choices(query.choices, spelt))
    reading = manner.reading or _shared(whole)
    made = replace(
        query,
        words=words.words if reading == "marked" else query.words,
        phrases=tuple(map(_shown, query.phrases, phrases)),
        near=tuple(replace(one, words=_shown(one.words, own)) for one, own in zip(query.near, near, strict=True)),
        choices=tuple(_in_choice(one, spelt) for one in query.choices) if reading == "marked" else query.choices,
    )
    changed = made != query
    return Understood(
        made,
        reading,
        tuple(map(_reading, phrases)),
        tuple(map(_reading, near)),
        minus="folded" if changed else reading,
        restored=changed,
        others=_others(words, first=reading == "marked"),
        required=_typed_with_marks(query) if reading == "folded" and not manner.loose else (),
    )


def own_reading(words_typed: str, chosen: Reading) -> Reading:
    """An exclusion typed with marks is taken with them, whatever the rest of the query is."""
    return chosen if all(is_bare(one) for one in syllables(words_typed)) else "marked"


# --- the parts of a query --------------------------------------------------------------------------------------------


def _fixed(query: Query, found: Iterable[Opened]) -> frozenset[int]:
    """The places of words that no marks are put to: a whole number, an abbreviation."""
    asked = query.asked
    number = range(asked.first, asked.last) if asked and asked.number else range(0)
    return frozenset((*number, *(one.first for one in found if one.last - one.first == 1)))


def _quoted(words: str, spelt: Spellings) -> Restored:
    return restored(tuple(words.split()), spelt)


def _in_choice(choice: Choice, spelt: Spellings) -> Choice:
    """A choice with marks; it is read as the free words are, so each side has its likeliest reading."""
    return Choice(
        tuple(
            replace(
                one,
                words=restored(one.words, spelt).words,
                phrases=tuple(" ".join(_quoted(phrase, spelt).words) for phrase in one.phrases),
                near=tuple(replace(pair, words=" ".join(_quoted(pair.words, spelt).words)) for pair in one.near),
                choices=tuple(_in_choice(inner, spelt) for inner in one.choices),
            )
            for one in choice.options
        )
    )


def _in_choices(choices: Iterable[Choice], spelt: Spellings) -> Iterator[Restored]:
    """What stands on the sides of choices, each by itself."""
    for option in (one for choice in choices for one in choice.options):
        yield restored(option.words, spelt)
        yield from (_quoted(one, spelt) for one in (*option.phrases, *(pair.words for pair in option.near)))
        yield from _in_choices(option.choices, spelt)


def _is_sure(found: Restored) -> bool:
    """Whether the first reading may be taken; what was typed with marks and stays so always is."""
    if not found.changed and any(not is_bare(one) for word in found.typed for one in syllables(word)):
        return True
    return found.vouched and found.margin >= _SURE


def _reading(found: Restored) -> Reading:
    return "marked" if _is_sure(found) else "folded"


def _shared(found: Iterable[Restored]) -> Reading:
    return "marked" if all(map(_is_sure, found)) else "folded"


def _shown(typed: str, found: Restored) -> str:
    return " ".join(found.words) if found.changed and _is_sure(found) else typed


def _others(found: Restored, *, first: bool) -> tuple[tuple[str, ...], ...]:
    """The readings beside the one that is taken, where there are any; all of them when none is."""
    near = [one for one, margin in zip(found.readings, found.margins, strict=True) if margin <= _NEAR]
    near = [one for one in near if one != (found.words if first else found.typed)]
    return tuple(near[:_OTHERS])


def _typed_with_marks(query: Query) -> tuple[tuple[str, str], ...]:
    """The syllables of a short query that were typed with marks: "đường x" finds nothing that has only "dương"."""
    typed = dict.fromkeys(one for word in query.words for one in syllables(word))
    return tuple(("syllables", one) for one in typed if not is_bare(one)) if len(typed) <= _ALL_NEEDED else ()
