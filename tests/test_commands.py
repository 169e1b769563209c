"""The `vankien` command: quick to list, every command really there, errors as sentences with the promised status."""

import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from archive import commands
from archive.errors import ArchiveError, NotHere, QueryError

HEAVY = {"alembic", "bs4", "flask", "lxml", "mammoth", "numpy", "pypdfium2", "pyvi", "rich", "scrapy", "sklearn"}
HEAVY |= {"sqlalchemy", "waitress", "warcio", "whoosh", "ingest", "search_web"}


def registered(project: Path) -> dict[str, str]:
    with (project / "pyproject.toml").open("rb") as file:
        entries: dict[str, str] = tomllib.load(file)["project"]["entry-points"][commands.GROUP]
    return entries


def test_the_installed_commands_are_those_of_pyproject(project: Path) -> None:
    assert {name: entry.value for name, entry in commands._registered().items()} == registered(project)


def test_every_command_has_a_summary_and_every_summary_a_command(project: Path) -> None:
    assert set(commands.SUMMARIES) == set(registered(project))


@pytest.mark.parametrize("name", list(commands.SUMMARIES))
def test_every_command_loads_and_explains_itself(name: str) -> None:
    answer = CliRunner().invoke(commands.main, [name, "--help"])
    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith(f"Usage: main {name}")


def test_the_overview_lists_every_command_in_the_order_of_the_flow() -> None:
    output = CliRunner().invoke(commands.main, ["--help"]).output
    places = [output.index(f"  {name} ") for name in commands.SUMMARIES]
    assert places == sorted(places)
    assert all(summary[:30] in output for summary in commands.SUMMARIES.values())


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--help"], id="the overview"),
        pytest.param(["--version"], id="the version"),
        pytest.param(["no-such-command"], id="a slip of the pen"),
    ],
)
def test_listing_commands_loads_nothing_heavy(arguments: list[str], project: Path) -> None:
    program = (
        "import sys\n"
        "from archive.commands import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        "print('LOADED', *{name.partition('.')[0] for name in sys.modules})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=project, timeout=60
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"LOADED", "archive", "click"} <= loaded
    assert not loaded & HEAVY


def test_an_unknown_command_is_answered_with_the_known_ones() -> None:
    answer = CliRunner().invoke(commands.main, ["serch"])
    assert answer.exit_code == 2
    assert "serch" in answer.output
    assert "search" in answer.output.replace("serch", "")


@click.command()
@click.argument("kind")
@click.pass_context
def failing(ctx: click.Context, kind: str) -> None:
    if kind == "settings":
        click.echo(f"port {commands.settings(ctx).port}")
        return
    failures = {
        "wrong": QueryError("Thiếu dấu ngoặc.", remedy="Thêm dấu ngoặc."),
        "absent": NotHere("Không có văn bản 1-CT/TU."),
        "other": ArchiveError("Hỏng."),
    }
    raise failures[kind]


@pytest.fixture
def with_failing(monkeypatch: pytest.MonkeyPatch) -> None:
    here = EntryPoint("failing", f"{__name__}:failing", commands.GROUP)
    nothing = EntryPoint("nothing", "os:sep", commands.GROUP)
    monkeypatch.setattr(commands, "_registered", lambda: {"failing": here, "nothing": nothing})


@pytest.mark.parametrize(
    ("kind", "status", "sentence"),
    [
        pytest.param("wrong", 2, "Lỗi: Thiếu dấu ngoặc. Thêm dấu ngoặc.", id="a wrong use, with its remedy"),
        pytest.param("absent", 1, "Lỗi: Không có văn bản 1-CT/TU.", id="a refusal"),
        pytest.param("other", 1, "Lỗi: Hỏng.", id="any other broken promise"),
    ],
)
def test_an_error_of_the_archive_is_one_sentence(with_failing: None, kind: str, status: int, sentence: str) -> None:
    answer = CliRunner().invoke(commands.main, ["failing", kind])
    assert (answer.exit_code, answer.stderr.strip(), answer.stdout) == (status, sentence, "")


def test_a_command_that_is_none_is_refused(with_failing: None) -> None:
    answer = CliRunner().invoke(commands.main, ["nothing"])
    assert (answer.exit_code, "os:sep" in answer.stderr) == (1, True)


def test_a_command_of_another_package_is_listed_without_being_loaded(with_failing: None) -> None:
    output = CliRunner().invoke(commands.main, ["--help"]).output
    assert "failing" in output
    assert "(từ gói" in output


def test_settings_come_from_the_named_file(with_failing: None, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("port = 8123", encoding="utf-8")
    answer = CliRunner().invoke(commands.main, ["--config", str(tmp_path / "own.toml"), "failing", "settings"])
    assert answer.stdout == "port 8123\n"


def test_help_is_given_while_the_settings_are_broken(with_failing: None, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("port = none", encoding="utf-8")
    arguments = ["--config", str(tmp_path / "own.toml"), "failing"]
    assert CliRunner().invoke(commands.main, [*arguments, "--help"]).exit_code == 0
    broken = CliRunner().invoke(commands.main, [*arguments, "settings"])
    assert (broken.exit_code, "own.toml" in broken.stderr) == (2, True)
