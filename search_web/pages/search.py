"""The first page and the results: one address, `/`, with the question and the choices in it.

Without a question it is the front of the archive: the box, examples that work, what is new, what is cited most. What a
question means is read in `archive.query`, answered in `archive.ask`; how an answer is shown is in `results`.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.ask.answer import Answer, answer
from archive.ask.catalogue import StoreCatalogue
from archive.ask.related import StoreRelations
from archive.ask.unchanged import UntilChanged
from archive.desk import misses
from archive.errors import QueryError, StoreError
from archive.query import parse
from archive.store import browse
from archive.text.vietnamese import comparable, fold
from archive.works.document import Card
from archive.works.number import parse as parse_number
from search_web import entries, found
from search_web.choices import address, chips, fields, kept, printable
from search_web.dress import page_address
from search_web.facets import facets
from search_web.near import near_number
from search_web.pages.ladder import panel
from search_web.paging import Paging
from search_web.reading import house, shelf
from search_web.results import badge_of, grouped, results, sorts, understood, ways_out
from search_web.validity import foresee, present_day
from search_web.where import readable, where
from search_web.words import word

log = logging.getLogger(__name__)
pages = Blueprint("search", __name__)
pages.add_app_template_global(entries.entry, "work_entry")
pages.add_app_template_global(entries.results, "hit_entries")
pages.add_app_template_global(found.where_said)
pages.add_app_template_global(found.where_fields)
pages.add_app_template_global(found.chips, "chips_of")
ON_FRONT = 6  # entries of each list on the first page
# Choices that ask nothing by themselves: with these alone the first page is shown again.
_MANNERS = frozenset(("ngay", "dung", "mo-rong", "cach", "xep", "trang"))
_LONGEST_EXAMPLE = 6  # syllables of a title that are an example


@pages.get("/")
def page() -> ResponseReturnValue:
    """The first page, or the results when anything is asked."""
    args = kept(request.args)
    if args.keys() <= _MANNERS:
        return _front(args)
    try:
        asked = ask(args)
        g.asked = asked.query  # for the help beside it, which need not read the words again
    except QueryError as error:
        return _refused(args, error)
    _count_miss(asked, args)
    return _results(args, asked)


def ask(args: Mapping[str, str]) -> Answer:
    """The answer to the choices of an address, as pages and programs get it. Raises QueryError."""
    settings = house().settings
    filters = {name: value for name, value in args.items() if name != "q"}
    text = args.get("q", "")
    query = parse(text, filters, per_page=settings.results_per_page, max_chars=settings.max_query_chars)
    connection = shelf().connection
    return answer(
        query,
        engine=house().engine,
        catalogue=StoreCatalogue(connection),
        today=present_day(),
        relations=StoreRelations(connection),
    )


def _results(args: Mapping[str, str], asked: Answer) -> str:
    path = page_address("search.page")
    near = _near(asked)
    foresee(near, asked.query.at)
    there = where(args)
    ladder = panel(asked.query) if asked.total else None
    counted = facets(asked.facets, path, args)
    sheets = Paging(asked.query.page, asked.query.per_page, asked.total)
    page_url = partial(_page_url, path, args)
    return render_template(
        "search/results.html",
        asked_text=shown_text(args),
        args=args,
        path=path,
        where_form=found.where_form(there, path),
        carried=there.carried,
        day=asked.query.at,
        notices=asked.notices,
        explain=asked.explain,
        indexed=asked.indexed,
        chips=chips(path, args),
        understood=understood(asked, path, args),
        governing=found.governing(ladder) if ladder else "",
        as_of=_as_of(asked),
        related=asked.related if asked.query.page == 1 else None,
        exact=grouped(asked.exact) if asked.query.page == 1 else [],
        badges={address: badge_of(label) for address, label in asked.standings.items()},
        exact_count=len(asked.exact),
        hits=results(asked.hits),
        paging=sheets,
        page_url=page_url,
        pages=found.paging(sheets, page_url),
        sorts=sorts(path, args, asked.query),
        facets=found.facets(counted, path, tuple(fields(args, "nam", "tu", "den")), args) if counted else "",
        near=near,
        ways_out=ways_out(asked, path),
    )


def _page_url(path: str, args: Mapping[str, str], number: int) -> str:
    return address(path, args, trang=str(number))


def _as_of(asked: Answer) -> str:
    """The day on which validity is judged, in words; "" where it is today."""
    day = asked.query.at
    return f"{day:%d/%m/%Y}" if day else ""


def _near(asked: Answer) -> tuple[Card, ...]:
    """For a number that nothing bears, where words found something: the works of its serial.

    Where nothing was found at all, the help has them, behind the nearest numbers of the same letters.
    """
    number = asked.query.asked
    return near_number(number.number) if number and number.number and asked.total and not asked.exact else ()


def _count_miss(asked: Answer, args: Mapping[str, str]) -> None:
    """Count a question that found nothing, for those who look after the archive; a failure costs the reader nothing."""
    if asked.total or asked.exact or asked.query.page > 1 or not asked.indexed or not args.get("q"):
        return
    try:
        with house().desk.atomic() as connection:
            misses.count(connection, shown_text(args), present_day())
    except StoreError as error:
        log.warning("a question that found nothing was not counted: %s", error)


def _refused(args: Mapping[str, str], error: QueryError) -> ResponseReturnValue:
    """The question as it was typed, with the sentence that says what to mend."""
    page = render_template(
        "search/refused.html",
        asked_text=shown_text(args),
        error=error,
        chips=chips(url_for("search.page"), args),
        carried=readable(args),
    )
    return page, 400


def shown_text(args: Mapping[str, str]) -> str:
    """The question as the box shows it again: control signs, which no box can show, as blanks."""
    return printable(args.get("q", ""))


def _front(args: Mapping[str, str]) -> str:
    lists = _lists.of(shelf().connection)
    foresee([*lists.recent, *lists.most_cited])
    return render_template(
        "search/home.html",
        path=url_for("search.page"),
        where=where(args),
        recent=lists.recent,
        most_cited=lists.most_cited,
        missing=lists.missing,
        examples=_examples(lists.most_cited, lists.recent),
    )


@dataclass(frozen=True, slots=True)
class Lists:
    """The three short lists of the first page."""

    recent: tuple[Card, ...]
    most_cited: tuple[Card, ...]
    missing: tuple[Card, ...]


def _made(connection: Any) -> Lists:  # noqa: ANN401  # one that the store gave
    return Lists(
        recent=tuple(browse.recent(connection, limit=ON_FRONT)),
        most_cited=tuple(browse.most_cited(connection, limit=ON_FRONT)),
        missing=tuple(browse.most_cited_missing(connection, limit=ON_FRONT)),
    )


_lists = UntilChanged(_made)  # they change with the archive only; to count what is missing takes a while


def _examples(most_cited: tuple[Card, ...], recent: tuple[Card, ...]) -> list[str]:
    """Three questions that have an answer here: a number, a type and serial without marks, a topic of a title."""
    numbered = [card for card in dict.fromkeys((*most_cited, *recent)) if card.number and card.type]
    found = [str(card.number) for card in numbered[:1]]
    found += [fold(f"{card.type} {parse_number(card.number or '').serial:02d}") for card in numbered[1:2]]
    return [*found, *_topic((*most_cited, *recent))]


def _topic(cards: tuple[Card, ...]) -> list[str]:
    """A topic of a title here: one of the usual topics, else the first words of the title that is cited most."""
    titles = [comparable(card.title) for card in cards if card.title]
    usual = (topic for topic in word("examples", "topics").split("; ") if comparable(topic) in " ".join(titles))
    own = (" ".join(title.split()[:_LONGEST_EXAMPLE]) for title in titles)
    return [next(usual, "") or next(own)] if titles else []
