"""A pasted list of numbers: each line answered, in every state, and the table that may be copied from it."""

import csv
import io

import pytest

from archive.ask.number_answers import COLUMNS, MOST_LINES, answer_numbers, as_csv, listed_shape
from archive.errors import QueryError
from archive.store.database import Database
from tests.archive.making import LAO_CAI, TUYEN_QUANG, directive, take


@pytest.fixture
def archive(database: Database) -> Database:
    """Two bodies with a number in common, a decree, a directive with a title like a formula."""
    for number, body, date, kind, title in (
        ("47-CT/TU", LAO_CAI, "2014-11-11", "Chỉ thị", "nâng cao chất lượng sinh hoạt chi bộ"),
        ("51-CT/TU", LAO_CAI, "2015-05-05", "Chỉ thị", "=HYPERLINK()"),
        ("12-CT/TU", LAO_CAI, "2012-01-01", "Chỉ thị", "một"),
        ("12-CT/TU", TUYEN_QUANG, "2012-02-02", "Chỉ thị", "hai"),
        ("30/2020/NĐ-CP", "chinh-phu", "2020-03-05", "Nghị định", "công tác văn thư"),
    ):
        take(
            database, directive(number, body=body, date=date, type=kind, title=title), f"https://vi.du/{number}/{body}"
        )
    return database


@pytest.mark.parametrize(
    ("line", "state", "numbers", "near"),
    [
        pytest.param("47-CT/TU", "found", ["47-CT/TU"], [], id="a number that one work bears"),
        pytest.param("- 47 ct tu", "found", ["47-CT/TU"], [], id="as typed on a phone, in a list"),
        pytest.param("30/2020/nd-cp", "found", ["30/2020/NĐ-CP"], [], id="without its marks"),
        pytest.param("chỉ thị 51", "found", ["51-CT/TU"], [], id="a type with a serial"),
        pytest.param("12-CT/TU", "several", ["12-CT/TU", "12-CT/TU"], [], id="two works bear it: none is chosen"),
        pytest.param(
            "Chỉ thị số 12-CT/TU, ngày 02/02/2012 của Tỉnh ủy Tuyên Quang", "found", ["12-CT/TU"], [], id="a citation"
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU, ngày 12/12/2014 của Tỉnh ủy Lào Cai", "absent", [], ["47-CT/TU"], id="another day"
        ),
        pytest.param("48-CT/TU", "absent", [], ["47-CT/TU", "12-CT/TU", "51-CT/TU"], id="the nearest before and after"),
        pytest.param("chỉ thị 99", "absent", [], [], id="a type with a serial that nobody has"),
        pytest.param("biên bản họp chi bộ", "unread", [], [], id="no number"),
        pytest.param("47", "unread", [], [], id="a figure alone is no number"),
    ],
)
def test_a_line_is_answered(archive: Database, line: str, state: str, numbers: list[str], near: list[str]) -> None:
    with archive.reading() as connection:
        (found,) = answer_numbers(line, connection)
    assert (found.state, [card.number for card in found.cards]) == (state, numbers)
    assert {card.number for card in found.near} == set(near)
    assert found.line == 1
    assert found.written == line


def test_lines_keep_their_order_and_a_line_may_hold_several(archive: Database) -> None:
    with archive.reading() as connection:
        found = answer_numbers("47-CT/TU\n\n  51-CT/TU; 30/2020/NĐ-CP  \nkhông có", connection)
    assert [(one.line, one.number, one.state) for one in found] == [
        (1, "47-CT/TU", "found"),
        (2, "51-CT/TU", "found"),
        (2, "30/2020/NĐ-CP", "found"),
        (3, "", "unread"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\t\n", id="blanks"),
        pytest.param("47-CT/TU\n" * (MOST_LINES + 1), id="too many lines"),
        pytest.param("x" * 40_001, id="too many signs"),
    ],
)
def test_a_list_that_is_empty_or_too_long_is_refused(archive: Database, text: str) -> None:
    with archive.reading() as connection, pytest.raises(QueryError):
        answer_numbers(text, connection)


def test_the_table_holds_every_work_and_no_formula(archive: Database) -> None:
    with archive.reading() as connection:
        found = answer_numbers("51-CT/TU\n12-CT/TU\n=1+1", connection)
    rows = list(csv.reader(io.StringIO(as_csv(found, "https://kho.vi.du"))))
    assert tuple(rows[0]) == COLUMNS
    assert [(row[0], row[2]) for row in rows[1:]] == [
        ("1", "51-CT/TU"),
        ("2", "12-CT/TU"),
        ("2", "12-CT/TU"),
        ("3", ""),
    ]
    assert rows[1][7] == "'=HYPERLINK()"
    assert rows[4][1] == "'=1+1"
    assert rows[1][8].startswith("https://kho.vi.du/vb/")


def test_the_shape_has_state_works_and_the_nearest(archive: Database) -> None:
    with archive.reading() as connection:
        (found,) = listed_shape(answer_numbers("48-CT/TU", connection))
    assert found["state"] == "absent"
    assert found["works"] == []
    assert {one["number"] for one in found["near"]} == {"47-CT/TU", "51-CT/TU", "12-CT/TU"}
