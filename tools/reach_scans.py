"""How well scans are read, on PDFs with a text layer made pictures: `python -m tools.reach_scans FOLDER [PAGES [WAY]]`.

The first PAGES pages (1) of each PDF are drawn, spoiled in one way after the other (turned, askew, coarse, speckled,
pale, shadowed, stamped) and recognised; the words are held against those of the text layer. One row is printed a way:
part of the words not read as they stand, part of the words read that do not stand there, numbers and dates of the first
pages that are right, missing and wrong (which were wrong is told beside), and seconds a page (processor, with that of
the recogniser and of making the picture a PDF). A benchmark, no test.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from archive.errors import ExtractError
from archive.text.vietnamese import nfc
from ingest.extract.pdf_heads import without_heads
from ingest.extract.pdf_layout import pieces_of_pages
from ingest.extract.pdf_lines import PageLines, read_page
from ingest.extract.picture import extract_picture
from ingest.letterhead import read_letterhead
from ingest.material import Extracted
from ingest.normalise import normalise
from ingest.rereading import rereading_of

Colour = NDArray[np.uint8]
_FEWEST_WORDS = 80


@dataclass(slots=True)
class _Row:
    """What is counted of one way of spoiling."""

    words: int = 0
    missed: int = 0
    added: int = 0
    numbers: Counter[str] = field(default_factory=Counter)
    dates: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    refused: int = 0
    seconds: float = 0.0


def main(folder: Path, most: int, ways: str) -> None:
    """Print a row for each way of spoiling whose name holds `ways`."""
    print(f"{'way':<26}{'missed':>8}{'added':>8}   {'numbers':<16}{'dates':<16}{'s/page':>7}")
    for name, (dpi, spoil) in WAYS.items():
        if ways not in name:
            continue
        row = _Row()
        for path in sorted(folder.glob("*.pdf")):
            for page in _pages(path, most):
                _count(row, page, dpi, spoil, name=f"{name}, {path.name}")
        _print(name, row)


def _pages(path: Path, most: int) -> Iterator[tuple[pypdfium2.PdfPage, PageLines]]:
    document = pypdfium2.PdfDocument(path.read_bytes())
    for index in range(min(most, len(document))):
        lines = read_page(document, index)
        if sum(len(line.text.split()) for line in lines.lines) >= _FEWEST_WORDS:
            yield document[index], lines


def _count(
    row: _Row, page: tuple[pypdfium2.PdfPage, PageLines], dpi: int, spoil: Callable[[Colour], Colour], *, name: str
) -> None:
    drawn = page[0].render(scale=dpi / 72).to_numpy()[:, :, :3]
    before = os.times()
    try:
        extracted = extract_picture(ppm(spoil(drawn)), media_type="image/x-portable-pixmap")
    except ExtractError:
        extracted = Extracted(())
        row.refused += 1
    after = os.times()
    row.seconds += sum(after[:4]) - sum(before[:4])
    row.pages += 1
    truth = Counter(word for line in page[1].lines for word in nfc(line.text).split())
    read = Counter(word for text in _texts(extracted) for word in nfc(text).split())
    row.words += truth.total()
    row.missed += (truth - read).total()
    row.added += (Counter(nfc(" ".join(piece.text for piece in extracted.pieces)).split()) - truth).total()
    if page[1].number == 1:
        _compare(row, _head(_of_layer(page[1])), _head(extracted), name)


def _texts(extracted: Extracted) -> Iterator[str]:
    yield from (piece.text for piece in extracted.pieces)
    yield from extracted.aside


def _of_layer(lines: PageLines) -> Extracted:
    kept, dropped, aside = without_heads([lines])
    return Extracted(tuple(pieces_of_pages(kept)), {}, dropped, aside)


def _head(extracted: Extracted) -> tuple[object, object]:
    """The number and the day of the head, read again where letters were taken for others."""
    again = rereading_of(normalise(extracted))
    found = read_letterhead(again.text)
    head = again.settled(found) if found and extracted.derivation else found
    return (head.number, head.date) if head else (None, None)


def _compare(row: _Row, truth: tuple[object, object], read: tuple[object, object], name: str) -> None:
    for counter, true, found in zip((row.numbers, row.dates), truth, read, strict=True):
        if true is not None:
            verdict = "right" if found == true else "missing" if found is None else "wrong"
            counter[verdict] += 1
            if verdict == "wrong":
                print(f"  {name}: {found} for {true}", file=sys.stderr)


def _print(name: str, row: _Row) -> None:
    if not row.words:
        return
    told = [f"{one['right']} / {one['missing']} / {one['wrong']}" for one in (row.numbers, row.dates)]
    shares = f"{row.missed / row.words:8.3f}{row.added / row.words:8.3f}"
    refused = f"  refused {row.refused}" if row.refused else ""
    print(
        f"{name:<26}{shares}   {''.join(f'{one:<16}' for one in told)}{row.seconds / row.pages:7.2f}{refused}",
        flush=True,
    )


# --- ways of spoiling ------------------------------------------------------------------------------------------------


def ppm(colour: Colour) -> bytes:
    """A picture in colour as a portable pixel map."""
    head = b"P6 %d %d 255\n" % (colour.shape[1], colour.shape[0])
    return head + np.ascontiguousarray(colour[:, :, ::-1]).tobytes()


def _as_it_is(colour: Colour) -> Colour:
    return colour


def _quarters(count: int) -> Callable[[Colour], Colour]:
    return lambda colour: np.ascontiguousarray(np.rot90(colour, count))


def _askew(degrees: float) -> Callable[[Colour], Colour]:
    def askew(colour: Colour) -> Colour:
        height, width = colour.shape[:2]
        sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
        down, across = np.mgrid[0:height, 0:width]
        x = (cosine * (across - width / 2) - sine * (down - height / 2) + width / 2).astype(int)
        y = (sine * (across - width / 2) + cosine * (down - height / 2) + height / 2).astype(int)
        outside = (x < 0) | (y < 0) | (x >= width) | (y >= height)
        made: Colour = colour[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)]
        made[outside] = 255
        return made

    return askew


def _speckled(share: float) -> Callable[[Colour], Colour]:
    def speckled(colour: Colour) -> Colour:
        chance = np.random.default_rng(5).random(colour.shape[:2])
        made = colour.copy()
        made[chance < share / 2] = 0
        made[chance > 1 - share / 2] = 255
        return made

    return speckled


def _grainy(colour: Colour) -> Colour:
    grain = np.random.default_rng(5).normal(0, 30, colour.shape[:2])[:, :, None]
    return np.clip(colour + grain, 0, 255).astype(np.uint8)


def _pale(colour: Colour) -> Colour:
    return (150 + colour * (70 / 255)).astype(np.uint8)


def _shadowed(colour: Colour) -> Colour:
    shade = np.linspace(1.0, 0.35, colour.shape[1])[None, :, None]
    return (colour * shade).astype(np.uint8)


def _stamped(colour: Colour) -> Colour:
    """Round red seals over the letters, one on the letterhead and one in the middle."""
    made = colour.copy()
    height, width = colour.shape[:2]
    down, across = np.mgrid[0:height, 0:width]
    for y, x in ((0.12, 0.3), (0.5, 0.5)):
        far = np.hypot(down - y * height, across - x * width) / (width * 0.075)
        ink = ((far < 1) & (far > 0.93)) | ((far < 0.8) & (far > 0.76)) | (far < 0.25)
        made[ink] = np.minimum(made[ink], np.array([60, 40, 215], np.uint8))
    return made


WAYS: dict[str, tuple[int, Callable[[Colour], Colour]]] = {
    "300 dpi": (300, _as_it_is),
    "200 dpi": (200, _as_it_is),
    "120 dpi": (120, _as_it_is),
    "turned by 90": (200, _quarters(1)),
    "turned by 180": (200, _quarters(2)),
    "turned by 270": (200, _quarters(3)),
    "askew by 1": (200, _askew(1.0)),
    "askew by -2": (200, _askew(-2.0)),
    "askew by 3": (200, _askew(3.0)),
    "turned by 90, askew by 2": (200, lambda colour: _quarters(1)(_askew(2.0)(colour))),
    "speckled, 2 % of pixels": (200, _speckled(0.02)),
    "grainy": (200, _grainy),
    "pale": (200, _pale),
    "shadowed": (200, _shadowed),
    "red seals": (200, _stamped),
}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1, "".join(sys.argv[3:4]))
