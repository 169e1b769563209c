"""The shape of an issuing body: one dated identity with its names, its code, its level and who says so.

The table of them is in `bodies`; this room only holds the value, so that every room that makes one may.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from archive.works.dates import PartialDate

Level = Literal["tw", "tinh", "huyen", "xa", "any"]
LEVELS: dict[str, str] = {
    "tw": "Trung ương",
    "tinh": "Tỉnh, thành phố",
    "huyen": "Huyện (đến 30/6/2025)",
    "xa": "Xã, phường, đặc khu và cơ sở",
    "any": "Chưa rõ cấp",
}


@dataclass(frozen=True, slots=True)
class Body:
    """One dated identity. `names` are (from, to, name) with None for open ends; `place` is the province's name.

    `valid_from`, `valid_to` bound its life where known; `predecessors` are ids; `grade` and `evidence` say who says so.
    """

    id: str
    family: str
    name: str
    code: str
    level: Level
    system: Literal["party", "state"]
    place: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    names: tuple[tuple[date | None, date | None, str], ...] = ()
    aliases: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    grade: str = ""
    evidence: str = ""
    note: str = ""

    def lives(self, on: PartialDate) -> bool:
        """Whether the body may have existed on a date, as far as its bounds are known."""
        return not (self.valid_from and on.last < self.valid_from) and not (self.valid_to and on.first > self.valid_to)

    def name_on(self, on: PartialDate | None) -> str:
        """Its name on a date; the latest name when the date is not known."""
        for start, end, name in self.names:
            if on and not (start and on.last < start) and not (end and on.first > end):
                return name
        return self.name
