"""The commands of help: what they print for people and for programs, and how they refuse."""

import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from archive.commands import main
from archive.help_cli import like, numbers, places
from archive.store.database import open_database
from tests.archive.making import LAO_CAI, TUYEN_QUANG, directive, take


@pytest.fixture(scope="module")
def kho(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Path:
    """An archive of some directives on two topics, indexed."""
    folder = tmp_path_factory.mktemp("kho")
    shutil.copy(empty_store, folder / "vankien.sqlite")
    topics = ("phòng cháy chữa cháy rừng", "thi đua khen thưởng", "báo chí địa phương", "dạy nghề nông dân",
              "tiết kiệm điện", "đường giao thông", "người cao tuổi", "nguồn nước", "chợ phiên")  # fmt: skip
    with open_database(folder / "vankien.sqlite") as database:
        for serial in range(10, 20):
            body = TUYEN_QUANG if serial in (11, 14) else LAO_CAI
            title = topics[max(0, serial - 11)]
            text = f"Chỉ thị về {title}. Các cấp ủy tổ chức thực hiện."
            document = directive(f"{serial}-CT/TU", body=body, date="2015-05-05", title=title, text=text)
            take(database, document, f"https://vi.du/{serial}")
    assert CliRunner().invoke(main, ["reindex", "--archive", str(folder)]).exit_code == 0
    return folder


def run(command: click.Command, kho: Path, *arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(command, [*arguments, "--archive", str(kho)], input=typed)


def test_works_like_one(kho: Path) -> None:
    address = "tinh-uy-lao-cai/chi-thi/2015/10-ct-tu"
    result = run(like, kho, address)
    assert result.exit_code == 0
    assert "11-CT/TU" in result.stdout
    assert "vì sao: cùng nói về" in result.stdout
    assert json.loads(run(like, kho, f"/vb/{address}", "--json").stdout)["id"] == address


def test_two_places(kho: Path) -> None:
    arguments = ("cháy", "rừng", "--a", "Lào Cai", "--b", "cao bang")
    result = run(places, kho, *arguments)
    assert result.exit_code == 0
    assert "10-CT/TU" in result.stdout
    assert "kho chưa có văn bản nào; điều đó không có nghĩa là không có" in result.stdout
    shape = json.loads(run(places, kho, *arguments, "--json").stdout)
    assert [one["name"] for one in shape["places"]] == ["Lào Cai", "Cao Bằng"]


def test_a_list_of_numbers(kho: Path) -> None:
    result = run(numbers, kho, "-", typed="10-CT/TU\n20-CT/TU\n")
    assert result.exit_code == 0
    assert "   1. 10-CT/TU → có trong kho" in result.stdout
    assert "gần nhất: Chỉ thị 19-CT/TU" in result.stdout
    assert run(numbers, kho, "-", "--csv", typed="10-CT/TU").stdout.startswith("Dòng,Đã ghi")
    assert json.loads(run(numbers, kho, "-", "--json", typed="10-CT/TU").stdout)[0]["state"] == "found"


@pytest.mark.parametrize(
    ("command", "arguments", "typed"),
    [
        pytest.param(like, ("khong/co",), None, id="an address of nobody"),
        pytest.param(places, ("rừng", "--a", "Paris", "--b", "Lào Cai"), None, id="no province"),
        pytest.param(numbers, ("-",), "", id="an empty list"),
        pytest.param(numbers, ("khong-co.txt",), None, id="no such file"),
        pytest.param(numbers, ("-",), "MẬT\nSố 12-BC/TU", id="a mark of secrecy"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    kho: Path, command: click.Command, arguments: tuple[str, ...], typed: str | None
) -> None:
    assert run(command, kho, *arguments, typed=typed).exit_code != 0
