"""`vankien describe`: what would be read, with the words it was read from; nothing is stored."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.commands import main

CHI_THI = (
    "TỈNH ỦY LÀO CAI\n*\nSố 47-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 11 tháng 11 năm 2014\nCHỈ THỊ\n"
    "về sinh hoạt chi bộ\n-----\nCác chi bộ họp mỗi tháng một lần theo Quy định số 66-QĐ/TW, ngày 06/02/2017.\n"
    "T/M BAN THƯỜNG VỤ\n(đã ký)"
)


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["describe", *map(str, arguments)])


def test_each_value_stands_with_its_words_and_nothing_is_stored(inside: Path) -> None:
    (inside / "a.txt").write_text(CHI_THI, "utf-8")
    result = run("--json", "--text", "a.txt")
    (shape,) = json.loads(result.stdout)
    number, signatory = shape["values"]["number"], shape["values"]["signatory"]
    assert (number["value"], signatory) == ("47-CT/TU", None)
    assert shape["text"][number["start"] : number["end"]] == number["words"]
    assert (shape["mentions"], shape["genre"], shape["derivation"]) == (1, "directive", None)
    assert result.exit_code == 0
    assert [path.name for path in inside.iterdir()] == ["a.txt"]


def test_for_people_it_says_what_is_missing(inside: Path) -> None:
    (inside / "a.txt").write_text(CHI_THI, "utf-8")
    printed = run("a.txt").stdout
    assert "Số, ký hiệu: 47-CT/TU" in printed
    assert "Người ký: không thấy" in printed
    assert "Viện dẫn tìm thấy: 1" in printed


def test_a_marked_file_is_refused_and_nothing_of_it_is_shown(inside: Path) -> None:
    (inside / "a.txt").write_text("MẬT\n" + CHI_THI, "utf-8")
    result = run("a.txt")
    assert result.exit_code == 1
    assert "Mang dấu “Mật”" in result.stdout
    assert "47-CT" not in result.stdout


def test_bad_bytes_are_a_refusal_with_its_remedy(inside: Path) -> None:
    (inside / "a.pdf").write_bytes(b"%PDF-1.4\nhong")
    result = run("--json", "a.pdf")
    (shape,) = json.loads(result.stdout)
    assert (set(shape), result.exit_code) == ({"path", "reason", "remedy"}, 1)
    assert shape["remedy"]
