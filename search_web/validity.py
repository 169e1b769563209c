"""Validity as pages show it: the status on the day that was asked for, its sources, badges of lists, lapsed citations.

What follows from which claim is decided in `archive.works.validity`; the present day is read here and passed down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import g, request

from archive.ask.standing import STANDING_LABELS, Standing, validity_of
from archive.errors import DateError
from archive.store import claims, documents
from archive.works.dates import parse_iso
from archive.works.document import Card
from archive.works.validity import BASIS_LABELS, VALUE_LABELS, Claim, Status, described
from search_web.dress import LOCAL
from search_web.reading import shelf

_LONGEST = 420  # code points of a sentence shown beside its claim; a clause with a long list goes on for pages


@dataclass(frozen=True, slots=True)
class AskedDay:
    """The day a reader asks for; today where none is asked or (`misread`) it is no day."""

    day: date
    misread: bool = False


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim in words: what it says of the work, of which part, since when, who says so and how sure that is."""

    label: str
    provisions: str
    part: bool
    since: str
    source: Card
    own: bool
    basis: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ShownValidity:
    """What the page of a work says of its validity; `lapsed` are the ended works it cites, by what they are."""

    label: str
    phrase: str
    day: date
    day_shown: str
    misread: bool
    claims: tuple[ShownClaim, ...]
    lapsed: tuple[tuple[str, tuple[Card, ...]], ...]


def present_day() -> date:
    """Today in Viet Nam."""
    return datetime.now(LOCAL).date()


def asked_day() -> AskedDay:
    """The day of the parameter `ngay` (2016-05-01), today without one."""
    written = request.args.get("ngay", "").strip()
    if not written:
        return AskedDay(present_day())
    try:
        found = parse_iso(written)
    except DateError:
        return AskedDay(present_day(), misread=True)
    return AskedDay(found.first) if found.day else AskedDay(present_day(), misread=True)


def shown(card: Card, asked: AskedDay) -> ShownValidity:
    """The validity of a work on a day, as its page shows it."""
    connection = shelf().connection
    found = validity_of(connection, card.id, asked.day)
    return ShownValidity(
        label=found.status.label,
        phrase=described(found.status),
        day=asked.day,
        day_shown=asked.day.strftime("%d/%m/%Y"),
        misread=asked.misread,
        claims=tuple(_claim(one, card) for one in found.claims),
        lapsed=_lapsed(found.cited),
    )


def _claim(claim: Claim, card: Card) -> ShownClaim:
    own = claim.source.id == card.id
    verb = VALUE_LABELS[claim.value]
    # “bị thay thế”: it is the work of this page that the source ends
    passive = claim.value in ("replaced", "abolished", "amended") and not own
    return ShownClaim(
        label=f"được {verb}" if passive and claim.value != "abolished" else f"bị {verb}" if passive else verb,
        provisions=claim.provisions,
        part=claim.scope == "part",
        since=claim.since.shown if claim.since else "",
        source=claim.source,
        own=own,
        basis=BASIS_LABELS[claim.basis],
        sentence=_short(claim.sentence),
    )


def _short(sentence: str) -> str:
    even = " ".join(sentence.split())
    return even if len(even) <= _LONGEST else even[:_LONGEST].rpartition(" ")[0] + " …"


def _lapsed(cited: Mapping[str, Standing]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    """The works that had ended when they were cited, and those that have since, each group under its words."""
    cards = documents.cards(shelf().connection, cited)
    groups = []
    for standing, label in STANDING_LABELS.items():
        found = tuple(cards[address] for address, one in cited.items() if one == standing and address in cards)
        if found:
            groups.append((label[:1].upper() + label[1:], found))
    return tuple(groups)


# --- badges of lists -------------------------------------------------------------------------------------------------


def foresee(cards: Iterable[Card], day: date | None = None) -> None:
    """Ask for the statuses of a whole list at once, on a day or today, before its entries are shown one by one."""
    known = _known()
    wanted = [card.id for card in cards if card.id and card.genre != "article" and card.id not in known]
    known |= dict.fromkeys(wanted)
    known |= claims.statuses(shelf().connection, wanted, day or present_day())


def badge(card: Card) -> Status | None:
    """The status of a work for its entry in a list, on the day that was foreseen for it, else today.

    None when it is not known, for articles and table rows.
    """
    if not card.id or card.genre == "article":
        return None
    if card.id not in _known():
        foresee([card])
    status = _known()[card.id]
    return status if status and status.known else None


def _known() -> dict[str, Status | None]:
    """The statuses this request has asked for, by address."""
    if "statuses" not in g:
        g.statuses = {}
    found: dict[str, Status | None] = g.statuses
    return found
