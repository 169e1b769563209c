"""Documents into the store and out of it: `put` keeps one, `get` gives one back, the finders go by number.

Which work a document is stands in `identity`, its texts in `editions`, its address in `addresses`; what it cites in
`links`; what the index still has to read in `waiting`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from archive.errors import NotHere
from archive.store import addresses
from archive.store.addresses import Located
from archive.store.cards import card_of, cards_of, cited_counts, columns_of, in_chunks, now
from archive.store.citing_words import cited_by_texts_of, touch
from archive.store.corrected import evidence_of, move, said
from archive.store.drafts import SEED, Draft, drafted
from archive.store.editions import add, edition_from, live, merge
from archive.store.identity import identify, twin
from archive.store.outlines import kept
from archive.store.packing import (
    date_of,
    unpack_blocks,
    unpack_derivation,
    unpack_description,
    unpack_evidence,
    unpack_images,
    unpack_words,
)
from archive.store.tables import AnyRow, captures, editions, works
from archive.store.weighing import weighed
from archive.text.span import Span
from archive.text.vietnamese import comparable
from archive.works.address import address
from archive.works.document import CaptureRef, Card, Document, Evidence, Issuer
from archive.works.number import parse
from archive.works.outline import Outline

# How sure a row of the authority table is: A official page or major press, B one weaker source or two that agree.
_GRADES = {"A": 1.0, "B": 0.8}


@dataclass(frozen=True, slots=True)
class Stored:
    """What `put` did: the work's row and address, the outcome, and where the document's mentions belong.

    `edition` is the edition that has the document's text letter for letter; None when the store keeps the same text
    from another origin, maybe with other blanks, which the spans of the document do not fit. `changed`: what is kept
    of the work is no longer what it was; then `keys` are the keys of its number, to be settled again.
    """

    work: int
    address: str
    outcome: Literal["new", "same", "revised"]
    edition: int | None
    changed: bool
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Described:
    """What describing a work anew did: its row and address, whether it changed, and the keys to be settled."""

    work: int
    address: str
    changed: bool
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Edition:
    """One text of a work: what was read of it, where and when it was first read, whether it is the present one."""

    document: Document
    origin: str
    current: bool
    created_at: str


# --- in --------------------------------------------------------------------------------------------------------------


def put(connection: Connection, document: Document, *, capture: CaptureRef) -> Stored:
    """Keep a document without mentions, as `keep` its draft."""
    return keep(connection, drafted(document), capture)


def keep(connection: Connection, draft: Draft, capture: CaptureRef) -> Stored:
    """Keep a drafted document with the capture it was read from; the same thing twice is "same".

    A stub that the document fits becomes the document: its address stays or redirects. A document of a work that is
    held becomes one of its texts; the rule of `editions.current_edition` says which one people read.
    """
    work = identify(connection, draft, origin=capture.origin)
    if work is None:
        work = _insert(connection, draft)
    before = keys_of(connection, work)
    added = add(connection, work, draft, capture)
    described = redescribe(connection, work, before=before, changed=added.changed)
    edition = edition_from(connection, described.work, capture.origin, draft.digest)
    return Stored(described.work, described.address, added.outcome, edition, described.changed, described.keys)


def redescribe(
    connection: Connection, work: int, *, before: frozenset[str] | None = None, changed: bool = False
) -> Described:
    """Describe a held work anew, with the keys it had before (its own now), `changed` where its texts are others."""
    held = keys_of(connection, work) if before is None else before
    changed = _describe(connection, work) or changed
    work = _united(connection, work) if changed else work
    if changed:
        connection.execute(update(works).where(works.c.id == work).values(stale=works.c.stale + 1, changed_at=now()))
    where = connection.execute(select(works.c.address).where(works.c.id == work)).scalar_one()
    return Described(work, where, changed, held | keys_of(connection, work) if changed else frozenset())


def _united(connection: Connection, work: int) -> int:
    """The work, made one with the held work it turned out to be: a page read better gave a number that was held."""
    other = twin(connection, work)
    if other is None:
        return work
    kept, dissolved = sorted((work, other))
    # What only the dissolved one cited is cited in other words now.
    touch(connection, cited_by_texts_of(connection, dissolved))
    merge(connection, kept, dissolved)
    move(connection, kept, dissolved)
    addresses.forward(connection, addresses.vacate(connection, dissolved), kept)
    _describe(connection, kept)
    return kept


def _insert(connection: Connection, draft: Draft) -> int:
    free = addresses.claim(connection, draft.address, rank=addresses.HELD)
    row = work_values(draft, address=free, stale=1)
    return int(connection.execute(_MAKE, row).scalar_one())


_MAKE = insert(works).returning(works.c.id)


def work_values(draft: Draft, *, address: str, stale: int) -> dict[str, Any]:
    """The row of a work that a drafted document begins."""
    made = now()
    own = {"address": address, "seed": draft.digest[:SEED], "grade": "", "source": "", "stale": stale}
    return {**own, "created_at": made, "changed_at": made, **draft.row}


def _describe(connection: Connection, work: int) -> bool:
    """Write the work's row as its present text describes it, completed by its other texts; say whether that is new."""
    rivals = live(connection, work)
    document = weighed([one.described for one in rivals], said(connection, work))
    row = connection.execute(select(works).where(works.c.id == work)).one()
    seed = row.seed or rivals[0].digest[:SEED]
    columns = columns_of(document) | {"seed": seed}
    changed = any(getattr(row, name) != value for name, value in columns.items())
    if changed:
        connection.execute(update(works).where(works.c.id == work).values(**columns))
    addresses.sharpen(connection, work, address(document, seed), rank=addresses.HELD)
    return changed


