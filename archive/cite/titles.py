"""Where the title (trích yếu) of a cited document begins and ends in running text.

“… về nâng cao chất lượng sinh hoạt chi bộ và Nghị quyết …”: a title has no closing sign of its own, so its end is found
by what cannot belong to it. A title that names another document (“về tiếp tục thực hiện Chỉ thị 05-CT/TW”) keeps it.
"""

import re

from archive.cite import patterns
from archive.text.span import Span

# What leads to a title and is no part of it. Must match: "về ", "về việc ", "V/v ", before a quotation mark nothing or
# "với tiêu đề ", "có tên gọi là ". Not: "về: ", "với nội dung chính" (no quotation behind).
_ABOUT = re.compile(
    r"(?:về|v/v:?)(?:\s+việc)?\s+"
    r"|(?:(?:với|có|mang)\s+(?:tiêu\s+đề|tên(?:\s+gọi)?|trích\s+yếu|nhan\s+đề)\s*(?:là\s*)?:?\s*)?(?=[“\"])",
    re.IGNORECASE,
)
# A title that is a verb's phrase, as State documents have them; only behind a day or a body, for “Nghị định … quy định
# mức phạt ra sao?” is a sentence. Must match: "quy định chi tiết …", "sửa đổi, bổ sung …". The verb is part of it.
_VERB = re.compile(
    r"(?=(?:quy\s+định|sửa\s+đổi|bổ\s+sung|hướng\s+dẫn|ban\s+hành|phê\s+duyệt|bãi\s+bỏ|điều\s+chỉnh|thành\s+lập|công\s+bố"
    r"|một\s+số\s+(?:vấn\s+đề|điểm|nội\s+dung|nhiệm\s+vụ|giải\s+pháp|chủ\s+trương|chính\s+sách))"
    r",?\s+(?!như\s+sau|tại|này|rõ|cụ\s+thể))",
    re.IGNORECASE,
)
# Where a title ends though the sentence goes on. Real cases: "… chi bộ và Nghị quyết phân công …", "… và với …", "… Hồ
# Chí Minh gắn việc triển khai …", "… (sau đây gọi là …)", "…, có hiệu lực …", "…, nhiều cách làm đã thành nền nếp",
# "…, với mục tiêu giảm …", "…, Bộ Chính trị kết luận", "… do Ban Chấp hành Trung ương ban hành".
# Not inside "và", ", " of the title itself: "xây dựng, chỉnh đốn Đảng, ngăn chặn, đẩy lùi".
_END = re.compile(
    # Every end begins with a sign, or with a blank and one of these letters: said first, for most places have neither.
    r"(?=[,:()\[\]*]|\s(?i:[vcgđbntdlshrm]))(?:\s(?:và|cùng)\s+(?:với\s+)?(?:việc\s+)?(?:thực\s+hiện\s+|triển\s+khai\s+)?(?:các\s+)?"
    rf"(?:(?=[{patterns.UPPER}])(?i:{patterns.type_names()})(?!\w)|(?i:{patterns.type_names()})(?:\s+số)?\s+(?=\d))"
    r"|\svà\s+(?:với|việc\s+thực\s+hiện|thực\s+hiện\s+(?:các\s+)?(?i:" + patterns.type_names() + r"))(?!\w)"
    r"|,?\s+gắn\s+(?:với\s+)?(?:việc\s|(?i:" + patterns.type_names() + r"))"
    r"|[()\[\]*]|:\s|\sĐược\s"
    # Not in “của Bộ Chính trị, Ban Bí thư với đồng chí Chủ tịch nước”, “do Quốc hội, Hội đồng nhân dân bầu”.
    r"|,\s+(?!(?:Ban\s+Bí\s+thư|(?:Hội\s+đồng|Ủy\s+ban)\s+nhân\s+dân)\s+(?:với|bầu|các|về|và|đối|trong|cấp)\s)"
    r"(?:Ban|Bộ|Huyện|Tỉnh|Thành|Thị|Đảng|Ủy|UBND|HĐND|Hội|Quốc|Chính)\s+[^\W\d_]"
    # The day may stand behind the title: “Nghị định 30/2013/NĐ-CP về kinh doanh vận chuyển ngày 08/4/2013 của …”.
    r"|\s(?:ban\s+hành\s+)?ngày\s+\d{1,2}\s?(?:[/.-]|tháng)"
    r"|,\s+(?:(?:bao\s+)?gồm|cụ\s+thể|quy\s+định|hướng\s+dẫn(?!\s+th[iự])|trong\s+thời\s+hạn|trừ\s+trường\s+hợp|nêu\s+rõ|có\s+hiệu\s+lực|trong\s+đó|qua\s+đó|theo\s+đó|do\s+đó"
    r"|đến\s+nay|nhiều|với\s+mục|được\s|đã\s|sau\s|từ\s+(?:năm|ngày))"
    r"|,\s+(?=[^,.;:“”]{2,70}?\s(?:đã|đang|sẽ|cần|phải)\s)"
    # An order to report, behind the comma: “…, gửi dự thảo trước 30/9”, “…, báo cáo kết quả về Ban Tổ chức”. Not:
    # “…, báo cáo về kết quả …”, “…, nộp hồ sơ trước hôn nhân”.
    r"|,\s+(?:gửi|nộp|(?:và\s+)?báo\s+cáo|hoàn\s+thành)(?=\s)[^,.;:\n“”]{0,60}?\s"
    rf"(?:trước\s+(?:ngày\s+|tháng\s+|năm\s+)?\d|về\s+(?:Ban|Bộ|Sở|Văn\s+phòng|UBND|Ủy\s+ban|Huyện|Tỉnh|Thành|Đảng)\s)"
    r"|,\s+(?:phân\s+công|giao)\s+(?:từng|cho)(?!\w)|,\s+phòng\s+(?:nội|tài|hành|giáo|tư|văn|kinh|tổ)\s|\sbằng\s+\d|\sthì\s|\smà\s+(?:vẫn|không|chưa)\s"
    rf"|\sdo\s+(?=[{patterns.UPPER}][^.,;\n]{{2,60}}?\s(?:ban\s+hành|ký|thông\s+qua)(?!\w))"
    # “… và hướng dẫn của Bộ Nội vụ”: another document, without its number.
    rf"|\s(?:và|cùng)\s+(?i:{patterns.type_names()})\s+của\s+(?=[{patterns.UPPER}])"
    # “… về trò chơi và những quy định của pháp luật có liên quan”, “… và các văn bản sửa đổi, thay thế”: no title.
    r"|\svà\s+(?:(?:các|những)\s+)?(?:(?:quy\s+định|hướng\s+dẫn)\s+(?:của\s+)?(?:pháp\s+luật|tại\s)|(?:quy\s+định|văn\s+bản)\s+(?:pháp"
    r"\s+luật|sửa\s+đổi|hướng\s+dẫn|thay\s+thế|hiện\s+hành|khác|trước\s+đây|(?:có\s+)?liên\s+quan))"
    r"|,?\s+thay\s+(?:thế|cho)\s+(?:cho\s+)?(?:các\s+)?(?i:" + patterns.type_names() + r")(?!\w)"
    # The citation is the subject and its predicate follows: “… về đảng phí được áp dụng từ …”, “… là khung chung”.
    # Not in “người tố cáo là người làm việc theo hợp đồng”, “công việc được thực hiện cho thuê lại lao động”.
    r"|(?<!nhất)(?<!hay)\slà\s(?!gì|người\s|cá\s+nhân\s|tổ\s+chức\s|công\s+dân\s)"
    r"|(?<!việc)\sđược\s+(?:thành\s+lập|các|nhiều|tổ\s+chức|áp\s+dụng|ban\s+hành|triển\s+khai|thực\s+hiện|quán\s+triệt|xem|coi"
    r"|sửa|bổ\s+sung|bổ\s+nhiệm|quy\s+định\s+tại|tiếp\s+tục|thay)"
    r"|\scó\s+(?:hiệu\s+lực|ký\s+hiệu|nêu|ghi|nhiều\s+điểm)"
    r"|\s(?:đã|đang|sẽ|cũng\s+như|nhằm|còn\s+hiệu\s+lực|hết\s+hiệu\s+lực|nêu\s+rõ|như\s+sau|ra\s+sao|như\s+thế\s+nào"
    r"|thế\s+nào)(?!\w))"
)
_BEYOND = 40  # the longest name of a type, with its blanks
# Curly quotation marks tell where they close, also lines farther on; straight ones only in their own line.
_QUOTED = re.compile(r"(?:“(?=[^”\"“]{3,400}”)|[“\"](?=[^”\"“\n]{3,400}[”\"]))(?P<title>[^”\"“]+)")
# What a title may not end with: the words that lead to the next document of a list, signs, and the mark of a footnote.
_DANGLING_SIGNS = " \n\t,.:*–-"
_DANGLING_WORDS = ("và", "với", "cùng", "hoặc", "các", "của", "theo", "tại", "là")
# “…, số 12-NQ/TW” of the next number; “mã số”, “chuyển đổi số” are words of the title.
_DANGLING_NUMBER = re.compile(r"(?:,|\s(?:và|với|cùng|hoặc|các))\s+số$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\d{1,3}\]$")
# The last words before a nested document: “tiếp tục thực hiện ⟨Chỉ thị⟩”, “một số điều của ⟨Nghị định⟩”, “một số điều
# ⟨Thông tư⟩”, “bổ sung Điều 16 và Điều 17 của ⟨Thông tư⟩”.
_NESTS = re.compile(
    r"(?:thực\s+hiện|thi\s+hành|triển\s+khai|hướng\s+dẫn|sửa\s+đổi|bổ\s+sung|quán\s+triệt|cụ\s+thể\s+hóa|(?:điều|khoản)(?:\s+\d{1,3}[a-zđ]?)?(?:\s+của)?|"
    r"một\s+số\s+(?:nội\s+dung|quy\s+định)\s+của|"
    r"quy\s+định(?:\s+chi\s+tiết)?|thay\s+thế|bãi\s+bỏ|sơ\s+kết|tổng\s+kết|theo)\s*$",
    re.IGNORECASE,
)


