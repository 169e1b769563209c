"""The official string: its forms by the rules, and the law that what is written is read back."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.cite.bibliography import bibtex, csl, key_of
from archive.cite.format import issuer_name, official, official_day, short, title_of
from archive.cite.mentions import find_mentions
from archive.works.catalogue import AuthorityRow, catalogue
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Card, Genre, Issuer
from archive.works.issuer import of_code
from archive.works.number import Number, parse
from archive.works.vocabulary import types_of
from tests.strategies import days, numbers

LAO_CAI = Issuer("Ban Thường vụ Tỉnh ủy Lào Cai", "tinh-uy-lao-cai-den-2025")
CHINH_PHU = Issuer("Chính phủ", "chinh-phu")


def card(
    number: str | None = "47-CT/TU",
    kind: str | None = "Chỉ thị",
    issuer: Issuer | None = None,
    date: str | None = None,
    title: str | None = None,
    *,
    genre: Genre = "directive",
    key: str = "",
) -> Card:
    on = parse_iso(date) if date else None
    return Card("", genre, key or (parse(number).key if number else ""), number, kind, issuer, on, title)


@pytest.mark.parametrize(
    ("work", "first", "again"),
    [
        pytest.param(
            card("47-CT/TU", "Chỉ thị", LAO_CAI, "2014-11-11", "nâng cao chất lượng sinh hoạt chi bộ"),
            "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Ban Thường vụ Tỉnh ủy Lào Cai về nâng cao chất lượng sinh hoạt"
            " chi bộ",
            "Chỉ thị 47-CT/TU",
            id="a Party document has a comma before its day",
        ),
        pytest.param(
            card("30/2020/NĐ-CP", "Nghị định", CHINH_PHU, "2020-03-05", "công tác văn thư"),
            "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư",
            "Nghị định 30/2020/NĐ-CP",
            id="a State document has none",
        ),
        pytest.param(
            card("31/2024/QH15", "Luật", Issuer("Quốc hội", "quoc-hoi"), "2024-01-18", "Đất đai"),
            "Luật Đất đai số 31/2024/QH15 ngày 18/01/2024",
            "Luật 31/2024/QH15",
            id="a law has its name before its number",
        ),
        pytest.param(
            card("31/2024/QH15", "Luật", None, "2024-01-18", "Luật Đất đai"),
            "Luật Đất đai số 31/2024/QH15 ngày 18/01/2024",
            "Luật 31/2024/QH15",
            id="a law's name that holds its type",
        ),
        pytest.param(
            card("45/2019/QH14", "Bộ luật", None, "2019-11-20", "Bộ Luật Lao động"),
            "Bộ luật Lao động số 45/2019/QH14 ngày 20/11/2019",
            "Bộ luật 45/2019/QH14",
            id="a register's capitals in a type's name",
        ),
        pytest.param(
            card("973/2015/UBTVQH13", "Nghị quyết", None, "2015-07-14", "SỬA ĐỔI BẢNG PHỤ CẤP"),
            "Nghị quyết số 973/2015/UBTVQH13 ngày 14/7/2015 về SỬA ĐỔI BẢNG PHỤ CẤP",
            "Nghị quyết 973/2015/UBTVQH13",
            id="capitals stay capitals",
        ),
        pytest.param(
            card("40/2026/NĐ-CP", "Nghị định", CHINH_PHU, "2026-02-05", "quy định chi tiết việc lập hồ sơ"),
            "Nghị định số 40/2026/NĐ-CP ngày 05/02/2026 của Chính phủ quy định chi tiết việc lập hồ sơ",
            "Nghị định 40/2026/NĐ-CP",
            id="a verb's phrase needs no về",
        ),
        pytest.param(
            card("40/2026/NĐ-CP", "Nghị định", CHINH_PHU, "2026-02-05", "một số vấn đề về lập hồ sơ"),
            "Nghị định số 40/2026/NĐ-CP ngày 05/02/2026 của Chính phủ về một số vấn đề về lập hồ sơ",
            "Nghị định 40/2026/NĐ-CP",
            id="some questions are no act of the body",
        ),
        pytest.param(
            card("40/2026/NĐ-CP", "Nghị định", None, None, "sửa đổi, bổ sung một số điều"),
            "Nghị định số 40/2026/NĐ-CP về sửa đổi, bổ sung một số điều",
            "Nghị định 40/2026/NĐ-CP",
            id="straight behind a number a verb would be the sentence's: về stands before it",
        ),
        pytest.param(
            card("37-QĐ/TW", "Quy định", None, "2021-10-25", "Quy định về những điều đảng viên không được làm"),
            "Quy định số 37-QĐ/TW, ngày 25/10/2021 “Quy định về những điều đảng viên không được làm”",
            "Quy định 37-QĐ/TW",
            id="a title that names its own type stands in quotes",
        ),
        pytest.param(
            card("47-CT/TU", "Chỉ thị", None, None, "Về nâng cao  chất lượng."),
            "Chỉ thị số 47-CT/TU về nâng cao chất lượng",
            "Chỉ thị 47-CT/TU",
            id="về once, no full stop, blanks even",
        ),
        pytest.param(
            card("12/QĐ-TTg", "Quyết định", None, "2026-01-09", "Về việc phê duyệt đề án"),
            "Quyết định số 12/QĐ-TTg ngày 09/01/2026 về việc phê duyệt đề án",
            "Quyết định 12/QĐ-TTg",
            id="về việc is kept",
        ),
        pytest.param(
            card("18/2026/TT-BNV", "Thông tư", None, "2026-12-31", "Quy định về hồ sơ của bảo tàng"),
            "Thông tư số 18/2026/TT-BNV ngày 31/12/2026 quy định về hồ sơ của bảo tàng",
            "Thông tư 18/2026/TT-BNV",
            id="the capital of a register goes before a verb",
        ),
        pytest.param(
            card("33/2026/QĐ-TTg", "Quyết định", None, "2026-04-02", "Ban hành Quy chế tổ chức ngày hội"),
            "Quyết định số 33/2026/QĐ-TTg ngày 02/4/2026 về việc ban hành Quy chế tổ chức ngày hội",
            "Quyết định 33/2026/QĐ-TTg",
            id="ban hành behind a body would be the body's act",
        ),
        pytest.param(
            card("218-QĐ/TW", "Quyết định", None, "2013-12-12", "Quy định về góp ý xây dựng Đảng"),
            "Quyết định số 218-QĐ/TW, ngày 12/12/2013 về Quy định về góp ý xây dựng Đảng",
            "Quyết định 218-QĐ/TW",
            id="in the Party a Quy định is a paper, no verb",
        ),
        pytest.param(
            card("47-CT/TU", None, None, "2014"),
            "Văn bản số 47-CT/TU, năm 2014",
            "47-CT/TU",
            id="an unknown type is not guessed, a year stays a year",
        ),
        pytest.param(
            card("01-NQ/TW", "Nghị quyết", None, "2011-01"),
            "Nghị quyết số 01-NQ/TW, tháng 01/2011",
            "Nghị quyết 01-NQ/TW",
            id="a month stays a month",
        ),
        pytest.param(
            card(None, "Nghị quyết", key="plenum:XII:4"),
            "Nghị quyết Trung ương 4 khóa XII",
            "Nghị quyết Trung ương 4 khóa XII",
            id="a plenum",
        ),
        pytest.param(
            card(None, None, key="congress:XIII"),
            "Văn kiện Đại hội XIII của Đảng",
            "Văn kiện Đại hội XIII của Đảng",
            id="a congress",
        ),
        pytest.param(
            card(None, "Báo cáo", CHINH_PHU, "2026-03-05", "công tác văn thư"),
            "Báo cáo ngày 05/3/2026 của Chính phủ về công tác văn thư",
            "Báo cáo ngày 05/3/2026 của Chính phủ về công tác văn thư",
            id="no number",
        ),
        pytest.param(
            card(None, "Luật", None, "2013", "Đất đai", key="law:dat-dai:2013"),
            "Luật Đất đai năm 2013",
            "Luật Đất đai năm 2013",
            id="a law whose number is not known",
        ),
        pytest.param(
            card(None, None, None, "2019-05-01", "Chi bộ vùng cao", genre="article"),
            "Chi bộ vùng cao",
            "Chi bộ vùng cao",
            id="an article is its headline",
        ),
        pytest.param(card(None, None), "", "", id="of nothing nothing is said"),
    ],
)
def test_a_work_is_cited_by_the_rules(work: Card, first: str, again: str) -> None:
    assert official(work) == first
    assert short(work) == again


@pytest.mark.parametrize(
    ("date", "written"),
    [
        pytest.param("2026-02-05", "05/02/2026", id="0 before the day and February"),
        pytest.param("2018-07-06", "06/7/2018", id="no 0 before July"),
        pytest.param("2014-11-11", "11/11/2014", id="nothing to pad"),
        pytest.param("2018-07", "7/2018", id="a month"),
        pytest.param("2018", "2018", id="a year"),
    ],
)
def test_a_day_is_padded_as_the_rules_ask(date: str, written: str) -> None:
    assert official_day(parse_iso(date)) == written


@pytest.mark.parametrize(
    ("issuer", "date", "name"),
    [
        pytest.param(
            Issuer("Thành ủy Bắc Ninh", "tinh-uy-bac-ninh-den-2025"),
            "2014-01-05",
            "Tỉnh ủy Bắc Ninh",
            id="the name of the day, though citing texts use a later one",
        ),
        pytest.param(LAO_CAI, "2014-11-11", "Ban Thường vụ Tỉnh ủy Lào Cai", id="the organ is kept"),
        pytest.param(
            Issuer("Bộ Chính trị", "trung-uong"), "2014-11-11", "Bộ Chính trị", id="a family of several organs"
        ),
        pytest.param(
            Issuer("Huyện ủy Vườn Đào", "huyen-uy-vuon-dao"), "2014-11-11", "Huyện ủy Vườn Đào", id="no table has it"
        ),
        pytest.param(
            Issuer("Ban Bí thư", "bo-chinh-tri"), "2014-11-11", "Ban Bí thư", id="an organ is not renamed by another"
        ),
        pytest.param(None, "2014-11-11", "", id="nobody named"),
    ],
)
def test_the_body_has_the_name_of_its_day(issuer: Issuer | None, date: str, name: str) -> None:
    assert issuer_name(issuer, parse_iso(date)) == name


# --- what is written is read back ------------------------------------------------------------------------------------

# Titles of the authority table that the recogniser cuts: where a title ends in running text is told by signs and words
# that may also stand inside one (“;”, “là”, “đang”, the number of a document that the title names).
CUT = {"04-NQ/TW", "08-QĐi/TW", "213-QĐ/TW", "42-HD/BTCTW"}


@pytest.mark.parametrize("row", catalogue(), ids=lambda row: f"{row.number} {row.date}")
def test_every_row_of_the_authority_table_is_read_back(row: AuthorityRow) -> None:
    work = row.card
    first, *nested = find_mentions(official(work))
    assert str(first.number) == work.number
    assert (first.type, first.date) == (work.type, work.date)
    assert first.issuer is not None
    assert first.issuer.name == issuer_name(work.issuer, work.date)
    # “… về tiếp tục thực hiện Chỉ thị 05-CT/TW”: the document that a title names is a mention too.
    assert all(one.surface in title_of(work) for one in nested)
    if work.number not in CUT:
        assert first.title == title_of(work)
    assert first.title
    assert title_of(work).startswith(first.title)


WORDS = ("nâng", "cao", "chất", "lượng", "sinh", "hoạt", "chi", "bộ", "công", "tác", "dân", "vận", "cơ", "sở", "mới")
TITLES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=12).map(" ".join)
VERBS = st.sampled_from(("", "", "quy định chi tiết ", "sửa đổi ", "phê duyệt ", "ban hành "))
ISSUERS = {
    "TW": Issuer("Bộ Chính trị", "bo-chinh-tri"),
    "TU": Issuer("Tỉnh ủy Tuyên Quang", "tinh-uy-tuyen-quang-den-2025"),
    "UBND": Issuer("Ủy ban nhân dân tỉnh Lào Cai", "uy-ban-nhan-dan-tinh-lao-cai"),
}


def _kind(number: Number) -> str | None:
    kinds = types_of(number.type_code, number.system)
    if number.type_code:
        return kinds[0].name if kinds else None
    return "Luật"


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """Cards of any number, each field known or not; the body one that may issue under the number's code."""
    number, date = draw(numbers()), draw(st.one_of(st.none(), days()))
    if date and number.year:  # a State number has the year of its signing; another year's day is not read as its date
        date = PartialDate(number.year, date.month, min(date.day or 1, 28))
    kind = _kind(number)
    named = of_code(number, date) or ISSUERS.get(number.body_code)
    issuer = draw(st.sampled_from((None, named)))
    title = draw(st.one_of(st.none(), TITLES))
    verb = draw(VERBS) if title and kind != "Luật" else ""
    name = title.capitalize() if title and kind == "Luật" else title and verb + title
    return Card("", "directive", number.key, str(number), kind, issuer, date, name)


