"""Made-up values for property tests: numbers of every form, dates, texts with the signs that real pages have."""

from datetime import date

from hypothesis import strategies as st

from archive.works.dates import EARLIEST_YEAR, PartialDate
from archive.works.number import Number

PARTY_TYPES = ("NQ", "QĐ", "QĐi", "CT", "KL", "QC", "HD", "TB", "BC", "KH", "CTr", "ĐA", "TTr", "CV")
PARTY_BODIES = ("TW", "TU", "HU", "ĐU", "ThU", "BTCTW", "UBKTTW", "VPTW", "ĐUCA", "BTGDVTU", "UBKTTU", "BCĐ", "QUTW")
STATE_TYPES = ("NQ", "QĐ", "CT", "KH", "TB", "BC", "CTr")
STATE_BODIES = ("CP", "TTg", "UBND", "HĐND", "BNV", "BTC", "BKHĐT")


def party_numbers() -> st.SearchStrategy[Number]:
    return st.builds(
        Number,
        serial=st.integers(1, 19999),
        suffix=st.sampled_from(("", "", "a", "b")),
        year=st.none(),
        type_code=st.sampled_from(PARTY_TYPES),
        body_code=st.sampled_from(PARTY_BODIES),
        system=st.just("party"),
    )


def state_numbers() -> st.SearchStrategy[Number]:
    years = st.one_of(st.none(), st.integers(1945, 2060))
    plain = st.builds(
        Number,
        serial=st.integers(1, 9999),
        suffix=st.sampled_from(("", "", "a")),
        year=years,
        type_code=st.sampled_from(STATE_TYPES),
        body_code=st.sampled_from(STATE_BODIES),
        system=st.just("state"),
    )
    decrees = st.builds(
        Number,
        serial=st.integers(1, 400),
        suffix=st.sampled_from(("", ".1", ".25")),
        year=st.integers(2000, 2060),
        type_code=st.sampled_from(("NĐ", "NQ")),
        body_code=st.just("CP"),
        system=st.just("state"),
    )
    laws = st.builds(
        Number,
        serial=st.integers(1, 300),
        suffix=st.just(""),
        year=st.integers(1992, 2060),
        type_code=st.just(""),
        body_code=st.integers(9, 20).map(lambda term: f"QH{term}"),
        system=st.just("state"),
    )
    return st.one_of(plain, decrees, laws)


def numbers() -> st.SearchStrategy[Number]:
    return st.one_of(party_numbers(), state_numbers())


def days() -> st.SearchStrategy[PartialDate]:
    first, last = date(EARLIEST_YEAR, 1, 1), date(2099, 12, 31)
    return st.dates(first, last).map(lambda day: PartialDate(day.year, day.month, day.day))


def partial_dates() -> st.SearchStrategy[PartialDate]:
    years = st.integers(EARLIEST_YEAR, 2099)
    months = st.builds(PartialDate, years, st.integers(1, 12))
    return st.one_of(st.builds(PartialDate, years), months, days())


# Pieces of which texts that look like citations are made, with the signs that break careless patterns.
PIECES = (
    "Chỉ thị số ", "Nghị quyết ", "Quyết định số 217, ", "47-CT/TU", "05-HD-TU", "30/2020/NĐ-CP", " - ", "–", "/",
    "\u00a0", ", ngày 11/11/2014", " của Tỉnh ủy Lào Cai", " của Bộ Chính trị", " về nâng cao chất lượng sinh hoạt",
    "“", "”", '"', "\n", ". ", "; ", " và ", "khoản 2 Điều 3 ", "Nghị quyết Trung ương 4 khóa XII", "NQ 18",
    "2020-2025", "90%", "𝒯ủy", "e\u0301", "\u200b", "ß", "İ", "(", ")", "thực hiện ", "Căn cứ ", "số",
    "Luật Đất đai số 31/2024/QH15",
)  # fmt: skip


def citing_texts() -> st.SearchStrategy[str]:
    """Texts of citation pieces mixed with any Unicode."""
    return st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=25).map("".join)
