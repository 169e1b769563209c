"""The authority table: documents whose number, date and body are attested, with the source of each.

Rows of grade A and B are the archive's catalogue of works it may not hold; rows of grade C (chưa đối chiếu) are never
shown as authority and serve only as candidates of a plenum's name. The table is `archive/data/authority.toml`.
"""

import re
from dataclasses import dataclass
from functools import cache

from archive.text.vietnamese import comparable
from archive.works import bodies, terms
from archive.works.bodies import by_alias
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Card, Issuer
from archive.works.issuer import find_issuers, identify
from archive.works.number import Number, parse
from archive.works.vocabulary import Grade, rows, types_of

AUTHORITY: frozenset[Grade] = frozenset({"A", "B"})


# What a row's source adds to a superseded document that no source names in so many words.
# Matches at the end: "10-CT/TW@2007-03-30 (hiểu biết chung)", "… (suy ra)". Not: "66-QĐ/TW@2017-02-06".
_UNCHECKED = re.compile(r"\s*\((?:hiểu biết chung|suy ra)\)$")


@dataclass(frozen=True, slots=True)
class Superseded:
    """A document that a row replaces: its number and date; `checked` when a source says so, not when it is inferred."""

    number: Number
    date: PartialDate
    checked: bool


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """A row of the table; `source` names the pages or texts that attest it, `conflict` what sources say differently."""

    number: Number
    type: str
    issuer: Issuer
    date: PartialDate | None
    term: str | None
    title: str
    aliases: tuple[str, ...]
    grade: Grade
    source: str
    conflict: str = ""
    note: str = ""
    supersedes: tuple[Superseded, ...] = ()

    @property
    def card(self) -> Card:
        """The row as a catalogue card without an address: the store gives it one."""
        return Card(
            id="",
            genre="stub",
            key=self.number.key,
            number=str(self.number),
            type=self.type,
            issuer=self.issuer,
            date=self.date,
            title=self.title,
            term=self.term,
            grade=self.grade,
        )


@cache
def authority() -> tuple[AuthorityRow, ...]:
    """Every row of the table, grade C included, in the order of the table."""
    return tuple(_row(row) for row in rows("authority", "document"))


def catalogue() -> tuple[AuthorityRow, ...]:
    """The rows fit to be shown as authority: grade A or B."""
    return tuple(row for row in authority() if row.grade in AUTHORITY)


@cache
def plenum_cards(term: str, n: int) -> tuple[Card, ...]:
    """What a plenum's name may mean: its documents of the terms table, grade on each card; empty for an unknown plenum.

    A document attested by the authority table carries that row's issuer, title and grade.
    """
    known = terms.plenum(term, n)
    return tuple(_plenum_card(one, term) for one in known.documents) if known else ()


def _plenum_card(one: terms.PlenumDocument, term: str) -> Card:
    number = parse(one.number)
    for row in authority():
        if row.number.key == number.key and row.date == one.date:
            return row.card
    kinds = types_of(number.type_code, number.system)
    return Card(
        id="",
        genre="stub",
        key=number.key,
        number=str(number),
        type=kinds[0].name if len(kinds) == 1 else None,
        issuer=Issuer("Ban Chấp hành Trung ương", "ban-chap-hanh-trung-uong", "table"),
        date=one.date,
        title=one.title,
        term=term,
        grade=one.grade,
    )


def _row(row: dict[str, str]) -> AuthorityRow:
    date = parse_iso(row["date"]) if row.get("date") else None
    return AuthorityRow(
        number=parse(row["number"]),
        type=row["type"],
        issuer=_issuer(row["body"], date),
        date=date,
        term=row.get("term", "").rstrip("-") or None,
        title=row.get("title", ""),
        aliases=tuple(row.get("aliases", ())),
        grade="A" if row["grade"] == "A" else "B" if row["grade"] == "B" else "C",
        source=row["evidence"],
        conflict=row.get("conflict", ""),
        note=row.get("note", ""),
        supersedes=tuple(_superseded(written) for written in row.get("supersedes", ())),
    )


def _superseded(written: str) -> Superseded:
    """“66-QĐ/TW@2017-02-06” as number and date."""
    number, _, date = _UNCHECKED.sub("", written).partition("@")
    return Superseded(parse(number), parse_iso(date), checked=not _UNCHECKED.search(written))


@cache
def superseding() -> dict[str, tuple[tuple[Superseded, AuthorityRow], ...]]:
    """Number key → the rows that replace a document of that number, each with what it says of that document."""
    found: dict[str, list[tuple[Superseded, AuthorityRow]]] = {}
    for row in authority():
        for one in row.supersedes:
            found.setdefault(one.number.key, []).append((one, row))
    return {key: tuple(pairs) for key, pairs in found.items()}


def _issuer(written: str, on: PartialDate | None) -> Issuer:
    """The body of a row: a central code ("BBT") or a name in full ("Ban Thường vụ Tỉnh ủy Tuyên Quang")."""
    known = by_alias().get(comparable(written)) or next((one for one in bodies.bodies() if one.code == written), None)
    if known:
        return Issuer(known.name_on(on), known.id, "table")
    named = find_issuers(written)
    found = identify(named[0], on) if named else Issuer(written)
    return Issuer(found.name, found.body, "table")
