"""Which work a document is: one that is held, a stub that waited for it, or a new one.

A number alone never decides (47-CT/TU exists in every province and every term): date, body or term has to agree,
nothing may disagree, and exactly one work may fit. What is then kept of it is decided in `editions`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from archive.store.corrected import misread, read_keys, said
from archive.store.drafts import Draft
from archive.store.editions import live
from archive.store.packing import date_of
from archive.store.tables import AnyRow, AnySelect, captures, editions, works
from archive.store.weighing import weighed
from archive.text.vietnamese import comparable
from archive.works.bodies import body, family, same_family
from archive.works.dates import PartialDate
from archive.works.document import Document
from archive.works.number import Number
from archive.works.terms import ROMAN, term_on


@dataclass(frozen=True, slots=True)
class Known:
    """What decides whether two descriptions mean one work: type, body id, date, term; None for what is not known."""

    type: str | None = None
    body: str | None = None
    date: PartialDate | None = None
    term: str | None = None


def identify(connection: Connection, draft: Draft, *, origin: str) -> int | None:
    """The row id of the work a drafted document is, None for a new one.

    Asked in this order: the work its origin held last, unless the number is another; a held directive of its number
    that fits; a held work with the same text (of the same number, or where one has none); the stub that fits.
    """
    document = draft.document
    return (
        _by_origin(connection, document, origin)
        or _fitting(connection, document, stubs=False)
        or _by_text(connection, draft)
        or _fitting(connection, document, stubs=True)
    )


def twin(connection: Connection, work: int) -> int | None:
    """The one other held directive that a work turned out to be, now that more is known of it."""
    row = connection.execute(select(works).where(works.c.id == work)).one()
    if row.genre != "directive" or not row.key:
        return None
    others = connection.execute(_under(row.key, "directive").where(works.c.id != work)).all()
    return the_one(others, known_of(row))


def fits(one: Known, other: Known) -> bool:
    """Whether two descriptions under one number mean one work: date, body or term agrees, and nothing disagrees.

    Decisions and rules share the letters QĐ and not the sequence: works of two named types are one only when both are
    of the same day (a portal's wrong type name, 66-QĐ/TW).
    """
    dates = one.date.agrees(other.date) if one.date and other.date else None
    agreement = (dates, _bodies_agree(one.body, other.body), _terms_agree(one, other))
    if one.type and other.type and comparable(one.type) != comparable(other.type) and not _same_day(one, other):
        return False
    return False not in agreement and True in agreement


def _bodies_agree(one: str | None, other: str | None) -> bool | None:
    """Whether two body ids mean one body; None when that cannot be told.

    Sources confuse the three organs under the code TW (29-QĐ/TW of 2016: Bộ Chính trị, Ban Chấp hành Trung ương), so
    between them only a date can vouch. A family id stands for any of its dated identities.
    """
    if one is None or other is None:
        return None
    if one == other or not same_family(one, other):
        return one == other
    if body(one) is None or body(other) is None:
        return True
    return None if family(one) == "trung-uong" else False


def _terms_agree(one: Known, other: Known) -> bool | None:
    """Whether two central descriptions are of one congress term, by day or as written; None when nobody can say.

    04-NQ/TW is a resolution of 2016 and one of 2026. A province counts terms of its own: there it tells nothing.
    """
    central = {known.level == "tw" for each in (one, other) if each.body for known in [body(each.body)] if known}
    if central != {True}:
        return None
    terms_said = [_national_term(each) for each in (one, other)]
    return None if None in terms_said else terms_said[0] == terms_said[1]


def _national_term(known: Known) -> str | None:
    by_day = term_on(known.date) if known.date else None
    return by_day or (known.term if known.term in ROMAN[1:] else None)


def known_of(row: AnyRow) -> Known:
    """The description of a row of `works` or of `catalogue`."""
    return Known(row.type, row.body, date_of(row.date), row.term)


def wanted_of(document: Document) -> Known:
    """The description of a document, by which works of its number are looked through."""
    return Known(document.type, document.issuer.body if document.issuer else None, document.date, document.term)


def the_one(found: Iterable[AnyRow], wanted: Known) -> int | None:
    """The id of the one row that fits, None when none or several do."""
    fitting = [row.id for row in found if fits(known_of(row), wanted)]
    return fitting[0] if len(fitting) == 1 else None


def _same_day(one: Known, other: Known) -> bool:
    return bool(one.date and one.date.day and one.date == other.date)


def _by_origin(connection: Connection, document: Document, origin: str) -> int | None:
    newest = connection.execute(
        select(works.c.id, works.c.key)
        .join(editions, editions.c.work == works.c.id)
        .join(captures, captures.c.edition == editions.c.id)
        .where(captures.c.origin == origin)
        .order_by(captures.c.id.desc())
        .limit(1)
    ).first()
    if newest is None:
        return None
    if document.number is None or newest.key in ("", document.number.key):
        return int(newest.id)
    # A clerk may have corrected the number: the text still says what it said.
    return newest.id if document.number.key in read_keys(connection, newest.id) else None


def _fitting(connection: Connection, document: Document, *, stubs: bool) -> int | None:
    if document.number is None or document.genre != "directive":
        return None
    wanted = wanted_of(document)
    rows = connection.execute(_under(document.number.key, "stub" if stubs else "directive")).all()
    if not stubs:
        return the_one(rows, wanted) or _corrected(connection, document.number, rows, wanted)
    catalogued = [row for row in rows if row.grade]
    return the_one(catalogued, wanted) or the_one(rows, wanted)


def _corrected(connection: Connection, number: Number, rows: Iterable[AnyRow], wanted: Known) -> int | None:
    """The one work that fits by what its texts say, where a clerk says otherwise: another copy repeats a misreading."""
    listed = list(rows)
    if any(fits(known_of(row), wanted) for row in listed):
        return None  # several do: nobody can say which
    asked = {*misread(connection, number), *(row.id for row in listed if said(connection, row.id))}
    found = [work for work in sorted(asked) if any(fits(one, wanted) for one in _as_read(connection, work))]
    return found[0] if len(found) == 1 else None


def _as_read(connection: Connection, work: int) -> tuple[Known, Known]:
    """A corrected work as it is known now, and as its texts alone describe it."""
    row = connection.execute(select(works).where(works.c.id == work)).one()
    read = weighed([one.described for one in live(connection, work)])
    return known_of(row), Known(read.type, read.issuer.body if read.issuer else None, read.date, read.term)


def _under(key: str, genre: str) -> AnySelect:
    return (
        select(works.c.id, works.c.type, works.c.body, works.c.date, works.c.term, works.c.grade)
        .where(works.c.key == key, works.c.genre == genre)
        .order_by(works.c.id)
    )


def _by_text(connection: Connection, draft: Draft) -> int | None:
    number = draft.document.number
    if not draft.text["text"].strip():
        return None
    question = (
        select(works.c.id)
        .join(editions, editions.c.work == works.c.id)
        .where(editions.c.digest == draft.digest)
        .order_by(works.c.id)
    )
    if number is not None:
        wrong = misread(connection, number)
        question = question.where(or_(works.c.key.in_([number.key, ""]), works.c.id.in_(wrong)))
    found = connection.execute(question).scalars().all()
    return found[0] if found else None
