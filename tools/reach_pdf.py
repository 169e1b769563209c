"""How far the reading of PDFs reaches on real files with a text twin: `python -m tools.reach_pdf FOLDER`.

For each `x.pdf` with an `x.txt` beside it: share of words of the reading that are in the twin (P), of the twin's that
were read (R), F1, and the share in the same order; running heads and page numbers are set aside on both sides. Then
pages a second through extraction and normalising. A benchmark, no test.
"""

import re
import sys
import time
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from archive.errors import ArchiveError
from archive.text.vietnamese import nfc
from ingest.extract.pdf import extract_pdf
from ingest.material import Extracted
from ingest.normalise import normalise

ROUNDS = 3  # the best of so many runs: other programs of the machine only ever make it slower
_WORD = re.compile(r"\w+")
# A running head of the twin with the page number beside it: "CÔNG BÁO/Số 55/Ngày 26-01-2026" | "37". A number by itself
# elsewhere is a cell of a table.
_HEAD = re.compile(
    r"^(?:\s*\d{1,4}\s*\n)?[^\S\n]*(?:\d{1,4}\s+)?CÔNG BÁO\s*/\s*Số.{0,60}\n(?:\s*\d{1,4}[^\S\n]*$)?", re.MULTILINE
)


def main(folder: Path) -> None:
    """Print a row for each file with a twin, the mean, and the speed over all PDFs of the folder."""
    rows = [measured for path in sorted(folder.glob("*.pdf")) if (measured := _row(path))]
    if rows:
        mean = [sum(row[i] for row in rows) / len(rows) for i in range(4)]
        _say("mean", mean)
        _say("worst", [min(row[i] for row in rows) for i in range(4)])
    _speed(sorted(folder.glob("*.pdf")))


def _row(path: Path) -> list[float] | None:
    twin = path.with_suffix(".txt")
    if not twin.exists():
        return None
    try:
        extracted = extract_pdf(path.read_bytes())
    except ArchiveError as error:
        print(f"{path.stem:<50} {error}")
        return [0.0] * 4
    figures = compared(normalise(extracted).text, twin.read_text("utf-8"), extracted)
    _say(path.stem, figures)
    return figures


def compared(read: str, twin: str, extracted: Extracted) -> list[float]:
    """Precision, recall, F1 by words, and the share of the twin's words in the same order."""
    heads = {" ".join(line.split()) for line in extracted.aside}
    kept = [line for line in _HEAD.sub("", nfc(twin)).splitlines() if " ".join(line.split()) not in heads]
    ours, theirs = _WORD.findall(read), _WORD.findall("\n".join(kept))
    same = sum((Counter(ours) & Counter(theirs)).values())
    precision, recall = same / max(len(ours), 1), same / max(len(theirs), 1)
    matched = sum(block.size for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks())
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return [precision, recall, f1, 2 * matched / max(len(ours) + len(theirs), 1)]


def _say(what: str, figures: list[float]) -> None:
    print(f"{what[:50]:<50} P {figures[0]:.4f}  R {figures[1]:.4f}  F1 {figures[2]:.4f}  in order {figures[3]:.4f}")


def _speed(paths: list[Path]) -> None:
    """Pages a second through extraction and normalising, on one core."""
    payloads = [path.read_bytes() for path in paths]
    best, pages = float("inf"), 0
    for _ in range(ROUNDS):
        pages, begun = 0, time.process_time()
        for payload in payloads:
            try:
                extracted = extract_pdf(payload)
            except ArchiveError:
                continue
            normalise(extracted)
            pages += int(extracted.meta["pages"])
        best = min(best, time.process_time() - begun)
    if pages:
        print(f"{len(payloads)} files, {pages} pages: {pages / best:.1f} pages/s")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
