"""What the profiles read in pages built like those of their portals, written here."""

import gzip

import pytest

from archive.errors import SourceError
from ingest.sources.profile_feeds import read_listing
from ingest.sources.profile_reading import parsed_page, read_detail, read_list
from ingest.sources.profile_shelf import load_profile
from ingest.sources.profile_trial import tried

VBPL_LIST = """<div class="results"><ul class="listLaw">
<li><div class="item"><p class="title"><a href="/tw/Pages/vbpq-van-ban-goc-hopnhat.aspx?ItemID=1">
  Luật 07/VBHN-VPQH</a></p><div class="left"><div class="des"><p>hợp nhất Luật Thử nghiệm</p></div>
  <div class="link"><ul><div id="d1" style="display: none"><ul class="fileAttack"><li><span>
  <a href="javascript:downloadfile('07.doc','/TW/Lists/vbpq/Attachments/1/07.doc');">07.doc</a></span></li></ul></div>
  </ul></div></div><div class="right"><p class="green"><label>Ngày xác thực:</label>02/03/2021</p></div></div></li>
<li><div class="item"><p class="title"><a href="/tw/Pages/vbpq-thuoctinh.aspx?ItemID=2&Keyword=">
  Nghị định 15/2020/NĐ-CP</a></p><div class="left"><div class="des"><p>Quy định thử</p></div></div>
  <div class="right"><p class="green"><label>Ban hành:</label> 03/02/2020</p></div></div></li></ul>
<div class="paging"><a class="current">1</a><a href="javascript:NexpageHN('','2');">2</a></div></div>"""

VBPL_PROPERTIES = """<div class="content"><div class="fulltext"><div class="vbProperties"><table>
<tr><td colspan="4" class="title">Về việc thử nghiệm</td></tr>
<tr><td class="label">Số ký hiệu</td><td>15/2020/NĐ-CP</td><td class="label">Ngày ban hành</td><td>03/02/2020</td></tr>
<tr><td class="label">Loại văn bản</td><td><a href="/x">Nghị định</a></td></tr></table></div>
<ul class="fileAttack"><li><a href="javascript:downloadfile('15.pdf','/FileData/TW/15.pdf');">15.pdf</a>
<a href="/tw/_layouts/15/WopiFrame.aspx?sourcedoc=/FileData/TW/15.pdf">Xem nhanh</a></li></ul></div></div>"""

PHAP_DIEN = """<h3>Đề mục 1.1 <br /> Thử nghiệm</h3><div class='_content'><p class='pDieu'>Điều 1.1.LQ.1. Phạm vi</p>
<p class='pGhiChu'><a href='http://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=5#Dieu_1'>(Điều 1 Luật số 07/2010/QH12 Thử
 nghiệm ngày 17/06/2010 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/01/2012)</a></p>
<p class='pNoiDung'>Nội dung.</p></div>"""

CONG_BAO_LIST = """<ul><li><a href="/van-ban/thong-tu-so-10-2026-tt-bng-470168.htm"
 title="Thông tư số 10/2026/TT-BNG quy định thử nghiệm">Thông tư số 10/2026/TT-BNG …</a></li>
<li><a href="/cong-bao/trang-42.htm" title="Công báo">Công báo</a></li></ul>"""

# The same list as another of its pages gives it: no title attributes, the gazette's issue in the address.
CONG_BAO_PLAIN = """<ul><li><a href="/van-ban/thong-tu-so-104-2026-tt-btc-470155/12345.htm">Thông tư số 104/2026/TT-BTC
 về một việc thử</a></li><li><a href="/cong-bao/trang-42.htm">Công báo điện tử</a></li></ul>"""

# As a saved list has it: a frame with the day and the link, whose words are the whole name.
CONG_BAO_FRAMED = """<div class="list-newspaper"><span class="days">Ngày ban hành: 18/03/2026</span>
<a href="/van-ban/nghi-dinh-so-7-2026-nd-cp-469146.htm" class="sapo">Nghị định số 7/2026/NĐ-CP quy định một việc thử</a>
</div>"""

