"""One work in many forms: by its suffix, by what is accepted, at former addresses, and when it is gone."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MIMEAccept

from archive.store import documents, links
from archive.store.database import Database
from search_web.formats import fonts
from search_web.formats import pdf as paper
from search_web.formats.fonts import faces
from search_web.machine.forms import TYPES, wanted
from search_web.machine.one_work import data_block, root
from tests.search_web.conftest import DIRECTIVE

STUB = "ban-to-chuc-trung-uong/huong-dan/2012/09-hd-btctw"


@pytest.mark.parametrize(("form", "media"), TYPES.items())
def test_a_work_in_each_form(client: FlaskClient, form: str, media: str) -> None:
    if form == "pdf" and faces() is None:
        pytest.skip("no font with Vietnamese letters")
    answer = client.get(f"/vb/{DIRECTIVE}.{form}")
    assert (answer.status_code, answer.mimetype) == (200, media)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["ETag"]
    links = answer.headers["Link"]
    assert f'<http://localhost/vb/{DIRECTIVE}>; rel="canonical"' in links
    assert f'<http://localhost/vb/{DIRECTIVE}>; rel="cite-as"' in links
    assert f'<http://localhost/vb/{DIRECTIVE}.docx>; rel="alternate"' in links


def test_json_is_the_answer_of_the_api(client: FlaskClient) -> None:
    own, api = client.get(f"/vb/{DIRECTIVE}.json"), client.get(f"/api/v1/vb/{DIRECTIVE}")
    assert own.get_json() == api.get_json()


@pytest.mark.parametrize(
    ("form", "status"),
    [("json", 200), ("jsonld", 200), ("xml", 404), ("txt", 404), ("pdf", 404), ("docx", 404)],
)
def test_a_stub_has_what_describes(client: FlaskClient, form: str, status: int) -> None:
    answer = client.get(f"/vb/{STUB}.{form}")
    assert answer.status_code == status
    if status == 404:
        assert "chưa có toàn văn" in answer.text


def test_a_form_of_nothing_is_404(client: FlaskClient) -> None:
    assert client.get("/vb/khong/co/gi/ca.pdf").status_code == 404
    assert client.get(f"/vb/{DIRECTIVE}.exe").status_code == 404


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        pytest.param("", "", id="nothing said"),
        pytest.param("*/*", "", id="everything"),
        pytest.param("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "", id="a browser"),
        pytest.param("image/png", "", id="nothing we have"),
        pytest.param("application/json", "json", id="JSON"),
        pytest.param("application/ld+json", "jsonld", id="linked data"),
        pytest.param("application/akn+xml", "xml", id="Akoma Ntoso"),
        pytest.param("text/plain", "txt", id="text"),
        pytest.param("application/pdf, text/html;q=0.5", "pdf", id="paper rather than the page"),
        pytest.param("application/pdf;q=0.4, text/html;q=0.5", "", id="the page rather than paper"),
    ],
)
def test_what_is_accepted(accept: str, form: str) -> None:
    given = [(one.partition(";")[0].strip(), float(one.partition("q=")[2] or 1)) for one in accept.split(",") if one]
    assert wanted(MIMEAccept(given)) == form


def test_the_page_says_that_it_varies_and_gives_another_type(client: FlaskClient) -> None:
    page = client.get(f"/vb/{DIRECTIVE}", headers={"Accept": "text/html"})
    assert page.mimetype == "text/html"
    assert "Accept" in page.headers["Vary"]
    linked = client.get(f"/vb/{DIRECTIVE}", headers={"Accept": "application/ld+json"})
    assert linked.mimetype == "application/ld+json"
    assert linked.headers["Content-Location"] == f"/vb/{DIRECTIVE}.jsonld"
    assert "Accept" in linked.headers["Vary"]
    assert json.loads(linked.text)["@id"] == f"http://localhost/vb/{DIRECTIVE}"
    assert client.get(f"/vb/{STUB}", headers={"Accept": "application/pdf"}).mimetype == "text/html"


def test_a_name_of_akoma_ntoso_leads_to_the_page(client: FlaskClient) -> None:
    answer = client.get("/akn/vn/doc/chi-thi/tinh-uy-lao-cai/2014-11-11/47-ct-tu/~muc-ii-1")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/vb/{DIRECTIVE}#muc-ii-1")
    assert client.get("/akn/vn/bill/1").status_code == 404


def test_without_a_font_other_forms_are_offered(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "faces", lambda: None)
    answer = client.get(f"/vb/{DIRECTIVE}.pdf")
    assert answer.status_code == 503
    assert f"/vb/{DIRECTIVE}.docx" in answer.text


def test_a_text_too_long_for_paper(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    if faces() is None:
        pytest.skip("no font with Vietnamese letters")
    monkeypatch.setattr(paper, "LONGEST", 10)
    answer = client.get(f"/vb/{DIRECTIVE}.pdf")
    assert answer.status_code == 406
    assert f"/vb/{DIRECTIVE}.txt" in answer.text


def test_the_address_of_the_settings_stands_in_forms(app: Flask, database: Database) -> None:
    with app.test_request_context("/", base_url="https://noi.khac"):
        assert root() == "https://noi.khac"


def test_the_block_of_a_page_says_the_same(app: Flask, client: FlaskClient, database: Database) -> None:
    with database.reading() as connection, app.test_request_context("/"):
        card, document = documents.cards(connection, [DIRECTIVE])[DIRECTIVE], documents.get(connection, DIRECTIVE)
        assert document is not None
        said = json.loads(data_block(card, document, links.mentions_of(connection, DIRECTIVE), None))
    whole = json.loads(client.get(f"/vb/{DIRECTIVE}.jsonld").text)
    assert {name: value for name, value in whole.items() if name in said} == said
