"""What OpenAPI promises is what `/api/v1` keeps: every operation with drawn input, every documented answer.

Schemathesis draws addresses, good and bad parameters and bodies from the description and holds each answer to it. The
whole run, with thousands of cases, is `tools/check_api.py`.
"""

import contextlib
from functools import cache
from typing import Any

import pytest
import schemathesis
from apiflask import APIFlask
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from search_web.machine import cursors
from search_web.machine.api import routes
from search_web.machine.description import ADDRESS
from tests.search_web.conftest import DIRECTIVE, GUIDE

# The transport under test does not open what was packed.
PLAIN = {"Accept-Encoding": "identity"}
STUB = "ban-to-chuc-trung-uong/huong-dan/2012/09-hd-btctw"


@cache
def _labels() -> list[str]:
    """The operations by method and address, from the routes alone: no archive is open while tests are collected."""
    site = APIFlask(__name__, json_errors=False)
    site.register_blueprint(routes)
    assert isinstance(site.spec, dict)
    found = schemathesis.openapi.from_dict(site.spec).get_all_operations()
    # What cannot be read stands by its error, which is the label of no operation: its tests fail.
    return [one.ok().label if isinstance(one, Ok) else str(one.err()) for one in found]


@pytest.fixture(name="described", scope="module")
def _described(app: Flask) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_wsgi(ADDRESS, app)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("label", _labels())
def test_every_answer_is_as_described(described: schemathesis.BaseSchema, label: str, mode: GenerationMode) -> None:
    operation = described.find_operation_by_label(label)
    assert operation is not None

    @settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def drawn(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(headers=PLAIN)

    # Where nothing can be asked wrongly, nothing wrong is drawn.
    with contextlib.suppress(Unsatisfiable) if mode is GenerationMode.NEGATIVE else contextlib.nullcontext():
        drawn()


@pytest.mark.parametrize("label", [label for label in _labels() if "{" in label])
@pytest.mark.parametrize("address", [DIRECTIVE, GUIDE, STUB, "tinh-uy-lao-cai"])
def test_the_answer_on_what_is_held_is_as_described(
    described: schemathesis.BaseSchema, label: str, address: str
) -> None:
    operation = described.find_operation_by_label(label)
    assert operation is not None
    name = "body_id" if "{body_id}" in label else "address"
    operation.Case(path_parameters={name: address}).call_and_validate(headers=PLAIN)


def test_every_route_is_described(app: Flask, client: FlaskClient) -> None:
    described = client.get(ADDRESS).json
    assert described is not None
    assert described["openapi"].startswith("3.1")
    rules = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(routes.name + ".")]
    written = {rule.replace("<path:", "{").replace("<", "{").replace(">", "}") for rule in rules}
    assert written == set(described["paths"])


def test_an_answer_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(f"/api/v1/vb/{DIRECTIVE}")
    again = client.get(f"/api/v1/vb/{DIRECTIVE}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("/api/v1/van-ban?so-dong=7", id="the whole archive by change"),
        pytest.param("/api/v1/van-ban?so-dong=7&the-loai=article", id="articles only"),
        pytest.param("/api/v1/search?q=chi+b%E1%BB%99", id="a search"),
    ],
)
def test_following_next_gives_every_work_once(client: FlaskClient, asked: str) -> None:
    found: list[str] = []
    page = client.get(asked).json
    total = page["total"] if page else 0
    while page:
        found += [one["id"] for one in page.get("works", page.get("hits"))]
        page = client.get(page["next"]).json if page["next"] else None
    assert len(found) == len(set(found)) == total > 7


@pytest.mark.parametrize(
    "cursor",
    [
        pytest.param("abc", id="no JSON"),
        pytest.param(cursors.written({"dong": 1}), id="a place of another list"),
        pytest.param("W10", id="JSON of another kind"),
        pytest.param("A" * 200, id="as long as allowed"),
    ],
)
def test_a_cursor_that_is_none_of_ours_leads_nowhere(client: FlaskClient, cursor: str) -> None:
    answer = client.get(f"/api/v1/search?q=chi+b%E1%BB%99&con-tro={cursor}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_what_is_wrong_with_which_parameter_is_said(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?trang=0&nam=14").json
    assert answer is not None
    assert answer["errors"] == {"trang": ["phải từ 1 trở lên"], "nam": ["không đúng dạng đã nêu trong mô tả"]}
