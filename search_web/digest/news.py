"""What is new in one followed thing since its owner was told: works that a search finds, or what came to a work.

Nothing is told that the pages would not show: a search is asked of the index as its page asks it, and only of what the
index has read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from archive.ask.catalogue import StoreCatalogue
from archive.desk.following import Followed
from archive.desk.moments import read, written
from archive.errors import NotHere
from archive.index.engine import Engine
from archive.index.plan import Manner
from archive.query import Query, parse
from archive.store import claims, documents, news
from archive.store.news import Stretch
from archive.works.document import Card
from archive.works.validity import described, status_on
from search_web.dress import LOCAL

MOST_FOUND = 100_000  # works a search may find; the archive is far smaller
MOST_SHOWN = 20  # works a mail lists of one followed thing; the rest is a number and a link
# A writer takes its moment a little before others can see what it wrote.
_SETTLED = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Entry:
    """A work in a mail, and what is new about it: "" where being listed says it."""

    card: Card
    note: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What is new in one followed thing: sentences about itself, works, and how many works there are in all.

    `gone` is a thing that can be followed no longer: it is told of once more.
    """

    thing: Followed
    sentences: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    total: int = 0
    gone: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.sentences or self.total)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where news is read: the store on one connection, the index, and how long a query may be."""

    connection: Any
    engine: Engine
    max_query_chars: int = 1000


def settled_until(connection: Any, at: datetime, *, index_lags: bool) -> str:  # noqa: ANN401  # one that the store gave
    """The moment up to which everything can be told: before now, and before the first change the index has not read.

    An engine that is filled at each start has read everything, and the store keeps no account of it.
    """
    until = written(at - _SETTLED)
    unread = news.oldest_unread(connection) if index_lags else ""
    return min(until, written(read(unread) - timedelta(seconds=1))) if unread else until


def news_of(sources: Sources, thing: Followed, until: str) -> News:
    """What is new in a followed thing, from the moment its owner was told to another one.

    Raises:
        QueryError: a search that the archive cannot read any more.
        IndexStale: the index cannot answer.
    """
    stretch = Stretch(thing.told_until, until)
    if stretch.since >= stretch.until:
        return News(thing)
    return _of_search(sources, thing, stretch) if thing.kind == "search" else _of_work(sources, thing, stretch)


# --- a search --------------------------------------------------------------------------------------------------------


def _of_search(sources: Sources, thing: Followed, stretch: Stretch) -> News:
    query = asked(thing.target, sources.max_query_chars)
    changed = news.changed_works(sources.connection, stretch)
    if not changed:
        return News(thing)
    found = _found(sources, query, _day(stretch.until))
    here = [address for address in changed if address in found]
    # What was added stands before what only changed.
    here.sort(key=lambda address: not changed[address])
    cards = documents.cards(sources.connection, here[:MOST_SHOWN])
    entries = (Entry(cards[one], _note(cards[one], added=changed[one])) for one in here[:MOST_SHOWN] if one in cards)
    return News(thing, entries=tuple(entries), total=len(here))


def asked(target: str, max_chars: int) -> Query:
    """The query of a followed search. Raises QueryError."""
    args: Mapping[str, str] = dict(parse_qsl(target))
    filters = {name: value for name, value in args.items() if name != "q"}
    return parse(args.get("q", ""), filters, per_page=1, max_chars=max_chars)


def _found(sources: Sources, query: Query, day: date) -> set[str]:
    """The addresses of all works a query means on a day; without regard to marks where none bears them."""
    standing = StoreCatalogue(sources.connection).standings(query.at or day)
    manner = Manner(standing=standing, counts=False)
    whole = replace(query, page=1, per_page=MOST_FOUND)
    found = sources.engine.search(whole, manner)
    if not found.total and query.has_words:
        found = sources.engine.search(whole, replace(manner, reading="folded"))
    return {match.id for match in found.matches}


def _note(card: Card, *, added: bool) -> str:
    if card.genre == "stub":
        return "mới biết qua viện dẫn, chưa có toàn văn"
    return "" if added else "bản văn hoặc thông tin có thay đổi"


# --- a work ----------------------------------------------------------------------------------------------------------


def _of_work(sources: Sources, thing: Followed, stretch: Stretch) -> News:
    connection = sources.connection
    try:
        address = documents.locate(connection, thing.target).address
    except NotHere as gone:
        return News(thing, sentences=(f"{gone.message} Kho không gửi thư về mục này nữa.",), gone=True)
    citing = news.newly_citing(connection, address, stretch)
    sentences = (*_standing_news(connection, address, stretch), *_text_news(connection, address, stretch))
    return News(thing, sentences, tuple(Entry(card) for card in citing[:MOST_SHOWN]), len(citing))


def _standing_news(connection: Any, address: str, stretch: Stretch) -> tuple[str, ...]:  # noqa: ANN401  # as above
    """The status then, by what was known then, and now; a day that passed changes it as well as a new text."""
    said = claims.claims_on(connection, address)
    known = tuple(one for one in said if one.seen_on <= stretch.since)
    before, after = status_on(known, _day(stretch.since)), status_on(said, _day(stretch.until))
    if before.value != after.value:
        return (f"Hiệu lực: {described(after)} (trước đây: {before.label}).",)
    if described(before) != described(after):
        return (f"Hiệu lực: {described(after)}.",)
    return ()


def _text_news(connection: Any, address: str, stretch: Stretch) -> tuple[str, ...]:  # noqa: ANN401  # as above
    texts = news.own_texts(connection, address, stretch)
    if texts.first:
        return ("Kho đã có toàn văn.",)
    if texts.came:
        return ("Kho có bản văn mới của văn bản này.",)
    if news.is_described_anew(connection, address, stretch):
        return ("Thông tin về văn bản đã được sửa.",)
    return ()


def _day(moment: str) -> date:
    return read(moment).astimezone(LOCAL).date()
