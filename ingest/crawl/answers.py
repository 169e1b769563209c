"""What an answer of a server means for the crawl: take it, follow it, ask again later, or leave it, and why.

Judged by status and headers alone; what stands in a page is judged in `page`. The reasons a page was left are words of
`WORDS`, counted in the report of the crawl.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

Meaning = Literal["taken", "unchanged", "moved", "later", "refused"]

# Reason → (sentence, remedy).
WORDS: Mapping[str, tuple[str, str]] = {
    "outside": ("Địa chỉ ngoài các máy chủ đã kê.", "Nếu cần, thêm máy chủ vào hosts của hồ sơ nguồn."),
    "robots": ("robots.txt của máy chủ không cho phép.", "Xin phép chủ trang, hoặc nhận văn bản qua đường khác."),
    "private": ("Tên máy chủ dẫn tới địa chỉ mạng nội bộ.", "Nếu đúng là máy của mình, kê vào private_addresses."),
    "secret": ("Mang dấu mật hoặc dấu hạn chế lưu hành; không lưu gì.", "Chỉ nạp bản đã được giải mật."),
    "deep": ("Danh sách quá sâu so với giới hạn depth.", "Tăng caps.depth nếu trang thật sự có nhiều danh sách."),
    "alike": ("Quá nhiều trang danh sách chỉ khác nhau con số.", "Xem lại follow; tăng caps.lists_alike nếu đúng."),
    "large": ("Lớn quá giới hạn page_bytes (kể cả sau khi giải nén).", "Tăng caps.page_bytes nếu đúng là văn bản."),
    "missing": ("Không còn trang này.", "Không cần làm gì; xem lại liên kết trong trang danh sách."),
    "login": ("Máy chủ đòi đăng nhập hoặc từ chối.", "Xin quyền xem công khai, hoặc nhận văn bản qua đường khác."),
    "unanswered": ("Không tải được trọn trang sau nhiều lần thử.", "Chạy lại sau; kiểm tra máy chủ."),
    "redirects": ("Chuyển hướng vòng quanh hoặc quá nhiều lần.", "Kiểm tra địa chỉ trong hồ sơ nguồn."),
    "status": ("Máy chủ trả lời bằng mã lỗi.", "Mở địa chỉ bằng trình duyệt để xem."),
    "no page": ("Không phải trang văn bản.", "Xem lại bộ chọn text của hồ sơ: vankien source test."),
    "listing": ("Không đọc được danh sách.", "Xem lại địa chỉ trong hồ sơ: vankien source test."),
    "fault": ("Chương trình gặp lỗi với trang này.", "Hãy báo lỗi kèm dòng này."),
    "refused": ("Kho không nhận văn bản này.", "Xem lý do của từng văn bản."),
}
_MOVED = frozenset({301, 302, 303, 307, 308})
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_MISSING = frozenset({404, 410})
_LOGIN = frozenset({401, 403, 407, 451})
MOST_REDIRECTS = 5
_LONGEST_WAIT = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What to do: the meaning, the reason of a refusal, seconds to wait that the server named (None: it named none).

    `whole_host` says that the wait is for every page of the host.
    """

    meaning: Meaning
    reason: str = ""
    wait: float | None = None
    whole_host: bool = False


def meaning_of(status: int, headers: Mapping[str, str], now: datetime) -> Answer:
    """What a status with its headers (names in small letters) means."""
    if status == 304:
        return Answer("unchanged")
    if status in _MOVED:
        return Answer("moved")
    if status in _LATER:
        return Answer("later", "unanswered", retry_after(headers.get("retry-after", ""), now), status in (429, 503))
    if 200 <= status < 300:
        return Answer("taken")
    if status in _MISSING:
        return Answer("refused", "missing")
    return Answer("refused", "login" if status in _LOGIN else "status")


def retry_after(written: str, now: datetime) -> float | None:
    """The seconds of a Retry-After header, written as seconds or as a date; at most a day, None without any."""
    written = written.strip()
    if written.isascii() and written.isdigit():
        return min(float(written[:9]), _LONGEST_WAIT)
    try:
        when = parsedate_to_datetime(written)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return min(max((when - now).total_seconds(), 0.0), _LONGEST_WAIT)


def back_off(tries: int, base: float) -> float:
    """The seconds before the next try after so many: base, twice, four times …, at most a day."""
    return float(min(base * 2 ** min(max(tries - 1, 0), 30), _LONGEST_WAIT))
