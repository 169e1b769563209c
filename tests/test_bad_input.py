"""Bad input through the command line: a clear sentence or a right result, status 0, 1 or 2, never a traceback."""

import io
import json
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive.commands import main
from tests.ingest.samples import pdf, with_part, word

CAP = 200_000
CHI_THI = (
    "TỈNH ỦY LÀO CAI\n*\nSố 47-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 11 tháng 11 năm 2014\nCHỈ THỊ\n"
    "về sinh hoạt chi bộ\n-----\nCác chi bộ trong tỉnh họp định kỳ mỗi tháng một lần.\nT/M BAN THƯỜNG VỤ\n(đã ký)"
)
PARAGRAPH = (
    "Các chi bộ trong toàn thị xã đã họp đủ kỳ và học Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai. " * 3
)


def html(body: str, title: str = "Tin của thị xã") -> bytes:
    head = f"<head><meta charset=utf-8><title>{title}</title></head>"
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>".encode()


def bomb() -> bytes:
    """A Word file of a few kilobytes that unpacks to a hundred megabytes."""
    space = (
        b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>"
    )
    return with_part(word(["giữ chỗ"]), "word/document.xml", space + b"A" * 100_000_000)


def program() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("chay.exe", b"MZ" + bytes(500))
    return out.getvalue()


REFUSED = {
    "rong.txt": (b"", "an empty file"),
    "trang.txt": (b" \n\t\n", "nothing to read"),
    "cut.docx": (word(["Một đoạn văn bản."] * 50)[:2000], "a Word file cut short"),
    "cut.pdf": (pdf([[(72, 700, "Chi bo hop")]])[:120], "a PDF cut short"),
    "lon.txt": ("dài ".encode() * CAP, "larger than the cap"),
    "nhi-phan.html": (bytes(range(256)) * 40, "a binary called a page"),
    "bom.docx": (bomb(), "a zip bomb"),
    "anh.pdf": (pdf([[], []]), "a PDF without text"),
    "nen.docx": (program(), "an archive called a Word file"),
}
KEPT = {
    "chi-thi.txt": (CHI_THI.encode(), "the good one among them"),
    "trang-that.pdf": (html(f"<p>{PARAGRAPH}</p>"), "a page with the ending of another type"),
    "nfd.txt": (unicodedata.normalize("NFD", CHI_THI.replace("47-CT", "48-CT")).encode(), "letters and marks apart"),
    "lan-lon.html": (html(f"<p>{PARAGRAPH}</p>") + "<p>th\xe0nh ph\xf3</p>".encode("latin-1"), "two encodings"),
    "chuong-trinh.html": (
        html(f"<script>alert('chạy')</script><p onclick='alert(2)'>{PARAGRAPH}</p><iframe src='x'></iframe>"),
        "a script",
    ),
    "so-khong.txt": (CHI_THI.replace("47-CT", "49-CT").replace("họp", "h\0ọp").encode(), "null bytes"),
    "tua.html": (
        html(f"<h1>Tựa có &lt;script&gt;alert(1)&lt;/script&gt; trong bài</h1><p>{PARAGRAPH}</p>"), "HTML in a title"),
}  # fmt: skip


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=given)


def calm(result: Result, *statuses: int) -> Result:
    assert result.exit_code in statuses, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("xau")


@pytest.fixture(scope="module")
def report(place: Path) -> dict[str, Any]:
    (place / "den").mkdir()
    for name, (payload, _) in (REFUSED | KEPT).items():
        (place / "den" / name).write_bytes(payload)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VANKIEN_MAX_FILE_BYTES", str(CAP))
        result = calm(run("ingest", "--archive", str(place / "kho"), "--json", str(place / "den")), 1)
    shape: dict[str, Any] = json.loads(result.stdout)
    return shape


@pytest.fixture
def kho(place: Path, report: dict[str, Any]) -> str:
    return str(place / "kho")


def entry(report: dict[str, Any], kind: str, name: str) -> dict[str, str]:
    (one,) = [one for one in report[kind] if Path(one["path"].split("!/")[0]).name == name]  # "a.zip!/b"
    found: dict[str, str] = one
    return found


def shown(kho: str, address: str) -> dict[str, Any]:
    shape: dict[str, Any] = json.loads(calm(run("show", "--archive", kho, "--json", address), 0).stdout)
    return shape


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [pytest.param(name, id=why) for name, (_, why) in REFUSED.items()])
def test_refused_with_a_reason_and_a_remedy(report: dict[str, Any], name: str) -> None:
    one = entry(report, "refused", name)
    assert one["reason"].endswith(".")
    assert one["remedy"]
    assert not any(word in one["reason"] for word in ("Error", "Lỗi của chương trình"))


def test_all_others_were_taken(report: dict[str, Any]) -> None:
    taken = {Path(one["path"]).name for kind in ("kept", "same", "revised") for one in report[kind]}
    assert taken == set(KEPT)
    assert len(report["refused"]) == len(REFUSED)


