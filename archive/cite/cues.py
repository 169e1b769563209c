"""The words that show how a text uses one citation: before it, in the head of its list, or behind it.

The cues are rows of `archive/data/relations.toml`, scanned as one alternation over a short window; of several the
nearest that governs the citation counts. What a list shares is in `classify`.
"""

import re
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple

from archive.works.vocabulary import relation, relations, words_without_relation

# A cue may stand this far before the citation: “thực hiện nghiêm túc, có hiệu quả Chỉ thị …” has 24 between, real
# sentences with an adverbial up to 50. Farther cues belong to something else. Re-run the citation gate when changed.
_REACH = 60
_WINDOW = 160
# A recital governs its whole line; the longest real one before its first number, a law's name between, has 230.
_RECITAL_REACH = 300


class Cue(NamedTuple):
    """The words that show a relation and where they stand: `text[start:end]`."""

    relation: str
    start: int
    end: int


class Place(NamedTuple):
    """Where a citation stands: `start` with its type and the part it names, `reference_end` the end of the number.

    `end` is the end of all that is said of it (day, body, title), not beyond the next citation.
    """

    start: int
    reference_end: int
    end: int


# --- words before ----------------------------------------------------------------------------------------------------


def _words(cue: str) -> str:
    return r"\s+".join(re.escape(word) for word in cue.split())


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every cue, and every word that is none, as one alternation; and the relation of each ("" for none).

    The longest stands first, so that "tổ chức thực hiện" is one cue; whole words with any blanks between.
    A review is one cue with what lies in it: "tổng kết 10 năm thực hiện", "sơ kết công tác triển khai thực hiện",
    "tổng kết 15 năm triển khai".
    """
    table = {cue: one.id for one in relations() for cue in (*one.near, *one.cues, *one.recitals[:1])}
    # A later row does not take the cue of an earlier one: "tiếp tục thực hiện" stays an order to carry out.
    for one in reversed(relations()):
        table.update(dict.fromkeys(one.cues, one.id))
    table.update(dict.fromkeys(words_without_relation(), ""))
    reviews = [word for one in relations() for word in one.reviews]
    review = (
        rf"(?:{'|'.join(map(_words, reviews))})(?:\s+(?!và\b)\w+){{0,6}}?\s+(?:việc\s+)?"
        r"(?:(?:triển\s+khai\s+)?(?:thực\s+hiện|thi\s+hành)|triển\s+khai)"
    )
    ordered = sorted(table, key=lambda cue: (cue[0], -len(cue)))  # at a word those of its letter alone are tried
    listed = "|".join(f"(?:{'|'.join(map(_words, some))})" for _, some in groupby(ordered, key=lambda cue: cue[0]))
    first = "".join(sorted({cue[0] for cue in (*table, *reviews)}))  # most places are passed over by their letter
    return re.compile(rf"(?=[{first}])(?<!\w)(?:(?P<review>{review})|{listed})(?!\w)"), table


@cache
def _near() -> frozenset[str]:
    return frozenset(word for one in relations() for word in one.near)


# The words of parts and lists that may stand between a cue and what it governs: "khoản 1, khoản 2 Điều 417 ".
_PARTS = re.compile(
    r"[\s,]*(?:(?:các|những|cả|và|của|(?:điểm|khoản|điều|mục|chương|phần|phụ\s+lục|tiểu\s+mục)\s+(?:số\s+|thứ\s+)?\S+)"
    r"[\s,]*){0,8}"
)
# The mentioned document acts on another one, not the citing text on it: that is no relation of this text.
# Must match at the end: "được sửa đổi, bổ sung bởi ", "được thay thế bằng ", "bị bãi bỏ bởi ", "đã được sửa đổi, bổ
# sung một số điều theo ", "được sửa đổi tại khoản 1 Điều 2 ". Not: "sửa đổi, bổ sung ", "được giao thực hiện ", "bị
# hủy bỏ đăng ký theo quy định tại " (a registration is no document).
_PASSIVE = re.compile(
    r"(?:được|bị)\s+(?:\S+\s+){0,2}?(?:(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|đính\s+chính|đình\s+chỉ|hợp\s+nhất)[^.;\n]{0,60}?"
    r"|(?:bãi|hủy)\s+bỏ(?:\s+(?:một\s+phần|toàn\s+bộ|một\s+số\s+\S+))?)\s(?:bởi|bằng|theo|tại)\s+(?:quy\s+định\s+(?:tại\s+|của\s+)?)?"
    rf"(?:{_PARTS.pattern})$"
)


def is_passive(smooth: str, place: Place, floor: int) -> bool:
    """Whether another document is said to act by this one: “… được sửa đổi, bổ sung bởi Luật số 44/2024/QH15”."""
    window = smooth[max(floor, place.start - _WINDOW) : place.start].lower()
    return ("được" in window or "bị" in window) and _PASSIVE.search(window) is not None


def leading(smooth: str, place: Place, floor: int) -> Cue | None:
    """The cue before a citation, in its sentence and behind `floor`: a recital's word, or the nearest that governs."""
    line = smooth.rfind("\n", 0, place.start) + 1
    if floor <= line and (cue := _recital(smooth, line, place.start)):
        return cue
    start = max(floor, line, place.start - _WINDOW)
    window = smooth[start : place.start].lower()
    # “… hết hiệu lực: 1. Quyết định số …”: the mark of a list's first item ends no sentence.
    if mark := _FIRST_ITEM.search(window):
        window = window[: mark.start() + 1]
    stop = max(window.rfind("; "), window.rfind(". "))
    if stop >= 0:
        if window.endswith("của ") and _ARTICLE.search(window, 0, stop):
            return None
        window, start = window[stop + 2 :], start + stop + 2
    cue = _nearest_from(window, start)
    return cue or (_wrapped(smooth, line, floor) if not window.strip() and start == line else None)


