import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.commands import main
from archive.errors import QueryError
from archive.quality_cli import read_rows

GOLD = '{"text": "Theo Chỉ thị số 47-CT/TU.", "mentions": [{"start": 16, "end": 24, "number": "47-CT/TU"}]}\n\n'


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(GOLD, "utf-8")
    return path


def test_citations_are_scored_without_an_archive(gold: Path) -> None:
    result = CliRunner().invoke(main, ["eval", "citations", str(gold), "--json"])
    assert result.exit_code == 0, result.output
    scores = json.loads(result.output)
    assert (scores["kind"], scores["rows"], scores["f1"], scores["misses"]) == ("citations", 1, 1.0, [])


def test_people_read_every_miss(gold: Path) -> None:
    gold.write_text(GOLD.replace('"47-CT/TU"}', '"48-CT/TU"}'), "utf-8")
    result = CliRunner().invoke(main, ["eval", "citations", str(gold)])
    assert "F1" in result.output
    assert "dòng 1, khác [number] 47-CT/TU: cần '48-CT/TU', được '47-CT/TU'" in result.output


def test_what_needs_an_archive_says_that_there_is_none(gold: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["eval", "search", str(gold), "--archive", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "Lỗi" in result.stderr


@pytest.mark.parametrize("line", ["{", "[1]", "47"])
def test_a_line_that_is_no_row_is_named(line: str, gold: Path) -> None:
    gold.write_text(GOLD + line, "utf-8")
    with pytest.raises(QueryError, match=r"gold\.jsonl, dòng 3"):
        read_rows(gold)
