from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from archive.errors import CaptureError
from ingest.capture import Captures, digest_of, read_capture, target_uri, warc_files
from ingest.material import Fetched, Request

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
