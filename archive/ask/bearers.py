"""Who bears the number, or the name of a plenum, that a reader typed: from the store alone, index or no index.

Several works may: all are given, those first that the reader's other words speak of. When none bears it, the nearest
are given and it is said. The ranked list is made in `archive.ask.answer`.
"""

from collections.abc import Iterable

from archive.ask.catalogue import Catalogue
from archive.ask.citing import plenum_candidates
from archive.index.analysis import folded, syllables
from archive.query import Query
from archive.text.vietnamese import slugify
from archive.works.asked import find_plenum
from archive.works.bodies import family
from archive.works.catalogue import AUTHORITY
from archive.works.document import Card
from archive.works.number import Number

MOST_BEARERS = 50  # "47-CT/TU" exists in every province and every term; more are reached by filters


def bearers(query: Query, catalogue: Catalogue) -> tuple[tuple[Card, ...], tuple[str, ...]]:
    """The works that bear the number typed, best first, and what must be said of them."""
    asked = query.asked
    if asked is None:
        return _of_plenum(query, catalogue)
    if asked.number is None:
        parts = [catalogue.by_serial(asked.serial, kind) for kind in asked.types or (None,)]
        return _ordered(query, (card for part in parts for card in part)), ()
    found = _ordered(query, catalogue.by_key(asked.number.key))
    return (found, ()) if found else _near(query, asked.number, catalogue)


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
    unchecked = [card.number for card in found if not card.id and card.grade not in AUTHORITY]
    told = f"Ứng viên theo tên hội nghị, chưa đối chiếu: {', '.join(filter(None, unchecked))}."
    return found, (told,) if unchecked else ()


def _ordered(query: Query, cards: Iterable[Card]) -> tuple[Card, ...]:
    """The cards that pass the filters: those first that the words beside the number speak of, then as they came."""
    asked = query.asked
    rest = query.words if asked is None else (*query.words[: asked.first], *query.words[asked.last :])
    said = {folded(one) for one in syllables(" ".join(rest))}
    kept = [card for card in dict.fromkeys(cards) if passes(query, card)]
    return tuple(sorted(kept, key=lambda card: -len(said & _described(card)))[:MOST_BEARERS])


def _described(card: Card) -> set[str]:
    """What a card says beside its number, in unmarked syllables."""
    said = (card.title, card.issuer and card.issuer.name, card.place, card.date and str(card.date.year))
    return {folded(one) for part in said if part for one in syllables(part)}


def passes(query: Query, card: Card) -> bool:
    """Whether a card passes the query's filters, as the index would judge its document; level is not on a card."""
    issuer = card.issuer
    owner = (family(issuer.body) if issuer.body else slugify(issuer.name)) if issuer else ""
    return (
        (not query.type or slugify(card.type or "") in query.type)
        and (not query.issuer or owner in map(family, query.issuer))
        and (not query.genre or card.genre in query.genre)
        and (not query.place or slugify(card.place or "") in query.place)
        and (query.since is None or (card.date is not None and card.date.last >= query.since.first))
        and (query.until is None or (card.date is not None and card.date.first <= query.until.last))
    )
