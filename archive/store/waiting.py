"""What the index still has to read, and what it has to forget: the store's side of keeping the two in step.

The store is right by definition; a work counts its changes since the index read it last. What changes while the index
reads stays waiting: the count is no longer the one that was seen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import Connection, delete, func, select, update

from archive.store.cards import cited_counts, citing_rows, in_chunks
from archive.store.citing_words import citing_words
from archive.store.documents import described_by, document_of
from archive.store.listing import listed
from archive.store.packing import unpack_headings, word_gaps
from archive.store.tables import AnyRow, catalogue, editions, index_removals, mentions, readings, works
from archive.works.catalogue import authority
from archive.works.document import Document

_PORTION = 200  # works read at a time: some 10 MB of text in memory


@dataclass(frozen=True, slots=True)
class Pending:
    """Addresses to read again, and addresses to forget; `counts` are the changes seen, parallel to `changed`."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    counts: tuple[int, ...] = ()


def iterate(
    connection: Connection, *, after: str | None = None, limit: int | None = None, whole: bool = True
) -> Iterator[Document]:
    """Every listed work in the order of its address, from the one after `after`, as the index reads it.

    Stubs come without text; their `title` holds every title they are quoted with, one a line, the commonest first, and
    the names that the authority table gives them. `cited` and `cited_as` are filled; a held work's names are among
    these. Without `whole` a document has what the index looks at, and no evidence, captures, derivation and pictures.
    """
    left, last = limit, after or ""
    while left is None or left > 0:
        size = _PORTION if left is None else min(left, _PORTION)
        rows = connection.execute(
            select(works).where(works.c.address > last, listed()).order_by(works.c.address).limit(size)
        ).all()
        yield from _readable(connection, rows, whole=whole)
        if len(rows) < size:
            return
        last, left = rows[-1].address, None if left is None else left - len(rows)


def pending(connection: Connection) -> Pending:
    """What changed since the index read it; addresses in order."""
    changed = connection.execute(
        select(works.c.address, works.c.stale).where(works.c.stale > 0).order_by(works.c.address)
    ).all()
    removed = connection.execute(select(index_removals.c.address).order_by(index_removals.c.address)).scalars()
    return Pending(tuple(row.address for row in changed), tuple(removed), tuple(row.stale for row in changed))


def readable(connection: Connection, addresses: Iterable[str], *, whole: bool = True) -> Iterator[Document]:
    """The listed works at present addresses as the index reads them (see `iterate`); others are passed over."""
    for chunk in in_chunks(addresses):
        asked = select(works).where(works.c.address.in_(chunk), listed()).order_by(works.c.address)
        yield from _readable(connection, connection.execute(asked).all(), whole=whole)


def mark_indexed(connection: Connection, addresses: Iterable[str], *, seen: Pending | None = None) -> None:
    """Note that the index has read, or forgotten, these addresses.

    With `seen`, what `pending` said before the index began to read, works that changed since then stay waiting.
    """
    counts = dict(zip(seen.changed, seen.counts, strict=True)) if seen else {}
    for chunk in in_chunks(addresses):
        rows = connection.execute(select(works.c.id, works.c.address, works.c.stale).where(works.c.address.in_(chunk)))
        read = [row.id for row in rows if seen is None or counts.get(row.address) == row.stale]
        connection.execute(update(works).where(works.c.id.in_(read)).values(stale=0))
        connection.execute(delete(index_removals).where(index_removals.c.address.in_(chunk)))


def mark_unindexed(connection: Connection) -> None:
    """Note that the index has to read everything again, as after it was thrown away."""
    connection.execute(update(works).values(stale=works.c.stale + 1))
    connection.execute(delete(index_removals))


def _readable(connection: Connection, rows: Sequence[AnyRow], *, whole: bool) -> Iterator[Document]:
    ids = [row.id for row in rows]
    counts, said = cited_counts(connection, ids), citing_words(connection, ids)
    names = _names(connection, ids)
    quoted = _quoted(connection, [row.id for row in rows if row.genre == "stub"])
    documents = (document_of(connection, row) for row in rows) if whole else _thin(connection, rows)
    for row, held in zip(rows, documents, strict=True):
        document, called, others = held, names.get(row.id, []), said.get(row.id, ())
        if document.genre == "stub":
            titles = dict.fromkeys([document.title, *quoted.get(row.id, ()), *called])
            document = replace(document, title="\n".join(filter(None, titles)) or None)
        else:  # its title is its own, and what it is called besides is the word of others
            others = (*called, *others)
        yield replace(document, cited=counts.get(row.id, 0), cited_as=others)


def _thin(connection: Connection, rows: Sequence[AnyRow]) -> Iterator[Document]:
    """Rows of `works` as documents without what the index does not look at, all by one statement.

    Of their blocks it looks at headings. Their words come as rows of numbers: spans of all would take longer to make
    than all else takes to read.
    """
    from archive.text.span_row import SpanRow  # numpy comes with it, and a server need not wait for that

    texts: dict[int, AnyRow] = {}
    for chunk in in_chunks(row.id for row in rows if row.genre != "stub"):
        asked = select(editions.c.work, editions.c.text, editions.c.blocks, editions.c.words)
        found = connection.execute(asked.where(editions.c.work.in_(chunk), editions.c.current))
        texts |= {one.work: one for one in found}
    for row in rows:
        described, held = described_by(row), texts.pop(row.id, None)
        if held is None:
            yield described
            continue
        blocks, words = unpack_headings(held.blocks), SpanRow.of_gaps(word_gaps(held.words))
        yield replace(described, text=held.text, blocks=blocks, words=words)


def _quoted(connection: Connection, ids: Iterable[int]) -> dict[int, list[str]]:
    """The titles that works are quoted with, by row, the commonest first."""
    found: dict[int, list[str]] = defaultdict(list)
    for chunk in in_chunks(ids):
        asked = (
            citing_rows(readings.c.target, mentions.c.title)
            .where(readings.c.target.in_(chunk), mentions.c.title.is_not(None))
            .group_by(readings.c.target, mentions.c.title)
            .order_by(func.count().desc(), mentions.c.title)
        )
        for row in connection.execute(asked):
            found[row.target].append(row.title)
    return found


def _names(connection: Connection, ids: Iterable[int]) -> dict[int, list[str]]:
    """What the authority table calls works, by row: “Nghị quyết tam nông”."""
    found: dict[int, list[str]] = defaultdict(list)
    for chunk in in_chunks(ids):
        for row in connection.execute(select(catalogue).where(catalogue.c.work.in_(chunk)).order_by(catalogue.c.id)):
            found[row.work] += _aliases().get((row.key, row.type, row.body, row.date), ())
    return found


@cache
def _aliases() -> dict[tuple[str, str | None, str | None, str | None], tuple[str, ...]]:
    """What the authority table calls the documents of its rows, by what tells a row of the store's copy apart."""
    return {
        (row.number.key, row.type, row.issuer.body, row.date.iso if row.date else None): row.aliases
        for row in authority()
        if row.aliases
    }
