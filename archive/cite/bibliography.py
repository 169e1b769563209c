"""A catalogue card as records for reference managers: a BibTeX entry and a CSL-JSON item.

Both say what is known and leave out the rest. The words of a citation in a text are made in `format`.
"""

import re
from typing import Any

from archive.cite.format import issuer_name, official, short, title_of
from archive.text.vietnamese import slugify
from archive.works.address import address
from archive.works.dates import PartialDate
from archive.works.document import Card

# Signs that TeX reads as commands, in the order of one pass: "50% & hơn" → "50\% \& hơn".
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_SPECIAL = re.compile("[" + re.escape("".join(_TEX)) + "]")


def key_of(card: Card) -> str:
    """The key of a record, from the work's address: "tinh-uy-lao-cai-chi-thi-2014-47-ct-tu"."""
    return slugify((card.id or address(card)).replace("/", "-"))


def bibtex(card: Card, url: str = "") -> str:
    """The BibTeX entry of a work, `@misc` with the body as author, for every style knows it; `url` is its page.

    Names stand in two braces, so that no style turns “Tỉnh ủy Lào Cai” into a person's name.
    """
    date = card.date
    values = {
        "title": f"{{{_tex(_title(card))}}}",
        "author": f"{{{_tex(issuer)}}}" if (issuer := issuer_name(card.issuer, date)) else "",
        "howpublished": _tex(short(card)) if card.number else "",
        "number": _tex(card.number or ""),
        "type": _tex(card.type or ""),
        "year": str(date.year) if date else "",
        "month": str(date.month) if date and date.month else "",
        "day": str(date.day) if date and date.day else "",
        "date": date.iso if date else "",
        "language": "vietnamese",
        "url": url and _address(url),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in values.items() if value]
    return "\n".join([f"@misc{{{key_of(card)},", *lines, "}"])


def csl(card: Card, url: str = "") -> dict[str, Any]:
    """The CSL-JSON item of a work, type "legislation"; an article of the press is "article-newspaper"."""
    values = {
        "id": key_of(card),
        "type": "article-newspaper" if card.genre == "article" else "legislation",
        "genre": card.type,
        "number": card.number,
        "title": _title(card),
        "title-short": short(card) if card.number else None,
        "authority": issuer_name(card.issuer, card.date),
        "issued": {"date-parts": [_parts(card.date)]} if card.date else None,
        "language": "vi",
        "URL": url,
    }
    return {name: value for name, value in values.items() if value}


def _title(card: Card) -> str:
    """The title; a work that has none is called by its official string, so that no record is without a name."""
    return title_of(card) or official(card) or "Văn bản"


def _parts(date: PartialDate) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part]


def _tex(text: str) -> str:
    """A text as TeX prints it; line breaks become blanks, quotation marks stay as they are."""
    return _SPECIAL.sub(lambda match: _TEX[match.group()], " ".join(text.split()))


def _address(url: str) -> str:
    r"""An address as `\url` takes it: no braces that could end the value."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
