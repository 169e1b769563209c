"""The reading process and the table of types: every bad file costs one refusal and the next one is read."""

import gzip
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from archive.errors import ArchiveError, ExtractError, SourceError
from ingest.extract import Extractor, Limits, extract
from ingest.extract.recognise_image import png
from ingest.material import Extracted, Fetched
from ingest.normalise import normalise
from tests.ingest.samples import fetched, pdf, with_part, word

_GOOD = fetched("Nghị quyết số 01-NQ/TU.\n\nNội dung của nghị quyết.".encode(), "tot.txt")


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    made = Extractor(seconds=20, memory_mb=1_500)
    yield made
    made.close()


_BAD: list[tuple[str, Fetched, str]] = [
    ("empty", fetched(b""), "rỗng"),
    ("blank", fetched(b" \n\t\n"), "không có chữ"),
    ("binary as a page", fetched(bytes(range(256)) * 20, "anh.html"), "nhị phân"),
    ("word cut short", fetched(word(["x" * 3000])[:9000], "a.docx"), "cắt cụt"),
    ("pdf cut short", fetched(pdf([[(72, 700, "x")]])[:300], "a.pdf"), "cắt cụt"),
    ("pdf without text", fetched(pdf([[]]), "a.pdf"), "lớp chữ"),
    ("gzip cut short", fetched(gzip.compress(b"x" * 999)[:20], "a.gz"), "GZIP"),
    ("bomb", fetched(with_part(word(["x"]), "word/media/a.bin", b"\0" * 60_000_000), "a.docx"), "bất thường"),
    ("old word", fetched(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc"), "Office đời cũ bị hỏng"),
    ("picture", fetched(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a.pdf"), "ảnh"),
    ("records", fetched(b'{"text": "x"}\n', "a.jsonl"), "JSONL"),
    ("notes", fetched("# Ghi chú\n\nVăn bản".encode(), "README.md"), "Markdown"),
]


@pytest.mark.parametrize(("file", "reason"), [row[1:] for row in _BAD], ids=[row[0] for row in _BAD])
def test_bad_files_are_refused_for_a_true_reason(extractor: Extractor, file: Fetched, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason) as caught:
        extractor.extract(file)
    assert caught.value.remedy
    assert extractor.extract(_GOOD).pieces[1].text == "Nội dung của nghị quyết."


@pytest.mark.parametrize(
    "file",
    [
        _GOOD,
        fetched(word(["CHỈ THỊ", "Nội dung."]), "sai-duoi.html"),
        fetched(pdf([[(72, 700, "Noi dung van ban.")]]), "a.pdf"),
        fetched("<!DOCTYPE html><title>x</title><p>Nội dung của trang này.</p>".encode(), "a.html"),
        fetched(b"Noi\x00 dung van ban \x00 co byte rong, mot cau du dai de doc.", "null.txt"),
    ],
    ids=["text", "word under a page's name", "pdf", "page", "null bytes"],
)
def test_the_process_gives_what_the_readers_give(extractor: Extractor, file: Fetched) -> None:
    assert extractor.extract(file) == extract(file)
    assert "\x00" not in normalise(extract(file)).text


def test_a_wrong_ending_is_noted(extractor: Extractor) -> None:
    assert "đuôi .html" in extractor.extract(fetched(word(["Nội dung."]), "a.html")).meta["note"]


def test_a_file_over_the_limit_never_travels() -> None:
    with Extractor(max_bytes=10) as small, pytest.raises(SourceError, match="quá giới hạn"):
        small.extract(_GOOD)
    with pytest.raises(SourceError, match="quá giới hạn"):
        extract(_GOOD, Limits(max_bytes=10))


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    page = fetched(b"<p>" + b"<div><p>Mot doan van kha dai, co dau phay, de doc.</p>" * 120_000, "lau.html")
    with Extractor(seconds=0.1) as hasty:
        with pytest.raises(ExtractError, match=r"quá 0\.1 giây"):
            hasty.extract(page)
        hasty.limits = Limits(seconds=20)
        assert hasty.extract(_GOOD).pieces


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    page = fetched(b"<p>" + b"<b>x</b><i>y</i>" * 400_000, "to.html")
    with Extractor(seconds=60, memory_mb=220) as small:
        with pytest.raises(ArchiveError, match=r"bộ nhớ|dừng giữa chừng"):
            small.extract(page)
        assert small.extract(_GOOD).pieces


def test_a_process_killed_from_outside_is_started_again(extractor: Extractor) -> None:
    extractor.extract(_GOOD)
    process = extractor._process
    assert process is not None
    process.kill()
    process.wait()
    assert extractor.extract(_GOOD).pieces


# --- several files in one go ----------------------------------------------------------------------------------------


def _named(at: int) -> Fetched:
    return fetched(f"Nghị quyết số {at:02}-NQ/TU.\n\nNội dung thứ {at}.".encode(), f"{at}.txt")


def test_files_in_one_go_are_answered_each_by_itself_and_in_order(extractor: Extractor) -> None:
    files = [_named(1), fetched(b""), _named(2), fetched(b"%PDF-1.4 hong", "a.pdf"), _named(3)]
    read = extractor.extract_all(files)
    assert [type(one) for one in read] == [Extracted, ExtractError, Extracted, ExtractError, Extracted]
    assert [one for one in read if isinstance(one, Extracted)] == [extract(files[at]) for at in (0, 2, 4)]


def test_many_files_are_more_than_the_pipes_hold(extractor: Extractor) -> None:
    files = [fetched(f"Chỉ thị số {at}-CT/TU.\n\n{'Nội dung của chỉ thị. ' * 9000}".encode()) for at in range(12)]
    assert [one.pieces[0].text for one in extractor.extract_all(files) if isinstance(one, Extracted)] == [
        f"Chỉ thị số {at}-CT/TU." for at in range(12)
    ]


def test_a_file_that_kills_the_process_costs_only_itself_among_others() -> None:
    greedy = fetched(b"<p>" + b"<b>x</b><i>y</i>" * 100_000, "to.html")
    with Extractor(seconds=60, memory_mb=220) as small:
        first, died, third = small.extract_all([_named(1), greedy, _named(2)])
    assert isinstance(first, Extracted)
    assert isinstance(died, ArchiveError)
    assert isinstance(third, Extracted)


def test_a_file_over_the_limit_does_not_hold_up_the_others() -> None:
    with Extractor(max_bytes=60) as small:
        over, read = small.extract_all([fetched(b"x" * 61), _named(1)])
    assert isinstance(over, SourceError)
    assert isinstance(read, Extracted)


_LIAR = """
import sys, json, time
from ingest.extract.serving import receive, send
whole = {{"pieces": [["xong", "paragraph", 0, 0, 1.0]], "meta": {{}}, "dropped": {{}}, "aside": [],
         "derivation": None, "pictures": [], "payloads": 0}}
while (head := receive(sys.stdin.buffer)) is not None:
    if receive(sys.stdin.buffer) == b"xau":
        sys.stdout.buffer.write({said})
        sys.stdout.buffer.flush()
        time.sleep(60 if {hangs} else 0)
        sys.exit()
    send(sys.stdout.buffer, json.dumps(whole).encode())
"""


@pytest.mark.parametrize(
    ("said", "hangs"),
    [
        pytest.param("b''", 0, id="nothing"),
        pytest.param("b'\\0\\0\\0'", 0, id="half a length"),
        pytest.param("b'\\x7f' + b'\\xff' * 7 + b'x' * 9", 1, id="a length that nothing has"),
        pytest.param("(4).to_bytes(8) + b'{{{{{{{{'", 1, id="no JSON"),
        pytest.param("(1).to_bytes(8) + b'\\xff'", 1, id="no letters"),
        pytest.param("(1).to_bytes(8) + b'7'", 1, id="no object"),
        pytest.param("(99000).to_bytes(8) + b'[' * 99000", 1, id="JSON of great depth"),
        pytest.param("(2).to_bytes(8) + b'{{}}'", 1, id="without its fields"),
        pytest.param("(26).to_bytes(8) + b'{{\"payloads\":999999999999}} '", 0, id="bytes announced that never come"),
        pytest.param("(16).to_bytes(8) + b'{{\"payloads\": 0 }}'", 1, id="an answer without pieces"),
    ],
)
def test_what_is_no_answer_costs_its_own_file_only(monkeypatch: pytest.MonkeyPatch, said: str, hangs: int) -> None:
    _lying(monkeypatch, said, hangs)
    with Extractor(seconds=30) as one:
        first, bad, third = one.extract_all([_named(1), fetched(b"xau"), _named(2)])
    assert [type(read) for read in (first, bad, third)] == [Extracted, ExtractError, Extracted]
    assert isinstance(bad, ExtractError)
    assert "dừng giữa chừng" in bad.message


def _lying(monkeypatch: pytest.MonkeyPatch, said: str, hangs: int) -> None:
    """Let a process answer every file but one as it should."""
    script = _LIAR.replace("{said}", said).replace("{hangs}", str(hangs)).replace("{{", "{").replace("}}", "}")

    def started(_limits: Limits) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )

    monkeypatch.setattr("ingest.extract.worker._start", started)


def test_a_late_file_costs_only_itself_among_others(monkeypatch: pytest.MonkeyPatch) -> None:
    _lying(monkeypatch, "b''", 1)
    with Extractor(seconds=20) as one:
        one.extract(_GOOD)  # the process is there
        one.limits = Limits(seconds=0.4)
        first, late, third = one.extract_all([_named(1), fetched(b"xau"), _named(2)])
    assert isinstance(first, Extracted)
    assert isinstance(late, ExtractError)
    assert "quá 0.4 giây" in late.message
    assert isinstance(third, Extracted | ExtractError)  # a process is started anew, which may take its time


def test_a_refusal_of_another_kind_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.extract.worker._ERRORS", {})
    with Extractor(seconds=30) as one:
        empty, read = one.extract_all([fetched(b""), _named(1)])
    assert isinstance(empty, ExtractError)
    assert "rỗng" in empty.message
    assert isinstance(read, Extracted)


# --- pages that are recognised ---------------------------------------------------------------------------------------

_PROCESS = """
import sys, json, time
from ingest.extract.serving import receive, send
while (head := receive(sys.stdin.buffer)) is not None:
    receive(sys.stdin.buffer)
    for page in range({beats}):
        send(sys.stdout.buffer, json.dumps({{"beat": page}}).encode())
        time.sleep({pause})
    time.sleep({rest})
    answer = {{"pieces": [["xong", "paragraph", 0, 0, 1.0]], "meta": {{}}, "dropped": {{}}, "aside": [],
               "derivation": None, "pictures": [], "payloads": 0}}
    send(sys.stdout.buffer, json.dumps(answer).encode())
"""


def _pretending(monkeypatch: pytest.MonkeyPatch, *, beats: int, pause: float = 0.0, rest: float = 0.0) -> None:
    """Let a process answer that reads nothing and gives signs of life."""
    script = _PROCESS.format(beats=beats, pause=pause, rest=rest)

    def started(_limits: Limits) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )

    monkeypatch.setattr("ingest.extract.worker._start", started)


def test_each_page_starts_the_clock_again(monkeypatch: pytest.MonkeyPatch) -> None:
    _pretending(monkeypatch, beats=4, pause=0.6)
    with Extractor(seconds=2.0, page_seconds=2.0) as extractor:
        assert extractor.extract(_GOOD).pieces[0].text == "xong"


def test_a_page_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.extract.worker._BESIDE", 0.0)
    _pretending(monkeypatch, beats=2, rest=60.0)
    with (
        Extractor(seconds=30, page_seconds=0.5) as extractor,
        pytest.raises(ExtractError, match=r"trang thứ 2 quá 0\.5"),
    ):
        extractor.extract(_GOOD)


def test_signs_of_life_beyond_the_allowed_pages_gain_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.extract.worker._BESIDE", 0.0)
    _pretending(monkeypatch, beats=1_000, pause=0.1)
    with Extractor(page_seconds=1.0, max_pages=3) as extractor, pytest.raises(ExtractError, match="trang thứ 3"):
        extractor.extract(_GOOD)


def test_the_limits_of_pages_travel_with_the_file() -> None:
    scan = fetched(png(np.full((80, 80), 255, np.uint8)), "a.png")
    with Extractor(max_pages=7, page_seconds=9) as extractor:
        head = extractor._head("extract", scan)
        assert (head["max_pages"], head["page_seconds"]) == (7, 9)
        with pytest.raises(ExtractError, match="Bản quét không đọc được"):
            extractor.extract(scan)
