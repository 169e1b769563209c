"""Accounts: names folded, roles in order, addresses that hold no more than an address, one administrator at least."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.desk import accounts, audit, moments, sessions
from archive.desk.accounts import ROLES, Account
from archive.errors import NotHere, QueryError
from archive.store.database import Database
from tests.archive.desk.conftest import PASSWORD


def account(role: str, *, active: bool = True) -> Account:
    return Account(1, "an", "An", "", role, active)


@given(st.sampled_from(ROLES), st.sampled_from(ROLES))
def test_a_role_may_what_those_before_it_may_and_nothing_more(held: str, needed: str) -> None:
    assert account(held).may(needed) == (ROLES.index(held) >= ROLES.index(needed))
    assert not account(held, active=False).may(needed)


def test_a_role_that_is_none_may_nothing() -> None:
    assert not any(account("root").may(role) for role in ROLES)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("Nguyễn.An ", "nguyen.an", id="marks, capitals, a blank at the end"),
        pytest.param("ĐỨC-2", "duc-2", id="đ"),
        pytest.param("nguye\u0302\u0303n", "nguyen", id="marks apart"),
    ],
)
def test_a_name_is_one_however_it_is_typed(desk: Database, typed: str, kept: str) -> None:
    with desk.atomic() as connection:
        assert accounts.add(connection, typed, PASSWORD, role="clerk", by="x").name == kept
        assert accounts.named(connection, typed).name == kept
        with pytest.raises(QueryError, match="Đã có"):
            accounts.add(connection, kept, PASSWORD, role="clerk", by="x")


@pytest.mark.parametrize("name", ["", "a", ".an", "a n", "an@tinh", "a" * 33, "an\n", "../an", "an/an"])
def test_what_is_no_name_is_refused(desk: Database, name: str) -> None:
    with desk.atomic() as connection, pytest.raises(QueryError):
        accounts.add(connection, f"{name}\x00" if name == "an\n" else name, PASSWORD, role="clerk", by="x")


@pytest.mark.parametrize(
    "email",
    [
        pytest.param("an@", id="no host"),
        pytest.param("an@tinh", id="no dot"),
        pytest.param("an@vi.du.vn\nBcc: moi@vi.du.vn", id="a header more"),
        pytest.param("an@vi.du.vn,b@vi.du.vn", id="two"),
        pytest.param("An <an@vi.du.vn>", id="a name before it"),
        pytest.param("an @vi.du.vn", id="a blank"),
    ],
)
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(QueryError, match="không hợp lệ"):
        accounts.address(email)


def test_the_last_administrator_stays_one(desk: Database) -> None:
    with desk.atomic() as connection:
        accounts.add(connection, "mot", PASSWORD, role="admin", by="x")
        with pytest.raises(QueryError, match="cuối cùng"):
            accounts.close(connection, "mot", by="x")
        with pytest.raises(QueryError, match="cuối cùng"):
            accounts.change_role(connection, "mot", "clerk", by="x")
        accounts.add(connection, "hai", PASSWORD, role="admin", by="x")
        accounts.close(connection, "mot", by="x")
        assert not accounts.named(connection, "mot").active
        with pytest.raises(QueryError, match="cuối cùng"):  # one that is closed keeps nobody
            accounts.close(connection, "hai", by="x")


@pytest.mark.parametrize("change", ["role", "close", "password"])
def test_a_change_of_what_an_account_may_do_ends_its_sessions(desk: Database, an: Account, change: str) -> None:
    at = moments.present()
    with desk.atomic() as connection:
        token = sessions.begin(connection, an, at=at)
        match change:
            case "role":
                accounts.change_role(connection, "an", "reader", by="x")
            case "close":
                accounts.close(connection, "an", by="x")
            case _:
                accounts.set_password(connection, "an", "một mật khẩu khác", by="x")
        assert sessions.holder(connection, token, at=at) is None


def test_every_change_is_in_the_log_and_no_password_is(desk: Database, an: Account) -> None:
    with desk.atomic() as connection:
        accounts.change_role(connection, "an", "reader", by="quan.tri")
        accounts.set_password(connection, "an", "một mật khẩu khác", by="quan.tri")
        accounts.describe(connection, "an", shown="An", email="", by="an")
        accounts.close(connection, "an", by="quan.tri")
        accounts.reopen(connection, "an", by="quan.tri")
        accounts.unlock(connection, "an", by="quan.tri")
        rows = audit.listed(connection)
    assert [one.act for one in reversed(rows)] == [
        "account_added",
        "role",
        "password",
        "account_described",
        "account_closed",
        "account_reopened",
        "unlocked",
    ]
    assert not any("mật khẩu" in one.detail or "argon2" in one.detail for one in rows)


def test_who_is_not_there_is_named(desk: Database) -> None:
    with desk.atomic() as connection, pytest.raises(NotHere, match="khong-co"):
        accounts.close(connection, "khong-co", by="x")