# “…, Thông tư↵43/2015/TT-…”: the type of the next document of a table, parted from its number by the line's end.
_NEXT_TYPE = re.compile(rf"\s*(?:,|và)\s+(?i:{patterns.type_names()})(?:\s+số)?\s*$")
# “… nắm giữ 100% vốn điều lệ và điểm c khoản 3 Điều 5 Nghị định …”: the next citation begins with its part.
# A title that amends may name two parts itself.
_NEXT_PART = re.compile(
    r"\s*(?:,|;|và|hoặc)\s+(?:các\s+)?(?i:điểm|khoản|điều|mục|chương|phụ\s+lục)\s+(?:\d|[a-zđ]\s|[IVX]+(?!\w))"
)
_AMENDS = re.compile(r"(?:sửa|bổ|bãi|thay|đính|hủy|ngưng)\s", re.IGNORECASE)
_TELLS = re.compile(r"như\s+sau|[:?]", re.IGNORECASE)
# Behind a day and a body both, only these words: “… của Chính phủ quy định về lệ phí trước bạ, như sau:” has its title.
_TELLS_STILL = re.compile(r"(?<!,)\s+như\s+sau|\?", re.IGNORECASE)
_PHRASE = 200  # how far a sentence of that kind is looked for


def title_lead(smooth: str, at: int, limit: int, *, verbs: bool, sure: bool = False) -> int | None:
    """Where the title begins when words that lead to one stand at a place; `verbs` allows “quy định chi tiết …”.

    `sure` says that the citation is a full one, with its day and its body.
    """
    match = _ABOUT.match(smooth, at, limit)
    if match or not verbs:
        return match.end() if match else None
    verb = _VERB.match(smooth, at, limit)
    # “… quy định về nhiệm vụ như sau:” tells what the text says, not what it is called.
    tells = _TELLS_STILL if sure else _TELLS
    end = min(limit + 1, at + _PHRASE)
    # “(… Thông tư số … quy định về hoạt động thẻ) được sửa đổi như sau”: what is told stands outside the bracket.
    closed = smooth.find(")", at, end)
    end = end if closed < 0 or "(" in smooth[at:closed] else closed
    return at if verb and not tells.search(smooth, at, end) else None