_FIRST_ITEM = re.compile(r":\s+(?:1|a)[.)]\s+$")
# “liên quan đến Điều 32.2.LQ.13. Trách nhiệm thi hành của Luật …”: the heading of an article that is referred to is no
# cue for the law it stands in. Not: "Điều 1. Sửa đổi, bổ sung một số điều của Thông tư …", which acts.
_ARTICLE = re.compile(r"(?:đến|;|và)\s+điều\s[\w.]{1,16}$")
# A line of running text shorter than this is a heading or the cell of a table, not one that goes on below.
_LINE = 45


def _wrapped(smooth: str, line: int, floor: int) -> Cue | None:
    """A cue at the very end of the line above, where the line was broken before the capital of a type's name."""
    above = max(floor, smooth.rfind("\n", 0, max(line - 1, 0)) + 1)
    written = smooth[above : max(line - 1, above)].rstrip()
    if len(written) < _LINE or written.isupper() or not (written[-1].isalnum() or written[-1] == ","):
        return None
    cue = _nearest_from(written.lower() + " ", above)
    return cue if cue and _PARTS.fullmatch(smooth, cue.end, above + len(written)) else None


@cache
def _recitals() -> re.Pattern[str]:
    """What opens a recital, group cue: "- Căn cứ ", "Xét ", "- Theo đề nghị "."""
    words = "|".join(_words(word) for one in relations() for word in one.recitals)
    return re.compile(rf"[\s\-+*]*(?P<cue>{words})(?!\w)", re.IGNORECASE)


# A new clause of a recital's line that is no longer the basis: “Căn cứ Điều lệ Đảng, Ban Thường vụ ban hành Quy định”.
_ISSUED = re.compile(r",[^,;]*\s(?:ban\s+hành|quyết\s+định|thông\s+qua|có)\s+$|[.;]\s", re.IGNORECASE)


def _recital(smooth: str, line: int, start: int) -> Cue | None:
    """A recital, “- Căn cứ …”, governs its whole line whatever the distance."""
    match = _recitals().match(smooth, line, start) if start - line <= _RECITAL_REACH else None
    if match is None or _ISSUED.search(smooth, match.end(), start):
        return None
    return Cue("can_cu", match.start("cue"), match.end("cue"))


# “tại” and what ends in it is a place: “Bãi bỏ cụm từ … tại Điều 1 Thông tư số …” is governed by the cue before it.
# Must match: "tại", "quy định tại", "nêu tại". Not: "theo quy định tại", "căn cứ".
_PLACE = re.compile(r"(?!theo|đúng)(?:.*\s)?tại")


