"""What several answers have in common: the ground of every model, a work on a list, the link to the next page."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """The ground of every model: nothing that is not described goes out."""

    model_config = ConfigDict(extra="forbid")


Offset = Annotated[int, Field(ge=0, description="vị trí tính bằng ký tự Unicode, từ 0")]
Span = Annotated[list[Offset], Field(min_length=2, max_length=2, description="[đầu, cuối): text[đầu:cuối] là chữ nêu")]
IsoDate = Annotated[
    str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="ngày ISO 8601, đúng mức chính xác biết được")
]
Genre = Literal["directive", "article", "stub"]
Count = Annotated[int, Field(ge=0)]


class CardOut(Answer):
    """Một văn bản trong danh sách."""

    id: str | None = Field(description="phần địa chỉ sau /vb/; null khi kho không có trang")
    number: str | None = Field(description="số, ký hiệu ở dạng chuẩn: 47-CT/TU")
    type: str | None
    issuer: str | None
    issuer_id: str | None = Field(description="mã cơ quan, dùng ở /co-quan/{id}")
    date: IsoDate | None
    title: str | None = Field(description="trích yếu, hoặc đầu đề tin bài")
    status: str = Field(description="hiệu lực tính đến ngày trả lời; “chưa rõ” khi không có nguồn")
    genre: Genre = Field(description="directive: có toàn văn; article: tin, bài; stub: chưa có toàn văn")
    grade: str | None = Field(description="mức chứng cứ trong bảng văn bản chuẩn: A, B")
    cited_by: Count = Field(description="số văn bản viện dẫn nó")
    demonstration: bool = Field(description="bản minh họa, không phải nguyên văn")
    url: str | None


class CandidateOut(Answer):
    """Văn bản mà một viện dẫn có thể chỉ tới."""

    number: str | None
    type: str | None
    date: IsoDate | None
    issuer: str | None
    title: str | None
    id: str | None
    grade: str | None


class PagedOut(Answer):
    """Một trang của danh sách dài; `next` là địa chỉ của trang sau, null ở trang cuối."""

    total: Count
    page: Annotated[int, Field(ge=1)]
    per_page: Annotated[int, Field(ge=1)]
    next: str | None = Field(description="địa chỉ của trang sau; con trỏ trong đó không cần hiểu")
