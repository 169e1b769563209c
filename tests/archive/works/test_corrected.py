"""What a clerk may say of a work: checked, in one form, and as a description that outweighs every source."""

import pytest

from archive.errors import ArchiveError, NumberError, QueryError, SecrecyError
from archive.store.weighing import weighed
from archive.works.corrected import checked, field_of, reading
from archive.works.dates import parse_iso
from archive.works.document import Document, Evidence, Issuer
from archive.works.number import parse
from archive.works.precedence import Field, kind_of

READ = Document(
    genre="directive",
    number=parse("41-CT/TU"),
    type="Chỉ thị",
    issuer=Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai-den-2025"),
    date=parse_iso("2014-11-17"),
    title="đọc sai",
    system="party",
)


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        pytest.param("number", "47 ct/tu", "47-CT/TU", id="a number in its printed form"),
        pytest.param("date", "11/11/2014", "2014-11-11", id="a day as people write it"),
        pytest.param("date", "2014-11-11", "2014-11-11", id="a day as a form gives it"),
        pytest.param("date", "ngày 11 tháng 11 năm 2014", "2014-11-11", id="a day in words"),
        pytest.param("date", "tháng 11/2014", "2014-11", id="a month only"),
        pytest.param("date", "2014", "2014", id="a year only"),
        pytest.param("type", "chỉ thị", "Chỉ thị", id="a type by its name"),
        pytest.param("title", "Về việc nâng cao\n chất lượng", "nâng cao chất lượng", id="no announcer"),
        pytest.param("title", "Về nguồn", "Về nguồn", id="a title that begins with the word"),
        pytest.param("issuer", "Hội đồng Hương ước xã Mường Vi", "Hội đồng Hương ước xã Mường Vi", id="a strange body"),
        pytest.param("signatory", "", "", id="none"),
        pytest.param(
            "title", "nâng\x00 cao\u202e \u200bchất lượng", "nâng cao chất lượng", id="no sign that nobody sees"
        ),
    ],
)
def test_a_value_is_kept_in_one_form(field: Field, written: str, kept: str) -> None:
    assert checked(field, written) == kept
    assert checked(field, kept) == kept


@pytest.mark.parametrize(
    ("field", "written", "error"),
    [
        pytest.param("number", "mười hai", NumberError, id="no number"),
        pytest.param("date", "31/02/2014", QueryError, id="no day of the calendar"),
        pytest.param("date", "2014-02-31", QueryError, id="no day of the calendar in ISO"),
        pytest.param("date", "11/11/2014 và 12/11/2014", QueryError, id="two days"),
        pytest.param("type", "Bài ca", QueryError, id="no type of document"),
        pytest.param("title", "a" * 1001, QueryError, id="too long"),
    ],
)
def test_what_cannot_be_a_value_is_refused(field: Field, written: str, error: type[ArchiveError]) -> None:
    with pytest.raises(error):
        checked(field, written)


@pytest.mark.parametrize(
    ("field", "written"),
    [
        pytest.param("number", "12-BC/TU/MẬT", id="a mark in a number"),
        pytest.param("number", "12-BC/TU (Mật)", id="a mark in brackets"),
        pytest.param("title", "TỐI MẬT", id="a mark for a title"),
    ],
)
def test_a_mark_of_secrecy_is_refused_and_not_told(field: Field, written: str) -> None:
    with pytest.raises(SecrecyError) as caught:
        checked(field, written)
    assert written not in str(caught.value)
    assert "12-BC" not in repr(caught.value.fields)


def test_only_fields_of_a_description_can_be_corrected() -> None:
    assert field_of("date") == "date"
    with pytest.raises(QueryError):
        field_of("text")


def test_a_clerk_outweighs_every_source() -> None:
    known = weighed([READ], {"number": "47-CT/TU", "title": "", "issuer": "Tỉnh ủy Tuyên Quang"})
    assert (str(known.number), known.title, known.date) == ("47-CT/TU", None, READ.date)
    assert known.issuer == Issuer("Tỉnh ủy Tuyên Quang", "tinh-uy-tuyen-quang-den-2025", "clerk")


def test_a_number_of_the_state_makes_it_a_paper_of_the_state() -> None:
    known = weighed([READ], {"number": "30/2020/NĐ-CP"})
    assert known.system == "state"


def test_a_text_taken_for_an_article_is_official_when_it_has_a_number() -> None:
    article = Document(genre="article", title="Một bài", text="…")
    assert weighed([article], {"number": "47-CT/TU"}).genre == "directive"
    assert weighed([article], {"title": "Bài khác"}).genre == "article"


def test_a_body_that_the_words_name_only_in_part_stays_words() -> None:
    told = reading({"issuer": "Ban liên lạc đồng hương Tỉnh ủy Lào Cai"}, READ)
    assert told.issuer == Issuer("Ban liên lạc đồng hương Tỉnh ủy Lào Cai", None, "clerk")


def test_the_kind_of_the_source_is_the_clerk() -> None:
    told = reading({"date": "2014-11-11"}, READ)
    assert kind_of(told, "date") == "clerk"
    assert Evidence("date", None, "clerk", 1.0, "đính chính của người quản lý kho") in told.evidence