def opens_title(smooth: str, at: int, limit: int) -> bool:
    """Whether the words at a place may begin a title without “về”: a capital, or a verb as State titles begin."""
    return smooth[at].isupper() or _VERB.match(smooth, at, limit) is not None


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
    part = None if _AMENDS.match(smooth, at) else _NEXT_PART.search(smooth, at, end)
    end = part.start() if part else end
    if following is not None and end == limit and _NESTS.search(smooth[at:end]):
        return Span(at, following)
    last = _NEXT_TYPE.search(smooth, max(at, end - _BEYOND), end)
    end = at + len(_whole_words(smooth[at : last.start() if last else end]))
    return Span(at, end) if len(smooth[at:end].split()) >= 2 else None


def _whole_words(title: str) -> str:
    """A title without the words and signs that it may not end with."""
    while True:
        shorter = _FOOTNOTE.sub("", title.rstrip(_DANGLING_SIGNS))
        shorter = _DANGLING_NUMBER.sub("", shorter) if shorter.endswith("số") else shorter
        head, _, last = shorter.rpartition(" ")
        shorter = head if last.lower() in _DANGLING_WORDS else shorter
        if shorter == title:
            return title
        title = shorter


def _unopened_quote(smooth: str, at: int, end: int) -> int:
    """Where a closing quote stands that the title did not open: the quotation round the whole citation ends there."""
    closing, straight = smooth.find("”", at, end), smooth.count('"', at, end) % 2
    if closing < 0 and not straight:
        return end
    depth = 0
    for place in range(at, end):
        depth += (smooth[place] == "“") - (smooth[place] == "”")
        if depth < 0 or (straight and smooth[place] == '"'):
            return place
    return end