@given(cards())
@settings(max_examples=300, deadline=None)
def test_a_citation_is_read_back(work: Card) -> None:
    (found,) = find_mentions(official(work))
    assert str(found.number) == work.number
    assert found.type == work.type
    assert found.date == work.date
    assert (found.title or "") == title_of(work)
    if work.issuer:
        assert found.issuer is not None
        assert found.issuer.name == issuer_name(work.issuer, work.date)


@given(cards())
@settings(max_examples=100, deadline=None)
def test_the_short_form_is_one_mention_of_the_number(work: Card) -> None:
    (found,) = find_mentions(short(work))
    assert str(found.number) == work.number
    assert found.type == work.type


# --- records ---------------------------------------------------------------------------------------------------------

FULL = card("47-CT/TU", "Chỉ thị", LAO_CAI, "2014-11-11", "đạt 50% & {hơn}")


def test_a_bibtex_entry_is_escaped_and_says_what_is_known() -> None:
    entry = bibtex(FULL, "https://vi.du/vb/x")
    assert entry.startswith("@misc{tinh-uy-lao-cai-chi-thi-2014-47-ct-tu,\n")
    assert r"  title = {{đạt 50\% \& \{hơn\}}}," in entry
    assert "  author = {{Ban Thường vụ Tỉnh ủy Lào Cai}}," in entry
    assert "  date = {2014-11-11}," in entry
    assert "  url = {https://vi.du/vb/x}," in entry


