"""What is said of the validity of works: claims written with the mentions of a text, and read back with their sources.

Claims follow the links of the readings they belong to, so the order of arrival cannot matter; rows of the authority
table that replace a document are added when it is asked for. What follows from them is in `archive.works.validity`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select, union

from archive.store import addresses
from archive.store.cards import card_of, in_chunks
from archive.store.packing import date_of
from archive.store.tables import AnyRow, AnySelect, claims, editions, readings, works
from archive.works.catalogue import AUTHORITY, AuthorityRow, Superseded, superseding
from archive.works.dates import PartialDate
from archive.works.document import Card
from archive.works.validity import Claim, FoundClaim, Status, basis_of, in_order, status_on


def _selected(target: Any) -> AnySelect:  # noqa: ANN401  # a column of any table
    said = (claims.c.value, claims.c.scope, claims.c.provisions, claims.c.since, claims.c.told, claims.c.start)
    return (
        select(*said, claims.c.end, claims.c.edition, editions.c.work, editions.c.created_at, target.label("target"))
        .select_from(claims)
        .join(editions, editions.c.id == claims.c.edition)
        .where(editions.c.current)
    )


# Asked for every entry of a list, so put together once.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
# Not `is_(None)`: for that SQLite walks every claim of the archive without a reading by the index of `reading`, 2,000
# in an archive of 20,000 works, where the one or two of an edition are asked for.
_OWN = func.coalesce(claims.c.reading, 0) == 0
_OF_OTHERS = (
    _selected(readings.c.target)
    .join(readings, readings.c.id == claims.c.reading)
    .where(readings.c.target.in_(_IDS), readings.c.target != editions.c.work)
)
_OF_ITSELF = _selected(editions.c.work).where(_OWN, editions.c.work.in_(_IDS))
_TEXTS = select(editions.c.id, editions.c.text).where(editions.c.id.in_(_IDS))
_AT = select(works.c.id, works.c.address).where(works.c.address.in_(_IDS))
_CARDS = select(works).where(works.c.id.in_(_IDS))
_BEGINNINGS = (
    select(editions.c.work, claims.c.told, claims.c.since)
    .join(claims, claims.c.edition == editions.c.id)
    .where(editions.c.current, editions.c.work.in_(_IDS), _OWN)
    .where(claims.c.scope == "whole", claims.c.value == "in_force")
)


def claim_columns(found: FoundClaim, edition: int, reading: int | None) -> dict[str, Any]:
    """A claim of an edition as columns of `claims`; no reading for the text's own work."""
    return {
        "edition": edition,
        "reading": reading,
        "value": found.value,
        "scope": found.scope,
        "provisions": found.provisions,
        "since": found.since.iso if found.since else None,
        "told": found.told,
        "start": found.start,
        "end": found.end,
    }


def claims_on(connection: Connection, asked: str) -> tuple[Claim, ...]:
    """Every claim on the work at an address, the earliest first, with its source; those that decide nothing included.

    Raises:
        NotHere: there is no work at the address.
    """
    work = addresses.locate(connection, asked).work
    return claims_of(connection, [work])[work]


def claims_by_address(connection: Connection, asked: Iterable[str]) -> dict[str, tuple[Claim, ...]]:
    """The claims on the works at present addresses; addresses that no work has now are left out."""
    rows: dict[int, str] = {}
    for chunk in in_chunks(dict.fromkeys(asked)):
        rows |= {row.id: row.address for row in connection.execute(_AT, {"ids": list(chunk)})}
    return {rows[work]: said for work, said in claims_of(connection, rows).items()}


def statuses(connection: Connection, asked: Iterable[str], day: date) -> dict[str, Status]:
    """The status of the works at present addresses on a day, for lists: a handful of statements however many."""
    return {one: status_on(said, day) for one, said in claims_by_address(connection, asked).items()}


def spoken_of(connection: Connection) -> dict[int, str]:
    """Every work whose validity anything is said of, by a text or by the authority table: row id → address."""
    targets = (
        select(readings.c.target.label("work"))
        .join(claims, claims.c.reading == readings.c.id)
        .where(readings.c.target.is_not(None)),
        select(editions.c.work).join(claims, claims.c.edition == editions.c.id).where(claims.c.reading.is_(None)),
        *(select(works.c.id).where(works.c.key.in_(chunk)) for chunk in in_chunks(superseding())),
    )
    found = connection.execute(select(works.c.id, works.c.address).where(works.c.id.in_(union(*targets))))
    return {row.id: row.address for row in found}


@dataclass(frozen=True, slots=True)
class _Sources:
    """The works that say something: their cards, and from which day each has effect, None where that is not known.

    `sentences` are by edition, start and end: a text is read once, however many claims it makes.
    """

    cards: Mapping[int, Card]
    days: Mapping[int, PartialDate | None]
    sentences: Mapping[tuple[int, int, int], str]


