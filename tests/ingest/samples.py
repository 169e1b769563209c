"""Small files made on the spot for the tests of ingest: Word files, PDF, archives with a known defect."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import docx

from ingest.material import Fetched, Request
from ingest.media import sniff

DATA = Path(__file__).parent / "data"


def fetched(payload: bytes, origin: str = "thu/tep.txt") -> Fetched:
    """Bytes as a source would give them."""
    return Fetched(Request(origin), payload, sniff(payload))


def sample(name: str) -> bytes:
    """The bytes of a file of tests/ingest/data."""
    return (DATA / name).read_bytes()


def word(paragraphs: Sequence[str], *, header: str = "", letterhead: Sequence[tuple[str, str]] = ()) -> bytes:
    """A Word file with paragraphs, a running head, and a letterhead set as a table."""
    document = docx.Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if letterhead:
        table = document.add_table(rows=0, cols=2)
        for left, right in letterhead:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = left, right
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(payload: bytes, name: str, raw: bytes) -> bytes:
    """A ZIP file with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(payload)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, raw)
    return out.getvalue()


def numbered_word(rows: Sequence[tuple[str, int | None]]) -> bytes:
    """A Word file whose paragraphs are numbered by a list: text and level, None for plain ones."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    levels = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
    made = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (form, pattern) in enumerate(levels)
    )
    numbering = (
        f'<w:numbering {space}><w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = "".join(_paragraph(text, level) for text, level in rows)
    payload = word(["chỗ giữ"])
    payload = with_part(
        payload, "word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>".encode()
    )
    return with_part(payload, "word/numbering.xml", numbering.encode())


def _paragraph(text: str, level: int | None) -> str:
    listed = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]], *, size: float = 12.0) -> bytes:
    """A PDF of lines (left, bottom, ASCII text), a page for each list; an empty list makes a page without text."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids: list[int] = []
    for lines in pages:
        stream = "".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in lines).encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    """A PDF file of these objects, the first of them its catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
