"""What a question is answered by: hits with their reasons, facets, what was understood; offers while typing."""

from typing import Literal

from pydantic import Field

from search_web.machine.shapes.parts import Answer, CardOut, Count, IsoDate, Offset, PagedOut, Span


class HitOut(CardOut):
    """Một kết quả: thẻ văn bản, điểm, lý do và đoạn phù hợp nhất."""

    standing: str | None
    score: float
    why: list[str]
    snippet: str | None
    snippet_marks: list[Span] = Field(description="vị trí trong `snippet` sau khi trừ `snippet_start`")
    snippet_start: Offset | None
    anchor: str | None = Field(description="phần của trang văn bản chứa đoạn: #dieu-5")
    part: str | None
    terms: dict[str, float] = Field(description="các phần của điểm")


class OpenedOut(Answer):
    """Một chữ viết tắt và các nghĩa của nó."""

    typed: str
    meanings: list[str]


class TakenOut(Answer):
    """Câu hỏi được hiểu thế nào: đủ dấu, chữ viết tắt mở ra, các cách đọc khác."""

    said: str
    restored: bool
    others: list[str]
    opened: list[OpenedOut]


class RelatedOut(Answer):
    """Trả lời câu hỏi về văn bản được nêu tên."""

    label: str
    works: list[CardOut]


class FacetOut(Answer):
    """Một giá trị của một nhóm lọc và số kết quả của nó."""

    value: str
    label: str
    count: Count


class SuggestionOut(Answer):
    """Một câu hỏi khác có thể là ý người hỏi."""

    label: str
    query: str


class CoverageOut(Answer):
    """Kho có gì, bằng số."""

    directives: Count
    articles: Count
    stubs: Count
    catalogued: Count
    editions: Count
    captures: Count
    mentions: Count
    resolved: Count
    ambiguous: Count
    unresolved: Count
    first_year: int | None
    last_year: int | None


class SearchOut(PagedOut):
    """Câu trả lời cho một câu hỏi."""

    query: str
    as_of: IsoDate | None
    profile: str | None
    taken: TakenOut
    exact: list[CardOut] = Field(description="văn bản mang đúng số được hỏi")
    related: RelatedOut | None
    hits: list[HitOut]
    facets: dict[str, list[FacetOut]]
    suggestions: list[SuggestionOut]
    notices: list[str]
    explain: list[str]
    indexed: bool = Field(description="false khi chỉ mục chưa dựng: chỉ biết văn bản mang đúng số")
    coverage: CoverageOut | None


class OfferOut(Answer):
    """Một gợi ý khi đang gõ."""

    kind: str
    group: str
    label: str
    detail: str
    does: Literal["open", "search"]
    href: str


class OffersOut(Answer):
    """Các gợi ý, nhiều nhất tám."""

    offers: list[OfferOut]
