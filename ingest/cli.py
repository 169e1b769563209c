"""The command that brings things in: `vankien ingest PATH…`, with a progress bar and a report of every outcome."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from archive import accession, indexing
from archive.commands import settings
from archive.config import Settings
from archive.opening import Archive, opened, placed
from archive.works.catalogue import catalogue
from ingest.capture import Captures
from ingest.extract import Extractor
from ingest.material import Request
from ingest.pipeline import House
from ingest.pipeline import ingest as run
from ingest.report import Outcome, Report, as_json, as_text
from ingest.sources.folder import FolderSource


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--archive", "folder", type=click.Path(file_okay=False, path_type=Path), help="Thư mục của kho.")
@click.option("--json", "json_wanted", is_flag=True, help="In JSON cho máy đọc.")
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[Path, ...], folder: Path | None, json_wanted: bool) -> None:
    """Đưa tệp và thư mục vào kho: đọc, mô tả, tìm viện dẫn, lưu và lập chỉ mục.

    Trạng thái 1 khi có tệp bị từ chối (in lý do và cách sửa); các tệp khác vẫn được đưa vào.
    """
    known = placed(settings(ctx), folder)
    requests = tuple(FolderSource(paths).requests())
    with opened(known, create=True) as archive:
        accession.load_catalogue(archive.database, catalogue())
        report = _ingested(requests, archive, known, quiet=json_wanted)
        _indexed(archive, quiet=json_wanted)
    click.echo(as_json(report) if json_wanted else as_text(report))
    ctx.exit(report.exit_status)


def _ingested(requests: tuple[Request, ...], archive: Archive, known: Settings, *, quiet: bool) -> Report:
    with (
        Captures(known.warc_dir) as captures,
        Extractor(
            seconds=known.worker_seconds, memory_mb=known.worker_memory_mb, max_bytes=known.max_file_bytes
        ) as extractor,
        _bar("Đưa vào kho", len(requests), quiet=quiet) as advance,
    ):
        house = House(known, archive.database, captures, extractor)
        return run(requests, house, lambda outcome: advance(_told(outcome)))


def _told(outcome: Outcome) -> str:
    return Path(outcome.path).name


def _indexed(archive: Archive, *, quiet: bool) -> None:
    with _bar("Lập chỉ mục", None, quiet=quiet) as advance:
        indexing.bring_up(archive.database, archive.engine, lambda _done, _total: advance(""))


@contextmanager
def _bar(label: str, total: int | None, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A progress bar on standard error; nothing where no terminal reads it or JSON was asked for."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), disable=quiet, transient=False) as bar:
        task = bar.add_task(label, total=total, name="")
        yield lambda name: bar.update(task, advance=1, name=name[:40])
