"""What the first readers would wait for, made ready before they come: the word model, tables, the commonest syllables.

It runs beside the server; who comes earlier waits as long as without it.
"""

import gc
from collections.abc import Iterator
from heapq import nlargest

from flask import Flask

from archive.errors import IndexStale
from archive.index.plan import Manner
from archive.index.spellings import Spellings
from archive.query import Query
from archive.text.letters import even_composed
from search_web.reading import house

# Between them they load the model and its tables, how the archive spells, names of places, and what is typed ahead.
_ASKED = ("/?q=sinh+hoat+chi+bo", "/dieu-chinh?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&noi=Sa+Pa", "/goi-y?q=chi")
# The commonest syllables and pairs of syllables are asked for one after the other. Of 20,000 documents each takes some
# 2 ms and up to 1 MB of the 320 MB that an index keeps of terms, unless other settings say otherwise.
_SYLLABLES, _PAIRS = 300, 300
_MANNER = Manner(counts=False)
# New objects after which Python looks for those that hold each other alive. A page makes some thousands that live on
# for a moment: with the 700 that Python begins with there were dozens of looks a page, which found next to nothing.
_OBJECTS = 50_000


def warm(app: Flask) -> None:
    """Ask a few questions and read what most questions will need; nothing where there is no index yet."""
    for marks in (True, False):
        even_composed("đ", marks=marks)  # its table of letters takes 0.4 s
    reader = app.test_client(use_cookies=False)
    for address in _ASKED:
        reader.get(address)
    with app.app_context():
        engine = house().engine
    try:
        for words in _commonest(engine.spellings()):
            engine.search(Query(words=words, per_page=1), _MANNER)
    except IndexStale:
        return
    # What is there now stays there. To look through it all for what may be let go took 0.2 s of one page in a hundred.
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)


def _commonest(spelt: Spellings) -> Iterator[tuple[str, ...]]:
    """What is asked for: pairs, then syllables by themselves, the commonest last, so that they are kept the longest."""
    pairs = spelt.pair_counts
    syllables = zip(spelt.syllables, spelt.syllables.values(), strict=True)
    for held, most in ((zip(pairs, pairs.counts.tolist(), strict=True), _PAIRS), (syllables, _SYLLABLES)):
        for term, _ in reversed(nlargest(most, held, key=lambda one: one[1])):
            yield tuple(term.split())
