"""The log's rows are found by account, act and day; the key is made once, for its owner alone."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.desk import audit
from archive.desk.audit import Sought
from archive.desk.key import is_signed, key_beside, signed
from archive.desk.tables import audit as table
from archive.store.database import Database


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        pytest.param(Sought(), ["c", "b", "a"], id="all, newest first"),
        pytest.param(Sought(account="an"), ["c", "a"], id="of an account"),
        pytest.param(Sought(act="role"), ["c", "b"], id="of an act"),
        pytest.param(Sought(since="2026-11-21T17:00:00+00:00", until="2026-11-22T17:00:00+00:00"), ["b"], id="a day"),
        pytest.param(Sought(account="an", act="role"), ["c"], id="both"),
    ],
)
def test_rows_are_found(desk: Database, sought: Sought, found: list[str]) -> None:
    rows = [
        ("2026-11-21T16:59:59+00:00", "an", "sign_in", "a"),
        ("2026-11-21T17:00:00+00:00", "binh", "role", "b"),
        ("2026-11-22T17:00:00+00:00", "an", "role", "c"),
    ]
    with desk.atomic() as connection:
        for at, account, act, what in rows:
            connection.execute(table.insert().values(at=at, account=account, act=act, what=what, detail=""))
        assert [one.what for one in audit.listed(connection, sought)] == found
        assert audit.count(connection, sought) == len(found)
        assert [one.what for one in audit.listed(connection, sought, offset=1, limit=1)] == found[1:2]


def test_a_row_is_added_with_its_moment(desk: Database) -> None:
    with desk.atomic() as connection:
        audit.record(connection, "an", "role", "binh", "reader → clerk")
        (row,) = audit.listed(connection)
        assert audit.acts(connection) == ["role"]
    assert (row.account, row.what, row.detail) == ("an", "binh", "reader → clerk")
    assert row.at.endswith("+00:00")


def test_the_key_is_made_once_for_its_owner(tmp_path: Path) -> None:
    first = key_beside(tmp_path / "new" / "desk.sqlite")
    assert len(first) == 32
    assert key_beside(tmp_path / "new" / "desk.sqlite") == first
    assert stat.S_IMODE((tmp_path / "new" / "desk.key").stat().st_mode) == 0o600
    assert [one.name for one in (tmp_path / "new").iterdir()] == ["desk.key"]
    assert key_beside(tmp_path / "other" / "desk.sqlite") != first


@given(st.binary(min_size=32, max_size=32), st.text(), st.text())
def test_a_signature_is_of_one_key_one_purpose_and_one_text(key: bytes, said: str, other: str) -> None:
    said, other = (text.encode("utf-8", "replace").decode() for text in (said, other))
    signature = signed(key, "form", said)
    assert is_signed(key, "form", said, signature)
    assert not is_signed(key, "unfollow", said, signature)
    assert not is_signed(bytes(32) if key != bytes(32) else b"x" * 32, "form", said, signature)
    assert is_signed(key, "form", other, signature) == (said == other)
