"""Who may come in: roles, forms that were not made here, tokens, cookies, places to go on to."""

from collections.abc import Callable

import pytest
from flask import Flask

from archive.desk import accounts, audit, sessions
from archive.desk.accounts import ROLES
from archive.desk.moments import present
from search_web.desk.doors import DESK, FIELD, doors
from search_web.desk.entry import own_place
from search_web.reading import House
from tests.search_web.desk.conftest import PASSWORD, PEOPLE, Visitor
from tests.search_web.htmlcheck import read

Visit = Callable[[], Visitor]
ADMIN_ONLY = ("/ban-lam-viec/tai-khoan", "/ban-lam-viec/nhat-ky", "/ban-lam-viec/tai-khoan/can.bo")


def views(app: Flask) -> dict[str, str]:
    """Address → role needed, for every page under the desk that takes no value in its address."""
    return {
        rule.rule: getattr(app.view_functions[rule.endpoint], "needed", "admin")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(DESK) and not rule.arguments and "GET" in (rule.methods or ())
    }


def test_every_page_of_the_desk_says_whom_it_is_for(desk_app: Flask) -> None:
    said = {
        rule.rule: getattr(desk_app.view_functions[rule.endpoint], "needed", None)
        for rule in desk_app.url_map.iter_rules()
        if rule.rule.startswith(DESK)
    }
    assert [rule for rule, needed in said.items() if needed not in ("", *ROLES)] == []
    assert [rule for rule, needed in said.items() if needed == ""] == ["/ban-lam-viec/vao"]


@pytest.mark.parametrize("name", PEOPLE)
def test_each_role_sees_its_pages_and_no_others(desk_app: Flask, visitor: Visitor, name: str) -> None:
    visitor.enter(name)
    role = PEOPLE[name]
    for address, needed in views(desk_app).items():
        status = visitor.get(address).status_code
        may = ROLES.index(role) >= ROLES.index(needed or "reader")
        assert (status != 403) == may, (address, status)
        assert status < 500, address


