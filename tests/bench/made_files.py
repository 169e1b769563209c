"""Files that a collection's texts are written into: web pages of a portal, and plain texts, each with its own number.

They stand for what an archive takes in by the thousand: the head of a directive, paragraphs, and round a page the menus
and lists that every portal has.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from pathlib import Path

from tests.bench.bench_document import BenchDocument

PAGE_LETTERS = 40_000  # bytes of a page, its chrome included
_MENU = 60  # entries of a page's menu and of its list of other documents
_PER_NUMBER = 900  # numbers of a year


def plain_texts(folder: Path, documents: Iterable[BenchDocument], count: int) -> int:
    """So many text files; gives how many were written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for written, document in enumerate(islice(documents, count), start=1):
        lines = [*_head(document, written), *_paragraphs(document)]
        (folder / f"{written:06d}.txt").write_text("\n".join(lines), "utf-8")
    return written


def html_pages(folder: Path, documents: Iterable[BenchDocument], count: int) -> int:
    """So many pages of about `PAGE_LETTERS` bytes, each of several documents' texts; gives how many were written."""
    folder.mkdir(parents=True, exist_ok=True)
    held = iter(documents)
    written = 0
    for written in range(1, count + 1):
        page = _page(held, written)
        if not page:
            return written - 1
        (folder / f"{written:06d}.html").write_text(page, "utf-8")
    return written


def _page(held: Iterator[BenchDocument], serial: int) -> str:
    first = next(held, None)
    if first is None:
        return ""
    chrome = _menu(serial)
    parts = [f'<p class="c">{escape(line)}</p>' for line in _head(first, serial)]
    document: BenchDocument | None = first
    size = len(chrome.encode())
    while document is not None and size < PAGE_LETTERS:
        for line in _paragraphs(document):
            parts.append(f'<p style="text-align:justify">{escape(line)}</p>')
            size += len(parts[-1].encode())
        document = next(held, None) if size < PAGE_LETTERS else None
    title = escape(first.title)
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'{chrome}<main><div class="content">{"".join(parts)}</div></main><footer>Trang {serial}</footer>'
        "</body></html>\n"
    )


def _menu(serial: int) -> str:
    entries = "".join(
        f'<li><a href="/van-ban/{serial * _MENU + place}">Văn bản thứ {serial * _MENU + place}</a></li>'
        for place in range(_MENU)
    )
    return f'<nav><ul class="menu">{entries}</ul></nav>'


def _head(document: BenchDocument, serial: int) -> list[str]:
    day = document.date
    place = document.province
    return [
        f"TỈNH ỦY {place.upper()}",
        "*",
        f"Số {serial % _PER_NUMBER + 1:02d}-CT/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        f"{place}, ngày {day % 100:02d} tháng {day // 100 % 100:02d} năm {day // 10_000}",
        "CHỈ THỊ",
        f"về {document.title}",
        "-----",
    ]


def _paragraphs(document: BenchDocument) -> list[str]:
    """The lines of a text; long ones are cut, for a walk through texts seldom comes by a line's end."""
    lines = []
    for line in document.text.splitlines():
        words = line.split()
        lines += [" ".join(words[place : place + 80]) for place in range(0, len(words), 80)]
    return lines
