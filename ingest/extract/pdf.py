"""A PDF to pieces: its text layer by layout, its pages that are pictures by recognition, what people do not see aside.

Lines come from `pdf_lines`, heads are left out by `pdf_heads`, judgement by place is in `pdf_layout`; pages without
letters of their own are read by `recognise`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2

from archive.errors import ExtractError
from archive.works.document import Derivation
from ingest.extract.pdf_heads import without_heads
from ingest.extract.pdf_layout import pieces_of_pages
from ingest.extract.pdf_lines import PageLines, read_page
from ingest.extract.pdf_scans import Scans, no_scans, read_scans
from ingest.material import Extracted

_MOST_PAGES = 3_000
# Names of attached files that the guard is shown.
_MOST_ATTACHED = 200
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_AGAIN = "Tải lại tệp từ nguồn rồi nạp lại."
_UNSURE = "chữ do lần nhận dạng trước để lại dưới ảnh trang (trang {shown}), không rõ độ chính xác"


def extract_pdf(payload: bytes) -> Extracted:
    """The pieces of a PDF. A number that is a picture leaves its gap: "Số -HD/BTCTU" stays as it is.

    Pages that are pictures are recognised and kept as `pictures`. Text that nobody sees, running heads, stamps in the
    margin and names of attached files go to `aside`.

    Raises:
        ExtractError: cut short, damaged, behind a password, too long, or with pages that must be recognised and cannot
            be: the recogniser is not installed, or nothing on them can be read.
    """
    document = _opened(payload)
    try:
        count = len(document)
        if count > _MOST_PAGES:
            raise ExtractError(f"PDF có {count} trang, quá {_MOST_PAGES} trang.", remedy="Chia nhỏ tệp rồi nạp lại.")
        pages = [read_page(document, index) for index in range(count)]
        scans = read_scans(document, pages) if any(page.is_picture for page in pages) else no_scans(pages)
        attached = tuple(_attached(document))
    except pypdfium2.PdfiumError as error:
        raise ExtractError("PDF bị hỏng, có trang không đọc được.", remedy=_AGAIN) from error
    finally:
        document.close()
    return _extracted(pages, scans, attached)


def _extracted(pages: Sequence[PageLines], scans: Scans, attached: tuple[str, ...]) -> Extracted:
    kept, dropped, heads = without_heads(scans.pages)
    pieces = scans.weighed(tuple(pieces_of_pages(kept, [page.rules for page in scans.pages])))
    unseen = tuple(text for page in pages for text in page.unseen)
    if unseen:
        dropped = {**dropped, "unseen": len(unseen)}
    stamped = tuple(line for page in scans.read for line in page.stamps)
    aside = (*heads, *unseen, *attached, *stamped)
    return Extracted(
        pieces,
        {"pages": str(len(pages)), **scans.told(aside)},
        dropped,
        aside,
        _derivation(scans),
        scans.pictures,
    )


def _derivation(scans: Scans) -> Derivation | None:
    """How the letters came out of the file: recognised now or before, typed in a font from before Unicode."""
    made = scans.derivation()
    behind = [page.number for page in scans.pages if page.behind]
    if behind:
        shown = ", ".join(map(str, behind[:8])) + ("…" if len(behind) > 8 else "")
        lost = (*(made.losses if made else ()), _UNSURE.format(shown=shown))
        made = Derivation(("recognised",), 0.0, tool=made.tool if made else "", losses=lost)
    encodings = dict.fromkeys(name for page in scans.pages for name in page.recoding.encodings)
    if not encodings:
        return made
    losses = dict.fromkeys(loss for page in scans.pages for loss in page.recoding.losses)
    if made is None:
        return Derivation(("recoded",), encoding=", ".join(encodings), losses=tuple(losses))
    return replace(
        made, methods=(*made.methods, "recoded"), encoding=", ".join(encodings), losses=(*made.losses, *losses)
    )


def _attached(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """The names of files attached to the PDF; they are not opened."""
    for index in range(min(document.count_attachments(), _MOST_ATTACHED)):
        yield document.get_attachment(index).get_name()


def _opened(payload: bytes) -> pypdfium2.PdfDocument:
    if b"%%EOF" not in payload[-8192:]:
        raise ExtractError("PDF bị cắt cụt: thiếu phần cuối tệp.", remedy=_AGAIN)
    try:
        document = pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise ExtractError("PDF được bảo vệ bằng mật khẩu.", remedy="Gỡ mật khẩu rồi nạp lại.") from error
        raise ExtractError("PDF bị hỏng, không mở được.", remedy=_AGAIN) from error
    if document.get_formtype():
        document.init_forms()  # before its pages are opened: values without a look of their own get one
    return document
