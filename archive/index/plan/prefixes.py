"""The beginning of a syllable opened to the syllables of the archive that begin so: “kiểm*”, “đa*”, “20*”.

A letter that was typed with a mark wants that mark, one without takes any: “đa*” is đa, đang, đảng, never da.
"""

from archive.index.analysis import folded, syllables
from archive.index.plan.marks import is_bare
from archive.index.plan.shapes import Counts, Prefix

# The commonest of them are taken. Two letters of the demonstration corpus begin at most 60 syllables without marks, and
# nobody looks for all that begin with “th”.
MOST_SYLLABLES = 64


def prefix(typed: str, counts: Counts) -> Prefix:
    """A prefix with the terms it stands for, the commonest first; without marks they are taken without marks."""
    beginning = "".join(syllables(typed))
    spelt = counts.spellings()
    found: dict[str, int] = {}
    stream = "folded" if is_bare(beginning) else "syllables"
    bare = folded(beginning)
    for begins, spellings in spelt.by_folded.items():
        if begins.startswith(bare):
            for one in spellings:
                if stream == "folded":
                    found[begins] = found.get(begins, 0) + spelt.syllables[one]
                elif _begins(one, beginning):
                    found[one] = spelt.syllables[one]
    terms = sorted(found, key=lambda one: (-found[one], one))
    held = tuple(one for one in terms[:MOST_SYLLABLES] if counts.frequency(stream, one))
    return Prefix(typed, stream, held, cut=len(terms) > MOST_SYLLABLES)


def _begins(syllable: str, beginning: str) -> bool:
    """Letter by letter, a typed mark counts; composed letters fold one to one."""
    return all(typed in (own, folded(own)) for typed, own in zip(beginning, syllable, strict=False))
