"""The files of the pipeline's bench: of the size that is said, every one another, taken in like real ones."""

from pathlib import Path

from tests.bench.bench_document import rows
from tests.bench.collection import Collection
from tests.bench.made_files import PAGE_LETTERS, html_pages, plain_texts


def test_pages_are_of_the_size_that_is_said(small: Collection, tmp_path: Path) -> None:
    assert html_pages(tmp_path, rows(small.lines(), small.documents, small.made), 5) == 5
    pages = [file.read_text("utf-8") for file in sorted(tmp_path.iterdir())]
    assert all(PAGE_LETTERS * 0.9 < len(page.encode()) < PAGE_LETTERS * 1.3 for page in pages)
    assert len(set(pages)) == 5


def test_no_more_pages_are_made_than_there_are_texts(small: Collection, tmp_path: Path) -> None:
    made = html_pages(tmp_path, rows(small.lines(), 4, small.made), 5)
    assert made == len(list(tmp_path.iterdir())) < 5


def test_texts_have_a_head_and_a_number_of_their_own(small: Collection, tmp_path: Path) -> None:
    assert plain_texts(tmp_path, rows(small.lines(), small.documents, small.made), 3) == 3
    texts = [file.read_text("utf-8").splitlines() for file in sorted(tmp_path.iterdir())]
    assert [lines[2] for lines in texts] == ["Số 02-CT/TU", "Số 03-CT/TU", "Số 04-CT/TU"]
    assert all(lines[5] == "CHỈ THỊ" and len(lines) > 15 for lines in texts)
