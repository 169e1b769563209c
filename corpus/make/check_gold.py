"""Checks the gold rows against their own rules: paths exist, dates are ISO, offsets give the surface, rows are whole.

Every passage must stand in its document or, for Word and PDF, in the source it is printed from. Here are no
judgements about a reader's result: `vankien eval` compares. Each broken rule is printed with file and line.
"""

import json
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent.parent
MAKE = CORPUS / "make"
NOTICES = ("VĂN BẢN MINH HỌA – không phải bản chính thức", "BÀI MINH HỌA – không phải tin chính thức")
Row = dict[str, Any]


class Words(HTMLParser):
    """Collects the character data of a page, whatever stands round it."""

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep one run of characters."""
        self.found.append(data)


def squeeze(text: str) -> str:
    """NFC with every run of white space as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@cache
def words_of(path: str) -> str:
    """The words of a document, read from its text source."""
    document = CORPUS / path
    sources = {".docx": MAKE / "word" / f"{document.stem}.toml", ".pdf": MAKE / "pdf" / f"{document.stem}.html"}
    source = sources.get(document.suffix, document)
    content = source.read_text("utf-8")
    if source.suffix == ".toml":
        return squeeze(tomllib.loads(content)["body"])
    if source.suffix == ".txt":
        return squeeze(content)
    reader = Words()
    reader.feed(content)
    return squeeze(" ".join(reader.found))


def broken_date(value: str | None) -> bool:
    """Whether a date is neither missing nor an ISO year, month or day of the calendar: 2016, 2016-05, 2016-05-15."""
    if value is None:
        return False
    whole = value + {4: "-01-01", 7: "-01"}.get(len(value), "")
    try:
        return date.fromisoformat(whole).isoformat() != whole
    except ValueError:
        return True


def check_path(path: str) -> Iterator[str]:
    """The document of a row lies in the corpus and says that it is a demonstration."""
    if not (CORPUS / path).is_file():
        yield f"không có tệp {path}"
    # The notice of the Word files is printed by make_docx.py, not written in each source.
    elif not path.endswith(".docx") and not any(notice in words_of(path) for notice in NOTICES):
        yield f"thiếu dòng minh họa: {path}"


def check_metadata(row: Row) -> Iterator[str]:
    """One document with its number, type, date, issuer, title and genre."""
    yield from check_path(row["path"])
    if broken_date(row["date"]):
        yield f"ngày sai: {row['date']}"
    if row["genre"] not in ("directive", "article"):
        yield f"thể loại tin lạ: {row['genre']}"
    if (row["number"] is None) != (row["genre"] == "article"):
        yield "tin bài không có số, văn bản phải có số"


def check_citations(row: Row) -> Iterator[str]:
    """One passage in NFC with every mention in it, in order and apart."""
    yield from check_path(row["path"])
    text, end = row["text"], 0
    if text != unicodedata.normalize("NFC", text):
        yield "đoạn văn không ở dạng NFC"
    if squeeze(text) not in words_of(row["path"]):
        yield f"đoạn văn không có trong {row['path']}: {text[:60]}"
    for mention in row["mentions"]:
        if text[mention["start"] : mention["end"]] != mention["surface"]:
            yield f"vị trí sai: {mention['surface']}"
        if mention["start"] < end:
            yield f"chồng lên mục trước: {mention['surface']}"
        end = mention["end"]
        if broken_date(mention.get("date")):
            yield f"ngày sai: {mention['date']}"
        if mention.get("title") and mention["title"] not in text:
            yield f"trích yếu không có trong đoạn: {mention['title']}"


def check_links(row: Row) -> Iterator[str]:
    """One mention of a document and the work it means, or null when it must stay open."""
    yield from check_path(row["document"])
    target = row["target"]
    if target is not None and (set(target) != {"number", "issuer", "date"} or broken_date(target["date"])):
        yield f"đích không đủ số, cơ quan, ngày: {target}"


def check_queries(row: Row) -> Iterator[str]:
    """One query with at least one expected work."""
    if not row["query"].strip() or not row["expected"]:
        yield "câu hỏi hoặc kết quả mong đợi trống"
    for work in row["expected"]:
        if broken_date(work["date"]) or not work["body"]:
            yield f"kết quả mong đợi thiếu ngày hoặc cơ quan: {work['number']}"


CHECKS: tuple[tuple[str, Callable[[Row], Iterator[str]]], ...] = (
    ("metadata.jsonl", check_metadata),
    ("citations.jsonl", check_citations),
    ("links.jsonl", check_links),
    ("queries.jsonl", check_queries),
)


def find_faults() -> Iterator[str]:
    """Every fault of the four files; and each document has exactly one metadata row."""
    for name, check in CHECKS:
        for line, content in enumerate((CORPUS / "gold" / name).read_text("utf-8").splitlines(), start=1):
            yield from (f"{name}:{line}: {fault}" for fault in check(json.loads(content)))
    rows = (CORPUS / "gold" / "metadata.jsonl").read_text("utf-8").splitlines()
    described = sorted(json.loads(row)["path"] for row in rows)
    held = sorted(path.relative_to(CORPUS).as_posix() for path in (CORPUS / "documents").glob("*/*"))
    if described != held:
        yield f"metadata.jsonl: lệch với các tệp: {sorted(set(described) ^ set(held))}"


def main() -> int:
    """Print the faults; 0 when there are none."""
    faults = list(find_faults())
    for fault in faults:
        sys.stdout.write(fault + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