# Frames with the number in a field of its own; the title attribute is the subject, which names another document.
CONG_BAO_ITEMS = """<div class="box--list"><div class="item--vb"><span class="kh">Ký hiệu: 8/2026/NĐ-CP</span>
<div class="middle"><a class="sapo" href="/van-ban/nghi-dinh-so-8-2026-nd-cp-469147.htm"
 title="Sửa đổi Nghị định số 1/2020/NĐ-CP về việc thử">Sửa đổi …</a></div>
<div class="bot"><span class="days">[Ban hành: 19/03/2026]</span></div></div></div>"""

# A saved page of a document: its properties as rows of name and value.
CONG_BAO_PROPERTIES = """<html><head><title>Nghị định số 7/2026/NĐ-CP quy định một việc thử</title></head><body>
<h1 class="title">Nghị định số 7/2026/NĐ-CP quy định một việc thử</h1><div class="popup__detail--thuoctinh">
<div class="row"><span class="name">Số ký hiệu</span><div class="value"><span class="child-value">7/2026/NĐ-CP</span>
</div></div>
<div class="row"><span class="name">Cơ quan ban hành</span><div class="value"><span class="child-value">CHÍNH PHỦ</span>
</div></div>
<div class="row"><span class="name">Ngày ban hành</span><div class="value"><span class="child-value">18/03/2026</span>
</div></div>
<div class="row"><span class="name">Ngày hiệu lực</span><div class="value"><span class="child-value">01/05/2026</span>
</div></div>
<div class="row"><span class="name">Trích yếu</span><div class="value">
<span class="child-value">Quy định một việc thử.</span>
</div></div></div>{files}</body></html>"""

# The gazette of a province, as its three saved pages are built: years, issues of a year, documents of an issue.
SON_LA_YEARS = """<select name="year" id="gazette-year"><option>2026
</option><option>2025
</option><option value="_b4_">Không rõ năm</option></select>"""

SON_LA_ISSUES = """<form action=""><table><tr valign="top"><td colspan="2" nowrap>
<a href="/congbao.nsf/GazettesByYearMonth?OpenView&amp;Start=1&amp;Collapse=1#1"></a>Tháng 7</td><td></td></tr>
<tr valign="top"><td nowrap></td><td nowrap><a href="/congbao.nsf/d66/9df?OpenDocument"><span style='color: #cc0000'
 doccate='2026%2FNo.%7B44%20%2B%2045%7D' value='Số 44 + 45 Ngày 10/7/2026'>‣</span> Số 44 + 45 Ngày 10/7</a></td></tr>
</table></form>"""

# Rows without a table around them, type and issuer in one, a second file, a row without a file.
SON_LA_DOCUMENTS = """<tr style='display: none'><th>Ngày ban hành</th><th>Văn bản</th></tr>issue
<tr><th colspan='100%' class='level1-heading'>Phần văn bản khác</th></tr>
<tr><td>13/7/2026</td><td><a href='NoiDung?openForm&ParentUNID=29A'><span class='doc-cate'>Quyết định
 của Chủ tịch UBND tỉnh</span> <span class='doc-notation'>số 37/2026/QĐ-UBND</span> bãi bỏ Quyết định số 9/2025/QĐ-UBND
 về việc thử</a></td><td><span class="download">&emsp;&nbsp;<div class='download-links'><a target="_blank"
 href="29A/$file/QD so 37.2026.doc">QD so 37.2026.doc</a><a href="29A/$file/Phu luc.docx">Phu luc.docx</a></div></span>
</td><td>4</td></tr>UBND Tỉnh
<tr><td>3/7/2026</td><td><a href='NoiDung?openForm&ParentUNID=30B'><span class='doc-cate'>Nghị quyết HĐND xã</span>
 <span class='doc-notation'>số 5/NQ-HĐND</span> về ngân sách thử</a></td><td></td><td>8</td></tr>HĐND xã"""

