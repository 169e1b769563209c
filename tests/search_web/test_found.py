"""What stands round a list of results, made in Python: every value is escaped, and choices stay in every address."""

from datetime import date

import pytest
from flask import Flask

from archive.ask.ladder import Ladder, Rung
from archive.ask.ladder.shapes import Entry
from archive.works.document import Card
from search_web import found
from search_web.choices import Chip
from search_web.facets import Branch, Facet, Value
from search_web.pages.ladder import LadderView
from search_web.paging import Paging
from search_web.where import Where

BAD = "<script>\"'&"
SAFE = "&lt;script&gt;&#34;&#39;&amp;"
CARD = Card(id="a/b", genre="directive", number="47-CT/TU", type="Chỉ thị", title=BAD)
VALUE = Value(BAD, 1_204, "/?loai=x", chosen=False, key="loai-x")


def view(state: str = "several") -> LadderView:
    entry = Entry(CARD, 1.0, (BAD,), "unknown")
    rung = Rung("tinh", "party", "Tỉnh ủy", state, first=entry)  # type: ignore[arg-type]  # one of the states
    ladder = Ladder(BAD, BAD, "", None, date(2020, 1, 2), (rung,), notices=(BAD,))
    return LadderView(ladder, (rung,), f"/dieu-chinh?q={BAD}")


def test_the_governing_documents(app: Flask) -> None:
    with app.test_request_context("/?q=x"):
        made = found.governing(view())
        one = found.governing(view("one"))
    assert "<script" not in made
    assert made.count(SAFE) == 5
    assert '<a href="/vb/a/b">Chỉ thị 47-CT/TU</a>' in made
    assert "nhiều văn bản có thể áp dụng" in made
    assert "nhiều văn bản có thể áp dụng" not in one
    assert "ngày 02/01/2020" in made


def test_the_governing_documents_in_english_say_which_words_are_vietnamese(app: Flask) -> None:
    with app.test_request_context("/?q=x&tieng=en"):
        made = found.governing(view())
    assert '<p class="small quiet" lang="vi">' in made
    assert '<a href="/vb/a/b?tieng=en" lang="vi">' in made


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param(BAD, f": {SAFE} ", id="signs"),
        pytest.param("chữ " * 30, f": {' '.join(['chữ'] * 14)}… ", id="a long value is cut between words"),
        pytest.param("chữ", ": chữ ", id="a short one stays"),
    ],
)
def test_chips(app: Flask, value: str, shown: str) -> None:
    with app.test_request_context("/?q=x"):
        made = found.chips((Chip("nơi", value, "/?q=x&y"),))
    assert shown in made
    assert 'href="/?q=x&amp;y" data-keep="chip-1"' in made


def test_no_chips(app: Flask) -> None:
    with app.test_request_context("/"):
        assert found.chips(()) == ""


def test_the_place_and_the_day(app: Flask) -> None:
    where = Where(BAD, "", "2020-01-02", (("q", BAD),), ())
    with app.test_request_context("/?q=x&tieng=en"):
        made = found.where_form(where, "/")
    assert "<script" not in made
    assert f'<input type="hidden" name="q" value="{SAFE}">' in made
    assert '<input type="hidden" name="tieng" value="en">' in made
    assert 'type="date" value="2020-01-02"' in made


def test_facets_with_what_is_folded_and_a_form_for_years(app: Flask) -> None:
    held = (
        Facet("nam", "Năm", values=(VALUE,), more=(VALUE,), none=(BAD,)),
        Facet("co-quan", "Cơ quan", branches=(Branch("tw", BAD, (VALUE,), open=True),)),
    )
    with app.test_request_context("/?q=x"):
        made = found.facets(held, "/", (("q", BAD),), {"tu": BAD})
    assert "<script" not in made
    assert made.count('<form class="years"') == 1
    assert f'placeholder="từ năm" value="{SAFE}"' in made
    assert '<details data-keep="nam-them"><summary>Thêm 1<span class="unseen"> Năm</span></summary>' in made
    assert f'<p class="none">{SAFE}</p>' in made
    assert '<details class="of-level" data-keep="co-quan-tw" open>' in made
    assert '<span class="count">1.204</span>' in made


@pytest.mark.parametrize(
    ("held", "said", "unsaid"),
    [
        pytest.param(Paging(1, 20, 20), [], ["<nav"], id="one page needs no way on"),
        pytest.param(Paging(1, 20, 50), ['rel="next"', ">3</a>", "Trang 1 trên 3"], ['rel="prev"'], id="the first"),
        pytest.param(Paging(3, 20, 50), ['rel="prev"', 'aria-current="page">3<'], ['rel="next"'], id="the last"),
        pytest.param(Paging(9, 10, 200), ["…", "&amp;trang=10"], [], id="many, with gaps"),
    ],
)
def test_other_pages(app: Flask, held: Paging, said: list[str], unsaid: list[str]) -> None:
    with app.test_request_context("/?q=x"):
        made = found.paging(held, lambda number: f"/?q=x&trang={number}")
    assert all(one in made for one in said)
    assert not any(one in made for one in unsaid)
