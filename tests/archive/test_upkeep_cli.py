"""The commands that keep an archive in order: what they mend, and what `check` says before and after."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.commands import main
from archive.store.database import open_database
from tests.archive.making import LAO_CAI, directive, take


@pytest.fixture
def kho(tmp_path: Path, empty_store: Path) -> Path:
    """An archive with one work that the index has not read."""
    shutil.copy(empty_store, tmp_path / "vankien.sqlite")
    with open_database(tmp_path / "vankien.sqlite") as database:
        take(database, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", text="Chi bộ họp đều."), "a.txt")
    return tmp_path


def run(name: str, kho: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [name, "--archive", str(kho), *arguments])


def state(kho: Path) -> dict[str, Any]:
    shape: dict[str, Any] = json.loads(run("check", kho, "--json").stdout)
    return shape


def test_check_says_what_is_to_be_done(kho: Path) -> None:
    result = run("check", kho)
    assert result.exit_code == 1
    assert "Chỉ mục khớp với kho: không; chạy: vankien reindex" in result.stdout
    assert (state(kho)["in_step"], state(kho)["waiting"], state(kho)["directives"]) == (False, 1, 1)


def test_reindex_mends_it(kho: Path) -> None:
    result = run("reindex", kho)
    assert (result.exit_code, result.stdout) == (0, "Đã lập chỉ mục 1 mục.\n")
    assert run("check", kho).exit_code == 0
    assert (state(kho)["in_step"], state(kho)["waiting"], state(kho)["indexed"]) == (True, 0, 1)


@pytest.mark.parametrize("harm", ["away", "damaged"])
def test_reindex_after_the_index_was_lost(kho: Path, harm: str) -> None:
    run("reindex", kho)
    if harm == "away":
        shutil.rmtree(kho / "index")
    else:
        for file in (one for one in (kho / "index").rglob("*") if one.is_file()):
            file.write_bytes(b"hong")
    assert run("check", kho).exit_code == 1
    assert "vankien reindex" in state(kho)["index"]
    assert run("reindex", kho).exit_code == 0
    assert run("check", kho).exit_code == 0
    assert "47-CT/TU" in run("search", kho, "chi bộ").stdout


def test_relink_settles_every_number_again_and_keeps_the_index_in_step(kho: Path) -> None:
    run("reindex", kho)
    result = run("relink", kho)
    assert result.exit_code == 0
    assert re.fullmatch(r"Đã xem lại [1-9]\d* số, ký hiệu\.\n", result.stdout)
    assert run("check", kho).exit_code == 0


@pytest.mark.parametrize("name", ["reindex", "relink", "check"])
def test_without_an_archive_nothing_is_made(tmp_path: Path, name: str) -> None:
    result = run(name, tmp_path / "khong-co")
    assert result.exit_code == 1
    assert "vankien ingest" in result.stderr
    assert not (tmp_path / "khong-co").exists()
