"""What a page carries round its text, known by phrase and shape: tails, counters, bylines, source lines.

The phrases stand in `data/chrome.toml`, where a clerk can review them; here are the questions asked of a line. `html`
asks them of pages, `text` of text dumps of pages.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from archive.text.vietnamese import fold, nfc
from ingest.line_shape import is_prose

# "1 2 3 4 5", "1 2 3 … Sau", "« 1 | 2 »": a row of page numbers. Not "1. Mục đích", not "2020".
_PAGES = re.compile(r"[«‹<|\s]*\d{1,3}(?:[\s|.…]+(?:\d{1,3}|sau|truoc|cuoi|dau|next|prev))+[\s»›>|.…]*")
# "Trang chủ » Tin tức » Chi tiết", "Trang chủ > Văn bản": the way down to the page.
_TRAIL = re.compile(r"^(?:trang chu|home|cong thong tin)\b.{0,150}(?:»|>|/|›)")
_DAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
_DATE = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
_CLOCK = r"\d{1,2}\s*[:hg]\s*\d{0,2}(?:\s*:\s*\d{2})?(?:\s*[ap]m)?"
# The line of the day: "Thứ hai, 14/11/2022, 08:30 (GMT+7)", "08:30 | 14/11/2022", "14/11/2022". Not "Sáng 14-11, …".
_STAMP = re.compile(
    rf"(?:{_CLOCK}[\s,|–-]*)?(?:{_DAY}[\s,|–-]*)?(?:ngay\s*)?{_DATE}(?:[\s,|–-]*(?:luc\s*)?{_CLOCK})?\s*(?:\(?gmt\s*\+\s*7\)?)?"
)
_BRACKETS = re.compile(r"\s*\([^()]{2,60}\)\s*$")
# A name of two to five syllables, each with a capital: "Bình Minh", "Lâm Sơn"; "B.M" as a sign.
_NAME = re.compile(r"(?:[^\W\d_]+(?:\s[^\W\d_]+){1,4}|[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2}){1,3}\.?)")
_MOST_SYLLABLES = 5
# "boxTin" has two words; all else that is no letter or digit parts words too.
_CAMEL, _NO_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])"), re.compile(r"[^a-z0-9]+")
# The classes of a page are few and come again on the next page of the site.
_KEPT = 4096
LONGEST_LINE = 200


def folded(line: str) -> str:
    """The line as the table has its phrases: folded, single blanks, no bullet or sign round it."""
    return " ".join(fold(nfc(line)).split()).strip("•·-–*|:»›>« ")


def is_tail_head(line: str) -> bool:
    """True for a line that opens the tail of a page: "Tin khác", "Danh sách video"."""
    return len(line) <= LONGEST_LINE and folded(line) in _phrases("tail_heads")


def is_chrome_line(line: str) -> bool:
    """True for a line that is no text wherever it stands: "Trang chủ", "1 2 3 4 5", "Trong năm: 302,290"."""
    return len(line) <= LONGEST_LINE and _is_chrome(line)


@lru_cache(maxsize=_KEPT)  # as its lines do
def _is_chrome(line: str) -> bool:
    bare = folded(line)
    if bare in _phrases("lines") or bare.startswith(tuple(_phrases("openings"))):
        return True
    return _PAGES.fullmatch(bare) is not None or _TRAIL.match(bare) is not None


def source_of(line: str, *, at_end: bool) -> str | None:
    """Where the line says the item was taken from: "Theo: https://…" → "https://…"; None for other lines.

    A bare "Theo Báo …" counts only at the end of a text: in a sentence it opens a clause.
    """
    value = _after_opening(line, "source_openings")
    if value is not None or not at_end or len(line) > 80:
        return value
    bare = folded(line)
    named = any(bare.startswith(f"theo {name}") for name in _phrases("source_names"))
    return line.split(None, 1)[1].strip(" .()") if named and not line.rstrip().endswith((",", ";", ":")) else None


def published_of(line: str) -> str | None:
    """The day and hour a page says it was put up, as written; None for other lines."""
    value = _after_opening(line, "published_openings")
    if value is not None and re.search(r"\d", value) and len(value) <= 60:
        return value
    bare = folded(line).strip(" .,()|")
    return line.strip() if len(bare) <= 60 and _STAMP.fullmatch(bare) else None


def author_of(line: str) -> str | None:
    """The writer named by a byline: "Bình Minh (Văn phòng Thị ủy)", "Tác giả: …"; None for other lines.

    A name is told from a heading by having capitals at every syllable and at least one small letter in each.
    """
    value = _after_opening(line, "author_openings")
    if value is not None:
        return value if len(value) <= 60 and not is_prose(value, words=12) else None
    bare = _BRACKETS.sub("", line.strip()).strip(" .-–—")
    parts = [part.strip() for part in re.split(r"\s*[-–,;&]\s*|\s+và\s+", bare)]
    if len(line) <= 100 and parts and all(map(_is_name, parts)):
        return line.strip(" .-–—")
    return None


@lru_cache(maxsize=_KEPT)
def has_cue(words: str, table: str) -> bool:
    """True when the words of class and id attributes (from `cue_words`) hold a cue of that table in a row."""
    return _cue_pattern(table).search(words) is not None


@lru_cache(maxsize=_KEPT)
def cue_words(*attributes: str) -> str:
    """The words of class and id attributes: "boxTinLienQuan menu-left" → " box tin lien quan menu left "."""
    joined = _CAMEL.sub(" ", " ".join(attributes))
    return " " + " ".join(_NO_WORD.split(joined.lower())).strip() + " "


def tail_start(lines: list[str]) -> int:
    """The index of the first line of the page's tail; `len(lines)` when there is none.

    The tail begins at a head of the table after which no running text comes.
    """
    last_prose = max((index for index, line in enumerate(lines) if is_prose(line)), default=-1)
    for index, line in enumerate(lines):
        if index > max(last_prose, 0) and is_tail_head(line):
            return index
    return len(lines)


def _after_opening(line: str, table: str) -> str | None:
    plain_line = " ".join(nfc(line).split())
    bare = fold(plain_line)
    if len(bare) != len(plain_line):
        return None
    for opening in _phrases(table):
        if bare.startswith(opening):
            kept = opening.removesuffix("http")  # "Theo http…": the address is part of the value
            return plain_line[len(kept) if opening.endswith("http") else len(opening) :].strip(" :.-–")
    return None


def _is_name(text: str) -> bool:
    if _NAME.fullmatch(text) is None:
        return False
    syllables = re.split(r"[\s.]+", text.strip("."))
    return len(syllables) <= _MOST_SYLLABLES and all(
        each[:1].isupper() and not each[1:].isupper() for each in syllables
    )


@cache
def _cue_pattern(table: str) -> re.Pattern[str]:
    return re.compile("(?<= )(?:" + "|".join(map(re.escape, sorted(_phrases(table)))) + ")(?= )")


@cache
def _phrases(table: str) -> frozenset[str]:
    return frozenset(_tables()[table])


@cache
def _tables() -> dict[str, list[str]]:
    data: dict[str, list[str]] = tomllib.loads(files("ingest").joinpath("data/chrome.toml").read_text("utf-8"))
    return data
