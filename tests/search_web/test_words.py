"""How the site names works, dates and counts."""

import pytest

from archive.works.bodies import LEVELS
from archive.works.dates import PartialDate
from archive.works.document import Card, Issuer
from archive.works.vocabulary import relations
from search_web.dress import long_date, moment
from search_web.words import citation, inverse_relation, name, relation, thousands, word

LAO_CAI = Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai")


def card(**known: object) -> Card:
    return Card(id="x", genre=known.pop("genre", "directive"), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("work", "named", "cited"),
    [
        pytest.param(
            card(
                number="47-CT/TU",
                type="Chỉ thị",
                issuer=LAO_CAI,
                date=PartialDate(2014, 11, 11),
                title="nâng cao chất lượng sinh hoạt chi bộ",
            ),
            "Chỉ thị 47-CT/TU",
            "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai về nâng cao chất lượng sinh hoạt chi bộ",
            id="everything known: the official form",
        ),
        pytest.param(card(number="99-KH/TU"), "99-KH/TU", "Văn bản số 99-KH/TU", id="only the number"),
        pytest.param(
            card(number="05-CT/TW", type="Chỉ thị", date=PartialDate(2016)),
            "Chỉ thị 05-CT/TW",
            "Chỉ thị số 05-CT/TW, năm 2016",
            id="a year is no day",
        ),
        pytest.param(
            card(number="05-CT/TW", type="Chỉ thị", date=PartialDate(2016, 5)),
            "Chỉ thị 05-CT/TW",
            "Chỉ thị số 05-CT/TW, tháng 5/2016",
            id="nor is a month",
        ),
        pytest.param(
            card(number="30/2020/NĐ-CP", type="Nghị định", title="Nghị định về văn thư"),
            "Nghị định 30/2020/NĐ-CP",
            "Nghị định số 30/2020/NĐ-CP “Nghị định về văn thư”",
            id="a title that is a name stands in quotes",
        ),
        pytest.param(
            card(key="plenum:XII:4"),
            "Nghị quyết Trung ương 4 khóa XII",
            "Nghị quyết Trung ương 4 khóa XII",
            id="a plenum",
        ),
        pytest.param(
            card(key="congress:XIII"),
            "Văn kiện Đại hội XIII của Đảng",
            "Văn kiện Đại hội XIII của Đảng",
            id="a congress",
        ),
        pytest.param(
            card(genre="article", title="Chi bộ vùng cao"),
            "Chi bộ vùng cao",
            "Chi bộ vùng cao",
            id="an article is its headline",
        ),
        pytest.param(card(type="Báo cáo"), "Báo cáo chưa rõ số", "Báo cáo", id="no number"),
    ],
)
def test_a_work_is_named_by_what_is_known(work: Card, named: str, cited: str) -> None:
    assert name(work) == named
    assert citation(work) == cited


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        pytest.param(
            PartialDate(2020, 1, 3), "ngày 03 tháng 01 năm 2020", id="0 before days to 9, January and February"
        ),
        pytest.param(PartialDate(2014, 11, 11), "ngày 11 tháng 11 năm 2014", id="no 0"),
        pytest.param(PartialDate(2018, 7, 6), "ngày 06 tháng 7 năm 2018", id="no 0 before later months"),
        pytest.param(PartialDate(2016), "năm 2016", id="a year"),
        pytest.param(None, "ngày: chưa rõ", id="unknown is said"),
    ],
)
def test_a_letterhead_date(date: PartialDate | None, expected: str) -> None:
    assert long_date(date) == expected


def test_moments_are_told_in_the_time_of_viet_nam() -> None:
    assert moment("2026-11-20T20:30:00+00:00") == "21/11/2026 03:30"
    assert moment("không rõ") == "không rõ"


def test_counts_have_dots() -> None:
    assert [thousands(n) for n in (7, 1240, 1234567)] == ["7", "1.240", "1.234.567"]


def test_levels_have_the_words_of_the_archive() -> None:
    assert {level: word("level", level) for level in LEVELS} == LEVELS


def test_every_relation_has_words_and_none_is_a_mention() -> None:
    assert {one.id for one in relations() if not relation(one.id) or "(" in relation(one.id)} == set()
    assert relation("thay_the") == "Thay thế"
    assert relation(None) == "Nhắc đến"


def test_a_relation_told_from_the_cited_work() -> None:
    assert inverse_relation("thay_the") == "Bị thay thế bởi"
    assert inverse_relation(None) == "Được nhắc đến"
