"""What those who keep a copy of the archive need: records in the order of their change, and what was there and is gone.

A record is a work whose text is held, named by its address. An address that is given up (the work has a sharper one, or
was withdrawn) stays told as gone for ever. Places in the order are moments with a row or an address, so that a harvest
can go on after any change: what changes meanwhile moves to the end and is met again.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from archive.store.cards import citing_rows, in_chunks
from archive.store.tables import AnyRow, AnySelect, editions, mentions, readings, redirects, tombstones, works
from archive.text.vietnamese import slugify
from archive.works.address import ARTICLES
from archive.works.vocabulary import type_named

HELD = ("directive", "article")
BODY, TYPE = "body", "type"


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its address, when it changed last, its sets ("body:tinh-uy-lao-cai"), whether it is gone.

    `row` is the work's row, 0 for what is gone.
    """

    address: str
    changed_at: str
    sets: tuple[str, ...]
    gone: bool = False
    row: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a harvest stands: a moment, and the row of the last work or the digest of the last address gone in it.

    Within one moment works come first, by row, then what is gone, by digest.
    """

    moment: str
    row: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Which records are asked for: changed from one moment to another, both included, "" for no bound; of one set."""

    since: str = ""
    until: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is said at the address of a work that was withdrawn: the reason, and since when."""

    reason: str
    gone_at: str


def opaque(address: str) -> str:
    """An address as records are named for machines: a digest, for the name of what is withdrawn must not tell it."""
    return hashlib.sha256(address.encode()).hexdigest()[:24]


def records(connection: Connection, span: Span, *, after: Place | None = None, limit: int = 100) -> tuple[Record, ...]:
    """The next records of a span in the order of their change, after a place in it."""
    held = _held(connection, span, after, limit)
    gone = _gone(connection, span, after, limit)
    both = sorted((*held, *gone), key=lambda one: (one.changed_at, one.gone, one.row, one.gone and opaque(one.address)))
    return tuple(both[:limit])


def place_of(record: Record) -> Place:
    """The place of a record in the order."""
    return Place(record.changed_at, record.row, opaque(record.address) if record.gone else "")


def record_of(connection: Connection, address: str) -> Record | None:
    """The record of an address, present or gone; None when there never was one."""
    row = connection.execute(_works().where(works.c.address == address, works.c.genre.in_(HELD))).first()
    if row is not None:
        return Record(row.address, row.changed_at, _sets(row.family, row.type, row.genre), row=row.id)
    for table, moment in ((tombstones, tombstones.c.gone_at), (redirects, redirects.c.left_at)):
        found = connection.execute(select(moment).where(table.c.address == address, moment != "")).scalar()
        if found:
            return Record(address, found, _sets_of_address(address), gone=True)
    return None


def names(connection: Connection) -> dict[str, str]:
    """Every address that has or had a record, by its opaque name."""
    asked = (
        select(works.c.address).where(works.c.genre.in_(HELD)),
        select(tombstones.c.address),
        select(redirects.c.address).where(redirects.c.left_at != ""),
    )
    return {opaque(address): address for one in asked for address in connection.execute(one).scalars()}


# From the oldest change on until a work is held. By the genre itself SQLite would go through all that are held, by the
# index of genres (75 ms of 51,661 works); of an expression there is none.
_OLDEST = (
    select(works.c.changed_at)
    .where(works.c.genre.concat("").in_(HELD))
    .order_by(works.c.changed_at, works.c.id)
    .limit(1)
)


def earliest(connection: Connection) -> str:
    """The moment of the oldest record, "" for an empty archive."""
    moments = (
        connection.execute(_OLDEST).scalar(),
        connection.execute(select(func.min(tombstones.c.gone_at))).scalar(),
        connection.execute(select(func.min(redirects.c.left_at)).where(redirects.c.left_at != "")).scalar(),
    )
    return min(filter(None, moments), default="")


def sets(connection: Connection) -> tuple[tuple[str, str], ...]:
    """The sets there are, with the words they are called by: issuing families, then types; (id, words) each."""
    families = connection.execute(
        select(works.c.family, func.max(works.c.issuer_name))
        .where(works.c.genre == "directive", works.c.family.is_not(None))
        .group_by(works.c.family)
        .order_by(works.c.family)
    )
    types = connection.execute(
        select(works.c.type).where(works.c.genre == "directive", works.c.type.is_not(None)).distinct()
    ).scalars()
    found = {f"{BODY}:{_spec(family)}": str(name or family) for family, name in families}
    found |= {f"{TYPE}:{slug}": name for name, slug in sorted((name, _type(name)) for name in types)}
    if connection.execute(select(works.c.id).where(works.c.genre == "article").limit(1)).first():
        found[f"{TYPE}:{ARTICLES}"] = "Tin, bài"
    return tuple(found.items())


def genre_of(connection: Connection, address: str) -> str | None:
    """The genre of the work at a present address; None where none is."""
    return connection.execute(select(works.c.genre).where(works.c.address == address)).scalar()


def changed_of(connection: Connection, address: str) -> str:
    """When the work at a present address changed last (ISO 8601, UTC); "" where none is."""
    return str(connection.execute(select(works.c.changed_at).where(works.c.address == address)).scalar() or "")


def changes_of(connection: Connection, asked: Sequence[str]) -> dict[str, str]:
    """The same for several works, by address."""
    found: dict[str, str] = {}
    for chunk in in_chunks(asked):
        rows = connection.execute(select(works.c.address, works.c.changed_at).where(works.c.address.in_(chunk)))
        found |= {row.address: row.changed_at for row in rows}
    return found


def cited_by_text(connection: Connection, asked: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The addresses of the works that the texts of some works are known to cite, in the order of first mention."""
    target = works.alias("target")
    found: dict[str, dict[str, None]] = {}
    for chunk in in_chunks(asked):
        rows = connection.execute(
            citing_rows(works.c.address, target.c.address.label("cited"))
            .join(works, works.c.id == editions.c.work)
            .join(target, target.c.id == readings.c.target)
            .where(works.c.address.in_(chunk))
            .order_by(works.c.id, mentions.c.start)
        )
        for row in rows:
            found.setdefault(row.address, {}).setdefault(row.cited)
    return {address: tuple(cited) for address, cited in found.items()}


