"""Reading what is written round a spot: its type, date, issuing body, title and provision, each with its span.

Left of a number stand the type and the provision, right of it “ngày …”, “của …”, “về …”. Items of one list share what is
written once. Nothing is taken from another sentence; what is not written stays None. Judging comes later, in `resolve`.
"""

import re
from dataclasses import dataclass, replace

from archive.cite import patterns
from archive.cite.find import Spot
from archive.text.vietnamese import comparable
from archive.works.dates import DateSpan, PartialDate, find_dates
from archive.works.document import Span
from archive.works.issuer import IssuerSpan, find_issuers, level_of_code, of_code
from archive.works.number import Number
from archive.works.vocabulary import type_named, types_of

# A date, a body and a title stand within this many code points behind a number. The longest real tail seen, a title of
# a regulation on cadres, has 420; a larger window only costs time.
_TAIL = 600
_HEAD = 220


@dataclass(frozen=True, slots=True)
class Around:
    """What stands round one spot. `joined`: only a comma or “và” parts it from the next spot, so they share what follows."""

    type: str | None = None
    type_span: Span | None = None
    date: PartialDate | None = None
    date_span: Span | None = None
    issuer: IssuerSpan | None = None
    title: str | None = None
    title_span: Span | None = None
    provision: Span | None = None
    phrase_start: int = 0
    joined: bool = False


def read_around(text: str, smooth: str, spots: tuple[Spot, ...]) -> tuple[Around, ...]:
    """What stands round each spot, in the order of the spots; `smooth` is the text made even, of the same length."""
    issuers = find_issuers(text)
    heads = [_head(smooth, spots, place, issuers) for place in range(len(spots))]
    read = [_tail(smooth, spots, place, heads, issuers) for place in range(len(spots))]
    return tuple(_share_forward(spots, _share_back(spots, read)))


# --- left ------------------------------------------------------------------------------------------------------------


# “Luật Đất đai số 31/2024/QH15”, “Luật Giáo dục (số 43/2019/QH14)”: the title stands between the type and the number.
_NAMED_LAW = re.compile(r"(?<!\w)(?P<type>Bộ luật|Luật|Pháp lệnh)\s+(?P<title>[^.,;:\n()]{2,80}?)\s*,?\s*\(?\s*số\s*:?\s*$")


def _head(smooth: str, spots: tuple[Spot, ...], place: int, issuers: tuple[IssuerSpan, ...]) -> Around:
    """Type, provision and a body written before the number: “Quyết định của Bộ Chính trị số 31-QĐ/TW”."""
    spot = spots[place]
    floor = max(spots[place - 1].end if place else 0, spot.start - _HEAD, _line_start(smooth, spot.start))
    window = smooth[floor : spot.start]
    around = Around(phrase_start=spot.start)
    if spot.type:
        around = replace(around, type=spot.type)
    elif match := patterns.type_before().search(window):
        around = _typed(around, match, floor, issuers)
    elif match := _NAMED_LAW.search(window):
        span = Span(floor + match.start("title"), floor + match.end("title"))
        around = replace(_typed(around, match, floor, ()), title=match["title"], title_span=span)
    around = _with_subject(around, smooth, issuers, spot)
    return _with_provision(around, smooth, floor)


def _line_start(smooth: str, place: int) -> int:
    return smooth.rfind("\n", 0, place) + 1


def _typed(around: Around, match: re.Match[str], floor: int, issuers: tuple[IssuerSpan, ...]) -> Around:
    named = type_named(" ".join(match["type"].split()))
    span = Span(floor + match.start("type"), floor + match.end("type"))
    inside = [one for one in issuers if span.end <= one.start and one.end <= floor + match.end()]
    return replace(
        around,
        type=named.name if named else None,
        type_span=span,
        issuer=inside[0] if inside else None,
        phrase_start=span.start,
    )


# “Ban Thường vụ Thị ủy đã … đồng thời ban hành nghị quyết số 40-NQ/HU”: the subject of the sentence issues it.
_ISSUES = re.compile(r"(?:ban\s+hành|thông\s+qua|xây\s+dựng|có|ra|ký)\s+(?:các\s+)?$", re.IGNORECASE)


def _with_subject(around: Around, smooth: str, issuers: tuple[IssuerSpan, ...], spot: Spot) -> Around:
    """The nearest body before a verb of issuing, in the same sentence, whose level is the number's own."""
    if around.issuer or spot.number is None:
        return around
    before = smooth[max(0, around.phrase_start - 40) : around.phrase_start]
    if not _ISSUES.search(before):
        return around
    start = _sentence_start(smooth, around.phrase_start)
    level = level_of_code(spot.number)
    fitting = [one for one in issuers if start <= one.start < around.phrase_start and level and one.level == level]
    named = [one for one in fitting if suits(spot.number, one)]
    return replace(around, issuer=named[-1]) if named else around


