"""What lies in an OLE file (Office before 2007): a text, a table, slides, a letter, or something locked.

Told by the names of the streams at its root, not of objects inside it. Source: [MS-CFB], 2.6.
"""

import struct
from collections.abc import Iterator

_HEADER = 512
_ENTRY = 128
_FREE = 0xFFFFFFFA  # sector numbers from here on mean ends and blanks
_NONE = 0xFFFFFFFF
_MOST_SECTORS = 4_096
_LOCKED, _TEXT, _TABLE, _SLIDES, _LETTER = "encrypted", "doc", "xls", "ppt", "msg"
# The first that is there decides: a Word file keeps tables inside as objects, whose streams are not at the root.
_STREAMS = (
    ("EncryptedPackage", _LOCKED),
    ("WordDocument", _TEXT),
    ("Workbook", _TABLE),
    ("Book", _TABLE),
    ("PowerPoint Document", _SLIDES),
    ("__properties_version1.0", _LETTER),
)


def ole_kind(payload: bytes) -> str:
    """What a file holds: "doc", "xls", "ppt", "msg", "encrypted" (Office 2007, locked), "" when it cannot be told."""
    try:
        names = set(_root_names(payload))
    except (struct.error, IndexError, ValueError):
        return ""
    return next((kind for name, kind in _STREAMS if name in names), "")


def _root_names(payload: bytes) -> Iterator[str]:
    """The names of the streams and folders at the root, by a walk through the tree of the directory."""
    directory = _directory(payload)
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    seen: set[int] = set()
    waiting = [_links(entries[0])[2]]
    while waiting:
        number = waiting.pop()
        if number == _NONE or number in seen or number >= len(entries):
            continue
        seen.add(number)
        length = min(struct.unpack_from("<H", entries[number], 64)[0], 64)
        yield entries[number][: max(length - 2, 0)].decode("utf-16-le", "replace")
        waiting += _links(entries[number])[:2]


def _links(entry: bytes) -> tuple[int, int, int]:
    """The entries left and right of one in the tree, and the first one inside it."""
    left, right, child = struct.unpack_from("<III", entry, 68)
    return left, right, child


def _directory(payload: bytes) -> bytes:
    size = 1 << struct.unpack_from("<H", payload, 30)[0]
    if not 64 <= size <= 4_096:
        raise ValueError(size)
    table = [number for number in struct.unpack_from("<109I", payload, 76) if number < _FREE]
    sector: int = struct.unpack_from("<I", payload, 48)[0]
    parts: list[bytes] = []
    while sector < _FREE and len(parts) < _MOST_SECTORS:
        parts.append(_sector(payload, sector, size))
        held = _sector(payload, table[sector * 4 // size], size)
        sector = struct.unpack_from("<I", held, sector * 4 % size)[0]
    return b"".join(parts)


def _sector(payload: bytes, number: int, size: int) -> bytes:
    start = _HEADER + number * size if size == _HEADER else (number + 1) * size
    return payload[start : start + size]
