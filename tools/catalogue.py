"""The words of the site and their English: collects what pages say and keeps `search_web/locale/en.po` in step.

`make docs` brings the list up to date (new messages stand there with no English, those gone are left out); `--check`
changes nothing and fails while a message has no English, or an English that loses a value or a mark of the page.
"""

import ast
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from archive.ask import draft, export, number_answers, standing, type_ahead
from archive.ask.ladder import shapes as ladder
from archive.desk import mistakes
from archive.index import facets
from archive.index.ranking import LABELS as RANKING_LABELS
from archive.works import validity
from archive.works.vocabulary import relations

PROJECT = Path(__file__).parent.parent
SITE = PROJECT / "search_web"
CATALOGUE = SITE / "locale" / "en.po"
HEADER = """\
# English words of the site. `make docs` brings the list of messages up to date; tests fail while one has no English.
# "{document|documents}" after a value is its form for one and its form for every other count.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
CALLS = frozenset({"_", "gettext", "ngettext"})
# Modules whose Vietnamese constants are no words of a page: what is read in documents, commands, what machines ask.
SILENT = ("formats", "machine", "language.py", "paper.py", "cli.py", "digest_cli.py")
# Tables of the archive's own words that pages show through `_()`.
SHOWN: tuple[Mapping[Any, str], ...] = (
    validity.STATE_LABELS,
    validity.VALUE_LABELS,
    validity.BASIS_LABELS,
    standing.STANDING_LABELS,
    draft.LABELS,
    number_answers.LABELS,
    type_ahead.LABELS,
    facets.GENRE_LABELS,
    ladder.STATE_WORDS,
    ladder.SYSTEM_WORDS,
    ladder.LEVEL_WORDS,
    mistakes.KINDS,
    mistakes.STANDINGS,
    RANKING_LABELS,
)
VOICES: tuple[tuple[str, validity.Value], ...] = (("được", "amended"), ("được", "replaced"), ("bị", "abolished"))
NAMELESS = ("Được nhắc đến", "Tin, bài", "chưa rõ", export.LICENCE)  # said where a table has no row
# What pages make of those tables: rows of the ladder, claims seen from the work they act on, labels that begin a line.
MADE = (
    *(f"{system} – {level}" for system in ladder.SYSTEM_WORDS.values() for level in ladder.LEVEL_WORDS.values()),
    *(f"{turn} {validity.VALUE_LABELS[value]}" for turn, value in VOICES),
    *(label[:1].upper() + label[1:] for label in standing.STANDING_LABELS.values()),
    *NAMELESS,
)
# Words of documents that stand as examples among those tables; they are never translated.
OF_DOCUMENTS = frozenset({"Lào Cai", "Cao Bằng", "sinh hoạt chi bộ"})
# Vietnamese words of English messages: an example for a field keeps what documents have.
ENGLISH_TOO = frozenset(("Chỉ", "thị", "Thường", "vụ", "Tỉnh", "ủy", "Lào", "Về", "việc", "30/2020/NĐ-CP"))
OF_WORDS = ("examples",)  # tables of words.toml that hold words of documents


def messages() -> list[str]:
    """Every message of the site, once each, sorted: of templates, of code, of the tables pages show."""
    found = {*MADE, *_of_templates(), *_of_code(), *_of_words()}
    found |= {label for table in SHOWN for label in table.values()}
    found |= {label for one in relations() for label in (one.label, one.inverse_label)}
    return sorted(one for one in found - OF_DOCUMENTS if one)


def _of_templates() -> Iterator[str]:
    """The words in `_("…")` and `{% trans %}` of every template."""
    environment = Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701  # only read
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    for template in sorted((SITE / "templates").rglob("*.html")):
        for call in environment.parse(template.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in CALLS:
                forms = call.args[:2] if call.node.name == "ngettext" else call.args[:1]
                yield from (said for form in forms for said in _constants(form))


def _constants(form: nodes.Expr) -> Iterator[str]:
    """The words an expression of a template may be: a constant, or either of two."""
    if isinstance(form, nodes.Const) and isinstance(form.value, str):
        yield form.value
    elif isinstance(form, nodes.CondExpr):
        yield from _constants(form.expr1)
        if form.expr2 is not None:
            yield from _constants(form.expr2)


def _of_code() -> Iterator[str]:
    """The words in `_("…")` of every module, and the Vietnamese constants of its tables (said by `_(label)`)."""
    for module in sorted(SITE.rglob("*.py")):
        tree = ast.parse(module.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                forms = node.args[:2] if node.func.id == "ngettext" else node.args[:1]
                yield from (said for form in forms for said in _said(form))
        if not set(module.relative_to(SITE).parts) & set(SILENT):
            tables = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
            yield from (said for table in tables for said in _written(table) if is_vietnamese(said))


def _said(form: ast.expr) -> Iterator[str]:
    """The words an expression of Python may be: a constant, or either of two."""
    if isinstance(form, ast.Constant) and isinstance(form.value, str):
        yield form.value
    elif isinstance(form, ast.IfExp):
        yield from _said(form.body)
        yield from _said(form.orelse)


def _written(table: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    """The constants of a table; patterns and templates of strings are no words."""
    pieces = {id(part) for node in ast.walk(table) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(table):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
            yield node.value


def _of_words() -> Iterator[str]:
    """The values of words.toml, but for those that are words of documents."""
    tables = tomllib.loads((SITE / "words.toml").read_text("utf-8"))
    yield from _leaves({name: table for name, table in tables.items() if name not in OF_WORDS})


def _leaves(table: Mapping[str, object]) -> Iterator[str]:
    for value in table.values():
        if isinstance(value, dict):
            yield from _leaves(value)
        else:
            yield str(value)


def is_vietnamese(words: str) -> bool:
    """Whether words have a letter that English has not: "chỉ thị", "Đảng"; not "khai", "naive"."""
    return any(ord(sign) > 127 and unicodedata.category(sign).startswith("L") for sign in words)


def english() -> dict[str, str]:
    """Vietnamese message → English, as the catalogue has them now."""
    with CATALOGUE.open("rb") as written:
        return {str(one.id): str(one.string) for one in read_po(written, locale="en") if one.id}


def written(known: Mapping[str, str], wanted: Iterable[str]) -> bytes:
    """The catalogue of the messages that are wanted, sorted, with no places and no dates: the same every time."""
    made = Catalog(locale="en", fuzzy=False)
    for message in wanted:
        made.add(message, known.get(message, ""))
    out = BytesIO()
    write_po(out, made, width=0, sort_output=True, omit_header=True)
    return f"{HEADER}\n{out.getvalue().decode()}".encode()


# What must be in both languages alike: "%(n)s", "%%", "{n}" of a script, a tag with its attributes, "</strong>".
# Not the forms "{one|many}", not "<" alone.
_KEPT = re.compile(r"%\(\w{1,40}\)s|%%|\{\w{1,20}\}|</?[a-z][^<>]{0,200}>")
# The two forms of a counted word, "{document|documents}". Not "{n}".
FORMS = re.compile(r"\{([^{}|]{0,60})\|([^{}|]{0,60})\}")


def faults(known: Mapping[str, str], wanted: Iterable[str]) -> Iterator[str]:
    """What is wrong with the English: a message that has none, values or marks that differ, Vietnamese left in it."""
    for message in wanted:
        said = known.get(message, "")
        if not said:
            yield f"no English: {message!r}"
        elif Counter(_KEPT.findall(said)) != Counter(_KEPT.findall(message)):
            yield f"values or marks differ: {message!r} → {said!r}"
        elif FORMS.search(said) and not re.search(r"%\(\w{1,40}\)s.{0,300}?\{[^{}]*\|", said, re.DOTALL):
            yield f"two forms after no value: {message!r} → {said!r}"
        elif left := [word for word in map(_bare, said.split()) if is_vietnamese(word) and word not in ENGLISH_TOO]:
            yield f"Vietnamese left: {left} in {said!r}"


def _bare(word: str) -> str:
    return word.strip("“”.,:;()")


def main(arguments: list[str]) -> int:
    """Bring the catalogue up to date, or with `--check` say what it lacks; 1 when it lacks something."""
    wanted, known = messages(), english()
    made = written(known, wanted)
    if "--check" not in arguments:
        CATALOGUE.write_bytes(made)
    elif CATALOGUE.read_bytes() != made:
        print("en.po is not up to date: run `make docs`.", file=sys.stderr)
        return 1
    wrong = list(faults(known, wanted))
    print("\n".join([*wrong, f"{len(wanted)} messages, {len(wrong)} to be mended."]), file=sys.stderr)
    return 1 if wrong and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
