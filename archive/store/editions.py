"""The texts of a work: a new one is added, the same one is recognised, and a named rule says which one people read.

Former texts are kept for ever. Which work a document is was decided in `identity`; what the work's row then says of it
is written in `documents`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from archive.store.bands import note
from archive.store.cards import now
from archive.store.drafts import Draft
from archive.store.packing import unpack_derivation, unpack_description, unpack_evidence, unpack_hints
from archive.store.tables import AnyRow, captures, editions
from archive.text.likeness import unpacked
from archive.works.document import CaptureRef, Document

# What the rule, and the weighing of values, look at.
_WEIGHED = (
    editions.c.id,
    editions.c.described,
    editions.c.evidence,
    editions.c.derivation,
    editions.c.digest,
    editions.c.origin,
    editions.c.hints,
)
# What a text with its letterhead says of itself, and a copy in the press leaves out.
_LETTERHEAD = ("number", "type", "issuer", "date", "signatory")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a document's text; `changed`: what is kept of the work is no longer what it was."""

    changed: bool
    outcome: Literal["new", "same", "revised"]


@dataclass(frozen=True, slots=True)
class Rival:
    """A text that some origin holds now, as the rule of `current_edition` weighs it."""

    edition: int
    described: Document
    length: int
    digest: str
    origin: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)


def add(connection: Connection, work: int, draft: Draft, capture: CaptureRef) -> Added:
    """Keep a drafted document's text and capture under its work, and let the rule choose the current text.

    The outcome is "new" for the first text of a work, "revised" when its origin held another text before or the work
    had no such text, "same" otherwise.
    """
    first = _present(connection, work)
    before = _newest(connection, work, capture.origin)
    held = _same_text(connection, work, draft.digest)
    if held is None:
        edition, changed = _insert(connection, work, draft, capture.origin), True
    else:
        edition = held.id
        changed = held.origin == capture.origin and _refresh(connection, held, draft)
    _capture(connection, edition, capture, before)
    changed = _choose(connection, work, first) or changed
    revised = held is None or (before is not None and before.edition != edition)
    return Added(changed, "new" if first is None else "revised" if revised else "same")


def current_edition(rivals: Sequence[Rival]) -> Rival:
    """The rule: of the texts that origins hold now, the one people read.

    A demonstration text yields to any real one, and one recognised from pictures to one that stood there as letters.
    Then the one that says most of what a letterhead and signature say (a copy in the press has neither), then the
    longer (copies leave out annexes, none adds any), then the lower digest, so that the order of arrival never counts
    and two sources ingested in turn do not flip it.
    """
    return min(rivals, key=_precedence)


def live(connection: Connection, work: int) -> tuple[Rival, ...]:
    """The texts that the origins of a work hold now, the best first."""
    newest: dict[str, int] = {}
    for row in connection.execute(
        select(captures.c.origin, captures.c.edition)
        .join(editions, editions.c.id == captures.c.edition)
        .where(editions.c.work == work)
        .order_by(captures.c.id)
    ):
        newest[row.origin] = row.edition
    rows = connection.execute(
        select(*_WEIGHED, func.length(editions.c.text).label("length")).where(editions.c.id.in_(set(newest.values())))
    )
    return tuple(sorted(map(_rival, rows), key=_precedence))


def _rival(row: AnyRow) -> Rival:
    described = replace(
        unpack_description(row.described),
        evidence=unpack_evidence(row.evidence),
        derivation=unpack_derivation(row.derivation),
    )
    return Rival(row.id, described, row.length, row.digest, row.origin, unpack_hints(row.hints))


def merge(connection: Connection, kept: int, dissolved: int) -> None:
    """Give a work the texts and captures of another that turned out to be the same work; the rule chooses again."""
    for row in connection.execute(select(editions.c.id, editions.c.digest).where(editions.c.work == dissolved)).all():
        twin = _same_text(connection, kept, row.digest)
        if twin is None:
            connection.execute(update(editions).where(editions.c.id == row.id).values(work=kept, current=False))
        else:
            connection.execute(update(captures).where(captures.c.edition == row.id).values(edition=twin.id))
            connection.execute(delete(editions).where(editions.c.id == row.id))
    _choose(connection, kept, _present(connection, kept))


