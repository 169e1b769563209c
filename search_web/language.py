"""The language pages speak: Vietnamese as written in the code, English from the catalogue of `locale/`.

The words of the code are the Vietnamese ones; `gettext` gives them in the language of the request, which stands in its
address (`?tieng=en`), so that no cookie is needed and every page can be sent as it was read. Texts of the archive are
never translated.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import Flask, g, has_request_context, request
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

VIETNAMESE, ENGLISH = "vi", "en"
LANGUAGES = {VIETNAMESE: "Tiếng Việt", ENGLISH: "English"}
PARAMETER = "tieng"


def install(app: Flask) -> None:
    """Let templates say `{{ _("…") }}` and `{% trans %}`, and let every address keep the language of its page."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    # The extension's own takes three calls more for each word, and a page of results has two hundred.
    app.jinja_env.globals.update(_=_shown, gettext=_shown)
    app.url_defaults(_keep)
    app.context_processor(lambda: {"language": language(), "languages": LANGUAGES})


def language() -> str:
    """The language of the present request: "en" where its address says so, else "vi"."""
    try:
        found: str = g.language
    except (AttributeError, RuntimeError):  # not asked yet, or no request at all
        if not has_request_context():
            return VIETNAMESE
        asked = request.args.get(PARAMETER, VIETNAMESE)
        found = g.language = asked if asked in LANGUAGES else VIETNAMESE
    return found


def gettext(words: str, **values: object) -> str:
    """The words in the language of the request, "%(name)s" filled from `values`; Vietnamese where none is known."""
    said = words if language() == VIETNAMESE else _counted(_english().get(words, words), values)
    return said % values if values else said


def by_count(words: str) -> bool:
    """Whether a word of these has its form by a count in the present language: known only with the values."""
    return language() != VIETNAMESE and "|" in _english().get(words, words)


def told(words: str, code: str) -> str:
    """`gettext` of words without values, where the language is known already: a page asks for some hundred."""
    return words if code == VIETNAMESE else _counted(_english().get(words, words), {})


def ngettext(one: str, many: str, count: int, **values: object) -> str:
    """One of two forms by a count, which is also `%(num)s`; Vietnamese has one form for all, the second."""
    if language() == VIETNAMESE:
        return many % ({"num": count} | values)
    known = {"num": count} | values
    return _counted(_english().get(one if count == 1 else many, many), known) % known


@pass_eval_context
def _shown(told: EvalContext, words: str, /, **values: object) -> str:
    """`gettext` for templates: what is not filled in is kept as markup, values are escaped as everything there is."""
    if values or not told.autoescape:
        said = words if language() == VIETNAMESE else _counted(_english().get(words, words), values)
        return (Markup(said) if told.autoescape else said) % values  # noqa: S704  # the code's own words
    key = language(), words
    kept = _KEPT.get(key)
    if kept is None:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        kept = _KEPT[key] = Markup(gettext(words)) % {}  # noqa: S704  # as above
    return kept


def _counted(said: str, values: Mapping[str, object]) -> str:
    """English words with the form their count asks for: "%(n)s {document|documents}" with n "1" → "%(n)s document".

    The count is the value that stands before the forms. Vietnamese has one form for every count.
    """
    if "|" not in said:
        return said
    made, last = [], "many"
    for piece in _PIECES.split(said):
        if named := _VALUE.fullmatch(piece):
            last = "one" if str(values.get(named[1], "")) == "1" else "many"
        elif forms := _FORMS.fullmatch(piece):
            piece = forms[last]  # noqa: PLW2901  # the piece as it is said
        made.append(piece)
    return "".join(made)


# Match "%(n)s"; "{is|are}". Not "%%", nor "{n}" that a script fills in.
_VALUE = re.compile(r"%\((\w{1,40})\)s")
_FORMS = re.compile(r"\{(?P<one>[^{}|]{0,60})\|(?P<many>[^{}|]{0,60})\}")
_PIECES = re.compile(r"(%\(\w{1,40}\)s|\{[^{}|]{0,60}\|[^{}|]{0,60}\})")

_KEPT: dict[tuple[str, str], Markup] = {}
_MOST_KEPT = 5_000  # a label that is no word of the code may be asked for too

_ = gettext


@cache
def _english() -> dict[str, str]:
    """Vietnamese words → English ones, from the catalogue; words that are not translated yet are left out."""
    catalogue: Catalog
    with (resources.files("search_web") / "locale" / "en.po").open("rb") as written:
        catalogue = read_po(written, locale=ENGLISH)
    known: dict[str, str] = {}
    for message in catalogue:
        if isinstance(message.id, str):
            known[message.id] = str(message.string)
        else:
            known |= dict(zip(message.id, message.string or (), strict=False))
    return {words: said for words, said in known.items() if words and said}


def _keep(endpoint: str, values: dict[str, object]) -> None:
    if endpoint != "static" and language() != VIETNAMESE:
        values.setdefault(PARAMETER, language())
