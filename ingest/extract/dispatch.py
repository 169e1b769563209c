"""Bytes of any kind to pieces, or a refusal with the true reason: which reader takes which type stands in one table.

Runs in the process that calls it; `worker` runs it in a bounded process of its own. What comes out is looked at by
`guard` and made a page by `normalise`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from archive.errors import ExtractError, SourceError
from ingest import media
from ingest.legacy import with_unicode_letters
from ingest.material import Extracted, Fetched

_TO_DOCX = "Chuyển sang DOCX hoặc PDF có lớp chữ rồi nạp lại."
_UNPACK = "Giải nén rồi nạp từng tệp bên trong."
# Types the archive knows and does not read: reason and remedy.
_UNREAD: dict[str, tuple[str, str]] = {
    media.EMPTY: ("Tệp rỗng.", "Tải lại tệp từ nguồn rồi nạp lại."),
    media.PPTX: ("Tệp trình chiếu PowerPoint, không phải văn bản.", _TO_DOCX),
    media.PPT: ("Tệp trình chiếu PowerPoint, không phải văn bản.", _TO_DOCX),
    media.WARC: ("Kho lưu trang web (WARC), không phải một văn bản.", "Nạp tệp WARC để nhận từng trang bên trong."),
    "application/gzip": ("Tệp nén GZIP, không phải văn bản.", _UNPACK),
    "application/vnd.rar": ("Tệp nén RAR, không phải văn bản.", _UNPACK),
    "application/x-7z-compressed": ("Tệp nén 7z, không phải văn bản.", _UNPACK),
    media.XML: ("Tệp dữ liệu XML, không phải văn bản.", "Nạp bản HTML, DOCX hoặc PDF của văn bản."),
    media.JSONL: (
        "Dữ liệu hàng loạt JSONL, không phải một văn bản.",
        "Nạp từng văn bản dạng HTML, TXT, DOCX hoặc PDF.",
    ),
    "application/vnd.sqlite3": ("Tệp cơ sở dữ liệu, không phải văn bản.", "Nạp từng văn bản."),
    media.BINARY: (
        "Dữ liệu nhị phân không rõ loại, không phải văn bản.",
        "Kiểm tra lại tệp; nạp HTML, TXT, DOCX hoặc PDF.",
    ),
}
# Text files whose ending says that they are something else than a paper or a page.
_NOT_PAPERS: dict[str, str] = {
    ".md": "ghi chú Markdown",
    ".csv": "bảng dữ liệu CSV",
    ".tsv": "bảng dữ liệu TSV",
    ".json": "dữ liệu JSON",
    ".jsonl": "dữ liệu JSONL",
    ".toml": "tệp cấu hình TOML",
    ".yaml": "tệp cấu hình YAML",
    ".yml": "tệp cấu hình YAML",
    ".ini": "tệp cấu hình INI",
    ".log": "nhật ký máy",
    ".py": "mã nguồn",
    ".js": "mã nguồn",
    ".css": "tệp trình bày CSS",
}

Reader = Callable[[Fetched], Extracted]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: its size, and the seconds and memory of the process that reads it."""

    max_bytes: int = 64_000_000
    seconds: float = 60.0
    memory_bytes: int = 2_000_000_000


def extract(fetched: Fetched, limits: Limits | None = None) -> Extracted:
    """The pieces of a file of any type, by what its bytes are; a name that says otherwise is noted in `meta["note"]`.

    Runs in this process; see `worker.Extractor` for files from outside.

    Raises:
        SourceError: the file is larger than allowed.
        ExtractError: a type the archive does not read, damaged, or without text.
    """
    _check_size(fetched, limits or Limits())
    reader = _READERS.get(fetched.media_type)
    if reader is None:
        raise _unread(fetched.media_type)
    extracted = with_unicode_letters(reader(fetched))  # before anything is stripped: U+00AD is the letter ư in TCVN3
    if not any(sign.isalnum() for piece in extracted.pieces for sign in piece.text):
        raise ExtractError("Tệp không có chữ nào.", remedy="Tải lại tệp từ nguồn rồi nạp lại.")
    extracted = _with_stamps(extracted, fetched)
    note = media.name_note(fetched.request.origin, fetched.media_type)
    if note is None:
        return extracted
    return replace(extracted, meta={**extracted.meta, "note": note})


