"""Reporting a mistake: kept without a word of who wrote it; programs and other sites are kept out."""

import pytest
from flask.testing import FlaskClient

from archive.desk import mistakes
from search_web.pages import report
from search_web.reading import house
from tests.search_web.conftest import DIRECTIVE
from tests.search_web.htmlcheck import read

GOOD = {"vb": DIRECTIVE, "cho": "muc-ii-1", "loai": "text", "loi": "Mục II thiếu một dòng."}


@pytest.fixture(autouse=True)
def fresh_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has the whole limit."""
    monkeypatch.setattr(report, "limit", report.Limit())


def kept(client: FlaskClient) -> list[str]:
    with client.application.app_context(), house().desk.reading() as connection:
        return [one.words for one in mistakes.waiting(connection)]


def test_a_report_is_kept_and_thanked_for(client: FlaskClient) -> None:
    form = client.get(f"/bao-loi?vb={DIRECTIVE}&cho=muc-ii-1")
    assert read(form.get_data(as_text=True)).faults == []
    assert 'value="muc-ii-1"' in form.get_data(as_text=True)
    sent = client.post("/bao-loi", data=GOOD, headers={"Sec-Fetch-Site": "same-origin"})
    assert sent.status_code == 303
    assert GOOD["loi"] in kept(client)
    thanks = client.get(sent.location)
    assert "Cảm ơn" in thanks.get_data(as_text=True)
    assert "Set-Cookie" not in sent.headers


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"loai": ""}, "Chưa chọn điều sai", id="no kind"),
        pytest.param({"loai": "lung-tung"}, "Chưa chọn điều sai", id="an unknown kind"),
        pytest.param({"loi": "  "}, "Chưa ghi điều sai là gì", id="nothing said"),
        pytest.param({"loi": "a" * 2001}, "quá dài", id="too much"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    client: FlaskClient, change: dict[str, str], said: str
) -> None:
    answer = client.post("/bao-loi", data=GOOD | {"cho": "Điều 7"} | change)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert read(page).faults == []
    assert said in page
    assert 'value="Điều 7"' in page
    assert change.get("loi", GOOD["loi"]).strip() in page


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, id="a neighbour"),
        pytest.param({"Origin": "https://khac.vi.du"}, 403, id="an older browser on another site"),
        pytest.param({"Origin": "http://localhost"}, 303, id="an older browser here"),
        pytest.param({}, 303, id="a browser that says nothing"),
    ],
)
def test_a_form_comes_from_this_site(client: FlaskClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/bao-loi", data=GOOD, headers=headers).status_code == status


def test_a_program_that_fills_every_field_is_thanked_and_not_kept(client: FlaskClient) -> None:
    words = "Mua hàng ở đây."
    sent = client.post("/bao-loi", data=GOOD | {"loi": words, report.TRAP: "https://vi.du"})
    assert sent.status_code == 303
    assert words not in kept(client)


def test_too_many_at_once_are_asked_to_wait(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(report, "limit", report.Limit(most=2, seconds=60, clock=lambda: now[0]))
    statuses = [client.post("/bao-loi", data=GOOD | {"loi": f"Sai chỗ {at}."}).status_code for at in range(3)]
    assert statuses == [303, 303, 429]
    now[0] = 61.0
    assert client.post("/bao-loi", data=GOOD).status_code == 303


@pytest.mark.parametrize("address", ["", "khong/co", "<script>"])
def test_a_report_is_of_a_work(client: FlaskClient, address: str) -> None:
    assert client.get("/bao-loi", query_string={"vb": address}).status_code == 404
    assert client.post("/bao-loi", data=GOOD | {"vb": address}).status_code == 404
