"""Which letters paper is set in: the first family on this machine that has all Vietnamese letters.

The files are looked for where fontconfig keeps them; nothing is downloaded and no font goes with the program. Without
one a PDF cannot be made, and the archive says so.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import normalize

from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]  # it says no types of its own

# In order of preference: those with the measures of Times, in which official documents are set, then others with all
# of Vietnamese. (regular, bold, italic)
FAMILIES = (
    ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf", "LiberationSerif-Italic.ttf"),
    ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf"),
    ("times.ttf", "timesbd.ttf", "timesi.ttf"),
    ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSerif-Italic.ttf"),
    ("FreeSerif.ttf", "FreeSerifBold.ttf", "FreeSerifItalic.ttf"),
    ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf", "DejaVuSerif-Italic.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSans-Italic.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf"),
)


_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
# Every vowel with every tone mark in both cases, and đ: 146 letters.
LETTERS = "".join(normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in _TONES) + "đĐ"


@dataclass(frozen=True, slots=True)
class Faces:
    """The files of one family."""

    regular: Path
    bold: Path
    italic: Path


def folders() -> tuple[Path, ...]:
    """Where fonts are kept: the user's own folder first, then those of the system."""
    home = Path.home()
    data = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")
    own = (home / ".fonts", home / ".local/share/fonts")
    return (*own, *(Path(one) / "fonts" for one in data if one), Path("/Library/Fonts"), Path("C:/Windows/Fonts"))


@cache
def faces(kept_in: tuple[Path, ...] | None = None) -> Faces | None:
    """The first family of which all three files are in the folders (those of `folders` where none are given)."""
    known: dict[str, Path] = {}
    for folder in folders() if kept_in is None else kept_in:
        for path in sorted(folder.rglob("*.ttf")) if folder.is_dir() else ():
            known.setdefault(path.name, path)
    for names in FAMILIES:
        if all(name in known and covers(known[name]) for name in names):
            return Faces(*(known[name] for name in names))
    return None


def covers(path: Path) -> bool:
    """Whether a font file has every Vietnamese letter; some builds of Liberation Serif have none with two marks."""
    try:
        with path.open("rb") as opened, TTFont(opened, lazy=True) as font:
            known = font.getBestCmap() or {}
    except (OSError, TTLibError):
        return False
    return all(ord(letter) in known for letter in LETTERS)