def test_a_refusal_says_what_the_cap_is(report: dict[str, Any]) -> None:
    one = entry(report, "refused", "lon.txt")
    assert "0.2 MB" in one["reason"]
    assert "max_file_bytes" in one["remedy"]


def test_letters_and_marks_apart_are_one_text(report: dict[str, Any], kho: str) -> None:
    shape = shown(kho, entry(report, "kept", "nfd.txt")["id"])
    assert shape["number"] == "48-CT/TU"
    assert unicodedata.is_normalized("NFC", shape["text"])


def test_null_bytes_are_gone_and_no_letter_with_them(report: dict[str, Any], kho: str) -> None:
    text = shown(kho, entry(report, "kept", "so-khong.txt")["id"])["text"]
    assert "\0" not in text
    assert "họp định kỳ" in text


def test_a_script_is_not_text(report: dict[str, Any], kho: str) -> None:
    text = shown(kho, entry(report, "kept", "chuong-trinh.html")["id"])["text"]
    assert "alert" not in text
    assert "đã họp đủ kỳ" in text


def test_html_in_a_title_is_words(report: dict[str, Any], kho: str) -> None:
    shape = shown(kho, entry(report, "kept", "tua.html")["id"])
    assert shape["title"] == "Tựa có <script>alert(1)</script> trong bài"


def test_the_text_before_the_foreign_bytes_is_whole(report: dict[str, Any], kho: str) -> None:
    kinds = [kind for kind in ("kept", "same") if any("lan-lon" in one["path"] for one in report[kind])]
    assert "đã họp đủ kỳ" in shown(kho, entry(report, kinds[0], "lan-lon.html")["id"])["text"]


# --- questions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("sinh hoạt chi bộ " * 600, id="ten thousand characters"),
        pytest.param("a" * 10_000, id="one word of ten thousand letters"),
        pytest.param('"sinh hoạt', id="an open quote"),
        pytest.param("((chi bộ) OR", id="brackets and operators"),
        pytest.param("chi\0bộ", id="a null byte"),
        pytest.param("<script>alert(1)</script>", id="HTML"),
        pytest.param("'; DROP TABLE works; --", id="SQL"),
        pytest.param("-", id="a dash"),
        pytest.param("   ", id="blanks"),
        pytest.param("47-CT/TU OR 1=1 * ? ~ ^ [", id="signs of other query languages"),
        pytest.param("\udc80chi bộ", id="half a letter, as a broken terminal gives it"),
    ],
)
def test_no_question_is_too_odd(kho: str, query: str) -> None:
    result = calm(run("search", "--archive", kho, "--json", "--", query), 0, 2)
    if result.exit_code == 0:
        assert json.loads(result.stdout)["total"] >= 0


def test_a_question_that_is_too_long_says_how_long_it_may_be(kho: str) -> None:
    result = calm(run("search", "--archive", kho, "sinh hoạt chi bộ " * 600), 2)
    assert "10200 ký tự, nhiều nhất là 1000" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param(["show", "99-CT/TU"], 1, id="a number nobody holds"),
        pytest.param(["show", "../../etc/passwd"], 1, id="a path for an address"),
        pytest.param(["cites", "\0"], 1, id="a null byte for an address"),
        pytest.param(["search", "--from", "hôm qua", "chi bộ"], 2, id="a word for a date"),
        pytest.param(["search", "--limit", "0", "chi bộ"], 2, id="no results wanted"),
        pytest.param(["search"], 2, id="no question"),
    ],
)
def test_wrong_use_is_told_by_its_status(kho: str, arguments: list[str], status: int) -> None:
    result = calm(run(arguments[0], "--archive", kho, *arguments[1:]), status)
    assert result.output.strip()


# --- loose texts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "status"),
    [
        pytest.param(b"", 0, id="nothing"),
        pytest.param(b"\xff\xfe\x00\x01", 2, id="no UTF-8"),
        pytest.param("Chỉ thị số 47-CT/TU\0".encode(), 0, id="a null byte"),
        pytest.param(unicodedata.normalize("NFD", "Chỉ thị số 47-CT/TU").encode(), 0, id="letters and marks apart"),
        pytest.param(b"(" * 50_000, 0, id="fifty thousand brackets"),
        pytest.param("Chỉ thị số 47-CT/TU, ".encode() * 500, 0, id="five hundred references"),
    ],
)
def test_citations_of_odd_texts(given: bytes, status: int) -> None:
    result = calm(run("cite", "-", "--json", given=given), status)
    if status:
        assert "UTF-8" in result.stderr
    else:
        assert isinstance(json.loads(result.stdout), list)


def test_as_people_start_it(place: Path) -> None:
    command = [sys.executable, "-c", "from archive.commands import main; main()", "ingest", str(place / "khong-co")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=place)
    assert done.returncode == 1
    assert done.stderr.startswith("Lỗi: Không có tệp hay thư mục")
    assert not (place / "var").exists()
