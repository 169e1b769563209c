"""The pages of accounts and of the log: what an administrator does there, and what each page says."""

import re
from collections.abc import Callable

import pytest

from archive.desk import accounts, following
from archive.desk.moments import present
from search_web.reading import House
from tests.search_web.desk.conftest import Visitor
from tests.search_web.htmlcheck import read

PAGES = (
    "/ban-lam-viec/tai-khoan",
    "/ban-lam-viec/tai-khoan/can.bo",
    "/ban-lam-viec/nhat-ky",
    "/ban-lam-viec/tai-khoan-cua-toi",
    "/ban-lam-viec/mat-khau",
    "/theo-doi",
)


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_sound(admin: Visitor, house: House, address: str) -> None:
    with house.desk.atomic() as connection:
        me = accounts.named(connection, "quan.tri")
        label = '<script>alert("x")</script> ' + "rất dài " * 40
        following.follow(connection, me, "search", "q=chi+bo", label=label, at=present())
        accounts.describe(connection, "can.bo", shown="<b>Cán & Bộ</b>", email="", by="x")
    answer = admin.get(address)
    page = read(answer.get_data(as_text=True))
    assert answer.status_code == 200
    # A hidden field has no label; nothing else of a form may be without one.
    assert [fault for fault in page.faults if fault != "input  without a label"] == []


def test_a_new_account_has_a_password_for_once(admin: Visitor, visit: Callable[[], Visitor], house: House) -> None:
    admin.get("/ban-lam-viec/tai-khoan")
    form = {"tai_khoan": "Lê.Mới", "ten": "Lê Mới", "thu": "", "vai_tro": "clerk"}
    page = admin.post("/ban-lam-viec/tai-khoan", **form).get_data(as_text=True)
    found = re.search(r'class="one-time">([^<]+)<', page)
    assert found
    assert found[1] not in admin.get("/ban-lam-viec/tai-khoan/le.moi").get_data(as_text=True)
    new = visit()
    assert new.enter("le.moi", found[1]).status_code == 303
    assert new.get("/ban-lam-viec/tai-khoan-cua-toi").headers["Location"] == "/ban-lam-viec/mat-khau"
    new.get("/ban-lam-viec/mat-khau")
    own = "mật khẩu của riêng tôi"
    assert new.post("/ban-lam-viec/mat-khau", cu=found[1], moi=own, lai=own).status_code == 303
    assert new.get("/ban-lam-viec/tai-khoan-cua-toi").status_code == 200


def test_a_wrong_form_says_what_to_mend_and_keeps_what_was_typed(admin: Visitor) -> None:
    admin.get("/ban-lam-viec/tai-khoan")
    answer = admin.post("/ban-lam-viec/tai-khoan", tai_khoan="can bo!", ten="Trần Thị Bình", thu="", vai_tro="clerk")
    assert answer.status_code == 400
    assert "không hợp lệ" in answer.get_data(as_text=True)
    assert "Trần Thị Bình" in answer.get_data(as_text=True)


def test_what_an_administrator_does_to_an_account(admin: Visitor, clerk: Visitor, house: House) -> None:
    admin.get("/ban-lam-viec/tai-khoan/can.bo")
    assert admin.post("/ban-lam-viec/tai-khoan/can.bo/vai-tro", vai_tro="reader").status_code == 303
    assert clerk.get("/ban-lam-viec/tai-khoan-cua-toi").status_code == 303  # its session ended
    assert admin.post("/ban-lam-viec/tai-khoan/can.bo/vai-tro", vai_tro="root").status_code == 400
    assert admin.post("/ban-lam-viec/tai-khoan/can.bo/dong").status_code == 303
    assert admin.post("/ban-lam-viec/tai-khoan/can.bo/mo-lai").status_code == 303
    assert admin.post("/ban-lam-viec/tai-khoan/can.bo/mo-khoa").status_code == 303
    assert admin.post("/ban-lam-viec/tai-khoan/khong.co/dong").status_code == 404
    assert admin.post("/ban-lam-viec/tai-khoan/quan.tri/dong").status_code == 400
    words = read(admin.get("/ban-lam-viec/nhat-ky?tai-khoan=Quản.Trị").get_data(as_text=True)).words()
    for act in ("đổi vai trò", "Cán bộ lưu trữ → Người đọc", "đóng tài khoản", "mở lại tài khoản", "mở khóa"):
        assert act in words


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        pytest.param("", 2, id="all: two sign-ins"),
        pytest.param("?viec=sign_in", 2, id="of an act"),
        pytest.param("?tai-khoan=can.bo", 1, id="of an account"),
        pytest.param("?ngay=2001-01-01", 0, id="of a day"),
        pytest.param("?ngay=hom-qua", 2, id="a day that is none"),
        pytest.param("?trang=9", 0, id="a page that is not there"),
    ],
)
def test_the_log_is_filtered(admin: Visitor, clerk: Visitor, query: str, rows: int) -> None:
    page = admin.get(f"/ban-lam-viec/nhat-ky{query}").get_data(as_text=True)
    assert page.count("<tr>") - 1 == rows


def test_one_mends_ones_own_name_and_address(clerk: Visitor, house: House) -> None:
    clerk.get("/ban-lam-viec/tai-khoan-cua-toi")
    assert clerk.post("/ban-lam-viec/tai-khoan-cua-toi", ten="Cán  Bộ", thu="cb@vi.du.vn").status_code == 303
    with house.desk.reading() as connection:
        me = accounts.named(connection, "can.bo")
    assert (me.shown, me.email) == ("Cán Bộ", "cb@vi.du.vn")
    assert clerk.post("/ban-lam-viec/tai-khoan-cua-toi", ten="", thu="x\nBcc: y@z.vn").status_code == 400


def test_one_ends_a_session_elsewhere(clerk: Visitor, visit: Callable[[], Visitor]) -> None:
    other = visit()
    other.enter("can.bo")
    page = clerk.get("/ban-lam-viec/tai-khoan-cua-toi").get_data(as_text=True)
    (mark,) = re.findall(r'name="phien" value="([0-9a-f]{16})"', page)
    clerk.post("/ban-lam-viec/tai-khoan-cua-toi/phien", phien=mark)
    assert other.get("/ban-lam-viec/tai-khoan-cua-toi").status_code == 303
    assert clerk.get("/ban-lam-viec/tai-khoan-cua-toi").status_code == 200
