"""Queries that stand for many terms of a field: prefix, pattern, letters away, ranges of words and of numbers.

The library makes an OR of all the terms. Here the postings of neighbouring terms are one stretch of an array.
"""

import re
from typing import Any

import numpy as np
from whoosh.fields import FieldType
from whoosh.query import (
    ConstantScoreQuery,
    Every,
    FuzzyTerm,
    NumericRange,
    Prefix,
    Regex,
    TermRange,
    Wildcard,
)

from archive.index.arrays import expansion
from archive.index.arrays.sets import Rows, added, union
from archive.index.whoosh.executor.asking import Asking, constant, times
from archive.index.whoosh.executor.hits import NONE, Found
from archive.index.whoosh.executor.leaves import HeldField, taken
from archive.index.whoosh.executor.letters_away import neighbours_of
from archive.index.whoosh.executor.scoring import Places

# As in `boolean`: where the library adds up in another way; of terms only it then says 1 for each document.
_SMALL, _MANY = 5000, 1024
# So few terms are scored one by one sooner than as one stretch of rows.
_FEW = 4
# The end that the library gives a range without one.
_LAST = b"\xff\xff\xff\xff"


def of_every(query: Every, asking: Asking, scored: bool) -> Found:
    """All documents, or all that have a field."""
    score = query.boost or 1.0
    if query.fieldname is None:
        return asking.everything(score, scored=scored)
    held = asking.leaf.field(query.fieldname)
    if held is None:
        return NONE
    return constant(union([held.arrays.docs], asking.leaf.size), score, scored=scored)


def of_constant(query: ConstantScoreQuery, asking: Asking, scored: bool) -> Found:
    """Whatever another query finds, with one score."""
    return constant(asking.found(query.child, asking, False).docs, query.score or 1.0, scored=scored)


def of_numbers(query: NumericRange, asking: Asking, scored: bool) -> Found:
    """A range of numbers, as the library takes it apart into ranges of terms of several grades."""
    return asking.found(query._compile_query(asking), asking, scored)  # noqa: SLF001  # pinned with the library


def of_prefix(query: Prefix, asking: Asking, scored: bool) -> Found:
    """Terms that begin so."""
    held = _field(query, asking)
    if query.text == "":
        return of_every(Every(query.fieldname, boost=query.boost), asking, scored)
    if held is None:
        return NONE
    return _terms(query, held, range(*held.terms.beginning_with(_bytes(query.text))), asking, scored=scored)


def of_range(query: TermRange, asking: Asking, scored: bool) -> Found:
    """Terms from one to another."""
    held = asking.leaf.field(query.fieldname)
    if held is None or query.fieldname not in asking.schema:
        return NONE
    to_bytes = asking.schema[query.fieldname].to_bytes
    try:
        start = b"" if query.start is None else to_bytes(query.start)
        end = _LAST if query.end is None else to_bytes(query.end)
    except ValueError:
        return NONE
    places = expansion.between(held.terms, start, end, after_start=query.startexcl, before_end=query.endexcl)
    return _terms(query, held, range(*places), asking, scored=scored)


def of_pattern(query: Wildcard | Regex, asking: Asking, scored: bool) -> Found:
    """Terms that match a pattern."""
    if query.text == ("*" if type(query) is Wildcard else ".*"):
        return of_every(Every(query.fieldname, boost=query.boost), asking, scored)
    held = _field(query, asking)
    if held is None:
        return NONE
    # The library's own reading of the pattern; its version is pinned.
    pattern, beginning = re.compile(query._get_pattern()), query._find_prefix(query.text)  # noqa: SLF001
    literal = "" if beginning or type(query) is Regex else max(re.split(r"[*?]|\[.*", query.text), key=len)
    places = expansion.matching(
        held.terms,
        held.terms.beginning_with(_bytes(beginning)),
        lambda term: pattern.match(term.decode()),
        literal=_bytes(literal),
    )
    return _terms(query, held, places, asking, scored=scored)


