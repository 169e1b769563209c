"""What a page says of itself beside its text: headline, site, day of publication, writer, source, language.

Values are as written; dates are read in `describe`. Where several places say it, the visible headline wins over the
properties in the head, and those over the window title.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from archive.text.vietnamese import fold
from ingest.extract import chrome
from ingest.extract.page_blocks import PageBlock
from ingest.extract.page_tree import Element, PageTree, Skips, attribute, text_in

_LONGEST_TITLE = 300
_TITLE_BOXES = ("h2", "h3", "div", "p", "span", "td", "font", "b", "strong")
_VALUE_BOXES = ("div", "span", "p", "time", "td", "em", "strong", "li", "a")
_VALUE_CUES = ("published_cues", "author_cues", "source_cues")
_MOST_PARTS = 6
_TITLE_CLASSES = frozenset(
    (
        *("title-detail", "detail-title", "article-title", "news-title", "post-title", "entry-title", "title-news"),
        *("tieude", "tieu-de", "titledetail", "newstitle", "title-content", "content-title", "titlenews"),
    )
)
_SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " » ", " > ")
_PROPERTIES = {
    "og:site_name": "site",
    "article:published_time": "published",
    "pubdate": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "date": "published",
    "datepublished": "published",
    "author": "author",
    "article:author": "author",
    "dc.creator": "author",
}


def title_tag(root: Element, skips: Skips) -> Element | None:
    """The element of the visible headline: the only h1, or the h1 or title box nearest to running text."""
    head = next((tag for tag in root.iterdescendants("h1") if _is_title(tag, skips)), None)
    if head is not None:
        return head
    named = (tag for tag in root.iterdescendants(*_TITLE_BOXES) if _is_title_class(attribute(tag, "class")))
    return next((tag for tag in named if _is_title(tag, skips)), None)


def page_meta(tree: PageTree, title: Element | None, blocks: Sequence[PageBlock]) -> dict[str, str]:
    """The values a page says of itself: "title", "site", "published", "author", "source", "language"."""
    meta = dict(_head_values(tree))
    headline = text_in(title) if title is not None else ""
    shown = meta.pop("og:title", "")
    window = _window_title(tree, meta.get("site", ""))
    first = next((block.piece.text for block in blocks if block.piece.kind == "heading"), "")
    meta["title"] = headline or _without_site(shown, meta.get("site", "")) or window or " ".join(first.split())
    for key, value in _visible_values(tree):
        meta.setdefault(key, value)
    return {key: value for key, value in meta.items() if value}


def _head_values(tree: PageTree) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for tag in tree.whole.iter("meta"):
        name = (attribute(tag, "property") or attribute(tag, "name") or attribute(tag, "itemprop")).lower()
        value = " ".join(attribute(tag, "content").split())
        key = "og:title" if name == "og:title" else _PROPERTIES.get(name, "")
        if key and value and key not in seen and len(value) <= _LONGEST_TITLE:
            seen.add(key)
            yield key, value
    language = attribute(tree.whole, "lang")
    if language:
        yield "language", language


def _visible_values(tree: PageTree) -> Iterator[tuple[str, str]]:
    """Values in elements whose class names them, when the text has the right shape."""
    for tag in tree.root.iterdescendants(*_VALUE_BOXES):
        classes = attribute(tag, "class")
        if not classes or len(tag) > _MOST_PARTS or tag in tree.skips:
            continue
        names = chrome.cue_words(classes)
        if not any(chrome.has_cue(names, table) for table in _VALUE_CUES):
            continue
        text = text_in(tag)
        if not text or len(text) > 120:
            continue
        if chrome.has_cue(names, "published_cues") and (day := chrome.published_of(text)):
            yield "published", day
        elif chrome.has_cue(names, "author_cues") and (writer := chrome.author_of(text)):
            yield "author", writer
        elif chrome.has_cue(names, "source_cues") and (source := chrome.source_of(text, at_end=True)):
            yield "source", source


def _window_title(tree: PageTree, site: str) -> str:
    tag = next(tree.whole.iter("title"), None)
    return _without_site(text_in(tag), site) if tag is not None else ""


def _without_site(title: str, site: str) -> str:
    """A title without the name of the site behind or before it: "Nghị quyết … | Cổng TTĐT" → "Nghị quyết …"."""
    for mark in _SEPARATORS:
        parts = [part.strip() for part in title.split(mark) if part.strip()]
        if len(parts) < 2:
            continue
        if site and fold(site) in (fold(parts[0]), fold(parts[-1])):
            kept = parts[1:] if fold(parts[0]) == fold(site) else parts[:-1]
            return mark.join(kept)
        if _is_site_name(parts[-1]):
            return mark.join(parts[:-1])
        if _is_site_name(parts[0]):
            return mark.join(parts[1:])
    return "" if _is_site_name(title) else title


def _is_site_name(text: str) -> bool:
    bare = fold(text)
    openings = (
        "cong thong tin",
        "trang thong tin",
        "cong ttdt",
        "bao ",
        "trang chu",
        "website",
        "trang tin",
        "dang bo ",
        "he thong van ban",
    )
    return any(bare.startswith(opening) for opening in openings) or bare.endswith((".vn", ".com", ".gov.vn"))


def _is_title(tag: Element, skips: Skips) -> bool:
    text = text_in(tag)
    if len(text) > _LONGEST_TITLE or len(text.split()) < 3:
        return False
    return tag not in skips and not any(parent in skips for parent in tag.iterancestors())


@lru_cache(maxsize=4096)  # the classes of a page are few and come again on the next page of the site
def _is_title_class(names: str) -> bool:
    return any(fold(name).replace("_", "-") in _TITLE_CLASSES for name in names.split())
