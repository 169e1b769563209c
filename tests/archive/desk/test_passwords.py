"""What may be a password, and that a kept one is checked and grows old."""

from importlib.util import find_spec, module_from_spec

import pytest
from argon2 import PasswordHasher

from archive.desk import passwords
from archive.errors import QueryError


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("mười hai con giáp", id="a sentence with marks and blanks"),
        pytest.param("k7mp-x2qd-94hn-tbwc", id="a made one"),
        pytest.param("nguyenvanan đi chợ sớm", id="a name within more"),
        pytest.param("x" * 150 + "abcdefg", id="a long one is no burden"),
        pytest.param("chỉ có chữ thường", id="no rule about capitals, figures and signs"),
    ],
)
def test_what_is_long_and_known_to_nobody_may_be_one(password: str) -> None:
    passwords.allow(password, "nguyenvanan", "Nguyễn Văn An")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        pytest.param("mười một kt", "11 ký tự", id="one too short"),
        pytest.param("", "0 ký tự", id="none"),
        pytest.param("x1" * 101, "quá 200", id="too long"),
        pytest.param("aaaaaaaaaaaaaaaa", "lặp lại", id="one sign"),
        pytest.param("121212121212", "lặp lại", id="two signs"),
        pytest.param("mật khẩu 123456", "nhiều người dùng", id="a common one with marks and blanks"),
        pytest.param("123456789012", "nhiều người dùng", id="figures in order"),
        pytest.param("QWERTYUIOPAS", "nhiều người dùng", id="keys in order, in capitals"),
        pytest.param("zyxwvutsrqpo", "nhiều người dùng", id="backwards"),
        pytest.param("Nguyễn Văn An1", "tên người dùng", id="the shown name and a figure"),
        pytest.param("nguyenvanan.2", "tên người dùng", id="the account's name and a figure"),
    ],
)
def test_what_is_guessed_first_may_not(password: str, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        passwords.allow(password, "nguyenvanan", "Nguyễn Văn An")


def test_a_kept_password_is_argon2id_and_no_two_are_alike() -> None:
    first, second = passwords.hashed("mười hai con giáp"), passwords.hashed("mười hai con giáp")
    assert first.startswith("$argon2id$")
    assert first != second
    assert passwords.verified(first, "mười hai con giáp")
    assert not passwords.verified(first, "mười hai con giap")
    assert not passwords.verified("x", "mười hai con giáp")


def test_it_does_not_matter_how_a_keyboard_makes_its_marks() -> None:
    assert passwords.verified(passwords.hashed("ộ" * 3 + "mười hai"), "o\u0323\u0302" * 3 + "mười hai")


def test_the_recommended_profile_is_used() -> None:
    # The module read anew: the one that all tests share has a cheaper hasher put in its place.
    found = find_spec(passwords.__name__)
    assert found is not None
    assert found.loader is not None
    fresh = module_from_spec(found)
    found.loader.exec_module(fresh)
    assert fresh.hasher().memory_cost >= 65536
    assert fresh.hasher().time_cost >= 3


def test_one_kept_with_other_parameters_is_outdated() -> None:
    assert passwords.outdated(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash("x"))
    assert not passwords.outdated(passwords.hashed("x"))


def test_one_time_passwords_differ_and_follow_the_rules() -> None:
    made = {passwords.one_time() for _ in range(50)}
    assert len(made) == 50
    for one in made:
        passwords.allow(one, "an")
