"""The page about the archive: what it holds, counted now, where values come from, what is not claimed, how to cite it.

The words are in the template; every figure is the store's, and the last run is told by the part that brings things in.
"""

from flask import Blueprint, render_template

from archive.ask.export import LICENCE
from archive.ask.unchanged import UntilChanged
from archive.store.holdings import holdings
from search_web.language import gettext as _
from search_web.machine.one_work import root
from search_web.reading import house, shelf
from search_web.words import thousands

pages = Blueprint("about", __name__)
_HELD = UntilChanged(holdings)


@pages.get("/gioi-thieu")
def page() -> str:
    """What the archive holds and what it does not claim."""
    contact = house().settings.contact
    return render_template(
        "about/page.html",
        held_now=_HELD.of(shelf().connection),
        bases=_bases(),
        licence=LICENCE,
        contact=contact,
        contact_href=_leads_to(contact),
        last_run=_last_run(),
        root=root(),
        share=share,
    )


def share(part: int, whole: int) -> str:
    """A part of a whole as people write it: (982, 1200) → "81,8 %" with a blank that does not part; "" of nothing."""
    if not whole:
        return ""
    tenths = round(1000 * part / whole)
    return f"{thousands(tenths // 10)},{tenths % 10}\u00a0%"


def _bases() -> dict[str, str]:
    """What a value was read from → what that means."""
    return {
        "words": _("giá trị nằm nguyên trong văn bản; bấm vào lời trích để tới đúng chỗ."),
        "code": _("ký hiệu trong số văn bản chỉ thuộc về một cơ quan."),
        "context": _("văn bản không viết ra; suy từ địa phương hoặc tiêu đề của bài."),
        "table": _("lấy từ danh mục văn bản đã đối chiếu với nguồn công khai."),
        "hint": _("lấy từ dòng giới thiệu của trang đăng, không nằm trong văn bản."),
        "clerk": _("người quản lý kho đã xem bản giấy và sửa; nạp lại không ghi đè."),
    }


def _leads_to(contact: str) -> str:
    """Where the contact leads: a page, a letter; "" for words that are neither."""
    if contact.startswith(("https://", "http://")):
        return contact
    return f"mailto:{contact}" if "@" in contact and " " not in contact else ""


def _last_run() -> str:
    """When the last run that brought things in began, in ISO form; "" where there was none, or nobody can tell."""
    intake = house().intake
    runs = intake.runs(1) if intake else ()
    return runs[0].begun_at if runs else ""
