"""The words of the desk: what each act of the log and each role is called, said in the language of the page."""

from search_web.language import gettext as _


def acts() -> dict[str, str]:
    """Act → what the log calls it; an act without a row is shown by its code."""
    return {
        "sign_in": _("đăng nhập"),
        "sign_in_failed": _("đăng nhập sai"),
        "withdrawn": _("rút hẳn một văn bản"),
        "locked": _("bị tạm khóa"),
        "unlocked": _("mở khóa"),
        "sign_out": _("đăng xuất"),
        "sessions_ended": _("kết thúc phiên khác"),
        "password": _("đổi mật khẩu"),
        "account_added": _("thêm tài khoản"),
        "account_described": _("sửa tên, địa chỉ thư"),
        "account_closed": _("đóng tài khoản"),
        "account_reopened": _("mở lại tài khoản"),
        "role": _("đổi vai trò"),
        "corrected": _("sửa thông tin văn bản"),
        "uncorrected": _("bỏ chỗ đã sửa"),
        "confirmed": _("xác nhận đã xem"),
        "uploaded": _("tải lên"),
        "upload_refused": _("tải lên bị từ chối"),
        "mistake_answered": _("trả lời báo lỗi"),
        "topic_kept": _("giữ chủ đề"),
        "topic_refused": _("bỏ chủ đề"),
    }


def roles() -> dict[str, str]:
    """Role → its name, in the order of what they may do."""
    return {"reader": _("Người đọc"), "clerk": _("Cán bộ lưu trữ"), "admin": _("Quản trị")}


def role_duties() -> dict[str, str]:
    """Role → what it may do, in a few words."""
    return {
        "reader": _("theo dõi tìm kiếm, văn bản và nhận thư"),
        "clerk": _("thêm: tải lên, sửa thông tin, trả lời báo lỗi"),
        "admin": _("thêm: tài khoản và nhật ký"),
    }
