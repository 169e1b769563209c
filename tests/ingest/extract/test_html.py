import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ExtractError
from ingest.extract.html import extract_html
from ingest.material import Extracted, Piece
from tests.ingest.samples import sample

_LONG = "Thực hiện chỉ thị của Tỉnh ủy, các chi bộ đã tổ chức học tập, thảo luận và ghi biên bản đầy đủ, đúng hạn"


def _read(page: str) -> Extracted:
    return extract_html(page.encode())


def _texts(extracted: Extracted) -> list[str]:
    return [piece.text for piece in extracted.pieces]


def test_news_page_of_a_portal() -> None:
    extracted = extract_html(sample("portal_article.html"))
    assert [(piece.kind, piece.text.split(",")[0]) for piece in extracted.pieces] == [
        ("heading", "Huyện ủy Bình Sơn triển khai học tập nghị quyết"),
        ("paragraph", "Sáng 14-11"),  # the short opening stands outside the box of the text
        ("paragraph", "Thực hiện Kế hoạch số 12-KH/HU ngày 05/10/2022 của Ban Thường vụ Huyện ủy"),
        ("caption", "Quang cảnh hội nghị."),
        ("paragraph", "Tại hội nghị"),
        ("paragraph", "Hội nghị thống nhất ba việc:"),
        ("item", "Rà soát chương trình hành động;"),
        ("item", "Phân công cấp ủy viên phụ trách chi bộ;"),
        ("item", "Báo cáo kết quả trước ngày 20 hằng tháng."),
        ("table", "Đơn vị | Số đảng viên"),
        ("table", "Xã Bình Minh | 120"),
        ("table", "Xã Bình An | 98"),
        ("paragraph", "Hội nghị thống nhất ba việc:"),  # said twice, kept twice
    ]
    assert extracted.meta["title"] == "Huyện ủy Bình Sơn triển khai học tập nghị quyết"
    assert extracted.meta["published"] == "Thứ hai, 14/11/2022, 08:30 (GMT+7)"
    assert extracted.meta["author"] == "Bình Minh (Văn phòng Huyện ủy)"
    assert extracted.meta["source"] == "https://binhson.example.vn/"


def test_page_of_nested_layout_tables_and_line_breaks() -> None:
    extracted = extract_html(sample("old_table_portal.html"))
    assert _texts(extracted)[0] == "Thị ủy Phú Lâm sơ kết hai năm thực hiện đề án"
    lines = "\n".join(_texts(extracted)).splitlines()
    assert len(lines) == 8
    assert lines[-1].startswith("Hội nghị cũng khen thưởng")
    assert "- Ghi biên bản đầy đủ;" in lines
    assert (extracted.meta["published"], extracted.meta["author"]) == ("20/12/2021", "Phú Lâm")


def test_official_page_is_given_whole() -> None:
    extracted = extract_html(sample("official_table_letterhead.html"))
    left, right, *rest = extracted.pieces
    assert left == Piece("ĐẢNG BỘ TỈNH LÂM SƠN\nHUYỆN ỦY BÌNH SƠN\n*\nSố 05-CT/HU", "letterhead-left")
    assert right == Piece("ĐẢNG CỘNG SẢN VIỆT NAM\nBình Sơn, ngày 05 tháng 10 năm 2022", "letterhead-right")
    lines = "\n".join(piece.text for piece in rest).splitlines()
    assert lines[0] == "CHỈ THỊ"
    assert lines[-7:] == [
        "Nơi nhận:",
        "- Thường trực Tỉnh ủy;",
        "- Các chi, đảng bộ trực thuộc;",
        "- Lưu Văn phòng Huyện ủy.",
        "T/M BAN THƯỜNG VỤ",
        "BÍ THƯ",
        "(đã ký)",
    ]


def test_letterhead_of_boxes_laid_side_by_side() -> None:
    left, right, *rest = extract_html(sample("official_flex_letterhead.html")).pieces
    assert left.text == "ỦY BAN NHÂN DÂN\nTỈNH LÂM SƠN\nSố: 12/QĐ-UBND"
    assert right.text.endswith("Độc lập - Tự do - Hạnh phúc\nLâm Sơn, ngày 02 tháng 3 năm 2023")
    assert [piece.text for piece in rest][-1] == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(đã ký)"


