"""A run that dies in the middle of a batch: the same command goes on, and the archive is what one whole run makes."""

import os
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from archive.config import load
from archive.opening import Archive, opened
from archive.works.document import CaptureRef
from ingest.capture import digest_of, read_capture
from ingest.running import Manner, run_through
from ingest.sources.folder import FolderSource

CHI_THI = (
    "TỈNH ỦY LÀO CAI\n*\nSố {}-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 11 tháng 11 năm 2014\nCHỈ THỊ\n"
    "về sinh hoạt chi bộ, lần {}\n-----\nCác chi bộ họp theo Chỉ thị số {}-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai "
    "và Quy định số 66-QĐ/TW, ngày 06/02/2017.\nT/M BAN THƯỜNG VỤ\n(đã ký)"
)
COUNT = 7  # stored as one, two and four
DIED = 9

# Ends the process at the n-th call of a function, before it does anything or when it is done.
_DYING = """
import os, sys
from importlib import import_module
from pathlib import Path
from archive.config import load
from archive.opening import opened
from ingest import pipeline
from ingest.running import Manner, run_through
from ingest.sources.folder import FolderSource

module, path, calls, when, archive, folder = sys.argv[1:]
*outer, name = path.split(".")
owner = import_module(module)
for one in outer:
    owner = getattr(owner, one)
whole, left = getattr(owner, name), int(calls)

def dying(*given, **named):
    global left
    left -= 1
    if not left and when == "before":
        os._exit({died})
    done = whole(*given, **named)
    if not left:
        os._exit({died})
    return done

setattr(owner, name, dying)
pipeline._LONGEST = 600.0
with opened(load(None, {{"VANKIEN_ARCHIVE_DIR": archive}}), create=True) as kho:
    run_through(FolderSource([Path(folder)]).requests(), kho, Manner())
"""

# Everything that is said of the documents; numbers of rows and moments differ from run to run.
_TOLD = (
    "select address, genre, key, number, type, body, date, title from works",
    "select works.address, origin, text, digest, current, described from editions join works on works.id = work",
    "select origin, media_type, digest from captures",
    "select editions.origin, surface, start, mentions.end, readings.digest from mentions"
    " join editions on editions.id = edition join readings on readings.id = reading",
    "select readings.digest, works.address, rule from readings left join works on works.id = target",
    "select editions.origin, band from likeness_bands join editions on editions.id = edition",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("den")
    for serial in range(11, 11 + COUNT):
        cited = serial + 1 if serial < 11 + COUNT - 1 else 40
        (made / f"{serial}.txt").write_text(CHI_THI.format(serial, serial, cited), "utf-8")
    return made


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[Any]]:
    with _archive(tmp_path_factory.mktemp("mot") / "kho") as archive:
        run_through(FolderSource([folder]).requests(), archive, Manner())
        return told(archive)


@pytest.mark.parametrize(
    ("place", "calls", "when", "stored"),
    [
        pytest.param(
            "ingest.capture:Captures._put", 5, "after", 3, id="some records of the batch written, none listed"
        ),
        pytest.param(
            "ingest.storing:accession_all", 3, "before", 3, id="bytes kept, no document of the batch taken in"
        ),
        pytest.param("archive.store.arrivals:_record", 3, "before", 3, id="in the middle of the transaction"),
        pytest.param("ingest.storing:accession_all", 3, "after", 7, id="all taken in, nobody told"),
    ],
)
def test_a_run_that_died_is_gone_on_with(
    place: str, calls: int, when: str, stored: int, *, folder: Path, whole: list[list[Any]], tmp_path: Path
) -> None:
    module, _, name = place.partition(":")
    command = [sys.executable, "-c", _DYING.format(died=DIED), module, name, str(calls), when]
    died = subprocess.run([*command, str(tmp_path / "kho"), str(folder)], env=_environment(), check=False)
    assert died.returncode == DIED
    with _archive(tmp_path / "kho") as archive:
        with archive.database.reading() as connection:
            assert connection.execute(text("select count(*) from editions")).scalar_one() == stored
        report, _page = run_through(FolderSource([folder]).requests(), archive, Manner())
        assert [one.verdict for one in report.outcomes] == ["same"] * stored + ["kept"] * (COUNT - stored)
        assert told(archive) == whole


def told(archive: Archive) -> list[list[Any]]:
    """The rows of the store, last the digests of the bytes that its captures lead to."""
    with archive.database.reading() as connection:
        rows = [sorted(map(tuple, connection.execute(text(query)).all()), key=repr) for query in _TOLD]
        captured = connection.execute(text("select origin, media_type, digest, warc_file, warc_offset from captures"))
        refs = [CaptureRef(*row) for row in captured]
    return [*rows, sorted((ref.origin, digest_of(read_capture(archive.settings.warc_dir, ref))) for ref in refs)]


def _archive(folder: Path) -> AbstractContextManager[Archive]:
    return opened(load(None, {"VANKIEN_ARCHIVE_DIR": str(folder)}), create=True)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
