"""Every engine, empty or filled, for the contract they share."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.index.arrays.engine import ArrayEngine
from archive.index.engine import Engine
from archive.index.memory import MemoryEngine
from archive.index.whoosh.engine import WhooshEngine
from tests.archive.index.holdings import HOLDINGS


def fresh(kind: str, folder: Path) -> Engine:
    """An empty engine of a kind."""
    made: dict[str, Callable[[], Engine]] = {
        "memory": MemoryEngine,
        "arrays": ArrayEngine,
        "whoosh": lambda: WhooshEngine(folder / "index"),
    }
    return made[kind]()


@pytest.fixture(params=["memory", "arrays", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with closing(fresh(request.param, tmp_path)) as made:
        yield made


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.rebuild(HOLDINGS)
    return engine
