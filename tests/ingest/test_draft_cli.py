"""`vankien draft`: every kind of file is read, secrets are refused unread, and nothing of a draft is kept anywhere."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive import commands
from archive.accession import load_catalogue
from archive.store.database import open_database
from archive.works.catalogue import catalogue
from tests.ingest.samples import pdf, with_part, word

PROJECT = Path(__file__).parents[2]
GOOD = "Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị"
ENDED = "Quy định số 66-QĐ/TW, ngày 06/02/2017 của Ban Bí thư"
MISDATED = "Chỉ thị số 10-CT/TW, ngày 30/3/2008 của Ban Bí thư"
UNKNOWN = "Quyết định số 9999-QĐ/TU của Tỉnh ủy Lào Cai"
DRAFT = f"Căn cứ {GOOD};\nThực hiện {MISDATED}, chi bộ họp đúng kỳ.\nTheo {UNKNOWN}."
SECRET = "kế hoạch phòng thủ đồi Vắng Vẻ"


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The command under its name, whether or not the package was installed again since it got one, and no archive.

    Where the site was opened from this folder before, the archive of the settings is there.
    """
    monkeypatch.setenv("VANKIEN_ARCHIVE_DIR", str(tmp_path / "no-archive"))
    entry = EntryPoint("draft", "ingest.draft_cli:draft", commands.GROUP)
    monkeypatch.setattr(commands, "_registered", lambda: {"draft": entry})


def run(*arguments: object, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(commands.main, ["draft", *(str(one) for one in arguments)], input=given)


def shape(*arguments: object, given: str | bytes | None = None) -> dict[str, Any]:
    result = run("--json", "--on", "2026-11-22", *arguments, given=given)
    assert result.exit_code in (0, 1), result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def states(found: dict[str, Any]) -> list[str]:
    return [one["state"] for one in found["works"]]


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("du-thao.txt", DRAFT.encode, id="plain text"),
        pytest.param("du-thao.docx", lambda: word(DRAFT.split("\n")), id="Word"),
        pytest.param(
            "du-thao.html",
            (
                "<html><body><main>" + "".join(f"<p>{line}</p>" for line in DRAFT.split("\n")) + "</main></body></html>"
            ).encode,
            id="a page",
        ),
    ],
)
def test_a_draft_of_any_kind_is_checked(tmp_path: Path, name: str, payload: Callable[[], bytes]) -> None:
    (tmp_path / name).write_bytes(payload())
    assert states(shape(tmp_path / name)) == ["missing", "wrong-date", "missing"]


def test_a_pdf_is_read_by_its_text_layer(tmp_path: Path) -> None:
    lines = [(72.0, 700.0 - 20 * n, "Theo 66-QD/TW va 10-CT/TW cua trung uong") for n in range(4)]
    (tmp_path / "a.pdf").write_bytes(pdf([lines]))
    numbers = {one["candidates"][0]["number"] for one in shape(tmp_path / "a.pdf")["works"]}
    assert numbers == {"66-QĐ/TW", "10-CT/TW"}


def test_standard_input_and_a_list_of_numbers() -> None:
    found = shape("-", given="47 ct tu\n66-QĐ/TW\nrau muống\n")
    assert [one["findings"][0]["words"] for one in found["works"]] == ["47 ct tu", "66-QĐ/TW"]
    assert len(found["unread"]) == 1


def test_every_line_of_a_plain_text_counts() -> None:
    text = f"Trang chủ\nTin mới\n{GOOD}\nBình luận\nNguồn: {UNKNOWN}"
    assert shape("-", given=text)["total"] == 2


def test_the_status_is_0_when_all_is_fine_and_1_when_something_is_to_be_looked_at() -> None:
    assert run("-", given=f"Căn cứ {GOOD}.").exit_code == 0
    assert run("-", given=f"Căn cứ {MISDATED}.").exit_code == 1
    assert run("-", given="Chi bộ họp mỗi tháng một kỳ.").exit_code == 0


def test_for_people_it_says_what_is_held_and_how_to_write_it() -> None:
    said = run("--on", "2026-11-22", "-", given=DRAFT).stdout
    assert said.startswith("3 viện dẫn, 3 văn bản; 2 nên xem lại (tính đến ngày 22/11/2026).")
    assert "“10-CT/TW” (dòng 2): nên kiểm tra lại ngày" in said
    assert "Cách ghi đầy đủ: Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư về " in said
    assert "“9999-QĐ/TU” (dòng 3): không tìm thấy" in said


def test_an_archive_is_asked_where_one_is_given(tmp_path: Path) -> None:
    with open_database(tmp_path / "vankien.sqlite", create=True) as database:
        load_catalogue(database, catalogue())
    found = shape("--archive", tmp_path, "-", given=DRAFT)
    assert states(found) == ["missing", "wrong-date", "missing"]
    assert found["works"][0]["held"]["id"].endswith("57-nq-tw")
    assert states(shape("--archive", tmp_path, "-", given=ENDED)) == ["ended"]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        pytest.param("2026-11-22", "ended", id="after 399-QĐ/TW"),
        pytest.param("2025-12-31", "missing", id="before it; the text is not held"),
    ],
)
def test_what_has_no_effect_any_more_is_told_by_the_day(day: str, state: str) -> None:
    found = json.loads(run("--json", "--on", day, "-", given=f"Căn cứ {ENDED}.").stdout)
    assert (states(found), found["on"]) == ([state], day)


