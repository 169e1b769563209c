"""The ladder as values: a row for each level of Party and State, what stands in it and why, and what it rests on.

Shapes only. A row never says that one document alone holds: it shows the first, two more, and when they are too near to
tell apart it says that several may apply.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from archive.ask.ladder.place import Place
from archive.works.body import Level
from archive.works.document import Card, System
from archive.works.validity import State

# one: the first stands clear of the others · several: the next is too near, or the first itself is not sure
# empty: nothing clears the bar
RungState = Literal["one", "several", "empty"]

STATE_WORDS: dict[RungState, str] = {
    "one": "văn bản gần chủ đề nhất mà kho biết",
    "several": "nhiều văn bản có thể áp dụng",
    "empty": "kho chưa có văn bản cấp này về chủ đề này",
}
_WEAK = "văn bản gần chủ đề; cần đọc nội dung để xác định"
SYSTEM_WORDS: dict[System, str] = {"party": "Đảng", "state": "Nhà nước"}
LEVEL_WORDS: dict[Level, str] = {"tw": "Trung ương", "tinh": "Tỉnh, thành phố", "huyen": "Huyện", "xa": "Xã, phường"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a row: its card, the points it has, why in words, and its validity on the day.

    `of_before` names the body that it is of, where that body came to its end and the place's present one came of it.
    """

    card: Card
    points: float
    reasons: tuple[str, ...]
    status: State
    of_before: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """A document on the topic that held no more on the day: how it ended, and by which document, where it is known."""

    card: Card
    how: str
    by: Card | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """A row: a level of one system, its bodies on the day, the first document, the two next ones, those of the past.

    `margin` is how far the first stands above the second, in points; None when there is no second. `weak`: only the
    text of the first says part of the topic, its title does not.
    """

    level: Level
    system: System
    bodies: str
    state: RungState
    first: Entry | None = None
    runners: tuple[Entry, ...] = ()
    past: tuple[Past, ...] = ()
    margin: float | None = None
    weak: bool = False

    @property
    def name(self) -> str:
        """The row's name: "Đảng – Tỉnh, thành phố"."""
        return f"{SYSTEM_WORDS[self.system]} – {LEVEL_WORDS[self.level]}"

    @property
    def words(self) -> str:
        """The state of the row in words."""
        return _WEAK if self.weak and not self.runners else STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The documents that may govern a topic in a place on a day, from the top, Party before State at each level.

    `topic` is as typed, `said` as it was taken (with marks). `place` is None for the whole country, or where the name
    was not clear: then `options` are the places it may mean. `notices` are sentences for the reader.
    """

    topic: str
    said: str
    asked_place: str
    place: Place | None
    day: date
    rungs: tuple[Rung, ...]
    options: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[Card, ...]:
        """The first documents of the rows, from the top."""
        return tuple(rung.first.card for rung in self.rungs if rung.first)
