"""The command that shows what would be read of a file, with nothing stored: `vankien describe FILE…`.

Guarded like everything that comes in. Each value stands with the words it was read from; what is missing is said to be
missing.
"""

from functools import partial
from pathlib import Path
from typing import Any

import click

from archive.cli import json_option, print_json
from archive.commands import settings
from archive.text.vietnamese import comparable
from ingest.jobs import extractor_of
from ingest.preview import FIELDS, GENRES, METHODS, previews, shape_of
from ingest.sources.folder import FolderSource, fetch

_LONGEST_WORDS = 100


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--text", "text_wanted", is_flag=True, help="In cả toàn văn đọc được.")
@json_option
@click.pass_context
def describe(ctx: click.Context, paths: tuple[Path, ...], *, text_wanted: bool, as_json: bool) -> None:
    """Cho xem kho sẽ đọc được gì từ tệp (số, loại, cơ quan, ngày, trích yếu, viện dẫn) mà không lưu gì.

    Trạng thái 1 khi có tệp bị từ chối.
    """
    known = settings(ctx)
    with extractor_of(known) as extractor:
        shapes = [
            shape_of(preview, text=text_wanted)
            for request in FolderSource(paths).requests()
            for preview in previews(partial(fetch, request, max_bytes=known.max_file_bytes), request.origin, extractor)
        ]
    if as_json:
        print_json(shapes)
    else:
        for shape in shapes:
            _print(shape)
    ctx.exit(1 if any("reason" in shape for shape in shapes) else 0)


def _print(shape: dict[str, Any]) -> None:
    click.echo(f"{shape['path']}")
    if "reason" in shape:
        click.echo(f"  ✗ {shape['reason']} {shape['remedy']}".rstrip())
        return
    click.echo(f"  Dạng tệp: {shape['media_type']}; đọc là {GENRES[shape['genre']]}, {shape['letters']} chữ cái và dấu")
    _print_derivation(shape["derivation"])
    for name, label in FIELDS.items():
        click.echo(f"  {label}: {_told(shape['values'][name])}")
    click.echo(f"  Viện dẫn tìm thấy: {shape['mentions']}")
    for note in shape["notes"]:
        click.echo(f"  Lưu ý: {note}")
    if "text" in shape:
        click.echo(f"\n{shape['text']}\n")


def _print_derivation(derivation: dict[str, Any] | None) -> None:
    if derivation is None:
        return
    how = ", ".join(METHODS[method] for method in derivation["methods"])
    sure = f", độ tin cậy {derivation['confidence']:.0%}" if derivation["confidence"] < 1 else ""
    by = f" ({derivation['tool']})" if derivation["tool"] else ""
    click.echo(f"  Cách đọc: {how}{by}{sure}")
    for loss in derivation["losses"]:
        click.echo(f"    không giữ được: {loss}")


def _told(value: dict[str, Any] | None) -> str:
    if value is None:
        return "không thấy"
    words = " ".join(value["words"].split())
    shown = words if len(words) <= _LONGEST_WORDS else words[:_LONGEST_WORDS] + "…"
    beside = f" ← “{shown}”" if shown and comparable(shown) != comparable(value["value"]) else ""
    return f"{value['value']}{beside} ({value['source']})" if value["source"] else f"{value['value']}{beside}"
