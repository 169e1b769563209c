"""A small archive for the tests of the ladder and the cascade: one topic from the centre to a ward, over the years.

Numbers, dates and bodies of central documents are real; every sentence is written for the tests.
"""

from dataclasses import replace

from archive.accession import accession, load_catalogue
from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.index.memory import MemoryEngine
from archive.store.database import Database
from archive.store.waiting import iterate
from archive.works.catalogue import catalogue
from archive.works.document import Document, Issuer
from tests.archive.making import BO_CHINH_TRI, LAO_CAI, TUYEN_QUANG, capture, directive

BAN_BI_THU = "ban-bi-thu"
SA_PA = "huyen-uy-sa-pa"
NEW_LAO_CAI = "tinh-uy-lao-cai-tu-2025"
WARD = "dang-uy-phuong-sa-pa"
DIRECTIVE = "Chỉ thị số 50-CT/TW, ngày 23/7/2025 của Ban Bí thư"
OLD_LAO_CAI = "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai"
# A line of three, a guide of the centre, a local one without a date.
_OF_THE_TABLE = ("47-QĐ/TW", "37-QĐ/TW", "207-QĐ/TW", "12-HD/BTCTW", "17-CT/TU")
TOPIC = "nâng cao chất lượng sinh hoạt chi bộ"


def documents() -> list[Document]:
    """The documents, oldest first; the plans do not repeat the subject of what they carry out."""
    return [
        directive("10-CT/TW", body=BAN_BI_THU, date="2007-03-30", title=TOPIC, text="Chi bộ họp mỗi tháng một lần."),
        directive(
            "47-CT/TU",
            body=LAO_CAI,
            date="2014-11-11",
            title=TOPIC,
            text="Thực hiện Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư, các chi bộ giữ nền nếp.",
        ),
        directive(
            "40-NQ/HU",
            body=SA_PA,
            date="2017-07-17",
            title=TOPIC,
            type="Nghị quyết",
            text=f"Căn cứ {OLD_LAO_CAI}; Huyện ủy quyết nghị.",
        ),
        directive(
            "05-HD/TU",
            body=LAO_CAI,
            date="2018-11-26",
            title="sinh hoạt chi bộ",
            type="Hướng dẫn",
            text=f"Căn cứ {OLD_LAO_CAI}, Tỉnh ủy hướng dẫn.",
        ),
        directive(
            "16-ĐA/TU",
            body=TUYEN_QUANG,
            date="2020-01-03",
            title=f"{TOPIC} giai đoạn 2020-2025",
            type="Đề án",
            text="Tỉnh làm việc này trong năm năm.",
        ),
        directive(
            "50-CT/TW",
            body=BAN_BI_THU,
            date="2025-07-23",
            title=f"tiếp tục đổi mới, {TOPIC} trong giai đoạn mới",
            text="Chỉ thị này thay thế Chỉ thị số 10-CT/TW, ngày 30/3/2007 của Ban Bí thư.",
        ),
        directive(
            "27-KH/TU",
            body=NEW_LAO_CAI,
            date="2025-11-14",
            title=f"thực hiện {DIRECTIVE}",
            type="Kế hoạch",
            text=f"Thực hiện {DIRECTIVE}, làm ngay.\n{OLD_LAO_CAI} hết hiệu lực kể từ ngày ban hành kế hoạch này.",
        ),
        directive(
            "15-KH/ĐU",
            body=WARD,
            date="2025-12-05",
            title=f"thực hiện {DIRECTIVE} trên địa bàn phường",
            type="Kế hoạch",
            text=f"Thực hiện {DIRECTIVE} và Kế hoạch số 27-KH/TU, ngày 14/11/2025 của Tỉnh ủy Lào Cai.",
        ),
        directive(
            "06-NQ/ĐU",
            body=WARD,
            date="2026-03-20",
            title="chuyển đổi số trong sinh hoạt chi bộ",
            type="Nghị quyết",
            text="Chi bộ dùng sổ tay điện tử.",
        ),
        directive(
            "57-NQ/TW",
            body=BO_CHINH_TRI,
            date="2024-12-22",
            title="đột phá phát triển khoa học, công nghệ và chuyển đổi số quốc gia",
            type="Nghị quyết",
            text="Cả nước làm chủ công nghệ.",
        ),
        replace(
            directive(
                "38/NQ-HĐND", date="2023-12-07", title="nhiệm vụ chuyển đổi số của tỉnh năm 2024", type="Nghị quyết"
            ),
            issuer=Issuer("Hội đồng nhân dân tỉnh Tuyên Quang", "hoi-dong-nhan-dan-tinh-tuyen-quang-den-2025"),
            place="Tuyên Quang",
        ),
        Document(genre="article", title="Tin về sinh hoạt chi bộ ở Hà Giang", place="Hà Giang", text="Chi bộ họp đều."),
    ]


def fill(database: Database) -> MemoryEngine:
    """The archive: some rows of the table, the documents, and an index over both."""
    load_catalogue(database, [row for row in catalogue() if str(row.number) in _OF_THE_TABLE])
    for place, document in enumerate(documents()):
        mentions = find_mentions(document.text, own_type=document.type)
        claims = find_claims(document, mentions)
        accession(database, document, capture(document, f"{place}.html"), mentions, claims=claims)
    engine = MemoryEngine()
    with database.reading() as connection:
        engine.rebuild(iterate(connection))
    return engine
