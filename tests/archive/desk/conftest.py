"""A desk's file for every test that asks for one, and passwords that are kept with little work."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from archive.desk import accounts, passwords
from archive.desk.accounts import Account
from archive.desk.database import open_desk
from archive.store.database import Database

PASSWORD = "mười hai con giáp"


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cheapest parameters: what is tested is who may come in, not how long a guess takes."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", lambda: cheap)
    passwords.nobody.cache_clear()


@pytest.fixture(scope="session")
def empty_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty desk: copied for each test, for making the tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "desk.sqlite"
    open_desk(path).close()
    return path


@pytest.fixture
def desk(tmp_path: Path, empty_desk: Path) -> Iterator[Database]:
    """An empty desk."""
    shutil.copy(empty_desk, tmp_path / "desk.sqlite")
    with open_desk(tmp_path / "desk.sqlite") as opened:
        yield opened


@pytest.fixture
def an(desk: Database) -> Account:
    """A clerk."""
    with desk.atomic() as connection:
        return accounts.add(connection, "an", PASSWORD, shown="Nguyễn An", email="an@vi.du.vn", role="clerk", by="x")
