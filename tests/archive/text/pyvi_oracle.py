"""The slow way: words found one line after another by pyvi itself, as the archive did before it read the model.

Said apart from the code under test on purpose: only `canonical_tones` and the finest cut are shared with it.
"""

import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from functools import cache

from archive.text.segment import syllable_spans
from archive.text.vietnamese import canonical_tones

Place = tuple[int, int]
_LETTER = re.compile(r"[^\W_]")


@cache
def pyvi() -> Callable[[str], str]:
    """pyvi's own function."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyvi.ViTokenizer import tokenize

    def spoken(text: str) -> str:
        return str(tokenize(text))

    return spoken


def words_by_pyvi(text: str) -> tuple[Place, ...]:
    """The words of a text."""
    found: list[Place] = []
    for line in re.finditer(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+", text):
        start, end = line.span()
        while start < end:
            cut = end
            if end - start > 4000:
                blank = text.rfind(" ", start + 1, start + 4000)
                cut = blank if blank > start else start + 4000
            found += [(start + one, start + other) for one, other in _piece(text[start:cut])]
            start = cut
    return tuple(found)


def _piece(piece: str) -> Iterator[Place]:
    if unicodedata.normalize("NFC", piece) != piece:
        yield from syllable_spans(piece)
        return
    done = 0
    for run in [*re.finditer(r"\S{80,}", piece), None]:
        until = run.start() if run else len(piece)
        yield from ((done + start, done + end) for start, end in _part(piece[done:until]))
        if run:
            yield from ((run.start() + start, run.start() + end) for start, end in syllable_spans(run.group()))
            done = run.end()


def _part(part: str) -> list[Place]:
    if not part.strip():
        return []
    given = canonical_tones(part)
    if given.isupper() and len(given.lower()) == len(given):
        given = given.lower()
    found = _found_again(given, pyvi()(given))
    if found is None:
        return [*syllable_spans(part)]
    return [place for place in found if _LETTER.search(part, *place)]


def _found_again(text: str, spoken: str) -> list[Place] | None:
    words, place = [], 0
    for word in spoken.split(" "):
        start = place = _after_blanks(text, place)
        for sign in word:
            if place < len(text) and text[place] == sign:
                place += 1
            elif sign == "_":
                place = _after_blanks(text, place)
            else:
                return None
        if place > start:
            words.append((start, place))
    return words


def _after_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
