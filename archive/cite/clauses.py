"""The clauses in which a text speaks of validity: where one begins and ends, and what makes it no claim.

Here stands what the readers of claims share: clauses that go on over “;”, items at their beginning, words in quotes,
negation, wishes and conditions.
"""

import re
from bisect import bisect_right

from archive.cite import patterns
from archive.text.sentences import sentences
from archive.text.span import Span

# What may stand before the first word of a clause: the mark of an item, an article's number.
# Matches whole: "", "- ", "2. ", "a) ", "Điều 3. ", "Điều 4: 1. ". Not: "Điều 15 " (a part that is meant).
ITEM = (
    r"[\s\-–+*•]*(?:(?:Điều|Khoản|Mục)\s+\d{1,3}\s*[.:]\s*)?"
    r"(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVX]{1,5})[.)\-–]+\s*)?"
)
_AT_START = re.compile(ITEM, re.IGNORECASE)
# A text that names itself. Matches: "Quy định này", "văn bản này". Not: "quy định trên".
SELF = rf"(?P<self>{patterns.type_names()}|văn\s+bản)\s+này(?!\w)"

# Directly before a verb, with up to six words between: what is wished, denied or conditional is no fact.
# Matches: "không ", "chưa ", "đề nghị Chính phủ xem xét ", "nếu cần ", "hoặc ". Not: "về việc ", "không những mới, ".
_UNREAL = re.compile(
    r"(?<!\w)(?:không|chưa|chẳng|dự\s+kiến|đề\s+nghị|kiến\s+nghị|đề\s+xuất|sẽ|có\s+thể|cần|xem\s+xét|dự\s+thảo|"
    r"nghiên\s+cứu|để|nhằm|phải|hoặc|nếu|khi|trường\s+hợp|thẩm\s+quyền|(?<!về\s)việc|trước)\s+(?:\w+\s+){0,6}$",
    re.IGNORECASE,
)
# A clause that only sets a condition or gives the grounds.
# Matches: "Căn cứ …", "Trường hợp …", "- Xét …". Not: "Quy định này".
_NO_ACT = re.compile(rf"{ITEM}(?:căn\s+cứ|xét|theo\s+đề\s+nghị|trường\s+hợp|nếu|khi)(?!\w)", re.IGNORECASE)
# Matches at the end: "… có thay thế Quy định số 5 không?", "… hay không". Not: "không thay thế".
_ASKED = re.compile(r"\?|(?:hay|hoặc)\s+không(?!\w)|(?:không|chưa)\s*\?*\s*$", re.IGNORECASE)
_LONGEST = 6000  # code points of a clause; a decree that replaces twenty others by full title has some 4000
_QUOTED_REACH = 4000  # an amending text quotes whole articles; the longest of 300 real ones is shorter


class Clauses:
    """The clauses of a text: its sentences, with those that “;” parts from them within one line.

    Lines are cut into clauses when a place in them is asked for, each once while the places go forward.
    """

    def __init__(self, smooth: str) -> None:
        """Keep the text, made even."""
        self._smooth = smooth
        self._line = Span(0, -1)
        self._spans: list[Span] = []

    def at(self, place: int) -> Span:
        """The clause a place stands in; an empty one where it is in no sentence."""
        if not self._line.start <= place <= self._line.end:
            self._read(place)
        index = bisect_right(self._spans, place, key=lambda span: span.start) - 1
        found = self._spans[index] if index >= 0 else Span(place, place)
        return found if found.start <= place < found.end else Span(place, place)

    def _read(self, place: int) -> None:
        begin, end = self._smooth.rfind("\n", 0, place) + 1, self._smooth.find("\n", place)
        self._line = Span(begin, end if end >= 0 else len(self._smooth))
        self._spans = []
        for start, stop in sentences(self._smooth[begin : self._line.end]):
            goes_on = self._spans and self._smooth[self._spans[-1].end - 1] == ";"
            first = self._spans.pop().start if goes_on else begin + start
            self._spans.append(Span(first, begin + stop))


def lowered(smooth: str) -> str:
    """The text in small letters, letter for letter: patterns that scan a whole text do so in half the time."""
    small = smooth.lower()
    return small if len(small) == len(smooth) else "".join(one.lower()[0] for one in smooth)


def at_start(smooth: str, start: int, end: int) -> bool:
    """Whether nothing but the mark of an item stands between the beginning of a clause and a place."""
    return bool(_AT_START.fullmatch(smooth, start, end))


def no_fact(smooth: str, clause: Span, verb: int) -> bool:
    """Whether the verb at a place denies, wishes, asks or sets a condition; such words are no claim.

    Neither is what stands in no clause, or in one too long to be a sentence (a table, a broken text).
    """
    if not 0 < clause.end - clause.start <= _LONGEST:
        return True
    if _UNREAL.search(smooth, max(clause.start, verb - 80), verb) or _NO_ACT.match(smooth, clause.start, clause.end):
        return True
    return bool(_ASKED.search(smooth, verb, clause.end)) or in_quotes(smooth, verb)


def in_quotes(smooth: str, at: int) -> bool:
    """Whether a place stands between “ and ”: the new wording of another text, not of this one."""
    begin = max(0, at - _QUOTED_REACH)
    return smooth.rfind("“", begin, at) > smooth.rfind("”", begin, at)
