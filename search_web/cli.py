"""The command `vankien serve`: the site on this machine, by waitress.

It opens the archive that the settings name and says where to look; the site itself is made in `search_web`.
"""

import socket
import threading
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import click

from archive.commands import settings as settings_of
from archive.config import Settings
from archive.errors import ConfigError
from archive.intake import Intake

THREADS = 8
INTAKE = "vankien.intake"  # entry points: the part that takes uploads in, which may not be installed


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
    from search_web.desk.large_bodies import MOST_BODY, Channel
    from search_web.warming import warm

    settings = _chosen(settings_of(ctx), archive, host, port)
    with _listening(settings) as door:
        app = create_app(settings, intake=_intake(settings))
        server = create_server(app, sockets=[door], threads=THREADS, ident=None, max_request_body_size=MOST_BODY)
        server.channel_class = Channel  # an upload may be larger, and nothing of any body is written to a file
        threading.Thread(target=warm, args=(app,), daemon=True).start()
        click.echo(f"Trang tra cứu: http://{_shown(settings.host)}:{settings.port}/  (Ctrl+C để dừng)")
        server.run()


def _intake(settings: Settings) -> Intake | None:
    """What reads and keeps uploads; None where the part that brings things in is not installed."""
    found = sorted(entry_points(group=INTAKE), key=lambda point: point.name)
    if not found:
        return None
    made: Intake = found[0].load()(settings)
    return made


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
