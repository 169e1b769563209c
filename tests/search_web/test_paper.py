"""What part of a sheet each line plays, as on paper."""

import pytest

from archive.works.document import Block, BlockKind
from archive.works.outline import places
from search_web.paper import Role, roles, says_demonstration


def played(*lines: str, body: int = 0, kind: str = "", columns: int = 0) -> list[Role]:
    text, at, blocks = "\n".join(lines), 0, []
    for ordinal, line in enumerate(lines):
        of_block: BlockKind = "letterhead-left" if ordinal < columns else "paragraph"
        blocks.append(Block(at, at + len(line), of_block))
        at += len(line) + 1
    types = [(text.index(kind), text.index(kind) + len(kind))] if kind else []
    numbered = [place.numbered for place in places(text, blocks)]
    return list(roles(text, blocks, body=body, types=types, numbered=numbered))


def test_the_opening_of_a_directive() -> None:
    lines = ("VĂN BẢN MINH HỌA – x", "TỈNH ỦY", "*", "Lào Cai, ngày 11 tháng 11 năm 2014", "CHỈ THỊ", "về họp", "-----")
    assert played(*lines[:1], *lines[4:], "Họp.", body=4, kind="CHỈ THỊ") == [
        "demonstration",
        "type",
        "subject",
        "rule",
        "",
    ]
    assert played(*lines[1:5], body=4, kind="CHỈ THỊ", columns=3) == ["", "star", "date", "type"]


def test_a_letterhead_in_plain_lines() -> None:
    lines = ("CHÍNH PHỦ", "----", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "NGHỊ ĐỊNH")
    assert played(*lines, body=5, kind="NGHỊ ĐỊNH") == ["issuer", "rule", "motto", "motto", "type"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            ("Nơi nhận:", "- Các tỉnh ủy trực thuộc", "Trung ương", "- Lưu.", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "(đã ký)"),
            ["recipients"] * 4 + ["signature"] * 3,
            id="Party: recipients with a wrapped line, then the signature",
        ),
        pytest.param(
            ("TM. CHÍNH PHỦ", "THỦ TƯỚNG", "(đã ký)", "Nơi nhận:", "- Lưu: VT"),
            ["signature"] * 3 + ["recipients"] * 2,
            id="State: the signature first",
        ),
        pytest.param(("CHỦ TỊCH", "(đã ký)"), ["signature"] * 2, id="a rank alone above “đã ký”"),
        pytest.param(
            ("Nơi nhận:", "- Lưu", "PHỤ LỤC", "Kèm theo kế hoạch"),
            ["recipients", "recipients", "centred", ""],
            id="an annex is not of the foot",
        ),
        pytest.param(("Nơi nhận đơn là chi ủy.",), [""], id="a sentence about where a thing is received"),
        pytest.param(("T/M: viết tắt của thay mặt.",), [""], id="an abbreviation explained"),
        pytest.param(("QUYẾT NGHỊ:", "Điều 1. HỌP"), ["centred", ""], id="capitals alone; a number is a heading"),
        pytest.param(("- Căn cứ Điều lệ Đảng;",), [""], id="a recital"),
        pytest.param(("_____", "…", "* * *"), ["rule", "rule", "rule"], id="drawn lines"),
    ],
)
def test_the_body_and_the_foot(lines: tuple[str, ...], expected: list[str]) -> None:
    assert played(*lines) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("VĂN BẢN MINH HỌA – không phải bản chính thức", True), ("Văn bản có hình minh họa", False)],
    ids=["the notice", "a sentence"],
)
def test_the_notice(line: str, expected: bool) -> None:
    assert says_demonstration(line) is expected
