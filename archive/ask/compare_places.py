"""Two places beside each other: what each issued on a topic, or to carry out a document of the centre, by date.

A place is its province with the ones it was made of, its districts until 30/6/2025, and its committees under every
name. A column that is empty says what this archive has, never what a place has not done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from archive.ask.shapes import Shape, card_shape
from archive.errors import QueryError
from archive.index.engine import Engine
from archive.query import Query, parse
from archive.store import documents, links
from archive.text.vietnamese import slugify
from archive.works import bodies, places
from archive.works.document import Card
from archive.works.succession import lineage
from archive.works.vocabulary import relation

MOST = 100  # works in a column
_MOST_CITING = 1_000
# How a work speaks of one that it carries out. “Theo” alone is no carrying out.
CARRYING_OUT = ("thuc_hien", "quan_triet", "cu_the_hoa", "huong_dan", "tiep_tuc", "so_ket_tong_ket", "can_cu")


@dataclass(frozen=True, slots=True)
class Place:
    """A province as it is asked for: its name, the old and new provinces it stands for, its issuing families."""

    name: str
    covers: tuple[str, ...]
    families: frozenset[str]
    slugs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A work of a place: days after the central document (None when a date is not known), how it speaks of it."""

    card: Card
    days: int | None
    relation: str | None


@dataclass(frozen=True, slots=True)
class Column:
    """What a place issued, oldest first; `mentioned` more works of it only speak of the central document."""

    place: Place
    rows: tuple[Row, ...]
    mentioned: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two columns; `central` is the document that the topic named, None for a topic in words.

    `bearers` are the works that bear a number that names several; one of them may be asked for by its address.
    """

    topic: str
    central: Card | None
    columns: tuple[Column, Column]
    notices: tuple[str, ...] = ()
    bearers: tuple[Card, ...] = ()


def compare_places(topic: str, first: str, second: str, *, engine: Engine, connection: Any) -> Comparison:  # noqa: ANN401
    """What two places issued on a topic; one that is the number or address of a known work asks who carried it out.

    `connection` is one that `Database.reading` gave.

    Raises:
        QueryError: there is no topic, a place is no province, or both are one.
        IndexStale: the topic is in words and the index cannot answer.
    """
    query = parse(topic)
    if query.is_empty:
        raise QueryError("Chưa có chủ đề để so sánh.", remedy="Nhập vài từ, hoặc số, ký hiệu của văn bản cấp trên.")
    left, right = place_named(first), place_named(second)
    if left.name == right.name:
        raise QueryError("Hai nơi là một.", remedy="Chọn hai tỉnh, thành phố khác nhau.")
    left, right, notices = _apart(left, right)
    named = _named(query, connection)
    central = named[0] if len(named) == 1 else None
    both = [
        _carried_out(central, one, connection) if central else _issued(query, one, engine, connection)
        for one in (left, right)
    ]
    return Comparison(topic, central, (both[0], both[1]), notices, () if central else named)


# --- places ----------------------------------------------------------------------------------------------------------


@cache
def province_names() -> tuple[str, ...]:
    """Every province there is or was, in the order of the alphabet without marks."""
    days = (date(2025, 6, 30), date(2025, 7, 1))
    return tuple(sorted({one.name for day in days for one in places.provinces_on(day)}, key=slugify))


def place_named(written: str) -> Place:
    """The place of a province's name, with or without marks.

    Raises:
        QueryError: no province has the name.
    """
    name = next((one for one in province_names() if _bare(one) == _bare(written)), None)
    if name is None:
        raise QueryError(
            f"Không có tỉnh, thành phố “{written[:60]}”.",
            remedy="Ghi tên một tỉnh, thành phố, trước hoặc sau 01/7/2025.",
        )
    return _place(name, tuple(sorted(places.covers(name), key=slugify)))


def _bare(name: str) -> str:
    """A name without marks and without the words that say what kind of unit it is."""
    bare = slugify(name)
    return next((bare.removeprefix(kind) for kind in ("tinh-", "thanh-pho-", "tp-") if bare.startswith(kind)), bare)


def _place(name: str, covers: tuple[str, ...]) -> Place:
    own = {found for one in covers if (found := bodies.of_province(one))}
    own |= {one.family for one in bodies.bodies() if one.place in covers}
    # A committee merged from several has a family of its own only where the tables say so.
    kin = {bodies.family(one.id) for family in own for one in lineage(family) if _of(one.id, covers)}
    names = {
        *covers,
        *(one for one, provinces in _districts().items() if len(provinces) == 1 and provinces & {*covers}),
    }
    return Place(name, covers, frozenset(own | kin), frozenset(map(slugify, names)))


def _of(body_id: str, covers: tuple[str, ...]) -> bool:
    known = bodies.body(body_id)
    return known is not None and known.place in covers


@cache
def _districts() -> Mapping[str, frozenset[str]]:
    """A district's name → the old provinces that had one: only a name of one province tells a place."""
    found: dict[str, frozenset[str]] = {}
    for one in places.districts():
        found[one.name] = found.get(one.name, frozenset()) | {one.province}
    return found


