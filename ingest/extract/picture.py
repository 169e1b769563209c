"""Pictures of pages to pieces, by recognising their letters.

The recogniser runs in a process of its own, bounded in time.
"""

from archive.errors import ExtractError
from ingest.material import Extracted


def extract_picture(payload: bytes, *, media_type: str) -> Extracted:
    """The pieces of a picture.

    Raises:
        ExtractError: always, for now.
    """
    raise ExtractError(
        "Tệp ảnh, không có lớp chữ; cần nhận dạng chữ (OCR).",
        remedy="Nhận dạng chữ rồi nạp bản DOCX hoặc PDF có lớp chữ.",
        size=len(payload),
        media_type=media_type,
    )
