"""What is made ready before the first reader: nothing fails without an index, and the common syllables are read."""

from pathlib import Path

import pytest
from flask import Flask

from archive.config import load
from archive.index.memory import MemoryEngine
from search_web import create_app
from search_web.reading import House
from search_web.warming import warm


def test_an_archive_without_an_index_is_no_error(tmp_path: Path) -> None:
    app = create_app(load(None, {"VANKIEN_ARCHIVE_DIR": str(tmp_path)}))
    warm(app)
    assert app.test_client().get("/").status_code == 200
    app.extensions["vankien"].database.close()


def test_the_commonest_syllables_are_read(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    house = app.extensions["vankien"]
    assert isinstance(house, House)
    read: set[tuple[str, str]] = set()
    known = house.engine.frequency

    def noted(stream: str, term: str) -> int:
        read.add((stream, term))
        return known(stream, term)

    assert isinstance(house.engine, MemoryEngine)
    monkeypatch.setattr(house.engine, "frequency", noted, raising=False)
    warm(app)
    counts = house.engine.spellings().syllables
    commonest = max(counts.values())
    assert {("syllables", one) for one, count in counts.items() if count == commonest} <= read
