"""Marks that stand only in pictures inside files: seen in any form, slant and ink; innocent pictures pass unseen."""

import base64
import io
import zipfile
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from archive.errors import ExtractError
from archive.works.secrecy import mark_of_line
from ingest import media
from ingest.extract import recognise_tesseract, stamps
from ingest.extract.dispatch import extract, unpack
from ingest.extract.recognise_pace import Pace, paced
from ingest.extract.stamp_pdf import pdf_pictures
from ingest.extract.stamps import StampLimits, picture_lines, stamp_line, with_stamps
from ingest.guard import inspect_extracted
from ingest.material import Extracted, PagePicture, Piece
from tests.ingest.samples import fetched, pdf, word
from tools.reach_stamps import (
    CARRIERS,
    RED,
    Card,
    Words,
    docx_with,
    innocent,
    page_with,
    pdf_of,
    pdf_with,
    pixels_of,
    png,
)
from tools.reach_stamps import stamps as drawn_stamps

Pixels = NDArray[np.uint8]
READ = Extracted((Piece("Chi bộ họp hằng tháng."),))
STAMPS = {card.name: card for card in drawn_stamps()}
INNOCENT = {card.name: card for card in innocent()}
STAMP = pixels_of(STAMPS["TỐI MẬT, red, 8°"])


def kind_of(payload: bytes, media_type: str) -> str | None:
    mark = inspect_extracted(with_stamps(READ, payload, media_type))
    return mark.kind if mark else None


@pytest.mark.parametrize(
    ("name", "carrier", "kind"),
    [
        pytest.param("MẬT, red, -15°", "pdf", "Mật", id="red and slanting"),
        pytest.param("TỐI MẬT, black, 5°", "docx", "Tối mật", id="black and slanting"),
        pytest.param("TUYỆT MẬT, black, 90°", "docx", "Tuyệt mật", id="black, up the margin"),
        pytest.param("MẬT, pale", "pdf", "Mật", id="grey on white"),
        pytest.param("TỐI MẬT, blue, 3°", "html", "Tối mật", id="blue"),
        pytest.param("TUYỆT MẬT, red over text", "docx", "Tuyệt mật", id="red across black letters"),
        pytest.param("TỐI MẬT, white on red", "pdf", "Tối mật", id="light letters on dark ground"),
    ],
)
def test_a_mark_in_a_picture_is_seen(name: str, carrier: str, kind: str) -> None:
    assert kind_of(*CARRIERS[carrier](pixels_of(STAMPS[name]))) == kind


@pytest.mark.parametrize(
    ("name", "carrier"),
    [
        pytest.param("bí mật nhà nước", "pdf", id="a mark among other words"),
        pytest.param("mật ong", "docx", id="another word before or behind"),
        pytest.param("a poster of large letters", "html", id="words parted by wide blanks"),
        pytest.param("a page about secrecy", "docx", id="sentences and titles about secrecy"),
        pytest.param("a seal", "pdf", id="the seal of a body"),
        pytest.param("a chart", "html", id="bars and a title with mật độ"),
        pytest.param("a look of a signature", "docx", id="who signed, and when"),
    ],
)
def test_an_innocent_picture_passes(name: str, carrier: str) -> None:
    assert kind_of(*CARRIERS[carrier](pixels_of(INNOCENT[name]))) is None


def _saved_page(colour: Pixels) -> tuple[bytes, str]:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n'
    head += b"--x\nContent-Type: text/html\n\n<p>a</p>\n"
    body = base64.encodebytes(png(colour))
    return (
        head + b"--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + body + b"\n--x--\n",
        media.MHTML,
    )


def _table(colour: Pixels) -> tuple[bytes, str]:
    return _zip({"xl/media/image1.png": png(colour)}), media.XLSX