def _sentence_start(smooth: str, place: int) -> int:
    ends = [match.end() for match in re.finditer(r"[.!?…]\s+(?=[^\W\d_])|\n", smooth[:place])]
    return ends[-1] if ends else 0


def _with_provision(around: Around, smooth: str, floor: int) -> Around:
    match = patterns.PROVISION.search(smooth[floor : around.phrase_start])
    if not match:
        return around
    span = Span(floor + match.start("provision"), floor + match.end("provision"))
    return replace(around, provision=span)


# --- right -----------------------------------------------------------------------------------------------------------

# The end of what may belong to a number: a sentence's end, a semicolon, a new line, an ellipsis.
_STOP = re.compile(r"[.!?](?=\s|$)|;|\n|…")
_GLUE = re.compile(r"[\s,(:–-]*")
_DAY = re.compile(r"(?:(?:ra|ký|ban\s+hành|được\s+ban\s+hành)\s+)?(?:ngày\s+)?", re.IGNORECASE)
_BY = re.compile(r"(?:của|do)\s+(?:Hội\s+nghị\s+)?|(?<=\()", re.IGNORECASE)
# What may follow a body and belongs to it: "(khóa XI)", "khóa XII", "Đảng", "ban hành".
_BY_END = re.compile(rf"(?:\s*(?:Đảng|Việt\s+Nam|ban\s+hành))*(?:\s*[,(]?\s*(?:khóa|nhiệm\s+kỳ)\s+{patterns.TERM}\s*\)?)?", re.IGNORECASE)
_ABOUT = re.compile(r"về(?:\s+việc)?\s+|quy\s+định(?:\s+chi\s+tiết|\s+về|\s+việc)?\s+|(?=[“\"])", re.IGNORECASE)


def _tail(
    smooth: str, spots: tuple[Spot, ...], place: int, heads: list[Around], issuers: tuple[IssuerSpan, ...]
) -> Around:
    """Date, body and title written behind the number, in any order of the first two."""
    spot, around = spots[place], heads[place]
    limit = _limit(smooth, spots, place, heads)
    dates = find_dates(smooth, spot.end, limit)
    at = spot.end
    for _ in range(5):
        at_next, around = _one_step(smooth, at, limit, around, dates=dates, issuers=issuers, spot=spot)
        if at_next == at:
            break
        at = at_next
    rest = smooth[at:limit]
    last = place + 1 == len(spots) or heads[place + 1].phrase_start > limit
    return replace(around, joined=not last and bool(_CONNECTS.fullmatch(rest)))


_CONNECTS = re.compile(r"[\s,)]*(?:và|hoặc|cùng(?:\s+với)?)?\s*(?:các\s+)?(?:số\s*)?", re.IGNORECASE)


def _limit(smooth: str, spots: tuple[Spot, ...], place: int, heads: list[Around]) -> int:
    end = min(len(smooth), spots[place].end + _TAIL)
    if place + 1 < len(spots):
        end = min(end, heads[place + 1].phrase_start)
    stop = _STOP.search(smooth, spots[place].end, end)
    return stop.start() if stop else end


def _one_step(
    smooth: str,
    at: int,
    limit: int,
    around: Around,
    *,
    dates: tuple[DateSpan, ...],
    issuers: tuple[IssuerSpan, ...],
    spot: Spot,
) -> tuple[int, Around]:
    """Read one more thing at a place: a date, a body or the title; the same place when nothing is there."""
    glued = _end(_GLUE, smooth, at, limit)
    day = _end(_DAY, smooth, glued, limit)
    for found in dates:
        if found.start == day and around.date is None:
            return found.end, replace(around, date=found.date, date_span=Span(found.start, found.end))
    by = _end(_BY, smooth, glued, limit)
    for named in issuers:
        if named.start == by and by > at and suits(spot.number, named):
            end = _end(_BY_END, smooth, named.end, limit)
            return end, around if around.issuer else replace(around, issuer=named)
    about = _ABOUT.match(smooth, glued, limit)
    if about and around.title is None:
        span = _title_span(smooth, about.end(), limit)
        if span:
            return span.end, replace(around, title=smooth[span.start : span.end], title_span=span)
    return at, around


def _end(pattern: re.Pattern[str], smooth: str, at: int, limit: int) -> int:
    match = pattern.match(smooth, at, limit)
    return match.end() if match else at


