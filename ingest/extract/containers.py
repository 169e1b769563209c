"""Files that hold others (ZIP, e-mail) to the files inside, each to be read by itself.

Bounded in number, size and depth; nothing inside is run, and names that lead outside are refused.
"""

from archive.errors import ExtractError
from ingest.material import Fetched


def unpack_container(fetched: Fetched, *, max_bytes: int) -> tuple[Fetched, ...]:
    """The files inside.

    Raises:
        ExtractError: always, for now.
    """
    raise ExtractError(
        "Tệp nén ZIP, không phải văn bản.", remedy="Giải nén rồi nạp từng tệp bên trong.", size=len(fetched.payload)
    )
