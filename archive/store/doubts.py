"""What a clerk should look at: values read unsurely, letters recognised badly, sources that differ, values missing.

Read from the evidence of held works, never from their texts. What a clerk has corrected or confirmed is in doubt no
more. What was found is kept until a work changes, so that a queue of a large archive opens at once.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from sqlalchemy import Connection, func, select

from archive.store.cards import cited_counts, in_chunks
from archive.store.conflicts import conflicts, printed
from archive.store.corrections import TEXT
from archive.store.packing import (
    date_of,
    unpack_blocks,
    unpack_derivation,
    unpack_description,
    unpack_evidence,
    unpack_hints,
    unpack_images,
)
from archive.store.tables import AnyRow, corrections, editions, works
from archive.text.vietnamese import comparable
from archive.works.document import Block, Document, Evidence, PageImage
from archive.works.precedence import FIELDS, Field

Kind = Literal["missing", "unsure", "scan", "conflict"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# What a directive of which the text is held cannot be without, the worst first: without it nobody finds or cites it.
NEEDED: tuple[Field, ...] = ("number", "date", "issuer")
# Below these a clerk looks. In the real folder (147 texts, `editions.evidence`) what stands in the text is at 1.0, from
# a table of attributes at 0.9, read again from a scan at 0.8; of its two scans the means are 0.91 and 0.96, the lines
# that were misread below 0.8. Look again when the recogniser changes.
SURE, LEGIBLE = 0.85, 0.85
_AROUND = 90  # letters shown on both sides of the words that a value was read from
_OPENING = 150  # letters and as many as around: of what stands nowhere the head of the text is shown
_MOST_STORES = 4
_WEIGHT: Mapping[Kind, int] = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One value to look at: the work's address, the field ("text" for all its letters), why, and what is held now.

    `others` are what other sources say; `start`, `end` and `page` say where it was read, where that is known. `cited`
    is how many works cite this one.
    """

    address: str
    field: str
    kind: Kind
    value: str = ""
    confidence: float = 0.0
    source: str = ""
    others: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    page: int = 0
    cited: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What a value was read from: the words with those around them, and the picture of the page where it is one.

    Of a value that stands nowhere `after` is the head of the text.
    """

    before: str = ""
    words: str = ""
    after: str = ""
    image: PageImage | None = None


@dataclass(frozen=True, slots=True)
class _Looked:
    """A work that was looked at: the digest of its text, which tells what letters a clerk saw, and its doubts."""

    digest: str
    changed_at: str
    found: tuple[Doubt, ...]


@dataclass(slots=True)
class _Known:
    """What is known of one store: each work as it was when it changed last, up to a moment."""

    until: str = ""
    works: dict[int, _Looked] = field(default_factory=dict)

    def changed_at(self, work: int) -> str | None:
        """When a work had changed last as it was looked at; None for one that was not."""
        looked = self.works.get(work)
        return looked.changed_at if looked else None


class Doubts:
    """The doubts of a store, found once for each state of a work; for the life of a program."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def of(self, connection: Connection) -> tuple[Doubt, ...]:
        """Everything in doubt now: the most cited work first, within a work what is missing first."""
        path = str(connection.engine.url)
        with self._lock:
            if len(self._known) >= _MOST_STORES and path not in self._known:
                self._known.clear()
            known = self._known.setdefault(path, _Known())
            _bring_up(connection, known)
            looked = dict(known.works)
        said = _said(connection)
        open_ = {work: _unsaid(one, said.get(work, {})) for work, one in looked.items() if one.found}
        cited = cited_counts(connection, [work for work, found in open_.items() if found])
        listed = [replace(one, cited=cited.get(work, 0)) for work, found in open_.items() for one in found]
        return tuple(sorted(listed, key=_order))


def counts(doubts: Iterable[Doubt]) -> dict[Kind, int]:
    """How many there are of each kind, in the order of `KINDS`."""
    found = Counter(one.kind for one in doubts)
    return {kind: found.get(kind, 0) for kind in KINDS}