def test_a_bibtex_entry_leaves_out_what_is_not_known() -> None:
    entry = bibtex(card("47-CT/TU", None))
    assert not any(name in entry for name in ("author", "year", "month", "day", "type", "url"))
    assert "title = {{Văn bản số 47-CT/TU}}" in entry


@given(st.text(max_size=60))
def test_no_title_breaks_a_bibtex_entry(title: str) -> None:
    entry = bibtex(card("47-CT/TU", "Chỉ thị", None, None, title))
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")
    assert entry.count("\n") == bibtex(card("47-CT/TU", "Chỉ thị", None, None, "x")).count("\n")


def test_a_csl_item_has_the_names_of_the_schema() -> None:
    assert csl(FULL, "https://vi.du/vb/x") == {
        "id": "tinh-uy-lao-cai-chi-thi-2014-47-ct-tu",
        "type": "legislation",
        "genre": "Chỉ thị",
        "number": "47-CT/TU",
        "title": "đạt 50% & {hơn}",
        "title-short": "Chỉ thị 47-CT/TU",
        "authority": "Ban Thường vụ Tỉnh ủy Lào Cai",
        "issued": {"date-parts": [[2014, 11, 11]]},
        "language": "vi",
        "URL": "https://vi.du/vb/x",
    }


def test_a_csl_item_is_no_more_precise_than_its_source() -> None:
    assert csl(card(date="2014-11"))["issued"] == {"date-parts": [[2014, 11]]}
    assert "issued" not in csl(card())
    assert csl(card(None, None, None, None, "Chi bộ", genre="article"))["type"] == "article-newspaper"


def test_namesakes_have_keys_of_their_own() -> None:
    other = card("47-CT/TU", "Chỉ thị", Issuer("Tỉnh ủy Tuyên Quang", "tinh-uy-tuyen-quang-den-2025"), "2014-11-11")
    assert key_of(FULL) != key_of(other)
