"""A page saved with its parts in one file (MHTML) to pieces.

The page itself is read as any other page; frames are found among the parts by the addresses they were saved from.
"""

from email import policy
from email.message import Message
from email.parser import BytesParser
from urllib.parse import urldefrag, urljoin

from archive.errors import ExtractError
from ingest.charset import decode
from ingest.extract.html import extract_html
from ingest.material import Extracted

_REMEDY = "Lưu lại trang dạng HTML rồi nạp lại."
_MOST_PARTS = 3_000


def extract_saved_page(payload: bytes) -> Extracted:
    """The pieces of a saved page, its frames put in their places.

    Raises:
        ExtractError: without a page inside, or with a page that holds no text.
    """
    saved = BytesParser(policy=policy.compat32).parsebytes(payload.lstrip())
    pages = [part for part in list(saved.walk())[:_MOST_PARTS] if _is_page(part)]
    if not pages:
        raise ExtractError("Trang lưu dạng MHTML không có trang HTML bên trong.", remedy=_REMEDY)
    main = _main(saved, pages)
    base = _address(main) or (saved.get("Snapshot-Content-Location") or "").strip()
    known = {key: part for part in pages for key in _keys(part)}

    def find(address: str) -> str | None:
        part = known.get(address) or known.get(urldefrag(urljoin(base, address)).url)
        return None if part is None or part is main else _markup(part)

    return extract_html(_raw(main), charset_hint=main.get_content_charset("") or "", find=find)


def _main(saved: Message, pages: list[Message]) -> Message:
    """The page itself: the one that the head names (`start`, `Snapshot-Content-Location`), else the first."""
    start = str(saved.get_param("start") or "").strip()
    for part in pages:
        if start and (part.get("Content-ID") or "").strip() == start:
            return part
    shown = (saved.get("Snapshot-Content-Location") or "").strip()
    return next((part for part in pages if shown and _address(part) == shown), pages[0])


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml") and not part.is_multipart()


def _keys(part: Message) -> list[str]:
    """The addresses under which other parts may speak of this one."""
    number = (part.get("Content-ID") or "").strip(" <>")
    return [key for key in (_address(part), f"cid:{number}" if number else "") if key]


def _address(part: Message) -> str:
    return (part.get("Content-Location") or "").strip()


def _raw(part: Message) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _markup(part: Message) -> str:
    return decode(_raw(part), hint=part.get_content_charset("") or "").text