_KEPT = [
    (f"<p>{_LONG}.</p>", [f"{_LONG}."], "no html, head or body"),
    (f"<body>{_LONG}.<br><br>{_LONG};</body>", [f"{_LONG}.", f"{_LONG};"], "text without any paragraph"),
    (f"<div><p>{_LONG}.<p>{_LONG}.</div>", [f"{_LONG}.", f"{_LONG}."], "paragraphs never closed, one text twice"),
    (f"<p>{_LONG} &lt;b&gt; &amp;&nbsp;&#272;&aacute;.</p>", [f"{_LONG} <b> & Đá."], "entities"),
    (f"<p>{_LONG}<script>alert('x')</script>.</p><style>p{{}}</style>", [f"{_LONG}."], "script and style"),
    (f"<p>{_LONG}<!-- ghi chú -->.</p>", [f"{_LONG}."], "a comment"),
    (f"<p><b>Ba</b>n <i>Bí</i> thư. {_LONG}.</p>", [f"Ban Bí thư. {_LONG}."], "inline marks inside a word"),
    (
        f"<p>{_LONG}:</p><ol start=3><li>mot viec</li><li><p>hai viec</p></li></ol>",
        [f"{_LONG}:", "3. mot viec", "4. hai viec"],
        "numbers of a list",
    ),
    (
        f"<p>{_LONG}:</p><ol type=a><li>mot viec</li><li>hai viec</li></ol>",
        [f"{_LONG}:", "a) mot viec", "b) hai viec"],
        "letters of a list",
    ),
    (
        f"<h2>Phần một</h2><p>{_LONG}.</p><h2>Phần hai</h2><p>{_LONG}.</p>",
        ["Phần một", f"{_LONG}.", "Phần hai", f"{_LONG}."],
        "subheads",
    ),
    (
        f"<div class='content sidebar-left menu'><p>{_LONG}.</p></div>",
        [f"{_LONG}."],
        "chrome's name on the text itself",
    ),
    (f"<div><p>{_LONG}.</p></div><div><p>{_LONG},</p></div>", [f"{_LONG}.", f"{_LONG},"], "a text in two boxes"),
    (f"<pre>{_LONG}.\nDòng hai của văn bản</pre>", [f"{_LONG}.\nDòng hai của văn bản"], "preformatted lines"),
    (
        f"<p>{_LONG} (<a href=/x>Chỉ thị số 05-CT/TW</a>).</p>",
        [f"{_LONG} (Chỉ thị số 05-CT/TW)."],
        "a link inside the text",
    ),
    (
        f"<p>{_LONG}</p><ol start=3 type=i><li>mot viec<li value=7>hai viec</ol><ol reversed><li>ba<li>bon</ol>",
        [_LONG, "iii. mot viec", "vii. hai viec", "2. ba", "1. bon"],
        "a list that begins later, jumps, or counts down",
    ),
    (f"<p>{_LONG} rộng 250 m<sup>2</sup>.</p>", [f"{_LONG} rộng 250 m²."], "a raised figure behind a unit"),
    (f"<p>{_LONG} 10<sup>6</sup> đồng.</p>", [f"{_LONG} 10⁶ đồng."], "an exponent"),
    (f"<p>{_LONG} 30<sup>o</sup>C.</p>", [f"{_LONG} 30°C."], "degrees"),
    (f"<p>{_LONG} khí CO<sub>2</sub>.</p>", [f"{_LONG} khí CO₂."], "a lowered figure"),
    (f"<p>{_LONG} 05-CT/TU<sup>1</sup>.</p>", [f"{_LONG} 05-CT/TU[1]."], "the mark of a note is no part of a number"),
    (f"<p>{_LONG} N<sup>0</sup> 5 <sup>(2)</sup>.</p>", [f"{_LONG} N0 5 (2)."], "raised signs that mean nothing else"),
    (f"<iframe srcdoc='&lt;p>{_LONG}.&lt;/p>'></iframe>", [f"{_LONG}."], "a page written into its frame"),
    (
        f"<table><tr><td rowspan=2>Xã A<td>1<td>2<tr><td>3<td>4</table><p>{_LONG}.</p>",
        ["Xã A | 1 | 2", "3 | 4", f"{_LONG}."],
        "cells that reach over rows",
    ),
    (
        f"<p>{_LONG}.</p><p>Toàn văn <a href=1>tại đây</a>.</p><p>{_LONG}.</p>",
        [f"{_LONG}.", "Toàn văn tại đây.", f"{_LONG}."],
        "a short linked line between",
    ),
]