def keys_of(connection: Connection, work: int) -> frozenset[str]:
    """The keys whose readings a work may settle: its number's, and that of the number's bare form (“Chỉ thị 05”)."""
    row = connection.execute(select(works.c.key, works.c.bare_key).where(works.c.id == work)).one()
    return frozenset(row) - {""}


# --- out -------------------------------------------------------------------------------------------------------------


def locate(connection: Connection, asked: str) -> Located:
    """Where an address leads, present or former; `redirected` says that the reader should be sent on (301).

    Raises:
        NotHere: no work was ever there, or it is gone and several works share its number (`fields["key"]`).
    """
    return addresses.locate(connection, asked)


def get(connection: Connection, asked: str) -> Document | None:
    """The document at an address, present or former, with text, blocks, words, evidence and captures; None when none.

    A stub comes without text. What another text of the work or the authority table knows has that as its evidence.
    """
    try:
        work = addresses.locate(connection, asked).work
    except NotHere:
        return None
    row = connection.execute(select(works).where(works.c.id == work)).one()
    return document_of(connection, row)


def document_of(connection: Connection, row: AnyRow) -> Document:
    """A row of `works` as a document, whole."""
    described = described_by(row)
    if row.genre == "stub":
        return replace(described, evidence=_catalogued(row))
    held = connection.execute(select(editions).where(editions.c.work == row.id, editions.c.current)).one()
    return replace(
        described,
        text=held.text,
        blocks=unpack_blocks(held.blocks),
        words=unpack_words(held.words),
        evidence=evidence_of(connection, row.id, held.evidence) + _catalogued(row),
        derivation=unpack_derivation(held.derivation),
        images=unpack_images(held.images),
        captures=_captures(connection, row.id),
    )


def editions_of(connection: Connection, asked: str) -> tuple[Edition, ...]:
    """Every text of the work at an address, the newest first; empty for a stub.

    Raises:
        NotHere: there is no work at the address.
    """
    work = addresses.locate(connection, asked).work
    rows = connection.execute(select(editions).where(editions.c.work == work).order_by(editions.c.id.desc()))
    return tuple(Edition(_edition_document(row), row.origin, row.current, row.created_at) for row in rows)


def text_of(connection: Connection, asked: str) -> str:
    """The present text of the work at an address; "" for a stub or an address that nobody has."""
    return str(_column(connection, asked, editions.c.text) or "")


def texts(connection: Connection, asked: Iterable[str]) -> dict[str, tuple[str, Outline]]:
    """The present texts of the works at present addresses, with their outlines, in one statement for a page of results.

    Stubs and addresses that no work has now are left out.
    """
    found: dict[str, tuple[str, Outline]] = {}
    for chunk in in_chunks(dict.fromkeys(asked)):
        for where, edition, text, packed in connection.execute(_TEXTS, {"asked": list(chunk)}).all():
            found[where] = text, kept(connection, edition, text, packed)
    return found


