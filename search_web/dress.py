"""What every template may use: filters for dates, counts and names, addresses of own files, what the frame shows.

Templates choose and place; words come from `search_web.words`, addresses from the routes.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path

from flask import Flask, url_for

from archive.works.dates import PartialDate
from archive.works.document import Card
from search_web import words
from search_web.sources import sources

STATIC = Path(__file__).parent / "static"
# Pages speak of days as they are in Viet Nam (UTC+7, no summer time).
LOCAL = timezone(timedelta(hours=7))
SECTIONS = (
    ("bodies.index", "Cơ quan"),
    ("years.index", "Năm"),
    ("types.index", "Loại"),
    ("draft.page", "Kiểm tra bản thảo"),
    ("about.page", "Giới thiệu"),
)


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
        "sources": sources,
    }
    app.context_processor(
        lambda: {"site_name": site_name, "sections": SECTIONS, "static_file": static_file, "today": today()}
    )


def work_url(card: Card) -> str:
    """The page of a work."""
    return url_for("document.page", address=card.id)


def static_file(name: str) -> str:
    """The address of a file of the site's own, with its digest, so that browsers may keep it for ever."""
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def long_date(value: PartialDate | None) -> str:
    """A date as a letterhead writes it: "ngày 03 tháng 01 năm 2020".

    Days below 10 and the months 1 and 2 take a 0 (Hướng dẫn 36-HD/VPTW, về thể thức ngày tháng).
    """
    if value is None:
        return "ngày: chưa rõ"
    month = f"tháng {value.month:02d} " if value.month in (1, 2) else f"tháng {value.month} " if value.month else ""
    return (f"ngày {value.day:02d} " if value.day else "") + month + f"năm {value.year}"


def moment(written: str) -> str:
    """A moment kept in ISO form as people read it, in the time of Viet Nam: "21/11/2026 09:15"; unreadable as it is."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return written or words.UNKNOWN
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(LOCAL).strftime("%d/%m/%Y %H:%M")


def today() -> str:
    """The present day, for the foot of a printed page."""
    now: date = datetime.now(LOCAL).date()
    return now.strftime("%d/%m/%Y")
