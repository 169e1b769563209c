"""Counts of a result as readers see them: the order of the values and the words they are shown by.

The counting itself is each engine's own; the columns that are counted are in `archive.index.fields`.
"""

from collections.abc import Mapping

from archive.index.engine import FacetCount
from archive.works.bodies import LEVELS
from archive.works.vocabulary import types

GENRE_LABELS: dict[str, str] = {"directive": "Văn bản", "article": "Tin bài", "stub": "Chưa có toàn văn"}


def in_order(name: str, counts: Mapping[str, int], labels: Mapping[str, str]) -> tuple[FacetCount, ...]:
    """The counts of a facet: years newest first, levels from the top, all else by count, then by label.

    `labels` are the words documents write for a value; "" is the value of what is not known.
    """
    made = [FacetCount(value, _label(name, value, labels.get(value, "")), count) for value, count in counts.items()]
    if name == "year":
        return tuple(sorted(made, key=lambda one: one.value, reverse=True))
    if name == "level":
        places = [*LEVELS, ""]
        return tuple(sorted(made, key=lambda one: places.index(one.value)))
    return tuple(sorted(made, key=lambda one: (-one.count, one.label, one.value)))


def _label(name: str, value: str, written: str) -> str:
    """The archive's own word for a value, else the documents' word."""
    if not value:
        return "chưa rõ"
    if name == "level":
        return LEVELS[value]
    if name == "genre":
        return GENRE_LABELS[value]
    if name == "type":
        return next((kind.name for kind in types() if kind.slug == value), written or value)
    return written or value
