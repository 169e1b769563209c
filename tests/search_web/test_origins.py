"""What a page says of where its text comes from: how it was read, where sources differ, near copies."""

from pathlib import Path
from typing import Any

import pytest

from archive.accession import accession
from archive.config import load
from archive.index.memory import MemoryEngine
from archive.store.database import open_database
from archive.works.dates import parse_iso
from archive.works.document import CaptureRef, Derivation, Document, Issuer
from archive.works.number import parse
from search_web import create_app
from search_web.origins import read_words


@pytest.mark.parametrize(
    ("derivation", "words"),
    [
        pytest.param(None, "", id="letters that stood in the file"),
        pytest.param(
            Derivation(("recognised",), 0.874, tool="x"),
            "nhận dạng chữ từ ảnh, độ tin cậy khoảng 87 %",
            id="a scan",
        ),
        pytest.param(
            Derivation(("converted", "recoded"), 1.0, "TCVN3"),
            "chuyển từ dạng tệp Office cũ, chuyển mã từ phông chữ cũ (TCVN3)",
            id="an old Word file in an old font",
        ),
    ],
)
def test_how_a_text_was_read_in_words(derivation: Derivation | None, words: str) -> None:
    assert read_words(derivation) == words


LINE = "Chi bộ số {at} họp định kỳ, kiểm điểm việc thực hiện nghị quyết và báo cáo ban thường vụ trước ngày {at}."
BODY = "\n".join(LINE.format(at=at) for at in range(1, 20))


def paper(number: str, issuer: Issuer, day: str, **more: Any) -> Document:  # noqa: ANN401  # values of any field
    text = f"CHỈ THỊ\n{BODY} {number}"
    values = {"type": "Chỉ thị", "title": "sinh hoạt chi bộ", "text": text, **more}
    return Document("directive", number=parse(number), issuer=issuer, date=parse_iso(day), **values)


def test_the_page_tells_of_scans_differing_lists_and_near_copies(tmp_path: Path) -> None:
    lao_cai, ha_giang = Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai"), Issuer("Tỉnh ủy Hà Giang", "tinh-uy-ha-giang")
    scan = Derivation(("recoded",), 0.87, tool="x", losses=("Trang 2 mờ",))
    said = (("number", "47-CT/TU"), ("date", "12/11/2014"))
    with open_database(tmp_path / "kho.sqlite", create=True) as database:
        for one, origin in (
            (paper("47-CT/TU", lao_cai, "2014-11-11", derivation=scan, hints=said), "a.pdf"),
            (paper("09-CT/TU", ha_giang, "2016-02-02"), "b.html"),
        ):
            accession(database, one, CaptureRef(origin, "application/pdf", f"sha256:{origin}"), ())
        app = create_app(load(None, {}), database=database, engine=MemoryEngine())
        client = app.test_client()
        text = client.get("/vb/tinh-uy-lao-cai/chi-thi/2014/47-ct-tu").text
        page = client.get("/vb/tinh-uy-lao-cai/chi-thi/2014/47-ct-tu/ban-goc").text
    assert "chuyển mã từ phông chữ cũ, độ tin cậy khoảng 87 %" in text  # who reads the text is told too
    assert "chuyển mã từ phông chữ cũ, độ tin cậy khoảng 87 %" in page
    assert "Trang 2 mờ." in page
    assert "<span>11/11/2014</span> <span" in page
    assert "<span>12/11/2014</span></td>" in page
    assert "danh sách ở nơi lấy" in page
    assert 'href="/vb/tinh-uy-ha-giang/chi-thi/2016/09-ct-tu"' in page
    assert "gần như trùng, của văn bản khác" in page
