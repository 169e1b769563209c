"""A typed text cut into pieces: words, quotes, parentheses, signs of choice, names of filters with their values.

No piece is an error: a quote or parenthesis without its partner is as if it were not there. What the pieces mean
together is read in `reading`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archive.query.names import field_named
from archive.query.printing import BOTH, EITHER
from archive.text.vietnamese import nfc, plain

Kind = Literal["word", "quoted", "open", "close", "either", "both", "field"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text. `text` is the word, what is in quotes, or the value that stands at the name of a filter.

    `minus`: a minus stands before it. `literal`: a backslash says that it is a word. `within` is the number behind a
    quote ("a b"~5), -1 where it is missing. `field` is the name of the filter as printed and `written` as typed.
    """

    kind: Kind
    text: str = ""
    minus: bool = False
    literal: bool = False
    within: int | None = None
    field: str = ""
    written: str = ""


def clean(text: str) -> str:
    """Composed, signs made plain, quotes alike, control signs as blanks."""
    made = re.sub(r"[“”„«»″]", '"', plain(nfc(text)))
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|[\ud800-\udfff]", " ", made).strip()


# A sign that is a word, with a backslash; else any but blanks, quotes, parentheses and the bar. Bounded by the text.
_INSIDE = r'(?:\\[^\w\s"]|[^\s"()|])'
_GAP = re.compile(r'(?:\s|-+(?=[\s)|]|$)|"(?![^"]*"))+')
_OPEN = re.compile(r"(-*)\(")
_EITHER = re.compile(r"\|+")
# Matches: "chi bộ", -"dự bị", "chi bộ sinh hoạt"~5. The tilde without a number is kept to be spoken of.
_QUOTED = re.compile(r'(-*)"([^"]*)"(?:~(\d{0,4}))?')
_WORD = re.compile(rf"(-*)({_INSIDE}+)")
# Matches the names of: "loại:", "-cơ-quan:", "hiệu lực:", "người ký:". Whether it is the name of a filter says `names`.
_TWO = re.compile(r"(-*)([^\W\d_]{2,8} {1,3}[^\W\d_]{2,8}):")
_ONE = re.compile(r"(-*)([^\W\d_][\w-]{0,15}):")
_VALUE = re.compile(rf'(?:"[^"]*"|{_INSIDE})*')


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of a text that is clean."""
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Piece]:
    at = 0
    while at < len(text):
        cuts = (cut(text, at) for cut in (_gap, _bracket, _either, _field, _quote, _word))
        found, end = next((made for made in cuts if made[1] > at), (None, at + 1))
        if found:
            yield found
        at = end


_Cut = tuple[Piece | None, int]


def _gap(text: str, at: int) -> _Cut:
    """Blanks, minuses that nothing follows, a quote that has no partner."""
    found = _GAP.match(text, at)
    return None, found.end() if found else at


def _bracket(text: str, at: int) -> _Cut:
    if text[at] == ")":
        return Piece("close"), at + 1
    found = _OPEN.match(text, at)
    return (Piece("open", minus=bool(found[1])), found.end()) if found else (None, at)


def _either(text: str, at: int) -> _Cut:
    found = _EITHER.match(text, at)
    return (Piece("either", found[0]), found.end()) if found else (None, at)


def _field(text: str, at: int) -> _Cut:
    for pattern in (_TWO, _ONE):
        found = pattern.match(text, at)
        name = field_named(found[2]) if found else None
        if found and name:
            value = _VALUE.match(text, found.end())
            end = value.end() if value else found.end()
            made = Piece("field", text[found.end() : end], minus=bool(found[1]), field=name, written=found[2])
            return made, end
    return None, at


def _quote(text: str, at: int) -> _Cut:
    found = _QUOTED.match(text, at)
    if found is None:
        return None, at
    within = None if found[3] is None else int(found[3] or -1)
    return Piece("quoted", " ".join(found[2].split()), minus=bool(found[1]), within=within), found.end()


def _word(text: str, at: int) -> _Cut:
    found = _WORD.match(text, at)
    if found is None:
        return None, at
    written, minus = found[2], bool(found[1])
    literal = written.startswith("\\")
    if not literal and not minus and written in EITHER + BOTH:
        return Piece("either" if written in EITHER else "both", written), found.end()
    # "\HOẶC" stands for the word HOẶC, "\-x" and "f\(x\)" for words with those signs.
    bare = re.sub(r'\\([^\w\s"])', r"\1", written[1:] if re.match(r"\\\w", written) else written)
    return Piece("word", bare, minus=minus, literal=literal), found.end()
