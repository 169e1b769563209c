"""Lists for walking through the archive: bodies, years, types, what is cited and not held, lists of numbers."""

from pydantic import Field

from search_web.machine.shapes.drafts import SOMETHING
from search_web.machine.shapes.parts import Answer, CandidateOut, CardOut, Count, PagedOut


class MissingOut(PagedOut):
    """Văn bản được viện dẫn mà kho chưa có toàn văn, được dẫn nhiều nhất trước."""

    works: list[CardOut]


class ListOut(PagedOut):
    """Một trang của danh sách văn bản."""

    works: list[CardOut]


class BodyOut(Answer):
    """Một cơ quan cùng số văn bản."""

    family: str
    name: str
    level: str | None
    place: str | None
    held: Count
    stubs: Count


class LevelOut(Answer):
    """Một cấp cùng các cơ quan."""

    level: str
    label: str
    bodies: list[BodyOut]


class NamedOut(Answer):
    """Tên của cơ quan trong một thời kỳ."""

    dates: str
    name: str


class KinOut(Answer):
    """Cơ quan tiền thân hoặc kế thừa."""

    id: str
    name: str
    dates: str
    step: str
    basis: str


class BodyPageOut(PagedOut):
    """Một cơ quan qua các thời kỳ, và văn bản của nó."""

    id: str
    name: str
    names: list[NamedOut]
    predecessors: list[KinOut]
    successors: list[KinOut]
    years: dict[str, Count]
    documents: list[CardOut]


class YearsOut(Answer):
    """Văn bản có toàn văn theo năm và loại; năm 0 là chưa rõ ngày, loại "" là chưa rõ loại."""

    types: list[str]
    years: dict[str, dict[str, Count]]


class TypeOut(Answer):
    """Một loại văn bản cùng số lượng."""

    name: str
    slug: str
    held: Count
    stubs: Count


class NumberOut(Answer):
    """Một dòng của danh sách số, ký hiệu và những gì kho biết."""

    line: int
    written: str
    number: str | None
    state: str
    label: str
    works: list[CandidateOut]
    near: list[CandidateOut]


class NumbersOut(Answer):
    """Danh sách số, ký hiệu đã tra."""

    total: Count
    numbers: list[NumberOut]


class TextIn(Answer):
    """Nội dung gửi lên; không được lưu."""

    text: str = Field(pattern=SOMETHING, description="danh sách, mỗi dòng một số, ký hiệu; UTF-8")
