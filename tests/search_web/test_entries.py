"""Pieces of HTML made in Python: every value is escaped, and what is not known is said or left out."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from archive.works.dates import PartialDate
from archive.works.document import Card, Issuer
from search_web.entries import entry, results, values
from search_web.facets import Value
from search_web.render import escaped
from search_web.results import Badge, Result

BAD = "<script>\"'&"
CARD = Card(id="a", genre="directive", number="47-CT/TU", type="Chỉ thị", title="Con dấu", date=PartialDate(2020, 3, 5))
HIT = Result(CARD, "/vb/a#dieu-5", None, None, "", None, ("khớp nội dung",), "1,25", (("Từ ngữ", "1"),))


@pytest.mark.parametrize(
    ("card", "said"),
    [
        pytest.param(replace(CARD, title=BAD), "&lt;script&gt;&#34;&#39;&amp;", id="a title"),
        pytest.param(replace(CARD, issuer=Issuer(BAD)), "<span>&lt;script&gt;&#34;&#39;&amp;</span>", id="a body"),
        pytest.param(CARD, "cơ quan: chưa rõ", id="no body known"),
        pytest.param(replace(CARD, date=None), "ngày: chưa rõ", id="no day known"),
        pytest.param(replace(CARD, cited=1204), "được dẫn trong 1.204 văn bản", id="how often it is cited"),
        pytest.param(CARD, '<a href="/vb/a?x=1&amp;y=&#34;">Chỉ thị 47-CT/TU</a>', id="an address with signs"),
    ],
)
def test_an_entry(app: Flask, card: Card, said: str) -> None:
    with app.test_request_context():
        made = entry(card, '/vb/a?x=1&y="')
    assert said in made
    assert "<script" not in made


def test_a_stub_without_a_page_is_no_link(app: Flask) -> None:
    with app.test_request_context():
        assert "<a" not in entry(replace(CARD, id=""), "")


def test_what_was_issued_after_the_chosen_day_is_marked_and_nothing_is_said_of_its_validity(app: Flask) -> None:
    with app.test_request_context():
        before, after = entry(CARD, "/vb/a", day=date(2021, 1, 1)), entry(CARD, "/vb/a", day=date(2019, 1, 1))
    assert "chưa rõ hiệu lực" in before
    assert "ban hành sau ngày đã chọn" not in before
    assert "ban hành sau ngày đã chọn" in after
    assert "chưa rõ hiệu lực" not in after


@pytest.mark.parametrize(
    ("hit", "said"),
    [
        pytest.param(replace(HIT, why=(BAD, "b")), "&lt;script&gt;&#34;&#39;&amp;; b", id="a reason"),
        pytest.param(HIT, '<dt>Từ ngữ</dt><dd class="figures">1</dd>', id="what the score is made of"),
        pytest.param(replace(HIT, badge=Badge("ended", "hết")), '<span class="status ended">hết</span>', id="a badge"),
        pytest.param(
            replace(HIT, snippet=entry(CARD, ""), part="Điều 5"),
            '<a class="place" href="/vb/a#dieu-5">Điều 5</a> ',
            id="the part of the passage",
        ),
    ],
)
def test_a_hit(app: Flask, hit: Result, said: str) -> None:
    with app.test_request_context():
        made = results((hit,))
    assert said in made
    assert "<script" not in made


def test_a_part_that_the_title_says_already_is_not_said_again(app: Flask) -> None:
    with app.test_request_context():
        assert "place" not in results((replace(HIT, snippet=entry(CARD, ""), part="Con dấu…"),))


def test_words_of_documents_are_told_apart_on_an_english_page(app: Flask) -> None:
    with app.test_request_context("/?tieng=en"):
        assert '<p class="work-name" lang="vi">' in results((HIT,))
    with app.test_request_context():
        assert "lang=" not in results((HIT,))


def test_the_values_of_a_facet(app: Flask) -> None:
    shown = (
        Value(BAD, 1200, "/?q=a&b=c", chosen=True, key="loai-x", bar=7),
        Value("Kế hoạch", 3, "/?loai=ke-hoach", chosen=False),
        Value("chưa rõ", 1, "", chosen=False),
    )
    with app.test_request_context():
        made = values(shown)
    assert made.count("<li>") == 3
    assert "&lt;script&gt;" in made
    assert 'href="/?q=a&amp;b=c" data-keep="loai-x" aria-current="true"' in made
    assert "1.200" in made
    assert made.count("<svg") == 1
    assert made.count("<a ") == 2


@pytest.mark.parametrize(
    ("text", "made"),
    [
        pytest.param(None, "", id="nothing"),
        pytest.param("Điều 5", "Điều 5", id="nothing to escape"),
        pytest.param(BAD, "&lt;script&gt;&#34;&#39;&amp;", id="every sign that HTML has for itself"),
    ],
)
def test_escaping(text: str | None, made: str) -> None:
    assert escaped(text) == made


def test_the_frame_is_kept_for_each_language_and_section_apart(app: Flask) -> None:
    reader = app.test_client()
    for _again in range(2):
        assert 'href="/co-quan" aria-current="true"' in reader.get("/co-quan").get_data(as_text=True)
        front = reader.get("/").get_data(as_text=True)
        assert 'href="/co-quan">' in front
        assert 'href="/co-quan?tieng=en">' in reader.get("/?tieng=en").get_data(as_text=True)
