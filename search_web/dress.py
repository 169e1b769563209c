"""What every template may use: filters for dates, counts and names, addresses of own files, what the frame shows.

Templates choose and place; words come from `search_web.words`, addresses from the routes.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

from flask import Flask, current_app, g, request, url_for
from markupsafe import Markup

from archive.works.dates import PartialDate
from archive.works.document import Card
from search_web import words
from search_web.language import LANGUAGES, PARAMETER, VIETNAMESE, gettext, language
from search_web.sources import sources

STATIC = Path(__file__).parent / "static"
# Pages speak of days as they are in Viet Nam (UTC+7, no summer time).
LOCAL = timezone(timedelta(hours=7))
SECTIONS = (
    ("bodies.index", "Cơ quan"),
    ("calendar.index", "Lịch"),
    ("terms.index", "Khóa"),
    ("types.index", "Loại"),
    ("topics.index", "Chủ đề"),
    ("draft.page", "Kiểm tra bản thảo"),
    ("about.page", "Giới thiệu"),
)
# The foot of every page: the page, a place on it, its name. Pages that an archive has no room for are passed over.
FOOT = (
    ("about.page", "", "Giới thiệu kho"),
    ("recent.index", "", "Mới cập nhật"),
    ("most_cited.index", "", "Được dẫn nhiều"),
    ("missing.index", "", "Được dẫn, chưa có toàn văn"),
    ("number_series.index", "", "Dãy số"),
    ("ladder.page", "", "Văn bản nào điều chỉnh?"),
    ("places.page", "", "So sánh hai nơi"),
    ("numbers.page", "", "Tra danh sách số"),
    ("compare.page", "", "So sánh hai văn bản"),
    ("follow.page", "", "Theo dõi"),
    ("bulk.page", "", "Dữ liệu trọn bộ"),
    ("help.index", "", "Trợ giúp"),
    ("help.api", "", "Dữ liệu cho máy (API)"),
    ("help.reach", "", "Trợ năng"),
    ("help.privacy", "", "Kho giữ gì về người đọc"),
    ("desk.door", "", "Bàn làm việc"),
)


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The same page in the other language: its code, its own name, the address."""

    code: str
    name: str
    href: str


