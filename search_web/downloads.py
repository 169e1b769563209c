"""The forms in which a work can be taken away: the kept original and what the archive makes of its text.

Each form has the work's address with the form's ending; what stands in them is made in `formats`.
"""

from dataclasses import dataclass

from flask import url_for

from archive.works.document import Card
from search_web.language import gettext as _


@dataclass(frozen=True, slots=True)
class Download:
    """One form: what people call it, its address, its media type."""

    label: str
    href: str
    media_type: str


# Ending, words, media type. JSON-LD is for programs and is named in the head of the page only.
_FORMS = (
    ("pdf", "PDF", "application/pdf"),
    ("docx", "Word (DOCX)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("txt", "Chữ thuần (TXT)", "text/plain"),
    ("xml", "Akoma Ntoso (XML)", "application/akn+xml"),
    ("json", "JSON", "application/json"),
    ("jsonld", "JSON-LD", "application/ld+json"),
)


def downloads_of(card: Card) -> tuple[Download, ...]:
    """The forms of a held work, in the order people ask for them."""
    page = "document.page"
    return tuple(
        Download(_(words), url_for(page, address=f"{card.id}.{ending}"), kind) for ending, words, kind in _FORMS
    )
