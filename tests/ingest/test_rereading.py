"""Reading misread heads again: what is put right, what may be meant, and what is believed only when vouched for."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.accession import accession
from archive.store import browse, links
from archive.store.database import open_database
from archive.works.dates import PartialDate
from archive.works.document import CaptureRef, Card, Document, Evidence, Issuer
from archive.works.number import parse
from ingest.letterhead import Letterhead, read_letterhead
from ingest.material import Page
from ingest.rereading import READ_AGAIN, Rereading, rereading_of
from ingest.rereading_heads import put_right
from ingest.rereading_letters import assembly_meant, figures, numbers_meant
from ingest.rereading_mentions import mentions_reread
from ingest.rereading_vouch import Known, named_number

_HEAD = """BỘ TÀI CHÍNH
{number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{day}
QUYẾT ĐỊNH
Về việc công bố danh mục văn bản
Điều 1. Công bố kèm theo Quyết định này danh mục."""
_DAY = "Hà Nội, ngày 21 tháng 01 năm 2026"


def _again(
    number: str = "Số: 109/QĐ-BTC", day: str = _DAY, origin: str = "", known: Known = lambda _: (), **meta: str
) -> Rereading:
    return rereading_of(Page(_HEAD.format(number=number, day=day), (), meta), origin=origin, known=known)


def _settled(again: Rereading) -> Letterhead:
    head = read_letterhead(again.text)
    assert head is not None
    return again.settled(head)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        pytest.param("QUYÉT ĐỊNH", "QUYẾT ĐỊNH", id="a mark misread"),
        pytest.param("NGH! QUYET", "NGHỊ QUYẾT", id="a sign for a letter, marks lost"),
        pytest.param("CỌNG HOÀ XÃ HỌI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", id="the motto"),
        pytest.param("Sô: 12-CT/TU", "Số: 12-CT/TU", id="the word before a number"),
        pytest.param("SÓ: 12-CT/TU", "SỐ: 12-CT/TU", id="the same in capitals"),
        pytest.param("Sở Y tế báo cáo", "Sở Y tế báo cáo", id="a department is no number"),
        pytest.param("So với năm 2024 thì tăng", "So với năm 2024 thì tăng", id="a sentence"),
        pytest.param("Nghi quyêt này", "Nghi quyêt này", id="running text stays as recognised"),
        pytest.param("QUYẾT ĐỊNHX", "QUYẾT ĐỊNHX", id="a part of a longer word is none"),
    ],
)
def test_headings_are_put_right_letter_for_letter(read: str, meant: str) -> None:
    assert put_right(read) == meant


@given(st.text(alphabet="QUYÉTẾ ĐỊNHSôSố:0lO/-ab\n!|", max_size=200))
def test_a_text_put_right_keeps_its_length_and_its_lines(text: str) -> None:
    made = put_right(text)
    assert len(made) == len(text)
    assert made.count("\n") == text.count("\n")
    assert put_right(made) == made


@pytest.mark.parametrize(
    ("written", "meant"),
    [("O5", "05"), ("l0", "10"), ("2{", "21"), ("0†", "01"), ("2O26", "2026"), ("x1", ""), ("", "")],
)
def test_signs_in_the_place_of_figures(written: str, meant: str) -> None:
    assert figures(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("O5-CT/TVV", "05-CT/TW", id="VV for W"),
        pytest.param("l0-NQ/TU", "10-NQ/TU", id="l for 1"),
        pytest.param("99/NO-CP", "99/NQ-CP", id="O for Q"),
        pytest.param("3O/2O2O/ND-CP", "30/2020/NĐ-CP", id="figures of the year"),
        pytest.param("409 /QD-BTC", "409/QĐ-BTC", id="the bar of Đ lost"),
    ],
)
def test_what_a_misread_number_may_stand_for(written: str, meant: str) -> None:
    assert parse(meant).key in [number.key for number in numbers_meant(written)]


@pytest.mark.parametrize("written", ["và/hoặc", "2020-2025", "10 - 15/9", "", "x" * 400, "1-" * 200])
def test_what_is_no_number_means_none(written: str) -> None:
    assert numbers_meant(written) == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("89/2025/UBTVQH15", "89/2025/UBTVQH15", id="as it is"),
        pytest.param("89/2012/QH13", "89/2012/QH13", id="an older term"),
        pytest.param("51/2024/QH14", None, id="a year of another term"),
        pytest.param("15/QĐ-UBND", None, id="no assembly"),
    ],
)
def test_the_year_vouches_for_the_term_of_the_assembly(written: str, meant: str | None) -> None:
    found = assembly_meant(parse(written))
    assert (str(found) if found else None) == meant


def test_a_term_misread_is_put_right_by_the_year() -> None:
    again = rereading_of(Page("QUỐC HỘI\nLuật số: 51/2024/QHI5\nLUẬT\nBẢO HIỂM Y TẾ", ()))
    assert str(_settled(again).number) == "51/2024/QH15"


@pytest.mark.parametrize(
    ("origin", "number"),
    [
        pytest.param("quyet-dinh-so-109-qd-btc-468842.pdf", "109/QĐ-BTC", id="a gazette's name"),
        pytest.param("a.zip!/thong-tu-so-02-2026-tt-btc-468745.pdf", "02/2026/TT-BTC", id="inside a container"),
        pytest.param("https://x.vn/luat-so-51-2024-qh15-43559.pdf", "51/2024/QH15", id="an assembly's number"),
        pytest.param("scan-2026-01.pdf", None, id="a day is no number"),
        pytest.param("IMG_0001.jpg", None, id="a camera's name"),
    ],
)
def test_the_number_in_the_name_of_a_file(origin: str, number: str | None) -> None:
    found = named_number(origin, ())
    assert (str(found) if found else None) == number


# --- the number ------------------------------------------------------------------------------------------------------

_SAME = "Số: 109/QĐ-BTC ¦ Số: 109/QD-BTC"
_OTHER = "Số: 403 /QĐ-BTC ¦ Số: 409 /QD-BTC"
_NAME = "quyet-dinh-so-109-qd-btc-468842.pdf"


def _works(*cards: tuple[str, str]) -> Known:
    held = [Card(id=number, genre="directive", key=parse(number).key, date=_date(day)) for number, day in cards]
    return lambda key: [card for card in held if card.key == key]


def _date(iso: str) -> PartialDate:
    year, month, day = map(int, iso.split("-"))
    return PartialDate(year, month, day)


@pytest.mark.parametrize(
    ("again", "number"),
    [
        pytest.param(_again(), "109/QĐ-BTC", id="clear letters, nothing against them"),
        pytest.param(_again(number_readings=_SAME), "109/QĐ-BTC", id="every reading the same"),
        pytest.param(_again("Số: 403 /QĐ-BTC", number_readings=_OTHER), None, id="figures in doubt, no voucher"),
        pytest.param(_again("Số: 403 /QĐ-BTC", number_readings=_OTHER, origin=_NAME), "109/QĐ-BTC", id="its name"),
        pytest.param(_again("Số: 403 /QĐ-BTC", number_readings=_SAME.replace("109", "403"), origin=_NAME), None,
                     id="name and clear letters disagree: neither"),
        pytest.param(_again("Số: 403 /QĐ-BTC", number_readings=_OTHER, origin="12-nq-tw.pdf"), None,
                     id="a name of another body vouches for nothing"),
        pytest.param(_again("Số: 403 /QĐ-BTC", number_readings=_OTHER, known=_works(("409/QĐ-BTC", "2026-01-21"))),
                     "409/QĐ-BTC", id="a work of that very day is held"),
        pytest.param(_again("Số: 403 /QĐ-BTC", number_readings=_OTHER, known=_works(("409/QĐ-BTC", "2026-01-22"))),
                     None, id="a work of another day is held"),
        pytest.param(_again("Số: 403 /QĐ-BTC", number_readings=_OTHER,
                            known=_works(("409/QĐ-BTC", "2026-01-21"), ("403/QĐ-BTC", "2026-01-21"))),
                     None, id="two fit"),
        pytest.param(_again("Sô: l09/QĐ-BTC", origin=_NAME), "109/QĐ-BTC", id="l for 1, its name"),
    ],
)  # fmt: skip
def test_a_number_in_doubt_needs_a_voucher(again: Rereading, number: str | None) -> None:
    head = _settled(again)
    assert (str(head.number) if head.number else None) == number
    assert head.number_span is not None
    assert "BTC" in again.page.text[head.number_span.start : head.number_span.end]


# --- the day ---------------------------------------------------------------------------------------------------------

_MISREAD = "Hà Nội, ngày‹2{ tháng0† năm (0226"


@pytest.mark.parametrize(
    ("again", "date"),
    [
        pytest.param(_again(), "2026-01-21", id="clear letters"),
        pytest.param(_again(day=_MISREAD), None, id="misread, no voucher"),
        pytest.param(_again(day=_MISREAD, gazette="2026-02-06"), "2026-01-21", id="in a gazette two weeks later"),
        pytest.param(_again(day=_MISREAD, gazette="2026-01-06"), None, id="in a gazette older than the paper"),
        pytest.param(_again(day=_MISREAD, known=_works(("109/QĐ-BTC", "2026-01-21"))), "2026-01-21", id="a known work"),
        pytest.param(_again(day=_MISREAD, known=_works(("109/QĐ-BTC", "2026-03-21"))), None, id="one of another day"),
        pytest.param(_again(date_readings="ngày 21 tháng 01 năm 2026 ¦ ngày 27 tháng 01 năm 2026"), None,
                     id="read otherwise the second time"),
        pytest.param(_again(day="Hà Nội, ngày      tháng 4 năm 2026"), "2026-04", id="the day left out stays left out"),
    ],
)  # fmt: skip
def test_a_day_in_doubt_needs_a_voucher(again: Rereading, date: str | None) -> None:
    head = _settled(again)
    assert (head.date.iso if head.date else None) == date


def test_what_was_read_again_says_so_and_the_text_stays() -> None:
    again = _again("Số: 403 /QĐ-BTC", _MISREAD, number_readings=_OTHER, origin=_NAME, gazette="2026-02-06")
    head = _settled(again)
    assert head.number_span is not None
    assert head.date_span is not None
    evidence = (
        Evidence("number", head.number_span, "words", 1.0, "dòng số, ký hiệu"),
        Evidence("date", head.date_span, "words", 1.0, "dòng địa danh, ngày tháng"),
        Evidence("type", head.type_span, "words", 1.0, "tên loại văn bản"),
    )
    number, date, kind = again.marked(evidence, head)
    assert READ_AGAIN in number.source
    assert number.confidence < 1.0
    assert READ_AGAIN in date.source
    assert again.page.text[head.number_span.start : head.number_span.end] == "403 /QĐ-BTC"
    assert kind == evidence[2]


# --- citations -------------------------------------------------------------------------------------------------------

_CITED = _works(("05-CT/TW", "2016-05-15"), ("30/2020/NĐ-CP", "2020-03-05"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("Căn cứ Chỉ thị số O5-CT/TVV ngày 15/5/2016 của Bộ Chính trị", ["05-CT/TW"], id="number and day"),
        pytest.param("theo Nghị định 3O/2O2O/ND-CP, ngày 05 tháng 3 năm 2020", ["30/2020/NĐ-CP"], id="of the State"),
        pytest.param("Căn cứ Chỉ thị số O5-CT/TVV ngày 16/5/2016", [], id="another day"),
        pytest.param("Căn cứ Chỉ thị số O5-CT/TVV của Bộ Chính trị", [], id="no day"),
        pytest.param("Căn cứ Chỉ thị số O6-CT/TVV ngày 15/5/2016", [], id="a number nobody knows"),
        pytest.param("giai đoạn 2016 - 2020, ngày 15/5/2016", [], id="no number"),
        pytest.param("số O5-CT/TVV\nngày 15/5/2016", [], id="the day of the next line"),
    ],
)
def test_misread_citations_are_believed_when_the_work_is_known(text: str, numbers: list[str]) -> None:
    found = mentions_reread(text, (), known=_CITED)
    assert [str(mention.number) for mention in found if mention.kind == "number"] == numbers
    for mention in found:
        assert text[mention.start : mention.end] == mention.surface
        assert all(one.span and text[one.span.start : one.span.end] for one in mention.evidence)
        assert mentions_reread(text, found, known=_CITED) == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("theo Chỉ thị số O9-CT/TU ngày 02/02/2016", "bare:CT:9", id="one type and serial"),
        pytest.param("theo Nghị định 3l/2O2O/ND-CP, ngày 05 tháng 3 năm 2020", None, id="the State has no bare form"),
        pytest.param("theo Chỉ thị số O9-CT/TU của Tỉnh ủy", None, id="no day"),
    ],
)
def test_a_misread_citation_of_what_may_be_held_waits_as_a_bare_one(text: str, key: str | None) -> None:
    found = mentions_reread(text, (), known=lambda _: ())
    assert [(one.kind, one.key) for one in found] == ([("bare", key)] if key else [])


def test_it_links_once_a_work_of_that_day_is_held_and_makes_no_stub(tmp_path: Path) -> None:
    tuyen_quang = Issuer("Tỉnh ủy Tuyên Quang", "tinh-uy-tuyen-quang-den-2025")
    text = "Chi bộ thực hiện Chỉ thị số O9-CT/TU ngày 02/02/2016 của Tỉnh ủy Tuyên Quang về sinh hoạt chi bộ."
    scan = Document("article", title="Chi bộ họp", text=text)
    held = Document("directive", number=parse("09-CT/TU"), type="Chỉ thị", issuer=tuyen_quang, text="Chỉ thị.")
    held = replace(held, date=PartialDate(2016, 2, 2))
    with open_database(tmp_path / "kho.sqlite", create=True) as database:
        citing = accession(database, scan, CaptureRef("a.pdf", "x", "sha256:a"), mentions_reread(text, ())).address
        with database.reading() as connection:
            assert [one.link.target for one in links.cites(connection, citing)] == [None]
            assert browse.coverage(connection).stubs == 0
        cited = accession(database, held, CaptureRef("b.txt", "x", "sha256:b"), ()).address
        with database.reading() as connection:
            (mention,) = links.cites(connection, citing)
    assert mention.link.target is not None
    assert mention.link.target.id == cited
