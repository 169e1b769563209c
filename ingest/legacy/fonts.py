"""What the name of a font says of the letters typed in it: the encoding, and whether small letters look like capitals.

Names come as programs write them: ".VnTimeH", "ABCDEE+VNI-Times,Bold", "'.vntime', serif".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.legacy.tables import encodings

# What programs put before and after the name. Matches: "ABCDEE+", ",Bold", "-BoldItalic", " Bold Italic", "MT".
_BEFORE = re.compile(r"^[\s'\"]*(?:[A-Z]{6}\+)?")
_AFTER = re.compile(r"(?:[\s,_-]*(?:bold|italic|oblique|regular|normal|psmt))*[\s'\"]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lettering:
    """How text of a font is to be read: name of the encoding ("" for Unicode and unknown), all capitals or not."""

    encoding: str = ""
    capitals: bool = False


def names_of_fonts() -> tuple[str, ...]:
    """The beginnings of the names of old fonts, in small letters."""
    return tuple(name for encoding in encodings().values() for name in encoding.fonts)


@lru_cache(maxsize=1_024)
def lettering(font: str) -> Lettering:
    """How a font of that name is read. Of a list ("'.VnTime', Arial") the first name counts."""
    name = _AFTER.sub("", _BEFORE.sub("", font.split(",", maxsplit=1)[0] if "+" not in font else font)).lower()
    # PDF writers leave the dot out of a name: "VnTimeH". ".Vn" and "Vn" are followed by the name of the face.
    dotted = f".{name}" if name.startswith("vn") and not name.startswith(("vni", "vn-", "vn ")) else name
    for encoding in encodings().values():
        if dotted.startswith(encoding.fonts):
            return Lettering(encoding.name, bool(encoding.capitals) and dotted.endswith(encoding.capitals))
    return Lettering()
