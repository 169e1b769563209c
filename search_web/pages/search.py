"""The first page and the results: one address, `/`, with the question and the choices in it.

Without a question it is the front of the archive: the box, examples that work, what is new, what is cited most. What a
question means is read in `archive.query`, answered in `archive.ask`; how an answer is shown is in `results`.
"""

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.ask.answer import Answer, answer
from archive.ask.catalogue import StoreCatalogue
from archive.ask.related import StoreRelations
from archive.errors import QueryError
from archive.query import parse
from archive.store import browse
from archive.text.vietnamese import comparable, fold
from archive.works.document import Card
from archive.works.number import parse as parse_number
from search_web.choices import address, chips, kept
from search_web.near import near_number
from search_web.pages.ladder import panel
from search_web.paging import Paging
from search_web.reading import house, shelf
from search_web.results import badge_of, facets, grouped, results, sorts, understood, ways_out
from search_web.validity import foresee, present_day
from search_web.words import word

pages = Blueprint("search", __name__)
ON_FRONT = 6  # entries of each list on the first page


@pages.get("/")
def page() -> ResponseReturnValue:
    """The first page, or the results when anything is asked."""
    args = kept(request.args)
    if not args:
        return _front()
    try:
        asked = ask(args)
    except QueryError as error:
        return _refused(args, error)
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
    path = url_for("search.page")
    near = _near(asked)
    foresee(near)
    return render_template(
        "search/results.html",
        asked_text=shown_text(args),
        notices=asked.notices,
        explain=asked.explain,
        indexed=asked.indexed,
        chips=chips(path, args),
        understood=understood(asked, path, args),
        ladder=panel(asked.query) if asked.total else None,
        as_of=_as_of(asked),
        related=asked.related if asked.query.page == 1 else None,
        exact=grouped(asked.exact) if asked.query.page == 1 else [],
        badges={address: badge_of(label) for address, label in asked.standings.items()},
        exact_count=len(asked.exact),
        hits=results(asked.hits),
        paging=Paging(asked.query.page, asked.query.per_page, asked.total),
        page_url=lambda number: address(path, args, trang=str(number)),
        sorts=sorts(path, args, asked.query),
        facets=facets(asked.facets, path, args),
        near=near,
        ways_out=ways_out(asked, path),
    )


def _as_of(asked: Answer) -> str:
    """The day on which validity is judged, in words; "" where it is today."""
    day = asked.query.at
    return f"{day:%d/%m/%Y}" if day else ""


def _near(asked: Answer) -> tuple[Card, ...]:
    """For a number that nothing bears: the works of its serial."""
    number = asked.query.asked
    return near_number(number.number) if number and number.number and not asked.exact else ()


def _refused(args: Mapping[str, str], error: QueryError) -> ResponseReturnValue:
    """The question as it was typed, with the sentence that says what to mend."""
    chosen = chips(url_for("search.page"), args)
    page = render_template("search/refused.html", asked_text=shown_text(args), error=error, chips=chosen)
    return page, 400


def shown_text(args: Mapping[str, str]) -> str:
    """The question as the box shows it again: control signs, which no box can show, as blanks."""
    return "".join(sign if sign.isprintable() else " " for sign in args.get("q", "")).strip()


def _front() -> str:
    connection = shelf().connection
    recent = browse.recent(connection, limit=ON_FRONT)
    most_cited = browse.most_cited(connection, limit=ON_FRONT)
    foresee([*recent, *most_cited])
    return render_template(
        "search/home.html",
        recent=recent,
        most_cited=most_cited,
        missing=browse.most_cited_missing(connection, limit=ON_FRONT),
        examples=_examples(most_cited, recent),
    )


def _examples(most_cited: tuple[Card, ...], recent: tuple[Card, ...]) -> list[str]:
    """Three questions that have an answer here: a number, a type and serial without marks, a topic of a title."""
    numbered = [card for card in dict.fromkeys((*most_cited, *recent)) if card.number and card.type]
    found = [str(card.number) for card in numbered[:1]]
    found += [fold(f"{card.type} {parse_number(card.number or '').serial:02d}") for card in numbered[1:2]]
    titles = " ".join(comparable(card.title or "") for card in (*most_cited, *recent))
    return found + [topic for topic in word("examples", "topics").split("; ") if comparable(topic) in titles][:1]
