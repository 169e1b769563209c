"""What the results page shows beside “nothing found”: the help of `archive.ask.zero` with where each part leads.

Templates ask for it themselves: `zero_help()` in `help/zero.html`, `meant_here()` in `help/did_you_mean.html`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request, url_for

from archive.ask.did_you_mean import Correction, did_you_mean
from archive.ask.zero import Without, Zero, zero
from archive.errors import IndexStale
from archive.query import Query, parse
from search_web.choices import LABELS, kept, shown
from search_web.reading import house, shelf
from search_web.validity import foresee


@dataclass(frozen=True, slots=True)
class ZeroHelp:
    """The help, with the address of a query and the words for a filter."""

    zero: Zero
    again: Callable[[Query], str]
    filter_label: Callable[[Without], str]


def present() -> ZeroHelp:
    """The help for the question of the present request, which the page has read without an error."""
    return help_for(_asked())


def meant() -> tuple[Correction, str] | None:
    """What the present question may have meant, with its address, on its first page.

    It is weighed against what the question itself finds: the list below it may hold works that have some words only.
    """
    query = _asked()
    try:
        found = did_you_mean(query, house().engine) if query.page == 1 else None
    except IndexStale:
        return None
    return (found, address_of(found.query)) if found else None


def _asked() -> Query:
    args = kept(request.args)
    filters = {name: value for name, value in args.items() if name != "q"}
    return parse(args.get("q", ""), filters, max_chars=house().settings.max_query_chars)


def help_for(query: Query) -> ZeroHelp:
    """The help for a query that found nothing."""
    found = zero(query, engine=house().engine, connection=shelf().connection)
    foresee([*found.before, *found.after, *found.elsewhere, *found.stubs], query.at)
    return ZeroHelp(found, address_of, filter_label)


def address_of(query: Query) -> str:
    """The results page of a query: its words as text, its filters beside it."""
    text = {"q": str(query.bare)} if query.has_words else {}
    return f"{url_for('search.page')}?{urlencode({**text, **query.filters()})}"


def filter_label(one: Without) -> str:
    """A filter in words: “nơi Cao Bằng”, “năm 2014”."""
    return f"{LABELS.get(one.name, one.name)} “{', '.join(shown(one.name, value) for value in one.values)}”"
