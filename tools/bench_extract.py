"""How fast files are read on this machine: `python -m tools.bench_extract FOLDER…` prints a row a kind and a stage.

HTML is counted in pages of 40 kB, PDF in pages, DOCX in files; every stage of a document before the store is timed by
itself (decode and parse, extract, normalise, describe), best of three, in processor time. A benchmark and no test:
figures depend on the machine and on who else works on it.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import ArchiveError
from ingest import media
from ingest.charset import decode
from ingest.describe import describe
from ingest.extract.dispatch import extract
from ingest.extract.page_tree import parse_page
from ingest.material import Extracted, Fetched, Page, Request
from ingest.normalise import normalise

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = (ROOT / "corpus" / "documents", ROOT / "tests" / "ingest" / "data")
KINDS = (media.HTML, media.DOCX, media.PDF)
PAGE_OF_HTML = 40_000
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """The files of one kind that can be read, with what came of them, and how many pages they count for."""

    files: tuple[Fetched, ...]
    extracted: tuple[Extracted, ...]
    pages: tuple[Page, ...]
    units: float


def main() -> None:
    """Print every figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path, default=list(DEFAULT), help="folders with files to read")
    given = options.parse_args()
    files = [one for folder in given.folders for one in sorted(folder.rglob("*")) if one.is_file()]
    for kind in KINDS:
        measure(kind, [one for one in map(fetched, files) if one.media_type == kind])


def fetched(path: Path) -> Fetched:
    """A file as its source gives it."""
    payload = path.read_bytes()
    return Fetched(Request(path.name), payload, media.sniff(payload))


def measure(kind: str, files: Sequence[Fetched]) -> None:
    """Print the rows of one kind: each stage with its pages a second and its share of the whole."""
    sample = sampled(kind, files)
    if not sample.files:
        return
    stages: dict[str, float] = {}
    if kind == media.HTML:
        stages["· trong đó giải mã"] = best(lambda: [decode(one.payload) for one in sample.files])
        texts = [decode(one.payload).text for one in sample.files]
        stages["· trong đó dựng cây (lxml)"] = best(lambda: [parse_page(text) for text in texts])
    stages["tách nội dung"] = best(lambda: [extract(one) for one in sample.files])
    stages["chuẩn hóa"] = best(lambda: [normalise(one) for one in sample.extracted])
    stages["đọc trường"] = best(lambda: [describe(one, {}) for one in sample.pages])
    whole = sum(seconds for name, seconds in stages.items() if not name.startswith("·"))
    print(f"{kind}: {len(sample.files)} tệp, {sample.units:.1f} trang, {sample.units / whole:.1f} trang/giây")
    for name, seconds in stages.items():
        print(f"  {name:<28}{sample.units / max(seconds, 1e-9):>10.1f} trang/giây {seconds / whole:>7.1%}")


def sampled(kind: str, files: Sequence[Fetched]) -> Sample:
    """The files that can be read, read once."""
    read: list[tuple[Fetched, Extracted]] = []
    for one in files:
        try:
            read.append((one, extract(one)))
        except ArchiveError as error:
            print(f"  bỏ qua {one.request.origin}: {error.message}")
    extracted = tuple(result for _, result in read)
    return Sample(tuple(one for one, _ in read), extracted, tuple(map(normalise, extracted)), units(kind, read))


def units(kind: str, read: Sequence[tuple[Fetched, Extracted]]) -> float:
    """How many pages the files count for."""
    if kind == media.HTML:
        return sum(len(one.payload) for one, _ in read) / PAGE_OF_HTML
    if kind == media.PDF:
        return float(sum(max((piece.page for piece in result.pieces), default=1) for _, result in read))
    return float(len(read))


def best(work: Callable[[], object]) -> float:
    """Processor seconds of the fastest round."""
    seconds: list[float] = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    return min(seconds)


if __name__ == "__main__":
    main()
