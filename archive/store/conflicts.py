"""Where sources of one work differ: each field with every value that a text or a list gives, and which one counts.

Read from the editions and the hints of their sources at every asking; nothing is decided here (see `weighing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from archive.store import addresses
from archive.store.corrected import said as said_by_clerks
from archive.store.editions import Rival, live
from archive.store.weighing import strongest, weighed
from archive.text.vietnamese import comparable
from archive.works.corrected import reading
from archive.works.document import Document, Evidence
from archive.works.hints import NAMES, described
from archive.works.precedence import FIELDS, Field, SourceKind, kind_of

NONE = "không có"


@dataclass(frozen=True, slots=True)
class Said:
    """A value as a source gives it: the printed value, where it comes from and how, and whether it counts.

    What a clerk corrected has no origin and the kind "clerk": who it was is for the desk. `NONE`: there is none.
    """

    value: str
    origin: str
    kind: SourceKind
    counts: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which sources differ, the value that counts first."""

    field: Field
    said: tuple[Said, ...]


def conflicts(connection: Connection, address: str) -> tuple[Conflict, ...]:
    """The fields on which the sources of the work at an address differ; empty where they agree or there is one source.

    Raises:
        NotHere: there is no work at the address.
    """
    work = addresses.locate(connection, address).work
    rivals = live(connection, work)
    told = said_by_clerks(connection, work)
    sources = [(one.origin, one.described) for one in rivals] + [(one.origin, _hinted(one)) for one in rivals]
    if told:
        clerk = reading(told, weighed([one.described for one in rivals]))
        sources.insert(0, ("", clerk))
    none = frozenset(field for field, value in told.items() if not value)
    return tuple(found for field in FIELDS if (found := _conflict(field, sources, is_none=field in none)))


def _hinted(rival: Rival) -> Document:
    """What the list said of a text, as a reading of its own."""
    said = described(rival.hints)
    return replace(said, evidence=tuple(Evidence(name, None, "hint", 0.9) for name in NAMES))


def _conflict(field: Field, sources: Sequence[tuple[str, Document]], *, is_none: bool) -> Conflict | None:
    saying = [(origin, one) for origin, one in sources if getattr(one, field) is not None]
    counting = strongest(field, [one for _, one in saying])
    if counting is None:
        return None
    if is_none:  # a clerk says that there is no such value
        others = {
            printed(field, one): Said(printed(field, one), origin, kind_of(one, field), False) for origin, one in saying
        }
        return Conflict(field, (Said(NONE, "", "clerk", True), *others.values()))
    if all(_same(field, counting, one) for _, one in saying):
        return None
    said: dict[str, Said] = {}
    for origin, one in saying:
        value = printed(field, one)
        if value not in said or one is counting:
            said[value] = Said(value, origin, kind_of(one, field), one is counting)
    return Conflict(field, tuple(sorted(said.values(), key=lambda one: not one.counts)))


def _same(field: Field, one: Document, other: Document) -> bool:
    if field == "number":
        return bool(one.number and other.number and one.number.key == other.number.key)
    if field == "date":
        return bool(one.date and other.date and one.date.agrees(other.date))
    if field == "issuer" and one.issuer and other.issuer and one.issuer.body and other.issuer.body:
        return one.issuer.body == other.issuer.body
    return comparable(printed(field, one)) == comparable(printed(field, other))


def printed(field: Field, document: Document) -> str:
    """A value as people read it; "" for none."""
    value = getattr(document, field)
    if value is None:
        return ""
    return str({"issuer": lambda: value.name, "date": lambda: value.shown}.get(field, lambda: value)())
