"""Addresses never break: what was known vaguely and is known better now is reached from its former address."""

from dataclasses import replace
from pathlib import Path

from archive.config import Settings
from archive.index.memory import MemoryEngine
from archive.store.database import open_database
from archive.works.document import Issuer
from search_web import create_app
from tests.search_web.conftest import made, take_in
from tests.search_web.htmlcheck import read

VAGUE = "chua-ro/quyet-dinh/2013/9999-qdd-tu"


def test_a_stub_that_became_a_document_keeps_its_old_address(settings: Settings, tmp_path: Path) -> None:
    own = replace(settings, archive_dir=tmp_path)
    citing = made(
        [("paragraph", 0, "Các xã làm theo Quyết định số 9999-QĐ/TU, ngày 01/6/2013.")],
        "https://vi.du/tin.html",
        genre="article",
        date="2019-04-30",
        title="Các xã làm theo",
    )
    held = made(
        [("paragraph", 0, "Tỉnh ủy Lào Cai quyết định lập tổ công tác.")],
        "https://vi.du/9999.html",
        number="9999-QĐ/TU",
        kind="Quyết định",
        issuer=Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai-den-2025"),
        date="2013-06-01",
        title="lập tổ công tác",
    )
    with open_database(own.database_path, create=True) as database:
        client = create_app(own, database=database, engine=MemoryEngine()).test_client()
        article = take_in(database, citing)
        assert "Kho chưa có toàn văn" in client.get(f"/vb/{VAGUE}").get_data(as_text=True)
        sharp = take_in(database, held)
        for address in (f"/vb/{VAGUE}", f"/api/v1/vb/{VAGUE}", f"/vb/{VAGUE}/duoc-vien-dan"):
            answer = client.get(address)
            assert answer.status_code == 301
            assert answer.headers["Location"] == address.replace(VAGUE, sharp)
        steering = "address=x&endpoint=x&_external=1&ngay=2020-01-01"
        for tail in ("", "/vien-dan", "/luoc-do", "/luoc-do.svg", "/the", ".jsonld", "/duoc-vien-dan.atom"):
            answer = client.get(f"/vb/{VAGUE}{tail}?{steering}")
            assert (answer.status_code, answer.headers["Location"]) == (301, f"/vb/{sharp}{tail}?ngay=2020-01-01"), tail
        page = read(client.get(f"/vb/{article}").get_data(as_text=True))
        assert f"/vb/{sharp}" in page.hrefs
        assert "lập tổ công tác" in read(client.get(f"/vb/{article}/vien-dan").get_data(as_text=True)).words()
