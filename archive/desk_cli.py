"""The command `vankien user`: the accounts of the desk, added and changed on the machine itself.

A password is typed twice or read from a file; it never stands on the command line, where others could read it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from archive.cli import archive_option, json_option, print_json
from archive.commands import WrongUse, settings
from archive.desk import accounts
from archive.desk.accounts import COMMAND_LINE, ROLES, Account
from archive.desk.database import open_desk
from archive.opening import placed

Command = Callable[..., Any]
_LABELS = {"reader": "người đọc", "clerk": "cán bộ lưu trữ", "admin": "quản trị"}


def _password_file(command: Command) -> Command:
    return click.option(
        "--password-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Tệp có mật khẩu ở dòng đầu; không có thì gõ hai lần.",
    )(command)


@click.group()
def user() -> None:
    """Tài khoản của bàn làm việc: thêm, xem, đổi vai trò, đổi mật khẩu, đóng, mở khóa."""


@user.command()
@click.argument("name")
@archive_option
@click.option("--role", default="clerk", show_default=True, type=click.Choice(ROLES), help="Vai trò.")
@click.option("--shown", default="", help="Họ và tên.")
@click.option("--email", default="", help="Địa chỉ thư điện tử.")
@_password_file
@click.pass_context
def add(
    ctx: click.Context, name: str, folder: Path | None, password_file: Path | None, *, role: str, shown: str, email: str
) -> None:
    """Thêm tài khoản; hỏi mật khẩu hai lần."""
    typed = _password(password_file)  # before the desk's file is held: a person types slowly
    with _desk(ctx, folder) as connection:
        made = accounts.add(connection, name, typed, shown=shown, email=email, role=role, by=COMMAND_LINE)
    click.echo(f"Đã thêm tài khoản {made.name} ({_LABELS[made.role]}).")


@user.command("list")
@archive_option
@json_option
@click.pass_context
def listed(ctx: click.Context, folder: Path | None, *, as_json: bool) -> None:
    """Danh sách tài khoản."""
    with _desk(ctx, folder) as connection:
        held = accounts.listed(connection)
    if as_json:
        print_json([_shape(one) for one in held])
        return
    for one in held:
        closed = "" if one.active else " · đã đóng"
        click.echo(f"{one.name} · {one.shown} · {_LABELS[one.role]}{f' · {one.email}' if one.email else ''}{closed}")
    if not held:
        click.echo("Chưa có tài khoản nào. Thêm: vankien user add TÊN --role admin.")


@user.command()
@click.argument("name")
@click.argument("role", type=click.Choice(ROLES))
@archive_option
@click.pass_context
def role(ctx: click.Context, name: str, role: str, folder: Path | None) -> None:
    """Đổi vai trò; các phiên của tài khoản kết thúc."""
    with _desk(ctx, folder) as connection:
        accounts.change_role(connection, name, role, by=COMMAND_LINE)
    click.echo(f"{accounts.folded(name)} nay là {_LABELS[role]}.")


@user.command()
@click.argument("name")
@archive_option
@_password_file
@click.pass_context
def password(ctx: click.Context, name: str, folder: Path | None, password_file: Path | None) -> None:
    """Đặt mật khẩu mới; hỏi hai lần; mở khóa và kết thúc các phiên."""
    with _desk(ctx, folder) as connection:
        accounts.named(connection, name)
    typed = _password(password_file)  # the desk's file is not held meanwhile: a person types slowly
    with _desk(ctx, folder) as connection:
        accounts.set_password(connection, name, typed, by=COMMAND_LINE)
    click.echo(f"Đã đổi mật khẩu của {accounts.folded(name)}.")


@user.command()
@click.argument("name")
@archive_option
@click.pass_context
def close(ctx: click.Context, name: str, folder: Path | None) -> None:
    """Đóng tài khoản; việc đã làm còn trong nhật ký."""
    with _desk(ctx, folder) as connection:
        accounts.close(connection, name, by=COMMAND_LINE)
    click.echo(f"Đã đóng tài khoản {accounts.folded(name)}.")


@user.command()
@click.argument("name")
@archive_option
@click.pass_context
def unlock(ctx: click.Context, name: str, folder: Path | None) -> None:
    """Mở khóa tài khoản gõ sai mật khẩu nhiều lần; tài khoản đã đóng thì mở lại."""
    with _desk(ctx, folder) as connection:
        if not accounts.named(connection, name).active:
            accounts.reopen(connection, name, by=COMMAND_LINE)
        accounts.unlock(connection, name, by=COMMAND_LINE)
    click.echo(f"Đã mở tài khoản {accounts.folded(name)}.")


@contextmanager
def _desk(ctx: click.Context, folder: Path | None) -> Iterator[Any]:  # a connection, whose kind only the store knows
    """A connection that changes the desk's file; all of a command is kept, or nothing."""
    with open_desk(placed(settings(ctx), folder).desk_path) as desk, desk.atomic() as connection:
        yield connection


def _password(file: Path | None) -> str:
    """A password from the first line of a file, or typed twice on a terminal.

    Raises:
        WrongUse: the file cannot be read, or there is no terminal.
    """
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as cause:
            raise WrongUse(f"Không đọc được tệp {file.name}. Cần tệp chữ UTF-8, mật khẩu ở dòng đầu.") from cause
    typed: str = click.prompt("Mật khẩu", hide_input=True, confirmation_prompt="Gõ lại mật khẩu", err=True)
    return typed


def _shape(one: Account) -> dict[str, object]:
    return {
        "name": one.name,
        "shown": one.shown,
        "email": one.email,
        "role": one.role,
        "active": one.active,
        "locked_until": one.locked_until or None,
    }
