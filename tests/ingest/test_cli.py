"""`vankien ingest`: what it prints, its shapes and statuses, and that the index follows."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.commands import main
from ingest.cli import _line, _lines

CHI_THI = (
    "TỈNH ỦY LÀO CAI\n*\nSố 47-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 11 tháng 11 năm 2014\nCHỈ THỊ\n"
    "về sinh hoạt chi bộ\n-----\nCác chi bộ trong tỉnh họp định kỳ mỗi tháng một lần.\nT/M BAN THƯỜNG VỤ\n(đã ký)"
)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "den").mkdir()
    (tmp_path / "den" / "a.txt").write_text(CHI_THI, "utf-8")
    return tmp_path


def ingested(folder: Path) -> dict[str, Any]:
    result = run("ingest", "--archive", folder / "kho", "--json", folder / "den")
    shape: dict[str, Any] = json.loads(result.stdout)
    return shape


def test_the_report_has_the_keys_of_the_contract(folder: Path) -> None:
    (folder / "den" / "rong.txt").write_bytes(b"")
    shape = ingested(folder)
    assert set(shape) >= {"kept", "same", "revised", "refused", "seconds"}
    (kept,), (refused,) = shape["kept"], shape["refused"]
    assert kept == {"path": f"{folder}/den/a.txt", "id": "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu", "number": "47-CT/TU"}
    assert set(refused) == {"path", "reason", "remedy"}
    assert isinstance(shape["seconds"], float)


def counts(folder: Path) -> list[int]:
    shape = ingested(folder)
    return [len(shape[verdict]) for verdict in ("kept", "same", "revised")]


def test_one_run_after_another(folder: Path) -> None:
    assert counts(folder) == [1, 0, 0]
    assert counts(folder) == [0, 1, 0]
    (folder / "den" / "a.txt").write_text(CHI_THI.replace("một lần", "hai lần"), "utf-8")
    assert counts(folder) == [0, 0, 1]
    found = json.loads(run("search", "--archive", folder / "kho", "--json", "mỗi tháng hai lần").stdout)
    assert found["hits"][0]["number"] == "47-CT/TU"


def test_for_people_it_counts_in_words_and_says_why_something_was_refused(folder: Path) -> None:
    (folder / "den" / "rong.txt").write_bytes(b"")
    result = run("ingest", "--archive", folder / "kho", folder / "den")
    assert result.exit_code == 1
    assert "1 văn bản mới" in result.stdout
    assert "1 bị từ chối" in result.stdout
    assert "rong.txt" in result.stdout


def test_a_missing_path_makes_no_archive(folder: Path) -> None:
    result = run("ingest", "--archive", folder / "kho", folder / "khong-co")
    assert result.exit_code == 1
    assert result.stderr.startswith("Lỗi: Không có tệp hay thư mục")
    assert not (folder / "kho").exists()


def test_the_catalogue_comes_with_the_first_run(folder: Path) -> None:
    ingested(folder)
    shape = json.loads(run("show", "--archive", folder / "kho", "--json", "05-CT/TW").stdout)
    known = shape.get("candidates", [shape])
    assert "2016-05-15" in [one["date"] for one in known]


@pytest.mark.parametrize("harm", ["away", "damaged"])
def test_an_index_that_is_gone_or_damaged_is_built_anew(folder: Path, harm: str) -> None:
    ingested(folder)
    index = folder / "kho" / "index"
    if harm == "away":
        shutil.rmtree(index)
    else:
        for file in (one for one in index.rglob("*") if one.is_file()):
            file.write_bytes(b"hong")
    (folder / "den" / "b.txt").write_text(CHI_THI.replace("47-CT", "48-CT"), "utf-8")
    ingested(folder)
    assert run("check", "--archive", folder / "kho").exit_code == 0
    found = json.loads(run("search", "--archive", folder / "kho", "--json", "họp định kỳ").stdout)
    assert {"47-CT/TU", "48-CT/TU"} <= {one["number"] for one in found["hits"]}


def test_help_is_vietnamese_and_says_what_status_one_means() -> None:
    output = " ".join(run("ingest", "--help").output.split())
    assert "Đưa tệp và thư mục vào kho" in output
    assert "Trạng thái 1 khi có tệp bị từ chối" in output


@pytest.mark.parametrize(
    ("done", "total", "seconds", "line"),
    [
        pytest.param(400, 5_000, 5.0, "Nạp: 400/5.000, 80,0/giây, còn 0:00:58", id="so many of so many"),
        pytest.param(7, None, 2.0, "Nạp: 7, 3,5/giây", id="nobody knows how many"),
        pytest.param(5, 5, 10.0, "Nạp: 5/5, 0,5/giây", id="the last one"),
        pytest.param(1, 9, 0.0, "Nạp: 1/9, còn 0:00:00", id="no time yet"),
    ],
)
def test_progress_for_a_log_is_a_plain_line(done: int, total: int | None, seconds: float, line: str) -> None:
    assert _line("Nạp", done, total, seconds) == line


def test_a_log_gets_a_line_now_and_then_and_one_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    clock = iter(range(0, 100, 4))
    tell = _lines("Nạp", 6, now=lambda: float(next(clock)))
    for _ in range(6):
        tell("", None)
    told = capsys.readouterr().err.splitlines()
    assert [one.split(",")[0] for one in told] == ["Nạp: 3/6", "Nạp: 6/6"]


def test_the_command_itself_loads_nothing_that_its_readers_need(project: Path) -> None:
    program = "import sys, ingest.cli; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=project, timeout=60
    )
    assert not {"alembic", "lxml", "numpy", "pyvi", "sqlalchemy", "whoosh"} & set(done.stdout.split())
