"""What is law of the State, and how the archive's relations and statuses are said in the vocabularies of others.

All of it is the table `legal.toml`, which a jurist can read; here it is asked.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from archive.errors import NumberError
from archive.works.document import Card
from archive.works.number import Number, parse
from search_web.formats.work import type_slug


@dataclass(frozen=True, slots=True)
class Terms:
    """One relation in other vocabularies: of schema.org for law, for other works, and of Dublin Core."""

    schema: str
    creative: str
    dcterms: str


PLAIN = Terms("citation", "citation", "references")  # a mention that shows no relation


@cache
def _rows(name: str) -> tuple[dict[str, Any], ...]:
    table = tomllib.loads(resources.files("search_web.formats").joinpath("legal.toml").read_text("utf-8"))
    return tuple(table[name])


def is_law(card: Card) -> bool:
    """Whether a work is a legal normative document of the State; False where what is known does not say so."""
    if card.genre == "article":
        return False
    number = _number(card.number)
    if number is not None and number.system == "party":
        return False
    row = next((one for one in _rows("law") if one["slug"] == type_slug(card)), None)
    return row is not None and (not row["numbered"] or bool(number and number.year))


def terms(relation: str) -> Terms:
    """A relation of the archive in other vocabularies; `PLAIN` for none or one without a row."""
    row = next((one for one in _rows("relation") if one["id"] == relation), None)
    return Terms(row["schema"], row["creative"], row["dcterms"]) if row else PLAIN


def force(status: str) -> str:
    """The schema.org value of a status, "" where nothing is to be said."""
    return next((str(one["schema"]) for one in _rows("force") if one["value"] == status), "")


def mapped_relations() -> tuple[str, ...]:
    """The relations that have a row: for the documentation and the test that holds it to the archive's own table."""
    return tuple(str(one["id"]) for one in _rows("relation"))


def _number(written: str | None) -> Number | None:
    if not written:
        return None
    try:
        return parse(written)
    except NumberError:
        return None
