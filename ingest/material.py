"""What exists before a document: a request, the captured bytes, blocks in reading order, a page of canonical text.

Shapes only. Sources give requests, `capture` keeps bytes, `extract` gives blocks, `normalise` a page,
`describe` turns the page into a document.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from archive.works.document import Block, Derivation

# What the extractors say of a piece of text; the same words as `archive.works.document.BlockKind`.
PieceKind = Literal["heading", "paragraph", "item", "table", "letterhead-left", "letterhead-right", "caption", "note"]


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to fetch: where it is, and what the list it was found in says of it.

    `origin` is the address people see: a URL, the path as given, or "a.zip!/b.docx" for what lies in a container.
    `hints` may hold "number", "date", "title", "issuer", "type", "charset", "media_type". `offset` is where in the WARC
    file `path` the record begins; -1 for a plain file.
    """

    origin: str
    path: Path | None = None
    offset: int = -1
    hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of one request, in memory, before the guard has seen them; `media_type` is sniffed, not believed.

    `status` is that of the HTTP answer they came with, 0 for a file; `captured_at` is when they were captured
    elsewhere (ISO, UTC, as in WARC-Date), "" for now. `payload` is free of transfer and content encodings.
    """

    request: Request
    payload: bytes
    media_type: str
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 0
    captured_at: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading, list item, table row or letterhead column as extracted, in reading order.

    `text` may hold line breaks where the page has them. `level` is the heading level (1–6) or list depth.
    `page` is the page of a paged file, from 1; 0 where there are no pages. `confidence` is below 1.0 for letters that
    were recognised from a picture: the mean over its words, 0 to 1.
    """

    text: str
    kind: PieceKind = "paragraph"
    level: int = 0
    page: int = 0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The picture of a page whose letters were recognised, to be kept: page from 1, media type, bytes."""

    page: int
    media_type: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Extracted:
    """What an extractor read: the pieces of the main text, the page's own title, and what it noticed.

    `meta` holds what the page says outside the main text: "title", "published", "site", "author", "language".
    `dropped` counts pieces left out by reason ("menu", "running-head", "page-number"). `aside` is what the file holds
    outside the main text (hidden elements, running heads, notes, letters seen in pictures), for the guard's eyes only:
    it is never kept. `derivation` says how the letters came out of the bytes when they did not simply stand there;
    `pictures` are the recognised pages.
    """

    pieces: tuple[Piece, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    derivation: Derivation | None = None
    pictures: tuple[PagePicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The canonical text (NFC, paragraphs parted by one line break) with its blocks as spans into it."""

    text: str
    blocks: tuple[Block, ...]
    meta: Mapping[str, str] = field(default_factory=dict)


class Source(Protocol):
    """A place documents come from; `requests` may be asked again and gives the same things in the same order."""

    name: str

    def requests(self) -> Iterator[Request]:
        """What there is to fetch."""
        ...
