"""A small archive of made documents for the site's tests: held, stub, article, ambiguous, revised, hostile.

Facts of numbers and dates are real ones from the archive's tables; every sentence is written for the tests.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, expect, sync_playwright

from archive.accession import accession, load_catalogue
from archive.cite.mentions import find_mentions
from archive.config import Settings, load
from archive.index.engine import Engine
from archive.index.memory import MemoryEngine
from archive.store.database import Database, open_database
from archive.store.waiting import iterate
from archive.text.segment import segment
from archive.text.span import Span
from archive.works.catalogue import catalogue
from archive.works.dates import parse_iso
from archive.works.document import Block, BlockKind, CaptureRef, Document, Evidence, Genre, Issuer
from archive.works.number import parse
from search_web import create_app

DIRECTIVE = "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu"
GUIDE = "tinh-uy-lao-cai/huong-dan/2018/05-hd-tu"
CITING_ARTICLES = 24  # more than the document page lists

Line = tuple[BlockKind, int, str]
CITED = "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai"  # how the texts cite the directive
CENTRAL = "Hướng dẫn số 09-HD/BTCTW ngày 02/03/2012 của Ban Tổ chức Trung ương"


@dataclass(frozen=True, slots=True)
class Made:
    """A document of the tests before it is taken in."""

    document: Document
    origin: str
    media_type: str = "text/html"


def text_of(lines: Sequence[Line]) -> tuple[str, tuple[Block, ...]]:
    """The canonical text of some lines, with their blocks."""
    blocks, at = [], 0
    for kind, level, line in lines:
        blocks.append(Block(at, at + len(line), kind, level))
        at += len(line) + 1
    return "\n".join(line for *_, line in lines), tuple(blocks)


def made(
    lines: Sequence[Line],
    origin: str,
    *,
    genre: Genre = "directive",
    number: str | None = None,
    kind: str | None = None,
    issuer: Issuer | None = None,
    date: str | None = None,
    title: str | None = None,
    place: str | None = None,
    demonstration: bool = True,
) -> Made:
    """A document from its lines, with evidence for every value that stands in the text."""
    text, blocks = text_of(lines)
    read = parse(number) if number else None
    written = {"number": number, "type": kind and kind.upper(), "title": title, "issuer": issuer and issuer.name}
    evidence = [
        Evidence(name, Span(text.index(value), text.index(value) + len(value)), "words", 1.0)
        for name, value in written.items()
        if value and value in text
    ]
    if issuer and issuer.name not in text:
        evidence.append(Evidence("issuer", None, issuer.basis, 0.6))
    document = Document(
        genre=genre,
        number=read,
        type=kind,
        issuer=issuer,
        date=parse_iso(date) if date else None,
        title=title,
        place=place,
        system=read.system if read else None,
        text=text,
        blocks=blocks,
        words=segment(text),
        evidence=tuple(evidence),
        demonstration=demonstration,
    )
    return Made(document, origin)


LAO_CAI = Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai-den-2025")
TUYEN_QUANG = Issuer("Tỉnh ủy Tuyên Quang", "tinh-uy-tuyen-quang-den-2025", "context")


def directive(last: str = "Chỉ thị này phổ biến đến chi bộ.") -> Made:
    """47-CT/TU of Lào Cai; `last` is its last line, so that it can be revised."""
    return made(
        [
            ("letterhead-left", 0, "Tỉnh ủy Lào Cai"),
            ("letterhead-left", 0, "Số 47-CT/TU"),
            ("letterhead-right", 0, "ĐẢNG CỘNG SẢN VIỆT NAM"),
            ("letterhead-right", 0, "Lào Cai, ngày 11 tháng 11 năm 2014"),
            ("heading", 1, "CHỈ THỊ"),
            ("heading", 2, "về nâng cao chất lượng sinh hoạt chi bộ"),
            (
                "paragraph",
                0,
                "Căn cứ Quy định số 66-QĐ/TW, ngày 06/02/2017 của Ban Bí thư và tình hình thực tế, Tỉnh ủy yêu cầu:",
            ),
            ("heading", 2, "I- Mục tiêu"),
            (
                "item",
                1,
                f"1- Mọi chi bộ sinh hoạt đúng kỳ, đúng nội dung theo {CENTRAL}.",
            ),
            ("heading", 2, "II- Nhiệm vụ"),
            ("item", 1, "1- Cấp ủy phân công đảng viên dự sinh hoạt; thực hiện Nghị quyết Trung ương 4 khóa XII."),
            ("item", 2, "a) Chi bộ họp mỗi tháng một kỳ."),
            ("heading", 2, "III- Tổ chức thực hiện"),
            ("paragraph", 0, last),
        ],
        "https://vi.du/47-ct-tu.html",
        number="47-CT/TU",
        kind="Chỉ thị",
        issuer=LAO_CAI,
        date="2014-11-11",
        title="nâng cao chất lượng sinh hoạt chi bộ",
        place="Lào Cai",
    )


def others() -> list[Made]:
    """A namesake in another province, a guide, a decree of the State, a hostile text, an article."""
    return [
        made(
            [("paragraph", 0, "Chỉ thị về công tác dân vận được gửi tới các cấp ủy trong tỉnh.")],
            "https://vi.du/47-tuyen-quang.html",
            number="47-CT/TU",
            kind="Chỉ thị",
            issuer=TUYEN_QUANG,
            date="2014-03-05",
            title="tăng cường công tác dân vận",
            place="Tuyên Quang",
        ),
        made(
            [
                ("heading", 1, "HƯỚNG DẪN"),
                ("paragraph", 0, f"Hướng dẫn thực hiện {CITED} về nâng cao chất lượng sinh hoạt chi bộ."),
                ("paragraph", 0, f"Chi bộ vận dụng Kế hoạch số 99-KH/TU và mục II.1 {CITED}."),
            ],
            "https://vi.du/05-hd-tu.html",
            number="05-HD/TU",
            kind="Hướng dẫn",
            issuer=LAO_CAI,
            date="2018-11-26",
            title="sinh hoạt chi bộ theo chuyên đề",
            place="Lào Cai",
        ),
        made(
            [
                ("heading", 1, "NGHỊ ĐỊNH"),
                ("heading", 3, "Điều 1. Phạm vi điều chỉnh"),
                ("item", 1, "1. Văn bản này nói về công tác văn thư."),
                ("item", 1, "2. Cơ quan nhà nước làm theo."),
                ("heading", 3, "Điều 2. Giải thích từ ngữ"),
                ("item", 1, "1. Văn bản là thông tin thành văn."),
                ("table", 0, "Số\tTên loại\tKý hiệu"),
                ("heading", 3, "Điều 3. Hiệu lực"),
                ("paragraph", 0, "Cơ quan, tổ chức thi hành."),
            ],
            "nd30.docx",
            number="30/2020/NĐ-CP",
            kind="Nghị định",
            issuer=Issuer("Chính phủ", "chinh-phu"),
            date="2020-03-05",
            title="công tác văn thư",
            place="Hà Nội",
        ),
        made(
            [
                ("heading", 1, '<script>alert("tiêu đề")</script>'),
                ("paragraph", 0, f'Chữ <b>đậm</b> & "ngoặc" theo {CITED} <img src=x onerror=alert(1)>.'),
            ],
            'https://vi.du/"><script>alert(2)</script>.html',
            genre="article",
            date="2019-05-01",
            title='<script>alert("tiêu đề")</script>',
            place="Lào Cai",
        ),
        made(
            [
                ("heading", 1, "Chi bộ vùng cao giữ nếp sinh hoạt"),
                (
                    "paragraph",
                    0,
                    "Các xã còn làm theo Chỉ thị số 47-CT/TU của cấp trên; Quyết định số 9999-QĐ/TU năm 2013.",
                ),
                (
                    "paragraph",
                    0,
                    f"Thực hiện {CITED}, chi bộ họp đều. Nội dung theo {CENTRAL} về nội dung sinh hoạt chi bộ.",
                ),
            ],
            "https://vi.du/tin.html",
            genre="article",
            date="2019-04-30",
            title="Chi bộ vùng cao giữ nếp sinh hoạt",
            place="Lào Cai",
        ),
    ]


def short_articles() -> list[Made]:
    """Many short articles that cite 47-CT/TU."""
    return [
        made(
            [("paragraph", 0, f"Bản tin số {n} nhắc lại Chỉ thị 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai.")],
            f"https://vi.du/ban-tin-{n}.html",
            genre="article",
            date=f"2016-{n % 12 + 1:02d}-15",
            title=f"Bản tin chi bộ số {n}",
            place="Lào Cai",
        )
        for n in range(1, CITING_ARTICLES + 1)
    ]


def take_in(database: Database, one: Made, moment: str = "2026-11-20T02:00:00+00:00") -> str:
    """Take a document in and give its address."""
    digest = f"sha256:{abs(hash(one.document.text)):064x}"[:71]
    capture = CaptureRef(one.origin, one.media_type, digest, "kho.warc.gz", 0, moment)
    named = [evidence.span for evidence in one.document.evidence if evidence.field == "number"]
    mentions = [found for found in find_mentions(one.document.text) if (found.start, found.end) not in named]
    return accession(database, one.document, capture, mentions).address


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What templates compile to, kept between sites: a test that makes a site of its own compiles nothing anew."""
    with pytest.MonkeyPatch.context() as patch:
        kept = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
        patch.setattr(Flask, "jinja_options", {**Flask.jinja_options, "bytecode_cache": kept})
        yield


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the test archive: ten results a page, so that pages are turned."""
    folder = tmp_path_factory.mktemp("kho")
    return replace(load(Path("/dev/null"), {}), archive_dir=folder, engine="memory", results_per_page=10)


@pytest.fixture(scope="session")
def database(settings: Settings) -> Iterator[Database]:
    """The store of the test archive, filled once; tests only read."""
    with open_database(settings.database_path, create=True) as opened:
        load_catalogue(opened, catalogue())
        take_in(opened, directive(), "2026-11-01T02:00:00+00:00")
        for one in (*others(), *short_articles()):
            take_in(opened, one)
        take_in(opened, directive(last="Chỉ thị này phổ biến đến từng chi bộ, đảng viên."))
        yield opened


@pytest.fixture(scope="session")
def engine(database: Database) -> Engine:
    """The index of the test archive, in memory."""
    made_engine = MemoryEngine()
    with database.reading() as connection:
        made_engine.rebuild(iterate(connection))
    return made_engine


@pytest.fixture(scope="session")
def app(settings: Settings, database: Database, engine: Engine) -> Flask:
    """The site over the test archive."""
    application = create_app(settings, database=database, engine=engine)
    application.config["TESTING"] = True
    application.config["PROPAGATE_EXCEPTIONS"] = False  # the answer to an error is part of the site
    return application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader without cookies."""
    return app.test_client(use_cookies=False)


ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for the tests of a file."""
    expect.set_options(timeout=30_000)  # of a machine with other work to do
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()
