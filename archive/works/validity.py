"""Validity as claims: who says what of a work's force, since when, and what follows from all of them for one day.

A status is a pure function of claims and a day; nothing known is “chưa rõ”, never “còn hiệu lực”. Texts are read in
`archive.cite.claims`, claims are kept in `archive.store.claims`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from archive.works.bodies import LEVELS, body, members
from archive.works.dates import PartialDate
from archive.works.document import Card

# in_force: begins to have effect · amended: its wording is changed, so it lives · replaced, abolished, ended: it has no
# effect any more · suspended: for a time · continued: somebody confirms that it goes on (“kết luận về tiếp tục thực
# hiện” keeps a text alive, it replaces nothing)
Value = Literal["in_force", "amended", "replaced", "abolished", "ended", "suspended", "continued"]
Scope = Literal["whole", "part"]
# text: a text acts on it, or speaks of its own beginning and end · table: a row of the authority table that was checked
# unchecked: such a row, inferred or of common knowledge · reported: told by an article, by a text about another one, or
# by a body that cannot end it · sample: a demonstration speaks of a real work
Basis = Literal["text", "table", "unchecked", "reported", "sample"]
State = Literal["unknown", "not_yet", "in_force", "part_ended", "suspended", "ended", "conflict"]

VALUE_LABELS: dict[Value, str] = {
    "in_force": "có hiệu lực",
    "amended": "sửa đổi, bổ sung",
    "replaced": "thay thế",
    "abolished": "bãi bỏ",
    "ended": "hết hiệu lực",
    "suspended": "ngưng hiệu lực",
    "continued": "tiếp tục thực hiện",
}
BASIS_LABELS: dict[Basis, str] = {
    "text": "văn bản nêu",
    "table": "bảng thẩm quyền",
    "unchecked": "bảng thẩm quyền, chưa đối chiếu",
    "reported": "thuật lại, không dùng để kết luận",
    "sample": "văn bản minh họa, không dùng để kết luận",
}
STATE_LABELS: dict[State, str] = {
    "unknown": "chưa rõ",
    "not_yet": "chưa có hiệu lực",
    "in_force": "còn hiệu lực",
    "part_ended": "hết hiệu lực một phần",
    "suspended": "ngưng hiệu lực",
    "ended": "hết hiệu lực toàn bộ",
    "conflict": "nguồn nói khác nhau",
}
ENDS = frozenset({"replaced", "abolished", "ended"})
_DECIDING = frozenset({"text", "table"})
_LEVEL_ORDER = tuple(LEVELS)  # tw first


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """What a text says of a work's force, as found in it: `text[start:end]` is the sentence or clause that says so.

    `mention` is the place of the work in the text's mentions, None for the text's own work. `since` is the first day on
    which it holds, None where no day is written. `told`: it is no act of this text, or its day cannot be computed from
    it; then a missing day is unknown and not the day of this text.
    """

    value: Value
    scope: Scope
    start: int
    end: int
    mention: int | None = None
    provisions: str = ""
    since: PartialDate | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says of one work's force: a claim with its provenance.

    `source` is the card of the work that says so (for a row of the authority table the superseding work, which may
    have no page); `sentence` its words, standing at `start` of that work's text, "" for the table. `since` is the first
    day on which it holds as far as known; `seen_on` is when the text that says so was taken in (ISO 8601).
    """

    value: Value
    scope: Scope
    basis: Basis
    source: Card
    provisions: str = ""
    since: PartialDate | None = None
    sentence: str = ""
    start: int = 0
    seen_on: str = ""

    @property
    def decides(self) -> bool:
        """Whether a status may rest on it; the others are shown beside it."""
        return self.basis in _DECIDING


@dataclass(frozen=True, slots=True)
class Status:
    """The status of a work on a day: its label, the claims that decide it, and what is known where it is “chưa rõ”."""

    value: State
    as_of: date
    claims: tuple[Claim, ...] = ()
    note: str = ""

    @property
    def label(self) -> str:
        """The status in words."""
        return STATE_LABELS[self.value]

    @property
    def conflict(self) -> bool:
        """Whether the sources contradict each other."""
        return self.value == "conflict"

    @property
    def known(self) -> bool:
        """Whether anything is known, a contradiction included: only then a list shows it."""
        return self.value != "unknown"


def basis_of(source: Card, target: Card, *, told: bool) -> Basis:
    """How far a claim that a source makes of a target may be relied on.

    An article only reports. A lower body cannot end a higher one's text, and nobody ends what was issued later; such
    claims are reports too, or links that are wrong. A demonstration decides nothing of a real work.
    """
    if source.demonstration and not target.demonstration:
        return "sample"
    if told or source.genre == "article":
        return "reported"
    if source.id != target.id and (_lower(source, target) or _earlier(source, target)):
        return "reported"
    return "text"


def _lower(source: Card, target: Card) -> bool:
    ranks = [_rank(card) for card in (source, target)]
    return None not in ranks and ranks[0] > ranks[1]  # type: ignore[operator]  # neither is None here


def _rank(card: Card) -> int | None:
    """The place of the issuer's level, the highest 0; None where it is not known."""
    named = card.issuer.body if card.issuer else None
    known = ([body(named)] if body(named) else members(named)) if named else []
    levels = {one.level for one in known if one and one.level != "any"}
    return _LEVEL_ORDER.index(levels.pop()) if len(levels) == 1 else None


def _earlier(source: Card, target: Card) -> bool:
    return bool(source.date and target.date and source.date.last < target.date.first)


