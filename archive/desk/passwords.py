"""Passwords: what may be one, how it is kept (argon2id, the library's recommended profile), how one is checked.

The rules are those of NIST SP 800-63B: long, not known to everybody, not the person's own name; no rule about kinds of
signs. A password is compared in its composed form, so that it does not matter which keyboard typed its marks.
"""

import secrets
import tomllib
from functools import cache
from importlib import resources

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from archive.errors import QueryError
from archive.text.vietnamese import fold, nfc

SHORTEST, LONGEST = 12, 200
FEWEST_SIGNS = 5  # "aaaaaaaaaaaa", "121212121212" and the like are guessed first
# Letters and digits that cannot be taken for one another: no 0 o 1 l i.
_PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"
_REMEDY = f"Dùng một câu ngắn, ít nhất {SHORTEST} ký tự, chỉ mình biết; có thể có dấu và khoảng trắng."


@cache
def hasher() -> PasswordHasher:
    """What keeps passwords: argon2id with the profile the library recommends (RFC 9106, low memory)."""
    return PasswordHasher()


@cache
def nobody() -> str:
    """A kept password that nobody has: checked for names that do not exist, so that they take as long as others."""
    return hasher().hash(secrets.token_urlsafe(32))


def allow(password: str, *names: str) -> None:
    """Let a password through that follows the rules; `names` are the person's: account, shown name, mail address.

    Raises:
        QueryError: it is too short or too long, of too few signs, among the commonest, or made of a name.
    """
    said = nfc(password)
    if len(said) < SHORTEST:
        raise QueryError(f"Mật khẩu có {len(said)} ký tự, cần ít nhất {SHORTEST}.", remedy=_REMEDY)
    if len(said) > LONGEST:
        raise QueryError(f"Mật khẩu dài quá {LONGEST} ký tự.", remedy="Hãy chọn câu ngắn hơn.")
    plain = "".join(fold(said).split())
    if len(set(plain)) < FEWEST_SIGNS:
        raise QueryError("Mật khẩu chỉ gồm vài ký tự lặp lại.", remedy=_REMEDY)
    if plain in _commonest() or _in_order(plain):
        raise QueryError("Mật khẩu này nhiều người dùng, dễ bị đoán.", remedy=_REMEDY)
    if any(_made_of(plain, "".join(fold(name).split())) for name in names):
        raise QueryError("Mật khẩu lấy từ tên người dùng.", remedy=_REMEDY)


def hashed(password: str) -> str:
    """The password as it is kept."""
    return hasher().hash(nfc(password))


def verified(kept: str, password: str) -> bool:
    """Whether it is the password that is kept; one kept in no known form is nobody's."""
    try:
        return hasher().verify(kept, nfc(password))
    except (VerificationError, InvalidHashError):
        return False


def outdated(kept: str) -> bool:
    """Whether a password was kept with other parameters than those of now."""
    return hasher().check_needs_rehash(kept)


def one_time() -> str:
    """A password for the first sign-in, easy to read out: "k7mp-x2qd-94hn-tbwc" (79 bits)."""
    letters = [secrets.choice(_PLAIN) for _ in range(16)]
    return "-".join("".join(letters[at : at + 4]) for at in range(0, 16, 4))


@cache
def _commonest() -> frozenset[str]:
    written = (resources.files("archive") / "data" / "passwords.toml").read_text(encoding="utf-8")
    return frozenset("".join(fold(one).split()) for one in tomllib.loads(written)["commonest"])


_ROWS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")


def _in_order(plain: str) -> bool:
    """Whether it is keys one after the other: "123456789012", "qwertyuiopas"; not "hai con trâu 123"."""
    return any(plain in row or plain in row[::-1] for row in _ROWS)


def _made_of(plain: str, name: str) -> bool:
    """Whether a name is nearly all there is: "nguyenvanan" in "nguyenvanan1"; in a longer one it may be."""
    return len(name) >= 3 and name in plain and len(plain) - len(name) * plain.count(name) < SHORTEST // 2
