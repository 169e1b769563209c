"""The house rules that no tool knows: who may import whom, which library lives where, how large a thing may grow.

Every rule looks at one module at a time and answers with places (`file:line`) and what is wrong there; each rule is
shown below to catch what it is for. The order of the floors is the one of docs/design.md.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGES = ("archive", "ingest", "search_web")

# Which package may import which other one.
WINGS = {"archive": set[str](), "ingest": {"archive"}, "search_web": {"archive"}}

# The rooms of `archive`, ground floor first; a room imports only from floors below its own, never a neighbour.
FLOORS = (
    {"errors", "processes"},
    {"config"},
    {"text"},
    {"works"},
    {"cite", "store", "query"},
    {"index"},
    {"accession", "indexing", "desk"},
    {"opening", "intake"},
    {"ask"},
    {"quality"},
    {"commands"},
    {"cli"},
    {
        "withdraw_cli",
        "export_cli",
        "upkeep_cli",
        "quality_cli",
        "help_cli",
        "ladder_cli",
        "names_cli",
        "topics_cli",
        "desk_cli",
    },
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# Where each library from outside may be imported: a module, or a folder of them; "*cli" is every command line.
LIBRARIES = {
    "alembic": {"archive.store", "archive.desk"},
    "apiflask": {"search_web"},
    "argon2": {"archive.desk"},
    "babel": {"search_web.language"},
    "bs4": {"ingest.sources"},
    "charset_normalizer": {"ingest.charset"},
    "click": {"*cli", "archive.commands"},
    "docx": {"search_web.formats"},
    "flask": {"search_web"},
    "flask_compress": {"search_web"},
    "fontTools": {"search_web.formats.fonts"},
    "fpdf": {"search_web.formats"},
    "ftfy": {"ingest.legacy"},
    "jinja2": {"search_web"},
    "lxml": {"ingest.extract", "ingest.sources", "search_web.formats", "search_web.machine"},
    "mammoth": {"ingest.extract"},
    "markupsafe": {"search_web"},
    "itemadapter": {"ingest.crawl"},
    "numpy": {"archive.text", "archive.index", "ingest.extract"},
    "openpyxl": {"ingest.extract", "search_web.formats"},
    "pydantic": {"search_web.machine"},
    "pypdfium2": {"ingest.extract"},
    "pyvi": {"archive.text"},
    "protego": {"ingest.crawl"},
    "rich": {"*cli"},
    "scrapy": {"ingest.crawl"},
    "sqlalchemy": {"archive.store", "archive.desk"},
    "twisted": {"ingest.crawl"},
    "w3lib": {"ingest.crawl"},
    "waitress": {"search_web"},
    "warcio": {"ingest.capture", "ingest.warc"},
    "werkzeug": {"search_web"},
    "whoosh": {"archive.index.whoosh"},
    "xlrd": {"ingest.extract"},
}

NAMELESS = re.compile(r"(utils?|helpers?|common|misc|base|core)")
MODULE_LINES, FUNCTION_LINES, POSITIONAL = 350, 60, 5
NUMBER_ROOMS = ("archive.works.number", "archive.cite")

Offence = tuple[int, str]
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its dotted name, where it stands in the project, its text and its tree."""

    name: str
    place: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]

    def inside(self, rooms: set[str] | tuple[str, ...]) -> bool:
        """Whether the module is one of these rooms or stands in one."""
        last = self.name.rpartition(".")[2]
        is_door = last == "cli" or last.endswith("_cli")
        return any(
            (room == "*cli" and is_door) or self.name == room or self.name.startswith(room + ".") for room in rooms
        )