def tombstone(connection: Connection, address: str) -> Tombstone | None:
    """What is said of an address whose work was withdrawn; None for any other."""
    row = connection.execute(select(tombstones).where(tombstones.c.address == address)).first()
    return Tombstone(row.reason, row.gone_at) if row else None


def pages(connection: Connection, *, offset: int, limit: int) -> tuple[tuple[str, str], ...]:
    """The addresses of works whose text is held, with the day of their last change, in the order they came in."""
    rows = connection.execute(
        select(works.c.address, works.c.changed_at)
        .where(works.c.genre.in_(HELD))
        .order_by(works.c.id)
        .offset(offset)
        .limit(limit)
    )
    return tuple((row.address, row.changed_at) for row in rows)


def held_total(connection: Connection) -> int:
    """How many works have their text here."""
    return int(connection.execute(select(func.count()).select_from(works).where(works.c.genre.in_(HELD))).scalar_one())


# --- rows ------------------------------------------------------------------------------------------------------------


def _works() -> AnySelect:
    return select(works.c.id, works.c.address, works.c.changed_at, works.c.family, works.c.type, works.c.genre)


def _held(connection: Connection, span: Span, after: Place | None, limit: int) -> list[Record]:
    conditions = [works.c.genre.in_(HELD), *_within(works.c.changed_at, span), *_of_set(connection, span.named)]
    if after is not None and after.digest:
        conditions.append(works.c.changed_at > after.moment)
    elif after is not None:
        conditions.append(tuple_(works.c.changed_at, works.c.id) > (after.moment, after.row))
    rows = connection.execute(_works().where(*conditions).order_by(works.c.changed_at, works.c.id).limit(limit)).all()
    return [Record(row.address, row.changed_at, _sets(row.family, row.type, row.genre), row=row.id) for row in rows]


