"""A pasted list of numbers answered line by line: the work found, several that bear it, or none and what is nearest.

Each line is read as a citation, then as a number as people type it, then as a type with a serial. Nothing is kept of
what was pasted; that a number is not here says nothing of whether there is such a document.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from archive.ask.citing import Lookup, linked
from archive.ask.number_list import lines_of, typed_number
from archive.ask.shapes import Shape, candidate_shape
from archive.cite.mentions import find_mentions
from archive.errors import QueryError
from archive.store import documents, series
from archive.works.asked import find_asked
from archive.works.document import Card, Link, Mention

# found: one work · several: works that bear it, none chosen · absent: nothing held or cited bears it
State = Literal["found", "several", "absent", "unread"]
LABELS: dict[State, str] = {
    "found": "có trong kho",
    "several": "nhiều văn bản cùng số",
    "absent": "chưa có trong kho",
    "unread": "không thấy số, ký hiệu",
}
CITED_ONLY = "chưa có toàn văn"
MOST_LINES, MOST_CHARS = 500, 40_000
_MOST_CANDIDATES, _MOST_NEAR = 20, 4


@dataclass(frozen=True, slots=True)
class Listed:
    """One number of the list: its line (from 1), the words, what was read, the state, the works, the nearest ones."""

    line: int
    written: str
    number: str
    state: State
    cards: tuple[Card, ...] = ()
    near: tuple[Card, ...] = ()

    @property
    def label(self) -> str:
        """The state in words; of a work that is only cited, that too."""
        only = self.state == "found" and self.cards[0].genre == "stub"
        return CITED_ONLY if only else LABELS[self.state]


def answer_numbers(text: str, connection: Any) -> tuple[Listed, ...]:  # noqa: ANN401  # one that `reading` gave
    """What the archive has for each line of a list (NFC), in the order of the list; `connection` is one that reads.

    A line with several numbers gives several answers.

    Raises:
        QueryError: the list is empty, or longer than `MOST_LINES` lines or `MOST_CHARS` signs.
    """
    lines = lines_of(text)
    if not lines:
        raise QueryError("Danh sách trống.", remedy="Dán mỗi dòng một số, ký hiệu, ví dụ 47-CT/TU.")
    if len(lines) > MOST_LINES or len(text) > MOST_CHARS:
        raise QueryError(
            f"Danh sách quá dài: nhiều nhất {MOST_LINES} dòng, {MOST_CHARS // 1000}.000 ký tự.",
            remedy="Hãy chia nhỏ rồi thử lại; không có gì được lưu.",
        )
    lookup = partial(documents.find_by_key, connection)
    return tuple(
        one for place, (start, end) in enumerate(lines, 1) for one in _line(place, text[start:end], lookup, connection)
    )


def _line(place: int, written: str, lookup: Lookup, connection: Any) -> Iterator[Listed]:  # noqa: ANN401
    found: Sequence[Mention] = [one for one in find_mentions(written) if one.kind in ("number", "plenum", "law")]
    if not found and (typed := typed_number(written, 0, len(written))):
        found = [typed]
    if not found:
        yield _of_serial(place, written, connection)
        return
    for mention, link in zip(found, linked(found, lookup, text=written), strict=True):
        cards = _bearing(mention, link, lookup)
        state: State = "found" if len(cards) == 1 else "several" if cards else "absent"
        shown = written if len(found) == 1 else mention.surface
        near = _near(mention, connection) if state == "absent" else ()
        number = str(mention.number) if mention.number else mention.surface
        yield Listed(place, shown, number, state, cards[:_MOST_CANDIDATES], near)


def _bearing(mention: Mention, link: Link, lookup: Lookup) -> tuple[Card, ...]:
    """The work that a line means, or the works it may mean: those that its date and body do not rule out."""
    if link.target:
        return (link.target,)
    if link.candidates:
        return tuple(link.candidates)
    # A number alone vouches for nothing in running text; in a list its only bearer is what was asked for.
    bare = not (mention.date or mention.issuer)
    return tuple(lookup(mention.key)) if bare else ()


def _near(mention: Mention, connection: Any) -> tuple[Card, ...]:  # noqa: ANN401
    """The works of the same number with another day or body; else the nearest before and after it."""
    same = documents.find_by_key(connection, mention.key)
    if same or mention.number is None:
        return same[:_MOST_NEAR]
    before, after = series.neighbours(connection, mention.number)
    half = _MOST_NEAR // 2
    return (*before[:half], *after[:half])


def _of_serial(place: int, written: str, connection: Any) -> Listed:  # noqa: ANN401
    """A type with a serial (“chỉ thị 47”): every work of the type with it."""
    bare = written.lstrip("-–•*+ ")
    asked = find_asked(tuple(bare.split()))
    if asked is None or asked.number or not asked.types:
        return Listed(place, written, "", "unread")
    cards = [card for kind in asked.types for card in documents.find_by_serial(connection, asked.serial, kind)]
    state: State = "found" if len(cards) == 1 else "several" if cards else "absent"
    read = f"{' hoặc '.join(asked.types)} số {asked.serial}"
    return Listed(place, written, read, state, tuple(cards[:_MOST_CANDIDATES]))


# --- tables ----------------------------------------------------------------------------------------------------------

COLUMNS = ("Dòng", "Đã ghi", "Số, ký hiệu", "Kết quả", "Loại", "Cơ quan ban hành", "Ngày", "Trích yếu", "Địa chỉ")


def as_csv(listed: Sequence[Listed], root: str = "") -> str:
    """The answers as a table for spreadsheets, one row for each work; `root` goes before the addresses of pages.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    made = io.StringIO()
    table = csv.writer(made, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for one in listed:
        for card in one.cards or (None,):
            table.writerow([_cell(value) for value in _row(one, card, root)])
    return made.getvalue()


def _row(one: Listed, card: Card | None, root: str) -> tuple[str, ...]:
    if card is None:
        return (str(one.line), one.written, one.number, one.label, "", "", "", "", "")
    return (
        str(one.line),
        one.written,
        card.number or one.number,
        one.label,
        card.type or "",
        card.issuer.name if card.issuer else "",
        card.date.shown if card.date else "",
        card.title or "",
        f"{root}/vb/{card.id}" if card.id else "",
    )


def _cell(value: str) -> str:
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def listed_shape(listed: Sequence[Listed]) -> list[Shape]:
    """The answers as JSON."""
    return [
        {
            "line": one.line,
            "written": one.written,
            "number": one.number or None,
            "state": one.state,
            "label": one.label,
            "works": [candidate_shape(card) for card in one.cards],
            "near": [candidate_shape(card) for card in one.near],
        }
        for one in listed
    ]
