"""The words of validity round a mention: verbs, what stands between verb and object, between items, before who acts.

Patterns and the stretch that a mention's own words take; who does what to whom is read in `claims`.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from archive.cite.clauses import ITEM
from archive.works.document import Mention
from archive.works.validity import Scope, Value

REACH = 160  # from a verb to its object: “bãi bỏ khoản 2, khoản 3 Điều 5 và các Phụ lục II, III kèm theo Thông tư …”

# The verbs, in a text of small letters. Matches: "thay thế cho", "bãi bỏ", "hết hiệu lực", "sửa đổi, bổ sung", "đình
# chỉ việc thi hành", "tiếp tục thực hiện".
# Not: "bổ sung" alone (of people, of a plan), "đình chỉ sinh hoạt đảng", "có hiệu lực".
VERB = re.compile(
    r"(?=[bchkstđ])(?<!\w)(?:(?P<replaced>thay\s+thế(?:\s+cho)?)|(?P<abolished>(?:bãi|hủy)\s+bỏ)"
    r"|(?P<ended>(?:hết|chấm\s+dứt|không\s+còn)\s+hiệu\s+lực)"
    r"|(?P<amended>sửa\s+đổi(?:\s*,?\s*(?:và\s+)?bổ\s+sung)?|bổ\s+sung(?=\s+một\s+số\s+điều))"
    r"|(?P<suspended>đình\s+chỉ\s+(?:việc\s+)?(?:thi\s+hành|thực\s+hiện)|(?:tạm\s+)?ngưng\s+hiệu\s+lực"
    r"|tạm\s+dừng\s+(?:việc\s+)?(?:thực\s+hiện|thi\s+hành))"
    r"|(?P<continued>tiếp\s+tục\s+(?:tổ\s+chức\s+|đẩy\s+mạnh\s+)?(?:thực\s+hiện|thi\s+hành|có\s+hiệu\s+lực)))(?!\w)"
)
# The words that they begin with, by which they are looked for.
VERB_WORDS = ("thay", "bãi", "hủy", "hết", "chấm", "không", "sửa", "bổ", "đình", "tạm", "ngưng", "tiếp")
_VALUES: tuple[Value, ...] = ("replaced", "abolished", "ended", "amended", "suspended", "continued")
# The relation that the classifier gives to what a verb governs.
RELATIONS: dict[Value, str] = {
    "replaced": "thay_the",
    "abolished": "bai_bo",
    "ended": "het_hieu_luc",
    "amended": "sua_doi_bo_sung",
    "suspended": "dinh_chi",
    "continued": "tiep_tuc",
}
# A mention that the classifier reads in one of these ways is grounds, guidance or part of a title, no object of a verb.
OTHER_USES = frozenset({"can_cu", "huong_dan", "cu_the_hoa", "quan_triet", "so_ket_tong_ket", "dinh_chinh", "hop_nhat"})
# Verbs whose subject is the work itself. Matches: "hết hiệu lực", "tiếp tục có hiệu lực". Not: "thay thế".
INTRANSITIVE = re.compile(r"(?:hết|chấm\s+dứt|không\s+còn|ngưng|tiếp\s+tục\s+có)\s+hiệu\s+lực", re.IGNORECASE)
# Before a passive verb. Matches at the end: "được ", "đã bị ". Not: "được phép ".
PASSIVE = re.compile(r"(?:(?P<past>(?<!\w)đã)\s+)?(?<!\w)(?:được|bị)\s+$", re.IGNORECASE)
PAST = re.compile(r"(?<!\w)đã\s+$", re.IGNORECASE)  # matches at the end: "đã ". Not: "được "

# Between a verb and its object, the whole of which is meant. Matches whole: " ", " các văn bản sau đây:\n1. ",
# " hiệu lực của ", " tốt ", " việc thi hành ". Not: " một số điều của ".
_WHOLE = re.compile(
    r"(?:[\s:,]|toàn\s+bộ|cho|các|những|văn\s+bản|quy\s+phạm\s+pháp\s+luật|(?:sau|dưới)\s+đây|sau|gồm|hiệu\s+lực|"
    r"thi\s+hành|thực\s+hiện|việc|đối\s+với|của|số|nghiêm(?:\s+túc)?|tốt|(?:có\s+)?hiệu\s+quả|đầy\s+đủ|[-–+*•]|"
    r"\(?(?:\d{1,2}|[a-zđ])[.)])*",
    re.IGNORECASE,
)
# Between a verb and its object, a part of which is meant.
# Matches in: " một số điều của ", " khoản 2 và khoản 3 Điều 5 ", " Phụ lục kèm theo ".
# Not in: " Chương trình ", " mục tiêu ", " toàn bộ ".
PART = re.compile(
    r"(?<!\w)(?:(?:một\s+(?:số|phần)|điểm\s+[a-zđ]|(?:mục|chương|phần)\s+[IVX]+|phụ\s+lục|quy\s+định\s+tại|mẫu)(?!\w)"
    r"|(?:điểm|khoản|điều|mục|chương|phần)\s+(?:\d|thứ\s))",
    re.IGNORECASE,
)
# A part lies in the object itself. Matches in: " một số nội dung thực hiện ". Not in: " Phụ lục I kèm theo ".
_ELSEWHERE = re.compile(r"(?<!\w)(?:thực\s+hiện|triển\s+khai|căn\s+cứ|hướng\s+dẫn|(?<!kèm\s)theo)(?!\w)", re.IGNORECASE)
# “thay thế cụm từ …” changes the wording. Matches in: " cụm từ “a” bằng “b” tại ", " từ “huyện” ". Not in: " từ ngày ".
_WORDING = re.compile(r"(?<!\w)cụm\s+từ|^\s*(?:các\s+)?từ\s+[“\"]", re.IGNORECASE)
# Between two items of one list. Matches whole: ", ", " và ", ";\nb) ", ", các ". Not: " hướng dẫn ".
LISTED = re.compile(rf"[\s,;)]*(?:(?:và|cùng(?:\s+với)?)\s+)?{ITEM}(?:(?:và|các|những)\s+)*", re.IGNORECASE)
# From one item to the next of a list under a colon, each on its line.
# Matches whole: " về giá đất.\n2. ". Not: "\nĐiều 2".
NEXT_ITEM = re.compile(r"[^\n]{0,400}\n\s*(?:[-–+*•]|\(?(?:\d{1,2}|[a-zđ])[.)])\s*", re.IGNORECASE)
# A text's heading names what it does. Matches at the end: "KẾT LUẬN về ", "Về việc ", "V/v ". Not: "nói về Quy định ".
HEADING = re.compile(r"(?:^|\s)(?:về|v/v)(?:\s+việc)?\s*$", re.IGNORECASE)
# Behind a passive verb, before who acts. Matches whole: " bằng ", " bởi ", " theo khoản 1 Điều 3 ". Not: " từ ngày ".
ACTOR = re.compile(
    r"(?:\s*,?\s*(?:một\s+số\s+điều|bổ\s+sung))?\s*(?:bằng|bởi|theo|tại)\s+(?:quy\s+định\s+)?(?:tại\s+)?", re.IGNORECASE
)
# Behind a verb or its object. Matches: " một phần", " từ ngày 01/7/2025, trừ Điều 5". Not: " toàn bộ".
PARTLY = re.compile(r"[^.;\n]{0,20}một\s+phần|[^\n]{0,200},\s*(?:trừ|ngoại\s+trừ)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A mention with the stretch its own words take.

    `start` is where its type begins, `part` where the part of it begins that is cited, `end` where what is said of it
    (date, body, title) ends.
    """

    index: int
    mention: Mention
    start: int
    part: int
    end: int


