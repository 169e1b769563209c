"""The command that fetches from a portal: `vankien crawl SOURCE`, by a profile of the source.

Progress on standard error, a report at the end, a record of the run in the archive. Ctrl-C stops after the pages on the
way; a second one stops at once. Either way the same command goes on where it stopped.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from archive.cli import archive_option, json_option
from archive.commands import settings
from archive.config import Settings
from archive.errors import ConfigError
from archive.opening import Archive, opened, placed
from ingest.crawl import report as reporting
from ingest.crawl.conduct import Conduct, Wishes
from ingest.crawl.crawling import Ears, crawl
from ingest.crawl.report import CrawlReport
from ingest.run_record import RunRecord
from ingest.running import index_up
from ingest.sources.profile import Profile
from ingest.sources.profile_shelf import load_profile
from ingest.stopping import stop_on_interrupt

_EVERY = 0.5  # seconds between two looks at the frontier for the progress line
_STOPPING = "Đang dừng: lưu nốt những trang đang tải (bấm Ctrl-C lần nữa để dừng ngay)."


@click.command("crawl")
@click.argument("source")
@archive_option
@click.option("--limit", default=0, type=click.IntRange(min=0), help="Hỏi nhiều nhất ngần này trang rồi dừng.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Chỉ lấy văn bản ghi từ ngày này (ISO) trở đi.")
@click.option("--dry-run", is_flag=True, help="Chỉ đọc các trang danh sách và in những gì sẽ tải; không lưu gì.")
@click.option("--contact", help="Địa chỉ liên hệ gửi kèm mỗi lượt hỏi (mặc định: crawl_contact trong cấu hình).")
@json_option
@click.pass_context
def crawl_source(
    ctx: click.Context,
    source: str,
    *,
    folder: Path | None,
    limit: int,
    since: datetime | None,
    dry_run: bool,
    contact: str | None,
    as_json: bool,
) -> None:
    """Thu thập một nguồn theo hồ sơ nguồn (tên có sẵn hoặc tệp .toml); xem `vankien source list`.

    Bị ngắt giữa chừng thì chạy lại cùng lệnh: trang đã lưu không tải lại. Trạng thái 1 khi có trang hay máy chủ bị từ
    chối vì lỗi, 130 khi bị dừng.
    """
    known = placed(settings(ctx), folder)
    profile = load_profile(source)
    reached = contact_of(known, contact)
    with opened(known, create=True) as archive, stop_on_interrupt(_say_stopping) as stopped:
        wishes = Wishes(limit, since.date() if since else None, dry_run, stopped)
        with _progress(quiet=as_json) as progress:
            report = _recorded(profile, archive, wishes, contact=reached, progress=progress)
        index_up(archive)
    click.echo(reporting.as_json(report) if as_json else reporting.as_text(report))
    ctx.exit(report.exit_status)


def _recorded(
    profile: Profile, archive: Archive, wishes: Wishes, *, contact: str, progress: Callable[[Conduct], None]
) -> CrawlReport:
    """The crawl with its record in the archive; a dry run leaves none."""
    if wishes.dry_run:
        return crawl(profile, archive, wishes, contact=contact, ears=Ears(progress=progress))
    with RunRecord(archive.settings.runs_dir, command="crawl") as record:
        report = crawl(profile, archive, wishes, contact=contact, ears=Ears(record.add, progress))
        record.finish(report.report)
        return report


def contact_of(known: Settings, given: str | None) -> str:
    """Who asks: a mail address or a page, told to every host.

    Raises:
        ConfigError: none is set.
    """
    contact = (given or known.crawl_contact).strip()
    if not contact or any(ord(letter) < 33 or ord(letter) > 126 or letter in "()" for letter in contact):
        raise ConfigError(
            "Chưa có địa chỉ liên hệ để các máy chủ biết ai đang hỏi.",
            remedy="Đặt crawl_contact trong vankien.toml (thư điện tử hoặc trang web), hoặc dùng --contact.",
        )
    return contact


def _say_stopping() -> None:
    click.echo(_STOPPING, err=True)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[Conduct], None]]:
    """A line on standard error: pages through, rate, what waits, what was refused."""
    columns = (SpinnerColumn(), TextColumn("{task.fields[said]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as line:
        task, shown = line.add_task("", total=None, said="Đang hỏi robots.txt …"), 0.0

        def told(conduct: Conduct) -> None:
            nonlocal shown
            elapsed = line.tasks[0].elapsed or 0.0
            if not quiet and elapsed - shown >= _EVERY:
                shown = elapsed
                line.update(task, said=_line(conduct, elapsed))

        yield told


def _line(conduct: Conduct, elapsed: float) -> str:
    counts = conduct.tally.counts
    rate = f"{counts['requests'] / elapsed:.1f}".replace(".", ",") if elapsed else "0"
    waiting = conduct.frontier.counts().get("waiting", 0)
    return (
        f"{counts['requests']} trang, {rate}/giây, {counts['kept']} văn bản mới, {waiting} còn chờ,"
        f" {len(conduct.tally.refusals)} bị từ chối"
    )
