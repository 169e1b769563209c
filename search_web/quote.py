"""How a work is cited, in the four forms that people copy: official, short, BibTeX, CSL-JSON.

The forms are made in `archive.cite`; here they get the address of the work's page. Pages show them by
`document/quote.html`, programs get them from `/api/v1/vb/…/trich-dan`.
"""

import json
from dataclasses import dataclass

from flask import Flask, url_for

from archive.cite.bibliography import bibtex, csl
from archive.cite.format import official, short
from archive.works.document import Card

# Form → media type, as `dang=` of the API takes it.
FORMS = {
    "official": "text/plain",
    "short": "text/plain",
    "bibtex": "application/x-bibtex",
    "csl": "application/vnd.citationstyles.csl+json",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """The four forms as text; `official` is "" of a work of which nothing is known."""

    official: str
    short: str
    bibtex: str
    csl: str


def install(app: Flask) -> None:
    """Let templates ask for the forms of a card (`quote_of`) and for its official string (`official`)."""
    app.jinja_env.globals |= {"quote_of": quote_of, "official": official}


def quote_of(card: Card) -> Quote:
    """The four forms of a work, with the full address of its page where it has one."""
    url = url_for("document.page", address=card.id, _external=True) if card.id else ""
    item = json.dumps([csl(card, url)], ensure_ascii=False, indent=2)
    return Quote(official(card), short(card), bibtex(card, url), item)