def edition_from(connection: Connection, work: int, origin: str, digest: str) -> int | None:
    """The edition of a work that has a text from the origin that gave it first; None when another origin gave it."""
    held = _same_text(connection, work, digest)
    return held.id if held is not None and held.origin == origin else None


def _precedence(rival: Rival) -> tuple[bool, bool, int, int, str]:
    derivation = rival.described.derivation
    recognised = derivation is not None and "recognised" in derivation.methods
    said = sum(getattr(rival.described, name) is not None for name in _LETTERHEAD)
    return rival.described.demonstration, recognised, -said, -rival.length, rival.digest


def _present(connection: Connection, work: int) -> int | None:
    return connection.execute(select(editions.c.id).where(editions.c.work == work, editions.c.current)).scalar()


def _same_text(connection: Connection, work: int, digest: str) -> AnyRow | None:
    return connection.execute(select(editions).where(editions.c.work == work, editions.c.digest == digest)).first()


def _choose(connection: Connection, work: int, present: int | None) -> bool:
    chosen = current_edition(live(connection, work)).edition
    if present == chosen:
        return False
    if present is not None:
        connection.execute(update(editions).where(editions.c.id == present).values(current=False))
    connection.execute(update(editions).where(editions.c.id == chosen).values(current=True))
    return True


def _insert(connection: Connection, work: int, draft: Draft, origin: str) -> int:
    values = edition_values(draft, work=work, origin=origin, current=False)
    made_id = int(connection.execute(insert(editions).returning(editions.c.id), values).scalar_one())
    note(connection, made_id, draft.bands)
    return made_id


def edition_values(draft: Draft, *, work: int, origin: str, current: bool) -> dict[str, Any]:
    """The row of a text that is new."""
    own = {"work": work, "origin": origin, "digest": draft.digest, "current": current, "created_at": now()}
    return {**own, **draft.text, "sketch": draft.sketch}


def _refresh(connection: Connection, held: AnyRow, draft: Draft) -> bool:
    """Read again from the origin that gave it, an edition takes the newer reading of the same text, spans and all."""
    # An outline says nothing of its own: one that was not kept yet, or is kept otherwise now, changes no work.
    changed = {name for name, value in draft.text.items() if getattr(held, name) != value}
    if changed:
        connection.execute(update(editions).where(editions.c.id == held.id).values(**draft.text))
    if changed <= {"outline"}:
        return False
    if held.text != draft.text["text"] or unpacked(held.sketch) is None:
        connection.execute(update(editions).where(editions.c.id == held.id).values(sketch=draft.sketch))
        note(connection, held.id, draft.bands)
    return True


def _newest(connection: Connection, work: int, origin: str) -> AnyRow | None:
    return connection.execute(
        select(captures.c.edition, captures.c.digest)
        .join(editions, editions.c.id == captures.c.edition)
        .where(editions.c.work == work, captures.c.origin == origin)
        .order_by(captures.c.id.desc())
        .limit(1)
    ).first()


def _capture(connection: Connection, edition: int, capture: CaptureRef, before: AnyRow | None) -> None:
    if before is not None and (before.edition, before.digest) == (edition, capture.digest):
        return
    connection.execute(insert(captures), capture_values(capture, edition))


def capture_values(capture: CaptureRef, edition: int) -> dict[str, Any]:
    """The row of a capture that gave an edition."""
    return {
        "edition": edition,
        "origin": capture.origin,
        "media_type": capture.media_type,
        "digest": capture.digest,
        "warc_file": capture.warc_file,
        "warc_offset": capture.warc_offset,
        "captured_at": capture.captured_at or now(),
    }
