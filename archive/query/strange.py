"""Signs that other search engines read as orders and this one does not: they stay words, and the reader is told.

Ordinary punctuation is not among them. What is an order here is read in `reading`.
"""

import re

# Operators of other languages, in capitals only, as words.
_OPERATORS = ("NEAR", "NOT", "XOR", "ADJ", "WITHIN", "TO")

# What it looks like → what is said. The stars of a drawn line say nothing, so they never come here.
# 1 must match "*", "đ*", "*ảng", "đ*ng", "kế-ho*". 2 must match “foo:bar”, “title:đảng”; not “http://a.vn”, “17:30”,
# “mục:”, “5:a”. 3 must match “+đảng”; not “C++”, “+84”. 4 must match “đảng^2”, “^”; not “^_^”. 5 must match “đảng~”,
# “đảng~2”, “~đảng”, “~”; not “~~~”. 6 must match “đoàn&&đảng”, “&&”; not “R&D”.
_STRANGE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\*"), "Dấu * chỉ dùng ở cuối một âm tiết có ít nhất hai chữ (kiểm*)."),
    (re.compile(r"^[^\W\d_][\w-]{0,24}:(?!//)\w"), "Không có bộ lọc tên như vậy."),
    (re.compile(r"^\++[^\W\d_]"), "Dấu + không cần thiết: các từ đều phải có."),
    (re.compile(r"^\^$|[^\W_]\^|\^[^\W_]"), "Dấu ^ không dùng ở đây."),
    (re.compile(r"^~$|\w~|~\w"), 'Dấu ~ chỉ dùng sau cụm từ trong ngoặc kép ("chi bộ sinh hoạt"~5).'),
    (re.compile(r"&&"), "Ký hiệu && không dùng ở đây: các từ đều phải có."),
)


def spoken_of(word: str) -> str | None:
    """What is said of a word with a sign that is no order here; None of an ordinary word."""
    if word in _OPERATORS:
        hint = "; để loại trừ hãy đặt dấu trừ sát trước từ (-đoàn)" if word == "NOT" else ""
        return f"“{word}” không phải là lệnh ở đây và được tìm như một từ{hint}."
    for pattern, said in _STRANGE:
        if pattern.search(word):
            return f"“{word[:40]}” được tìm như từ thường. {said}"
    return None
