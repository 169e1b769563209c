"""The mail server: one connection for a round, by the settings; what it refuses is a sentence, never a lost mail."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from archive.config import Settings
from archive.errors import ArchiveError, ConfigError

SECONDS = 30
# "" for a mail that the server took, else why it did not.
Send = Callable[[EmailMessage], str]


class MailError(ArchiveError):
    """The mail server cannot be reached, or does not let the archive in; nothing was sent."""


@contextmanager
def opened(settings: Settings) -> Iterator[Send]:
    """A connection to the mail server of the settings, for as many mails as there are.

    Raises:
        ConfigError: the settings name no server, sender or site.
        MailError: there is no connection, or not the security that the settings ask for.
    """
    check(settings)
    server = _connected(settings)
    try:
        yield lambda message: _sent(server, message)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()


def check(settings: Settings) -> None:
    """Refuse settings that no mail can be sent by. Raises ConfigError."""
    for name in ("mail_host", "mail_from", "site_url"):
        if not getattr(settings, name):
            raise ConfigError(
                f"Chưa có thiết lập {name}, chưa gửi được thư.",
                remedy="Xem docs/desk.md, phần thư theo dõi.",
                setting=name,
            )
    if not settings.site_url.startswith(("https://", "http://")):
        raise ConfigError("Thiết lập site_url phải bắt đầu bằng https:// hoặc http://.", setting="site_url")
    if not settings.mail_from.isprintable() or settings.mail_from.count("@") != 1:
        raise ConfigError("Thiết lập mail_from phải là một địa chỉ thư.", setting="mail_from")


def _connected(settings: Settings) -> smtplib.SMTP:
    where = f"{settings.mail_host}:{settings.mail_port}"
    try:
        server = _greeted(settings)
    except (smtplib.SMTPException, OSError) as cause:
        raise MailError(
            f"Không gửi được thư qua máy chủ {where}: {_reason(cause)}.",
            remedy="Chưa thư nào được gửi; lần chạy sau sẽ gửi đủ. Kiểm tra các thiết lập mail_*.",
        ) from cause
    return server


def _greeted(settings: Settings) -> smtplib.SMTP:
    address = settings.mail_host, settings.mail_port
    if settings.mail_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(*address, timeout=SECONDS, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(*address, timeout=SECONDS)
    try:
        if settings.mail_security == "starttls":
            server.starttls(context=ssl.create_default_context())  # refused or not offered: nothing goes in the clear
        if settings.mail_user:
            server.login(settings.mail_user, settings.mail_password)
    except BaseException:
        server.close()
        raise
    return server


def _sent(server: smtplib.SMTP, message: EmailMessage) -> str:
    try:
        server.send_message(message)
    except smtplib.SMTPServerDisconnected as cause:
        raise MailError(
            f"Máy chủ thư ngắt kết nối: {_reason(cause)}.", remedy="Thư chưa gửi sẽ được gửi ở lần chạy sau."
        ) from cause
    except smtplib.SMTPException as refusal:
        with suppress(smtplib.SMTPException, OSError):
            server.rset()
        return _reason(refusal)
    except OSError as cause:
        raise MailError(
            f"Mất kết nối với máy chủ thư: {_reason(cause)}.", remedy="Thư chưa gửi sẽ được gửi ở lần chạy sau."
        ) from cause
    return ""


def _reason(cause: Exception) -> str:
    """What the server said, on one line: "550 no such user"."""
    if isinstance(cause, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(cause.recipients.values()))
        return _line(code, said)
    if isinstance(cause, smtplib.SMTPResponseException):
        return _line(cause.smtp_code, cause.smtp_error)
    return " ".join(str(cause).split())[:300] or type(cause).__name__


def _line(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:300]
