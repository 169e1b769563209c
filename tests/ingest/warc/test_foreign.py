"""What WARC files of other crawlers give: every capture that may be a document, each other one with its reason."""

import base64
import gzip
import hashlib
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from archive.errors import SourceError
from ingest.capture import Captures
from ingest.material import Fetched, Request
from ingest.sources.warc import WarcSource
from tests.ingest.warc.making import record, response, written

PAGE = "<html><body><p>Tỉnh ủy họp bàn về sinh hoạt chi bộ.</p></body></html>".encode()
URI = "http://vi.du/tin/1.html"
HTML = "Content-Type: text/html; charset=utf-8"


def sha1(block: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()


def given(*paths: Path, max_bytes: int = 100_000) -> list[tuple[str, Fetched | str]]:
    """Each capture with what it gives, or why it is refused."""
    source = WarcSource([Request(path.as_posix(), path) for path in paths])
    found: list[tuple[str, Fetched | str]] = []
    for request in list(source.requests()):
        try:
            found.append((request.origin, source.fetch(request, max_bytes=max_bytes)))
        except SourceError as error:
            found.append((request.origin, error.message if error.remedy else "không có cách sửa"))
    return found


def only(found: list[tuple[str, Fetched | str]]) -> Fetched:
    ((_, one),) = found
    assert isinstance(one, Fetched), one
    return one


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "khong-co-duoi"])
@pytest.mark.parametrize("version", ["WARC/1.0", "WARC/1.1", "WARC/0.18"])
def test_a_response_is_a_page_with_its_answer_and_its_time(tmp_path: Path, name: str, version: str) -> None:
    path = written(
        tmp_path / name, [record("warcinfo", b"software: x\r\n"), response(URI, PAGE, HTML, version=version)]
    )
    one = only(given(path))
    assert (one.request.origin, one.payload, one.media_type, one.status) == (URI, PAGE, "text/html", 200)
    assert (one.headers, one.captured_at) == ((("Content-Type", "text/html; charset=utf-8"),), "2025-03-04T05:06:07Z")


def test_encodings_are_taken_off(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE)
    chunks = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    one = only(
        given(
            written(
                tmp_path / "a.warc.gz",
                [response(URI, chunks, HTML, "Transfer-Encoding: chunked", "Content-Encoding: gzip")],
            )
        )
    )
    assert one.payload == PAGE


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(record("warcinfo", b"software: x"), id="about the file"),
        pytest.param(record("request", b"GET / HTTP/1.1\r\n\r\n", uri=URI), id="what was asked"),
        pytest.param(record("metadata", b"via: x", uri=URI), id="a note of the crawler"),
        pytest.param(
            record("metadata", b"x", uri="metadata://gnu.org/software/wget/warc/MANIFEST.txt"), id="wget's list"
        ),
        pytest.param(record("resource", b"x", uri="metadata://gnu.org/software/wget/warc/wget.log"), id="wget's log"),
        pytest.param(record("response", b"20250304 10.0.0.1", uri="dns:vi.du"), id="an answer of the DNS"),
        pytest.param(record("conversion", PAGE, uri=URI), id="made from another record"),
        pytest.param(
            response("http://vi.du/robots.txt", b"User-agent: *", "Content-Type: text/plain"), id="robots.txt"
        ),
        pytest.param(response("http://vi.du/a", b"p{}", "Content-Type: text/css"), id="a style"),
        pytest.param(response("http://vi.du/a", b"x()", "content-type: text/javascript; x=y"), id="a script"),
        pytest.param(response("http://vi.du/a", b"wOFF", "Content-Type: font/woff2"), id="a font"),
        pytest.param(response("http://[vi.du/a", PAGE, HTML), id="no address"),
    ],
)
def test_what_is_no_document_is_passed_over(tmp_path: Path, one: bytes) -> None:
    assert only(given(written(tmp_path / "a.warc.gz", [one, response(URI, PAGE, HTML)]))).request.origin == URI


@pytest.mark.parametrize(
    ("one", "said"),
    [
        pytest.param(response(URI, PAGE, HTML, status="404 Not Found"), "Máy chủ trả lời 404", id="not found"),
        pytest.param(response(URI, b"", "Location: /b", status="301 Moved"), "Máy chủ trả lời 301", id="moved"),
        pytest.param(response(URI, PAGE, HTML, status="503 Busy"), "Máy chủ trả lời 503", id="busy"),
        pytest.param(response(URI, PAGE, "Content-Length: 9999"), "cắt cụt", id="shorter than its server told"),
        pytest.param(response(URI, PAGE, HTML, WARC_Truncated="length"), "cắt cụt", id="said to be cut short"),
        pytest.param(response(URI, PAGE, HTML, WARC_Segment_Number="1"), "nhiều bản ghi", id="parted"),
        pytest.param(response(URI, PAGE, "Content-Encoding: br"), "“br”", id="packed in a manner that is not read"),
        pytest.param(response(URI, PAGE, WARC_Block_Digest=sha1(b"x")), "sai mã kiểm tra", id="changed since"),
        pytest.param(response(URI, b"x" * 200_000), "quá giới hạn", id="too large"),
        pytest.param(
            response(URI, gzip.compress(b"x" * 200_000), "Content-Encoding: gzip"), "quá giới hạn", id="a bomb"
        ),
        pytest.param(
            record("revisit", b"", uri=URI, WARC_Refers_To="<urn:uuid:1>"),
            "lặp lại một bản khác",
            id="of a missing one",
        ),
    ],
)
def test_what_is_no_whole_page_is_refused_with_its_reason(tmp_path: Path, one: bytes, said: str) -> None:
    ((first, why), (second, page)) = given(
        written(tmp_path / "a.warc.gz", [one, response("http://vi.du/2", PAGE, HTML)])
    )
    assert first == URI
    assert isinstance(why, str)
    assert said in why
    assert (second, isinstance(page, Fetched)) == ("http://vi.du/2", True)


