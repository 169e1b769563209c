"""The answer to a query: what bears the number asked for, the ranked list, counts, and why each is there.

The store answers for numbers even when there is no index; the index answers for words. Nothing is shown that the store
no longer has. Passages are cut in `archive.ask.passages`; pages and command lines show what is made here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from archive.ask.bearers import bearers
from archive.ask.catalogue import Catalogue
from archive.ask.looked import Looked, looked_through
from archive.ask.reasons import Seen, reasons
from archive.ask.related import Related, Relations, related
from archive.ask.snippet import Snippet, marks_of
from archive.ask.sought import Sought, rated, sought
from archive.errors import IndexStale
from archive.index.candidates import Ranker
from archive.index.engine import Engine, FacetCount, Found, Match
from archive.index.plan import Manner, Plan, Reading, Taken
from archive.index.plan.conditions import notices
from archive.index.ranking import ranker_for
from archive.query import Query
from archive.query.shapes import Profile
from archive.text.span import Span
from archive.works.document import Card
from archive.works.validity import STATE_LABELS, State


@dataclass(frozen=True, slots=True)
class Hit:
    """A work in the list: its card, score, the reasons shown to the reader, the best passage, marks in its title.

    `standing` is its validity on the day of the answer in words, "" where nothing is known; `terms` are what the score
    is made of, name → points.
    """

    card: Card
    score: float
    why: tuple[str, ...]
    snippet: Snippet | None
    title_marks: tuple[Span, ...] = ()
    standing: str = ""
    terms: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query that has an answer, and what is different about it."""

    label: str
    query: Query


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader gets for a query.

    `exact` bear the number asked for, best first; `hits` are one page of `total`; `facets` count the whole result.
    `notices` are sentences for the reader, `explain` says how the query was taken, `taken` what its words were taken
    for; `related` answers a question about the work that is named. `day` is the day on which validity is judged,
    `standings` what is known on it of the works of `exact` and `related`, address → words; `profile` is the ranking
    asked for. `indexed` is False when the index could not answer: then only what bears the number is known.
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
    taken: Taken = field(default_factory=Taken)
    profile: Profile | None = None
    day: date | None = None
    standings: Mapping[str, str] = field(default_factory=dict)
    related: Related | None = None


def answer(
    query: Query,
    *,
    engine: Engine,
    catalogue: Catalogue,
    today: date | None = None,
    rankers: Callable[[str | None], Ranker | None] = ranker_for,
    relations: Relations | None = None,
) -> Answer:
    """The answer to a query from an index and a store.

    Validity is judged on the day the query names, else `today`; without either nothing is said of it. `rankers`
    gives the ranking of the query's profile; None leaves the list as the streams have it. With `relations`, a question
    about the work that is named (“quy định thay thế …”) is answered too.
    """
    exact, told = bearers(query, catalogue)
    day = query.at or today
    standing = catalogue.standings(day) if day else {}
    made = Answer(query, exact=exact, notices=(*query.notices, *told), profile=query.profile, day=day)
    answering = related(query, exact, relations) if relations else None
    named = (*exact, *(answering.cards if answering else ()))
    made = replace(made, standings={card.id: _shown(standing, card.id) for card in named}, related=answering)
    if query.is_empty:
        return made
    asking = _Asking(query, engine, Manner(standing=standing, ranker=rankers(query.profile)))
    try:
        found, notice = _found(asking)
        suggestions = () if found.total else _suggestions(asking)
        hits = _hits(asking, found, catalogue)
    except IndexStale as cause:
        return replace(made, notices=(*made.notices, str(cause)), indexed=False)
    return replace(
        made,
        hits=hits,
        total=found.total,
        facets=found.facets,
        suggestions=suggestions,
        notices=(*made.notices, *_told(found.plan), *(one for one in notice if not (exact and one == _FOLDED))),
        explain=_explain(found.plan),
        taken=found.plan.taken if found.plan else Taken(),
    )


def _told(plan: Plan | None) -> tuple[str, ...]:
    """What must be said of how the conditions were carried out."""
    return notices(plan) if plan else ()


# --- the list --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Asking:
    """A query on its way to an engine, and how it is to be taken."""

    query: Query
    engine: Engine
    manner: Manner

    def found(self, reading: Reading | None = None, *, loose: bool = False) -> Found:
        """What the engine finds, taken less strictly where that is said."""
        return self.engine.search(self.query, replace(self.manner, reading=reading, loose=loose))


