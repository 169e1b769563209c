"""Laws by their names: what “Luật Đất đai năm 2013” and “Luật Đất đai ngày 29/11/2013” mean, from the table of laws.

Names are compared without regard to case and old marks; of two laws with one name and year both are given.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from archive.text.vietnamese import comparable, slugify
from archive.works.dates import PartialDate
from archive.works.number import Number, parse
from archive.works.vocabulary import Grade, rows

LAW_TYPES = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


@dataclass(frozen=True, slots=True)
class Law:
    """A law, code, ordinance or constitution of the table.

    `name` is without the type ("Đất đai", empty for a constitution); `date` a day, or only the year of the number;
    `number` None for constitutions. `grade` is that of the authority table: A official, B public texts, C not checked.
    """

    type: str
    name: str
    date: PartialDate
    number: Number | None
    grade: Grade
    evidence: str

    @property
    def year(self) -> int:
        """The year it was passed in."""
        return self.date.year

    @property
    def issuer(self) -> str:
        """Who passed it: the National Assembly, or its standing committee for an ordinance."""
        return issuer_of(self.type)


def issuer_of(kind: str) -> str:
    """The body that passes laws of a type: "Pháp lệnh" → "Ủy ban Thường vụ Quốc hội", else "Quốc hội"."""
    return "Ủy ban Thường vụ Quốc hội" if kind == "Pháp lệnh" else "Quốc hội"


@cache
def laws() -> tuple[Law, ...]:
    """Every law of the table, oldest first.

    Raises:
        NumberError: a row's number is no number.
    """
    return tuple(_law(row) for row in rows("laws", "law"))


def _law(row: dict[str, Any]) -> Law:
    number = parse(row["number"]) if "number" in row else None
    day = row.get("date")
    date = PartialDate(day.year, day.month, day.day) if day else PartialDate((number and number.year) or 0)
    return Law(row["type"], row.get("name", ""), date, number, row["grade"], row["evidence"])


@cache
def _by_name() -> dict[str, tuple[Law, ...]]:
    table: dict[str, tuple[Law, ...]] = {}
    for law in laws():
        name = comparable(law.name)
        table[name] = (*table.get(name, ()), law)
    return table


def laws_called(name: str, kind: str = "Luật") -> tuple[Law, ...]:
    """Every law of a name, oldest first: "đất đai" → those of 2003, 2013, 2024.

    A code is also called a law ("Luật Tố tụng hình sự"), so these two types are one here; ordinances and constitutions
    are apart ("Pháp lệnh Dân số").
    """
    return tuple(law for law in _by_name().get(comparable(name), ()) if _family(law.type) == _family(kind))


def laws_named(name: str, year: int, kind: str = "Luật") -> tuple[Law, ...]:
    """The laws of a name and a year: one for ("Đất đai", 2013), two for ("Tổ chức chính quyền địa phương", 2025)."""
    return tuple(law for law in laws_called(name, kind) if law.year == year)


def law_on(name: str, date: PartialDate, kind: str = "Luật") -> Law | None:
    """The one law of a name and a day, else None; a law whose day the table lacks counts by its year."""
    same_year = laws_named(name, date.year, kind)
    exact = tuple(law for law in same_year if date.day and law.date.iso == date.iso)
    unknown = tuple(law for law in same_year if not law.date.day or not date.day)
    found = exact or unknown
    return found[0] if len(found) == 1 else None


def law_key(kind: str, name: str, year: int) -> str:
    """What a law is compared by where its number is not known: ("Luật", "Đất đai", 1993) → "law:dat-dai:1993"."""
    return f"law:{slugify(name or kind)}:{year}"


def law_key_of(kind: str | None, title: str | None, year: int | None) -> str:
    """The key by which a law that is held may be cited by its name, from its printed title; "" for what is no law.

    ("Luật", "Luật Đất đai", 2013) and ("Luật", "ĐẤT ĐAI", 2013) → "law:dat-dai:2013".
    """
    if kind not in LAW_TYPES or not title or not year:
        return ""
    bare = comparable(title).removeprefix(f"{comparable(kind)} ")
    return law_key(kind, bare, year)


def _family(kind: str) -> str:
    return {"Bộ luật": "Luật"}.get(kind, kind)
