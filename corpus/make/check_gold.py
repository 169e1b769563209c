"""Checks the gold rows against their own rules: paths exist, dates are ISO, offsets give the surface, rows are whole.

Every passage must stand in its document or, for Word and PDF, in the source it is printed from; a passage written for
the gold names its class instead. Here are no judgements about a reader's result: `vankien eval` compares. Each broken
rule is printed with file and line.
"""

import json
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent.parent
MAKE = CORPUS / "make"
NOTICES = ("VĂN BẢN MINH HỌA – không phải bản chính thức", "BÀI MINH HỌA – không phải tin chính thức")
KINDS = ("number", "bare", "plenum", "congress", "law", "back")
VALUES = ("in_force", "amended", "replaced", "abolished", "ended", "suspended", "continued")
ROMAN = re.compile(r"[IVX]{1,6}")
# How much there must be: passages; of these without a mention or with something that only looks like one; mentions of
# each relation that has a cue.
PASSAGES, NEGATIVES, OF_EACH_RELATION = 420, 160, 8
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
    text, end = row["text"], 0
    yield from check_passage(row)
    for mention in row["mentions"]:
        if text[mention["start"] : mention["end"]] != mention["surface"]:
            yield f"vị trí sai: {mention['surface']}"
        if mention["start"] < end:
            yield f"chồng lên mục trước: {mention['surface']}"
        end = mention["end"]
        yield from check_mention(mention, text)


def check_passage(row: Row) -> Iterator[str]:
    """A passage is from a document of the corpus, or was written for the gold and says for which class."""
    text = row["text"]
    if text != unicodedata.normalize("NFC", text):
        yield "đoạn văn không ở dạng NFC"
    if "path" in row:
        yield from check_path(row["path"])
        if squeeze(text) not in words_of(row["path"]):
            yield f"đoạn văn không có trong {row['path']}: {text[:60]}"
    elif not row.get("class"):
        yield f"đoạn văn viết riêng phải có lớp: {text[:60]}"


def check_mention(mention: Row, text: str) -> Iterator[str]:
    """Every value is one that a mention can have; what is quoted stands in the passage."""
    if broken_date(mention.get("date")):
        yield f"ngày sai: {mention['date']}"
    if mention.get("kind", "number") not in KINDS:
        yield f"loại mục lạ: {mention['kind']}"
    if mention.get("relation") and mention["relation"] not in cued_relations():
        yield f"quan hệ lạ: {mention['relation']}"
    if mention.get("term") and not ROMAN.fullmatch(mention["term"]):
        yield f"khóa phải là số La Mã: {mention['term']}"
    for name, label in (("title", "trích yếu"), ("provision", "điều khoản")):
        if mention.get(name) and mention[name].lower() not in text.lower():
            yield f"{label} không có trong đoạn: {mention[name]}"


@cache
def cued_relations() -> frozenset[str]:
    """The relations that words can show, by id."""
    table = tomllib.loads((CORPUS.parent / "archive/data/relations.toml").read_text("utf-8"))
    return frozenset(row["id"] for row in table["relation"] if row.get("cues"))


def check_amounts(rows: list[Row]) -> Iterator[str]:
    """The passages are enough for the scores to mean something: in all, without a mention, of each relation."""
    held = Counter(mention.get("relation") for row in rows for mention in row["mentions"])
    negatives = sum(not row["mentions"] or bool(row.get("trap")) for row in rows)
    if len(rows) < PASSAGES or negatives < NEGATIVES:
        yield f"quá ít đoạn: {len(rows)}, trong đó {negatives} đoạn không có viện dẫn hoặc dễ nhầm"
    yield from (f"quá ít mục {name}: {held[name]}" for name in cued_relations() if held[name] < OF_EACH_RELATION)


def check_links(row: Row) -> Iterator[str]:
    """One mention of a document and the work it means, or null when it must stay open."""
    yield from check_path(row["document"])
    target = row["target"]
    if target is not None and (set(target) != {"number", "issuer", "date"} or broken_date(target["date"])):
        yield f"đích không đủ số, cơ quan, ngày: {target}"
    context = str(row.get("context", row["surface"]))
    if row["surface"] not in context or ("context" in row and squeeze(context) not in words_of(row["document"])):
        yield f"ngữ cảnh không có trong {row['document']}: {context}"


def check_claims(row: Row) -> Iterator[str]:
    """One passage and every claim of validity in it: of a work mentioned, or (null) of the text itself."""
    text = row["text"]
    if text != unicodedata.normalize("NFC", text) or row["genre"] not in ("directive", "article"):
        yield f"đoạn văn không ở dạng NFC hoặc thể loại tin lạ: {text[:60]}"
    for claim in row["claims"]:
        start, surface = claim["start"], claim["surface"]
        if (start is None) != (surface is None) or (surface and not text.startswith(surface, start)):
            yield f"vị trí sai: {surface}"
        if claim["value"] not in VALUES or claim["scope"] not in ("whole", "part") or broken_date(claim.get("since")):
            yield f"nhận định sai: {claim}"


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
    ("held_back.jsonl", check_citations),
    ("claims.jsonl", check_claims),
    ("links.jsonl", check_links),
    ("queries.jsonl", check_queries),
)


def find_faults() -> Iterator[str]:
    """Every fault of the gold files; and each document has exactly one metadata row."""
    for name, check in CHECKS:
        for line, content in enumerate((CORPUS / "gold" / name).read_text("utf-8").splitlines(), start=1):
            yield from (f"{name}:{line}: {fault}" for fault in check(json.loads(content)))
    passages = [json.loads(line) for line in (CORPUS / "gold" / "citations.jsonl").read_text("utf-8").splitlines()]
    yield from (f"citations.jsonl: {fault}" for fault in check_amounts(passages))
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
