"""`vankien replay`: the archive made anew from its kept bytes alone, in place or in a new folder.

For a store that is lost or damaged, and for one whose texts were read by an earlier version of the readers.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from archive.commands import settings
from archive.opening import placed
from ingest.readers import with_jobs
from ingest.report import as_json, as_text
from ingest.stopping import stop_on_interrupt
from ingest.warc import replay as room

_STOPPING = "Đang dừng: kho cũ giữ nguyên (bấm Ctrl-C lần nữa để dừng ngay)."


@click.command()
@click.option("--archive", "folder", type=click.Path(file_okay=False, path_type=Path), help="Thư mục của kho.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Dựng thành kho mới ở thư mục này; kho cũ giữ nguyên.",
)
@click.option("--jobs", type=click.IntRange(1, 64), help="Số tiến trình đọc tệp cùng lúc (mặc định: ingest_jobs).")
@click.option("--json", "json_wanted", is_flag=True, help="In JSON cho máy đọc.")
@click.pass_context
def replay(ctx: click.Context, *, folder: Path | None, into: Path | None, jobs: int | None, json_wanted: bool) -> None:
    """Dựng lại toàn bộ kho (văn bản, viện dẫn, chỉ mục) chỉ từ các bản gốc WARC đã lưu.

    Kho cũ vẫn dùng được cho đến khi kho mới xong rồi mới được thay. Trạng thái 1 khi có bản gốc nay bị từ chối (in lý
    do), 130 khi bị dừng.
    """
    known = with_jobs(placed(settings(ctx), folder), jobs)
    count = known.ingest_jobs
    with stop_on_interrupt(lambda: click.echo(_STOPPING, err=True)) as stopped, _bar(quiet=json_wanted) as hear:
        hearers = hear(stopped)
        report = room.into(known, into, hearers, jobs=count) if into else room.in_place(known, hearers, jobs=count)
    click.echo(as_json(report) if json_wanted else as_text(report))
    ctx.exit(report.exit_status)


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Callable[[Callable[[], bool]], room.Hearers]]:
    """A progress bar on standard error for the records and then for the index; nothing where JSON was asked for."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("còn"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as bar:
        reading = bar.add_task("Đọc lại bản gốc", total=None)
        index = bar.add_task("Lập chỉ mục", total=None, visible=False)
        yield lambda stopped: room.Hearers(
            begun=lambda total: bar.update(reading, total=total),
            told=lambda _outcome: bar.advance(reading),
            indexed=lambda done, total: bar.update(index, completed=done, total=total, visible=True),
            stopped=stopped,
        )
