"""What is left of Vietnamese on an English page outside the elements that say so."""

import re
from collections.abc import Iterator

import lxml.html

# Words that stay Vietnamese on English pages with no element of their own, and why.
ALLOWED = {
    "Văn Kiện": "the name of the site, also in titles and addresses of feeds, which hold no elements",
    "HOẶC": "an operator of the search box; “OR” stands beside it",
    "VÀ": "an operator of the search box; “AND” stands beside it",
    "Về việc": "the words a subject must not begin with",
    "Chỉ thị": "a type of document, as an example of what to write into a field",
    "Ban Thường vụ Tỉnh ủy Lào Cai": "the name of a body, as an example of what to write into a field",
    "NĐ-CP": "part of a number, as an example of what to write into a field",
}
# A run of words with a letter that English has not, of which the first and the last have one.
# Matches "Tỉnh ủy" in "of Tỉnh ủy Lao Cai". Not "47-CT/TU", "Sa Pa".
_RUN = re.compile(r"[\w-]*[^\W\d_a-zA-Z][\w-]*(?: [\w-]*[^\W\d_a-zA-Z][\w-]*)*")
_SAID = frozenset({"title", "aria-label", "placeholder", "alt", "content", "data-label", "data-done", "data-offers"})
_SILENT = ("script", "style", "textarea")
_PLAIN = frozenset({"title", "desc", "option"})  # elements that hold no others: of a head, a drawing, a form


def vietnamese_left(page: str, known: str = "") -> list[str]:
    """Runs of Vietnamese on a page that no `lang="vi"` covers.

    Attributes and the elements of `_PLAIN` cannot mark a part of their words: there a run may stand that stands, too,
    in an element of its own on the same page, or among the words of the archive that are `known`.
    """
    tree = lxml.html.fromstring(page)
    own = known + " ".join(" ".join(str(part.xpath("string()")).split()) for part in tree.iterfind(".//*[@lang='vi']"))
    left = [run for words in _free(tree) for run in _runs(words)]
    return left + [run for words in _unmarkable(tree) for run in _runs(words) if run not in own]


def _runs(words: str) -> Iterator[str]:
    for name in ALLOWED:
        words = words.replace(name, "")
    yield from _RUN.findall(" ".join(words.split()))


def _free(element: lxml.html.HtmlElement) -> Iterator[str]:
    """The words of the elements that are not marked."""
    if (
        not isinstance(element.tag, str)
        or element.get("lang") == "vi"
        or element.tag in ("script", "style", "textarea")
    ):
        return
    if element.tag not in _PLAIN:
        yield element.text or ""
    for child in element:
        yield from _free(child)
        yield child.tail or ""


def _unmarkable(element: lxml.html.HtmlElement) -> Iterator[str]:
    """The words of attributes, and of elements that hold no others, outside the elements that are marked."""
    if not isinstance(element.tag, str) or element.get("lang") == "vi":
        return
    yield from (said for name, said in element.attrib.items() if name in _SAID)
    if element.tag in _PLAIN:
        yield element.text or ""
    for child in element:
        yield from _unmarkable(child)
