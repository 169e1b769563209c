"""What a document rests on, what was issued to carry it out, and which documents came before and after it: as of a day.

A mention is no implementation: only edges whose words say “căn cứ”, “thực hiện”, “hướng dẫn” and the like are followed,
and each is given with its sentence. Replacements are claims with their source; nothing is concluded from them here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from archive.store import claims, documents, links
from archive.store.links import Citing
from archive.works.catalogue import authority
from archive.works.dates import PartialDate
from archive.works.document import Card
from archive.works.validity import BASIS_LABELS, Basis, Claim, status_on
from archive.works.vocabulary import relation

# Relations by which a document rests on another; read the other way they carry that one out.
RESTS = ("can_cu", "thuc_hien", "huong_dan", "cu_the_hoa", "quan_triet", "tiep_tuc")
_REPLACES = ("thay_the", "bai_bo", "het_hieu_luc")
_ENDING = frozenset({"replaced", "abolished", "ended"})
# How many steps up and down are followed: Trung ương → tỉnh → huyện → xã are three.
_UP, _DOWN = 3, 3
_CITING = 200  # citing works looked at of one document, the newest first
_MOST = 60  # steps of a whole cascade
_LINE = 8  # documents of a line of replacements, each way
_LONGEST = 420  # code points of a sentence; a recital with a long list goes on for pages


@dataclass(frozen=True, slots=True)
class Step:
    """An edge: `lower` rests on `upper` by a relation, with the sentence of `lower` that says so.

    `days` lie between their dates, None where one of them is not exact. `depth` counts steps from where it began.
    `here` says that the document at its far end is of the place asked for, or of the centre.
    """

    lower: Card
    upper: Card
    relation: str
    label: str
    sentence: str
    days: int | None
    depth: int
    here: bool = True


@dataclass(frozen=True, slots=True)
class Turn:
    """A replacement: `later` ended `earlier` from a day on, as far as known; `checked` when a status may rest on it."""

    earlier: Card
    later: Card
    since: PartialDate | None
    basis: Basis
    checked: bool

    @property
    def basis_label(self) -> str:
        """Who says so, in words."""
        return BASIS_LABELS[self.basis]


@dataclass(frozen=True, slots=True)
class Line:
    """The line of replacements through a document: its turns in time order, which held then and which holds now.

    `then` is the last issued by the day asked that was not known to have ended by it, `now` the same for today; None
    when every one had ended.
    """

    turns: tuple[Turn, ...]
    then: Card | None
    now: Card | None


@dataclass(frozen=True, slots=True)
class Cascade:
    """What some documents rest on and what carries them out, in time order, and their lines of replacements.

    `more` counts steps that were left out for their number.
    """

    basis: tuple[Step, ...]
    carried_out: tuple[Step, ...]
    lines: tuple[Line, ...]
    more: int = 0


Here = Callable[[Card], bool]


def cascade(
    connection: Any,  # noqa: ANN401  # one that the store gave
    chosen: Sequence[Card],
    day: date,
    *,
    today: date,
    here: Here = lambda _: True,
) -> Cascade:
    """The cascade of documents that have an address, as of a day; `here` tells the documents of the place asked for.

    What was issued after the day is left out of the steps, and is in the lines with what holds today.
    """
    roots = [card for card in dict.fromkeys(chosen) if card.id]
    up = _walk(roots, lambda card: _rests_on(connection, card, here), _UP)
    down = _walk(roots, lambda card: _carrying_out(connection, card, day, here), _DOWN)
    # An edge between two of the documents is told once, as carrying out.
    found = {(one.lower.id, one.upper.id) for one in down}
    up = [one for one in up if (one.lower.id, one.upper.id) not in found]
    lines = _lines(connection, roots, day, today)
    over = max(0, len(up) - _MOST) + max(0, len(down) - _MOST)
    return Cascade(tuple(sorted(up[:_MOST], key=_upper_day)), tuple(sorted(down[:_MOST], key=_lower_day)), lines, over)


def _upper_day(step: Step) -> tuple[str, str, str]:
    return (step.upper.date.iso if step.upper.date else "", step.upper.id, step.lower.id)


def _lower_day(step: Step) -> tuple[str, str, str]:
    return (step.lower.date.iso if step.lower.date else "9999", step.lower.id, step.upper.id)


def _walk(roots: Sequence[Card], reach: Callable[[Card], Iterable[tuple[Card, Step]]], depth: int) -> list[Step]:
    """The steps reached from some documents, the nearest first, each document left once."""
    steps: dict[tuple[str, str], Step] = {}
    edge, seen = list(roots), {card.id for card in roots}
    for level in range(1, depth + 1):
        beyond: list[Card] = []
        for card in edge:
            for other, step in reach(card):
                steps.setdefault((step.lower.id, step.upper.id), replace(step, depth=level))
                if other.id not in seen:
                    seen.add(other.id)
                    beyond.append(other)
        edge = beyond if len(steps) < _MOST else []
    return list(steps.values())


# --- up and down -----------------------------------------------------------------------------------------------------


def _rests_on(connection: Any, card: Card, here: Here) -> Iterable[tuple[Card, Step]]:  # noqa: ANN401  # as above
    text = ""
    for cited in links.cites(connection, card.id):
        target = cited.link.target
        said = next((one for one in cited.linked if one.mention.relation in RESTS), None)
        if target is None or said is None or target.genre == "article" or not _not_later(target, card):
            continue
        text = text or documents.text_of(connection, card.id)
        sentence = text[said.sentence.start : said.sentence.end]
        yield target, _step(card, target, said.mention.relation or "", sentence, here(target))


def _carrying_out(
    connection: Any,  # noqa: ANN401  # as above
    card: Card,
    day: date,
    here: Here,
) -> Iterable[tuple[Card, Step]]:
    for citing in links.cited_by(connection, card.id, limit=_CITING):
        lower = citing.card
        if lower.genre == "article" or lower.date is None or lower.date.first > day or not _not_later(card, lower):
            continue
        found = _saying(citing)
        if found:
            yield lower, _step(lower, card, *found, here(lower))


def _saying(citing: Citing) -> tuple[str, str] | None:
    """The first relation of a citing work by which it rests on the cited one, with its sentence."""
    pairs = ((name, quote.sentence) for quote in citing.quotes for name in quote.relations if name in RESTS)
    return next(((name, sentence) for name, sentence in pairs if name), None)


def _not_later(upper: Card, lower: Card) -> bool:
    return upper.date is None or lower.date is None or upper.date.first <= lower.date.last


def _step(lower: Card, upper: Card, name: str, sentence: str, here: bool) -> Step:
    return Step(lower, upper, name, relation(name).label, _short(sentence), days_between(upper, lower), 1, here)


def days_between(earlier: Card, later: Card) -> int | None:
    """The days between the dates of two works; None where one is not known to the day."""
    if not (earlier.date and later.date and earlier.date.day and later.date.day):
        return None
    return (later.date.first - earlier.date.first).days


def _short(sentence: str) -> str:
    even = " ".join(sentence.split())
    return even if len(even) <= _LONGEST else even[:_LONGEST].rpartition(" ")[0] + " …"


# --- replacements ----------------------------------------------------------------------------------------------------


def _lines(connection: Any, roots: Sequence[Card], day: date, today: date) -> tuple[Line, ...]:  # noqa: ANN401
    lines: list[Line] = []
    told: set[str] = set()
    for card in roots:
        if card.id in told:
            continue
        turns = _turns(connection, card)
        if not turns:
            continue
        cards = {one.id or str(one.number): one for turn in turns for one in (turn.earlier, turn.later)}
        told |= cards.keys()
        ordered = sorted(cards.values(), key=lambda one: one.date.iso if one.date else "")
        lines.append(Line(turns, _holding(connection, ordered, day), _holding(connection, ordered, today)))
    return tuple(lines)


def _turns(connection: Any, card: Card) -> tuple[Turn, ...]:  # noqa: ANN401  # as above
    """The replacements before and after a work, in time order."""
    found: dict[tuple[str, str], Turn] = {}
    edge, seen = [card], {card.id}
    while edge and len(found) < 2 * _LINE:
        beyond: list[Card] = []
        said = claims.claims_by_address(connection, [one.id for one in edge if one.id])
        for one in edge:
            after = [_turn(one, claim) for claim in said.get(one.id, ()) if _ends(claim, one)]
            before = [turn for earlier in _ended_by(connection, one) for turn in _between(connection, earlier, one)]
            for turn in (*after, *before):
                _keep(found, turn)
                beyond += [other for other in (turn.earlier, turn.later) if other.id and other.id not in seen]
                seen |= {turn.earlier.id, turn.later.id}
        edge = list(dict.fromkeys(beyond))
    return tuple(sorted(found.values(), key=_turn_day))


def _turn_day(turn: Turn) -> tuple[str, str, str]:
    return (turn.since.iso if turn.since else "9999", turn.earlier.id, turn.later.id)


def _keep(found: dict[tuple[str, str], Turn], turn: Turn) -> None:
    """Of several sources of one replacement the one that a status may rest on is kept."""
    name = (turn.earlier.id, turn.later.id or str(turn.later.number))
    if name not in found or (turn.checked and not found[name].checked):
        found[name] = turn


def _ends(claim: Claim, card: Card) -> bool:
    """Whether a claim tells of a whole end by another document: an article only tells of one."""
    ended = claim.value in _ENDING and claim.scope == "whole" and claim.source.genre != "article"
    # A report that tells of many replacements replaces nothing itself.
    return ended and claim.source.id != card.id and claim.basis in ("text", "table", "unchecked")


def _turn(earlier: Card, claim: Claim) -> Turn:
    return Turn(earlier, claim.source, claim.since, claim.basis, claim.decides)


def _between(connection: Any, earlier: Card, later: Card) -> list[Turn]:  # noqa: ANN401  # as above
    said = claims.claims_by_address(connection, [earlier.id]).get(earlier.id, ())
    return [_turn(earlier, claim) for claim in said if _ends(claim, earlier) and claim.source.id == later.id]


def _ended_by(connection: Any, card: Card) -> list[Card]:  # noqa: ANN401  # as above
    """The works that a work may have ended: those its text says so of, and those of its row in the authority table."""
    cited = [
        one.link.target
        for one in links.cites(connection, card.id)
        if one.link.target and any(said.mention.relation in _REPLACES for said in one.linked)
    ]
    of_table = [
        known
        for row in authority()
        if row.number.key == card.key and card.date and row.date and card.date.agrees(row.date)
        for gone in row.supersedes
        for known in documents.find_by_key(connection, gone.number.key)
        if known.date and known.date.agrees(gone.date)
    ]
    return list({one.id: one for one in (*cited, *of_table)}.values())


def _holding(connection: Any, ordered: Sequence[Card], day: date) -> Card | None:  # noqa: ANN401  # as above
    """The last of a line that was issued by a day and not known to have ended by it."""
    said = claims.claims_by_address(connection, [one.id for one in ordered if one.id])
    alive = [
        one
        for one in ordered
        if one.date and one.date.first <= day and status_on(said.get(one.id, ()), day).value not in ("ended", "not_yet")
    ]
    return alive[-1] if alive else None
