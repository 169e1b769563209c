"""The JSON answers: shapes that programs rely on, problems as problem+json, open to every origin."""

import pytest
from flask.testing import FlaskClient

from tests.search_web.conftest import CITING_ARTICLES, DIRECTIVE, GUIDE

CARD = {"id", "number", "type", "issuer", "date", "title", "status", "genre", "url"}


def test_search_has_the_shape_of_the_command_line(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=chi+thi+47&the-loai=directive").json
    assert found is not None
    assert {"query", "total", "exact", "hits", "facets", "suggestions", "coverage", "page", "per_page"} <= set(found)
    assert [card["issuer"] for card in found["exact"]] == ["Tỉnh ủy Lào Cai", "Tỉnh ủy Tuyên Quang"]
    assert CARD | {"score", "why", "snippet"} <= set(found["hits"][0])
    assert sum(one["count"] for one in found["facets"]["type"]) == found["total"] == 3
    genres = {one["value"]: one["count"] for one in found["facets"]["genre"]}
    assert genres["directive"] == 3 < sum(genres.values())  # of its own facet the others can still be added


def test_a_work_comes_whole_with_spans_that_are_true(client: FlaskClient) -> None:
    found = client.get(f"/api/v1/vb/{DIRECTIVE}").json
    assert found is not None
    assert {"text", "metadata", "citations", "cited_by", "validity"} <= set(found)
    evidence = found["metadata"]["issuer"]["evidence"][0]
    assert found["text"][slice(*evidence["span"])] == evidence["quote"] == "Tỉnh ủy Lào Cai"
    assert found["validity"]["status"] == "chưa rõ"
    assert found["cited_by_total"] == CITING_ARTICLES + 3
    for one in found["citations"]:
        assert found["text"][one["start"] : one["end"]] == one["surface"]


def test_what_a_work_cites_and_what_cites_it(client: FlaskClient) -> None:
    cites = client.get(f"/api/v1/vb/{GUIDE}/cites").json
    assert cites is not None
    assert DIRECTIVE in [one["target"] for one in cites["cites"]]
    assert all(one["surface"] in one["sentence"] for one in cites["cites"])
    cited = client.get(f"/api/v1/vb/{DIRECTIVE}/cited-by").json
    assert cited is not None
    assert len(cited["cited_by"]) == cited["total"] == CITING_ARTICLES + 3
    first = cited["cited_by"][0]["sentences"][0]
    assert first["text"][slice(*first["marks"][0])] == "47-CT/TU"


def test_a_stub_says_what_its_citations_say(client: FlaskClient) -> None:
    found = client.get("/api/v1/vb/ban-to-chuc-trung-uong/huong-dan/2012/09-hd-btctw").json
    assert found is not None
    assert found["said"]["dates"] == [{"value": "02/03/2012", "works": 2}]
    assert found["text"] == ""


@pytest.mark.parametrize("address", ["co-quan", "co-quan/tinh-uy-lao-cai", "nam", "loai", "about"])
def test_every_list_has_its_json(client: FlaskClient, address: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200
    assert answer.json


@pytest.mark.parametrize(
    ("address", "status"),
    [
        pytest.param("search?q=" + "a" * 10_000, 400, id="a question too long"),
        pytest.param("vb/khong/co/o/day", 404, id="no such work"),
        pytest.param("vb/khong/co/o/day/cites", 404, id="nor its references"),
        pytest.param("co-quan/khong-co", 404, id="no such body"),
        pytest.param("khong-co", 404, id="no such answer"),
    ],
)
def test_problems_are_told_to_programs(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["status"] == status
    assert answer.json["detail"]


def test_reads_are_open_to_every_origin_and_writes_to_none(client: FlaskClient) -> None:
    assert client.get("/api/v1/about").headers["Access-Control-Allow-Origin"] == "*"
    assert client.post("/api/v1/search").status_code == 405
