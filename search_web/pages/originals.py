"""The kept bytes of a work as they were taken in, and the pictures of its scanned pages; never run, never changed.

Pages and office files are given to be kept, not shown; what browsers show by themselves without running anything (PDF,
plain letters, pictures) is shown. A damaged original is refused in words.
"""

import re
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import Headers

from archive.errors import CaptureError
from archive.store import documents
from archive.store.captured_bytes import captured_bytes
from archive.text.vietnamese import slugify
from archive.works.document import CaptureRef, Card, PageImage
from search_web import words
from search_web.reading import house, shelf
from search_web.refusals import refuse
from search_web.tabs import card_at

pages = Blueprint("originals", __name__, url_prefix="/vb")

# Media type → ending of the file's name. What is not here is given as bytes of no known kind.
_ENDINGS = {
    "text/html": "html",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.ms-excel": "xls",
    "application/x-ole-storage": "doc",
    "application/rtf": "rtf",
    "multipart/related": "mhtml",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/tiff": "tif",
    "image/gif": "gif",
    "image/bmp": "bmp",
}
_SHOWN = frozenset({"application/pdf", "text/plain", "image/png", "image/jpeg", "image/gif", "image/bmp"})
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp"})
# A browser shows no PDF in a sandbox; its viewer is its own and runs nothing of this site.
_PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
_A_DAY = 86_400
# The end of an origin as a name: "https://vi.du/a/47-ct-tu.html?x=1" → "47-ct-tu".
_STEM = re.compile(r"([^/?#]{1,80}?)(?:\.\w{1,5})?(?:[?#].*)?$")


class _Kept(Response):
    """Bytes from elsewhere; their policy is stricter than that of the site's own pages and stands last."""

    policy = _POLICY

    def get_wsgi_headers(self, environ: Any) -> Headers:  # noqa: ANN401  # a request as WSGI has it
        """The headers as sent."""
        headers = super().get_wsgi_headers(environ)
        headers["Content-Security-Policy"] = self.policy
        return headers


class _KeptPdf(_Kept):
    policy = _PDF_POLICY


@pages.get("/<path:address>/goc/<int:ordinal>")
def original(address: str, ordinal: int) -> ResponseReturnValue:
    """The bytes of one capture of a work, by its place among all, the oldest first from 1."""
    card = card_at(address, "originals.original", ordinal=ordinal)
    if not isinstance(card, Card):
        return card
    document = documents.get(shelf().connection, card.id)
    captures: Sequence[CaptureRef] = document.captures if document else ()
    if not 1 <= ordinal <= len(captures):
        return refuse(404)
    one = captures[ordinal - 1]
    return _given(one, one.media_type, name=_name(card, one))


@pages.get("/<path:address>/anh/<int:page>")
def picture(address: str, page: int) -> ResponseReturnValue:
    """The picture of a page whose letters were recognised."""
    card = card_at(address, "originals.picture", page=page)
    if not isinstance(card, Card):
        return card
    document = documents.get(shelf().connection, card.id)
    found = next((one for one in document.images if one.page == page), None) if document else None
    if found is None or found.media_type not in _PICTURES:
        return refuse(404)
    return _given(
        found, found.media_type, name=f"{slugify(words.name(card))}-trang-{page}.{_ENDINGS[found.media_type]}"
    )


def _name(card: Card, capture: CaptureRef) -> str:
    ending = _ENDINGS.get(capture.media_type, "bin")
    stem = _STEM.search(capture.origin.rstrip("/"))
    named = slugify(words.name(card)) if card.number else slugify(stem[1]) if stem else ""
    return f"{named or 'ban-goc'}.{ending}"


def _given(kept: CaptureRef | PageImage, media_type: str, *, name: str) -> Response:
    """The bytes with the headers that hold a browser to showing or keeping them; refused in words when damaged."""
    mark = kept.digest.partition(":")[2]
    if request.if_none_match.contains(mark):
        return _Kept(status=304, headers={"ETag": f'"{mark}"'})
    try:
        payload = captured_bytes(house().settings.warc_dir, kept.warc_file, kept.warc_offset, kept.digest)
    except CaptureError as damaged:
        return refuse(503, [damaged.message, damaged.remedy])
    shown = media_type in _SHOWN
    kind = media_type if media_type in _ENDINGS else "application/octet-stream"
    answer = (_KeptPdf if kind == "application/pdf" else _Kept)(payload, mimetype=kind if shown else _unrun(kind))
    answer.headers["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    answer.headers["Cache-Control"] = f"private, max-age={_A_DAY}"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.set_etag(mark)
    return answer


def _unrun(kind: str) -> str:
    """A page is given as bytes, so that no browser opens it as one of this site's."""
    return "application/octet-stream" if kind in ("text/html", "multipart/related") else kind
