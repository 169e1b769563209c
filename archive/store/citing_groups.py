"""Who cites a work, by relation: how many each, and which works, the newest first; and how much a work cites itself.

No text is read: counts and row ids only, so that a page of thousands costs what a page of fifty does. The sentences
come from `links`. What of a work's parts others act on is here too.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from archive.store import addresses
from archive.store.cards import citing_rows, in_chunks
from archive.store.packing import unpack_provision
from archive.store.tables import editions, mentions, reading_candidates, readings, works
from archive.text.span import Span
from archive.works.vocabulary import relations

# What readers look for first; the other relations follow in the order of their table, no relation last.
FIRST = (
    "thay_the",
    "bai_bo",
    "het_hieu_luc",
    "dinh_chi",
    "sua_doi_bo_sung",
    "dinh_chinh",
    "tiep_tuc",
    "huong_dan",
    "cu_the_hoa",
)


@dataclass(frozen=True, slots=True)
class Group:
    """The works that cite by one relation ("" for none written): their row ids, the newest first."""

    relation: str
    works: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OnPart:
    """A place that speaks of one part of a work: the part's words, the relation, the sentence and the marks in it."""

    work: int
    provision: str
    relation: str
    sentence: str
    mark: Span


def citing_groups(connection: Connection, asked: str) -> tuple[Group, ...]:
    """The works that cite the one at an address, each once, under the weightiest relation it names.

    Raises:
        NotHere: there is no work at the address.
    """
    rank = {name: place for place, name in enumerate(_order())}
    found: dict[int, str] = {}
    for row in connection.execute(
        citing_rows(works.c.id, mentions.c.relation)
        .join(works, works.c.id == editions.c.work)
        .where(readings.c.target == addresses.locate(connection, asked).work)
        .distinct()
        .order_by(works.c.date_first.is_(None), works.c.date_first.desc(), works.c.address)
    ):
        said = row.relation if row.relation in rank else ""
        found[row.id] = min(found.get(row.id, ""), said, key=rank.__getitem__)
    grouped: dict[str, list[int]] = {}
    for work, said in found.items():
        grouped.setdefault(said, []).append(work)
    return tuple(Group(name, tuple(grouped[name])) for name in _order() if name in grouped)


def _order() -> tuple[str, ...]:
    every = (one.id for one in relations())
    return (*FIRST, *(name for name in every if name not in FIRST), "")


def cites_count(connection: Connection, asked: str) -> int:
    """How many things the present text at an address cites, as `links.cites` groups them.

    Raises:
        NotHere: there is no work at the address.
    """
    work = addresses.locate(connection, asked).work
    rows = connection.execute(
        select(readings.c.id, readings.c.target, mentions.c.key)
        .select_from(mentions)
        .join(editions, editions.c.id == mentions.c.edition)
        .join(readings, readings.c.id == mentions.c.reading)
        .where(editions.c.work == work, editions.c.current)
        .distinct()
    ).all()
    may_be = _candidates(connection, {row.id for row in rows if row.target is None})
    targets = {row.target for row in rows if row.target is not None} - {work}
    unsure = {(row.key, may_be.get(row.id, ())) for row in rows if row.target is None}
    return len(targets) + len(unsure)


def _candidates(connection: Connection, asked: Iterable[int]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    table = reading_candidates.c
    for chunk in in_chunks(sorted(asked)):
        rows = select(table.reading, table.work).where(table.reading.in_(chunk)).order_by(table.reading, table.rank)
        for row in connection.execute(rows):
            found[row.reading] = (*found.get(row.reading, ()), row.work)
    return found


def on_parts(connection: Connection, asked: str, relation: Iterable[str], *, most: int) -> tuple[OnPart, ...]:
    """The places where others speak of a part of the work at an address by one of these relations, at most `most`.

    Raises:
        NotHere: there is no work at the address.
    """
    length = mentions.c.sentence_end - mentions.c.sentence_start
    sentence = func.substr(editions.c.text, mentions.c.sentence_start + 1, length).label("sentence")
    own = mentions.c
    rows = connection.execute(
        citing_rows(editions.c.work, own.provision, own.relation, own.start, own.end, own.sentence_start, sentence)
        .where(readings.c.target == addresses.locate(connection, asked).work)
        .where(own.provision.is_not(None), own.relation.in_(list(relation)))
        .order_by(own.id)
        .limit(most)
    )
    return tuple(
        OnPart(
            row.work,
            named.text,
            row.relation,
            row.sentence,
            Span(row.start - row.sentence_start, row.end - row.sentence_start),
        )
        for row in rows
        if (named := unpack_provision(row.provision))
    )
