"""Signing in: one answer for every refusal, the same work for every name, locks that grow, tokens kept as digests."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from archive.desk import accounts, audit, passwords, sessions, sign_in
from archive.desk.accounts import Account
from archive.desk.sign_in import Brake, lock_after
from archive.desk.tables import accounts as people
from archive.desk.tables import sessions as table
from archive.errors import QueryError
from archive.store.database import Database
from tests.archive.desk.conftest import PASSWORD

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def tries(desk: Database, count: int, at: datetime) -> None:
    for _ in range(count):
        assert sign_in.sign_in(desk, "an", "sai hoàn toàn rồi", at=at) is None


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (10, 32), (11, 60), (40, 60), (10_000, 60)],
)
def test_a_lock_doubles_up_to_an_hour(failures: int, minutes: int) -> None:
    assert lock_after(failures) == minutes * MINUTE


@given(st.integers(0, 500))
def test_a_further_failure_never_shortens_a_lock(failures: int) -> None:
    assert lock_after(failures) <= lock_after(failures + 1) <= timedelta(hours=1)


def test_the_right_password_comes_in_and_the_token_is_kept_as_a_digest(desk: Database, an: Account) -> None:
    entered = sign_in.sign_in(desk, " Ân ", PASSWORD, at=NOON)
    assert entered is not None
    assert entered.account.id == an.id
    with desk.reading() as connection:
        kept = connection.execute(select(table.c.digest)).scalars().all()
        assert kept == [sessions.digest(entered.token)]
        assert entered.token not in kept
        assert audit.listed(connection)[0].act == "sign_in"


def test_five_failures_lock_and_even_the_right_password_waits(desk: Database, an: Account) -> None:
    tries(desk, 5, NOON)
    assert sign_in.sign_in(desk, "an", PASSWORD, at=NOON + 0.9 * MINUTE) is None
    assert sign_in.sign_in(desk, "an", PASSWORD, at=NOON + MINUTE) is not None


def test_tries_while_it_is_locked_are_not_counted(desk: Database, an: Account) -> None:
    tries(desk, 5 + 20, NOON)
    assert sign_in.sign_in(desk, "an", PASSWORD, at=NOON + MINUTE) is not None


def test_a_failure_after_a_lock_locks_twice_as_long(desk: Database, an: Account) -> None:
    tries(desk, 5, NOON)
    tries(desk, 1, NOON + MINUTE)
    assert sign_in.sign_in(desk, "an", PASSWORD, at=NOON + 2.5 * MINUTE) is None
    assert sign_in.sign_in(desk, "an", PASSWORD, at=NOON + 3 * MINUTE) is not None


def test_the_right_password_begins_the_count_anew(desk: Database, an: Account) -> None:
    tries(desk, 4, NOON)
    assert sign_in.sign_in(desk, "an", PASSWORD, at=NOON)
    tries(desk, 4, NOON)
    assert sign_in.sign_in(desk, "an", PASSWORD, at=NOON)


def test_an_administrator_takes_a_lock_off(desk: Database, an: Account) -> None:
    tries(desk, 5, NOON)
    with desk.atomic() as connection:
        accounts.unlock(connection, "an", by="x")
    assert sign_in.sign_in(desk, "an", PASSWORD, at=NOON)


@pytest.mark.parametrize("name", ["an", "khong-co", "da-dong", "da-khoa", "", "a" * 5000])
def test_a_try_takes_the_work_of_one_password_whatever_the_name(
    desk: Database, an: Account, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with desk.atomic() as connection:
        for other in ("da-dong", "da-khoa"):
            accounts.add(connection, other, PASSWORD, role="clerk", by="x")
        accounts.close(connection, "da-dong", by="x")
    for _ in range(5):
        sign_in.sign_in(desk, "da-khoa", "sai", at=NOON)
    passwords.nobody()  # made once for all
    checked: list[str] = []
    verified = passwords.verified

    def counted(kept: str, password: str) -> bool:
        checked.append(kept)
        return verified(kept, password)

    monkeypatch.setattr(passwords, "verified", counted)
    assert sign_in.sign_in(desk, name, "sai", at=NOON) is None
    assert len(checked) == 1
    assert checked[0].startswith("$argon2id$")


def test_a_closed_account_stays_out(desk: Database, an: Account) -> None:
    with desk.atomic() as connection:
        accounts.close(connection, "an", by="x")
    assert sign_in.sign_in(desk, "an", PASSWORD, at=NOON) is None


def test_a_password_kept_the_old_way_is_kept_anew_when_it_was_right(
    desk: Database, an: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kept() -> str:
        with desk.reading() as connection:
            return str(connection.execute(select(people.c.password)).scalar_one())

    old = kept()
    sign_in.sign_in(desk, "an", PASSWORD, at=NOON)
    assert kept() == old
    monkeypatch.setattr(passwords, "outdated", lambda _: True)
    sign_in.sign_in(desk, "an", "sai", at=NOON)
    assert kept() == old
    sign_in.sign_in(desk, "an", PASSWORD, at=NOON)
    assert kept() != old
    assert passwords.verified(kept(), PASSWORD)


def test_a_new_password_of_ones_own_ends_every_session_and_begins_one(desk: Database, an: Account) -> None:
    first = sign_in.sign_in(desk, "an", PASSWORD, at=NOON)
    assert first is not None
    changed = sign_in.change_own(desk, an, PASSWORD, "một mật khẩu khác", at=NOON)
    assert changed is not None
    with desk.reading() as connection:
        assert sessions.holder(connection, first.token, at=NOON) is None
        assert sessions.holder(connection, changed.token, at=NOON) is not None
    assert sign_in.sign_in(desk, "an", "một mật khẩu khác", at=NOON)
    assert sign_in.sign_in(desk, "an", PASSWORD, at=NOON) is None


def test_a_wrong_old_password_counts_as_a_failure(desk: Database, an: Account) -> None:
    for _ in range(5):
        assert sign_in.change_own(desk, an, "sai", "một mật khẩu khác", at=NOON) is None
    assert sign_in.change_own(desk, an, PASSWORD, "một mật khẩu khác", at=NOON) is None  # locked
    with desk.reading() as connection:
        assert "locked" in [one.act for one in audit.listed(connection)]


def test_a_bad_new_password_changes_nothing(desk: Database, an: Account) -> None:
    with pytest.raises(QueryError):
        sign_in.change_own(desk, an, PASSWORD, "ngắn", at=NOON)
    assert sign_in.sign_in(desk, "an", PASSWORD, at=NOON)


def test_the_brake_lets_so_many_in_a_span_and_no_more() -> None:
    brake = Brake(most=3, span=MINUTE)
    assert [brake.lets(NOON + second * timedelta(seconds=10)) for second in range(4)] == [True, True, True, False]
    assert brake.lets(NOON + MINUTE)  # the first is out of the span
    assert not brake.lets(NOON + MINUTE)
