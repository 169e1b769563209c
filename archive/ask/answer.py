"""The answer to a query: what bears the number asked for, the ranked list, counts, and why each is there.

The store answers for numbers even when there is no index; the index answers for words. Nothing is shown that the store
no longer has. Passages are cut in `archive.ask.snippet`; pages and command lines show what is made here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from archive.ask.bearers import bearers
from archive.ask.catalogue import Catalogue
from archive.ask.reasons import reasons
from archive.ask.snippet import Snippet, marks_in, passage, scan, sought
from archive.errors import IndexStale
from archive.index.engine import Engine, FacetCount, Found
from archive.index.plan import AS_ASKED, Manner, Plan
from archive.query import Query
from archive.text.span import Span
from archive.works.document import Card


@dataclass(frozen=True, slots=True)
class Hit:
    """A work in the list: its card, score, the reasons shown to the reader, the best passage, marks in its title."""

    card: Card
    score: float
    why: tuple[str, ...]
    snippet: Snippet | None
    title_marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query that has an answer, and what is different about it."""

    label: str
    query: Query


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader gets for a query.

    `exact` bear the number asked for, best first; `hits` are one page of `total`; `facets` count the whole result.
    `notices` are sentences for the reader, `explain` says how the query was taken. `indexed` is False when the index
    could not answer: then only `exact` is known.
    """

    query: Query
    exact: tuple[Card, ...] = ()
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    notices: tuple[str, ...] = ()
    explain: tuple[str, ...] = ()
    indexed: bool = True


def answer(query: Query, *, engine: Engine, catalogue: Catalogue) -> Answer:
    """The answer to a query from an index and a store."""
    exact, told = bearers(query, catalogue)
    made = Answer(query, exact=exact, notices=(*query.notices, *told))
    if query.is_empty:
        return made
    try:
        found, notice = _found(query, engine)
        suggestions = () if found.total else _suggestions(query, engine)
    except IndexStale as cause:
        return replace(made, notices=(*made.notices, str(cause)), indexed=False)
    return replace(
        made,
        hits=_hits(query, found, catalogue),
        total=found.total,
        facets=found.facets,
        suggestions=suggestions,
        notices=(*made.notices, *notice),
        explain=_explain(found.plan),
    )


# --- the list --------------------------------------------------------------------------------------------------------

# When a query finds nothing it is taken less strictly, one step at a time, and the reader is told.
_LADDER: tuple[tuple[Manner, str], ...] = (
    (AS_ASKED, ""),
    (Manner(reading="folded"), "Không có kết quả đúng dấu như đã gõ; dưới đây là kết quả không phân biệt dấu."),
    (Manner(loose=True), "Không có kết quả khớp đủ các từ; dưới đây là kết quả khớp một phần."),
    (Manner(reading="folded", loose=True), "Không có kết quả khớp đủ các từ; dưới đây là kết quả khớp một phần."),
)


def _found(query: Query, engine: Engine) -> tuple[Found, tuple[str, ...]]:
    """The first step of the ladder that finds something, with its notice; else what the first step found."""
    strict = engine.search(query)
    if strict.total or not query.has_words:
        return strict, ()
    for manner, notice in _LADDER[1:]:
        found = engine.search(query, manner)
        if found.total:
            return found, (notice,)
    return strict, ()


def _hits(query: Query, found: Found, catalogue: Catalogue) -> tuple[Hit, ...]:
    """The page of hits; a document that the store no longer has is passed over."""
    reading = found.plan.reading if found.plan else "marked"
    wanted = sought(query, reading)
    cards = catalogue.cards([match.id for match in found.matches])
    hits: list[Hit] = []
    for match in found.matches:
        card = cards.get(match.id)
        if card is None:
            continue
        body = scan(catalogue.text_of(match.id), wanted)
        why = reasons(query, wanted, card, body)
        marks = marks_in(card.title, wanted) if card.title else ()
        hits.append(Hit(card, match.score, why, passage(body, wanted) if body.text else None, marks))
    return tuple(hits)


# --- beside the list -------------------------------------------------------------------------------------------------


def _suggestions(query: Query, engine: Engine) -> tuple[Suggestion, ...]:
    """Queries near one that found nothing and that do find something."""
    free = Query(words=query.words, phrases=query.phrases, minus=query.minus, per_page=query.per_page)
    in_phrases = tuple(one for phrase in query.phrases for one in phrase.split())
    unquoted = replace(query, words=(*query.words, *in_phrases), phrases=())
    near = (
        Suggestion("bỏ các bộ lọc", free),
        Suggestion("bỏ dấu ngoặc kép", unquoted),
        Suggestion("bỏ các từ loại trừ", replace(query, minus=())),
    )
    return tuple(one for one in near if one.query != query and one.query.has_words and engine.search(one.query).total)


def _explain(plan: Plan | None) -> tuple[str, ...]:
    """How the query was taken, in sentences."""
    if plan is None or not plan.gate:
        return ()
    marks = "phân biệt dấu" if plan.reading == "marked" else "không phân biệt dấu, từ gõ có dấu được ưu tiên"
    return (
        f"Đọc câu tìm: {marks}.",
        f"Văn bản phải có ít nhất {plan.needed} trong {len(plan.gate)} âm tiết: {', '.join(plan.gate)}.",
    )
