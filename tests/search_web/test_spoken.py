"""Templates made ready in a language say what they would say if each sentence were asked for when the page is made."""

from collections.abc import Iterator

import pytest
from flask import Flask, render_template
from flask.templating import Environment
from jinja2 import DictLoader

from search_web.dress import language_field, vi
from search_web.language import PARAMETER, by_count, gettext
from search_web.spoken import Spoken

TEMPLATES = {
    "plain.html": '{{ _("Tìm") }}',
    "attribute.html": """<a title="{{ _('Đến nội dung chính') }}">""",
    "value.html": '{{ _("trang %(page)s", page=page) }}',
    "markup.html": '{{ _("cho “%(text)s”", text=text) }}',
    "count.html": '{{ _("%(count)s văn bản có thể là văn bản đã hỏi", count=page) }}',
    "asked.html": "{{ _(text) }}",
    "attributes.html": "<p{{ vi() }}>{{ language_field() }}",
    "head.html": '<title>{% block name %}{{ _("Tìm") }}{% endblock %}</title>{{ _("Duyệt kho") }}',
    "extends.html": '{% extends "head.html" %}{% block name %}{{ _("kết quả") }}{% endblock %}',
    "includes.html": '{% include "plain.html" %}{% import "macro.html" as told %}{{ told.said(page) }}',
    "macro.html": '{% macro said(n) %}{{ _("trang %(page)s", page=n) }}{% endmacro %}',
    "trans.html": "{% trans %}Chưa tìm được theo từ lúc này.{% endtrans %}",
    "plain.txt": '{{ _("Tìm") }} {{ text }}',
}


def site(environment: type[Environment]) -> Flask:
    made = Flask(__name__)
    made.jinja_environment = environment
    made.jinja_loader = DictLoader(TEMPLATES)
    made.jinja_env.add_extension("jinja2.ext.i18n")
    made.jinja_env.install_gettext_callables(gettext, gettext, newstyle=True)  # type: ignore[attr-defined]
    made.jinja_env.globals.update(_=gettext, vi=vi, language_field=language_field)
    return made


@pytest.fixture(scope="module")
def asked_each_time() -> Flask:
    return site(Environment)


@pytest.fixture(scope="module")
def made_ready() -> Flask:
    return site(Spoken)


def said(app: Flask, name: str, code: str) -> Iterator[str]:
    for values in ({"page": 1, "text": "a & b"}, {"page": 2, "text": "<b>\"'</b>"}):
        with app.test_request_context(f"/?{PARAMETER}={code}"):
            yield render_template(name, **values)


@pytest.mark.parametrize("code", ["vi", "en"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_is_said(asked_each_time: Flask, made_ready: Flask, name: str, code: str) -> None:
    assert list(said(made_ready, name, code)) == list(said(asked_each_time, name, code))


def test_each_language_has_its_own(made_ready: Flask) -> None:
    for __ in range(2):  # one language does not stay behind for the next
        assert set(said(made_ready, "plain.html", "vi")) == {"Tìm"}
        assert set(said(made_ready, "plain.html", "en")) == {"Search"}


def test_constants_are_worked_out_before(made_ready: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    list(said(made_ready, "plain.html", "vi"))
    monkeypatch.setitem(made_ready.jinja_env.globals, "_", None)
    assert set(said(made_ready, "plain.html", "vi")) == {"Tìm"}


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        pytest.param("Tìm", False, id="no value at all"),
        pytest.param("trang %(page)s", False, id="a value that changes no word"),
    ],
)
def test_what_depends_on_a_count(made_ready: Flask, words: str, counted: bool) -> None:
    with made_ready.test_request_context(f"/?{PARAMETER}=en"):
        assert by_count(words) is counted
