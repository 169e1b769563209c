"""What a work cites and who cites it: one edge is kept, and asked for in both directions.

Only the present text of a work counts. Mentions are written by `recording`; where a reading links is decided in
`settlement`; stubs with what is said of them are in `stubs`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from archive.store import addresses
from archive.store.cards import card_of, cards_by_id, citing_rows, in_chunks
from archive.store.packing import date_of, unpack_evidence, unpack_provision
from archive.store.tables import AnyRow, editions, mentions, reading_candidates, readings, works
from archive.text.span import Span
from archive.works.document import Card, Issuer, Link, Mention
from archive.works.number import parse


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention of a text with what it resolves to, and the sentence it stands in (a span of the same text)."""

    mention: Mention
    link: Link
    sentence: Span


@dataclass(frozen=True, slots=True)
class Cited:
    """One thing a work cites: the link its mentions share, and the mentions in the order of the text."""

    link: Link
    linked: tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that cites: its text, where it stands in the citing text, and the citing words in it.

    `marks` are spans in `sentence`; `relations` one for each mark, None where none is written.
    """

    sentence: str
    start: int
    marks: tuple[Span, ...]
    relations: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Citing:
    """A work that cites: its card and every sentence in which it does."""

    card: Card
    quotes: tuple[Quote, ...]

    @property
    def relations(self) -> tuple[str, ...]:
        """The relations its sentences name, each once, in the order of the text."""
        return tuple(dict.fromkeys(name for quote in self.quotes for name in quote.relations if name))


# Asked for every page of a text, so put together once.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_MENTIONS = (
    select(mentions, readings.c.target, readings.c.rule, readings.c.confidence)
    .join(readings, readings.c.id == mentions.c.reading)
    .join(editions, editions.c.id == mentions.c.edition)
    .where(editions.c.work == bindparam("work"), editions.c.current)
    .order_by(mentions.c.start, mentions.c.id)
)
_CANDIDATES = (
    select(reading_candidates)
    .where(reading_candidates.c.reading.in_(_IDS))
    .order_by(reading_candidates.c.reading, reading_candidates.c.rank)
)
_WORKS = select(works).where(works.c.id.in_(_IDS))


def mentions_of(connection: Connection, asked: str, *, counted: bool = True) -> tuple[Linked, ...]:
    """Every mention of the present text of the work at an address, in the order of the text, with its link.

    Without `counted` the cards come without the number of works that cite them, which costs more than all the rest.

    Raises:
        NotHere: there is no work at the address.
    """
    work = addresses.locate(connection, asked).work
    rows = connection.execute(_MENTIONS, {"work": work}).all()
    resolved = _links(connection, rows, counted=counted)
    return tuple(
        Linked(_mention(row), resolved[row.reading], Span(row.sentence_start, row.sentence_end)) for row in rows
    )


def cites(connection: Connection, asked: str) -> tuple[Cited, ...]:
    """What the work at an address cites, in the order of first mention: one entry a target, one a key without target.

    A text's mentions of its own work are left out.

    Raises:
        NotHere: there is no work at the address.
    """
    own = addresses.locate(connection, asked).address
    return grouped(own, mentions_of(connection, asked))


def grouped(own: str, found: Iterable[Linked]) -> tuple[Cited, ...]:
    """The mentions of the text at a present address, grouped by what is meant, as `cites` gives them."""
    groups: dict[tuple[str, ...], list[Linked]] = {}
    for linked in found:
        target = linked.link.target
        if target is None:
            name: tuple[str, ...] = ("", linked.mention.key, *(card.id for card in linked.link.candidates))
        else:
            name = (target.id,)
        if name != (own,):
            groups.setdefault(name, []).append(linked)
    return tuple(Cited(group[0].link, tuple(group)) for group in groups.values())


def cited_by(connection: Connection, asked: str, *, offset: int = 0, limit: int = 50) -> tuple[Citing, ...]:
    """The works that cite the one at an address, the newest first, each once with all its sentences.

    Raises:
        NotHere: there is no work at the address.
    """
    work = addresses.locate(connection, asked).work
    page = connection.execute(
        citing_rows(works.c.id)
        .join(works, works.c.id == editions.c.work)
        .where(readings.c.target == work)
        .group_by(works.c.id, works.c.date_first, works.c.address)
        .order_by(works.c.date_first.is_(None), works.c.date_first.desc(), works.c.address)
        .offset(offset)
        .limit(limit)
    ).scalars()
    return citing_of(connection, work, list(page))


def citing_of(connection: Connection, work: int, citing: Sequence[int]) -> tuple[Citing, ...]:
    """These works, by row id, with every sentence in which they cite a work; in the order given."""
    cards, quotes = cards_by_id(connection, citing), _quotes(connection, work, citing)
    return tuple(Citing(cards[one], quotes[one]) for one in citing)


def _quotes(connection: Connection, work: int, citing: Sequence[int]) -> dict[int, tuple[Quote, ...]]:
    rows = connection.execute(
        citing_rows(
            editions.c.work,
            func.substr(
                editions.c.text, mentions.c.sentence_start + 1, mentions.c.sentence_end - mentions.c.sentence_start
            ).label("sentence"),
            mentions.c.start,
            mentions.c.end,
            mentions.c.relation,
            mentions.c.sentence_start,
            mentions.c.sentence_end,
        )
        .where(readings.c.target == work, editions.c.work.in_(citing))
        .order_by(editions.c.work, mentions.c.start)
    )
    sentences: dict[int, dict[tuple[int, int], list[AnyRow]]] = {}
    for row in rows:
        sentences.setdefault(row.work, {}).setdefault((row.sentence_start, row.sentence_end), []).append(row)
    return {one: tuple(_quote(place, marked) for place, marked in sentences[one].items()) for one in sentences}


def _quote(place: tuple[int, int], marked: Sequence[AnyRow]) -> Quote:
    start = place[0]
    return Quote(
        sentence=marked[0].sentence,
        start=start,
        marks=tuple(Span(row.start - start, row.end - start) for row in marked),
        relations=tuple(row.relation for row in marked),
    )


def _links(connection: Connection, rows: Sequence[AnyRow], *, counted: bool) -> dict[int, Link]:
    """The links of the readings that some mention rows have, with the cards they lead to."""
    candidates: dict[int, list[int]] = {}
    for chunk in in_chunks({row.reading for row in rows}):
        for one in connection.execute(_CANDIDATES, {"ids": list(chunk)}):
            candidates.setdefault(one.reading, []).append(one.work)
    wanted = {row.target for row in rows if row.target} | {work for listed in candidates.values() for work in listed}
    cards = cards_by_id(connection, wanted) if counted else _uncounted(connection, wanted)
    return {
        row.reading: Link(
            target=cards.get(row.target),
            candidates=tuple(cards[work] for work in candidates.get(row.reading, ())),
            rule=row.rule,
            confidence=row.confidence,
        )
        for row in rows
    }


def _uncounted(connection: Connection, ids: Iterable[int]) -> dict[int, Card]:
    found: dict[int, Card] = {}
    for chunk in in_chunks(ids):
        found |= {row.id: card_of(row) for row in connection.execute(_WORKS, {"ids": list(chunk)})}
    return found


# A text names the same few numbers again and again; of a long law's mentions reading them took half the time.
_number = lru_cache(4_096)(parse)


def _mention(row: AnyRow) -> Mention:
    return Mention(
        start=row.start,
        end=row.end,
        surface=row.surface,
        kind=row.kind,
        key=row.key,
        number=_number(row.number) if row.number else None,
        type=row.type,
        issuer=Issuer(row.issuer_name, row.issuer_body, row.issuer_basis) if row.issuer_name else None,
        date=date_of(row.date),
        term=row.term,
        title=row.title,
        relation=row.relation,
        provision=unpack_provision(row.provision),
        evidence=unpack_evidence(row.evidence),
    )
