"""The command that opens the site: what it says, and what it refuses."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.commands import main


def test_help_is_in_vietnamese() -> None:
    shown = CliRunner().invoke(main, ["serve", "--help"])
    assert shown.exit_code == 0
    assert "Mở trang web tra cứu" in shown.output


def test_a_port_in_use_is_a_sentence_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANKIEN_ENGINE", "memory")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        shown = CliRunner().invoke(main, ["serve", "--archive", str(tmp_path), "--port", port])
    assert shown.exit_code == 2
    assert f"Không mở được cổng {port}" in shown.output
    assert "vankien serve --port" in shown.output
