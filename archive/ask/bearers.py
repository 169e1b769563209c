"""Who bears the number, or the name of a plenum, that a reader typed: from the store alone, index or no index.

Several works may: all are given, those first that the reader's other words speak of. When none bears it, the nearest
are given and it is said. The ranked list is made in `archive.ask.answer`.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from archive.ask.catalogue import Catalogue
from archive.ask.citing import plenum_candidates
from archive.index.analysis import folded, syllables
from archive.query import Query
from archive.text.vietnamese import slugify
from archive.works.asked import Asked, find_plenum
from archive.works.bodies import family
from archive.works.catalogue import AUTHORITY, AuthorityRow, authority
from archive.works.document import Card
from archive.works.number import Number
from archive.works.vocabulary import type_named

MOST_BEARERS = 50  # "47-CT/TU" exists in every province and every term; more are reached by filters


def bearers(query: Query, catalogue: Catalogue) -> tuple[tuple[Card, ...], tuple[str, ...]]:
    """The works that bear the number typed, best first, and what must be said of them."""
    asked = query.asked
    if asked is None:
        return _of_plenum(query, catalogue)
    if asked.number is None:
        parts = [catalogue.by_serial(asked.serial, kind) for kind in asked.types or (None,)]
        known = [card for part in parts for card in part]
    else:
        known = [*catalogue.by_key(asked.number.key)]
    found = _ordered(query, (*known, *_unchecked(asked, known)))
    if not found and asked.number:
        return _near(query, asked.number, catalogue)
    told = "; ".join(dict.fromkeys(_named(card) for card in found if _is_unchecked(card)))
    return found, (f"Chưa đối chiếu, chỉ biết từ một nguồn: {told}.",) if told else ()


def _named(card: Card) -> str:
    return f"{card.number} ({card.issuer.name})" if card.issuer else card.number or ""


def _is_unchecked(card: Card) -> bool:
    """Whether a card is a row of the tables that was not checked; the archive has no page for it."""
    return not card.id and card.grade not in AUTHORITY


def _unchecked(asked: Asked, known: Sequence[Card]) -> list[Card]:
    """Rows of grade C that bear the number, shown as what they are; none where the archive knows that work itself."""
    rows = _rows_of_grade_c().get(asked.number.serial if asked.number else asked.serial, ())
    if asked.number:
        cards = [row.card for row in rows if row.number.key == asked.number.key]
    else:
        cards = [row.card for row in rows if row.type in asked.types]
    return [one for one in cards if not any(one.key == card.key and _same_day(one, card) for card in known)]


@cache
def _rows_of_grade_c() -> dict[int, tuple[AuthorityRow, ...]]:
    """The rows that were not checked, by their serial, in the order of the table."""
    rows = [row for row in authority() if row.grade not in AUTHORITY]
    return {row.number.serial: tuple(one for one in rows if one.number.serial == row.number.serial) for row in rows}


def _same_day(one: Card, other: Card) -> bool:
    return one.date is None or other.date is None or one.date.agrees(other.date)


def _near(query: Query, number: Number, catalogue: Catalogue) -> tuple[tuple[Card, ...], tuple[str, ...]]:
    """When nobody bears a number: whom it means without marks (“16-da/tu”), else the same type and serial elsewhere."""
    same_serial = catalogue.by_serial(number.serial, None)
    alike = _ordered(query, (card for card in same_serial if folded(card.key) == folded(number.key)))
    if alike:
        return alike, ()
    kind = folded(f"{number.serial}{number.suffix}-{number.type_code}/")
    elsewhere = _ordered(query, (card for card in same_serial if folded(card.key).startswith(kind)))
    told = f"Kho chưa biết {number}; dưới đây là văn bản cùng loại và số của cơ quan khác."
    return elsewhere, (told,) if elsewhere else ()


def _of_plenum(query: Query, catalogue: Catalogue) -> tuple[tuple[Card, ...], tuple[str, ...]]:
    """The documents that the name of a plenum may mean (“nghị quyết trung ương 4 khóa XII”)."""
    named = find_plenum(query.words)
    if named is None:
        return (), ()
    term, number = named
    found = _ordered(query, plenum_candidates(f"plenum:{term}:{number}", catalogue.by_key))
    unchecked = [card.number for card in found if _is_unchecked(card)]
    told = f"Ứng viên theo tên hội nghị, chưa đối chiếu: {', '.join(filter(None, unchecked))}."
    return found, (told,) if unchecked else ()


def _ordered(query: Query, cards: Iterable[Card]) -> tuple[Card, ...]:
    """The cards that pass the filters: those first that the words beside the number speak of, then as they came."""
    asked = query.asked
    rest = query.words if asked is None else (*query.words[: asked.first], *query.words[asked.last :])
    said = {folded(one) for one in syllables(" ".join(rest))}
    kept = [card for card in dict.fromkeys(cards) if passes(query, card)]
    if asked and asked.year and any(card.date and card.date.year == asked.year for card in kept):
        kept = [card for card in kept if card.date and card.date.year == asked.year]
    if not said:  # mostly: a number alone was typed
        return tuple(kept[:MOST_BEARERS])
    return tuple(sorted(kept, key=lambda card: -len(said & _described(card)))[:MOST_BEARERS])


def _described(card: Card) -> set[str]:
    """What a card says beside its number, in unmarked syllables."""
    said = (card.title, card.issuer and card.issuer.name, card.place, card.date and str(card.date.year))
    return {folded(one) for part in said if part for one in syllables(part)}


def passes(query: Query, card: Card) -> bool:
    """Whether a card passes the query's filters, as the index would judge its document.

    Level, signatory and validity are not on a card: the number that was typed says more than they do.
    """
    issuer = card.issuer
    owner = (family(issuer.body) if issuer.body else slugify(issuer.name)) if issuer else ""
    held = {
        "type": _type_of(card),
        "issuer": owner,
        "genre": card.genre,
        "place": slugify(card.place or ""),
        "term": card.term or "",
    }
    wanted = {"issuer": tuple(map(family, query.issuer))}
    allowed = (wanted.get(name) or getattr(query, name) for name in held)
    barred = {(name, family(value) if name == "issuer" else value) for name, value in query.barred}
    return (
        all(not values or value in values for value, values in zip(held.values(), allowed, strict=True))
        and barred.isdisjoint(held.items())
        and (query.since is None or (card.date is not None and card.date.last >= query.since.first))
        and (query.until is None or (card.date is not None and card.date.first <= query.until.last))
    )


def _type_of(card: Card) -> str:
    kind = type_named(card.type) if card.type else None
    return kind.slug if kind else slugify(card.type or "")
