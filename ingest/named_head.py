"""The older head of an official text: type, body, number, day and subject in one sentence, on no lines of their own.

“Nghị định của Chính phủ số 12/2003/NĐ-CP ngày 10/10/2003 về …”. Collections and portals reprint texts so. News begins
with such words too: it is a head only where the body of an official text follows it, a “Căn cứ …”, with nothing between
but the name of who issues.
"""

import re
from itertools import islice

from archive.text.span import Span
from archive.text.vietnamese import comparable
from archive.works.dates import PartialDate, find_dates
from archive.works.issuer import find_issuers
from archive.works.number import Number, numbers_in
from archive.works.vocabulary import DocType, type_named
from ingest.joint import is_joint, joint_issuer
from ingest.letterhead import Letterhead
from ingest.subject import names_issuer, subject_between, title_of

# Before the head stand at most running heads and the body's name; the head itself is at most so long.
_ABOVE, _LONGEST, _MOST_LINES = 300, 2000, 14
# Between a type and its number. Must match: " số ", " của Bộ Tài chính số: ", "\nCỦA BỘ TÀI CHÍNH SỐ ".
# Must not: " này thay thế Nghị định số ", ", Thông tư số ".
_TO_NUMBER = re.compile(r"\s+(?:của\s+[^\d;.:()]{3,250}?\s+)?số\s*:?\s*", re.IGNORECASE)
# Between number and day. Must match: " ngày ", ", ngày ", "\nngày ", " của Chính phủ ngày ".
_TO_DAY = re.compile(r"\s*(?:của\s+[^\d;.:()]{3,250}?)?\s*,?\s*ngày\s+", re.IGNORECASE)
# Lines of the gazette over a text: "2", "CÔNG BÁO/Số 11 + 12/Ngày 10-01-2003", "VĂN BẢN QUY PHẠM PHÁP LUẬT".
_RUNNING = re.compile(r"\d{1,4}\s*$|CÔNG\s+BÁO|VĂN\s+BẢN\s+(?:QUY\s+PHẠM\s+)?PHÁP\s+LUẬT|[\W_]+$")
_BASIS = re.compile(r"\s*[-–+]?\s*căn\s+cứ(?!\w)", re.IGNORECASE)


def read_named_head(text: str) -> Letterhead | None:
    """The head of a text that begins in this way; None for every other text."""
    named = _type(text)
    found = _number_and_day(text, named[1].end) if named else None
    after = _behind(text, found[3].end) if found else None
    if named is None or found is None or after is None:
        return None
    kind, kind_span = named
    number, number_span, day, day_span = found
    subject = subject_between(text, day_span.end, after)
    bodies = find_issuers(text, kind_span.end, day_span.end)
    several = joint_issuer(text, bodies, joint=is_joint(number))
    issuer = several[0] if several else next(iter(bodies), None)
    return Letterhead(
        number=number,
        number_span=number_span,
        date=day,
        date_span=day_span,
        issuer=issuer,
        issuer_spans=several[1] if several else (Span(issuer.start, issuer.end),) if issuer else (),
        type=kind.name,
        type_span=kind_span,
        title=title_of(text, subject) if subject else None,
        title_span=subject,
    )


def _type(text: str) -> tuple[DocType, Span] | None:
    """The type's name, in any case, at the beginning of the first line that is no running head and no body's name."""
    for line in re.finditer(r"^[^\S\n]*(?P<words>\S[^\n]*)", text[: _ABOVE + _LONGEST], re.MULTILINE):
        words = list(islice(re.finditer(r"[^\W\d_]+", line["words"]), 4))
        for last in reversed(words):
            written = line["words"][: last.end()]
            kind = type_named(written.capitalize())
            if kind and written[:1].isupper():
                return kind, Span(line.start("words"), line.start("words") + len(written))
        if line.start() > _ABOVE or not (_RUNNING.match(line["words"]) or _only_a_body(line["words"])):
            return None
    return None


def _number_and_day(text: str, end: int) -> tuple[Number, Span, PartialDate, Span] | None:
    """The number behind a type that ends at `end`, and the day behind the number."""
    lead = _TO_NUMBER.match(text, end, end + 300)
    found = [one for one in numbers_in(text[: end + 400]) if lead and one[0] == lead.end()]
    to_day = _TO_DAY.match(text, found[0][1], found[0][1] + 300) if found else None
    if to_day is None:
        return None
    begin, after, number = found[0]
    for one in find_dates(text, after, to_day.end() + 40):
        if one.start <= to_day.end() < one.end:
            return number, Span(begin, after), one.date, Span(one.start, one.end)
    return None


def _behind(text: str, after: int) -> int | None:
    """Where the subject behind the day ends: before the “Căn cứ …” or the issuer's name over it; None without them."""
    at, last = after, ""
    for count, line in enumerate(text[after : after + _LONGEST].split("\n")):
        if count and _BASIS.match(line):
            return at - len(last) - 1 if _only_a_body(last) or names_issuer(last) else at
        if count > _MOST_LINES:
            return None
        at, last = at + len(line) + 1, line
    return None


def _only_a_body(line: str) -> bool:
    """Whether a line is the name of a body, or of several with what joins them, and nothing else."""
    named = find_issuers(line)
    edges = [0, *(edge for one in named for edge in (one.start, one.end)), len(line)]
    rest = " ".join(line[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return bool(named) and all(word == "và" for word in re.findall(r"\w+", comparable(rest)))
