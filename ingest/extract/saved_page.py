"""A page saved with its parts in one file (MHTML) to pieces.

The page itself is read as any other page.
"""

from archive.errors import ExtractError
from ingest.material import Extracted


def extract_saved_page(payload: bytes) -> Extracted:
    """The pieces of a saved page.

    Raises:
        ExtractError: always, for now.
    """
    raise ExtractError(
        "Trang lưu dạng MHTML, chưa đọc được.", remedy="Lưu lại trang dạng HTML rồi nạp lại.", size=len(payload)
    )