# These verbs speak of other things too, so over “tại” what they change must be a text: “thay thế quy chế tại Thông
# tư …”, not “điều chỉnh giấy chứng nhận quy định tại Điều 23 Nghị định …”.
_WORLDLY = ("điều chỉnh", "thay thế", "thay cho", "hủy bỏ", "huỷ bỏ", "thu hồi")
_TEXTUAL = re.compile(
    r"\s*(?:(?:toàn\s+bộ|một\s+phần|một\s+số|các|những|cả)\s+){0,3}(?:[“\"]|(?:nội\s+dung|quy\s+(?:định|chế|trình)|điều\s+lệ|cụm\s+từ|từ|điểm|khoản|điều"
    r"|mục|chương|phần|phụ\s+lục|mẫu|biểu|bảng|tên|đoạn|câu|danh\s+mục|tại)(?!\w))"
)


def _nearest_from(window: str, offset: int) -> Cue | None:
    """The last cue of a window that begins at a place of the text, if it governs what follows the window."""
    cue = _nearest(window)
    return Cue(cue.relation, offset + cue.start, offset + cue.end) if cue else None


@lru_cache(maxsize=4096)  # “ và ”, “căn cứ ” come again and again: of 4,177 windows of 1,681 texts 2,144 differ
def _nearest(window: str) -> Cue | None:
    """The last cue of a window by its place in it, if it governs what follows the window."""
    at_place: Cue | None = None
    pattern, table = _cues()
    for match in reversed(tuple(pattern.finditer(window))):
        name, written = _named(match, table)
        gap = window[match.end() :]
        if not name or (written in _near() and not _PARTS.fullmatch(gap)):
            continue
        cue = Cue(name, match.start(), match.end())
        if at_place:
            over = relation(name).over_place and (not written.startswith(_WORLDLY) or _TEXTUAL.match(gap))
            return cue if over and _governs(gap, name) else at_place
        if not _governs(gap, name):
            return None
        if not (_PLACE.fullmatch(written) and _PARTS.fullmatch(gap)):
            return cue
        at_place = cue
    return at_place


def _named(match: re.Match[str], table: dict[str, str]) -> tuple[str, str]:
    """The relation of a cue that was matched, "" for words that are none, and the words with single blanks."""
    written = " ".join(match.group().split())
    return ("so_ket_tong_ket" if match["review"] else table[written]), written


# Between a cue and a citation these say that the cue speaks of something else. Matches: "gắn với ", "cho thấy ",
# "ban hành ", "(sau đây gọi là ", "từ ngày ", ", ". Not: "nghiêm túc, có hiệu quả ", "các văn bản sau: ", "nhất là ".
_PARTED = re.compile(
    r"(?<!\w)(?:cho\s+thấy|mà|nhưng|thì|vì|nên|nếu|khi|gắn\s+với|kết\s+hợp\s+với|lồng\s+ghép|so\s+với|khác\s+với|trái\s+với"
    r"|cùng\s+với|phù\s+hợp\s+với|khớp\s+với|tương\s+thích\s+với|thống\s+nhất\s+với|đồng\s+bộ\s+với|kèm|bởi|ban\s+hành|nêu\s+rõ|nhấn\s+mạnh|khẳng\s+định|dẫn|đề\s+cập|đã\s+có|(?:từ|kể\s+từ|trước|sau)\s+ngày"
    r"|(?<!nhất )(?<!tâm )(?<!biệt )(?<!thể )là)(?!\w)"
    r"|(?:(?<!\w)(?:có|ra|ký|xây\s+dựng|trình|thông\s+qua|soạn\s+thảo|ngày)\s+)$"
)
# A comma right before the citation begins another clause, unless a document without a number stands before it.
_CLAUSE = re.compile(r",\s*$")
_UNNUMBERED = re.compile(
    r"(?<!\w)(?:luật|pháp\s+lệnh|điều\s+lệ|nghị\s+quyết|nghị\s+định|thông\s+tư|quy\s+định|quy\s+chế|chỉ\s+thị|hiến\s+pháp)(?!\w)"
)
# “… về thu hồi, hủy bỏ bằng tốt nghiệp và Thông tư số …”: what “và” joins is another thing than the one abolished.
# What is carried out, studied or relied on may be joined so: “thực hiện chủ trương của Đảng và Nghị quyết số …”.
_JOINED = re.compile(r"(?<!\w)và\s*$")
# “thay thế giống lúa cũ, đọc Thông tư số …”, “bãi bỏ chế độ trực đêm, trạm vẫn giữ Quyết định …”: behind the comma
# something else is done. Not: "một số nội dung, biểu mẫu của ".
_ELSEWHERE = re.compile(r",(?P<last>[^,]*)$")
_BELONGS = re.compile(r"(?<!\w)(?:của|tại|trong|thuộc|theo|sau|gồm|là)[\s:]*$")
_BROAD = frozenset(("theo", "can_cu", "thuc_hien", "quan_triet", "so_ket_tong_ket"))
_COLON = re.compile(r":(?!\s*$)|(?<!sau)(?<!đây)(?<!gồm)(?<!bản)(?<!là):\s*$")


