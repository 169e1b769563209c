"""Abbreviations that readers type (BTV, UBKT, SHCB) and what each may stand for: `archive/data/abbreviations.toml`.

They are opened in a question, never in a text. An abbreviation with several meanings keeps them all, the likelier
first; the words round it may say which (`Abbreviation.likelier`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from archive.text.vietnamese import comparable, fold
from archive.works.vocabulary import Grade, rows


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing an abbreviation stands for, in full with its marks, and the words (folded) that speak for it."""

    words: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A row of the table. `capitals`: known only as it is written in the table, not in lower case or without marks.

    A row that is not `checked` by a person is a candidate and never opened.
    """

    short: str
    meanings: tuple[Meaning, ...]
    capitals: bool
    group: str
    grade: Grade
    evidence: str
    note: str = ""
    checked: bool = True

    def likelier(self, around: str) -> tuple[str, ...]:
        """The meanings in full, those first for which more of the words round it speak; `around` is folded."""
        padded = f" {around} "
        ordered = sorted(self.meanings, key=lambda one: -sum(f" {word} " in padded for word in one.near))
        return tuple(one.words for one in ordered)


@cache
def abbreviations() -> tuple[Abbreviation, ...]:
    """Every row of the table, in its order."""
    return tuple(
        Abbreviation(
            short=row["short"],
            meanings=_meanings(row["meanings"], row.get("near", ())),
            capitals=row["typed"] == "capitals",
            group=row["group"],
            grade=row["grade"],
            evidence=row["evidence"],
            note=row.get("note", ""),
            checked=row["checked"],
        )
        for row in rows("abbreviations", "abbreviation")
    )


def _meanings(words: list[str], near: list[list[str]] | tuple[()]) -> tuple[Meaning, ...]:
    lists = [tuple(map(fold, one)) for one in near] or [()] * len(words)
    return tuple(Meaning(one, spoken) for one, spoken in zip(words, lists, strict=True))


def abbreviated(word: str, *, capitals_tell: bool = True) -> Abbreviation | None:
    """The abbreviation that a word is; None when it is none, or may as well be an ordinary syllable.

    In capitals, as the table has it: "ĐU", "TTg"; without its marks where nothing else is written so: "DU". In lower
    case only those that no syllable looks like: "ubkt", "shcb", not "tu", "cb". With `capitals_tell` false the case
    says nothing, as in a question all in capitals.
    """
    same = _by_fold().get(fold(word), ())
    marked = fold(word) != word.lower()
    alike = [one for one in same if not marked or comparable(one.short) == comparable(word)]
    if capitals_tell and word not in (word.lower(), word.capitalize()):
        exact = [one for one in alike if comparable(one.short) == comparable(word)]
        return next(iter(exact or alike), None)
    return next((one for one in alike if not one.capitals), None)


@cache
def _by_fold() -> Mapping[str, tuple[Abbreviation, ...]]:
    table: dict[str, tuple[Abbreviation, ...]] = {}
    for one in abbreviations():
        if one.checked:
            key = fold(one.short)
            table[key] = (*table.get(key, ()), one)
    return table
