"""Finding words in one text, for the box of the reading view: where they stand, as marks that do not cross others.

Without marks typed, marks do not count ("sinh hoat" finds "sinh hoạt"); with them they do, in either placement of the
tone. `static/find.js` does the same in the browser while a reader types.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from archive.text.letters import even_letters
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones, fold, nfc
from search_web.render import Insert

MOST_LETTERS = 200  # of what is typed: longer words are no word but a page
MOST_PLACES = 1_000  # shown for one text; more help nobody


def places_of(text: str, typed: str) -> tuple[Span, ...]:
    """Where the words stand in the text (NFC), in order, apart; between two words there may be any few signs."""
    asked = nfc(typed)[:MOST_LETTERS]
    marks = fold(asked) != asked.lower()
    words = _even(asked, marks=marks).split()
    if not words:
        return ()
    pattern = re.compile(" {1,4}".join(words))
    found = (Span(*match.span()) for match in pattern.finditer(_even(text, marks=marks)))
    return tuple(span for _, span in zip(range(MOST_PLACES), found, strict=False))


def _even(text: str, *, marks: bool) -> str:
    even = even_letters(text, marks=marks)
    return canonical_tones(even) if marks else even


def hits(places: Sequence[Span], others: Iterable[Insert], blocks: Iterable[Span]) -> Iterator[Insert]:
    """The places as marks, cut where a link or a block begins or ends; the first piece of each has the id `tim-<n>`."""
    edges = sorted({at for one in (*((one.start, one.end) for one in others), *blocks) for at in one})
    at = 0
    for ordinal, (start, end) in enumerate(places, 1):
        while at < len(edges) and edges[at] <= start:
            at += 1
        inside, ahead = [start], at
        while ahead < len(edges) and edges[ahead] < end:
            inside.append(edges[ahead])
            ahead += 1
        whole = Insert(start, end, "hit", f"tim-{ordinal}")
        for first, last in zip(inside, (*inside[1:], end), strict=True):
            yield replace(whole, start=first, end=last, kind="hit" if first == start else "hit-on")