def install(app: Flask, site_name: str) -> None:
    """Give the templates of the application their filters and what the frame shows."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "thousands": words.thousands,
        "word": lambda value, table: words.word(table, value),
        "name": words.name,
        "subtitle": words.subtitle,
        "citation": words.citation,
        "relation": words.relation,
        "work_url": work_url,
        "long_date": long_date,
        "moment": moment,
        "own": own,
        "sources": sources,
    }
    app.jinja_env.globals |= {
        "vi": vi,
        "language_field": language_field,
        "section_links": section_links,
        "foot_links": foot_links,
        "in_other_language": in_other_language,
        "page_address": page_address,
    }
    app.extensions[_KEPT] = {}
    app.context_processor(lambda: {"site_name": site_name, "static_file": static_file, "today": today()})


def vi() -> Markup:
    """The attribute for words of the archive itself on a page in another language; nothing on a Vietnamese page."""
    return Markup("") if language() == VIETNAMESE else Markup(' lang="vi"')


def own(words: str) -> str:
    """Words of the archive that stand among the site's: in an element of their language on a page in another one.

    Words without a letter of Vietnamese are left as they are: "47-CT/TU", "XIII".
    """
    if language() == VIETNAMESE or not _VIETNAMESE_LETTER.search(str(words)):
        return words
    return Markup('<span lang="vi">{}</span>').format(words)


# A letter that English has not. Matches in "Tỉnh ủy", "Đảng". Not in "47-CT/TU", "Sa Pa".
_VIETNAMESE_LETTER = re.compile(r"[^\W\d_a-zA-Z]")


def language_field() -> Markup:
    """What keeps the language of a page in a form that asks (GET); nothing on a Vietnamese page."""
    if language() == VIETNAMESE:
        return Markup("")
    return Markup('<input type="hidden" name="{}" value="{}">').format(PARAMETER, language())


def in_other_language() -> OtherLanguage:
    """The present page in the language it is not in."""
    code = next(one for one in LANGUAGES if one != language())
    args = [(name, value) for name, value in request.args.items(multi=True) if name != PARAMETER]
    asked = urlencode([*args, (PARAMETER, code)] if code != VIETNAMESE else args)
    path = quote(request.script_root + request.path)
    return OtherLanguage(code, LANGUAGES[code], f"{path}?{asked}" if asked else path)


def section_links() -> Markup:
    """The links of the masthead as entries of a list; that of the present section is marked."""
    here = request.blueprint or ""
    return _kept("sections", here if here in _SECTIONS else "", _section_links)


def _section_links() -> Markup:
    return Markup("\n").join(
        Markup('<li><a href="{}"{}>{}</a></li>').format(url_for(endpoint), _current(endpoint), gettext(label))
        for endpoint, label in SECTIONS
    )


def _current(endpoint: str) -> Markup:
    return Markup(' aria-current="true"') if request.blueprint == endpoint.partition(".")[0] else Markup("")


_SECTIONS = frozenset(endpoint.partition(".")[0] for endpoint, _ in SECTIONS)


def foot_links() -> Markup:
    """The links of the foot whose pages there are, as entries of a list."""
    return _kept("foot", "", _foot_links)


def _foot_links() -> Markup:
    return Markup("\n").join(
        Markup('<li><a href="{}{}">{}</a></li>').format(url_for(endpoint), place, gettext(label))
        for endpoint, place, label in FOOT
        if endpoint in current_app.view_functions
    )


def _kept(part: str, here: str, make: Callable[[], Markup]) -> Markup:
    """A part of the frame, which is the same on all pages of a section and language: made for the first of them.

    Some thirty addresses stand in it, and none of them depends on anything else.
    """
    held: dict[tuple[str, ...], Markup] = current_app.extensions[_KEPT]
    key = part, here, language(), request.script_root
    found = held.get(key)
    if found is None:
        if len(held) >= _MOST_KEPT:
            held.clear()
        found = held[key] = make()
    return found


_KEPT = "vankien-frame"
_MOST_KEPT = 200  # parts; whoever may write the root of the site in a request must not fill the memory


def work_url(card: Card) -> str:
    """The page of a work."""
    if language() == VIETNAMESE and _PLAIN.fullmatch(card.id):
        # A page of results has a hundred: what these addresses have in common is made once a request.
        before: str | None = g.get("before_works")
        if before is None:
            before = g.before_works = str(_kept("works", "", _before_works))
        return before + card.id
    return url_for("document.page", address=card.id)


def _before_works() -> Markup:
    return Markup(url_for("document.page", address="x").removesuffix("x"))  # noqa: S704  # nothing of a reader's is in it


# An address of a work that stands in an address of the site as it is. Matches "lao-cai/47-ct-tu". Not "", "a b".
_PLAIN = re.compile(r"[a-z0-9/_-]{1,200}")


def page_address(endpoint: str) -> str:
    """The address of a page that takes nothing, made once for each language."""
    return str(_kept("page", endpoint, lambda: Markup(url_for(endpoint))))  # noqa: S704  # written anew where it is shown


def static_file(name: str) -> str:
    """The address of a file of the site's own, with its digest, so that browsers may keep it for ever."""
    return str(_kept("static", name, lambda: Markup(url_for("static", filename=name, v=_digest(name)))))  # noqa: S704


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def long_date(value: PartialDate | None) -> str:
    """A date as a letterhead writes it: "ngày 03 tháng 01 năm 2020".

    Days below 10 and the months 1 and 2 take a 0 (Hướng dẫn 36-HD/VPTW, về thể thức ngày tháng).
    """
    if value is None:
        return gettext("ngày: chưa rõ")
    month = f"tháng {value.month:02d} " if value.month in (1, 2) else f"tháng {value.month} " if value.month else ""
    return (f"ngày {value.day:02d} " if value.day else "") + month + f"năm {value.year}"


def moment(written: str) -> str:
    """A moment kept in ISO form as people read it, in the time of Viet Nam: "21/11/2026 09:15"; unreadable as it is."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return written or gettext(words.UNKNOWN)
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(LOCAL).strftime("%d/%m/%Y %H:%M")


def today() -> str:
    """The present day, for the foot of a printed page."""
    now: date = datetime.now(LOCAL).date()
    return now.strftime("%d/%m/%Y")
