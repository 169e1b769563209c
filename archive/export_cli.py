"""The command `vankien export`: the whole archive as files for those who work on all of it."""

from datetime import UTC, datetime
from pathlib import Path

import click

from archive.ask.export import export as write
from archive.cli import archive_option
from archive.commands import Refused, settings
from archive.opening import placed
from archive.store.database import open_database


@click.command()
@archive_option
@click.option(
    "--bulk",
    "folder_out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục ghi (mặc định: bulk trong thư mục của kho, trang /du-lieu/ phục vụ từ đó).",
)
@click.pass_context
def export(ctx: click.Context, folder: Path | None, folder_out: Path | None) -> None:
    """Xuất toàn bộ kho thành ba tệp JSONL nén (văn bản, toàn văn, viện dẫn) và một tệp kê có mã kiểm tra."""
    known = placed(settings(ctx), folder)
    target = folder_out or known.archive_dir / "bulk"
    with open_database(known.database_path) as database:
        try:
            found = write(database, target, datetime.now(UTC).isoformat(timespec="seconds"))
        except OSError as cause:
            raise Refused(f"Không ghi được vào {target}: {cause.strerror or cause}.") from cause
    for one in found:
        click.echo(f"{one.name}: {one.lines} dòng, {one.size} byte, sha256 {one.digest}")
    click.echo(f"Đã xuất vào {target}.")
