"""The names that a filter may be called by in a text: Vietnamese and English, with or without marks, hyphen or blank.

What a filter does with its value is in `filters`. A name with other marks is no name: “nói:” is not “nơi:”.
"""

from functools import cache

from archive.text.vietnamese import comparable, fold

# The name that is printed → what readers write. In the order of docs/search.md.
NAMES: dict[str, tuple[str, ...]] = {
    "so": ("số", "number"),
    "loai": ("loại", "type"),
    "co-quan": ("cơ-quan", "cq", "issuer"),
    "cap": ("cấp", "level"),
    "noi": ("nơi", "place"),
    "khoa": ("khóa", "term"),
    "hieu-luc": ("hiệu-lực", "validity"),
    "nguoi-ky": ("người-ký", "signatory"),
    "the-loai": ("thể-loại", "genre"),
    "ngay": ("ngày", "date"),
    "nam": ("năm", "year"),
    "tu": ("từ", "from"),
    "den": ("đến", "to"),
    "tinh-den": ("tính-đến", "at"),
    "xep": ("xếp", "sort"),
    "trang": ("trang", "page"),
    "dung": ("đúng", "exact"),
    "mo-rong": ("mở-rộng", "expanded"),
    "cach": ("cách", "profile"),
}
# Their value stands right at the colon: “Số: 47-CT/TU” of a letterhead is no filter.
STUCK = frozenset({"so", "trang", "dung", "mo-rong", "cach"})


@cache
def _spellings() -> dict[str, str]:
    marked = {_even(written): name for name, spellings in NAMES.items() for written in spellings}
    return marked | {_even(fold(written)): name for name, spellings in NAMES.items() for written in spellings}


def field_named(written: str) -> str | None:
    """The printed name of the filter that a word before a colon names; None for any other word.

    "Loại", "LOAI", "type" → "loai"; "người ký", "nguoi_ky", "nguoiky" → "nguoi-ky".
    """
    return _spellings().get(_even(written))


def _even(written: str) -> str:
    return comparable(written).replace("-", "").replace("_", "").replace(" ", "")
