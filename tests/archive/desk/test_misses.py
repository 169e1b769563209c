"""Questions that found nothing: folded, counted by day, and nothing that points to a person ever kept."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from archive.desk import misses
from archive.desk.misses import Miss, folded
from archive.desk.tables import misses as table
from archive.store.database import Database

MONDAY = date(2026, 11, 16)


def ask(desk: Database, words: str, times: int = 1, day: date = MONDAY) -> None:
    with desk.atomic() as connection:
        for _ in range(times):
            misses.count(connection, words, day)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        pytest.param("Chỉ thị 47 về  họp", "chi thi 47 ve hop", id="folded"),
        pytest.param("47-CT/TU", "47-ct/tu", id="a number of a document"),
        pytest.param("30/2020/NĐ-CP ngày 05/03/2020", "30/2020/nd-cp ngay 05/03/2020", id="a number and its day"),
        pytest.param("ngày 05-03-2020", "ngay 05-03-2020", id="a day with hyphens"),
        pytest.param("giai đoạn 2015-2020", "giai doan 2015-2020", id="a span of years"),
        pytest.param("“luật đất đai”", "luat dat dai", id="quotes"),
    ],
)
def test_words_are_counted_without_marks(words: str, kept: str) -> None:
    assert folded(words) == kept


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("0912345678", id="a telephone number"),
        pytest.param("gọi 091.234.56.78 nhé", id="in groups with dots"),
        pytest.param("+84 912 345 678", id="with the country before it"),
        pytest.param("0912-345-678", id="in groups with hyphens"),
        pytest.param("024 3825 1234", id="of an office"),
        pytest.param("001090012345", id="an identity number"),
        pytest.param("CMND 012345678", id="an old identity number"),
        pytest.param("thẻ đảng 12345678", id="a card of the Party"),
        pytest.param("an.nguyen@tinh.gov.vn", id="an address of mail"),
        pytest.param("an nguyen @ tinh", id="an address of mail with blanks"),
        pytest.param("０９１２３４５６７８", id="in wide figures"),
        pytest.param("a" * 81, id="longer than words"),
        pytest.param("???", id="no word"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_may_point_to_a_person_is_never_kept(desk: Database, words: str) -> None:
    ask(desk, words, 5)
    with desk.reading() as connection:
        assert connection.execute(select(table)).all() == []


@given(st.text(alphabet="0123456789 .-+()", max_size=40))
def test_no_long_run_of_figures_is_kept(written: str) -> None:
    figures = sum(sign.isdigit() for sign in written)
    kept = folded(written)
    assert not (kept and figures >= 8 and "".join(written.split()).isdigit())


@given(st.text(max_size=120))
def test_folding_is_done_once(words: str) -> None:
    assert folded(folded(words)) in (folded(words), "")
    assert len(folded(words)) <= misses.MOST_LETTERS


def test_only_what_several_asked_is_shown(desk: Database) -> None:
    ask(desk, "chỉ thị 99", 2)
    ask(desk, "Quy chế tiếp dân", 2)
    ask(desk, "quy che tiep dan", 1, MONDAY + timedelta(days=9))
    with desk.reading() as connection:
        assert misses.listed(connection) == (Miss("quy che tiep dan", 3, "2026-11-16", "2026-11-25"),)
        assert misses.listed(connection, since=MONDAY, until=MONDAY + timedelta(days=6)) == ()
        assert [(str(monday), asked) for monday, asked in misses.weeks(connection)] == [
            ("2026-11-23", 1),
            ("2026-11-16", 4),
        ]


def test_no_row_says_who_or_when_on_the_day(desk: Database) -> None:
    assert {column.name for column in table.columns} == {"words", "day", "asked"}


def test_what_is_old_is_forgotten(desk: Database) -> None:
    ask(desk, "cũ", 3, MONDAY - timedelta(days=misses.KEPT_DAYS + 1))
    ask(desk, "mới", 3)  # the first question of another day looks after the rest
    with desk.atomic() as connection:
        assert misses.forget(connection, MONDAY) == 0
        assert [one.words for one in misses.listed(connection)] == ["moi"]


def test_a_day_holds_so_many_rows_and_no_more(desk: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(misses, "MOST_A_DAY", 2)
    for words in ("một", "hai", "ba", "một"):
        ask(desk, words)
    with desk.reading() as connection:
        assert sorted(connection.execute(select(table.c.words, table.c.asked)).all()) == [("hai", 1), ("mot", 2)]
