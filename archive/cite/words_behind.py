"""Reading the words behind a spot: the day, the issuing body, the term and the title, in whatever order they stand.

“… số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai về nâng cao chất lượng sinh hoạt chi bộ”. Each step reads one thing
at a place and moves on; the first words that are none of them end the reading.
"""

import re

from archive.cite import patterns
from archive.cite.around import Around, Named, joined, of_a_congress, suits, term_at
from archive.cite.codified import straight
from archive.cite.days import Day, day_at
from archive.cite.provisions import BEHIND
from archive.cite.reach import Edge, limit_behind
from archive.cite.spot import Spot
from archive.cite.titles import title_lead, title_span
from archive.text.span import Span
from archive.works.issuer import IssuerSpan

_STEPS = 6  # year or day, term, body, its term, title, and one to spare

# Blanks and signs between the parts; "/nb" is an office's own mark behind a number ("919-CV/VPTW/nb"), "[4]" that of a
# footnote, "**" a web page's bold type.
_GLUE = re.compile(r"(?:/nb)?[\s,(:*–-]*(?:\[\d{1,3}\][\s,(:*–-]*)?")
# Before a body. Must match: "của ", "do ", "của Bộ trưởng ", "của Hội nghị lần thứ sáu ", "Hội nghị lần thứ 11 ",
# "Hội nghị lần thứ sáu (lần 1) ", "(".
_BY = re.compile(
    r"(?:(?:của|do)\s+)?Hội\s+nghị\s+(?:lần\s+thứ\s+\S+\s+(?:\(lần\s+\d\)\s+|\S+\s+)?)(?=Ban\s+Chấp|BCH)"
    r"|(?:của|do)\s+(?:đồng\s+chí\s+)?(?:(?:Bộ\s+trưởng|Chủ\s+tịch|Thống\s+đốc|Chủ\s+nhiệm|Tổng\s+Thanh\s+tra|Chánh\s+án"
    r"|Viện\s+trưởng|Tổng\s+Kiểm\s+toán|Giám\s+đốc(?=\s+Sở\s))\s+)?|(?<=\()",
    re.IGNORECASE,
)
_OF = re.compile(r"(?:của|do)\s+", re.IGNORECASE)
# What may follow a body and belongs to it: "Đảng (khóa XI)", "ban hành", ", Ban Bí thư" of one joint document,
# "6 khóa XII" of a plenum. Not: "ban hành Danh mục …", "ban hành quy trình …", which is the title.
_BY_END = re.compile(
    r"(?:\s*(?:,|và)\s*(?:Bộ\s+Chính\s+trị|Ban\s+Bí\s+thư)(?!\w))?(?:\s*(?:Đảng(?!\s+bộ)|Việt\s+Nam"
    r"|ban\s+hành(?!\s+(?:danh\s+mục|quy\s+(?:định|chế|trình|chuẩn|tắc)|điều\s+lệ|chế\s+độ|chính\s+sách|tiêu\s+ch|mẫu|biểu|bảng"
    r"|bộ\s+(?:tiêu|quy|chỉ)|định\s+mức|khung|một\s+số|chương\s+trình|kế\s+hoạch|đề\s+án|hệ\s+thống|hướng\s+dẫn)(?!\w))))*"
    rf"(?:\s+\d{{1,2}})?(?P<term>\s*[,(]?\s*(?:khóa|nhiệm\s+kỳ)\s+{patterns.TERM}\s*\)?)?",
    re.IGNORECASE,
)
_CONNECTS = re.compile(r"[\s,)]*(?:và|hoặc|đến|cùng(?:\s+với)?)?\s*(?:các\s+)?(?:số\s*)?", re.IGNORECASE)


def read_behind(smooth: str, spot: Spot, around: Around, named: Named, *, edge: Edge | None) -> Around:
    """`around` with the day, body, term and title written behind the spot, in any order.

    What is written from the `edge` on is another's; None behind the last spot.
    """
    limit = limit_behind(smooth, spot.end, edge, named)
    reached = edge is not None and edge.number is not None and limit == edge.at
    tail = _Tail(around, spot, named, smooth=smooth, limit=limit, nested=edge.number if edge and reached else None)
    at = tail.begin()
    for _ in range(_STEPS):
        glued = _end(_GLUE, smooth, at, limit)
        if glued >= limit:
            break
        moved = tail.read_day(at, glued) or tail.read_body(at, glued) or tail.read_term(glued) or tail.read_title(glued)
        if not moved:
            break
        at = moved
    connected = reached and _CONNECTS.fullmatch(smooth, at, limit) is not None
    return tail.told(connected=connected and not _leaves_bracket(smooth, spot.end, limit))


def _leaves_bracket(smooth: str, start: int, end: int) -> bool:
    """Whether a bracket opened before a spot closes: “… (Nghị quyết số 39-NQ/TW), Kết luận số …” shares nothing."""
    return smooth.count(")", start, end) > smooth.count("(", start, end)


def _end(pattern: re.Pattern[str], smooth: str, at: int, limit: int) -> int:
    match = pattern.match(smooth, at, limit)
    return match.end() if match else at


def _alone(glue: str, smooth: str, glued: int) -> bool:
    """Whether a year at a place may stand without “năm”: behind one blank, or alone in brackets, “10-CT/TW (2007)”."""
    return glue == " " or (glue.strip() == "(" and smooth.startswith(")", glued + len("2007")))


