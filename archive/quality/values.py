"""When a value read is the gold one: spelling, tone style and blanks do not count, precision does.

A standing committee may be read where the gold names its committee; a date may not be more precise than the gold's.
"""

import re
from functools import cache

from archive.errors import NumberError
from archive.quality.shapes import Row
from archive.text.vietnamese import comparable
from archive.works import bodies
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Card
from archive.works.number import parse

# A remark behind a name, not part of it. Must match: " (TP.HCM by context)". Not: "(TP.HCM) Thành ủy".
_REMARK = re.compile(r"\s*\([^()]{1,80}\)$")
# Names that say what an issuer is and not where: gold rows have them where the place is not certain.
_KINDS = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Thị ủy", "Quận ủy", "Đảng ủy")


def same_value(name: str, gold: str | None, found: str | None) -> bool:
    """Whether a value read is the gold one; None equals None only. Spelling, tone style and blanks do not count."""
    if gold is None or found is None:
        return gold is found
    if name == "issuer":
        return same_issuer(gold, found)
    if name == "title":
        return _bare_title(gold) == _bare_title(found)
    return comparable(gold) == comparable(found)


def _bare_title(title: str) -> str:
    """A title without the words that lead to it: “về việc”, “về”, “việc”, and without quotation marks."""
    words = comparable(title).strip(" “”\"'.")
    for lead in ("về việc ", "về ", "việc "):
        words = words.removeprefix(lead)
    return words


def same_issuer(gold: str, found: str) -> bool:
    """Whether two names are one issuer: one spelling or alias, or a standing committee read for the gold's committee.

    “Tỉnh ủy Lào Cai” is right for “Ban Thường vụ Tỉnh ủy Lào Cai”: it issues under the committee's code. Not the other
    way round: a standing committee that the text names must be read.
    """
    wanted, read = _issuer_name(gold), _issuer_name(found)
    return wanted == read or any(
        read == f"{organ} {wanted}" for organ in ("ban thường vụ", "thường trực", "ban chấp hành")
    )


def _issuer_name(name: str) -> str:
    known = bodies.by_alias().get(comparable(name)) or _by_code().get(name)
    return comparable(known.name if known else name)


@cache
def _by_code() -> dict[str, bodies.Body]:
    """The codes that gold rows write for central organs: "BCT", "BBT" are aliases already; "VPTW" is a code."""
    return {
        one.code: one for one in bodies.bodies() if one.level == "tw" and one.system == "party" and one.code != "TW"
    }


def agrees(wanted: Row, card: Card) -> bool:
    """Whether a card is the work that gold names by number, issuer (`issuer` or `body`) and date.

    Number and date must be those; the issuer must be, where the card has one.
    """
    if wanted.get("number") and _key(wanted["number"]) != (card.key or _key(card.number or "")):
        return False
    day = _day(wanted.get("date"))
    if day and not (card.date and card.date.agrees(day)):
        return False
    name = wanted.get("issuer") or wanted.get("body")
    return not name or card.issuer is None or _names_it(_REMARK.sub("", name), card.issuer.name)


def _names_it(name: str, found: str) -> bool:
    """Whether a gold name is the issuer's, or the kind of it where the gold knows no place: “Thành ủy”."""
    return same_issuer(name, found) or (name in _KINDS and comparable(found).startswith(f"{comparable(name)} "))


def _key(written: str) -> str:
    try:
        return parse(written).key
    except NumberError:
        return comparable(written)


def _day(iso: str | None) -> PartialDate | None:
    return parse_iso(iso) if iso else None


def shown(wanted: Row | str) -> str:
    """A wanted work in one line, for the list of misses."""
    return wanted if isinstance(wanted, str) else " · ".join(str(value) for value in wanted.values() if value)
