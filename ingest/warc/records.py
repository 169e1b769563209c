"""WARC files of any program, read strictly and as streams: gzip a record or plain, WARC/0.17 to 1.1, one pass.

A record counts when it is whole: its head, its length, its gzip member with the check sum at the end. The first place
that is not is told as damage with its offset; nothing after it is guessed at.
"""

import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.errors import SourceError
from ingest.warc.answers import Answer, answer_of

_CHUNK = 1 << 16
OPENING = 1 << 16  # bytes of a block that a head shows: enough for the headers of any HTTP answer
_GZIP = b"\x1f\x8b"


class DamagedWarc(SourceError):
    """A WARC file is not whole from an offset on: cut short, changed, or no WARC at all; −1 inside a gzip member."""

    @property
    def offset(self) -> int:
        """Where the damage begins."""
        return int(str(self.fields["offset"]))


@dataclass(frozen=True, slots=True)
class Head:
    """A record without its block: where it begins (−1 inside a gzip member), its fields by small names, its length.

    `opening` is the beginning of the block, at most `OPENING` bytes.
    """

    offset: int
    fields: Mapping[str, str]
    length: int
    opening: bytes = b""

    @property
    def type(self) -> str:
        """The record's type, as "response", "resource", "revisit"."""
        return self.fields.get("warc-type", "").lower()

    @property
    def uri(self) -> str:
        """The target; Wget up to 1.21 wrote it in angle brackets."""
        return self.fields.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">")

    @property
    def is_http(self) -> bool:
        """Whether the block is an HTTP answer."""
        answered = self.type in ("response", "revisit") and self.uri.lower().startswith(("http://", "https://"))
        return answered and self.length > 0


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record: its head and the bytes of its block."""

    head: Head
    block: bytes

    @property
    def type(self) -> str:
        """The record's type."""
        return self.head.type

    @property
    def answer(self) -> Answer:
        """The HTTP answer in the block; one of status 0 for a block that is the bytes themselves."""
        return answer_of(self.block) if self.head.is_http else Answer(0, (), self.block)

    @property
    def payload(self) -> bytes:
        """The bytes of the thing itself, as they stand in the file."""
        return self.answer.body


def heads(path: Path) -> Iterator[Head]:
    """The heads of the whole records of a file, in order.

    Raises:
        DamagedWarc: something that is no whole record comes next (`fields["offset"]`).
        OSError: the file cannot be read.
    """
    with path.open("rb") as opened:
        stream = _letters(opened)
        while stream.begin():
            place = stream.place
            try:
                head = _head(stream, opening=True)
                stream.skip(head.length - len(head.opening))
                stream.skip_blank()
            except (zlib.error, EOFError, ValueError) as error:
                raise _damaged(path, place) from error
            yield head


def record_at(path: Path, offset: int, *, most: int | None = None) -> Record:
    """The record that begins at an offset.

    Raises:
        DamagedWarc: no whole record begins there.
        SourceError: its block is longer than `most` bytes.
        OSError: the file cannot be read.
    """
    with path.open("rb") as opened:
        opened.seek(offset)
        stream = _letters(opened)
        try:
            stream.begin()
            head = _head(stream, opening=False)
            _refuse_long(head, most)
            block = stream.take(head.length)
            stream.skip_blank()
        except (zlib.error, EOFError, ValueError) as error:
            raise _damaged(path, offset) from error
    return Record(head, block)


def _refuse_long(head: Head, most: int | None) -> None:
    if most is not None and head.length > most:
        raise SourceError(
            f"Bản ghi dài {head.length / 1e6:.1f} MB, quá giới hạn {most / 1e6:.1f} MB.",
            remedy="Nâng giới hạn max_file_bytes trong cấu hình rồi nạp lại.",
            length=head.length,
        )


def is_warc(path: Path) -> bool:
    """Whether a file begins as a WARC file, packed or plain; its name is not asked."""
    try:
        with path.open("rb") as opened:
            stream = _letters(opened)
            return stream.begin() and stream.take(5) == b"WARC/"
    except (OSError, zlib.error, EOFError):
        return False


def _damaged(path: Path, offset: int) -> DamagedWarc:
    where = f"từ byte {offset}" if offset >= 0 else "vì nén gộp nhiều bản ghi"
    remedy = (
        "Tải lại tệp từ nguồn; các bản ghi đứng trước đã được đọc."
        if offset >= 0
        else "Nén lại mỗi bản ghi một phần: warcio recompress TỆP_CŨ TỆP_MỚI."
    )
    return DamagedWarc(f"Tệp WARC {path.name} không đọc tiếp được {where}.", remedy=remedy, offset=offset)


