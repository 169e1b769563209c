"""The commands of help: like, places, numbers. What they print is made in `ask`.

`like` finds works like one, `places` sets two places beside each other, `numbers` answers a list of numbers.
"""

from pathlib import Path

import click

from archive.ask.compare_places import Column, compare_places, comparison_shape
from archive.ask.more_like import like_shape, more_like
from archive.ask.number_answers import MOST_CHARS, Listed, answer_numbers, as_csv, listed_shape
from archive.cli import archive_option, json_option, line_of, print_json
from archive.commands import WrongUse, settings
from archive.opening import opened, placed
from archive.store import documents
from archive.text.vietnamese import nfc
from archive.works.secrecy import inspect_lines, refusal_of


@click.command()
@click.argument("address")
@archive_option
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 200), help="Số văn bản.")
@json_option
@click.pass_context
def like(ctx: click.Context, address: str, folder: Path | None, limit: int, as_json: bool) -> None:
    """Các văn bản tương tự một văn bản (theo địa chỉ), kèm lý do, xếp theo cấp."""
    with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
        located = documents.locate(connection, address.removeprefix("/vb/")).address
        groups = more_like(located, engine=archive.engine, connection=connection, limit=limit)
    if as_json:
        print_json({"id": located, "groups": like_shape(groups)})
        return
    if not groups:
        click.echo("Kho chưa có văn bản nào đủ gần với văn bản này.")
    for group in groups:
        click.echo(f"{group.label}:")
        for one in group.likes:
            click.echo(f"  - {line_of(one.card)}\n    vì sao: {'; '.join(one.why)}")


@click.command()
@click.argument("topic", nargs=-1, required=True)
@archive_option
@click.option("--a", "first", required=True, help="Nơi thứ nhất, ví dụ “Lào Cai”.")
@click.option("--b", "second", required=True, help="Nơi thứ hai.")
@json_option
@click.pass_context
def places(
    ctx: click.Context, /, topic: tuple[str, ...], folder: Path | None, first: str, second: str, *, as_json: bool
) -> None:
    """So sánh hai nơi đã ban hành gì về một chủ đề, hoặc để thực hiện một văn bản cấp trên."""
    with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
        found = compare_places(" ".join(topic), first, second, engine=archive.engine, connection=connection)
    if as_json:
        print_json(comparison_shape(found))
        return
    for notice in found.notices:
        click.echo(notice, err=True)
    if found.central:
        click.echo(f"Thực hiện: {line_of(found.central)}")
    for column in found.columns:
        _print_column(column)


def _print_column(column: Column) -> None:
    covers = ", ".join(column.place.covers)
    click.echo(f"\n{column.place.name} ({covers}):" if len(column.place.covers) > 1 else f"\n{column.place.name}:")
    for row in column.rows:
        later = "" if row.days is None else f" · {row.days:+} ngày"
        click.echo(f"  - {line_of(row.card)}{f' · {row.relation}' if row.relation else ''}{later}")
    if not column.rows:
        click.echo("  kho chưa có văn bản nào; điều đó không có nghĩa là không có")
    if column.mentioned:
        click.echo(f"  ngoài ra {column.mentioned} văn bản có nhắc đến mà không ghi là thực hiện")


@click.command()
@click.argument("file", type=click.Path(path_type=str))
@archive_option
@click.option("--csv", "as_table", is_flag=True, help="In bảng CSV.")
@json_option
@click.pass_context
def numbers(ctx: click.Context, file: str, folder: Path | None, as_table: bool, as_json: bool) -> None:
    """Tra một danh sách số, ký hiệu, mỗi dòng một số, trong tệp văn bản (hoặc “-” để đọc từ bàn phím)."""
    text = _read(file)
    with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
        found = answer_numbers(text, connection)
    if as_json:
        print_json(listed_shape(found))
    elif as_table:
        click.echo(as_csv(found), nl=False)
    else:
        for one in found:
            _print_listed(one)


def _print_listed(one: Listed) -> None:
    click.echo(f"{one.line:4}. {one.written} → {one.label}")
    for card in one.cards:
        click.echo(f"      {line_of(card)}")
    for card in one.near:
        click.echo(f"      gần nhất: {line_of(card)}")


def _read(file: str) -> str:
    """The text of a file or of standard input, composed.

    Raises:
        WrongUse: it cannot be read, is too long, or is no UTF-8 text.
        SecrecyError: a line of it is a mark of secrecy.
    """
    try:
        with click.open_file(file, "rb") as source:
            text = nfc(source.read(4 * MOST_CHARS + 1).decode("utf-8-sig"))
    except OSError as cause:
        raise WrongUse(f"Không đọc được tệp {file}: {cause.strerror}. Kiểm tra lại đường dẫn.") from cause
    except UnicodeDecodeError as cause:
        raise WrongUse(f"Tệp {file} không phải văn bản UTF-8.") from cause
    if mark := inspect_lines(text.splitlines(), "danh sách"):
        raise refusal_of(mark)
    return text
