"""Spreadsheets (XLS, XLSX, ODS) to pieces: a row is a line, its cells parted by bars.

Lists of documents are kept as such lists are.
"""

from archive.errors import ExtractError
from ingest.material import Extracted


def extract_sheet(payload: bytes, *, media_type: str) -> Extracted:
    """The pieces of a spreadsheet.

    Raises:
        ExtractError: always, for now.
    """
    raise ExtractError(
        "Bảng tính Excel, chưa đọc được.",
        remedy="Chuyển sang DOCX hoặc PDF có lớp chữ rồi nạp lại.",
        size=len(payload),
        media_type=media_type,
    )
