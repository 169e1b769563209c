"""Who is asked the queries of a gold file: an archive as a reader sees it, or a collection of articles in memory."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from archive.ask.answer import Answer, answer
from archive.ask.catalogue import StoreCatalogue
from archive.ask.related import StoreRelations
from archive.index.arrays.engine import ArrayEngine
from archive.index.engine import Engine
from archive.index.plan import Manner
from archive.index.ranking import ranker_for
from archive.index.ranking.baselines import Baselines
from archive.quality.search import DEPTH, Ask
from archive.query import parse
from archive.query.shapes import Profile
from archive.works.document import Card, Document

__all__ = ["BASELINES", "PROFILES", "Baselines", "engine_over", "of_archive", "of_baseline", "of_engine"]

# What a profile may be on the command line; none takes the one that suits the query.
PROFILES: tuple[Profile, ...] = ("formula", "questions", "plain")
BASELINES = ("fields", "syllables")


def of_archive(engine: Engine, held: StoreCatalogue, profile: Profile | None = None, *, day: date | None = None) -> Ask:
    """What a reader sees for a query, from the top: what answers a question about a work, bearers of the number, hits.

    Validity is judged on `day`; without one it is not.
    """

    def ask(text: str) -> list[Card]:
        query = replace(parse(text), profile=profile)
        relations = StoreRelations(held.connection)
        found = answer(query, engine=engine, catalogue=held, today=day, relations=relations)
        cards = [*_above(found), *(hit.card for hit in found.hits)]
        seen: dict[str, Card] = {}
        return [card for card in cards if not card.id or seen.setdefault(card.id, card) is card]

    return ask


def _above(found: Answer) -> list[Card]:
    """What a reader sees above the list, in order."""
    answering = list(found.related.cards) if found.related else []
    first_named = found.related is not None and found.related.named_first
    return [*found.exact, *answering] if first_named else [*answering, *found.exact]


def of_engine(engine: Engine, profile: Profile | None = None) -> Ask:
    """The ids that an engine finds, as cards that know nothing else; asked less strictly when it finds nothing."""
    ranker = ranker_for(profile)

    def ask(text: str) -> list[Card]:
        query = parse(text, per_page=DEPTH)
        for loose in (False, True):
            found = engine.search(query, Manner(loose=loose, ranker=ranker))
            if found.total:
                return [Card(match.id, "directive") for match in found.matches]
        return []

    return ask


def of_baseline(baselines: Baselines, name: str) -> Ask:
    """The ids that a plain way of searching finds."""
    return lambda text: [Card(doc_id, "directive") for doc_id in baselines.best(name, text, DEPTH)]


def engine_over(documents: Iterable[Document], baselines: Baselines | None = None) -> ArrayEngine:
    """An index in memory of a collection, and of the same texts for the baselines where they are wanted."""
    engine = ArrayEngine()
    engine.rebuild(_told(documents, baselines) if baselines else documents)
    if baselines:
        baselines.finish()
    return engine


def _told(documents: Iterable[Document], baselines: Baselines) -> Iterator[Document]:
    for document in documents:
        baselines.add(document)
        yield document