def test_an_archive_that_is_not_there_is_a_refusal(tmp_path: Path) -> None:
    result = run("--archive", tmp_path / "khong-co", "-", given=DRAFT)
    assert result.exit_code == 1
    assert result.stderr.startswith("Lỗi: ")


def test_a_drafts_own_number_is_no_citation() -> None:
    text = (
        "TỈNH ỦY LÀO CAI\n*\nSố 47-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 11 tháng 11 năm 2014\nCHỈ THỊ\n"
        f"về sinh hoạt chi bộ\n-----\nCăn cứ {GOOD}, Tỉnh ủy yêu cầu các chi bộ họp định kỳ.\n"
        "T/M BAN THƯỜNG VỤ\n(đã ký)"
    )
    assert shape("-", given=text)["total"] == 1


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("a.txt", f"MẬT\nBáo cáo về {SECRET}; căn cứ {GOOD}".encode, id="a line of text"),
        pytest.param("a.docx", lambda: word([f"Báo cáo về {SECRET}"], header="TỐI MẬT"), id="a running head"),
        pytest.param("Mật - ke hoach.txt", SECRET.encode, id="the name of the file"),
    ],
)
def test_a_secret_draft_is_refused_with_nothing_of_its_text(
    tmp_path: Path, name: str, payload: Callable[[], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / name).write_bytes(payload())
    result = run(tmp_path / name)
    assert result.exit_code == 1
    assert "ật”" in result.stderr
    assert result.stdout == ""
    assert SECRET not in result.output
    assert "57-NQ/TW" not in result.output
    assert caplog.records == []


@pytest.mark.parametrize(
    ("name", "payload", "status", "said"),
    [
        pytest.param("khong-co.txt", None, 2, "Không đọc được tệp", id="not there"),
        pytest.param("a.docx", lambda: with_part(word(["x"]), "word/document.xml", b"<"), 1, "Lỗi: ", id="damaged"),
        pytest.param("a.txt", lambda: b"", 1, "Lỗi: ", id="empty"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(
    tmp_path: Path, name: str, payload: Callable[[], bytes] | None, status: int, said: str
) -> None:
    if payload:
        (tmp_path / name).write_bytes(payload())
    result = run(tmp_path / name)
    assert (result.exit_code, said in result.stderr) == (status, True)


# --- nothing is kept -------------------------------------------------------------------------------------------------

# Every process of the run is watched: whoever opens a file for writing dies, and the run is no success any more.
WATCH = """
import os, sys
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
MADE = {"os.mkdir", "os.rename", "os.link", "os.symlink", "tempfile.mkstemp", "tempfile.mkdtemp", "shutil.copyfile"}
def watch(event, args):
    if event == "open":
        path, mode, flags = args
        written = set(mode or "") & set("wax+") or (mode is None and (flags or 0) & WRITES)
        if written and not isinstance(path, int) and str(path) != os.devnull:
            os._exit(97)
    elif event in MADE:
        os._exit(98)
sys.addaudithook(watch)
"""


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("a.txt", DRAFT.encode, id="plain text"),
        pytest.param("a.docx", lambda: word(DRAFT.split("\n")), id="Word, in the process of its own"),
        pytest.param("a.pdf", lambda: pdf([[(72.0, 700.0, "Theo 66-QD/TW va 10-CT/TW")] * 3]), id="PDF"),
    ],
)
def test_no_process_writes_anything(tmp_path: Path, name: str, payload: Callable[[], bytes]) -> None:
    watch, home = tmp_path / "watch", tmp_path / "home"
    watch.mkdir()
    home.mkdir()
    (watch / "sitecustomize.py").write_text(WATCH, "utf-8")
    (tmp_path / name).write_bytes(payload())
    told = {"PYTHONPATH": os.pathsep.join([str(watch), str(PROJECT)]), "PYTHONDONTWRITEBYTECODE": "1"}
    places = {
        "HOME": str(home),
        "TMPDIR": str(home),
        "XDG_CACHE_HOME": str(home),
        "VANKIEN_ARCHIVE_DIR": str(home / "k"),
    }
    code = "import click; from ingest.draft_cli import draft; draft(['--json', *__import__('sys').argv[1:]])"
    result = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / name)],
        cwd=home,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"} | told | places,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert result.returncode == 1, result.stderr.decode()
    assert json.loads(result.stdout)["total"] >= 2
    assert list(home.iterdir()) == []


def test_the_watch_sees_a_write(tmp_path: Path) -> None:
    code = WATCH + f"\nopen({str(tmp_path / 'x')!r}, 'w')"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 97


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        run("-", given=DRAFT)
    assert [record for record in caplog.records if "TW" in record.getMessage()] == []
