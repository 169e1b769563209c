import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from archive.errors import CaptureError
from ingest.capture import (
    Captures,
    digest_of,
    kept_record,
    origin_of,
    packed_of,
    read_capture,
    target_uri,
    warc_files,
)
from ingest.capture_ledger import Entry, entries_of
from ingest.material import Fetched, PagePicture, Request

_NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


def _open(folder: Path, *, roll: int = 1_000_000) -> Captures:
    return Captures(folder, roll_bytes=roll, now=lambda: _NOON)


def _one(payload: bytes, origin: str = "tài liệu/a b.html") -> Fetched:
    return Fetched(Request(origin), payload, "text/html")


def test_kept_bytes_come_back(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        ref = captures.keep(_one("Chỉ thị".encode()))
        assert captures.read(ref) == "Chỉ thị".encode()
    assert read_capture(tmp_path, ref) == "Chỉ thị".encode()
    assert ref.digest == digest_of("Chỉ thị".encode())
    assert ref.captured_at == "2026-01-02T12:00:00Z"


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payloads=st.lists(st.binary(max_size=2000), max_size=5))
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, payloads: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("ban-goc")
    with _open(folder) as captures:
        refs = [captures.keep(_one(payload, f"{number}.bin")) for number, payload in enumerate(payloads)]
    assert [read_capture(folder, ref) for ref in refs] == payloads


def test_the_file_is_warc_with_one_member_a_record(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        captures.keep(_one(b"mot"))
        captures.keep(_one(b"hai", "b.html"))
    path = tmp_path / warc_files(tmp_path)[0]
    with path.open("rb") as opened:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI")) for record in ArchiveIterator(opened)
        ]
    assert path.read_bytes().count(b"\x1f\x8b\x08") == 3
    assert records == [
        ("warcinfo", None),
        ("resource", "urn:vankien:file:t%C3%A0i%20li%E1%BB%87u/a%20b.html"),
        ("resource", "urn:vankien:file:b.html"),
    ]


def test_other_readers_find_the_digests_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with _open(tmp_path) as captures:
        captures.keep(_one(b"mot"))

    class Asked:
        inputs = (str(tmp_path / warc_files(tmp_path)[0]),)
        verbose = True

    checker = Checker(Asked())
    checker.process_all()
    assert "fail" not in capsys.readouterr().out