def test_a_reader_is_led_to_the_sign_in_and_back(visitor: Visitor) -> None:
    answer = visitor.get("/ban-lam-viec/nhat-ky?viec=role")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/ban-lam-viec/vao?tiep=/ban-lam-viec/nhat-ky?viec%3Drole"
    entered = visitor.enter("quan.tri", tiep="/ban-lam-viec/nhat-ky?viec=role")
    assert entered.headers["Location"] == "/ban-lam-viec/nhat-ky?viec=role"


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("//vi.du/x", id="another host"),
        pytest.param("/\\vi.du", id="a backslash, which browsers take for a slash"),
        pytest.param("https://vi.du", id="a whole address"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("/\t/vi.du", id="a sign browsers leave out"),
        pytest.param("/a\r\nSet-Cookie: x=1", id="a header more"),
        pytest.param("/a\\..\\b", id="a backslash later"),
        pytest.param("/ban-lam-viec/vao?tiep=/x", id="the sign-in itself"),
        pytest.param("vb/x", id="no path from the root"),
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(visitor: Visitor, place: str) -> None:
    assert own_place(place) == ""
    assert visitor.enter("can.bo", tiep=place).headers["Location"] == "/ban-lam-viec"


@pytest.mark.parametrize("place", ["/", "/vb/a/b?x=1&y=%2F%2F", "/?q=chi+bộ"])
def test_a_place_of_this_site_is_gone_to(place: str) -> None:
    assert own_place(place) == place


# --- forms -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["", "x", "x.y", "0" * 16 + "." + "0" * 64])
def test_a_form_without_the_right_field_changes_nothing(admin: Visitor, house: House, field: str) -> None:
    admin.field = field
    assert admin.post("/ban-lam-viec/tai-khoan/can.bo/dong").status_code == 403
    with house.desk.reading() as connection:
        assert accounts.named(connection, "can.bo").active


def test_a_form_of_another_session_is_refused(admin: Visitor, visit: Visit) -> None:
    other = visit()
    other.enter("quan.tri")
    admin.field = other.field
    assert admin.post("/ban-lam-viec/tai-khoan/can.bo/dong").status_code == 403


def test_the_sign_in_form_of_another_browser_is_refused(visitor: Visitor, visit: Visit) -> None:
    other = visit()
    other.get("/ban-lam-viec/vao")
    visitor.get("/ban-lam-viec/vao")
    visitor.field = other.field
    assert visitor.post("/ban-lam-viec/vao", ten="can.bo", mat_khau=PASSWORD).status_code == 403


@pytest.mark.parametrize(
    "header",
    [
        pytest.param({"Origin": "https://ke-gian.vi.du"}, id="another site"),
        pytest.param({"Origin": "null"}, id="a sandbox"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="told by the browser"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="a neighbour of the same domain"),
    ],
)
def test_a_form_sent_from_elsewhere_is_refused_even_with_its_field(clerk: Visitor, header: dict[str, str]) -> None:
    address = "/ban-lam-viec/tai-khoan-cua-toi"
    sent = {FIELD: clerk.field, "ten": "Khác", "thu": ""}
    assert clerk.client.post(address, data=sent, headers=header).status_code == 403
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert clerk.client.post(address, data=sent, headers=own).status_code == 303


def test_the_field_differs_on_each_page_and_each_is_good(clerk: Visitor) -> None:
    clerk.get("/ban-lam-viec/tai-khoan-cua-toi")
    first = clerk.field
    clerk.get("/ban-lam-viec/tai-khoan-cua-toi")
    assert first != clerk.field
    clerk.field = first
    assert clerk.post("/ban-lam-viec/tai-khoan-cua-toi", ten="A", thu="").status_code == 303


# --- sessions and cookies --------------------------------------------------------------------------------------------


def test_a_token_brought_along_is_not_the_one_of_the_session(visitor: Visitor, house: House) -> None:
    """Session fixation: the browser is given a new token at the sign-in, the one it came with is of no use."""
    visitor.enter("can.bo")
    old = visitor.client.get_cookie("phien")
    assert old is not None
    visitor.post("/ban-lam-viec/vao", ten="quan.tri", mat_khau=PASSWORD)
    new = visitor.client.get_cookie("phien")
    assert new is not None
    assert new.value != old.value
    with house.desk.reading() as connection:
        assert sessions.holder(connection, old.value, at=present()) is None
    planted = visitor.client
    planted.delete_cookie("phien")
    planted.set_cookie("phien", "a-token-somebody-else-knows")
    visitor.enter("can.bo")
    kept = planted.get_cookie("phien")
    assert kept is not None
    assert kept.value != "a-token-somebody-else-knows"


def test_cookies_are_kept_from_scripts_and_other_sites(visitor: Visitor) -> None:
    shown = visitor.get("/ban-lam-viec/vao").headers.getlist("Set-Cookie")
    given = visitor.enter("can.bo").headers.getlist("Set-Cookie")
    (form,) = shown
    assert form.startswith("vao=")
    assert "Path=/ban-lam-viec" in form
    for cookie in (form, given[0]):
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Secure" not in cookie  # plain http here
    assert given[0].startswith("phien=")
    assert given[1].startswith("vao=;")


def test_over_https_the_cookie_is_the_hosts_own(desk_app: Flask) -> None:
    client = desk_app.test_client()
    page = client.get("/ban-lam-viec/vao", base_url="https://kho.vi.du")
    found = page.get_data(as_text=True).split(f'name="{FIELD}" value="')[1].split('"')[0]
    answer = client.post(
        "/ban-lam-viec/vao",
        data={FIELD: found, "ten": "can.bo", "mat-khau": PASSWORD},
        base_url="https://kho.vi.du",
    )
    cookie = answer.headers.getlist("Set-Cookie")[0]
    assert cookie.startswith("__Host-phien=")
    assert "Secure" in cookie
    assert "Path=/;" in cookie


@pytest.mark.parametrize(
    "address", ["/", "/?q=chi+bo", "/theo-doi", "/theo-doi?loai=search&dich=q%3Dx", "/loai", "/co-quan"]
)
def test_a_reader_gets_no_cookie(visitor: Visitor, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "address", ["/ban-lam-viec/vao", "/ban-lam-viec", "/ban-lam-viec/tai-khoan-cua-toi", "/ban-lam-viec/khong-co"]
)
def test_pages_of_the_desk_are_kept_nowhere(clerk: Visitor, address: str) -> None:
    answer = clerk.get(address)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_signing_out_ends_the_session(clerk: Visitor, house: House) -> None:
    cookie = clerk.client.get_cookie("phien")
    assert cookie is not None
    assert clerk.post("/ban-lam-viec/ra").headers["Location"] == "/"
    assert clerk.client.get_cookie("phien") is None
    with house.desk.reading() as connection:
        assert sessions.holder(connection, cookie.value, at=present()) is None


def test_signing_out_everywhere_ends_every_session(clerk: Visitor, visit: Visit) -> None:
    other = visit()
    other.enter("can.bo")
    clerk.post("/ban-lam-viec/tai-khoan-cua-toi/phien", phien="moi-noi")
    assert other.get("/ban-lam-viec/tai-khoan-cua-toi").status_code == 303


# --- the sign-in -----------------------------------------------------------------------------------------------------


def test_every_refusal_of_the_sign_in_is_the_same(visitor: Visitor, house: House) -> None:
    with house.desk.atomic() as connection:
        accounts.close(connection, "doc.gia", by="x")
    said = {
        tuple(read(visitor.enter(name, password).get_data(as_text=True)).words().split())
        for name, password in (("can.bo", "sai hoàn toàn"), ("can.ba", PASSWORD), ("doc.gia", PASSWORD))
    }
    assert len(said) == 1


def test_a_password_is_never_sent_back(visitor: Visitor) -> None:
    answer = visitor.enter("can.bo", "một-mật-khẩu-sai")
    assert answer.status_code == 401
    assert "một-mật-khẩu-sai" not in answer.get_data(as_text=True)


def test_too_many_tries_of_all_names_are_braked(desk_app: Flask, visitor: Visitor) -> None:
    with desk_app.app_context():
        brake = doors().brake
    while brake.lets(present()):
        pass
    answer = visitor.enter("can.bo")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"


def test_a_password_of_ones_own(clerk: Visitor, visitor: Visitor) -> None:
    clerk.get("/ban-lam-viec/mat-khau")
    for bad in (
        {"cu": PASSWORD, "moi": "một mật khẩu khác", "lai": "một mật khẩu khác!"},
        {"cu": PASSWORD, "moi": PASSWORD, "lai": PASSWORD},
        {"cu": PASSWORD, "moi": "ngắn", "lai": "ngắn"},
        {"cu": "sai", "moi": "một mật khẩu khác", "lai": "một mật khẩu khác"},
    ):
        assert clerk.post("/ban-lam-viec/mat-khau", **bad).status_code == 400
    before = clerk.client.get_cookie("phien")
    assert (
        clerk.post("/ban-lam-viec/mat-khau", cu=PASSWORD, moi="một mật khẩu khác", lai="một mật khẩu khác").status_code
        == 303
    )
    after = clerk.client.get_cookie("phien")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert visitor.enter("can.bo").status_code == 401
    assert visitor.enter("can.bo", "một mật khẩu khác").status_code == 303


def test_what_happens_is_in_the_log(visitor: Visitor, house: House) -> None:
    visitor.enter("can.bo", "sai hoàn toàn")
    visitor.enter("can.bo")
    visitor.post("/ban-lam-viec/ra")
    with house.desk.reading() as connection:
        acts = [one.act for one in audit.listed(connection, audit.Sought(account="can.bo"))]
    assert acts == ["sign_out", "sign_in", "sign_in_failed"]
