"""How the words of a query are written so that reading them gives the same words again, quotes and signs and all.

A word that would be read as something else, or be spoken of, gets a backslash before it. The filters
are printed in `shapes`; what is read from the text is in `pieces`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from archive.query.names import STUCK, field_named
from archive.query.strange import spoken_of
from archive.works.asked import is_number_tail

EITHER = ("HOẶC", "OR")
BOTH = ("VÀ", "AND")

# Signs that make more of a word than a word. Matches in: "a*", "f(x)", "a|b", "c:\\d", "-dự", "+a", "mục^2", "a&&b".
# Not in "47-CT/TU", "01/7/2025", "đ/c", "R&D".
_TELLING = re.compile(r'^[-+]|[()|\\*~^"]|&&')
# Inside a word these end it, unless a backslash stands before.
_ENDING = re.compile(r"([()|\\])")


class _Near(Protocol):
    @property
    def words(self) -> str: ...
    @property
    def within(self) -> int: ...


class _Choice(Protocol):
    @property
    def options(self) -> "Sequence[_Side]": ...


class _Side(Protocol):
    @property
    def words(self) -> tuple[str, ...]: ...
    @property
    def phrases(self) -> tuple[str, ...]: ...
    @property
    def minus(self) -> tuple[str, ...]: ...
    @property
    def near(self) -> Sequence[_Near]: ...
    @property
    def prefixes(self) -> tuple[str, ...]: ...
    @property
    def choices(self) -> Sequence[_Choice]: ...


def printed(side: _Side) -> str:
    """The words of a query or an option in the query language."""
    return " ".join(_parts(side))


def _parts(side: _Side) -> Iterator[str]:
    for place, word in enumerate(side.words):
        yield _word(word, side.words[place - 1] if place else "")
    yield from (f'"{phrase}"' for phrase in side.phrases)
    yield from (f'"{one.words}"~{one.within}' for one in side.near)
    yield from (f"{prefix}*" for prefix in side.prefixes)
    for choice in side.choices:
        yield f"({' HOẶC '.join(printed(option) for option in choice.options)})"
    last = side.words[-1] if side.words else ""
    # “47 -CT/TU” is read as a number with a stray blank, “47 -"CT/TU"” is not.
    plain = (one.isalpha() and not is_number_tail(last, f"-{one}") for one in side.minus)
    yield from (f"-{one}" if bare else f'-"{one}"' for one, bare in zip(side.minus, plain, strict=True))


def _word(word: str, before: str) -> str:
    if not (word in EITHER + BOTH or _TELLING.search(word) or spoken_of(word) or _named(word, before)):
        return word
    kept = _ENDING.sub(r"\\\1", word)
    return kept if kept.startswith("\\") else f"\\{kept}"


def _named(word: str, before: str) -> bool:
    """Whether a word begins like a filter, by itself or with the word before it (“hiệu lực:còn”)."""
    name, colon, value = word.partition(":")
    found = (field_named(f"{before} {name}") or field_named(name)) if colon else None
    return found is not None and (bool(value) or found not in STUCK)
