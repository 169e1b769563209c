"""Answers that a program has already: a strong ETag of the bytes, and 304 where it sends that tag back.

It holds for every answer to a GET that succeeded, pages and feeds too; an answer that must not be kept has none.
"""

from flask import Flask, Response, request

_NOT_KEPT = "no-store"


def install(app: Flask) -> None:
    """Tag every answer of the application."""
    app.after_request(tagged)


def tagged(response: Response) -> Response:
    """The answer with its tag, or 304 with nothing in it."""
    kept = response.headers.get("Cache-Control", "")
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or _NOT_KEPT in kept:
        return response
    if response.direct_passthrough or response.is_streamed:
        return response  # files say their own; what is written while it is read has none
    if "ETag" not in response.headers:
        response.add_etag()
    response.make_conditional(request.environ)
    return response
