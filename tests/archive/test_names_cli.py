"""`vankien names`: candidates for the tables of abbreviations and nicknames, printed as rows that nobody opens yet."""

import json
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.names_cli import mined, names
from archive.store.database import open_database
from archive.works.document import Document
from archive.works.number import parse
from tests.archive.making import BO_CHINH_TRI, article, mention, take

GRAZING = "Ban Quản lý đồng cỏ (BQLĐC) họp. BQLĐC giao việc."


def document(place: int, text: str = "", *, title: str = "", cited_as: Sequence[str] = ()) -> Document:
    return Document("article", id=f"tin/{place}", title=title, text=text, cited_as=tuple(cited_as))


def test_what_a_text_defines_is_a_candidate_and_what_the_table_has_is_none() -> None:
    short, _ = mined([document(1, GRAZING), document(2, GRAZING), document(3, "Ủy ban Kiểm tra (UBKT) họp.")])
    assert [(one.name, one.stands_for, len(one.seen)) for one in short] == [("BQLĐC", "ban quản lý đồng cỏ", 2)]


@pytest.mark.parametrize(
    ("titles", "wanted"),
    [
        pytest.param(("giao đất trồng rừng", "hỗ trợ giao đất trồng rừng"), ["GĐTR"], id="a phrase of two titles"),
        pytest.param(("giao đất trồng rừng", "nghề rừng"), [], id="a phrase of one title is chance"),
        pytest.param(
            ("giao đất trồng rừng", "giám định tái rừng", "giao đất trồng rừng xã", "giám định tái rừng xã"),
            [],
            id="two phrases as common: neither",
        ),
    ],
)
def test_words_in_capitals_that_are_the_initials_of_titles(titles: Sequence[str], wanted: list[str]) -> None:
    documents = [document(place, "Xã xin GĐTR.", title=title) for place, title in enumerate(titles)]
    short, _ = mined(documents)
    assert [one.name for one in short] == wanted


def test_what_sentences_that_cite_call_a_document() -> None:
    sentence = "Bà con quen gọi là “khoán mười lăm”, tức Nghị quyết số 99-NQ/TW."
    cited = Document("stub", id="a", number=parse("99-NQ/TW"), title="việc đồng áng\nviệc đồng", cited_as=(sentence,))
    known = Document("stub", id="b", number=parse("10-NQ/TW"), cited_as=("thường gọi là “khoán 10”.",))
    _, (one,) = mined([cited, known])
    assert (one.name, one.numbers, one.stands_for, one.seen) == (
        "khoán mười lăm",
        ("99-NQ/TW",),
        "việc đồng áng",
        ["a"],
    )


@pytest.fixture
def kho(tmp_path: Path, empty_store: Path) -> Path:
    """An archive with a text that defines an abbreviation, and one that calls a document by a nickname."""
    shutil.copy(empty_store, tmp_path / "vankien.sqlite")
    told = "Quen gọi là “khoán mười lăm”, Nghị quyết số 99-NQ/TW nói về việc đồng áng."
    found = mention(told, "99-NQ/TW", body=BO_CHINH_TRI, date="1990-01-02", title='việc "đồng" áng')
    with open_database(tmp_path / "vankien.sqlite") as database:
        take(database, article(GRAZING, title="Tin một"), "1.html")
        take(database, article(told, title="Tin hai", date="1999"), "2.html", [found])
    return tmp_path


def run(kho: Path, *arguments: str) -> Result:
    return CliRunner().invoke(names, ["--archive", str(kho), *arguments])


def test_rows_are_ready_for_the_tables_and_not_yet_checked(kho: Path) -> None:
    result = run(kho)
    assert result.exit_code == 0, result.output
    made = tomllib.loads(result.stdout)
    (short,), (name,) = made["abbreviation"], made["nickname"]
    assert (short["short"], short["meanings"], short["checked"]) == ("BQLĐC", ["ban quản lý đồng cỏ"], False)
    assert (name["names"], name["numbers"], name["checked"]) == (["khoán mười lăm"], ["99-NQ/TW"], False)
    assert "1 văn bản trong kho, ví dụ /vb/" in short["evidence"]


def test_the_same_for_programs(kho: Path) -> None:
    shape = json.loads(run(kho, "--json").stdout)
    assert [one["name"] for one in shape["abbreviations"]] == ["BQLĐC"]
    assert shape["nicknames"][0]["works"] == 1
