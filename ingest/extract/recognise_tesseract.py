"""The recogniser itself: Tesseract as a program beside us, a picture in, words with their places and sureness out.

It is bounded in time and memory whoever starts it, uses one processor, and is not told where the picture is from.
"""

import os
import resource
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.errors import ExtractError
from ingest.extract.recognise_image import Grey, pgm

_PROGRAM = "tesseract"
_MEMORY = 1_500_000_000
_COLUMNS = 12
_INSTALL = "Cài gói Debian tesseract-ocr và tesseract-ocr-vie rồi nạp lại."

# How Tesseract cuts up a picture (its --psm): a page of any layout, one block of lines, one line, scattered words.
PAGE, BLOCK, LINE, SCATTERED = 3, 6, 7, 11


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word: its text, edges in pixels from the upper left, sureness 0 to 1, and the line it stands in."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


class TooLong(Exception):
    """A picture took longer than allowed."""


def read_words(
    grey: Grey, *, dpi: float, cut: int = PAGE, seconds: float = 60.0, letters: str = ""
) -> tuple[Word, ...]:
    """The words of a picture in reading order; `letters` limits what is read to these signs.

    Raises:
        ExtractError: Tesseract or its Vietnamese letters are not installed, or it failed.
        TooLong: it took longer than `seconds`.
    """
    require()
    options = ["--psm", str(cut), "--dpi", str(round(dpi)), "-c", "tessedit_do_invert=0"]
    if letters:
        options += ["-c", f"tessedit_char_whitelist={letters}"]
    told = _run(["stdin", "stdout", "-l", "vie", *options, "tsv"], pgm(grey), seconds=seconds)
    return tuple(_words(told.decode("utf-8", "replace")))


def as_pdf(payload: bytes, *, seconds: float = 60.0) -> bytes:
    """The pages of a picture file of any form (PNG, TIFF, GIF, BMP) as a PDF that shows them.

    Tesseract writes such a file beside what it reads; told to read each page as one line, it hardly reads at all.

    Raises:
        ExtractError: the picture is damaged, or Tesseract is not installed.
        TooLong: it took longer than `seconds`.
    """
    require()
    return _run(["stdin", "stdout", "-l", "vie", "--psm", "13", "--dpi", "72", "pdf"], payload, seconds=seconds)


@cache
def name_and_version() -> str:
    """What recognises, as the derivation of a text names it: "Tesseract 5.3.0 vie"."""
    told = _run(["--version"], b"", seconds=20.0).decode("utf-8", "replace").split()
    return f"Tesseract {told[1] if len(told) > 1 else ''} vie"


@cache
def require() -> None:
    """See that the recogniser and its Vietnamese letters are there.

    Raises:
        ExtractError: one of them is not installed.
    """
    told = _run(["--list-langs"], b"", seconds=20.0).decode("utf-8", "replace")
    if "vie" not in told.split():
        raise ExtractError("Máy chưa có dữ liệu nhận dạng chữ tiếng Việt của Tesseract.", remedy=_INSTALL)


def _run(options: list[str], payload: bytes, *, seconds: float) -> bytes:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program and options of our own
            [_PROGRAM, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    except FileNotFoundError as error:
        raise ExtractError("Máy chưa cài chương trình nhận dạng chữ Tesseract.", remedy=_INSTALL) from error
    with process:
        _limit(process.pid, seconds)
        try:
            told, _ = process.communicate(payload, timeout=seconds)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise TooLong from error
    if process.returncode:
        raise ExtractError(
            "Không đọc được ảnh: tệp ảnh bị hỏng hoặc có dạng lạ.",
            remedy="Quét lại, hoặc lưu ảnh ở dạng PNG, JPEG hay PDF rồi nạp lại.",
        )
    return told


def _limit(pid: int, seconds: float) -> None:
    """Bound the program even when the process that started it is ended before it."""
    try:
        resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.prlimit(pid, resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
    except ProcessLookupError:  # over already
        return


def _words(table: str) -> Iterator[Word]:
    """The rows of Tesseract's table that are words (level 5)."""
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        line = (int(cells[2]), int(cells[3]), int(cells[4]))
        sure = min(max(float(cells[10]) / 100, 0.0), 1.0)
        yield Word(cells[11].strip(), left, top, left + width, top + height, sure, line)
