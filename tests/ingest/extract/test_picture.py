"""Pictures as files: their sizes read from their heads, bombs and broken ones refused, pages read in every form."""

import struct

import numpy as np
import pytest
from numpy.typing import NDArray

from archive.errors import ExtractError
from ingest.extract.picture import extract_picture, pixel_sizes
from ingest.extract.recognise_image import grey_of, png
from ingest.extract.recognise_pace import Pace, paced
from tests.ingest.extract.recognise_samples import Drawn, picture

_LINES = [
    Drawn(40, 150, "Số 47-CT/TU", 16),
    Drawn(40, 120, "Ban Thường vụ yêu cầu các cấp ủy", 16),
    Drawn(40, 90, "thực hiện nghiêm Chỉ thị này.", 16),
]


def _bmp(grey: NDArray[np.uint8]) -> bytes:
    rows = np.pad(grey[::-1], ((0, 0), (0, -grey.shape[1] % 4))).tobytes()
    colours = b"".join(bytes((shade, shade, shade, 0)) for shade in range(256))
    start = 54 + len(colours)
    head = struct.pack("<2sIHHI", b"BM", start + len(rows), 0, 0, start)
    info = struct.pack("<IiiHHIIiiII", 40, grey.shape[1], grey.shape[0], 1, 8, 0, len(rows), 2835, 2835, 256, 0)
    return head + info + colours + rows


def _tiff(*pages: NDArray[np.uint8], loop: bool = False) -> bytes:
    made, link = bytearray(b"II*\0\0\0\0\0"), 4
    for page in pages:
        height, width = page.shape
        at = len(made)
        made += np.ascontiguousarray(page).tobytes() + b"\0" * (page.size % 2)
        struct.pack_into("<I", made, link, len(made))
        entries = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, at), (277, 1), (278, height)]
        entries.append((279, page.size))
        made += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", tag, 4, 1, one) for tag, one in entries)
        link = len(made)
        made += b"\0\0\0\0"
    if loop:
        made[link : link + 4] = made[4:8]
    return bytes(made)


_GREY = grey_of(picture(_LINES, dpi=100))
_JPEG_HEAD = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xff\xc4\x00\x03x\xff\xc0\x00\x11\x08\x01\x2c\x00\xc8\x03" + b"\0" * 20


@pytest.mark.parametrize(
    ("payload", "media_type", "sizes"),
    [
        (png(_GREY), "image/png", ((584, 278),)),
        (_bmp(_GREY), "image/bmp", ((584, 278),)),
        (_tiff(_GREY, _GREY[:100]), "image/tiff", ((584, 278), (584, 100))),
        (b"GIF89a\x10\x00\x20\x00", "image/gif", ((16, 32),)),
        (_JPEG_HEAD, "image/jpeg", ((200, 300),)),
        (_tiff(_GREY, loop=True), "image/tiff", ()),
        (b"\x89PNG", "image/png", ()),
        (b"\xff\xd8\xff\xe0", "image/jpeg", ()),
        (b"II*\0\xff\xff\xff\x7f", "image/tiff", ()),
        (b"", "image/webp", ()),
    ],
    ids=["png", "bmp", "tiff of two pages", "gif", "jpeg behind tables", "tiff that loops", "png cut short",
         "jpeg cut short", "tiff that points nowhere", "a type nobody reads"],
)  # fmt: skip
def test_the_size_stands_in_the_head(payload: bytes, media_type: str, sizes: tuple[tuple[int, int], ...]) -> None:
    assert pixel_sizes(payload, media_type) == sizes


def test_every_page_of_a_picture_is_read() -> None:
    extracted = extract_picture(_tiff(_GREY, _GREY), media_type="image/tiff")
    assert [picture.page for picture in extracted.pictures] == [1, 2]
    assert extracted.meta["pages"] == "2"
    for page in (1, 2):
        assert "47-CT/TU" in " ".join(piece.text for piece in extracted.pieces if piece.page == page)
    assert all(0.5 < piece.confidence < 1.0 for piece in extracted.pieces)
    assert extracted.derivation is not None
    assert extracted.derivation.methods == ("recognised",)


def _bomb() -> bytes:
    payload = bytearray(png(_GREY[:8, :8]))
    struct.pack_into(">II", payload, 16, 60_000, 60_000)
    return bytes(payload)


@pytest.mark.parametrize(
    ("payload", "media_type", "reason"),
    [
        (_bomb(), "image/png", "triệu điểm ảnh"),
        (png(_GREY)[:200], "image/png", "bị hỏng"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image/png", "bị hỏng"),
        (png(np.full((60, 60), 255, np.uint8)), "image/png", "không đọc được"),
    ],
    ids=["bomb", "cut short", "nothing but a head", "nothing on it"],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(payload: bytes, media_type: str, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason) as caught:
        extract_picture(payload, media_type=media_type)
    assert caught.value.remedy


def test_too_many_pages_are_refused_unread() -> None:
    with paced(Pace(max_pages=1)), pytest.raises(ExtractError, match="quá 1 trang"):
        extract_picture(_tiff(_GREY, _GREY), media_type="image/tiff")