_ASKED: BindParameter[Any] = bindparam("asked", expanding=True)
_CARDS = select(works).where(works.c.address.in_(_ASKED))
_TEXTS = (
    select(works.c.address, editions.c.id, editions.c.text, editions.c.outline)
    .join(editions, editions.c.work == works.c.id)
    .where(works.c.address.in_(_ASKED), editions.c.current)
)


def words_of(connection: Connection, asked: str) -> tuple[Span, ...]:
    """The word spans of the present text of the work at an address; empty for a stub."""
    packed = _column(connection, asked, editions.c.words)
    return unpack_words(packed) if packed else ()


def cards(connection: Connection, asked: Iterable[str]) -> dict[str, Card]:
    """The cards at present addresses; addresses that no work has now are left out."""
    found: dict[str, Card] = {}
    for chunk in in_chunks(dict.fromkeys(asked)):
        rows = connection.execute(_CARDS, {"asked": list(chunk)}).all()
        counts = cited_counts(connection, [row.id for row in rows])
        found |= {row.address: card_of(row, counts.get(row.id, 0)) for row in rows}
    return found


def find_by_key(connection: Connection, key: str) -> tuple[Card, ...]:
    """The works of a number's key, or of a law's name, held ones first, the newest first within each."""
    return cards_of(connection, _BY_LAW if key.startswith("law:") else _BY_KEY, {"asked": key}) if key else ()


def find_by_serial(connection: Connection, serial: int, type: str | None = None) -> tuple[Card, ...]:  # noqa: A002
    """The works with a serial ("chỉ thị 47" is serial 47, type "Chỉ thị"), held ones first, the newest first."""
    question = select(works).where(works.c.serial == serial)
    found = cards_of(connection, question.order_by(*_HELD_NEWEST))
    wanted = comparable(type) if type else None
    return tuple(card for card in found if wanted is None or (card.type and comparable(card.type) == wanted))


_HELD_NEWEST = ((works.c.genre == "stub"), works.c.date_first.is_(None), works.c.date_first.desc(), works.c.address)
# Made once: to put such a statement together takes as long as to carry it out.
_BY_KEY, _BY_LAW = (
    select(*works.c).where(column == bindparam("asked")).order_by(*_HELD_NEWEST)
    for column in (works.c.key, works.c.bare_key)
)


# --- rows ------------------------------------------------------------------------------------------------------------


def described_by(row: AnyRow) -> Document:
    """A row of `works` as a document without its text."""
    return Document(
        genre=row.genre,
        id=row.address,
        number=parse(row.number) if row.number else None,
        type=row.type,
        issuer=Issuer(row.issuer_name, row.body, row.issuer_basis) if row.issuer_name else None,
        date=date_of(row.date),
        title=row.title,
        signatory=row.signatory,
        place=row.place,
        term=row.term,
        system=row.system,
        demonstration=row.demonstration,
    )


def _edition_document(row: AnyRow) -> Document:
    return replace(
        unpack_description(row.described),
        text=row.text,
        blocks=unpack_blocks(row.blocks),
        words=unpack_words(row.words),
        evidence=unpack_evidence(row.evidence),
        derivation=unpack_derivation(row.derivation),
        images=unpack_images(row.images),
    )


def _catalogued(row: AnyRow) -> tuple[Evidence, ...]:
    return (Evidence("catalogue", None, "table", _GRADES.get(row.grade, 0.0), row.source),) if row.grade else ()


def _captures(connection: Connection, work: int) -> tuple[CaptureRef, ...]:
    rows = connection.execute(
        select(captures)
        .join(editions, editions.c.id == captures.c.edition)
        .where(editions.c.work == work)
        .order_by(captures.c.id)
    )
    return tuple(
        CaptureRef(row.origin, row.media_type, row.digest, row.warc_file, row.warc_offset, row.captured_at)
        for row in rows
    )


def _column(connection: Connection, asked: str, column: Any) -> Any:  # noqa: ANN401  # one column of any kind
    question = select(column).join(works, works.c.id == editions.c.work).where(editions.c.current)
    found = connection.execute(question.where(works.c.address == asked)).scalar()
    if found is not None:
        return found
    try:
        work = addresses.locate(connection, asked).work
    except NotHere:
        return None
    return connection.execute(select(column).where(editions.c.work == work, editions.c.current)).scalar()
