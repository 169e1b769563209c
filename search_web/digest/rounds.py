"""One round of mails: every account that is due, each told once, its moment moved only after the server took the mail.

A round holds a lock beside the desk's file, so that two rounds at a time never tell the same thing twice.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from archive.desk import following
from archive.desk.accounts import Account
from archive.desk.following import Followed
from archive.errors import ArchiveError, QueryError
from search_web.digest.letters import Sender, letter
from search_web.digest.news import News, Sources, news_of, settled_until
from search_web.digest.post import Send
from search_web.reading import House


class RoundBusy(ArchiveError):
    """Another round goes on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one account: its mail (None where nothing is new), and why it was not taken, "" where it was."""

    account: Account
    message: EmailMessage | None = None
    trouble: str = ""


def go_round(house: House, sender: Sender, send: Send | None) -> Iterator[Outcome]:
    """Tell every account that is due; without `send` letters are made and nothing is noted or sent.

    A connection that is lost ends the round; who was told stays told, who was not is due the next time.

    Raises:
        MailError: the connection was lost.
        IndexStale: the index cannot answer; the account that waits for it is told nothing.
    """
    with house.desk.reading() as connection:
        waiting = following.due(connection, sender.at)
    for account, things in waiting:
        yield _told(house, sender, (account, things), send)


def _told(house: House, sender: Sender, due: tuple[Account, list[Followed]], send: Send | None) -> Outcome:
    account, things = due
    # Each account by the state of now: what another writes meanwhile belongs to the next round.
    with house.database.reading() as connection:
        until = settled_until(connection, sender.at, index_lags=house.settings.engine == "whoosh")
        sources = Sources(connection, house.engine, house.settings.max_query_chars)
        found = [_news(sources, thing, until) for thing in things]
        new = [one for one in found if one.any]
        message = letter(sender, account, new, until) if new else None
    if send is None:
        return Outcome(account, message)
    trouble = send(message) if message else ""
    with house.desk.atomic() as desk:
        if trouble:
            following.not_told(desk, account, trouble)
        else:
            following.told(desk, account, things, until)
            for one in new:
                if one.gone:
                    following.silence(desk, account.id, one.thing.id)
    return Outcome(account, message, trouble)


def _news(sources: Sources, thing: Followed, until: str) -> News:
    """The news of a thing; a search that can no longer be read says so once and is told no more."""
    try:
        return news_of(sources, thing, until)
    except QueryError as error:
        return News(thing, sentences=(f"Không đọc được câu tìm này nữa: {error.message}",), gone=True)


@contextmanager
def alone(desk_path: Path) -> Iterator[None]:
    """Hold the lock of rounds. Raises RoundBusy."""
    with desk_path.with_name("digest.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as cause:
            raise RoundBusy("Một lượt gửi thư khác đang chạy.", remedy="Chờ lượt kia xong.") from cause
        yield
