"""A work as linked data in the words of schema.org: `Legislation` for law of the State, `CreativeWork` for the rest.

Directives of the Party are no legislation and are not called so. Whether a law is in force is said only where a source
says it; relations are those of `legal.toml`.
"""

import json
from typing import Any

from archive.cite.format import official
from archive.works.document import Card
from search_web.formats.legal import force, is_law, terms
from search_web.formats.work import Work, name_of, page_url, type_slug

CONTEXT = "https://schema.org"
MEDIA_TYPE = "application/ld+json"
# Form → media type, as `encoding` lists them.
ENCODINGS = {
    "xml": "application/akn+xml",
    "txt": "text/plain",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
COUNTRY = "Việt Nam"


def jsonld(work: Work) -> bytes:
    """The form `.jsonld`: UTF-8, one object."""
    return (json.dumps(described(work), ensure_ascii=False, indent=2) + "\n").encode()


def block(work: Work) -> str:
    """The same for a data block in a page: no "<" or "&" in it, so that no text can end the element."""
    written = json.dumps(described(work), ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def described(work: Work) -> dict[str, Any]:
    """The object; what is not known is left out, never guessed."""
    law = is_law(work.card)
    made = {
        "@context": CONTEXT,
        "@type": "Legislation" if law else "CreativeWork",
        "@id": work.url,
        "url": work.url,
        "additionalType": _additional(work),
        "name": name_of(work.card),
        "headline": work.document.title or work.card.title,
        "inLanguage": "vi",
        **(_of_law(work) if law else _of_other(work)),
        **_cited(work, law=law),
        "creditText": official(work.card) or None,
        "encoding": _encodings(work),
        "dateModified": work.changed or None,
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in made.items() if value not in (None, "", [])}


def _additional(work: Work) -> str | None:
    card = work.card
    if is_law(card):
        return None
    if card.genre == "article":
        return "https://schema.org/NewsArticle"
    slug = type_slug(card)
    return f"{work.root}/loai/{slug}" if slug else None


def _of_law(work: Work) -> dict[str, Any]:
    card, document = work.card, work.document
    known = force(work.status.value) if work.status and work.status.known else ""
    return {
        "legislationIdentifier": card.number,
        "legislationType": card.type,
        "legislationDate": card.date.iso if card.date else None,
        "legislationPassedBy": _organization(card),
        "legislationJurisdiction": {"@type": "AdministrativeArea", "name": _jurisdiction(card)},
        "legislationLegalForce": f"{CONTEXT}/{known}" if known else None,
        "accountablePerson": {"@type": "Person", "name": document.signatory} if document.signatory else None,
    }


def _jurisdiction(card: Card) -> str:
    """Where a law holds: the place of a local body, the country for central ones."""
    local = card.issuer is not None and card.issuer.name.startswith(("Ủy ban nhân dân", "Hội đồng nhân dân"))
    return card.place if local and card.place else COUNTRY


def _of_other(work: Work) -> dict[str, Any]:
    card, document = work.card, work.document
    made: dict[str, Any] = {
        "identifier": card.number,
        "publisher" if card.genre == "article" else "creator": _organization(card),
        "genre": card.type,
        "datePublished": card.date.iso if card.date else None,
    }
    if card.genre != "article" and work.status and work.status.known:
        made["creativeWorkStatus"] = work.status.label
    if document.signatory:
        made["accountablePerson"] = {"@type": "Person", "name": document.signatory}
    if document.place:
        made["locationCreated"] = {"@type": "Place", "name": document.place}
    return made


def _organization(card: Card) -> dict[str, str] | None:
    return {"@type": "Organization", "name": card.issuer.name} if card.issuer else None


def _cited(work: Work, *, law: bool) -> dict[str, list[dict[str, str]]]:
    """The works cited by property; of several relations to one work each is said, the plain citation only alone."""
    found: dict[str, list[dict[str, str]]] = {}
    special = {edge.target.id for edge in work.edges() if _property(edge.relation, law=law) != "citation"}
    for edge in work.edges():
        name = _property(edge.relation, law=law)
        if name == "citation" and edge.target.id in special:
            continue
        if name.startswith("legislation") and not is_law(edge.target):
            name = "isBasedOn"  # the properties of a law lead to laws
        said = {"@id": page_url(work.root, edge.target.id), "name": name_of(edge.target)}
        if said not in found.setdefault(name, []):
            found[name].append(said)
    return found


def _property(relation: str, *, law: bool) -> str:
    return terms(relation).schema if law else terms(relation).creative


def _encodings(work: Work) -> list[dict[str, str]]:
    if not work.held:
        return []
    return [
        {"@type": "MediaObject", "contentUrl": f"{work.url}.{form}", "encodingFormat": media}
        for form, media in ENCODINGS.items()
    ]
