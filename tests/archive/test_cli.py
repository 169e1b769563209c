"""The commands that read: their shapes for programs, their lines for people, their sentences when there is nothing."""

import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive import indexing
from archive.cite.mentions import find_mentions
from archive.commands import main
from archive.index.whoosh.engine import WhooshEngine
from archive.store.database import open_database
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, directive, take

TEXT = "Thị ủy thực hiện Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai. Chỉ thị số 47-CT/TU nêu ba việc."
MENTION_KEYS = {
    "start", "end", "surface", "number", "type", "date", "issuer", "title", "relation", "provision", "target",
    "candidates", "rule",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of four works: two namesakes, an article that cites one of them, a plan of another province."""
    folder = tmp_path_factory.mktemp("kho")
    with open_database(folder / "vankien.sqlite", create=True) as database:
        law = directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", title="sinh hoạt chi bộ", text="Chi bộ họp đều.")
        take(database, law, "a.txt")
        take(database, directive("27-KH/TU", body=LAO_CAI, date="2025-11-14", type="Kế hoạch"), "b.txt")
        take(database, directive("27-KH/TU", body=TUYEN_QUANG, date="2025-10-20", type="Kế hoạch"), "c.txt")
        take(database, article(TEXT, title="Thị ủy học tập", date="2021-03-09"), "tin.html", find_mentions(TEXT))
        with closing(WhooshEngine(folder / "index")) as engine:
            indexing.catch_up(database, engine)
    return folder


@pytest.fixture
def kho(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "kho"))


def run(name: str, kho: Path | None, *arguments: str, given: bytes | None = None) -> Result:
    place = ["--archive", str(kho)] if kho else []
    return CliRunner().invoke(main, [name, *place, *arguments], input=given)


def shape(name: str, kho: Path | None, *arguments: str, given: bytes | None = None) -> Any:  # noqa: ANN401
    result = run(name, kho, "--json", *arguments, given=given)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# --- search ----------------------------------------------------------------------------------------------------------


def test_search_has_the_keys_of_the_contract(kho: Path) -> None:
    found = shape("search", kho, "chi bộ")
    assert found.keys() >= {"query", "total", "exact", "hits", "facets", "suggestions", "coverage"}
    assert found["hits"][0].keys() >= {
        "id", "number", "type", "issuer", "date", "title", "status", "genre", "score", "why", "snippet", "url",
    }  # fmt: skip
    assert found["coverage"]["directives"] == 3


@pytest.mark.parametrize("typed", ["47-CT/TU", "chi thi 47", "47 CT TU", "47-ct/tu"])
def test_a_typed_number_is_first(kho: Path, typed: str) -> None:
    exact = shape("search", kho, typed)["exact"]
    assert [one["number"] for one in exact if one["id"]] == ["47-CT/TU"]
    assert exact[0]["id"], "what was never checked stands behind"


def test_filters_and_order(kho: Path) -> None:
    plans = shape("search", kho, "--type", "kế hoạch", "--sort", "date", "27-KH/TU")
    assert [one["date"] for one in plans["hits"]] == ["2025-11-14", "2025-10-20"]
    late = shape("search", kho, "--from", "2025-11-01", "27-KH/TU")
    assert [one["date"] for one in late["hits"]] == ["2025-11-14"]


@pytest.mark.parametrize("harm", ["away", "damaged"])
def test_without_its_index_it_says_so_and_numbers_still_answer(kho: Path, harm: str) -> None:
    if harm == "away":
        shutil.rmtree(kho / "index")
    else:
        for file in (one for one in (kho / "index").rglob("*") if one.is_file()):
            file.write_bytes(b"hong")
    found = shape("search", kho, "47-CT/TU")
    assert (found["indexed"], [one["number"] for one in found["exact"] if one["id"]]) == (False, ["47-CT/TU"])
    assert any("vankien reindex" in notice for notice in found["notices"])
    told = run("search", kho, "47-CT/TU")
    assert told.exit_code == 0
    assert "vankien reindex" in told.stderr
    assert "Chỉ thị 47-CT/TU" in told.stdout


def test_for_people_each_hit_says_what_it_is_and_why(kho: Path) -> None:
    output = run("search", kho, "chi", "bộ", "họp").stdout
    assert "Chỉ thị 47-CT/TU · Tỉnh ủy Lào Cai · 11/11/2014 · sinh hoạt chi bộ" in output
    assert "vì sao:" in output


# --- one work --------------------------------------------------------------------------------------------------------


def test_show_has_the_keys_of_the_contract(kho: Path) -> None:
    found = shape("show", kho, "47-CT/TU")
    assert found.keys() >= {"text", "metadata", "citations", "cited_by", "validity"}
    assert found["metadata"]["number"]["value"] == "47-CT/TU"
    assert [one["title"] for one in found["cited_by"]] == ["Thị ủy học tập"]
    assert shape("show", kho, f"/vb/{found['id']}") == found


def test_a_number_of_several_works_gives_the_list(kho: Path) -> None:
    found = shape("show", kho, "27-KH/TU")["candidates"]
    assert {one["issuer"] for one in found} == {"Tỉnh ủy Lào Cai", "Tỉnh ủy Tuyên Quang"}
    assert found[0].keys() >= {"number", "type", "date", "issuer", "title", "id"}
    assert run("show", kho, "27-KH/TU").stdout.startswith("Nhiều văn bản cùng số:")


def test_show_for_people(kho: Path) -> None:
    output = run("show", kho, "47-CT/TU").stdout
    assert output.splitlines()[0] == "Chỉ thị 47-CT/TU · Tỉnh ủy Lào Cai · 11/11/2014 · sinh hoạt chi bộ"
    assert output.endswith("Chi bộ họp đều.\n")


def test_cites_and_cited_by(kho: Path) -> None:
    law = shape("show", kho, "47-CT/TU")["id"]
    news = shape("cited-by", kho, law)[0]
    assert news["sentences"][0]["text"].startswith("Thị ủy thực hiện")
    cited = shape("cites", kho, news["id"])
    assert cited[0].keys() >= MENTION_KEYS
    assert cited[0]["target"] == law
    assert "Chỉ thị 47-CT/TU" in run("cites", kho, news["id"]).stdout
    assert "Thị ủy thực hiện" in run("cited-by", kho, "47-CT/TU").stdout


@pytest.mark.parametrize("name", ["cites", "cited-by"])
def test_a_number_of_several_works_is_no_answer_there(kho: Path, name: str) -> None:
    result = run(name, kho, "27-KH/TU")
    assert result.exit_code == 1
    assert "là số của 2 văn bản" in result.stderr
    assert "tinh-uy-tuyen-quang" in result.stderr


@pytest.mark.parametrize("name", ["show", "cites", "cited-by"])
def test_what_is_not_held_is_said(kho: Path, name: str) -> None:
    result = run(name, kho, "99-CT/TU")
    assert result.exit_code == 1
    assert result.stderr.startswith("Lỗi: Kho không có “99-CT/TU”.")


@pytest.mark.parametrize("name", ["search", "show", "cites", "cited-by"])
def test_without_an_archive_the_command_that_makes_one_is_named(tmp_path: Path, name: str) -> None:
    result = run(name, tmp_path / "khong-co", "47-CT/TU")
    assert result.exit_code == 1
    assert "vankien ingest" in result.stderr


# --- any text --------------------------------------------------------------------------------------------------------


def test_cite_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    found = shape("cite", None, str(file))
    assert [TEXT[one["start"] : one["end"]] for one in found] == ["47-CT/TU", "47-CT/TU"]
    assert all(one.keys() >= MENTION_KEYS for one in found)
    assert found[0]["date"] == "2014-11-11"
    assert shape("cite", None, "-", given=TEXT.encode()) == found


def test_cite_with_an_archive_says_where_each_leads(kho: Path) -> None:
    found = shape("cite", kho, "-", given=TEXT.encode())
    assert found[0]["target"] == shape("show", kho, "47-CT/TU")["id"]
    assert "→  Chỉ thị 47-CT/TU" in run("cite", kho, "-", given=TEXT.encode()).stdout


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        pytest.param(b"\xff\xfea", "không phải văn bản UTF-8", id="another encoding"),
        pytest.param(None, "Không đọc được tệp", id="no such file"),
    ],
)
def test_what_cite_cannot_read_is_a_sentence(tmp_path: Path, payload: bytes | None, words: str) -> None:
    if payload is not None:
        (tmp_path / "a.txt").write_bytes(payload)
    result = run("cite", None, str(tmp_path / "a.txt"))
    assert result.exit_code == 2
    assert result.stderr.startswith("Lỗi: ")
    assert words in result.stderr


def test_a_byte_order_mark_is_no_letter() -> None:
    assert shape("cite", None, "-", given=b"\xef\xbb\xbf" + TEXT.encode())[0]["start"] == TEXT.index("47-CT/TU")
