"""Words of templates in the language of a page: markup of the code stays, values are escaped, a percent sign is one."""

import pytest
from flask import Flask, render_template_string

from search_web.language import gettext, language


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
