"""What is to be looked at in one citation, held against the work it means: form, type, title, date.

Every remark is a span of the draft with the words written and the words held. None says that the draft is wrong: the
archive may hold another work than was meant, so each asks to look again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.cite.format import issuer_name, official_day, short, title_of
from archive.cite.resolve import reading_of
from archive.cite.sequences import names_one
from archive.errors import NumberError
from archive.text.span import Span
from archive.text.vietnamese import comparable, plain
from archive.works import bodies, terms
from archive.works.catalogue import AUTHORITY
from archive.works.document import Card, Mention
from archive.works.number import parse

Kind = Literal["date", "issuer", "type", "title", "form"]
# The share of the shorter title's words that the longer one has. Of 66 titles of the gold file and 55 of real texts
# that link to a row of the table, 119 have 0.28 or more; of pairs of different works 95 % have 0.33 or less. A held
# text has its own trích yếu; the table's titles are abridged, so less is asked of them. To be measured again over
# corpus/gold/citations.jsonl when titles are read in another way.
_SHARED_HELD, _SHARED_TABLE = 0.34, 0.2
_SAME_TITLE = 0.6  # pairs of different works reach it in 1 of 20, and those have a number of their own
_FEWEST_WORDS = 4  # “về công tác cán bộ” says too little to be held against anything
# Words that every title has; they tell no title from another.
_EMPTY = frozenset(("và", "của", "các", "về", "cho", "trong", "với", "việc", "một", "số", "tại", "theo"))
_WORD = re.compile(r"\w+")
_BREAK = re.compile(r" ?\n ?")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: `text[start:end]` is what is written, `held` what the archive has, `say` the sentence."""

    kind: Kind
    start: int
    end: int
    written: str
    held: str
    say: str


def remarks_on(text: str, mention: Mention, work: Card | None) -> tuple[Remark, ...]:
    """What is to be looked at in a citation, the work it means being known or not; nothing in words that point back."""
    if mention.kind == "back":
        return ()
    about = (_type(text, mention, work), _title(text, mention, work)) if work else ()
    return tuple(one for one in (*about, _form(mention)) if one)


def others_of(mention: Mention, works: Sequence[Card]) -> tuple[Card, ...]:
    """The works of a mention's number that may be meant though the day written is another, newest first.

    Only works that are held or attested, for what other texts say of a work may itself be a slip. A body written must
    be the work's own; without one the number's letters must be of one body or of the central organs.
    """
    if mention.kind not in ("number", "bare"):
        return ()
    found = [card for card in works if attested(card) and not of_that_day(mention, card)]
    return tuple(sorted((card for card in found if _same_body(mention, card)), key=_newest, reverse=True))


def of_that_day(mention: Mention, card: Card) -> bool:
    """Whether the day written may be the work's; where one of them is not known, it may."""
    return mention.date is None or card.date is None or mention.date.agrees(card.date)


def misdated(mention: Mention, others: Sequence[Card]) -> Card | None:
    """The one work of that number and that body whose day the day written may be a slip of; None for another's."""
    slips = [card for card in others if _slip(mention, card)]
    return slips[0] if len(slips) == 1 and reading_of(mention, None).body else None


def _slip(mention: Mention, card: Card) -> bool:
    """Whether a day that is not the work's may still be meant for it, not for a namesake of another time.

    Numbers begin anew with every term (21-NQ/TW of 2017 and of 2022), and the archive need not hold both. So the day
    must lie in the same run of numbers: the congress term of a central body, the year of another; or the titles agree.
    """
    share = shared_words(mention.title or "", title_of(card))
    if share is not None:
        return share >= _SAME_TITLE
    if mention.date is None or card.date is None:
        return False
    known = bodies.body(card.issuer.body) if card.issuer and card.issuer.body else None
    if known is None or known.level != "tw" or known.system != "party":
        return names_one(mention.key) or mention.date.year == card.date.year
    term = terms.term_on(mention.date)
    return term is not None and term == terms.term_on(card.date)


