"""A list as its page shows it: its cards, the way to its other pages and orders, what it may be narrowed by.

What a list has is in `lists`; here the address of the present request is read, and those of the links are made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import request

from archive.works.bodies import LEVELS, family_name
from archive.works.document import Card
from search_web import figures
from search_web.language import gettext as _
from search_web.lists import LISTS, NARROWS, type_names, type_slug
from search_web.paging import Paging, asked_page
from search_web.reading import shelf
from search_web.validity import foresee

A_PAGE = 25
_MOST_CHOICES = 12  # types or years offered beside a list; the others are reached by their own pages


@dataclass(frozen=True, slots=True)
class Way:
    """A link beside a list: its words, its address, whether it is where the reader is, and how many it leads to."""

    label: str
    href: str
    chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of a list: `title` is what the whole list is called, `narrowed` what the address narrows it by."""

    title: str
    cards: tuple[Card, ...]
    paging: Paging
    orders: tuple[Way, ...]
    narrowed: tuple[Way, ...]

    def page_url(self, number: int) -> str:
        """The address of another page of the list as it is narrowed and ordered here."""
        return here(trang=str(number) if number > 1 else "")


def shown(orders: tuple[str, ...] = ("moi-truoc", "cu-truoc", "so", "duoc-dan")) -> Shown:
    """The list of the present page, as its address says.

    Raises:
        NotHere: the address names nothing.
    """
    one, args, connection = LISTS[request.endpoint or ""], values(), shelf().connection
    page = asked_page(args.get("trang"))
    listed = one.cards(connection, args, (page - 1) * A_PAGE, A_PAGE)
    foresee(listed.cards)
    chosen = one.ordered(args)
    return Shown(
        title=one.title(connection, args),
        cards=listed.cards,
        paging=Paging(page, A_PAGE, listed.total),
        orders=tuple(
            Way(_order_words()[name], here(xep="" if name == one.order else name, trang=""), name == chosen)
            for name in orders
        ),
        narrowed=_narrowed(args),
    )


def values() -> dict[str, str]:
    """The values of the present address: of its path, and after the question mark the first of each name."""
    of_path = {name: str(value) for name, value in (request.view_args or {}).items()}
    return request.args.to_dict() | of_path


def here(**changed: str) -> str:
    """The address of the present page with some values changed, "" to take one away."""
    said = urlencode({name: value for name, value in (request.args.to_dict() | changed).items() if value})
    path = quote(request.script_root + request.path)
    return f"{path}?{said}" if said else path


def _order_words() -> dict[str, str]:
    return {
        "moi-truoc": _("mới trước"),
        "cu-truoc": _("cũ trước"),
        "so": _("theo số"),
        "duoc-dan": _("được dẫn nhiều trước"),
        "cap-nhat": _("mới vào kho trước"),
    }


# --- what narrows ----------------------------------------------------------------------------------------------------


def _narrowed(args: Mapping[str, str]) -> tuple[Way, ...]:
    """What narrows the list, each with the address without it."""
    taken = request.view_args or {}
    made = [(name, _words(name, args[name])) for name in NARROWS if args.get(name) and name not in taken]
    return tuple(Way(words, here(**{name: "", "trang": ""})) for name, words in made)


def _words(name: str, value: str) -> str:
    known = shelf().connection
    if name == "loai":
        return next((one for one in type_names(known) if type_slug(one) == value), value)
    if name == "co-quan":
        return family_name(value) or value
    heads = {
        "nam": _("năm %(n)s", n=value),
        "tu": _("từ năm %(n)s", n=value[:4]),
        "den": _("đến năm %(n)s", n=value[:4]),
        "khoa": _("khóa %(n)s", n=value.upper()),
        "cap": _("cấp: %(name)s", name=LEVELS.get(value, value)),
        "he": {"dang": _("của Đảng"), "nha-nuoc": _("của Nhà nước")}.get(value, value),
        "chu-de": _("chủ đề: %(name)s", name=value),
        "con": {"toan-van": _("có toàn văn"), "chua-co": _("chưa có toàn văn")}.get(value, value),
    }
    return heads.get(name, value)


def choices(by: str, name: str) -> tuple[Way, ...]:
    """What the present list may be narrowed by: its years, types or families (`by`), commonest first, years newest.

    `name` is the word of the address. What narrows the list already is offered to be taken back.
    """
    one, args = LISTS[request.endpoint or ""], values()
    others = {key: value for key, value in args.items() if key not in (name, "trang")}
    counted = figures.tally(shelf().connection, (by,), one.asked(shelf().connection, others))
    found = sorted(((value, count.total) for (value,), count in counted.items() if value), key=_commonest)
    chosen = args.get(name, "")
    made = [
        Way(label, here(**{name: "" if word == chosen else word, "trang": ""}), word == chosen, count)
        for (word, label), count in ((_choice(by, value), count) for value, count in found)
    ]
    return tuple(way for place, way in enumerate(made) if place < _MOST_CHOICES or way.chosen)


def _commonest(one: tuple[Any, int]) -> tuple[int, str]:
    return -one[1], str(one[0])


def _choice(by: str, value: Any) -> tuple[str, str]:  # noqa: ANN401  # a year or words
    if by == "type":
        return type_slug(value), value
    if by == "family":
        return value, family_name(value) or value
    return str(value), str(value)
