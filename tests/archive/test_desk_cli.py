"""`vankien user`: accounts on the machine itself; a password is typed twice or read from a file, never an argument."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner, Result

from archive.commands import main
from archive.desk import accounts, passwords, sign_in
from archive.desk.accounts import Account
from archive.desk.database import open_desk
from archive.desk.moments import present

PASSWORD = "mười hai con giáp"


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The cheapest parameters for passwords."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", lambda: cheap)
    passwords.nobody.cache_clear()
    yield
    passwords.nobody.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive with one administrator."""
    assert run(tmp_path, "add", "An", "--role", "admin", typed=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    return tmp_path


def run(folder: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["user", arguments[0], "--archive", str(folder), *arguments[1:]], input=typed)


def held(folder: Path, name: str) -> Account:
    with open_desk(folder / "desk.sqlite") as desk, desk.reading() as connection:
        return accounts.named(connection, name)


def may_enter(folder: Path, password: str) -> bool:
    with open_desk(folder / "desk.sqlite") as desk:
        return sign_in.sign_in(desk, "an", password, at=present()) is not None


def test_a_typed_password_is_not_shown_and_opens(folder: Path) -> None:
    assert held(folder, "an").role == "admin"
    assert may_enter(folder, PASSWORD)


def test_two_that_differ_are_asked_for_again(tmp_path: Path) -> None:
    answer = run(tmp_path, "add", "an", typed=f"{PASSWORD}\nkhác hẳn câu trên\n{PASSWORD}\n{PASSWORD}\n")
    assert answer.exit_code == 0
    assert PASSWORD not in answer.output


def test_a_password_comes_from_the_first_line_of_a_file(folder: Path) -> None:
    (folder / "mat-khau.txt").write_text("một mật khẩu khác\r\nghi chú\n", encoding="utf-8", newline="")
    assert run(folder, "password", "an", "--password-file", str(folder / "mat-khau.txt")).exit_code == 0
    assert may_enter(folder, "một mật khẩu khác")
    assert not may_enter(folder, PASSWORD)


@pytest.mark.parametrize(
    ("arguments", "typed", "status", "said"),
    [
        pytest.param(("add", "an"), f"{PASSWORD}\n{PASSWORD}\n", 2, "Đã có tài khoản an", id="a name that is taken"),
        pytest.param(("add", "b"), f"{PASSWORD}\n{PASSWORD}\n", 2, "không hợp lệ", id="a name that is none"),
        pytest.param(("add", "binh"), "ngắn\nngắn\n", 2, "cần ít nhất 12", id="a short password"),
        pytest.param(("add", "binh", "--role", "root"), "", 2, "root", id="no such role"),
        pytest.param(("close", "an"), "", 2, "cuối cùng", id="the last administrator"),
        pytest.param(("role", "an", "clerk"), "", 2, "cuối cùng", id="the last administrator's role"),
        pytest.param(("unlock", "khong-co"), "", 1, "Không có tài khoản", id="nobody"),
        pytest.param(("password", "khong-co"), "", 1, "Không có tài khoản", id="asked before a password is typed"),
        pytest.param(("add", "binh", "--password", PASSWORD), "", 2, "--password", id="a password as an argument"),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, arguments: tuple[str, ...], typed: str, status: int, said: str
) -> None:
    answer = run(folder, *arguments, typed=typed)
    assert (answer.exit_code, said in answer.output) == (status, True), answer.output


def test_accounts_are_listed_closed_and_opened(folder: Path) -> None:
    run(folder, "add", "binh", "--email", "binh@vi.du.vn", "--shown", "Trần Bình", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert run(folder, "close", "binh").exit_code == 0
    assert "binh · Trần Bình · cán bộ lưu trữ · binh@vi.du.vn · đã đóng" in run(folder, "list").output
    assert run(folder, "unlock", "binh").exit_code == 0
    assert run(folder, "role", "binh", "reader").exit_code == 0
    told = json.loads(run(folder, "list", "--json").output)
    assert [(one["name"], one["role"], one["active"]) for one in told] == [
        ("an", "admin", True),
        ("binh", "reader", True),
    ]
    assert "password" not in told[0]