CONG_BAO_DETAIL = """<html><head><meta property="og:title" content="Thông tư số 10/2026/TT-BNG quy định thử nghiệm">
</head><body><h1 class="title">Thông tư số 10/2026/TT-BNG</h1><p>Ban hành: 05/02/2026</p><p>Hiệu lực: 20/03/2026</p>
<a href="https://g7.cdnchinhphu.vn/api/download/stream?Url=/van-ban/10-bng.pdf">PDF</a></body></html>"""

NEWS_LIST = """<nav><a href="/chinh-tri/">Chính trị</a></nav>
<h3><a href="{0}">Đảng bộ tỉnh triển khai nhiệm vụ năm</a></h3>
<a href="/lien-he.html">Liên hệ</a><a href="https://quang-cao.vn/x-123456.html">Quảng cáo của một trang khác</a>"""


def list_of(name: str, url: str, markup: str) -> list[tuple[str, dict[str, str]]]:
    profile = load_profile(name)
    family = profile.list_of(url)
    assert family
    return [(one.url, dict(one.hints)) for one in read_list(parsed_page(markup.encode(), url), family).rows]


def test_vbpl_list() -> None:
    url = "https://vbpl.vn/TW/Pages/vanban.aspx?idLoaiVanBan=17&dvid=13&Page=4"
    assert list_of("vbpl", url, VBPL_LIST) == [
        (
            "https://vbpl.vn/tw/Pages/vbpq-van-ban-goc-hopnhat.aspx?ItemID=1",
            {"number": "07/VBHN-VPQH", "type": "Luật", "title": "hợp nhất Luật Thử nghiệm", "date": "02/03/2021"},
        ),
        (
            "https://vbpl.vn/tw/Pages/vbpq-thuoctinh.aspx?ItemID=2&Keyword=",
            {"number": "15/2020/NĐ-CP", "type": "Nghị định", "title": "Quy định thử", "date": "03/02/2020"},
        ),
    ]
    family = load_profile("vbpl").lists[0]
    read = read_list(parsed_page(VBPL_LIST.encode(), url), family)
    assert [one.url for one in read.attachments] == ["https://vbpl.vn/TW/Lists/vbpq/Attachments/1/07.doc"]
    assert [one.url for one in read.onward] == [url.replace("Page=4", "Page=5")]


def test_vbpl_properties_give_their_files_their_hints() -> None:
    url = "https://vbpl.vn/tw/Pages/vbpq-thuoctinh.aspx?ItemID=2"
    family = load_profile("vbpl").detail_of(url)
    assert family
    read = read_detail(parsed_page(VBPL_PROPERTIES.encode(), url), family)
    hints = {"number": "15/2020/NĐ-CP", "date": "03/02/2020", "type": "Nghị định", "title": "Về việc thử nghiệm"}
    assert (read.has_text, dict(read.hints), read.silent) == (True, hints, ())
    assert [(one.url, dict(one.hints)) for one in read.attachments] == [("https://vbpl.vn/FileData/TW/15.pdf", hints)]


def test_vbpl_full_text() -> None:
    url = "https://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=2"
    tab = "<ul><li><b class='fulltext'>Toàn văn</b></li></ul>"
    whole = f"{tab}<div class='fulltext'><div id='toanvancontent'><p>Điều 1. Thử nghiệm</p></div></div>"
    assert tried(load_profile("vbpl"), whole.encode(), url=url).keeps
    assert tried(load_profile("vbpl"), tab.encode(), url=url).refused, "the tab of that name is not the text"


def test_phap_dien_names_the_texts_it_was_made_from() -> None:
    url = load_profile("phap-dien").start[0]
    assert list_of("phap-dien", url, PHAP_DIEN) == [
        (
            "http://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=5#Dieu_1",
            {"number": "07/2010/QH12", "date": "17/06/2010", "type": "Luật", "issuer": "Quốc hội"},
        )
    ]


