"""The report on a draft: each citation with what the archive knows of it; nothing of the draft is kept."""

from pydantic import Field

from search_web.machine.asked import Day
from search_web.machine.shapes.parts import Answer, CandidateOut, Count, IsoDate, Offset, Span

# At least a letter or figure, no null sign. Matches: "47-CT/TU", "Đ". Not: "", "…", "a\0".
SOMETHING = "^[^\\x00]*[0-9A-Za-zÀ-ỹ][^\\x00]*$"


class DraftIn(Answer):
    """Bản dự thảo; không được lưu."""

    text: str = Field(pattern=SOMETHING, description="toàn văn bản dự thảo, UTF-8")
    on: Day | None = Field(default=None, description="ngày sẽ ký; hôm nay khi để trống")


class RemarkOut(Answer):
    """Một điều cần xem lại."""

    kind: str
    start: Offset
    end: Offset
    written: str
    held: str
    say: str


class FindingOut(Answer):
    """Một chỗ viện dẫn trong bản dự thảo."""

    start: Offset
    end: Offset
    words: str
    state: str
    remarks: list[RemarkOut]


class OfficialCandidateOut(CandidateOut):
    """Văn bản có thể được nói tới, cùng cách viện dẫn chuẩn."""

    official: str


class CaseValidityOut(Answer):
    """Hiệu lực của văn bản được dẫn vào ngày ký."""

    status: str
    label: str


class CaseOut(Answer):
    """Một văn bản được dẫn và mọi chỗ dẫn nó."""

    state: str
    label: str
    fine: bool
    say: list[str]
    held: CandidateOut | None
    candidates: list[OfficialCandidateOut]
    suggestion: str | None
    validity: CaseValidityOut
    findings: list[FindingOut]


class ReportOut(Answer):
    """Kết quả rà soát."""

    on: IsoDate
    fine: Count
    total: Count
    works: list[CaseOut]
    unread: list[Span]
