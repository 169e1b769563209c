"""A small archive for the tests of the index and of answers: directives of several bodies, an article, a stub."""

from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Block, Document, Genre, Issuer
from archive.works.number import parse

LAO_CAI = Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai")
TUYEN_QUANG = Issuer("Ban Thường vụ Tỉnh ủy Tuyên Quang", "tinh-uy-tuyen-quang")
POLITBURO = Issuer("Bộ Chính trị", "bo-chinh-tri")


def work(  # one row, one work
    doc_id: str,
    title: str,
    text: str = "",
    *,
    number: str | None = None,
    kind: str | None = None,
    issuer: Issuer | None = None,
    date: str | None = None,
    genre: Genre = "directive",
    place: str | None = None,
    heading: str = "",
) -> Document:
    known: PartialDate | None = parse_iso(date) if date else None
    whole = f"{heading}\n{text}" if heading else text
    return Document(
        genre=genre,
        id=doc_id,
        number=parse(number) if number else None,
        type=kind,
        issuer=issuer,
        date=known,
        title=title,
        place=place,
        text=whole,
        blocks=(Block(0, len(heading), "heading"),) if heading else (),
    )


HOLDINGS: tuple[Document, ...] = (
    work(
        "lao-cai/47",
        "nâng cao chất lượng sinh hoạt chi bộ",
        "Các chi bộ phải sinh hoạt định kỳ. Căn cứ Chỉ thị số 05-CT/TW về học tập và làm theo.",
        number="47-CT/TU",
        kind="Chỉ thị",
        issuer=LAO_CAI,
        date="2014-11-11",
        place="Lào Cai",
    ),
    work(
        "tuyen-quang/16",
        "nâng cao chất lượng sinh hoạt chi bộ giai đoạn 2020-2025",
        "Đề án nêu 15 giải pháp. Đường giao thông nông thôn được mở rộng.",
        number="16-ĐA/TU",
        kind="Đề án",
        issuer=TUYEN_QUANG,
        date="2020-01-03",
        place="Tuyên Quang",
    ),
    work(
        "tw/05",
        "đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "Bộ Chính trị yêu cầu các cấp ủy học tập và làm theo. Việc này tiến hành thường xuyên.",
        number="05-CT/TW",
        kind="Chỉ thị",
        issuer=POLITBURO,
        date="2016-05-15",
        heading="Tổ chức thực hiện",
    ),
    work(
        "tw/19",
        "những điều đảng viên không được làm",
        "Quy định 19 điều đảng viên không được làm. Dương sĩ là tên riêng. Khoa học kỹ thuật.",
        number="37-QĐ/TW",
        kind="Quy định",
        issuer=Issuer("Ban Chấp hành Trung ương", "ban-chap-hanh-trung-uong"),
        date="2021",
    ),
    work(
        "tin/sa-pa",
        "Thị ủy Sa Pa triển khai sinh hoạt chi bộ",
        "Thực hiện Chỉ thị số 47-CT/TU của Tỉnh ủy, các chi bộ đổi mới. "
        "Chất lượng sinh hoạt được nâng cao. Khóa học mở ra.",
        genre="article",
        date="2015-02",
        place="Sa Pa",
    ),
    work(
        "stub/40",
        "nâng cao chất lượng sinh hoạt chi bộ\nvề nâng cao chất lượng sinh hoạt của chi bộ thôn",
        number="40-NQ/HU",
        kind="Nghị quyết",
        issuer=Issuer("Huyện ủy Sa Pa", "huyen-uy-sa-pa"),
        date="2017-07-17",
        genre="stub",
    ),
    work("tin/khong-ngay", "Hội nghị về giao thông đường sắt", "Đường sắt qua tỉnh được khôi phục.", genre="article"),
)