def _apart(left: Place, right: Place) -> tuple[Place, Place, tuple[str, ...]]:
    """Two places that share no land: of a province and one of its parts, the whole is taken without the part."""
    shared = {*left.covers} & {*right.covers}
    if not shared:
        return left, right, ()
    whole, part = (left, right) if len(left.covers) > len(right.covers) else (right, left)
    told = f"{whole.name} ở đây không gồm {part.name}, dù {part.name} thuộc {whole.name} từ ngày 01/7/2025."
    rest = _place(whole.name, tuple(one for one in whole.covers if one not in shared))
    rest = Place(rest.name, rest.covers, rest.families - part.families, rest.slugs - part.slugs)
    return (rest, right, (told,)) if whole is left else (left, rest, (told,))


# --- columns ---------------------------------------------------------------------------------------------------------


def _named(query: Query, connection: Any) -> tuple[Card, ...]:  # noqa: ANN401
    """The works that the topic names by a number or by the address of one; empty for a topic in words."""
    asked = query.asked
    if asked and asked.number:
        return documents.find_by_key(connection, asked.number.key)
    address = "".join(query.words).removeprefix("/vb/") if len(query.words) == 1 else ""
    return tuple(documents.cards(connection, [address]).values()) if "/" in address else ()


def _carried_out(central: Card, place: Place, connection: Any) -> Column:  # noqa: ANN401
    """What a place issued to carry a document out, oldest first."""
    citing = links.cited_by(connection, central.id, limit=_MOST_CITING)
    own = [one for one in citing if one.card.genre != "article" and _is_of(one.card, place)]
    named = [(one.card, next((name for name in CARRYING_OUT if name in one.relations), None)) for one in own]
    rows = [Row(card, _days(central, card), relation(name).label) for card, name in named if name]
    return Column(place, tuple(sorted(rows, key=_by_date))[:MOST], sum(name is None for _, name in named))


def _issued(query: Query, place: Place, engine: Engine, connection: Any) -> Column:  # noqa: ANN401
    """What a place issued on a topic, oldest first."""
    topic = replace(query.bare, genre=("directive", "stub"), per_page=MOST)
    of_place = (replace(topic, place=tuple(sorted(place.slugs))), replace(topic, issuer=tuple(sorted(place.families))))
    ids = dict.fromkeys(match.id for asked in of_place for match in engine.search(asked).matches)
    cards = documents.cards(connection, ids)
    rows = [Row(card, None, None) for card in cards.values() if _is_of(card, place)]
    return Column(place, tuple(sorted(rows, key=_by_date))[:MOST])


def _is_of(card: Card, place: Place) -> bool:
    """Whether a place issued a work: its body where the tables know it, else the place of its letterhead."""
    of_body = bodies.family(card.issuer.body) if card.issuer and card.issuer.body else None
    if of_body and (of_body in place.families or bodies.members(of_body)):
        return of_body in place.families
    return slugify(card.place or "") in place.slugs


def _days(central: Card, card: Card) -> int | None:
    """Days between two works, where both days are known."""
    if not (central.date and card.date and central.date.day and card.date.day):
        return None
    return (card.date.first - central.date.first).days


def _by_date(row: Row) -> tuple[bool, date, str]:
    return row.card.date is None, row.card.date.first if row.card.date else date.max, row.card.id


def comparison_shape(found: Comparison) -> Shape:
    """A comparison as JSON."""
    return {
        "topic": found.topic,
        "central": card_shape(found.central) if found.central else None,
        "bearers": [card_shape(card) for card in found.bearers],
        "notices": list(found.notices),
        "places": [
            {
                "name": column.place.name,
                "covers": list(column.place.covers),
                "mentioned": column.mentioned,
                "works": [
                    card_shape(row.card) | {"days_after": row.days, "relation": row.relation} for row in column.rows
                ],
            }
            for column in found.columns
        ],
    }
