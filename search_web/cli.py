"""The command `vankien serve`: the site on this machine, by waitress.

It opens the archive that the settings name and says where to look; the site itself is made in `search_web`.
"""

import socket
import threading
from dataclasses import replace
from pathlib import Path

import click

from archive.commands import settings as settings_of
from archive.config import Settings
from archive.errors import ConfigError

THREADS = 8
MOST_BODY = 500_000  # bytes: the form of the longest draft


@click.command()
@click.option("--archive", type=click.Path(file_okay=False, path_type=Path), help="Thư mục của kho.")
@click.option("--host", help="Địa chỉ máy chủ lắng nghe (mặc định: 127.0.0.1, chỉ máy này).")
@click.option("--port", type=click.IntRange(1, 65535), help="Cổng máy chủ lắng nghe (mặc định: 8000).")
@click.pass_context
def serve(ctx: click.Context, archive: Path | None, host: str | None, port: int | None) -> None:
    """Mở trang web tra cứu trên máy này; dừng bằng Ctrl+C."""
    # Late: the web libraries are wanted when the site is opened, not for `vankien serve --help`.
    from waitress import create_server  # type: ignore[import-untyped]  # it says no types of its own

    from search_web import create_app
    from search_web.warming import warm

    settings = _chosen(settings_of(ctx), archive, host, port)
    with _listening(settings) as door:
        app = create_app(settings)
        # A larger body would be kept in a file on disk; nothing of a draft may be (`search_web.pages.draft`).
        server = create_server(app, sockets=[door], threads=THREADS, ident=None, max_request_body_size=MOST_BODY)
        threading.Thread(target=warm, args=(app,), daemon=True).start()
        click.echo(f"Trang tra cứu: http://{_shown(settings.host)}:{settings.port}/  (Ctrl+C để dừng)")
        server.run()


def _listening(settings: Settings) -> socket.socket:
    """The socket the site listens on, taken before anything is opened, so that a taken port costs nothing.

    Raises:
        ConfigError: the address is not this machine's, or the port is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as cause:
        raise ConfigError(
            f"Không mở được cổng {settings.port} trên {settings.host}: {cause.strerror or cause}.",
            remedy="Chọn cổng khác: vankien serve --port 8001.",
            port=settings.port,
        ) from cause


def _shown(host: str) -> str:
    """A host as an address on the web writes it."""
    return f"[{host}]" if ":" in host else host


def _chosen(settings: Settings, archive: Path | None, host: str | None, port: int | None) -> Settings:
    """The settings with what the command line says instead."""
    return replace(
        settings,
        archive_dir=archive or settings.archive_dir,
        host=host or settings.host,
        port=port or settings.port,
    )
