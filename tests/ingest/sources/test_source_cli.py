"""`vankien source`: the list of sources, and a profile tried on a saved page."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ingest.source_cli import source
from tests.ingest.crawl.site import directive, page
from tests.ingest.sources.test_profile import GOOD, written
from tests.ingest.sources.test_profile_reading import VBPL_LIST


def run(*arguments: object) -> Result:
    return CliRunner().invoke(source, [str(one) for one in arguments])


def test_the_sources_are_listed() -> None:
    shape = json.loads(run("list", "--json").stdout)
    assert {"name": "vbpl", "title": "Cơ sở dữ liệu quốc gia về văn bản pháp luật", "hosts": ["vbpl.vn"]} in shape
    assert "cong-bao" in run("list").stdout


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "trang.html"
    path.write_bytes(page("Chỉ thị 12", directive(12)))
    return path


def trial_of(profile: object, saved_page: Path, *options: str) -> tuple[int, dict[str, Any]]:
    result = run("test", profile, saved_page, "--json", *options)
    shape: dict[str, Any] = json.loads(result.stdout)
    return result.exit_code, shape


def test_a_document_is_shown_as_the_archive_would_read_it(tmp_path: Path, saved: Path) -> None:
    status, shape = trial_of(written(tmp_path, GOOD), saved)
    assert (status, shape["kind"], shape["refused"]) == (0, "detail", "")
    assert (shape["archive"]["number"], shape["archive"]["issuer"]) == ("12-CT/TU", "Ban Thường vụ Tỉnh ủy Lào Cai")


def test_a_secret_page_is_not_shown(tmp_path: Path, saved: Path) -> None:
    saved.write_bytes(page("Chỉ thị", directive(12).replace("<p>*</p>", "<p>TỐI MẬT</p>")))
    numbered = GOOD + "hints.number = { css = 'p', pattern = '[0-9]+-CT/TU' }"
    _status, shape = trial_of(written(tmp_path, numbered), saved)
    assert set(shape["archive"]) == {"refused"}
    assert "12-CT/TU" not in json.dumps(shape)


def test_rows_and_silent_selectors_are_printed(tmp_path: Path) -> None:
    path = tmp_path / "ds.html"
    path.write_text(VBPL_LIST.replace('class="right"', 'class="phai"'), "utf-8")
    result = run("test", "vbpl", path, "--url", "https://vbpl.vn/TW/Pages/vanban.aspx")
    assert result.exit_code == 1
    assert "2 dòng:" in result.stdout
    assert "số, ký hiệu: 07/VBHN-VPQH" in result.stdout
    assert "? hints.date: không đọc được gì" in result.stdout


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    result = run("test", "vbpl", tmp_path / "khong-co.html")
    assert "Không đọc được" in str(result.exception)


def test_a_page_of_contents_has_no_rows_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "muc-luc.html"
    path.write_text("<select id='gazette-year'><option>Năm</option><option>2026</option></select>", "utf-8")
    result = run("test", "cong-bao-son-la", path, "--url", "https://congbao.sonla.gov.vn/congbao.nsf/DanhMucVB")
    assert "Không có dòng văn bản nào." in result.stdout
    assert "RestrictToCategory=2026" in result.stdout
