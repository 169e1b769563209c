"""The commands that only read: search, show, cites, cited-by, cite. What they print is made in `ask`.

Each takes `--archive DIR` and `--json`; errors become a sentence and an exit status in `archive.commands`.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from archive.ask import citing, shapes, standing
from archive.ask.answer import answer
from archive.ask.catalogue import StoreCatalogue
from archive.ask.related import StoreRelations
from archive.cite.bibliography import bibtex, csl
from archive.cite.format import official, short
from archive.cite.mentions import find_mentions
from archive.commands import WrongUse, settings, today
from archive.errors import NotHere
from archive.opening import Archive, opened, placed
from archive.query import parse
from archive.store import browse, documents, links
from archive.text.vietnamese import nfc
from archive.works.document import Card, Link, Mention
from archive.works.number import parse_typed
from archive.works.validity import described

Command = Callable[..., Any]


def archive_option(command: Command) -> Command:
    """The option every command has: which archive."""
    return click.option(
        "--archive", "folder", type=click.Path(file_okay=False, path_type=Path), help="Thư mục của kho."
    )(command)


def json_option(command: Command) -> Command:
    """The option for programs: JSON on standard output."""
    return click.option("--json", "as_json", is_flag=True, help="In JSON cho máy đọc.")(command)


def print_json(shape: object) -> None:
    """Print a shape as JSON, Vietnamese letters as they are."""
    click.echo(json.dumps(shape, ensure_ascii=False, indent=2))


def line_of(card: Card) -> str:
    """A work on one line: "Chỉ thị 47-CT/TU · Tỉnh ủy Lào Cai · 11/11/2014 · nâng cao …"; an article by its title."""
    if card.genre == "article":
        return " · ".join(
            ("Tin, bài", card.date.shown if card.date else "chưa rõ ngày", card.title or "(không có tựa)")
        )
    parts = (
        " ".join(part for part in (card.type, card.number) if part) or "(không có số)",
        card.issuer.name if card.issuer else "chưa rõ cơ quan",
        card.date.shown if card.date else "chưa rõ ngày",
        card.title or "",
        "chưa có toàn văn" if card.genre == "stub" else "",
    )
    return " · ".join(part for part in parts if part)


# --- search ----------------------------------------------------------------------------------------------------------


@click.command()
@click.argument("query", nargs=-1, required=True)
@archive_option
@click.option("--issuer", help="Mã cơ quan ban hành, ví dụ tinh-uy-lao-cai.")
@click.option("--type", "kind", help="Loại văn bản, ví dụ “chỉ thị”.")
@click.option("--genre", help="Thể loại: directive, article, stub.")
@click.option("--place", help="Địa phương.")
@click.option("--from", "since", help="Từ ngày hoặc năm (ISO).")
@click.option("--to", "until", help="Đến ngày hoặc năm (ISO).")
@click.option("--at", "at", help="Ngày xét hiệu lực (ISO), mặc định hôm nay.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 200), help="Số kết quả.")
@click.option("--sort", default="relevance", type=click.Choice(["relevance", "date", "oldest"]), help="Thứ tự.")
@json_option
@click.pass_context
def search(
    ctx: click.Context, /, query: tuple[str, ...], folder: Path | None, limit: int, as_json: bool, **given: str | None
) -> None:
    """Tìm văn bản trong kho theo số, ký hiệu, chủ đề."""
    known = placed(settings(ctx), folder)
    args = {name: value for name, value in _filters(given).items() if value}
    asked = parse(" ".join(query), args, per_page=limit, max_chars=known.max_query_chars)
    with opened(known) as archive, archive.database.reading() as connection:
        found = answer(
            asked,
            engine=archive.engine,
            catalogue=StoreCatalogue(connection),
            today=today(),
            relations=StoreRelations(connection),
        )
        if as_json:
            print_json(shapes.answer_shape(found, browse.coverage(connection)))
            return
    for notice in found.notices:
        click.echo(notice, err=True)
    if found.taken.restored:
        click.echo(f"Đã hiểu là: {found.taken.said}", err=True)
    for one in found.taken.opened:
        click.echo(f"Đã mở rộng: {one.typed} → {' hoặc '.join(one.meanings)}", err=True)
    if found.related:
        _print_cards(f"{found.related.label}:", found.related.cards)
    _print_cards("Đúng số, ký hiệu:", found.exact)
    click.echo(f"{found.total} kết quả")
    for place, hit in enumerate(found.hits, start=1):
        click.echo(f"{place:3}. {line_of(hit.card)}\n     /vb/{hit.card.id}")
        if hit.snippet:
            click.echo(f"     {' '.join(hit.snippet.text.split())}")
        click.echo(f"     vì sao: {'; '.join(hit.why) or 'khớp nội dung'}")


def _filters(given: dict[str, str | None]) -> dict[str, str | None]:
    """The options by the names that queries use in addresses."""
    return {
        "co-quan": given["issuer"],
        "loai": given["kind"],
        "the-loai": given["genre"],
        "noi": given["place"],
        "tu": given["since"],
        "den": given["until"],
        "ngay": given["at"],
        "xep": given["sort"],
    }


def _print_cards(head: str, cards: Iterable[Card]) -> None:
    listed = list(cards)
    if listed:
        click.echo(head)
    for card in listed:
        click.echo(f"  - {line_of(card)}\n    /vb/{card.id}")


# --- one document ----------------------------------------------------------------------------------------------------


FORMS = ("official", "short", "bibtex", "csl")


@click.command()
@click.argument("asked")
@archive_option
@click.option("--cite", "form", type=click.Choice(FORMS), help="Chỉ in cách trích dẫn văn bản.")
@json_option
@click.pass_context
def show(ctx: click.Context, asked: str, folder: Path | None, form: str | None, *, as_json: bool) -> None:
    """Xem một văn bản theo địa chỉ hoặc số, ký hiệu; nhiều văn bản cùng số thì in danh sách."""
    with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
        found = _asked(archive, asked)
        if len(found) > 1:
            listed = [shapes.candidate_shape(card) for card in found]
            print_json({"candidates": listed}) if as_json else _print_cards("Nhiều văn bản cùng số:", found)
            return
        if form:
            click.echo(_cited_as(found[0], form))
            return
        document = documents.get(connection, found[0].id)
        if document is None:
            raise NotHere(f"Kho không có “{asked}”.", remedy="Thử lệnh: vankien search")
        validity = standing.validity_of(connection, document.id, today())
        if as_json:
            held = partial(documents.find_by_key, connection)
            mentions = [
                replace(one, link=citing.shown_link(one.mention, one.link, held))
                for one in links.mentions_of(connection, document.id)
            ]
            print_json(shapes.full_shape(document, mentions, links.cited_by(connection, document.id), validity))
            return
    force = "" if document.genre == "article" else f"\nHiệu lực: {described(validity.status)}"
    click.echo(f"{line_of(found[0])}\n/vb/{document.id}{force}\n\n{document.text or 'Kho chưa có toàn văn.'}")


def _cited_as(card: Card, form: str) -> str:
    """How a work is cited, in one of `FORMS`."""
    if form == "csl":
        return json.dumps(csl(card), ensure_ascii=False, indent=2)
    return {"official": official, "short": short, "bibtex": bibtex}[form](card)


def _asked(archive: Archive, asked: str) -> tuple[Card, ...]:
    """The works an address or a number means.

    Raises:
        NotHere: neither an address of the archive nor a number it knows.
    """
    number = parse_typed(asked)
    with archive.database.reading() as connection:
        if number:
            cards = documents.find_by_key(connection, number.key)
        else:
            located = documents.locate(connection, asked.removeprefix("/vb/"))
            cards = tuple(documents.cards(connection, [located.address]).values())
    if not cards:
        raise NotHere(f"Kho không có “{asked}”.", remedy="Thử lệnh: vankien search", asked=asked)
    return cards


def _one(archive: Archive, asked: str) -> Card:
    found = _asked(archive, asked)
    if len(found) > 1:
        ids = ", ".join(card.id for card in found)
        raise NotHere(f"“{asked}” là số của {len(found)} văn bản.", remedy=f"Ghi rõ địa chỉ: {ids}.", asked=asked)
    return found[0]


@click.command()
@click.argument("asked")
@archive_option
@json_option
@click.pass_context
def cites(ctx: click.Context, asked: str, folder: Path | None, as_json: bool) -> None:
    """Các văn bản mà một văn bản viện dẫn, theo thứ tự trong văn bản."""
    with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
        held = partial(documents.find_by_key, connection)
        found = [
            (one.linked[0].mention, citing.shown_link(one.linked[0].mention, one.link, held), len(one.linked))
            for one in links.cites(connection, _one(archive, asked).id)
        ]
    if as_json:
        print_json([shapes.mention_shape(mention, link) for mention, link, _ in found])
        return
    for mention, link, times in found:
        click.echo(f"- {_meant(link) or f'{mention.surface} · chưa xác định'} ({times} lần)")


def _meant(link: Link) -> str:
    """What a link leads to, on one line: its target, or up to three works it may mean; empty when neither."""
    if link.target:
        return line_of(link.target)
    return "; ".join(f"có thể là {line_of(card)}" for card in link.candidates[:3])


@click.command("cited-by")
@click.argument("asked")
@archive_option
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000), help="Số văn bản.")
@json_option
@click.pass_context
def cited_by(ctx: click.Context, asked: str, folder: Path | None, limit: int, as_json: bool) -> None:
    """Các văn bản viện dẫn một văn bản, mới nhất trước, kèm câu viện dẫn."""
    with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
        found = links.cited_by(connection, _one(archive, asked).id, limit=limit)
    if as_json:
        print_json([shapes.citing_shape(one) for one in found])
        return
    for one in found:
        click.echo(f"- {line_of(one.card)}")
        for quote in one.quotes:
            click.echo(f"    “{' '.join(quote.sentence.split())}”")


# --- any text --------------------------------------------------------------------------------------------------------


@click.command()
@click.argument("file", type=click.Path(path_type=str))
@archive_option
@json_option
@click.pass_context
def cite(ctx: click.Context, file: str, folder: Path | None, as_json: bool) -> None:
    """Tìm các viện dẫn trong một tệp văn bản (hoặc “-” để đọc từ bàn phím); có --archive thì đối chiếu với kho."""
    text = _text_of(file, max_bytes=settings(ctx).max_file_bytes)
    mentions = find_mentions(text)
    if folder is None:
        found = citing.linked(mentions, citing.tables, text=text)
    else:
        with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
            found = citing.linked(mentions, partial(documents.find_by_key, connection), text=text)
    if as_json:
        print_json([shapes.mention_shape(one, link) for one, link in zip(mentions, found, strict=True)])
        return
    for mention, link in zip(mentions, found, strict=True):
        known = replace(link, target=replace(link.target, genre="directive")) if link.target else link
        click.echo(f"{mention.start:6}–{mention.end:<6} {mention.surface}  →  {_meant(known) or _read(mention)}")


def _read(mention: Mention) -> str:
    """What is written of a work that nothing here is known to be: "45/2013/QH13 · Quốc hội · 2013 · chưa xác định"."""
    parts = (
        str(mention.number) if mention.number else "",
        mention.issuer.name if mention.issuer else "",
        mention.date.shown if mention.date else "",
    )
    return " · ".join([*(part for part in parts if part), "chưa xác định"])


def _text_of(file: str, *, max_bytes: int) -> str:
    """The text of a file, or of standard input for “-”, composed.

    Raises:
        WrongUse: it cannot be read, is larger than `max_bytes`, or is no UTF-8 text.
    """
    named = "Dữ liệu nhập" if file == "-" else f"Tệp {file}"
    try:
        with click.open_file(file, "rb") as opened:
            raw: bytes = opened.read(max_bytes + 1)
    except OSError as cause:
        raise WrongUse(f"Không đọc được tệp {file}: {cause.strerror}. Kiểm tra lại đường dẫn.") from cause
    if len(raw) > max_bytes:
        raise WrongUse(f"{named} quá {max_bytes / 1e6:.1f} MB. Chia nhỏ tệp hoặc nâng giới hạn max_file_bytes.")
    try:
        return nfc(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as cause:
        raise WrongUse(f"{named} không phải văn bản UTF-8. Hãy nạp bằng lệnh vankien ingest.") from cause
