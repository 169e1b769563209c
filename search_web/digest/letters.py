"""A mail of what is new: a plain part and one of HTML, with the headers that mail programs want.

Nothing in it tells on the reader: no picture is fetched and no link counts. Addresses are those of the site's pages,
so letters are written inside a request context of the site.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import urlsplit

from flask import render_template, url_for

from archive.config import Settings
from archive.desk.accounts import Account
from archive.desk.following import Followed, one_line
from archive.desk.key import signed
from search_web.digest.news import News
from search_web.language import gettext as _

UNFOLLOW = "unfollow"
EVERYTHING = "tat-ca"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the settings of the site, the desk's key by which links are signed, and the moment."""

    settings: Settings
    key: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """What a letter says of one followed thing, with the address of its page and the one that ends its mails."""

    news: News
    href: str
    stop: str


def letter(sender: Sender, account: Account, told: Sequence[News], until: str) -> EmailMessage:
    """The mail for an account: what is new in each thing it follows, in the order they stand in `told`."""
    settings = sender.settings
    stop = stop_address(sender.key, account, EVERYTHING)
    parts = [Part(one, thing_address(one.thing), stop_address(sender.key, account, str(one.thing.id))) for one in told]
    said = {"parts": parts, "account": account, "stop": stop, "site_name": settings.site_name}
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _subject(settings.site_name, told)
    message["From"] = _sender(settings)
    message["To"] = Address(one_line(account.shown), addr_spec=account.email)
    message["Date"] = format_datetime(sender.at)
    message["Message-ID"] = _message_id(settings, account, told, until)
    message["List-ID"] = f"<theo-doi.{_host(settings)}>"
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "vi"
    message.set_content(render_template("follow/letter.txt", **said), subtype="plain", cte="quoted-printable")
    message.add_alternative(render_template("follow/letter.html", **said), subtype="html", cte="quoted-printable")
    return message


def thing_address(thing: Followed) -> str:
    """The page of a followed thing: of a search with the newest first."""
    if thing.kind == "work":
        return url_for("document.page", address=thing.target, _external=True)
    newest = "" if "xep=" in thing.target else "&xep=date"
    return f"{url_for('search.page', _external=True)}?{thing.target}{newest}"


def stop_address(key: bytes, account: Account, what: str) -> str:
    """The address that ends mails for a thing (its number) or for all (`EVERYTHING`), good without signing in."""
    return url_for(
        "follow.stop", account=account.id, what=what, signature=stop_signature(key, account.id, what), _external=True
    )


def stop_signature(key: bytes, account: int, what: str) -> str:
    """What such an address is signed with."""
    return signed(key, UNFOLLOW, f"{account}:{what}")


def _subject(site_name: str, told: Sequence[News]) -> str:
    """One followed thing is named, several are counted."""
    if len(told) == 1:
        label = told[0].thing.label
        return one_line(f"{site_name}: có mới về {label if len(label) <= 90 else label[:89] + '…'}")
    return one_line(_("%(site)s: có mới trong %(count)s mục theo dõi", site=site_name, count=len(told)))


def _sender(settings: Settings) -> Address:
    return Address(one_line(settings.site_name), addr_spec=settings.mail_from)


def _message_id(settings: Settings, account: Account, told: Sequence[News], until: str) -> str:
    """The same for the same news: a mail server that took it and lost the connection can tell it by that."""
    said = ";".join([until, *(f"{one.thing.id}:{one.thing.told_until}" for one in told)])
    return f"<{account.id}.{sha256(said.encode()).hexdigest()[:24]}@{_host(settings)}>"


def _host(settings: Settings) -> str:
    return urlsplit(settings.site_url).hostname or "localhost"
