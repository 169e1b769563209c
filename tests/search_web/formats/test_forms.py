"""Linked data, text, paper and DOCX of a work: what each says, and that no text can break out of its form."""

import html
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import mammoth
import pytest
from pypdf import PdfReader

from archive.store.database import Database
from archive.works.validity import State, Status
from archive.works.vocabulary import relations
from search_web.formats import fonts
from search_web.formats.jsonld import block, described
from search_web.formats.legal import PLAIN, force, mapped_relations, terms
from search_web.formats.pdf import pdf
from search_web.formats.plain import plain
from search_web.formats.word import word
from tests.search_web.conftest import DIRECTIVE, GUIDE
from tests.search_web.formats.makings import saying, work

DECREE = "chinh-phu/nghi-dinh/2020/30-2020-ndd-cp"


def status(value: State) -> Status:
    return Status(value, date(2026, 11, 22))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


# --- linked data -----------------------------------------------------------------------------------------------------


def test_law_is_legislation(database: Database) -> None:
    said = described(work(database, DECREE, status("in_force")))
    assert said["@type"] == "Legislation"
    assert said["legislationIdentifier"] == "30/2020/NĐ-CP"
    assert said["legislationDate"] == "2020-03-05"
    assert said["legislationPassedBy"]["name"] == "Chính phủ"
    assert said["legislationJurisdiction"]["name"] == "Việt Nam"
    assert said["legislationLegalForce"] == "https://schema.org/InForce"
    assert said["@id"] == f"https://vi.du/vb/{DECREE}"
    assert {one["encodingFormat"] for one in said["encoding"]} >= {"application/pdf", "application/akn+xml"}


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(None, id="nothing asked"),
        pytest.param(status("unknown"), id="nothing known"),
        pytest.param(status("conflict"), id="sources differ"),
    ],
)
def test_no_force_without_a_claim(database: Database, known: Status | None) -> None:
    assert "legislationLegalForce" not in described(work(database, DECREE, known))


def test_a_party_directive_is_no_legislation(database: Database) -> None:
    said = described(work(database, DIRECTIVE, status("in_force")))
    assert said["@type"] == "CreativeWork"
    assert said["additionalType"] == "https://vi.du/loai/chi-thi"
    assert not [name for name in said if name.startswith("legislation")]
    assert said["creativeWorkStatus"] == "còn hiệu lực"


def test_relations_are_said_in_their_terms(database: Database) -> None:
    said = described(work(database, GUIDE))
    assert [one["@id"] for one in said["isBasedOn"]] == [f"https://vi.du/vb/{DIRECTIVE}"]
    assert f"https://vi.du/vb/{DIRECTIVE}" not in [one["@id"] for one in said.get("citation", [])]


def test_every_relation_of_the_table_is_one_of_the_archive() -> None:
    assert set(mapped_relations()) <= {one.id for one in relations()}
    assert terms("thay_the").dcterms == "replaces"
    assert terms("") == terms("theo") == PLAIN
    assert force("unknown") == force("conflict") == ""


def test_no_title_ends_the_block_of_a_page(database: Database) -> None:
    made = work(database, DIRECTIVE)
    hostile = replace(made, document=replace(made.document, title="</script><script>alert(1)</script>&"))
    written = block(hostile)
    assert "<" not in written
    assert "&" not in written
    assert json.loads(written)["headline"] == "</script><script>alert(1)</script>&"


# --- text, paper, DOCX -----------------------------------------------------------------------------------------------


def test_text_has_a_head_and_every_letter(database: Database) -> None:
    made = work(database, DIRECTIVE)
    written = plain(made).decode()
    assert written.startswith("Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai")
    assert f"Địa chỉ: https://vi.du/vb/{DIRECTIVE}" in written
    assert "Hiệu lực: chưa rõ (tính đến ngày 22/11/2026)" in written
    assert written.endswith(f"\n{made.document.text}\n")


@pytest.fixture(scope="module")
def faces() -> fonts.Faces:
    found = fonts.faces()
    if found is None:
        pytest.skip("no font with Vietnamese letters: see debian-packages.txt")
    return found


def test_paper_has_every_word_and_its_foot_on_every_page(database: Database, faces: fonts.Faces) -> None:
    long = "\n".join(f"{n}. Các chi bộ vùng cao tổ chức sinh hoạt, ghi biên bản đầy đủ, rõ ràng." for n in range(1, 90))
    made = saying(work(database, DIRECTIVE), long)
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf(made, faces))).pages]
    assert len(pages) > 2
    for ordinal, text in enumerate(pages, 1):
        even = " ".join(text.split())
        assert f"Trang {ordinal}/{len(pages)}" in even
        assert "Chỉ thị 47-CT/TU · 11/11/2014" in even
        assert "in ngày 22/11/2026" in even
    assert not words(long) - words(" ".join(pages))


def test_a_letterhead_a_table_and_headings_on_paper(database: Database, faces: fonts.Faces) -> None:
    for address in (DIRECTIVE, DECREE):
        made = work(database, address)
        read = PdfReader(BytesIO(pdf(made, faces)))
        assert not words(made.document.text) - words(" ".join(page.extract_text() for page in read.pages))
        assert read.metadata is not None
        assert str(made.card.number) in (read.metadata.title or "")
        assert read.outline


def test_the_same_work_gives_the_same_paper(database: Database, faces: fonts.Faces) -> None:
    made = work(database, DIRECTIVE)
    assert pdf(made, faces) == pdf(made, faces)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\x00\x0b", id="signs no paper has"),
        pytest.param("a" * 5000, id="a word longer than a line"),
        pytest.param("\n".join("\t".join("x" * 12) for _ in range(3)), id="more columns than a page has"),
    ],
)
def test_any_text_can_be_set(database: Database, faces: fonts.Faces, text: str) -> None:
    made = saying(work(database, DIRECTIVE), text)
    assert pdf(made, faces).startswith(b"%PDF")
    assert word(made).startswith(b"PK")


def test_a_docx_opened_again_says_the_same(database: Database) -> None:
    for address in (DIRECTIVE, DECREE, GUIDE):
        made = work(database, address)
        page = mammoth.convert_to_html(BytesIO(word(made))).value
        assert words(html.unescape(re.sub(r"<[^>]+>", " ", page))) == words(made.document.text)


def test_a_docx_has_real_headings_and_tables(database: Database) -> None:
    page = mammoth.convert_to_html(BytesIO(word(work(database, DECREE)))).value
    assert page.count("<h2>") == 3
    assert "<td><p>Tên loại</p></td>" in page


# --- fonts -----------------------------------------------------------------------------------------------------------


def test_no_font_is_said_as_none(tmp_path: Path) -> None:
    assert fonts.faces((tmp_path,)) is None
    for name in fonts.FAMILIES[0]:
        (tmp_path / name).write_bytes(b"no font")
    assert fonts.faces((tmp_path, tmp_path / "none")) is None


def test_a_font_has_every_vietnamese_letter(faces: fonts.Faces) -> None:
    assert len(set(fonts.LETTERS)) == 146
    assert "ỡ" in fonts.LETTERS
    assert "Ậ" in fonts.LETTERS
    assert all(fonts.covers(one) for one in (faces.regular, faces.bold, faces.italic))
