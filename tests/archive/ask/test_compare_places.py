"""Two places beside each other: who issued what, their forebears, who carried out a document, honest columns."""

import pytest

from archive.ask.compare_places import compare_places, comparison_shape, place_named, province_names
from archive.errors import QueryError
from archive.index.engine import Engine
from archive.index.memory import MemoryEngine
from archive.store.database import Database
from archive.store.waiting import iterate
from tests.archive.making import LAO_CAI, TUYEN_QUANG, directive, mention, take

YEN_BAI = "tinh-uy-yen-bai"


@pytest.fixture
def archive(database: Database) -> Database:
    """A central directive, two plans to carry it out, a mere mention, and a directive of Yên Bái."""
    centre = directive("10-CT/TW", body="ban-bi-thu", date="2015-01-01", title="phòng cháy chữa cháy rừng")
    take(database, centre, "https://vi.du/tw")
    for number, body, date, relation in (
        ("20-KH/TU", LAO_CAI, "2015-03-02", "thuc_hien"),
        ("21-KH/TU", LAO_CAI, "2015-02-01", "huong_dan"),
        ("22-BC/TU", LAO_CAI, "2016-01-01", "theo"),
        ("30-KH/TU", TUYEN_QUANG, "2015-01-11", "thuc_hien"),
    ):
        text = f"Kế hoạch {number} thực hiện Chỉ thị 10-CT/TW ngày 01/01/2015 của Ban Bí thư về phòng cháy rừng."
        document = directive(number, body=body, date=date, type="Kế hoạch", title="phòng cháy rừng", text=text)
        told = mention(text, "10-CT/TW", body="ban-bi-thu", date="2015-01-01", relation=relation)
        take(database, document, f"https://vi.du/{number}/{body}", [told])
    take(database, directive("5-CT/TU", body=YEN_BAI, date="2013-04-04", title="phòng cháy rừng"), "https://vi.du/yb")
    return database


@pytest.fixture
def engine(archive: Database) -> Engine:
    """Its index, in memory."""
    made = MemoryEngine()
    with archive.reading() as connection:
        made.rebuild(iterate(connection))
    return made


def columns(archive: Database, engine: Engine, topic: str, first: str, second: str) -> list[list[str | None]]:
    with archive.reading() as connection:
        found = compare_places(topic, first, second, engine=engine, connection=connection)
    return [[row.card.number for row in column.rows] for column in found.columns]


def test_who_carried_a_document_out_and_how_many_days_later(archive: Database, engine: Engine) -> None:
    with archive.reading() as connection:
        found = compare_places("10-CT/TW", "lao cai", "Tuyên Quang", engine=engine, connection=connection)
    left, right = found.columns
    assert found.central is not None
    assert [(row.card.number, row.days) for row in left.rows] == [("21-KH/TU", 31), ("20-KH/TU", 60)]
    assert [(row.card.number, row.days) for row in right.rows] == [("30-KH/TU", 10)]
    assert (left.mentioned, right.mentioned) == (1, 0)
    assert all(row.relation for row in (*left.rows, *right.rows))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(
            "Lào Cai",
            "Tuyên Quang",
            [["05-CT/TU", "21-KH/TU", "20-KH/TU", "22-BC/TU"], ["30-KH/TU"]],
            id="a province has the works of those it was made of",
        ),
        pytest.param(
            "Lào Cai",
            "Yên Bái",
            [["21-KH/TU", "20-KH/TU", "22-BC/TU"], ["05-CT/TU"]],
            id="a province beside one of its parts is taken without it",
        ),
        pytest.param("Cao Bằng", "Đắk Lắk", [[], []], id="places without a work: two empty columns"),
    ],
)
def test_what_places_issued_on_a_topic(
    archive: Database, engine: Engine, first: str, second: str, expected: list[list[str]]
) -> None:
    assert columns(archive, engine, "phòng cháy rừng", first, second) == expected


def test_the_two_columns_change_places_and_nothing_else(archive: Database, engine: Engine) -> None:
    there = columns(archive, engine, "phòng cháy rừng", "Lào Cai", "Yên Bái")
    assert columns(archive, engine, "phòng cháy rừng", "Yên Bái", "Lào Cai") == there[::-1]


def test_a_part_of_a_province_is_told(archive: Database, engine: Engine) -> None:
    with archive.reading() as connection:
        found = compare_places("rừng", "Lào Cai", "Yên Bái", engine=engine, connection=connection)
    assert found.notices == ("Lào Cai ở đây không gồm Yên Bái, dù Yên Bái thuộc Lào Cai từ ngày 01/7/2025.",)
    assert found.columns[0].place.covers == ("Lào Cai",)


@pytest.mark.parametrize(
    ("topic", "first", "second"),
    [
        pytest.param("", "Lào Cai", "Tuyên Quang", id="no topic"),
        pytest.param("rừng", "", "Tuyên Quang", id="no place"),
        pytest.param("rừng", "Lào Cai", "Paris", id="no province"),
        pytest.param("rừng", "lao cai", "Tỉnh Lào Cai", id="the same place twice"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    archive: Database, engine: Engine, topic: str, first: str, second: str
) -> None:
    with archive.reading() as connection, pytest.raises(QueryError):
        compare_places(topic, first, second, engine=engine, connection=connection)


def test_a_number_of_several_works_leaves_the_choice_to_the_reader(archive: Database, engine: Engine) -> None:
    take(archive, directive("20-KH/TU", body=TUYEN_QUANG, date="2017-01-01", type="Kế hoạch"), "https://vi.du/20-tq")
    with archive.reading() as connection:
        found = compare_places("20-KH/TU", "Lào Cai", "Tuyên Quang", engine=engine, connection=connection)
        chosen = found.bearers[0]
        again = compare_places(chosen.id, "Lào Cai", "Tuyên Quang", engine=engine, connection=connection)
    assert found.central is None
    assert len(found.bearers) == 2
    assert again.central is not None
    assert again.central.id == chosen.id


@pytest.mark.parametrize("name", province_names())
def test_every_province_is_a_place_with_its_committee(name: str) -> None:
    found = place_named(name)
    assert name in found.covers
    assert found.families
    assert found.slugs


def test_the_shape_has_both_places(archive: Database, engine: Engine) -> None:
    with archive.reading() as connection:
        shape = comparison_shape(
            compare_places("10-CT/TW", "Lào Cai", "Tuyên Quang", engine=engine, connection=connection)
        )
    assert [one["name"] for one in shape["places"]] == ["Lào Cai", "Tuyên Quang"]
    assert shape["places"][0]["works"][0]["days_after"] == 31
