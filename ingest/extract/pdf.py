"""A PDF with a text layer to pieces: lines in order, heads and page numbers dropped, paragraphs joined over pages.

A scan has no letters to read and is refused with that reason; recognising pictures is another room's task. Lines come
from `pdf_lines`, judgement by place from `pdf_layout`.
"""

import pypdfium2

from archive.errors import ExtractError
from ingest.extract.pdf_layout import pieces_of_pages, without_heads
from ingest.extract.pdf_lines import PageLines, read_page
from ingest.material import Extracted

_MOST_PAGES = 3_000
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_OCR = "Nhận dạng chữ (OCR) tệp này, hoặc tìm bản có lớp chữ (bản Word, bản trên cổng thông tin)."
_AGAIN = "Tải lại tệp từ nguồn rồi nạp lại."


def extract_pdf(payload: bytes) -> Extracted:
    """The pieces of a PDF. A number that is a picture leaves its gap: "Số -HD/BTCTU" stays as it is.

    Raises:
        ExtractError: cut short, damaged, behind a password, too long, or without a text layer on all or some pages.
    """
    document = _opened(payload)
    try:
        count = len(document)
        if count > _MOST_PAGES:
            raise ExtractError(f"PDF có {count} trang, quá {_MOST_PAGES} trang.", remedy="Chia nhỏ tệp rồi nạp lại.")
        pages = [read_page(document, index) for index in range(count)]
    except pypdfium2.PdfiumError as error:
        raise ExtractError("PDF bị hỏng, có trang không đọc được.", remedy=_AGAIN) from error
    finally:
        document.close()
    _refuse_pictures(pages)
    kept, dropped, aside = without_heads(pages)
    return Extracted(tuple(pieces_of_pages(kept)), {"pages": str(count)}, dropped, aside)


def _opened(payload: bytes) -> pypdfium2.PdfDocument:
    if b"%%EOF" not in payload[-8192:]:
        raise ExtractError("PDF bị cắt cụt: thiếu phần cuối tệp.", remedy=_AGAIN)
    try:
        return pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise ExtractError("PDF được bảo vệ bằng mật khẩu.", remedy="Gỡ mật khẩu rồi nạp lại.") from error
        raise ExtractError("PDF bị hỏng, không mở được.", remedy=_AGAIN) from error


def _refuse_pictures(pages: list[PageLines]) -> None:
    letters = sum(sign.isalnum() for page in pages for line in page.lines for sign in line.text)
    pictures = [page.number for page in pages if page.is_picture]
    if not letters or len(pictures) == len(pages):
        raise ExtractError("PDF không có lớp chữ; cần nhận dạng chữ (OCR).", remedy=_OCR, pages=len(pages))
    if pictures:
        shown = ", ".join(map(str, pictures[:8])) + ("…" if len(pictures) > 8 else "")
        raise ExtractError(
            f"PDF có {len(pictures)} trên {len(pages)} trang là ảnh, không có lớp chữ (trang {shown}); "
            "cần nhận dạng chữ (OCR).",
            remedy=_OCR,
            pages=pictures,
        )
