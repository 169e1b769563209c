"""The command `vankien withdraw`: a work taken out for good, for a text that must not be there.

The store's part is in `archive.store.withdrawal`; here its bytes are written among those that are never read again,
and the index is brought up to it.
"""

import os
from pathlib import Path

import click

from archive import indexing
from archive.ask.export import MANIFEST, PARTS
from archive.cite.resolve import settle
from archive.cli import archive_option
from archive.commands import settings
from archive.config import Settings
from archive.desk.accounts import COMMAND_LINE
from archive.desk.audit import record
from archive.desk.database import open_desk
from archive.desk.forgetting import WITHDRAWN, forget
from archive.opening import opened, placed
from archive.store.withdrawal import withdraw as take_out


@click.command()
@archive_option
@click.argument("address")
@click.option("--reason", required=True, help="Lý do ghi ở địa chỉ cũ, cho người đọc; không nói nội dung văn bản.")
@click.option("--yes", is_flag=True, help="Không hỏi lại.")
@click.pass_context
def withdraw(ctx: click.Context, folder: Path | None, address: str, reason: str, *, yes: bool) -> None:
    """Rút hẳn một văn bản khỏi kho: mọi địa chỉ của nó trả lời 410 kèm lý do.

    Văn bản, viện dẫn và mục tra cứu bị xóa; chính các tệp ấy không nạp lại được; số của nó không hiện lại khi văn bản
    khác viện dẫn. Bản gốc WARC còn trên đĩa: xem docs/secrecy.md.
    """
    address = address.strip().removeprefix("/vb/").strip("/")
    if not yes:
        click.confirm(f"Rút hẳn /vb/{address}? Việc này không hoàn lại được.", abort=True)
    with opened(placed(settings(ctx), folder)) as archive:
        with archive.database.atomic() as connection:
            gone = take_out(connection, address, reason=reason.strip(), resolve=settle)
            # Before the store lets go of it: a crash between the two must not let the bytes in again.
            bar(archive.settings, gone.digests)
            forget_beside(archive.settings, gone.addresses)
        indexing.bring_up(archive.database, archive.engine)
    click.echo(f"Đã rút /vb/{address}; {len(gone.addresses)} địa chỉ nay trả lời 410, {len(gone.digests)} tệp bị chặn.")
    click.echo("Bản xuất trọn bộ (nếu có) đã xóa; xuất lại: vankien export.")
    click.echo("Bản gốc WARC còn trên đĩa, replay không đọc lại; cách xóa hẳn: docs/secrecy.md.")


def forget_beside(known: Settings, led: tuple[str, ...]) -> None:
    """Let the desk forget the work, and remove an export of the archive that was made while the work was in it."""
    if known.desk_path.exists():
        with open_desk(known.desk_path) as desk, desk.atomic() as connection:
            forget(connection, led)
            record(connection, COMMAND_LINE, "withdrawn", WITHDRAWN)
    for name in (MANIFEST, *(part.name for part in PARTS)):
        (known.archive_dir / "bulk" / name).unlink(missing_ok=True)


def bar(known: Settings, digests: tuple[str, ...]) -> None:
    """Write digests ("sha256:…") among those whose bytes are never read again, through to the disk."""
    path = known.quarantine_path
    path.parent.mkdir(parents=True, exist_ok=True)
    held = set(path.read_text("ascii", "replace").split()) if path.exists() else set()
    with path.open("a", encoding="ascii") as opened_file:
        opened_file.writelines(f"{one}\n" for one in digests if one not in held)
        opened_file.flush()
        os.fsync(opened_file.fileno())