# What an ending is limited by, before the colon that opens the list: " toàn bộ năm 2025", " một phần".
_UNTIL_BEFORE = re.compile(
    r"^(?:\s+thi\s+hành)?(?:\s+(?:toàn\s+bộ|một\s+phần))?(?:\s+(?:trong\s+)?năm\s+\d{4})?(?=\s*:)"
)


def _governs(gap: str, name: str) -> bool:
    """Whether a cue still speaks of a citation behind these words between them."""
    if name == "het_hieu_luc":
        gap = _UNTIL_BEFORE.sub("", gap)  # “… hết hiệu lực toàn bộ năm 2025: 1. Nghị quyết …”
    gap = gap.lstrip(" :*|")  # “Quy định tại: điểm 4”, “| Thay thế | Nghị định”
    if not gap:
        return True
    reach = relation(name).reach or _REACH
    if len(" ".join(gap.split())) > reach + (len(gap) - len(_PARTS.sub("", gap))) or _PARTED.search(gap):
        return False
    if gap.count("(") > gap.count(")") or gap.count("“") > gap.count("”") or "|" in gap:
        return False
    if _CLAUSE.search(gap) and not _UNNUMBERED.search(gap):
        return False
    return not _COLON.search(gap) and (name in _BROAD or _acts(gap))


def _acts(gap: str) -> bool:
    """Whether what is abolished, replaced or amended goes on to the citation, and is no other thing."""
    if _JOINED.search(gap) and not (_PARTS.fullmatch(gap) or _UNNUMBERED.search(gap)):
        return False
    last = _ELSEWHERE.search(gap)
    return last is None or _goes_on(last["last"])


def _goes_on(words: str) -> bool:
    """Whether the words behind a comma still lead to the citation: parts of it, another document, or “của”."""
    return bool(_PARTS.fullmatch(words) or _BELONGS.search(words) or _UNNUMBERED.search(words) or "”" in words)


# The head of a list whose items stand on lines of their own: “Các văn bản sau đây hết hiệu lực:↵- Quy định số …”.
# Must match: "… thay thế các văn bản sau:", "… bãi bỏ:". Not: "… sửa đổi như sau:" (what follows is the new text).
_HEAD = re.compile(r"(?<!như\ssau):\s*$")
# The heading of a list of texts that have ended, which needs no colon; also without the line that says “DANH MỤC”.
# Must match: "DANH MỤC VĂN BẢN HẾT HIỆU LỰC TOÀN BỘ NĂM 2025", "I. Văn bản hết hiệu lực một phần". Not: "Văn bản hết
# hiệu lực và văn bản còn hiệu lực", "Danh mục văn bản ngưng hiệu lực", "Quyết định này hết hiệu lực", a status "Hết
# hiệu lực toàn bộ".
_UNTIL = (
    r"(?:\s+thi\s+hành)?(?:\s+(?:toàn\s+bộ|một\s+phần)(?:\s*(?:,|và|hoặc)\s*(?:toàn\s+bộ|một\s+phần))?)?"
    r"(?:\s+(?:(?:trong\s+)?năm\s+\d{4}|(?:kể\s+)?từ\s+ngày\s+[\d/.-]{6,10}))?"
)
_LISTING = re.compile(
    r"\s*(?:(?:[IVX]{1,5}|\d{1,2}|[A-Z])[.)]\s+)?(?:(?:các\s+|danh\s+mục\s+(?:các\s+)?)?"
    r"(?:văn\s+bản|nghị\s+quyết|quyết\s+định|chỉ\s+thị|thông\s+tư)"
    r"(?:\s+(?!(?:còn|ngưng|chưa|không|sửa|thay|về|này|khi|nếu)(?!\w))[^\W\d_]+){0,14}?\s+hết\s+hiệu\s+lực"
    rf"{_UNTIL}|hết\s+hiệu\s+lực\s+(?:toàn\s+bộ|một\s+phần)\s+(?:trong\s+)?năm\s+\d{{4}})\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-+*•]|\d{1,2}[.)]|[a-zđ]\))\s*(?:các\s+)?", re.IGNORECASE)