def test_the_same_bytes_from_the_same_place_are_not_written_again(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        first = captures.keep(_one(b"mot"))
        size = (tmp_path / first.warc_file).stat().st_size
        assert captures.keep(_one(b"mot")) == first
    with _open(tmp_path) as captures:  # and not in the next run either
        assert captures.keep(_one(b"mot")) == first
    assert (tmp_path / first.warc_file).stat().st_size == size


def test_the_same_bytes_under_another_name_become_a_revisit(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        first = captures.keep(_one(b"mot"))
        second = captures.keep(_one(b"mot", "ban-sao.html"))
    assert (second.warc_offset, second.origin) == (first.warc_offset, "ban-sao.html")
    assert read_capture(tmp_path, second) == b"mot"
    with (tmp_path / first.warc_file).open("rb") as opened:
        last = list(ArchiveIterator(opened))[-1]
    assert last.rec_type == "revisit"
    assert last.rec_headers.get_header("WARC-Refers-To-Target-URI") == target_uri("tài liệu/a b.html")


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    with _open(tmp_path, roll=100) as captures:
        refs = [captures.keep(_one(bytes([number]) * 50, f"{number}")) for number in range(3)]
    assert [ref.warc_file for ref in refs] == [f"vankien-0000{n}.warc.gz" for n in (1, 2, 3)]


def test_a_second_writer_is_turned_away(tmp_path: Path) -> None:
    with _open(tmp_path), pytest.raises(CaptureError, match="lượt nạp khác"):
        _open(tmp_path)
    _open(tmp_path).close()


@pytest.mark.parametrize("ledger", ["kept", "lost", "torn"])
@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_torn_tail_is_cut_off_at_the_next_opening(tmp_path: Path, cut: int, ledger: str) -> None:
    with _open(tmp_path) as captures:
        first = captures.keep(_one(b"mot"))
        whole = (tmp_path / first.warc_file).stat().st_size
        captures.keep(_one(b"hai" * 500, "b"))
    path, lines = tmp_path / first.warc_file, tmp_path / "captures.jsonl"
    # the crash came while the second record was written: its line is not in the ledger
    lines.write_bytes(lines.read_bytes().splitlines(keepends=True)[0])
    if ledger == "lost":
        lines.unlink()
    elif ledger == "torn":
        lines.write_bytes(lines.read_bytes() + b'{"file": "vank')
    path.write_bytes(path.read_bytes()[:-cut])
    with _open(tmp_path) as captures:
        assert path.stat().st_size == whole
        assert captures.read(first) == b"mot"
        again = captures.keep(_one(b"hai" * 500, "b"))
        assert captures.read(again) == b"hai" * 500


def test_a_lost_ledger_is_made_again_from_the_files(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        refs = [captures.keep(_one(payload, name)) for payload, name in ((b"mot", "a"), (b"hai", "b"), (b"mot", "c"))]
    before = (tmp_path / "captures.jsonl").read_bytes()
    (tmp_path / "captures.jsonl").unlink()
    with _open(tmp_path) as captures:
        assert [
            captures.keep(_one(payload, name)) for payload, name in ((b"mot", "a"), (b"hai", "b"), (b"mot", "c"))
        ] == refs
    assert (tmp_path / "captures.jsonl").read_bytes() == before


def test_damage_in_the_middle_is_told_and_nothing_is_cut(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        refs = [captures.keep(_one(bytes([number]) * 300, f"{number}")) for number in range(3)]
    path = tmp_path / refs[0].warc_file
    raw = bytearray(path.read_bytes())
    raw[refs[1].warc_offset + 30 : refs[1].warc_offset + 90] = b"\xff" * 60
    path.write_bytes(raw)
    (tmp_path / "captures.jsonl").unlink()
    with pytest.raises(CaptureError, match="hỏng ở giữa"):
        _open(tmp_path)
    assert path.stat().st_size == len(raw)


def test_a_changed_or_missing_record_is_no_answer(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        ref = captures.keep(_one(b"mot"))
        other = captures.keep(_one(b"hai", "b"))
    wrong = type(ref)(
        **{name: getattr(ref, name) for name in ref.__dataclass_fields__} | {"warc_offset": other.warc_offset}
    )
    with pytest.raises(CaptureError, match="sai mã kiểm tra"):
        read_capture(tmp_path, wrong)
    (tmp_path / ref.warc_file).unlink()
    with pytest.raises(CaptureError, match="Không đọc được bản gốc"):
        read_capture(tmp_path, ref)
    with pytest.raises(CaptureError, match=r"Thiếu tệp bản gốc|mất"):
        _open(tmp_path)


@pytest.mark.parametrize("name", ["../x.warc.gz", "", "a/b.warc.gz"])
def test_a_reference_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with _open(tmp_path) as captures:
        ref = captures.keep(_one(b"mot"))
    astray = type(ref)(ref.origin, ref.media_type, ref.digest, name, ref.warc_offset, ref.captured_at)
    with pytest.raises(CaptureError, match="không phải tên tệp"):
        read_capture(tmp_path, astray)


# --- answers of servers ----------------------------------------------------------------------------------------------

_URI = "https://vi.du/van-ban?so=1"
_HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("Content-Length", "7"))


def _page(payload: bytes, time: str = "", *, uri: str = _URI, hints: dict[str, str] | None = None) -> Fetched:
    return Fetched(
        Request(uri, hints=hints or {}), payload, "text/html", headers=_HEADERS, status=200, captured_at=time
    )


def _kinds(folder: Path) -> list[str]:
    return [entry.kind for entry in entries_of(folder)]


def test_an_answer_is_kept_with_status_and_headers_true_of_its_bytes(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        ref = captures.keep(_page("Chỉ thị".encode(), "2025-03-04T05:06:07.5Z"))
    record = kept_record(tmp_path, ref.warc_file, ref.warc_offset, origin=ref.origin)
    assert (record.type, record.head.uri, record.answer.status) == ("response", _URI, 200)
    assert record.head.fields["warc-date"] == ref.captured_at == "2025-03-04T05:06:07.5Z"
    assert record.answer.headers == (
        ("Content-Type", "text/html; charset=utf-8"),
        ("X-Archive-Orig-Content-Encoding", "gzip"),
        ("X-Archive-Orig-Content-Length", "7"),
        ("Content-Length", str(len("Chỉ thị".encode()))),
    )
    assert read_capture(tmp_path, ref) == "Chỉ thị".encode()


@pytest.mark.parametrize("time", ["", "hôm qua", "2025-03-04", "2025-03-04T05:06:07+07:00"])
def test_a_time_that_is_none_is_now(tmp_path: Path, time: str) -> None:
    with _open(tmp_path) as captures:
        assert captures.keep(_page(b"mot", time)).captured_at == "2026-01-02T12:00:00Z"


def test_every_answer_of_a_server_is_told_and_its_bytes_stand_once(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        first = captures.keep(_page(b"mot", "2025-01-01T00:00:00Z"))
        again = captures.keep(_page(b"mot", "2025-02-01T00:00:00Z"))
        assert captures.keep(_page(b"mot", "2025-02-01T00:00:00Z")) == again  # the very same event
        assert captures.tells(_page(b"mot", "2025-02-01T00:00:00Z"))
        assert not any(map(captures.tells, (_page(b"mot"), _page(b"mot", "2025-03-01T00:00:00Z"), _one(b"mot"))))
        assert (again.warc_offset, again.captured_at) == (first.warc_offset, "2025-02-01T00:00:00Z")
    assert _kinds(tmp_path) == ["response", "revisit"]
    assert read_capture(tmp_path, again) == b"mot"
    told = entries_of(tmp_path)[1]
    record = kept_record(tmp_path, told.file, told.offset, origin=_URI)
    assert (record.answer.status, record.answer.header("content-type")) == (200, "text/html; charset=utf-8")
    assert record.head.fields["warc-refers-to-date"] == "2025-01-01T00:00:00Z"


def test_a_reference_to_a_revisit_gives_the_bytes_too(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        ref = captures.keep(_page(b"mot", "2025-01-01T00:00:00Z"))
        captures.keep(_page(b"mot", "2025-02-01T00:00:00Z"))
    again = entries_of(tmp_path)[1]
    assert read_capture(tmp_path, replace(ref, warc_offset=again.offset)) == b"mot"


def test_a_server_that_says_unchanged_is_taken_at_its_word(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        with pytest.raises(CaptureError, match="chưa có bản nào"):
            captures.unchanged(Request(_URI))
        captures.keep(_page(b"mot", "2025-01-01T00:00:00Z"))
        captures.keep(_page(b"hai", "2025-02-01T00:00:00Z"))
        said = captures.unchanged(Request(_URI), headers=(("ETag", '"2"'),), captured_at="2025-03-01T00:00:00Z")
        assert (said.kind, said.digest, said.time) == ("unchanged", digest_of(b"hai"), "2025-03-01T00:00:00Z")
        assert captures.newest(_URI) == said
    record = kept_record(tmp_path, said.file, said.offset, origin=_URI)
    assert record.head.fields["warc-profile"].endswith("/revisit/server-not-modified")
    assert record.head.fields["warc-refers-to-date"] == "2025-02-01T00:00:00Z"
    assert (record.answer.status, record.answer.headers) == (304, (("ETag", '"2"'),))


def test_bytes_that_come_back_after_others_are_told(tmp_path: Path) -> None:
    """A, B, A of one origin: without the third record nobody could say what the origin holds now."""
    with _open(tmp_path) as captures:
        refs = [captures.keep(_one(payload)) for payload in (b"A", b"B", b"A", b"A")]
        assert captures.newest("tài liệu/a b.html") == entries_of(tmp_path)[2]
    assert _kinds(tmp_path) == ["resource", "resource", "revisit"]
    assert refs[2].warc_offset == refs[0].warc_offset


# --- what is said of a thing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "hints"),
    [
        pytest.param("a.html", {}, id="nothing"),
        pytest.param("a.html", {"number": "12-CT/TU", "title": "về “họp”\nchi bộ"}, id="hints, with a line break"),
        pytest.param("https://vi.du/a b/ngày.html", {}, id="letters that no address may hold"),
        pytest.param("https://vi.du/a.zip!/tờ trình.docx", {"date": "2025-01-02"}, id="a file inside another"),
        pytest.param("https://vi.du/%E1%BA%A3nh?a=1&b=[2]", {}, id="an address in its own codes"),
        pytest.param("urn:vankien:file:a%20b", {}, id="a name that looks like a target"),
        pytest.param("thư mục/100%/a#b?c.txt", {}, id="a path with signs that mean something elsewhere"),
    ],
)
def test_origin_and_hints_come_back_from_the_files_alone(tmp_path: Path, origin: str, hints: dict[str, str]) -> None:
    with _open(tmp_path) as captures:
        captures.keep(Fetched(Request(origin, hints=hints), b"mot", "text/html"))
    (tmp_path / "captures.jsonl").unlink()
    with _open(tmp_path) as captures:
        (entry,) = captures.entries()
        assert entry.uri.isascii()
        assert (entry.origin or origin_of(entry.uri), dict(entry.hints)) == (origin, hints)
        captures.keep(Fetched(Request(origin, hints=hints), b"mot", "text/html"))
        assert len(captures.entries()) == 1  # the same thing, told the same


def test_other_hints_of_the_same_bytes_are_told(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        captures.keep(Fetched(Request("a"), b"mot", "text/html"))
        captures.keep(Fetched(Request("a", hints={"number": "1-CT/TU"}), b"mot", "text/html"))
    assert [dict(entry.hints) for entry in entries_of(tmp_path)] == [{}, {"number": "1-CT/TU"}]


def test_a_ledger_with_every_kind_of_line_is_made_again(tmp_path: Path) -> None:
    with _open(tmp_path, roll=1500) as captures:
        ref = captures.keep(_page(b"mot", hints={"number": "1"}))
        captures.keep_pictures(ref, (PagePicture(1, "image/png", b"anh"), PagePicture(2, "image/png", b"anh hai")))
        captures.keep(_page(b"mot", uri="https://vi.du/ba n", hints={"title": "hai"}))
        captures.unchanged(Request(_URI, hints={"number": "1"}))
    before = (tmp_path / "captures.jsonl").read_bytes()
    (tmp_path / "captures.jsonl").unlink()
    _open(tmp_path).close()
    assert (tmp_path / "captures.jsonl").read_bytes() == before
    assert _kinds(tmp_path) == ["response", "conversion", "conversion", "revisit", "unchanged"]


def test_cut_anywhere_a_thing_is_whole_with_its_hints_or_not_there(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        captures.keep(_one(b"mot"))
        start = (tmp_path / "vankien-00001.warc.gz").stat().st_size
        captures.keep(_page(b"hai" * 50, hints={"number": "2"}))
    path, lines = tmp_path / "vankien-00001.warc.gz", tmp_path / "captures.jsonl"
    raw, line = path.read_bytes(), lines.read_bytes().splitlines(keepends=True)[0]
    for size in range(start, len(raw), 13):
        path.write_bytes(raw[:size])
        lines.write_bytes(line)
        with _open(tmp_path) as captures:
            assert len(captures.entries()) == 1
            again = captures.keep(_page(b"hai" * 50, hints={"number": "2"}))
            assert captures.read(again) == b"hai" * 50
        lines.unlink()
        with _open(tmp_path) as captures:
            assert [dict(entry.hints) for entry in captures.entries()] == [{}, {"number": "2"}]


def test_pictures_of_pages_are_kept_once(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        ref = captures.keep(_one(b"mot"))
        images = captures.keep_pictures(ref, (PagePicture(1, "image/png", b"anh"),))
        assert captures.keep_pictures(ref, (PagePicture(1, "image/png", b"anh"),)) == images
    assert _kinds(tmp_path) == ["resource", "conversion"]
    assert kept_record(tmp_path, images[0].warc_file, images[0].warc_offset, origin="").payload == b"anh"


def test_a_record_of_this_folder_that_is_read_again_is_not_written_again(tmp_path: Path) -> None:
    with _open(tmp_path) as captures:
        captures.keep(_page(b"mot", "2025-01-01T00:00:00Z"))
        captures.keep(_page(b"hai", "2025-02-01T00:00:00Z"))
        for entry in captures.entries():
            asked = Request(_URI, path=tmp_path / entry.file, offset=entry.offset)
            fetched = Fetched(asked, captures_payload(tmp_path, entry), "text/html", status=200)
            ref = captures.keep(fetched)
            assert (ref.warc_offset, ref.captured_at) == (entry.offset, entry.time)
        assert len(captures.entries()) == 2


def captures_payload(folder: Path, entry: Entry) -> bytes:
    return kept_record(folder, entry.file, entry.offset, origin="").payload


def test_headers_that_no_record_could_hold_do_not_break_one(tmp_path: Path) -> None:
    headers = (
        ("X-Dòng", "a"),
        ("X-Two", "mot\r\nHTTP/1.1 500\r\n\r\nhai"),
        ("", "b"),
        ("X-Chữ".upper(), "c"),
        ("X", "đ"),
    )
    with _open(tmp_path) as captures:
        ref = captures.keep(Fetched(Request(_URI), b"mot", "text/html", headers=headers, status=599))
    record = kept_record(tmp_path, ref.warc_file, ref.warc_offset, origin="")
    assert [name for name, _ in record.answer.headers] == ["X-Two", "X", "Content-Length"]
    assert (record.answer.status, record.payload) == (599, b"mot")


def _keep_together(captures: Captures, *things: Fetched) -> None:
    with captures.together():
        for one in things:
            captures.keep(one)


def test_what_is_kept_together_is_as_kept_one_by_one(tmp_path: Path) -> None:
    things = [_one(b"mot"), _one(b"hai", "b.html"), _one(b"mot", "c.html"), _one(b"mot")]
    with _open(tmp_path / "chung") as captures, captures.together():
        together = [captures.keep(one) for one in things]
    with _open(tmp_path / "rieng") as captures:
        apart = [captures.keep(one) for one in things]
    assert [read_capture(tmp_path / "chung", one) for one in together] == [b"mot", b"hai", b"mot", b"mot"]
    assert [one.captured_at for one in together] == [one.captured_at for one in apart]
    # Each record has an id of its own, so their lengths differ by a byte or two.
    lines = [[replace(one, offset=0, length=0) for one in entries_of(tmp_path / name)] for name in ("chung", "rieng")]
    assert lines[0] == lines[1]


def test_what_the_disk_does_not_take_is_kept_by_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    with _open(tmp_path) as captures:
        first = captures.keep(_one(b"mot"))
        size = (tmp_path / first.warc_file).stat().st_size
        with monkeypatch.context() as patch:
            patch.setattr("ingest.capture.os.fsync", full)
            with pytest.raises(CaptureError):
                _keep_together(captures, _one(b"hai", "b.html"), _one(b"mot", "c.html"))
        assert (tmp_path / first.warc_file).stat().st_size == size
        assert (captures.newest("b.html"), captures.newest("c.html")) == (None, None)
        assert captures.read(captures.keep(_one(b"hai", "b.html"))) == b"hai"
    assert len(entries_of(tmp_path)) == 2


@pytest.mark.parametrize("size", [pytest.param(3_000, id="less than a buffer"), pytest.param(300_000, id="more")])
@pytest.mark.parametrize("together", [True, False])
def test_a_record_half_of_which_the_disk_took_is_taken_back_whole(tmp_path: Path, size: int, *, together: bool) -> None:
    with _open(tmp_path) as captures:
        first = captures.keep(_one(b"mot"))
        held = (tmp_path / first.warc_file).stat().st_size
        with _disk_of(held + size // 2), pytest.raises(CaptureError, match="Không ghi được"):
            (_keep_together if together else Captures.keep)(captures, _one(os.urandom(size), "b.html"))
        assert (tmp_path / first.warc_file).stat().st_size == held
        assert captures.read(captures.keep(_one(b"ba", "c.html"))) == b"ba"
    (tmp_path / "captures.jsonl").unlink()  # what stands in the files is whole
    with _open(tmp_path) as captures:
        assert len(captures.entries()) == 2


@contextmanager
def _disk_of(size: int) -> Iterator[None]:
    """No file may become longer."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("together", [True, False])
def test_a_ledger_without_room_refuses_and_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, together: bool
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    with _open(tmp_path) as captures:
        with monkeypatch.context() as patch:
            patch.setattr(captures._ledger, "write", full)
            with pytest.raises(CaptureError, match="No space"):
                (_keep_together if together else Captures.keep)(captures, _one(b"mot"))
        monkeypatch.setattr(captures._ledger, "close", partial(_closed_in_vain, captures._ledger.close))
    with _open(tmp_path) as captures:
        assert [one.digest for one in captures.entries()] == [digest_of(b"mot")]


def _closed_in_vain(close: Callable[[], None]) -> None:
    close()
    raise OSError(28, "No space left on device")


def test_a_crash_before_the_ledger_is_written_loses_no_whole_record(tmp_path: Path) -> None:
    with _open(tmp_path) as captures, captures.together():
        captures.keep(_one(b"mot"))
        captures.keep(_one(b"hai", "b.html"))
        assert entries_of(tmp_path) == ()  # a crash here leaves the files alone
    (tmp_path / "captures.jsonl").write_bytes(b"")
    with _open(tmp_path) as captures:
        assert [one.uri for one in captures.entries()] == [target_uri("tài liệu/a b.html"), target_uri("b.html")]


def test_a_record_packed_beforehand_is_written_as_it_is_and_only_for_its_own_bytes(tmp_path: Path) -> None:
    thing = _one(b"mot")
    packed = packed_of(thing, time="2025-05-05T05:05:05Z", digest=digest_of(thing.payload))
    with _open(tmp_path) as captures:
        assert captures.keep(thing, packed).captured_at == "2025-05-05T05:05:05Z"
        assert captures.keep(_one(b"hai", "b.html"), packed).captured_at == "2026-01-02T12:00:00Z"
    assert [one.digest for one in entries_of(tmp_path)] == [digest_of(b"mot"), digest_of(b"hai")]
