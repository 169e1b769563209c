"""Where something comes from, as people read it: the parts of a source, its addresses shortened for show.

A source is data of the catalogue or of a capture, shown and never followed: pages of this site lead nowhere else. The
full address stays in the title of what is shown.
"""

import re
from urllib.parse import unquote

from markupsafe import Markup, escape

# Matches "https://vi.du/a?b=c". Not the stop after it: "(https://vi.du/a)", "https://vi.du/a."
_URL = re.compile(r"https?://[^\s;]*[^\s;.,:()]")
_PARTED = re.compile(r"\s*;\s+")
_HEAD = re.compile(r"https?://(?:www\.)?")
LONGEST = 64  # code points of an address as shown: one line beside its label on a wide screen
_BREAKS = re.compile(r"(?<=[/?&=_])(?=.)")


def sources(written: str) -> tuple[Markup, ...]:
    """The parts of a source in order, each as HTML; parted by "; " in the archive's tables."""
    return tuple(_part(part) for part in _PARTED.split(written.strip()) if part)


def _part(part: str) -> Markup:
    pieces, at = [], 0
    for found in _URL.finditer(part):
        pieces += [escape(part[at : found.start()]), _address(found.group())]
        at = found.end()
    return Markup("").join([*pieces, escape(part[at:])])


def _address(url: str) -> Markup:
    broken = Markup("<wbr>").join(_BREAKS.split(shortened(url)))
    return Markup('<span class="url" title="{}">{}</span>').format(url, broken)


def shortened(url: str, longest: int = LONGEST) -> str:
    """An address for show: no scheme, letters instead of their codes, long ones with "…" in the middle."""
    bare = _HEAD.sub("", url, count=1)
    words = unquote(bare)
    bare = (words if words.isprintable() and "\ufffd" not in words else bare).rstrip("/")
    if len(bare) <= longest:
        return bare
    tail = longest // 3
    return f"{bare[: longest - tail - 1]}…{bare[-tail:]}"
