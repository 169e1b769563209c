"""What is scored: the terms of the words, phrases and numbers of a query, each with what it adds.

A term that is said twice adds twice. What must be there without being said word by word, a prefix, adds a little too.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from archive.index.analysis import folded, number_terms, pairs, syllables, words_asked
from archive.index.fields import STREAM
from archive.index.plan.marks import is_bare
from archive.index.plan.shapes import Clause, Prefix, Reading, Side
from archive.query import Query
from archive.text.vietnamese import nfc
from archive.works.asked import Asked
from archive.works.vocabulary import type_named

# What the marks that were typed are worth beside the folded streams.
_SHARES_FOLDED = {"syllables": 1.0, "pairs": 0.6}
# A number that was typed is worth a whole rare word more when it is the document's own.
_NUMBER_SHARE = 2.0
# What a question ends with and no document says. Only at the end: "thế nào là khiếu nại" asks for a definition. On
# 1,311 legal questions the cut is worth 0.6 nDCG@10, a wide list of question words costs 1.5: `vankien eval search`.
# Must: "Mức đóng được quy định như thế nào?", "Xử lý ra sao", "hỗ trợ, được pháp luật qui định thế nào",
#   "thu tuc nhu the nao".
# Must not: "thế nào là khiếu nại", "quy định về học phí", "vì sao". Where nothing else was
#   asked ("như thế nào") all is left.
_TAIL = re.compile(
    r"""(?: ^ | [\s,;:]{1,5} )
        (?: (?: (?:sẽ|se)\s )? (?:được|duoc)\s )?
        (?: (?:pháp\sluật|phap\sluat)\s )?
        (?: (?:quy|qui)\s(?:định|dinh)\s )?
        (?: (?:như\s)?thế\snào | (?:nhu\s)?the\snao | như\snào | nhu\snao | ra\ssao )
        [\s?!.…]{0,5}$""",
    re.VERBOSE | re.IGNORECASE,
)


def said(query: Query) -> str:
    """The free words, a whole number among them in its canonical form ("296-QĐ/TƯ" as "296-QĐ/TW")."""
    asked = query.asked
    if asked is None or asked.number is None:
        return " ".join(query.words)
    return " ".join((*query.words[: asked.first], str(asked.number), *query.words[asked.last :]))


def without_tail(spoken: str) -> str:
    """A question without "được quy định như thế nào" at its end; unchanged where there is none or nothing else."""
    return _TAIL.sub("", nfc(spoken)) or spoken


def clauses(query: Query, spoken: str, reading: Reading) -> tuple[Clause, ...]:
    """What the words and all that is said beside them score; `spoken` are the free words as they are taken."""
    return _clauses((without_tail(spoken), *query.beside), reading)


# One question is planned several times, for the list and for the rows of a ladder.
@lru_cache(maxsize=256)
def _clauses(chunks: tuple[str, ...], reading: Reading) -> tuple[Clause, ...]:
    found: Counter[tuple[str, str]] = Counter()
    for chunk in chunks:
        typed = syllables(chunk)
        bare = [folded(one) for one in typed]
        if reading == "marked":
            found.update(("words", term) for term in words_asked(chunk))
            found.update(("pairs", term) for term in pairs(typed))
            found.update(("syllables", term) for term in typed)
        else:
            found.update(("folded_pairs", term) for term in pairs(bare))
            found.update(("folded", term) for term in bare)
            # Marks that were typed count: "đường sat" puts "đường sắt" above "dương sát".
            found.update(("syllables", term) for term in typed if not is_bare(term))
            found.update(("pairs", term) for term in pairs(typed) if not is_bare(term))
    shares = {name: stream.share for name, stream in STREAM.items()} | (_SHARES_FOLDED if reading == "folded" else {})
    return tuple(Clause(stream, term, shares[stream] * times) for (stream, term), times in found.items())


def prefix_clauses(prefixes: Iterable[Prefix], choices: Iterable[tuple[Side, ...]] = ()) -> tuple[Clause, ...]:
    """What the syllables score that begin as asked, those of the sides of choices among them."""
    found = [Clause(one.stream, term, STREAM[one.stream].share) for one in prefixes for term in one.terms]
    for side in (side for choice in choices for side in choice):
        found.extend(prefix_clauses(side.prefixes, side.choices))
    return tuple(dict.fromkeys(found))


def number_clauses(asked: Asked | None) -> tuple[Clause, ...]:
    """What a document scores by its own number."""
    if asked is None:
        return ()
    if asked.number:
        terms: tuple[str, ...] = number_terms(asked.number)[:1]
    elif asked.types:
        codes = {kind.code for name in asked.types if (kind := type_named(name))}
        terms = tuple(sorted(f"{folded(code)}:{asked.serial}" for code in codes))
    else:
        terms = (f"serial:{asked.serial}",)
    return tuple(Clause("number", term, _NUMBER_SHARE) for term in terms)
