"""The page that checks a draft, its API, and the block of quotations: what is shown, refused, and never kept."""

import io
import json
import logging
from pathlib import Path

import pytest
from flask import Flask, render_template
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archive.store import documents
from search_web.pages import draft
from search_web.pages.draft import MOST_BYTES, MOST_CHARS, MOST_CITATIONS
from search_web.reading import shelf
from tests.search_web.conftest import CITED, DIRECTIVE
from tests.search_web.htmlcheck import read

SECRET = "việc riêng của xóm Vắng Vẻ"
DRAFT = (
    f"Thực hiện {CITED} và Chỉ thị số 47-CT/TU, ngày 12/11/2014 của Tỉnh ủy Lào Cai, {SECRET}.\n"
    "Theo Quyết định số 9999-QĐ/TU và Chỉ thị 47-CT/TU <b>đậm</b>."
)


def sent(client: FlaskClient, text: str = "", **more: object) -> TestResponse:
    return client.post("/kiem-tra", data={"van-ban": text, **more}, content_type="multipart/form-data")


def test_the_form_is_a_sound_page_that_nobody_indexes_or_keeps(client: FlaskClient) -> None:
    answer = client.get("/kiem-tra")
    page = read(answer.get_data(as_text=True))
    assert (answer.status_code, page.faults) == (200, [])
    assert '<meta name="robots" content="noindex">' in answer.get_data(as_text=True)
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_the_report_names_each_work_and_marks_the_text(client: FlaskClient) -> None:
    answer = sent(client, DRAFT)
    html = answer.get_data(as_text=True)
    page = read(html)
    assert (answer.status_code, page.faults) == (200, [])
    assert answer.headers["Cache-Control"] == "no-store"
    said = page.words()
    assert "4 viện dẫn, 3 văn bản; 3 nên xem lại." in said
    assert "nên kiểm tra lại ngày" in said
    assert "không tìm thấy" in said
    assert "Cách ghi đầy đủ: Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai về nâng cao" in said
    assert f'href="/vb/{DIRECTIVE}"' in html
    assert '<a class="ref-open ref-maybe" href="#muc-2"' in html
    assert "<b>đậm</b>" not in html
    assert "&lt;b&gt;đậm&lt;/b&gt;" in html


def test_a_draft_in_which_all_is_right_says_so(client: FlaskClient) -> None:
    said = read(sent(client, f"Thực hiện {CITED}.").get_data(as_text=True)).words()
    assert "1 viện dẫn, 1 văn bản; 0 nên xem lại." in said
    assert "Khớp với kho" in said
    assert "có trong kho" in said


def test_a_text_without_citations_says_so(client: FlaskClient) -> None:
    said = read(sent(client, "Chi bộ họp mỗi tháng một kỳ.").get_data(as_text=True)).words()
    assert "Không thấy viện dẫn nào trong bản thảo." in said


@pytest.mark.parametrize(
    ("name", "raw", "status", "expected"),
    [
        pytest.param("a.txt", f"Theo {CITED}.".encode(), 200, "1 viện dẫn", id="UTF-8"),
        pytest.param("a.txt", f"Theo {CITED}.".encode("utf-16"), 200, "1 viện dẫn", id="UTF-16 with its mark"),
        pytest.param("a.txt", b"\xef\xbb\xbf47 ct tu\r\n30/2020/N\xc4\x90-CP", 200, "2 viện dẫn", id="a list, CRLF"),
        pytest.param("a.txt", "Số hiệu".encode("utf-16-le"), 400, "không phải văn bản UTF-8", id="no mark"),
        pytest.param("a.docx", b"PK\x03\x04x", 400, "không phải văn bản UTF-8", id="Word"),
        pytest.param("a.txt", b"Ngh\xde quy\xd5t", 400, "không phải văn bản UTF-8", id="an old encoding"),
    ],
)
def test_a_text_file_is_read_and_another_refused(
    client: FlaskClient, name: str, raw: bytes, status: int, expected: str
) -> None:
    answer = sent(client, tep=(io.BytesIO(raw), name))
    assert answer.status_code == status
    assert expected in read(answer.get_data(as_text=True)).words()


