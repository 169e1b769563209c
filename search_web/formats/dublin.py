"""A work in Dublin Core, as harvesters take it (`oai_dc`): fifteen plain elements, what is known and nothing else."""

from lxml import etree

from archive.cite.format import official
from archive.works.document import Card
from search_web.formats.jsonld import ENCODINGS
from search_web.formats.legal import is_law
from search_web.formats.work import name_of, page_url
from search_web.formats.xml import Element, clean

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def dublin_core(card: Card, cited: tuple[str, ...], root: str) -> Element:
    """The element `oai_dc:dc` of a held work; `cited` are the addresses of what its text is known to cite."""
    made = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
    made.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {SCHEMA}")
    for name, value in _values(card, cited, root):
        if value:
            etree.SubElement(made, f"{{{DC}}}{name}").text = clean(value)
    return made


def _values(card: Card, cited: tuple[str, ...], root: str) -> list[tuple[str, str | None]]:
    page = page_url(root, card.id)
    return [
        ("title", name_of(card)),
        ("creator", card.issuer.name if card.issuer and card.genre != "article" else None),
        ("publisher", card.issuer.name if card.issuer and card.genre == "article" else None),
        ("description", official(card)),
        ("date", card.date.iso if card.date else None),
        ("type", "Text"),
        ("type", card.type),
        ("type", "Legislation" if is_law(card) else None),
        *(("format", media) for media in ENCODINGS.values()),
        ("identifier", page),
        ("identifier", card.number),
        ("language", "vi"),
        *(("relation", page_url(root, one)) for one in cited),
        ("coverage", card.place),
    ]
