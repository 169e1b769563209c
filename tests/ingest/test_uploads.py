"""Uploads of the desk: read without a trace, kept as any file is, told of truly; nothing left of what is secret."""

import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import Settings, load
from archive.intake import Upload
from archive.opening import opened
from archive.store import documents, waiting
from archive.works.document import PageImage
from ingest.capture import digest_of
from ingest.report import Outcome
from ingest.run_record import RunRecord
from ingest.uploads import Uploads, clean_name, origin_of, shown_name
from tests.ingest.samples import word

LINES = [
    "TỈNH ỦY LÀO CAI",
    "*",
    "Số 47-CT/TU",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Lào Cai, ngày 11 tháng 11 năm 2014",
    "CHỈ THỊ",
    "về sinh hoạt chi bộ",
    "-----",
    "Các chi bộ họp định kỳ mỗi tháng một lần, Kim-tước-vàng.",
    "T/M BAN THƯỜNG VỤ",
    "(đã ký)",
]
PAPER = "\n".join(LINES).encode()
SECRET = "\n".join(["TUYỆT MẬT", *LINES[:-1], "Kim-tước-đen bay qua.", LINES[-1]]).encode()
CANARIES = ("Kim-tước-đen", "ke-hoach-chim-den")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return replace(load(Path("/dev/null"), {}), archive_dir=tmp_path / "kho", worker_memory_mb=700)


@pytest.fixture
def desk(settings: Settings) -> Uploads:
    return Uploads(settings)


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, payload in files.items():
            made.writestr(name.replace("__", "."), payload)
    return out.getvalue()


