"""What lies in an OLE file (Office before 2007): a text, a table, slides, a letter, or something locked.

Told by the names of the streams at its root, not of objects inside it; a file whose tables do not hang together has
no kind. Source: [MS-CFB], 2.2 (header), 2.3 and 2.5 (tables of sectors), 2.6 (directory).
"""

import struct
from collections.abc import Iterator

_HEADER = 512
_ENTRY = 128
_FREE = 0xFFFFFFFA  # sector numbers from here on mean ends and blanks
_NONE = 0xFFFFFFFF
_MOST_SECTORS = 4_096
# The order of bytes, and the powers of two that sectors may be long.
_LITTLE, _SECTOR_POWERS = 0xFFFE, (9, 12)
_ROOT = 5  # the kind of the first entry of a directory
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
    """What a file holds: "doc", "xls", "ppt", "msg", "encrypted" (Office 2007, locked).

    "" when it is damaged (header, tables of sectors, directory) or of a program that is not known.
    """
    try:
        names = set(_root_names(payload))
    except (struct.error, IndexError, ValueError):
        return ""
    return next((kind for name, kind in _STREAMS if name in names), "")


def _root_names(payload: bytes) -> Iterator[str]:
    """The names of the streams and folders at the root, by a walk through the tree of the directory."""
    directory = _directory(payload)
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    if entries[0][66] != _ROOT:
        raise ValueError(entries[0][66])
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
    order, power = struct.unpack_from("<HH", payload, 28)
    if order != _LITTLE or power not in _SECTOR_POWERS:
        raise ValueError(power)
    size = 1 << power
    table = _table(payload, size)
    sector: int = struct.unpack_from("<I", payload, 48)[0]
    parts: list[bytes] = []
    while sector < _FREE and len(parts) < _MOST_SECTORS:
        parts.append(_sector(payload, sector, size))
        held = _sector(payload, table[sector * 4 // size], size)
        sector = struct.unpack_from("<I", held, sector * 4 % size)[0]
    return b"".join(parts)


def _table(payload: bytes, size: int) -> list[int]:
    """The sectors that hold the table of sectors: 109 in the header, those of files above 7 MB in a chain behind."""
    numbers = list(struct.unpack_from("<109I", payload, 76))
    sector, count = struct.unpack_from("<II", payload, 68)
    for _ in range(min(count, _MOST_SECTORS)):
        if sector >= _FREE:
            break
        *held, sector = struct.unpack(f"<{size // 4}I", _sector(payload, sector, size))
        numbers += held
    return [number for number in numbers if number < _FREE]


def _sector(payload: bytes, number: int, size: int) -> bytes:
    start = _HEADER + number * size if size == _HEADER else (number + 1) * size
    return payload[start : start + size]
