"""A work in Akoma Ntoso 3.0 (OASIS LegalDocML), valid against its strict schema: what it is, what it cites, its text.

Law of the State is an `act`, everything else a `doc`; a demonstration says so in its name. The parts of the text are
made in `akoma_body`; names follow the naming convention, `/akn/vn/{act|doc}/{type}/{body}/{date}/{number}`.
"""

import re

from archive.cite.format import official
from archive.works.document import Card
from archive.works.outline import anchor_of
from archive.works.vocabulary import relations
from search_web.formats.akoma_body import Marks, element, fill
from search_web.formats.layout import laid_out
from search_web.formats.legal import is_law
from search_web.formats.work import Work, name_of
from search_web.formats.xml import NAMESPACE, Element, clean, root_of, serialised

MEDIA_TYPE = "application/akn+xml"
SCHEMA = "http://docs.oasis-open.org/legaldocml/akn-core/v1.0/os/part2-specs/schemas/akomantoso30.xsd"
LANGUAGE = "vie"  # ISO 639-2, as the naming convention has it
NO_DATE = "0001-01-01"  # an attribute must be a day; the name of the date says that it is not known
ARCHIVE, ISSUER, SIGNATORY, ORIGINAL = "kho", "co-quan-ban-hanh", "nguoi-ky", "ban-goc"
# What `relations.toml` says of Akoma Ntoso: "forceMod[@type='endForce']". Not: "ref", "attachment".
_MODIFIES = re.compile(r"(textualMod|forceMod)\[@type='(\w{1,20})'\]")


def akoma(work: Work) -> bytes:
    """The form `.xml`, UTF-8."""
    return serialised(akoma_tree(work))


def akoma_tree(work: Work) -> Element:
    """The element `akomaNtoso` of a held work."""
    root = root_of(NAMESPACE, "akomaNtoso")
    kind = "act" if is_law(work.card) else "doc"
    made = element(root, kind, name=work.document.genre if work.card.genre == "article" else _slug(work.card))
    _meta(made, work)
    fill(made, laid_out(work.document), marks(work), act=kind == "act")
    return root


def marks(work: Work) -> Marks:
    """What is said of stretches of the text: references with their targets, values of the letterhead."""
    found: list[tuple[int, int, str, dict[str, str]]] = []
    for one in work.linked:
        target = one.link.target
        if target is not None:
            part = anchor_of(one.mention.provision.text) if one.mention.provision else ""
            found.append(
                (one.mention.start, one.mention.end, "ref", {"href": uri(target) + (f"/~{part}" if part else "")})
            )
    for evidence in work.document.evidence:
        tag = _VALUES.get(evidence.field)
        if tag and evidence.span:
            found.append((*evidence.span, tag, _date(work) if tag == "docDate" else {}))
    return tuple(found)


_VALUES = {"number": "docNumber", "type": "docType", "title": "docTitle", "date": "docDate"}


def _date(work: Work) -> dict[str, str]:
    date = work.card.date
    return {"date": date.first.isoformat() if date else NO_DATE}


def uri(card: Card) -> str:
    """The name of a work, without the site: made of its address, so that it leads back there (`address_of`)."""
    family, kind, year, number = (card.id.split("/") + ["-"] * 4)[:4]
    return f"/akn/vn/{'act' if is_law(card) else 'doc'}/{kind}/{family}/{card.date.iso if card.date else year}/{number}"


def address_of(name: str) -> tuple[str, str]:
    """The address a name leads to, and the part of the text it names, "" for none; ("", "") for what is no name.

    Takes what follows "/akn/vn/": "act/nghi-dinh/chinh-phu/2020-03-05/30-2020-ndd-cp/vie@2020-03-05/~dieu-3".
    """
    whole, _, part = name.partition("/~")
    pieces = whole.split("/")
    if len(pieces) < 5 or pieces[0] not in {"act", "doc"}:
        return "", ""
    _, kind, family, date, number = pieces[:5]
    return "/".join((family, kind, date[:4] if date[:4].isdigit() else date, number)), part


def _slug(card: Card) -> str:
    return card.id.split("/")[1] if card.id.count("/") else "van-ban"