_BLANK = re.compile(r"[ ]*")
_HEADING = frozenset(
    ("can_cu", "thay_the", "bai_bo", "het_hieu_luc", "thuc_hien", "huong_dan", "quan_triet", "sua_doi_bo_sung")
)
_HEADED = 40  # the most lines of a list looked back over for its head


def headed(smooth: str, place: Place) -> Cue | None:
    """The cue in the head of the list whose item begins its line with the citation."""
    line = smooth.rfind("\n", 0, place.start) + 1
    marked = _BULLET.fullmatch(smooth, line, place.start) is not None
    if line == 0 or not (marked or _BLANK.fullmatch(smooth, line, place.start)):
        return None
    for _ in range(_HEADED if marked else 1):
        above = smooth.rfind("\n", 0, line - 1) + 1
        written = smooth[above : line - 1]
        if _HEAD.search(written) or (marked and _LISTING.fullmatch(written)):
            start = max(above, line - 1 - 2 * _WINDOW)
            return _in_head(smooth[start : line - 1].lower(), start)
        enclosed = written.startswith("(") and written.rstrip().endswith(")")  # “(Kèm theo Quyết định số …)”
        if above == 0 or not (_BULLET.match(written) or enclosed or written.rstrip().endswith((";", ","))):
            return None
        line = above
    return None


def _in_head(head: str, offset: int) -> Cue | None:
    """The last cue of a list's head that ends, replaces, amends or founds; others say nothing of the items."""
    if _PASSIVE.search(head.rstrip(" :") + " "):
        return None
    pattern, table = _cues()
    for match in reversed(tuple(pattern.finditer(head))):
        name, _ = _named(match, table)
        if name in _HEADING:
            return Cue(name, offset + match.start(), offset + match.end())
    return None


# --- words behind ----------------------------------------------------------------------------------------------------

# Words behind a citation that say it ends, or that this text acts on it. Must match: " hết hiệu lực kể từ ngày", " bị
# bãi bỏ.", ") chấm dứt hiệu lực", " được thay thế bởi Quy định này". Not: " chưa hết hiệu lực", " được bãi bỏ bởi Thông
# tư số …" (another document does), " được thay thế bằng một quy định khác".
_BY_THIS = r"\s+(?:bởi|bằng|theo|tại)\s+(?:\S+\s+){1,7}?này(?!\w)"
_ENDS = re.compile(
    r"[^.;:\n]{0,80}?(?<!chưa )(?<!khi )(?P<cue>"
    r"(?P<het_hieu_luc>(?:hết|chấm\s+dứt|không\s+còn)\s+hiệu\s+lực)"
    rf"|(?:bị|được)\s+(?:(?P<thay_the>thay\s+thế{_BY_THIS})|(?P<sua_doi_bo_sung>sửa\s+đổi(?:,?\s+bổ\s+sung)?{_BY_THIS})"
    rf"|(?P<bai_bo>(?:bãi|hủy)\s+bỏ(?:{_BY_THIS}|(?!\w|(?:\s+\S+){{0,3}}\s+(?:bởi|bằng|theo|tại)(?!\w))))))",
    re.IGNORECASE,
)
_BEHIND = 140
# A condition, not a statement: “đến khi Nghị định số … hết hiệu lực”.
_CONDITION = re.compile(r"(?<!\w)(?:khi|nếu|trường\s+hợp|trước\s+ngày|đến\s+ngày)\s+$", re.IGNORECASE)


def ending(smooth: str, place: Place, following: int) -> Cue | None:
    """The words behind a citation that say it ends, before the next citation begins."""
    limit = min(following, place.end + _BEHIND)
    # One of these stands in every match, whatever the case of the first letters; looking for them first is faster.
    tail = smooth[place.end : limit]
    if "hiệu lực" not in tail and "bỏ" not in tail and " này" not in tail:
        return None
    match = _ENDS.match(smooth, place.end, limit)
    if match is None or _CONDITION.search(smooth, max(0, place.start - 30), place.start):
        return None
    name = next(name for name, words in match.groupdict().items() if words and name != "cue")
    return Cue(name, *match.span("cue"))
