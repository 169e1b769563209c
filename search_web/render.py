"""Texts as HTML: spans become links and marks, everything else is escaped.

What a span is and where it leads is decided by the pages; putting markup round spans is `archive.cite.annotate`.
Taking the markup out and undoing the escapes gives the text back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup, escape

from archive.cite.annotate import Mark, annotate

# found: words that were searched for, or the number a sentence is shown for · link: a reference to a known work
# maybe, open: a reference with candidates, or with none; they lead to the entry on the page that says what is known
# lead: the number a long article begins with · together: words that stay on one line, such as a date
# hit: a place that find-in-page found, its id in `href` · hit-on: a further piece of it
Kind = Literal["found", "link", "maybe", "open", "lead", "together", "hit", "hit-on"]
_OPENING = {
    "found": Markup("<mark>"),
    "link": Markup('<a class="ref" href="{href}" title="{title}">'),
    "maybe": Markup('<a class="ref-open ref-maybe" href="{href}" title="{title}">'),
    "open": Markup('<a class="ref-open" href="{href}" title="{title}">'),
    "lead": Markup("<strong>"),
    "together": Markup('<span class="together">'),
    "hit": Markup('<mark class="hit" id="{href}">'),
    "hit-on": Markup('<mark class="hit-on">'),
}
_CLOSING = {"found": "</mark>", "lead": "</strong>", "together": "</span>", "hit": "</mark>", "hit-on": "</mark>"}


@dataclass(frozen=True, slots=True)
class Insert:
    """A span of a text that the page shows as something; `href` is an address of this site or a place on the page."""

    start: int
    end: int
    kind: Kind
    href: str = ""
    title: str = ""


def rendered(text: str, start: int, end: int, inserts: Iterable[Insert]) -> Markup:
    """`text[start:end]` as HTML; inserts are offsets into `text`, cut at the edges, those outside left out."""
    inside = (replace(one, start=max(one.start, start), end=min(one.end, end)) for one in inserts)
    marks = [_mark(one) for one in inside if one.start < one.end]
    return Markup(annotate(text[start:end], marks, escape=escaped, offset=start))  # noqa: S704  # escaped by annotate


def marked(text: str, spans: Sequence[tuple[int, int]], offset: int = 0) -> Markup:
    """A snippet or sentence with its words marked; `offset` is where `text` begins in what the spans count in."""
    parts, at = [], 0
    for start, end in spans:
        if not at <= start - offset < end - offset <= len(text):
            inserts = [Insert(first - offset, last - offset, "found") for first, last in spans]
            return rendered(text, 0, len(text), inserts)
        # In order and apart, as the marks of an answer always are: a page has hundreds.
        parts += [
            escaped(text[at : start - offset]),
            "<mark>",
            escaped(text[start - offset : end - offset]),
            "</mark>",
        ]
        at = end - offset
    return Markup("".join((*parts, escaped(text[at:]))))  # noqa: S704  # escaped piece by piece


def escaped(text: str | None) -> str:
    """A text as HTML has it, "" for none. Most have nothing to escape, and a page asks a thousand times."""
    if not text:
        return ""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return str(escape(text))
    return text


def _mark(insert: Insert) -> Mark:
    opening = _OPENING[insert.kind].format(href=insert.href, title=insert.title)
    return Mark(insert.start, insert.end, str(opening), _CLOSING.get(insert.kind, "</a>"))
