"""PDFs made on the spot for the tests of layout: content streams, fonts by name, pictures, annotations, attachments."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tests.ingest.samples import assembled

# Adds an object to the file and gives its number.
Put = Callable[[bytes], int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey picture of one pixel drawn over a place (left, bottom, width, height); `clear` makes it see-through."""

    place: tuple[float, float, float, float]
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """An annotation (subtype, place as left, bottom, right, top) that shows a line of text."""

    subtype: str
    place: tuple[float, float, float, float]
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its content, pictures painted after it ("before" first), and what is laid on it.

    `fonts` are names of fonts by their short name; "/F1" is Helvetica if nothing is said.
    """

    content: str = ""
    pictures: Sequence[Picture] = ()
    added: Sequence[Added] = ()
    fonts: Mapping[str, str] = field(default_factory=lambda: {"F1": "Helvetica"})
    size: tuple[float, float] = (595, 842)
    rotate: int = 0
    is_under: bool = False


def words(left: float, bottom: float, text: str, *, size: float = 12, font: str = "F1", extra: str = "") -> str:
    """A line of text as content; `extra` are operators before it ("3 Tr", "1 g", "6 Ts")."""
    shown = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"q BT /{font} {size} Tf {extra} {left} {bottom} Td ({shown}) Tj ET Q\n"


def box(left: float, bottom: float, width: float, height: float, *, fill: str = "") -> str:
    """The border of a rectangle, or its surface when a colour ("1 g", "0 0 0 rg") is given."""
    return f"q {fill or '1 w'} {left} {bottom} {width} {height} re {'f' if fill else 'S'} Q\n"


def grid(columns: Sequence[float], rows: Sequence[float]) -> str:
    """The rules of a table as thin surfaces, a piece for each cell, as word processors draw them."""
    drawn = [f"{x} {low} 0.5 {high - low} re f\n" for x in columns for high, low in pairwise(rows)]
    drawn += [f"{a} {y} {b - a} 0.5 re f\n" for y in rows for a, b in pairwise(columns)]
    return "".join(drawn)


def made_pdf(sheets: Sequence[Sheet], *, attached: Sequence[str] = ()) -> bytes:
    """The PDF of some pages, with files of these names attached."""
    objects: list[bytes] = [b"", b""]

    def put(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    kids = [put(_page(sheet, put)) for sheet in sheets]
    files = [(name, put(b"<< /Type /EmbeddedFile /Length 2 >>\nstream\nok\nendstream")) for name in attached]
    specs = [put(b"<< /Type /Filespec /F (%s) /EF << /F %d 0 R >> >>" % (n.encode(), at)) for n, at in files]
    named = b" ".join(b"(%s) %d 0 R" % (name.encode(), at) for name, at in zip(attached, specs, strict=True))
    names = b"/Names << /EmbeddedFiles << /Names [%s] >> >>" % named if attached else b""
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R %s >>" % names
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    return assembled(objects)


def _page(sheet: Sheet, put: Put) -> bytes:
    fonts = {
        name: put(b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % base.encode())
        for name, base in sheet.fonts.items()
    }
    drawn, forms = "", b""
    for index, picture in enumerate(sheet.pictures):
        forms += b"/P%d %d 0 R " % (index, put(_picture(picture, put)))
        left, bottom, width, height = picture.place
        drawn += f"q {width} 0 0 {height} {left} {bottom} cm /P{index} Do Q\n"
    stream = (drawn + sheet.content if sheet.is_under else sheet.content + drawn).encode("latin-1")
    content = put(_stream(b"", stream))
    listed = b" ".join(b"/%s %d 0 R" % (name.encode(), at) for name, at in fonts.items())
    resources = b"<< /Font << %s >> /XObject << %s >> >>" % (listed, forms)
    annotations = b" ".join(b"%d 0 R" % put(_annotation(one, resources, put)) for one in sheet.added)
    head = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d" % (*map(int, sheet.size), sheet.rotate)
    return b"<< %s /Contents %d 0 R /Resources %s /Annots [%s] >>" % (head, content, resources, annotations)


def _picture(picture: Picture, put: Put) -> bytes:
    head = b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    mask = b" /SMask %d 0 R" % put(_stream(head, b"\x20")) if picture.clear else b""
    return _stream(head + mask, b"\xc0")


def _annotation(added: Added, resources: bytes, put: Put) -> bytes:
    left, bottom, right, top = added.place
    look = words(2, 4, added.text, size=9).encode("latin-1")
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 %d %d] /Resources %s" % (right - left, top - bottom, resources)
    shown = put(_stream(head, look))
    field_type = b"/FT /Tx /T (o) " if added.subtype == "Widget" else b""
    return b"<< /Type /Annot /Subtype /%s %s/F 4 /Rect [%d %d %d %d] /AP << /N %d 0 R >> >>" % (
        added.subtype.encode(), field_type, left, bottom, right, top, shown,
    )  # fmt: skip


def _stream(head: bytes, payload: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(payload), payload)
