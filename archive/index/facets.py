"""Counts of a result as readers see them: the order of the values and the words they are shown by.

The counting itself is each engine's own; the columns that are counted are in `archive.index.fields`.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from archive.index.engine import FacetCount
from archive.works.bodies import LEVELS, family_name
from archive.works.terms import ROMAN
from archive.works.validity import STATE_LABELS, State
from archive.works.vocabulary import types

# The facet that no column holds: the validity on the day of the question, and its values in the order they are shown.
VALIDITY = "validity"
STATES: tuple[State, ...] = ("in_force", "part_ended", "suspended", "not_yet", "ended", "conflict", "unknown")
GENRE_LABELS: dict[str, str] = {"directive": "Văn bản", "article": "Tin bài", "stub": "Chưa có toàn văn"}


def in_order(name: str, counts: Mapping[str, int], labels: Mapping[str, str]) -> tuple[FacetCount, ...]:
    """The counts of a facet: years and terms newest first, levels from the top, validity as in `STATES`, else by count.

    `labels` are the words documents write for a value; "" is the value of what is not known.
    """
    made = [FacetCount(value, _label(name, value, labels.get(value, "")), count) for value, count in counts.items()]
    if name == _NEWEST:
        return tuple(sorted(made, key=lambda one: one.value, reverse=True))
    if name in _ORDERS:
        return tuple(sorted(made, key=lambda one: (_place(name, one.value), one.value)))
    return tuple(sorted(made, key=lambda one: (-one.count, one.label, one.value)))


def by_count(name: str) -> bool:
    """Whether the values of a facet are ordered by how many documents have them."""
    return name != _NEWEST and name not in _ORDERS


def known_label(name: str, value: str) -> str | None:
    """The archive's own word for a value, whatever the documents write; None where it has none."""
    if not value:
        return _UNKNOWN
    return (_KNOWN[name](value) or None) if name in _KNOWN else None


# The facet that is ordered by its values, the latest first.
_NEWEST = "year"
_UNKNOWN = "chưa rõ"
# Facets whose values have an order of their own; a term counts from the newest.
_ORDERS: dict[str, tuple[str, ...]] = {"level": tuple(LEVELS), "term": ROMAN[:0:-1], VALIDITY: STATES}


def _place(name: str, value: str) -> int:
    order = _ORDERS[name]
    return order.index(value) if value in order else len(order)


@lru_cache(maxsize=4_096)
def _label(name: str, value: str, written: str) -> str:
    """The archive's own word for a value, else the documents' word."""
    return known_label(name, value) or written or value


# Facet → the archive's own word for a value. Several bodies under one code are called by the code's name: “Ban Bí thư”
# would count documents of Bộ Chính trị as its own.
_KNOWN: dict[str, Callable[[str], str | None]] = {
    "level": LEVELS.get,
    "genre": GENRE_LABELS.get,
    VALIDITY: {str(state): label for state, label in STATE_LABELS.items()}.get,
    "issuer": family_name,
    "type": lambda value: next((kind.name for kind in types() if kind.slug == value), None),
}
