"""The page about the archive: what it holds, counted now, where values come from, and what is not claimed.

The words are in the template; the counts are the store's.
"""

from flask import Blueprint, render_template, url_for

pages = Blueprint("about", __name__)

BASES = (
    ("words", "giá trị nằm nguyên trong văn bản; bấm vào lời trích để tới đúng chỗ."),
    ("code", "ký hiệu trong số văn bản chỉ thuộc về một cơ quan."),
    ("context", "văn bản không viết ra; suy từ địa phương hoặc tiêu đề của bài."),
    ("table", "lấy từ danh mục văn bản đã đối chiếu với nguồn công khai."),
    ("hint", "lấy từ dòng giới thiệu của trang đăng, không nằm trong văn bản."),
)


@pages.get("/gioi-thieu")
def page() -> str:
    """What the archive holds and what it does not claim."""
    return render_template("about/page.html", bases=BASES, machine=_machine())


def _machine() -> list[tuple[str, str]]:
    work = "/api/v1/vb/<địa-chỉ>"
    return [
        (url_for("api.search", q="47-CT/TU"), "kết quả tìm, cùng tham số với trang tìm"),
        (work, "một văn bản: toàn văn, thông tin, viện dẫn"),
        (f"{work}/cites", "những văn bản nó dẫn, kèm câu dẫn"),
        (f"{work}/cited-by", "những văn bản dẫn nó, kèm câu dẫn"),
        (f"{work}/trich-dan", "cách trích dẫn văn bản: đầy đủ, ngắn, BibTeX, CSL-JSON"),
        ("POST <bản thảo> /api/v1/kiem-tra", "các viện dẫn của một bản thảo, đối chiếu với kho; không lưu gì"),
        (url_for("api.missing"), "văn bản được dẫn mà kho chưa có toàn văn, nhiều nhất trước"),
        (url_for("api.bodies"), "cơ quan ban hành và số văn bản"),
        ("/api/v1/co-quan/<mã>", "một cơ quan: tên theo thời gian, văn bản"),
        (url_for("api.years"), "số văn bản theo năm và loại"),
        (url_for("api.types"), "số văn bản theo loại"),
        (url_for("api.about"), "số liệu của kho"),
    ]
