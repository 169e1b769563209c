import pytest

from archive.errors import ExtractError
from ingest.extract.saved_page import extract_saved_page

_LONG = "Ban Thường vụ yêu cầu các cấp ủy tổ chức thực hiện nghiêm túc nội dung này, báo cáo kết quả trước tháng 6"


def _saved(*pages: tuple[str, str], head: str = "") -> bytes:
    parts = "".join(
        f"--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: {address}\r\n\r\n{markup}\r\n"
        for address, markup in pages
    )
    opening = f"From: <Saved>\r\n{head}MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
    return f"{opening}{parts}--B--\r\n".encode()


def test_the_page_is_read_as_any_page() -> None:
    saved = _saved(("http://vidu.vn/a", f"<title>Hội nghị của huyện Bình Sơn</title><p>{_LONG}.</p>"))
    assert [piece.text for piece in extract_saved_page(saved).pieces] == ["Hội nghị của huyện Bình Sơn", f"{_LONG}."]


@pytest.mark.parametrize("address", ["khung/b.htm", "/khung/b.htm", "http://vidu.vn/khung/b.htm#dau"])
def test_frames_are_found_in_the_same_file(address: str) -> None:
    frames = f"<html><frameset><frame src='{address}'><frame src='mat.htm'></frameset></html>"
    saved = _saved(("http://vidu.vn/a.htm", frames), ("http://vidu.vn/khung/b.htm", f"<p>{_LONG}.</p>"))
    extracted = extract_saved_page(saved)
    assert [piece.text for piece in extracted.pieces if piece.kind != "heading"] == [f"{_LONG}."]
    assert extracted.meta["frames"] == "mat.htm"


def test_the_page_that_was_shown_comes_before_others() -> None:
    head = "Snapshot-Content-Location: http://vidu.vn/chinh\r\n"
    saved = _saved(("http://vidu.vn/phu", "<p>Phụ.</p>"), ("http://vidu.vn/chinh", f"<p>{_LONG}.</p>"), head=head)
    assert extract_saved_page(saved).pieces[-1].text == f"{_LONG}."


def test_a_file_without_a_page_is_refused() -> None:
    with pytest.raises(ExtractError, match="không có trang"):
        extract_saved_page(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B--\n")
