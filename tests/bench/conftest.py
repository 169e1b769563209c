"""A small collection that the tests of the bench share: learnt from a few sentences of their own."""

import pytest

from archive.text.segment import segment
from tests.bench.collection import Collection, write
from tests.bench.speech import Speech, learnt

# Written for these tests; long enough that walks through it differ.
TEXTS = (
    "Các chi bộ chuẩn bị nội dung sinh hoạt từ tuần trước, gửi cho từng đảng viên. Bí thư chi bộ chủ trì, ghi "
    "rõ việc nào chưa xong và ai phải làm tiếp.\nBan thường vụ nghe báo cáo vào ngày đầu tháng, kết luận ngay tại đó.",
    "Ủy ban nhân dân xã lập danh sách hộ cần giúp đỡ; cán bộ thôn kiểm tra lại trước khi niêm yết. Người dân có ý kiến "
    "thì ghi vào sổ, trả lời trong mười ngày làm việc.\nKinh phí lấy từ nguồn của tỉnh, quyết toán cuối năm.",
    "Trường học mở thư viện cả buổi chiều để học sinh đọc sách và làm bài. Thầy cô thay nhau trực, hội phụ huynh góp "
    "thêm sách cũ.\nMỗi quý nhà trường báo số lượt bạn đọc cho phòng giáo dục.",
)
LISTED = ("bền bỉ", "chăm chỉ", "dồi dào", "gọn gàng", "khang trang", "mát mẻ", "ngăn nắp", "rành mạch", "sum suê")
MADE = 60


@pytest.fixture(scope="session")
def speech() -> Speech:
    """The speech of a few sentences and words."""
    return learnt([(text, segment(text)) for text in TEXTS], LISTED)


@pytest.fixture(scope="session")
def small(speech: Speech, tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """A collection of a few documents."""
    folder = tmp_path_factory.mktemp("collection")
    return Collection(folder, MADE, seed=5, source="a few sentences", **write(folder, speech, MADE, 5))
