"""Where the title (trích yếu) of a cited document begins and ends in running text.

“… về nâng cao chất lượng sinh hoạt chi bộ và Nghị quyết …”: a title has no closing sign of its own, so its end is found
by what cannot belong to it. A title that names another document (“về tiếp tục thực hiện Chỉ thị 05-CT/TW”) keeps it.
"""

import re

from archive.cite import patterns
from archive.text.span import Span

# What leads to a title and is no part of it. Must match: "về ", "về việc ", "V/v ", and before a quotation mark.
_ABOUT = re.compile(r"(?:về|v/v:?)(?:\s+việc)?\s+|(?=[“\"])", re.IGNORECASE)
# A title that is a verb's phrase, as State documents have them; only behind a day or a body, for “Nghị định … quy định
# mức phạt ra sao?” is a sentence. Must match: "quy định chi tiết …", "sửa đổi, bổ sung …". The verb is part of it.
_VERB = re.compile(
    r"(?=(?:quy\s+định|sửa\s+đổi|bổ\s+sung|hướng\s+dẫn|ban\s+hành|phê\s+duyệt|bãi\s+bỏ|điều\s+chỉnh|thành\s+lập|công\s+bố)"
    r"\s+(?!như\s+sau|tại|này|rõ|cụ\s+thể))",
    re.IGNORECASE,
)
# Where a title ends though the sentence goes on. Real cases: "… chi bộ và Nghị quyết phân công …", "… và với …", "… Hồ
# Chí Minh gắn việc triển khai …", "… (sau đây gọi là …)", "…, có hiệu lực …", "…, nhiều cách làm đã thành nền nếp",
# "…, với mục tiêu giảm …", "…, Bộ Chính trị kết luận", "… do Ban Chấp hành Trung ương ban hành".
# Not inside "và", ", " of the title itself: "xây dựng, chỉnh đốn Đảng, ngăn chặn, đẩy lùi".
_END = re.compile(
    r"\s*(?:\s(?:và|cùng)\s+(?:với\s+)?(?:việc\s+)?(?:thực\s+hiện\s+|triển\s+khai\s+)?(?:các\s+)?"
    rf"(?:(?=[{patterns.UPPER}])(?i:{patterns.type_names()})(?!\w)|(?i:{patterns.type_names()})(?:\s+số)?\s+(?=\d))"
    r"|\svà\s+(?:với|việc\s+thực\s+hiện|thực\s+hiện\s+(?:các\s+)?(?i:" + patterns.type_names() + r"))(?!\w)"
    r"|,?\s+gắn\s+(?:với\s+)?(?:việc\s|(?i:" + patterns.type_names() + r"))"
    r"|\s*[(\[*]|:\s"
    rf"|,\s+(?:Ban|Bộ|Huyện|Tỉnh|Thành|Thị|Đảng|Ủy|UBND|HĐND|Hội|Quốc|Chính)\s+[^\W\d_]"
    # The day may stand behind the title: “Nghị định 30/2013/NĐ-CP về kinh doanh vận chuyển ngày 08/4/2013 của …”.
    r"|\s(?:ban\s+hành\s+)?ngày\s+\d{1,2}\s?(?:[/.-]|tháng)"
    r"|,\s+(?:(?:bao\s+)?gồm|cụ\s+thể|quy\s+định|hướng\s+dẫn|nêu\s+rõ|có\s+hiệu\s+lực|trong\s+đó|qua\s+đó|theo\s+đó|do\s+đó"
    r"|đến\s+nay|nhiều|với\s+mục|được\s|đã\s|sau\s|từ\s+(?:năm|ngày))"
    r"|,\s+(?=[^,.;:“”]{2,70}?\s(?:đã|đang|sẽ|cần|phải)\s)"
    rf"|\sdo\s+(?=[{patterns.UPPER}])"
    r"|,?\s+thay\s+(?:thế|cho)\s+(?:cho\s+)?(?:các\s+)?(?i:" + patterns.type_names() + r")(?!\w)"
    # The citation is the subject and its predicate follows: “… về đảng phí được áp dụng từ …”, “… là khung chung”.
    r"|(?<!nhất)(?<!hay)\slà\s(?!gì)"
    r"|\sđược\s+(?:thành\s+lập|các|nhiều|tổ\s+chức|áp\s+dụng|ban\s+hành|triển\s+khai|thực\s+hiện|quán\s+triệt|xem|coi|sửa"
    r"|bổ\s+sung|thay)"
    r"|\scó\s+(?:hiệu\s+lực|ký\s+hiệu|nêu|ghi|nhiều\s+điểm)"
    r"|\s(?:đã|đang|sẽ|cũng\s+như|nhằm|còn\s+hiệu\s+lực|hết\s+hiệu\s+lực|nêu\s+rõ|như\s+sau|ra\s+sao|như\s+thế\s+nào"
    r"|thế\s+nào)(?!\w))"
)
_BEYOND = 40  # the longest name of a type, with its blanks
_QUOTED = re.compile(r"[“\"](?P<title>[^”\"“\n]{3,400})[”\"]")
# What a title may not end with: the words that lead to the next document of a list, signs, and the mark of a footnote.
_DANGLING = re.compile(
    r"(?:[\s,.:*–-]|\[\d+\]|(?<!\w)(?:và|với|cùng|hoặc|cùng\s+với|các|của|theo|tại|số))+$", re.IGNORECASE
)
# The last words before a nested document: “tiếp tục thực hiện ⟨Chỉ thị⟩”, “một số điều của ⟨Nghị định⟩”.
_NESTS = re.compile(
    r"(?:thực\s+hiện|thi\s+hành|triển\s+khai|hướng\s+dẫn|sửa\s+đổi|bổ\s+sung|quán\s+triệt|cụ\s+thể\s+hóa|(?:điều|khoản)\s+của|"
    r"thay\s+thế|bãi\s+bỏ|sơ\s+kết|tổng\s+kết|theo)\s*$",
    re.IGNORECASE,
)


