"""Files of Office before 2007 (DOC), RTF and ODT to pieces, by way of LibreOffice and the DOCX it makes of them.

The office program runs in a process of its own, bounded in time and memory.
"""

from archive.errors import ExtractError
from ingest.material import Extracted


def extract_office(payload: bytes, *, media_type: str) -> Extracted:
    """The pieces of a DOC, RTF or ODT file.

    Raises:
        ExtractError: always, for now.
    """
    raise ExtractError(
        "Tệp Office đời cũ, chưa đọc được.",
        remedy="Chuyển sang DOCX hoặc PDF có lớp chữ rồi nạp lại.",
        size=len(payload),
        media_type=media_type,
    )
