"""The pages of the desk in the order of its navigation, each with the role it is for; those not built are left out.

A page is named by its endpoint, so that whoever builds one only has to add a row.
"""

from dataclasses import dataclass

from flask import current_app, request, url_for

from archive.desk.accounts import Account
from search_web.language import gettext as _


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the navigation: its words, its address, and whether it is the present one or one beneath it."""

    label: str
    href: str
    here: bool


def sections(account: Account) -> list[Section]:
    """The pages that an account may use."""
    listed = (
        ("queue.page", "clerk", _("Hàng đợi")),
        ("upload.page", "clerk", _("Tải lên")),
        ("refused.page", "clerk", _("Bị từ chối")),
        ("sources.page", "clerk", _("Nguồn và lượt chạy")),
        ("mistakes.page", "clerk", _("Báo lỗi")),
        ("misses.page", "clerk", _("Tìm không thấy")),
        ("desk_topics.page", "clerk", _("Chủ đề")),
        ("people.page", "admin", _("Tài khoản")),
        ("log.page", "admin", _("Nhật ký")),
        ("follow.page", "reader", _("Theo dõi")),
        ("own.page", "reader", _("Tài khoản của tôi")),
    )
    own = (request.endpoint or "").partition(".")[0]
    return [
        Section(label, url_for(endpoint), own == endpoint.partition(".")[0])
        for endpoint, role, label in listed
        if account.may(role) and endpoint in current_app.view_functions
    ]