def seen(connection: Connection, doubts: Sequence[Doubt]) -> dict[Doubt, Seen]:
    """What each was read from, for the rows of one page; of a text only the words around are read."""
    return {one: _seen(connection, one) for one in doubts}


def _order(one: Doubt) -> tuple[int, str, int, str]:
    return (-one.cited, one.address, _WEIGHT[one.kind], one.field)


# --- finding ---------------------------------------------------------------------------------------------------------

_COLUMNS = (
    works.c.id,
    works.c.address,
    works.c.genre,
    works.c.changed_at,
    *(works.c[name] for name in ("number", "date", "issuer_name", "title", "type", "signatory")),
    editions.c.evidence,
    editions.c.derivation,
    editions.c.described,
    editions.c.hints,
    editions.c.digest,
)


def _bring_up(connection: Connection, known: _Known) -> None:
    """Look at the works that changed since, those of the last second once more; what is gone is forgotten."""
    asked = select(works.c.id, works.c.changed_at).where(works.c.genre != "stub")
    present = {row.id: row.changed_at for row in connection.execute(asked)}
    for gone in known.works.keys() - present.keys():
        del known.works[gone]
    # A moment is a second long: what changed in the last one that was seen may have changed again.
    changed = [work for work, at in present.items() if at >= known.until or known.changed_at(work) != at]
    several = _with_several_texts(connection)
    for chunk in in_chunks(changed):
        asked = select(*_COLUMNS).join(editions, editions.c.work == works.c.id)
        for row in connection.execute(asked.where(works.c.id.in_(chunk), editions.c.current)).all():
            looked = tuple(_found(connection, row, several=row.id in several))
            known.works[row.id] = _Looked(row.digest, row.changed_at, looked)
            known.until = max(known.until, row.changed_at)


def _with_several_texts(connection: Connection) -> frozenset[int]:
    asked = select(editions.c.work).group_by(editions.c.work).having(func.count() > 1)
    return frozenset(connection.execute(asked).scalars())


def _found(connection: Connection, row: AnyRow, *, several: bool) -> list[Doubt]:
    evidence = unpack_evidence(row.evidence)
    found = [*_missing(row, evidence), *_unsure(row, evidence)]
    if "recognised" in row.derivation:
        found += _recognised(connection, row, evidence)
    if several or row.hints:
        found += _differing(connection, row, several=several)
    first: dict[str, Doubt] = {}
    for one in sorted(found, key=lambda one: _WEIGHT[one.kind]):
        first.setdefault(one.field, one)  # one row a value, the worst reason
    return list(first.values())


def _missing(row: AnyRow, evidence: Sequence[Evidence]) -> list[Doubt]:
    if row.genre != "directive":
        return []
    columns = {"number": row.number, "date": row.date, "issuer": row.issuer_name}
    return [_doubt(row, name, "missing", evidence) for name in NEEDED if columns[name] is None]


def _unsure(row: AnyRow, evidence: Sequence[Evidence]) -> list[Doubt]:
    best: dict[str, float] = {}
    for one in evidence:
        best[one.field] = max(best.get(one.field, 0.0), one.confidence)
    return [
        _doubt(row, name, "unsure", evidence, _value(row, name))
        for name in FIELDS
        if best.get(name, 1.0) < SURE and _value(row, name)
    ]


