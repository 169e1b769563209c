"""One work as its forms get it: everything a form may say, gathered beforehand; no form asks the store or a request.

A form is a function from this value to bytes or text. Addresses are absolute, for a form is read away from the site.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archive.store.links import Linked
from archive.works.document import Card, Document
from archive.works.validity import Status
from archive.works.vocabulary import type_named
from search_web.paper import says_demonstration


@dataclass(frozen=True, slots=True)
class Edge:
    """One thing the text cites, by relation: the relation's id, "" where none is written, and the one work meant."""

    relation: str
    target: Card


@dataclass(frozen=True, slots=True)
class Work:
    """A work with its text, the references of the text, its validity on a day, and where it stands.

    `root` is the address of the site without a slash at its end; `changed` when the work changed last (ISO 8601, UTC);
    `day` the day of the answer, printed at the foot of paper. A stub has an empty text and no references.
    """

    card: Card
    document: Document
    linked: tuple[Linked, ...]
    status: Status | None
    root: str
    site_name: str
    changed: str
    day: date

    @property
    def url(self) -> str:
        """The address of the work's page."""
        return self.page(self.card)

    def page(self, card: Card) -> str:
        """The address of the page of any work."""
        return page_url(self.root, card.id)

    @property
    def held(self) -> bool:
        """Whether the text is held."""
        return self.card.genre != "stub"

    @property
    def says_demonstration(self) -> bool:
        """Whether the text itself begins with saying that it is a demonstration."""
        return any(says_demonstration(line) for line in self.document.text[:400].splitlines())

    def edges(self) -> Iterator[Edge]:
        """What the text cites, each pair of relation and target once, in the order of the text; its own work not."""
        seen: set[tuple[str, str]] = set()
        for one in self.linked:
            relation, target = one.mention.relation or "", one.link.target
            if target and target.id != self.card.id and (relation, target.id) not in seen:
                seen.add((relation, target.id))
                yield Edge(relation, target)


def page_url(root: str, address: str) -> str:
    """The absolute address of a work's page."""
    return f"{root}/vb/{address}"


def type_slug(card: Card) -> str:
    """The type of a work as addresses write it: "chi-thi"; "tin-bai" for an article, "" where it is not known."""
    if card.genre == "article":
        return "tin-bai"
    known = type_named(card.type) if card.type else None
    return known.slug if known else ""


def name_of(card: Card) -> str:
    """What a work is called where it is titled: "Chỉ thị 47-CT/TU về nâng cao …"; an article by its headline."""
    named = " ".join(filter(None, (card.type, card.number)))
    if card.genre == "article" or not named:
        return card.title or named or card.id
    return f"{named} về {card.title}" if card.title else named
