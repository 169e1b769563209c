"""What would be read of a file, with nothing stored: the stages of `pipeline` as far as the store, value by value.

For `vankien describe` and for the form that shows an upload before it is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from archive.errors import ArchiveError
from archive.works.document import Derivation, Document, Evidence
from ingest import guard
from ingest.extract import Extractor
from ingest.material import Fetched
from ingest.media import CONTAINERS
from ingest.pipeline import Prepared, fault, guarded, prepared

# Fields of a description in the order people read them, with their names.
FIELDS = {
    "number": "Số, ký hiệu",
    "type": "Loại",
    "issuer": "Cơ quan ban hành",
    "date": "Ngày ban hành",
    "title": "Trích yếu",
    "signatory": "Người ký",
    "place": "Nơi",
    "term": "Khóa",
}
METHODS = {
    "converted": "chuyển từ dạng tệp Office cũ",
    "recognised": "nhận dạng chữ từ ảnh",
    "recoded": "chuyển mã từ phông chữ cũ",
}
GENRES = {"directive": "văn bản", "article": "tin, bài", "stub": "văn bản được nhắc tới"}
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be read of one thing, or why it would be refused."""

    origin: str
    read: Prepared | None = None
    refused: ArchiveError | None = None


def previews(fetch: Callable[[], Fetched], origin: str, extractor: Extractor) -> Iterator[Preview]:
    """One preview, or one for each file of a container; a refusal is a value here, never raised."""
    try:
        guarded(guard.inspect_name(origin))
        fetched = fetch()
    except ArchiveError as error:
        yield Preview(origin, refused=error)
        return
    yield from _previews(fetched, extractor)


def _previews(fetched: Fetched, extractor: Extractor, depth: int = 0) -> Iterator[Preview]:
    origin = fetched.request.origin
    try:
        guarded(guard.inspect_name(origin))
        if fetched.media_type not in CONTAINERS or depth >= _DEEPEST:
            yield Preview(origin, prepared(fetched, extractor))
            return
        inside = extractor.unpack(fetched)
    except ArchiveError as error:
        yield Preview(origin, refused=error)
        return
    except Exception as error:  # noqa: BLE001  # a fault of ours is told like any refusal, as in a run
        yield Preview(origin, refused=fault(error))
        return
    for one in inside:
        yield from _previews(one, extractor, depth + 1)


def shape_of(preview: Preview, *, text: bool = False) -> dict[str, Any]:
    """A preview as plain values, for machines; `text` adds the whole text."""
    if preview.refused or preview.read is None:
        refused = preview.refused
        return {
            "path": preview.origin,
            "reason": refused.message if refused else "",
            "remedy": refused.remedy if refused else "",
        }
    read = preview.read
    document = read.document
    return {
        "path": preview.origin,
        "media_type": read.fetched.media_type,
        "genre": document.genre,
        "derivation": _derivation(document.derivation),
        "values": {name: _value(document, name) for name in FIELDS},
        "letters": len(document.text),
        "mentions": len(read.mentions),
        "pages": len(read.pictures),
        "notes": list(read.notes),
        **({"text": document.text} if text else {}),
    }


def _derivation(derivation: Derivation | None) -> dict[str, Any] | None:
    if derivation is None:
        return None
    return {
        "methods": list(derivation.methods),
        "confidence": derivation.confidence,
        "encoding": derivation.encoding,
        "tool": derivation.tool,
        "losses": list(derivation.losses),
    }


def _value(document: Document, name: str) -> dict[str, Any] | None:
    """A value with the words it was read from and where they stand; None when it is missing."""
    value = _printed(document, name)
    if value is None:
        return None
    seen: Evidence | None = next((one for one in document.evidence if one.field == name), None)
    if seen is None or seen.span is None:
        return {"value": value, "source": seen.source if seen else "", "start": None, "end": None, "words": ""}
    start, end = seen.span
    return {"value": value, "source": seen.source, "start": start, "end": end, "words": document.text[start:end]}


def _printed(document: Document, name: str) -> str | None:
    if name == "issuer":
        return document.issuer.name if document.issuer else None
    if name == "date":
        return document.date.shown if document.date else None
    value = getattr(document, name)
    return str(value) if value else None
