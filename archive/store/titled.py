"""Works whose title holds some words: asked for seldom, so it reads every title and keeps no index of them."""

from sqlalchemy import Connection, select

from archive.store.cards import cards_by_id
from archive.store.listing import listed
from archive.store.tables import works
from archive.works.document import Card

MOST = 50


def titled(connection: Connection, words: str) -> tuple[Card, ...]:
    """The listed works whose title holds these words as written, newest first, at most `MOST`."""
    asked = (
        select(works.c.id)
        .where(works.c.title.contains(words, autoescape=True), listed())
        .order_by(works.c.date_first.desc(), works.c.address)
        .limit(MOST)
    )
    ids = list(connection.execute(asked).scalars())
    found = cards_by_id(connection, ids)
    return tuple(found[one] for one in ids)
