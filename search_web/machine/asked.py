"""What programs may ask: the parameters of each route as models, with every value that is allowed.

The filters are those of the results page. Words are read forgivingly there ("Chỉ thị" for `chi-thi`); what is written
here is what is promised. An empty value says nothing: forms send their empty fields too.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from archive.ask.compare_places import province_names
from archive.query import MAX_CHARS
from archive.works.bodies import LEVELS
from archive.works.terms import ROMAN
from archive.works.vocabulary import types
from search_web.paging import LAST_PAGE


def _several(*values: str) -> str:
    """A pattern: some of these values, parted by commas; each may stand behind "-" for what must not be."""
    one = "-?(?:" + "|".join(sorted(values)) + ")"
    return f"^(?:|{one}(?:,{one})*)$"


def _one_of(*values: str) -> str:
    return f"^(?:|{'|'.join(values)})$"


# A year the archive may have, a month of it, a day that the calendar has. Matches: 2014 · 2014-11 · 2016-02-29.
# Not: 1850 · 2014-13 · 2015-02-29 · 2014-4-31.
_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = _YEAR + r"-(?:0[1-9]|1[0-2])"
_LEAP = r"(?:(?:19|20)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29"
_LONG, _SHORT = r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])", r"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_DAY = f"{_YEAR}-(?:{_LONG}|{_SHORT}|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP}"
_MOMENT = f"(?:{_DAY})(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|\\+00:00))?"
_SLUG = "-?[a-z0-9]+(?:-[a-z0-9]+)*"

Words = Annotated[str, Field(max_length=MAX_CHARS)]
Slugs = Annotated[str, Field(pattern=f"^(?:|{_SLUG}(?:,{_SLUG})*)$")]
PartDate = Annotated[str, Field(pattern=_one_of(_YEAR, _MONTH, _DAY), description="2014, 2014-11 hoặc 2014-11-11")]
Day = Annotated[str, Field(pattern=_one_of(_DAY), description="ngày ISO 8601: 2014-11-11; hôm nay khi để trống")]
Page = Annotated[int, Field(ge=1, le=LAST_PAGE, description="trang, từ 1")]
Cursor = Annotated[str, Field(pattern="^[A-Za-z0-9_-]{0,200}$", description="con trỏ trong “next” của trang trước")]
# The names that are promised; other spellings of them are read as on the page.
Province = Annotated[str, Field(max_length=100, json_schema_extra={"enum": list(province_names())})]
# Words with at least a letter or figure.
Topic = Annotated[str, Field(pattern="^[^\\x00]*[0-9A-Za-zÀ-ỹ][^\\x00]*$", max_length=300)]
Yes = Annotated[str, Field(pattern=_one_of("0", "1"))]


class Asked(BaseModel):
    """The ground of what is asked; a parameter nobody knows is passed over, as on the pages."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)


class Paged(Asked):
    """A page of a list, by its number or by a cursor; the cursor goes before."""

    page: Page = Field(default=1, alias="trang")
    cursor: Cursor = Field(default="", alias="con-tro")


class SearchAsked(Paged):
    """Câu hỏi và các bộ lọc của trang kết quả; nhiều giá trị cách nhau bằng dấu phẩy, dấu “-” đứng trước là loại ra."""

    q: Words = Field(default="", description="câu hỏi, theo ngôn ngữ truy vấn của trang tìm")
    type: Annotated[str, Field(pattern=_several(*{one.slug for one in types()}))] = Field(
        default="", alias="loai", description="loại văn bản"
    )
    issuer: Slugs = Field(default="", alias="co-quan", description="mã cơ quan ban hành")
    level: Annotated[str, Field(pattern=_several(*LEVELS))] = Field(default="", alias="cap", description="cấp ban hành")
    place: Slugs = Field(default="", alias="noi", description="nơi ban hành, viết không dấu: lao-cai")
    term: Annotated[str, Field(pattern=_several(*ROMAN[1:]))] = Field(
        default="", alias="khoa", description="khóa, chữ số La Mã"
    )
    validity: Annotated[
        str,
        Field(pattern=_several("in-force", "part-ended", "ended", "suspended", "not-yet", "conflict", "unknown")),
    ] = Field(default="", alias="hieu-luc", description="hiệu lực tính đến ngày hỏi")
    signatory: Annotated[str, Field(max_length=80)] = Field(default="", alias="nguoi-ky", description="người ký")
    own: Annotated[str, Field(pattern="^(?:|[1-9][0-9]{0,3}(?:-[A-Z]{1,4}/[A-Z]{1,6})?)$")] = Field(
        default="", alias="so", description="số của chính văn bản: 47, hoặc số, ký hiệu của Đảng: 47-CT/TU"
    )
    year: Annotated[str, Field(pattern=_one_of(_YEAR))] = Field(default="", alias="nam", description="năm ban hành")
    since: PartDate = Field(default="", alias="tu")
    until: PartDate = Field(default="", alias="den")
    genre: Annotated[str, Field(pattern=_several("directive", "article", "stub"))] = Field(
        default="", alias="the-loai", description="văn bản, tin bài, chưa có toàn văn"
    )
    at: PartDate = Field(default="", alias="ngay")
    exact: Yes = Field(default="", alias="dung", description="1: tìm đúng như đã gõ, không thêm dấu")
    expanded: Yes = Field(default="", alias="mo-rong", description="0: không mở chữ viết tắt")
    profile: Annotated[str, Field(pattern=_one_of("formula", "questions", "plain"))] = Field(
        default="", alias="cach", description="cách chấm điểm"
    )
    sort: Annotated[str, Field(pattern=_one_of("relevance", "date", "oldest"))] = Field(
        default="", alias="xep", description="cách xếp"
    )


