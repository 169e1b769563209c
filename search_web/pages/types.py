"""Walking through the archive by type of document: all types with their counts, and one type with its works.

Types are those the works carry; a type that the table of types does not have keeps the slug of its name.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for

from archive.errors import NotHere
from archive.store import browse
from archive.text.vietnamese import slugify
from archive.works import vocabulary
from search_web.paging import Paging, asked_page
from search_web.reading import shelf
from search_web.validity import foresee

pages = Blueprint("types", __name__, url_prefix="/loai")
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Kind:
    """A type: its name and slug, how many works are held and how many only cited."""

    name: str
    slug: str
    held: int
    stubs: int


@pages.get("")
def index() -> str:
    """Every type that works of the archive have."""
    return render_template("types/index.html", kinds=kinds())


def kinds() -> tuple[Kind, ...]:
    """The types in the archive, those with most works held first."""
    return tuple(Kind(one.name, slug_of(one.name), one.held, one.stubs) for one in browse.types(shelf().connection))


def slug_of(name: str) -> str:
    """The address part of a printed type."""
    known = vocabulary.type_named(name)
    return known.slug if known else slugify(name)


@pages.get("/<slug>")
def kind(slug: str) -> str:
    """The works of a type. A type of the table without works has a page that says so."""
    name = name_of(slug)
    asked = asked_page(request.args.get("trang"))
    listing = browse.by_type(shelf().connection, name, offset=(asked - 1) * A_PAGE, limit=A_PAGE)
    foresee(listing.cards)
    return render_template(
        "types/kind.html",
        name=name,
        codes=tuple(dict.fromkeys(one.code for one in vocabulary.types() if one.slug == slug and one.code)),
        cards=listing.cards,
        paging=Paging(asked, A_PAGE, listing.total),
        page_url=lambda number: url_for("types.kind", slug=slug, trang=number),
    )


def name_of(slug: str) -> str:
    """The printed type of an address part.

    Raises:
        NotHere: neither the table nor any work has the type.
    """
    listed = next((one.name for one in vocabulary.types() if one.slug == slug), None)
    name = listed or next((one.name for one in kinds() if one.slug == slug), None)
    if name is None:
        raise NotHere(f"Không có loại văn bản “{slug[:80]}”.", remedy="Xem danh sách tại trang Loại.", type=slug)
    return name
