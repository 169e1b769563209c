"""What a form of one work needs, read from the store in a few statements; and where the site stands for others."""

from collections.abc import Sequence

from flask import request
from markupsafe import Markup

from archive.errors import NotHere
from archive.store import claims, documents, harvest
from archive.store.links import Linked
from archive.works.document import Card, Document
from archive.works.validity import Status
from search_web.formats import jsonld
from search_web.formats.work import Work
from search_web.reading import house, shelf
from search_web.references import linked_of
from search_web.validity import present_day


def root() -> str:
    """The address of the site without a slash at its end: of the settings, else as it was asked."""
    return (house().settings.site_url or request.url_root).rstrip("/")


def work_at(address: str) -> Work:
    """The work at a present address, with its references and its status of today.

    Raises:
        NotHere: no work is there.
    """
    connection, day = shelf().connection, present_day()
    card, document = documents.cards(connection, [address]).get(address), documents.get(connection, address)
    if card is None or document is None:
        raise NotHere("Kho không có văn bản này.", remedy="Hãy tìm theo số, ký hiệu.")
    return Work(
        card=card,
        document=document,
        linked=linked_of(address) if card.genre != "stub" else (),
        status=claims.statuses(connection, [address], day).get(address) if card.genre != "article" else None,
        root=root(),
        site_name=house().settings.site_name,
        changed=harvest.changed_of(connection, address),
        day=day,
    )


def data_block(card: Card, document: Document, linked: Sequence[Linked], status: Status | None) -> Markup:
    """What a page puts into `<script type="application/ld+json">`, of values it has at hand; nothing in it ends that.

    Such a block is data: browsers do not run it, and the policy against scripts in the page does not speak of it.
    """
    settings, day = house().settings, present_day()
    work = Work(card, document, tuple(linked), status, root(), settings.site_name, "", day)
    return Markup(jsonld.block(work))  # noqa: S704  # `block` leaves no "<" or "&"
