import gzip
import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ExtractError, SecrecyError
from ingest.extract.container_names import is_junk, is_unsafe, readable_name
from ingest.extract.containers import PackLimits, unpack_container
from ingest.material import Fetched
from tests.ingest.samples import fetched

_MEGABYTES = 10_000_000
_LONG = "Ban Thường vụ yêu cầu các cấp ủy tổ chức thực hiện nghiêm túc nội dung này và báo cáo kết quả. " * 4


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, raw in members.items():
            bundle.writestr(name, raw)
    return out.getvalue()


def _inside(payload: bytes, origin: str = "thu/a.zip", limits: PackLimits | None = None) -> list[Fetched]:
    return list(unpack_container(fetched(payload, origin), max_bytes=_MEGABYTES, limits=limits))


def _names(payload: bytes, origin: str = "thu/a.zip") -> list[str]:
    return [one.request.origin for one in _inside(payload, origin)]


def _letter(subject: str = "Gửi văn bản", text: str = "Xin gửi kèm.") -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@vidu.vn", "b@vidu.vn", subject
    letter["Date"] = "Wed, 05 Oct 2022 10:00:00 +0700"
    letter.set_content(text)
    return letter


def test_files_of_a_zip_each_by_itself() -> None:
    members = {"vb/05.txt": b"noi dung", "06.html": b"<p>x</p>", "__MACOSX/._05.txt": b"x", "vb/Thumbs.db": b"x"}
    inside = _inside(_zip(members))
    assert [(one.request.origin, one.media_type, one.payload) for one in inside] == [
        ("thu/a.zip!/vb/05.txt", "text/plain", b"noi dung"),
        ("thu/a.zip!/06.html", "text/html", b"<p>x</p>"),
    ]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "C:/a.txt", "..\\a.txt"])
def test_names_that_lead_outside_are_refused(name: str) -> None:
    with pytest.raises(ExtractError, match="trỏ ra ngoài"):
        _inside(_zip({"tot.txt": b"x", name: b"x"}))


def _locked() -> bytes:
    """An archive whose one file says that it is protected."""
    raw = bytearray(_zip({"a.txt": b"x"}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        pytest.param(_zip({"a.bin": b"\0" * 60_000_000}), "bất thường", id="a packing bomb"),
        pytest.param(_zip({f"{number}.txt": b"x" for number in range(1_001)}), "bất thường", id="too many files"),
        pytest.param(_zip({"a.bin": bytes(range(256)) * 40_000 + b"x" * 800_000}), "lớn hơn", id="one file too large"),
        pytest.param(_locked(), "mật khẩu", id="protected by a password"),
        pytest.param(_zip({"a.txt": b"x" * 5000})[:-30], "cắt cụt", id="cut short"),
        pytest.param(_zip({"Thumbs.db": b"x"}), "không có tệp nào", id="with junk only"),
        pytest.param(gzip.compress(b"x" * 5000)[:-12], "cắt cụt", id="a gzip cut short"),
        pytest.param(gzip.compress(b"\0" * 20_000_000), "quá", id="a gzip that swells"),
    ],
)
def test_bad_containers_are_refused(payload: bytes, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason):
        _inside(payload)


def test_gzip_holds_one_file() -> None:
    inside = _inside(gzip.compress("Nội dung".encode()), "thu/bao-cao.txt.gz")
    assert [(one.request.origin, one.payload.decode()) for one in inside] == [
        ("thu/bao-cao.txt.gz!/bao-cao.txt", "Nội dung")
    ]


