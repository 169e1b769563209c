"""The commands that keep an archive in order: reindex, relink, check, missing.

The work itself is in `indexing` and `accession`; what the figures mean is told by `store.browse`.
"""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from archive import accession, indexing
from archive.ask.shapes import card_shape
from archive.cli import archive_option, json_option, line_of, print_json
from archive.commands import settings
from archive.errors import IndexStale
from archive.opening import Archive, opened, placed
from archive.store import bands, browse, listing, outlines, waiting
from archive.works.vocabulary import type_named


@click.command()
@archive_option
@click.pass_context
def reindex(ctx: click.Context, folder: Path | None) -> None:
    """Dựng lại chỉ mục tìm kiếm từ kho; chỉ mục cũ vẫn trả lời cho đến khi xong."""
    with opened(placed(settings(ctx), folder)) as archive, Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Lập chỉ mục", total=None)
        count = indexing.rebuild(
            archive.database, archive.engine, lambda done, total: bar.update(task, completed=done, total=total)
        )
    click.echo(f"Đã lập chỉ mục {count} mục.")


@click.command()
@archive_option
@click.pass_context
def relink(ctx: click.Context, folder: Path | None) -> None:
    """Xác định lại đích của mọi viện dẫn theo quy tắc và bảng đối chiếu hiện tại."""
    with opened(placed(settings(ctx), folder)) as archive, Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Xác định viện dẫn", total=None)
        count = accession.relink(
            archive.database, report=lambda done, total: bar.update(task, completed=done, total=total)
        )
        bands.fill(archive.database)
        outlines.fill(archive.database)
        indexing.bring_up(archive.database, archive.engine)
    click.echo(f"Đã xem lại {count} số, ký hiệu.")


@click.command()
@archive_option
@json_option
@click.pass_context
def check(ctx: click.Context, folder: Path | None, as_json: bool) -> None:
    """Kiểm tra chỉ mục có khớp với kho không và in lệnh sửa; trạng thái 1 khi có việc phải làm."""
    with opened(placed(settings(ctx), folder)) as archive:
        shape = _state(archive)
    if as_json:
        print_json(shape)
    else:
        for name, label in _LABELS.items():
            click.echo(f"{label}: {_shown(shape[name])}")
    ctx.exit(0 if shape["in_step"] else 1)


@click.command()
@archive_option
@click.option("--type", "kind", help="Loại văn bản, ví dụ “Chỉ thị”.")
@click.option("--issuer", help="Mã cơ quan ban hành, ví dụ tinh-uy-lao-cai.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000), help="Số dòng.")
@json_option
@click.pass_context
def missing(
    ctx: click.Context, folder: Path | None, kind: str | None, issuer: str | None, limit: int, *, as_json: bool
) -> None:
    """Văn bản được viện dẫn nhiều mà kho chưa có toàn văn: danh sách cần sưu tầm, nhiều nhất trước."""
    named = type_named(kind) if kind else None
    with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
        cards, total = listing.missing(connection, type=named.name if named else kind, family=issuer, limit=limit)
    if as_json:
        print_json({"total": total, "works": [card_shape(card) for card in cards]})
        return
    click.echo(f"{total} văn bản được viện dẫn, chưa có toàn văn trong kho")
    for card in cards:
        click.echo(f"{card.cited:5} nơi dẫn  {line_of(card)}\n                /vb/{card.id}")


# What `check` prints for people, in its order; programs read the names on the left.
_LABELS = {
    "directives": "Văn bản có toàn văn",
    "articles": "Tin, bài",
    "stubs": "Văn bản được viện dẫn, chưa có toàn văn",
    "catalogued": "Văn bản trong bảng đối chiếu",
    "editions": "Bản văn đã lưu (kể cả bản cũ)",
    "captures": "Tệp gốc đã lưu",
    "mentions": "Lượt viện dẫn",
    "resolved": "Viện dẫn đã xác định",
    "ambiguous": "Viện dẫn có nhiều khả năng",
    "unresolved": "Viện dẫn chưa xác định",
    "first_year": "Năm sớm nhất",
    "last_year": "Năm muộn nhất",
    "indexed": "Mục trong chỉ mục",
    "index": "Chỉ mục",
    "waiting": "Mục chờ lập chỉ mục",
    "in_step": "Chỉ mục khớp với kho",
}


def _shown(value: object) -> str:
    """A value for people: yes and no in words, a dash for what is not known."""
    if isinstance(value, bool):
        return "có" if value else "không; chạy: vankien reindex"
    return "–" if value is None else str(value)


def _state(archive: Archive) -> dict[str, object]:
    with archive.database.reading() as connection:
        coverage = browse.coverage(connection)
        pending = waiting.pending(connection)
    shape: dict[str, object] = {name: getattr(coverage, name) for name in coverage.__slots__}
    try:
        archive.engine.verify()
        shape |= {"indexed": archive.engine.count(), "index": "dùng được"}
    except IndexStale as error:
        shape |= {"indexed": 0, "index": str(error)}
    waiting_now = len(pending.changed) + len(pending.removed)
    return shape | {"waiting": waiting_now, "in_step": waiting_now == 0 and shape["index"] == "dùng được"}
