"""People who may sign in: their names, their roles, their passwords as kept; added, changed and closed, never removed.

A name is folded (no marks, small letters), so that one person has one name however it is typed. Every change takes the
name of who makes it and leaves a row in the log; `sign_in` is the only other room that changes an account.
"""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from archive.desk import audit, passwords
from archive.desk.moments import now
from archive.desk.tables import accounts, sessions
from archive.errors import NotHere, QueryError
from archive.store.tables import AnyRow
from archive.text.vietnamese import fold, nfc

# What each role may do, it and those after it: a clerk may what a reader may.
ROLES = ("reader", "clerk", "admin")
# Must: "nguyen.an", "vp-tu2". Must not: "a", ".an", "an@tinh", forty letters.
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
# Must: "an@tinhuy.example.vn". Must not: "an@", "an@x", "a b@c.d", "an@c.d\nBcc: e@f.g", "<an@c.d>".
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")
COMMAND_LINE = "dòng lệnh"  # who did it, in the log, when it was done on the machine itself


@dataclass(frozen=True, slots=True)
class Account:
    """A person at the desk; `locked_until` is "" when nothing locks it, `one_time` a password that must be changed."""

    id: int
    name: str
    shown: str
    email: str
    role: str
    active: bool
    made_at: str = ""
    locked_until: str = ""
    one_time: bool = False

    def may(self, role: str) -> bool:
        """Whether the account may do what the role may."""
        return self.active and self.role in ROLES and ROLES.index(self.role) >= ROLES.index(role)


def folded(name: str) -> str:
    """A name as it is kept: "Nguyễn.An " → "nguyen.an"."""
    return fold(nfc(name)).strip()


def add(
    connection: Connection,
    name: str,
    password: str,
    *,
    role: str,
    by: str,
    shown: str = "",
    email: str = "",
    one_time: bool = False,
) -> Account:
    """A new account; `shown` is the name on pages, the account's own name when it is empty.

    A one-time password must be changed at the first sign-in.

    Raises:
        QueryError: the name, address, role or password is not allowed, or the name is taken.
    """
    kept = _name(name)
    if find(connection, kept):
        raise QueryError(f"Đã có tài khoản {kept}.", remedy="Chọn tên khác, hoặc mở lại tài khoản đã đóng.")
    called = shown_name(shown) or kept
    passwords.allow(password, kept, called)
    values = {
        "name": kept,
        "shown": called,
        "email": address(email),
        "role": _role(role),
        "password": passwords.hashed(password),
        "active": True,
        "made_at": now(),
        "one_time": one_time,
    }
    connection.execute(insert(accounts).values(values))
    audit.record(connection, by, "account_added", kept, role)
    return named(connection, kept)


def listed(connection: Connection) -> list[Account]:
    """All accounts by name, closed ones too."""
    return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name))]


def find(connection: Connection, name: str) -> Account | None:
    """The account of a name however it is typed, or None."""
    row = connection.execute(select(accounts).where(accounts.c.name == folded(name))).one_or_none()
    return _account(row) if row else None


def named(connection: Connection, name: str) -> Account:
    """The account of a name. Raises NotHere."""
    found = find(connection, name)
    if found is None:
        raise NotHere(f"Không có tài khoản {folded(name)!r}.", remedy="Xem tên: vankien user list.")
    return found


def by_id(connection: Connection, number: int) -> Account | None:
    """The account of a row, or None."""
    row = connection.execute(select(accounts).where(accounts.c.id == number)).one_or_none()
    return _account(row) if row else None


def change_role(connection: Connection, name: str, role: str, *, by: str) -> None:
    """Give another role; its sessions end, so that what was open under the old one is not used further.

    Raises:
        NotHere, QueryError: no such account or role; or it is the last administrator.
    """
    account = named(connection, name)
    if role != "admin":
        _keep_an_admin(connection, account)
    _set(connection, account, role=_role(role))
    end_sessions(connection, account)
    audit.record(connection, by, "role", account.name, f"{account.role} → {role}")


