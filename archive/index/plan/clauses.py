"""What is scored: the terms of the words, phrases and numbers of a query, each with what it adds."""

from collections import Counter

from archive.index.analysis import folded, number_terms, pairs, syllables, words
from archive.index.fields import STREAM
from archive.index.plan.marks import is_bare
from archive.index.plan.shapes import Clause, Reading
from archive.query import Query
from archive.works.asked import Asked
from archive.works.vocabulary import type_named

# What the marks that were typed are worth beside the folded streams.
_SHARES_FOLDED = {"syllables": 1.0, "pairs": 0.6}
# A number that was typed is worth a whole rare word more when it is the document's own.
_NUMBER_SHARE = 2.0


def said(query: Query) -> str:
    """The free words, a whole number among them in its canonical form ("296-QĐ/TƯ" as "296-QĐ/TW")."""
    asked = query.asked
    if asked is None or asked.number is None:
        return " ".join(query.words)
    return " ".join((*query.words[: asked.first], str(asked.number), *query.words[asked.last :]))


def clauses(query: Query, spoken: str, reading: Reading) -> tuple[Clause, ...]:
    """What the words and phrases score; `spoken` are the free words as they are taken."""
    chunks = (spoken, *query.phrases)
    found: Counter[tuple[str, str]] = Counter()
    for chunk in chunks:
        typed = syllables(chunk)
        bare = [folded(one) for one in typed]
        if reading == "marked":
            found.update(("words", term) for term in words(chunk))
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
