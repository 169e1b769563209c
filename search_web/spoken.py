"""Templates in one language each: what they say in words of the code is translated when a template is made ready.

A page of results says some hundred sentences that never change; asking the catalogue for each of them anew took a
quarter of its template's time. Everything else in a template is as Jinja has it.
"""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import BytecodeCache, Template, nodes
from jinja2.bccache import Bucket
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from search_web.dress import language_field, vi
from search_web.language import by_count, gettext, language

_ASKED = frozenset(("_", "gettext"))  # what templates call the catalogue
_SAME = {"vi": vi, "language_field": language_field}  # what is one and the same on every page of a language


class Spoken(Environment):
    """The templates of the site: for each language an environment of its own, made when it is first asked for.

    The filters, globals and settings are those of this one; they must all be there before the first page.
    """

    def __init__(self, app: Flask, **options: Any) -> None:  # noqa: ANN401  # options of Jinja, as Flask passes them
        """As Flask makes it."""
        super().__init__(app, **options)
        self.in_language = ""  # of this one: none
        self.spoken: dict[str, Spoken] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  # Jinja's own name
    ) -> Template:
        """The template in the language of the present request, which is that of all it extends and includes."""
        if self.in_language:
            return super().get_template(name, parent, globals)
        code = language()
        if code not in self.spoken:
            made = self.overlay()
            made.in_language = code
            made.bytecode_cache = _InLanguage(self.bytecode_cache, code) if self.bytecode_cache else None
            self.spoken[code] = made
        return self.spoken[code].get_template(name, parent, globals)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The tree of a template; of one in a language with its constant sentences in it."""
        tree = super()._parse(source, name, filename)
        escaping = self.autoescape(name) if callable(self.autoescape) else self.autoescape
        if self.in_language and escaping:
            _Translated().visit(tree)
        return tree


class _InLanguage(BytecodeCache):
    """A store of compiled templates, each kept apart by language: their sources are one and the same."""

    def __init__(self, kept: BytecodeCache, code: str) -> None:
        """Keep in another store, under names of a language's own."""
        self.kept, self.code = kept, code

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of a template in the store."""
        return f"{self.kept.get_cache_key(name, filename)}-{self.code}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """As the store does it."""
        self.kept.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """As the store does it."""
        self.kept.dump_bytecode(bucket)


class _Translated(NodeTransformer):
    """Puts what is known of the present language into a tree: `_("Tìm")`, `_("trang %(n)s", n=page)`, `vi()`."""

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802  # Jinja looks for it by the node's name
        """A call as the words it gives, or as its words with the values to be filled in."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            return node
        if node.node.name in _SAME and not node.args and not node.kwargs:
            return _safe(_SAME[node.node.name](), node.lineno)
        if node.node.name in _ASKED and len(node.args) == 1:
            return _said(node)
        return node


def _said(node: nodes.Call) -> nodes.Expr:
    """A call of the catalogue, worked out as far as it goes without the values of a page."""
    words = node.args[0]
    if not isinstance(words, nodes.Const) or not isinstance(words.value, str):
        return node
    if not node.kwargs:
        return _safe(Markup(gettext(words.value)) % {}, node.lineno)  # noqa: S704  # the code's own words
    if by_count(words.value):
        return node  # the form of a word depends on a count
    values = nodes.Dict(
        [nodes.Pair(nodes.Const(one.key, lineno=node.lineno), one.value, lineno=node.lineno) for one in node.kwargs],
        lineno=node.lineno,
    )
    return nodes.Mod(_safe(gettext(words.value), node.lineno), values, lineno=node.lineno)


def _safe(said: str, lineno: int) -> nodes.Expr:
    return nodes.MarkSafe(nodes.Const(str(said), lineno=lineno), lineno=lineno)
