"""The notes of the official codification: sentences here have its form; numbers, bodies and titles are made up."""

import pytest

from archive.cite.mentions import find_mentions
from archive.text.vietnamese import nfc

TAIL = ", có hiệu lực thi hành kể từ ngày 01/03/2021)"


def outer(note: str) -> tuple[str, str | None, str | None, str | None]:
    first = find_mentions(nfc(note))[0]
    return (
        str(first.number),
        first.date.iso if first.date else None,
        first.issuer.name if first.issuer else None,
        first.title,
    )


@pytest.mark.parametrize(
    ("said", "title", "issuer"),
    [
        pytest.param(
            "Quy định về trường nghề ngày 05/01/2021 của Bộ Y tế", "Quy định về trường nghề", "Bộ Y tế", id="plain"
        ),
        pytest.param(
            "hướng dẫn trực đêm ngày 05/01/2021 của Bộ Y tế", "hướng dẫn trực đêm", "Bộ Y tế", id="a small letter"
        ),
        pytest.param(
            "việc làm và nhân lực ngày 05/01/2021 của Bộ Y tế", "việc làm và nhân lực", "Bộ Y tế", id="no verb at all"
        ),
        pytest.param("Về vườn thuốc ngày 05/01/2021 của Bộ Y tế", "vườn thuốc", "Bộ Y tế", id="Về is no part"),
        pytest.param(
            "Quy định trực đêm. ngày 05/01/2021 của Bộ Y tế", "Quy định trực đêm", "Bộ Y tế", id="a full stop"
        ),
        pytest.param(
            "Quy định kho thuốc; vườn thuốc tỷ lệ 1:1.000 ngày 05/01/2021 của Bộ Y tế",
            "Quy định kho thuốc; vườn thuốc tỷ lệ 1:1.000",
            "Bộ Y tế",
            id="signs inside",
        ),
        pytest.param(
            "Hướng dẫn kho thuốc\nNhà nước\ntại xã ngày 05/01/2021 của Bộ Y tế",
            "Hướng dẫn kho thuốc Nhà nước tại xã",
            "Bộ Y tế",
            id="lines inside",
        ),
        pytest.param(
            "Quy định kho (có người trực) ngày 05/01/2021 của Bộ Y tế",
            "Quy định kho (có người trực)",
            "Bộ Y tế",
            id="brackets inside",
        ),
        pytest.param(
            "Sửa đổi một số điều của Thông tư số 9/2018/TT-BYT ngày 02 tháng 3 năm 2018 của Bộ trưởng Bộ Y tế quy định "
            "kho thuốc ngày 05/01/2021 của Bộ Y tế",
            "Sửa đổi một số điều của Thông tư số 9/2018/TT-BYT ngày 02 tháng 3 năm 2018 của Bộ trưởng Bộ Y tế quy định "
            "kho thuốc",
            "Bộ Y tế",
            id="another document in the title, with its own day",
        ),
        pytest.param(
            "Sửa đổi một số điều của Thông tư số 9/2018/TT-BYT ngày 05/01/2021 của Bộ Y tế",
            "Sửa đổi một số điều của Thông tư số 9/2018/TT-BYT",
            "Bộ Y tế",
            id="another document in the title, without one",
        ),
        pytest.param(
            "Quy định kho thuốc ngày 05/01/2021 của Bộ Y tế và Bộ Nội vụ",
            "Quy định kho thuốc",
            "Bộ Y tế và Bộ Nội vụ",
            id="two bodies",
        ),
        pytest.param(
            "Quy định kho thuốc ngày 05/01/2021 của Ban Dược liệu Chính phủ",
            "Quy định kho thuốc",
            "Ban Dược liệu Chính phủ",
            id="a body that no table has",
        ),
    ],
)
def test_what_a_note_says_of_its_own_number(said: str, title: str, issuer: str) -> None:
    assert outer(f"(Điều 4 Thông tư số 07/2021/TT-BYT {said}{TAIL}") == ("07/2021/TT-BYT", "2021-01-05", issuer, title)


def test_a_document_in_a_title_keeps_its_own_day_and_body() -> None:
    note = (
        "(Điều 2 Nghị định số 07/2021/NĐ-CP Sửa đổi Quyết định số 15/2018/QĐ-TTg ngày 18 tháng 8 năm 2018 của "
        f"Thủ tướng Chính phủ và Thông tư số 9/2018/TT-BYT về kho thuốc ngày 05/01/2021 của Chính phủ{TAIL}"
    )
    _, second, third = find_mentions(note)
    assert second.date is not None
    assert second.date.iso == "2018-08-18"
    assert second.issuer is not None
    assert second.issuer.name == "Thủ tướng Chính phủ"
    # The tail is the outer number's: the last inner one has no day, and its title ends before it.
    assert (third.date, third.title) == (None, "kho thuốc")


@pytest.mark.parametrize(
    ("text", "iso", "title"),
    [
        pytest.param("Kho thuốc ban hành ngày 05/01/2021)", "2021-01-05", "Kho thuốc", id="a bracket closes it"),
        pytest.param("Về kho thuốc ban hành ngày 05/01/2021; Điều 7", "2021-01-05", "kho thuốc", id="“;”, without Về"),
        pytest.param(
            "Quy định một số điều của Luật Kho thuốc ban hành ngày 05/01/2021)",
            "2021-01-05",
            "Quy định một số điều của Luật Kho thuốc",
            id="the day is not that of the law it names",
        ),
        pytest.param("Kho thuốc ngày 05/01/2021)", None, None, id="without “ban hành” it needs a body"),
        pytest.param("Kho thuốc ban hành ngày 05/01/2021 đã nêu", None, None, id="the sentence goes on"),
    ],
)
def test_a_cross_reference_without_a_body(text: str, iso: str | None, title: str | None) -> None:
    (one,) = find_mentions(
        f"(Điều này có nội dung liên quan đến Điều 4. Việc giữ kho của Thông tư 7/2021/TT-BYT {text}"
    )
    assert (one.date.iso if one.date else None, one.title, one.relation) == (iso, title, None)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        pytest.param(
            "(Nghị định số 7/2021/NĐ-CP sửa đổi Nghị định số 9/2018/NĐ-CP ngày 02/3/2018 của Chính phủ)",
            None,
            id="no part cited, one day: the inner one's",
        ),
        pytest.param("(Điều 4 Thông tư số 7/2021/TT-BYT, có hiệu lực từ ngày 01/3/2021)", None, id="no title, no day"),
        pytest.param("(Điều 4 Thông tư số 7/2021/TT-BYT đã nêu việc này ngày 05/01/2021)", None, id="a sentence"),
        pytest.param(
            "Thông tư số 7/2021/TT-BYT quy định kho thuốc ngày 05/01/2021 của Bộ Y tế đã có.",
            "2021-01-05",
            id="no bracket",
        ),
        pytest.param(
            "Thông tư số 7/2021/TT-BYT quy định kho thuốc theo Công văn ngày 05/01/2021 của Bộ Y tế.",
            None,
            id="the day of a letter named in the title",
        ),
        pytest.param(
            "Thông tư số 7/2021/TT-BYT mà mọi người họp ngày 05/01/2021 của Bộ Y tế",
            None,
            id="not the words of a title",
        ),
    ],
)
def test_what_is_no_tail_of_the_first_number(text: str, iso: str | None) -> None:
    first = find_mentions(text)[0]
    assert (first.date.iso if first.date else None) == iso
