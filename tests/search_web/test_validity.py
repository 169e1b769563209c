"""Validity on the pages: the line under the head, its sources, another day, badges in lists, what has lapsed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.accession import accession, load_catalogue
from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.config import load
from archive.index.memory import MemoryEngine
from archive.store.database import Database, open_database
from archive.store.documents import cards
from archive.works.catalogue import catalogue
from archive.works.document import Document
from search_web import create_app
from search_web.reading import shelf
from search_web.validity import badge, foresee
from tests.archive.making import BO_CHINH_TRI, article, capture, directive
from tests.search_web.htmlcheck import read

CITED = "Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị"
NEWER = "Chỉ thị số 36-CT/TW, ngày 10/6/2024 của Bộ Chính trị"
HELD = (
    directive("35-CT/TW", body=BO_CHINH_TRI, date="2019-05-30", text="Chỉ thị này có hiệu lực từ ngày ký."),
    directive("36-CT/TW", body=BO_CHINH_TRI, date="2024-06-10", text=f"Chỉ thị này thay thế {CITED}.\n<b>Hết</b>"),
    directive("9-KH/TW", body=BO_CHINH_TRI, date="2025-03-01", type="Kế hoạch", text=f"Căn cứ {CITED}; theo {NEWER}."),
    article(f"Tin cho biết {NEWER} thay thế {CITED}.", title="Tin về đại hội", date="2024-07-02"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site over a directive, what replaces it, a plan that cites it too late, and an article."""
    folder: Path = tmp_path_factory.mktemp("kho")
    settings = load(None, {"VANKIEN_ARCHIVE_DIR": str(folder)})
    with open_database(settings.database_path, create=True) as database:
        load_catalogue(database, catalogue())
        for one in HELD:
            _take(database, one)
        yield create_app(settings, database=database, engine=MemoryEngine()).test_client()


def _take(database: Database, document: Document) -> None:
    mentions = find_mentions(document.text)
    found = find_claims(document, mentions)
    accession(database, document, capture(document, f"{document.number or 'tin'}.txt"), mentions, claims=found)


def page(site: FlaskClient, address: str) -> str:
    answer = site.get(f"/vb/{address}")
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    assert read(html).faults == []
    return read(html).words()


OLD = "trung-uong/chi-thi/2019/35-ct-tw"
NEW = "trung-uong/chi-thi/2024/36-ct-tw"
PLAN = "trung-uong/ke-hoach/2025/09-kh-tw"


def test_a_work_says_its_status_and_by_whom(site: FlaskClient) -> None:
    words = page(site, OLD)
    assert "Hết hiệu lực toàn bộ từ 10/06/2024 theo Chỉ thị 36-CT/TW · tính đến" in words


def test_the_history_says_from_which_sentence_and_how_sure(site: FlaskClient) -> None:
    words = page(site, f"{OLD}/lich-su")
    assert f"được thay thế từ 10/06/2024, theo Chỉ thị 36-CT/TW văn bản nêu Chỉ thị này thay thế {CITED}." in words
    assert "thuật lại, không dùng để kết luận" in words
    assert "có hiệu lực từ 30/05/2019, theo chính văn bản này" in words


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(
            "2022-05-01",
            "Còn hiệu lực theo chính văn bản này, Chỉ thị 36-CT/TW · tính đến 01/05/2022",
            id="between beginning and end",
        ),
        pytest.param(
            "2019-05-29",
            "Chưa có hiệu lực theo chính văn bản này · tính đến 29/05/2019 · có hiệu lực từ 30/05/2019",
            id="before its beginning",
        ),
        pytest.param("2024-06-10", "Hết hiệu lực toàn bộ từ 10/06/2024", id="on the day of its end"),
        pytest.param("hôm qua", "Không đọc được ngày đã hỏi", id="no day"),
        pytest.param("2022", "Không đọc được ngày đã hỏi", id="a year is no day"),
        pytest.param("9999-99-99", "Không đọc được ngày đã hỏi", id="not in the calendar"),
    ],
)
def test_another_day_may_be_asked_for(site: FlaskClient, asked: str, expected: str) -> None:
    for tab in ("", "/lich-su", "/duoc-vien-dan", "/thong-tin"):
        assert expected in page(site, f"{OLD}{tab}?ngay={asked}")


def test_the_chosen_day_goes_along_from_tab_to_tab_and_through_references(site: FlaskClient) -> None:
    html = site.get(f"/vb/{PLAN}?ngay=2022-05-01").get_data(as_text=True)
    for there in (f"/vb/{PLAN}/vien-dan", f"/vb/{PLAN}/lich-su", f"/vb/{OLD}"):
        assert f'href="{there}?ngay=2022-05-01"' in html
    assert "?ngay=" not in site.get(f"/vb/{PLAN}").get_data(as_text=True)


def test_what_nobody_speaks_of_is_unknown(site: FlaskClient) -> None:
    words = page(site, PLAN)
    assert "Chưa rõ hiệu lực · tính đến" in words
    assert "kho chưa thấy nguồn nào nói về hiệu lực" in words


def test_a_stub_has_its_status_from_the_table(site: FlaskClient) -> None:
    assert "Hết hiệu lực toàn bộ từ 09/01/2026 theo Quy định 399-QĐ/TW" in page(
        site, "trung-uong/quy-dinh/2017/66-qdd-tw"
    )
    unchecked = "trung-uong/chi-thi/2007/10-ct-tw"
    assert "Chưa rõ hiệu lực · tính đến" in page(site, unchecked)
    assert "bảng thẩm quyền, chưa đối chiếu" in page(site, f"{unchecked}/lich-su")


def test_what_had_ended_when_it_was_cited_is_marked(site: FlaskClient) -> None:
    assert "Đã hết hiệu lực khi viện dẫn: Chỉ thị 35-CT/TW." in page(site, f"{PLAN}/vien-dan")
    assert "khi viện dẫn:" not in page(site, f"{NEW}/vien-dan")  # it cites what it replaces


def test_a_list_has_a_badge_where_a_status_is_known(site: FlaskClient) -> None:
    html = site.get(f"/vb/{PLAN}/vien-dan").get_data(as_text=True)
    cited = html[html.index("<ol>", html.index('<section id="vien-dan"')) :]
    assert cited.count('<span class="status ended">hết hiệu lực toàn bộ</span>') == 1


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(None, "ended", id="today, where no day is asked"),
        pytest.param(date(2022, 5, 1), "in_force", id="what governed then is not shown as ended"),
        pytest.param(date(2019, 5, 29), "not_yet", id="before its beginning"),
    ],
)
def test_a_badge_is_of_the_day_that_the_list_is_of(site: FlaskClient, day: date | None, expected: str) -> None:
    with site.application.test_request_context("/"):
        card = cards(shelf().connection, [OLD])[OLD]
        foresee([card], day)
        found = badge(card)
    assert found is not None
    assert found.value == expected


def test_an_article_has_no_validity(site: FlaskClient) -> None:
    found = site.get("/?q=tin&the-loai=article").get_data(as_text=True)
    assert "hiệu lực: chưa rõ" not in found