def date_remark(text: str, mention: Mention, work: Card) -> Remark:
    """That the day written is not the day of the one work of that number and body."""
    span = _span_of(mention, "date") or Span(mention.start, mention.end)
    held = official_day(work.date) if work.date else ""
    written = text[span.start : span.end]
    known = f"{short(work)} của {issuer_name(work.issuer, work.date)} ngày {held}"
    say = f"Bản thảo ghi “{' '.join(written.split())}”, kho có {known}: nên kiểm tra lại ngày."
    return Remark("date", span.start, span.end, written, held, say)


def other_bodies(mention: Mention, works: Sequence[Card]) -> tuple[Card, ...]:
    """The works of a mention's number and day whose body is not the one written."""
    day = mention.date if mention.date and mention.date.day else None
    body = reading_of(mention, None).body
    return tuple(card for card in works if day and body and attested(card) and card.date == day and card.issuer)


def attested(card: Card) -> bool:
    """Whether the archive vouches for number, date and body: the text is held, or a row of grade A or B names it."""
    return card.genre == "directive" or card.grade in AUTHORITY


def _same_body(mention: Mention, card: Card) -> bool:
    said, held = reading_of(mention, None).body, card.issuer.body if card.issuer else None
    if held is None:
        return False
    if said is None:
        return mention.number is not None and mention.number.body_code == "TW"
    # A family's id stands for any of its dated identities; two organs of one code are two bodies.
    return said == held or (bodies.same_family(said, held) and None in (bodies.body(said), bodies.body(held)))


def _newest(card: Card) -> str:
    return card.date.iso if card.date else ""


# --- one thing at a time ---------------------------------------------------------------------------------------------


def _type(text: str, mention: Mention, work: Card) -> Remark | None:
    """Another type than the work's: “Quyết định 66-QĐ/TW” is a Quy định. A shorter name of one type is the same."""
    span = _span_of(mention, "type")
    if span is None or not mention.type or not work.type:
        return None
    written, held = comparable(mention.type), comparable(work.type)
    if written.startswith(held) or held.startswith(written):
        return None
    say = f"Kho ghi {work.number or 'văn bản này'} là {work.type}: nên kiểm tra lại tên loại."
    return Remark("type", span.start, span.end, text[span.start : span.end], work.type, say)


def _title(text: str, mention: Mention, work: Card) -> Remark | None:
    """A title that shares next to nothing with the work's own: often the number is the slip."""
    span, held = _span_of(mention, "title"), title_of(work)
    if span is None or not mention.title or not held or not attested(work):
        return None
    least = _SHARED_HELD if work.genre == "directive" else _SHARED_TABLE
    share = shared_words(mention.title, held)
    if share is None or share >= least:
        return None
    say = f"Trích yếu kho có: “{held}”. Nên kiểm tra lại số và trích yếu."
    return Remark("title", span.start, span.end, text[span.start : span.end], held, say)


def shared_words(first: str, second: str) -> float | None:
    """The share of the shorter title's words that the longer one has; None when one says too little to compare."""
    said = [{word for word in _WORD.findall(comparable(title)) if word not in _EMPTY} for title in (first, second)]
    fewest = min(map(len, said))
    return len(said[0] & said[1]) / fewest if fewest >= _FEWEST_WORDS else None


def _form(mention: Mention) -> Remark | None:
    """A number written in another form than the official one: “05-HD-TU”, “217/QĐ-TW”, “5-CT/TW”, “94- KH/TU”."""
    if mention.number is None or mention.kind != "number":
        return None
    # A line that ends inside a number is the page's doing: “18-↵NQ/TW”.
    written, held = " ".join(_BREAK.sub("", plain(mention.surface)).split()), str(mention.number)
    try:
        whole = parse(written).key == mention.number.key  # not “217” of “217, 218-QĐ/TW”, “Quy định số 58”
    except NumberError:
        return None
    if not whole or written == held or not written[0].isdigit():
        return None
    say = f"Số, ký hiệu viết theo thể thức là {held}."
    return Remark("form", mention.start, mention.end, mention.surface, held, say)


def _span_of(mention: Mention, name: str) -> Span | None:
    return next((one.span for one in mention.evidence if one.field == name and one.span), None)
