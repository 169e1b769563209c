"""Addresses say what is known of a work and nothing more."""

import pytest

from archive.works.address import address
from archive.works.dates import PartialDate
from archive.works.document import Card, Document, Issuer
from archive.works.number import from_slug, parse

LAO_CAI = Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai-den-2025")


@pytest.mark.parametrize(
    ("work", "expected", "reason"),
    [
        (
            Document(
                "directive", number=parse("47-CT/TU"), type="Chỉ thị", issuer=LAO_CAI, date=PartialDate(2014, 11, 11)
            ),
            "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu",
            "all known: the family, not the dated body",
        ),
        (
            Document("directive", number=parse("16-ĐA/TU"), type="Đề án", date=PartialDate(2020)),
            "chua-ro/de-an/2020/16-dda-tu",
            "TU never names the province",
        ),
        (
            Document("directive", number=parse("05-CT/TW"), type="Chỉ thị"),
            "trung-uong/chi-thi/chua-ro/05-ct-tw",
            "TW stands for three organs of one family",
        ),
        (
            Document("directive", number=parse("30/2020/NĐ-CP"), type="Nghị định"),
            "chinh-phu/nghi-dinh/2020/30-2020-ndd-cp",
            "a State number carries its year, and CP is one body",
        ),
        (
            Document("directive", number=parse("12-KH/ĐU"), type="Kế hoạch"),
            "chua-ro/ke-hoach/chua-ro/12-kh-ddu",
            "ĐU is any grass-roots committee",
        ),
        (
            Document("directive", number=parse("9-QĐ/TU"), issuer=Issuer("Tỉnh ủy", None)),
            "chua-ro/chua-ro/chua-ro/09-qdd-tu",
            "a level is no body, QĐ is two types",
        ),
        (
            Document(
                "directive", type="Hướng dẫn", issuer=LAO_CAI, title="về sinh hoạt chi bộ", date=PartialDate(2023, 5)
            ),
            "tinh-uy-lao-cai/huong-dan/2023/ve-sinh-hoat-chi-bo-abc123",
            "no number: title and seed",
        ),
        (
            Document("article", title="Sa Pa: sơ kết “2 năm” thực hiện", place="Lào Cai", date=PartialDate(2020, 3, 1)),
            "lao-cai/tin-bai/2020/sa-pa-so-ket-2-nam-thuc-hien-abc123",
            "an article",
        ),
        (Document("article"), "tin/tin-bai/chua-ro/abc123", "an article nothing is known of"),
        (
            Document("article", title="Thành ủy Tuyên Quang nâng cao chất lượng sinh hoạt chi bộ giai đoạn mới"),
            "tin/tin-bai/chua-ro/thanh-uy-tuyen-quang-nang-cao-chat-luong-sinh-hoat-chi-bo-abc123",
            "cut at a syllable",
        ),
        (
            Card("", "stub", key="8-QĐ/TW", number="08-QĐi/TW", type="Quy định", date=PartialDate(2018)),
            "trung-uong/quy-dinh/2018/08-qdd-tw",
            "a card speaks as a document does; variants share an address",
        ),
        (
            Card("", "stub", key="plenum:XII:4", type="Nghị quyết", issuer=Issuer("BCH", "ban-chap-hanh-trung-uong")),
            "trung-uong/nghi-quyet/chua-ro/hoi-nghi-4-khoa-xii",
            "a plenum",
        ),
        (Card("", "stub", key="congress:XIII"), "chua-ro/chua-ro/chua-ro/dai-hoi-xiii", "a congress"),
        (
            Document(
                "directive",
                number=parse("01-KH/HU"),
                type="Kế hoạch",
                issuer=Issuer("Huyện ủy Tuy Đức", "huyen-uy-tuy-duc"),
            ),
            "huyen-uy-tuy-duc/ke-hoach/chua-ro/01-kh-hu",
            "a body that no table has is its own family",
        ),
    ],
)
def test_address(work: Document | Card, expected: str, reason: str) -> None:
    assert address(work, "abc123") == expected, reason


def test_a_number_can_be_read_back_from_its_address() -> None:
    for written in ("47-CT/TU", "16-ĐA/TU", "30/2020/NĐ-CP", "05-QĐ/TW"):
        made = address(Document("directive", number=parse(written)), "abc123")
        assert from_slug(made.rpartition("/")[2]).key == parse(written).key
