"""Coverage of number series: which numbers of a body, type and term (or year) are held, known by citation, or not here.

A number that is not here may never have been given out, or may not be public: the archive says only that it has no text
and no citation of it ("chưa có trong kho"). Nothing is told above the highest number known, of a series of few known
numbers, or of numbers whose term is not known. What was refused is in no table of the store and looks like the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, select

from archive.store.listing import WITNESSES
from archive.store.series import LEAST
from archive.store.tables import AnyRow, AnySelect, works
from archive.text.vietnamese import slugify
from archive.works.bodies import family_name
from archive.works.terms import ROMAN


@dataclass(frozen=True, slots=True)
class Series:
    """A series: the family and its name, the code of the type with its printed names, the term or year it runs in.

    `held` and `cited` are the serials whose text is here, and those known by citations or lists only; each sorted.
    `end` is the highest that is held or that two works cite: one work may have misread a number ("2014" for "14"), and
    nothing is said of what lies below such a one.
    """

    family: str
    name: str
    code: str
    types: tuple[str, ...]
    system: str
    within: str
    held: tuple[int, ...]
    cited: tuple[int, ...]
    end: int

    @property
    def slug(self) -> str:
        """The code as a part of an address."""
        return slugify(self.code)

    @property
    def lowest(self) -> int:
        """The lowest number known."""
        return min((*self.held[:1], *self.cited[:1]))

    @property
    def highest(self) -> int:
        """The highest number known."""
        return max((*self.held[-1:], *self.cited[-1:]))

    @property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """The stretches of numbers that are not here, from 1 to `end`."""
        known = [0, *sorted((*self.held, *self.cited))]
        return tuple((low + 1, high - 1) for low, high in pairwise(known) if high - low > 1 and high <= self.end)

    @property
    def absent(self) -> int:
        """How many numbers from 1 to `end` are not here."""
        return sum(last - first + 1 for first, last in self.gaps)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number of a series and the works that bear it: row, whether the text is held."""

    serial: int
    rows: tuple[int, ...]
    held: bool


def series(
    connection: Connection, *, cited: Mapping[int, int], without: frozenset[int] = frozenset()
) -> tuple[Series, ...]:
    """Every series with at least `LEAST` known numbers, by the name of the body, newest term or year first.

    `cited` counts who cites each work (`listing.cited_by_row`), `without` are the stubs that no list shows.
    """
    grouped: defaultdict[tuple[str, str, str], list[AnyRow]] = defaultdict(list)
    for row in connection.execute(_numbered()):
        within = _within(row)
        if row.id not in without and within and row.serial > 0:
            grouped[row.family, row.type_code, within].append(row)
    made = (_series(rows, within, cited) for (_family, _code, within), rows in grouped.items())
    told = [one for one in made if one is not None]
    return tuple(sorted(told, key=lambda one: (one.name, one.types, -_rank(one.within))))


def numbers(connection: Connection, one: Series, *, without: frozenset[int] = frozenset()) -> tuple[Numbered, ...]:
    """The known numbers of a series with the works that bear them."""
    asked = _numbered().where(works.c.family == one.family, works.c.type_code == one.code)
    found: defaultdict[int, list[AnyRow]] = defaultdict(list)
    for row in connection.execute(asked):
        if row.id not in without and _within(row) == one.within and 0 < row.serial <= one.highest:
            found[row.serial].append(row)
    return tuple(
        Numbered(serial, tuple(row.id for row in rows), any(row.genre == "directive" for row in rows))
        for serial, rows in sorted(found.items())
    )


def _numbered() -> AnySelect:
    columns = ("id", "family", "type_code", "type", "system", "term", "year", "serial", "genre", "issuer_name", "grade")
    return select(*(works.c[name] for name in columns)).where(
        works.c.genre.in_(("directive", "stub")),
        works.c.family.is_not(None),
        works.c.serial.is_not(None),
        works.c.type_code.is_not(None),
        works.c.type_code != "",
    )


def _within(row: AnyRow) -> str:
    """The term of a Party number, the year of a State number: where numbers begin anew; "" where it is not known."""
    return (row.term or "") if row.system == "party" else str(row.year or "")


def _series(rows: Iterable[AnyRow], within: str, cited: Mapping[int, int]) -> Series | None:
    listed = list(rows)
    known = {row.serial for row in listed}
    if len(known) < LEAST:
        return None
    sure = (row.serial for row in listed if row.genre == "directive" or row.grade or cited.get(row.id, 0) >= WITNESSES)
    first = listed[0]
    held = {row.serial for row in listed if row.genre == "directive"} & known
    return Series(
        family=first.family,
        name=family_name(first.family) or first.issuer_name or first.family,
        code=first.type_code,
        types=tuple(sorted({row.type for row in listed if row.type})),
        system=first.system or "",
        within=within,
        held=tuple(sorted(held)),
        cited=tuple(sorted(known - held)),
        end=max(sure, default=0),
    )


def _rank(within: str) -> int:
    return int(within) if within.isdigit() else ROMAN.index(within) if within in ROMAN else 0
