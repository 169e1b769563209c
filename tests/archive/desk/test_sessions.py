"""Sessions end: unused for twelve hours, a week after they began, by their owner; nobody ends another's."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.desk import accounts, sessions
from archive.desk.accounts import Account
from archive.store.database import Database
from tests.archive.desk.conftest import PASSWORD

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_tokens_are_of_256_bits_and_never_alike(desk: Database, an: Account) -> None:
    with desk.atomic() as connection:
        made = {sessions.begin(connection, an, at=NOON) for _ in range(20)}
    assert len(made) == 20
    assert all(len(one) >= 43 for one in made)  # 32 bytes in base64


@pytest.mark.parametrize(
    ("uses", "at", "goes_on"),
    [
        pytest.param([], 11.9, True, id="unused, not yet twelve hours"),
        pytest.param([], 12, False, id="unused for twelve hours"),
        pytest.param([10, 20], 30, True, id="in use"),
        pytest.param(list(range(10, 168, 10)), 167.9, True, id="in use for nearly a week"),
        pytest.param(list(range(10, 168, 10)), 168, False, id="a week old, in use or not"),
    ],
)
def test_a_session_ends_unused_or_old(desk: Database, an: Account, uses: list[int], at: float, goes_on: bool) -> None:
    with desk.atomic() as connection:
        token = sessions.begin(connection, an, at=NOON)
        for hour in uses:
            sessions.touch(connection, token, at=NOON + hour * HOUR)
        assert (sessions.holder(connection, token, at=NOON + at * HOUR) is not None) == goes_on
        assert bool(sessions.listed(connection, an, at=NOON + at * HOUR)) == goes_on


def test_the_last_use_is_written_now_and_then(desk: Database, an: Account) -> None:
    with desk.atomic() as connection:
        token = sessions.begin(connection, an, at=NOON)
        soon = sessions.holder(connection, token, at=NOON + timedelta(minutes=4))
        later = sessions.holder(connection, token, at=NOON + timedelta(minutes=5))
    assert soon is not None
    assert later is not None
    assert (soon[1], later[1]) == (False, True)


def test_one_ends_ones_own_sessions_and_nobody_elses(desk: Database, an: Account) -> None:
    with desk.atomic() as connection:
        other = accounts.add(connection, "binh", PASSWORD, role="admin", by="x")
        token = sessions.begin(connection, an, at=NOON)
        for named in ("", "%", sessions.mark(token)[:8], "_" * 16):
            assert not sessions.end_marked(connection, an, named)
        assert not sessions.end_marked(connection, other, sessions.mark(token))
        assert sessions.end_marked(connection, an, sessions.mark(token))
        assert sessions.holder(connection, token, at=NOON) is None


def test_a_made_up_token_is_nobodys(desk: Database, an: Account) -> None:
    with desk.reading() as connection:
        for token in ("", "x", "\ud800", "a" * 100_000):
            assert sessions.holder(connection, token, at=NOON) is None
