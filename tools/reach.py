"""How far the recogniser reaches on real texts that are no part of this repository: `make reach REAL=FOLDER`.

The folder holds JSON lines, by the beginning of their names: `party_mentions*` ({"context", "ctx_start", "mention",
"number", "type", "issuer"}), `phapdien_articles*` ({"note", "law_id"}), `laws_metadata*` ({"law_id", "type", "title",
"issued", "issuer"}), `docs_full*` ({"text"}, official documents full of citations), `legal_corpus*.jsonl.gz` ({"text"},
running text of laws). One row of figures is printed for each; a benchmark, no test.
"""

import gzip
import json
import re
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from archive.cite.mentions import find_mentions
from archive.errors import NumberError
from archive.quality import same_issuer, same_value
from archive.text.vietnamese import nfc
from archive.works.document import Mention
from archive.works.issuer import share_known
from archive.works.number import Number, parse

Row = Mapping[str, Any]
PORTION = 8_000_000
ROUNDS = 3  # the best of so many runs: other programs of the machine only ever make it slower

# The tail of a codification note. Matches: "ngày 21/11/2012 của Quốc hội, có hiệu lực thi hành". The last one counts:
# a title may hold citations of its own.
_TAIL = re.compile(r"ngày (\d{1,2})/(\d{1,2})/(\d{4}) của ((?:(?!ngày \d)[^()])+?)(?=, có hiệu lực|\s*\))")


def main(folder: Path) -> None:
    """Print every figure that the folder has rows for."""
    _party(list(_rows(folder, "party_mentions")))
    _notes(list(_rows(folder, "phapdien_articles")))
    _laws(list(_rows(folder, "laws_metadata")))
    _speed("official documents", [nfc(row["text"]) for row in _rows(folder, "docs_full")])
    _speed("running text of laws", list(_portion(folder, "legal_corpus")))


def _rows(folder: Path, name: str) -> Iterator[Row]:
    for path in sorted(folder.glob(f"{name}*.jsonl")):
        yield from (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())


def _portion(folder: Path, name: str) -> Iterator[str]:
    """The first `PORTION` bytes of texts of a packed file, composed."""
    size = 0
    for path in sorted(folder.glob(f"{name}*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = nfc(json.loads(line).get("text") or "")
                size += len(text.encode())
                if size > PORTION:
                    return
                yield text


def _say(what: str, right: int, of: int, remark: str = "") -> None:
    if of:
        print(f"{what:<34} {right / of:8.4f}   {right} of {of}{'  ' + remark if remark else ''}")


def _number(written: str) -> Number | None:
    try:
        return parse(nfc(written))
    except NumberError:
        return None


# --- Party numbers in their contexts ---------------------------------------------------------------------------------


def _party(rows: list[Row]) -> None:
    """The marked mention found at its place with its own number."""
    marked = [(row, wanted) for row in rows if (wanted := _number(row["mention"]))]
    _say("party mentions, exact number", sum(_found(row, wanted) for row, wanted in marked), len(marked))


def _found(row: Row, wanted: Number) -> bool:
    # Offsets count in the context as it came; composing its letters may shorten it.
    start, end = (len(nfc(row["context"][: row[edge]])) for edge in ("ctx_start", "ctx_end"))
    return any(
        one.number is not None and one.number.key == wanted.key and one.start < end and start < one.end
        for one in find_mentions(nfc(row["context"]))
    )


# --- notes of the official codification ------------------------------------------------------------------------------


def _notes(rows: list[Row]) -> None:
    """The law a note names first: its number, and its day and body where the note writes them."""
    known = [(nfc(row["note"]), wanted) for row in rows if row.get("note") and (wanted := _number(row["law_id"]))]
    numbers = dates = issuers = tails = 0
    for note, wanted in known:
        first = next(iter(find_mentions(note)), None)
        numbers += bool(first and first.number and first.number.key == wanted.key)
        tail = list(_TAIL.finditer(note))
        if tail:
            tails += 1
            day, month, year, body = tail[-1].groups()
            dates += _dated(first, f"{year}-{int(month):02}-{int(day):02}")
            issuers += bool(first and first.issuer and same_issuer(body, first.issuer.name))
    _say("codification notes, number", numbers, len(known))
    _say("codification notes, date", dates, tails)
    _say("codification notes, issuer", issuers, tails)


def _dated(mention: Mention | None, iso: str) -> bool:
    return bool(mention and mention.date and mention.date.iso == iso)


# --- citations written out of catalogue rows -------------------------------------------------------------------------


def _laws(rows: list[Row]) -> None:
    """The issuer of a row maps to a body of the tables; its citation gives back number, day, issuer and title."""
    rows = [row for row in rows if row["issuer"] and row["issued"] and _number(row["law_id"])]
    known, of = share_known(tuple(row["issuer"] for row in rows))
    _say("catalogue rows, issuer known", known, of)
    cited = [(row, find_mentions(_citation(row))) for row in rows]
    parsed = [(row, one[0]) for row, one in cited if one]
    _say("catalogue rows, number read", sum(_numbered(row, one) for row, one in parsed), len(rows))
    _say("catalogue rows, date read", sum(_dated(one, _iso(row["issued"])) for row, one in parsed), len(rows))
    _say("catalogue rows, issuer read", sum(_issued(row, one) for row, one in parsed), len(rows))
    _say("catalogue rows, title read", sum(_titled(row, one) for row, one in parsed), len(rows))


def _citation(row: Row) -> str:
    """The row as a note of the codification would cite it."""
    cited = f"{row['type']} số {row['law_id']} {row['title']} ngày {row['issued']} của {row['issuer']}"
    return nfc(f"(Điều 1 {cited}, có hiệu lực thi hành kể từ ngày {row['effective']})")


def _numbered(row: Row, mention: Mention) -> bool:
    wanted = _number(row["law_id"])
    return bool(wanted and mention.number and mention.number.key == wanted.key)


def _issued(row: Row, mention: Mention) -> bool:
    return bool(mention.issuer and same_issuer(nfc(row["issuer"]), mention.issuer.name))


def _titled(row: Row, mention: Mention) -> bool:
    return same_value("title", nfc(row["title"]), mention.title)


def _iso(day: str) -> str:
    return "-".join(reversed([part.zfill(2) for part in day.split("/")]))


# --- speed -----------------------------------------------------------------------------------------------------------


def _speed(what: str, texts: list[str]) -> None:
    """Megabytes of UTF-8 text a second, recogniser and classifier together, on one core."""
    if not texts:
        return
    find_mentions(texts[0])  # tables and patterns are made at first use
    size, found, best = sum(len(text.encode()) for text in texts) / 1e6, 0, float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        found = sum(len(find_mentions(text)) for text in texts)
        best = min(best, time.process_time() - begun)
    print(f"{f'MB/s, {what}':<34} {size / best:8.2f}   {len(texts)} texts, {size:.2f} MB, {found} mentions")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
