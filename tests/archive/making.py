"""Documents, mentions and captures for tests of the store, made in one line each."""

from collections.abc import Sequence
from hashlib import sha256

from archive.accession import accession
from archive.store.database import Database
from archive.store.documents import Stored
from archive.text.span import Span
from archive.works.bodies import display_name
from archive.works.catalogue import AuthorityRow
from archive.works.dates import parse_iso
from archive.works.document import CaptureRef, Document, Evidence, Issuer, Mention
from archive.works.number import parse

LAO_CAI = "tinh-uy-lao-cai-den-2025"
TUYEN_QUANG = "tinh-uy-tuyen-quang-den-2025"
BO_CHINH_TRI = "bo-chinh-tri"


def issuer(body: str | None) -> Issuer | None:
    """The issuer of a body id."""
    return Issuer(display_name(body) or body, body) if body else None


def directive(
    number: str,
    *,
    body: str | None = None,
    date: str | None = None,
    text: str = "",
    title: str | None = None,
    type: str | None = "Chỉ thị",  # noqa: A002  # the archive's own word
) -> Document:
    """A directive; its text says what it is unless one is given."""
    return Document(
        genre="directive",
        number=parse(number),
        type=type,
        issuer=issuer(body),
        date=parse_iso(date) if date else None,
        title=title,
        text=text or f"{number} {date} {body} {title}",
    )


def article(text: str, *, title: str | None = None, date: str | None = None, demonstration: bool = False) -> Document:
    """An article of Lào Cai."""
    when = parse_iso(date) if date else None
    return Document(genre="article", title=title, date=when, place="Lào Cai", text=text, demonstration=demonstration)


def mention(
    text: str,
    surface: str,
    *,
    number: str | None = None,
    body: str | None = None,
    date: str | None = None,
    title: str | None = None,
    relation: str | None = None,
) -> Mention:
    """A mention of a number where it stands in a text; a body that is given is written there in words."""
    start = text.index(surface)
    meant = parse(number or surface)
    return Mention(
        start=start,
        end=start + len(surface),
        surface=surface,
        kind="number",
        key=meant.key,
        number=meant,
        type="Chỉ thị",
        issuer=issuer(body),
        date=parse_iso(date) if date else None,
        title=title,
        relation=relation,
        evidence=(Evidence("issuer", Span(start, start + len(surface)), "words", 1.0),) if body else (),
    )


def capture(document: Document, origin: str) -> CaptureRef:
    """The capture of a document that was read from an origin."""
    digest = sha256(document.text.encode()).hexdigest()
    return CaptureRef(origin, "text/html", digest, "kho-00001.warc.gz", 512, "2026-11-22T00:00:00+00:00")


def take(database: Database, document: Document, origin: str, mentions: Sequence[Mention] = ()) -> Stored:
    """Take a document in, as the pipeline does."""
    return accession(database, document, capture(document, origin), mentions)


def authority(number: str, *, body: str, date: str, grade: str = "A", title: str = "") -> AuthorityRow:
    """A row of the authority table."""
    return AuthorityRow(
        number=parse(number),
        type="Chỉ thị",
        issuer=Issuer(display_name(body) or body, body, "table"),
        date=parse_iso(date),
        term=None,
        title=title,
        aliases=(),
        grade="A" if grade == "A" else "B" if grade == "B" else "C",
        source="một trang báo",
    )
