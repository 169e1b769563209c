"""More like this: by words and by what both cite, never itself, with reasons, by level."""

import pytest

from archive.ask.more_like import like_shape, more_like, telling
from archive.index.engine import Engine
from archive.index.memory import MemoryEngine
from archive.store import documents
from archive.store.database import Database
from archive.store.entries import entries
from archive.store.waiting import iterate
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, directive, mention, take

CITED = "Thực hiện Chỉ thị 07-CT/TU ngày 11/11/2014 của Tỉnh ủy Lào Cai"


@pytest.fixture
def archive(database: Database) -> Database:
    """Directives on two topics, and articles of which two cite one stub."""
    for number, body, title in (
        ("10-CT/TU", LAO_CAI, "phòng cháy chữa cháy rừng đặc dụng"),
        ("11-CT/TU", TUYEN_QUANG, "tăng cường phòng cháy chữa cháy rừng"),
        ("12-CT/TU", TUYEN_QUANG, "quản lý kinh phí hội nghị"),
        ("13-CT/TU", LAO_CAI, "đổi mới thi đua khen thưởng"),
        ("14-CT/TU", LAO_CAI, "phát hành báo chí của địa phương"),
        ("15-CT/TU", LAO_CAI, "tiết kiệm điện ở cơ quan"),
        ("16-CT/TU", LAO_CAI, "giữ gìn đường giao thông"),
        ("17-CT/TU", LAO_CAI, "dạy nghề cho nông dân"),
        ("18-CT/TU", TUYEN_QUANG, "chăm sóc người cao tuổi"),
        ("19-CT/TU", TUYEN_QUANG, "bảo vệ nguồn nước"),
    ):
        text = f"Chỉ thị về {title}. Các cấp ủy tổ chức thực hiện."
        document = directive(number, body=body, date="2015-05-05", title=title, text=text)
        take(database, document, f"https://vi.du/{number}")
    for name in ("Kho bạc làm việc", "Mùa hái chè"):
        text = f"{CITED}. {name} ở xã."
        told = mention(text, "07-CT/TU", body=LAO_CAI, date="2014-11-11")
        take(database, article(text, title=name), f"https://vi.du/{name}", [told])
    return database


@pytest.fixture
def engine(archive: Database) -> Engine:
    """Its index, in memory."""
    made = MemoryEngine()
    with archive.reading() as connection:
        made.rebuild(iterate(connection))
    return made


def address(archive: Database, key: str) -> str:
    with archive.reading() as connection:
        return documents.find_by_key(connection, key)[0].id


def test_a_work_on_the_same_thing_is_alike_and_says_why(archive: Database, engine: Engine) -> None:
    own = address(archive, "10-CT/TU")
    with archive.reading() as connection:
        groups = more_like(own, engine=engine, connection=connection)
    likes = [(group.level, one.card.number, one.why) for group in groups for one in group.likes]
    assert likes[0][:2] == ("tinh", "11-CT/TU")
    assert any("cháy" in reason for reason in likes[0][2])
    assert own not in {one.card.id for group in groups for one in group.likes}
    assert "12-CT/TU" not in {number for _, number, _ in likes}


def test_what_both_cite_makes_alike_too(archive: Database, engine: Engine) -> None:
    with archive.reading() as connection:
        own = next(one.address for one in entries(connection) if "chè" in str(one.title))
        groups = more_like(own, engine=engine, connection=connection)
    (group,) = (group for group in groups if group.level == "tin-bai")
    assert [one.card.title for one in group.likes] == ["Kho bạc làm việc"]
    assert "cùng dẫn 07-CT/TU" in group.likes[0].why


def test_the_telling_words_are_rare_and_no_names_of_types(archive: Database, engine: Engine) -> None:
    with archive.reading() as connection:
        document = documents.get(connection, address(archive, "10-CT/TU"))
    assert document is not None
    found = telling(document, engine)
    assert "chỉ thị" not in found
    assert any("cháy" in term for term in found)


def test_a_stub_without_anything_and_an_address_of_nobody_have_none(archive: Database, engine: Engine) -> None:
    with archive.reading() as connection:
        assert more_like("khong/co", engine=engine, connection=connection) == ()
        assert more_like(address(archive, "7-CT/TU"), engine=engine, connection=connection) == ()


def test_the_shape_has_level_card_score_and_reasons(archive: Database, engine: Engine) -> None:
    with archive.reading() as connection:
        shape = like_shape(more_like(address(archive, "10-CT/TU"), engine=engine, connection=connection))
    assert shape[0]["works"][0]["number"] == "11-CT/TU"
    assert shape[0]["works"][0]["why"]
    assert 0 < shape[0]["works"][0]["score"] <= 1.8
