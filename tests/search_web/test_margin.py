"""Notes in the margin: which anchors words name, and what the page of a changed work says beside its parts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.accession import accession
from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.config import load
from archive.index.memory import MemoryEngine
from archive.store.database import open_database
from search_web import create_app
from search_web.margin import anchors_named
from tests.archive.making import BO_CHINH_TRI, capture, directive
from tests.search_web.htmlcheck import read


@pytest.mark.parametrize(
    ("provision", "anchors"),
    [
        pytest.param("Điều 5", ("dieu-5",), id="an article"),
        pytest.param("khoản 2 Điều 3", ("dieu-3-khoan-2",), id="a clause"),
        pytest.param("điểm a khoản 2 Điều 3", ("dieu-3-khoan-2-diem-a",), id="a point"),
        pytest.param("điểm đ khoản 2 Điều 3", ("dieu-3-khoan-2-diem-dd",), id="đ is not d"),
        pytest.param("khoản 1, 2 Điều 5 và Điều 7", ("dieu-5-khoan-1", "dieu-5-khoan-2", "dieu-7"), id="a list"),
        pytest.param("Điều 5 đến Điều 7", ("dieu-5", "dieu-6", "dieu-7"), id="a range"),
        pytest.param("mục II.1", ("muc-ii-1",), id="a Roman section"),
        pytest.param("Chương II", ("chuong-ii",), id="a chapter"),
        pytest.param("Phụ lục I", (), id="an annex has no anchor"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_words_name_anchors(provision: str, anchors: tuple[str, ...]) -> None:
    assert anchors_named(provision) == anchors


RULES = (
    "Điều 1. Phạm vi\n1. Quy định này nói về sinh hoạt chi bộ.\n2. Chi bộ họp mỗi tháng.\n"
    "Điều 2. Thời gian\nMỗi kỳ họp không quá một buổi.\nĐiều 3. Hiệu lực\nQuy định này có hiệu lực từ ngày ký."
)
CITED = "Quy định số 35-QĐ/TW, ngày 30/5/2019 của Bộ Chính trị"
NOTE = re.compile(r"<details><summary>(?:được|bị).*?</details>", re.DOTALL)
OLD = "trung-uong/quy-dinh/2019/35-qdd-tw"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site over rules, what changes two of their parts, and what guides one."""
    folder: Path = tmp_path_factory.mktemp("kho")
    settings = load(None, {"VANKIEN_ARCHIVE_DIR": str(folder)})
    held = (
        directive("35-QĐ/TW", body=BO_CHINH_TRI, date="2019-05-30", type="Quy định", text=RULES),
        directive(
            "40-QĐ/TW",
            body=BO_CHINH_TRI,
            date="2022-02-01",
            type="Quy định",
            text=f"Quyết định này sửa đổi, bổ sung khoản 2 Điều 1 {CITED}.\nBãi bỏ Điều 2 {CITED}.",
        ),
        directive(
            "9-HD/TW",
            body=BO_CHINH_TRI,
            date="2023-03-01",
            type="Hướng dẫn",
            text=f"Văn bản này hướng dẫn thực hiện Điều 1 {CITED}.",
        ),
    )
    with open_database(settings.database_path, create=True) as database:
        for one in held:
            mentions = find_mentions(one.text)
            accession(database, one, capture(one, f"{one.number}.txt"), mentions, claims=find_claims(one, mentions))
        yield create_app(settings, database=database, engine=MemoryEngine()).test_client()


def test_each_changed_part_has_its_note_with_work_day_and_words(site: FlaskClient) -> None:
    html = site.get(f"/vb/{OLD}").get_data(as_text=True)
    assert read(html).faults == []
    notes = [" ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in re.findall(NOTE, html)]
    assert [re.sub(r" khoản .*| Điều .*", "", one) for one in notes] == [
        "được hướng dẫn 01/03/2023 , theo Hướng dẫn 09-HD/TW",
        "được sửa đổi, bổ sung 01/02/2022 , theo Quy định 40-QĐ/TW",
        "bị bãi bỏ 01/02/2022 , theo Quy định 40-QĐ/TW",
    ]
    assert "khoản 2 Điều 1" in notes[1]
    assert "Quyết định này sửa đổi, bổ sung khoản 2 Điều 1" in notes[1]
    assert f"Bãi bỏ Điều 2 {CITED}" in notes[2]


def test_a_note_stands_at_its_part(site: FlaskClient) -> None:
    html = site.get(f"/vb/{OLD}").get_data(as_text=True)
    clause = html.index('id="dieu-1-khoan-2"')
    assert html.rindex("được sửa đổi, bổ sung", 0, clause) > html.index('id="dieu-1-khoan-1"')
    heading = html.index('<h3 id="dieu-2"') if '<h3 id="dieu-2"' in html else html.index('id="dieu-2"')
    assert html.index("bị bãi bỏ", heading - 400) < html.index('id="dieu-3"')


def test_a_work_nobody_changes_has_no_margin(site: FlaskClient) -> None:
    assert '<div class="margin' not in site.get("/vb/trung-uong/huong-dan/2023/09-hd-tw").get_data(as_text=True)
