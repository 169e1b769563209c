"""The query language as readers are told it: every sign and every filter, with an example that can be asked.

Signs are those the parser cuts a text into (`archive.query.pieces`), filters those it knows by name (`names`,
`filters`); which values a filter takes is what the filter itself says when it refuses one.
"""

from dataclasses import dataclass
from typing import get_args

from archive.errors import QueryError
from archive.query.filters import BARRING, FILTERS, IN_TEXT
from archive.query.names import NAMES
from archive.query.pieces import Kind
from archive.query.printing import BOTH, EITHER
from archive.query.reading import MAX_DEPTH
from archive.query.shapes import Query
from search_web.language import gettext as _

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Sign:
    """A way of writing words: an example that can be asked, what it means, the piece of the parser it is (`kind`)."""

    kind: Kind
    example: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: how it is written, its other names, its name in an address, its meaning, values and an example.

    `bars` says that a minus may stand before it or its value; `values` are in the words of the parser.
    """

    written: str
    others: tuple[str, ...]
    in_address: tuple[str, ...]
    meaning: str
    values: str
    example: str
    bars: bool


def signs() -> tuple[Sign, ...]:
    """Every sign that means something among words."""
    either, both = (_(" hoặc ").join(f"“{word}”" for word in words) for words in (EITHER, BOTH))
    return (
        Sign("word", "sinh hoạt chi bộ", _("văn bản có các từ này; gõ có dấu hay không dấu đều được")),
        Sign("quoted", '"sinh hoạt chi bộ"', _("đúng cụm từ này")),
        Sign("quoted", '"chi bộ sinh hoạt"~5', _("các từ này trong một quãng 5 âm tiết, thứ tự nào cũng được")),
        Sign("word", "chi bộ -đoàn", _("không có từ này; dấu trừ đặt sát trước từ hoặc cụm từ")),
        Sign("word", "kiểm*", _("âm tiết bắt đầu như vậy; ít nhất hai chữ trước dấu sao")),
        Sign("either", "kết nạp HOẶC khai trừ", _("một trong hai vế; viết hoa %(said)s, hoặc gạch đứng", said=either)),
        Sign("both", "kết nạp VÀ chi bộ", _("%(said)s viết hoa được bỏ qua: các từ vốn đều phải có", said=both)),
        Sign("open", "chi bộ (kết nạp HOẶC khai trừ)", _("ngoặc đơn gom các vế, lồng nhau %(n)s lớp", n=MAX_DEPTH)),
        Sign("close", "(sinh hoạt)", _("ngoặc quanh một vế không đổi nghĩa; ngoặc thừa được bỏ qua")),
        Sign("word", r"\HOẶC", _("gạch chéo ngược ở đầu: chỉ là một từ, không phải lệnh")),
        Sign("field", "loại:chỉ-thị chi bộ", _("một bộ lọc; mọi bộ lọc ở bảng dưới")),
    )


def filters() -> tuple[Filter, ...]:
    """Every filter a text may carry, in the order of the parser's own table."""
    told = _told()
    return tuple(
        Filter(
            written=spellings[0],
            others=tuple(dict.fromkeys((*spellings[1:], name))),
            in_address=tuple(one for one, does in FILTERS.items() if does is IN_TEXT[name]),
            meaning=told.get(name, ("", ""))[0],
            values=_values(name),
            example=told.get(name, ("", ""))[1],
            bars=name in BARRING,
        )
        for name, spellings in NAMES.items()
    )


def _values(name: str) -> str:
    """What a filter takes, as it says itself when it is given what cannot be one."""
    try:
        IN_TEXT[name](Query(), "?")
    except QueryError as refusal:
        return str(refusal.remedy).removeprefix("Có thể dùng: ").removesuffix(".")
    return ""


def _told() -> dict[str, tuple[str, str]]:
    """The printed name of a filter → what it does, an example."""
    return {
        "so": (_("số, ký hiệu của chính văn bản, hoặc chỉ số"), "số:47-CT/TU"),
        "loai": (_("loại văn bản, bằng tên hoặc mã"), "loại:chỉ-thị,nghị-quyết chi bộ"),
        "co-quan": (_("cơ quan ban hành, tên đầy đủ hoặc viết tắt"), 'cq:"Tỉnh ủy Lào Cai"'),
        "cap": (_("cấp ban hành"), "cấp:tỉnh sinh hoạt chi bộ"),
        "noi": (_("nơi ban hành: tỉnh, huyện, xã"), 'nơi:"Lào Cai"'),
        "khoa": (_("nhiệm kỳ đại hội, số La Mã hoặc số thường"), "khóa:XII"),
        "hieu-luc": (_("tình trạng vào ngày xét hiệu lực"), "hiệu-lực:hết"),
        "nguoi-ky": (_("người ký: họ tên hoặc một phần, trọn từ"), "người-ký:Nguyễn"),
        "the-loai": (_("văn bản, tin bài, hoặc văn bản chưa có toàn văn"), "thể-loại:tin-bài chi bộ"),
        "ngay": (_("ngày ban hành, hoặc quãng ngày, hở một đầu cũng được"), "ngày:2014..2018"),
        "nam": (_("năm ban hành, hoặc quãng năm"), "năm:2014-2016"),
        "tu": (_("ban hành từ ngày này"), "từ:7/2014 chi bộ"),
        "den": (_("ban hành đến ngày này"), "đến:2018 chi bộ"),
        "tinh-den": (_("ngày xét hiệu lực; không ghi là hôm nay"), "sinh hoạt chi bộ tính-đến:30/6/2025"),
        "xep": (_("cách xếp kết quả"), "chi bộ xếp:mới-nhất"),
        "trang": (_("trang kết quả"), "chi bộ trang:2"),
        "dung": (_("đúng như đã gõ, không thêm dấu"), "chi bộ đúng:1"),
        "mo-rong": (_("mở chữ viết tắt, tên thường gọi hay không"), "chi bộ mở-rộng:0"),
        "cach": (_("cách chấm điểm kết quả"), "chi bộ cách:câu-hỏi"),
    }