# Where a title ends though the sentence goes on. Real cases: "… chi bộ và Nghị quyết phân công …", "… Hồ Chí Minh gắn việc
# triển khai …", "… (sau đây gọi là …)", "… chi bộ, có hiệu lực …", "… đã được …". Not inside "và", ", " of the title itself.
_TITLE_END = re.compile(
    r"\s*(?:\s(?:và|cùng)\s+(?:với\s+)?(?:việc\s+thực\s+hiện|(?:các\s+)?(?i:" + patterns.type_names() + r")(?!\w))"
    r"|,?\s+gắn\s+(?:với\s+)?việc\s|\s*\(|:\s"
    r"|,\s+(?:có\s+hiệu\s+lực|trong\s+đó|qua\s+đó|đến\s+nay|các\s+cấp|được\s|đã\s|Ban\s|Huyện\s|Tỉnh\s|Thành\s|Đảng\s)"
    r"|\s(?:đã|cũng\s+như|nhằm|còn\s+hiệu\s+lực|hết\s+hiệu\s+lực)\s)"
)
_QUOTED = re.compile(r"[“\"](?P<title>[^”\"\n]{3,400})[”\"]")


def _title_span(smooth: str, at: int, limit: int) -> Span | None:
    """The span of a title that begins at a place; None when fewer than two words are left."""
    quoted = _QUOTED.match(smooth, at)
    if quoted:
        return Span(quoted.start("title"), quoted.end("title"))
    cut = _TITLE_END.search(smooth, at, limit)
    end = _unopened_quote(smooth, at, cut.start() if cut else limit)
    while end > at and (smooth[end - 1].isspace() or smooth[end - 1] in ",:-–("):
        end -= 1
    return Span(at, end) if len(smooth[at:end].split()) >= 2 else None


def _unopened_quote(smooth: str, at: int, end: int) -> int:
    """Where a closing quote stands that the title did not open: the quotation round the whole citation ends there."""
    depth = 0
    for place in range(at, end):
        if smooth[place] == "“":
            depth += 1
        elif smooth[place] == "”":
            depth -= 1
            if depth < 0:
                return place
    return end


# --- sharing in lists ------------------------------------------------------------------------------------------------


def suits(number: Number | None, named: IssuerSpan) -> bool:
    """Whether a body named in words can issue under a number's code: BTCTW is one body, TU a provincial level, TW three."""
    if number is None:
        return True
    only = of_code(number)
    if only:
        return comparable(only.name) == comparable(named.name)
    if number.body_code == "TW":
        return comparable(named.name) in {"bộ chính trị", "ban bí thư", "ban chấp hành trung ương"}
    level = level_of_code(number)
    if number.system == "state":
        return "ủy" not in named.name.split()[-1] and not re.search(r"(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) ủy", named.name)
    return level is None or named.level in (level, "any") or (level == "huyen" and named.level == "tinh" and "Thành" in named.name)


def _share_back(spots: tuple[Spot, ...], read: list[Around]) -> list[Around]:
    """“217-QĐ/TW và 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị”: what follows the last holds for the first."""
    shared = list(read)
    for place in range(len(shared) - 2, -1, -1):
        one, after = shared[place], shared[place + 1]
        if not one.joined or not _alike(spots[place], spots[place + 1]):
            continue
        issuer = one.issuer or after.issuer
        whole = replace(one, issuer=issuer if issuer and suits(spots[place].number, issuer) else one.issuer)
        if one.date is None and one.issuer is None and one.title is None:
            whole = replace(whole, date=after.date, date_span=after.date_span)
        shared[place] = whole
    return shared


def _share_forward(spots: tuple[Spot, ...], read: list[Around]) -> list[Around]:
    """“Quyết định số 217-QĐ/TW và 218-QĐ/TW”: the type is written once, before the first."""
    shared = list(read)
    for place in range(1, len(shared)):
        before, one = shared[place - 1], shared[place]
        if one.type is None and before.joined and before.type and _alike(spots[place - 1], spots[place]):
            shared[place] = replace(one, type=before.type, type_span=before.type_span)
    return shared


def _alike(first: Spot, second: Spot) -> bool:
    """Whether two spots of a list may share words: the same letters, or both without letters."""
    if first.number and second.number:
        return (first.number.type_code, first.number.body_code) == (second.number.type_code, second.number.body_code)
    return first.kind == second.kind == "bare" and first.type == second.type


def type_of(spot: Spot, around: Around) -> str | None:
    """The type by its written name, or by its code where the code has only one; None for a QĐ without a name."""
    if around.type:
        return around.type
    if spot.number is None or not spot.number.type_code:
        return None
    kinds = {kind.name for kind in types_of(spot.number.type_code, spot.number.system)}
    return kinds.pop() if len(kinds) == 1 else None
