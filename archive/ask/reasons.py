"""Why a work is in the list, in a few words a reader can check: number, title, phrase, issuer, text.

Judged on what is shown, the card and the text, not on scores; the ranking itself is in `archive.index`.
"""

from archive.ask.snippet import Scan, Sought, scan
from archive.index.analysis import syllables
from archive.query import Query
from archive.text.vietnamese import fold, nfc
from archive.works.document import Card

# From this share of the query's syllables on, a title is said to match in part.
_PART_OF_TITLE = 0.5


def reasons(query: Query, wanted: Sought, card: Card, body: Scan) -> tuple[str, ...]:
    """The reasons for one work, strongest first; none for a query without words. `body` is its text, looked through."""
    asked = frozenset(_terms(" ".join((*query.words, *query.phrases)), wanted))
    if not asked:
        return ()
    title = scan(card.title or "", wanted)
    issuer = _terms(card.issuer.name if card.issuer else "", wanted)
    made = (
        _number(query, card),
        _title(asked, title.terms & asked),
        "khớp nguyên cụm" if _as_typed(query, wanted, (title, body)) else "",
        "khớp cơ quan ban hành" if len(issuer) > 1 and asked.issuperset(issuer) else "",
        _body(asked, body.terms & asked),
    )
    return tuple(reason for reason in made if reason)


def _terms(text: str, wanted: Sought) -> list[str]:
    return syllables(text if wanted.reading == "marked" else fold(nfc(text)))


def _number(query: Query, card: Card) -> str:
    asked = query.asked
    if asked is None:
        return ""
    if asked.number:
        return "khớp số ký hiệu" if card.key == asked.number.key else ""
    same_serial = card.key[: len(str(asked.serial)) + 1] in (f"{asked.serial}-", f"{asked.serial}/")
    if same_serial and asked.types:
        return "khớp loại và số" if card.type in asked.types else ""
    return "khớp số" if same_serial else ""


def _title(asked: frozenset[str], held: frozenset[str]) -> str:
    if held == asked:
        return "khớp trích yếu"
    return "khớp một phần trích yếu" if len(held) >= max(2, _PART_OF_TITLE * len(asked)) else ""


def _as_typed(query: Query, wanted: Sought, parts: tuple[Scan, ...]) -> bool:
    """Whether the words, or every phrase, stand somewhere as typed; one syllable is no phrase."""
    phrases = [_terms(phrase, wanted) for phrase in query.phrases] or [_terms(" ".join(query.words), wanted)]
    return all(len(one) > 1 for one in phrases) and all(any(part.holds(one) for part in parts) for one in phrases)


def _body(asked: frozenset[str], held: frozenset[str]) -> str:
    if not held:
        return ""
    return "khớp nội dung" if held == asked else f"nội dung có {len(held)}/{len(asked)} âm tiết"
