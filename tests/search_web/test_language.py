"""The language of a page: words of templates, the catalogue whole, English pages that mark what stays Vietnamese."""

from functools import cache

import lxml.html
import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy import select

from archive.store.database import Database
from archive.store.tables import works
from search_web.language import gettext, language, ngettext
from search_web.words import points, thousands
from tests.search_web.conftest import DIRECTIVE, GUIDE
from tests.search_web.english import vietnamese_left
from tests.search_web.page_types import PAGE_TYPES
from tools import catalogue


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/", "vi", id="without a word"),
        pytest.param("/?tieng=en", "en", id="English"),
        pytest.param("/?tieng=xx", "vi", id="no language of the site"),
    ],
)
def test_the_language_stands_in_the_address(app: Flask, address: str, said: str) -> None:
    with app.test_request_context(address):
        assert [language(), language()] == [said, said]


def test_without_a_request_it_is_vietnamese(app: Flask) -> None:
    assert language() == "vi"
    with app.app_context():
        assert language() == "vi"
    with app.test_request_context("/?tieng=en"):
        assert language() == "en"


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        pytest.param('{{ _("hai & một") }}', "hai & một", id="words of the code are markup"),
        pytest.param('{{ _("số %(n)s", n="<b>") }}', "số &lt;b&gt;", id="values are escaped"),
        pytest.param('{{ _("100%%") }}', "100%", id="a percent sign is written twice"),
        pytest.param('{% trans n="<i>" %}số {{ n }}{% endtrans %}', "số &lt;i&gt;", id="a block"),
        pytest.param("{% trans %}không có gì{% endtrans %}", "không có gì", id="a block without values"),
        pytest.param('{{ gettext("một") }}', "một", id="the long name"),
    ],
)
def test_words_of_a_template(app: Flask, template: str, shown: str) -> None:
    for address in ("/", "/?tieng=en", "/"):
        with app.test_request_context(address):
            assert render_template_string(template) == shown


def test_text_that_is_no_page_is_not_escaped(app: Flask) -> None:
    with app.test_request_context("/"):
        made = app.jinja_env.overlay(autoescape=False).from_string('{{ _("số %(n)s", n="<b>") }}')
        assert made.render() == "số <b>"
        assert gettext("số %(n)s", n="<b>") == "số <b>"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        pytest.param("/", "1 văn bản", id="Vietnamese has one form"),
        pytest.param("/?tieng=en", "1 document", id="one"),
    ],
)
def test_one_is_counted(app: Flask, address: str, counted: str) -> None:
    with app.test_request_context(address):
        assert gettext("%(n)s văn bản", n=1) == gettext("%(n)s văn bản", n="1") == counted
        assert render_template_string("{{ _('%(n)s văn bản', n='1') }}") == counted
        assert ngettext("%(num)s văn bản", "%(num)s văn bản", 1) == counted


@pytest.mark.parametrize(
    ("n", "counted"),
    [
        pytest.param("0", "0 documents", id="none"),
        pytest.param("2", "2 documents", id="two"),
        pytest.param("1,001", "1,001 documents", id="ends in one"),
    ],
)
def test_other_counts(app: Flask, n: str, counted: str) -> None:
    with app.test_request_context("/?tieng=en"):
        assert gettext("%(n)s văn bản", n=n) == counted


def test_a_value_with_braces_is_no_form(app: Flask) -> None:
    with app.test_request_context("/?tieng=en"):
        assert gettext("Tìm: %(asked)s", asked="{a|b}") == "Search: {a|b}"


@pytest.mark.parametrize(
    ("address", "count", "part"),
    [
        pytest.param("/", "12.408", "−1,25", id="Vietnamese: points between thousands"),
        pytest.param("/?tieng=en", "12,408", "−1.25", id="English: commas"),
    ],
)
def test_figures_follow_the_language(app: Flask, address: str, count: str, part: str) -> None:
    with app.test_request_context(address):
        assert thousands(12408) == count
        assert points(-1.25) == part


# --- the catalogue ----------------------------------------------------------------------------------------------------


@cache
def messages() -> tuple[str, ...]:
    """Every message of the site, gathered once: it is read out of every template and module."""
    return tuple(catalogue.messages())


def test_every_message_has_its_english() -> None:
    assert list(catalogue.faults(catalogue.english(), messages())) == []


def test_the_catalogue_is_as_it_is_written() -> None:
    known, wanted = catalogue.english(), messages()
    assert catalogue.CATALOGUE.read_bytes() == catalogue.written(known, wanted), "run `make docs`"
    assert catalogue.written(known, wanted) == catalogue.written(dict(reversed(known.items())), reversed(wanted))