def _recognised(connection: Connection, row: AnyRow, evidence: Sequence[Evidence]) -> list[Doubt]:
    """The text as a whole where it is hard to read, and values that stand in lines that are."""
    derivation = unpack_derivation(row.derivation)
    mean = derivation.confidence if derivation else 1.0
    asked = select(editions.c.blocks).where(editions.c.work == row.id, editions.c.current)
    blocks = unpack_blocks(connection.execute(asked).scalar_one())
    found = [Doubt(row.address, TEXT, "scan", confidence=mean, page=_worst_page(blocks))] if mean < LEGIBLE else []
    for name in FIELDS:
        span = next((one.span for one in evidence if one.field == name and one.span), None)
        block = next((one for one in blocks if span and one.start <= span.start < one.end), None)
        if block and block.confidence < LEGIBLE and _value(row, name):
            doubt = _doubt(row, name, "unsure", evidence, _value(row, name))
            found.append(replace(doubt, confidence=block.confidence, page=block.page))
    return found


def _worst_page(blocks: Sequence[Block]) -> int:
    read = [one for one in blocks if one.page and one.confidence < 1.0]
    return min(read, key=lambda one: one.confidence).page if read else 1


def _differing(connection: Connection, row: AnyRow, *, several: bool) -> list[Doubt]:
    if not several and _agrees(unpack_description(row.described), unpack_hints(row.hints)):
        return []
    evidence = unpack_evidence(row.evidence)
    return [
        replace(
            _doubt(row, one.field, "conflict", evidence, one.said[0].value if one.said[0].counts else ""),
            others=tuple(said.value for said in one.said if not said.counts),
        )
        for one in conflicts(connection, row.address)
    ]


def _agrees(read: Document, hints: Mapping[str, str]) -> bool:
    """Whether a list says letter for letter what was read: then nothing has to be taken apart."""
    shown = {name: comparable(printed(name, read)) for name in FIELDS if name in hints}
    return all(comparable(hints[name]) in (value, "") for name, value in shown.items())


def _doubt(row: AnyRow, name: str, kind: Kind, evidence: Sequence[Evidence], value: str = "") -> Doubt:
    seen_at = [one for one in evidence if one.field == name]
    one = max(seen_at, key=lambda each: (each.span is not None, each.confidence), default=None)
    if one is None:
        return Doubt(row.address, name, kind, value)
    start, end = one.span or (None, None)
    return Doubt(row.address, name, kind, value, one.confidence, one.source, start=start, end=end)


def _value(row: AnyRow, name: str) -> str:
    if name == "date":
        date = date_of(row.date)
        return date.shown if date else ""
    return (row.issuer_name if name == "issuer" else getattr(row, name)) or ""


# --- what clerks said ------------------------------------------------------------------------------------------------


def _said(connection: Connection) -> dict[int, dict[str, str]]:
    asked = select(corrections.c.work, corrections.c.field, corrections.c.value)
    found: dict[int, dict[str, str]] = {}
    for row in connection.execute(asked.where(corrections.c.ended_at.is_(None))):
        found.setdefault(row.work, {})[row.field] = row.value
    return found


def _unsaid(looked: _Looked, said: Mapping[str, str]) -> list[Doubt]:
    """The doubts on which no clerk has spoken; of the letters only of those that he saw."""
    return [
        one
        for one in looked.found
        if said.get(one.field) is None or (one.field == TEXT and said[TEXT] != looked.digest)
    ]


# --- what it was read from -------------------------------------------------------------------------------------------


def _seen(connection: Connection, one: Doubt) -> Seen:
    begin = max(0, (one.start or 0) - _AROUND)
    length = (one.end or _OPENING) - begin + _AROUND
    asked = select(func.substr(editions.c.text, begin + 1, length).label("part"), editions.c.images)
    present = asked.join(works, works.c.id == editions.c.work).where(editions.c.current)
    row = connection.execute(present.where(works.c.address == one.address)).first()
    if row is None:
        return Seen()
    image = _image(unpack_images(row.images), one.page)
    if one.start is None or one.end is None:
        return Seen(after="" if image else row.part, image=image)
    at, until = one.start - begin, one.end - begin
    return Seen(row.part[:at], row.part[at:until], row.part[until:], image)


def _image(images: Sequence[PageImage], page: int) -> PageImage | None:
    return next((one for one in images if one.page == page), images[0] if images else None)
