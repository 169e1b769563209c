"""Whole crawls over a portal of our own with every trap: what should be in is in, once, and nothing else was asked."""

import json
import re
import signal
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from archive.errors import ConfigError
from ingest.crawl_cli import crawl_source
from tests.ingest.crawl.killing import killed_crawl
from tests.ingest.crawl.site import Asked, Reply, Site
from tests.ingest.crawl.warm import Finished, Warm


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    with Warm(tmp_path_factory.mktemp("warm")) as process:
        yield process


@dataclass(frozen=True)
class Crawled:
    """A portal with its archive after one crawl, and after a second one."""

    site: Site
    archive: Path
    first: Finished
    asked_first: dict[str, int]
    second: Finished
    asked_second: tuple[Asked, ...]


@pytest.fixture(scope="module")
def crawled(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The whole portal, crawled; then crawled again after two of its documents changed."""
    folder = tmp_path_factory.mktemp("portal")
    with Site(120) as site:
        profile = site.profile(folder, recheck_days="0")
        first = warm.crawl(profile, folder / "kho")
        asked = dict(site.asked_for())
        site.revised |= {7, 8}
        before = len(site.asked)
        second = warm.crawl(profile, folder / "kho")
        yield Crawled(site, folder / "kho", first, asked, second, tuple(site.asked[before:]))


def stored(archive: Path) -> list[str]:
    connection = sqlite3.connect(archive / "vankien.sqlite")
    origins = [row[0] for row in connection.execute("SELECT origin FROM captures")]
    connection.close()
    return origins


def frontier(archive: Path, question: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(archive / "crawl" / "cong-thu.sqlite")
    rows = connection.execute(question).fetchall()
    connection.close()
    return rows


def test_the_portal_is_large_enough(crawled: Crawled) -> None:
    assert len(crawled.asked_first) >= 500


def test_what_should_be_in_is_in_and_nothing_else(crawled: Crawled) -> None:
    assert crawled.first.said == ""
    assert set(stored(crawled.archive)) == crawled.site.expected


def test_what_is_no_document_is_left_with_its_reason(crawled: Crawled) -> None:
    told = {one["path"]: one["kind"] for one in crawled.first.report["refused"]}
    assert told == crawled.site.refused


def test_nothing_was_asked_that_should_not_be(crawled: Crawled) -> None:
    site = crawled.site
    asked = set(crawled.asked_first)
    assert not {one for one in asked if one.startswith((site.other_host, site.local_name))}
    assert not {one for one in asked if one.startswith(site.sick_host)}, (
        "robots.txt answered 500: the host is left alone"
    )
    assert f"{site.host}/cam/vb/1" not in asked
    assert not {one for one in asked if "phien=" in one or "utm_" in one or "#" in one}


def test_a_page_is_asked_for_once_unless_it_failed(crawled: Crawled) -> None:
    more = {one.partition("/vb/")[2]: count for one, count in crawled.asked_first.items() if count > 1}
    assert more == {"cho": 2, "ban": 2, "ngat": 2, "thieu": 2, "cut-mai": 3, "hong-mai": 3}


def test_a_calendar_without_end_is_left_at_the_cap(crawled: Crawled) -> None:
    assert sum("/lich" in one for one in crawled.asked_first) == 350


def test_the_sick_host_is_told_of_and_its_pages_wait(crawled: Crawled) -> None:
    assert list(crawled.first.report["crawl"]["hosts_stopped"]) == [crawled.site.sick_host]
    assert crawled.first.report["crawl"]["states"]["waiting"] == 1


def test_every_request_says_who_asks(crawled: Crawled) -> None:
    assert {one.headers["user-agent"] for one in crawled.site.asked} == {"VanKien/0.1 (+thu@example.vn)"}


def test_hints_of_the_row_come_with_the_page(crawled: Crawled) -> None:
    ((hints,),) = frontier(crawled.archive, "SELECT hints FROM addresses WHERE url LIKE '%/vb/3'")
    assert json.loads(str(hints)) == {"date": "04/03/2013"}


def test_letters_are_right_whatever_the_server_says_of_them(crawled: Crawled) -> None:
    connection = sqlite3.connect(crawled.archive / "vankien.sqlite")
    texts = dict(connection.execute("SELECT origin, text FROM editions"))
    connection.close()
    for path, number in (("/vb/sai-ma", 710), ("/vb/cp1258", 711)):
        assert f"Các chi bộ thực hiện nhiệm vụ thứ {number}" in texts[crawled.site.url(path)]


def test_a_second_crawl_asks_on_condition_and_takes_what_changed(crawled: Crawled) -> None:
    report, site = crawled.second.report, crawled.site
    assert sorted(one["path"] for one in report["revised"]) == [site.url("/vb/7"), site.url("/vb/8")]
    assert report["kept"] == []
    odd = [n for n in (*range(1, site.documents + 1), 9001, 9002, 9003) if n % 2]
    assert report["crawl"]["unchanged"] >= len(odd) - 1, "all but the one that changed answer 304"
    asked = {one.path: one.headers.get("if-none-match") for one in crawled.asked_second}
    assert asked["/vb/9"] == '"v9a"'
    assert set(stored(crawled.archive)) == site.expected


def test_unchanged_pages_leave_revisit_records(crawled: Crawled) -> None:
    visits: dict[str, list[tuple[str, str]]] = {}
    for path in sorted((crawled.archive / "warc").glob("*.warc.gz")):
        with path.open("rb") as opened:
            for record in ArchiveIterator(opened):
                kind, profile = record.rec_type, record.rec_headers.get_header("WARC-Profile") or ""
                if kind in ("response", "revisit"):
                    uri = record.rec_headers.get_header("WARC-Target-URI")
                    visits.setdefault(uri, []).append((kind, re.sub(r".*/", "", profile)))
    assert visits[crawled.site.url("/vb/9")] == [("response", ""), ("revisit", "server-not-modified")]
    assert visits[crawled.site.url("/vb/10")] == [("response", ""), ("revisit", "identical-payload-digest")]
    assert visits[crawled.site.url("/vb/7")] == [("response", ""), ("response", "")]
    assert crawled.site.url("/vb/kin") not in visits, "a login page is not kept"


def test_a_killed_crawl_loses_nothing_and_fetches_nothing_again(warm: Warm, tmp_path: Path) -> None:
    found = killed_crawl(tmp_path, warm, kills=5, documents=30, seed=5)
    assert (found.kills, found.lost, found.stored_twice, found.fetched_again) == (5, (), (), ())
    assert found.last.status == 0


def test_a_limit_ends_the_run_and_the_next_one_goes_on(warm: Warm, tmp_path: Path) -> None:
    with Site(30, traps=False) as site:
        profile = site.profile(tmp_path)
        first = warm.crawl(profile, tmp_path / "kho", "--limit", "12")
        assert (first.report["crawl"]["ended"], first.report["crawl"]["requests"]) == ("limit", 12)
        second = warm.crawl(profile, tmp_path / "kho")
        assert second.report["crawl"]["resumed"] is True
        assert len(site.asked_for()) == site.asked_for().total() == 32
        assert set(stored(tmp_path / "kho")) == site.expected


def test_a_dry_run_reads_lists_and_keeps_nothing(warm: Warm, tmp_path: Path) -> None:
    with Site(30, traps=False) as site:
        found = warm.crawl(site.profile(tmp_path), tmp_path / "kho", "--dry-run", "--since", "2013-01-01")
        wanted = found.report["crawl"]["would_fetch"]
        assert {one["url"] for one in wanted} == {site.url(f"/vb/{n}") for n in range(1, 31) if 10 + n % 16 >= 13}
        assert {one.path.partition("?")[0] for one in site.asked} == {"/robots.txt", "/danh-sach"}
        assert stored(tmp_path / "kho") == []
        assert not (tmp_path / "kho" / "crawl").exists()


class StoppingSite(Site):
    """A portal that sends the crawl Ctrl-C while it answers the tenth page."""

    warm: Warm

    def answer(self, asked: Asked) -> Reply:
        reply = super().answer(asked)
        if len(self.asked) == 10:
            self.warm.kill(signal.SIGINT)
        return reply


def test_ctrl_c_stores_what_is_on_the_way_and_the_next_run_goes_on(warm: Warm, tmp_path: Path) -> None:
    with StoppingSite(30, traps=False) as site:
        site.warm = warm
        profile = site.profile(tmp_path)
        first = warm.crawl(profile, tmp_path / "kho")
        assert (first.status, first.report["crawl"]["ended"]) == (130, "stopped")
        kept = set(stored(tmp_path / "kho"))
        assert kept == {site.url(one.path) for one in site.asked if one.path.startswith("/vb/")}, "nothing half done"
        second = warm.crawl(profile, tmp_path / "kho")
        assert (second.status, set(stored(tmp_path / "kho"))) == (0, site.expected)
        assert site.asked_for().total() == 32, "30 documents and 2 lists, each once"


class SecretSite(Site):
    """A portal on which one document carries a stamp."""

    def answer(self, asked: Asked) -> Reply:
        reply = super().answer(asked)
        if asked.path == "/vb/5":
            marked = reply.body.replace(b"<div class='noi-dung'>", "<div class='noi-dung'><p>TỐI MẬT</p>".encode())
            return Reply(body=marked.replace("nhiệm vụ số 5".encode(), "chuyện quý báu".encode()))
        return reply


def test_of_a_secret_page_nothing_stays(warm: Warm, tmp_path: Path) -> None:
    with SecretSite(8, traps=False) as site:
        found = warm.crawl(site.profile(tmp_path), tmp_path / "kho")
        assert found.report["crawl"]["refused_by_reason"] == {"secret": 1}
        assert set(stored(tmp_path / "kho")) == site.expected - {site.url("/vb/5")}
        left = b"".join(path.read_bytes() for path in (tmp_path / "kho" / "crawl").iterdir())
        assert site.url("/vb/5").encode() + b"{" not in left
        assert "quý báu" not in json.dumps(found.report, ensure_ascii=False) + found.said
        assert site.url("/vb/5") not in json.dumps(found.report)
        assert frontier(tmp_path / "kho", "SELECT url, hints FROM addresses WHERE reason='secret'") == [("", "{}")]
        again = warm.crawl(site.profile(tmp_path, recheck_days="0"), tmp_path / "kho")
        assert again.status == 0
        assert site.asked_for()[f"{site.host}/vb/5"] == 1, "a secret page is not asked for again"


def test_a_profile_is_tried_on_an_address_with_the_manners_of_a_crawl(warm: Warm, tmp_path: Path) -> None:
    with Site(5) as site:
        profile = site.profile(tmp_path)
        assert len(warm.source_test(profile, site.url("/danh-sach?trang=1")).report["rows"]) == 5
        assert "robots.txt không cho phép" in warm.source_test(profile, site.url("/cam/vb/1")).said
        assert [one.path for one in site.asked] == ["/robots.txt", "/danh-sach?trang=1", "/robots.txt"]


def test_without_a_contact_nothing_is_asked(tmp_path: Path) -> None:
    with Site(5, traps=False) as site:
        given = [str(site.profile(tmp_path)), "--archive", str(tmp_path / "kho")]
        result = CliRunner().invoke(crawl_source, given)
        assert isinstance(result.exception, ConfigError)
        assert site.asked == []
        assert not (tmp_path / "kho").exists()