@pytest.mark.parametrize(("page", "expected", "why"), _KEPT, ids=[row[2] for row in _KEPT])
def test_text_is_kept(page: str, expected: list[str], why: str) -> None:
    assert _texts(_read(page)) == expected, why


_DROPPED = [
    "<nav><a href=1>Trang chủ</a> <a href=2>Văn bản</a></nav>",
    "<ul class='breadcrumb'><li><a href=1>Trang chủ</a></li><li>Tin tức</li></ul>",
    "<div id='boxTinLienQuan'><p><a href=1>Một tin khác về hội nghị của huyện</a></p></div>",
    "<div class='comment-list'><p>Bạn đọc viết vài dòng.</p></div>",
    "<div class='share'><span>Chia sẻ</span></div>",
    "<div style='visibility: hidden'><p>Chữ không ai thấy.</p></div>",
    "<p hidden>Chữ không ai thấy.</p>",
    "<footer><p>Trang của cơ quan.</p></footer>",
    "<table><tr><td><a href=1>Mục một</a></td></tr><tr><td><a href=2>Mục hai</a></td></tr></table>",
    "<p>Tin cùng chuyên mục</p><p><a href=1>Hội nghị khác của huyện nhà hôm nay</a></p>",
    "<h4>THƯ VIỆN ẢNH</h4><p>Ảnh hội xuân</p>",
    "<p>Trong năm: 302,290</p>",
    "<p>1 2 3 4 5</p>",
    "<select><option>Liên kết</option></select><textarea>gõ</textarea><button>Gửi</button>",
    "<noscript>Hãy bật JavaScript.</noscript><iframe>khung</iframe>",
]


@pytest.mark.parametrize("chrome", _DROPPED)
def test_chrome_is_dropped(chrome: str) -> None:
    page = f"<html><body><div id=main><p>{_LONG}.</p><p>{_LONG};</p></div>{chrome}</body></html>"
    assert _texts(_read(page)) == [f"{_LONG}.", f"{_LONG};"]


def test_title_without_the_name_of_the_site() -> None:
    page = f"<title>Sơ kết hai năm thực hiện đề án - Cổng thông tin điện tử</title><p>{_LONG}.</p>"
    extracted = _read(page)
    assert extracted.meta["title"] == "Sơ kết hai năm thực hiện đề án"
    assert extracted.pieces[0] == Piece("Sơ kết hai năm thực hiện đề án", "heading", 1)


def test_markup_in_a_title_is_text() -> None:
    extracted = _read(f"<h1>Hội nghị &lt;script&gt;alert(1)&lt;/script&gt; của huyện</h1><p>{_LONG}.</p>")
    assert extracted.meta["title"] == "Hội nghị <script>alert(1)</script> của huyện"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body></body></html>", "không có nội dung chữ"),
        ("<html><head><title>x</title></head></html>", "không có nội dung chữ"),
        ("<html><frameset><frame src=a.html></frameset></html>", "chỉ có khung.*a.html"),
        (
            "<meta http-equiv=refresh content='0;url=http://vidu.vn/b'><p>Đang chuyển.</p>",
            "chuyển hướng tới http://vidu",
        ),
        ("<meta http-equiv=Refresh content='3; URL=b.html'>", "chuyển hướng tới b.html"),
        ("<script>var x = 1</script>", "không có nội dung chữ"),
    ],
)
def test_pages_without_text_are_refused(page: str, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason):
        _read(page)


def test_hidden_text_and_comments_go_to_the_guard_only() -> None:
    extracted = _read(f"<p>{_LONG}.</p><p hidden>Tài liệu thu hồi</p><!-- ghi chú riêng -->")
    assert extracted.aside == ("Tài liệu thu hồi", "ghi chú riêng")


def test_deep_nesting_is_read_to_the_bottom() -> None:
    page = "<div>" * 5000 + f"<p>{_LONG}.</p>" + "</div>" * 5000
    assert _texts(_read(page)) == [f"{_LONG}."]