@pytest.mark.parametrize(
    "digest",
    [
        pytest.param(sha1, id="sha1 in base 32"),
        pytest.param(lambda block: "sha256:" + hashlib.sha256(block).hexdigest(), id="sha256 in hexadecimal"),
        pytest.param(lambda block: "SHA-1:" + sha1(block)[5:].lower(), id="in other letters"),
        pytest.param(lambda _: "blake3:xyz", id="one that is not known says nothing"),
        pytest.param(lambda _: "sha1:không", id="one that is none says nothing"),
    ],
)
def test_right_digests_are_right(tmp_path: Path, digest: object) -> None:
    block = b"HTTP/1.1 200 OK\r\n\r\n" + PAGE
    told = digest(block)  # type: ignore[operator]
    path = written(tmp_path / "a.warc", [record("response", block, uri=URI, WARC_Block_Digest=told)])
    assert only(given(path)).payload == PAGE


@pytest.mark.parametrize(
    "refers",
    [
        pytest.param({"WARC_Refers_To": "<urn:uuid:1>"}, id="by the record's id"),
        pytest.param(
            {"WARC_Refers_To_Target_URI": URI, "WARC_Refers_To_Date": "2025-03-04T05:06:07Z"}, id="by target and time"
        ),
        pytest.param({"WARC_Payload_Digest": "sha1:ABC"}, id="by the digest alone, as older programs do"),
    ],
)
@pytest.mark.parametrize("status", ["200 OK", "304 Not Modified"])
def test_a_revisit_leads_to_the_bytes_in_any_file(tmp_path: Path, refers: dict[str, str], status: str) -> None:
    first = response(URI, PAGE, HTML, WARC_Record_ID="<urn:uuid:1>", WARC_Payload_Digest="sha1:ABC")
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nX-Seen: 2\r\n\r\n".encode()
    again = record("revisit", head, uri="http://vi.du/b", length=None, WARC_Truncated="length", **refers)
    (_, (origin, page)) = given(written(tmp_path / "1.warc.gz", [first]), written(tmp_path / "2.warc", [again]))
    assert isinstance(page, Fetched)
    assert (origin, page.payload, page.status) == ("http://vi.du/b", PAGE, 200)
    assert ("X-Seen", "2") in page.headers


def test_of_a_damaged_file_what_is_whole_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path / "a.warc.gz", [response(f"http://vi.du/{n}", PAGE, HTML) for n in range(3)])
    path.write_bytes(path.read_bytes()[:-30])
    *pages, (origin, why) = given(path)
    assert [(uri, isinstance(page, Fetched)) for uri, page in pages] == [
        ("http://vi.du/0", True),
        ("http://vi.du/1", True),
    ]
    assert origin == path.as_posix()
    assert "không đọc tiếp được từ byte" in str(why)


def test_records_packed_together_are_one_refusal_after_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(response("http://vi.du/0", PAGE) + response("http://vi.du/1", PAGE)))
    ((_, first), (_, why)) = given(path)
    assert isinstance(first, Fetched)
    assert "nén gộp" in str(why)


def test_other_files_of_the_run_go_through_unchanged(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    one = only(given(tmp_path / "a.html"))
    assert (one.request.origin, one.status, one.payload) == ((tmp_path / "a.html").as_posix(), 0, PAGE)


def test_the_archives_own_files_come_with_origin_and_hints(tmp_path: Path) -> None:
    asked = Request("thư mục/tờ trình.html", hints={"number": "12-TTr/TU"})
    with Captures(tmp_path / "warc") as captures:
        ref = captures.keep(Fetched(asked, PAGE, "text/html"))
    one = only(given(tmp_path / "warc" / ref.warc_file))
    assert (one.request.origin, dict(one.request.hints)) == (asked.origin, asked.hints)
    assert (one.status, one.payload, one.captured_at) == (0, PAGE, ref.captured_at)


# --- what wget writes ------------------------------------------------------------------------------------------------


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(
        "<html><head><meta charset=utf-8><link rel=stylesheet href=a.css></head><body><p>Trang đầu.</p>"
        "<a href=b.html>b</a> <a href=khong.html>c</a></body></html>",
        "utf-8",
    )
    (folder / "b.html").write_bytes(PAGE)
    (folder / "a.css").write_text("p{}", "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("packing", [(), ("--no-warc-compression",)])
def test_what_wget_wrote_is_taken(tmp_path: Path, site: str, packing: tuple[str, ...]) -> None:
    wget = shutil.which("wget")
    if wget is None:
        pytest.skip("wget is not installed (debian-packages.txt)")
    command = [wget, "-q", "-r", "-l2", "-P", str(tmp_path / "ra"), f"--warc-file={tmp_path / 'w'}", *packing]
    done = subprocess.run([*command, f"{site}/index.html"], check=False, timeout=60)
    assert done.returncode == 8  # one page was not found
    (path,) = tmp_path.glob("w.warc*")
    found = dict(given(path))
    assert set(found) == {f"{site}/index.html", f"{site}/b.html", f"{site}/khong.html"}
    page = found[f"{site}/b.html"]
    assert isinstance(page, Fetched)
    assert (page.payload, page.status, page.media_type) == (PAGE, 200, "text/html")
    assert "404" in str(found[f"{site}/khong.html"])
