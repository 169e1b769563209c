"""A list of numbers pasted in, answered line by line: on a page, as a table for spreadsheets, as JSON.

The list comes in the body of the request and is gone with the answer; nothing is stored, logged or kept by a browser.
"""

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from archive.ask.number_answers import MOST_CHARS, MOST_LINES, Listed, answer_numbers, as_csv
from archive.errors import QueryError, SecrecyError
from archive.works.secrecy import inspect_lines, refusal_of
from search_web.pages.draft import even
from search_web.reading import shelf
from search_web.validity import foresee

pages = Blueprint("numbers", __name__)
MOST_BYTES = 200_000  # MOST_CHARS letters, percent-encoded by a form
_TOO_LARGE = f"Danh sách quá dài: nhiều nhất {MOST_LINES} dòng. Không có gì được lưu; hãy chia nhỏ rồi thử lại."


@pages.get("/danh-sach-so")
def page() -> Response:
    """The empty form."""
    return _shown("")


@pages.post("/danh-sach-so")
def answered() -> Response:
    """The answers to a list (`so`), as a page, or as a file with `dang=csv`."""
    allow_list()
    text = ""
    try:
        text = even(request.form.get("so", ""))
        found = answers_to(text)
    except RequestEntityTooLarge:
        return _shown("", notice=_TOO_LARGE, status=413)
    except SecrecyError as marked:
        return _shown("", notice=str(marked), status=400)  # nothing of such a text goes back over the line
    except QueryError as error:
        return _shown(text[:MOST_CHARS], notice=f"{error.message} {error.remedy or ''}", status=400)
    return _file(found) if request.form.get("dang") == "csv" else _shown(text, found)


def allow_list() -> None:
    """Let the present request be as large as the longest list: other requests are addresses only."""
    request.max_content_length = MOST_BYTES
    request.max_form_memory_size = MOST_BYTES


def answers_to(text: str) -> tuple[Listed, ...]:
    """The answers to a list, line by line. Raises QueryError, SecrecyError."""
    if mark := inspect_lines(text.splitlines(), "danh sách"):
        raise refusal_of(mark)
    return answer_numbers(text, shelf().connection)


def _shown(text: str, found: tuple[Listed, ...] = (), *, notice: str = "", status: int = 200) -> Response:
    foresee([card for one in found for card in (*one.cards, *one.near)])
    counts = {state: sum(one.state == state for one in found) for state in ("found", "several", "absent", "unread")}
    page = render_template(
        "numbers/page.html",
        text=text,
        found=found,
        counts=counts,
        most=MOST_CHARS,
        most_lines=MOST_LINES,
        notices=[notice] if notice else [],
    )
    answer = _unkept(make_response(page, status))
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _file(found: tuple[Listed, ...]) -> Response:
    """The table as a file; the mark at its beginning tells spreadsheets that it is UTF-8."""
    answer = _unkept(make_response("\ufeff" + as_csv(found, request.url_root.rstrip("/"))))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="danh-sach-so.csv"'
    return answer


def _unkept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
