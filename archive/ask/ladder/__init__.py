"""Which document governs a topic in a place on a day: a ladder of rows, never one winner.

`governing` is the door; `place` reads names of places, `chain` knows whose documents hold there, `topic` and `judging`
weigh titles, `shapes` are what comes out.
"""

from archive.ask.ladder.asked import topic_and_place
from archive.ask.ladder.chain import is_here
from archive.ask.ladder.governing import governing
from archive.ask.ladder.place import Place, find_places
from archive.ask.ladder.shapes import LEVEL_WORDS, SYSTEM_WORDS, Entry, Ladder, Past, Rung

__all__ = [
    "LEVEL_WORDS",
    "SYSTEM_WORDS",
    "Entry",
    "Ladder",
    "Past",
    "Place",
    "Rung",
    "find_places",
    "governing",
    "is_here",
    "topic_and_place",
]
