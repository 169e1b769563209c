"""The page of works like one: by level, each with the reasons, so that a reader may judge the likeness.

What is alike and why is decided in `archive.ask.more_like`.
"""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from archive.ask.more_like import more_like
from archive.store import documents
from archive.works.document import Card
from search_web.reading import house, shelf
from search_web.validity import foresee

pages = Blueprint("more_like", __name__)
MOST = 30


@pages.get("/vb/<path:address>/tuong-tu")
def page(address: str) -> ResponseReturnValue:
    """The works like the one at an address; a former address leads on. Raises NotHere."""
    located = documents.locate(shelf().connection, address)
    if located.redirected:
        return redirect(url_for("more_like.page", address=located.address), 301)
    groups = more_like(address, engine=house().engine, connection=shelf().connection, limit=MOST)
    foresee([one.card for group in groups for one in group.likes])
    return render_template("more_like/page.html", card=_card(address), groups=groups)


def _card(address: str) -> Card:
    return documents.cards(shelf().connection, [address])[address]
