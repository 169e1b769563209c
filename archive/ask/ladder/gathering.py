"""Which documents a row may choose from: those that an index finds for the topic, and those that carry these out.

A plan "thực hiện Chỉ thị số 50-CT/TW" need not hold a word of the topic; so the numbers of what was found are looked
for in the levels below, and a title that names a number has that document's title for its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from archive.ask.ladder.chain import Tier
from archive.index.engine import Engine, Found
from archive.index.plan import Manner
from archive.query import Query
from archive.store import documents, links, shown
from archive.text.vietnamese import plain
from archive.works.dates import PartialDate
from archive.works.document import Card, Genre
from archive.works.number import numbers_in_plain

_GENRES: tuple[Genre, ...] = ("directive", "stub")  # an article tells of documents and is none
_OF_A_TIER = 25  # documents looked at of one tier and question; the topic's own stand far before that
_HOPS = 2  # "thực hiện Kết luận 01-KL/TW", itself "tiếp tục thực hiện Chỉ thị 05-CT/TW"


_MANNER = Manner(loose=True, counts=False)  # a title need not have every word of a topic
_ALL_OF = 60  # a body with no more documents is looked at whole


@dataclass(frozen=True, slots=True)
class Titled:
    """A document with its own titles (a stub may have several) and those of the documents that its title names.

    `carried` are (document, title), the nearest first.
    """

    card: Card
    own: tuple[str, ...]
    carried: tuple[tuple[Card, str], ...] = ()


class Gathering:
    """What one ladder asks of an index and a store; every document is looked at once."""

    def __init__(self, engine: Engine, connection: Any, day: date) -> None:  # noqa: ANN401  # one that the store gave
        """Ask these, as of a day."""
        self.engine, self.connection, self.day = engine, connection, day
        self._titled: dict[str, Titled] = {}
        self._known: dict[str, tuple[Card, ...]] = {}
        self.said: str | None = None

    def on_topic(self, topic: str, tiers: Sequence[Tier]) -> tuple[str, ...]:
        """The ids that an index has for a topic in the tiers of a level, best first. Raises IndexStale."""
        asked = Query(words=tuple(topic.split()), genre=_GENRES, per_page=_OF_A_TIER)
        first = tiers[0]
        if first.level == "tw":
            # What was issued later would fill the list; local bodies have few documents, dated or not.
            day = PartialDate(self.day.year, self.day.month, self.day.day)
            asked = replace(asked, until=day)
            questions = [replace(asked, issuer=tier.families) for tier in tiers]
        else:
            questions = [replace(asked, issuer=_families(tiers))]
        # Bodies under a tier's own, and those that no table has, are found by their level.
        wider = replace(asked, level=(first.level,), place=(first.place,) if first.place else ())
        return self._ids((*questions, wider))

    def everything(self, tiers: Sequence[Tier]) -> tuple[str, ...] | None:
        """The ids of all documents of some tiers' own bodies; None when they are too many to look at one by one."""
        found = self._search(Query(genre=_GENRES, issuer=_families(tiers), per_page=_ALL_OF))
        return tuple(match.id for match in found.matches) if found.total <= _ALL_OF else None

    def naming(self, numbers: Iterable[str], tiers: Sequence[Tier]) -> tuple[str, ...]:
        """The ids of the documents of some tiers' own bodies that hold one of some numbers."""
        asked = Query(genre=_GENRES, issuer=_families(tiers), per_page=_OF_A_TIER)
        return self._ids(replace(asked, words=(number,)) for number in numbers)

    def _ids(self, questions: Iterable[Query]) -> tuple[str, ...]:
        found = [self._search(one) for one in questions]
        return tuple(dict.fromkeys(match.id for one in found for match in one.matches))

    def _search(self, query: Query) -> Found:
        found = self.engine.search(query, _MANNER)
        taken = found.plan.taken if found.plan else None
        if taken and taken.restored and self.said is None:
            self.said = taken.said
        return found

    def titled(self, ids: Iterable[str]) -> Mapping[str, Titled]:
        """The documents of ids with every title that speaks for them; those that the store has no more are left out."""
        wanted = list(dict.fromkeys(ids))
        new = [one for one in wanted if one not in self._titled]
        for address, card in shown.cards(self.connection, new).items():
            own = tuple(line for line in (card.title or "").splitlines() if line.strip())
            self._titled[address] = Titled(card, own, tuple(self._carried(card, own, _HOPS)))
        return {one: self._titled[one] for one in wanted if one in self._titled}

    def _carried(self, card: Card, titles: Sequence[str], hops: int) -> Iterable[tuple[Card, str]]:
        """The documents whose number a title names, with their titles, and so on from these."""
        keys = [number.key for title in titles for _, _, number in numbers_in_plain(plain(title))]
        for key in dict.fromkeys(keys) if hops else ():
            named = self._named(card, key)
            if named is None:
                continue
            lines = (named.title or "").splitlines()[:1]
            yield from ((named, line) for line in lines)
            yield from self._carried(named, lines, hops - 1)

    def _named(self, card: Card, key: str) -> Card | None:
        """The work that a number in a work's title means: what its text's mention links to, else the one that fits."""
        if key not in self._known:
            self._known[key] = documents.find_by_key(self.connection, key)
        fitting = [one for one in self._known[key] if one.id != card.id and _before(one, card)]
        if len(fitting) > 1 and card.genre != "stub":
            linked = {one.link.target.id for one in links.cites(self.connection, card.id) if one.link.target}
            fitting = [one for one in fitting if one.id in linked] or fitting
        return fitting[0] if len(fitting) == 1 else None


def _families(tiers: Sequence[Tier]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(family for tier in tiers for family in tier.families))


def _before(one: Card, citing: Card) -> bool:
    return one.date is None or citing.date is None or one.date.first <= citing.date.last
