"""A strict reader of the site's pages: tags closed in order, ids unique, one h1, labels, links, nothing inline."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

INLINE = {"a", "mark", "strong", "em", "q", "code"}
VOID = {"wbr", "meta", "link", "input", "br", "img", "hr"}


@dataclass
class Page(HTMLParser):
    """What a page holds, filled by `feed`; `faults` are sentences about what is wrong."""

    faults: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)
    inputs: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag not in VOID:
            self.open_tags.append(tag)
        self._note(tag, given)
        inline = [name for name in given if name.startswith("on") or name == "style"]
        if inline or tag in {"style", "iframe", "object", "base"} or (tag == "script" and not given.get("src")):
            self.faults.append(f"inline or foreign: <{tag} {inline}>")

    def _note(self, tag: str, given: dict[str, str | None]) -> None:
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a":
            self.hrefs.append(given.get("href") or "")
        if tag == "label":
            self.labelled.add(given.get("for") or "")
        if tag == "input" and given.get("type") != "hidden":
            self.inputs.append(given.get("id") or "")
        if tag == "html" and given.get("lang") not in ("vi", "en"):
            self.faults.append("no lang")
        for name in ("src", "action") if tag != "a" else ():
            if (given.get(name) or "/").startswith(("http:", "https:", "//")):
                self.faults.append(f"asks elsewhere: {given[name]}")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open_tags or self.open_tags[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open_tags[-3:]}")
        else:
            self.open_tags.pop()
        if tag not in INLINE:
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def words(self) -> str:
        """The text of the page, blanks evened."""
        return " ".join("".join(self.text).split())


def read(html: str) -> Page:
    """A page, read and judged."""
    page = Page()
    page.feed(html)
    page.close()
    if page.open_tags:
        page.faults.append(f"left open: {page.open_tags}")
    if page.counts.get("h1") != 1:
        page.faults.append(f"{page.counts.get('h1', 0)} h1")
    for tag in ("main", "header", "footer", "nav", "title"):
        if not page.counts.get(tag):
            page.faults.append(f"no <{tag}>")
    page.faults += [f"id {one} twice" for one in set(page.ids) if page.ids.count(one) > 1]
    page.faults += [f"input {one} without a label" for one in page.inputs if one not in page.labelled]
    page.faults += [f"no place {href}" for href in page.hrefs if href.startswith("#") and href[1:] not in page.ids]
    page.faults += [
        f"leads elsewhere: {href}" for href in page.hrefs if not href.startswith(("/", "#")) or href[:2] == "//"
    ]
    return page
