"""The table of attributes that portals print with a document: “Số ký hiệu | 101/2015/QH13 | Ngày ban hành | …”.

Pages that hold the table and a text without its letterhead say there what the letterhead would have said. A value is
what stands beside its label and nothing else; a list of several documents is no table of one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from archive.text.span import Span
from archive.text.vietnamese import comparable
from archive.works import bodies
from archive.works.dates import PartialDate, find_dates
from archive.works.document import Document, Evidence, Issuer
from archive.works.issuer import find_issuers, identify, of_code
from archive.works.number import Number, numbers_in
from archive.works.vocabulary import type_named
from ingest.letterhead import type_by_letters
from ingest.subject import begins_body, subject_between, title_of

# Labels as portals of the State and the Party print them; those of "" end a value and belong to the table.
_LABELS: Mapping[str, tuple[str, ...]] = {
    "number": ("Số ký hiệu", "Số hiệu", "Số/Ký hiệu", "Số, ký hiệu", "Số ký hiệu văn bản", "Số hiệu văn bản"),
    "date": ("Ngày ban hành", "Ngày ký", "Ngày ký ban hành", "Ngày xác thực", "Ngày ban hành văn bản"),
    "type": ("Loại văn bản", "Thể loại văn bản", "Hình thức văn bản", "Thể loại", "Loại VB"),
    "issuer": (
        "Cơ quan ban hành", "Cơ quan hợp nhất", "Nơi ban hành", "Đơn vị ban hành",
        "Cơ quan ban hành/ Chức danh / Người ký", "Cơ quan hợp nhất/ Người ký/ Chức danh",
    ),
    "title": ("Trích yếu", "Trích yếu nội dung", "Trích yếu văn bản", "Tên văn bản"),
    "": (
        "Ngày hiệu lực", "Ngày có hiệu lực", "Ngày hết hiệu lực", "Người ký", "Lĩnh vực", "Tình trạng", "Trạng thái",
        "Tình trạng hiệu lực", "Nguồn", "Nguồn trích", "Nguồn thu thập", "Phạm vi", "Ngày đăng công báo", "Số công báo",
        "Loại VB được sửa đổi bổ sung", "Chức danh", "Thay thế", "Căn cứ pháp lý", "Thuộc tính", "Nội dung",
    ),
}  # fmt: skip
_SIGNS = " \t*•-–_:|#>"
# The table stands near the top of its page, in one piece: its rows lie this near to the number's.
_HEAD, _NEAR = 6000, 8
# A number with so many other values beside it is a table; fewer may be a sentence with a colon.
_FEWEST = 2
# A text without any of the labels of a number is passed over. Must match: "Số ký hiệu", "SỐ HIỆU", "Số/Ký hiệu".
_LABEL = re.compile(r"số\s*[,/]?\s*(?:ký\s+)?hiệu", re.IGNORECASE)
# "Số hiệu: 5/2020/TT-BCA" in one cell. Must not: "08:30", "Điều 1: …" (no label stands before the colon).
_COLON = re.compile(r"^[\s*•>–-]*(?P<label>[^\n:|]{4,60}?)[\s*]*:[\s*]*(?=\S)")
# A line over the table that is no title: keys of front matter ("layout: page"), headings of the table itself.
_NO_TITLE = re.compile(r"^[\s*#>-]*(?:\w+\s*:|thông\s+tin|thuộc\s+tính|toàn\s+văn)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the table says: the number always, the others where they are written, each with its span in the text."""

    number: Number
    spans: Mapping[str, Span]
    type: str | None = None
    date: PartialDate | None = None
    issuer: Issuer | None = None
    title: str | None = None


def read_attributes(text: str) -> Attributes | None:
    """The table of attributes of a canonical text; None when there is none or there are several."""
    if not _LABEL.search(text, 0, _HEAD):
        return None
    cells = list(_cells(text[:_HEAD]))
    values = _values(cells, text)
    at = values.get("number", [])
    if len(at) != 1:
        return None
    row, span = at[0]
    number = _number(text, span)
    near = {name: found[0][1] for name, found in values.items() if abs(found[0][0] - row) <= _NEAR}
    if number is None or len(near) <= _FEWEST:
        return None
    first = min(where for where, *_ in cells if abs(where - row) <= _NEAR and _is_row(cells, where))
    return _said(text, number, near, first)


def described_by(said: Attributes, document: Document) -> Document:
    """A document with what its text does not say taken from the table; itself where the table is of another number."""
    if document.number is not None and document.number.key != said.number.key:
        return document
    told = {name: getattr(said, name) for name in ("number", "type", "date", "issuer", "title")}
    gaps = {name: value for name, value in told.items() if value is not None and getattr(document, name) is None}
    if not gaps:
        return document
    kept = tuple(one for one in document.evidence if one.field not in gaps)
    seen = tuple(
        Evidence(name, said.spans.get(name), "words" if name in said.spans else "code", 0.9, "bảng thuộc tính")
        for name in gaps
    )
    issuer = gaps.get("issuer", document.issuer)
    known = bodies.body(issuer.body) if issuer and issuer.body else None
    return replace(
        document,
        **gaps,
        system=said.number.system,
        place=document.place or (known.place if known else None),
        evidence=(*kept, *seen),
    )


# --- cells -----------------------------------------------------------------------------------------------------------