def test_cong_bao() -> None:
    profile = load_profile("cong-bao")
    assert list_of("cong-bao", profile.start[0], CONG_BAO_LIST) == [
        (
            "https://congbao.chinhphu.vn/van-ban/thong-tu-so-10-2026-tt-bng-470168.htm",
            {"number": "10/2026/TT-BNG", "type": "Thông tư", "title": "quy định thử nghiệm"},
        )
    ]
    assert list_of("cong-bao", profile.start[0], CONG_BAO_PLAIN) == [
        (
            "https://congbao.chinhphu.vn/van-ban/thong-tu-so-104-2026-tt-btc-470155/12345.htm",
            {"number": "104/2026/TT-BTC", "type": "Thông tư", "title": "về một việc thử"},
        )
    ]
    url = "https://congbao.chinhphu.vn/van-ban/thong-tu-so-10-2026-tt-bng-470168.htm"
    family = profile.detail_of(url)
    assert family
    read = read_detail(parsed_page(CONG_BAO_DETAIL.encode(), url), family)
    assert dict(read.hints) == {
        "number": "10/2026/TT-BNG",
        "title": "quy định thử nghiệm",
        "date": "05/02/2026",
        "type": "Thông tư",
    }
    assert [one.url for one in read.attachments] == [
        "https://g7.cdnchinhphu.vn/api/download/stream?Url=/van-ban/10-bng.pdf"
    ]
    onward = read_list(parsed_page(CONG_BAO_LIST.encode(), profile.start[0]), profile.lists[0]).onward
    assert [one.url for one in onward] == ["https://congbao.chinhphu.vn/van-ban-dang-cong-bao/trang-2.htm"]


@pytest.mark.parametrize(
    ("markup", "address", "hints"),
    [
        pytest.param(
            CONG_BAO_FRAMED,
            "nghi-dinh-so-7-2026-nd-cp-469146",
            {"number": "7/2026/NĐ-CP", "type": "Nghị định", "title": "quy định một việc thử", "date": "18/03/2026"},
            id="a frame whose link is the whole name",
        ),
        pytest.param(
            CONG_BAO_ITEMS,
            "nghi-dinh-so-8-2026-nd-cp-469147",
            {"number": "8/2026/NĐ-CP", "title": "Sửa đổi Nghị định số 1/2020/NĐ-CP về việc thử", "date": "19/03/2026"},
            id="a subject that names another document does not give the number or the type",
        ),
    ],
)
def test_cong_bao_frames(markup: str, address: str, hints: dict[str, str]) -> None:
    rows = list_of("cong-bao", load_profile("cong-bao").start[0], markup)
    assert rows == [(f"https://congbao.chinhphu.vn/van-ban/{address}.htm", hints)]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param("", [], id="none, as in the saved excerpt"),
        pytest.param(
            '<a href="https://g7.cdnchinhphu.vn/api/download/stream?Url=/7.docx">Tải</a>'
            '<a href="https://congbaocdn.chinhphu.vn/CongBaoCP/7.pdf">Bản ký số</a>',
            ["https://g7.cdnchinhphu.vn/api/download/stream?Url=/7.docx"],
            id="the files of the text come before the signed picture of it",
        ),
        pytest.param(
            '<div data-contentvanban="loadtep"><a href="/van-ban/nghi-dinh-so-7-2026-nd-cp-469146/1.htm" data-tepid="1"'
            ' data-href="https://congbaocdn.chinhphu.vn/CongBaoCP/7-signed.pdf">Công báo số 1</a></div>',
            ["https://congbaocdn.chinhphu.vn/CongBaoCP/7-signed.pdf"],
            id="only the issue of the gazette, in an attribute",
        ),
    ],
)
def test_cong_bao_properties(files: str, expected: list[str]) -> None:
    url = "https://congbao.chinhphu.vn/van-ban/nghi-dinh-so-7-2026-nd-cp-469146.htm"
    profile = load_profile("cong-bao")
    trial = tried(profile, CONG_BAO_PROPERTIES.format(files=files).encode(), url=url)
    assert dict(trial.hints) == {
        "number": "7/2026/NĐ-CP",
        "type": "Nghị định",
        "date": "18/03/2026",
        "issuer": "CHÍNH PHỦ",
        "title": "Quy định một việc thử.",
    }
    assert [one.url for one in trial.attachments] == expected
    assert (trial.refused, trial.silent) == ("", () if expected else ("attachments",))


SON_LA = "https://congbao.sonla.gov.vn/congbao.nsf"


