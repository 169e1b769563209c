"""The page that checks a draft: a text or a list of numbers in, what the archive knows of each citation out.

Nothing is stored, logged or kept by a browser: the text comes in the body of the request, lives in memory and is gone
with the answer. No token against forged requests is needed, for nothing changes and readers have no cookies.
"""

import logging
import traceback
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import RequestEntityTooLarge

from archive.ask.draft import Case, Finding, Report, check
from archive.ask.draft_status import status_in
from archive.errors import ArchiveError, QueryError, SecrecyError, StoreError
from archive.store import documents
from archive.text.vietnamese import nfc
from archive.works.secrecy import inspect_lines, refusal_of
from search_web.dress import LOCAL
from search_web.reading import shelf
from search_web.render import Insert, Kind, rendered

pages = Blueprint("draft", __name__)
log = logging.getLogger(__name__)

# Some 80 sheets of A4: found in 0.6 s of a real text, in 6 s of nothing but numbers (find_mentions, one CPU). Each work
# cited is some look-ups in the store: 2 ms. A draft of 80 sheets has a few hundred citations.
MOST_CHARS, MOST_CITATIONS = 200_000, 2_000
# Below 500 kB Werkzeug keeps an upload in memory, and Waitress a body below 512 KiB; above, both use a file on disk.
MOST_BYTES = 480_000
_TOO_LARGE = (
    f"Bản thảo quá dài: nhiều nhất {MOST_CHARS // 1000}.000 ký tự. Không có gì được lưu; hãy chia nhỏ rồi thử lại."
)
_NO_TEXT = "Tệp không phải văn bản UTF-8. Hãy dán nội dung vào ô, hoặc lưu tệp dạng .txt, mã UTF-8."


@pages.get("/kiem-tra")
def page() -> Response:
    """The empty form."""
    return _answer()


@pages.post("/kiem-tra")
def checked() -> Response:
    """The report on what was pasted or sent as a file, with the form to try again."""
    allow_draft()
    text = ""
    try:
        text = _given()
        on = day_of(request.form.get("ngay", ""))
        report = report_on(text, on)
    except RequestEntityTooLarge:
        return _answer(notice=_TOO_LARGE, status=413)
    except SecrecyError as marked:
        return _answer(notice=str(marked), status=400)  # nothing of such a text goes back over the line
    except ArchiveError as refused:
        status = 400 if isinstance(refused, QueryError) else 500
        return _answer(text=text if len(text) <= MOST_CHARS else "", notice=str(refused), status=status)
    return _answer(text=text, report=report)


def allow_draft() -> None:
    """Let the present request be as large as a draft: other requests are addresses only."""
    request.max_content_length = MOST_BYTES
    request.max_form_memory_size = MOST_BYTES


def report_on(text: str, on: date) -> Report:
    """The report on a draft against the archive of the site.

    Raises:
        QueryError: there is nothing to check, or too much.
        SecrecyError: a line of it is a mark of secrecy.
        ArchiveError: the program failed; only the kind and place of the fault are logged.
    """
    if not text.strip():
        raise QueryError("Chưa có gì để kiểm tra.", remedy="Hãy dán bản thảo hoặc danh sách số, ký hiệu.")
    if len(text) > MOST_CHARS:
        raise QueryError(_TOO_LARGE)
    if mark := inspect_lines(text.splitlines(), "bản thảo"):
        raise refusal_of(mark)
    try:
        connection = shelf().connection
        lookup, status_of = partial(documents.find_by_key, connection), status_in(connection)
        return check(text, lookup, on=on, status_of=status_of, most=MOST_CITATIONS)
    except (StoreError, QueryError):
        raise
    except Exception as error:  # noqa: BLE001  # its message may quote the draft, so it must not reach the log
        frame = traceback.extract_tb(error.__traceback__)[-1]
        log.error("draft: %s at %s:%d", type(error).__name__, Path(frame.filename).name, frame.lineno)  # noqa: TRY400
        raise ArchiveError(
            "Máy chủ gặp lỗi khi kiểm tra bản thảo này.", remedy="Không có gì được lưu. Hãy thử lại từng phần."
        ) from None


def day_of(written: str) -> date:
    """The day on which a draft is to be signed, today when none is given.

    Raises:
        QueryError: it is no day.
    """
    try:
        return date.fromisoformat(written.strip()) if written.strip() else datetime.now(LOCAL).date()
    except ValueError:
        raise QueryError("Ngày ký không đọc được.", remedy="Ghi theo dạng 2026-11-22.") from None


def even(text: str) -> str:
    """A text as it is checked, spans counting in it: composed, line breaks of one kind, no null signs."""
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))


def _given() -> str:
    """What was pasted; else the text of the file sent."""
    pasted = even(request.form.get("van-ban", ""))
    sent = request.files.get("tep")
    if pasted.strip() or sent is None:
        return pasted
    return even(decoded(sent.read()))


def decoded(raw: bytes) -> str:
    """The text of a plain text file, UTF-8 or UTF-16 with its mark.

    Raises:
        QueryError: it is something else: Word, PDF, an old encoding.
    """
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise QueryError(_NO_TEXT) from None
    if "\x00" in text or text.startswith(("%PDF", "PK\x03\x04")):
        raise QueryError(_NO_TEXT)
    return text


# --- what the page shows ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """A work on the page: the anchor its marks in the text lead to, the words as written, each once, and the case."""

    anchor: str
    words: tuple[str, ...]
    case: Case


def _answer(*, text: str = "", report: Report | None = None, notice: str = "", status: int = 200) -> Response:
    entries = _entries(report) if report else ()
    shown = render_template(
        "draft/page.html",
        text=text,
        report=report,
        to_see=tuple(one for one in entries if not one.case.fine),
        fine=tuple(one for one in entries if one.case.fine),
        unread=[text[start:end] for start, end in report.unread] if report else [],
        paragraphs=_paragraphs(text, entries) if report else (),
        notices=[notice] if notice else [],
        most=MOST_CHARS,
        day=(report.on if report else datetime.now(LOCAL).date()).isoformat(),
    )
    answer = make_response(shown, status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _entries(report: Report) -> tuple[Entry, ...]:
    return tuple(
        Entry(f"muc-{ordinal}", tuple(dict.fromkeys(" ".join(one.words.split()) for one in case.findings)), case)
        for ordinal, case in enumerate(report.cases, 1)
    )


def _paragraphs(text: str, entries: tuple[Entry, ...]) -> tuple[Markup, ...]:
    """The lines of the draft, each citation a link to its entry."""
    inserts = [_insert(one, entry) for entry in entries for one in entry.case.findings]
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(rendered(text, at, at + len(line), inserts))
        at += len(line) + 1
    return tuple(found)


def _insert(one: Finding, entry: Entry) -> Insert:
    case = entry.case
    right = case.attested and one.state in ("resolved", "missing")
    kind: Kind = "link" if right else "maybe" if case.card or case.candidates else "open"
    return Insert(one.start, one.end, kind, f"#{entry.anchor}", case.label)
