"""Following: by feeds for everybody, by mail for accounts, ended by a signed address and by no other."""

from collections.abc import Callable

import pytest
from flask import Flask, render_template_string

from archive.desk import accounts, following
from archive.desk.following import Followed
from archive.desk.key import signed
from archive.desk.moments import present
from search_web.desk.doors import doors
from search_web.desk.follow import search_target
from search_web.digest.letters import EVERYTHING, UNFOLLOW, stop_signature
from search_web.reading import House
from tests.search_web.conftest import DIRECTIVE
from tests.search_web.desk.conftest import Visitor
from tests.search_web.htmlcheck import read


def followed(house: House, name: str = "can.bo") -> list[Followed]:
    with house.desk.reading() as connection:
        return following.listed(connection, accounts.named(connection, name))


@pytest.mark.parametrize(
    ("written", "target"),
    [
        pytest.param("loai=chi-thi&q=chi+bộ&trang=3", "q=chi+b%E1%BB%99&loai=chi-thi", id="one order, no page"),
        pytest.param("q=chi bộ&xep=date", "q=chi+b%E1%BB%99", id="no sorting"),
        pytest.param("q=&loai=", "", id="nothing"),
        pytest.param("tieng=en&q=x&moi=1", "q=x", id="no language, no unknown name"),
    ],
)
def test_a_search_is_followed_in_one_form(written: str, target: str) -> None:
    assert search_target(written) == target


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        pytest.param("/theo-doi?loai=search&dich=q%3Dchi%2Bbo%26trang%3D2", "/tim.atom?q=chi+bo", id="a search"),
        pytest.param(f"/theo-doi?loai=work&dich={DIRECTIVE}", f"/vb/{DIRECTIVE}/duoc-vien-dan.atom", id="a work"),
    ],
)
def test_anybody_is_told_the_feed(visitor: Visitor, address: str, feed: str) -> None:
    answer = visitor.get(address)
    page = read(answer.get_data(as_text=True))
    assert feed in page.hrefs
    assert page.faults == []
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/theo-doi?loai=work&dich=khong/co", "/theo-doi?loai=search&dich=xep%3Ddate"])
def test_what_cannot_be_followed_is_said(visitor: Visitor, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 404
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_a_reader_who_would_follow_by_mail_is_led_to_the_sign_in(visitor: Visitor) -> None:
    assert visitor.post("/theo-doi", loai="work", dich=DIRECTIVE).status_code == 303


def test_an_account_follows_changes_the_rhythm_and_ends_it(clerk: Visitor, house: House) -> None:
    clerk.get("/theo-doi")
    answer = clerk.post("/theo-doi", loai="work", dich=DIRECTIVE, ve=f"/vb/{DIRECTIVE}")
    assert answer.headers["Location"] == f"/vb/{DIRECTIVE}"
    assert clerk.post("/theo-doi", loai="search", dich="q=chi+bộ&loai=chi-thi").status_code == 303
    search, work = followed(house)
    assert (work.target, work.rhythm) == (DIRECTIVE, "weekly")
    assert work.label.startswith("Chỉ thị 47-CT/TU · Tỉnh ủy Lào Cai")
    assert search.label == "chi bộ · loại: Chỉ thị"
    assert clerk.post(f"/theo-doi/{work.id}/nhip", nhip="daily").status_code == 303
    assert clerk.post(f"/theo-doi/{work.id}/nhip", nhip="hourly").status_code == 400
    assert clerk.post(f"/theo-doi/{search.id}/bo", ve="//vi.du").headers["Location"].startswith("/theo-doi")
    assert [(one.target, one.rhythm) for one in followed(house)] == [(DIRECTIVE, "daily")]


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({"loai": "work", "dich": "khong/co"}, id="no such work"),
        pytest.param({"loai": "search", "dich": ""}, id="no search"),
        pytest.param({"loai": "search", "dich": "q=" + "x" * 5000}, id="a search too long"),
        pytest.param({"loai": "search", "dich": "q=x&hieu-luc=bua"}, id="a filter that is none"),
        pytest.param({"loai": "song", "dich": "x"}, id="no such kind"),
    ],
)
def test_what_is_nothing_is_not_followed(clerk: Visitor, house: House, form: dict[str, str]) -> None:
    clerk.get("/theo-doi")
    assert clerk.post("/theo-doi", **form).status_code == 400
    assert followed(house) == []