def read(path: Path, root: Path = PROJECT) -> Module:
    place = path.relative_to(root)
    parts = place.with_suffix("").parts
    text = path.read_text(encoding="utf-8")
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, str(place), text, ast.parse(text))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the project; read when a rule is held to them, not by every worker that collects tests."""
    return tuple(read(path) for package in PACKAGES for path in sorted((PROJECT / package).rglob("*.py")))


@cache
def known() -> frozenset[str]:
    return frozenset(module.name for module in modules())


@cache
def nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """Everything in a tree: walked once for all rules."""
    return tuple(ast.walk(tree))


def imports(module: Module) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything imported anywhere in the module, late and typing-only imports too."""
    for node in nodes(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "." * node.level + (node.module or "")
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                longer = f"{node.module}.{alias.name}"
                yield node.lineno, longer if longer in known() or node.module in WINGS else node.module


def goes_down(room: str, other: str) -> bool:
    """Whether a room of `archive` may import another: itself, or one on a lower floor; strangers are told elsewhere."""
    return other == room or other not in FLOOR or room not in FLOOR or FLOOR[other] < FLOOR[room]


def own_imports(module: Module) -> Iterator[Offence]:
    """The direction of every import of our own: `search_web → archive ← ingest`, and downward within `archive`."""
    room = ".".join(module.name.split(".")[1:2])
    if module.package == "archive" and room and room not in FLOOR:
        yield 1, f"the room {room} has no floor: give it one in FLOORS"
    for line, name in imports(module):
        package, _, rest = name.partition(".")
        if name.startswith("."):
            yield line, f"import {name}: rooms are named by their full path"
        elif package in WINGS and package != module.package and package not in WINGS[module.package]:
            yield line, f"{module.package} imports {name}"
        elif package == module.package == "archive" and not goes_down(room, rest.partition(".")[0]):
            yield line, f"{room} imports {name}, which is not on a lower floor"


def outside_libraries(module: Module) -> Iterator[Offence]:
    """Every library from outside in its own room."""
    for line, name in imports(module):
        library = name.partition(".")[0]
        if library in sys.stdlib_module_names or library in WINGS or not library:
            continue
        if library not in LIBRARIES:
            yield line, f"{library} has no room: give it one in LIBRARIES, and a reason in docs/design.md"
        elif not module.inside(LIBRARIES[library]):
            yield line, f"{library} is imported outside {', '.join(sorted(LIBRARIES[library]))}"


def nameless(module: Module) -> Iterator[Offence]:
    """No module or folder whose name says nothing of what is in it."""
    for part in module.name.split("."):
        if NAMELESS.fullmatch(part.strip("_")):
            yield 1, f"the name {part} says nothing of what is kept here"


def functions(module: Module) -> Iterator[FunctionNode]:
    yield from (node for node in nodes(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def sizes(module: Module) -> Iterator[Offence]:
    """Modules and functions that can be read at one sitting, calls that can be read without the signature."""
    lines = module.text.count("\n")
    if lines > MODULE_LINES:
        yield 1, f"{lines} lines, at most {MODULE_LINES}"
    for node in functions(module):
        long = (node.end_lineno or node.lineno) - node.lineno + 1
        if long > FUNCTION_LINES:
            yield node.lineno, f"{node.name} has {long} lines, at most {FUNCTION_LINES}"
        names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        count = len(names) - (names[:1] in (["self"], ["cls"]))
        if count > POSITIONAL:
            yield node.lineno, f"{node.name} takes {count} positional parameters, at most {POSITIONAL}"


def docstrings(module: Module) -> Iterator[Offence]:
    """What a public module, class or function is, said in its first lines."""
    if ast.get_docstring(module.tree) is None:
        yield 1, "the module has no docstring"
    yield from _undocumented(module.tree)


def _undocumented(owner: ast.Module | ast.ClassDef) -> Iterator[Offence]:
    for node in owner.body:
        if isinstance(node, FunctionNode | ast.ClassDef) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                yield node.lineno, f"{node.name} has no docstring"
            if isinstance(node, ast.ClassDef):
                yield from _undocumented(node)


# The pieces a pattern for a document number is made of; what is between them does not matter. "d" a digit, "s" a
# slash or a set of separators with one, "l" capital letters, "x" anything else.
PIECES = re.compile(
    r"""
      (?P<d> \\d | \[ [^\]]* (?:0-9|\\d) [^\]]* \] )        # \d  [0-9]  [\dO]
    | (?P<s> \[ [^\]\w]* / [^\]\w]* \] | / )                # /  [-/]  [/–-]
    | (?P<l> \[ [^\]]* (?:A-Z|Đ) [^\]]* \] | [A-ZĐ]{2} )    # [A-ZĐ]+  QĐ  NĐ
    | (?P<_> \(\?P<\w+> | \(\?[:=!<]* | \\[sb] | \{[\d,]*\} | \[ [-\u2013\u2014\\s. ]* \] | [\s()?*+|^$-] )
    | (?P<x> \\? . )
    """,
    re.VERBOSE | re.DOTALL,
)


def is_number_pattern(pattern: str) -> bool:
    r"""Whether a string is a pattern for digit-slash-code, the shape of a document number.

    Must: `\d+/\d{4}/NĐ-CP`, `(\d+)\s*[-/]\s*([A-ZĐ]+)`. Must not: `\d{1,2}/\d{1,2}/\d{4}` (a date), `/page/\d+`.
    """
    if "/" not in pattern or not ("\\d" in pattern or "0-9" in pattern):
        return False  # no slash or no digit: nearly every string of a program
    pieces = "".join(str(match.lastgroup) for match in PIECES.finditer(re.sub(r"(?m)\s#.*$", "", pattern)))
    return re.search(r"d(sd)*sl", pieces.replace("_", "")) is not None


def number_patterns(module: Module) -> Iterator[Offence]:
    """No pattern for a document number outside the rooms of numbers and references."""
    if module.inside(NUMBER_ROOMS):
        return
    prose = {id(node.value) for node in nodes(module.tree) if isinstance(node, ast.Expr)}
    texts = [node for node in nodes(module.tree) if isinstance(node, ast.Constant) and id(node) not in prose]
    for node in texts:
        if isinstance(node.value, str) and is_number_pattern(node.value):
            yield node.lineno, f"a pattern for document numbers, which live in {' and '.join(NUMBER_ROOMS)}"


RULES = (own_imports, outside_libraries, nameless, sizes, docstrings, number_patterns)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_module_keeps_the_rule(rule: Callable[[Module], Iterator[Offence]]) -> None:
    offenders = [f"{module.place}:{line}: {what}" for module in modules() for line, what in rule(module)]
    assert not offenders, "\n" + "\n".join(offenders)


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {module.name: {name for _, name in imports(module) if name in known()} for module in modules()}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))
    assert set(order) == known()


def tracked() -> list[Path]:
    """The files of the project: what git keeps or would keep; in a copy without git, those of the known folders."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    names = answer.stdout.split("\0") if answer.returncode == 0 else []
    folders = (*PACKAGES, "docs", "tests", "tools")
    paths = [PROJECT / name for name in names if name] or [
        *PROJECT.glob("*.*"),
        *(path for folder in folders for path in (PROJECT / folder).rglob("*.*") if "__pycache__" not in path.parts),
    ]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_place_of_one_machine() -> None:
    homes = re.compile(r"(?<![\w.>/-])/(?:root|home/[a-z]\w*|Users/\w+)/" + "|" + re.escape(f"{PROJECT}/"))
    offenders = [
        f"{path.relative_to(PROJECT)}:{line}: {found[0]}"
        for path in tracked()
        if path.relative_to(PROJECT).parts[:2] != ("corpus", "documents")
        for line, text in enumerate(path.read_text(encoding="utf-8", errors="ignore").splitlines(), 1)
        if (found := homes.search(text))
    ]
    assert not offenders, "\n" + "\n".join(offenders)


def sample(name: str, text: str) -> Module:
    return Module(name, name.replace(".", "/") + ".py", text, ast.parse(text))


DOCUMENTED = '"""Doc."""\n'


@pytest.mark.parametrize(
    ("rule", "module", "line"),
    [
        pytest.param(own_imports, sample("archive.text.x", "import ingest.pipeline"), 1, id="archive knows no ingest"),
        pytest.param(own_imports, sample("search_web.x", "from ingest import cli"), 1, id="the wings never meet"),
        pytest.param(own_imports, sample("archive.text.x", "import archive.works.number"), 1, id="upward"),
        pytest.param(own_imports, sample("archive.cite.x", "from archive import store"), 1, id="a whole room"),
        pytest.param(own_imports, sample("archive.cite.x", "from archive.store import db"), 1, id="a neighbour"),
        pytest.param(own_imports, sample("archive.cite.x", "\ndef f():\n import archive.ask.answer"), 3, id="late"),
        pytest.param(own_imports, sample("archive.cite.x", "from . import find"), 1, id="relative"),
        pytest.param(own_imports, sample("archive.attic", ""), 1, id="a room without a floor"),
        pytest.param(own_imports, sample("archive.ask.x", "import archive.store.links"), None, id="downward is right"),
        pytest.param(outside_libraries, sample("archive.works.x", "import pyvi"), 1, id="a library away from home"),
        pytest.param(outside_libraries, sample("archive.index.x", "from whoosh.fields import ID"), 1, id="next door"),
        pytest.param(outside_libraries, sample("ingest.x", "import requests"), 1, id="a library nobody chose"),
        pytest.param(outside_libraries, sample("ingest.cli", "import click, json"), None, id="at home"),
        pytest.param(nameless, sample("ingest.helpers", ""), 1, id="a nameless module"),
        pytest.param(nameless, sample("archive.core.x", ""), 1, id="a nameless folder"),
        pytest.param(nameless, sample("archive.basement", ""), None, id="a name that only begins alike"),
        pytest.param(sizes, sample("ingest.x", "\n" * 351), 1, id="a long module"),
        pytest.param(sizes, sample("ingest.x", "def f():\n" + "    f()\n" * 60), 1, id="a long function"),
        pytest.param(sizes, sample("ingest.x", "def f(a, b, c, d, e, f): ..."), 1, id="six positional"),
        pytest.param(sizes, sample("ingest.x", "def f(self, b, c, d, e, f, *, g): ..."), None, id="five and a keyword"),
        pytest.param(docstrings, sample("ingest.x", ""), 1, id="a silent module"),
        pytest.param(docstrings, sample("ingest.x", DOCUMENTED + "def f(): ..."), 2, id="a silent function"),
        pytest.param(
            docstrings, sample("ingest.x", DOCUMENTED + f"class A:\n {DOCUMENTED} def f(self): ..."), 4, id="in"
        ),
        pytest.param(docstrings, sample("ingest.x", DOCUMENTED + "def _f(): ..."), None, id="a private function"),
        pytest.param(number_patterns, sample("ingest.x", r"P = r'\d+/\d{4}/NĐ'"), 1, id="a number"),
        pytest.param(number_patterns, sample("archive.cite.x", r"P = r'\d+/\d{4}/NĐ'"), None, id="in its room"),
        pytest.param(number_patterns, sample("ingest.x", 'def f():\n r"""\\d+/NĐ"""'), None, id="in prose"),
    ],
)
def test_a_rule_catches_what_it_is_for(
    rule: Callable[[Module], Iterator[Offence]], module: Module, line: int | None
) -> None:
    assert [found for found, _ in rule(module)] == ([] if line is None else [line])


@pytest.mark.parametrize(
    ("pattern", "is_number"),
    [
        pytest.param(r"\d+/\d{4}/NĐ-CP", True, id="a decree"),
        pytest.param(r"(\d{1,4})\s*[-/]\s*([A-ZĐ]+)", True, id="a Party number with either separator"),
        pytest.param(r"(?P<serial>[0-9]+)/(?P<code>[A-ZĐƯ-]{2,})", True, id="named groups"),
        pytest.param("(?x) \\d+   # the serial\n / [A-Z]+", True, id="spread over lines"),
        pytest.param(r"\d{1,2}/\d{1,2}/\d{4}", False, id="a date"),
        pytest.param(r"/page/\d+", False, id="the address of a page"),
        pytest.param(r"https?://[a-z]+/\d+/[a-z]+", False, id="an address"),
        pytest.param(r"\d+-[A-Z]+", False, id="no slash: a code of another kind"),
        pytest.param("%d/%m/%Y", False, id="how a date is printed"),
    ],
)
def test_patterns_for_numbers_are_told_from_others(pattern: str, is_number: bool) -> None:
    assert is_number_pattern(pattern) is is_number