def test_a_page_of_many_megabytes_is_read_whole() -> None:
    begun = time.monotonic()
    extracted = _read(f"<p>{_LONG}.</p>" * 20_000)
    assert len(extracted.pieces) == 20_000
    assert time.monotonic() - begun < 40


@given(st.lists(st.sampled_from([_LONG, f"{_LONG}, phần hai", "Đoạn ngắn"]), min_size=1, max_size=8))
def test_no_paragraph_of_the_text_is_lost(paragraphs: list[str]) -> None:
    body = "".join(f"<p>{text}.</p>" for text in [_LONG, *paragraphs, _LONG])
    assert _texts(
        _read(f"<body><div class=header><ul><li><a href=1>Trang chủ</a></li></ul></div><div>{body}</div></body>")
    ) == [f"{text}." for text in [_LONG, *paragraphs, _LONG]]


@given(st.text(alphabet="<>/ ab\"'=&;!-tdrpivul", max_size=200))
def test_broken_markup_never_fails_otherwise(markup: str) -> None:
    try:
        extracted = _read("<p>" + markup)
    except ExtractError:
        return
    assert all(piece.text.strip() for piece in extracted.pieces)


def test_runs_in_old_fonts_are_read_by_their_fonts() -> None:
    old = "<font face='.VnTime'>NghÞ quyÕt cña Ban ChÊp hµnh §¶ng bé vÒ ph¸t triÓn kinh tÕ</font>"
    extracted = _read(f"<p>{_LONG}.</p><p>{old} năm 2010</p>")
    assert _texts(extracted)[1] == "Nghị quyết của Ban Chấp hành Đảng bộ về phát triển kinh tế năm 2010"
    assert extracted.derivation is not None
    assert extracted.derivation.encoding == "TCVN3"


def test_a_page_that_renews_itself_is_read() -> None:
    assert _texts(_read(f"<meta http-equiv=refresh content=300><p>{_LONG}.</p>")) == [f"{_LONG}."]


def test_frames_that_are_not_at_hand_are_named() -> None:
    extracted = _read(f"<p>{_LONG}.</p><iframe src='noi-dung.html'></iframe><iframe src='https://vidu.com/x'></iframe>")
    assert extracted.meta["frames"] == "noi-dung.html"


@pytest.mark.parametrize("style", ["mso-hide:all", "font-size:0", "font-size: 0px;", "DISPLAY : NONE"])
def test_ways_to_hide(style: str) -> None:
    extracted = _read(f"<p>{_LONG}.</p><p style='{style}'>không ai thấy</p>")
    assert _texts(extracted) == [f"{_LONG}."]
    assert extracted.aside == ("không ai thấy",)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        pytest.param("<div>" * 300_000 + _LONG, "lồng nhau quá 10000 tầng", id="elements never closed"),
        pytest.param("<table><tr><td>" * 20_000 + _LONG, "lồng nhau quá 10000 tầng", id="tables in tables"),
        pytest.param(f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>{_LONG}", "5000 thuộc tính", id="attributes"),
        pytest.param(f"<p {'a ' * 100_000}", "5000 thuộc tính", id="attributes without values, the tag not closed"),
    ],
)
def test_pages_made_to_cost_time_are_refused(page: str, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason) as refused:
        _read(page)
    assert refused.value.remedy


@pytest.mark.parametrize(
    "opening",
    [
        pytest.param(f'<img alt="{"một hai " * 20_000}">', id="blanks in a value part no attributes"),
        pytest.param(f"<img src='data:image/png;base64,{'A' * 200_000}'>", id="a picture written into the page"),
        pytest.param("<font>" * 3_000, id="fonts never closed, as old pages have them"),
        pytest.param(f"<!-- {'a ' * 50_000} -->", id="a long comment"),
        pytest.param(f"<!-- <a {'a ' * 50_000} -->", id="a long comment with the beginning of a tag"),
        pytest.param(f"<script>for(i=0;i<n;i++);x=[{'1, ' * 50_000}]</script>", id="numbers in a script are no tag"),
    ],
)
def test_long_tags_of_honest_pages_are_read(opening: str) -> None:
    assert f"{_LONG}." in _texts(_read(f"{opening}<p>{_LONG}.</p>"))
