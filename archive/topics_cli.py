"""The commands of topics: `vankien topics list`, `learn`, `keep`, `refuse`, `rename`, `export`.

What is learned waits until somebody keeps or refuses it; `export` prints the kept topics as rows for the table
`archive/data/topics.toml`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from archive.ask import topics as learning
from archive.cli import archive_option, json_option, print_json
from archive.commands import settings
from archive.opening import opened, placed
from archive.store import topics as held
from archive.store.topics import STANDINGS, Standing, Topic
from archive.works.topic_words import standing_topics

_WORDS = {"learned": "chờ duyệt", "kept": "đã giữ", "refused": "đã bỏ"}


@click.group()
def topics() -> None:
    """Chủ đề của kho: danh sách, tìm chủ đề mới từ trích yếu, giữ, bỏ, đổi tên, in ra bảng."""


@topics.command("list")
@archive_option
@click.option(
    "--standing", type=click.Choice(list(STANDINGS)), help="learned: chờ duyệt, kept: đã giữ, refused: đã bỏ."
)
@json_option
@click.pass_context
def list_topics(ctx: click.Context, folder: Path | None, standing: str | None, *, as_json: bool) -> None:
    """Các chủ đề, nhiều văn bản trước."""
    with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
        found = held.listed(connection, STANDINGS[standing] if standing else None)
    if as_json:
        print_json({"topics": [_shape(one) for one in found]})
        return
    for one in found:
        click.echo(f"{one.works:6}  {_WORDS[one.standing]:9}  {one.slug}  {one.label}")
    click.echo(f"{len(found)} chủ đề")


@topics.command()
@archive_option
@click.option("--least", default=3, show_default=True, type=click.IntRange(2), help="Số trích yếu khác nhau ít nhất.")
@click.option("--bodies", default=2, show_default=True, type=click.IntRange(1), help="Số cơ quan ít nhất.")
@json_option
@click.pass_context
def learn(ctx: click.Context, folder: Path | None, least: int, bodies: int, *, as_json: bool) -> None:
    """Tìm chủ đề mới từ trích yếu và xếp lại mọi văn bản theo chủ đề."""
    with opened(placed(settings(ctx), folder)) as archive:
        done = learning.learn(archive.database, least=least, bodies=bodies)
    if as_json:
        print_json({"waiting": done.waiting, "works": done.works, "found": done.found})
        return
    click.echo(f"{done.waiting} chủ đề chờ duyệt; {done.found} trên {done.works} văn bản có chủ đề")


@topics.command()
@archive_option
@click.argument("slug")
@click.pass_context
def keep(ctx: click.Context, folder: Path | None, slug: str) -> None:
    """Giữ một chủ đề: từ nay người đọc thấy nó."""
    _decide(ctx, folder, slug, "kept")


@topics.command()
@archive_option
@click.argument("slug")
@click.pass_context
def refuse(ctx: click.Context, folder: Path | None, slug: str) -> None:
    """Bỏ một chủ đề: không hiện nữa, và không được tìm lại."""
    _decide(ctx, folder, slug, "refused")


@topics.command()
@archive_option
@click.argument("slug")
@click.argument("label")
@click.pass_context
def rename(ctx: click.Context, folder: Path | None, slug: str, label: str) -> None:
    """Đổi tên một chủ đề; địa chỉ của nó giữ nguyên."""
    with opened(placed(settings(ctx), folder)) as archive, archive.database.atomic() as connection:
        done = held.rename(connection, slug, label)
    click.echo(f"{done.slug}: {done.label}")


@topics.command()
@archive_option
@click.pass_context
def export(ctx: click.Context, folder: Path | None) -> None:
    """In các chủ đề đã giữ mà bảng chưa có, thành dòng TOML để đưa vào bảng."""
    listed = {one.slug for one in standing_topics()}
    with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
        new = [one for one in held.listed(connection, "kept") if one.slug not in listed]
    for line in _rows(new):
        click.echo(line)


def _decide(ctx: click.Context, folder: Path | None, slug: str, standing: Standing) -> None:
    with opened(placed(settings(ctx), folder)) as archive:
        done = learning.decide(archive.database, slug, standing)
    click.echo(f"{done.label}: {_WORDS[done.standing]}, {done.works} văn bản")


def _rows(new: list[Topic]) -> Iterator[str]:
    for one in new:
        yield "[[topic]]"
        yield f"slug = {_quoted(one.slug)}"
        yield f"label = {_quoted(one.label)}"
        yield f"words = [{', '.join(map(_quoted, one.words))}]"
        yield ""


def _quoted(text: str) -> str:
    """A TOML string: its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def _shape(one: Topic) -> dict[str, object]:
    return {
        "slug": one.slug,
        "label": one.label,
        "words": list(one.words),
        "standing": one.standing,
        "works": one.works,
    }
