"""The commands that bring things in: `vankien ingest PATH…` once, `vankien watch FOLDER…` as long as it runs.

Progress with rate and time left on standard error, a report of every outcome at the end, and a record of the run in
the archive. Ctrl-C stops when what was begun is stored; a second one stops at once.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from archive.commands import settings
from ingest.material import Request
from ingest.readers import make_ready, with_jobs
from ingest.report import Outcome, as_json, as_text
from ingest.sources.folder import FolderSource
from ingest.sources.warc import WarcSource
from ingest.sources.watched import WatchedFolder
from ingest.stopping import stop_on_interrupt

# What reads and stores is imported by the commands: meanwhile the server of their readers loads its own, on another
# processor, and `--help` needs none of it.
if TYPE_CHECKING:
    from archive.opening import Archive
    from ingest.running import Manner

_EVERY = 10.0  # seconds between two lines of progress where no terminal reads them
_STOPPING = "Đang dừng: lưu nốt những tệp đang đọc (bấm Ctrl-C lần nữa để dừng ngay)."
_archive_option = click.option(
    "--archive", "folder", type=click.Path(file_okay=False, path_type=Path), help="Thư mục của kho."
)
_jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 64), help="Số tiến trình đọc tệp cùng lúc (mặc định: ingest_jobs)."
)
_again_option = click.option("--again", is_flag=True, help="Đọc lại cả những tệp không đổi từ lượt trước.")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@_archive_option
@_jobs_option
@_again_option
@click.option("--json", "json_wanted", is_flag=True, help="In JSON cho máy đọc.")
@click.pass_context
def ingest(
    ctx: click.Context,
    paths: tuple[Path, ...],
    *,
    folder: Path | None,
    jobs: int | None,
    again: bool,
    json_wanted: bool,
) -> None:
    """Đưa tệp và thư mục vào kho: đọc, mô tả, tìm viện dẫn, lưu và lập chỉ mục.

    Trạng thái 1 khi có tệp bị từ chối (in lý do và cách sửa), 130 khi bị dừng; các tệp khác vẫn được đưa vào. Biên bản
    của lượt nạp nằm trong thư mục runs/ của kho.
    """
    known = with_jobs(settings(ctx), jobs)
    source = WarcSource(FolderSource(paths).requests())
    requests = tuple(source.requests())
    make_ready(known.ingest_jobs, len(requests))
    from archive.opening import opened, placed
    from ingest.running import Manner, run_through

    manner = Manner(jobs=known.ingest_jobs, again=again, fetch=source.fetch)
    with opened(placed(known, folder), create=True) as archive, stop_on_interrupt(_say_stopping) as stopped:
        with _bar("Đưa vào kho", len(requests), quiet=json_wanted) as advance:
            report, page = run_through(
                requests, archive, manner, told=lambda outcome: advance(_told(outcome), None), stopped=stopped
            )
        _indexed(archive, quiet=json_wanted)
    click.echo(as_json(report) if json_wanted else f"{as_text(report)}\nBiên bản: {page}")
    ctx.exit(report.exit_status)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@_archive_option
@_jobs_option
@click.option("--every", type=click.FloatRange(min=0.1), default=10.0, help="Số giây giữa hai lần nhìn (mặc định 10).")
@click.option("--once", is_flag=True, help="Nhìn hai lần rồi thôi (cho lịch chạy định kỳ).")
@click.pass_context
def watch(
    ctx: click.Context, paths: tuple[Path, ...], *, folder: Path | None, jobs: int | None, every: float, once: bool
) -> None:
    """Theo dõi thư mục: tệp mới hoặc đã sửa được đưa vào kho khi chép xong. Dừng bằng Ctrl-C."""
    from archive.opening import opened, placed
    from ingest.running import Manner

    known = with_jobs(placed(settings(ctx), folder), jobs)
    manner = Manner(jobs=known.ingest_jobs, command="watch")
    with opened(known, create=True) as archive, stop_on_interrupt(_say_stopping) as stopped:
        source = WatchedFolder(paths, wait=_looks(every, stopped, once=once))
        for requests in source.requests():
            if requests:
                _take(requests, archive, manner, stopped)


def _take(requests: tuple[Request, ...], archive: "Archive", manner: "Manner", stopped: Callable[[], bool]) -> None:
    from ingest.running import index_up, run_through

    source = WarcSource(requests)
    report, _page = run_through(source.requests(), archive, replace(manner, fetch=source.fetch), stopped=stopped)
    index_up(archive)
    click.echo(as_text(report, unnamed=True))  # as a service, what it prints is a log that is kept


def _looks(every: float, stopped: Callable[[], bool], *, once: bool) -> Callable[[], bool]:
    """The manner of waiting between two looks: so many seconds, less when asked to stop; with `once`, two looks."""
    never, looked = Event(), 0

    def wait() -> bool:
        nonlocal looked
        looked += 1
        left = every
        while left > 0 and not stopped():  # short waits: a signal is heard between two of them
            never.wait(min(left, 0.5))
            left -= 0.5
        return not stopped() and not (once and looked > 1)

    return wait


def _say_stopping() -> None:
    click.echo(_STOPPING, err=True)


def _told(outcome: Outcome) -> str:
    return "" if outcome.secret else Path(outcome.path).name


def _indexed(archive: "Archive", *, quiet: bool) -> None:
    from ingest.running import index_up

    with _bar("Lập chỉ mục", None, quiet=quiet) as advance:
        index_up(archive, lambda _done, total: advance("", total))


class _Rate(ProgressColumn):
    """Things a second since the beginning."""

    def render(self, task: Task) -> Text:
        """“3,2/giây”; nothing before the first."""
        return Text(_rate(task.completed, task.elapsed or 0.0))


def _rate(done: float, seconds: float) -> str:
    return f"{done / seconds:.1f}/giây".replace(".", ",") if done and seconds else ""


@contextmanager
def _bar(label: str, total: int | None, *, quiet: bool) -> Iterator[Callable[[str, int | None], None]]:
    """Progress on standard error: a bar on a terminal, a line every `_EVERY` seconds elsewhere, nothing for JSON.

    What it gives is told of each thing done: its name, and how many there are where that is known only now.
    """
    if not quiet and not sys.stderr.isatty():
        yield _lines(label, total)
        return
    columns: Iterable[ProgressColumn] = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TextColumn("còn"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), disable=quiet, transient=False) as bar:
        task = bar.add_task(label, total=total, name="")
        yield lambda name, of: bar.update(task, advance=1, name=name[:40], total=total if of is None else of)


def _lines(
    label: str, total: int | None, now: Callable[[], float] = time.monotonic
) -> Callable[[str, int | None], None]:
    """Tells plain lines, for a log: how many of how many, the rate, how long what is left will take."""
    begun = said = now()
    done = 0

    def tell(_name: str, of: int | None) -> None:
        nonlocal done, said
        done += 1
        known = total if of is None else of
        if now() - said < _EVERY and done != known:
            return
        said = now()
        click.echo(_line(label, done, known, said - begun), err=True)

    return tell


def _line(label: str, done: int, total: int | None, seconds: float) -> str:
    """“Đưa vào kho: 400/5.000, 81,2/giây, còn 0:00:57”."""
    counted = f"{done:,}" if total is None else f"{done:,}/{total:,}"
    parts = [counted.replace(",", "."), _rate(done, seconds)]
    if total is not None and total > done:
        parts.append(f"còn {timedelta(seconds=round((total - done) * seconds / done))}")
    return f"{label}: {', '.join(part for part in parts if part)}"