class SuggestAsked(Asked):
    """Những chữ đã gõ."""

    q: Words = ""


class OnDay(Asked):
    """Ngày tính hiệu lực."""

    at: Day = Field(default="", alias="ngay")


class QuoteAsked(Asked):
    """Dạng trích dẫn; mọi dạng ở JSON khi để trống."""

    form: Annotated[str, Field(pattern=_one_of("official", "short", "bibtex", "csl"))] = Field(default="", alias="dang")


class MissingAsked(Paged):
    """Thu hẹp danh sách được dẫn mà chưa có."""

    type: Annotated[str, Field(max_length=60)] = Field(default="", alias="loai", description="tên hoặc mã loại")
    issuer: Annotated[str, Field(pattern=f"^(?:|{_SLUG})$")] = Field(default="", alias="co-quan")


class ListAsked(Paged):
    """Thu hẹp và xếp danh sách văn bản."""

    type: Annotated[str, Field(max_length=60)] = Field(default="", alias="loai", description="mã loại: chi-thi")
    issuer: Annotated[str, Field(pattern=f"^(?:|{_SLUG})$")] = Field(default="", alias="co-quan")
    level: Annotated[str, Field(pattern=_one_of(*LEVELS))] = Field(default="", alias="cap")
    system: Annotated[str, Field(pattern=_one_of("dang", "nha-nuoc"))] = Field(default="", alias="he")
    year: Annotated[str, Field(pattern=_one_of(_YEAR))] = Field(default="", alias="nam")
    since: Annotated[str, Field(pattern=_one_of(_YEAR))] = Field(default="", alias="tu", description="từ năm")
    until: Annotated[str, Field(pattern=_one_of(_YEAR))] = Field(default="", alias="den", description="đến năm")
    term: Annotated[str, Field(pattern=_one_of(*ROMAN[1:]))] = Field(default="", alias="khoa")
    topic: Annotated[str, Field(pattern=f"^(?:|{_SLUG})$")] = Field(default="", alias="chu-de", description="mã chủ đề")
    texts: Annotated[str, Field(pattern=_one_of("toan-van", "chua-co"))] = Field(
        default="", alias="con", description="có toàn văn, hoặc chưa có"
    )
    order: Annotated[str, Field(pattern=_one_of("moi-truoc", "cu-truoc", "so", "duoc-dan", "cap-nhat"))] = Field(
        default="", alias="xep", description="cách xếp"
    )


class LadderAsked(Asked):
    """Chủ đề, nơi và ngày."""

    topic: Topic = Field(alias="q", description="chủ đề")
    place: Annotated[str, Field(max_length=300)] = Field(
        default="", alias="noi", description="nơi: “xã Bát Xát, Lào Cai”"
    )
    at: Day = Field(default="", alias="ngay")
    system: Annotated[str, Field(pattern=_one_of("dang", "nha-nuoc"))] = Field(default="", alias="he")


class PlacesAsked(Asked):
    """Chủ đề hoặc văn bản, và hai nơi."""

    topic: Topic = Field(alias="q", description="chủ đề, hoặc số, ký hiệu của văn bản cấp trên")
    first: Province = Field(alias="a", description="tỉnh, thành phố")
    second: Province = Field(alias="b", description="tỉnh, thành phố")


class WorksAsked(Asked):
    """Đọc trọn kho, theo lúc thay đổi."""

    since: Annotated[str, Field(pattern=_one_of(_MOMENT))] = Field(
        default="", alias="doi-tu", description="chỉ những văn bản đổi từ lúc này (ISO 8601, UTC)"
    )
    genre: Annotated[str, Field(pattern=_one_of("directive", "article", "stub"))] = Field(default="", alias="the-loai")
    limit: Annotated[int, Field(ge=1, le=500)] = Field(default=100, alias="so-dong", description="số văn bản mỗi trang")
    cursor: Cursor = Field(default="", alias="con-tro")


class DraftAsked(Asked):
    """Ngày sẽ ký, khi bản dự thảo là chính nội dung gửi lên."""

    on: Day = Field(default="", alias="ngay")
