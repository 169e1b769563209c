"""Claims of validity in texts: of other works and of the text itself, what denies or tells only, and true spans.

Every sentence is written for the tests; numbers and dates are real.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.works.dates import parse_iso
from archive.works.document import Document, Genre
from archive.works.validity import FoundClaim
from tests.strategies import citing_texts

SIGNED = parse_iso("2026-01-09")


def read(text: str, kind: str | None = None, genre: Genre = "directive") -> tuple[FoundClaim, ...]:
    return find_claims(Document(genre, type=kind, date=SIGNED, text=text), find_mentions(text))


def told(text: str, genre: Genre = "directive") -> list[tuple[str, str, str, str, bool]]:
    """The claims on other works: number as written, value, part, day, and whether it is only told."""
    mentions = find_mentions(text)
    found = find_claims(Document(genre, date=SIGNED, text=text), mentions)
    return [
        (mentions[one.mention].surface, one.value, one.provisions or one.scope, _day(one), one.told)
        for one in found
        if one.mention is not None
    ]


def _day(one: FoundClaim) -> str:
    return one.since.iso if one.since else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Quy định này thay thế Quy định số 47-QĐ/TW, ngày 01/11/2011 của Ban Chấp hành Trung ương.",
            [("47-QĐ/TW", "replaced", "whole", "", False)],
            id="the text replaces another",
        ),
        pytest.param(
            "Quy định này có hiệu lực từ ngày ký, thay thế Quy định số 31-QĐ/TW, ngày 01/10/1997 và Quy định số "
            "91-QĐ/TW, ngày 16/02/2004 của Ban Bí thư.",
            [("31-QĐ/TW", "replaced", "whole", "", False), ("91-QĐ/TW", "replaced", "whole", "", False)],
            id="one verb, two numbers",
        ),
        pytest.param(
            "Quy định này thay thế Quy định số 80-QĐ/TW, ngày 18/8/2022, Quy định số 50-QĐ/TW, ngày 27/12/2021 và Quy "
            "định số 41-QĐ/TW, ngày 03/11/2021 của Bộ Chính trị.",
            [
                ("80-QĐ/TW", "replaced", "whole", "", False),
                ("50-QĐ/TW", "replaced", "whole", "", False),
                ("41-QĐ/TW", "replaced", "whole", "", False),
            ],
            id="one verb, three numbers",
        ),
        pytest.param(
            "Bãi bỏ khoản 2 Điều 3 Thông tư số 12/2011/TT-BNV, kể từ ngày 01/3/2026.",
            [("12/2011/TT-BNV", "abolished", "khoản 2 Điều 3", "2026-03-01", False)],
            id="a part, with its day",
        ),
        pytest.param(
            "2. Bãi bỏ các văn bản sau đây:\na) Thông tư số 12/2011/TT-BNV ngày 17/10/2011 về mẫu sổ theo dõi.\n"
            "b) Thông tư số 05/2012/TT-BNV ngày 24/10/2012 về mẫu báo cáo.",
            [
                ("12/2011/TT-BNV", "abolished", "whole", "", False),
                ("05/2012/TT-BNV", "abolished", "whole", "", False),
            ],
            id="a list under a colon",
        ),
        pytest.param(
            "Sửa đổi, bổ sung một số điều của Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính phủ.",
            [("34/2016/NĐ-CP", "amended", "một số điều", "", False)],
            id="an amendment of some articles",
        ),
        pytest.param(
            "Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại Điều 5 Thông tư số 12/2011/TT-BNV.",
            [("12/2011/TT-BNV", "amended", "Điều 5", "", False)],
            id="words replaced: an amendment, no replacement",
        ),
        pytest.param(
            "2. Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ hết hiệu lực từ ngày Nghị định này "
            "có hiệu lực.",
            [("110/2004/NĐ-CP", "ended", "whole", "", False)],
            id="ends with the beginning of this text",
        ),
        pytest.param(
            "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai hết hiệu lực kể từ ngày 01/12/2025.",
            [("47-CT/TU", "ended", "whole", "2025-12-01", False)],
            id="ends on a day that is written",
        ),
        pytest.param(
            "Thông tư số 12/2011/TT-BNV hết hiệu lực kể từ ngày Luật Cán bộ mới có hiệu lực.",
            [("12/2011/TT-BNV", "ended", "whole", "", True)],
            id="ends on a day that is not known: not the day of this text",
        ),
        pytest.param(
            "Thông tư này thay thế Thông tư số 12/2011/TT-BNV, trừ quy định tại Điều 5.",
            [("12/2011/TT-BNV", "replaced", "part", "", False)],
            id="with an exception it is a part",
        ),
        pytest.param(
            "KẾT LUẬN\nvề tiếp tục thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị",
            [("05-CT/TW", "continued", "whole", "", False)],
            id="a conclusion that keeps a directive alive",
        ),
        pytest.param(
            "Đình chỉ việc thi hành Quyết định số 12/2020/QĐ-UBND của Ủy ban nhân dân tỉnh Lào Cai.",
            [("12/2020/QĐ-UBND", "suspended", "whole", "", False)],
            id="suspended",
        ),
        pytest.param(
            "Nghị định số 110/2004/NĐ-CP được thay thế bằng Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
            [("110/2004/NĐ-CP", "replaced", "whole", "2020-03-05", True)],
            id="passive: the one before is ended, by the one behind",
        ),
        pytest.param(
            "Quy định số 399-QĐ/TW, ngày 09/01/2026 thay thế Quy định số 66-QĐ/TW, ngày 06/02/2017.",
            [("66-QĐ/TW", "replaced", "whole", "2026-01-09", True)],
            id="another text acts: told, on the day of that text",
        ),
        pytest.param(
            "Thực hiện Kết luận số 01-KL/TW, ngày 18/5/2021 về tiếp tục thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016.",
            [("05-CT/TW", "continued", "whole", "2021-05-18", True)],
            id="the conclusion that is cited continues, not this text",
        ),
        pytest.param(
            "Quy định số 66-QĐ/TW, ngày 06/02/2017 đã hết hiệu lực.",
            [("66-QĐ/TW", "ended", "whole", "", True)],
            id="a past end has no known day",
        ),
    ],
)
def test_what_a_text_claims_of_others(text: str, expected: list[tuple[str, str, str, str, bool]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Quy định này không thay thế Quy định số 30-QĐ/TW.", id="denied"),
        pytest.param("Đến nay cấp ủy chưa bãi bỏ Quy định số 30-QĐ/TW.", id="not yet"),
        pytest.param("Quyết định này có thay thế Quyết định số 342-QĐ/TW không?", id="asked"),
        pytest.param("Ban Tổ chức dự kiến thay thế Hướng dẫn số 12-HD/BTCTW.", id="planned"),
        pytest.param("Đề nghị Chính phủ xem xét bãi bỏ Nghị định số 30/2020/NĐ-CP.", id="wished"),
        pytest.param("Quy định này sẽ thay thế Quy định số 30-QĐ/TW.", id="to come"),
        pytest.param("Trường hợp Nghị định số 30/2020/NĐ-CP được thay thế thì theo văn bản mới.", id="a condition"),
        pytest.param("Sửa đổi hoặc thay thế Nghị định số 30/2020/NĐ-CP.", id="an alternative"),
        pytest.param("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật số 25/2024/QH15;", id="the grounds of a text"),
        pytest.param("Những quy định trước đây trái với Quy định này đều bãi bỏ.", id="nothing in particular"),
        pytest.param("Chi bộ thực hiện Chỉ thị số 05-CT/TW, ngày 15/5/2016.", id="no verb of validity"),
        pytest.param("Đình chỉ sinh hoạt đảng theo Quy định số 22-QĐ/TW.", id="a member is suspended, no text"),
        pytest.param("Bổ sung nhân sự theo Hướng dẫn số 12-HD/BTCTW.", id="people are added, no words"),
        pytest.param("Điều 5 ghi: “Bãi bỏ Nghị định số 30/2020/NĐ-CP.”", id="words of another text in quotes"),
    ],
)
def test_what_is_no_claim_on_others(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Quy định này có hiệu lực từ ngày ký.", [("in_force", "whole", "", False)], id="from its signing"),
        pytest.param(
            "Điều 9. Hiệu lực thi hành\n1. Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 02 năm 2026.",
            [("in_force", "whole", "2026-02-01", False)],
            id="from a day",
        ),
        pytest.param(
            "Thông tư này có hiệu lực sau 45 ngày kể từ ngày ký ban hành.",
            [("in_force", "whole", "2026-02", False)],
            id="so many days after signing: the count may differ by one, the month is sure",
        ),
        pytest.param(
            "Thông tư này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.",
            [("in_force", "whole", "", True)],
            id="a day that is not in the text",
        ),
        pytest.param(
            "Quy định này thay thế Quy định số 47-QĐ/TW, ngày 01/11/2011; có hiệu lực từ ngày 01/02/2026.",
            [("in_force", "whole", "2026-02-01", False)],
            id="said after what it replaces",
        ),
        pytest.param(
            "Quy định này thay thế Quyết định số 342-QĐ/TW, ngày 28/12/2010, áp dụng từ ngày 01/02/2026.",
            [("in_force", "whole", "2026-02-01", False)],
            id="applied from a day",
        ),
        pytest.param(
            "Quyết định này có hiệu lực từ ngày ký và hết hiệu lực sau ngày 31/12/2027.",
            [("in_force", "whole", "", False), ("ended", "whole", "2028-01-01", False)],
            id="its last day",
        ),
        pytest.param(
            "Điều 15 Thông tư này có hiệu lực từ ngày 01/01/2027.",
            [("in_force", "part", "2027-01-01", False)],
            id="a part of it",
        ),
        pytest.param(
            "Hồ sơ nộp trước ngày Nghị định này có hiệu lực được xử lý tiếp.", [], id="its beginning as a time"
        ),
        pytest.param("Thông tư này hướng dẫn Luật số 25/2024/QH15, có hiệu lực từ 01/7/2025.", [], id="the law's day"),
        pytest.param("“Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2026.”", [], id="quoted"),
    ],
)
def test_what_a_text_claims_of_itself(text: str, expected: list[tuple[str, str, str, bool]]) -> None:
    own = [one for one in read(text) if one.mention is None]
    assert [(one.value, one.scope, _day(one), one.told) for one in own] == expected


def test_another_type_than_its_own_is_not_the_text_itself() -> None:
    assert read("Chỉ thị này có hiệu lực từ ngày ký.", "Kế hoạch") == ()
    assert len(read("Quy chế này có hiệu lực từ ngày ký.", "Quyết định")) == 1  # its annex


def test_an_article_only_tells() -> None:
    found = told("Bãi bỏ Nghị định số 30/2020/NĐ-CP.", "article")
    assert found == [("30/2020/NĐ-CP", "abolished", "whole", "", True)]
    assert read("Quy định này có hiệu lực từ ngày ký.", genre="article") == ()


def test_the_words_of_a_claim_are_its_clause() -> None:
    text = "Điều 3.\nQuy định này thay thế Quy định số 47-QĐ/TW; có hiệu lực từ ngày ký.\nNơi nhận:"
    assert {text[one.start : one.end] for one in read(text)} == {
        "Quy định này thay thế Quy định số 47-QĐ/TW; có hiệu lực từ ngày ký."
    }


@given(
    citing_texts(),
    st.sampled_from(["thay thế ", "Bãi bỏ ", " hết hiệu lực ", "Quy định này có hiệu lực ", " được sửa đổi bởi "]),
    citing_texts(),
)
def test_spans_are_true_in_any_text(before: str, verb: str, after: str) -> None:
    text = f"{before} {verb}Quy định số 47-QĐ/TW {after}"
    mentions = find_mentions(text)
    for one in find_claims(Document("directive", text=text), mentions):
        assert 0 <= one.start < one.end <= len(text)
        place = mentions[one.mention] if one.mention is not None else None
        assert place is None or one.start <= place.start < place.end <= one.end


@given(citing_texts())
def test_claims_do_not_depend_on_what_is_known_of_the_text(text: str) -> None:
    mentions = find_mentions(text)
    document = Document("directive", text=text)
    dated = replace(document, date=SIGNED)
    assert [one.mention for one in find_claims(document, mentions)] == [
        one.mention for one in find_claims(dated, mentions)
    ]
