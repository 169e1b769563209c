"""The site's words and how it names a work: labels of values, dates and numbers as people read them.

The labels stand in `words.toml`, which a clerk can review; relations keep the labels of the archive's own table.
Pages and the machine's answers take their words from here; how a page looks is in its template.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from archive.cite.format import official
from archive.works.dates import PartialDate
from archive.works.document import Card
from archive.works.vocabulary import relations
from search_web.language import ENGLISH, language
from search_web.language import gettext as _

UNKNOWN = "chưa rõ"


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files("search_web").joinpath("words.toml").read_text("utf-8"))


def word(table: str, value: str) -> str:
    """The words for a value of a table of `words.toml`: ("basis", "code") → "suy từ mã cơ quan"."""
    return _(str(_tables()[table].get(value, value)))


def refusal(status: int) -> dict[str, str]:
    """The heading, what happened (`what`) and the remedy for a status; those of 400 or 500 for one without its own."""
    table: dict[str, dict[str, str]] = _tables()["refusal"]
    return {name: _(said) for name, said in table.get(str(status), table["500" if status >= 500 else "400"]).items()}


def refusals() -> tuple[int, ...]:
    """The statuses that have words of their own, in their order; the help has a place for each."""
    return tuple(sorted(int(status) for status in _tables()["refusal"]))


@cache
def _relation_labels() -> dict[str, str]:
    labels = {relation.id: relation.label for relation in relations()}
    return labels | {name: str(words) for name, words in _tables()["relation"].items()}


def relation(value: str | None) -> str:
    """The label of a relation id; "Nhắc đến" when the citing words show no relation."""
    return _(_relation_labels().get(value or "", value or ""))


def inverse_relation(value: str | None) -> str:
    """The label of a relation seen from the cited work: "thay_the" → "Bị thay thế bởi"; "Được nhắc đến" for none."""
    return _(next((one.inverse_label for one in relations() if one.id == value), value or "Được nhắc đến"))


def thousands(number: int, code: str = "") -> str:
    """A count as people write it: 12408 → "12.408", in English "12,408"; `code` is the language where it is known."""
    if number < 1_000:
        return str(number)
    return f"{number:,}" if (code or language()) == ENGLISH else f"{number:,}".replace(",", ".")


def points(value: float, code: str = "") -> str:
    """A part of a score as people write it: 1.25 → "1,25", -0.1 → "−0,1"; in English "1.25"."""
    plain = f"{value:.3f}".rstrip("0").rstrip(".").replace("-", "\u2212")
    return plain if (code or language()) == ENGLISH else plain.replace(".", ",")


def shown(date: PartialDate | None) -> str:
    """A date for people at its own precision, or "chưa rõ ngày"."""
    return date.shown if date else _("chưa rõ ngày")


def name(card: Card) -> str:
    """What a work is called in lists and headings: "Chỉ thị 47-CT/TU", or its headline, or what is known of it."""
    if card.number:
        return f"{card.type} {card.number}" if card.type else card.number
    if named := _meeting(card):
        return named
    if card.genre == "article":
        return card.title or _("Tin bài không có đầu đề")
    return _("%(type)s chưa rõ số", type=card.type or _("Văn bản"))


def _meeting(card: Card) -> str:
    """The name of a work that is cited by its meeting: "plenum:XII:4", "congress:XIII"; "" for others."""
    match card.key.split(":"):
        case ["plenum", term, ordinal]:
            return f"{card.type or 'Nghị quyết'} Trung ương {ordinal} khóa {term}"
        case ["congress", term]:
            return f"{card.type or 'Văn kiện'} Đại hội {term} của Đảng"
        case _:
            return ""


def subtitle(card: Card) -> str | None:
    """The title as it stands under the name; None when the name is the title already, or there is none."""
    return None if card.genre == "article" and not card.number else card.title


def citation(card: Card) -> str:
    """The work in the official form of a reference, with what is known of it; its name where that is all."""
    return official(card) or name(card)
