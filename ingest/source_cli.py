"""The commands for source profiles: `vankien source list`, and `source test` for whoever writes one.

A saved page is read from its file; an address is asked for once, with the manners of a crawl, and nothing is kept.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from archive.cli import json_option, print_json
from archive.commands import settings
from archive.config import Settings
from archive.errors import ArchiveError, SecrecyError, SourceError
from ingest import guard, media
from ingest.crawl_cli import contact_of
from ingest.describe import describe
from ingest.jobs import extractor_of
from ingest.material import Fetched, Request
from ingest.normalise import normalise
from ingest.pipeline import guarded
from ingest.sources.profile import Profile
from ingest.sources.profile_reading import Found
from ingest.sources.profile_shelf import load_profile, profile_names
from ingest.sources.profile_trial import Trial, tried

_KINDS = {"list": "trang danh sách, bảng [[list]] thứ", "detail": "trang văn bản, bảng [[detail]] thứ"}
_FIELDS = (
    ("number", "số, ký hiệu"),
    ("type", "tên loại"),
    ("date", "ngày"),
    ("issuer", "cơ quan"),
    ("title", "trích yếu, tựa"),
)
_SHOWN = 10


@click.group()
def source() -> None:
    """Hồ sơ nguồn: xem các nguồn có sẵn, thử một hồ sơ trên trang đã lưu hoặc một địa chỉ."""


@source.command("list")
@json_option
def list_sources(*, as_json: bool) -> None:
    """Các nguồn có sẵn."""
    profiles = [load_profile(name) for name in profile_names()]
    if as_json:
        print_json([{"name": one.name, "title": one.title, "hosts": list(one.hosts)} for one in profiles])
        return
    for one in profiles:
        click.echo(f"{one.name:16} {one.title} ({', '.join(one.hosts)})")


@source.command("test")
@click.argument("profile")
@click.argument("page")
@click.option("--url", default="", help="Địa chỉ thật của trang đã lưu, để chọn bảng và ghép liên kết.")
@click.option("--contact", help="Địa chỉ liên hệ gửi kèm lượt hỏi (mặc định: crawl_contact trong cấu hình).")
@json_option
@click.pass_context
def test_source(ctx: click.Context, profile: str, page: str, *, url: str, contact: str | None, as_json: bool) -> None:
    """In những gì mỗi bộ chọn của hồ sơ đọc được từ PAGE: một tệp đã lưu hoặc một địa chỉ.

    Bộ chọn không đọc được gì có dấu hỏi. Trạng thái 1 khi trang sẽ bị bỏ qua hoặc có bộ chọn không đọc được gì.
    """
    known, read_profile = settings(ctx), load_profile(profile)
    place = page if page.startswith(("http://", "https://")) else url
    payload, charset = _payload(page, read_profile, known, contact)
    trial = tried(read_profile, payload, url=place, charset=charset)
    try:
        archive = _as_archived(payload, place or page, trial, known) if trial.keeps else {}
    except SecrecyError as error:  # then nothing else of the page is shown either
        archive, trial = {"refused": str(error)}, Trial(trial.kind, trial.family, refused=error.message)
    if as_json:
        print_json(_shape(trial, archive))
    else:
        click.echo("\n".join(_lines(trial, archive)))
    ctx.exit(1 if trial.refused or trial.silent else 0)


def _payload(page: str, profile: Profile, known: Settings, contact: str | None) -> tuple[bytes, str]:
    """The bytes of a page and the charset its server named.

    Raises:
        SourceError: the file is not there, the page cannot be had, or the server sent us elsewhere.
    """
    if not page.startswith(("http://", "https://")):
        try:
            return Path(page).read_bytes(), ""
        except OSError as error:
            raise SourceError(f"Không đọc được {page}: {error.strerror}.", remedy="Kiểm tra đường dẫn.") from error
    from ingest.crawl.one_page import fetch_page  # late: a saved page needs no network

    body = fetch_page(profile, page, contact=contact_of(known, contact))
    if body.status != 200:
        moved = body.header("location")
        raise SourceError(f"Máy chủ trả lời mã {body.status}.", remedy=f"Thử địa chỉ {moved}." if moved else "")
    kind = body.header("content-type").lower()
    return body.payload, kind.split("charset=", 1)[1].split(";")[0].strip(" \"'") if "charset=" in kind else ""


def _as_archived(payload: bytes, origin: str, trial: Trial, known: Settings) -> dict[str, str]:
    """What the archive would read out of a document page, or why it would refuse it.

    Raises:
        SecrecyError: it carries a mark of secrecy.
    """
    fetched = Fetched(Request(origin, hints=trial.hints), payload, media.sniff(payload))
    try:
        guarded(guard.inspect_bytes(payload))
        with extractor_of(known) as extractor:
            extracted = extractor.extract(fetched)
        guarded(guard.inspect_extracted(extracted))
    except SecrecyError:
        raise
    except ArchiveError as error:
        return {"refused": str(error)}
    document = describe(normalise(extracted), trial.hints).document
    values = {
        "number": document.number,
        "type": document.type,
        "date": document.date.shown if document.date else None,
        "issuer": document.issuer.name if document.issuer else None,
        "title": document.title,
        "letters": len(document.text),
    }
    return {"genre": document.genre, **{name: str(value) for name, value in values.items() if value}}


def _shape(trial: Trial, archive: dict[str, str]) -> dict[str, object]:
    def listed(found: tuple[Found, ...]) -> list[dict[str, object]]:
        return [{"url": one.url, "hints": dict(one.hints)} for one in found if not one.secret]

    return {
        "kind": trial.kind,
        "family": trial.family,
        "rows": listed(trial.rows),
        "hints": dict(trial.hints),
        "attachments": listed(trial.attachments),
        "onward": [one.url for one in trial.onward],
        "silent": list(trial.silent),
        "refused": trial.refused,
        "archive": archive,
    }


def _lines(trial: Trial, archive: dict[str, str]) -> Iterator[str]:
    if trial.kind:
        yield f"Đọc như {_KINDS[trial.kind]} {trial.family}."
    if trial.refused:
        yield f"✗ Sẽ bỏ qua trang này: {trial.refused}"
    if trial.kind == "list":
        yield f"{len(trial.rows)} dòng:" if trial.rows else "Không có dòng văn bản nào."
        yield from _found(trial.rows)
    yield from (f"  {label}: {trial.hints[name]}" for name, label in _FIELDS if name in trial.hints)
    if trial.attachments:
        yield f"{len(trial.attachments)} tệp đính kèm:"
        yield from _found(trial.attachments)
    if trial.onward:
        yield "Đi tiếp:"
        yield from _found(trial.onward)
    for name in trial.silent:
        yield f"? {name}: không đọc được gì"
    if archive:
        yield "Kho sẽ đọc trang này như sau:"
        names = {**dict(_FIELDS), "genre": "thể loại", "letters": "số chữ cái", "refused": "từ chối"}
        yield from (f"  {names[name]}: {value}" for name, value in archive.items())


def _found(found: tuple[Found, ...]) -> Iterator[str]:
    told = [one for one in found if not one.secret]
    for one in told[:_SHOWN]:
        yield f"  {one.url}"
        if one.hints:
            yield "      " + " · ".join(f"{label}: {one.hints[name]}" for name, label in _FIELDS if name in one.hints)
    if len(told) > _SHOWN:
        yield f"  … và {len(told) - _SHOWN} nữa"
