"""The fields a clerk may correct: what each is called, in the language of the page, and how its value is shown."""

from archive.store.conflicts import printed
from archive.works.document import Document
from archive.works.precedence import FIELDS
from search_web.language import gettext as _


def names() -> dict[str, str]:
    """Field → its name, in the order of a letterhead; "text" is for all letters of a text."""
    return {
        "number": _("Số, ký hiệu"),
        "type": _("Loại văn bản"),
        "issuer": _("Cơ quan ban hành"),
        "date": _("Ngày ban hành"),
        "title": _("Trích yếu"),
        "signatory": _("Người ký"),
        "text": _("Toàn văn"),
    }


def ways() -> dict[str, str]:
    """Field → how its value is written."""
    return {
        "number": _("Ví dụ 47-CT/TU hoặc 30/2020/NĐ-CP."),
        "type": _("Tên loại đầy đủ, ví dụ Chỉ thị."),
        "issuer": _("Tên đầy đủ, ví dụ Ban Thường vụ Tỉnh ủy Lào Cai."),
        "date": _("Ví dụ 11/11/2014; chỉ biết tháng thì ghi tháng 11/2014; chỉ biết năm thì ghi 2014."),
        "title": _("Không ghi “Về việc” ở đầu."),
        "signatory": _("Họ và tên."),
    }


def values(document: Document) -> dict[str, str]:
    """Field → its value as people read it; "" for none."""
    order = [name for name in names() if name in FIELDS]
    return {name: printed(name, document) for name in order}
