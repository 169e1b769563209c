"""Answers for what cannot be answered: a page in Vietnamese, or problem+json for programs, never a traceback.

What happened, what is kept, what to do. Errors of the archive carry their own sentence, the others have theirs in
`words.toml`; the log keeps the cause of what nobody foresaw. This is the site's one place that catches everything.
"""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from archive.errors import ArchiveError, NotHere, QueryError, SecrecyError, StoreError
from archive.works.document import Card
from search_web.headers import MACHINE
from search_web.words import refusal, refusals

log = logging.getLogger(__name__)
EXPLAINED = "/tro-giup/api#loi-"  # and a status: where the help tells of problems of that kind


def install(app: Flask) -> None:
    """Answer every refusal of the application."""
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(ArchiveError, _of_archive)
    app.register_error_handler(Exception, _unforeseen)


def refuse(
    status: int,
    sentences: Sequence[str] = (),
    *,
    near: Sequence[Card] = (),
    near_heading: str = "",
    errors: Mapping[str, Sequence[str]] | None = None,
) -> Response:
    """The answer for a status: the page, or problem+json under /api/, with the sentences given or the usual ones.

    `near` are works the caller may have meant, `errors` what is wrong with which parameter.
    """
    usual = refusal(status)
    heading, said = usual["heading"], tuple(sentences) or (usual["what"], usual["remedy"])
    if request.path.startswith(MACHINE):
        more = {"candidates": [card.id for card in near]} if near else {}
        return _problem(status, heading, " ".join(said), more | ({"errors": errors} if errors else {}))
    page = render_template("refused/page.html", heading=heading, sentences=said, near=near, near_heading=near_heading)
    return make_response(page, status)


def _problem(status: int, title: str, detail: str, more: Mapping[str, object]) -> Response:
    """RFC 9457: type, title, status, detail, instance, and what else is known.

    The type is the place of the help that tells of the status, whatever language the page was asked in.
    """
    body: dict[str, object] = {
        "type": f"{request.script_root}{EXPLAINED}{status}" if status in refusals() else "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
        **more,
    }
    answer = jsonify(body)
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer


def _of_http(error: HTTPException) -> Response:
    status = error.code or int(HTTPStatus.INTERNAL_SERVER_ERROR)
    if status < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())  # a redirect is no refusal
    answer = refuse(status)
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            answer.headers[name] = value
    return answer


def _of_archive(error: ArchiveError) -> Response:
    status = 404 if isinstance(error, NotHere) else 400 if isinstance(error, (QueryError, SecrecyError)) else 500
    if isinstance(error, StoreError):
        log.error("store: %s", error)
        return refuse(503)
    if status == 500:
        log.error("%s: %s", type(error).__name__, error)
        return refuse(500)
    return refuse(status, [part for part in (error.message, error.remedy) if part])


def _unforeseen(error: Exception) -> Response:
    log.exception("unforeseen error at %s", request.path, exc_info=error)
    return refuse(500)
