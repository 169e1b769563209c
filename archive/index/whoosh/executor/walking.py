"""Which function carries out which query of the library; any other, or what a function cannot, is the library's."""

from collections.abc import Callable
from typing import Any

from whoosh import query as queries

from archive.index.whoosh.executor import boolean, multi_terms, near
from archive.index.whoosh.executor.asking import Asking
from archive.index.whoosh.executor.hits import NONE, Found

_Function = Callable[[Any, Asking, bool], Found]


def found(query: Any, asking: Asking, scored: bool) -> Found:  # noqa: ANN401  # the library has no types
    """The documents of a segment that a query finds, deleted ones perhaps among them, with scores where wanted."""
    function = _FUNCTIONS.get(type(query))
    # A boost of nothing or less makes scores that no longer say who was found.
    if function is None or getattr(query, "boost", 1.0) <= 0:
        return asking.library(query, asking.leaf)
    try:
        return function(query, asking, scored)
    except multi_terms.NotPlain:
        return asking.library(query, asking.leaf)


def _term(query: queries.Term, asking: Asking, scored: bool) -> Found:
    if query.minquality:
        return asking.library(query, asking.leaf)
    term = asking.term(query.fieldname, query.text)
    if term is None:
        return NONE
    if not scored:
        return Found(term[0].docs(term[1]), None)
    return asking.posting(*term, boost=query.boost)


def _nothing(_query: Any, _asking: Asking, _scored: bool) -> Found:  # noqa: ANN401
    return NONE


_FUNCTIONS: dict[type, _Function] = {
    queries.Term: _term,
    type(queries.NullQuery): _nothing,
    queries.And: boolean.of_and,
    queries.Or: boolean.of_or,
    queries.Not: boolean.of_not,
    queries.AndNot: boolean.of_and_not,
    queries.AndMaybe: boolean.of_and_maybe,
    queries.Require: boolean.of_require,
    queries.Otherwise: boolean.of_otherwise,
    queries.ConstantScoreQuery: multi_terms.of_constant,
    queries.Every: multi_terms.of_every,
    queries.Prefix: multi_terms.of_prefix,
    queries.Wildcard: multi_terms.of_pattern,
    queries.Regex: multi_terms.of_pattern,
    queries.FuzzyTerm: multi_terms.of_fuzzy,
    queries.TermRange: multi_terms.of_range,
    queries.NumericRange: multi_terms.of_numbers,
    queries.DateRange: multi_terms.of_numbers,
    queries.Phrase: near.of_phrase,
    queries.Sequence: near.of_sequence,
    queries.Ordered: near.of_ordered,
    queries.SpanNear: near.of_near,
    queries.SpanNear2: near.of_near,
}