@pytest.mark.parametrize(
    ("name", "is_unicode", "expected"),
    [
        pytest.param("Chỉ thị.docx", True, "Chỉ thị.docx", id="told to be Unicode"),
        pytest.param("Chỉ thị số 05.docx".encode().decode("cp437"), False, "Chỉ thị số 05.docx", id="UTF-8 untold"),
        pytest.param("ChØ thÞ.doc".encode("cp1252").decode("cp437"), False, "Chỉ thị.doc", id="TCVN3"),
        pytest.param("THAØNH PHOÁ.doc".encode("cp1252").decode("cp437"), False, "THÀNH PHỐ.doc", id="VNI"),
        pytest.param("plan général.doc", False, "plan général.doc", id="French of an old system"),
        pytest.param("bao cao\\thang 1.doc", True, "bao cao/thang 1.doc", id="folders of Windows"),
        pytest.param("a\0b.txt", True, "a", id="what follows a null is cut"),
        pytest.param("Rapport général.doc", True, "Rapport général.doc", id="French is left alone"),
    ],
)
def test_names_are_made_readable(name: str, is_unicode: bool, expected: str) -> None:
    assert readable_name(name, is_unicode=is_unicode) == expected


@given(st.text(max_size=60))
def test_a_readable_name_is_safe_or_told_unsafe(name: str) -> None:
    read = readable_name(name, is_unicode=False)
    assert "\\" not in read
    assert is_unsafe(read) or not read.startswith("/")


@pytest.mark.parametrize("name", ["a/.DS_Store", "~$bao-cao.docx", "desktop.ini", "__MACOSX/a.txt", "._a.pdf"])
def test_junk_is_known(name: str) -> None:
    assert is_junk(name)


def test_a_list_among_the_files_tells_of_the_others() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Số ký hiệu", "Ngày ban hành", "Trích yếu", "Tệp"])
    book.worksheets[0].append(["05-CT/HU", "05/10/2022", "Về phòng, chống lụt bão", "a.txt"])
    out = io.BytesIO()
    book.save(out)
    inside = _inside(_zip({"danh-sach.xlsx": out.getvalue(), "tep/a.txt": b"x", "b.txt": b"y"}))
    assert [dict(one.request.hints).get("number") for one in inside] == [None, "05-CT/HU", None]


def test_a_letter_gives_what_is_attached() -> None:
    letter = _letter()
    letter.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Chỉ thị số 05.pdf")
    letter.add_attachment(b"%PDF-1.5", maintype="application", subtype="pdf", filename="Chỉ thị số 05.pdf")
    letter.add_attachment(_letter("Thư trong"))
    inside = _inside(letter.as_bytes(), "thu.eml")
    assert [(one.request.origin, one.media_type) for one in inside] == [
        ("thu.eml!/Chỉ thị số 05.pdf", "application/pdf"),
        ("thu.eml!/Chỉ thị số 05 (2).pdf", "application/pdf"),
        ("thu.eml!/thu-kem-4.eml", "message/rfc822"),
    ]


def test_the_text_of_a_letter_counts_when_it_says_something() -> None:
    assert _names(_letter(text=_LONG).as_bytes(), "thu.eml") == ["thu.eml!/thu.txt"]


def test_old_ways_of_writing_names_are_read() -> None:
    raw = (
        b"From: a@vidu.vn\r\nTo: b@vidu.vn\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: application/octet-stream;\r\n"
        b" name*0*=UTF-8''B%C3%A1o%20; name*1*=c%C3%A1o.docx\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n"
        b'--B\r\nContent-Type: application/octet-stream; name="=?UTF-8?B?VMO0IHRyw6xuaC5kb2M=?="\r\n\r\nx\r\n--B--\r\n'
    )
    assert _names(raw, "thu.eml") == ["thu.eml!/Báo cáo.docx", "thu.eml!/Tô trình.doc"]


def test_small_pictures_of_the_text_are_passed_over() -> None:
    letter = _letter()
    letter.add_related(b"\x89PNG\r\n\x1a\n\0", maintype="image", subtype="png", cid="<logo@x>")
    letter.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    assert _names(letter.as_bytes(), "thu.eml") == ["thu.eml!/a.pdf"]


@pytest.mark.parametrize(
    "letter",
    [
        pytest.param(_letter(subject="MẬT"), id="in its subject"),
        pytest.param(_letter(text="Xin gửi kèm.\nTỐI MẬT\n"), id="in its short text"),
    ],
)
def test_a_marked_letter_is_refused_with_all_it_carries(letter: EmailMessage) -> None:
    letter.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    with pytest.raises(SecrecyError):
        _inside(letter.as_bytes(), "thu.eml")
