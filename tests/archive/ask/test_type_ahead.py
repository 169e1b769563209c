"""Type-ahead: what a beginning may mean, in groups, at most eight, marks or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ask.type_ahead import MOST, TypeAhead
from archive.store.entries import Entry


def entry(number: str | None, kind: str | None, body: tuple[str, str] | None, title: str, *, cited: int = 0) -> Entry:
    name, family = body or (None, None)
    genre = "directive" if number else "article"
    return Entry(f"vb/{number or title}", genre, number, kind, name, family, 2014, title, cited)


LAO_CAI = ("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai")
CENTRE = ("Ban Tổ chức Trung ương", "ban-to-chuc-trung-uong")
ENTRIES = (
    entry("47-CT/TU", "Chỉ thị", LAO_CAI, "nâng cao chất lượng sinh hoạt chi bộ", cited=9),
    entry("470-QĐ/TU", "Quyết định", LAO_CAI, "kiện toàn Ban Chỉ đạo"),
    entry("05-HD/TU", "Hướng dẫn", LAO_CAI, "sinh hoạt chi bộ theo chuyên đề"),
    entry("30/2020/NĐ-CP", "Nghị định", ("Chính phủ", "chinh-phu"), "công tác văn thư"),
    entry("302-QĐ/TW", "Quy định", CENTRE, "dương lịch và âm lịch"),
    entry("12-KL/TW", "Kết luận", CENTRE, "đường lối đối ngoại"),
    entry(None, None, None, "Chi bộ vùng cao giữ nếp sinh hoạt"),
)


ARRANGED = TypeAhead(ENTRIES)


@pytest.fixture
def archive() -> TypeAhead:
    """A small archive arranged."""
    return ARRANGED


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("47-c", ["Chỉ thị 47-CT/TU"], id="a number cut short"),
        pytest.param("47", ["Chỉ thị 47-CT/TU", "Quyết định 470-QĐ/TU"], id="a whole serial before one that goes on"),
        pytest.param("47ct", ["Chỉ thị 47-CT/TU"], id="typed without a hyphen"),
        pytest.param("ct 47", ["Chỉ thị 47-CT/TU"], id="the code first"),
        pytest.param("chỉ thị số 47", ["Chỉ thị 47-CT/TU"], id="“số” between"),
        pytest.param("chi thi 47", ["Chỉ thị 47-CT/TU"], id="the type's name first, no marks"),
        pytest.param("số 47-CT/T", ["Chỉ thị 47-CT/TU"], id="“số” before"),
        pytest.param("5-hd", ["Hướng dẫn 05-HD/TU"], id="without the zero"),
        pytest.param("005-hd", ["Hướng dẫn 05-HD/TU"], id="with zeros"),
        pytest.param("30/2", ["Nghị định 30/2020/NĐ-CP"], id="a State number: 302 is another"),
        pytest.param("302", ["Quy định 302-QĐ/TW"], id="no part of 30/2020"),
        pytest.param("99-CT", [], id="nothing begins so"),
    ],
)
def test_numbers_by_their_beginning(archive: TypeAhead, typed: str, expected: list[str]) -> None:
    offers = [one for one in archive.offers(typed) if one.kind == "number"]
    assert [one.label for one in offers] == expected
    assert all(one.does == "open" and one.target.startswith("vb/") for one in offers)


@pytest.mark.parametrize(
    ("typed", "kind", "expected"),
    [
        pytest.param(
            "sinh ho", "title", {"vb/47-CT/TU", "vb/05-HD/TU", "vb/Chi bộ vùng cao giữ nếp sinh hoạt"}, id="bare"
        ),
        pytest.param("kiện toàn b", "title", {"vb/470-QĐ/TU"}, id="with marks, the last word begun"),
        pytest.param(
            "hoạt", "title", {"vb/47-CT/TU", "vb/05-HD/TU", "vb/Chi bộ vùng cao giữ nếp sinh hoạt"}, id="inside"
        ),
        pytest.param("noi", "title", set(), id="no beginning of a word: nội is not ngoại"),
        pytest.param("bộ chuyên", "title", {"vb/05-HD/TU"}, id="words apart"),
        pytest.param("lào", "body", {"tinh-uy-lao-cai"}, id="a word inside a body's name"),
        pytest.param("hoang lien son", "body", set(), id="a name of no body here"),
        pytest.param("quy", "type", {"quy-dinh", "quyet-dinh"}, id="types that are held"),
        pytest.param("nghị quyết", "type", set(), id="a type that nobody has here"),
    ],
)
def test_titles_bodies_and_types_by_words(archive: TypeAhead, typed: str, kind: str, expected: set[str]) -> None:
    assert {one.target for one in archive.offers(typed) if one.kind == kind} == expected


def test_marks_that_were_typed_count(archive: TypeAhead) -> None:
    assert archive.offers("đường")[0].target == "vb/12-KL/TW"
    assert archive.offers("dương")[0].target == "vb/302-QĐ/TW"


def test_words_in_a_row_come_before_words_apart(archive: TypeAhead) -> None:
    titles = [one.target for one in archive.offers("sinh hoạt ch") if one.kind == "title"]
    assert titles == ["vb/47-CT/TU", "vb/05-HD/TU", "vb/Chi bộ vùng cao giữ nếp sinh hoạt"]


def test_a_body_and_a_type_are_searched_in_a_work_is_opened(archive: TypeAhead) -> None:
    does = {(one.kind, one.does, one.field) for text in ("tỉnh ủy", "chỉ", "sinh") for one in archive.offers(text)}
    assert does == {("body", "search", "co-quan"), ("type", "search", "loai"), ("title", "open", "")}


@pytest.mark.parametrize("typed", ["", "   ", "-/.", "x" * 101, "ch" * 60])
def test_nothing_to_go_by_gives_nothing(archive: TypeAhead, typed: str) -> None:
    assert archive.offers(typed) == ()


def test_an_empty_archive_offers_nothing() -> None:
    assert TypeAhead(()).offers("47") == ()


@given(st.text(max_size=40))
def test_any_text_gives_at_most_eight_in_groups(typed: str) -> None:
    offers = ARRANGED.offers(typed)
    kinds = [one.kind for one in offers]
    assert len(offers) <= MOST
    assert kinds == sorted(kinds, key=("number", "type", "body", "title").index)
    assert len({(one.kind, one.target) for one in offers}) == len(offers)


@given(st.sampled_from(ENTRIES), st.data())
def test_every_beginning_of_a_number_offers_its_work(one: Entry, data: st.DataObject) -> None:
    if one.number:
        cut = data.draw(st.integers(len(one.number.split("-")[0].split("/")[0]), len(one.number)))
        assert one.address in {offer.target for offer in ARRANGED.offers(one.number[:cut])}
