"""Topics on the desk: clerks keep, rename and refuse them; readers see the kept ones with the words that show them."""

from collections.abc import Iterator

import pytest

from archive.ask import topics as learning
from archive.desk import audit
from archive.store import topics
from archive.store.database import Database
from archive.store.tables import topics as table
from archive.store.topics import Topic
from search_web.reading import House
from tests.search_web.desk.conftest import Visitor
from tests.search_web.htmlcheck import read

DESK = "/ban-lam-viec/chu-de"


@pytest.fixture
def waiting(database: Database) -> Iterator[Database]:
    """The standing topics, and one that waits; taken away afterwards, for the archive is that of all tests."""
    with database.atomic() as connection:
        topics.put(connection, Topic("van-thu-moi", "<b>Văn thư mới</b>", ("công tác văn thư",), "learned"))
    learning.keep_up(database)
    yield database
    with database.atomic() as connection:
        connection.execute(table.delete())


def test_readers_are_led_to_the_sign_in(visitor: Visitor) -> None:
    answer = visitor.get(DESK)
    assert answer.status_code == 303
    assert "/ban-lam-viec/vao" in answer.headers["Location"]


def test_what_waits_is_kept_under_the_name_given(waiting: Database, clerk: Visitor, house: House) -> None:
    page = clerk.get(DESK).get_data(as_text=True)
    assert "<b>Văn thư" not in page
    assert read(page).faults == []
    answer = clerk.post(f"{DESK}/van-thu-moi", viec="giu", ten="  Văn   thư ")
    assert answer.status_code == 303
    assert "Đã giữ chủ đề" in clerk.get(answer.headers["Location"]).get_data(as_text=True)
    shown = clerk.get("/chu-de/van-thu-moi").get_data(as_text=True)
    assert read(shown).faults == []
    assert "30/2020/NĐ-CP" in shown
    assert "công tác văn thư" in shown
    assert 'href="/chu-de/van-thu-moi">Văn thư</a>' in clerk.get("/chu-de").get_data(as_text=True)
    with house.desk.reading() as connection:
        newest = audit.listed(connection)[0]
        assert (newest.account, newest.act, newest.what) == (
            "can.bo",
            "topic_kept",
            "van-thu-moi",
        )


def test_what_is_refused_is_gone_for_readers(waiting: Database, clerk: Visitor) -> None:
    clerk.get(DESK)
    assert clerk.post(f"{DESK}/sinh-hoat-chi-bo", viec="bo", ten="Sinh hoạt chi bộ").status_code == 303
    assert clerk.get("/chu-de/sinh-hoat-chi-bo").status_code == 404
    assert "Sinh hoạt chi bộ" in clerk.get(f"{DESK}?loai=refused").get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        pytest.param({"viec": "giu", "ten": " "}, 400, id="no name"),
        pytest.param({"viec": "giu", "ten": "x" * 81}, 400, id="a name too long"),
        pytest.param({"viec": "xoa", "ten": "Tên"}, 400, id="no such act"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    waiting: Database, clerk: Visitor, fields: dict[str, str], status: int
) -> None:
    clerk.get(DESK)
    answer = clerk.post(f"{DESK}/van-thu-moi", **fields)
    assert answer.status_code == status
    assert "Chưa ghi gì" in answer.get_data(as_text=True)
    with waiting.reading() as connection:
        assert topics.of_slug(connection, "van-thu-moi").standing == "learned"


def test_a_form_from_elsewhere_is_refused(waiting: Database, clerk: Visitor) -> None:
    clerk.field = "la.mot-cho-khac"
    assert clerk.post(f"{DESK}/van-thu-moi", viec="bo", ten="x").status_code in (400, 403)
