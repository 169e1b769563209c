"""The command `ladder`: rows for people and for programs, wrong days, and the summary in lines."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive import indexing
from archive.config import load
from archive.errors import QueryError
from archive.ladder_cli import ladder
from archive.opening import opened, placed
from archive.store.database import open_database
from tests.archive.ask.ladders import TOPIC, fill


@pytest.fixture(scope="module")
def kho(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small archive with its index on disk."""
    folder = tmp_path_factory.mktemp("kho")
    with open_database(folder / "vankien.sqlite", create=True) as database:
        fill(database)
    with opened(placed(load(Path("/dev/null"), {}), folder)) as archive:
        indexing.rebuild(archive.database, archive.engine)
    return folder


def run(kho: Path, *arguments: str) -> Result:
    return CliRunner().invoke(ladder, ["--archive", str(kho), *arguments])


def test_rows_for_people(kho: Path) -> None:
    result = run(kho, *TOPIC.split(), "--place", "phường Sa Pa", "--at", "2026-02-01", "--party")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0] == f"{TOPIC} · phường Sa Pa, tỉnh Lào Cai · ngày 01/02/2026"
    assert [line.split(" (")[0] for line in lines if line.startswith("Đảng – ")] == [
        "Đảng – Trung ương",
        "Đảng – Tỉnh, thành phố",
        "Đảng – Xã, phường",
    ]
    assert "  Kế hoạch 15-KH/ĐU · Đảng ủy phường Sa Pa · 05/12/2025 · thực hiện Chỉ thị" in result.output
    assert "đã qua: Chỉ thị 10-CT/TW" in result.output
    assert "Thay thế qua thời gian:" in result.output
    assert "khi đó: Kế hoạch 27-KH/TU; hiện nay: Kế hoạch 27-KH/TU" in result.output
    assert "duy nhất" not in result.output


def shape(kho: Path, *arguments: str) -> dict[str, Any]:
    result = run(kho, *arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_rows_for_programs(kho: Path) -> None:
    found = shape(kho, "sinh hoạt chi bộ", "--place", "Lào Cai", "--at", "2019-05-01")
    assert [(one["system"], one["level"]) for one in found["rungs"]] == [
        ("party", "tw"),
        ("state", "tw"),
        ("party", "tinh"),
        ("state", "tinh"),
    ]
    assert found["rungs"][2]["row"]["number"] in ("47-CT/TU", "05-HD/TU")
    assert found["rungs"][3]["row"] is None
    assert set(found["cascade"]) == {"basis", "carried_out", "lines", "more"}


@pytest.mark.parametrize(("flag", "systems"), [("--party", {"party"}), ("--state", {"state"})])
def test_one_of_the_two_chains(kho: Path, flag: str, systems: set[str]) -> None:
    assert {one["system"] for one in shape(kho, "văn thư", flag)["rungs"]} == systems


@pytest.mark.parametrize("written", ["2019", "hôm qua", "2019-13-01", "2019-05"])
def test_a_day_that_is_none_is_refused(kho: Path, written: str) -> None:
    result = run(kho, "văn thư", "--at", written)
    assert isinstance(result.exception, QueryError)
    assert written in str(result.exception)


def test_a_place_that_may_be_several_lists_them(kho: Path) -> None:
    result = run(kho, "văn thư", "--place", "Châu Thành", "--at", "2020-01-01")
    assert result.output.count("  có thể là: huyện Châu Thành, tỉnh ") == 10


def test_without_an_index_it_says_how_to_make_one(kho: Path, tmp_path: Path) -> None:
    shutil.copy(kho / "vankien.sqlite", tmp_path / "vankien.sqlite")
    result = run(tmp_path, "văn thư")
    assert "vankien reindex" in str(result.exception)
