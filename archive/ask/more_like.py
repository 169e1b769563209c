"""More like this: works that speak of the same and works that cite the same, each with the reasons, by level.

What a work is about is told by its rarest words, those of its title above all; that two works carry out or report on
the same ones, by what both cite. A work is never like itself, nor like another text of its own.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archive.ask.shapes import Shape, card_shape
from archive.errors import IndexStale
from archive.index.analysis import syllables
from archive.index.analysis import words as words_of
from archive.index.engine import Engine
from archive.index.plan import Manner
from archive.query import Query
from archive.store import documents
from archive.store.coupling import Coupled, coupled
from archive.text.vietnamese import comparable
from archive.works.bodies import LEVELS, body, family, members
from archive.works.document import Card, Document
from archive.works.vocabulary import types

_TELLING = 8  # words that a work is looked for by; more bring in what it only touches on
_TITLE_WORTH = 4  # a word of the title beside one of the text: like the title's weight in the index, which is 8 to 1
_MOST_TIMES = 6  # a word said a hundred times is not a hundred times what the work is about
# A word of more texts than this share tells nothing; one syllable must be rarer, “rừng” and not “không”.
_IN_MOST, _SYLLABLE_IN_MOST = 0.6, 0.25
_EVERYWHERE = ("và", "các", "của", "trong")  # what stands in every longer text: stubs have none, and count for nothing
_CITES_WORTH = 0.8  # the works both cite, beside the words both use
_READ = 20_000  # code points of the text that are read: the head says what a work is about
_REASONS_READ = 8_000  # of another work, for the words that both have
_CANDIDATES = 40
_COMMON = 3  # syllables of telling words that both have: one short word is not what a work is about
_ALIKE = 0.3  # below, two works share little more than official language
_ARTICLES = "tin-bai"


@dataclass(frozen=True, slots=True)
class Like:
    """A work like another: its card, how alike (at most 1 + what citing the same is worth), and why, in words."""

    card: Card
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The like works of one level ("tw", "tinh" …; articles by themselves), the most alike first."""

    level: str
    label: str
    likes: tuple[Like, ...]


def more_like(
    address: str,
    *,
    engine: Engine,
    connection: Any,  # noqa: ANN401  # one that `Database.reading` gave
    limit: int = 20,
) -> tuple[Group, ...]:
    """The works most like the one at a present address, by level from the top; empty when nothing is.

    Without an index only what both cite is looked at.
    """
    document = documents.get(connection, address)
    if document is None:
        return ()
    by_words, terms = _by_words(document, engine)
    by_cites = {one.card.id: one for one in coupled(connection, address, limit=_CANDIDATES)}
    cards = documents.cards(connection, [*by_words]) | {name: one.card for name, one in by_cites.items()}
    strongest = max((one.weight for one in by_cites.values()), default=1.0)
    scores = {
        name: by_words.get(name, 0.0) + _CITES_WORTH * (by_cites[name].weight / strongest if name in by_cites else 0.0)
        for name in cards
        if name != document.id
    }
    likes: list[Like] = []
    for name in sorted(scores, key=lambda name: (-scores[name], name)):
        # Reasons are read from the text, so they are looked for only as far as they are wanted.
        near = len(likes) < limit and (scores[name] >= _ALIKE or name in by_cites)
        why = tuple(_reasons(cards[name], terms, by_cites.get(name), connection)) if near else ()
        if why:
            likes.append(Like(cards[name], scores[name], why))
    return _grouped(likes)


# --- words -----------------------------------------------------------------------------------------------------------


def _by_words(document: Document, engine: Engine) -> tuple[Mapping[str, float], tuple[str, ...]]:
    """Address → how alike by words, 1 for the most alike; and the words it was looked for by."""
    try:
        terms = telling(document, engine)
        if not terms:
            return {}, ()
        asked = Query(words=terms, per_page=_CANDIDATES, exact=True, expanded=False)
        found = engine.search(asked, Manner(reading="marked", loose=True)).matches
    except IndexStale:
        return {}, ()
    others = [match for match in found if match.id != document.id]
    best = max((match.score for match in others), default=0.0)
    return {match.id: match.score / best for match in others if best > 0}, terms


