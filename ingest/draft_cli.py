"""The command that checks a draft before it is signed: `vankien draft FILE`, Word, PDF, HTML or plain text.

The draft is read in memory, guarded like everything that comes in, and nothing of it is kept: no capture, no row, no
log. What is said of each citation is made in `archive.ask.draft`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path

import click

from archive.ask.citing import Lookup, tables
from archive.ask.draft import Case, Report, check, report_shape
from archive.ask.draft_status import StatusOf, status_in, status_in_tables
from archive.cite.format import official
from archive.cite.mentions import find_mentions
from archive.cli import archive_option, json_option, print_json
from archive.commands import WrongUse, settings
from archive.config import Settings
from archive.opening import placed
from archive.store import documents
from archive.store.database import open_database
from archive.works.document import Mention
from archive.works.secrecy import Mark, refusal_of
from ingest import guard, media
from ingest.charset import decode
from ingest.describe import describe, own_mention
from ingest.jobs import extractor_of
from ingest.legacy import with_unicode_letters
from ingest.material import Extracted, Fetched, Page, Piece, Request
from ingest.normalise import normalise

# A draft is signed on a day of Viet Nam (UTC+7, no summer time).
LOCAL = timezone(timedelta(hours=7))
_MOST_CANDIDATES = 5  # printed for people; --json has them all


@click.command()
@click.argument("file", type=click.Path(path_type=str))
@archive_option
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Ngày ký dự kiến (mặc định: hôm nay).")
@json_option
@click.pass_context
def draft(ctx: click.Context, file: str, folder: Path | None, day: datetime | None, as_json: bool) -> None:
    """Kiểm tra các viện dẫn của một bản thảo (Word, PDF, HTML, TXT; “-” để đọc từ bàn phím); không lưu gì của bản thảo.

    Mỗi viện dẫn: có trong kho, hết hiệu lực hay không tìm thấy; ngày, tên loại, trích yếu, số, ký hiệu có khớp không.
    Trạng thái 1 khi có chỗ nên xem lại. Không có kho thì chỉ đối chiếu với danh mục có sẵn.
    """
    known = placed(settings(ctx), folder)
    text, mentions = _read(file, known)
    with _works(known, asked=folder is not None) as (lookup, status_of):
        report = check(text, lookup, on=day.date() if day else _today(), mentions=mentions, status_of=status_of)
    print_json(report_shape(report)) if as_json else _print(report, text)
    ctx.exit(0 if report.fine else 1)


def _today() -> date:
    return datetime.now(LOCAL).date()


# --- the draft -------------------------------------------------------------------------------------------------------


def _read(file: str, known: Settings) -> tuple[str, tuple[Mention, ...]]:
    """The canonical text of a draft and its citations, its own number left out.

    Raises:
        SecrecyError: the draft carries a mark of secrecy; nothing of its text is told.
        ArchiveError: it cannot be read.
    """
    _guarded(guard.inspect_name(file))
    payload = _bytes_of(file, max_bytes=known.max_file_bytes)
    _guarded(guard.inspect_bytes(payload))
    extracted = _extracted(Fetched(Request(file), payload, media.sniff(payload)), known)
    _guarded(guard.inspect_extracted(extracted))
    page = normalise(extracted)
    return page.text, _citations(page)


def _citations(page: Page) -> tuple[Mention, ...]:
    described = describe(page, {})
    found = find_mentions(page.text, described.setting, own_type=described.document.type)
    return tuple(one for one in found if not own_mention(described.document, one))


def _guarded(mark: Mark | None) -> None:
    if mark:
        raise refusal_of(mark)


def _bytes_of(file: str, *, max_bytes: int) -> bytes:
    """The bytes of a file, or of standard input for “-”.

    Raises:
        WrongUse: it cannot be read, or is larger than `max_bytes`.
    """
    try:
        with click.open_file(file, "rb") as opened:
            raw: bytes = opened.read(max_bytes + 1)
    except OSError as cause:
        raise WrongUse(f"Không đọc được tệp {file}: {cause.strerror}. Kiểm tra lại đường dẫn.") from cause
    if len(raw) > max_bytes:
        raise WrongUse(f"Bản thảo quá {max_bytes / 1e6:.1f} MB. Chia nhỏ tệp hoặc nâng giới hạn max_file_bytes.")
    return raw


def _extracted(fetched: Fetched, known: Settings) -> Extracted:
    """The pieces of a draft: plain text whole and here, other files in the bounded process, through pipes only.

    The reader of plain text for the archive takes a text without a letterhead for the dump of a page and leaves menus
    out; of a draft every line counts.
    """
    if fetched.media_type == media.TEXT:
        return _lines(fetched.payload)
    with extractor_of(known) as extractor:
        return extractor.extract(fetched)


def _lines(payload: bytes) -> Extracted:
    return with_unicode_letters(Extracted(tuple(Piece(line) for line in decode(payload).text.splitlines())))


# --- the archive -----------------------------------------------------------------------------------------------------


@contextmanager
def _works(known: Settings, *, asked: bool) -> Iterator[tuple[Lookup, StatusOf]]:
    """The works of the archive and their force; the authority table's where there is no archive and none was asked."""
    if not asked and not known.database_path.exists():
        click.echo(f"Không có kho ở {known.archive_dir}: chỉ đối chiếu với danh mục có sẵn.", err=True)
        yield tables, status_in_tables
        return
    with open_database(known.database_path) as database, database.reading() as connection:
        yield partial(documents.find_by_key, connection), status_in(connection)


# --- for people ------------------------------------------------------------------------------------------------------


def _print(report: Report, text: str) -> None:
    to_see = sum(not case.fine for case in report.cases)
    click.echo(
        f"{len(report.findings)} viện dẫn, {len(report.cases)} văn bản; {to_see} nên xem lại"
        f" (tính đến ngày {report.on:%d/%m/%Y})."
    )
    for case in report.cases:
        _print_case(case, text)
    for start, end in report.unread:
        click.echo(f"? dòng {_line(text, start)}: “{text[start:end]}”: không thấy số, ký hiệu nào.")


def _print_case(case: Case, text: str) -> None:
    places = ", ".join(f"“{' '.join(one.words.split())}” (dòng {_line(text, one.start)})" for one in case.findings)
    click.echo(f"\n{' ' if case.fine else '!'} {places}: {case.label}")
    for sentence in case.say:
        click.echo(f"    {sentence}")
    for card in case.candidates[:_MOST_CANDIDATES]:
        click.echo(f"    có thể là: {official(card)}")
    if len(case.candidates) > _MOST_CANDIDATES:
        click.echo(f"    … và {len(case.candidates) - _MOST_CANDIDATES} văn bản khác")
    if case.suggestion:
        click.echo(f"    Cách ghi đầy đủ: {case.suggestion}")


def _line(text: str, place: int) -> int:
    """The line of the draft's text in which a place stands, from 1."""
    return text.count("\n", 0, place) + 1
