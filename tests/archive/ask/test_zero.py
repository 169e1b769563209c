"""Nothing found: what is told of numbers, series, stubs, spellings and filters, and what never is."""

import pytest

from archive.ask.zero import Zero, zero
from archive.index.engine import Engine
from archive.index.memory import MemoryEngine
from archive.query import Query, parse
from archive.store.database import Database
from archive.store.waiting import iterate
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, directive, mention, take


@pytest.fixture
def archive(database: Database) -> Database:
    """A series of one body, a work of another, a stub that is cited with its title."""
    for serial in (3, 7, 12, 40, 46, 51):
        document = directive(f"{serial}-CT/TU", body=LAO_CAI, date="2014-11-11", title=f"công tác dân vận đợt {serial}")
        take(database, document, f"https://vi.du/{serial}")
    take(database, directive("47-KH/TU", body=TUYEN_QUANG, date="2016-01-01", type="Kế hoạch"), "https://vi.du/kh")
    text = "Thực hiện Chỉ thị 60-CT/TU ngày 11/11/2014 của Tỉnh ủy Lào Cai về phòng cháy chữa cháy rừng."
    told = mention(text, "60-CT/TU", body=LAO_CAI, date="2014-11-11", title="phòng cháy chữa cháy rừng")
    take(database, article(text, title="Tin về rừng"), "https://vi.du/tin", [told])
    return database


@pytest.fixture
def engine(archive: Database) -> Engine:
    """Its index, in memory."""
    made = MemoryEngine()
    with archive.reading() as connection:
        made.rebuild(iterate(connection))
    return made


def asked(archive: Database, engine: Engine, text: str, **filters: str) -> Zero:
    named = {name.replace("_", "-"): value for name, value in filters.items()}
    with archive.reading() as connection:
        return zero(parse(text, named), engine=engine, connection=connection)


def test_of_a_number_the_nearest_and_what_is_held_are_told(archive: Database, engine: Engine) -> None:
    found = asked(archive, engine, "47-CT/TU")
    assert found.number == "47-CT/TU"
    assert [card.number for card in found.before] == ["46-CT/TU"]
    assert [card.number for card in found.after] == ["51-CT/TU"]
    assert [card.number for card in found.elsewhere] == ["47-KH/TU"]
    assert found.sentences == ("Kho có 6 chỉ thị của Tỉnh ủy Lào Cai năm 2014, từ số 3 đến số 51; chưa có số 47.",)


def test_nothing_is_said_of_what_is_between(archive: Database, engine: Engine) -> None:
    said = str(asked(archive, engine, "47-CT/TU").shape())
    assert "thiếu" not in said
    assert not {"48-CT/TU", "49-CT/TU", "50-CT/TU"} & {word.strip("'\",") for word in said.split()}


def test_a_body_that_was_chosen_has_its_series_told(archive: Database, engine: Engine) -> None:
    found = asked(archive, engine, "zzzz", co_quan="tinh-uy-lao-cai", loai="chi-thi")
    assert found.sentences == ("Kho có 6 chỉ thị của Tỉnh ủy Lào Cai năm 2014, từ số 3 đến số 51.",)
    assert asked(archive, engine, "zzzz", co_quan="tinh-uy-lao-cai", loai="ke-hoach").sentences == ()


def test_stubs_that_the_words_fit_are_shown_whatever_the_filters(archive: Database, engine: Engine) -> None:
    found = asked(archive, engine, "phòng cháy chữa cháy rừng", the_loai="directive", nam="2001")
    assert [card.number for card in found.stubs] == ["60-CT/TU"]
    assert asked(archive, engine, "61-CT/TU").stubs == ()


def test_each_filter_is_taken_back_with_what_that_finds(archive: Database, engine: Engine) -> None:
    found = asked(archive, engine, "công tác dân vận", loai="ke-hoach", tu="2014")
    assert [(one.name, one.values, one.total) for one in found.without] == [("loai", ("ke-hoach",), 6), ("", (), 6)]
    for one in found.without:
        assert engine.search(one.query).total == one.total


def test_a_likely_spelling_is_among_it(archive: Database, engine: Engine) -> None:
    found = asked(archive, engine, "công tac dâjn vaajn")
    assert found.meant is None or found.meant.total > 0
    assert asked(archive, engine, "coong tác dân vận").meant is not None


def test_a_query_without_anything_near_is_empty(archive: Database, engine: Engine) -> None:
    assert asked(archive, engine, "zzzz").is_empty
    with archive.reading() as connection:
        assert zero(Query(), engine=engine, connection=connection).is_empty
