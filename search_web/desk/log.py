"""The log of the desk, for administrators: newest first, by account, act and day, a page at a time."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for

from archive.desk import accounts, audit, moments
from search_web.desk.doors import needs
from search_web.desk.words import acts, roles
from search_web.dress import LOCAL
from search_web.language import gettext as _
from search_web.paging import Paging, asked_page
from search_web.reading import house

routes = Blueprint("log", __name__, url_prefix="/ban-lam-viec/nhat-ky")
PER_PAGE = 50


@routes.get("")
@needs("admin")
def page() -> str:
    """The rows that the address asks for."""
    args = {name: request.args.get(name, "").strip()[:80] for name in ("tai-khoan", "viec", "ngay")}
    sought, trouble = _sought(args)
    with house().desk.reading() as connection:
        total = audit.count(connection, sought)
        paging = Paging(asked_page(request.args.get("trang")), PER_PAGE, total)
        entries = audit.listed(connection, sought, offset=paging.offset, limit=PER_PAGE)
        happened = audit.acts(connection)
    named = acts()
    kept = {name: value for name, value in args.items() if value}
    return render_template(
        "desk/log.html",
        entries=entries,
        paging=paging,
        page_url=lambda number: _address(kept, number),
        args=args,
        happened=[(act, named.get(act, act)) for act in happened],
        named=named,
        said=_said,
        trouble=trouble,
    )


def _said(detail: str) -> str:
    """What a row adds, with roles by their names: "reader → clerk" → "Người đọc → Cán bộ lưu trữ"."""
    named = roles()
    return " → ".join(named.get(part, part) for part in detail.split(" → "))


def _address(kept: Mapping[str, str], number: int) -> str:
    """The page of a number of the same rows."""
    chosen: dict[str, Any] = {**kept, **({"trang": number} if number > 1 else {})}
    return url_for("log.page", **chosen)


def _sought(args: Mapping[str, str]) -> tuple[audit.Sought, str]:
    """What the address asks for, and a sentence where its day is none; a day is one of Viet Nam."""
    since = until = trouble = ""
    if args["ngay"]:
        try:
            first = datetime.combine(date.fromisoformat(args["ngay"]), time(), LOCAL)
            since, until = moments.written(first), moments.written(first + timedelta(days=1))
        except (ValueError, OverflowError):
            trouble = _("Ngày không đọc được; dưới đây là mọi ngày. Ghi theo dạng 2026-11-22.")
    return audit.Sought(accounts.folded(args["tai-khoan"]), args["viec"], since, until), trouble
