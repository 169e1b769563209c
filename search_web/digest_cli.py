"""The command `vankien digest`: tell those who follow something by mail what is new, each thing once.

Meant to be run once a day by the system's own clock (cron, a systemd timer); see docs/desk.md.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.commands import settings as settings_of
from archive.config import Settings
from archive.opening import placed

if TYPE_CHECKING:  # the web libraries are wanted when letters are written, not for `vankien digest --help`
    from email.message import EmailMessage

    from flask import Flask

    from search_web.digest.rounds import Outcome


@click.command()
@click.option("--archive", "folder", type=click.Path(file_okay=False, path_type=Path), help="Thư mục của kho.")
@click.option("--dry-run", is_flag=True, help="Chỉ in các thư sẽ gửi; không gửi, không ghi nhận gì.")
@click.pass_context
def digest(ctx: click.Context, folder: Path | None, *, dry_run: bool) -> None:
    """Gửi thư theo dõi cho những ai đến kỳ: mục mới từ lần gửi trước. Chạy mỗi ngày một lần."""
    from search_web import create_app

    settings = placed(settings_of(ctx), folder)
    app = create_app(settings)
    if dry_run:
        for one in _round(app, settings, dry_run=True):
            click.echo(f"{one.account.name}: {_shown(one.message)}")
        return
    outcomes = list(_round(app, settings, dry_run=False))
    failed = [one for one in outcomes if one.trouble]
    sent = sum(1 for one in outcomes if one.message and not one.trouble)
    click.echo(f"Đã gửi {sent} thư; {len(outcomes) - sent - len(failed)} tài khoản không có gì mới.")
    for one in failed:
        click.echo(f"Chưa gửi được cho {one.account.name}: {one.trouble}. Lần chạy sau sẽ gửi lại.", err=True)
    ctx.exit(1 if failed else 0)


def _round(app: "Flask", settings: Settings, *, dry_run: bool) -> "list[Outcome]":
    """One round inside a request of the site, so that addresses are those of its pages."""
    from archive.desk import moments
    from search_web.desk.doors import doors
    from search_web.digest import post, rounds
    from search_web.digest.letters import Sender
    from search_web.reading import house

    with app.test_request_context("/", base_url=settings.site_url or "http://localhost/"):
        sender = Sender(settings, doors().key, moments.present())
        if dry_run:
            return list(rounds.go_round(house(), sender, None))
        post.check(settings)
        with rounds.alone(settings.desk_path), post.opened(settings) as send:
            return list(rounds.go_round(house(), sender, send))


def _shown(message: "EmailMessage | None") -> str:
    if message is None:
        return "không có gì mới"
    body = message.get_body(("plain",))
    return f"{message['To']}\n{message['Subject']}\n\n{body.get_content() if body else ''}"
