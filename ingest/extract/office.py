"""Files of Office before 2007 (DOC), RTF and ODT to pieces, by way of LibreOffice and the DOCX it makes of them.

The office program runs in a process of its own, bounded in time and memory (`office_program`). Letters of old fonts are
read on the way (`office_fonts`), while the fonts are still known.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from archive.errors import ExtractError
from archive.works.document import Derivation
from ingest import media
from ingest.extract.office_fonts import with_unicode_letters
from ingest.extract.office_kind import ole_kind
from ingest.extract.office_program import converted, office_version
from ingest.extract.stamps import with_stamps
from ingest.extract.word import extract_word
from ingest.guard_bytes import hidden_lines
from ingest.material import Extracted

_SUFFIXES: Mapping[str, str] = {media.OLE: ".doc", media.RTF: ".rtf", media.ODT: ".odt"}
_TO_DOCX = "Chuyển sang DOCX hoặc PDF có lớp chữ rồi nạp lại."
_SAVE_ANEW = "Mở bằng Word hoặc LibreOffice; nếu đọc được thì lưu lại thành DOCX rồi nạp lại."
# What LibreOffice finds in a damaged file: a letter or two. The shortest real papers have a number, a name and a line.
_FEWEST_WORDS = 3
# What lies in OLE files and is no text: reason and remedy.
_REFUSED: Mapping[str, tuple[str, str]] = {
    "ppt": ("Tệp trình chiếu PowerPoint, không phải văn bản.", _TO_DOCX),
    "msg": ("Thư của Outlook (MSG), chưa đọc được.", "Lưu thư thành EML, hoặc nạp từng tệp đính kèm."),
    "encrypted": ("Tệp Office được bảo vệ bằng mật khẩu.", "Gỡ mật khẩu rồi nạp lại."),
}


def extract_office(payload: bytes, *, media_type: str) -> Extracted:
    """The pieces of a DOC, RTF or ODT file; an XLS among OLE files goes to the reader of sheets.

    `derivation` says that it was converted and by what, and the old encoding when letters were recoded.

    Raises:
        ExtractError: slides, letters, a password, a damaged file, a file of a word or two, or no LibreOffice.
    """
    kind = ole_kind(payload) if media_type == media.OLE else ""
    if kind == "xls":
        from ingest.extract.sheet import extract_sheet  # late: the libraries of sheets are loaded for sheets only

        return extract_sheet(payload, media_type=media.XLS)
    if kind in _REFUSED:
        reason, remedy = _REFUSED[kind]
        raise ExtractError(reason, remedy=remedy)
    if media_type == media.OLE and not kind:  # LibreOffice would read such bytes as letters, one after another
        raise ExtractError(
            "Tệp Office đời cũ bị hỏng, hoặc không phải văn bản Word; không đọc được.", remedy=_SAVE_ANEW
        )
    docx = converted(payload, suffix=_SUFFIXES.get(media_type, ".doc"), target="docx")
    readable, recoded = _with_unicode_letters(docx)
    extracted = extract_word(readable)
    if sum(len(piece.text.split()) for piece in extracted.pieces) < _FEWEST_WORDS:
        raise ExtractError("Tệp gần như không có chữ: bị hỏng hoặc chỉ có hình.", remedy=_SAVE_ANEW)
    # The guard reads heads, feet and text boxes of a DOCX from its bytes; those of a DOC can be seen here only.
    aside = (*extracted.aside, *hidden_lines(readable))
    read = replace(extracted, aside=aside, derivation=_derivation(recoded, extracted.derivation))
    return with_stamps(read, readable, media.DOCX)


def _with_unicode_letters(docx: bytes) -> tuple[bytes, Derivation | None]:
    """The file with letters of old fonts in Unicode, and what was done; the same file when there are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as bundle:
            parts = {name: bundle.read(name) for name in bundle.namelist()}
        letters = with_unicode_letters(parts)
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise ExtractError("LibreOffice cho ra tệp hỏng, không đọc được.", remedy=_TO_DOCX) from error
    if letters.derivation is None:
        return docx, None
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for name, raw in letters.parts.items():
            copy.writestr(name, raw)
    return out.getvalue(), letters.derivation


def _derivation(recoded: Derivation | None, read: Derivation | None) -> Derivation:
    """What was done by LibreOffice, to the letters, and what the reader of Word files remarks."""
    done = [one for one in (recoded, read) if one is not None]
    encodings = ", ".join(dict.fromkeys(one.encoding for one in done if one.encoding))
    losses = tuple(dict.fromkeys(loss for one in done for loss in one.losses))
    methods = tuple(dict.fromkeys(method for one in done for method in one.methods))
    return Derivation(("converted", *methods), encoding=encodings, tool=office_version(), losses=losses)
