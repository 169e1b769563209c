"""Heads that are one sentence: read where an official text follows, never in news that only begins so."""

import pytest

from ingest.letterhead import Letterhead
from ingest.named_head import read_named_head


def head_of(text: str) -> Letterhead:
    head = read_named_head(text)
    assert head is not None
    return head


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Nghị định của Chính phủ số 12/2003/NĐ-CP\nngày 10/10/2003 về công tác văn thư.\nChính phủ\nCăn cứ Luật;",
            ("12/2003/NĐ-CP", "Nghị định", "2003-10-10", "Chính phủ", "công tác văn thư"), id="day on the next line",
        ),
        pytest.param(
            "Chính phủ\nNghị định của Chính phủ\nsố 12/2003/NĐ-CP ngày 10/10/2003\nvề việc tuyển dụng\ncông chức.\n"
            "Căn cứ Luật;",
            ("12/2003/NĐ-CP", "Nghị định", "2003-10-10", "Chính phủ", "tuyển dụng công chức"), id="a body over it",
        ),
        pytest.param(
            "THÔNG TƯ\nCỦA BỘ TÀI CHÍNH SỐ 69/1998/TT-BTC NGÀY 22 THÁNG 12 NĂM 1998\nHƯỚNG DẪN CHẾ ĐỘ THUẾ,\n"
            "LỆ PHÍ\nCăn cứ Luật thuế;",
            ("69/1998/TT-BTC", "Thông tư", "1998-12-22", "Bộ Tài chính", "HƯỚNG DẪN CHẾ ĐỘ THUẾ, LỆ PHÍ"),
            id="capitals; the subject begins with the name of another type",
        ),
        pytest.param(
            "2\nCÔNG BÁO/Số 11 + 12/Ngày 10-01-2003\nQUYẾT ĐỊNH\nCủa Bộ trưởng Bộ Tài chính số 15/2003/QĐ-BTC ngày "
            "20/3/2003 về việc ban hành chế độ kế toán\nBỘ TRƯỞNG BỘ TÀI CHÍNH\nCăn cứ Luật Kế toán;",
            ("15/2003/QĐ-BTC", "Quyết định", "2003-03-20", "Bộ Tài chính", "ban hành chế độ kế toán"),
            id="running heads over it, the rank that enacts below",
        ),
        pytest.param(
            "THÔNG TƯ LIÊN TỊCH\nCỦA BỘ Y TẾ, BỘ TÀI CHÍNH SỐ 41/2014/TTLT-BYT-BTC NGÀY 24/11/2014\nVỀ BẢO HIỂM\n"
            "BỘ Y TẾ VÀ BỘ TÀI CHÍNH\nCăn cứ Luật;",
            ("41/2014/TTLT-BYT-BTC", "Thông tư liên tịch", "2014-11-24", "Bộ Y tế - Bộ Tài chính", "BẢO HIỂM"),
            id="a joint circular with both its bodies",
        ),
    ],
)  # fmt: skip
def test_heads(text: str, expected: tuple[str, ...]) -> None:
    head = head_of(text)
    assert head.date is not None
    assert head.issuer is not None
    assert (str(head.number), head.type, head.date.iso, head.issuer.name, head.title) == expected
    spans = [head.number_span, head.date_span, head.type_span, *head.issuer_spans]
    words = [text[slice(*span)] for span in spans if span]
    assert words[0] == expected[0]
    assert len(words) == 3 + len(head.issuer_spans)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị: kết quả\nSau năm năm, các chi bộ làm tốt.\n"
                     "Theo đó, kết quả đã rõ.", id="news"),
        pytest.param("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÔNG TƯ\nQuy định một việc\nThông tư số 34/2019/TT-BNV ngày "
                     "30 tháng 12 năm 2019 của Bộ Nội vụ, có hiệu lực.\nCăn cứ Luật;", id="what a text renders"),
        pytest.param("QUYẾT ĐỊNH\nBan hành Kế hoạch thực hiện\nChỉ thị số 52-CT/TW ngày 03 tháng 10 năm 2025\nCăn cứ",
                     id="a text that a subject names"),
        pytest.param("Nghị định số 12/2003/NĐ-CP về công tác văn thư\nCăn cứ Luật;", id="no day"),
        pytest.param("Thông tư này thay thế Thông tư số 1/2003/TT-BTC ngày 1/2/2003.\nCăn cứ Luật;", id="a sentence"),
        pytest.param("", id="nothing"),
    ],
)  # fmt: skip
def test_no_heads(text: str) -> None:
    assert read_named_head(text) is None