def written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder: its name, and its bytes; gzip members are opened."""
    import gzip

    for path in folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            yield path.name, raw + (gzip.decompress(raw) if path.suffix == ".gz" and raw else b"")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("Chỉ thị 47.docx", "Chỉ thị 47.docx", id="a plain name"),
        pytest.param("../../etc/passwd", "passwd", id="a way up"),
        pytest.param("C:\\Users\\lan\\47.pdf", "47.pdf", id="the whole way of another system, with its user"),
        pytest.param("a\x00b\n.pdf", "ab.pdf", id="control signs"),
        pytest.param("...", "tep", id="dots only"),
        pytest.param("", "tep", id="nothing"),
    ],
)
def test_names_are_made_safe(name: str, kept: str) -> None:
    assert clean_name(name) == kept
    origin = origin_of(Upload(name, b"x"))
    assert shown_name(origin) == kept
    assert origin.startswith("tai-len:")


def test_two_papers_of_one_name_have_two_origins() -> None:
    assert origin_of(Upload("scan.pdf", b"1")) != origin_of(Upload("scan.pdf", b"2"))


def test_a_preview_gives_every_value_with_its_words_and_leaves_nothing(desk: Uploads, settings: Settings) -> None:
    (found,) = desk.preview(Upload("47.docx", word(LINES)))
    assert found.document is not None
    assert str(found.document.number) == "47-CT/TU"
    spans = {one.field: one.span for one in found.document.evidence if one.span}
    assert "47-CT/TU" in found.document.text[slice(*spans["number"])]
    assert list(settings.archive_dir.rglob("*")) == []


def test_what_is_kept_is_found_and_recorded_as_an_upload(desk: Uploads, settings: Settings) -> None:
    told: list[str] = []
    (kept,) = desk.keep(Upload("47.txt", PAPER), told.append)
    assert (kept.name, kept.verdict, kept.reason, told) == ("47.txt", "kept", "", ["47.txt"])
    (again,) = desk.keep(Upload("47.txt", PAPER))
    assert (again.verdict, again.address) == ("same", kept.address)
    with opened(settings) as archive:
        assert archive.engine.count() > 0
        with archive.database.reading() as connection:
            assert waiting.pending(connection).changed == ()
            held = documents.get(connection, kept.address)
    assert held is not None
    assert held.captures[0].origin == origin_of(Upload("47.txt", PAPER))
    newest, first = desk.runs()
    assert (newest.command, newest.finished, newest.counts["same"], first.counts["kept"]) == ("upload", True, 1, 1)
    assert [line["verdict"] for line in desk.run_lines(first.id)] == ["kept"]


def test_runs_of_one_second_stand_in_their_order(desk: Uploads, settings: Settings) -> None:
    settings.runs_dir.mkdir(parents=True, exist_ok=True)
    names = ["2026-11-22T101500Z-upload", *(f"2026-11-22T101500Z-upload-{count}" for count in (2, 9, 10))]
    for name in [*names, "2026-11-22T101501Z-ingest"]:
        (settings.runs_dir / f"{name}.jsonl").write_text(
            '{"run": "upload", "begun": "2026-11-22T10:15:00Z"}\n', "utf-8"
        )
    assert [run.id for run in desk.runs()] == ["2026-11-22T101501Z-ingest", *reversed(names)]


def test_each_file_of_a_container_is_told_by_itself(desk: Uploads) -> None:
    bundle = zipped(mot__txt=PAPER, hai__bin=b"\x00\x01\x02" * 99)
    found = desk.preview(Upload("ca-bo.zip", bundle))
    assert [(one.name, one.document is None) for one in found] == [
        ("ca-bo.zip!/mot.txt", False),
        ("ca-bo.zip!/hai.bin", True),
    ]
    assert [one.verdict for one in desk.keep(Upload("ca-bo.zip", bundle))] == ["kept", "refused"]


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("van-ban.txt", SECRET, id="a mark in the text"),
        pytest.param("ke-hoach-chim-den.docx", word(SECRET.decode().splitlines()), id="a mark in a Word file"),
        pytest.param("ke-hoach-chim-den.zip", zipped(a__txt=SECRET), id="a mark inside a container"),
        pytest.param("ke-hoach-chim-den (MẬT).txt", PAPER, id="a mark in the name"),
    ],
)
def test_nothing_but_a_digest_is_left_of_what_is_secret(
    desk: Uploads, settings: Settings, tmp_path: Path, name: str, payload: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tam"))
    (tmp_path / "tam").mkdir()
    (found,) = desk.preview(Upload(name, payload))
    assert (found.secret, found.document, found.name, found.digest) == (True, None, "", digest_of(payload))
    (kept,) = desk.keep(Upload(name, payload))
    assert (kept.secret, kept.name, kept.verdict) == (True, "", "refused")
    assert not any(word in f"{found!r}{kept!r}" for word in CANARIES)
    for where, raw in written(tmp_path):
        assert not any(word.encode() in raw or word in where for word in CANARIES), where
    (run, *_) = desk.runs()
    (line,) = desk.run_lines(run.id)
    assert line["secret"] is True
    assert line.get("digest", "").startswith("sha256:") is ("MẬT" not in name)  # bytes of a marked name are not read


def test_bytes_that_were_secret_are_refused_unread_at_the_next_preview(desk: Uploads) -> None:
    desk.preview(Upload("a.txt", SECRET))
    (found,) = desk.preview(Upload("ten-khac.txt", SECRET))
    assert found.secret


def test_a_secret_word_beside_the_file_is_refused(desk: Uploads) -> None:
    (kept,) = desk.keep(Upload("47.txt", PAPER, {"number": "12-BC/TU/MẬT"}))
    assert kept.verdict == "refused"
    assert "12-BC" not in repr(kept)


def bomb() -> bytes:
    return zipped(a__docx=zipped(**{"word/document.xml": b"0" * 300_000_000}))


@pytest.mark.parametrize(
    ("name", "payload", "said"),
    [
        pytest.param("lon.pdf", b"%PDF-1.7\n" + b"0" * 60_000_000, "quá giới hạn 52,4 MB", id="60 MB"),
        pytest.param("rong.docx", b"", "rỗng", id="nothing"),
        pytest.param("bom.zip", None, "", id="a zip bomb"),
    ],
)
def test_hostile_files_are_refused_with_a_remedy(desk: Uploads, name: str, payload: bytes | None, said: str) -> None:
    found = desk.preview(Upload(name, bomb() if payload is None else payload))
    assert all(one.document is None and one.reason and one.remedy for one in found)
    assert any(said in one.reason for one in found)


def test_a_wrong_ending_is_noted(desk: Uploads) -> None:
    (found,) = desk.preview(Upload("47.pdf", PAPER))
    assert found.document is not None
    assert any(".pdf" in note for note in found.notes)


def test_a_run_under_way_is_told_by_its_lines(desk: Uploads, settings: Settings) -> None:
    with RunRecord(settings.runs_dir, command="crawl") as record:
        record.add(Outcome("a", "kept", id="x"))
        record.add(Outcome("b", "refused", reason="r"))
        with record.path.open("a", encoding="utf-8") as torn:
            torn.write('{"at": "2026-1')
        (run,) = desk.runs()
    assert (run.finished, run.counts["kept"], run.counts["refused"], run.command) == (False, 1, 1, "crawl")
    assert run.last_at


@pytest.mark.parametrize("name", ["../vankien", "/etc/passwd", "x.jsonl", "", "2026-11-22T101500Z-upload"])
def test_only_records_are_read(desk: Uploads, settings: Settings, name: str) -> None:
    settings.runs_dir.mkdir(parents=True)
    (settings.archive_dir / "vankien.jsonl").write_text(json.dumps({"verdict": "kept"}), "utf-8")
    assert desk.run_lines(name) == ()


def test_sources_tell_how_far_their_crawl_came(desk: Uploads, settings: Settings) -> None:
    before = desk.sources()
    assert all(one.title and (one.hosts or one.trouble) and (one.fetched, one.last_at) == (0, "") for one in before)
    (settings.archive_dir / "crawl").mkdir(parents=True)
    path = settings.archive_dir / "crawl" / f"{before[0].name}.sqlite"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE addresses (state TEXT, changed_at REAL)")
        states = ["done", "done", "waiting", "held", "refused"]
        file.executemany("INSERT INTO addresses VALUES (?, 1700000000)", [(state,) for state in states])
    after = desk.sources()[0]
    assert (after.fetched, after.waiting, after.failed) == (2, 2, 1)
    assert after.last_at == "2023-11-14T22:13:20+00:00"


def test_a_memory_nobody_can_read_is_no_fault(desk: Uploads, settings: Settings) -> None:
    (settings.archive_dir / "crawl").mkdir(parents=True)
    (settings.archive_dir / "crawl" / f"{desk.sources()[0].name}.sqlite").write_bytes(os.urandom(4096))
    assert desk.sources()[0].fetched == 0


def test_a_picture_that_is_gone_is_none(desk: Uploads) -> None:
    assert desk.picture(PageImage(1, "image/png", "sha256:0", "vankien-00001.warc.gz", 0)) is None
