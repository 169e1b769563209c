"""The ladder: places by day, topics against titles, and which document stands first in each row, or that none does."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ask.ladder import Ladder, Rung, find_places, governing, is_here, topic_and_place
from archive.ask.ladder.chain import chain_of
from archive.ask.ladder.printed import ladder_shape
from archive.ask.ladder.topic import Topic, read_topic, substance
from archive.index.engine import Engine
from archive.store import documents
from archive.store.database import Database, open_database
from archive.text.vietnamese import fold
from archive.works.body import Level
from archive.works.document import System
from tests.archive.ask.ladders import TOPIC, fill

BEFORE, AFTER = date(2020, 5, 1), date(2026, 5, 1)


@pytest.fixture(scope="module")
def kho(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Engine]]:
    """The small archive of a topic from the centre to a ward."""
    with open_database(tmp_path_factory.mktemp("bac") / "kho.sqlite", create=True) as opened:
        yield opened, fill(opened)


def asked(
    kho: tuple[Database, Engine], topic: str, place: str | None, day: date, system: System | None = "party"
) -> Ladder:
    database, engine = kho
    with database.reading() as connection:
        return governing(topic, place, day, engine=engine, connection=connection, system=system)


def rung(ladder: Ladder, level: Level) -> Rung:
    return next(one for one in ladder.rungs if one.level == level)


def first(ladder: Ladder, level: Level) -> str | None:
    found = next((one for one in ladder.rungs if one.level == level), None)
    return found.first.card.number if found and found.first else None


# --- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day", "label", "grounds"),
    [
        pytest.param("Sa Pa", BEFORE, "thị xã Sa Pa, tỉnh Lào Cai", ("Lào Cai",), id="the town until 2025"),
        pytest.param("sa pa", AFTER, "phường Sa Pa, tỉnh Lào Cai", ("Lào Cai",), id="the ward since, unmarked"),
        pytest.param("phuong sa pa tinh lao cai", AFTER, "phường Sa Pa, tỉnh Lào Cai", ("Lào Cai",), id="no comma"),
        pytest.param("Phường Sa Pa, Lào Cai", AFTER, "phường Sa Pa, tỉnh Lào Cai", ("Lào Cai",), id="with a comma"),
        pytest.param("Lào Cai", AFTER, "tỉnh Lào Cai", ("Lào Cai", "Yên Bái"), id="the new province has two grounds"),
        pytest.param("Lào Cai", BEFORE, "tỉnh Lào Cai", ("Lào Cai",), id="the old one its own"),
        pytest.param("Yên Bái", AFTER, "Yên Bái", ("Yên Bái",), id="an old province is a ground of the new one"),
        pytest.param("thành phố Lào Cai", BEFORE, "thành phố Lào Cai, tỉnh Lào Cai", ("Lào Cai",), id="a city in it"),
        pytest.param("TP.HCM", BEFORE, "Thành phố Hồ Chí Minh", ("Thành phố Hồ Chí Minh",), id="a short name"),
        pytest.param(
            "quận 1", BEFORE, "quận 1, Thành phố Hồ Chí Minh", ("Thành phố Hồ Chí Minh",), id="a numbered one"
        ),
        pytest.param(
            "huyện Châu Thành, Long An", BEFORE, "huyện Châu Thành, tỉnh Long An", ("Long An",), id="narrowed"
        ),
        pytest.param(
            "huyện Tuy Đức", AFTER, "địa bàn Huyện Tuy Đức trước đây, tỉnh Lâm Đồng", ("Đắk Nông",), id="ended"
        ),
    ],
)
def test_a_place_is_read_as_it_was_on_the_day(typed: str, day: date, label: str, grounds: tuple[str, ...]) -> None:
    (found,) = find_places(typed, day)
    assert (found.label, found.grounds) == (label, grounds)


@pytest.mark.parametrize(
    ("typed", "day", "count"),
    [
        pytest.param("Châu Thành", BEFORE, 10, id="ten districts had the name"),
        pytest.param("không có nơi này", BEFORE, 0, id="no unit"),
        pytest.param("", BEFORE, 0, id="nothing"),
        pytest.param(" , ", BEFORE, 0, id="signs only"),
    ],
)
def test_a_name_of_several_units_or_of_none_is_not_guessed(typed: str, day: date, count: int) -> None:
    assert len(find_places(typed, day)) == count


@given(st.text(max_size=40), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_no_words_break_the_reading_of_a_place(typed: str, day: date) -> None:
    assert all(one.province for one in find_places(typed, day))


@pytest.mark.parametrize("name", ["Lào Cai", "Sa Pa", "Tuyên Quang", "Hà Nội", "huyện Tuy Đức"])
def test_marks_and_case_of_a_place_do_not_matter(name: str) -> None:
    for day in (BEFORE, AFTER):
        assert find_places(name, day) == find_places(fold(name), day) == find_places(name.upper(), day)


@pytest.mark.parametrize(
    ("place", "day", "levels"),
    [
        pytest.param("Sa Pa", BEFORE, ["tw", "tinh", "huyen"], id="a district until 2025"),
        pytest.param("Sa Pa", AFTER, ["tw", "tinh", "xa"], id="no district level since"),
        pytest.param("Lào Cai", AFTER, ["tw", "tinh"], id="a province alone"),
    ],
)
def test_the_levels_are_those_of_the_day(place: str, day: date, levels: list[str]) -> None:
    (found,) = find_places(place, day)
    tiers = chain_of(found, day)
    assert [tier.level for tier in tiers if tier.system == "party"] == levels
    assert [tier.level for tier in tiers if tier.system == "state"] == levels
    assert [tier.level for tier in chain_of(None, day)] == ["tw", "tw"]


def test_a_district_is_called_as_it_was_on_the_day() -> None:
    for day, name in ((date(2018, 1, 1), "Huyện ủy Sa Pa"), (BEFORE, "Thị ủy Sa Pa")):
        (found,) = find_places("Sa Pa", day)
        assert [tier.label for tier in chain_of(found, day) if tier.level == "huyen" and tier.system == "party"] == [
            name
        ]


# --- topics ----------------------------------------------------------------------------------------------------------


def topic(said: str) -> Topic:
    return read_topic(said, lambda _stream, terms: [3] * len(terms), 100)


@pytest.mark.parametrize(
    ("said", "title", "least", "most"),
    [
        pytest.param("sinh hoạt chi bộ", f"tiếp tục {TOPIC}", 1.0, 1.0, id="every word in order"),
        pytest.param("sinh hoat chi bo", TOPIC, 1.0, 1.0, id="typed without marks"),
        pytest.param("SINH HOẠT CHI BỘ", TOPIC, 1.0, 1.0, id="in capitals"),
        pytest.param("sinh hoạt chi bọ", TOPIC, 0.5, 0.99, id="a mark that is wrong counts"),
        pytest.param("học tập Hồ Chí Minh", "học tập tư tưởng Hồ Chí Minh", 0.85, 0.99, id="words between"),
        pytest.param("chi bộ sinh hoạt hè", TOPIC, 0.3, 0.75, id="another order and a word more"),
        pytest.param("nuôi trồng thủy sản", TOPIC, 0.0, 0.0, id="another topic"),
    ],
)
def test_how_much_of_a_topic_a_title_says(said: str, title: str, least: float, most: float) -> None:
    assert least - 1e-9 <= topic(said).cover(title) <= most + 1e-9


def test_framing_words_alone_are_not_a_topic() -> None:
    assert topic("nâng cao chất lượng sinh hoạt chi bộ").cover("nâng cao chất lượng giáo dục") < 0.4
    assert substance("tiếp tục nâng cao chất lượng sinh hoạt chi bộ giai đoạn 2020-2025") == (
        "sinh",
        "hoạt",
        "chi",
        "bộ",
    )


def test_a_title_that_says_little_else_is_closer() -> None:
    wanted = topic("sinh hoạt chi bộ")
    assert wanted.focus(TOPIC) == 1.0 > wanted.focus("chuyển đổi số trong sinh hoạt chi bộ") > wanted.focus("văn thư")


def test_a_type_before_the_topic_is_asked_for_and_its_words_stay() -> None:
    assert topic("hướng dẫn sinh hoạt chi bộ").types == {"huong-dan"}
    assert topic("quy hoạch cán bộ").words == ("quy", "hoạch", "cán", "bộ")
    assert not topic("sinh hoạt chi bộ").types


@given(st.text(max_size=60), st.text(max_size=60))
def test_shares_lie_between_none_and_all(said: str, title: str) -> None:
    read = topic(said)
    assert -1e-9 <= read.cover(title) <= 1 + 1e-9
    assert 0 <= read.focus(title) <= 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("sinh hoạt chi bộ Sa Pa", ("sinh hoạt chi bộ", "Sa Pa"), id="a capital"),
        pytest.param("sinh hoạt chi bộ ở sa pa", ("sinh hoạt chi bộ", "sa pa"), id="a word before it"),
        pytest.param("sinh hoat chi bo lao cai", ("sinh hoat chi bo", "lao cai"), id="a province without marks"),
        pytest.param("đảng phí tại phường Sa Pa", ("đảng phí", "phường Sa Pa"), id="a kind"),
        pytest.param("gìn giữ hòa bình", ("gìn giữ hòa bình", None), id="a province's name that is a word"),
        pytest.param("đại đoàn kết", ("đại đoàn kết", None), id="a commune's name that is a word"),
        pytest.param("tư tưởng Hồ Chí Minh", ("tư tưởng Hồ Chí Minh", None), id="a man, not the city"),
        pytest.param("kinh tế thành phố Hồ Chí Minh", ("kinh tế", "thành phố Hồ Chí Minh"), id="the city"),
        pytest.param("phường Sa Pa", ("", "phường Sa Pa"), id="a place and no topic"),
        pytest.param("", ("", None), id="nothing"),
    ],
)
def test_the_place_at_the_end_of_a_question(typed: str, expected: tuple[str, str | None]) -> None:
    assert topic_and_place(typed, AFTER) == expected


# --- rows ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "place", "day", "expected"),
    [
        pytest.param(TOPIC, "Sa Pa", "2018-01-15", ["10-CT/TW", "47-CT/TU", "40-NQ/HU"], id="three levels"),
        pytest.param(TOPIC, "Sa Pa", "2014-11-10", ["10-CT/TW", None, None], id="nothing of a later day"),
        pytest.param(
            TOPIC, "Sa Pa", "2026-02-01", ["50-CT/TW", "27-KH/TU", None], id="the ward, by what it carries out"
        ),
        pytest.param("sinh hoat chi bo", "sa pa", "2026-05-01", ["50-CT/TW", "27-KH/TU", None], id="without marks"),
        pytest.param(TOPIC, "Lào Cai", "2025-08-15", ["50-CT/TW", "47-CT/TU"], id="a forebear's goes on"),
        pytest.param(TOPIC, "Lào Cai", "2025-12-01", ["50-CT/TW", "27-KH/TU"], id="until the new body ends it"),
        pytest.param(TOPIC, "Yên Bái", "2025-08-15", ["50-CT/TW", None], id="not on the other ground"),
        pytest.param(TOPIC, "Yên Bái", "2025-12-01", ["50-CT/TW", "27-KH/TU"], id="the new body's holds on both"),
        pytest.param(TOPIC, "Tuyên Quang", "2025-09-01", ["50-CT/TW", "16-ĐA/TU"], id="in its period"),
        pytest.param(TOPIC, "Tuyên Quang", "2026-03-01", ["50-CT/TW", None], id="its period is over"),
        pytest.param(TOPIC, "Hà Giang", "2020-03-01", ["10-CT/TW", None], id="an article is no document"),
        pytest.param(
            "hướng dẫn sinh hoạt chi bộ", "Lào Cai", "2019-01-01", ["12-HD/BTCTW", "05-HD/TU"], id="by its type"
        ),
        pytest.param("nuôi trồng thủy sản", "Sa Pa", "2026-05-01", [None, None, None], id="nothing on the topic"),
        pytest.param("những điều đảng viên không được làm", None, "2022-02-02", ["37-QĐ/TW"], id="a stub of the table"),
        pytest.param("những điều đảng viên không được làm", None, "2015-01-01", ["47-QĐ/TW"], id="the one before it"),
        pytest.param("Chỉ thị 50", "Lào Cai", "2026-01-01", ["50-CT/TW", "27-KH/TU"], id="a document for a topic"),
    ],
)
def test_the_first_document_of_each_level(
    kho: tuple[Database, Engine], said: str, place: str | None, day: str, expected: list[str | None]
) -> None:
    found = asked(kho, said, place, date.fromisoformat(day))
    numbers = [first(found, level) for level in ("tw", "tinh", "huyen") if level in {one.level for one in found.rungs}]
    ward = [first(found, "xa")] if any(one.level == "xa" for one in found.rungs) else []
    # A ward's own document is told of in a test of its own.
    assert numbers == expected[: len(numbers)]
    assert len(numbers) + len(ward) == len(expected)


def test_a_plan_is_found_by_what_it_carries_out(kho: tuple[Database, Engine]) -> None:
    found = rung(asked(kho, "sinh hoạt chi bộ", "phường Sa Pa", AFTER), "xa")
    assert found.first
    assert found.first.card.number == "15-KH/ĐU"
    assert found.first.reasons[0] == "thực hiện 50-CT/TW, văn bản về chủ đề này"
    # The other one is about something else in meetings: special beats general only on its own subject.
    assert [one.card.number for one in found.runners] == ["06-NQ/ĐU"]
    digital = rung(asked(kho, "chuyển đổi số", "phường Sa Pa", AFTER), "xa")
    assert digital.first
    assert digital.first.card.number == "06-NQ/ĐU"


def test_what_has_ended_is_told_with_its_successor(kho: tuple[Database, Engine]) -> None:
    central = rung(asked(kho, TOPIC, None, AFTER), "tw")
    (past,) = [one for one in central.past if one.card.number == "10-CT/TW"]
    assert past.how == "đã được thay thế bởi Chỉ thị 50-CT/TW"
    assert past.by
    assert past.by.number == "50-CT/TW"
    province = rung(asked(kho, TOPIC, "Tuyên Quang", AFTER), "tinh")
    assert (province.state, province.first) == ("empty", None)
    assert [one.how for one in province.past] == ["giai đoạn ghi trong trích yếu đã qua (đến hết năm 2025)"]
    assert province.words == "kho chưa có văn bản cấp này về chủ đề này"


def test_a_forebears_document_says_whose_it_is(kho: tuple[Database, Engine]) -> None:
    found = rung(asked(kho, TOPIC, "Lào Cai", date(2025, 8, 15)), "tinh")
    assert found.first
    assert found.first.of_before == "Tỉnh ủy Lào Cai"
    assert "cơ quan tiền thân" in "; ".join(found.first.reasons)
    assert not rung(asked(kho, TOPIC, "Lào Cai", BEFORE), "tinh").first.of_before  # type: ignore[union-attr]


def test_two_that_are_too_near_are_told_as_several(kho: tuple[Database, Engine]) -> None:
    found = rung(asked(kho, "sinh hoạt chi bộ", "Lào Cai", date(2019, 5, 1)), "tinh")
    assert {found.first.card.number, found.runners[0].card.number} == {"47-CT/TU", "05-HD/TU"}  # type: ignore[union-attr]
    assert (found.state == "several") == (found.margin is not None and found.margin < 5)
    assert found.words != "duy nhất"


def test_party_and_state_are_two_ladders(kho: tuple[Database, Engine]) -> None:
    both = asked(kho, "chuyển đổi số", "Tuyên Quang", date(2024, 12, 30), system=None)
    found = {(one.system, one.level): one.first.card.number if one.first else None for one in both.rungs}
    assert found == {
        ("party", "tw"): "57-NQ/TW",
        ("state", "tw"): None,
        ("party", "tinh"): None,
        ("state", "tinh"): "38/NQ-HĐND",
    }
    over = asked(kho, "chuyển đổi số", "Tuyên Quang", date(2025, 1, 2), system="state")
    assert first(over, "tinh") is None


def test_an_undated_stub_counts_once_its_body_has_ended(kho: tuple[Database, Engine]) -> None:
    assert first(asked(kho, "công tác dư luận xã hội", "Yên Bái", AFTER), "tinh") == "17-CT/TU"
    assert first(asked(kho, "công tác dư luận xã hội", "Yên Bái", BEFORE), "tinh") is None


@pytest.mark.parametrize(
    ("place", "told"),
    [
        pytest.param("Châu Thành", "có thể là 10 nơi", id="several places"),
        pytest.param("không nơi nào", "Không có đơn vị hành chính nào", id="no place"),
    ],
)
def test_a_place_that_is_not_clear_leaves_the_central_rows(kho: tuple[Database, Engine], place: str, told: str) -> None:
    found = asked(kho, TOPIC, place, BEFORE)
    assert [one.level for one in found.rungs] == ["tw"]
    assert found.place is None
    assert told in found.notices[0]
    assert len(found.options) == (10 if "Châu" in place else 0)


@pytest.mark.parametrize("said", ["", "   ", "và", "!?", "35-CT/TW", "99-CT/TW"])
def test_what_is_no_topic_has_no_rows_or_empty_ones(kho: tuple[Database, Engine], said: str) -> None:
    found = asked(kho, said, "Lào Cai", AFTER, system=None)
    assert not found.chosen
    assert bool(found.notices) == ("CT" in said)


def test_no_document_stands_in_the_row_of_another_body_or_of_a_later_day(kho: tuple[Database, Engine]) -> None:
    for place in ("Lào Cai", "Sa Pa", "Yên Bái", "Tuyên Quang", "Hà Giang"):
        for day in (date(2015, 1, 1), BEFORE, date(2025, 7, 1), AFTER):
            found = asked(kho, "sinh hoạt chi bộ", place, day, system=None)
            cards = [one.first.card for one in found.rungs if one.first]
            assert all(card.genre != "article" and is_here(card, found.place, day) for card in cards)
            assert all(card.date is None or card.date.first <= day for card in cards)
            assert all((one.state == "empty") == (one.first is None) for one in found.rungs)


def test_the_shape_for_programs(kho: tuple[Database, Engine]) -> None:
    shape = ladder_shape(asked(kho, "sinh hoạt chi bộ", "Sa Pa", AFTER))
    assert (shape["date"], shape["place"]["commune"], shape["cascade"]) == ("2026-05-01", "Phường Sa Pa", None)
    ward = next(one for one in shape["rungs"] if one["level"] == "xa")
    names = "level level_label system system_label bodies state label margin row runners past"
    assert list(ward) == names.split()
    assert ward["row"]["number"] == "15-KH/ĐU"
    assert ward["row"]["url"].startswith("/vb/")
    assert ward["row"]["reason"]


def test_the_store_is_asked_for_what_it_has_only(kho: tuple[Database, Engine]) -> None:
    database, _ = kho
    with database.reading() as connection:
        for one in asked(kho, TOPIC, "Sa Pa", AFTER).chosen:
            assert documents.cards(connection, [one.id])