def claims_of(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[Claim, ...]]:
    """The claims on works by row id, in the order of `in_order`; ids without a claim have an empty row."""
    asked = sorted(set(ids))
    rows = [row for chunk in in_chunks(asked) for row in _rows(connection, chunk)]
    targets = _cards(connection, asked)
    replacing = {work: _replacing(card) for work, card in targets.items()}
    table = _works_of(connection, [row for pairs in replacing.values() for _, row in pairs])
    saying = {row.work for row in rows} | {work for work in table.values() if work is not None}
    cards = targets | _cards(connection, saying - targets.keys())
    days = _days(connection, {work: cards[work] for work in saying})
    sources = _Sources(cards, days, _sentences(connection, rows))
    found: dict[int, list[Claim]] = {work: [] for work in asked}
    for row in rows:
        found[row.target].append(_claim(row, sources))
    for work, pairs in replacing.items():
        found[work] += [_of_table(said, by, table[_name(by)], sources, target=work) for said, by in pairs]
    return {work: in_order(said) for work, said in found.items()}


def _rows(connection: Connection, ids: Sequence[int]) -> list[AnyRow]:
    """What present texts say of these works, each row with its `target`: of others by their readings, of themselves."""
    asked = {"ids": list(ids)}
    return [*connection.execute(_OF_OTHERS, asked), *connection.execute(_OF_ITSELF, asked)]


def _cards(connection: Connection, ids: Iterable[int]) -> dict[int, Card]:
    """The cards of works, without the count of works that cite them."""
    found: dict[int, Card] = {}
    for chunk in in_chunks(ids):
        found |= {row.id: card_of(row) for row in connection.execute(_CARDS, {"ids": list(chunk)})}
    return found


def _sentences(connection: Connection, rows: Iterable[AnyRow]) -> dict[tuple[int, int, int], str]:
    """The words of claims; of the texts they stand in, one at a time is held."""
    places: dict[int, set[tuple[int, int]]] = {}
    for row in rows:
        places.setdefault(row.edition, set()).add((row.start, row.end))
    found: dict[tuple[int, int, int], str] = {}
    for chunk in in_chunks(places):
        for row in connection.execute(_TEXTS, {"ids": list(chunk)}):
            found |= {(row.id, start, end): row.text[start:end] for start, end in places[row.id]}
    return found


def _claim(row: AnyRow, sources: _Sources) -> Claim:
    source, target = sources.cards[row.work], sources.cards[row.target]
    since = date_of(row.since)
    if since is None and not row.told:
        # A work's own beginning without a written day is that of its signing; an act without one holds from its effect.
        since = source.date if row.value == "in_force" else sources.days.get(row.work)
    return Claim(
        value=row.value,
        scope=row.scope,
        basis=basis_of(source, target, told=row.told),
        source=source,
        provisions=row.provisions,
        since=since,
        sentence=sources.sentences[row.edition, row.start, row.end],
        start=row.start,
        seen_on=row.created_at,
    )


def _days(connection: Connection, cards: Mapping[int, Card]) -> dict[int, PartialDate | None]:
    """From which day works have effect: as they say themselves, else their own date; None where it is not known."""
    said: dict[int, set[PartialDate | None]] = {}
    for chunk in in_chunks(cards):
        for row in connection.execute(_BEGINNINGS, {"ids": list(chunk)}):
            day = date_of(row.since) or (None if row.told else cards[row.work].date)
            said.setdefault(row.work, set()).add(day)
    return {work: _one(said[work]) if work in said else card.date for work, card in cards.items()}


def _one(days: set[PartialDate | None]) -> PartialDate | None:
    return next(iter(days)) if len(days) == 1 else None


# --- the authority table ---------------------------------------------------------------------------------------------


def _replacing(card: Card) -> tuple[tuple[Superseded, AuthorityRow], ...]:
    """The rows of the table that replace a work: by its number and its date."""
    rows = superseding().get(card.key, ())
    return tuple(pair for pair in rows if card.date and card.date.agrees(pair[0].date))


def _name(row: AuthorityRow) -> tuple[str, str]:
    return row.number.key, row.date.iso if row.date else ""


def _works_of(connection: Connection, rows: Iterable[AuthorityRow]) -> dict[tuple[str, str], int | None]:
    """The works that rows of the table speak of, by number and date; None where the archive has none or several."""
    names = {_name(row) for row in rows}
    found: dict[tuple[str, str], list[int]] = {name: [] for name in names}
    for chunk in in_chunks(sorted({key for key, _ in names})):
        for row in connection.execute(select(works.c.id, works.c.key, works.c.date).where(works.c.key.in_(chunk))):
            found.get((row.key, row.date or ""), []).append(row.id)
    return {name: ids[0] if len(ids) == 1 else None for name, ids in found.items()}


def _of_table(said: Superseded, row: AuthorityRow, work: int | None, sources: _Sources, *, target: int) -> Claim:
    """A row's replacement as a claim; it holds from the day of the replacing work, as its text or the table says.

    A demonstration does not tell the day of a real work's end.
    """
    source = sources.cards[work] if work is not None else row.card
    by_text = work is not None and (sources.cards[target].demonstration or not source.demonstration)
    return Claim(
        value="replaced",
        scope="whole",
        basis="table" if said.checked and row.grade in AUTHORITY else "unchecked",
        source=source,
        since=sources.days[work] if work is not None and by_text else row.date,
    )
