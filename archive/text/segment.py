"""Words: a text broken into the word spans that pyvi sees in it, compounds ("chi bộ") and single syllables alike.

The one room that knows pyvi: its model is read and asked in `pyvi_model` and `word_graph`, many texts at once; where
another pyvi is installed than the one known there, pyvi itself is asked. Numbers of documents are found on the text
before it comes here, and no match ever depends on a word: see `archive.index.fields` for the streams beside this one.
"""

import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from archive.text.pieces import pieces
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones, nfc

if TYPE_CHECKING:  # numpy comes with them: not before the first text
    from archive.text.span_row import SpanRow
    from archive.text.word_graph.segmenter import Segmenter
    from archive.text.word_graph.words import Words

# Stands for the one blank inside a word, so that a text with its words joined keeps its length.
JOINER = "\ue000"
# A run without a blank that no word has: a rule of dashes, an address, damaged bytes. pyvi looks for e-mail addresses
# from every sign of such a run, so it is read as syllables instead. Must match: 100 × "-". Not: "05-CT/TW", "nghiêng".
_RUN = re.compile(r"\S{80,}")
# Letters and digits with their marks, composed or not. Matches: "bộ", "bộ" in NFD, "05", "NĐ". Not: "_", "-", "/".
_SYLLABLE = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


def segment(text: str) -> Sequence[Span]:
    """The words of a text: spans in it, in order, none inside another, each with at least one letter or digit.

    A tuple, or a `SpanRow`, which equals the tuple and makes a span when it is looked at.

    Letter case is kept for pyvi ("Ban Chấp hành" is one word because of its capitals), except in lines all in
    capitals, where it says nothing. Tones are placed canonically first, so "hoà" and "hòa" give the same words.
    """
    segmenter = _segmenter()
    if segmenter is None:
        return tuple(Span(*place) for place in _places(text))
    few = segmenter.places(text)
    return segmenter.words([text]).rows()[0] if few is None else tuple(Span(*place) for place in few)


def segment_all(texts: Sequence[str]) -> "list[SpanRow]":
    """The words of many texts, each as `segment` gives them; faster than one after another, most of all short ones."""
    return segmented(texts).rows()


def segmented(texts: Sequence[str]) -> "Words":
    """The same as arrays of places for all texts together: what an inverter needs."""
    segmenter = _segmenter()
    if segmenter is None:
        from archive.text.word_graph.words import Words

        return Words.of([list(_places(text)) for text in texts])
    return segmenter.words(texts)


def tokenize(text: str) -> str:
    """The text as `pyvi.ViTokenizer.tokenize` gives it, letter for letter: words with "_" inside, blanks between.

    None of the rules of `segment` is applied. Where pyvi gives up, at half of a surrogate pair, this does not.
    """
    return _speak()(text)


def joined(text: str, words: Sequence[Span]) -> str:
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
    _speak()


def recipe() -> str:
    """What the words depend on, for the index's fingerprint."""
    from importlib.metadata import version  # brings the reading of e-mails along: 40 ms of every start

    return f"pyvi {version('pyvi')}, canonical tones, lines, capitals lowered"


# --- the model -------------------------------------------------------------------------------------------------------


@cache
def _segmenter() -> "Segmenter | None":
    """pyvi's model as arrays; None, with a warning, where the installed pyvi is not the known one."""
    from archive.text.pyvi_model import installed, read_model
    from archive.text.word_graph.segmenter import Segmenter

    folder = installed()
    model = read_model(folder) if folder else None
    if model is None:
        message = (
            "Mô hình tách từ của pyvi đã cài không phải bản đã biết: dùng chính pyvi, kết quả đúng nhưng chậm hơn."
        )
        warnings.warn(message, RuntimeWarning, stacklevel=2)
        return None
    return Segmenter(model, _read_apart)


def _read_apart(piece: str) -> list[tuple[int, int]]:
    return list(_words_of(piece))


def _speak() -> Callable[[str], str]:
    segmenter = _segmenter()
    return _pyvi() if segmenter is None else segmenter.tokenize


@cache
def _pyvi() -> Callable[[str], str]:
    """pyvi's own function; its import takes 0.6 s and is needed only for a model that is not known.

    Its source has escapes that Python now warns of and its model is a pickle of older library versions: both are known
    and harmless for the two labels it predicts, so those warnings, and only while importing, are not shown.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyvi.ViTokenizer import tokenize as spoken

    def words_joined(text: str) -> str:
        return str(spoken(text))

    return words_joined


# --- one piece by itself ---------------------------------------------------------------------------------------------
# What the arrays do for plain pieces, said step by step: for pieces that are not plain, and for pyvi itself.


def _places(text: str) -> Iterator[tuple[int, int]]:
    return ((base + start, base + end) for base, piece in pieces(text) for start, end in _words_of(piece))


def _words_of(piece: str) -> Iterator[tuple[int, int]]:
    """The words of one piece; runs without a blank and text that pyvi would rewrite are read as syllables."""
    if nfc(piece) != piece:
        yield from syllable_spans(piece)
        return
    done = 0
    for run in _RUN.finditer(piece):
        yield from _shifted(done, _spoken_words(piece[done : run.start()]))
        yield from _shifted(run.start(), syllable_spans(run.group()))
        done = run.end()
    yield from _shifted(done, _spoken_words(piece[done:]))


def _shifted(base: int, spans: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    return ((base + start, base + end) for start, end in spans)


def _spoken_words(piece: str) -> tuple[Span, ...]:
    if not piece.strip():
        return ()
    given = canonical_tones(piece)
    if given.isupper() and len(given.lower()) == len(given):
        given = given.lower()
    words = _walk(given, _speak()(given))
    if words is None:
        return syllable_spans(piece)
    return tuple(span for span in words if _SYLLABLE.search(piece, *span))


def _walk(text: str, spoken: str) -> list[Span] | None:
    """The answer, blanks between words and "_" inside them, found again in the text; None when it differs."""
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