def of_fuzzy(query: FuzzyTerm, asking: Asking, scored: bool) -> Found:
    """Terms a few letters away."""
    held, text, prefix = _field(query, asking), query.text, query.prefixlength
    if held is None:
        return NONE
    plain = isinstance(query.maxdist, int) and query.maxdist >= 0 and 0 <= prefix <= len(text)
    if not plain or not is_own_spelling(asking.schema, query.fieldname):
        return asking.library(query, asking.leaf)
    near = neighbours_of(asking.leaf, held) if query.maxdist == 1 and prefix else None
    places = expansion.within(held.terms, text, query.maxdist, prefix, near)
    return _terms(query, held, places, asking, scored=scored)


def is_own_spelling(schema: Any, name: str) -> bool:  # noqa: ANN401
    """Whether the library looks for what is alike among a field's own terms."""
    return bool(schema[name].spelling_fieldname(name) == name)


def is_plain(schema: Any, name: str) -> bool:  # noqa: ANN401
    """Whether a field's terms are simply texts; of others, a date perhaps, the library must know what begins how."""
    return type(schema[name]).to_bytes is FieldType.to_bytes


def _field(query: Any, asking: Asking) -> HeldField | None:  # noqa: ANN401
    """The field of a query whose terms are texts; None when there is none."""
    if query.fieldname not in asking.schema:
        return None
    if not is_plain(asking.schema, query.fieldname):
        raise NotPlain
    return asking.leaf.field(query.fieldname)


class NotPlain(Exception):
    """A field whose terms are not simply texts."""


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _terms(query: Any, held: HeldField, places: Places, asking: Asking, *, scored: bool) -> Found:  # noqa: ANN401
    """Documents that have any of the terms at some places, scored as the library scores them."""
    if len(places) and held.terms[int(places[0])] == b"":  # the library passes over the empty term
        places = places[1:]
    if not len(places):
        return NONE
    if len(places) == 1:  # and here it forgets the boost
        place = int(places[0])
        return asking.posting(held, place, held.terms[place], boost=1.0) if scored else Found(held.docs(place), None)
    paired = len(places) < _MANY and (len(places) == 2 or asking.leaf.size > _SMALL)
    if scored and len(places) <= _FEW and (paired or not query.constantscore):
        parts = [asking.posting(held, int(place), held.terms[int(place)], boost=1.0) for place in places]
        return times(
            Found(*added([(one.docs, one.scores) for one in parts if one.scores is not None], asking.leaf.size)),
            query.boost,
        )
    stretch, rows = _rows(held, places)
    docs = taken(held.arrays.docs, stretch, rows)
    if not scored or (query.constantscore and not paired):
        return constant(union([docs], asking.leaf.size), 1.0, scored=scored)
    told = _told(held, places, asking)
    light = held.light(int(places[0]), int(places[-1]) + 1)
    scores = asking.scorer.amounts(asking.leaf, held, stretch, rows, told=told, light=light)
    found = Found(*added([(docs, scores)], asking.leaf.size))
    return times(found, query.boost)


def _rows(held: HeldField, places: Places) -> tuple[slice, Rows | None]:
    """The rows of the postings of terms, one term after the other."""
    if isinstance(places, range):
        return slice(held.bounds[places.start], held.bounds[places.stop]), None
    begins, counts = held.arrays.bounds[places], held.arrays.bounds[places + 1] - held.arrays.bounds[places]
    ends = counts.cumsum()
    return slice(None), (begins - ends + counts).repeat(counts) + np.arange(int(ends[-1]))


def _told(held: HeldField, places: Places, asking: Asking) -> Any:  # noqa: ANN401
    """How much each row's term tells."""
    bounds = held.arrays.bounds
    if isinstance(places, range):
        counts = np.diff(bounds[places.start : places.stop + 1])
    else:
        counts = bounds[places + 1] - bounds[places]
    told = asking.scorer.all_told(asking.leaf, held, places, counts)
    return told.repeat(counts)
