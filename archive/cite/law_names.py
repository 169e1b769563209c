"""Laws cited by name: “Luật Đất đai năm 2013”, “Bộ luật Lao động 2019”, “Luật Tổ chức Chính phủ ngày 18/02/2025”.

A name that the table of laws has is read in any spelling; another only in a shape that nothing else has. A name without
year, day or number refers to no one law and is not read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.cite.spot import Spot, places_of
from archive.text.span import Span
from archive.text.vietnamese import comparable
from archive.works.dates import PartialDate
from archive.works.laws import Law, law_on, laws, laws_called, laws_named

# The last letters of a law's type, by which places are looked for: "Luật ", "Bộ luật ", "Pháp lệnh ", "Hiến pháp ".
_ANCHORS = ("uật ", "háp lệnh ", "iến pháp ")
_TYPE = re.compile(r"(?<!\w)(?P<type>(?:bộ )?luật|pháp lệnh|hiến pháp) $", re.IGNORECASE)
_PRINTED = {"bộ luật": "Bộ luật", "luật": "Luật", "pháp lệnh": "Pháp lệnh", "hiến pháp": "Hiến pháp"}
# Words before that make something else of it: "pháp luật", "kỷ luật", "Đại học Luật", "Công ty Luật", "Công ước … về
# Luật Biển".
_OTHER = re.compile(
    r"(?:(?<!\w)(?:pháp|kỷ|quân|quy|học|ty|phòng|khoa|ngành|báo|tạp chí|hãng|viện|nhóm|nghề|văn bản|xây dựng)"
    r"|công ước[^.;\n]{0,50})\s$",
    re.IGNORECASE,
)
# The name runs to the first figure or stop; the longest name of the table has 140 letters.
_NAME = re.compile(r"[^.;:()“”\"0-9|]{0,170}")
# What stands between the name and its figures. Must match at the end: " năm ", ", năm ", " ", " ngày ", ", ngày ".
_YEAR_LEAD = re.compile(r"(?:^|[ ,\n]{0,2}[ \n])(?P<word>(?:năm[ \n]{1,2})?)$")
_DAY_LEAD = re.compile(r"(?:^|[ ,\n]{0,2}[ \n])(?:ban hành |ký )?ngày[ \n]{1,2}$")
# "2013". Not: "2013-2015", "2013/QH13", "20135".
_YEAR = re.compile(r"(?P<y>(?:19|20)\d\d)(?!\d|\s?[-/]\s?[\dA-ZĐ])")
_DAY = re.compile(
    r"(?P<d>\d{1,2})(?:\s?[/.-]\s?|\s{1,2}tháng\s{1,2})(?P<m>\d{1,2})(?:\s?[/.-]\s?|\s{1,2}năm\s{1,2})"
    r"(?P<y>(?:19|20)\d\d)(?!\d)"
)
_ENDS = re.compile(r"\s?(?:$|[,.;)]|và\s)")
_BRACKETED = re.compile(r"\s?\((?:năm )?(?P<y>(?:19|20)\d\d)\)")
# The number stands behind, and is the mention: “Luật Đất đai năm 2024 (số 31/2024/QH15)”.
_NUMBERED = re.compile(r"\s?,?\s?\(?(?:luật\s)?số:?\s?\d", re.IGNORECASE)
# Before a year that no law of the name has, these words say that the year is that of the work done: “kết quả triển khai
# Luật Trẻ em năm 2020”.
_DONE = re.compile(
    r"(?:thực hiện|triển khai|thi hành|tuyên truyền|phổ biến|tập huấn|giám sát|học tập|quán triệt|hưởng ứng|kiểm tra"
    r"|dự án|dự thảo|thảo luận|thông qua|trình|theo dõi|về|sửa đổi|sửa)(?: các| việc| nội dung)?\s$",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?:luật|nghị định|nghị quyết|thông tư|pháp lệnh|quyết định|hiến pháp)(?!\w| sư| gia)", re.IGNORECASE
)
# The day behind a law's name inside another document's title is that document's: “Nghị định số 19/2011/NĐ-CP quy định
# chi tiết một số điều của Luật Nuôi con nuôi ngày 21/03/2011 của Chính phủ”. Group 1 is what stands behind its number.
_TITLED = re.compile(r"[0-9]/(?:(?:19|20)\d\d/)?[A-ZĐ][A-ZĐa-z0-9-]+([^;\n]*)$")
_SOME_DAY = re.compile(r"ngày\s+\d")
_TITLE_REACH = 240
_FOREIGN = (
    r"(?:Hoa Kỳ|Mỹ|Anh|Pháp|Đức|Nga|Liên Xô|Nhật(?: Bản)?|Trung Quốc|Hàn Quốc|Đài Loan|Thái Lan|Lào|Campuchia|Singapore"
    r"|Xin-ga-po|Malaysia|Indonesia|Philippines|Úc|Australia|Ôxtrâylia|Canada|Ca-na-đa|Ấn Độ|Liên minh châu Âu"
    r"|Liên minh Châu Âu|EU|Vương quốc Anh|Thụy Điển|Thụy Sĩ|Hà Lan|Italia|Ý|Liên hợp quốc|quốc tế|mẫu)"
)
_ABROAD_INSIDE = re.compile(rf"(?<!\w){_FOREIGN}(?!\w)")
_ABROAD_BEHIND = re.compile(rf"\s(?:của|tại|ở)\s(?:nước\s|Cộng hòa\s)?{_FOREIGN}(?!\w)")
# Words that no law's name outside the table may hold: they show that the name has ended.
_STOPS = re.compile(
    r"(?<!\w)(?:này|đó|trên|nêu|có|được|bị|đã|đang|sẽ|là|thì|mà|khi|nếu|theo|từ|kể|đến|trong|tại|cho|với|của|quy định"
    r"|ban hành|thông qua|hiệu lực|giai đoạn|nhiệm kỳ|trước|sau|hằng|hàng|số|sư|gia|năm|ngày|tháng|biển)(?!\w)",
    re.IGNORECASE,
)
_LONGEST = 12  # syllables of a name outside the table; the longest one cited in the real folder without a number has 11


@dataclass(frozen=True, slots=True)
class _Head:
    """A law's type and what follows it up to the first figure."""

    start: int
    kind: str
    name: str
    name_start: int
    stop: int

    @property
    def amends(self) -> bool:
        return self.name[:7].lower() == "sửa đổi"


