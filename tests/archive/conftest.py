"""A store in a new file, for every test that asks for one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store.database import Database, open_database


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty store: copied for each test, for making the tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "kho.sqlite"
    open_database(path, create=True).close()
    return path


@pytest.fixture
def database(tmp_path: Path, empty_store: Path) -> Iterator[Database]:
    """An empty store."""
    shutil.copy(empty_store, tmp_path / "kho.sqlite")
    with open_database(tmp_path / "kho.sqlite") as opened:
        yield opened
