"""Hints of lists: read as a description, completing only what a text does not say of the same document."""

from dataclasses import replace

import pytest

from archive.works.document import Derivation, Document, Evidence
from archive.works.hints import completed, described
from archive.works.number import parse

ROW = {
    "number": "47-CT/TU",
    "date": "11/11/2014",
    "title": "Về việc nâng cao chất lượng sinh hoạt chi bộ",
    "type": "Chỉ thị",
    "issuer": "Tỉnh ủy Lào Cai",
}


def test_a_row_is_read_as_a_description() -> None:
    said = described(ROW)
    assert (str(said.number), said.date and said.date.iso, said.type) == ("47-CT/TU", "2014-11-11", "Chỉ thị")
    assert said.title == "nâng cao chất lượng sinh hoạt chi bộ"
    assert said.issuer is not None
    assert (said.issuer.name, said.issuer.basis) == ("Tỉnh ủy Lào Cai", "hint")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param("number", "không số", id="no number"),
        pytest.param("date", "hôm qua", id="no day"),
        pytest.param("date", "31/02/2020", id="a day that is none"),
        pytest.param("type", "Giấy", id="no type"),
        pytest.param("issuer", "phòng bên", id="no body"),
        pytest.param("title", "   ", id="blanks"),
    ],
)
def test_what_cannot_be_read_is_left_out(name: str, written: str) -> None:
    assert getattr(described({name: written}), name) is None


def test_iso_days_are_read() -> None:
    said = described({"date": "2014-11-11T08:00:00"})
    assert said.date is not None
    assert said.date.iso == "2014-11-11"


def test_gaps_are_completed_and_say_where_from() -> None:
    text = Document("directive", number=parse("47-CT/TU"), title="sinh hoạt chi bộ")
    whole = completed(text, ROW)
    assert (whole.title, whole.date and whole.date.iso, whole.type) == ("sinh hoạt chi bộ", "2014-11-11", "Chỉ thị")
    assert {one.field for one in whole.evidence if one.basis == "hint"} == {"date", "type", "issuer"}


def test_the_note_that_a_number_is_missing_gives_way() -> None:
    text = Document("directive", evidence=(Evidence("number", None, "words", 0.0, "không có dòng số, ký hiệu"),))
    assert [one.basis for one in completed(text, ROW).evidence if one.field == "number"] == ["hint"]


@pytest.mark.parametrize(
    "hints",
    [
        pytest.param({**ROW, "number": "9-CT/TU"}, id="a row of another document"),
        pytest.param({"date": "11/11/2014"}, id="a date alone may be the day of publication"),
        pytest.param({}, id="nothing said"),
    ],
)
def test_what_may_not_complete(hints: dict[str, str]) -> None:
    text = replace(Document("directive"), number=parse("12-TB/TU"))
    assert completed(text, hints) == text


def test_a_list_is_believed_before_a_scan_and_after_a_text() -> None:
    words = tuple(Evidence(name, None, "words", 1.0) for name in ("number", "type"))
    text = Document("directive", number=parse("41-CT/TU"), type="Chỉ thị", evidence=words)
    assert completed(text, ROW) == text
    scan = completed(replace(text, derivation=Derivation(("recognised",), 0.8)), ROW | {"type": "Kế hoạch"})
    assert (str(scan.number), scan.type) == ("47-CT/TU", "Chỉ thị")
