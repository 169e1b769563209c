"""The lists of the site, each behind one function: pages show them, feeds and tables of figures give them out.

A list is what its address says: the part before the question mark names it, `loai`, `nam`, `tu`, `den`, `khoa`,
`co-quan`, `cap`, `he`, `chu-de` and `con` narrow it, `xep` orders it. Every list takes all of these.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from archive.errors import NotHere
from archive.store import shelflist
from archive.store.shelflist import Order, Wanted
from archive.store.topics import label_of
from archive.text.vietnamese import nfc, slugify
from archive.works import vocabulary
from archive.works.bodies import LEVELS, family_name
from archive.works.dates import EARLIEST_YEAR, LATEST_YEAR
from archive.works.document import Card
from archive.works.succession import known_name
from archive.works.terms import roman
from search_web import figures
from search_web.language import gettext as _

# The words of addresses for an order, and the order.
ORDERS: Mapping[str, Order] = {
    "moi-truoc": "newest",
    "cu-truoc": "oldest",
    "so": "number",
    "duoc-dan": "cited",
    "cap-nhat": "recent",
}
Args = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A stretch of a list: its cards, and how many the whole list has."""

    cards: tuple[Card, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of the site: how it is called in words, what it has, how it stands when its address does not say.

    `title` and `wanted` are given the values of the address (those of its path too); `wanted` raises NotHere for an
    address that names nothing. `order` is a word of `ORDERS`.
    """

    title: Callable[[Any, Args], str]
    wanted: Callable[[Any, Args], Wanted]
    order: str = "moi-truoc"

    def cards(self, connection: Any, args: Args, offset: int = 0, limit: int = 50) -> Listed:  # noqa: ANN401
        """The cards of a stretch of the list.

        Raises:
            NotHere: the address names a body, type, term or topic that there is none of.
        """
        found = figures.rows(connection, self.asked(connection, args), ORDERS[self.ordered(args)])
        return Listed(shelflist.cards(connection, found[offset : offset + limit]), len(found))

    def asked(self, connection: Any, args: Args) -> Wanted:  # noqa: ANN401
        """What the list has, narrowed as the address says."""
        return narrowed(connection, self.wanted(connection, args), args)

    def ordered(self, args: Args) -> str:
        """The order the address asks for, as a word of `ORDERS`; that of the list where it asks for none."""
        asked = args.get("xep", "")
        return asked if asked in ORDERS else self.order


# --- narrowing -------------------------------------------------------------------------------------------------------


def narrowed(connection: Any, wanted: Wanted, args: Args) -> Wanted:  # noqa: ANN401
    """A list narrowed by the values of its address; what the list is of by itself is not asked again.

    A value that names nothing narrows to nothing: an address never shows more than it says.
    """
    found: dict[str, Any] = {}
    if wanted.type is None and (slug := _said(args, "loai")):
        found["type"] = next((name for name in type_names(connection) if type_slug(name) == slug), slug)
    if wanted.family is None and (family := _said(args, "co-quan")):
        found["family"] = family
    if wanted.years is None and not wanted.undated and (years := _years(args)):
        found["years"] = years
    if wanted.term is None and (term := _said(args, "khoa")):
        found["term"] = roman(term) if roman(term) in shelflist.term_days() else ""
    if wanted.level is None and (level := _said(args, "cap")) in LEVELS:
        found["level"] = level
    if wanted.system is None and (system := _SYSTEMS.get(_said(args, "he"))):
        found["system"] = system
    if wanted.topic is None and (topic := _said(args, "chu-de")):
        found["topic"] = topic
    if wanted.held is None and (held := _TEXTS.get(_said(args, "con"))) is not None:
        found["held"] = held
    return replace(wanted, **found)


NARROWS = ("loai", "co-quan", "nam", "tu", "den", "khoa", "cap", "he", "chu-de", "con")
_SYSTEMS = {"dang": "party", "nha-nuoc": "state"}
_TEXTS = {"toan-van": True, "chua-co": False}


def _said(args: Args, name: str) -> str:
    return nfc(args.get(name, "")).strip()


def _years(args: Args) -> tuple[int, int] | None:
    """One year (`nam`), or the years from one to another (`tu`, `den`), either of which may be open."""
    year = _year(args.get("nam"))
    if year:
        return year, year
    first, last = _year(args.get("tu")), _year(args.get("den"))
    return (first or EARLIEST_YEAR, last or LATEST_YEAR) if first or last else None


def _year(written: str | None) -> int | None:
    # The year of a day (2014-11-11) counts too: elsewhere on the site `tu` and `den` are days.
    head = (written or "").strip()[:4]
    found = int(head) if head.isascii() and head.isdigit() else 0
    return found if EARLIEST_YEAR <= found <= LATEST_YEAR else None


def type_names(connection: Any) -> tuple[str, ...]:  # noqa: ANN401
    """The printed types that works of the archive have, those with most works first."""
    counted = figures.tally(connection, ("type",))
    known = [(name, count) for (name,), count in counted.items() if name]
    return tuple(name for name, _count in sorted(known, key=lambda one: (-one[1].held, -one[1].stubs, one[0])))


def type_slug(name: str) -> str:
    """The address part of a printed type."""
    known = vocabulary.type_named(name)
    return known.slug if known else slugify(name)


def type_name(connection: Any, slug: str) -> str:  # noqa: ANN401
    """The printed type of an address part.

    Raises:
        NotHere: neither the table nor any work has the type.
    """
    listed = next((one.name for one in vocabulary.types() if one.slug == slug), None)
    name = listed or next((one for one in type_names(connection) if type_slug(one) == slug), None)
    if name is None:
        raise NotHere(
            _("Không có loại văn bản “%(name)s”.", name=slug[:80]), remedy=_("Xem danh sách tại trang Loại."), type=slug
        )
    return name


def body_name(connection: Any, family: str) -> str:  # noqa: ANN401
    """The present name of an issuing family; of one that no table has, as its works write it.

    Raises:
        NotHere: neither the tables nor any work has it.
    """
    named = family_name(family) or known_name(family)
    if named is None:
        found = figures.rows(connection, Wanted(family=family))
        cards = shelflist.cards(connection, found[:1])
        named = next((card.issuer.name for card in cards if card.issuer), None)
    if named is None:
        raise NotHere(
            _("Kho không có cơ quan “%(name)s”.", name=family[:80]),
            remedy=_("Xem danh sách tại trang Cơ quan."),
            body=family,
        )
    return named


def topic_label(connection: Any, slug: str) -> str:  # noqa: ANN401
    """The name of a topic that people browse by.

    Raises:
        NotHere: there is none of the name, or no clerk has kept it.
    """
    label = label_of(connection, slug)
    if label is None:
        raise NotHere(
            _("Kho không có chủ đề “%(name)s”.", name=slug[:80]),
            remedy=_("Xem danh sách tại trang Chủ đề."),
            topic=slug,
        )
    return label


# --- the lists -------------------------------------------------------------------------------------------------------


def _of_body(connection: Any, args: Args) -> Wanted:  # noqa: ANN401
    body_name(connection, args["body_id"])
    return Wanted(family=args["body_id"])


def _of_type(connection: Any, args: Args) -> Wanted:  # noqa: ANN401
    return Wanted(type=type_name(connection, args["slug"]))


def _of_time(_connection: Any, args: Args) -> Wanted:  # noqa: ANN401
    year, month, day = (int(args[name]) if args.get(name) else None for name in ("year", "month", "day"))
    if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR or (month is not None and not 1 <= month <= 12):
        raise NotHere(_("Không có năm hoặc tháng này."), remedy=_("Xem các năm tại trang Lịch."))
    return Wanted(years=(year, year), month=month, day=day)


def _of_term(_connection: Any, args: Args) -> Wanted:  # noqa: ANN401
    if args["term"] != "chua-ro" and args["term"].upper() not in shelflist.term_days():
        raise NotHere(_("Không có khóa “%(name)s”.", name=args["term"][:20]), remedy=_("Xem danh sách tại trang Khóa."))
    return Wanted(term="" if args["term"] == "chua-ro" else args["term"].upper())


def _of_topic(connection: Any, args: Args) -> Wanted:  # noqa: ANN401
    topic_label(connection, args["slug"])
    return Wanted(topic=args["slug"])


def _time_title(_connection: Any, args: Args) -> str:  # noqa: ANN401
    if args.get("day"):
        return _(
            "Văn bản ban hành ngày %(day)s/%(month)s/%(year)s",
            day=args["day"],
            month=args["month"],
            year=args["year"],
        )
    if args.get("month"):
        return _("Văn bản ban hành tháng %(month)s/%(year)s", month=int(args["month"]), year=args["year"])
    return _("Văn bản ban hành năm %(year)s", year=args["year"])


def _term_title(_connection: Any, args: Args) -> str:  # noqa: ANN401
    if args["term"] == "chua-ro":
        return _("Văn bản chưa rõ khóa")
    return _("Khóa %(term)s", term=args["term"].upper())


# By the endpoint of the page; the values of its path are among `args`.
LISTS: dict[str, ListOf] = {
    "bodies.body": ListOf(lambda held, args: body_name(held, args["body_id"]), _of_body),
    "types.kind": ListOf(lambda held, args: type_name(held, args["slug"]), _of_type),
    "calendar.year": ListOf(_time_title, _of_time),
    "calendar.month": ListOf(_time_title, _of_time),
    "calendar.day": ListOf(_time_title, _of_time),
    "calendar.undated": ListOf(lambda *_asked: _("Văn bản chưa rõ năm"), lambda *_asked: Wanted(undated=True), "so"),
    "terms.term": ListOf(_term_title, _of_term),
    "topics.topic": ListOf(lambda held, args: topic_label(held, args["slug"]), _of_topic),
    "most_cited.index": ListOf(lambda *_asked: _("Được dẫn nhiều"), lambda *_asked: Wanted(cited=True), "duoc-dan"),
    "missing.index": ListOf(
        lambda *_asked: _("Được dẫn mà chưa có trong kho"), lambda *_asked: Wanted(held=False, cited=True), "duoc-dan"
    ),
    "recent.index": ListOf(lambda *_asked: _("Mới cập nhật"), lambda *_asked: Wanted(held=True), "cap-nhat"),
    "recent.articles": ListOf(
        lambda *_asked: _("Tin bài mới cập nhật"), lambda *_asked: Wanted(genre="article"), "cap-nhat"
    ),
}