@dataclass(frozen=True, slots=True)
class Cited:
    """The mentions of a text with their stretches, in order, and where each begins."""

    places: tuple[Place, ...]
    starts: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[Place, ...]:
        """Those that begin in `[start, end)`."""
        return self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def behind(self, at: int) -> Place | None:
        """The first whose own words all stand behind a place."""
        index = bisect_left(self.starts, at)
        return next((one for one in self.places[index : index + 2] if one.part >= at), None)

    def covers(self, start: int, end: int) -> bool:
        """Whether a stretch lies in a mention: the verb of “Luật sửa đổi, bổ sung …” is part of a name."""
        index = bisect_left(self.starts, end) - 1
        return index >= 0 and start < self.places[index].mention.end


def cited_in(mentions: Sequence[Mention]) -> Cited:
    """Every mention with its stretch; what it shares with a later one lies beyond its end."""
    last = len(mentions) - 1
    found = tuple(
        _place(
            index,
            one,
            floor=mentions[index - 1].end if index else 0,
            limit=mentions[index + 1].start if index < last else None,
        )
        for index, one in enumerate(mentions)
    )
    return Cited(found, tuple(one.start for one in mentions))


def _place(index: int, one: Mention, *, floor: int, limit: int | None) -> Place:
    spans = [item.span for item in one.evidence if item.span and item.field != "relation"]
    before = [span.start for span in spans if floor <= span.start < one.start and one.start - span.start < REACH]
    behind = [span.end for span in spans if span.start >= one.end and (limit is None or span.end <= limit)]
    start = min([one.start, *before])
    return Place(
        index, one, start, min(start, one.provision.start) if one.provision else start, max([one.end, *behind])
    )


def value_of(verb: re.Match[str]) -> Value:
    """What a match of `VERB` says."""
    return next(name for name in _VALUES if verb[name])


def meant(value: Value, gap: str) -> tuple[Value, Scope | None]:
    """The value and scope by the words between verb and object; no scope where those words are not understood."""
    if _WORDING.search(gap):
        return "amended", "part"
    if _WHOLE.fullmatch(gap):
        return value, "whole"
    return value, "part" if PART.search(gap) and not _ELSEWHERE.search(gap) and ". " not in gap else None
