"""Both engines, empty or filled, for the contract they share."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.index.engine import Engine
from archive.index.memory import MemoryEngine
from archive.index.whoosh.engine import WhooshEngine
from tests.archive.index.holdings import HOLDINGS


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path / "index")
    with closing(made):
        yield made


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.rebuild(HOLDINGS)
    return engine
