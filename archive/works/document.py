"""The shapes the archive keeps: a document with its evidence, a mention, a reading, a link.

Shapes only: no judgement and no reading of other rooms beyond the values they hold.
All offsets are code points of the one canonical text (NFC), half open: `text[start:end]`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from archive.text.span import Span
from archive.works.dates import PartialDate
from archive.works.number import Number

System = Literal["party", "state"]
# directive: văn bản, the text itself is held · article: tin bài that cites · stub: cited or catalogued, text not held
Genre = Literal["directive", "article", "stub"]
# words: written there · code: the body code names one body · context: from the place or heading of the text
# table: from the archive's own tables · hint: from the page's list row or the upload form · clerk: corrected by a clerk
Basis = Literal["words", "code", "context", "table", "hint", "clerk"]
BlockKind = Literal["heading", "paragraph", "item", "table", "letterhead-left", "letterhead-right", "caption", "note"]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issued: the words people read and, where known, the dated body behind them.

    `body` is an id of the bodies table or a name-made id ("huyen-uy-tuy-duc"); None when only the level is known
    (“Tỉnh ủy”, no province). `name` is in full: "Ban Thường vụ Tỉnh ủy Tuyên Quang".
    """

    name: str
    body: str | None = None
    basis: Basis = "words"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one value of a document was read: field name, span in the text (None when not in it), and how sure."""

    field: str
    span: Span | None
    basis: Basis
    confidence: float
    source: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row of the canonical text, as a span with its role."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0
    page: int = 0  # of a paged file, from 1; 0 where there are no pages
    confidence: float = 1.0  # below 1.0 for what was recognised from a picture: the mean over its words


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a text came out of its bytes, when it did not simply stand there: what a reader must know to trust it.

    `method` is "converted" (a form of Office before 2007), "recognised" (OCR of pictures) or "recoded" (an encoding or
    font from before Unicode); several can hold, in the order in which they were done. `encoding` names the old one
    ("TCVN3"), `tool` the program and version, `confidence` is between 0 and 1. `losses` are sentences in Vietnamese:
    what could not be kept ("chữ hoa không phân biệt được").
    """

    methods: tuple[Literal["converted", "recognised", "recoded"], ...]
    confidence: float = 1.0
    encoding: str = ""
    tool: str = ""
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageImage:
    """The picture of a page whose letters were recognised, kept beside the text: where its bytes are."""

    page: int
    media_type: str
    digest: str
    warc_file: str
    warc_offset: int


@dataclass(frozen=True, slots=True)
class CaptureRef:
    """The captured bytes a document was read from: origin (URL or given path), digest, WARC file and record offset."""

    origin: str
    media_type: str
    digest: str
    warc_file: str = ""
    warc_offset: int = 0
    captured_at: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One work as the archive knows it; `id` is its address under /vb/ and is empty until it is stored.

    `type` is the printed name ("Chỉ thị"), `title` the trích yếu or headline without its "về",
    `place` a province or district name, `term` a Roman numeral ("XII"). `container` is the work that a single article
    is part of, None for whole works. `derivation` is None for a text that stood in its file as it is, `images` are
    pictures of pages that were recognised, `hints` what the list it was found in said of it, by name. `cited` and
    `cited_as` are known to the index only, where the store gives them: how many works cite it, and the sentences in
    which they do.
    """

    genre: Genre
    id: str = ""
    number: Number | None = None
    type: str | None = None
    issuer: Issuer | None = None
    date: PartialDate | None = None
    title: str | None = None
    signatory: str | None = None
    place: str | None = None
    term: str | None = None
    system: System | None = None
    text: str = ""
    blocks: tuple[Block, ...] = ()
    words: Sequence[Span] = ()
    evidence: tuple[Evidence, ...] = ()
    captures: tuple[CaptureRef, ...] = ()
    demonstration: bool = False
    derivation: Derivation | None = None
    images: tuple[PageImage, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()
    container: "Container | None" = None
    cited: int = 0
    cited_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Container:
    """The work that a single article is part of: what it is called by (any id) and its type and title in words."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A part of a work, as cited: "khoản 2 Điều 3", "mục II.1"; `text` is the words as written."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a text that refers to a document.

    `kind` says by what it refers: a full number, a bare number with its type ("Chỉ thị 05"), a plenum
    ("Nghị quyết Trung ương 4 khóa XII"), a congress, a law by its name ("Luật Đất đai năm 2013"), or words that point
    back to a mention before it ("Chỉ thị này", with all that is known of that one). `key` is what works are compared
    by: the number's key, or "plenum:XII:4", "congress:XIII", "law:dat-dai:2013". `type`, `issuer`, `date`, `term`,
    `title`, `relation`, `provision` are what is written round it; None where nothing is written. `evidence` gives the
    span of each, and of the words that show the relation.
    """

    start: int
    end: int
    surface: str
    kind: Literal["number", "bare", "plenum", "congress", "law", "back"]
    key: str
    number: Number | None = None
    type: str | None = None
    issuer: Issuer | None = None
    date: PartialDate | None = None
    term: str | None = None
    title: str | None = None
    relation: str | None = None
    provision: Provision | None = None
    evidence: tuple[Evidence, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention says of the work it means, apart from where it stands: equal readings share one link.

    `body` is an id as far as known, `term` the congress term written with it ("khóa XII"); `before` is the date of the
    citing text when the mention has no date of its own: a work cannot be cited before it was issued.
    """

    key: str
    type: str | None = None
    body: str | None = None
    date: PartialDate | None = None
    before: PartialDate | None = None
    title: str | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """The catalogue card of a work: what lists, links and candidates show of it.

    `id` is its address under /vb/, `key` what mentions are compared by, `number` the printed form. `grade` is the
    evidence grade of a row of the authority table ("A", "B", "C"), empty for works known from texts.
    `cited` counts the works that cite it.
    """

    id: str
    genre: Genre
    key: str = ""
    number: str | None = None
    type: str | None = None
    issuer: Issuer | None = None
    date: PartialDate | None = None
    title: str | None = None
    place: str | None = None
    term: str | None = None
    grade: str = ""
    cited: int = 0
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """What a reading resolves to: one target by a named rule, or candidates shown as “có thể là”, or neither."""

    target: Card | None
    candidates: tuple[Card, ...]
    rule: str
    confidence: float
