"""A work as plain text, UTF-8: what it is and where it stands on the first lines, then its text to the letter."""

from archive.cite.format import official
from archive.works.dates import PartialDate
from search_web.formats.work import Work, name_of
from search_web.language import gettext as _

MEDIA_TYPE = "text/plain"
WIDTH = 72  # of the line between head and text


def plain(work: Work) -> bytes:
    """The form `.txt`: a head of a few lines, a line, the text."""
    head = [official(work.card) or name_of(work.card), _("Địa chỉ: %(url)s", url=work.url), standing(work)]
    if work.card.demonstration and not work.says_demonstration:
        head.append(demonstration())
    return ("\n".join([*head, "-" * WIDTH, "", work.document.text, ""])).encode()


def standing(work: Work) -> str:
    """The status on the day of the answer, or that nothing is known, in words."""
    day = f"{work.day:%d/%m/%Y}"
    known = work.status and work.status.known
    label = work.status.label if known and work.status else _("chưa rõ")
    return _("Hiệu lực: %(status)s (tính đến ngày %(day)s)", status=label, day=day)


def demonstration() -> str:
    """That the text is no real one."""
    return _("Văn bản minh họa của kho, không phải bản chính thức.")


def shown_date(date: PartialDate | None) -> str:
    """A date as people read it, or that it is not known."""
    return date.shown if date else _("chưa rõ ngày")
