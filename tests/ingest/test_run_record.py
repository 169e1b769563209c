"""The record of a run: every outcome as a line, a page for people, and no name of what was refused for secrecy."""

import json
from datetime import UTC, datetime
from pathlib import Path

from ingest.report import Outcome, report_of
from ingest.run_record import RunRecord, page_of

KEPT = Outcome("den/a.txt", "kept", id="tinh-uy-lao-cai/chi-thi/2014/47-ct-tu", number="47-CT/TU")
REFUSED = Outcome("den/<b>.bin", "refused", reason="Không rõ loại.", remedy="Nạp bản khác.")
SECRET = Outcome("den/12-KH-TU_Mat.docx", "refused", reason="Mang dấu “Mật”.", remedy="Quản lý riêng.", secret=True)


def moment() -> datetime:
    return datetime(2026, 11, 22, 10, 15, tzinfo=UTC)


def recorded(folder: Path, *outcomes: Outcome, stopped: bool = False) -> tuple[list[dict[str, object]], str]:
    with RunRecord(folder, command="ingest", now=moment) as record:
        for outcome in outcomes:
            record.add(outcome)
        page = record.finish(report_of(outcomes, seconds=1.5, stopped=stopped))
    return [json.loads(line) for line in record.path.read_text("utf-8").splitlines()], page.read_text("utf-8")


def test_a_line_for_each_thing_between_the_beginning_and_the_end(tmp_path: Path) -> None:
    lines, _page = recorded(tmp_path, KEPT, REFUSED)
    assert lines[0] == {"run": "ingest", "begun": "2026-11-22T10:15:00Z"}
    assert lines[1] == {
        "at": "2026-11-22T10:15:00Z",
        "verdict": "kept",
        "path": "den/a.txt",
        "id": "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu",
        "number": "47-CT/TU",
    }
    assert (lines[2]["reason"], lines[2]["remedy"]) == ("Không rõ loại.", "Nạp bản khác.")
    assert lines[-1] == {
        "ended": "2026-11-22T10:15:00Z",
        "seconds": 1.5,
        "stopped": False,
        "kept": 1,
        "same": 0,
        "revised": 0,
        "refused": 1,
    }


def test_nothing_tells_the_name_of_what_was_refused_for_secrecy(tmp_path: Path) -> None:
    lines, page = recorded(tmp_path, SECRET)
    for written in (json.dumps(lines, ensure_ascii=False), page):
        assert "12-KH" not in written
        assert "không ghi tên" in written


def test_the_page_is_escaped_and_names_every_remedy(tmp_path: Path) -> None:
    _lines, page = recorded(tmp_path, KEPT, REFUSED)
    assert "den/&lt;b&gt;.bin" in page
    assert "<b>" not in page
    assert "Nạp bản khác." in page
    assert '<html lang="vi">' in page


def test_a_stopped_run_says_so(tmp_path: Path) -> None:
    lines, page = recorded(tmp_path, KEPT, stopped=True)
    assert lines[-1]["stopped"] is True
    assert "đã dừng" in page


def test_two_runs_in_one_second_have_two_records(tmp_path: Path) -> None:
    with (
        RunRecord(tmp_path, command="ingest", now=moment) as one,
        RunRecord(tmp_path, command="ingest", now=moment) as two,
    ):
        assert one.path.name == "2026-11-22T101500Z-ingest.jsonl"
        assert two.path.name == "2026-11-22T101500Z-ingest-2.jsonl"


def test_a_long_table_is_cut_and_says_so() -> None:
    many = [Outcome(f"{count}.txt", "kept") for count in range(2_001)]
    assert "2000 dòng đầu trên 2001" in page_of(report_of(many, seconds=1), title="x")
