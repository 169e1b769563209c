"""Addresses and bodies written to break the site: every one is answered, none steers where an answer leads."""

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from search_web.pages import compare
from tests.search_web.conftest import DIRECTIVE, GUIDE

FIGURES = "9" * 5_000  # more than Python reads as a number
STEERING = "endpoint=x&_external=1&_scheme=http&_method=POST&_anchor=x&address=x&body_id=x&year=2020&form=x"


def token(**parts: Any) -> str:  # noqa: ANN401
    """A token of OAI-PMH with some parts written otherwise."""
    place = {"moment": "2026", "row": 1, "digest": ""}
    span = {"since": "", "until": "", "named": ""}
    return packed({"verb": "ListRecords", "prefix": "oai_dc", "span": span, "place": place, "given": 1} | parts)


def packed(value: object) -> str:
    """A value as tokens and cursors are written."""
    written = value if isinstance(value, str) else json.dumps(value)
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        pytest.param(f"/vb/{DIRECTIVE}?ngay={FIGURES}", 200, id="a day of five thousand figures"),
        pytest.param(f"/vb/{DIRECTIVE}/luoc-do?ngay={FIGURES}", 200, id="the same on the map"),
        pytest.param(f"/?q=chi+bo&ngay={FIGURES}", 400, id="the same in a search"),
        pytest.param(f"/tim.atom?q=chi+bo&tu={FIGURES}", 400, id="the same in a feed"),
        pytest.param(f"/vb/{DIRECTIVE}/the?dan={FIGURES}", 404, id="a reference of as many"),
        pytest.param(f"/vb/{DIRECTIVE}/the?dan=%D9%A1", 404, id="figures of another script"),
        pytest.param(f"/sitemap-{'9' * 30}.xml", 404, id="a part no database counts to"),
        pytest.param(f"/sitemap-{FIGURES}.xml", 404, id="a part no program counts to"),
        pytest.param(f"/api/v1/van-ban?con-tro={packed({'luc': chr(0xD800), 'dong': 1})}", 404, id="half of a letter"),
        pytest.param(f"/api/v1/danh-sach?{STEERING}", 200, id="names that the maker of addresses listens to"),
        pytest.param(f"/api/v1/con-thieu?{STEERING}", 200, id="the same in another list"),
        pytest.param(f"/api/v1/van-ban?so-dong=1&{STEERING}", 200, id="the same with a cursor"),
        pytest.param(f"/vb/{DIRECTIVE}?tim={quote(chr(34) + '><script>alert(1)</script>')}", 200, id="a script sought"),
    ],
)
def test_an_address_is_answered(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert b"<script>alert(1)" not in answer.data


@pytest.mark.parametrize(
    ("address", "to"),
    [
        pytest.param("/nam", "/lich", id="the table of years"),
        pytest.param("/nam/2014", "/lich/2014", id="a year"),
        pytest.param("/nam/2014/3", "/lich/2014/3", id="a month"),
        pytest.param("/co-quan/tinh-uy-lao-cai-den-2025", "/co-quan/tinh-uy-lao-cai", id="an identity of a body"),
    ],
)
def test_parameters_do_not_steer_a_redirect(client: FlaskClient, address: str, to: str) -> None:
    answer = client.get(f"{address}?{STEERING}&q=x")
    assert answer.status_code == 301
    path, _, query = answer.headers["Location"].partition("?")
    assert path == to
    assert "q=x" in query
    assert "endpoint" not in query


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(packed("[" * 1_400), id="cut off in the depth"),
        pytest.param(packed("[" * 90_000), id="deeper than a program goes"),
        pytest.param(packed(json.dumps({"verb": "ListRecords"})[:-1] + ',"given":Infinity}'), id="without end"),
        pytest.param(token(given=-1), id="fewer than none given"),
        pytest.param(token(place={"moment": "2026", "row": float("inf"), "digest": ""}), id="an endless row"),
        pytest.param(token(place={"moment": "\ud800", "row": 1, "digest": ""}), id="half of a letter"),
        pytest.param(token(span={"since": "", "until": "", "named": "body:" + "%_" * 30_000}), id="a pattern too long"),
        pytest.param(token(span={"other": ""}), id="bounds nobody knows"),
    ],
)
def test_a_forged_token_is_an_error_of_the_protocol(client: FlaskClient, written: str) -> None:
    answer = client.get("/oai", query_string={"verb": "ListRecords", "resumptionToken": written})
    assert answer.status_code == 200
    assert b'code="badResumptionToken"' in answer.data


@pytest.mark.parametrize("address", ["/api/v1/kiem-tra", "/api/v1/danh-sach-so"])
def test_a_body_deeper_than_a_program_goes_is_refused(client: FlaskClient, address: str) -> None:
    answer = client.post(address, data="[" * 60_000, content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_a_file_that_is_not_there_is_not_kept_for_a_year(client: FlaskClient) -> None:
    answer = client.get("/static/khong-co.css?v=0123456789")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers["Cache-Control"]


def test_one_long_comparison_at_a_time(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "_LONG_TEXTS", 0)
    monkeypatch.setattr(compare, "_LONGEST_WAIT", 0.0)
    asked = f"/so-sanh?a={DIRECTIVE}&b={GUIDE}"
    assert client.get(asked).status_code == 200
    with compare._LONG:  # as another reader holds it
        assert client.get(asked).status_code == 503
    assert client.get(asked).status_code == 200
