"""A run at length: read ahead, stopped on a wish, known bytes again, what was refused for secrecy stopped unread."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from archive.config import load
from archive.errors import ExtractError
from archive.opening import Archive, opened
from archive.store import documents
from ingest import pipeline
from ingest.extract import Extractor
from ingest.material import Fetched, Request
from ingest.media import TEXT, ZIP
from ingest.pipeline import House, Prepared, ingest, prepared, taken
from ingest.report import Outcome
from ingest.running import Manner, housed, index_up, run_through
from ingest.sources.folder import FolderSource

CHI_THI = (
    "TỈNH ỦY LÀO CAI\n*\nSố {}-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 11 tháng 11 năm 2014\nCHỈ THỊ\n"
    "về sinh hoạt chi bộ\n-----\nCác chi bộ họp định kỳ mỗi tháng một lần.\nT/M BAN THƯỜNG VỤ\n(đã ký)"
)
SECRET = "MẬT\n" + CHI_THI.format(99)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with opened(load(None, {"VANKIEN_ARCHIVE_DIR": str(tmp_path / "kho")}), create=True) as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "den").mkdir()
    for serial in (11, 12, 13):
        (tmp_path / "den" / f"{serial}.txt").write_text(CHI_THI.format(serial), "utf-8")
    return tmp_path / "den"


def numbers(outcomes: tuple[Outcome, ...]) -> list[str | None]:
    return [one.number for one in outcomes]


def test_reading_ahead_changes_neither_order_nor_outcome(archive: Archive, folder: Path) -> None:
    begun: list[str] = []
    stored: list[str] = []
    (folder / "12b.bin").write_bytes(b"\x00\x01" * 50)
    with housed(archive, Manner()) as house:

        def reader(fetched: Fetched) -> Callable[[], Prepared]:
            begun.append(Path(fetched.request.origin).name)
            return lambda: prepared(fetched, house.extractor)

        ahead = replace(house, reader=reader, ahead=3)
        report = ingest(FolderSource([folder]).requests(), ahead, lambda _: stored.append(f"{len(begun)} begun"))
    assert numbers(report.outcomes) == ["11-CT/TU", "12-CT/TU", None, "13-CT/TU"]
    assert stored == ["3 begun", "4 begun", "4 begun", "4 begun"]


def test_a_wish_to_stop_ends_what_was_begun_and_the_same_command_goes_on(archive: Archive, folder: Path) -> None:
    seen: list[Outcome] = []
    report, page = run_through(
        FolderSource([folder]).requests(), archive, Manner(), told=seen.append, stopped=lambda: len(seen) > 0
    )
    assert (numbers(report.outcomes), report.stopped, report.exit_status) == (["11-CT/TU"], True, 130)
    assert "đã dừng" in page.read_text("utf-8")
    again, _page = run_through(FolderSource([folder]).requests(), archive, Manner())
    assert [one.verdict for one in again.outcomes] == ["same", "kept", "kept"]


def test_known_bytes_are_read_again_when_asked(archive: Archive, folder: Path) -> None:
    read: list[str] = []
    for again in (False, False, True):
        with housed(archive, Manner(again=again)) as house:

            def reader(fetched: Fetched, house: House = house) -> Callable[[], Prepared]:
                read.append(fetched.request.origin)
                return lambda: prepared(fetched, house.extractor)

            ingest(FolderSource([folder / "11.txt"]).requests(), replace(house, reader=reader))
    assert len(read) == 2


def test_what_was_refused_for_secrecy_is_stopped_unread_under_any_name(archive: Archive, folder: Path) -> None:
    (folder / "20.txt").write_text(SECRET, "utf-8")
    (folder / "21.txt").write_text(SECRET, "utf-8")
    report, _page = run_through(FolderSource([folder]).requests(), archive, Manner())
    first, second = report.of("refused")
    assert (first.secret, second.secret) == (True, True)
    assert "lượt trước" in second.reason
    assert archive.settings.quarantine_path.read_text("ascii").startswith("sha256:")
    kept = b"".join(path.read_bytes() for path in archive.settings.archive_dir.rglob("*") if path.is_file())
    assert b"99-CT" not in kept


def test_the_files_of_a_container_are_taken_by_themselves(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = (
        Fetched(Request("goi.zip!/a.txt"), CHI_THI.format(31).encode(), TEXT),
        Fetched(Request("goi.zip!/b.txt"), SECRET.encode(), TEXT),
        Fetched(Request("goi.zip!/MẬT.txt"), CHI_THI.format(32).encode(), TEXT),
    )

    monkeypatch.setattr(Extractor, "unpack", lambda _self, _fetched: inside)
    with housed(archive, Manner()) as house:
        outcomes = tuple(taken(Fetched(Request("goi.zip"), b"PK", ZIP), house))
    assert [(one.path, one.verdict, one.secret) for one in outcomes] == [
        ("goi.zip!/a.txt", "kept", False),
        ("goi.zip!/b.txt", "refused", True),
        ("goi.zip!/MẬT.txt", "refused", True),
    ]


def test_a_container_that_cannot_be_opened_is_one_refusal(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_self: Extractor, _fetched: Fetched) -> tuple[Fetched, ...]:
        raise ExtractError("Tệp ZIP bị hỏng.", remedy="Tải lại.")

    monkeypatch.setattr(Extractor, "unpack", fails)
    with housed(archive, Manner()) as house:
        (outcome,) = taken(Fetched(Request("goi.zip"), b"PK", ZIP), house)
    assert (outcome.verdict, outcome.reason) == ("refused", "Tệp ZIP bị hỏng.")


def test_the_index_follows_when_it_is_told(archive: Archive, folder: Path) -> None:
    run_through(FolderSource([folder]).requests(), archive, Manner())
    index_up(archive)
    assert archive.engine.count() >= 3
    with archive.database.reading() as connection:
        assert documents.get(connection, "tinh-uy-lao-cai/chi-thi/2014/11-ct-tu") is not None


def test_things_are_stored_one_then_two_then_four_and_told_in_order(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for serial in range(14, 22):
        (folder / f"{serial}.txt").write_text(CHI_THI.format(serial), "utf-8")
    (folder / "15b.txt").write_text(SECRET, "utf-8")
    batches: list[int] = []
    stored = pipeline.stored

    def counted(ripe: Sequence[pipeline.Ripe], house: House) -> list[Outcome | Exception]:
        batches.append(len(ripe))
        return stored(ripe, house)

    monkeypatch.setattr(pipeline, "stored", counted)
    monkeypatch.setattr(pipeline, "_LONGEST", 600.0)
    report, _page = run_through(FolderSource([folder]).requests(), archive, Manner())
    assert batches == [1, 2, 3, 5]  # the refused one takes a place in the third
    assert [one.verdict for one in report.outcomes] == ["kept"] * 5 + ["refused"] + ["kept"] * 6
    assert [one.number for one in report.of("kept")] == [f"{serial}-CT/TU" for serial in range(11, 22)]


def test_a_thing_of_the_same_origin_waits_until_the_first_is_stored(archive: Archive, folder: Path) -> None:
    texts = {f"{serial}.txt": CHI_THI.format(serial) for serial in (1, 2, 3, 31)}

    def fetch(request: Request, *, max_bytes: int) -> Fetched:
        text = texts[request.origin]
        texts[request.origin] = text.replace("mỗi tháng một lần", "mỗi quý một lần")
        return Fetched(request, text.encode()[:max_bytes], TEXT)

    requests = [Request(one) for one in ("1.txt", "2.txt", "3.txt", "31.txt", "31.txt")]
    with housed(archive, Manner()) as house:
        report = ingest(requests, replace(house, fetch=fetch, together=50))
    assert [one.verdict for one in report.outcomes] == ["kept"] * 4 + ["revised"]
