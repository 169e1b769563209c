"""The `vankien` command: the commands of every installed package under one name, each loaded only when it runs.

What a command does is in the `cli` module of its package, registered by an entry point of the group
`vankien.commands`. Kept here: the one-line summaries the overview prints, and how an error becomes an exit status.
"""

import os
import sys
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import IO

import click

from archive.config import DEFAULT_FILE, Settings, load
from archive.errors import ArchiveError, ConfigError, QueryError

GROUP = "vankien.commands"

# In the order of the flow: in, ask, follow, keep in order, show. A command of another package, without a line here,
# stands after these with the name of its package.
SUMMARIES: Mapping[str, str] = {
    "ingest": "Đưa tệp, thư mục vào kho lưu trữ",
    "crawl": "Thu thập văn bản từ một cổng thông tin theo hồ sơ nguồn",
    "source": "Hồ sơ nguồn: danh sách, thử trên trang đã lưu hoặc một địa chỉ",
    "watch": "Theo dõi thư mục, đưa tệp mới vào kho",
    "describe": "Xem kho sẽ đọc được gì từ tệp, không lưu",
    "replay": "Dựng lại toàn bộ kho từ các bản gốc đã lưu",
    "search": "Tìm văn bản trong kho",
    "show": "Xem một văn bản theo mã hoặc số, ký hiệu",
    "cites": "Các văn bản mà một văn bản viện dẫn",
    "cited-by": "Các văn bản viện dẫn một văn bản",
    "cite": "Tìm các viện dẫn trong một đoạn văn bản bất kỳ",
    "draft": "Kiểm tra các viện dẫn của một bản thảo trước khi ký",
    "ladder": "Văn bản nào đang điều chỉnh một chủ đề ở một nơi",
    "like": "Các văn bản tương tự một văn bản",
    "places": "So sánh hai nơi về một chủ đề hoặc văn bản",
    "numbers": "Tra một danh sách số, ký hiệu",
    "names": "Tên tắt, tên quen gọi chờ duyệt, tìm trong kho",
    "topics": "Chủ đề: tìm từ trích yếu, giữ, bỏ, đổi tên",
    "reindex": "Dựng lại chỉ mục tìm kiếm từ kho",
    "relink": "Xác định lại đích của các viện dẫn",
    "check": "Kiểm tra chỉ mục có khớp với kho không",
    "missing": "Văn bản được viện dẫn mà kho chưa có toàn văn",
    "withdraw": "Rút hẳn một văn bản khỏi kho",
    "export": "Xuất toàn bộ kho thành tệp cho máy đọc",
    "eval": "Chấm điểm viện dẫn, siêu dữ liệu, tìm kiếm theo bộ mẫu",
    "user": "Tài khoản của bàn làm việc",
    "digest": "Gửi thư theo dõi cho những ai đến kỳ",
    "serve": "Mở trang web tra cứu",
}

# 2 is a wrong use that the caller can mend; every other refusal is 1.
WRONG_USE = (ConfigError, QueryError)

_CONFIG_KEY = "vankien.config"


class Refused(click.ClickException):
    """A refusal of the archive as the command line says it: one sentence in Vietnamese, status 1."""

    exit_code = 1

    def show(self, file: IO[str] | None = None) -> None:
        """Print the sentence, on standard error unless told otherwise."""
        click.echo(f"Lỗi: {self.format_message()}", file=file or sys.stderr)


class WrongUse(Refused):
    """A refusal that the caller can mend by asking differently, status 2."""

    exit_code = 2


class CommandGroup(click.Group):
    """The commands of the entry points, listed from names alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The installed commands: those with a summary in its order, then the others by name."""
        names = set(_registered())
        return [name for name in SUMMARIES if name in names] + sorted(names - set(SUMMARIES))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, its module imported now; None when no package registers the name."""
        entry = _registered().get(cmd_name)
        return None if entry is None else _loaded(entry)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` begins with; a name that does not exist is answered with those that do."""
        if args and not args[0].startswith("-") and args[0] not in _registered():
            raise click.UsageError(f"Không có lệnh {args[0]!r}. Các lệnh: {', '.join(self.list_commands(ctx))}.", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview from the summaries, so that no command is imported for it."""
        registered = _registered()
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, _summary(registered[name])) for name in self.list_commands(ctx)])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an ArchiveError is printed as a sentence, with status 2 for a wrong use and 1 otherwise."""
        try:
            return super().invoke(ctx)
        except ArchiveError as error:
            raise (WrongUse if isinstance(error, WRONG_USE) else Refused)(str(error)) from error


def settings(ctx: click.Context) -> Settings:
    """The settings of this run: the file of `--config` (or `vankien.toml` here), then the environment.

    Read when a command asks, so that `--help` works while the file is being mended. Raises ConfigError.
    """
    path: Path | None = ctx.meta.get(_CONFIG_KEY)
    return load(path, os.environ)


def _registered() -> dict[str, EntryPoint]:
    """The registered commands by name."""
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _summary(entry: EntryPoint) -> str:
    """The line beside a command's name."""
    return SUMMARIES.get(entry.name) or f"(từ gói {entry.dist.name if entry.dist else entry.module})"


def _loaded(entry: EntryPoint) -> click.Command:
    """The click command an entry point names; Refused when the package gives something else."""
    command = entry.load()
    if not isinstance(command, click.Command):
        raise Refused(f"Lệnh {entry.name} ({entry.value}) không phải là một lệnh click.")
    return command


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"Tệp cấu hình TOML (mặc định: {DEFAULT_FILE} trong thư mục hiện tại, nếu có).",
)
@click.version_option(package_name="vankien", prog_name="vankien", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, config: Path | None) -> None:
    """Văn Kiện: kho văn bản chỉ đạo của Đảng và Nhà nước, tra cứu được và liên kết với nhau."""
    ctx.meta[_CONFIG_KEY] = config


# Days are those of Viet Nam (UTC+7, no summer time).
_LOCAL = timezone(timedelta(hours=7))


def today() -> date:
    """The present day in Viet Nam: the one place where a command reads the clock for a day."""
    return datetime.now(_LOCAL).date()
