"""What the results page shows beside “nothing found”: the help of `archive.ask.zero` with where each part leads.

Templates ask for it themselves: `zero_help()` in `help/zero.html`, `meant_here()` in `help/did_you_mean.html`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from flask import g, request
from markupsafe import Markup

from archive.ask.did_you_mean import Correction, did_you_mean
from archive.ask.zero import Without, Zero, zero
from archive.errors import IndexStale
from archive.index.plan import Manner
from archive.query import Query, parse
from archive.works.asked import find_asked
from archive.works.number import Number
from search_web.choices import asking, kept, label, shown
from search_web.dress import own, page_address
from search_web.language import gettext as _
from search_web.reading import house, shelf
from search_web.validity import foresee


@dataclass(frozen=True, slots=True)
class ZeroHelp:
    """The help, with the address of a query and the words for a filter.

    `chosen` says what the archive holds of the body, type and time that were chosen, "" where that says nothing.
    """

    zero: Zero
    chosen: str
    again: Callable[[Query], str]
    filter_label: Callable[[Without], str]

    @property
    def has_near(self) -> bool:
        """Whether works near the number that was asked for are shown."""
        return bool(self.zero.before or self.zero.after or self.zero.elsewhere)


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
    known: Query | None = g.get("asked")
    if known is not None:
        return known
    args = kept(request.args)
    filters = {name: value for name, value in args.items() if name != "q"}
    return parse(args.get("q", ""), filters, max_chars=house().settings.max_query_chars)


def help_for(query: Query) -> ZeroHelp:
    """The help for a query that found nothing."""
    found = zero(query, engine=house().engine, connection=shelf().connection)
    found = _of_years(_of_own(found, query), query)
    foresee([*found.before, *found.after, *found.elsewhere, *found.stubs], query.at)
    return ZeroHelp(found, _chosen(query), address_of, filter_label)


def address_of(query: Query) -> str:
    """The results page of a query: its words as text, its filters beside it."""
    text = {"q": str(query.bare)} if query.has_words else {}
    return asking(page_address("search.page"), {**text, **query.filters()})


def filter_label(one: Without) -> str:
    """A filter in words: “nơi Cao Bằng”, “năm 2014”."""
    return f"{label(one.name)} “{', '.join(shown(one.name, value) for value in one.values)}”"


def number_of(query: Query) -> Number | None:
    """The whole number that is asked for, among the words or as the filter `số:48-CT/TU`; None when there is none."""
    written = query.asked or (find_asked(tuple(query.own.split())) if query.own else None)
    return written.number if written else None


def _of_own(found: Zero, query: Query) -> Zero:
    """The help with what stands near a number that was asked for by the filter."""
    if found.number or not (query.own and number_of(query)):
        return found
    bare = Query(words=tuple(query.own.split()), issuer=query.issuer)
    near = zero(bare, engine=house().engine, connection=shelf().connection)
    return replace(
        found,
        number=near.number,
        before=near.before,
        after=near.after,
        elsewhere=near.elsewhere,
        held=near.held,
        sentences=near.sentences,
    )


# --- the time and what was chosen with it -----------------------------------------------------------------------------


def _of_years(found: Zero, query: Query) -> Zero:
    """The help where both ends of a stretch of time are taken back together, as the one choice they are to a reader."""
    if not (query.since and query.until):
        return found
    others = tuple(one for one in found.without if one.name not in ("tu", "den"))
    free = replace(query, since=None, until=None)
    total = 0 if free.is_empty else _total(free)
    whole = Without("nam", (_stretch(query),), free, total)
    return replace(found, without=tuple(sorted((*others, *((whole,) if total else ())), key=_most_first)))


def _most_first(one: Without) -> tuple[bool, int]:
    return (not one.name, -one.total)


def _stretch(query: Query) -> str:
    """A stretch of time in words: "2014", "2014–2016", "05/2014–06/2015"."""
    first, last = (day.shown if day else "" for day in (query.since, query.until))
    return first if first == last else f"{first}–{last}"


def _total(query: Query) -> int:
    try:
        return house().engine.search(replace(query, page=1, per_page=1), Manner(counts=False)).total
    except IndexStale:
        return 0


def _chosen(query: Query) -> str:
    """What the archive holds of what was chosen, whatever the words: “Kho chưa có chỉ thị nào của …”."""
    other = query.barred or query.own or query.signatory or query.validity or query.genre or query.level
    if other or not (query.type or query.issuer or query.place):
        return ""
    same = ("type", "issuer", "place", "term", "since", "until")
    total = _total(replace(Query(), **{name: getattr(query, name) for name in same}))
    if total and not query.has_words:
        return ""
    kinds, details = _kinds(query), Markup(" ").join(filter(None, _details(query)))
    if total:
        said = _("Kho có %(count)s %(kinds)s %(details)s; không văn bản nào khớp đủ các từ đã hỏi")
        return _sentence(_marked(said, count=total, kinds=kinds, details=details))
    return _sentence(_marked(_("Kho chưa có %(kinds)s nào %(details)s"), kinds=kinds, details=details))


def _marked(said: str, **values: object) -> Markup:
    """Words of the code with values that may be marked as words of the archive."""
    return Markup(said) % values  # noqa: S704  # the code's own words


def _sentence(said: Markup) -> Markup:
    return Markup(f"{' '.join(said.split()).replace(' ;', ';')}.")  # noqa: S704  # escaped by `_marked`


def _kinds(query: Query) -> Markup:
    """The types that were chosen, as they stand in a sentence."""
    names = [shown("loai", one) for one in query.type]
    return _either(name[:1].lower() + name[1:] for name in names) or _marked(_("văn bản"))


def _either(names: Iterable[str]) -> Markup:
    return _marked(_(" hoặc ")).join(own(name) for name in names)


def _details(query: Query) -> tuple[Markup | str, ...]:
    """Whose, where and when, as it stands in a sentence."""
    bodies = _either(shown("co-quan", one) for one in query.issuer)
    places = _either(shown("noi", one) for one in query.place)
    return (
        _marked(_("của %(body)s"), body=bodies) if bodies else "",
        _marked(_("ban hành ở %(place)s"), place=places) if places else "",
        _("khóa %(term)s", term=", ".join(query.term)) if query.term else "",
        _("năm %(year)s", year=_stretch(query)) if query.since and query.until else "",
    )
