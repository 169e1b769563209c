"""The memory of a crawl: states, resuming, what is never asked for again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import StoreError
from ingest.crawl.addresses import key_of
from ingest.crawl.frontier import Address, Frontier, New


class Clock:
    """Seconds of the epoch that pass when told to."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def nothing_held(_origin: str, _digest: str) -> bool:
    return False


def begun(path: Path | str = ":memory:", held: Callable[[str, str], bool] = nothing_held, **given_: int) -> Frontier:
    frontier = Frontier(path, now=Clock(), **given_)
    frontier.begin(recheck_seconds=0, is_held=held)
    return frontier


def url(number: int) -> str:
    return f"http://a.vn/vb/{number}"


def received(frontier: Frontier, address: Address, *found: New, rows: str = "", etag: str = "") -> None:
    frontier.received(address, digest="sha256:1", etag=etag, last_modified="", found=found, rows=rows)


def claimed(frontier: Frontier) -> Address:
    address = frontier.peek(())
    assert address
    frontier.claim(address.key)
    return address


def test_an_address_is_written_down_once() -> None:
    frontier = begun()
    assert frontier.add([New(url(1), "detail"), New(url(1), "detail"), New(url(1) + "?", "detail")]) == 1


def test_documents_come_before_lists_and_in_order() -> None:
    frontier = begun()
    frontier.add([New("http://a.vn/ds", "list"), New(url(2), "detail"), New(url(1), "detail")])
    assert [claimed(frontier).url for _ in range(3)] == [url(2), url(1), "http://a.vn/ds"]


def test_busy_hosts_and_later_pages_wait() -> None:
    frontier = begun()
    frontier.add([New(url(1), "detail"), New("http://b.vn/1", "detail")])
    frontier.later(key_of("http://b.vn/1"), Clock.now + 10, "unanswered")
    assert frontier.peek(("a.vn",)) is None
    assert frontier.soonest() == {"a.vn": 0.0, "b.vn": Clock.now + 10}


def test_what_was_on_the_way_when_killed_waits_again(tmp_path: Path) -> None:
    frontier = begun(tmp_path / "f.sqlite")
    frontier.add([New(url(1), "detail")])
    claimed(frontier)
    again = Frontier(tmp_path / "f.sqlite", now=Clock())
    assert again.begin(recheck_seconds=0, is_held=nothing_held) is True
    assert again.counts() == {"waiting": 1}


@pytest.mark.parametrize(("held", "state"), [(True, "done"), (False, "waiting")])
def test_what_was_fetched_when_killed_is_done_when_the_archive_holds_it(tmp_path: Path, held: bool, state: str) -> None:
    frontier = begun(tmp_path / "f.sqlite")
    frontier.add([New(url(1), "detail")])
    received(frontier, claimed(frontier), New(url(2), "attachment"), etag="x")
    again = begun(tmp_path / "f.sqlite", lambda origin, digest: held and (origin, digest) == (url(1), "sha256:1"))
    assert again.counts().get(state, 0) == 1
    if not held:
        address = again.peek(())
        assert address
        assert address.etag == "", "bytes that were not taken in must not bring “not modified”"


def test_attachments_wait_until_their_page_is_through() -> None:
    frontier = begun()
    frontier.add([New(url(1), "detail")])
    address = claimed(frontier)
    received(frontier, address, New(url(2), "attachment"))
    assert frontier.peek(()) is None
    frontier.done(address.key, "kept")
    assert claimed(frontier).url == url(2)


def test_of_a_secret_page_the_key_stays_and_nothing_else(tmp_path: Path) -> None:
    frontier = begun(tmp_path / "f.sqlite")
    frontier.add([New("http://a.vn/van-ban-kin", "detail", hints={"title": "chuyện kín"})])
    address = claimed(frontier)
    received(frontier, address, New("http://a.vn/tep-kin.pdf", "attachment", hints={"title": "chuyện kín"}))
    frontier.conceal(address.key)
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"-kin" not in left
    assert "chuyện".encode() not in left
    assert frontier.add([New("http://a.vn/van-ban-kin", "detail")]) == 0, "it is not asked for again"


def test_a_new_run_asks_for_lists_and_for_old_documents(tmp_path: Path) -> None:
    frontier = begun(tmp_path / "f.sqlite")
    frontier.add(
        [New("http://a.vn/ds", "list"), New(url(1), "detail"), New("http://ngoai.vn/", "detail", refused="outside")]
    )
    for _ in range(2):
        address = claimed(frontier)
        received(frontier, address, etag="x")
        frontier.done(address.key, "kept")
    frontier.end()
    again = Frontier(tmp_path / "f.sqlite", now=Clock())
    assert again.begin(recheck_seconds=3600, is_held=nothing_held) is False
    assert claimed(again).url == "http://a.vn/ds"
    assert again.peek(()) is None, "the document was fetched less than an hour ago"
    again.end()
    third = Frontier(tmp_path / "f.sqlite", now=Clock())
    third.begin(recheck_seconds=0, is_held=nothing_held)
    assert claimed(third).etag == "x"


def test_a_calendar_is_capped() -> None:
    frontier = begun(lists_alike=3)
    frontier.add(New(f"http://a.vn/lich?thang={month}", "list") for month in range(10))
    assert (frontier.counts(), frontier.reasons()) == ({"waiting": 3, "refused": 7}, {"alike": 7})


def test_the_same_list_under_another_number_leads_no_further() -> None:
    frontier = begun()
    frontier.add([New("http://a.vn/trang-9", "list"), New("http://a.vn/trang-10", "list")])
    received(frontier, claimed(frontier), New("http://a.vn/trang-10", "list"), rows="sha256:2")
    received(frontier, claimed(frontier), New("http://a.vn/trang-11", "list"), New(url(1), "detail"), rows="sha256:2")
    assert claimed(frontier).url == url(1)
    assert frontier.peek(()) is None


@given(st.lists(st.sampled_from(["claim", "receive", "done", "refuse", "kill"]), max_size=30))
def test_no_order_of_steps_and_kills_loses_an_address(steps: list[str]) -> None:
    frontier = begun()
    frontier.add(New(url(number), "detail") for number in range(4))
    held: set[str] = set()
    current: Address | None = None
    for step in steps:
        if step == "kill":
            frontier.begin(recheck_seconds=0, is_held=lambda origin, _digest: origin in held)
            current = None
        elif step == "claim" and current is None and frontier.peek(()):
            current = claimed(frontier)
        elif current and step == "receive":
            received(frontier, current)
            held.add(current.url)
        elif current and step == "done" and current.url in held:
            frontier.done(current.key, "kept")
            current = None
        elif current and step == "refuse":
            frontier.refuse(current.key, "status")
            current = None
    assert sum(frontier.counts().values()) == 4
    frontier.begin(recheck_seconds=0, is_held=lambda origin, _digest: origin in held)
    assert set(frontier.counts()) <= {"waiting", "done", "refused"}


def test_a_file_of_another_kind_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "f.sqlite").write_bytes(b"day khong phai so cai" * 100)
    with pytest.raises(StoreError, match="sổ thu thập"):
        Frontier(tmp_path / "f.sqlite", now=Clock())
