"""The command `vankien ladder`: the documents that may govern a topic in a place on a day, level by level.

The answer is made in `archive.ask.ladder`, what it rests on and what carries it out in `archive.ask.cascade`; here it
is asked for and printed.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import click

from archive.ask.cascade import Cascade, Step, cascade
from archive.ask.ladder import Entry, Ladder, Rung, governing, is_here
from archive.ask.ladder.printed import ladder_shape
from archive.cli import archive_option, json_option, line_of, print_json
from archive.commands import settings, today
from archive.errors import DateError, QueryError
from archive.opening import opened, placed
from archive.works.dates import parse_iso
from archive.works.document import System
from archive.works.validity import named

_SYSTEMS: dict[str, System | None] = {"party": "party", "state": "state", "both": None}


@click.command()
@click.argument("topic", nargs=-1, required=True)
@click.option("--place", help="Tỉnh, huyện hoặc xã, tên cũ hay mới; bỏ trống: toàn quốc.")
@click.option("--at", "at", help="Ngày hỏi (ISO, ví dụ 2019-05-01); mặc định hôm nay.")
@click.option("--party", "system", flag_value="party", help="Chỉ các cấp của Đảng.")
@click.option("--state", "system", flag_value="state", help="Chỉ các cấp của Nhà nước.")
@archive_option
@json_option
@click.pass_context
def ladder(
    ctx: click.Context,
    *,
    topic: tuple[str, ...],
    place: str | None,
    at: str | None,
    system: str | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Văn bản có thể điều chỉnh một chủ đề ở một nơi, theo từng cấp, vào một ngày."""
    day, now = _day(at), today()
    with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
        found = governing(
            " ".join(topic),
            place,
            day,
            engine=archive.engine,
            connection=connection,
            system=_SYSTEMS[system or "both"],
        )
        here = partial(is_here, place=found.place, day=day)
        steps = cascade(connection, found.chosen, day, today=now, here=here)
    if as_json:
        print_json(ladder_shape(found, steps))
        return
    for line in (*lines_of(found), *cascade_lines(steps)):
        click.echo(line)


def _day(written: str | None) -> date:
    """The day asked for; a month or year has none, so it is refused."""
    if not written:
        return today()
    try:
        known = parse_iso(written)
    except DateError as cause:
        raise _no_day(written) from cause
    if known.day is None:
        raise _no_day(written)
    return known.first


def _no_day(written: str) -> QueryError:
    return QueryError(f"Ngày “{written[:40]}” không đọc được.", remedy="Viết đủ năm, tháng, ngày: 2019-05-01.")


# --- for people ------------------------------------------------------------------------------------------------------


def lines_of(found: Ladder) -> Iterator[str]:
    """A ladder in lines: what was asked, then each row with its reasons, two more documents and those of the past."""
    where = found.place.label if found.place else "toàn quốc"
    yield f"{found.said} · {where} · ngày {found.day.strftime('%d/%m/%Y')}"
    yield from found.notices
    yield from (f"  có thể là: {one}" for one in found.options)
    for rung in found.rungs:
        yield from _rung_lines(rung)


def _rung_lines(rung: Rung) -> Iterator[str]:
    yield ""
    yield f"{rung.name} ({rung.bodies}): {rung.words}"
    if rung.first:
        yield from _entry_lines("  ", rung.first)
    for one in rung.runners:
        yield from _entry_lines("    tiếp theo: ", one)
    for past in rung.past:
        yield f"    đã qua: {line_of(past.card)} ({past.how})"


def _entry_lines(before: str, entry: Entry) -> Iterator[str]:
    yield f"{before}{line_of(entry.card)}"
    yield f"{' ' * len(before)}vì sao: {'; '.join(entry.reasons)}"


def cascade_lines(steps: Cascade) -> Iterator[str]:
    """A cascade in lines: upwards, downwards, and which document replaced which."""
    if steps.basis:
        yield from ("", "Dựa trên:")
        yield from (line for step in steps.basis for line in _step_lines(step, up=True))
    if steps.carried_out:
        yield from ("", "Được thực hiện bằng:")
        yield from (line for step in steps.carried_out for line in _step_lines(step, up=False))
    for line in steps.lines:
        yield from ("", "Thay thế qua thời gian:")
        for turn in line.turns:
            since = f" từ {turn.since.shown}" if turn.since else ""
            yield f"  {named(turn.earlier)} → {named(turn.later)}{since} ({turn.basis_label})"
        then, now = (named(card) if card else "chưa rõ" for card in (line.then, line.now))
        yield f"  khi đó: {then}; hiện nay: {now}"
    if steps.more:
        yield f"  và {steps.more} bước khác"


def _step_lines(step: Step, *, up: bool) -> Iterator[str]:
    far, near = (step.upper, step.lower) if up else (step.lower, step.upper)
    after = f", {step.days} ngày sau" if step.days is not None and not up else ""
    yield f"  {line_of(far)}"
    yield f"    {f'{named(near)} {step.label.lower()}' if up else f'{step.label.lower()} {named(near)}'}{after}"
    yield f"    “{step.sentence}”"