# Not said where the work asked for by its number is there: how its number was typed is no matter then.
_FOLDED = "Không có kết quả đúng dấu như đã gõ; dưới đây là kết quả không phân biệt dấu."
_PARTLY = "Không có kết quả khớp đủ các từ; dưới đây là kết quả khớp một phần."
# When a query finds nothing it is taken less strictly, one step at a time, and the reader is told.
_LADDER: tuple[tuple[Reading | None, bool, str], ...] = (
    ("folded", False, _FOLDED),
    (None, True, _PARTLY),
    ("folded", True, _PARTLY),
)


def _found(asking: _Asking) -> tuple[Found, tuple[str, ...]]:
    """The first step of the ladder that finds something, with its notice; else what the strictest one found."""
    strict = asking.found()
    if strict.total or not asking.query.has_words:
        return strict, ()
    for reading, loose, notice in _LADDER:
        found = asking.found(reading, loose=loose)
        if found.total:
            return found, (notice,)
    return strict, ()


def _hits(asking: _Asking, found: Found, catalogue: Catalogue) -> tuple[Hit, ...]:
    """The page of hits; a document that the store no longer has is passed over."""
    if not found.matches:
        return ()
    wanted = sought(asking.query, found.plan.reading if found.plan else "marked", found.plan)
    page = _Page(asking, found.plan, rated(wanted, asking.engine))
    ids = [match.id for match in found.matches]
    cards = catalogue.cards(ids)
    held = [match for match in found.matches if match.id in cards]
    looked = looked_through([cards[match.id] for match in held], page.wanted, catalogue, asking.engine)
    return tuple(_hit(page, match, cards[match.id], one) for match, one in zip(held, looked, strict=True))


@dataclass(frozen=True, slots=True)
class _Page:
    """What the hits of a page have in common."""

    asking: _Asking
    plan: Plan | None
    wanted: Sought


def _hit(page: _Page, match: Match, card: Card, looked: Looked) -> Hit:
    return Hit(
        card=card,
        score=match.score,
        why=reasons(page.wanted, Seen(card, looked.title, looked.body), page.plan, match.terms),
        snippet=looked.passage,
        title_marks=marks_of(looked.title, page.wanted),
        standing=_shown(page.asking.manner.standing, card.id),
        terms=match.terms,
    )


def _shown(standing: Mapping[str, State] | Mapping[str, str], doc_id: str) -> str:
    """The validity of a work in words; "" where nothing is known."""
    known = standing.get(doc_id)
    return STATE_LABELS[known] if known else ""  # type: ignore[index]  # the engine's contract has plain words


# --- beside the list -------------------------------------------------------------------------------------------------


def _suggestions(asking: _Asking) -> tuple[Suggestion, ...]:
    """Queries near one that found nothing and that do find something."""
    query = asking.query
    in_phrases = tuple(one for phrase in query.phrases for one in phrase.split())
    near = (
        Suggestion("bỏ các bộ lọc", _free(query)),
        Suggestion("bỏ dấu ngoặc kép", replace(query, words=(*query.words, *in_phrases), phrases=())),
        Suggestion("bỏ các từ loại trừ", replace(query, minus=())),
    )
    others = (one for one in near if one.query != query and one.query.has_words)
    return tuple(one for one in others if replace(asking, query=replace(one.query, per_page=1)).found().total)


def _free(query: Query) -> Query:
    """The query without its filters, from the first page."""
    return Query(
        words=query.words,
        phrases=query.phrases,
        minus=query.minus,
        near=query.near,
        prefixes=query.prefixes,
        choices=query.choices,
        at=query.at,
        exact=query.exact,
        expanded=query.expanded,
        profile=query.profile,
        per_page=query.per_page,
    )


def _explain(plan: Plan | None) -> tuple[str, ...]:
    """How the query was taken, in sentences."""
    if plan is None or not plan.gate:
        return ()
    marks = "phân biệt dấu" if plan.reading == "marked" else "không phân biệt dấu, từ gõ có dấu được ưu tiên"
    taken = plan.taken
    return (
        f"Đọc câu tìm: {marks}.",
        *((f"Đã thêm dấu: {taken.said}.",) if taken.restored else ()),
        *(f"Đã mở rộng {one.typed} thành {' hoặc '.join(one.meanings)}." for one in taken.opened),
        f"Văn bản phải có ít nhất {plan.needed} trong {len(plan.gate)} âm tiết: {', '.join(plan.gate)}.",
    )
