"""Every list and every search as a feed and as a table: the same address with `.atom`, `.csv`, `.xlsx`, `.jsonl`.

`/tim.<form>` takes the parameters of the results page; a list its own (`search_web.lists`). A feed has the pages of
the list (`trang`); a table goes as far as it can and says in its last row what it left out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from archive.ask.answer import answer
from archive.ask.catalogue import StoreCatalogue
from archive.ask.related import StoreRelations
from archive.ask.shapes import card_shape
from archive.errors import NotHere
from archive.query import parse
from archive.store import claims, documents, harvest, links
from archive.works.document import Card
from archive.works.validity import Status
from search_web import onward
from search_web.choices import kept
from search_web.formats import atom, tables
from search_web.formats.work import name_of
from search_web.language import gettext as _
from search_web.lists import LISTS, ListOf
from search_web.machine.one_work import root
from search_web.machine.sent import sent
from search_web.paging import Paging, asked_page
from search_web.reading import house, shelf
from search_web.validity import present_day

FORMS = "<any(atom, csv, xlsx, jsonl):form>"
A_FEED = 50  # entries of one page of a feed
MOST_ROWS = 5_000  # of a table of a list: what a workbook of 2 s holds
MOST_HITS = 200  # of a table of a search: each hit is scored with its text


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a list: its cards, how many there are in all, and words for a card where it has some of its own."""

    cards: tuple[Card, ...]
    total: int
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A list to be given out: its title, its page for people, how a stretch of it is read, how far a table goes."""

    title: str
    page_url: str
    read: Callable[[int, int], Stretch]
    most: int = MOST_ROWS


def install(app: Flask) -> None:
    """Give every list that the application has its forms; asked once all pages are there."""
    for rule in [one for one in app.url_map.iter_rules() if one.endpoint in LISTS]:
        name = f"lists_out.{rule.endpoint}.{len(rule.arguments)}"
        app.add_url_rule(f"{rule.rule}.{FORMS}", name.replace(".", "_"), partial(_list, rule.endpoint))
    app.add_url_rule(f"/tim.{FORMS}", "tim_out", search)
    app.add_url_rule(f"/vb/<path:address>/duoc-vien-dan.{FORMS}", "citing_out", citing)
    app.jinja_env.globals |= {"list_forms": list_forms}


# Ending → what people call the form, in the order they are offered.
_OFFERED = {"atom": "Atom", "csv": "CSV", "xlsx": "XLSX"}


def list_forms() -> tuple[tuple[str, str], ...]:
    """What the list of the present page can be had as: (what it is called, its address); empty where there is none."""
    if "list_forms" not in g:  # a page asks twice: in its head and beneath the list
        g.list_forms = _list_forms()
    found: tuple[tuple[str, str], ...] = g.list_forms
    return found


def _list_forms() -> tuple[tuple[str, str], ...]:
    endpoint, asked = request.endpoint or "", [pair for pair in request.args.items(multi=True) if pair[0] != "trang"]
    path = "/tim" if endpoint == "search.page" and kept(request.args) else request.path
    if path != "/tim" and endpoint not in LISTS and endpoint != "tabs.cited":
        return ()
    query = f"?{urlencode(asked)}" if asked else ""
    return tuple((name, f"{path}.{ending}{query}") for ending, name in _OFFERED.items())


# --- what is listed --------------------------------------------------------------------------------------------------


def _list(endpoint: str, form: str, **values: object) -> ResponseReturnValue:
    """A list of the site in a form."""
    connection, listed = shelf().connection, LISTS[endpoint]
    args = request.args.to_dict() | {name: str(value) for name, value in values.items()}

    def read(offset: int, limit: int) -> Stretch:
        found = listed.cards(connection, args, offset, limit)
        return Stretch(found.cards, found.total, {})

    return given(Source(_title(listed, args), _absolute(url_for(endpoint, **values)), read), form)  # type: ignore[arg-type]


def _title(listed: ListOf, args: dict[str, str]) -> str:
    return listed.title(shelf().connection, args)


def search(form: str) -> ResponseReturnValue:
    """The hits of a search, by the parameters of the results page; exact ones first."""
    args = kept(request.args)
    title = _("Tìm: %(asked)s", asked=args.get("q", "")) if args.get("q") else _("Kết quả tìm")
    return given(Source(title, _absolute(url_for("search.page")), partial(_hits, args), MOST_HITS), form)


def _hits(args: dict[str, str], offset: int, limit: int) -> Stretch:
    settings, connection = house().settings, shelf().connection
    filters = {name: value for name, value in args.items() if name not in {"q", "trang"}}
    filters["trang"] = str(offset // limit + 1)
    query = parse(args.get("q", ""), filters, per_page=limit, max_chars=settings.max_query_chars)
    found = answer(
        query,
        engine=house().engine,
        catalogue=StoreCatalogue(connection),
        today=present_day(),
        relations=StoreRelations(connection),
    )
    words = {hit.card.id: " ".join(hit.snippet.text.split()) for hit in found.hits if hit.snippet}
    exact = [card for card in found.exact if card.id and not offset]
    cards = {card.id: card for card in (*exact, *(hit.card for hit in found.hits)) if card.id}
    return Stretch(tuple(cards.values()), max(found.total, len(cards)), words)


def citing(address: str, form: str) -> ResponseReturnValue:
    """What cites a work, the newest first, with its sentences."""
    connection = shelf().connection
    located = documents.locate(connection, address)
    if located.redirected:
        further: dict[str, Any] = onward.asked("address", "form")
        return redirect(url_for("citing_out", address=located.address, form=form, **further), 301)
    card = documents.cards(connection, [located.address])[located.address]

    def read(offset: int, limit: int) -> Stretch:
        found = links.cited_by(connection, located.address, offset=offset, limit=limit)
        words = {one.card.id: " … ".join(" ".join(each.sentence.split()) for each in one.quotes[:3]) for one in found}
        return Stretch(tuple(one.card for one in found), card.cited, words)

    title = _("Văn bản viện dẫn %(name)s", name=name_of(card))
    return given(Source(title, _absolute(f"/vb/{located.address}/duoc-vien-dan"), read), form)


def _absolute(path: str) -> str:
    asked = {name: value for name, value in request.args.items(multi=True) if name not in {"trang", "tieng"}}
    shown = f"{root()}{path.partition('?')[0]}"
    return f"{shown}?{urlencode(asked)}" if asked else shown


# --- how it is given -------------------------------------------------------------------------------------------------


def given(source: Source, form: str) -> Response:
    """A list in a form."""
    if form == "atom":
        return _feed(source)
    stretch = source.read(0, source.most)
    left = stretch.total - len(stretch.cards)
    shown = {"left": left, "total": stretch.total}
    note = _("Còn %(left)s trong %(total)s mục không có ở đây; hãy thu hẹp danh sách.", **shown) if left > 0 else ""
    statuses = _statuses(stretch.cards)
    rows = [tables.row(card, statuses.get(card.id), root()) for card in stretch.cards]
    if form == "csv":
        answer_ = sent(b"".join(tables.as_csv(rows, note)), tables.CSV, name="van-ban.csv")
    elif form == "xlsx":
        answer_ = sent(tables.as_xlsx(rows, source.title, note), tables.XLSX, name="van-ban.xlsx")
    else:
        shapes = (card_shape(card, statuses.get(card.id)) for card in stretch.cards)
        answer_ = sent(b"".join(tables.as_jsonl(shapes, note)), tables.JSONL, name="van-ban.jsonl")
    answer_.headers["X-Total-Count"] = str(stretch.total)
    return answer_


def _statuses(cards: Sequence[Card]) -> dict[str, Status]:
    asked = [card.id for card in cards if card.genre != "article"]
    return claims.statuses(shelf().connection, asked, present_day())


def _feed(source: Source) -> Response:
    page = asked_page(request.args.get("trang"))
    stretch = source.read((page - 1) * A_FEED, A_FEED)
    paging = Paging(page, A_FEED, stretch.total)
    if page > paging.pages:
        raise NotHere(_("Danh sách không có trang này."), remedy=_("Trang cuối là trang %(page)s.", page=paging.pages))
    changed = harvest.changes_of(shelf().connection, [card.id for card in stretch.cards])
    entries = tuple(
        atom.Entry(card, changed.get(card.id, ""), stretch.words.get(card.id, "")) for card in stretch.cards
    )
    feed = atom.Feed(
        title=source.title,
        page_url=source.page_url,
        addresses=dict(_pages(paging)),
        entries=entries,
        total=stretch.total,
        start=paging.offset + 1 if stretch.total else 0,
        per_page=A_FEED,
        root=root(),
        site_name=house().settings.site_name,
    )
    return sent(atom.atom(feed), atom.MEDIA_TYPE, changed=max((one.changed for one in entries), default=""))


def _pages(paging: Paging) -> Iterator[tuple[str, str]]:
    yield "self", _page(paging.page)
    yield "first", _page(1)
    if paging.page > 1:
        yield "previous", _page(paging.page - 1)
    if paging.page < paging.pages:
        yield "next", _page(paging.page + 1)
    yield "last", _page(paging.pages)


def _page(number: int) -> str:
    asked: Iterable[tuple[str, str]] = (
        (name, value) for name, value in request.args.items(multi=True) if name != "trang"
    )
    written = [*asked, *((("trang", str(number)),) if number > 1 else ())]
    path = f"{root()}{request.path}"
    return f"{path}?{urlencode(written)}" if written else path
