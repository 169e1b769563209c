"""What readers say is wrong: kept once, waiting, answered, and bounded."""

import pytest

from archive.desk import mistakes
from archive.errors import QueryError
from archive.store.database import Database

WRONG = {"address": "a/b", "place": "dieu-1", "kind": "number", "words": "Số đúng là 47-CT/TU"}


def test_a_report_waits_until_it_is_answered(desk: Database) -> None:
    with desk.atomic() as connection:
        first = mistakes.report(connection, **WRONG)
        second = mistakes.report(connection, **(WRONG | {"words": "Khác\r\nnữa\x00"}))
        assert [one.id for one in mistakes.waiting(connection)] == [first, second]
        mistakes.answer(connection, first, standing="mended", answer="", account="lan")
        assert [(one.id, one.words) for one in mistakes.waiting(connection)] == [(second, "Khác\nnữa")]
        (done,) = mistakes.answered(connection)
    assert (done.standing, done.account, done.place, done.kind) == ("mended", "lan", "dieu-1", "number")


def test_the_same_words_twice_are_one_report_while_they_wait(desk: Database) -> None:
    with desk.atomic() as connection:
        first = mistakes.report(connection, **WRONG)
        assert mistakes.report(connection, **WRONG) == first
        mistakes.answer(connection, first, standing="refused", answer="Bản giấy ghi vậy.", account="lan")
        assert mistakes.report(connection, **WRONG) != first


def test_an_answer_can_be_taken_back(desk: Database) -> None:
    with desk.atomic() as connection:
        one = mistakes.report(connection, **WRONG)
        mistakes.answer(connection, one, standing="mended", answer="xong", account="lan")
        again = mistakes.answer(connection, one, standing="waiting", answer="", account="lan")
        assert (again.standing, again.account, mistakes.count(connection)) == ("waiting", "", 1)
        assert mistakes.get(connection, one) == again
        assert mistakes.get(connection, 99) is None


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"kind": "lung-tung"}, id="an unknown kind"),
        pytest.param({"words": "  \n "}, id="nothing said"),
        pytest.param({"words": "a" * 2001}, id="too much said"),
    ],
)
def test_what_says_nothing_is_refused(desk: Database, given: dict[str, str]) -> None:
    with desk.atomic() as connection, pytest.raises(QueryError):
        mistakes.report(connection, **(WRONG | given))


def test_a_program_that_fills_the_form_fills_no_disk(desk: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mistakes, "MOST_WAITING", 2)
    with desk.atomic() as connection:
        for words in ("một", "hai"):
            mistakes.report(connection, **(WRONG | {"words": words}))
        with pytest.raises(QueryError, match="quá nhiều"):
            mistakes.report(connection, **(WRONG | {"words": "ba"}))


@pytest.mark.parametrize(
    ("number", "standing", "said"),
    [
        pytest.param(1, "refused", "", id="a refusal without its reason"),
        pytest.param(1, "lung-tung", "x", id="no answer"),
        pytest.param(9, "mended", "", id="no such report"),
        pytest.param(1, "refused", "a" * 1001, id="too long"),
    ],
)
def test_an_answer_says_what_it_must(desk: Database, number: int, standing: str, said: str) -> None:
    with desk.atomic() as connection:
        mistakes.report(connection, **WRONG)
        with pytest.raises(QueryError):
            mistakes.answer(connection, number, standing=standing, answer=said, account="lan")
        assert mistakes.count(connection) == 1
