"""The index in step with the store: it catches up, is built anew, and comes to the same either way."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path

import pytest

from archive import indexing
from archive.errors import IndexStale
from archive.index.engine import Engine
from archive.index.memory import MemoryEngine
from archive.index.whoosh import directory
from archive.index.whoosh.engine import WhooshEngine
from archive.query import parse
from archive.store import waiting
from archive.store.database import Database
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, directive, mention, take

LAW = directive(
    "47-CT/TU", body=LAO_CAI, date="2014-11-11", title="sinh hoạt chi bộ", text="Các chi bộ họp hằng tháng."
)
OTHER = directive(
    "27-KH/TU", body=TUYEN_QUANG, date="2025-10-20", title="chuyển đổi số", text="Các cơ quan số hóa hồ sơ."
)


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(tmp_path / "index")
    with closing(made):
        yield made


def hits(engine: Engine, typed: str) -> list[tuple[str, float]]:
    return [(one.id, one.score) for one in engine.search(parse(typed)).matches]


def left(database: Database) -> tuple[int, int]:
    with database.reading() as connection:
        pending = waiting.pending(connection)
    return len(pending.changed), len(pending.removed)


def test_what_changed_is_read_and_nothing_twice(database: Database, engine: Engine) -> None:
    stored = take(database, LAW, "a.txt")
    assert indexing.catch_up(database, engine) == indexing.Indexed(1, 0)
    assert [one for one, _ in hits(engine, "họp hằng tháng")] == [stored.address]
    assert indexing.catch_up(database, engine) == indexing.Indexed(0, 0)
    assert left(database) == (0, 0)


def test_an_address_that_went_is_forgotten(database: Database, engine: Engine) -> None:
    text = "Thực hiện Chỉ thị số 47-CT/TU, ngày 11/11/2014."
    take(database, article(text, title="Tin"), "tin.html", [mention(text, "47-CT/TU", date="2014-11-11")])
    indexing.catch_up(database, engine)
    before = engine.count()
    take(database, LAW, "a.txt")
    told = indexing.catch_up(database, engine)
    assert told.forgotten >= 1
    assert engine.count() == before
    assert left(database) == (0, 0)


def test_built_anew_is_the_same_as_kept_up(database: Database, engine: Engine) -> None:
    take(database, LAW, "a.txt")
    indexing.catch_up(database, engine)
    take(database, OTHER, "b.txt")
    take(database, article("Chi bộ họp bàn chuyển đổi số.", title="Tin ngắn"), "tin.html")
    indexing.catch_up(database, engine)
    kept_up = [hits(engine, typed) for typed in ("chi bộ", "chuyển đổi số", "47-CT/TU")]
    assert indexing.rebuild(database, engine) == engine.count() == 3
    assert [hits(engine, typed) for typed in ("chi bộ", "chuyển đổi số", "47-CT/TU")] == kept_up
    assert left(database) == (0, 0)


def test_progress_is_told_work_by_work(database: Database, engine: Engine) -> None:
    take(database, LAW, "a.txt")
    take(database, OTHER, "b.txt")
    heard: list[tuple[int, int]] = []
    indexing.rebuild(database, engine, lambda done, total: heard.append((done, total)))
    assert heard == [(1, 2), (2, 2)]


def test_what_changes_while_the_index_reads_stays_waiting(database: Database, engine: Engine) -> None:
    take(database, LAW, "a.txt")
    arrived: list[str] = []

    def meanwhile(_done: int, _total: int) -> None:
        if not arrived:
            changed = directive(
                "47-CT/TU", body=LAO_CAI, date="2014-11-11", title="sinh hoạt chi bộ", text="Họp hai lần."
            )
            arrived.append(take(database, changed, "a.txt").outcome)

    indexing.rebuild(database, engine, meanwhile)
    assert arrived == ["revised"]
    assert left(database) == (1, 0)
    indexing.catch_up(database, engine)
    assert hits(engine, "hai lần")
    assert left(database) == (0, 0)


@pytest.mark.parametrize("way", [indexing.catch_up, indexing.rebuild], ids=["kept up", "built anew"])
def test_what_another_program_wrote_meanwhile_is_not_written_over(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Callable[[Database, Engine], object]
) -> None:
    take(database, LAW, "a.txt")
    with closing(WhooshEngine(tmp_path / "index")) as engine, closing(WhooshEngine(tmp_path / "index")) as other:
        indexing.catch_up(database, engine)
        take(database, replace(LAW, title="sinh hoạt chi bộ lần hai", text="Các chi bộ họp hằng quý."), "a.txt")
        real = directory.writing

        def writing(root: Path) -> AbstractContextManager[None]:
            """Just before it has the right to write another program stores something and brings the index up."""
            monkeypatch.setattr(directory, "writing", real)
            take(database, OTHER, "b.txt")
            take(database, replace(LAW, title="sinh hoạt chi bộ lần ba", text="Các chi bộ họp hằng năm."), "a.txt")
            indexing.catch_up(database, other)
            return real(root)

        monkeypatch.setattr(directory, "writing", writing)
        way(database, engine)
        found = [(one, hits(engine, one) != []) for one in ("lần hai", "lần ba", "số hóa hồ sơ")]
        indexing.catch_up(database, engine)
        assert engine.count() == indexing.rebuild(database, other)
        assert found == [(one, hits(engine, one) != []) for one, _ in found]


def test_a_damaged_index_says_so_and_loses_nothing(database: Database, tmp_path: Path) -> None:
    take(database, LAW, "a.txt")
    with closing(WhooshEngine(tmp_path / "index")) as engine:
        indexing.catch_up(database, engine)
    for file in (tmp_path / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(b"hong")
    take(database, OTHER, "b.txt")
    with closing(WhooshEngine(tmp_path / "index")) as engine:
        with pytest.raises(IndexStale, match="reindex"):
            indexing.catch_up(database, engine)
        assert left(database)[0] >= 1
        assert indexing.rebuild(database, engine) == 2
        assert hits(engine, "số hóa hồ sơ")


@pytest.mark.parametrize("changed", [True, False])
def test_an_index_that_is_gone_is_not_begun_with_a_part(database: Database, tmp_path: Path, changed: bool) -> None:
    take(database, LAW, "a.txt")
    with closing(WhooshEngine(tmp_path / "index")) as engine:
        indexing.catch_up(database, engine)
    shutil.rmtree(tmp_path / "index")
    if changed:
        take(database, OTHER, "b.txt")
    with closing(WhooshEngine(tmp_path / "index")) as engine:
        with pytest.raises(IndexStale, match="reindex"):
            indexing.catch_up(database, engine)
        indexing.bring_up(database, engine)
        assert engine.count() == 1 + changed
        assert hits(engine, "họp hằng tháng")
    assert left(database) == (0, 0)


def test_an_engine_in_memory_is_filled_without_an_account(database: Database) -> None:
    take(database, LAW, "a.txt")
    engine = MemoryEngine()
    assert indexing.fill(database, engine) == 1
    assert hits(engine, "chi bộ")
    assert left(database) == (1, 0)
