"""Bytes to characters: which encoding a text or page is in, with the loss counted.

A wrong guess would spoil every word after it, so certain signs come first (byte order mark, valid UTF-8, the page's own
word) and guessing last. Encodings from before Unicode (TCVN3, VNI, VISCII, VPS) are read by `legacy`; media types are
told in `media`.
"""

import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from ingest.legacy import is_plain, recode_text, syllable_share, western
from ingest.media import wide_encoding

_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:\-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:\-]{2,40})""", re.IGNORECASE)
# Names that are labels of a western page and not a choice: a Vietnamese page that says so was saved by a western tool.
_EMPTY_WORDS = frozenset({"ascii", "us-ascii", "iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252"})
# Below this share of well-formed syllables a guessed encoding is not better than the western one.
# Set on the legacy folder: right readings score above 0.85, wrong ones under 0.55.
_GOOD_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file: text, name of the encoding, and how many bytes could not be read (now U+FFFD)."""

    text: str
    charset: str
    replaced: int = 0


def decode(payload: bytes, *, hint: str = "") -> Decoded:
    """The text of `payload`; `hint` is what the server or the list said. Never raises: the loss is in `replaced`."""
    if payload.startswith(b"\xef\xbb\xbf"):
        return _by_lines(payload[3:])
    wide = wide_encoding(payload)
    if wide:
        return _replacing(payload, wide)
    plain = _strict(payload, "utf-8")
    if plain is not None:
        return _unmixed(plain.removeprefix("\ufeff"))
    for name in (hint, _declared(payload)):
        told = _told(payload, name)
        if told is not None:
            return told
    return _by_lines(payload) if _mostly_utf8(payload) else _guessed(payload)


def _unmixed(text: str) -> Decoded:
    """Good UTF-8, or what it was before it was encoded twice or typed with an old font."""
    # Without a sign of an old encoding nothing would be read anew: seen far sooner than words are counted.
    recoded = recode_text(text) if not is_plain(text) and syllable_share(text) < _GOOD_SHARE else None
    return Decoded(recoded.text, recoded.encoding) if recoded and recoded.encodings else Decoded(text, "utf-8")


def _told(payload: bytes, name: str) -> Decoded | None:
    """The text in the encoding that someone named, None when it does not fit or when an old Vietnamese one does."""
    text = _strict(payload, name) if name and name.lower() not in _EMPTY_WORDS else None
    if text is None:
        return None
    old = _legacy(payload) if not text.isascii() and syllable_share(text) < _GOOD_SHARE else None
    return old or Decoded(text, name.lower())


def _legacy(payload: bytes) -> Decoded | None:
    """The text in encodings from before Unicode, None when reading it so makes no Vietnamese."""
    recoded = recode_text(western(payload))
    return Decoded(recoded.text, recoded.encoding) if recoded.encodings else None


def _declared(payload: bytes) -> str:
    match = _META.search(payload[:4096]) or _XML.search(payload[:400])
    return match.group(1).decode("ascii") if match else ""


def _strict(payload: bytes, name: str) -> str | None:
    try:
        return payload.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _replacing(payload: bytes, name: str) -> Decoded:
    text = payload.decode(name, "replace").removeprefix("\ufeff")
    return Decoded(text, name, text.count("\ufffd"))


def _mostly_utf8(payload: bytes) -> bool:
    """True when whole multi-byte letters outnumber broken bytes: a damaged or mixed file, not another encoding."""
    text = payload.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(re.findall(r"[\u0080-\U0010ffff]", text)) - broken
    return whole > broken


def _by_lines(payload: bytes) -> Decoded:
    """A file of mixed lines: good UTF-8 lines stay, others are read in an old encoding when that makes Vietnamese."""
    lines: list[str] = []
    replaced = 0
    for raw in payload.split(b"\n"):
        line = _strict(raw, "utf-8")
        if line is None:
            line = _mend(raw)
            replaced += line.count("\ufffd")
        lines.append(line)
    return Decoded("\n".join(lines), "utf-8", replaced)


def _mend(raw: bytes) -> str:
    half = raw.decode("utf-8", "replace")
    if re.search(r"[\u0080-\ufffc]", half):  # part of the line is good UTF-8: keep it, count the rest
        return half
    other = _strict(raw, "cp1258")
    if other is not None and syllable_share(other) >= _GOOD_SHARE:
        return other
    old = _legacy(raw)
    return half if old is None else old.text


def _guessed(payload: bytes) -> Decoded:
    windows = _strict(payload, "cp1258")
    if windows is not None and syllable_share(windows) >= _GOOD_SHARE:
        return Decoded(windows, "cp1258")
    old = _legacy(payload)
    if old is not None:
        return old
    best = from_bytes(payload[:200_000]).best()
    if best is not None:
        text = _strict(payload, best.encoding)
        if text is not None and syllable_share(text) >= _GOOD_SHARE:
            return Decoded(text, best.encoding)
    western = payload.decode("cp1252", "replace")  # every byte has a place, so that old fonts can be recognised
    return Decoded(western, "cp1252", western.count("\ufffd"))
