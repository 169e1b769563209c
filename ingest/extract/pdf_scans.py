"""Pages of a PDF that are pictures: recognised and put among the others, or the true reason why they are not.

A page is a picture when it has no letters of its own, or when its letters are no words while it looks right.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pypdfium2

from archive.errors import ExtractError
from archive.works.document import Derivation
from ingest.extract.pdf_lines import PageLines, lies_in
from ingest.material import PagePicture, Piece

if TYPE_CHECKING:  # a PDF with letters needs neither the recogniser nor arrays
    from ingest.extract.recognise import RecognisedPage

_OCR = "Cài Tesseract (tesseract-ocr, tesseract-ocr-vie), hoặc tìm bản có lớp chữ (bản Word, bản trên cổng thông tin)."
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Scans:
    """All pages with the recognised ones in their places, and how those were read."""

    pages: tuple[PageLines, ...]
    read: "tuple[RecognisedPage, ...]" = ()

    @property
    def pictures(self) -> tuple[PagePicture, ...]:
        """The pictures of the recognised pages."""
        return tuple(page.picture for page in self.read)

    def derivation(self) -> Derivation | None:
        """How sure the recognised pages are; None when there are none."""
        if not self.read:
            return None
        from ingest.extract.recognise_lines import derivation_of

        return derivation_of(self.read)

    def told(self, aside: Sequence[str]) -> dict[str, str]:
        """What the recognised pages tell beside their text, see `Extracted.meta`."""
        if not self.read:
            return {}
        from ingest.extract.recognise_lines import told_of

        return told_of(self.read, aside)

    def weighed(self, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """The pieces with the sureness of their words."""
        if not self.read:
            return pieces
        from ingest.extract.recognise_lines import with_confidence

        return with_confidence(pieces, self.read)


def no_scans(pages: Sequence[PageLines]) -> Scans:
    """A file all of whose pages have letters.

    Raises:
        ExtractError: no page has any.
    """
    if not any(sign.isalnum() for page in pages for line in page.lines for sign in line.text):
        raise ExtractError(
            "PDF không có lớp chữ, cũng không có ảnh chữ để nhận dạng.", remedy="Kiểm tra lại tệp nguồn."
        )
    return Scans(tuple(pages))


def read_scans(document: pypdfium2.PdfDocument, pages: Sequence[PageLines]) -> Scans:
    """The pages with those that are pictures recognised.

    Raises:
        ExtractError: the recogniser is not installed or may not read so many pages, or nothing can be read.
        pypdfium2.PdfiumError: a page is damaged.
    """
    from ingest.extract.recognise import recognise_pdf_pages
    from ingest.extract.recognise_lines import page_lines, refuse_unread

    wanted = [page.number for page in pages if page.is_picture]
    try:
        read = recognise_pdf_pages(document, wanted)
    except ExtractError as error:
        raise ExtractError(f"{why(pages)} {error}", remedy=error.remedy or _OCR, pages=wanted) from error
    if len(wanted) == len(pages):
        refuse_unread(read)
    made = {page.number: page for page in read}
    placed = tuple(_placed(page_lines(made[page.number]), page) if page.number in made else page for page in pages)
    return Scans(placed, tuple(read))


def _placed(read: PageLines, page: PageLines) -> PageLines:
    """A recognised page with what its file tells of it; the stamp of a signature, in the picture too, left out."""
    stamped = page.added if page.stamps else ()
    lines = tuple(line for line in read.lines if not any(lies_in(line, place) for place in stamped))
    return replace(read, lines=lines, unseen=page.unseen, stamps=page.stamps)


def why(pages: Sequence[PageLines]) -> str:
    """Why pages of a file must be recognised, as a sentence for people."""
    wanted = [page.number for page in pages if page.is_picture]
    if all(page.reason for page in pages if page.is_picture):
        return f"Lớp chữ của PDF không đọc được vì bảng mã phông sai ({_pages(wanted)}); cần nhận dạng chữ (OCR)."
    if len(wanted) == len(pages):
        return "PDF không có lớp chữ; cần nhận dạng chữ (OCR)."
    return f"PDF có {len(wanted)} trên {len(pages)} trang là ảnh ({_pages(wanted)}); cần nhận dạng chữ (OCR)."


def _pages(numbers: Sequence[int]) -> str:
    return "trang " + ", ".join(map(str, numbers[:_SHOWN])) + ("…" if len(numbers) > _SHOWN else "")
