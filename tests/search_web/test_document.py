"""The page of a work: every reference a link, every value with its source, hostile texts harmless."""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from archive.store import documents, links
from archive.store.database import Database
from tests.search_web.conftest import CITING_ARTICLES, DIRECTIVE, GUIDE
from tests.search_web.htmlcheck import read


def page_of(client: FlaskClient, address: str) -> str:
    answer = client.get(f"/vb/{address}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def text_part(page: str) -> str:
    return page[page.index('<div class="text">') : page.index("</main>")]


def addresses(database: Database, genre: str) -> list[str]:
    with database.reading() as connection:
        every = documents.find_by_serial(connection, 47)
        cited = {citing.card.id for card in every for citing in links.cited_by(connection, card.id)}
        cards = documents.cards(connection, {*cited, *(card.id for card in every)})
    return [card.id for card in cards.values() if card.genre == genre]


def test_the_head_names_cites_and_claims_nothing(client: FlaskClient) -> None:
    page = page_of(client, DIRECTIVE)
    assert "<h1>Chỉ thị 47-CT/TU</h1>" in page
    assert "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai về nâng cao chất lượng sinh hoạt chi bộ" in page
    assert '<strong class="status unknown">Chưa rõ hiệu lực</strong>' in page
    assert "kho chưa thấy nguồn nào nói về hiệu lực" in page
    assert "VĂN BẢN MINH HỌA" in page


def test_every_mention_is_a_link_in_place(client: FlaskClient, database: Database) -> None:
    for address in [DIRECTIVE, GUIDE, *addresses(database, "article")]:
        with database.reading() as connection:
            mentions = links.mentions_of(connection, address)
        anchors = re.findall(r'<a class="ref[^"]*"[^>]*>(.*?)</a>', text_part(page_of(client, address)), re.DOTALL)
        assert sorted(unescape(one) for one in anchors) == sorted(one.mention.surface for one in mentions)


def test_a_link_tells_its_target_and_leads_to_the_cited_part(client: FlaskClient) -> None:
    text = text_part(page_of(client, GUIDE))
    assert f'href="/vb/{DIRECTIVE}#muc-ii-1"' in text
    assert 'title="Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai về nâng cao' in text


def test_a_plenum_leads_to_its_candidates_on_the_page(client: FlaskClient) -> None:
    text = text_part(page_of(client, DIRECTIVE))
    tab = rf'class="ref-open ref-maybe" href="/vb/{DIRECTIVE}/vien-dan#(dan-\d+)"'
    place = re.search(tab + r"[^>]*>Nghị quyết Trung ương 4 khóa XII<", text)
    assert place
    page = page_of(client, f"{DIRECTIVE}/vien-dan")
    entry = page[page.index(f'<li class="case" id="{place[1]}"') :]
    entry = entry[: entry.index("<blockquote>")]
    assert "Có thể là" in entry
    assert "04-NQ/TW" in entry


def test_an_ambiguous_number_names_every_work_it_may_be(client: FlaskClient, database: Database) -> None:
    article = next(one for one in addresses(database, "article") if "vung-cao" in one)
    page = page_of(client, f"{article}/vien-dan")
    assert "Có thể là một trong các văn bản:" in page
    assert "Tỉnh ủy Tuyên Quang" in page[page.index("Có thể là một trong") :]


def test_citing_works_come_with_the_sentence_and_the_number_marked(client: FlaskClient) -> None:
    page = page_of(client, f"{DIRECTIVE}/duoc-vien-dan")
    assert re.search(r"<blockquote>Hướng dẫn thực hiện Chỉ thị số <mark>47-CT/TU</mark>, ngày 11/11/2014", page)
    assert f"Được viện dẫn trong {CITING_ARTICLES + 3} văn bản" in page


def test_citing_works_are_grouped_by_relation_and_a_long_group_has_pages(client: FlaskClient) -> None:
    page = page_of(client, f"{DIRECTIVE}/duoc-vien-dan")
    labels = re.findall(r'<h3 id="[^"]+">([^<]+) <span', page)
    assert labels[-1] == "Được nhắc đến"
    assert "Được hướng dẫn bởi" in labels or "Được thực hiện bởi" in labels
    mentioned = page[page.index('<section class="group" id="nhac-den"') :]
    assert mentioned.count('<li class="case">') == 10
    assert "Xem tất cả" in mentioned
    every = page_of(client, f"{DIRECTIVE}/duoc-vien-dan?quan-he=nhac-den")
    assert every.count('<li class="case">') == CITING_ARTICLES
    days = re.findall(r'<time datetime="(\d{4}-\d\d-\d\d)">', every[every.index('<section class="group"') :])
    assert days == sorted(days, reverse=True)
    assert page_of(client, f"{DIRECTIVE}/duoc-vien-dan?quan-he=lung-tung").count("<h3 id=") == len(labels)


def test_each_value_shows_the_words_it_was_read_from(client: FlaskClient) -> None:
    page = page_of(client, f"{DIRECTIVE}/thong-tin")
    table = page[page.index('<section id="thong-tin"') :]
    row = table[table.index("Cơ quan ban hành") :]
    row = row[: row.index("</tr>")]
    assert "“Tỉnh ủy Lào Cai”" in row
    assert "đọc trong văn bản" in row
    place = re.search(r'href="/vb/[^"#]+#([^"]+)"', row)
    assert place
    assert re.search(rf'id="{place[1]}"[^>]*>Tỉnh ủy Lào Cai', page_of(client, DIRECTIVE))
    assert "chưa rõ" in table[table.index("Người ký") :]


def test_a_value_from_context_says_so(client: FlaskClient) -> None:
    page = page_of(client, "tinh-uy-tuyen-quang/chi-thi/2014/47-ct-tu/thong-tin")
    assert "suy từ ngữ cảnh" in page


def test_the_letterhead_is_the_documents_own_or_says_that_it_is_made(client: FlaskClient) -> None:
    own, made = page_of(client, DIRECTIVE), page_of(client, "tinh-uy-tuyen-quang/chi-thi/2014/47-ct-tu")
    assert "Phần đầu này dựng lại" not in own
    assert re.search(r'<div class="letterhead"><div class="left"><p id="doan-1">Tỉnh ủy Lào Cai</p>', own)
    assert "Phần đầu này dựng lại" in made
    assert "ngày 05 tháng 3 năm 2014" in made


def test_contents_and_anchors_of_a_law(client: FlaskClient) -> None:
    page = page_of(client, "chinh-phu/nghi-dinh/2020/30-2020-ndd-cp")
    assert page.count('<a href="#dieu-2">Điều 2. Giải thích từ ngữ</a>') == 2  # beside the text, and above it on phones
    assert re.search(r'<p id="dieu-1-khoan-2" class="item">2\. Cơ quan', page)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page


def test_a_directive_is_set_as_on_paper(client: FlaskClient) -> None:
    page = page_of(client, DIRECTIVE)
    assert re.search(r'class="on-paper type">CHỈ THỊ</p>', page)
    assert re.search(r'class="on-paper subject">về nâng cao', page)
    assert '<span class="together">ngày 11 tháng 11 năm 2014</span>' in page


def test_an_article_says_its_headline_once(client: FlaskClient, database: Database) -> None:
    address = next(one for one in addresses(database, "article") if "vung-cao" in one)
    page = page_of(client, address)
    assert page.count("Chi bộ vùng cao giữ nếp sinh hoạt</h1>") == 1
    assert "giữ nếp" not in text_part(page)


def test_former_texts_are_kept_and_can_be_read(client: FlaskClient) -> None:
    page = page_of(client, DIRECTIVE)
    assert "từng chi bộ, đảng viên" in text_part(page)
    former = client.get(f"/vb/{DIRECTIVE}/ban/1")
    assert former.status_code == 200
    assert "Chỉ thị này phổ biến đến chi bộ." in former.get_data(as_text=True)
    history = page_of(client, f"{DIRECTIVE}/lich-su")
    assert f'href="/vb/{DIRECTIVE}/ban/1"' in history
    assert f"/so-sanh?a={DIRECTIVE}@1&amp;b={DIRECTIVE}@2" in unquote(history)
    present = client.get(f"/vb/{DIRECTIVE}/ban/2")  # the present text has no page as a former one
    assert (present.status_code, present.location) == (302, f"/vb/{DIRECTIVE}")
    assert client.get(f"/vb/{DIRECTIVE}/ban/9").status_code == 404


def test_a_hostile_text_is_shown_letter_by_letter(client: FlaskClient, database: Database) -> None:
    address = next(one for one in addresses(database, "article") if "script" in one)
    page = page_of(client, address)
    found = read(page)
    assert found.faults == []
    assert '<script>alert("tiêu đề")</script>' in found.words()
    assert "<img src=x onerror=alert(1)>" in found.words()
    assert not re.search(r"<script>|<img|<b>", page)


def test_a_stub_tells_what_others_say_and_how_many(client: FlaskClient) -> None:
    page = page_of(client, "ban-to-chuc-trung-uong/huong-dan/2012/09-hd-btctw")
    words = read(page).words()
    assert "Kho chưa có toàn văn. Những điều dưới đây đọc từ 2 văn bản dẫn nó." in words
    assert "Ban Tổ chức Trung ương 2 văn bản" in words
    assert "02/03/2012 2 văn bản" in words
    assert "nội dung sinh hoạt chi bộ 1 văn bản" in words
    assert "Danh mục đối chiếu" in words
    assert page.count("<blockquote>") == 2


def test_a_stub_of_the_table_alone_says_that_nobody_cites_it(client: FlaskClient) -> None:
    assert "Chưa văn bản nào trong kho dẫn nó" in page_of(client, "ban-to-chuc-trung-uong/huong-dan/2025/42-hd-btctw")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param("tinh-uy-lao-cai/chi-thi/2014/48-ct-tu", 404, id="a number nobody bears"),
        pytest.param("x", 404, id="no address at all"),
        pytest.param("../../etc/passwd", 404, id="a way out"),
        pytest.param("a" * 3000, 404, id="a long address"),
        pytest.param("%00", 404, id="a null byte"),
        pytest.param("<script>alert(1)</script>", 404, id="markup"),
    ],
)
def test_an_address_nobody_has(client: FlaskClient, address: str, expected: int) -> None:
    answer = client.get(f"/vb/{address}")
    assert answer.status_code == expected
    assert read(answer.get_data(as_text=True)).faults == []


def test_a_number_at_the_wrong_body_is_answered_with_near_ones(client: FlaskClient) -> None:
    page = client.get("/vb/tinh-uy-ha-giang/chi-thi/2014/47-ct-tu").get_data(as_text=True)
    assert "Có thể là một trong các văn bản này" in page
    assert f'href="/vb/{DIRECTIVE}"' in page
