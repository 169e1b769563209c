"""Names of files inside containers: made readable, made safe, and the names of things that are nobody's document.

ZIP keeps names as bytes of an encoding it does not tell; Python reads them as CP437.
"""

import re
import unicodedata
from pathlib import PurePosixPath

from ingest.legacy import Run, recode, recode_text, syllable_share

_JUNK_FOLDERS = frozenset({"__macosx", ".git", ".svn", "$recycle.bin", ".trashes", ".spotlight-v100"})
_JUNK_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db", "icon\r"})
# "._bao-cao.docx" of a Mac, "~$bao-cao.docx" of an open Word, "~WRL0001.tmp".
_JUNK_OPENINGS = ("._", "~$", "~wrl", ".~lock.")
_DRIVE = re.compile(r"^[A-Za-z]:")
_LONGEST = 400
# Fonts whose letters the names on old systems are typed in. VNI first: its marks stand behind vowels, where TCVN3 has
# letters too ("THAØNH" would be "thaỉnh"), and not the other way round.
_FONTS = ("VNI-Times", ".VnTime")
# A reading is believed when all but one in ten of its marked words are well-formed syllables: names are short.
_GOOD = 0.9


def readable_name(name: str, *, is_unicode: bool) -> str:
    """The name as it was meant, with forward slashes; `name` is as the ZIP library reads it.

    UTF-8 without its flag, CP1258 and TCVN3 or VNI letters are tried; what makes Vietnamese syllables is believed.
    """
    plain = name.replace("\\", "/").partition("\x00")[0]
    if not is_unicode:
        plain = _reread(plain)
    read = recode_text(plain).text if not plain.isascii() else plain
    return unicodedata.normalize("NFC", "".join(sign for sign in read if sign.isprintable()))[:_LONGEST]


def is_unsafe(name: str) -> bool:
    """True for a name that would lead out of its folder: absolute, with a drive, or going up."""
    return name.startswith("/") or _DRIVE.match(name) is not None or ".." in PurePosixPath(name).parts


def is_junk(name: str) -> bool:
    """True for files that systems and programs leave behind."""
    parts = [part.lower() for part in PurePosixPath(name).parts]
    if not parts:
        return True
    return parts[-1] in _JUNK_NAMES or parts[-1].startswith(_JUNK_OPENINGS) or any(p in _JUNK_FOLDERS for p in parts)


def inner_origin(outer: str, name: str) -> str:
    """The address of a file inside a container: "thu/a.zip!/b/c.docx"."""
    return f"{outer}!/{name.lstrip('/')}"


def _reread(name: str) -> str:
    """A name whose bytes were read as CP437, read as what they are."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    if raw.isascii():
        return name
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    western = raw.decode("cp1252", "replace")
    windows = unicodedata.normalize("NFC", raw.decode("cp1258", "replace"))
    for tried in (windows, *(recode((Run(western, font),)).text for font in _FONTS)):
        if syllable_share(_words(tried)) >= _GOOD:
            return tried
    # "plan général.doc" of a French system is CP437; signs that draw frames are not: the name is western then.
    return name if all(sign.isalpha() or sign.isascii() for sign in name) else western


def _words(name: str) -> str:
    return re.sub(r"[_/.]+", " ", name)
