"""The documents say what the program does: every command, setting and field is named, every link leads somewhere."""

import importlib
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from archive.commands import SUMMARIES
from archive.config import DEFAULT_FILE, SETTINGS, Setting
from tools import reference_pages

PROJECT = Path(__file__).parent.parent
DOCS = PROJECT / "docs"
PAGES = sorted([*PROJECT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def text_of(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("name", reference_pages.PAGES)
def test_a_generated_page_is_fresh(name: str) -> None:
    page = text_of(DOCS / name)
    assert reference_pages.fresh(page, reference_pages.PAGES[name]()) == page, "run `make docs`"


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_is_in_the_table_of_what_to_do(name: str) -> None:
    by_hand = text_of(DOCS / "commands.md").partition(reference_pages.BEGIN)[0]
    assert re.search(rf"`vankien {name}( [A-Z]+…?)?`", by_hand)


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
def test_every_setting_is_named_with_its_variable_and_default(row: Setting) -> None:
    page = text_of(DOCS / "settings.md")
    assert f"| `{row.name}` | `{row.variable}` | `{row.default}` |" in page
    assert row.help.endswith(".")


def test_the_settings_page_names_the_file() -> None:
    assert f"`{DEFAULT_FILE}`" in text_of(DOCS / "settings.md")


def test_every_field_of_the_index_is_named_in_the_documents() -> None:
    fields = importlib.import_module("archive.index.fields").FIELDS
    names = {field if isinstance(field, str) else field.name for field in fields}
    documents = text_of(*DOCS.glob("*.md"))
    assert names
    assert not sorted(name for name in names if f"`{name}`" not in documents)


def targets(page: Path) -> list[str]:
    """The links of a page that lead to a file of the project."""
    found = [match["target"] for match in LINK.finditer(FENCED.sub("", text_of(page)))]
    return [target for target in found if not re.match(r"[a-z]+:|#", target)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_link_between_files_leads_somewhere(page: Path) -> None:
    dead = [target for target in targets(page) if not (page.parent / unquote(target.partition("#")[0])).exists()]
    assert not dead


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_first_page_names_the_two_commands(name: str) -> None:
    page = text_of(PROJECT / name)
    assert "make run" in page
    assert "make test" in page


def test_a_page_without_its_marks_is_not_overwritten() -> None:
    with pytest.raises(ValueError, match="needs one line"):
        reference_pages.fresh("# A page by hand\n", "generated")