def set_password(connection: Connection, name: str, password: str, *, by: str, one_time: bool = False) -> None:
    """Give another password; the lock is taken off and every session ends. A one-time one must be changed at once.

    Raises:
        NotHere, QueryError: no such account; or the password breaks the rules of `passwords`.
    """
    account = named(connection, name)
    passwords.allow(password, account.name, account.shown, account.email.partition("@")[0])
    kept = passwords.hashed(password)
    _set(connection, account, password=kept, one_time=one_time, failures=0, locked_until=None)
    end_sessions(connection, account)
    audit.record(connection, by, "password", account.name)


def close(connection: Connection, name: str, *, by: str) -> None:
    """Let nobody sign in by this account; what it did stays in the log. Raises NotHere, QueryError (the last admin)."""
    account = named(connection, name)
    _keep_an_admin(connection, account)
    _set(connection, account, active=False)
    end_sessions(connection, account)
    audit.record(connection, by, "account_closed", account.name)


def reopen(connection: Connection, name: str, *, by: str) -> None:
    """Let a closed account sign in again. Raises NotHere."""
    account = named(connection, name)
    _set(connection, account, active=True)
    audit.record(connection, by, "account_reopened", account.name)


def unlock(connection: Connection, name: str, *, by: str) -> None:
    """Take the lock of wrong passwords off. Raises NotHere."""
    account = named(connection, name)
    _set(connection, account, failures=0, locked_until=None)
    audit.record(connection, by, "unlocked", account.name)


def describe(connection: Connection, name: str, *, shown: str, email: str, by: str) -> None:
    """Change how a person is named on pages and where digests go. Raises NotHere, QueryError."""
    account = named(connection, name)
    _set(connection, account, shown=shown_name(shown) or account.name, email=address(email))
    audit.record(connection, by, "account_described", account.name)


def address(email: str) -> str:
    """A mail address as it is kept; "" for none. Raises QueryError where it is none, or holds more than an address."""
    said = email.strip()
    if said and not _EMAIL.fullmatch(said):
        raise QueryError(f"Địa chỉ thư {said[:80]!r} không hợp lệ.", remedy="Ghi dạng ten@co-quan.vn, không dấu.")
    return said


def shown_name(shown: str) -> str:
    """A person's name as it is kept: blanks evened. Raises QueryError: longer than 80 letters, or signs no name has."""
    said = " ".join(nfc(shown).split())
    if len(said) > 80 or not said.isprintable():
        raise QueryError("Tên hiển thị dài quá 80 ký tự hoặc có ký tự lạ.", remedy="Ghi họ và tên.")
    return said


def end_sessions(connection: Connection, account: Account) -> int:
    """Sign the account out everywhere; how many browsers that were."""
    return connection.execute(delete(sessions).where(sessions.c.account == account.id)).rowcount


def _account(row: AnyRow) -> Account:
    return Account(
        row.id,
        row.name,
        row.shown,
        row.email,
        row.role,
        row.active,
        made_at=row.made_at,
        locked_until=row.locked_until or "",
        one_time=row.one_time,
    )


def _set(connection: Connection, account: Account, **values: object) -> None:
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(values))


def _name(name: str) -> str:
    kept = folded(name)
    if not _NAME.fullmatch(kept):
        raise QueryError(
            f"Tên tài khoản {kept[:40]!r} không hợp lệ.",
            remedy="Dùng 2–32 chữ không dấu, chữ số, dấu chấm, gạch nối; bắt đầu bằng chữ hoặc số.",
        )
    return kept


def _role(role: str) -> str:
    if role not in ROLES:
        raise QueryError(f"Không có vai trò {role!r}.", remedy=f"Các vai trò: {', '.join(ROLES)}.")
    return role


def _keep_an_admin(connection: Connection, account: Account) -> None:
    """Raises QueryError where the account is the last that may keep the others."""
    others = select(func.count()).where(
        accounts.c.role == "admin", accounts.c.active.is_(True), accounts.c.id != account.id
    )
    if account.role == "admin" and account.active and not connection.execute(others).scalar_one():
        raise QueryError(
            f"{account.name} là quản trị viên cuối cùng.", remedy="Trao vai trò quản trị cho người khác trước."
        )
