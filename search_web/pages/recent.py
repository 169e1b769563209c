"""What came in or changed last: documents, and the articles that cite them, under the day of the change.

A text that came in again as it was changes nothing and stands nowhere here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, render_template

from archive.store import shelflist
from archive.works.document import Card
from search_web.dress import moment
from search_web.listed import shown
from search_web.reading import shelf

pages = Blueprint("recent", __name__, url_prefix="/moi")


@dataclass(frozen=True, slots=True)
class Day:
    """A day in Viet Nam, in words, and what changed on it."""

    label: str
    cards: tuple[Card, ...]


@pages.get("")
def index() -> str:
    """The documents, by the day of their last change."""
    return _page(articles=False)


@pages.get("/tin-bai")
def articles() -> str:
    """The articles, by the day of their last change."""
    return _page(articles=True)


def _page(*, articles: bool) -> str:
    listed = shown(())
    return render_template("recent/index.html", listed=listed, days=days(listed.cards), articles=articles)


def days(cards: Sequence[Card]) -> tuple[Day, ...]:
    """The cards under the day on which each changed, in the order they stand in."""
    changed = shelflist.changed(shelf().connection, [card.id for card in cards])
    dated = ((moment(changed.get(card.id, "")).partition(" ")[0], card) for card in cards)
    return tuple(Day(day, tuple(card for _day, card in found)) for day, found in groupby(dated, key=lambda one: one[0]))
