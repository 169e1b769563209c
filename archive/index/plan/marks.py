"""Whether the words were typed with their marks, from how often the archive itself has them with and without."""

from archive.index.analysis import folded, pairs, syllables
from archive.index.plan.shapes import Counts, Reading

# A pair typed with its marks is at least this part of all that look like it without marks. "chi bộ" is nearly all of
# "chi bo"; "chi bo" typed so is none of it. Pairs that chance has without marks ("sinh ra") are far above.
_TYPED_RIGHT = 0.05
# A rare pair is missing by chance: from this share of unknown pairs on, the query was typed without marks. On 400 legal
# questions over 5,000 articles 0.15 takes 1 marked one for unmarked (0.01: 43), 3 half-marked for marked (0.4: 31).
_PAIRS_UNKNOWN = 0.15


def reading_of(typed: list[str], counts: Counts) -> Reading:
    """Folded when several pairs, or a syllable alone, are unknown as typed while their unmarked look-alikes are known.

    "sinh hoat chi bo" and the half-marked "sinh hoạt chi bo" are folded; "sinh hoạt chi bộ" and "kế hoạch 5" are not.
    """
    letters = [one for one in typed if not one.isdigit()]
    stream, terms = ("pairs", pairs(letters)) if len(letters) > 1 else ("syllables", letters)
    look_alike = "folded_pairs" if len(letters) > 1 else "folded"
    unknown = 0
    for term in terms:
        alike = counts.frequency(look_alike, folded(term)) if any(is_bare(one) for one in term.split()) else 0
        unknown += bool(alike) and counts.frequency(stream, term) < _TYPED_RIGHT * alike
    return "folded" if unknown and unknown >= _PAIRS_UNKNOWN * len(terms) else "marked"


def is_bare(syllable: str) -> bool:
    """Whether a syllable has no marks."""
    return folded(syllable) == syllable


def own_reading(words_typed: str, chosen: Reading) -> Reading:
    """An exclusion typed with marks is taken with them, whatever the rest of the query is."""
    return chosen if all(is_bare(one) for one in syllables(words_typed)) else "marked"
