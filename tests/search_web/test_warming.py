"""What is made ready before the first reader: nothing fails without an index, and common syllables are asked for."""

from pathlib import Path

import pytest
from flask import Flask

from archive.config import load
from archive.index.engine import Found
from archive.index.memory import MemoryEngine
from archive.index.plan import AS_ASKED, Manner
from archive.query import Query
from search_web import create_app
from search_web.reading import House
from search_web.warming import warm


def test_an_archive_without_an_index_is_no_error(tmp_path: Path) -> None:
    app = create_app(load(None, {"VANKIEN_ARCHIVE_DIR": str(tmp_path)}))
    warm(app)
    assert app.test_client().get("/").status_code == 200
    app.extensions["vankien"].database.close()


def test_the_commonest_syllables_and_pairs_are_asked_for(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    house = app.extensions["vankien"]
    assert isinstance(house, House)
    asked: list[tuple[str, ...]] = []
    known = house.engine.search

    def noted(query: Query, manner: Manner = AS_ASKED) -> Found:
        asked.append(query.words)
        return known(query, manner)

    assert isinstance(house.engine, MemoryEngine)
    monkeypatch.setattr(house.engine, "search", noted, raising=False)
    warm(app)
    spelt = house.engine.spellings()
    for counts in (spelt.syllables, spelt.pairs):
        commonest = max(counts.values())
        assert {tuple(one.split()) for one, count in counts.items() if count == commonest} <= set(asked)
    first, last = (spelt.syllables[asked[place][0]] for place in (-2, -1))
    assert first <= last, "the commonest is read last, so that it is kept the longest"
