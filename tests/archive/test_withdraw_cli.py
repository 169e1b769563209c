"""`vankien withdraw` and `vankien export` as people run them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.commands import main
from archive.desk import audit, mistakes
from archive.desk.database import open_desk
from archive.export_cli import export
from archive.store.database import open_database
from archive.withdraw_cli import withdraw
from tests.archive.making import LAO_CAI, capture, directive, take

ADDRESS = "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu"
TEXT = directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", text="Chi bộ họp đều.")


@pytest.fixture
def kho(tmp_path: Path, empty_store: Path) -> Path:
    shutil.copy(empty_store, tmp_path / "vankien.sqlite")
    with open_database(tmp_path / "vankien.sqlite") as database:
        take(database, TEXT, "a.txt")
    return tmp_path


def run(kho: Path, *arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(withdraw, ["--archive", str(kho), *arguments], input=typed)


def test_a_work_is_taken_out_and_its_bytes_are_barred(kho: Path) -> None:
    CliRunner().invoke(main, ["reindex", "--archive", str(kho)])
    done = run(kho, f"/vb/{ADDRESS}", "--reason", "Rút theo yêu cầu.", "--yes")
    assert done.exit_code == 0, done.output
    assert "1 địa chỉ nay trả lời 410, 1 tệp bị chặn" in done.output
    assert (kho / "quarantine.txt").read_text() == capture(TEXT, "a.txt").digest + "\n"
    shown = CliRunner().invoke(main, ["search", "--archive", str(kho), "--json", "chi bộ họp"])
    assert json.loads(shown.stdout)["total"] == 0
    assert CliRunner().invoke(main, ["show", "--archive", str(kho), ADDRESS]).exit_code == 1


def test_the_desk_forgets_it_and_an_export_with_it_goes(kho: Path) -> None:
    CliRunner().invoke(export, ["--archive", str(kho)])
    with open_desk(kho / "desk.sqlite") as desk:
        with desk.atomic() as connection:
            mistakes.report(connection, address=ADDRESS, place="", kind="text", words="thiếu một dòng")
        assert run(kho, ADDRESS, "--reason", "Rút.", "--yes").exit_code == 0
        with desk.reading() as connection:
            assert not mistakes.waiting(connection)
            assert [one.act for one in audit.listed(connection)] == ["withdrawn"]
    assert not list((kho / "bulk").glob("*.gz"))


def test_it_is_asked_first(kho: Path) -> None:
    assert run(kho, ADDRESS, "--reason", "x", typed="n\n").exit_code == 1
    assert CliRunner().invoke(main, ["show", "--archive", str(kho), ADDRESS]).exit_code == 0
    assert not (kho / "quarantine.txt").exists()


def test_what_is_not_there_cannot_be_taken_out(kho: Path) -> None:
    done = run(kho, "khong/co", "--reason", "x", "--yes")
    assert done.exit_code != 0
    assert not (kho / "quarantine.txt").exists()


def test_export_writes_beside_the_store(kho: Path) -> None:
    done = CliRunner().invoke(export, ["--archive", str(kho)])
    assert done.exit_code == 0, done.output
    assert "documents.jsonl.gz: 1 dòng" in done.output
    assert (kho / "bulk" / "manifest.json").is_file()


def test_export_where_nothing_can_be_written(kho: Path) -> None:
    (kho / "tep").write_text("x")
    done = CliRunner().invoke(export, ["--archive", str(kho), "--bulk", str(kho / "tep" / "trong")])
    assert done.exit_code == 1
    assert "Không ghi được" in done.output
