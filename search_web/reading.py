"""What pages read from: the open store and engine of the site, and one connection a request that sees one state.

Pages ask `archive.store` and `archive.ask` with `shelf().connection`; nothing is written here. The index may be absent
or stale: then the engine says so when it is asked, and everything that does not need it goes on.
"""

from contextlib import ExitStack
from dataclasses import dataclass

from flask import Flask, current_app, g

from archive.config import Settings
from archive.index.engine import Engine
from archive.intake import Intake
from archive.store.database import Database

_KEY = "vankien"


@dataclass(frozen=True, slots=True)
class House:
    """What the application holds open: its settings, the store, the engine, and the desk's own file.

    `intake` reads and keeps what clerks upload; None where the part that brings things in is not installed.
    """

    settings: Settings
    database: Database
    engine: Engine
    desk: Database
    intake: Intake | None = None


class Shelf:
    """The store as one request sees it: `connection` answers from one state, from its first question to its last."""

    def __init__(self, database: Database) -> None:
        """Open the connection; `close` lets it go."""
        self._open = ExitStack()
        self.connection = self._open.enter_context(database.reading())

    def close(self) -> None:
        """Let the connection go."""
        self._open.close()


def install(app: Flask, house: House) -> None:
    """Let the pages of the application read from this house."""
    app.extensions[_KEY] = house
    app.teardown_appcontext(_close)


def house() -> House:
    """What the present application holds open."""
    found = current_app.extensions[_KEY]
    assert isinstance(found, House)  # noqa: S101  # `install` put it there
    return found


def shelf() -> Shelf:
    """The shelf of the present request, opened when first asked for."""
    if "shelf" not in g:
        g.shelf = Shelf(house().database)
    found: Shelf = g.shelf
    return found


def _close(_error: BaseException | None) -> None:
    opened = g.pop("shelf", None)
    if opened is not None:
        opened.close()