# Row, what the label means (None for a cell that is no label), and where the words of the cell stand.
_Cell = tuple[int, str | None, Span]


def _cells(head: str) -> Iterator[_Cell]:
    """The cells of every line, without their signs; a cell "label: value" gives two."""
    at = 0
    for row, line in enumerate(head.split("\n")):
        for cell in re.finditer(r"[^|\n]+", line):
            yield from _split(head, row, at + cell.start(), at + cell.end())
        at += len(line) + 1


def _split(head: str, row: int, start: int, end: int) -> Iterator[_Cell]:
    colon = _COLON.match(head[start:end])
    if colon and (name := _meaning(colon["label"])) is not None:
        yield row, name, Span(start + colon.start("label"), start + colon.end("label"))
        start += colon.end()
        span = _bare(head, start, end)
        if span:
            yield row, None, span
        return
    span = _bare(head, start, end)
    if span:
        yield row, _meaning(head[slice(*span)]), span


def _bare(head: str, start: int, end: int) -> Span | None:
    while start < end and head[start] in _SIGNS:
        start += 1
    while end > start and head[end - 1] in _SIGNS:
        end -= 1
    return Span(start, end) if end > start else None


@cache
def _meanings() -> dict[str, str]:
    return {comparable(label): name for name, labels in _LABELS.items() for label in labels}


def _meaning(words: str) -> str | None:
    """What a cell labels: a field, "" for another label of the table, None for a cell that is none."""
    return _meanings().get(comparable(words.strip(_SIGNS))) if len(words) <= 60 else None


def _values(cells: list[_Cell], text: str) -> dict[str, list[tuple[int, Span]]]:
    """The cell behind each label, by field, with its row; a label behind a label has no value."""
    found: dict[str, list[tuple[int, Span]]] = {}
    for (row, name, _), (after, other, span) in pairwise(cells):
        if name and other is None and after - row <= 1 and not begins_body(text[slice(*span)]):
            found.setdefault(name, []).append((row, span))
    return found


def _is_row(cells: list[_Cell], row: int) -> bool:
    return any(where == row and name is not None for where, name, _ in cells)


# --- values ----------------------------------------------------------------------------------------------------------


def _number(text: str, span: Span) -> Number | None:
    """The number that fills its cell."""
    found = list(numbers_in(text[slice(*span)]))
    return found[0][2] if len(found) == 1 and (found[0][0], found[0][1]) == (0, span.end - span.start) else None


def _said(text: str, number: Number, near: Mapping[str, Span], first: int) -> Attributes:
    spans = {"number": near["number"]}
    date = issuer = None
    if "date" in near and (days := find_dates(text, *near["date"])):
        date, spans["date"] = days[0].date, Span(days[0].start, days[0].end)
    if "issuer" in near and (named := find_issuers(text, *near["issuer"])):
        issuer, spans["issuer"] = identify(named[0], date), Span(named[0].start, named[0].end)
    written = text[slice(*near["type"])] if "type" in near else ""
    lettered = type_by_letters(number, None, number.system)
    kind = type_named(written)
    if kind and lettered != "Văn bản hợp nhất":
        lettered, spans["type"] = kind.name, near["type"]
    title = subject_between(text, *near["title"]) if "title" in near else _over(text, first, number)
    if title:
        spans["title"] = title
    return Attributes(
        number, spans, lettered, date, issuer or of_code(number, date), title_of(text, title) if title else None
    )


def _over(text: str, row: int, number: Number) -> Span | None:
    """The title over a table without a row for it: the nearest line of words above the first row."""
    lines = text[:_HEAD].split("\n")[:row]
    at = sum(len(line) + 1 for line in lines)
    for line in reversed(lines):
        at -= len(line) + 1
        span = _bare(text, at, at + len(line))
        if span is None or line.lstrip(_SIGNS).lower().startswith(("thông tin", "thuộc tính")):
            continue
        if _NO_TITLE.match(line):
            return None
        return _behind_number(text, Span(_wrapped_from(text, span.start), span.end), number)
    return None


def _wrapped_from(text: str, start: int) -> int:
    """Where a title begins whose last line begins at `start`: lines that begin with a small letter go on with one."""
    for _ in range(6):
        above = text[:start].rstrip("\n" + _SIGNS)
        if not text[start].islower() or not above or _NO_TITLE.match(line := above[above.rfind("\n") + 1 :]):
            break
        span = _bare(text, len(above) - len(line), len(above))
        if span is None:
            break
        start = span.start
    return start


# What may stand between a number and the title behind it: " của Chính phủ", " ngày 21/7/2026", ": ".
_TO_TITLE = re.compile(
    r"(?:\s+của\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,3}?(?=\s+(?:ngày|về|quy|sửa|hướng)(?!\w)|\s*$|\s*:))?"
    r"(?:,?\s+ngày\s+\d[\d/.\-]{5,9})?\s*[:–-]?\s*",
    re.IGNORECASE,
)


def _behind_number(text: str, span: Span, number: Number) -> Span | None:
    """The title of a headline: behind the document's own number if it begins so (“Nghị định 13/2023/NĐ-CP bảo vệ”)."""
    own = [one for one in numbers_in(text[slice(*span)]) if one[2].key == number.key]
    if not own:
        return subject_between(text, *span)
    lead = _TO_TITLE.match(text, span.start + own[0][1], span.end)
    return subject_between(text, lead.end() if lead else span.end, span.end)
