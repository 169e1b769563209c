"""The mails of what is new: what is told, once each, by a mail server that takes, refuses or speaks no TLS."""

import email
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from click.testing import CliRunner, Result
from sqlalchemy import update

from archive.accession import accession
from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.commands import main
from archive.config import load
from archive.desk import accounts, following, passwords
from archive.desk.accounts import Account
from archive.desk.moments import present, read, written
from archive.desk.tables import followed as table
from archive.index.memory import MemoryEngine
from archive.store.database import open_database
from archive.store.tables import editions, works
from archive.store.waiting import iterate, mark_indexed, pending
from archive.works.document import CaptureRef
from search_web import create_app
from search_web.digest import news, rounds
from search_web.digest.letters import Sender
from search_web.digest.news import News, Sources
from search_web.digest.post import Send
from search_web.digest.rounds import Outcome
from search_web.reading import House
from tests.search_web.conftest import DIRECTIVE, LAO_CAI, Made, directive, made, others, take_in

PASSWORD = "mười hai con giáp"
LONG_AGO = "2020-01-01T00:00:00+00:00"


def taken(_message: EmailMessage) -> str:
    """A server that takes everything."""
    return ""


def full(_message: EmailMessage) -> str:
    """A server that takes nothing today."""
    return "452 full"


def ending() -> Made:
    """A decision that ends the directive, and names the branch meetings."""
    cited = "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai"
    return made(
        [
            ("heading", 1, "CHỈ THỊ"),
            ("paragraph", 0, "Chi bộ sinh hoạt mỗi tháng một kỳ, có chuyên đề."),
            ("paragraph", 0, f"Chỉ thị này thay thế {cited}."),
        ],
        "https://vi.du/12-ct-tu.html",
        number="12-CT/TU",
        kind="Chỉ thị",
        issuer=LAO_CAI,
        date="2021-05-03",
        title="đổi mới sinh hoạt chi bộ",
        place="Lào Cai",
    )


# --- an archive, a desk, a server ------------------------------------------------------------------------------------


