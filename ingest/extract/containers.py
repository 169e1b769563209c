"""Files that hold others (ZIP, e-mail, GZIP) to the files inside, each to be read by itself.

Bounded in number, size and depth; nothing inside is run, and names that lead outside are refused. A list of documents
among the files (see `sheet_lists`) tells of the others what its rows say.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from archive.errors import ArchiveError, ExtractError
from archive.works.secrecy import inspect_lines, refusal_of
from ingest import media
from ingest.damaged import DAMAGED_ZIP
from ingest.extract.container_names import inner_origin, is_junk, is_unsafe, readable_name
from ingest.extract.mail import head_lines, letter_parts
from ingest.extract.sheet_lists import hints_by_file, slug
from ingest.material import Fetched, Request

_REMEDY = "Giải nén rồi nạp từng tệp bên trong."
_CHECK = "Kiểm tra nguồn của tệp; nếu đúng là văn bản, hãy giải nén rồi nạp từng tệp."
_LISTS = frozenset({media.XLSX, media.XLS})


@dataclass(frozen=True, slots=True)
class PackLimits:
    """How much may lie in one container: files, bytes of all, how often smaller they may be packed.

    A year of a province's papers was seen to have 400 files; text packs 20 times smaller at most, empty tables 100.
    """

    members: int = 1_000
    unpacked_bytes: int = 400_000_000
    ratio: int = 200
    ratio_from_bytes: int = 20_000_000


def unpack_container(fetched: Fetched, *, max_bytes: int, limits: PackLimits | None = None) -> tuple[Fetched, ...]:
    """The files inside, in the order of the container; `max_bytes` is the most for one of them.

    Raises:
        ExtractError: damaged, protected by a password, a packing bomb, with names that lead outside, or with nothing
            inside that could be read.
        SecrecyError: a letter that carries a mark of secrecy.
    """
    bounds = limits or PackLimits()
    openers = {media.ZIP: _zipped, media.GZIP: _gzipped, media.MAIL: _posted}
    opener = openers.get(fetched.media_type)
    if opener is None:
        raise ExtractError("Không phải tệp chứa tệp khác.", remedy=_REMEDY, media_type=fetched.media_type)
    inside = [_member(fetched, name, payload) for name, payload in opener(fetched, max_bytes, bounds)]
    if not inside:
        raise ExtractError(
            "Bên trong không có tệp nào đọc được.", remedy="Kiểm tra lại tệp rồi nạp từng tệp bên trong."
        )
    return _hinted(inside)


def _member(fetched: Fetched, name: str, payload: bytes) -> Fetched:
    origin = inner_origin(fetched.request.origin, name)
    return Fetched(Request(origin), payload, media.sniff(payload), captured_at=fetched.captured_at)


def _zipped(fetched: Fetched, max_bytes: int, limits: PackLimits) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file of a ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(fetched.payload)) as bundle:
            parts = [part for part in bundle.infolist() if not part.is_dir()]
            _refuse_bomb(parts, len(fetched.payload), limits)
            for part, name in zip(parts, _names(parts), strict=True):
                if not is_junk(name):
                    yield name, _read(bundle, part, max_bytes)
    except DAMAGED_ZIP as error:
        raise ExtractError("Tệp ZIP bị cắt cụt hoặc hỏng, không mở được.", remedy="Tải lại tệp từ nguồn.") from error


def _names(parts: Sequence[zipfile.ZipInfo]) -> list[str]:
    names = [readable_name(part.orig_filename, is_unicode=bool(part.flag_bits & 0x800)) for part in parts]
    unsafe = next((name for name in names if is_unsafe(name)), None)
    if unsafe is not None:
        raise ExtractError("Tệp ZIP có tên tệp trỏ ra ngoài thư mục, là dấu hiệu của tệp độc hại.", remedy=_CHECK)
    return names


def _refuse_bomb(parts: Sequence[zipfile.ZipInfo], packed: int, limits: PackLimits) -> None:
    unpacked = sum(part.file_size for part in parts)
    swollen = unpacked > limits.ratio_from_bytes and unpacked > packed * limits.ratio
    # Parts that lie over each other in the file make a small file of terabytes.
    starts = {part.header_offset for part in parts}
    if len(parts) > limits.members or unpacked > limits.unpacked_bytes or swollen or len(starts) < len(parts):
        raise ExtractError(
            f"Tệp nén bất thường: {len(parts)} tệp, giải nén thành {unpacked / 1e6:.0f} MB; không mở.", remedy=_CHECK
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise ExtractError("Tệp ZIP được bảo vệ bằng mật khẩu.", remedy="Gỡ mật khẩu hoặc giải nén rồi nạp lại.")


def _read(bundle: zipfile.ZipFile, part: zipfile.ZipInfo, max_bytes: int) -> bytes:
    with bundle.open(part) as opened:
        payload = opened.read(max_bytes + 1)
    if len(payload) > max_bytes:
        raise ExtractError(
            f"Trong tệp ZIP có tệp lớn hơn {max_bytes / 1e6:.0f} MB.", remedy="Giải nén rồi nạp từng tệp bên trong."
        )
    return payload


def _gzipped(fetched: Fetched, max_bytes: int, limits: PackLimits) -> Iterator[tuple[str, bytes]]:
    """The one file of a GZIP, under the name of the whole without ".gz"."""
    opened = zlib.decompressobj(wbits=31)
    try:
        payload = opened.decompress(fetched.payload, min(max_bytes, limits.unpacked_bytes) + 1)
    except zlib.error as error:
        raise ExtractError("Tệp GZIP hỏng, không mở được.", remedy="Tải lại tệp từ nguồn.") from error
    if len(payload) > min(max_bytes, limits.unpacked_bytes):
        raise ExtractError(f"Tệp GZIP giải nén quá {max_bytes / 1e6:.0f} MB; không mở.", remedy=_CHECK)
    if not opened.eof:
        raise ExtractError("Tệp GZIP bị cắt cụt, không mở được hết.", remedy="Tải lại tệp từ nguồn.")
    name = PurePosixPath(fetched.request.origin.rpartition("!/")[2]).name
    yield (name[:-3] if name.lower().endswith(".gz") else f"{name}.bin"), payload


def _posted(fetched: Fetched, max_bytes: int, limits: PackLimits) -> Iterator[tuple[str, bytes]]:
    """What lies in a letter: its own text where it says something, and what is attached.

    A letter that carries a mark of secrecy in its subject or its text is refused with all that it carries.
    """
    mark = inspect_lines(head_lines(fetched.payload), "thư điện tử")
    if mark:
        raise refusal_of(mark)
    for name, payload in letter_parts(fetched.payload, most=limits.members):
        if len(payload) <= max_bytes and not is_junk(name):
            yield name, payload


def _hinted(inside: Sequence[Fetched]) -> tuple[Fetched, ...]:
    """The files with what a list of documents among them says of each."""
    told: dict[str, dict[str, str]] = {}
    for one in inside:
        if one.media_type in _LISTS:
            try:
                told |= hints_by_file(one.payload, media_type=one.media_type)
            except ArchiveError:  # a damaged list is refused by itself, in its turn
                continue
    return tuple(_told(one, told) for one in inside)


def _told(one: Fetched, told: dict[str, dict[str, str]]) -> Fetched:
    name = PurePosixPath(one.request.origin.rpartition("!/")[2]).name.lower()
    stem = name.rpartition(".")[0] or name
    hints = told.get(name) or told.get(stem) or told.get(slug(stem))
    return replace(one, request=replace(one.request, hints=hints)) if hints else one
