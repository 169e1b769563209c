"""What to acquire next: the works that others cite and whose text the archive does not hold, the most cited first.

Only what is cited stands here, narrowed by type or issuing body. A number nobody cites is no gap: secret documents
share the sequence of open ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from archive.store import listing
from archive.text.vietnamese import nfc, slugify
from archive.works import vocabulary
from archive.works.bodies import family_name
from search_web.paging import Paging, asked_page
from search_web.reading import shelf

pages = Blueprint("missing", __name__, url_prefix="/con-thieu")
A_PAGE = 50
_MOST_CHOICES = 12  # types or bodies offered beside the list; others are reached by their own pages


@dataclass(frozen=True, slots=True)
class Choice:
    """A type or body to narrow the list by: its name, how many works, its address, whether it is chosen."""

    name: str
    count: int
    href: str
    chosen: bool


@pages.get("")
def index() -> str:
    """The list, of one type (`loai`, a slug) or issuing family (`co-quan`) where the address says so."""
    slug, family = nfc(request.args.get("loai", "")).strip(), nfc(request.args.get("co-quan", "")).strip()
    asked = asked_page(request.args.get("trang"))
    kinds = listing.missing_types(shelf().connection)
    kind = next((name for name, _ in kinds if slug_of(name) == slug), slug or None)
    cards, total = listing.missing(
        shelf().connection, type=kind, family=family or None, offset=(asked - 1) * A_PAGE, limit=A_PAGE
    )
    return render_template(
        "missing/index.html",
        cards=cards,
        kinds=_choices(((slug_of(name), name, count) for name, count in kinds), "loai", slug, {"co-quan": family}),
        families=_choices(
            ((one, family_name(one) or one, count) for one, count in listing.missing_families(shelf().connection)),
            "co-quan",
            family,
            {"loai": slug},
        ),
        paging=Paging(asked, A_PAGE, total),
        page_url=lambda number: _address({"loai": slug, "co-quan": family, "trang": str(number)}),
    )


def slug_of(name: str) -> str:
    """The address part of a printed type."""
    known = vocabulary.type_named(name)
    return known.slug if known else slugify(name)


def _choices(rows: Iterable[tuple[str, str, int]], by: str, chosen: str, others: dict[str, str]) -> tuple[Choice, ...]:
    """The commonest choices, and the one in force; choosing it again takes it back."""
    listed = list(rows)
    shown = [row for place, row in enumerate(listed) if place < _MOST_CHOICES or row[0] == chosen]
    return tuple(
        Choice(name, count, _address(others | ({} if value == chosen else {by: value})), value == chosen)
        for value, name, count in shown
    )


def _address(values: dict[str, str]) -> str:
    chosen = {name: value for name, value in values.items() if value}
    return url_for("missing.index") + (f"?{urlencode(chosen)}" if chosen else "")