@pytest.mark.parametrize(
    ("message", "said", "fault"),
    [
        pytest.param("%(n)s văn bản", "%(n)s {document|documents}", None, id="two forms of a count"),
        pytest.param("xem", "", "no English", id="nothing said"),
        pytest.param("%(n)s văn bản", "documents", "values or marks differ", id="a value lost"),
        pytest.param("%(n)s văn bản", "%(m)s documents", "values or marks differ", id="another value"),
        pytest.param("100 %%", "100 %", "values or marks differ", id="a percent sign that is written twice"),
        pytest.param("<strong>một</strong>", "<strong>one", "values or marks differ", id="a tag not closed"),
        pytest.param('<a href="%(x)s">x</a>', '<a href="/">x</a>', "values or marks differ", id="another address"),
        pytest.param("{n} chỗ", "places", "values or marks differ", id="a value that a script fills in"),
        pytest.param("văn bản", "{document|documents}", "two forms after no value", id="forms of no count"),
        pytest.param("Tìm", "Tìm", "Vietnamese left", id="not translated"),
    ],
)
def test_faults_of_an_english_message(message: str, said: str, fault: str | None) -> None:
    found = list(catalogue.faults({message: said}, [message]))
    assert [one.partition(":")[0] for one in found] == ([fault] if fault else [])


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("Đến nội dung chính", id="of a template"),
        pytest.param("Chưa rõ hiệu lực", id="of a table of code"),
        pytest.param("suy từ mã cơ quan", id="of words.toml"),
        pytest.param("Bị thay thế bởi", id="a relation seen from the cited work"),
        pytest.param("Đảng – Trung ương", id="a row of the ladder"),
        pytest.param("được thay thế", id="a claim seen from the work it acts on"),
    ],
)
def test_messages_come_from_everywhere(message: str) -> None:
    assert message in messages()


# --- English pages ----------------------------------------------------------------------------------------------------

TABS = ("lich-su", "thong-tin", "vien-dan", "duoc-vien-dan", "luoc-do", "luoc-do?buoc=2", "ban-goc", "tuong-tu")
PAGES = PAGE_TYPES | {
    **{f"{tab} of a document": f"/vb/{DIRECTIVE}/{tab}" for tab in TABS},
    **{f"{tab} of a guide": f"/vb/{GUIDE}/{tab}" for tab in TABS},
    "comparing": f"/so-sanh?a={DIRECTIVE}&b={GUIDE}",
    "to compare": "/so-sanh",
    "report": f"/bao-loi?vb={DIRECTIVE}",
    "following": "/theo-doi",
    "sign-in": "/ban-lam-viec",
    "bulk": "/du-lieu/",
}


def in_english(address: str) -> str:
    """The address of a page in English."""
    return address if "tieng=en" in address else f"{address}{'&' if '?' in address else '?'}tieng=en"


@pytest.fixture(scope="module")
def named(database: Database) -> str:
    """Titles, types and names of bodies of the works of the test archive."""
    with database.reading() as connection:
        rows = connection.execute(select(works.c.title, works.c.type, works.c.issuer_name)).all()
    return " ; ".join(said for row in rows for said in row if said)


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_an_english_page_says_what_is_vietnamese(client: FlaskClient, named: str, address: str) -> None:
    page = client.get(in_english(address), follow_redirects=True).get_data(as_text=True)
    assert '<html lang="en">' in page
    assert vietnamese_left(page, named) == []


@pytest.mark.parametrize(
    ("page", "left"),
    [
        pytest.param("<p>Xem văn bản</p>", ["văn bản"], id="words of the site"),
        pytest.param('<p lang="vi">Chỉ đạo</p>', [], id="marked"),
        pytest.param('<p>of <span lang="vi">Đảng</span> của</p>', ["của"], id="after what is marked"),
        pytest.param('<p aria-label="Tỉnh ủy"><b lang="vi">Tỉnh ủy Lào Cai</b></p>', [], id="a name in an attribute"),
        pytest.param('<p aria-label="Các trang">1</p>', ["Các"], id="words of the site in an attribute"),
    ],
)
def test_what_counts_as_left(page: str, left: list[str]) -> None:
    assert vietnamese_left(f"<html><body>{page}</body></html>") == left


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_forms_keep_the_language(client: FlaskClient, address: str) -> None:
    page = client.get(in_english(address), follow_redirects=True).get_data(as_text=True)
    for form in lxml.html.fromstring(page).iter("form"):
        kept = form.xpath(".//input[@name='tieng' and @value='en']") or "tieng=en" in form.get("action", "tieng=en")
        assert kept, lxml.html.tostring(form, encoding="unicode")[:300]


@pytest.mark.parametrize(
    ("address", "said", "other"),
    [
        pytest.param("/co-quan", "vi", ("en", "http://localhost/co-quan?tieng=en"), id="Vietnamese"),
        pytest.param("/co-quan?tieng=en&tim=a", "en", ("vi", "http://localhost/co-quan?tim=a"), id="English"),
        pytest.param("/khong-co?tieng=en", "en", ("vi", "http://localhost/khong-co"), id="a refusal"),
    ],
)
def test_a_page_names_its_language_and_the_other(
    client: FlaskClient, address: str, said: str, other: tuple[str, str]
) -> None:
    answer = client.get(address)
    assert answer.headers["Content-Language"] == said
    found = lxml.html.fromstring(answer.get_data(as_text=True)).iterfind("head/link[@hreflang]")
    assert [(one.get("hreflang"), one.get("href")) for one in found] == [other]
