"""The kept bytes of a work: given as they were, never run, refused in words when they are gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.accession import accession
from archive.config import load
from archive.index.memory import MemoryEngine
from archive.store.database import open_database
from archive.works.dates import parse_iso
from archive.works.document import Document, Issuer, PageImage
from archive.works.number import parse
from ingest.capture import Captures
from ingest.material import Fetched, PagePicture, Request
from search_web import create_app

ADDRESS = "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu"
SCANNED = "tinh-uy-lao-cai/chi-thi/2014/48-ct-tu"
PAGE = b"<script>alert(1)</script><p>Ch\xe1\xbb\x89 th\xe1\xbb\x8b"
FILES = (
    ("https://vi.du/47-ct-tu.html", PAGE, "text/html"),
    ("47.pdf", b"%PDF-1.7 scan", "application/pdf"),
    ("47.doc", b"\xd0\xcf\x11\xe0 old", "application/x-ole-storage"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A site over one directive that came as a page, as a scan and as an old Word file."""
    settings = load(None, {"VANKIEN_ARCHIVE_DIR": str(tmp_path_factory.mktemp("kho"))})
    with open_database(settings.database_path, create=True) as database, Captures(settings.warc_dir) as captures:
        for origin, payload, kind in FILES:
            ref = captures.keep(Fetched(Request(origin), payload, kind))
            accession(database, _document("47-CT/TU"), ref, ())
        scan = captures.keep(Fetched(Request("48.pdf"), b"%PDF-1.7 48", "application/pdf"))
        pictures = captures.keep_pictures(scan, [PagePicture(at, "image/png", b"\x89PNG %d" % at) for at in (1, 2)])
        accession(database, _document("48-CT/TU", pictures), scan, ())
        yield create_app(settings, database=database, engine=MemoryEngine()).test_client()


def _document(number: str, images: tuple[PageImage, ...] = ()) -> Document:
    return Document(
        "directive",
        number=parse(number),
        type="Chỉ thị",
        issuer=Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai-den-2025"),
        date=parse_iso("2014-11-11"),
        title="sinh hoạt chi bộ",
        text=f"CHỈ THỊ\nChi bộ họp đều theo {number}.",
        images=images,
    )


@pytest.mark.parametrize(
    ("ordinal", "kind", "manner", "sandboxed"),
    [
        pytest.param(1, "application/octet-stream", 'attachment; filename="chi-thi-47-ct-tu.html"', True, id="a page"),
        pytest.param(2, "application/pdf", 'inline; filename="chi-thi-47-ct-tu.pdf"', False, id="a PDF is shown"),
        pytest.param(
            3, "application/x-ole-storage", 'attachment; filename="chi-thi-47-ct-tu.doc"', True, id="old Word"
        ),
    ],
)
def test_originals_are_given_as_they_were(
    site: FlaskClient, ordinal: int, kind: str, manner: str, sandboxed: bool
) -> None:
    answer = site.get(f"/vb/{ADDRESS}/goc/{ordinal}")
    assert answer.data == FILES[ordinal - 1][1]
    assert answer.headers["Content-Type"].partition(";")[0] == kind
    assert answer.headers["Content-Disposition"] == manner
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert ("sandbox" in answer.headers["Content-Security-Policy"]) is sandboxed
    assert "'self'" not in answer.headers["Content-Security-Policy"].partition("script-src")[2]
    again = site.get(f"/vb/{ADDRESS}/goc/{ordinal}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_tab_leads_to_each_original(site: FlaskClient) -> None:
    html = site.get(f"/vb/{ADDRESS}/ban-goc").get_data(as_text=True)
    assert [f'href="/vb/{ADDRESS}/goc/{at}"' in html for at in (1, 2, 3, 4)] == [True, True, True, False]
    assert "/anh/" not in html


@pytest.mark.parametrize("page", [1, 2])
def test_scanned_pages_are_shown(site: FlaskClient, page: int) -> None:
    html = site.get(f"/vb/{SCANNED}/ban-goc").get_data(as_text=True)
    assert f'<img src="/vb/{SCANNED}/anh/{page}" alt="Ảnh trang {page}"' in html
    shown = site.get(f"/vb/{SCANNED}/anh/{page}")
    assert (shown.data, shown.mimetype) == (b"\x89PNG %d" % page, "image/png")


@pytest.mark.parametrize("tail", ["goc/0", "goc/4", "anh/9", "goc/x"])
def test_what_there_is_not(site: FlaskClient, tail: str) -> None:
    assert site.get(f"/vb/{ADDRESS}/{tail}").status_code == 404


def test_a_damaged_original_is_refused_in_words(site: FlaskClient) -> None:
    warc = next(Path(site.application.extensions["vankien"].settings.warc_dir).glob("*.warc.gz"))
    held = warc.read_bytes()
    warc.write_bytes(held[:300] + b"\0" * (len(held) - 300))
    try:
        answer = site.get(f"/vb/{ADDRESS}/goc/2")
    finally:
        warc.write_bytes(held)
    assert answer.status_code == 503
    assert "khôi phục thư mục bản gốc" in answer.get_data(as_text=True)
