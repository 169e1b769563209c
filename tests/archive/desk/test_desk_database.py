"""The desk's file: its revisions make its tables, an older file is brought up, nobody else may read it."""

import stat
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from archive.desk import accounts
from archive.desk import database as room
from archive.desk.database import DESK, HEAD, open_desk
from archive.desk.tables import metadata
from archive.store.database import Database, Schema, open_database


def test_head_is_the_newest_revision() -> None:
    settings = Config()
    settings.set_main_option("script_location", str(Path(room.__file__).parent / "migrations"))
    settings.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(settings).get_current_head() == HEAD


def test_the_revisions_make_the_tables(desk: Database) -> None:
    with desk.reading() as connection:
        made = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(made, metadata) == []


def test_an_account_of_the_first_file_is_there_after_it_was_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    with open_database(path, create=True, schema=Schema(metadata, DESK.scripts, "0001")) as old, old.atomic() as opened:
        opened.execute(
            text(
                "INSERT INTO accounts (name, shown, email, role, password, active, made_at)"
                " VALUES ('an', 'An', '', 'clerk', 'x', 1, '2026-11-22T00:00:00+00:00')"
            )
        )
    with open_desk(path) as new, new.reading() as opened:
        found = accounts.named(opened, "an")
    assert (found.role, found.one_time) == ("clerk", False)


def test_only_its_owner_may_read_it(desk: Database) -> None:
    assert stat.S_IMODE(desk.path.stat().st_mode) == 0o600
