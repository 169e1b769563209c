"""Whose word counts when sources of one work differ: the table of precedence, and the kind of source of each value.

The rows are `archive/data/precedence.toml`. Which texts a work has, and what they say, is in the store.
"""

from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Literal, get_args

from archive.errors import DataError
from archive.works.document import Document

SourceKind = Literal["clerk", "text", "recoded", "recognised", "hint", "inferred"]
Field = Literal["number", "date", "title", "type", "issuer", "signatory"]
FIELDS: tuple[Field, ...] = get_args(Field)
KINDS: tuple[SourceKind, ...] = get_args(SourceKind)


def kind_of(document: Document, field: Field) -> SourceKind:
    """What kind of source a reading has a value from: a clerk, the words of its text, how that came about, a list."""
    bases = {one.basis for one in document.evidence if one.field == field}
    if bases and bases <= {"clerk"}:
        return "clerk"
    if bases and bases <= {"hint"}:
        return "hint"
    if bases and not bases & {"words", "code", "hint"}:
        return "inferred"
    methods = document.derivation.methods if document.derivation else ()
    if "recognised" in methods:
        return "recognised"
    return "recoded" if "recoded" in methods else "text"


def rank(field: Field, kind: SourceKind) -> int:
    """The place of a kind of source in the table, 0 for the strongest."""
    return table()[field].index(kind)


@cache
def table() -> dict[Field, tuple[SourceKind, ...]]:
    """The table of precedence.

    Raises:
        DataError: a row lacks a field or a kind, or names one that does not exist.
    """
    rows = loads((files("archive.data") / "precedence.toml").read_text("utf-8"))["fields"]
    if set(rows) != set(FIELDS) or any(sorted(row) != sorted(KINDS) for row in rows.values()):
        raise DataError(
            "Bảng precedence.toml thiếu hoặc thừa trường, hoặc một dòng không kể đủ các loại nguồn.",
            remedy=f"Các trường: {', '.join(FIELDS)}; các loại nguồn: {', '.join(KINDS)}.",
        )
    return {field: tuple(rows[field]) for field in FIELDS}