def _gone(connection: Connection, span: Span, after: Place | None, limit: int) -> list[Record]:
    """What is gone: all of the moment the place is in, told apart by digest, and the next of later moments."""
    found: dict[str, Record] = {}
    for table, moment in ((redirects, redirects.c.left_at), (tombstones, tombstones.c.gone_at)):
        asked = select(table.c.address, moment.label("moment")).where(moment != "", *_within(moment, span))
        asked = asked.where(*_under(table.c.address, span.named))
        here = asked.where(moment == after.moment) if after else None
        rows: list[AnyRow] = list(connection.execute(here)) if here is not None else []
        later = asked.where(moment > after.moment) if after else asked
        rows += connection.execute(later.order_by(moment, table.c.address).limit(limit))
        rows += _same_moment(connection, asked, moment, rows)
        found |= {
            row.address: Record(row.address, row.moment, _sets_of_address(row.address), gone=True) for row in rows
        }
    kept = list(found.values())
    if after is not None:
        kept = [one for one in kept if (one.changed_at, opaque(one.address)) > (after.moment, after.digest)]
    return kept


def _same_moment(
    connection: Connection, asked: AnySelect, moment: ColumnElement[str], rows: Sequence[AnyRow]
) -> list[AnyRow]:
    """The rest of the last moment of a portion: its rows are ordered by digest, which the database does not know."""
    if not rows:
        return []
    last = max(row.moment for row in rows)
    return list(connection.execute(asked.where(moment == last)))


def _within(moment: ColumnElement[str], span: Span) -> list[ColumnElement[bool]]:
    bounds = [moment >= span.since] if span.since else []
    return bounds + ([moment <= span.until] if span.until else [])


def _of_set(connection: Connection, named: str) -> list[ColumnElement[bool]]:
    kind, _, value = named.partition(":")
    if not named:
        return []
    if kind == BODY:
        families = connection.execute(select(works.c.family).where(works.c.family.is_not(None)).distinct()).scalars()
        return [works.c.family.in_([one for one in families if _spec(one) == value]), works.c.genre == "directive"]
    if value == ARTICLES:
        return [works.c.genre == "article"]
    types = connection.execute(select(works.c.type).where(works.c.type.is_not(None)).distinct()).scalars()
    return [works.c.type.in_([one for one in types if _type(one) == value]), works.c.genre == "directive"]


def _under(address: ColumnElement[str], named: str) -> list[ColumnElement[bool]]:
    """The addresses of a set: their first part is the family, the second the type."""
    kind, _, value = named.partition(":")
    if not named:
        return []
    if kind == BODY:
        return [address.startswith(f"{value}/", autoescape=True)]
    return [address.contains(f"/{value}/", autoescape=True)]


def _sets(family: str | None, kind: str | None, genre: str) -> tuple[str, ...]:
    if genre == "article":
        return (f"{TYPE}:{ARTICLES}",)
    found = [f"{BODY}:{_spec(family)}"] if family else []
    return (*found, f"{TYPE}:{_type(kind)}") if kind else tuple(found)


def _sets_of_address(address: str) -> tuple[str, ...]:
    parts = address.split("/")
    if len(parts) < 2 or parts[1] == ARTICLES:
        return (f"{TYPE}:{ARTICLES}",)
    return (f"{BODY}:{parts[0]}", f"{TYPE}:{parts[1]}")


def _spec(family: str) -> str:
    """A family as the id of a set: letters, digits and hyphens."""
    return slugify(family) or "chua-ro"


def _type(name: str) -> str:
    known = type_named(name)
    return known.slug if known else slugify(name) or "chua-ro"
