"""Coverage of number series: what the archive has of each body's numbers, and one series number by number.

A number the archive has nothing of is "chưa có trong kho", never a fault: it may never have been given, or not be
public. Nothing is told above the highest number known.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for

from archive.errors import NotHere
from archive.store import number_series, shelflist
from archive.store.number_series import Numbered, Series
from archive.text.vietnamese import fold, nfc
from archive.works.bodies import family_name
from archive.works.document import Card
from search_web import figures
from search_web.language import gettext as _
from search_web.listed import here
from search_web.paging import Paging, asked_page
from search_web.reading import shelf

pages = Blueprint("number_series", __name__, url_prefix="/day-so")
A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the strip: a number with its works, or a stretch of numbers the archive has nothing of."""

    label: str
    cards: tuple[Card, ...] = ()
    held: bool = False

    @property
    def absent(self) -> bool:
        """Whether the archive has nothing here."""
        return not self.cards


def coverage() -> tuple[Series, ...]:
    """Every series that is told, by the name of its body."""
    return figures.kept(
        shelf().connection,
        "number series",
        lambda fresh, now: number_series.series(fresh, cited=now.cited, without=now.left_out),
    )


@pages.get("")
def index() -> str:
    """Every series, of one body (`co-quan`) or of bodies and types whose name has some words (`tim`)."""
    family = nfc(request.args.get("co-quan", "")).strip()
    words = " ".join(nfc(request.args.get("tim", "")).split())[:80]
    asked = fold(words).split()
    found = [
        one
        for one in coverage()
        if (not family or one.family == family)
        and all(word in fold(f"{one.name} {' '.join(one.types)} {one.code}") for word in asked)
    ]
    paging = Paging(asked_page(request.args.get("trang")), A_PAGE, len(found))
    return render_template(
        "number_series/index.html",
        words=words,
        family=family,
        name=family_name(family) or family,
        found=found[paging.offset : paging.offset + A_PAGE],
        paging=paging,
        page_url=lambda number: here(trang=str(number)),
        address=address,
    )


def address(one: Series) -> str:
    """The page of a series."""
    return url_for("number_series.series", family=one.family, code=one.slug, within=one.within.lower())


@pages.get("/<family>/<code>/<within>")
def series(family: str, code: str, within: str) -> str:
    """One series, number by number."""
    asked = (family, code, within.lower())
    found = next((one for one in coverage() if (one.family, one.slug, one.within.lower()) == asked), None)
    if found is None:
        raise NotHere(_("Kho không có dãy số này."), remedy=_("Xem danh sách tại trang Dãy số."))
    return render_template("number_series/series.html", one=found, marks=marks(found))


def marks(one: Series) -> tuple[Mark, ...]:
    """The strip of a series: every known number, and between them the stretches the archive has nothing of."""
    connection = shelf().connection
    left_out = figures.standing(connection).left_out
    known = number_series.numbers(connection, one, without=left_out)
    cards = shelflist.by_row(connection, [row for number in known for row in number.rows])
    made = [(number.serial, _known(number, cards)) for number in known]
    made += [(first, Mark(f"{first}" if first == last else f"{first}–{last}")) for first, last in one.gaps]
    return tuple(mark for _serial, mark in sorted(made, key=lambda pair: pair[0]))


def _known(number: Numbered, cards: dict[int, Card]) -> Mark:
    return Mark(str(number.serial), tuple(cards[row] for row in number.rows if row in cards), number.held)