def test_nobody_ends_what_another_follows(clerk: Visitor, admin: Visitor, house: House) -> None:
    clerk.get("/theo-doi")
    clerk.post("/theo-doi", loai="work", dich=DIRECTIVE)
    (thing,) = followed(house)
    admin.get("/theo-doi")
    admin.post(f"/theo-doi/{thing.id}/bo")
    admin.post(f"/theo-doi/{thing.id}/nhip", nhip="none")
    assert followed(house) == [thing]


@pytest.fixture
def stop(desk_app: Flask, house: House) -> Callable[[str], str]:
    """The address that ends mails for a thing of the clerk's, who follows two."""
    with house.desk.atomic() as connection:
        me = accounts.named(connection, "can.bo")
        for target in ("q=a", "q=b"):
            following.follow(connection, me, "search", target, label=target, at=present())
    with desk_app.app_context():
        key = doors().key
    return lambda what: f"/theo-doi/thoi/{me.id}/{what}/{stop_signature(key, me.id, what)}"


def test_looking_at_the_address_of_a_mail_ends_nothing(
    visitor: Visitor, house: House, stop: Callable[[str], str]
) -> None:
    answer = visitor.get(stop(EVERYTHING))
    assert answer.status_code == 200
    assert read(answer.get_data(as_text=True)).faults == []
    assert {one.rhythm for one in followed(house)} == {"weekly"}


def test_a_mail_program_ends_the_mails_without_a_field_or_a_session(
    visitor: Visitor, house: House, stop: Callable[[str], str]
) -> None:
    (second, first) = followed(house)
    one_click = {"List-Unsubscribe": "One-Click"}
    assert visitor.client.post(stop(str(first.id)), data=one_click).status_code == 200
    assert [one.rhythm for one in followed(house)] == ["weekly", "none"]
    for _ in range(2):  # a second time changes nothing
        answer = visitor.client.post(stop(EVERYTHING), data=one_click, headers={"Origin": "https://thu.vi.du"})
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert {one.rhythm for one in followed(house)} == {"none"}
    assert second.id in [one.id for one in followed(house)]


@pytest.mark.parametrize("change", ["what", "account", "signature", "purpose"])
def test_an_address_that_is_not_signed_so_ends_nothing(
    desk_app: Flask, visitor: Visitor, house: House, stop: Callable[[str], str], change: str
) -> None:
    number, what, signature = stop("1").rsplit("/", 3)[1:]
    with desk_app.app_context():
        other = signed(doors().key, "form", f"{number}:{what}")
    parts = {
        "what": (number, EVERYTHING, signature),
        "account": (str(int(number) + 1), what, signature),
        "signature": (number, what, "0" * 64),
        "purpose": (number, what, other),
    }[change]
    address = "/theo-doi/thoi/" + "/".join(parts)
    assert visitor.get(address).status_code == 404
    assert visitor.client.post(address).status_code == 404
    assert {one.rhythm for one in followed(house)} == {"weekly"}
    assert UNFOLLOW != "form"


BUTTON = '{% import "follow/button.html" as follow %}{{ follow.button("work", "' + DIRECTIVE + '") }}'


def button(app: Flask, visitor: Visitor) -> str:
    """The button as a page shows it to a browser."""
    cookie = visitor.client.get_cookie("phien")
    headers = {"Cookie": f"phien={cookie.value}"} if cookie else {}
    with app.test_request_context(f"/vb/{DIRECTIVE}?trang=2", headers=headers):
        return render_template_string(BUTTON)


def test_the_button_on_other_pages(desk_app: Flask, clerk: Visitor, visitor: Visitor, house: House) -> None:
    assert f"/theo-doi?loai=work&amp;dich={DIRECTIVE}" in button(desk_app, visitor)
    assert "Theo dõi văn bản này" in button(desk_app, clerk)
    clerk.get("/theo-doi")
    clerk.post("/theo-doi", loai="work", dich=DIRECTIVE)
    shown = button(desk_app, clerk)
    assert "Bỏ theo dõi" in shown
    assert f'action="/theo-doi/{followed(house)[0].id}/bo"' in shown
    assert f'name="ve" value="/vb/{DIRECTIVE}?trang=2"' in shown
