import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.commands import main
from archive.errors import QueryError
from archive.quality_cli import read_rows, stretches

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
    assert "theo" not in result.output, "no relation is scored"
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


def test_people_read_the_figures_of_each_relation(gold: Path) -> None:
    gold.write_text(GOLD.replace('"47-CT/TU"}', '"47-CT/TU", "relation": "theo"}'), "utf-8")
    lines = CliRunner().invoke(main, ["eval", "citations", str(gold)]).output.splitlines()
    assert "  F1 quan hệ         1.0000" in lines
    assert "  theo               1.0000 1.0000 1.0000  (1)" in lines


@pytest.mark.parametrize(
    ("context", "found"),
    [
        pytest.param("Kế hoạch số 27-KH/TU", ["Kế hoạch\nsố 27-KH/TU"], id="a line end is a blank"),
        pytest.param("27-KH/TU", ["27-KH/TU", "27-KH/TU"], id="every place of it"),
        pytest.param("28-KH/TU", [], id="not there"),
        pytest.param("", ["Kế hoạch\nsố 27-KH/TU, cùng số 27-KH/TU"], id="no context: the whole text"),
    ],
)
def test_where_a_context_stands(context: str, found: list[str]) -> None:
    text = "Kế hoạch\nsố 27-KH/TU, cùng số 27-KH/TU"
    assert [text[start:end] for start, end in stretches(text, context)] == found


def test_claims_are_scored_without_an_archive(tmp_path: Path) -> None:
    row = {
        "text": "Quyết định này thay thế Quyết định số 12-QĐ/TU.",
        "genre": "directive",
        "type": "Quyết định",
        "date": "2026-01-09",
        "claims": [{"start": 38, "surface": "12-QĐ/TU", "value": "replaced", "scope": "whole"}],
    }
    path = tmp_path / "claims.jsonl"
    path.write_text(json.dumps(row), "utf-8")
    result = CliRunner().invoke(main, ["eval", "claims", str(path), "--json"])
    assert result.exit_code == 0, result.output
    assert (json.loads(result.output)["f1"], json.loads(result.output)["misses"]) == (1.0, [])