def _strips(colour: Pixels) -> tuple[bytes, str]:
    """The picture on a page of its own, cut in strips as some programs print it."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    height, width = colour.shape[0] // 5 * 5, colour.shape[1]
    page = document.new_page(width / 2, height / 2)
    for at in range(5):
        strip = colour[at * height // 5 : (at + 1) * height // 5]
        bitmap = pypdfium2.PdfBitmap.new_native(width, len(strip), 2)
        bitmap.to_numpy()[:] = strip
        one = pypdfium2.PdfImage.new(document)
        one.set_bitmap(bitmap)
        one.set_matrix(pypdfium2.PdfMatrix().scale(width / 2, height / 10).translate(0, (4 - at) * height / 10))
        page.insert_obj(one)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), media.PDF


@pytest.mark.parametrize("carry", [_saved_page, _table, _strips], ids=["saved page", "table", "strips in a PDF"])
def test_pictures_are_found_in_every_file_that_holds_them(carry: Callable[[Pixels], tuple[bytes, str]]) -> None:
    assert kind_of(*carry(STAMP)) == "Tối mật"


def test_a_stamp_on_a_picture_of_a_page_is_seen_where_pages_are_read() -> None:
    lines = tuple(Words(30, 200 - 20 * row, "Ban Thường vụ yêu cầu các cấp ủy thực hiện") for row in range(8))
    page = Card("", 330, 260, (*lines, Words(200, 225, "MẬT", 20, RED, 6, framed=True)))
    inside = unpack(fetched(_zip({"quet.png": png(pixels_of(page))}), "quet.zip"))
    mark = inspect_extracted(extract(inside[0]))
    assert mark is not None
    assert mark.kind == "Mật"


def test_a_stamp_in_a_word_file_inside_a_zip_is_seen() -> None:
    inside = unpack(fetched(_zip({"van-ban.docx": docx_with(STAMP)[0]}), "van-ban.zip"))
    assert kind_of(inside[0].payload, inside[0].media_type) == "Tối mật"


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, raw in parts.items():
            bundle.writestr(name, raw)
    return out.getvalue()


def test_lines_go_aside_and_nowhere_else() -> None:
    payload, kind = docx_with(STAMP)
    seen = with_stamps(READ, payload, kind)
    assert seen.aside == ("TỐI MẬT",)
    assert (seen.pieces, dict(seen.meta), seen.pictures) == (READ.pieces, {}, ())


@pytest.mark.parametrize(
    ("payload", "media_type"),
    [
        pytest.param(word(["Văn bản thường."]), media.DOCX, id="word file without pictures"),
        pytest.param(pdf([[(72, 700, "x")]]), media.PDF, id="PDF without pictures"),
        pytest.param(b"<html><p>a</p><img src='/a.png'>", media.HTML, id="pictures that lie elsewhere"),
        pytest.param(b"Van ban", media.TEXT, id="plain text"),
        pytest.param(_zip({"word/media/image1.png": png(STAMP[:20, :200])}), media.DOCX, id="smaller than a mark"),
        pytest.param(b"PK\x03\x04hong", media.DOCX, id="damaged"),
        pytest.param(b"%PDF-1.4 /Subtype /Image %%EOF", media.PDF, id="damaged PDF"),
    ],
)
def test_files_without_pictures_stay_as_they_are(
    payload: bytes, media_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "picture_lines", lambda _: pytest.fail("looked at a picture"))
    assert with_stamps(READ, payload, media_type) is READ


def _missing() -> None:
    raise ExtractError("Máy chưa cài chương trình nhận dạng chữ Tesseract.")


def test_without_a_recogniser_the_pictures_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise_tesseract, "require", _missing)
    seen = with_stamps(READ, *page_with(STAMP))
    assert seen.meta["unseen_pictures"] == "1"
    assert seen.aside == ()


@pytest.mark.parametrize(
    ("raw", "limits"),
    [
        pytest.param(png(STAMP)[:60], StampLimits(), id="broken"),
        pytest.param(b"\x01\x00\x00\x00EMF", StampLimits(), id="of a strange form"),
        pytest.param(png(STAMP), StampLimits(pictures=0), id="one too many"),
        pytest.param(png(STAMP), StampLimits(seconds=-1.0), id="no time left"),
        pytest.param(png(STAMP)[:16] + b"\x00\x00\xff\xff" * 2 + png(STAMP)[24:], StampLimits(), id="a bomb"),
    ],
)
def test_what_could_not_be_looked_at_is_counted(raw: bytes, limits: StampLimits) -> None:
    seen = with_stamps(READ, _zip({"word/media/image1.png": raw}), media.DOCX, limits=limits)
    assert (seen.aside, seen.meta["unseen_pictures"]) == ((), "1")


def test_a_recognised_page_is_not_read_again() -> None:
    payload, kind = pdf_with(STAMP)
    read = Extracted(READ.pieces, pictures=(PagePicture(1, "image/png", b""),))
    assert with_stamps(read, payload, kind) is read


def test_one_picture_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def read(colour: Pixels) -> tuple[str, ...]:
        calls.append(len(colour))
        return ("VGP",)

    monkeypatch.setattr(stamps, "_LINES", type(stamps._LINES)())
    monkeypatch.setattr(stamps, "picture_lines", read)
    twice = _zip({"word/media/image1.png": png(STAMP), "word/media/image2.png": png(STAMP)})
    assert with_stamps(READ, twice, media.DOCX).aside == ("VGP",)
    assert len(calls) == 1


def test_the_clock_of_the_reading_process_begins_anew() -> None:
    beats: list[int] = []
    with paced(Pace(beat=beats.append)):
        with_stamps(READ, *docx_with(STAMP), limits=StampLimits(pictures=0))
        with_stamps(READ, word(["x"]), media.DOCX)
    assert beats == [1]


def test_pages_of_a_pdf_are_opened_only_until_all_pictures_are_found() -> None:
    payload, _ = pdf_with(STAMP)
    assert len(list(pdf_pictures(payload))) == 1
    assert list(pdf_pictures(pdf_of([Card("", 200, 100, (Words(20, 40, "Số 47-CT/TU"),))]))) == []


def test_one_colour_says_nothing() -> None:
    assert picture_lines(np.full((80, 90, 3), 255, np.uint8)) == ()


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (",TỐI MẬT,", "TỐI MẬT"),
        ("MậT", "MẬT"),
        ("[MẬT]", "[MẬT]"),
        ("Mật ong.", "Mật ong"),
        ("Mật độ dân số", "Mật độ dân số"),
        ("'", ""),
    ],
)
def test_a_line_is_freed_of_its_frame(line: str, shown: str) -> None:
    assert stamp_line(line) == shown


@given(st.text(max_size=60))
def test_freeing_a_line_makes_no_mark_of_small_letters(line: str) -> None:
    shown = stamp_line(line)
    assert stamp_line(shown) == shown
    assert not (
        mark_of_line(shown) and line.islower() and not mark_of_line(line.strip(" \t,;:.·'`´’‘\"“”_-–—=~|!¡/\\"))
    )
