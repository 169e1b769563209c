"""Kept bytes in the hands of other programs: `warcio check` finds them right, pywb serves a captured page.

pywb lives in an environment of its own (`make replay-tools`, requirements-replay.txt); `REPLAY_VENV` names another.
"""

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.capture import Captures, warc_files
from ingest.material import Fetched, PagePicture, Request

PAGE = "<html><body><p>Chỉ thị về sinh hoạt chi bộ</p></body></html>".encode()
NEWER = PAGE.replace(b"</p>", b", s\xe1\xbb\xada</p>")
URI = "http://vi.du/van-ban/1"
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Transfer-Encoding", "chunked"),
    ("X-Dòng", "không hợp lệ"),
    ("X-Line", "mot\r\nhai"),
    ("X-Note", "tệp đính kèm"),
)
PROJECT = Path(__file__).parents[3]
TOOLS = Path(os.environ.get("REPLAY_VENV", PROJECT / ".venv-replay"))


def keep(captures: Captures, payload: bytes, uri: str, time: str) -> None:
    captures.keep(Fetched(Request(uri), payload, "text/html", headers=HEADERS, status=200, captured_at=time))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files as an ingest and a crawl leave them: every kind of record, two files."""
    folder = tmp_path_factory.mktemp("ban-goc")
    with Captures(folder, roll_bytes=3000) as captures:
        keep(captures, PAGE, URI, "2026-01-02T12:00:00Z")
        keep(captures, PAGE, URI, "2026-02-02T12:00:00Z")
        keep(captures, NEWER, URI, "2026-03-02T12:00:00.250000Z")
        keep(captures, PAGE, "http://vi.du/ban-sao", "2026-04-02T12:00:00Z")
        captures.unchanged(Request(URI), headers=(("ETag", '"x"'),), captured_at="2026-05-02T12:00:00Z")
        ref = captures.keep(Fetched(Request("thư mục/a b.html", hints={"number": "1-CT/TU"}), b"x" * 90, "text/html"))
        captures.keep_pictures(ref, (PagePicture(1, "image/png", b"\x89PNG\r\n\x1a\n"),))
        captures.keep(
            Fetched(Request("http://vi.du/a.zip!/tờ trình.html"), b"<p>trong t\xe1\xbb\x87p</p>", "text/html")
        )
        captures.keep(Fetched(Request("rong.txt"), b"", "application/x-empty"))
    assert len(warc_files(folder)) > 1
    return folder


def test_warcio_check_finds_every_record_right(kept: Path) -> None:
    files = [str(kept / name) for name in warc_files(kept)]
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "no digest to check" not in done.stdout
    assert done.stdout.count("digest pass") == len(files) + 2 + 1 + 1 + 2 + 2  # see `kept`; revisits are not checked
    assert done.stdout.count("not checked (revisit)") == 3


# The port is the system's choice; pywb says other things on the same pipe.
_SERVER = """
from gevent.monkey import patch_all
patch_all()
from gevent.pywsgi import WSGIServer
from pywb.apps.frontendapp import FrontEndApp
server = WSGIServer(("127.0.0.1", 0), FrontEndApp(), log=None)
server.start()
print("PORT", server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture(scope="module")
def pywb(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """pywb over the kept files; its address."""
    if not (TOOLS / "bin" / "wb-manager").exists():
        if os.environ.get("CI"):
            pytest.fail(f"no pywb in {TOOLS}: run `make replay-tools`")
        pytest.skip(f"NOT PROVEN THAT ANOTHER TOOL REPLAYS: no pywb in {TOOLS}; run `make replay-tools`")
    folder = tmp_path_factory.mktemp("pywb")
    manager = str(TOOLS / "bin" / "wb-manager")
    files = [str(kept / name) for name in warc_files(kept)]
    for command in ([manager, "init", "kho"], [manager, "add", "kho", *files]):
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    python = str(TOOLS / "bin" / "python")
    with subprocess.Popen(
        [python, "-u", "-c", _SERVER], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        port = next((line.split()[1] for line in server.stdout if line.startswith("PORT")), "")
        yield f"http://127.0.0.1:{port}/kho/"
        server.kill()
    shutil.rmtree(folder)


def served(address: str) -> tuple[bytes, str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback, whatever proxies are set
    with opener.open(address, timeout=30) as answer:
        return answer.read(), answer.headers["Content-Type"]


@pytest.mark.parametrize(
    ("when", "uri", "payload"),
    [
        pytest.param("20260102120000", URI, PAGE, id="a response"),
        pytest.param("20260202120000", URI, PAGE, id="the same bytes once more"),
        pytest.param("20260302120000", URI, NEWER, id="other bytes later"),
        pytest.param("20260402120000", "http://vi.du/ban-sao", PAGE, id="the same bytes under another address"),
        pytest.param(
            "2026", "http://vi.du/a.zip!/t%E1%BB%9D%20tr%C3%ACnh.html", b"<p>trong t\xe1\xbb\x87p</p>", id="a resource"
        ),
    ],
)
def test_pywb_serves_the_very_bytes(pywb: str, when: str, uri: str, payload: bytes) -> None:
    body, kind = served(f"{pywb}{when}id_/{uri}")
    assert body == payload
    assert kind.startswith("text/html")


def test_pywb_has_no_page_that_was_not_captured(pywb: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        served(f"{pywb}2026id_/http://vi.du/khong-co")
