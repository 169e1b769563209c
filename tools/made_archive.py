"""An archive of any size for measuring: texts that look official, walked at random through the words of real ones.

Nothing of it is a document: the words follow each other as in the archive they were learnt from, numbers and dates are
drawn. The same seed gives the same archive.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice, pairwise

from archive.accession import Arrival, accession_all, drafted
from archive.cite.mentions import find_mentions
from archive.store.database import Database
from archive.text.span import Span
from archive.works.dates import parse_iso
from archive.works.document import Block, BlockKind, CaptureRef, Document, Issuer
from archive.works.number import parse
from archive.works.validity import FoundClaim

KINDS = {
    "Chỉ thị": "CT",
    "Kế hoạch": "KH",
    "Hướng dẫn": "HD",
    "Quyết định": "QĐ",
    "Nghị quyết": "NQ",
    "Thông báo": "TB",
    "Kết luận": "KL",
    "Quy định": "QĐi",
}
PLACES = ("Lào Cai", "Yên Bái", "Tuyên Quang", "Hà Giang", "Lạng Sơn", "Phú Thọ", "Thanh Hóa", "Nghệ An")
_BATCH = 100  # documents taken in at once
FIRST_DAY, DAYS = date(2001, 1, 1), 9_000
PARTS, ITEMS, WORDS = 6, 4, 28  # parts a text, items a part, words an item: some 1,200 syllables in all


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of an archive: the commonest ones, and which words were seen after each."""

    words: tuple[str, ...]
    after: dict[str, list[str]] = field(default_factory=dict)

    def walk(self, luck: random.Random, length: int) -> list[str]:
        """Words in a row, each one seen after the one before it."""
        said = [luck.choice(self.words)]
        while len(said) < length:
            said.append(luck.choice(self.after.get(said[-1]) or self.words))
        return said


def learnt(documents: Iterable[Document]) -> Speech:
    """How documents speak: words of letters only, in lower case."""
    after: dict[str, list[str]] = {}
    for document in documents:
        words = [document.text[start:end].lower() for start, end in document.words]
        for left, right in pairwise(words):
            if left.replace(" ", "").isalpha() and right.replace(" ", "").isalpha():
                after.setdefault(left, []).append(right)
    return Speech(tuple(sorted(after)), after)


@dataclass(slots=True)
class _Page:
    """A text as it grows: its lines, the blocks and the words in it."""

    text: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    words: list[Span] = field(default_factory=list)
    size: int = 0

    def line(self, kind: BlockKind, level: int, words: list[str]) -> None:
        """Add a line of words."""
        begun = self.size
        for word in words:
            self.words.append(Span(self.size, self.size + len(word)))
            self.size += len(word) + 1
        self.blocks.append(Block(begun, self.size - 1, kind, level))
        self.text.append(" ".join(words))


def made(speech: Speech, count: int, seed: int = 1) -> Iterator[Document]:
    """So many documents; every tenth says from when it has effect."""
    luck = random.Random(seed)  # noqa: S311  # nothing secret
    for serial in range(1, count + 1):
        yield _document(speech, luck, serial)


def _document(speech: Speech, luck: random.Random, serial: int) -> Document:
    kind = luck.choice(tuple(KINDS))
    place = luck.choice(PLACES)
    day = FIRST_DAY + timedelta(luck.randrange(DAYS))
    number = f"{serial % 400 + 1:02d}-{KINDS[kind].replace('QĐi', 'QĐ')}/TU"
    title = speech.walk(luck, luck.randint(4, 9))
    page = _Page()
    page.line("letterhead-left", 0, ["Tỉnh ủy", place])
    page.line("letterhead-left", 0, ["Số", number])
    page.line("letterhead-right", 0, [place, ",", "ngày", f"{day:%d}", "tháng", f"{day:%m}", "năm", f"{day:%Y}"])
    page.line("heading", 1, [kind.upper()])
    page.line("heading", 2, ["về", *title])
    cited = f"Chỉ thị số {luck.randint(1, 400):02d}-CT/TU của Tỉnh ủy {luck.choice(PLACES)}"
    page.line("paragraph", 0, ["Căn cứ", *cited.split(), ",", *speech.walk(luck, 12), "."])
    _parts(page, speech, luck, title)
    return Document(
        genre="directive",
        number=parse(number),
        type=kind,
        issuer=Issuer(f"Tỉnh ủy {place}"),
        date=parse_iso(day.isoformat()),
        title=" ".join(title),
        place=place,
        system="party",
        text="\n".join(page.text),
        blocks=tuple(page.blocks),
        words=tuple(page.words),
        demonstration=True,
    )


def _parts(page: _Page, speech: Speech, luck: random.Random, title: list[str]) -> None:
    """Parts with items; words of the title come back in one of them, as they do in real texts."""
    roman = ("I", "II", "III", "IV", "V", "VI")
    for part in range(PARTS):
        page.line("heading", 2, [f"{roman[part]}-", *speech.walk(luck, 5)])
        for item in range(1, ITEMS + 1):
            again = title if luck.random() < 1 / ITEMS else []
            page.line("item", 1, [f"{item}-", *speech.walk(luck, WORDS), *again, "."])


def fill(database: Database, documents: Iterable[Document], told: int = 1_000) -> None:
    """Take documents in as the archive does, in batches, without captures of their own."""
    counted = enumerate(documents, start=1)
    while batch := list(islice(counted, _BATCH)):
        for stored in accession_all(database, [_arrival(document, count) for count, document in batch]):
            if isinstance(stored, Exception):
                raise stored
        if told and batch[-1][0] % told == 0:
            print(f"made {batch[-1][0]}", flush=True)


def _arrival(document: Document, count: int) -> Arrival:
    digest = f"sha256:{count:064x}"
    capture = CaptureRef(f"made:{count}", "text/plain", digest, "made.warc.gz", 0, "2026-01-01T00:00:00+00:00")
    head = document.text[: document.blocks[6].start]  # the preamble, where such texts cite
    own = document.blocks[1].end
    mentions = [one for one in find_mentions(head) if one.start > own]
    return Arrival(drafted(document, mentions, _claims(document, count)), capture)


def _claims(document: Document, count: int) -> tuple[FoundClaim, ...]:
    if count % 10:
        return ()
    block = document.blocks[-1]
    return (FoundClaim("in_force", "whole", block.start, block.end, since=document.date),)


def questions(documents: Iterable[Document], count: int, seed: int = 2) -> list[str]:
    """So many different questions that have an answer: words of titles and texts, some without marks, some numbers."""
    luck = random.Random(seed)  # noqa: S311  # nothing secret
    held = list(documents)
    asked: dict[str, None] = {}
    while len(asked) < count:
        asked[_question(luck.choice(held), luck)] = None
    return list(asked)


def _question(document: Document, luck: random.Random) -> str:
    form = luck.randrange(5)
    if form == 0:
        return f"{document.type} {document.number}"
    if form == 1:
        return document.title or ""
    first = luck.randrange(20, len(document.words) - 8)
    words = [document.text[start:end] for start, end in document.words[first : first + luck.randint(2, 5)]]
    said = " ".join(word for word in words if word.replace(" ", "").isalpha()) or document.title or ""
    return f'"{said}"' if form == 2 and " " in said else said