_TELLS = re.compile(r"như\s+sau|[:?]", re.IGNORECASE)
_PHRASE = 200  # how far a sentence of that kind is looked for


def title_lead(smooth: str, at: int, limit: int, *, verbs: bool) -> int | None:
    """Where the title begins when words that lead to one stand at a place; `verbs` allows “quy định chi tiết …”."""
    match = _ABOUT.match(smooth, at, limit)
    if match or not verbs:
        return match.end() if match else None
    verb = _VERB.match(smooth, at, limit)
    # “… quy định về nhiệm vụ như sau:” tells what the text says, not what it is called.
    return at if verb and not _TELLS.search(smooth, at, min(limit + 1, at + _PHRASE)) else None


def title_span(smooth: str, at: int, limit: int, following: int | None) -> Span | None:
    """The span of a title that begins at a place; None when fewer than two words are left.

    `limit` is where it must end: the sentence's end, or the next citation, which ends at `following` (None when it is
    not the next citation that sets the limit).
    """
    quoted = _QUOTED.match(smooth, at)
    if quoted:
        inside = _ABOUT.match(smooth, quoted.start("title"))
        return Span(inside.end() if inside else quoted.start("title"), quoted.end("title"))
    at += smooth[at] in '“"' if at < limit else 0
    # An end may be told by the next citation's own type ("…, thay thế Quyết định …"), so the look goes a little beyond.
    cut = _END.search(smooth, at, limit + _BEYOND)
    end = _unopened_quote(smooth, at, min(cut.start(), limit) if cut else limit)
    if following is not None and end == limit and _NESTS.search(smooth[at:end]):
        return Span(at, following)
    end = at + len(_DANGLING.sub("", smooth[at:end]))
    return Span(at, end) if len(smooth[at:end].split()) >= 2 else None


def _unopened_quote(smooth: str, at: int, end: int) -> int:
    """Where a closing quote stands that the title did not open: the quotation round the whole citation ends there."""
    depth = 0
    straight = smooth.count('"', at, end) % 2
    for place in range(at, end):
        depth += (smooth[place] == "“") - (smooth[place] == "”")
        if depth < 0 or (straight and smooth[place] == '"'):
            return place
    return end