def in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Claims as they are shown: each once, the earliest first, those without a day last."""
    return tuple(sorted(set(claims), key=_place))


def _place(claim: Claim) -> tuple[str, ...]:
    day = claim.since.first.isoformat() if claim.since else "9999"
    return (day, claim.basis, claim.value, claim.scope, claim.source.id, str(claim.source.number), *_rest(claim))


def _rest(claim: Claim) -> tuple[str, ...]:
    return claim.provisions, claim.sentence, f"{claim.start:09d}", claim.since.iso if claim.since else "", claim.seen_on


def status_on(claims: Iterable[Claim], day: date) -> Status:
    """The status that all claims together give a work on a day; their order and repetition do not matter.

    An end counts from its day on; before it, or without one, a work is “còn hiệu lực” only between two days on which it
    is known to live. After the last such day nobody has said that it still does: “chưa rõ”.
    """
    known = in_order(claim for claim in claims if claim.decides)
    for rule in (_ended, _perhaps_ended, _not_begun, _suspended, _ended_in_part, _alive):
        status = rule(known, day)
        if status:
            return status
    return _unknown(known, day)


def _whole_ends(known: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(one for one in known if one.value in ENDS and one.scope == "whole")


def _surely(claim: Claim, day: date) -> bool:
    return claim.since is not None and claim.since.last <= day


def _later(claim: Claim, day: date) -> bool:
    return claim.since is not None and claim.since.first > day


def _ended(known: tuple[Claim, ...], day: date) -> Status | None:
    ends = tuple(one for one in _whole_ends(known) if _surely(one, day))
    if not ends:
        return None
    latest = max(one.since.last for one in ends if one.since)
    alive = tuple(one for one in known if _confirms(one) and _later(one, latest))
    return Status("conflict", day, in_order(ends + alive)) if alive else Status("ended", day, ends)


def _confirms(claim: Claim) -> bool:
    """Whether a claim says that the work lives on its day, and is no end of any kind."""
    return claim.value in ("continued", "amended") or (claim.value == "in_force" and claim.scope == "whole")


def _perhaps_ended(known: tuple[Claim, ...], day: date) -> Status | None:
    ends = tuple(one for one in _whole_ends(known) if not _surely(one, day) and not _later(one, day))
    note = "có văn bản nói đã chấm dứt, chưa rõ từ ngày nào"
    return Status("unknown", day, ends, note) if ends else None


def _starts(known: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(one for one in known if one.value == "in_force" and one.scope == "whole" and one.since)


def _not_begun(known: tuple[Claim, ...], day: date) -> Status | None:
    starts = _starts(known)
    later = tuple(one for one in starts if _later(one, day))
    if not later:
        return None
    begun = any(_surely(one, day) for one in starts)
    return Status("conflict", day, starts) if begun else Status("not_yet", day, later)


def _suspended(known: tuple[Claim, ...], day: date) -> Status | None:
    lifted = [one.since.first for one in known if one.value == "continued" and one.since and _surely(one, day)]
    held = tuple(
        one
        for one in known
        if one.value == "suspended" and one.scope == "whole" and one.since and _surely(one, day)
        if not any(lift > one.since.last for lift in lifted)
    )
    return Status("suspended", day, held) if held else None


def _ended_in_part(known: tuple[Claim, ...], day: date) -> Status | None:
    parts = tuple(one for one in known if one.value in ENDS and one.scope == "part" and _surely(one, day))
    return Status("part_ended", day, parts) if parts else None


def _alive(known: tuple[Claim, ...], day: date) -> Status | None:
    """Between two days on which it is known to live: the last before and the first after decide."""
    before = [one for one in known if _lives(one) and _surely(one, day)]
    after = [one for one in known if one.since and (_lives(one) and one.since.first >= day)]
    after += [one for one in _whole_ends(known) if _later(one, day)]
    if not before or not after:
        return None
    return Status("in_force", day, in_order((before[-1], in_order(after)[0])))


def _lives(claim: Claim) -> bool:
    """Whether the work is known to live on the claim's day; what ends in part or is suspended lived until then."""
    return _confirms(claim) or claim.value == "suspended" or (claim.value in ENDS and claim.scope == "part")


def _unknown(known: tuple[Claim, ...], day: date) -> Status:
    starts = tuple(one for one in _starts(known) if _surely(one, day))
    if not starts:
        return Status("unknown", day)
    begun = starts[0].since
    said = f"có hiệu lực từ {begun.shown}, kho chưa thấy văn bản chấm dứt" if begun else ""
    return Status("unknown", day, starts, said)


def described(status: Status) -> str:
    """A status in one phrase, with the document and day that decide it.

    "hết hiệu lực toàn bộ từ 09/01/2026, theo Quy định 399-QĐ/TW"; "chưa rõ; có hiệu lực từ …".
    """
    if status.value in ("unknown", "conflict") or not status.claims:
        return f"{status.label}; {status.note}" if status.note else status.label
    first = status.claims[0]
    if status.value == "in_force":
        return status.label
    day = f" từ {first.since.shown}" if first.since else ""
    if status.value == "not_yet":
        return f"{status.label} (có hiệu lực{day})"
    return f"{status.label}{day}, theo {named(first.source)}"


def named(card: Card) -> str:
    """What a source is called beside its claim: "Quy định 399-QĐ/TW", a headline, or "văn bản chưa rõ số"."""
    if card.number:
        return f"{card.type} {card.number}" if card.type else card.number
    return f"“{card.title}”" if card.title else f"{card.type or 'văn bản'} chưa rõ số"
