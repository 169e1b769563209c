"""Forms of the desk written to break it, and what the desk tells of a work that was taken out."""

from pathlib import Path

import pytest

from archive.cite.resolve import settle
from archive.desk import audit, following, mistakes
from archive.desk.forgetting import WITHDRAWN, forget
from archive.desk.moments import present
from archive.store import corrections
from archive.store.corrections import Correction
from archive.store.database import open_database
from archive.store.entries import state
from archive.store.tombs import withdrawn_among
from archive.store.withdrawal import withdraw
from search_web.reading import House
from tests.search_web.conftest import DIRECTIVE, GUIDE, directive, take_in
from tests.search_web.desk.conftest import Visitor

ROW = "9" * 30  # no database has a row of that number


@pytest.mark.parametrize(
    ("address", "fields", "status"),
    [
        pytest.param(f"/theo-doi/{ROW}/bo", {}, 404, id="following something that cannot be"),
        pytest.param(f"/theo-doi/{ROW}/nhip", {"nhip": "daily"}, 404, id="its rhythm"),
        pytest.param(f"/ban-lam-viec/bao-loi/{ROW}", {"tra-loi": "mended"}, 404, id="a report that cannot be"),
        pytest.param(f"/ban-lam-viec/sua/{DIRECTIVE}", {"truong": "x", "gia-tri": "y"}, 400, id="no such field"),
        pytest.param(f"/ban-lam-viec/sua/{DIRECTIVE}", {"truong": "x", "viec": "thoi"}, 400, id="ending no such field"),
        pytest.param("/theo-doi", {"loai": "search", "dich": f"q=x&ngay={'9' * 5_000}"}, 400, id="a day without end"),
    ],
)
def test_a_form_is_answered(clerk: Visitor, address: str, fields: dict[str, str], status: int) -> None:
    assert clerk.post(address, **fields).status_code == status


def test_of_two_clerks_the_later_is_told(clerk: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"/ban-lam-viec/sua/{DIRECTIVE}"
    made = Correction(7, "title", "họp chi bộ", "nguoi.khac", "", "2026-11-22T01:00:00+00:00", "")
    assert 'name="da-thay" value=""' in clerk.get(address).get_data(as_text=True)
    monkeypatch.setattr(corrections, "of", lambda *_: (made,))
    answer = clerk.post(address, truong="title", gia_tri="họp đảng bộ", da_thay="")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "nguoi.khac đã sửa giá trị này" in page
    assert "họp đảng bộ" in page, "what was typed is not lost"
    assert 'name="da-thay" value="7"' in page, "the next try knows of the other's word"


@pytest.mark.parametrize("week", ["9999-12-31", "0001-01-01", "9" * 5_000])
def test_a_week_at_the_end_of_time(clerk: Visitor, week: str) -> None:
    assert clerk.get(f"/ban-lam-viec/tim-khong-thay?tuan={week}").status_code == 200


def test_the_desk_forgets_what_was_withdrawn(house: House, clerk: Visitor) -> None:
    with house.desk.atomic() as connection:
        mistakes.report(connection, address=DIRECTIVE, place="", kind="text", words="thiếu một dòng")
        mistakes.report(connection, address=GUIDE, place="", kind="text", words="thiếu một chữ")
        audit.record(connection, "can.bo", "corrected", DIRECTIVE, "number: 47-CT/TU")
    clerk.post("/theo-doi", loai="work", dich=DIRECTIVE)
    assert "47-CT/TU" in clerk.get("/theo-doi").get_data(as_text=True)
    with house.desk.atomic() as connection:
        assert forget(connection, [DIRECTIVE]) == 2
        assert [one.address for one in mistakes.waiting(connection)] == [GUIDE]
        told = next(one for one in audit.listed(connection) if one.act == "corrected")
        assert (told.account, told.what, told.detail) == ("can.bo", WITHDRAWN, "")
        assert not following.due(connection, present())
    assert "47-CT/TU" not in clerk.get("/theo-doi").get_data(as_text=True)


def test_type_ahead_and_records_of_runs_follow_the_store(tmp_path: Path) -> None:
    with open_database(tmp_path / "kho.sqlite", create=True) as database:
        address = take_in(database, directive())
        with database.atomic() as connection:
            connection.exec_driver_sql("update works set changed_at = '2026-01-01T00:00:00+00:00'")
            before = state(connection)
            corrections.correct(connection, address, "title", "họp chi bộ", account="can.bo", resolve=settle)
            assert state(connection) != before, "a correction makes the list another one"
            assert not withdrawn_among(connection, [address])
            withdraw(connection, address, reason="Rút.", resolve=settle)
            assert withdrawn_among(connection, [address, GUIDE]) == {address}