def _head(stream: "_Letters", *, opening: bool) -> Head:
    """The head of the record that begins here; ValueError when none does."""
    place = stream.place
    if not stream.line().startswith(b"WARC/"):
        raise ValueError("no record")
    fields: dict[str, str] = {}
    name = ""
    while line := stream.line().rstrip(b"\r\n"):
        text = line.decode("utf-8", "replace")
        if text[0] in " \t" and name:  # a field may go on in the next line
            fields[name] += " " + text.strip()
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        fields.setdefault(name, value.strip())
    length = int(fields.get("content-length", ""))
    if length < 0:
        raise ValueError("no length")
    return Head(place, fields, length, stream.take(min(length, OPENING)) if opening else b"")


class _Letters(ABC):
    """The unpacked bytes of a file, taken one after another."""

    def __init__(self, opened: BinaryIO) -> None:
        """Begin where the file stands."""
        self._opened = opened
        self._at = opened.tell()  # up to where the file was read
        self._held = b""  # unpacked and not yet taken

    @property
    @abstractmethod
    def place(self) -> int:
        """Where in the file the next byte stands; −1 inside a gzip member."""

    @abstractmethod
    def begin(self) -> bool:
        """Go to the next record; False at the end of the file."""

    @abstractmethod
    def _fill(self) -> bool:
        """Hold more bytes; False when no more come before the end of the member or file."""

    def take(self, count: int) -> bytes:
        """The next bytes, so many of them; EOFError when there are fewer."""
        parts = []
        while count > 0:
            parts.append(self._part(count))
            count -= len(parts[-1])
        return b"".join(parts)

    def skip(self, count: int) -> None:
        """Pass over so many bytes; EOFError when there are fewer."""
        while count > 0:
            count -= len(self._part(count))

    def line(self) -> bytes:
        """The next line with its end; EOFError when there is none, ValueError when it is longer than any."""
        while (end := self._held.find(b"\n")) < 0:
            if len(self._held) > _CHUNK:
                raise ValueError("too long a line")
            if not self._fill():
                raise EOFError
        return self.take(end + 1)

    def skip_blank(self) -> None:
        """Pass over the blank lines after a record; in a member up to its end, where its check sum is proven."""
        while self._held or self._fill():
            left = self._held.lstrip(b"\r\n")
            if left:
                self.skip(len(self._held) - len(left))
                return
            self.skip(len(self._held))

    def _part(self, count: int) -> bytes:
        if not self._held and not self._fill():
            raise EOFError
        part, self._held = self._held[:count], self._held[count:]
        return part

    def _read(self) -> bytes:
        read = self._opened.read(_CHUNK)
        self._at += len(read)
        return read


class _Plain(_Letters):
    """A file that is not packed."""

    @property
    def place(self) -> int:
        """Where in the file the next byte stands."""
        return self._at - len(self._held)

    def begin(self) -> bool:
        """Whether anything comes; blank lines before a record are passed over."""
        return bool(self._held) or self._fill()

    def _fill(self) -> bool:
        read = self._read()
        self._held += read
        return bool(read)


class _Packed(_Letters):
    """A file of gzip members; nothing is read over the end of one but by `begin`."""

    def __init__(self, opened: BinaryIO) -> None:
        """Begin where the file stands, before a member."""
        super().__init__(opened)
        self._raw = b""  # read and not yet unpacked
        self._member = zlib.decompressobj(wbits=31)
        self._begun = False
        self._place = -1

    @property
    def place(self) -> int:
        """Where the member begins whose first byte comes next; −1 inside a member."""
        return self._place

    def begin(self) -> bool:
        """Go on to the next member at the end of one; blocks of a tape may be filled up with zero bytes."""
        if self._held or (self._begun and not self._member.eof):
            self._place = -1
            return True
        while not self._raw.lstrip(b"\x00"):
            self._raw = self._read()
            if not self._raw:
                return False
        self._raw = self._raw.lstrip(b"\x00")
        self._place = self._at - len(self._raw)
        self._member, self._begun = zlib.decompressobj(wbits=31), True
        return True

    def _fill(self) -> bool:
        while not self._member.eof:
            self._raw = self._raw or self._read()
            if not self._raw:
                raise EOFError
            more = self._member.decompress(self._raw, _CHUNK)
            self._raw = self._member.unused_data or self._member.unconsumed_tail
            self._held += more
            if more:
                return True
        return False


def _letters(opened: BinaryIO) -> _Letters:
    place = opened.tell()
    packed = opened.read(len(_GZIP)) == _GZIP
    opened.seek(place)
    return _Packed(opened) if packed else _Plain(opened)
