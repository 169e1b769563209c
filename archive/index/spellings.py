"""How the archive spells: how often each syllable, and each two in a row, stands in its documents, marks and all.

It is what marks are restored by, and where words near a mistyped one are looked for. Counted from the entries of an
index; a language model, so it need not be exact to the last document.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from archive.index.analysis import Entry, folded


@dataclass(frozen=True)
class Spellings:
    """`syllables` and `pairs` ("sinh hoạt"): term → how many documents hold it."""

    syllables: Mapping[str, int]
    pairs: Mapping[str, int]

    @cached_property
    def by_folded(self) -> Mapping[str, tuple[str, ...]]:
        """A syllable without marks → how it is spelt, the commonest first: "duong" → ("đường", "dương", …)."""
        found: dict[str, list[str]] = {}
        for one in sorted(self.syllables, key=lambda one: (-self.syllables[one], one)):
            found.setdefault(folded(one), []).append(one)
        return {bare: tuple(spelt) for bare, spelt in found.items()}


NONE = Spellings({}, {})


def count(entries: Iterable[Entry]) -> Spellings:
    """The spellings of entries."""
    syllables: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for one in entries:
        syllables.update(one.terms["syllables"].keys())
        pairs.update(one.terms["pairs"].keys())
    return Spellings(syllables, pairs)
