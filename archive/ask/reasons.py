"""Why a work is in the list, in a few words a reader can check: number, title, phrase, issuer, text, citing words.

Judged on what is shown, the card and the text, not on scores; what the ranking adds to a score is shown beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from archive.ask.scan import Said, Scan
from archive.ask.sought import Sought, in_form, syllables_in
from archive.index.plan import Plan, Reading
from archive.index.ranking import LABELS
from archive.works.asked import Asked
from archive.works.document import Card

# From this share of the query's syllables on, a title is said to match in part.
_PART_OF_TITLE = 0.5
# Terms of the ranking that no word of a text shows, named from so many points on: half of what each can be at most.
_RANKED = {"definition": 0.2, "work": 0.125, "cited": 0.03}
_MOST_OPENED = 2  # abbreviations named in one line


@dataclass(frozen=True, slots=True)
class Seen:
    """A work as the reader sees it: its card, its title looked through, and what its text says."""

    card: Card
    title: Scan
    body: Said

    @property
    def terms(self) -> frozenset[str]:
        """What of the query stands in the title or the text."""
        return self.title.terms | self.body.terms


def reasons(
    wanted: Sought, seen: Seen, plan: Plan | None = None, terms: Mapping[str, float] | None = None
) -> tuple[str, ...]:
    """The reasons for one work, strongest first; none for a query without words. `terms` are those of its score."""
    if not wanted.asked and not wanted.prefixes:
        return ()
    opened = _opened(wanted, seen, plan)
    issuer = _issuer(seen.card.issuer.name if seen.card.issuer else "", wanted.reading)
    made = (
        _number(wanted.number, seen.card),
        _title(wanted, _held(wanted, seen.title, plan)),
        "khớp nguyên cụm" if _as_taken(wanted, (seen.title, seen.body)) else "",
        "khớp cơ quan ban hành" if len(issuer) > 1 and wanted.syllables.issuperset(issuer) else "",
        _body(wanted, _held(wanted, seen.body, plan)),
        "khớp lời văn bản dẫn" if _only_cited(wanted, seen, plan) else "",
        *(LABELS[name] for name, least in _RANKED.items() if (terms or {}).get(name, 0.0) >= least),
        *(f"mở rộng {typed} thành “{meaning}”" for typed, meaning in opened[:_MOST_OPENED]),
        "khớp sau khi thêm dấu" if plan and plan.taken.restored and seen.terms & wanted.asked else "",
    )
    return tuple(reason for reason in made if reason)


@lru_cache(maxsize=4_096)
def _issuer(name: str, reading: Reading) -> tuple[str, ...]:
    """The name of a body in the form that is looked for, kept: a page has ten, mostly of a few bodies."""
    return tuple(syllables_in(name, reading))


def _number(asked: Asked | None, card: Card) -> str:
    if asked is None:
        return ""
    if asked.number:
        return "khớp số ký hiệu" if card.key == asked.number.key else ""
    same_serial = card.key[: len(str(asked.serial)) + 1] in (f"{asked.serial}-", f"{asked.serial}/")
    if same_serial and asked.types:
        return "khớp loại và số" if card.type in asked.types else ""
    return "khớp số" if same_serial else ""


def _held(wanted: Sought, part: Said, plan: Plan | None) -> frozenset[str]:
    """What of the query a part of a work holds; an abbreviation is held where one of its meanings stands in full."""
    held = part.terms & wanted.asked
    for one in plan.taken.opened if plan else ():
        if any(part.holds(in_form(meaning, wanted)) for meaning in one.meanings):
            held |= wanted.asked.intersection(in_form(one.typed, wanted))
    return held


def _title(wanted: Sought, held: frozenset[str]) -> str:
    if not held:
        return ""
    if held == wanted.asked:
        return "khớp trích yếu"
    return "khớp một phần trích yếu" if len(held) >= max(2, _PART_OF_TITLE * len(wanted.asked)) else ""


def _as_taken(wanted: Sought, parts: Iterable[Said]) -> bool:
    """Whether the words, or every phrase, stand somewhere as taken; one syllable is no phrase."""
    looked = tuple(parts)
    phrases = wanted.phrases or (wanted.said,)
    return all(len(one) > 1 and any(part.holds(one) for part in looked) for one in phrases)


def _body(wanted: Sought, held: frozenset[str]) -> str:
    if not held:
        return ""
    return "khớp nội dung" if held == wanted.asked else f"nội dung có {len(held)}/{len(wanted.asked)} âm tiết"


def _only_cited(wanted: Sought, seen: Seen, plan: Plan | None) -> bool:
    """Whether words that had to be there stand in no part of the work itself: then works that cite it say them."""
    if plan is None or not plan.gate or not seen.card.cited:
        return False
    card = seen.card
    said = (card.number, card.type, card.issuer and card.issuer.name, card.place, card.date and card.date.shown)
    described = {one for part in said if part for one in in_form(part, wanted)}
    return len(seen.terms.union(described).intersection(plan.gate)) < plan.needed


def _opened(wanted: Sought, seen: Seen, plan: Plan | None) -> list[tuple[str, str]]:
    """The abbreviations of which a meaning stands in the work, with that meaning."""
    return [
        (one.typed, meaning)
        for one in (plan.taken.opened if plan else ())
        for meaning in one.meanings
        if any(part.holds(in_form(meaning, wanted)) for part in (seen.title, seen.body))
    ]
