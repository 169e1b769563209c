"""How a text came to the archive, for its page: how it was read from its bytes, where sources differ, near copies.

Values only; what counts among differing sources was decided in `archive.store.weighing`.
"""

from dataclasses import dataclass

from archive.store.alike import Alike, alike
from archive.store.conflicts import Conflict, conflicts
from archive.store.documents import cards
from archive.works.document import Card, Derivation
from search_web.language import gettext as _
from search_web.reading import shelf
from search_web.words import word

_MOST_COPIES = 12


@dataclass(frozen=True, slots=True)
class Copy:
    """A text nearly the same: its work's card, what it is to this one, and how like it is in per cent."""

    card: Card
    level: str
    percent: int


@dataclass(frozen=True, slots=True)
class Origins:
    """What the page says of a text's origin; `read` is "" for a text that stood in its file as it is."""

    read: str
    losses: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    copies: tuple[Copy, ...]


def origins_of(card: Card, derivation: Derivation | None) -> Origins:
    """What there is to say of where a held work's text comes from."""
    connection = shelf().connection
    likest = tuple(one for one in alike(connection, card.id) if one.address != card.id)
    return Origins(
        read_words(derivation),
        derivation.losses if derivation else (),
        conflicts(connection, card.id),
        _copies(likest),
    )


def read_words(derivation: Derivation | None) -> str:
    """“nhận dạng chữ từ ảnh, độ tin cậy khoảng 87 %”; "" where nothing was done."""
    if derivation is None:
        return ""
    how = ", ".join(_(word("method", method)) for method in derivation.methods)
    old = f" ({derivation.encoding})" if derivation.encoding else ""
    share = round(derivation.confidence * 100)
    sure = _(", độ tin cậy khoảng %(share)s %%", share=share) if derivation.confidence < 1 else ""
    return f"{how}{old}{sure}"


def _copies(likest: tuple[Alike, ...]) -> tuple[Copy, ...]:
    """The likest text of each work, the likest work first."""
    first: dict[str, Alike] = {}
    for one in likest:
        first.setdefault(one.address, one)
    shown = list(first.values())[:_MOST_COPIES]
    known = cards(shelf().connection, [one.address for one in shown])
    return tuple(Copy(known[one.address], one.level, round(one.share * 100)) for one in shown if one.address in known)