def find_laws(smooth: str) -> Iterator[Spot]:
    """Laws by name and year or day, in a text made even.

    The span goes to the end of the year, or, where a day is written behind, to the end of the name. A law that amends
    (“Luật sửa đổi, bổ sung một số điều của Luật X năm 2019”) is itself; the X in its name is not read.
    """
    reached = 0
    for anchor in places_of(smooth, _ANCHORS):
        if anchor <= reached:
            continue
        head = _head(smooth, anchor)
        if head is None:
            continue
        spot = _cited(smooth, head)
        if spot or head.amends:
            reached = head.stop
        if spot and not _OTHER.search(smooth, max(0, head.start - 60), head.start):
            yield spot


def _head(smooth: str, name_start: int) -> _Head | None:
    stop = _NAME.match(smooth, name_start).end()  # type: ignore[union-attr]  # nothing at all matches too
    # A name that no figure and no bracket follows is the common case, and costs no more than this. An amending law's
    # name is kept: it hides the laws inside it.
    amends = smooth.startswith(("sửa", "Sửa"), name_start)
    if not amends and (stop >= len(smooth) or not (smooth[stop].isdecimal() or smooth[stop] == "(")):
        return None
    kind = _TYPE.search(smooth, max(0, name_start - 11), name_start)
    if kind is None:
        return None
    printed = _PRINTED[kind["type"].lower()]
    return _Head(kind.start(), printed, smooth[name_start:stop], name_start, stop)


def _cited(smooth: str, head: _Head) -> Spot | None:
    """The spot of a head with its year or day; None when it is none, or when its number stands behind."""
    year, day = _YEAR.match(smooth, head.stop), _DAY.match(smooth, head.stop)
    year_lead, day_lead = _YEAR_LEAD.search(head.name), _DAY_LEAD.search(head.name)
    bracketed = _BRACKETED.match(smooth, head.stop)
    if day and day_lead:
        return _dated(smooth, head, head.name[: day_lead.start()], day)
    if year and year_lead:
        said = bool(year_lead["word"])
        return _of_year(smooth, head, head.name[: year_lead.start()], year, said=said)
    if bracketed and _known(head, head.name.rstrip()):
        return _of_year(smooth, head, head.name.rstrip(), bracketed, said=True)
    return None