@pytest.mark.parametrize(
    ("data", "status", "expected"),
    [
        pytest.param({}, 400, "Chưa có gì để kiểm tra.", id="nothing"),
        pytest.param({"van-ban": "  \n"}, 400, "Chưa có gì để kiểm tra.", id="blanks"),
        pytest.param({"van-ban": "x", "ngay": "mai"}, 400, "Ngày ký không đọc được.", id="no day"),
        pytest.param({"van-ban": "47-CT/TU; " * (MOST_CITATIONS + 1)}, 400, "nhiều nhất 2000", id="too many citations"),
        pytest.param({"van-ban": "x" * (MOST_CHARS + 1)}, 400, "Bản thảo quá dài", id="too many letters"),
        pytest.param({"van-ban": "x" * (MOST_BYTES + 1)}, 413, "Bản thảo quá dài", id="too many bytes"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_a_sentence(
    client: FlaskClient, data: dict[str, str], status: int, expected: str
) -> None:
    answer = client.post("/kiem-tra", data=data, content_type="multipart/form-data")
    page = read(answer.get_data(as_text=True))
    assert (answer.status_code, page.faults) == (status, [])
    assert expected in page.words()
    assert answer.headers["Cache-Control"] == "no-store"


def test_other_requests_stay_as_small_as_they_were(client: FlaskClient) -> None:
    assert client.post("/gioi-thieu", data={"x": "x" * 70_000}).status_code in (405, 413)


# --- nothing is kept -------------------------------------------------------------------------------------------------


MARKED = "TỈNH ỦY LÀO CAI\nMẬT\nSố 12-BC/TU\nNội dung kín thực hiện Chỉ thị số 47-CT/TU."


def test_a_draft_with_a_mark_of_secrecy_is_refused_and_not_sent_back(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    page = client.post("/kiem-tra", data={"van-ban": MARKED})
    machine = client.post("/api/v1/kiem-tra", json={"text": MARKED})
    assert (page.status_code, machine.status_code) == (400, 400)
    assert "Mang dấu “Mật”" in page.get_data(as_text=True)
    for answer in (page, machine):
        assert "kín" not in answer.get_data(as_text=True)
    assert not caplog.records


def test_nothing_of_a_draft_is_logged(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        sent(client, DRAFT)
        client.post("/api/v1/kiem-tra", json={"text": DRAFT})
        sent(client, DRAFT, ngay="mai")
    assert [one.getMessage() for one in caplog.records if "Vắng" in one.getMessage() or "47" in one.getMessage()] == []


def test_a_fault_of_the_program_tells_nothing_of_the_draft(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(text: str, *_: object, **__: object) -> None:
        raise ValueError(text)

    monkeypatch.setattr(draft, "check", fails)
    answers = [sent(client, SECRET), client.post("/api/v1/kiem-tra", json={"text": SECRET})]
    assert [one.status_code for one in answers] == [500, 500]
    assert caplog.records
    assert not any("Vắng" in record.getMessage() or record.exc_info for record in caplog.records)
    assert SECRET not in answers[1].get_data(as_text=True)


def test_the_archive_is_as_it_was(client: FlaskClient, app: Flask) -> None:
    folder = Path(app.extensions["vankien"].settings.archive_dir)
    before = {path: path.stat().st_size for path in folder.rglob("*") if path.suffix == ".sqlite"}
    sent(client, DRAFT)
    assert {path: path.stat().st_size for path in folder.rglob("*") if path.suffix == ".sqlite"} == before
    assert not any(SECRET.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


# --- for programs ----------------------------------------------------------------------------------------------------


def test_the_api_gives_the_report_as_the_command_line_prints_it(client: FlaskClient) -> None:
    answer = client.post("/api/v1/kiem-tra", json={"text": DRAFT, "on": "2026-11-22"})
    shape = answer.get_json()
    assert answer.headers["Cache-Control"] == "no-store"
    assert (shape["on"], shape["total"], shape["fine"]) == ("2026-11-22", 4, False)
    assert [one["state"] for one in shape["works"]] == ["wrong-date", "missing", "ambiguous"]
    assert [DRAFT[one["start"] : one["end"]] for work in shape["works"] for one in work["findings"]] == [
        "47-CT/TU",
        "47-CT/TU",
        "9999-QĐ/TU",
        "47-CT/TU",
    ]


def test_the_api_takes_plain_text_too(client: FlaskClient) -> None:
    answer = client.post("/api/v1/kiem-tra?ngay=2026-11-22", data=DRAFT.encode(), content_type="text/plain")
    assert answer.get_json()["total"] == 4


@pytest.mark.parametrize(
    ("sent_as", "status"),
    [
        pytest.param({"json": {"words": "x"}}, 400, id="no text"),
        pytest.param({"json": ["x"]}, 400, id="no object"),
        pytest.param({"json": {"text": 5}}, 400, id="no string"),
        pytest.param({"json": {"text": "x", "on": "mai"}}, 400, id="no day"),
        pytest.param({"data": b"{", "content_type": "application/json"}, 400, id="no JSON"),
        pytest.param({"data": b"", "content_type": "text/plain"}, 400, id="nothing"),
        pytest.param({"data": b"x" * (MOST_BYTES + 1), "content_type": "text/plain"}, 413, id="too large"),
    ],
)
def test_the_api_refuses_with_a_problem(client: FlaskClient, sent_as: dict[str, object], status: int) -> None:
    answer = client.post("/api/v1/kiem-tra", **sent_as)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


# --- quotations ------------------------------------------------------------------------------------------------------

OFFICIAL = (
    "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai về nâng cao chất lượng sinh hoạt chi bộ"  # as conftest
)


@pytest.mark.parametrize(
    ("form", "mimetype", "begins"),
    [
        pytest.param("official", "text/plain", OFFICIAL, id="official"),
        pytest.param("short", "text/plain", "Chỉ thị 47-CT/TU\n", id="short"),
        pytest.param("bibtex", "application/x-bibtex", "@misc{tinh-uy-lao-cai-chi-thi-2014-47-ct-tu,", id="BibTeX"),
        pytest.param("csl", "application/vnd.citationstyles.csl+json", "[", id="CSL"),
    ],
)
def test_a_work_is_quoted_in_the_form_asked_for(client: FlaskClient, form: str, mimetype: str, begins: str) -> None:
    answer = client.get(f"/api/v1/vb/{DIRECTIVE}/trich-dan?dang={form}")
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    assert answer.get_data(as_text=True).startswith(begins)


def test_all_forms_come_as_json(client: FlaskClient) -> None:
    shape = client.get(f"/api/v1/vb/{DIRECTIVE}/trich-dan").get_json()
    assert shape["official"] == OFFICIAL
    assert shape["csl"][0]["URL"] == f"http://localhost/vb/{DIRECTIVE}"
    assert shape["csl"][0]["issued"] == {"date-parts": [[2014, 11, 11]]}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        pytest.param(f"{DIRECTIVE}/trich-dan?dang=apa", 400, id="no such form"),
        pytest.param("khong/co/o/day/trich-dan", 404, id="no such work"),
    ],
)
def test_what_cannot_be_quoted_is_a_problem(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(f"/api/v1/vb/{address}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_the_block_shows_every_form_and_escapes_it(app: Flask) -> None:
    with app.test_request_context():
        connection = shelf().connection
        cards = documents.cards(connection, [DIRECTIVE, "lao-cai/tin-bai/2019/script-alert-tieu-de-script"])
        blocks = [render_template("document/quote.html", card=card) for card in cards.values()]
    assert OFFICIAL in blocks[0]
    assert "@misc{" in blocks[0]
    assert json.dumps("legislation").replace('"', "&#34;") in blocks[0]
    assert f"/api/v1/vb/{DIRECTIVE}/trich-dan?dang=bibtex" in blocks[0]
    assert not any("<script>" in block for block in blocks)
