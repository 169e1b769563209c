"""How well files from before Unicode are read: `python -m tools.reach_legacy FOLDER` prints a row for each.

The folder holds `ground-truth/NAME.txt` (transcripts) and the files `*/NAME.doc|rtf|xls|txt|html`. The character error
is counted over letters and figures, in the order of the text, after case folding and as it stands; tables are read in
another order by every program, so that for sheets, and as a second figure for all, words are compared without order.
With `--modern FILE…` (texts, or JSON lines with a "text") the false alarms among modern texts are counted.
"""

import json
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from archive.errors import ArchiveError
from ingest.extract.dispatch import extract
from ingest.legacy import recode_text
from ingest.material import Extracted, Fetched, Request
from ingest.media import sniff
from ingest.normalise import normalise


def main(arguments: list[str]) -> None:
    """Print the rows that the arguments ask for."""
    if "--modern" in arguments:
        at = arguments.index("--modern")
        _modern([Path(name) for name in arguments[at + 1 :]])
        arguments = arguments[:at]
    for folder in map(Path, arguments):
        _legacy(folder)


def _legacy(folder: Path) -> None:
    print(f"{'file':<38}{'found':<22}{'CER':>9}{'exact':>9}{'no order':>10}{'s':>7}")
    total = Counter[str]()
    for truth in sorted((folder / "ground-truth").glob("*.txt")):
        for path in sorted(folder.glob(f"*/{truth.stem}.*")):
            if path.parent.name != "ground-truth":
                _row(path, _clean(truth.read_text("utf-8")), total)
    if total["letters"]:
        print(
            f"all: {total['files']} files, {total['detected']} detected, CER {total['errors'] / total['letters']:.5f}, "
            f"without order {total['loose'] / total['letters']:.5f} of {total['letters']} letters"
        )


def _row(path: Path, wanted: str, total: Counter[str]) -> None:
    begun = time.monotonic()
    try:
        read = _read(path)
    except ArchiveError as error:
        print(f"{path.stem[:36]:<38}{'refused: ' + error.message}")
        return
    seconds = time.monotonic() - begun
    text = _clean(normalise(read).text)
    letters = sum(map(len, _words(wanted)))
    errors, loose = _errors(text.casefold(), wanted.casefold()), _loose(text.casefold(), wanted.casefold())
    found = read.derivation.encoding if read.derivation else ""
    print(
        f"{path.stem[:36]:<38}{found or '-':<22}{errors / letters:9.5f}{_errors(text, wanted) / letters:9.5f}"
        f"{loose / letters:10.5f}{seconds:7.2f}"
    )
    total.update(files=1, detected=int(bool(found)), letters=letters, errors=errors, loose=loose)


def _read(path: Path) -> Extracted:
    payload = path.read_bytes()
    return extract(Fetched(Request(str(path), path), payload, sniff(payload)))


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _words(text: str) -> list[str]:
    """The words, letters and figures only."""
    return "".join(sign if sign.isalnum() else " " for sign in text).split()


def _errors(read: str, wanted: str) -> int:
    """Letters to change, in order: words aligned first, then the letters of words that differ."""
    ours, theirs = _words(read), _words(wanted)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return sum(
        _distance("".join(ours[i1:i2]), "".join(theirs[j1:j2]))
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind != "equal"
    )


def _loose(read: str, wanted: str) -> int:
    """Letters of words that one text has and the other has not, each set against the nearest left over."""
    ours, theirs = Counter(_words(read)), Counter(_words(wanted))
    extra, missing = sorted((ours - theirs).elements()), sorted((theirs - ours).elements())
    errors = 0
    for word in missing:
        nearest = min(extra, key=lambda other: _distance(word, other), default="")
        errors += min(_distance(word, nearest), len(word))
        if nearest and _distance(word, nearest) < len(word):
            extra.remove(nearest)
    return errors + sum(map(len, extra))


def _distance(one: str, other: str) -> int:
    """Edit distance; of long unlike stretches (tables in another order) the sum of what differs."""
    if len(one) * len(other) > 4_000_000:
        return max(len(one), len(other))
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        left, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            left, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, left + (a != b))
    return row[-1]


def _modern(paths: list[Path]) -> None:
    texts = alarms = signs = 0
    begun = time.process_time()
    for text in (text for path in paths for text in _texts(path)):
        texts += 1
        signs += len(text)
        recoded = recode_text(text)
        if recoded.encodings:
            alarms += 1
            print("false alarm:", recoded.encoding, text[:80].replace("\n", " "))
    seconds = time.process_time() - begun
    print(f"modern texts: {texts}, false alarms: {alarms}, {seconds / max(signs, 1) * 40e6:.2f} ms for 40,000 letters")


def _texts(path: Path) -> Iterator[str]:
    if path.suffix == ".jsonl":
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            yield " ".join(str(value) for value in row.values() if isinstance(value, str))
    else:
        yield path.read_text("utf-8", errors="replace")


if __name__ == "__main__":
    main(sys.argv[1:])
