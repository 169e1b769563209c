"""Congress terms (khóa) and Central Committee plenums, with the documents each plenum is known to have given.

“Nghị quyết Trung ương 4 khóa XII” is not a number: it names a plenum, which may have several resolutions. This room
says which; choosing among them is never done here. The table is `archive/data/terms.toml`, each row with its evidence.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from archive.works.dates import PartialDate, parse_iso
from archive.works.vocabulary import rows

ROMAN = (
    "",
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
)
# Ordinals as written in long names: “Hội nghị lần thứ tư”.
ORDINALS = {
    "nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "mười ba": 13, "mười bốn": 14, "mười lăm": 15,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlenumDocument:
    """A document that a plenum gave, as far as the table knows: canonical number, date, title and evidence grade."""

    number: str
    date: PartialDate | None
    title: str
    grade: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Plenum:
    """A plenum of the Central Committee: term in Roman numerals, its number, days, and its documents."""

    term: str
    n: int
    opened: date | None
    closed: date | None
    grade: str
    documents: tuple[PlenumDocument, ...]


@dataclass(frozen=True, slots=True)
class Congress:
    """A national congress: its term begins the day after it closes."""

    term: str
    n: int
    opened: date
    closed: date
    grade: str


def roman(written: str) -> str | None:
    """A term as people write it, in Roman numerals: "XII", "xii" and "12" → "XII"; None when it is no term."""
    if written.isdigit():
        return ROMAN[int(written)] if 0 < int(written) < len(ROMAN) else None
    return written.upper() if written.upper() in ROMAN[1:] else None


def ordinal(written: str) -> int | None:
    """A plenum's number in figures or words: "4", "tư", "lần thứ tư" without its "lần thứ"; None when it is neither."""
    bare = written.strip().lower()
    return int(bare) if bare.isdigit() else ORDINALS.get(bare)


@cache
def plenums() -> dict[tuple[str, int], Plenum]:
    """Every plenum by (term, number)."""
    return {(row["term"], row["n"]): _plenum(row) for row in rows("terms", "plenum")}


def plenum(term: str, n: int) -> Plenum | None:
    """The plenum, None when the table has none: an unknown plenum has no candidates."""
    return plenums().get((term, n))


@cache
def congresses() -> tuple[Congress, ...]:
    """The national congresses, oldest first."""
    return tuple(
        Congress(row["term"], row["n"], row["opened"], row["closed"], row["grade"]) for row in rows("terms", "congress")
    )


def term_on(on: PartialDate) -> str | None:
    """The congress term a date falls in, None when the date is not precise enough to say.

    A term runs from the day after the congress closed; documents of the first plenum held during the congress are
    already the new term's, which a date alone cannot tell: the congress's own days answer None.
    """
    spans = [(one.opened, one.closed, one.term) for one in congresses()]
    current: str | None = None
    for opened, closed, term in spans:
        if on.first > closed:
            current = term
        elif on.last >= opened:
            return None
    return current


def _plenum(row: dict[str, object]) -> Plenum:
    listed = row.get("documents", [])
    documents = listed if isinstance(listed, list) else []
    return Plenum(
        term=str(row["term"]),
        n=int(str(row["n"])),
        opened=_day(row.get("opened")),
        closed=_day(row.get("closed")),
        grade=str(row["grade"]),
        documents=tuple(
            PlenumDocument(
                number=one["number"],
                date=parse_iso(str(one["date"])) if one.get("date") else None,
                title=one.get("title", ""),
                grade=one.get("grade", "C"),
                evidence=one.get("evidence", ""),
            )
            for one in documents
        ),
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