def telling(document: Document, engine: Engine) -> tuple[str, ...]:
    """The words that tell most what a work is about, the most telling first: rare in the archive and heavy in the work.

    Words of one syllable tell little outside the title ("rừng" in one tells much); figures tell nothing.

    Raises:
        IndexStale: the index cannot answer.
    """
    weights: Counter[str] = Counter()
    for term in words_of(document.text[:_READ]):
        weights[term] = min(_MOST_TIMES, weights[term] + 1)
    in_title = words_of((document.title or "").split("\n")[0])
    for term in in_title:
        weights[term] += _TITLE_WORTH
    texts = max(engine.frequencies("syllables", _EVERYWHERE)) or engine.count()
    own = _own_names(document)
    usable = [term for term in weights if _may_tell(term, own)]
    chosen = [term for term in usable if " " in term or term in in_title] or usable
    found = dict(zip(chosen, engine.frequencies("words", chosen), strict=True))
    most = {term: texts * (_IN_MOST if " " in term else _SYLLABLE_IN_MOST) for term in chosen}
    worth = {term: weights[term] * math.log(texts / found[term]) for term in chosen if 1 < found[term] <= most[term]}
    return tuple(sorted(worth, key=lambda term: (-worth[term], term))[:_TELLING])


def _may_tell(term: str, own: frozenset[str]) -> bool:
    """Whether a word may say what a work is about: not what kind it is, who issued it, nor a figure."""
    return len(term) > 2 and term not in own and not term.endswith(" ủy") and not any(sign.isdigit() for sign in term)


def _own_names(document: Document) -> frozenset[str]:
    """The words of types (“chỉ thị”), of the work's own issuer and place: many works share them and nothing else."""
    issuer = document.issuer.name if document.issuer else ""
    named = {term for name in (issuer, document.place or "") for term in words_of(name)}
    return frozenset(named | {comparable(kind.name) for kind in types()})


# --- reasons and groups ----------------------------------------------------------------------------------------------


def _reasons(card: Card, terms: Iterable[str], shared: Coupled | None, connection: Any) -> Iterable[str]:  # noqa: ANN401
    """Why a work is like: the telling words it has, what both cite."""
    said = _said(card, connection)
    common = [term for term in terms if f" {term} " in said]
    if sum(len(term.split()) for term in common) >= _COMMON or (common and shared):
        yield f"cùng nói về: {', '.join(common[:4])}"
    if shared:
        named = ", ".join(filter(None, (one.number or one.title for one in shared.shared)))
        more = f" và {shared.count - len(shared.shared)} văn bản khác" if shared.count > len(shared.shared) else ""
        yield f"cùng dẫn {named}{more}"


def _said(card: Card, connection: Any) -> str:  # noqa: ANN401
    text = f"{card.title or ''} {documents.text_of(connection, card.id)[:_REASONS_READ]}"
    return f" {' '.join(syllables(comparable(text)))} "


def _grouped(likes: Iterable[Like]) -> tuple[Group, ...]:
    by_level: dict[str, list[Like]] = {}
    for one in likes:
        by_level.setdefault(_level(one.card), []).append(one)
    labels = {**LEVELS, _ARTICLES: "Tin, bài"}
    return tuple(Group(level, label, tuple(by_level[level])) for level, label in labels.items() if level in by_level)


def _level(card: Card) -> str:
    if card.genre == "article":
        return _ARTICLES
    of_body = card.issuer.body if card.issuer else None
    known = body(of_body) if of_body else None
    levels = {known.level} if known else {one.level for one in members(family(of_body))} if of_body else set()
    return levels.pop() if len(levels) == 1 else "any"


def like_shape(groups: Iterable[Group]) -> list[Shape]:
    """The groups as JSON."""
    return [
        {
            "level": group.level,
            "label": group.label,
            "works": [
                card_shape(one.card) | {"score": round(one.score, 4), "why": list(one.why)} for one in group.likes
            ],
        }
        for group in groups
    ]