# --- what it is ------------------------------------------------------------------------------------------------------


def _meta(parent: Element, work: Work) -> None:
    meta = element(parent, "meta")
    _identification(element(meta, "identification", source=f"#{ARCHIVE}"), work)
    if work.card.date:
        cycle = element(meta, "lifecycle", source=f"#{ARCHIVE}")
        element(cycle, "eventRef", eId="su-kien-ban-hanh", type="generation", source=f"#{ORIGINAL}", **_date(work))
    _modifications(meta, work)
    _references(element(meta, "references", source=f"#{ARCHIVE}"), work)


def _identification(parent: Element, work: Work) -> None:
    card, name = work.card, uri(work.card)
    day = {**_date(work), "name": "Generation" if card.date else "unknown"}
    expression = f"{name}/{LANGUAGE}@{card.date.iso if card.date else ''}".rstrip("@")
    first = _level(parent, "FRBRWork", f"{name}/!main", name, aliases=(("address", work.url), ("title", name_of(card))))
    element(first, "FRBRdate", **day)
    element(first, "FRBRauthor", href=f"#{ISSUER}" if card.issuer else f"#{ARCHIVE}")
    element(first, "FRBRcountry", value="vn")
    element(first, "FRBRsubtype", value=_slug(card))
    if card.number:
        element(first, "FRBRnumber", value=card.number)
    second = _level(parent, "FRBRExpression", f"{expression}/!main", expression)
    element(second, "FRBRdate", **day)
    element(second, "FRBRauthor", href=f"#{ISSUER}" if card.issuer else f"#{ARCHIVE}")
    element(second, "FRBRlanguage", language=LANGUAGE)
    third = _level(parent, "FRBRManifestation", f"{expression}/!main.xml", f"{expression}.xml")
    element(third, "FRBRdate", date=work.changed[:10] or NO_DATE, name="conversion")
    element(third, "FRBRauthor", href=f"#{ARCHIVE}")
    element(third, "FRBRformat", value=MEDIA_TYPE)


def _level(parent: Element, tag: str, this: str, name: str, aliases: tuple[tuple[str, str], ...] = ()) -> Element:
    made = element(parent, tag)
    element(made, "FRBRthis", value=this)
    element(made, "FRBRuri", value=name)
    for kind, value in aliases:
        element(made, "FRBRalias", value=clean(value), name=kind)
    return made


def _modifications(meta: Element, work: Work) -> None:
    """What the text changes or ends of works that are known, as its words say it."""
    known = {one.id: match.groups() for one in relations() if (match := _MODIFIES.match(one.akn))}
    found = [(known[edge.relation], edge.target) for edge in work.edges() if edge.relation in known]
    if not found:
        return
    active = element(element(meta, "analysis", source=f"#{ARCHIVE}"), "activeModifications")
    # The schema takes them in any order; each has its own name.
    for ordinal, ((tag, kind), target) in enumerate(found, 1):
        one = element(active, tag, type=kind, eId=f"sua-doi-{ordinal}")
        element(one, "source", href="#than")
        element(one, "destination", href=uri(target))


def _references(parent: Element, work: Work) -> None:
    element(parent, "original", eId=ORIGINAL, href=uri(work.card), showAs=_shown(work.card))
    for ordinal, target in enumerate({edge.target.id: edge.target for edge in work.edges()}.values(), 1):
        element(parent, "activeRef", eId=f"dan-{ordinal}", href=uri(target), showAs=_shown(target))
    element(parent, "TLCOrganization", eId=ARCHIVE, href=work.root or "/", showAs=clean(work.site_name))
    if work.card.issuer:
        body = work.card.issuer.body or work.card.id.split("/")[0]
        element(
            parent,
            "TLCOrganization",
            eId=ISSUER,
            href=f"/akn/ontology/organization/vn/{body}",
            showAs=clean(work.card.issuer.name),
        )
    if work.document.signatory:
        element(
            parent,
            "TLCPerson",
            eId=SIGNATORY,
            href="/akn/ontology/person/vn/-",
            showAs=clean(work.document.signatory),
        )


def _shown(card: Card) -> str:
    return clean(official(card) or name_of(card))
