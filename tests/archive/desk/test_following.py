"""What is followed: once each, told when it is due, silent when asked, nobody else's."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.desk import accounts, following
from archive.desk.accounts import Account
from archive.desk.following import Followed
from archive.desk.moments import written
from archive.errors import QueryError
from archive.store.database import Database
from tests.archive.desk.conftest import PASSWORD

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def followed(desk: Database, account: Account, target: str = "q=chi+bo", rhythm: str = "daily") -> Followed:
    with desk.atomic() as connection:
        made = following.follow(connection, account, "search", target, label="chi bộ", at=NOON)
        following.set_rhythm(connection, account, made.id, rhythm, at=NOON)
        return following.listed(connection, account)[0]


def due(desk: Database, at: datetime) -> list[tuple[str, list[str]]]:
    with desk.reading() as connection:
        return [(account.name, [one.target for one in things]) for account, things in following.due(connection, at)]


def test_a_thing_is_followed_once(desk: Database, an: Account) -> None:
    first = followed(desk, an)
    again = followed(desk, an)
    assert first == again


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        pytest.param("song", "x", id="no such kind"),
        pytest.param("search", "", id="nothing"),
        pytest.param("search", "q=" + "x" * 2000, id="too long"),
        pytest.param("work", "a\nb", id="a line break"),
    ],
)
def test_what_cannot_be_followed_is_refused(desk: Database, an: Account, kind: str, target: str) -> None:
    with desk.atomic() as connection, pytest.raises(QueryError):
        following.follow(connection, an, kind, target, label="", at=NOON)


def test_there_is_an_end_to_it(desk: Database, an: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST", 2)
    followed(desk, an, "q=a")
    followed(desk, an, "q=b")
    with pytest.raises(QueryError, match="nhiều nhất"):
        followed(desk, an, "q=c")


def test_a_label_is_one_line(desk: Database, an: Account) -> None:
    with desk.atomic() as connection:
        made = following.follow(connection, an, "search", "q=a", label="chi bộ\r\nBcc: x@y.z\x00", at=NOON)
    assert made.label == "chi bộ Bcc: x@y.z"


@pytest.mark.parametrize(
    ("rhythm", "days", "is_due"),
    [
        pytest.param("daily", 0.5, False, id="not yet a day"),
        pytest.param("daily", 0.99, True, id="the clock began some minutes early"),
        pytest.param("weekly", 3, False, id="not yet a week"),
        pytest.param("weekly", 6.9, True, id="a week"),
        pytest.param("none", 400, False, id="never"),
    ],
)
def test_when_it_is_due(desk: Database, an: Account, rhythm: str, days: float, is_due: bool) -> None:
    followed(desk, an, rhythm=rhythm)
    assert due(desk, NOON + days * DAY) == ([("an", ["q=chi+bo"])] if is_due else [])


@pytest.mark.parametrize("without", ["address", "account"])
def test_nobody_is_told_without_an_address_or_an_open_account(desk: Database, an: Account, without: str) -> None:
    followed(desk, an)
    with desk.atomic() as connection:
        if without == "address":
            accounts.describe(connection, "an", shown="", email="", by="an")
        else:
            accounts.close(connection, "an", by="x")
    assert due(desk, NOON + 30 * DAY) == []


def test_what_was_told_moves_on_and_never_back(desk: Database, an: Account) -> None:
    thing = followed(desk, an)
    with desk.atomic() as connection:
        following.not_told(connection, an, "550 no\r\nsuch user")
        assert following.trouble_of(connection, an) == "550 no such user"
        following.told(connection, an, [thing], written(NOON + DAY))
        following.told(connection, an, [thing], written(NOON - DAY))
        assert following.trouble_of(connection, an) == ""
        assert following.listed(connection, an)[0].told_until == written(NOON + DAY)


def test_who_asks_again_is_told_from_then_on(desk: Database, an: Account) -> None:
    thing = followed(desk, an, rhythm="none")
    with desk.atomic() as connection:
        following.set_rhythm(connection, an, thing.id, "daily", at=NOON + 100 * DAY)
        assert following.listed(connection, an)[0].told_until == written(NOON + 100 * DAY)
        with pytest.raises(QueryError):
            following.set_rhythm(connection, an, thing.id, "hourly", at=NOON)


def test_nobody_changes_what_another_follows(desk: Database, an: Account) -> None:
    thing = followed(desk, an)
    with desk.atomic() as connection:
        other = accounts.add(connection, "binh", PASSWORD, role="admin", by="x")
        assert not following.unfollow(connection, other, thing.id)
        assert not following.set_rhythm(connection, other, thing.id, "none", at=NOON)
        assert not following.silence(connection, other.id, thing.id)
        assert following.listed(connection, other) == []
        assert following.unfollow(connection, an, thing.id)


def test_silence_is_for_one_or_for_all(desk: Database, an: Account) -> None:
    first = followed(desk, an, "q=a")
    followed(desk, an, "q=b")
    followed(desk, an, "q=c")
    with desk.atomic() as connection:
        assert following.silence(connection, an.id, first.id) == 1
        assert following.silence(connection, an.id, None) == 2
        assert [one.rhythm for one in following.listed(connection, an)] == ["none"] * 3
