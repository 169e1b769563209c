"""What a typed question asks a ladder for: its topic, and the place that is named in it.

“sinh hoạt chi bộ ở Sa Pa” is a topic and a place; “Nghị quyết 57” is a document whose subject is the topic. Where it is
not clear that a word names a place it stays a word of the topic.
"""

from datetime import date
from typing import Any

from archive.ask.bearers import bearers
from archive.ask.catalogue import StoreCatalogue
from archive.ask.ladder.place import Place, find_places
from archive.query import Query
from archive.text.vietnamese import slugify
from archive.works.document import Card
from archive.works.places import is_district

# Before a place, and dropped with it: "ở Sa Pa", "tại tỉnh Lào Cai", "trên địa bàn Lào Cai".
_BEFORE = ("ở", "o", "tại", "tai", "của", "cua", "trên địa bàn", "tren dia ban")
# Words for a kind of unit: with one of them even a commune is meant, which else may bear any word's name ("Đoàn Kết").
_KINDS = frozenset({"tỉnh", "thành phố", "huyện", "thị xã", "quận", "xã", "phường", "đặc khu", "thị trấn"})
_BARE_KINDS = (*(slugify(kind) for kind in sorted(_KINDS)), "tp", "tx")
# Names of provinces that are words too, taken for places only with a capital or a word before them.
_WORDS = frozenset({"hoa-binh", "binh-dinh"})
# The city is named after a man, of whom the archive speaks more often: it wants its kind ("thành phố", "TP").
_PEOPLE = frozenset({"ho-chi-minh"})
_LONGEST = 7  # words of a place with its kind: "thành phố Hồ Chí Minh" has five


def topic_and_place(typed: str, day: date) -> tuple[str, str | None]:
    """The topic and the place that stands at its end, as typed; no place where none is clear.

    "sinh hoạt chi bộ Sa Pa" → ("sinh hoạt chi bộ", "Sa Pa"); "gìn giữ hòa bình" has none, "phường Sa Pa" no topic.
    """
    words = typed.replace(",", " ").split()
    if _with_kind(slugify(typed)) and find_places(typed, day):
        return "", typed
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        name, rest = words[-length:], words[:-length]
        if _names_place(name, rest, day):
            return " ".join(_without_before(rest)), " ".join(name)
    return typed, None


def _names_place(name: list[str], rest: list[str], day: date) -> bool:
    slug = slugify(" ".join(name))
    kind = _with_kind(slug)
    if slug in _PEOPLE:
        return False
    led = rest != _without_before(rest)
    capital = all(word[:1].isupper() for word in name)
    found = find_places(" ".join(name), day) if kind or led or capital or len(name) > 1 else ()
    if not found:
        return False
    if kind or led:
        return True
    # Without a kind or a capital only a province is sure: many a word is the name of some district or commune.
    if capital:
        return is_district(slug) or any(one.commune is None for one in found)
    return slug not in _WORDS and any(_is_province(one) for one in found)


def _with_kind(slug: str) -> bool:
    return any(slug.startswith(f"{one}-") for one in _BARE_KINDS)


def _is_province(one: Place) -> bool:
    return one.commune is None and not one.districts and not one.label.startswith("địa bàn")


def _without_before(words: list[str]) -> list[str]:
    """The words without those that lead to a place."""
    for before in _BEFORE:
        parts = before.split()
        if len(words) > len(parts) and [word.lower() for word in words[-len(parts) :]] == parts:
            return words[: -len(parts)]
    return words


def subjects_of(typed: str, day: date, connection: Any) -> tuple[Card, ...] | None:  # noqa: ANN401  # of the store
    """The documents with a title that a topic may name, when it is a number and nothing else; None when it is none.

    “Nghị quyết 57” and “57-NQ/TW” in 2026 are the one of 2024; what was issued after the day is not meant.
    """
    query = Query(words=tuple(typed.split()))
    asked = query.asked
    if asked is None or len(query.words) != asked.last - asked.first:
        return None
    found, _ = bearers(query, StoreCatalogue(connection))
    return tuple(
        card
        for card in found
        if card.genre != "article" and card.title and (card.date is None or card.date.first <= day)
        if asked.number is None or card.key == asked.number.key
    )
