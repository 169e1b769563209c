"""Names that documents go by and that their own texts do not have: “khoán 10”, “19 điều”, “đảng viên 213”.

The table is `archive/data/nicknames.toml`; each row gives the topics in full and the numbers of the documents meant.
Like abbreviations they are opened in a question, never in a text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from archive.text.vietnamese import comparable, fold
from archive.works.number import Number, parse
from archive.works.vocabulary import Grade, rows


@dataclass(frozen=True, slots=True)
class Nickname:
    """A row of the table: the names people type, the topics they stand for, the numbers, the one in force first.

    A row that is not `checked` by a person is a candidate and never opened.
    """

    names: tuple[str, ...]
    stands_for: tuple[str, ...]
    numbers: tuple[Number, ...]
    grade: Grade
    evidence: str
    checked: bool = True

    @property
    def meanings(self) -> tuple[str, ...]:
        """The topics, then the numbers as printed: "207-QĐ/TW"."""
        return (*self.stands_for, *map(str, self.numbers))


@cache
def nicknames() -> tuple[Nickname, ...]:
    """Every row of the table, in its order."""
    return tuple(
        Nickname(
            names=tuple(row["names"]),
            stands_for=tuple(row["stands_for"]),
            numbers=tuple(parse(one) for one in row.get("numbers", ())),
            grade=row["grade"],
            evidence=row["evidence"],
            checked=row["checked"],
        )
        for row in rows("nicknames", "nickname")
    )


def nicknamed(words: Sequence[str]) -> Nickname | None:
    """The nickname that some words are, in a row and no more; typed marks count, missing ones do not."""
    found = _by_fold().get(tuple(map(fold, words)))
    if found is None:
        return None
    written, nickname = found
    same = all(
        fold(one) == one.lower() or comparable(one) == comparable(w) for one, w in zip(words, written, strict=True)
    )
    return nickname if same else None


@cache
def longest() -> int:
    """How many words the longest nickname has."""
    return max(map(len, _by_fold()))


@cache
def _by_fold() -> Mapping[tuple[str, ...], tuple[tuple[str, ...], Nickname]]:
    """The folded words of every name → its words as written and its row."""
    table: dict[tuple[str, ...], tuple[tuple[str, ...], Nickname]] = {}
    for one in nicknames():
        for name in one.names if one.checked else ():
            words = tuple(name.replace(",", " ").split())
            table.setdefault(tuple(map(fold, words)), (words, one))
    return table
