"""What is known of a document, value by value, each with where it was read: the rows of the table “Thông tin”.

A value that is not known keeps its row and stays empty. Which evidence a value has was decided at ingest; here it is
quoted from the text.
"""

from collections.abc import Callable
from dataclasses import dataclass

from archive.works.document import Document, Evidence
from archive.works.outline import label
from search_web.language import gettext as _
from search_web.words import word


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: label, value (None when unknown), the basis, the words it was read from and where they stand."""

    label: str
    value: str | None
    basis: str = ""
    quote: str = ""
    start: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table: the evidence's field, its label, how the value is written, whether it always stands."""

    field: str
    label: str
    value: Callable[[Document], str | None]
    always: bool = True


_DIRECTIVE = (
    _Row("number", "Số, ký hiệu", lambda one: str(one.number) if one.number else None),
    _Row("type", "Loại văn bản", lambda one: one.type),
    _Row("issuer", "Cơ quan ban hành", lambda one: one.issuer.name if one.issuer else None),
    _Row("date", "Ngày ban hành", lambda one: one.date.shown if one.date else None),
    _Row("title", "Trích yếu", lambda one: one.title),
    _Row("signatory", "Người ký", lambda one: one.signatory),
    _Row("place", "Địa danh", lambda one: one.place),
    _Row("term", "Khóa", lambda one: _("khóa %(term)s", term=one.term) if one.term else None, always=False),
    _Row("system", "Hệ thống", lambda one: _(word("system", one.system)) if one.system else None),
)
_ARTICLE = (
    _Row("title", "Đầu đề", lambda one: one.title),
    _Row("date", "Ngày đăng", lambda one: one.date.shown if one.date else None),
    _Row("issuer", "Nơi đăng", lambda one: one.issuer.name if one.issuer else None, always=False),
    _Row("place", "Địa phương", lambda one: one.place),
)
# The same evidence under the names it may carry.
_ALSO = {"issuer": ("issuer", "organ"), "date": ("date", "published")}


def facts_of(document: Document) -> tuple[Fact, ...]:
    """The rows of a document, in the order of its letterhead; offsets of quotes are those of `document.text`."""
    rows = _ARTICLE if document.genre == "article" else _DIRECTIVE
    found = [_fact(document, row) for row in rows if row.always or row.value(document)]
    genre = Fact(_("Thể loại"), _(word("genre", document.genre)))
    return (*found, genre)


def _fact(document: Document, row: _Row) -> Fact:
    value = row.value(document)
    evidence = _evidence(document, row.field) if value else None
    if evidence is None:
        return Fact(_(row.label), value)
    start = evidence.span.start if evidence.span else None
    quote = label(document.text[evidence.span.start : evidence.span.end]) if evidence.span else ""
    return Fact(_(row.label), value, _(word("basis", evidence.basis)), quote, start, evidence.source)


def _evidence(document: Document, name: str) -> Evidence | None:
    """The surest evidence of a field; of equals the first."""
    named = [one for one in document.evidence if one.field in _ALSO.get(name, (name,))]
    return max(named, key=lambda one: one.confidence, default=None)
