"""What the first readers would wait for, made ready before they come: the word model, tables, the commonest syllables.

It runs beside the server; who comes earlier waits as long as without it.
"""

import gc
from heapq import nlargest

from flask import Flask

from archive.errors import IndexStale
from archive.text.letters import even_letters
from search_web.reading import house

# Between them they load the model and its tables, how the archive spells, names of places, and what is typed ahead.
_ASKED = ("/?q=sinh+hoat+chi+bo", "/dieu-chinh?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&noi=Sa+Pa", "/goi-y?q=chi")
# Syllables whose postings are read. Of 20,000 documents one takes up to 0.7 MB and 3 ms; an index keeps 256 MB of them.
_COMMON = 300
_STREAMS = ("syllables", "words")


def warm(app: Flask) -> None:
    """Ask a few questions and read what most questions will need; nothing where there is no index yet."""
    for marks in (True, False):
        even_letters("đ", marks=marks)  # its table of letters takes 0.4 s
    reader = app.test_client(use_cookies=False)
    for address in _ASKED:
        reader.get(address)
    with app.app_context():
        engine = house().engine
    try:
        counts = engine.spellings().syllables
        for syllable in nlargest(_COMMON, counts, key=lambda one: counts[one]):
            for stream in _STREAMS:
                engine.frequency(stream, syllable)
    except IndexStale:
        return
    # What is there now stays there. To look through it all for what may be let go took 0.2 s of one page in a hundred.
    gc.collect()
    gc.freeze()
