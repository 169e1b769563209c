"""What the list or page that a file was found on says of it, read as a description: number, date, title, type, issuer.

Hints complete a text that does not say these things itself and are kept to be compared with it; a text's own words win
(`archive.works.precedence`). A hint that cannot be read is left out.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from archive.errors import NumberError
from archive.text.vietnamese import nfc
from archive.works.dates import PartialDate, find_dates
from archive.works.document import Document, Evidence, Issuer
from archive.works.issuer import Setting, find_issuers, identify, of_code
from archive.works.number import Number, parse
from archive.works.precedence import Field, kind_of, rank
from archive.works.vocabulary import type_named

NAMES: tuple[Field, ...] = ("number", "date", "title", "type", "issuer")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_ABOUT = re.compile(r"^(?:v/v|về việc|về)\s*:?\s+", re.IGNORECASE)
_SURE = 0.9


def described(hints: Mapping[str, str]) -> Document:
    """The hints as a description without a text; what is not said or cannot be read is None."""
    said = {name: " ".join(nfc(hints.get(name, "")).split()) for name in NAMES}
    number, date = _number(said["number"]), _date(said["date"])
    kind = type_named(said["type"]) if said["type"] else None
    return Document(
        genre="directive",
        number=number,
        date=date,
        title=_ABOUT.sub("", said["title"]) or None,
        type=kind.name if kind else None,
        issuer=_issuer(said["issuer"], number, date),
    )


def completed(document: Document, hints: Mapping[str, str]) -> Document:
    """An official document with what its text does not say taken from the hints, and its evidence saying so.

    Only hints that give a number complete anything, and only where the text has that number or none: the row of a list
    may speak of another document, and a date without a number may be the day of publication. Where the table of
    precedence puts a list before a text recognised from pictures, the list is taken there too.
    """
    said = described(hints)
    if said.number is None or _of_another(document, said.number):
        return document
    gaps = {name: getattr(said, name) for name in NAMES if getattr(said, name) is not None and _yields(document, name)}
    if not gaps:
        return document
    others = tuple(one for one in document.evidence if one.field not in gaps or one.span is not None)
    told = tuple(Evidence(name, None, "hint", _SURE, "danh sách ở nơi lấy") for name in gaps)
    return replace(document, **gaps, evidence=(*others, *told))


def _of_another(document: Document, said: Number) -> bool:
    """Whether a text bears another number than its row; one that a scan may have misread is no proof."""
    return document.number is not None and document.number.key != said.key and not _yields(document, "number")


def _yields(document: Document, name: Field) -> bool:
    if getattr(document, name) is None:
        return True
    return rank(name, kind_of(document, name)) > rank(name, "hint")


def _number(written: str) -> Number | None:
    try:
        return parse(written) if written else None
    except NumberError:
        return None


def _date(written: str) -> PartialDate | None:
    iso = _ISO.match(written)
    found = find_dates(f"{iso[3]}/{iso[2]}/{iso[1]}" if iso else written)
    return found[0].date if found else None


def _issuer(written: str, number: Number | None, on: PartialDate | None) -> Issuer | None:
    """The body named, else the one body that the number's code stands for."""
    found = find_issuers(written) if written else ()
    named = identify(found[0], on, Setting()) if found else None
    issuer = named or (of_code(number, on) if number else None)
    return replace(issuer, basis="hint") if issuer else None
