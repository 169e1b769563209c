"""Abbreviations and nicknames among the words of a query, and what they add to the score of a document.

Only free words are opened: what stands between quotation marks stays as it is, and so does a number with its letters.
The typed form goes on counting; what it stands for counts beside it. The tables are in `archive.works`.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from archive.index.analysis import number_terms
from archive.index.plan.clauses import clauses
from archive.index.plan.shapes import Clause, Opened, Reading
from archive.query import Query
from archive.text.vietnamese import fold
from archive.works import nicknames, terms
from archive.works.abbreviations import abbreviated
from archive.works.asked import Asked, find_plenum
from archive.works.number import parse_typed

# What a meaning in full is worth beside words that were typed, and each further meaning of an ambiguous one. On 15
# questions of nothing but names (“19 điều”, “SHCB”, “bộ tứ nghị quyết”) over demonstration corpus, catalogue and real
# files MRR is 0.59 closed and 0.81 opened, the same for shares from 0.5 to 1; on the 51 realistic queries it is 0.858
# either way. After a change run `vankien eval search`.
_SHARE = 0.8
_OTHER = 0.5
# A document that a nickname names by number; less than a number that was typed, for the name may mean its topic only.
_NUMBER = 1.5
# Punctuation that stands round a word: "UBKT,", "(BTV)".
_ROUND = ".,;:()[]{}?!“”\"'"
# A plenum written without a blank, folded. Must match: "tw4", "nqtw6", "hntw8". Not: "tw", "tw2025", "4tw".
_PLENUM = re.compile(r"(nq|hn)?tw(\d{1,2})")
_PLENUM_HEADS = {"nq": "Nghị quyết Trung ương", "hn": "Hội nghị Trung ương", None: "Trung ương"}


def opened(query: Query) -> tuple[Opened, ...]:
    """The abbreviations and nicknames among the free words, in order; none where the reader switched them off.

    At each word the longest nickname, else an abbreviation. "NQ" of "NQ 68" belongs to the number and is the type.
    """
    return _opened(query.words, query.asked) if query.expanded else ()


# One question is planned several times, for the list and for the rows of a ladder.
@lru_cache(maxsize=256)
def _opened(typed: tuple[str, ...], asked: Asked | None) -> tuple[Opened, ...]:
    words = tuple(word.strip(_ROUND) for word in typed)
    capitals_tell = _capitals_tell(words)
    found = list[Opened]()
    place = 0
    while place < len(words):
        one = _nickname(words, place) or _abbreviation(asked, words, place, capitals_tell=capitals_tell)
        if one:
            found.append(one)
        place = one.last if one else place + 1
    return tuple(found)


def _nickname(words: Sequence[str], first: int) -> Opened | None:
    if fold(words[first]) not in _beginnings():
        return None
    for last in range(min(len(words), first + nicknames.longest()), first, -1):
        known = nicknames.nicknamed(words[first:last])
        if known:
            return Opened(" ".join(words[first:last]), known.meanings, first, last)
    return None


@cache
def _beginnings() -> frozenset[str]:
    """The first words of all nicknames, folded: few words of a question are one of them."""
    names = (name for one in nicknames.nicknames() for name in one.names)
    return frozenset(fold(name.replace(",", " ").split()[0]) for name in names)


def _abbreviation(asked: Asked | None, words: Sequence[str], place: int, *, capitals_tell: bool) -> Opened | None:
    typed = words[place]
    if asked and asked.first <= place < asked.last:
        return None
    plenum = _PLENUM.fullmatch(fold(typed))
    if plenum:
        return Opened(typed, _plenum(words, place, plenum), place, place + 1)
    known = abbreviated(typed, capitals_tell=capitals_tell)
    if known is None:
        return None
    around = fold(" ".join((*words[:place], *words[place + 1 :])))
    return Opened(typed, known.likelier(around), place, place + 1)


def _plenum(words: Sequence[str], place: int, match: re.Match[str]) -> tuple[str, ...]:
    """“TW4” is Trung ương 4; with “khóa XII” behind it also the documents of that plenum."""
    named = find_plenum(("trung ương", match[2], *words[place + 1 :]))
    known = terms.plenum(*named) if named else None
    documents = [str(number) for one in known.documents if (number := parse_typed(one.number))] if known else []
    return (f"{_PLENUM_HEADS[match[1]]} {match[2]}", *documents)


def _capitals_tell(words: Sequence[str]) -> bool:
    """Whether capitals say anything: not in a question that is all in capitals."""
    letters = [word for word in words if word.isalpha()]
    return len(letters) <= 2 or any(word != word.upper() for word in letters)


def opened_clauses(found: tuple[Opened, ...], reading: Reading) -> tuple[Clause, ...]:
    """What the meanings of opened words score: their words and pairs, and the numbers that a nickname names.

    A term that two meanings share counts once, with what it adds most.
    """
    best: dict[tuple[str, str], float] = {}
    for one in found:
        for rank, meaning in enumerate(one.meanings):
            for clause in _of(meaning, reading, _SHARE if rank == 0 else _SHARE * _OTHER):
                key = (clause.stream, clause.term)
                best[key] = max(best.get(key, 0.0), clause.share)
    return tuple(Clause(stream, term, share) for (stream, term), share in best.items())


def _of(meaning: str, reading: Reading, share: float) -> tuple[Clause, ...]:
    number = parse_typed(meaning) if any(sign.isdigit() for sign in meaning) else None
    if number:
        return (Clause("number", number_terms(number)[0], _NUMBER),)
    return tuple(Clause(one.stream, one.term, one.share * share) for one in clauses(Query(), meaning, reading))
