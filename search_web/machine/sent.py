"""Bytes as an answer for programs: their type, when they changed last, whether they are a file, readable by anyone."""

from collections.abc import Iterable
from datetime import datetime

from flask import Response

# Types that are text and told with their encoding.
_TEXTUAL = ("text/", "application/ld+json", "application/xml", "application/atom+xml", "application/akn+xml")


def sent(body: bytes | Iterable[bytes], media_type: str, *, name: str = "", changed: str = "") -> Response:
    """The answer; `name` makes it a file to be kept, `changed` (ISO 8601) when what it says changed last."""
    written = f"{media_type}; charset=utf-8" if media_type.startswith(_TEXTUAL) else media_type
    answer = Response(body, content_type=written)
    if name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if changed:
        answer.last_modified = datetime.fromisoformat(changed)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
