"""One work whole: its values beside where they were read, what it cites, what cites it, its validity as claims."""

from typing import Annotated, Any

from pydantic import Field

from search_web.machine.shapes.parts import Answer, CandidateOut, CardOut, Count, Genre, IsoDate, Offset, PagedOut, Span


class EvidenceOut(Answer):
    """Một giá trị đọc được từ đâu: chữ trong văn bản, hoặc bảng, tên tệp, đính chính."""

    span: Span | None
    quote: str | None
    basis: str
    confidence: float
    source: str | None


class ValueOut(Answer):
    """Một giá trị cùng mọi chỗ đã đọc ra nó."""

    value: str | None
    confidence: float
    evidence: list[EvidenceOut]


class TargetStatusOut(Answer):
    """Văn bản được dẫn đã hết hiệu lực khi viện dẫn, hoặc sau đó."""

    value: str
    label: str


class MentionOut(Answer):
    """Một chỗ viện dẫn trong văn bản."""

    start: Offset
    end: Offset
    surface: str
    kind: str
    number: str | None
    type: str | None
    date: IsoDate | None
    date_basis: str | None
    issuer: str | None
    issuer_id: str | None
    issuer_basis: str | None
    title: str | None
    term: str | None
    relation: str | None
    provision: str | None
    spans: dict[str, Span]
    target: str | None = Field(description="phần địa chỉ của văn bản được dẫn; null khi chưa xác định")
    target_status: TargetStatusOut | None
    candidates: list[CandidateOut]
    rule: str
    confidence: float


class QuotedMentionOut(MentionOut):
    """Một chỗ viện dẫn cùng câu chứa nó."""

    sentence: str


class SentenceOut(Answer):
    """Một câu viện dẫn; `marks` là các đoạn chữ trong câu."""

    text: str
    start: Offset
    marks: list[Span]


class CitingOut(CardOut):
    """Một văn bản viện dẫn, cùng các câu viện dẫn."""

    relations: list[str]
    sentences: list[SentenceOut]


class CaptureOut(Answer):
    """Một lần thu nhận bản gốc."""

    origin: str
    media_type: str
    digest: str
    captured_at: str


class EditionOut(Answer):
    """Một bản văn của văn bản."""

    origin: str
    current: bool
    created_at: str


class ClaimSourceOut(Answer):
    """Văn bản nói về hiệu lực."""

    id: str | None
    number: str | None
    type: str | None
    title: str | None
    date: IsoDate | None
    demonstration: bool


class ClaimOut(Answer):
    """Một điều được nói về hiệu lực, cùng nguồn."""

    value: str
    label: str
    scope: str
    provisions: str | None
    since: IsoDate | None
    basis: str
    basis_label: str
    decisive: bool
    source: ClaimSourceOut
    sentence: str | None
    seen_on: str | None
    url: str | None


class ValidityOut(Answer):
    """Hiệu lực tính đến một ngày, tính ra từ các điều được nói."""

    status: str
    value: str
    label: str
    as_of: IsoDate
    conflict: bool
    note: str | None
    claims: list[ClaimOut]


class SaidOut(Answer):
    """Một giá trị mà các văn bản viện dẫn nêu, cùng số văn bản nêu nó."""

    value: str
    works: Count


class SaidValuesOut(Answer):
    """Những gì các văn bản viện dẫn nói về văn bản chưa có toàn văn."""

    types: list[SaidOut]
    issuers: list[SaidOut]
    dates: list[SaidOut]
    titles: list[SaidOut]


class WorkOut(Answer):
    """Một văn bản, trọn vẹn."""

    id: str
    genre: Genre
    url: str
    demonstration: bool
    number: str | None
    type: str | None
    issuer: str | None
    date: IsoDate | None
    title: str | None
    signatory: str | None
    place: str | None
    term: str | None
    metadata: dict[str, ValueOut]
    text: str
    captures: list[CaptureOut]
    citations: list[MentionOut]
    cited_by: list[CitingOut] = Field(description="nhiều nhất 20; xem /cited-by")
    cited_by_total: Count
    validity: ValidityOut
    editions: list[EditionOut]
    said: SaidValuesOut | None = Field(description="chỉ với văn bản chưa có toàn văn")


class CitesOut(Answer):
    """Mọi chỗ viện dẫn của một văn bản, theo thứ tự trong văn bản."""

    id: str
    total: Count
    cites: list[QuotedMentionOut]


class CitedByOut(PagedOut):
    """Các văn bản viện dẫn một văn bản, mới nhất trước."""

    id: str
    cited_by: list[CitingOut]


class QuoteOut(Answer):
    """Bốn dạng trích dẫn của một văn bản."""

    id: str
    official: str
    short: str
    bibtex: str
    csl: list[dict[str, Any]] = Field(description="CSL-JSON, một mục")


class LikeOut(CardOut):
    """Một văn bản tương tự, cùng lý do."""

    score: float
    why: list[str]


class LikeGroupOut(Answer):
    """Các văn bản tương tự của một cấp."""

    level: str
    label: str
    works: list[LikeOut]


class SimilarOut(Answer):
    """Các văn bản tương tự một văn bản, theo cấp."""

    id: str
    groups: list[LikeGroupOut]


class ChangedOut(CardOut):
    """Một văn bản cùng lúc nó đổi lần cuối trong kho."""

    changed_at: str


class WorksOut(Answer):
    """Một trang của toàn kho, theo lúc thay đổi; theo `next` đến hết để lấy trọn."""

    total: Count
    per_page: Annotated[int, Field(ge=1)]
    next: str | None
    works: list[ChangedOut]