def _of_year(smooth: str, head: _Head, name: str, match: re.Match[str], *, said: bool) -> Spot | None:
    """“Luật Đất đai năm 2013”; `said` when the word “năm” is written."""
    year = int(match["y"])
    if _NUMBERED.match(smooth, match.end()) or _ABROAD_BEHIND.match(smooth, match.end()):
        return None
    found = laws_named(_plain_name(head, name), year, head.kind)
    if not found:
        done = _DONE.search(smooth, max(0, head.start - 30), head.start)
        # Figures alone may be a count of the next words: “theo Luật Đất đai 1990 hộ”.
        said = said or ("\n" not in head.name and _ENDS.match(smooth, match.end()) is not None)
        # The year behind an amending law's name may be that of the law it amends.
        if head.amends or head.kind == "Hiến pháp" or done or not _may_be(head, name, said=said):
            return None
    return _spot(head, name, match.end(), year, found[0] if len(found) == 1 else None)


def _dated(smooth: str, head: _Head, name: str, match: re.Match[str]) -> Spot | None:
    """“Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015”; the day itself is read behind the spot."""
    year = int(match["y"])
    try:
        date = PartialDate(year, int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    law = law_on(_plain_name(head, name), date, head.kind)
    same_year = laws_named(_plain_name(head, name), year, head.kind)
    done = _DONE.search(smooth, max(0, head.start - 30), head.start)
    # A day that the year's law does not have is that of something else, “hội nghị phổ biến Luật Thủ đô ngày 15/8/2024”.
    if law is None and (same_year or done or not (head.amends or _may_be(head, name, said=True))):
        return None
    titled = None if law else _TITLED.search(smooth, max(0, head.start - _TITLE_REACH), head.start)
    if titled and not _SOME_DAY.search(titled[1]):
        return None
    end = head.name_start + len(name)
    return _spot(head, name, end if name else end - 1, year, law)


def _spot(head: _Head, name: str, end: int, year: int, law: Law | None) -> Spot:
    title = " ".join(name.split()) if _plain_name(head, name) else ""
    return Spot(
        head.start,
        end,
        "law",
        number=law.number if law else None,
        type=law.type if law else head.kind,
        year=year,
        title=title,
        title_span=Span(head.name_start, head.name_start + len(name)) if title else None,
    )


def _plain_name(head: _Head, name: str) -> str:
    """The name as the table has it: "về Phí và lệ phí" → "Phí và lệ phí"; a constitution has none."""
    said = " ".join(name.split())
    if head.kind == "Hiến pháp":
        return said if _STATE_NAME.fullmatch(said) is None else ""
    return said.removeprefix("về ").removeprefix("Về ")


_STATE_NAME = re.compile(
    r"(?:(?:của )?nước (?:Cộng hòa (?:xã hội chủ nghĩa|XHCN)|CHXHCN|Việt Nam Dân chủ Cộng hòa)(?: Việt Nam)?)?",
    re.IGNORECASE,
)


def _known(head: _Head, name: str) -> bool:
    return bool(laws_called(_plain_name(head, name), head.kind))


def _may_be(head: _Head, name: str, *, said: bool) -> bool:
    """Whether a name may be a law's that the table lacks: known from another year, or in a shape nothing else has."""
    if head.kind == "Hiến pháp" or not said:
        return False
    if _known(head, name):
        return True
    said_name = " ".join(name.split())
    syllables = said_name.split()
    shaped = 2 <= len(syllables) <= _LONGEST and said_name[0].isupper() and "\n" not in name
    if not shaped or _CITED.search(said_name) or _STOPS.search(said_name) or _ABROAD_INSIDE.search(said_name):
        return False
    return not any(comparable(" ".join(syllables[:count])) in _names() for count in range(1, len(syllables)))


@cache
def _names() -> frozenset[str]:
    """The comparable names of the table: what goes on behind one of them is no new name ("Luật Giá và kế hoạch")."""
    return frozenset(comparable(law.name) for law in laws() if law.name)
