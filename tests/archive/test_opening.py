"""Opening an archive: the store must be there, the index need not, and everything is closed again."""

from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import Settings, load
from archive.errors import ArchiveError, StoreError
from archive.opening import opened, placed
from archive.query import parse
from tests.archive.making import LAO_CAI, directive, take


@pytest.fixture
def known(tmp_path: Path) -> Settings:
    return load(None, {"VANKIEN_ARCHIVE_DIR": str(tmp_path / "kho")})


def test_the_folder_of_the_command_line_wins(known: Settings, tmp_path: Path) -> None:
    assert placed(known, tmp_path / "khac").archive_dir == tmp_path / "khac"
    assert placed(known, None) == known


def test_a_store_that_is_not_there_is_said_and_not_made(known: Settings) -> None:
    with pytest.raises(StoreError) as caught, opened(known):
        pass
    assert "vankien ingest" in str(caught.value)
    assert not known.archive_dir.exists()


def test_a_store_is_made_when_that_is_wanted(known: Settings) -> None:
    with opened(known, create=True) as archive:
        assert archive.settings == known
    with opened(known) as archive, archive.database.reading():
        pass


def test_it_is_closed_whatever_happens(known: Settings) -> None:
    with pytest.raises(ArchiveError, match="dừng"), opened(known, create=True):
        raise ArchiveError("dừng")
    with opened(known) as archive:
        take(archive.database, directive("47-CT/TU", body=LAO_CAI), "a.txt")


def test_an_index_in_memory_is_filled_at_every_opening(known: Settings) -> None:
    memory = replace(known, engine="memory")
    with opened(memory, create=True) as archive:
        take(archive.database, directive("47-CT/TU", body=LAO_CAI, text="Các chi bộ họp."), "a.txt")
    for _ in range(2):
        with opened(memory) as archive:
            assert archive.engine.search(parse("chi bộ")).total == 1