@pytest.mark.parametrize(
    ("place", "markup", "onward"),
    [
        pytest.param(
            "DanhMucVB",
            SON_LA_YEARS,
            [f"{SON_LA}/GazettesByYearMonth?openView&Count=-1&RestrictToCategory={year}" for year in (2026, 2025)],
            id="years; the unknown year is none",
        ),
        pytest.param(
            "GazettesByYearMonth?openView&Count=-1&RestrictToCategory=2026",
            SON_LA_ISSUES,
            [
                f"{SON_LA}/DocumentsByGazette?openView&Count=-1&RestrictToCategory="
                "S%E1%BB%91%2044%20%2B%2045%20Ng%C3%A0y%2010%2F7%2F2026"
            ],
            id="issues, their names escaped",
        ),
    ],
)
def test_a_table_of_contents_leads_on_by_addresses_it_makes(place: str, markup: str, onward: list[str]) -> None:
    trial = tried(load_profile("cong-bao-son-la"), markup.encode(), url=f"{SON_LA}/{place}")
    assert [one.url for one in trial.onward] == onward
    assert (trial.kind, trial.rows, trial.silent, trial.refused) == ("list", (), (), "")


def test_a_table_of_contents_without_its_entries_is_refused() -> None:
    trial = tried(load_profile("cong-bao-son-la"), b"<h2>No documents found</h2>", url=f"{SON_LA}/DanhMucVB")
    assert (trial.silent, "không tìm thấy" in trial.refused) == (("follow",), True)


def test_the_documents_of_an_issue_with_their_files() -> None:
    profile, url = (
        load_profile("cong-bao-son-la"),
        f"{SON_LA}/DocumentsByGazette?openView&RestrictToCategory=S%E1%BB%91",
    )
    hints = {
        "number": "37/2026/QĐ-UBND",
        "type": "Quyết định",
        "title": "bãi bỏ Quyết định số 9/2025/QĐ-UBND về việc thử",
        "date": "13/7/2026",
    }
    files = [f"{SON_LA}/29A/$file/QD so 37.2026.doc", f"{SON_LA}/29A/$file/Phu luc.docx"]
    trial = tried(profile, SON_LA_DOCUMENTS.encode(), url=url)
    assert [(one.url, dict(one.hints)) for one in trial.rows] == [(files[0], hints)]
    assert [(one.url, dict(one.hints)) for one in trial.attachments] == [(one, hints) for one in files]
    assert trial.silent == ()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param("bao-tuyen-quang", "/dang-bo-tinh-trien-khai-179493.html", id="a newspaper"),
        pytest.param("bao-tuyen-quang", "/xay-dung-dang/202509/dang-bo-tinh-e635eaf/", id="a newspaper, since 2025"),
        pytest.param("lao-cai", "/tin-tuc/dang-bo-tinh-trien-khai-672825", id="a portal of the Party"),
        pytest.param("lao-cai", "/1227/27461/54439/293909/tin-tuc/dang-bo-tinh", id="a portal of the Party, before"),
    ],
)
def test_news_lists_give_their_articles_and_nothing_else(name: str, path: str) -> None:
    profile = load_profile(name)
    url = profile.start[0]
    base = url[: url.index("/", 9)]
    rows = list_of(name, url, NEWS_LIST.format(path))
    assert rows == [(base + path, {"title": "Đảng bộ tỉnh triển khai nhiệm vụ năm"})]
    assert profile.kind_of(rows[0][0]) == "detail"


@pytest.mark.parametrize(
    ("body", "date"),
    [
        pytest.param("<p><span>05/03/2024</span> | Lượt xem: 14</p>", "05/03/2024", id="before the count"),
        pytest.param("<p>Lượt xem: <b>14</b> <i>Ngày đăng 5/3/2024</i></p>", "5/3/2024", id="behind the count"),
        pytest.param(
            "<p>Hôm nay 22/11/2026</p><div><p>Lượt xem: 14</p><p>Ngày 06/09/2017, họp.</p></div>",
            "",
            id="not the day of the visit, not a day of the text",
        ),
    ],
)
def test_the_day_of_an_article_is_the_one_beside_the_count_of_readers(body: str, date: str) -> None:
    url = "https://sapa.laocai.gov.vn/tin-tuc/dang-bo-672825"
    trial = tried(load_profile("lao-cai"), f"<h1>Tựa</h1><div>{body}</div>".encode(), url=url)
    assert trial.hints.get("date", "") == date


