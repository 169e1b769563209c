"""Writing a citation: a catalogue card in, the official string out, first mention and short form.

What `find_mentions` reads is what is written here: reading the string back gives the card's own values. Records for
reference managers (BibTeX, CSL-JSON) are in `bibliography`.
"""

import re
from functools import cache

from archive.cite.find import even
from archive.cite.titles import title_lead
from archive.errors import NumberError
from archive.text.vietnamese import comparable
from archive.works import bodies
from archive.works.catalogue import catalogue
from archive.works.dates import PartialDate
from archive.works.document import Card, Issuer
from archive.works.number import Number, parse

# Types whose name stands before the number: “Luật Đất đai số 31/2024/QH15”.
LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
# The organ before a committee's name; the committee may have another name on another day, the organ has not.
_ORGAN = re.compile(r"(?:Ban Thường vụ|Ban Chấp hành|Thường trực)\s+(?=(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng)\s)")
# What a title may begin with and does not keep. Must match: "về ", "Về việc ". Not: "về đích …" (a word of its own).
_ABOUT = re.compile(r"(?:về\s+việc|v/v:?|về)\s+(?!đích(?!\w))", re.IGNORECASE)
# Matches "Về việc ", "V/v ": words that the title keeps where it is cited.
_THE_ACT = re.compile(r"(?:về\s+việc|v/v)(?!\w)", re.IGNORECASE)
# Signs at the end of a title as letterheads and registers print it: "… trong tình hình mới."
_ENDS = " \t\n.,:;*-–"


def official(card: Card) -> str:
    """The work as a text cites it for the first time, with what is known of it and nothing else.

    Party (Hướng dẫn 36-HD/VPTW, 05-HD/VPTW): "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai về nâng cao
    chất lượng sinh hoạt chi bộ". State (Nghị định 30/2020/NĐ-CP): "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính
    phủ về công tác văn thư"; laws: "Luật Đất đai số 31/2024/QH15 ngày 18/01/2024". A work without a number is called
    by its meeting, its headline or what else is known; "" when nothing is.
    """
    if named := _named(card):
        return named
    number, title = _number(card.number or ""), title_of(card)
    if card.type in LAWS and title:
        return f"{_law(card.type, title)} số {card.number}{_day(card.date, ' ')}"
    head = (card.type or "Văn bản") + (f" số {card.number}" if card.number else "")
    issuer = issuer_name(card.issuer, card.date)
    behind = _day(card.date, ", " if number and number.system == "party" else " ") + (
        f" của {issuer}" if issuer else ""
    )
    told = bool(issuer) or bool(card.date and card.date.day)
    whole = head + behind + (_subject(title, card, told=told) if title else "")
    return "" if whole == "Văn bản" else whole


def short(card: Card) -> str:
    """The work as a text cites it again: "Chỉ thị 47-CT/TU", "Nghị định 30/2020/NĐ-CP"; whole without a number."""
    if not card.number or card.genre == "article":
        return official(card)
    return f"{card.type} {card.number}" if card.type else card.number


def official_day(date: PartialDate) -> str:
    """A day in figures as the rules print it: 05/02/2026, 06/7/2018, 11/11/2014; a month 7/2018, a year 2018.

    Days below 10 and the months 1 and 2 take a 0, as in the line of place and date (Hướng dẫn 36-HD/VPTW).
    """
    if date.month is None:
        return str(date.year)
    month = f"{date.month:02d}" if date.month in (1, 2) else str(date.month)
    return (f"{date.day:02d}/" if date.day else "") + f"{month}/{date.year}"


def issuer_name(issuer: Issuer | None, on: PartialDate | None) -> str:
    """The issuing body under the name it had on a day, its organ kept; "" when nobody is named.

    Another name is put in place only of one the tables know for that body; words they do not know stay as they are.
    """
    if issuer is None:
        return ""
    organ = _ORGAN.match(issuer.name)
    lead = organ.group() if organ else ""
    valid = _names_on(issuer.body, on) if issuer.body else frozenset()
    known = comparable(issuer.name.removeprefix(lead)) in _names_of(issuer.body or "")
    return lead + next(iter(valid)) if known and len(valid) == 1 else issuer.name


