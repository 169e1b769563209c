"""Words: a text broken into the word spans that pyvi sees in it, compounds ("chi bộ") and single syllables alike.

The one room that knows pyvi. Numbers of documents are found on the text before it comes here, and no match ever depends
on a word: see `archive.index.fields` for the streams that stand beside this one.
"""

import re
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version

from archive.text.span import Span
from archive.text.vietnamese import canonical_tones, nfc

# Stands for the one blank inside a word, so that a text with its words joined keeps its length.
JOINER = "\ue000"
# A line is a paragraph of the canonical text. Longer ones are cut at a blank: pyvi's time for one piece grows with the
# square of its length when the piece has no letters in it.
_LONGEST_PIECE = 4_000
# A run without a blank that no word has: a rule of dashes, an address, damaged bytes. pyvi looks for e-mail addresses
# from every sign of such a run, so it is read as syllables instead. Must match: 100 × "-". Not: "05-CT/TW", "nghiêng".
_RUN = re.compile(r"\S{80,}")
# Letters and digits with their marks, composed or not. Matches: "bộ", "bộ" in NFD, "05", "NĐ". Not: "_", "-", "/".
_SYLLABLE = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


def segment(text: str) -> tuple[Span, ...]:
    """The words of a text: spans in it, in order, none inside another, each with at least one letter or digit.

    Letter case is kept for pyvi ("Ban Chấp hành" is one word because of its capitals), except in lines all in
    capitals, where it says nothing. Tones are placed canonically first, so "hoà" and "hòa" give the same words.
    """
    return tuple(Span(base + start, base + end) for base, piece in _pieces(text) for start, end in _words_of(piece))


def joined(text: str, words: tuple[Span, ...]) -> str:
    """The text with `JOINER` for each blank inside a word; same length. "chi bộ" is one run of letters then."""
    letters = list(text)
    for start, end in words:
        for place in range(start, end):
            if letters[place].isspace():
                letters[place] = JOINER
    return "".join(letters)


def syllable_spans(text: str) -> tuple[Span, ...]:
    """Every run of letters and digits, composed or not: the finest cut, which needs no model."""
    return tuple(Span(*match.span()) for match in _SYLLABLE.finditer(text))


def load() -> None:
    """Load the model now, so that the first reader of a server does not wait for it."""
    _tokenizer()


def recipe() -> str:
    """What the words depend on, for the index's fingerprint."""
    return f"pyvi {version('pyvi')}, canonical tones, lines, capitals lowered"


# --- pieces ----------------------------------------------------------------------------------------------------------


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text by lines, over-long lines cut at a blank, as (offset, piece)."""
    for line in re.finditer(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+", text):
        start, end = line.span()
        while start < end:
            cut = _cut(text, start, end)
            yield start, text[start:cut]
            start = cut


def _cut(text: str, start: int, end: int) -> int:
    if end - start <= _LONGEST_PIECE:
        return end
    blank = text.rfind(" ", start + 1, start + _LONGEST_PIECE)
    return blank if blank > start else start + _LONGEST_PIECE


def _words_of(piece: str) -> Iterator[tuple[int, int]]:
    """The words of one piece; runs without a blank and text that pyvi would rewrite are read as syllables."""
    if nfc(piece) != piece:
        yield from syllable_spans(piece)
        return
    done = 0
    for run in _RUN.finditer(piece):
        yield from _shifted(done, _pyvi_words(piece[done : run.start()]))
        yield from _shifted(run.start(), syllable_spans(run.group()))
        done = run.end()
    yield from _shifted(done, _pyvi_words(piece[done:]))


def _shifted(base: int, spans: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    return ((base + start, base + end) for start, end in spans)


# --- pyvi ------------------------------------------------------------------------------------------------------------


@cache
def _tokenizer() -> Callable[[str], str]:
    """pyvi's own function; its import takes 0.6 s, so it waits for the first text.

    Its source has escapes that Python now warns of and its model is a pickle of older library versions: both are known
    and harmless for the two labels it predicts, so those warnings, and only while importing, are not shown.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyvi.ViTokenizer import tokenize

    def words_joined(text: str) -> str:
        return str(tokenize(text))

    return words_joined


def _pyvi_words(piece: str) -> tuple[Span, ...]:
    if not piece.strip():
        return ()
    given = canonical_tones(piece)
    if given.isupper() and len(given.lower()) == len(given):
        given = given.lower()
    words = _walk(given, _tokenizer()(given))
    if words is None:
        return syllable_spans(piece)
    return tuple(span for span in words if _SYLLABLE.search(piece, *span))


def _walk(text: str, spoken: str) -> list[Span] | None:
    """pyvi's answer, blanks between words and "_" inside them, found again in the text; None when it differs."""
    words: list[Span] = []
    place = 0
    for word in spoken.split(" "):
        place = _skip_blanks(text, place)
        start = place
        for sign in word:
            if place < len(text) and text[place] == sign:
                place += 1
            elif sign == "_":
                place = _skip_blanks(text, place)
            else:
                return None
        if place > start:
            words.append(Span(start, place))
    return words


def _skip_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
