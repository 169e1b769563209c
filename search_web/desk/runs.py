"""How runs and their lines are called on pages of the desk, in the language of the page."""

from datetime import datetime, timedelta

from archive.desk import moments
from archive.intake import Run
from search_web.language import gettext as _

UPLOADED = "tai-len:"
# A run tells of each file as it is stored; the longest a file may take is some minutes of recognising.
SILENT = timedelta(minutes=30)


def commands() -> dict[str, str]:
    """Command → what it did."""
    return {
        "ingest": _("nạp thư mục"),
        "upload": _("tải lên"),
        "crawl": _("thu thập"),
        "watch": _("thư mục theo dõi"),
        "replay": _("dựng lại"),
    }


def verdicts() -> dict[str, str]:
    """Verdict → its words, in the order of a table."""
    return {
        "kept": _("văn bản mới"),
        "revised": _("bản khác"),
        "same": _("không đổi"),
        "refused": _("bị từ chối"),
    }


def standing(run: Run) -> str:
    """Whether a run ended, goes on, or broke off, as far as its record tells."""
    if run.finished:
        return _("đã xong")
    return _("đang chạy") if is_alive(run) else _("dừng giữa chừng")


def is_alive(run: Run) -> bool:
    """Whether a run that has not ended has told of a file lately."""
    try:
        last = datetime.fromisoformat(run.last_at or run.begun_at)
    except ValueError:
        return False
    return not run.finished and moments.present() - last < SILENT


def shown_path(path: str) -> str:
    """A path or address of a record, as people gave it; of an upload without the digest before its name."""
    return path.removeprefix(UPLOADED).partition("/")[2] if path.startswith(UPLOADED) else path