class _Tail:
    """What has been read behind one spot so far; each reading takes a place and gives the next, None if nothing is.

    `nested` is where the next citation's number ends when it is the next citation that sets the limit.
    """

    def __init__(self, head: Around, spot: Spot, named: Named, *, smooth: str, limit: int, nested: int | None) -> None:
        self.head, self.spot, self.named = head, spot, named
        self.smooth, self.limit, self.nested = smooth, limit, nested
        self.day: Day | None = None
        self.issuer, self.title, self.title_span = head.issuer, head.title, head.title_span
        self.term, self.term_span = head.term, head.term_span
        self.provision = head.provision

    def begin(self) -> int:
        """Where reading begins: behind the number with its part in brackets, or behind title, day and body."""
        told = straight(self.smooth, self.spot, self.limit, self.named)
        if told is None:
            return self._behind_part()
        self.day = Day(told.date.end, told.date.date, Span(told.date.start, told.date.end))
        if self.title is None:
            self.title, self.title_span = told.title, told.title_span
        if told.issuer is None:
            return told.date.end
        self.issuer = told.issuer
        return self._behind_body(told.issuer)

    def _behind_part(self) -> int:
        """“Quy định số 22-QĐ/TW (khoản 2 Điều 3)”: the part may stand behind the number."""
        part = BEHIND.match(self.smooth, self.spot.end, self.limit)
        if part and self.provision is None:
            self.provision = Span(*part.span("provision"))
        return part.end() if part else self.spot.end

    def read_day(self, at: int, glued: int) -> int | None:
        """The day at a place: “, ngày 11/11/2014”, “cùng ngày 11/11/2014”, “năm 2025”, “ 2025”."""
        if self.day and (self.day.date or self.day.same):
            return None
        found = day_at(self.smooth, glued, self.limit, alone=_alone(self.smooth[at:glued], self.smooth, glued))
        if found is None:
            return None
        self.day = found
        # The day of “47-CT/TU (11/11/2014) của Tỉnh ủy” with its bracket.
        return found.end + (self.smooth.startswith(")", found.end) and "(" in self.smooth[at:glued])

    def read_body(self, at: int, glued: int) -> int | None:
        """The body at a place, if it can issue under the number's code: “của Ban Bí thư (khóa XII)”."""
        if self.smooth[glued] not in "cCdDhH" and self.smooth[glued - 1] != "(":
            return None  # the first letters of “của, do, Hội nghị”
        # “của Hội nghị Trung ương 6” names the Committee by its meeting: both ends of the lead are tried.
        of, by = _end(_OF, self.smooth, glued, self.limit), _end(_BY, self.smooth, glued, self.limit)
        for lead in (of,) if by == of else (of, by):
            # A lead word or an opening bracket must stand before the body, not blanks alone.
            led = lead > at and (lead > glued or self.smooth[glued - 1] == "(")
            one = self.named.at(lead) if led else None
            if one and one.start < self.limit and suits(self.spot.number, one):
                one = self._joint(one)
                self.issuer = self.issuer or one
                return self._behind_body(one)
        return None

    def _joint(self, first: IssuerSpan) -> IssuerSpan:
        """The bodies of a document whose code has several, as one; else the first (“Bộ Chính trị, Ban Bí thư”)."""
        number = self.spot.number
        return joined(self.smooth, first, self.named, self.limit) if number and "-" in number.body_code else first

    def _behind_body(self, body: IssuerSpan) -> int:
        match = _BY_END.match(self.smooth, body.end, self.limit)
        if match and match["term"]:
            self.read_term(match.start("term"))
        return match.end() if match else body.end

    def read_term(self, at: int) -> int | None:
        """The term at a place: “ (khóa XII)” behind a number or a day; the first that is written counts."""
        found = term_at(self.smooth, at, self.limit)
        if found and self.term is None:
            self.term, self.term_span = found.numeral, found.span
        return found.end if found else None

    def read_title(self, glued: int) -> int | None:
        """The title at a place, behind “về” or in quotation marks, or a verb's phrase behind a day or a body."""
        if self.title or self.spot.kind == "law":
            return None
        dated = self.day is not None and self.day.date is not None and self.day.date.day is not None
        named = self.issuer is not None and self.issuer.start > self.spot.end
        verbs = (dated or named) and self.spot.kind == "number"
        lead = title_lead(self.smooth, glued, self.limit, verbs=verbs, sure=dated and named)
        span = title_span(self.smooth, lead, self.limit, self.nested) if lead is not None else None
        if span is None:
            return None
        self.title, self.title_span = self.smooth[span.start : span.end], span
        return span.end

    def told(self, *, connected: bool) -> Around:
        """Everything read, as one value."""
        head, day = self.head, self.day
        congress = self.term is not None and of_a_congress(self.spot, self.issuer)
        # Written out, not `replace`: this runs for every citation, and `replace` costs three times as much.
        return Around(
            type=head.type,
            type_span=head.type_span,
            date=day.date if day else None,
            date_span=day.span if day else None,
            issuer=self.issuer,
            title=self.title,
            title_span=self.title_span,
            provision=self.provision,
            term=self.term if congress else None,
            term_span=self.term_span if congress else None,
            phrase_start=head.phrase_start,
            joined=connected,
            days=day.days if day else (),
            same_day=day.same if day else None,
        )