def title_of(card: Card) -> str:
    """The title without “về” before it and without signs behind it, blanks evened; "" for an unknown one."""
    title = " ".join((card.title or "").split())
    about = _ABOUT.match(title)
    bare = (title[about.end() :] if about else title).rstrip(_ENDS)
    return _small(bare) if bare.isupper() else bare


def _small(title: str) -> str:
    """A title that is printed in capitals as the authority table writes it, which knows the names in it; else as it is.

    “VỀ THỂ THỨC VĂN BẢN CỦA ĐẢNG” cannot be made small by rule: “Đảng” and names of places keep their capitals.
    """
    return _table_titles().get(comparable(title), title)


@cache
def _table_titles() -> dict[str, str]:
    return {comparable(row.title): row.title for row in catalogue() if row.title}


def _number(written: str) -> Number | None:
    try:
        return parse(written)
    except NumberError:
        return None


def _day(date: PartialDate | None, comma: str) -> str:
    if date is None:
        return ""
    return f"{comma}{'ngày' if date.day else 'tháng' if date.month else 'năm'} {official_day(date)}"


def _subject(title: str, card: Card, *, told: bool) -> str:
    """The title as it reads on: a verb's phrase by itself, a title that names its own type in quotes, else with “về”.

    “… của Chính phủ quy định chi tiết …”, “… “Quy định về …””, “… về việc lập hồ sơ”. Registers print the titles of the
    State with a capital (“Quy định về tổ chức …”), which a verb in the middle of a sentence has not.
    """
    if card.type and comparable(title).startswith(f"{comparable(card.type)} ") and title[:1].isupper():
        return f" “{title}”"
    number = _number(card.number or "")
    capital = number is not None and number.system == "state" and title[1:2].islower()
    lower = title[:1].lower() + title[1:] if capital else title
    # “… của Thủ tướng Chính phủ ban hành Quy chế …” reads as the body's act: there “về việc” parts the two.
    if _THE_ACT.match(" ".join((card.title or "").split())) or lower.startswith("ban hành "):
        return f" về việc {lower}"
    smooth = even(lower)
    # “một số vấn đề …” is read without “về” too, and is no verb's phrase.
    acts = lower[:1].islower() and not lower.startswith("một số ")
    verb = told and acts and title_lead(smooth, 0, len(smooth), verbs=True) == 0
    return f" {lower}" if verb else f" về {title}"


def _law(kind: str, title: str) -> str:
    """A law's type and name, the type once: the title may be “Đất đai” or “Luật Đất đai”."""
    if comparable(title).startswith(f"{comparable(kind)} "):
        title = title.split(maxsplit=len(kind.split()))[-1]
    return f"{kind} {title}"


def _named(card: Card) -> str:
    """A work that is called by its headline, its meeting or its name and year; "" for any other."""
    if card.genre == "article":
        return title_of(card)
    if card.number:
        return ""
    match card.key.split(":"):
        case ["plenum", term, ordinal]:
            return f"{card.type or 'Nghị quyết'} Trung ương {ordinal} khóa {term}"
        case ["congress", term]:
            return f"{card.type or 'Văn kiện'} Đại hội {term} của Đảng"
    title = title_of(card)
    year = f" năm {card.date.year}" if card.date else ""
    return _law(card.type, title) + year if card.type in LAWS and title else ""


@cache
def _names_of(body: str) -> frozenset[str]:
    """Every name, comparable, that the tables know for a body, or for the members of its family.

    A provincial committee is called by a later name (“Thành ủy Bắc Ninh”); organs of one code (Bộ Chính trị, Ban Bí
    thư) are a family too, and none of them goes by another's name.
    """
    found = bodies.body(body)
    known = [found] if found and found.level == "tw" else list(bodies.members(bodies.family(body)))
    return frozenset(
        comparable(name) for one in known for name in (one.name, *one.aliases, *(name for *_, name in one.names))
    )


def _names_on(body: str, on: PartialDate | None) -> frozenset[str]:
    """The names a body, or the members of a family that lived then, had on a day: one where they are of one name."""
    known = [one for one in [bodies.body(body)] if one] or [
        one for one in bodies.members(body) if on is None or one.lives(on)
    ]
    return frozenset(one.name_on(on) for one in known)
