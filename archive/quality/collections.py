"""Collections of articles in JSON lines: what questions are asked over, read strictly and made documents of.

A row is one article of a law or decree; a second file gives the titles of the works. Words found by pyvi are kept in a
cache beside, by the digest of the collection, because finding them takes most of the time.
"""

import gzip
import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from archive.errors import QueryError
from archive.quality.shapes import Row
from archive.text import segment
from archive.text.span import Span
from archive.text.vietnamese import nfc
from archive.works.document import Container, Document

# One article is far shorter; a longer line is no article, and is not read whole.
_LONGEST_LINE = 16_000_000


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its id, the number of the work it is part of, its title ("" when it has none) and its text (NFC)."""

    id: str
    work: str
    title: str
    text: str


# --- lines -----------------------------------------------------------------------------------------------------------


def rows_of(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a file of JSON lines, plain or `.gz`, each with its line number from 1; empty lines are passed over.

    Raises:
        QueryError: a line is not a JSON object, or the file is not what its name says; the message names the line.
    """
    place = 0
    try:
        with _open(path) as file:
            while line := file.readline(_LONGEST_LINE):
                place += 1
                if line.strip():
                    yield place, _row(path, place, line)
    except (OSError, EOFError, UnicodeDecodeError) as cause:
        raise QueryError(
            f"{path.name}, dòng {place + 1}: không đọc được.", remedy="Tệp phải là JSON từng dòng, UTF-8."
        ) from cause


def _open(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return cast("IO[str]", gzip.open(path, "rt", encoding="utf-8"))
    return path.open("r", encoding="utf-8")


def _row(path: Path, place: int, line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as cause:
        raise _refused(path, place, "không phải là một đối tượng JSON") from cause
    if not isinstance(row, dict):
        raise _refused(path, place, "không phải là một đối tượng JSON")
    return row


def _refused(path: Path, place: int, why: str) -> QueryError:
    return QueryError(f"{path.name}, dòng {place}: {why}.", remedy="Mỗi dòng một đối tượng.")


def _text(path: Path, place: int, row: Row, name: str) -> str:
    value = row.get(name) or ""
    if not isinstance(value, str):
        raise _refused(path, place, f"“{name}” phải là chuỗi")
    return nfc(value)


# --- articles --------------------------------------------------------------------------------------------------------


def read_articles(path: Path) -> Iterator[Article]:
    """The articles of a collection: rows `{"id", "law_id", "title", "text"}`; other fields are not read.

    Raises:
        QueryError: a row has no id, an id stands twice, or a field is no text; the message names the line.
    """
    seen: set[str] = set()
    for place, row in rows_of(path):
        article_id = row.get("id")
        if not isinstance(article_id, str) or not article_id:
            raise _refused(path, place, "thiếu “id”")
        if article_id in seen:
            raise _refused(path, place, f"“id” {article_id} đã có ở dòng trên")
        seen.add(article_id)
        work, title, text = (_text(path, place, row, name) for name in ("law_id", "title", "text"))
        yield Article(article_id, work, title, text)


def read_titles(path: Path) -> dict[str, str]:
    """The title of each work, its type in front: rows `{"law_id", "type", "title"}`; numbers without regard to case.

    Raises:
        QueryError: a row has no `law_id`, or a field is no text; the message names the line.
    """
    titles: dict[str, str] = {}
    for place, row in rows_of(path):
        work, kind, title = (_text(path, place, row, name) for name in ("law_id", "type", "title"))
        if not work:
            raise _refused(path, place, "thiếu “law_id”")
        titles[work.lower()] = f"{kind} {title}".strip()
    return titles


def documents(
    articles: Iterable[tuple[Article, tuple[Span, ...]]], titles: Mapping[str, str] | None = None
) -> Iterator[Document]:
    """Every article as a document of its own that knows the work it is part of; words are those of its text."""
    for article, words in articles:
        work = Container(article.work, (titles or {}).get(article.work.lower(), "")) if article.work else None
        yield Document(
            genre="directive",
            id=article.id,
            title=article.title or None,
            text=article.text,
            words=words,
            container=work,
        )


# --- words -----------------------------------------------------------------------------------------------------------


def with_words(path: Path, cache: Path | None = None) -> Iterator[tuple[Article, tuple[Span, ...]]]:
    """The articles of a collection with the words of each text, from the cache when it has them, else found now.

    Without a cache the words are left empty, for the index to find. A cache that is half written is not used: its file
    gets its name when it is whole.
    """
    if cache is None:
        yield from ((article, ()) for article in read_articles(path))
        return
    kept = cache / f"{digest(path)}.words.gz"
    if not kept.is_file():
        _keep(path, kept)
    with gzip.open(kept, "rb") as file:
        yield from ((article, _unpacked(cast("IO[bytes]", file))) for article in read_articles(path))


def digest(path: Path) -> str:
    """What a cache of words is named by: the bytes of the collection and the recipe of the words."""
    found = hashlib.sha256(segment.recipe().encode())
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            found.update(chunk)
    return found.hexdigest()[:16]


def _keep(path: Path, kept: Path) -> None:
    """Find the words of a collection and write them."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    half = kept.with_suffix(".half")
    with gzip.open(half, "wb", compresslevel=1) as file:
        for article in read_articles(path):
            file.write(_packed(segment.segment(article.text)))
    half.replace(kept)


def _packed(words: Sequence[Span]) -> bytes:
    """The words as 4-byte numbers, low byte first: how many, then from the end of the last one to the start, length."""
    numbers = array("I", [len(words)])
    last = 0
    for start, end in words:
        numbers.extend((start - last, end - start))
        last = end
    return _low_first(numbers).tobytes()


def _unpacked(file: IO[bytes]) -> tuple[Span, ...]:
    numbers = array("I", file.read(8 * _count(file)))
    words: list[Span] = []
    last = 0
    for gap, length in zip(*[iter(_low_first(numbers))] * 2, strict=True):
        words.append(Span(last + gap, last + gap + length))
        last += gap + length
    return tuple(words)


def _count(file: IO[bytes]) -> int:
    return int.from_bytes(file.read(4), "little")


def _low_first(numbers: "array[int]") -> "array[int]":
    """The numbers with their low byte first, whatever the machine has."""
    if array("H", [1]).tobytes() != b"\x01\x00":
        numbers.byteswap()
    return numbers
