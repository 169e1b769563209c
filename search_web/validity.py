"""Validity as pages show it: the status on the day that was asked for, its sources, badges of lists, lapsed citations.

What follows from which claim is decided in `archive.works.validity`; the present day is read here and passed down.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import g, request

from archive.ask.standing import STANDING_LABELS, Standing, standing
from archive.errors import DateError
from archive.store import claims
from archive.store.links import Cited
from archive.works.dates import parse_iso
from archive.works.document import Card
from archive.works.validity import BASIS_LABELS, VALUE_LABELS, Claim, Status, status_on
from search_web import figures
from search_web.dress import LOCAL
from search_web.language import gettext as _
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
    """What the pages of a work say of its validity: the status with its day, what it rests on, and every claim.

    `since` is from when the status holds, "" where it says itself or nothing is known; `rests` are the sources that
    decide it, each work once; `note` is what is known where the status is not.
    """

    value: str
    label: str
    since: str
    rests: tuple[Card, ...]
    note: str
    day: date
    day_shown: str
    misread: bool
    claims: tuple[ShownClaim, ...]


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


def shown(card: Card, said: Sequence[Claim], asked: AskedDay) -> ShownValidity:
    """The validity of a work of which these claims are known on a day, as its pages show it."""
    status = status_on(said, asked.day)
    first = status.claims[0].since if status.claims else None
    return ShownValidity(
        value=status.value,
        label=_(_BAR.get(status.value, status.label)),
        since=first.shown if first and status.value in _SINCE else "",
        rests=tuple(dict.fromkeys(one.source for one in status.claims)),
        note=_note(status),
        day=asked.day,
        day_shown=asked.day.strftime("%d/%m/%Y"),
        misread=asked.misread,
        claims=tuple(_claim(one, card) for one in said),
    )


def _note(status: Status) -> str:
    """What is known beside the status: when it will begin, or what is known where it is not."""
    first = status.claims[0].since if status.claims else None
    if status.value == "not_yet" and first:
        return _("có hiệu lực từ %(day)s", day=first.shown)
    return _(status.note) if status.note else ""


# The label of a status where it begins a line, where that is more than a capital; the states that hold from a day on.
_BAR = {
    "unknown": "Chưa rõ hiệu lực",
    "not_yet": "Chưa có hiệu lực",
    "in_force": "Còn hiệu lực",
    "part_ended": "Hết hiệu lực một phần",
    "suspended": "Ngưng hiệu lực",
    "ended": "Hết hiệu lực toàn bộ",
    "conflict": "Các nguồn nói khác nhau về hiệu lực",
}
_SINCE = frozenset({"part_ended", "suspended", "ended"})


def _claim(claim: Claim, card: Card) -> ShownClaim:
    own = claim.source.id == card.id
    verb = VALUE_LABELS[claim.value]
    # “bị thay thế”: it is the work of this page that the source ends
    passive = claim.value in ("replaced", "abolished", "amended") and not own
    return ShownClaim(
        label=_(f"được {verb}" if passive and claim.value != "abolished" else f"bị {verb}" if passive else verb),
        provisions=claim.provisions,
        part=claim.scope == "part",
        since=claim.since.shown if claim.since else "",
        source=claim.source,
        own=own,
        basis=_(BASIS_LABELS[claim.basis]),
        sentence=_short(claim.sentence),
    )


def _short(sentence: str) -> str:
    even = " ".join(sentence.split())
    return even if len(even) <= _LONGEST else even[:_LONGEST].rpartition(" ")[0] + " …"


def lapsed(card: Card, cites: Sequence[Cited], day: date) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    """Of what a work cites: what had ended when it was cited, and what has since, each group under its words."""
    targets = {one.link.target.id: one.link.target for one in cites if one.link.target}
    said = claims.claims_by_address(shelf().connection, targets)
    stand: dict[str, Standing | None] = {one: standing(said.get(one, ()), card, day) for one in targets}
    groups = []
    for kind, label in STANDING_LABELS.items():
        found = tuple(targets[one] for one, known in stand.items() if known == kind)
        if found:
            groups.append((_(label[:1].upper() + label[1:]), found))
    return tuple(groups)


# --- badges of lists -------------------------------------------------------------------------------------------------


def foresee(cards: Iterable[Card], day: date | None = None) -> None:
    """Ask for the statuses of a whole list at once, on a day or today, before its entries are shown one by one."""
    known = _known()
    wanted = [card.id for card in cards if card.id and card.genre != "article" and card.id not in known]
    known |= dict.fromkeys(wanted)
    known |= figures.statuses(shelf().connection, wanted, day or present_day())


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
