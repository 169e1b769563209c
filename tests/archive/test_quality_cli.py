import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

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


# --- search over a collection ----------------------------------------------------------------------------------------

ARTICLES = (
    ("d1", "1/2020/QH14", "Giải thích từ ngữ", "Nước sạch là nước dùng được. Nước thải là nước đã dùng."),
    ("d2", "1/2020/QH14", "Cấp nước sạch", "Cấp nước sạch cho mọi nhà."),
    ("d3", "2/2020/NĐ-CP", "Xả nước thải", "Phạt tiền người xả nước thải bẩn ra sông."),
)
QUESTIONS = (("Nước sạch là gì?", ["d1"]), ("Xả nước thải bị phạt thế nào?", ["d3"]))


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    rows = [dict(zip(("id", "law_id", "title", "text"), one, strict=True), article="1") for one in ARTICLES]
    with gzip.open(tmp_path / "collection.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    titles = '{"law_id": "1/2020/qh14", "type": "Luật", "title": "Nước"}\n'
    (tmp_path / "titles.jsonl").write_text(titles, "utf-8")
    questions = [json.dumps({"question": text, "relevant": wanted}) for text, wanted in QUESTIONS]
    (tmp_path / "questions.jsonl").write_text("\n".join(questions), "utf-8")
    return tmp_path


def asked(folder: Path, *options: str) -> Result:
    over = ["--over", str(folder / "collection.jsonl.gz"), "--titles", str(folder / "titles.jsonl")]
    return CliRunner().invoke(main, ["eval", "search", str(folder / "questions.jsonl"), *over, *options])


def test_questions_are_asked_of_a_collection(collection: Path) -> None:
    result = asked(collection, "--json")
    assert result.exit_code == 0, result.output
    scores = json.loads(result.output)
    assert (scores["kind"], scores["rows"], scores["hit@1"], scores["ndcg@10"]) == ("search", 2, 1.0, 1.0)


def test_words_are_kept_beside_and_used_again(collection: Path) -> None:
    first, again = (asked(collection, "--json", "--cache", str(collection / "cache")) for _ in range(2))
    assert first.output == again.output == asked(collection, "--json").output
    assert len(list((collection / "cache").iterdir())) == 1


@pytest.mark.parametrize("name", ["formula", "questions", "plain", "fields", "syllables"])
def test_another_way_is_measured_in_the_same_run(name: str, collection: Path) -> None:
    result = asked(collection, "--against", name, "--json")
    assert result.exit_code == 0, result.output
    made = json.loads(result.output)
    assert set(made["others"]) == set(made["against"]) == {name}
    assert made["against"][name]["hit@1"]["questions"] == 2


def test_a_run_is_kept_and_compared_with(collection: Path) -> None:
    kept = str(collection / "kept.json")
    assert asked(collection, "--profile", "plain", "--save", kept).exit_code == 0
    lines = asked(collection, "--against", kept).output
    assert "(2 câu)" in lines
    assert "p = " in lines


def test_five_ways_of_typing(collection: Path) -> None:
    made = json.loads(asked(collection, "--variants", "--json").output)
    assert list(made["variants"]) == ["exact", "unmarked", "half_marked", "nfd", "old_tones"]
    assert made["retained"]["nfd"]["ndcg@10"] == 1.0


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        pytest.param("collection", '{"title": "x"}', "dòng 4: thiếu “id”", id="no id"),
        pytest.param("collection", '{"id": "d1"}', "dòng 4: “id” d1 đã có", id="an id twice"),
        pytest.param("collection", '{"id": "d4", "text": 3}', "dòng 4: “text” phải là chuỗi", id="a number for a text"),
        pytest.param("collection", "{", "dòng 4: không phải là một đối tượng JSON", id="no JSON"),
        pytest.param("titles", '{"title": "x"}', "dòng 2: thiếu “law_id”", id="a title of nothing"),
    ],
)
def test_a_bad_line_of_a_collection_is_named(name: str, line: str, told: str, collection: Path) -> None:
    if name == "titles":
        with (collection / "titles.jsonl").open("a", encoding="utf-8") as file:
            file.write(line)
    else:
        with gzip.open(collection / "collection.jsonl.gz", "at", encoding="utf-8") as file:
            file.write(line)
    result = asked(collection)
    assert result.exit_code == 2
    assert told in result.stderr


def test_what_is_no_gzip_is_told(collection: Path) -> None:
    (collection / "collection.jsonl.gz").write_bytes(b"{}")
    assert "dòng 1: không đọc được" in asked(collection).stderr


@pytest.mark.parametrize(
    ("line", "options", "told"),
    [
        pytest.param('{"relevant": ["d1"]}', [], "Dòng 1: thiếu", id="a row that asks nothing"),
        pytest.param('{"query": "nước", "relevant": ["d1"]}', ["--against", "kho"], "Không có gì tên", id="no name"),
    ],
)
def test_what_cannot_be_measured_is_told(line: str, options: list[str], told: str, collection: Path) -> None:
    (collection / "questions.jsonl").write_text(line, "utf-8")
    assert told in asked(collection, *options).stderr


def test_options_of_search_are_for_search_only(gold: Path) -> None:
    result = CliRunner().invoke(main, ["eval", "citations", str(gold), "--variants"])
    assert result.exit_code == 2
    assert "chỉ dùng cho vankien eval search" in result.stderr
