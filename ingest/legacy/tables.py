"""The encodings themselves: which sign or pair of signs means which letter, read from `data/legacy.toml`.

Text comes here as it looks when its bytes are read as Western (cp1252), as Word files and pages give it. Which text is
in which encoding is decided in `judging`.
"""

import re
import tomllib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.errors import DataError

_TABLES = Path(__file__).parents[1] / "data" / "legacy.toml"
# Vietnamese letters that no Western byte shows: a word that has one is Unicode already and is left alone.
UNICODE_LETTERS = "đĐăĂĩĨũŨơƠưƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
_UNICODE = re.compile(f"[{UNICODE_LETTERS}]")
# A word with all that touches it, for the purpose of leaving it alone; the no-break blank is a letter in VISCII.
_TOUCHING = re.compile(r"[^ \t\n]+")
# A word without small letters of ASCII: "CHíNH", "ủY", "PHủ", also "UBND". Not "Hồng", "hộ", "TpHCM".
_IN_CAPITALS = re.compile(r"(?<![^\W\d_])[^\W\d_a-z]{2,12}(?![^\W\d_])")
# A word that proves nothing by itself, with words of capitals on both sides, or two of them on one: "VIỆC Về QUỸ",
# "Hồ CHÍ MINH". Not "Và UBND tỉnh", "UBND Hồ Sen".
_CAPITAL = "A-ZĐĂĨŨƠƯÀ-Ý" + "".join(chr(number) for number in range(0x1EA0, 0x1EFA, 2))
_TWO = rf"[{_CAPITAL}]{{2,9}}[ ,-]{{1,3}}[{_CAPITAL}]{{2}}"
_AMONG_CAPITALS = re.compile(
    rf"(?:(?<=[{_CAPITAL}]{{2}} )[^\W\d_a-z]{{1,5}}(?= [{_CAPITAL}]{{2}})|^[^\W\d_a-z]{{1,5}}(?= {_TWO}))", re.MULTILINE
)
# Symbol fonts: Word shifts the bytes of a font that it takes for one of symbols into the private area.
_SHIFTED = re.compile("[\uf020-\uf0ff]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """One encoding: name, letters by sign or pair of signs, the pattern that finds them, and its fonts.

    `fonts` are beginnings of names of fonts; `capitals` ends those whose small letters are drawn as capitals ("" when
    it has none). `toned_capitals` says whether capitals with tones can be written at all.
    """

    name: str
    letters: Mapping[str, str]
    pattern: re.Pattern[str]
    fonts: tuple[str, ...] = ()
    capitals: str = ""
    toned_capitals: bool = True


@dataclass(frozen=True, slots=True)
class Letter:
    """Some signs of a text and the letter they mean: `text[start:end]`."""

    start: int
    end: int
    means: str


@cache
def encodings() -> Mapping[str, Encoding]:
    """Every encoding by its name, in the order in which equal readings are preferred.

    Raises:
        DataError: the lists of a table do not run in step, or a sign stands twice.
    """
    with _TABLES.open("rb") as source:
        return {name: _encoding(name, table) for name, table in tomllib.load(source).items()}


def letters_in(text: str, encoding: Encoding) -> Iterator[Letter]:
    """Every letter of an encoding in a text, in order; none in words that are Unicode already."""
    for start, end in _readable(text):
        for one in encoding.pattern.finditer(text, start, end):
            yield Letter(one.start(), one.end(), encoding.letters[one.group()])


def read(text: str, encoding: Encoding) -> str:
    """A text read in an encoding, words that are Unicode already left alone.

    Words of capitals get the capitals that the encoding itself cannot write ("CHÝNH" is "CHÍNH").
    """
    shown = unshifted(text)
    if is_unicode(shown):
        letters = placed(shown, list(letters_in(shown, encoding)))[0]
    else:
        letters = encoding.pattern.sub(lambda found: encoding.letters[found.group()], shown)
    return letters if encoding.toned_capitals else with_capitals(letters)


def read_in_place(text: str, encoding: Encoding) -> "tuple[str, array[int]]":
    """A text read as `read` does, and where each letter begins in the text given; the last entry is its length."""
    shown = unshifted(text)
    letters, starts = placed(shown, list(letters_in(shown, encoding)))
    return (letters if encoding.toned_capitals else with_capitals(letters)), starts


def placed(text: str, letters: Sequence[Letter]) -> "tuple[str, array[int]]":
    """A text with some letters put in, and where each letter of it begins in the text given."""
    parts: list[str] = []
    starts: array[int] = array("q")
    at = 0
    for one in letters:
        parts += (text[at : one.start], one.means)
        starts.extend(range(at, one.start + 1))
        at = one.end
    starts.extend(range(at, len(text) + 1))
    return "".join((*parts, text[at:])), starts


def with_capitals(text: str) -> str:
    """Words of capitals whose letters with tones were left small, whole in capitals: "CHíNH PHủ"; same length."""
    proven = _IN_CAPITALS.sub(lambda found: _in_capitals(found.group()), text)
    return _AMONG_CAPITALS.sub(lambda found: found.group().upper(), proven)


def _in_capitals(word: str) -> str:
    # A capital in front proves nothing ("Hồ"); one further on does ("HồI", "ủY").
    return word.upper() if any("A" <= letter <= "Z" for letter in word[1:]) else word


def is_unicode(text: str) -> bool:
    """Whether a text has Vietnamese letters that no byte of Western text shows."""
    return _UNICODE.search(text) is not None


def _readable(text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand that are not Unicode already; the whole text when none is."""
    if not is_unicode(text):
        yield 0, len(text)
        return
    for found in _TOUCHING.finditer(text):
        if not is_unicode(found.group()):
            yield found.span()


def western(payload: bytes) -> str:
    """Bytes as Western text, every byte a sign: the five that cp1252 leaves out are control signs."""
    return payload.decode("latin-1").translate(_WESTERN)


def unshifted(text: str) -> str:
    """A text with the signs of the private area that Word makes of a symbol font put back; same length."""
    return _SHIFTED.sub(lambda found: western(bytes([ord(found.group()) - 0xF000])), text)


def as_western(text: str) -> str:
    """A text whose bytes were read as Vietnamese (cp1258), as if they had been read as Western; same length."""
    return text.translate(_FROM_VIETNAMESE)


def _sign(byte: int) -> str:
    """The sign of cp1252 for a byte, or the control sign of the same number."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_WESTERN = {byte: _sign(byte) for byte in range(0x80, 0xA0)}
_FROM_VIETNAMESE = str.maketrans(
    {
        shown: _sign(byte)
        for byte in range(0x80, 0x100)
        if (shown := bytes([byte]).decode("cp1258", "ignore")) and shown != _sign(byte)
    }
)


def _encoding(name: str, table: Mapping[str, Any]) -> Encoding:
    means = str(table["means"]).split()
    written = str(table.get("written", "")).split() or [_sign(int(one, 16)) for one in str(table["bytes"]).split()]
    if len(written) != len(means) or len(set(written)) != len(written):
        raise DataError(f"Bảng mã {name}: hai danh sách không khớp nhau hoặc có ký tự lặp.")
    letters = dict(zip(written, means, strict=True))
    # Pages and other programs show the bytes 80 to 9F as control signs where cp1252 has letters and marks.
    letters |= {chr(byte): letters[shown] for byte, shown in _WESTERN.items() if shown in letters}
    pattern = re.compile("|".join(sorted(map(re.escape, letters), key=len, reverse=True)))
    return Encoding(
        name,
        letters,
        pattern,
        tuple(table.get("fonts", ())),
        str(table.get("capitals", "")),
        toned_capitals="À" in means,
    )
