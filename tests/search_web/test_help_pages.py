"""The help pages tell what the parser, the tables and the API do: nothing left out, every example answers."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.query import parse
from archive.query.filters import BARRING, FILTERS, IN_TEXT
from archive.query.names import NAMES, field_named
from archive.query.pieces import clean, pieces
from archive.works import precedence
from archive.works.validity import BASIS_LABELS, STATE_LABELS, VALUE_LABELS
from archive.works.vocabulary import relations
from search_web.explained import language, machine, statuses
from search_web.machine.api import routes
from search_web.pages import help as help_pages
from search_web.pages.about import share
from search_web.words import refusals
from tests.search_web.htmlcheck import read

PAGES = ("", "/tim-kiem", "/hieu-luc", "/vien-dan", "/api", "/ban-phim", "/tro-nang", "/rieng-tu")


@pytest.fixture(autouse=True)
def within_request(app: Flask) -> Iterator[None]:
    """The words of the help are those of a request."""
    with app.test_request_context("/"):
        yield


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


# --- the query language ----------------------------------------------------------------------------------------------


def test_every_kind_of_piece_the_parser_cuts_has_an_example_that_is_cut_so() -> None:
    told = {sign.kind for sign in language.signs()}
    assert told == set(language.KINDS)
    for sign in language.signs():
        assert sign.kind in {piece.kind for piece in pieces(clean(sign.example))}, sign.example


def test_every_filter_is_told_with_its_meaning_and_what_it_takes() -> None:
    told = {field_named(one.written): one for one in language.filters()}
    assert set(told) == set(NAMES) == set(IN_TEXT)
    assert [name for name, one in told.items() if not (one.meaning and one.values and one.example)] == []
    assert {name for name, one in told.items() if one.bars} == BARRING
    assert {name for one in told.values() for name in one.in_address} == set(FILTERS)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_a_filter_uses_it_and_is_understood(name: str) -> None:
    example = next(one.example for one in language.filters() if field_named(one.written) == name)
    assert name in {piece.field for piece in pieces(clean(example)) if piece.kind == "field"}
    read_so = parse(example)
    assert not read_so.notices
    assert not read_so.is_empty


def test_every_example_of_the_language_answers_without_a_refusal(client: FlaskClient) -> None:
    asked = [href for href in read(page(client, "/tro-giup/tim-kiem")).hrefs if href.startswith("/?q=")]
    assert len(asked) >= len(language.signs()) + len(NAMES)
    for href in asked:
        assert not parse(parse_qs(urlsplit(href).query)["q"][0]).notices, href
        assert client.get(href).status_code == 200, href


# --- statuses and references -----------------------------------------------------------------------------------------


def test_every_value_of_the_tables_is_explained(client: FlaskClient) -> None:
    assert [row.value for row in statuses.states()] == list(STATE_LABELS)
    assert [row.value for row in statuses.claims()] == list(VALUE_LABELS)
    assert [row.value for row in statuses.bases()] == list(BASIS_LABELS)
    assert len(statuses.related()) == len(relations())
    ids = read(page(client, "/tro-giup/hieu-luc")).ids
    assert {value.replace("_", "-") for value in STATE_LABELS} <= set(ids)


def test_the_table_of_precedence_is_printed_as_it_is() -> None:
    printed = statuses.order_of_sources()
    assert [len(kinds) for _, kinds in printed] == [len(kinds) for kinds in precedence.table().values()]
    assert all(kinds[0] == "đính chính của người quản lý kho" for _, kinds in printed)


def test_the_status_of_a_work_leads_to_what_it_means(client: FlaskClient) -> None:
    found = read(page(client, "/vb/tinh-uy-lao-cai/chi-thi/2014/47-ct-tu"))
    wanted = [href for href in found.hrefs if href.startswith("/tro-giup/hieu-luc#")]
    assert wanted
    assert {urlsplit(href).fragment for href in wanted} <= set(read(page(client, "/tro-giup/hieu-luc")).ids)


# --- the API ---------------------------------------------------------------------------------------------------------


def test_every_route_is_told_and_every_example_answers(app: Flask, client: FlaskClient) -> None:
    told = machine.routes()
    known = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith(routes.url_prefix or "?")}
    assert {re.sub(r"\{\w+\}", "{}", one.path) for one in told} == {re.sub(r"<[^>]+>", "{}", one) for one in known}
    for one in told:
        assert one.summary
        assert one.about
        assert (one.method == "GET") == bool(one.example), one.path
        if one.example:
            assert client.get(one.example).status_code == 200, one.example


@pytest.mark.parametrize(
    ("address", "status"),
    [
        pytest.param("/api/v1/vb/khong", 404, id="no such work"),
        pytest.param("/api/v1/search?xep=lung-tung", 400, id="no such order"),
        pytest.param("/api/v1/so-sanh-noi?q=x&a=lao-cai&b=lao-cai&tieng=en", 409, id="one place twice, in English"),
    ],
)
def test_the_type_of_a_problem_leads_to_what_it_means(client: FlaskClient, address: str, status: int) -> None:
    problem = client.get(address).get_json()
    assert problem["type"] == f"/tro-giup/api#loi-{status}"
    assert f"loi-{status}" in read(page(client, "/tro-giup/api")).ids


def test_every_status_with_words_has_its_place(client: FlaskClient) -> None:
    assert {f"loi-{status}" for status in refusals()} <= set(read(page(client, "/tro-giup/api")).ids)


# --- all of them -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_a_help_page_is_sound_and_leads_to_the_others(client: FlaskClient, name: str) -> None:
    found = read(page(client, f"/tro-giup{name}"))
    assert found.faults == []
    others = {f"/tro-giup{one}" for one in PAGES} - {f"/tro-giup{name}"}
    assert others <= {href.partition("#")[0] for href in found.hrefs}
    assert [href for href in found.hrefs if href.startswith("#") and href[1:] not in found.ids] == []


def test_the_list_names_every_page(app: Flask) -> None:
    own = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("help.")}
    assert set(help_pages.titles()) == own - {"help.index"}


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        pytest.param(1, 3, "33,3\u00a0%", id="rounded"),
        pytest.param(3, 3, "100,0\u00a0%", id="all"),
        pytest.param(0, 0, "", id="of nothing"),
    ],
)
def test_a_share_is_written_as_people_write_it(part: int, whole: int, said: str) -> None:
    assert share(part, whole) == said
