"""How well number, type, date, issuer and title are read on real files: `python -m tools.reach_metadata FOLDER`.

What each document says of itself stands in `corpus/gold/reach_metadata.jsonl`, written by people from the documents:
`file` is a path inside FOLDER, or a line of a JSONL file ("docs.jsonl#12", from 0) whose `text` is read as a text
file; `null` is what a document does not say, a field left out is not scored. Every file goes the way of the archive as
far as the store. One row is printed a folder and field: values right, wrong, missed (written, not read), invented
(read, not written) and rightly silent, the share of the written ones that is right, and for titles how much of their
words was read (F1). `--wrong` tells each
value that is not right; `--only WORDS` takes the files whose name holds them. A benchmark, no test.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from archive.errors import ArchiveError
from archive.quality import same_value
from archive.text.vietnamese import comparable
from archive.works.document import Document
from archive.works.number import parse
from ingest import media
from ingest.extract import Extractor
from ingest.material import Fetched, Request
from ingest.pipeline import prepared
from ingest.sources.folder import fetch

GOLD = Path(__file__).parent.parent / "corpus" / "gold" / "reach_metadata.jsonl"
FIELDS = ("number", "type", "date", "issuer", "title")
_MOST_BYTES = 64_000_000

Row = Mapping[str, str | None]
Verdict = Literal["right", "wrong", "missed", "invented", "silent"]


@dataclass(slots=True)
class Tally:
    """What is counted of one field: verdicts, and the shares of words of titles that were read."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    shares: list[float] = field(default_factory=list)


def main(folder: Path, *, wrong: bool, only: str) -> None:
    """Print the table, and before it each value that is not right where that is wished."""
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    tallies: defaultdict[tuple[str, str], Tally] = defaultdict(Tally)
    for row, found in _read(folder, [row for row in rows if only in row["file"]]):
        for name in FIELDS:
            if name in row:
                verdict = _verdict(name, row[name], found.get(name))
                for place in (_place(str(row["file"])), "total"):
                    _count(tallies[place, name], verdict, name, row[name], found.get(name))
                if wrong and verdict not in ("right", "silent"):
                    print(f"{row['file']}\n  {verdict} {name}\n    is   {row[name]}\n    read {found.get(name)}")
                    if why := found.get("refused"):
                        print(f"    {why}")
    _print(tallies)


def _place(file: str) -> str:
    """The group a file is counted in: its folder and ending, so that a PDF is not mixed with its text twin."""
    path = Path(file.partition("#")[0])
    return f"{path.parent}/*{path.suffix}" if path.parent.name else path.name


# --- reading ---------------------------------------------------------------------------------------------------------


def _read(folder: Path, rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Each row with what the reader says of its document; a refused one says nothing."""
    with Extractor(page_seconds=120.0, seconds=120.0) as extractor:
        for row in rows:
            try:
                yield row, _values(prepared(_fetched(folder, str(row["file"])), extractor).document)
            except ArchiveError as error:
                yield row, {"refused": error.message}


def _fetched(folder: Path, file: str) -> Fetched:
    name, _, line = file.partition("#")
    path = folder / name
    if not line:
        return fetch(Request(path.as_posix(), path=path), max_bytes=_MOST_BYTES)
    text = json.loads(path.read_text("utf-8").splitlines()[int(line)])["text"]
    return Fetched(Request(f"{name}-{line}.txt"), text.encode(), media.TEXT)


def _values(document: Document) -> Row:
    """What a document says of itself; of an article the headline and the day it was published are no such thing."""
    issuer, date = document.issuer, document.date
    return {
        "number": str(document.number) if document.number else None,
        "type": document.type,
        "date": str(date) if date and document.genre == "directive" else None,
        "issuer": issuer.name if issuer else None,
        "title": document.title if document.genre == "directive" else None,
    }


# --- counting --------------------------------------------------------------------------------------------------------


def _verdict(name: str, written: str | None, read: str | None) -> Verdict:
    if written is None:
        return "silent" if read is None else "invented"
    if read is None:
        return "missed"
    if name == "number":
        return "right" if parse(written).key == parse(read).key else "wrong"
    return "right" if same_value(name, written, read) else "wrong"


def _count(tally: Tally, verdict: Verdict, name: str, written: str | None, read: str | None) -> None:
    tally.verdicts[verdict] += 1
    if name == "title" and written:
        tally.shares.append(_shared(written, read or ""))


def _shared(written: str, read: str) -> float:
    """The F1 of the words of two titles."""
    one, other = Counter(comparable(written).split()), Counter(comparable(read).split())
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def _print(tallies: Mapping[tuple[str, str], Tally]) -> None:
    print(
        f"{'folder':<28}{'field':<8}{'right':>6}{'wrong':>6}{'missed':>7}{'invented':>9}{'silent':>7}{'share':>8}{'words':>8}"
    )
    places = sorted({place for place, _ in tallies}, key=lambda place: (place == "total", place))
    for place in places:
        for name in FIELDS:
            if (place, name) in tallies:
                print(f"{place:<28}{name:<8}{_row(tallies[place, name])}")


def _row(tally: Tally) -> str:
    counts = tally.verdicts
    written = counts["right"] + counts["wrong"] + counts["missed"]
    share = f"{counts['right'] / written:>8.4f}" if written else f"{'':>8}"
    words = f"{sum(tally.shares) / len(tally.shares):>8.4f}" if tally.shares else ""
    return (
        f"{counts['right']:>6}{counts['wrong']:>6}{counts['missed']:>7}{counts['invented']:>9}{counts['silent']:>7}"
        f"{share}{words}"
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--wrong", action="store_true")
    asked.add_argument("--only", default="")
    given = asked.parse_args()
    main(given.folder, wrong=given.wrong, only=given.only)