def unpack(fetched: Fetched, limits: Limits | None = None) -> tuple[Fetched, ...]:
    """The files inside a container (`media.CONTAINERS`), their origins "a.zip!/b.docx"; containers among them unopened.

    Raises:
        SourceError: the file is larger than allowed.
        ExtractError: damaged, protected by a password, a packing bomb, or with nothing inside.
    """
    from ingest.extract.containers import unpack_container

    _check_size(fetched, limits or Limits())
    return unpack_container(fetched, max_bytes=(limits or Limits()).max_bytes)


def _with_stamps(extracted: Extracted, fetched: Fetched) -> Extracted:
    from ingest.extract.stamps import with_stamps  # late: arrays are loaded by the process that reads

    return with_stamps(extracted, fetched.payload, fetched.media_type)


def _read_html(fetched: Fetched) -> Extracted:
    from ingest.extract.html import extract_html  # late: lxml is loaded by the process that reads

    return extract_html(fetched.payload, charset_hint=_charset(fetched))


def _read_text(fetched: Fetched) -> Extracted:
    from ingest.extract.text import extract_text

    kind = _NOT_PAPERS.get(PurePosixPath(fetched.request.origin).suffix.lower())
    if kind is not None:
        raise ExtractError(f"Là {kind}, không phải văn bản.", remedy="Nạp HTML, TXT, DOCX hoặc PDF của văn bản.")
    return extract_text(fetched.payload, charset_hint=_charset(fetched))


def _read_word(fetched: Fetched) -> Extracted:
    from ingest.extract.word import extract_word  # late: mammoth is loaded by the process that reads

    return extract_word(fetched.payload)


def _read_office(fetched: Fetched) -> Extracted:
    from ingest.extract.office import extract_office

    return extract_office(fetched.payload, media_type=fetched.media_type)


def _read_sheet(fetched: Fetched) -> Extracted:
    from ingest.extract.sheet import extract_sheet  # late: openpyxl is loaded by the process that reads

    return extract_sheet(fetched.payload, media_type=fetched.media_type)


def _read_picture(fetched: Fetched) -> Extracted:
    from ingest.extract.picture import extract_picture

    return extract_picture(fetched.payload, media_type=fetched.media_type)


def _read_saved_page(fetched: Fetched) -> Extracted:
    from ingest.extract.saved_page import extract_saved_page

    return extract_saved_page(fetched.payload)


def _read_pdf(fetched: Fetched) -> Extracted:
    from ingest.extract.pdf import extract_pdf  # late: PDFium is loaded by the process that reads

    return extract_pdf(fetched.payload)


_READERS: Mapping[str, Reader] = {
    media.HTML: _read_html,
    media.TEXT: _read_text,
    media.DOCX: _read_word,
    media.PDF: _read_pdf,
    media.OLE: _read_office,
    media.RTF: _read_office,
    media.ODT: _read_office,
    media.XLS: _read_sheet,
    media.XLSX: _read_sheet,
    media.ODS: _read_sheet,
    media.MHTML: _read_saved_page,
    "image/png": _read_picture,
    "image/jpeg": _read_picture,
    "image/gif": _read_picture,
    "image/tiff": _read_picture,
    "image/bmp": _read_picture,
}


def _check_size(fetched: Fetched, limits: Limits) -> None:
    size = len(fetched.payload)
    if size > limits.max_bytes:
        raise SourceError(
            f"Tệp lớn {size / 1e6:.1f} MB, quá giới hạn {limits.max_bytes / 1e6:.1f} MB.",
            remedy="Chia nhỏ tệp, hoặc nâng giới hạn max_file_bytes trong cấu hình.",
            size=size,
        )


def _unread(media_type: str) -> ExtractError:
    reason, remedy = _UNREAD.get(media_type, _UNREAD[media.BINARY])
    return ExtractError(reason, remedy=remedy, media_type=media_type)


def _charset(fetched: Fetched) -> str:
    """The encoding that the server or the list named."""
    for name, value in fetched.headers:
        if name.lower() == "content-type" and "charset=" in value.lower():
            return value.lower().split("charset=", 1)[1].split(";")[0].strip(" \"'")
    return fetched.request.hints.get("charset", "")
