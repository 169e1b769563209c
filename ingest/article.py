"""An article (tin bài) as a page has it: its headline and the day it was published, each with its span in the text.

What the page says of itself comes from the extractors as `Page.meta`; where it says nothing, the line of date and time
under the headline is read here. Nothing is taken from running text: a date in a sentence is not the day of publication.
"""

import re

from archive.text.span import Span
from archive.works.dates import PartialDate, find_dates
from ingest.material import Page

# Words that print versions and windows put before a headline: "Bản in: …".
_PRINTED = re.compile(r"(?:bản\s+in|in\s+bài(?:\s+viết)?)\s*:\s*", re.IGNORECASE)
# The label of a part, which names no article: "Chương I", "Mục 2". Must not: "Chương trình …", "Phần thưởng …".
_PART = re.compile(r"(?:chương|mục|phần|điều)\s+(?:thứ\s+\w+|[IVXLC]+|\d+)\s*\.?", re.IGNORECASE)
# What may stand before the day: "Thứ Hai, ", "Ngày đăng: ", "Cập nhật lúc 08:30 ngày ".
_BEFORE_DAY = re.compile(
    r"\s*(?:(?:thứ\s+\w+|chủ\s+nhật)\s*,?\s*)?(?:(?:ngày\s+)?(?:đăng|cập\s+nhật|xuất\s+bản|gửi)(?:\s+lúc)?\s*:?\s*)?"
    r"(?:\d{1,2}[:hg]\d{2}\s*,?\s*)?(?:ngày\s+)?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"ngày\s+(?:đăng|cập\s+nhật|xuất\s+bản|gửi)\s*:?\s*(?=\d)", re.IGNORECASE)
# The line of date and time stands within the first lines and is short; longer lines are text.
_LINES, _LONGEST = 6, 70


def headline(page: Page) -> tuple[str | None, Span | None]:
    """The page's own title, with its span where the text holds it; else the first heading, else the first line."""
    title = _PRINTED.sub("", page.meta.get("title", "").strip(), count=1)
    if title and not _PART.fullmatch(title):
        at = page.text.find(title)
        return title, Span(at, at + len(title)) if at >= 0 else None
    spans = [Span(block.start, block.end) for block in page.blocks if block.kind == "heading"][:1]
    line = page.text.split("\n", 1)[0].rstrip()[:300]
    spans += [Span(0, len(line))] if line else []
    named = [span for span in spans if not _PART.fullmatch(page.text[slice(*span)])]
    return (page.text[slice(*named[0])], named[0]) if named else (None, None)


def published(written: str) -> PartialDate | None:
    """The day a page says it was published: “14/11/2021 08:00”, “2021-11-14T08:00”; None when unreadable."""
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", written.strip())
    found = find_dates(f"{iso[3]}/{iso[2]}/{iso[1]}") if iso else find_dates(written)
    return found[0].date if found else None


def day_line(text: str, title: str | None = None) -> tuple[PartialDate, Span] | None:
    """The day in the line under the headline, or on the headline's own line behind it; None when there is none.

    “12/09/2025 Lượt xem: 12”, “Ngày đăng: 08-06-2026”, “<headline> 12.6.2025”.
    """
    at = 0
    for line in text.split("\n")[:_LINES]:
        begin = at + (len(title) if title and line.startswith(title) else 0)
        end = at + len(line)
        before = _BEFORE_DAY.match(text, begin, end) if end - begin <= _LONGEST else None
        labelled = _LABELLED.search(text, begin, end)
        starts = {match.end() for match in (before, labelled) if match}
        for one in find_dates(text, begin, end):
            if one.start in starts and one.date.day:
                return one.date, Span(one.start, one.end)
        at = end + 1
    return None