@dataclass
class Box:
    """A mail server on this machine: it keeps what it takes and refuses the addresses it is told to."""

    taken: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    async def handle_RCPT(  # noqa: N802  # the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        if address in self.refused:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a mail."""
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(email.message_from_bytes(content, policy=policy.default))
        return "250 taken"


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    """A mail server and its port."""
    kept = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, port
    controller.stop()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the directive and a decree that the index has read; all of it came long ago."""
    path = tmp_path_factory.mktemp("cu") / "vankien.sqlite"
    with open_database(path, create=True) as store:
        take_in(store, directive())
        take_in(store, others()[2])
        with store.atomic() as connection:
            connection.execute(update(works).values(created_at=LONG_AGO, changed_at=LONG_AGO))
            connection.execute(update(editions).values(created_at=LONG_AGO))
            mark_indexed(connection, pending(connection).changed)
    return path


@dataclass
class Site:
    """A site with one who follows: `came` takes a document in, `round` sends what is due."""

    house: House
    app: Any
    account: Account
    at: datetime

    def came(self, one: Made) -> str:
        """Take a document in, with the index after it."""
        mentions = find_mentions(one.document.text)
        claims = find_claims(one.document, mentions)
        capture = CaptureRef(one.origin, one.media_type, f"sha256:{one.origin}", "kho.warc.gz", 0, written(present()))
        address = accession(self.house.database, one.document, capture, mentions, claims=claims).address
        engine = self.house.engine
        with self.house.database.reading() as connection:
            engine.rebuild(iterate(connection))
        return address

    def follows(self, kind: str, target: str, label: str = "điều theo dõi") -> None:
        """Follow something since yesterday, told daily."""
        with self.house.desk.atomic() as connection:
            before = self.at - timedelta(days=2)
            one = following.follow(connection, self.account, kind, target, label=label, at=before)
            following.set_rhythm(connection, self.account, one.id, "daily", at=before)

    def round(self, send: Send | None, at: datetime | None = None) -> list[Outcome]:
        """One round of mails."""
        with self.app.test_request_context("/", base_url="https://kho.vi.du/"):
            sender = Sender(self.house.settings, b"x" * 32, at or self.at)
            return list(rounds.go_round(self.house, sender, send))

    def told(self) -> list[News]:
        """What would be told now."""
        with self.house.desk.reading() as desk, self.house.database.reading() as connection:
            until = news.settled_until(connection, self.at, index_lags=False)
            sources = Sources(connection, self.house.engine)
            return [news.news_of(sources, one, until) for _, things in following.due(desk, self.at) for one in things]


@pytest.fixture
def site(tmp_path: Path, filled: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The site over a copy of the store, an hour from now, so that what is taken in now has settled."""
    monkeypatch.setattr(passwords, "hashed", lambda _password: "x")
    settings = replace(
        load(Path("/dev/null"), {}),
        archive_dir=tmp_path,
        engine="memory",
        site_url="https://kho.vi.du",
        mail_host="127.0.0.1",
        mail_from="kho@vi.du",
    )
    shutil.copy(filled, settings.database_path)
    with open_database(settings.database_path) as store:
        engine = MemoryEngine()
        with store.reading() as connection:
            engine.rebuild(iterate(connection))
        app = create_app(settings, database=store, engine=engine)
        house = app.extensions["vankien"]
        with house.desk.atomic() as connection:
            made_account = accounts.add(
                connection, "an", PASSWORD, shown="Nguyễn Văn An", email="an@vi.du.vn", role="reader", by="x"
            )
        yield Site(house, app, made_account, present() + timedelta(hours=1))
        house.desk.close()


# --- what is told -----------------------------------------------------------------------------------------------------


def test_nothing_new_is_nothing_told(site: Site) -> None:
    site.follows("search", "q=sinh+hoạt+chi+bộ")
    site.follows("work", DIRECTIVE)
    assert [one.any for one in site.told()] == [False, False]


def test_a_search_tells_of_what_came_and_matches(site: Site) -> None:
    site.follows("search", "q=sinh+hoạt+chi+bộ&loai=chi-thi")
    site.follows("search", "q=công+tác+văn+thư")
    new = site.came(ending())
    first, second = site.told()
    assert [entry.card.id for entry in first.entries] == [new]
    assert not second.any


def test_a_work_tells_of_who_cites_it_and_of_its_end(site: Site) -> None:
    site.follows("work", DIRECTIVE)
    new = site.came(ending())
    (told,) = site.told()
    assert [entry.card.id for entry in told.entries] == [new]
    assert any("hết hiệu lực" in sentence and "12-CT/TU" in sentence for sentence in told.sentences)


def test_a_work_tells_of_a_new_text(site: Site) -> None:
    site.follows("work", DIRECTIVE)
    site.came(directive(last="Chỉ thị này phổ biến đến từng chi bộ, đảng viên."))
    (told,) = site.told()
    assert told.sentences == ("Kho có bản văn mới của văn bản này.",)


def test_a_work_known_by_name_alone_tells_of_its_first_text(site: Site) -> None:
    site.came(others()[1])  # the guide cites a plan that nobody holds
    with site.house.database.reading() as connection:
        stub = next(one.id for one in iterate(connection) if one.genre == "stub" and "99-kh" in one.id)
    site.follows("work", stub)
    site.came(
        made(
            [("paragraph", 0, "Kế hoạch này nêu việc từng quý.")],
            "https://vi.du/99.html",
            number="99-KH/TU",
            kind="Kế hoạch",
            issuer=LAO_CAI,
            date="2018-03-01",
            title="công tác năm",
            place="Lào Cai",
        )
    )
    assert any("toàn văn" in sentence for one in site.told() for sentence in one.sentences)


def test_what_the_index_has_not_read_waits(site: Site) -> None:
    take_in(site.house.database, ending())
    with site.house.database.reading() as connection:
        until = news.settled_until(connection, site.at, index_lags=True)
        assert read(until) < present()
        assert news.settled_until(connection, site.at, index_lags=False) == written(site.at - timedelta(minutes=2))


def test_a_search_nobody_can_read_any_more_is_told_of_once(site: Site) -> None:
    site.follows("search", "q=x&hieu-luc=bua")
    (outcome,) = site.round(taken)
    assert outcome.message is not None
    assert "Không đọc được câu tìm này nữa" in part_of(outcome.message, "plain")
    assert site.round(taken, site.at + timedelta(days=30)) == []


# --- the letter -------------------------------------------------------------------------------------------------------


def letter(site: Site) -> EmailMessage:
    (outcome,) = site.round(None)
    assert outcome.message is not None
    return outcome.message


def part_of(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_a_letter_has_both_parts_and_the_headers_of_a_list(site: Site) -> None:
    site.follows("search", "q=sinh+hoạt+chi+bộ", "sinh hoạt chi bộ")
    new = site.came(ending())
    message = email.message_from_bytes(letter(site).as_bytes(), policy=policy.default)
    assert message["Subject"] == "Văn Kiện: có mới về sinh hoạt chi bộ"
    assert message["To"] == "Nguyễn Văn An <an@vi.du.vn>"
    assert message["From"] == "Văn Kiện <kho@vi.du>"
    assert message["List-Unsubscribe"].startswith("<https://kho.vi.du/theo-doi/thoi/")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    plain, html = part_of(message, "plain"), part_of(message, "html")
    for part in (plain, html):
        assert f"https://kho.vi.du/vb/{new}" in part
        assert "đổi mới sinh hoạt chi bộ" in part
        assert "https://kho.vi.du/theo-doi" in part
    assert "https://kho.vi.du/?q=sinh+hoạt+chi+bộ&xep=date" in plain
    assert "<img" not in html
    assert "<script" not in html
    assert all(line.isascii() for line in letter(site).as_bytes().splitlines())


@pytest.mark.parametrize(
    "label",
    [
        pytest.param("chi bộ\r\nBcc: ke.gian@vi.du", id="a header more"),
        pytest.param("chi bộ\u2028Bcc: ke.gian@vi.du\x00", id="other line breaks, a null"),
        pytest.param("<script>alert(1)</script>" + "rất dài " * 50, id="markup, and long"),
    ],
)
def test_a_label_makes_no_header_and_no_markup(site: Site, label: str) -> None:
    site.follows("search", "q=sinh+hoạt+chi+bộ")
    with site.house.desk.atomic() as connection:  # as if it had been kept so
        connection.execute(update(table).values(label=label))
    site.came(ending())
    message = letter(site)
    again = email.message_from_bytes(message.as_bytes(), policy=policy.default)
    assert again["Bcc"] is None
    assert set(again.keys()) == set(message.keys())
    assert "<script" not in part_of(again, "html")


def test_a_long_list_is_cut_with_its_number(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "MOST_SHOWN", 1)
    site.follows("search", "q=sinh+hoạt+chi+bộ")
    site.came(ending())
    site.came(others()[1])
    body = part_of(letter(site), "plain")
    assert "2 mục mới" in body
    assert "và 1 mục khác" in body


# --- once each --------------------------------------------------------------------------------------------------------


def test_what_was_taken_is_told_once(site: Site) -> None:
    site.follows("search", "q=sinh+hoạt+chi+bộ")
    site.came(ending())
    first = site.round(taken)
    assert [bool(one.message) for one in first] == [True]
    assert site.round(taken) == []
    later = site.round(taken, site.at + timedelta(days=1))
    assert [one.message for one in later] == [None]


def test_what_was_refused_is_told_again_the_next_time(site: Site) -> None:
    site.follows("search", "q=sinh+hoạt+chi+bộ")
    site.came(ending())
    (refused,) = site.round(full)
    assert refused.trouble == "452 full"
    with site.house.desk.reading() as connection:
        assert following.trouble_of(connection, site.account) == "452 full"
    (again,) = site.round(taken)
    assert again.message is not None
    assert again.message["Message-ID"] == refused.message["Message-ID"]  # type: ignore[index]
    with site.house.desk.reading() as connection:
        assert following.trouble_of(connection, site.account) == ""


def test_a_dry_round_notes_nothing(site: Site) -> None:
    site.follows("search", "q=sinh+hoạt+chi+bộ")
    site.came(ending())
    assert [bool(one.message) for one in site.round(None)] == [True]
    assert [bool(one.message) for one in site.round(None)] == [True]


def test_two_rounds_at_a_time_are_refused(tmp_path: Path) -> None:
    desk = tmp_path / "desk.sqlite"
    with rounds.alone(desk), pytest.raises(rounds.RoundBusy), rounds.alone(desk):
        pass
    with rounds.alone(tmp_path / "desk.sqlite"):
        pass


# --- the command and the server ---------------------------------------------------------------------------------------


def run(site: Site, port: int, *arguments: str, **variables: str) -> Result:
    """`vankien digest` over the site's archive, a little later than what came in."""
    given = {
        "VANKIEN_ARCHIVE_DIR": str(site.house.settings.archive_dir),
        "VANKIEN_ENGINE": "memory",
        "VANKIEN_SITE_URL": "https://kho.vi.du",
        "VANKIEN_MAIL_HOST": "127.0.0.1",
        "VANKIEN_MAIL_PORT": str(port),
        "VANKIEN_MAIL_FROM": "kho@vi.du",
    }
    return CliRunner().invoke(main, ["digest", *arguments], env=given | variables)


@pytest.fixture
def waiting(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two who are to be told of one new directive."""
    monkeypatch.setattr("archive.desk.moments.present", lambda: site.at)
    site.follows("search", "q=sinh+hoạt+chi+bộ")
    with site.house.desk.atomic() as connection:
        other = accounts.add(connection, "binh", PASSWORD, email="binh@vi.du.vn", role="reader", by="x")
    replace(site, account=other).follows("work", DIRECTIVE)
    site.came(ending())
    return site


def recipients(kept: Box) -> list[str]:
    return [str(one["To"].addresses[0].addr_spec) for one in kept.taken]


def test_the_command_sends_each_its_mail_once(waiting: Site, box: tuple[Box, int]) -> None:
    kept, port = box
    first = run(waiting, port)
    assert (first.exit_code, first.output) == (0, "Đã gửi 2 thư; 0 tài khoản không có gì mới.\n")
    assert recipients(kept) == ["an@vi.du.vn", "binh@vi.du.vn"]
    assert run(waiting, port).exit_code == 0
    assert len(kept.taken) == 2


def test_one_refused_recipient_keeps_no_other_from_its_mail(waiting: Site, box: tuple[Box, int]) -> None:
    kept, port = box
    kept.refused = {"an@vi.du.vn"}
    first = run(waiting, port)
    assert first.exit_code == 1
    assert "Chưa gửi được cho an: 550 no such user" in first.output
    assert recipients(kept) == ["binh@vi.du.vn"]
    kept.refused = set()
    assert run(waiting, port).exit_code == 0
    assert recipients(kept) == ["binh@vi.du.vn", "an@vi.du.vn"]


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        pytest.param({"VANKIEN_MAIL_SECURITY": "starttls"}, "Không gửi được thư", id="a server without STARTTLS"),
        pytest.param({"VANKIEN_MAIL_SECURITY": "tls"}, "Không gửi được thư", id="a server without TLS"),
        pytest.param({"VANKIEN_MAIL_USER": "kho"}, "Không gửi được thư", id="a server that lets nobody in"),
    ],
)
def test_nothing_is_sent_in_the_clear_where_security_is_asked_for(
    waiting: Site, box: tuple[Box, int], variables: dict[str, str], said: str
) -> None:
    kept, port = box
    result = run(waiting, port, **variables)
    assert result.exit_code == 1
    assert said in result.output
    assert kept.taken == []
    assert run(waiting, port).exit_code == 0
    assert len(kept.taken) == 2


@pytest.mark.parametrize("name", ["VANKIEN_MAIL_HOST", "VANKIEN_MAIL_FROM", "VANKIEN_SITE_URL"])
def test_a_setting_that_lacks_is_named(waiting: Site, name: str) -> None:
    result = run(waiting, 1, **{name: ""})
    assert result.exit_code == 2
    assert name.removeprefix("VANKIEN_").lower() in result.output


def test_a_server_that_is_not_there_is_told(waiting: Site) -> None:
    result = run(waiting, 1)
    assert result.exit_code == 1
    assert "127.0.0.1:1" in result.output


def test_a_dry_run_prints_the_letters(waiting: Site) -> None:
    result = run(waiting, 1, "--dry-run", VANKIEN_MAIL_HOST="")
    assert result.exit_code == 0
    assert "Chào Nguyễn Văn An," in result.output
    assert result.output.count("Thôi nhận mọi thư") == 2
