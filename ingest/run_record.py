"""The record of a run in the archive: a line of JSON for each thing as it comes, and at the end a page for people.

`runs/` of the archive holds both. Of a thing refused for secrecy neither name nor number stands there, only that there
was one: the report on the screen, which is not kept, names the file to the person who holds it.
"""

import html
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ingest.report import WORDS, Outcome, Report

_UNNAMED = "(không ghi tên: mang dấu mật hoặc dấu hạn chế lưu hành)"
_LONGEST = 2_000  # rows of a table on the page; the lines of JSON have them all
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ccc;padding:.4rem .6rem;"
    "text-align:left;vertical-align:top}td{overflow-wrap:anywhere}caption{text-align:left;font-weight:600;"
    "padding:.6rem 0}@media(prefers-color-scheme:dark){body{background:#161616;color:#eee}th,td{border-color:#444}}"
)


class RunRecord:
    """The record of one run, open while it runs; `add` writes a line, `finish` writes the page."""

    def __init__(self, folder: Path, *, command: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Begin a record in a folder, named by the time: `2026-11-22T101500Z-ingest.jsonl`."""
        self._now = now
        folder.mkdir(parents=True, exist_ok=True)
        begun = now()
        self._path = _free(folder, f"{begun:%Y-%m-%dT%H%M%SZ}-{command}")
        self._file: IO[str] = self._path.open("x", encoding="utf-8")
        self._line({"run": command, "begun": _time(begun)})

    def __enter__(self) -> Self:
        """The record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; a run that broke off has no last line."""
        self._file.close()

    @property
    def path(self) -> Path:
        """The file of lines."""
        return self._path

    def add(self, outcome: Outcome) -> None:
        """The line of one outcome; empty values are left out."""
        row = {
            "at": _time(self._now()),
            "verdict": outcome.verdict,
            "path": _UNNAMED if outcome.secret else outcome.path,
            "id": outcome.id,
            "number": outcome.number,
            "reason": outcome.reason,
            "remedy": outcome.remedy,
            "secret": outcome.secret,
            "digest": outcome.digest,
            "notes": list(outcome.notes),
        }
        self._line({key: value for key, value in row.items() if value})

    def finish(self, report: Report) -> Path:
        """The last line with the counts, and the page beside the lines; gives the page."""
        ended: dict[str, object] = {
            "ended": _time(self._now()),
            "seconds": report.seconds,
            "stopped": report.stopped,
        }
        self._line(ended | {verdict: len(report.of(verdict)) for verdict in WORDS})
        os.fsync(self._file.fileno())
        page = self._path.with_suffix(".html")
        page.write_text(page_of(report, title=self._path.stem), "utf-8")
        return page

    def _line(self, row: dict[str, object]) -> None:
        self._file.write(json.dumps(row, ensure_ascii=False) + "\n")
        self._file.flush()


def page_of(report: Report, *, title: str) -> str:
    """The report of a run as one page: counts, refusals by reason, every refusal with its remedy, the rest."""
    refused = report.of("refused")
    reasons = Counter(outcome.reason for outcome in refused)
    taken = (*report.of("kept"), *report.of("revised"), *report.of("same"))
    stopped = "<p>Lượt này đã dừng theo yêu cầu; chạy lại đúng lệnh đó để làm tiếp.</p>" if report.stopped else ""
    parts = (
        _table("Kết quả", ("", "Số tệp"), ((words, len(report.of(verdict))) for verdict, words in WORDS.items())),
        stopped,
        _table("Lý do từ chối", ("Lý do", "Số tệp"), reasons.most_common()) if reasons else "",
        _table("Tệp bị từ chối", ("Tệp", "Lý do", "Cách sửa"), map(_refused_row, refused)) if refused else "",
        _table("Tệp đã vào kho", ("Tệp", "Kết quả", "Văn bản", "Ghi chú"), map(_taken_row, taken)) if taken else "",
    )
    return (
        f'<!doctype html>\n<html lang="vi">\n<meta charset="utf-8">\n<title>Lượt nạp {html.escape(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>{_STYLE}</style>\n'
        f"<h1>Lượt nạp {html.escape(title)}</h1>\n" + "\n".join(part for part in parts if part) + "\n</html>\n"
    )


def _refused_row(outcome: Outcome) -> tuple[str, str, str]:
    return _UNNAMED if outcome.secret else outcome.path, outcome.reason, outcome.remedy


def _taken_row(outcome: Outcome) -> tuple[str, str, str, str]:
    return outcome.path, WORDS[outcome.verdict], outcome.number or outcome.id, "; ".join(outcome.notes)


def _table(caption: str, head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    held = list(rows)
    cut = f" ({_LONGEST} dòng đầu trên {len(held)})" if len(held) > _LONGEST else ""
    lines = ["".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) for row in held[:_LONGEST]]
    tops = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in head)
    body = "".join(f"<tr>{line}</tr>\n" for line in lines)
    return f"<table><caption>{html.escape(caption)}{cut}</caption>\n<tr>{tops}</tr>\n{body}</table>"


def _free(folder: Path, stem: str) -> Path:
    """A name nobody has: two runs may begin in one second."""
    names = (stem if count == 1 else f"{stem}-{count}" for count in range(1, 1_000))
    return next(path for name in names if not (path := folder / f"{name}.jsonl").exists())


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