SITEMAP = b"<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>%s</urlset>"
ENTRY = (
    b"<url><loc>https://congbao.chinhphu.vn/van-ban/x-%d.htm</loc><lastmod>2026-02-05T08:00:00+07:00</lastmod></url>"
)


def found(payload: bytes) -> list[tuple[str, str, dict[str, str]]]:
    read = read_listing(payload, "https://congbao.chinhphu.vn/so-do.xml", load_profile("cong-bao"))
    return [(one.kind, one.url, dict(one.hints)) for one in read]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_a_sitemap_gives_the_addresses_of_the_profile(pack: type[bytes]) -> None:
    other = b"<url><loc>https://congbao.chinhphu.vn/gioi-thieu.htm</loc></url>"
    assert found(pack(SITEMAP % (ENTRY % 5 + other))) == [
        ("detail", "https://congbao.chinhphu.vn/van-ban/x-5.htm", {"date": "2026-02-05T08:00:00+07:00"})
    ]


def test_an_index_gives_its_sitemaps() -> None:
    index = b"<sitemapindex><sitemap><loc>/so-do-1.xml</loc></sitemap></sitemapindex>"
    assert found(index) == [("sitemap", "https://congbao.chinhphu.vn/so-do-1.xml", {})]


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(
            "<rss><channel><item><title>Thông tư mới</title><link>/van-ban/x-6.htm</link>"
            "<pubDate>Thu, 05 Feb 2026 08:00:00 +0700</pubDate></item></channel></rss>",
            id="RSS",
        ),
        pytest.param(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Thông tư mới</title>"
            "<link href='/van-ban/x-6.htm'/><updated>2026-02-05</updated></entry></feed>",
            id="Atom",
        ),
    ],
)
def test_a_feed_gives_day_and_title(feed: str) -> None:
    assert found(feed.encode()) == [
        ("detail", "https://congbao.chinhphu.vn/van-ban/x-6.htm", {"date": "2026-02-05", "title": "Thông tư mới"})
    ]


def test_nothing_outside_a_listing_is_opened() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>&a;</loc></url></urlset>'
    assert found(bomb) == []


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (b"", "không đọc được"),
        (b"<html></html>", "Không phải sơ đồ trang"),
        (gzip.compress(b" " * 60_000_000), "nở quá"),
        (b"\x1f\x8bhong", "nén bị hỏng"),
    ],
)
def test_a_listing_that_is_none(payload: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        found(payload)


def test_a_trial_names_the_silent_selectors() -> None:
    trial = tried(load_profile("vbpl"), VBPL_PROPERTIES.replace("Số ký hiệu", "Ký hiệu").encode())
    assert (trial.kind, trial.family, trial.silent, trial.keeps) == ("detail", 1, ("hints.number",), False)


def test_a_trial_says_why_a_page_would_be_left() -> None:
    url = "https://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=1"
    assert "nội dung" in tried(load_profile("vbpl"), b"<p>Trang khac</p>", url=url).refused
    assert "không khớp" in tried(load_profile("vbpl"), b"<p>x</p>", url="https://vbpl.vn/khac").refused


def test_a_row_with_a_mark_behind_the_number_it_gives_tells_nothing() -> None:
    """The pattern of the number stops before the mark: the row's own words are looked at too."""
    profile, words = load_profile("cong-bao"), "Báo cáo số 12/2020/BC-BNV (Mật) về một việc"
    family = profile.list_of(profile.start[0])
    assert family
    markup = f'<ul><li><a href="/van-ban/bao-cao-so-12-1.htm" title="{words}">{words}</a></li></ul>'
    (found,) = read_list(parsed_page(markup.encode(), profile.start[0]), family).rows
    assert (found.secret, dict(found.hints)) == (True, {})
