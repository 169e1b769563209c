"""The work of the desk: the queue, corrections, uploads, refusals, runs, mistakes and misses, as a clerk meets them."""

import io
import re
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from archive.config import Settings
from archive.desk import audit, misses, mistakes
from archive.desk.database import open_desk
from archive.desk.moments import now
from archive.desk.tables import accounts
from archive.desk.tables import audit as audit_table
from archive.index.memory import MemoryEngine
from archive.store import documents
from archive.store.database import Database, open_database
from archive.store.waiting import iterate
from archive.works.document import Evidence
from ingest.report import Outcome
from ingest.run_record import RunRecord
from ingest.uploads import Uploads
from search_web import create_app
from search_web.desk import held_files
from search_web.desk.doors import FIELD
from search_web.reading import House
from tests.search_web.conftest import DIRECTIVE, GUIDE, Made, directive, others, take_in
from tests.search_web.desk.conftest import PEOPLE, Visitor
from tests.search_web.htmlcheck import read

DESK = "/ban-lam-viec"
PAGES = ("/hang-doi", "/tai-len", "/bi-tu-choi", "/nguon", "/bao-loi", "/tim-khong-thay", f"/sua/{DIRECTIVE}")
PAPER = "\n".join(
    (
        "TỈNH ỦY LÀO CAI",
        "*",
        "Số 87-CT/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Lào Cai, ngày 12 tháng 5 năm 2016",
        "CHỈ THỊ",
        "về chim én mùa xuân",
        "-----",
        "Các chi bộ họp định kỳ mỗi tháng một lần.",
        "T/M BAN THƯỜNG VỤ",
        "(đã ký)",
    )
)
SECRET = "TỐI MẬT\n" + PAPER + "\nKim-tước-đen bay qua."


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, archive_dir=tmp_path)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a type that is read with half a certainty."""
    path = tmp_path_factory.mktemp("kho") / "vankien.sqlite"
    doubtful = directive()
    unsure = replace(doubtful.document, evidence=(*doubtful.document.evidence, Evidence("place", None, "code", 0.5)))
    no_type = [one for one in doubtful.document.evidence if one.field != "type"]
    unsure = replace(unsure, evidence=(*no_type, Evidence("type", None, "code", 0.5, "ký hiệu loại")))
    with open_database(path, create=True) as opened:
        take_in(opened, Made(unsure, doubtful.origin))
        for one in others():
            take_in(opened, one)
    return path


@pytest.fixture
def database(settings: Settings, filled: Path) -> Iterator[Database]:
    """A store of its own, copied from the filled one: what clerks do changes it."""
    shutil.copy(filled, settings.database_path)
    with open_database(settings.database_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def indexed(filled: Path) -> MemoryEngine:
    """The index of the filled store."""
    made = MemoryEngine()
    with open_database(filled) as opened, opened.reading() as connection:
        made.rebuild(iterate(connection))
    return made


@pytest.fixture
def engine(indexed: MemoryEngine) -> MemoryEngine:
    """An index of its own; its entries are never changed, only others put in their place."""
    made = MemoryEngine()
    made._entries = dict(indexed._entries)
    return made


@pytest.fixture(scope="session")
def peopled(kept: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's file with the three accounts."""
    path = tmp_path_factory.mktemp("desk") / "desk.sqlite"
    with open_desk(path) as desk, desk.atomic() as connection:
        for number, (name, role) in enumerate(PEOPLE.items(), 1):
            row = {"id": number, "name": name, "shown": name.title(), "email": "", "role": role, "active": True}
            connection.execute(accounts.insert().values(**row, password=kept[name], made_at=now()))
    return path


@pytest.fixture
def desk_app(little_work: None, settings: Settings, peopled: Path, database: Database, engine: MemoryEngine) -> Flask:
    shutil.copy(peopled, settings.desk_path)
    app = create_app(settings, database=database, engine=engine, intake=Uploads(settings))
    app.config |= {"TESTING": True, "PROPAGATE_EXCEPTIONS": False}
    return app


def acts(house: House) -> list[tuple[str, str]]:
    with house.desk.reading() as connection:
        return [(one.act, one.what) for one in audit.listed(connection) if one.act != "sign_in"]


def send(clerk: Visitor, *files: tuple[str, bytes]) -> str:
    clerk.get(f"{DESK}/tai-len")
    data = {FIELD: clerk.field, "tep": [(io.BytesIO(payload), name) for name, payload in files]}
    answer = clerk.client.post(f"{DESK}/tai-len", data=data, content_type="multipart/form-data")
    return answer.get_data(as_text=True)


def fields_of(page: str) -> dict[str, str]:
    """The fields of the form that keeps an upload, as a browser would send them."""
    form = page[page.index('id="luu"') :]
    found = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    return found | dict(re.findall(r'<textarea id="[^"]*" name="([^"]+)"[^>]*>([^<]*)</textarea>', form))


def test_the_pages_are_sound_and_for_clerks_only(visit: Callable[[], Visitor], clerk: Visitor) -> None:
    reader = visit()
    reader.enter("doc.gia")
    for address in PAGES:  # one site for all of them: making one takes longer than a page
        answer = clerk.get(DESK + address)
        page = read(answer.get_data(as_text=True))
        assert answer.status_code == 200, address
        assert [fault for fault in page.faults if fault != "input  without a label"] == [], address
        assert visit().get(DESK + address).status_code == 303, address
        assert reader.get(DESK + address).status_code == 403, address


def test_without_the_part_that_takes_things_in_the_pages_say_so(
    little_work: None, settings: Settings, peopled: Path, database: Database, engine: MemoryEngine
) -> None:
    shutil.copy(peopled, settings.desk_path)
    clerk = Visitor(create_app(settings, database=database, engine=engine).test_client())
    clerk.enter("can.bo")
    for address in PAGES:
        answer = clerk.get(DESK + address)
        assert answer.status_code == 200, address
        told = "chưa cài phần nạp tài liệu" in answer.get_data(as_text=True)
        assert told is (address in ("/tai-len", "/bi-tu-choi", "/nguon")), address


# --- the queue -------------------------------------------------------------------------------------------------------


def test_accepting_takes_a_value_out_of_the_queue(clerk: Visitor, house: House) -> None:
    page = clerk.get(f"{DESK}/hang-doi?loai=unsure").get_data(as_text=True)
    assert "Độ tin cậy khoảng 50 %." in page
    answer = clerk.post(f"{DESK}/hang-doi", vb=DIRECTIVE, truong="type", gia_tri="Chỉ thị", loai="unsure", trang="1")
    assert (answer.status_code, answer.location) == (303, "/ban-lam-viec/hang-doi?loai=unsure#hang-doi")
    assert DIRECTIVE not in clerk.get(f"{DESK}/hang-doi?loai=unsure").get_data(as_text=True)
    assert acts(house)[0] == ("confirmed", DIRECTIVE)


def test_a_value_that_cannot_be_is_not_accepted(clerk: Visitor) -> None:
    clerk.get(f"{DESK}/hang-doi")
    answer = clerk.post(f"{DESK}/hang-doi", vb=DIRECTIVE, truong="type", gia_tri="Bài ca")
    assert answer.status_code == 400
    assert "Kho không có loại văn bản" in answer.get_data(as_text=True)


def test_a_page_beyond_the_last_is_the_last(clerk: Visitor) -> None:
    assert clerk.get(f"{DESK}/hang-doi?trang=99&loai=lung-tung").status_code == 200


def test_a_picture_is_for_clerks_and_for_pages_that_have_one(clerk: Visitor, visitor: Visitor) -> None:
    assert clerk.get(f"{DESK}/hang-doi/anh/{DIRECTIVE}?trang=1").status_code == 404
    assert visitor.get(f"{DESK}/hang-doi/anh/{DIRECTIVE}?trang=1").status_code == 303


# --- corrections -----------------------------------------------------------------------------------------------------


def test_a_correction_is_kept_shown_and_taken_back(clerk: Visitor, house: House, visit: Callable[[], Visitor]) -> None:
    clerk.get(f"{DESK}/sua/{GUIDE}")
    answer = clerk.post(f"{DESK}/sua/{GUIDE}", truong="number", gia_tri="50-HD/TU", ghi_chu="theo bản giấy")
    moved = GUIDE.replace("05-hd", "50-hd")
    assert answer.status_code == 303
    page = clerk.get(answer.location).get_data(as_text=True)
    assert "Đã lưu" in page
    assert "theo bản giấy" in page
    reader = visit()
    shown = reader.get(f"/vb/{moved}").get_data(as_text=True)
    assert "50-HD/TU" in shown
    assert "can.bo" not in shown
    assert reader.get(f"/vb/{GUIDE}").status_code == 301
    assert moved in reader.get("/?q=50-HD/TU").get_data(as_text=True)  # the index knows
    assert clerk.get(f"{DESK}/sua/{GUIDE}").status_code == 301
    clerk.post(f"{DESK}/sua/{moved}", truong="number", viec="thoi")
    assert reader.get(f"/vb/{GUIDE}").status_code == 200
    assert [act for act, _ in acts(house)] == ["uncorrected", "corrected"]


def test_a_secret_value_is_neither_kept_nor_shown_again(clerk: Visitor, house: House) -> None:
    clerk.get(f"{DESK}/sua/{DIRECTIVE}")
    answer = clerk.post(f"{DESK}/sua/{DIRECTIVE}", truong="number", gia_tri="12-BC/TU/MẬT")
    assert answer.status_code == 400
    assert "12-BC" not in answer.get_data(as_text=True)
    assert acts(house) == []


def test_a_wrong_value_stays_in_its_field_with_the_reason(clerk: Visitor) -> None:
    clerk.get(f"{DESK}/sua/{DIRECTIVE}")
    answer = clerk.post(f"{DESK}/sua/{DIRECTIVE}", truong="date", gia_tri="31/02/2014")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert 'value="31/02/2014"' in page
    assert "không phải là một ngày" in page


def test_from_the_queue_one_comes_back_to_the_queue(clerk: Visitor) -> None:
    clerk.get(f"{DESK}/sua/{DIRECTIVE}?ve=unsure")
    answer = clerk.post(f"{DESK}/sua/{DIRECTIVE}", truong="type", gia_tri="Chỉ thị", ve="unsure")
    assert answer.location == "/ban-lam-viec/hang-doi?loai=unsure#hang-doi"


def test_a_form_without_its_field_changes_nothing(clerk: Visitor, house: House) -> None:
    clerk.field = "x.y"
    answer = clerk.post(f"{DESK}/sua/{DIRECTIVE}", truong="title", gia_tri="khác")
    assert answer.status_code == 403
    assert acts(house) == []


# --- uploads ---------------------------------------------------------------------------------------------------------


def test_a_paper_is_previewed_corrected_and_kept(clerk: Visitor, house: House, settings: Settings) -> None:
    page = send(clerk, ("87.txt", PAPER.encode()))
    assert "<mark>87-CT/TU</mark>" in page or "<mark>Số 87-CT/TU</mark>" in page
    (waiting,) = (settings.archive_dir / "tai-len").iterdir()
    assert waiting.stat().st_mode & 0o777 == 0o600
    form = fields_of(page)
    number = next(name for name in form if name.endswith(":number"))
    answer = clerk.client.post(f"{DESK}/tai-len/luu", data=form | {number: "88-CT/TU"})
    told = answer.get_data(as_text=True)
    assert "văn bản mới" in told
    assert list((settings.archive_dir / "tai-len").iterdir()) == []
    address = "tinh-uy-lao-cai/chi-thi/2016/88-ct-tu"
    assert f"/vb/{address}" in told
    with house.database.reading() as connection:
        held = documents.get(connection, address)
    assert held is not None
    assert held.captures[0].origin.startswith("tai-len:")
    assert "can.bo" not in repr(held)
    assert [act for act, _ in acts(house)] == ["corrected", "uploaded"]
    again = clerk.client.post(f"{DESK}/tai-len/luu", data=form)
    assert again.status_code == 410
    assert address in clerk.get("/?q=88-CT/TU").get_data(as_text=True)


def test_a_wrong_value_of_a_preview_keeps_nothing(clerk: Visitor, settings: Settings) -> None:
    form = fields_of(send(clerk, ("87.txt", PAPER.encode())))
    day = next(name for name in form if name.endswith(":date"))
    answer = clerk.client.post(f"{DESK}/tai-len/luu", data=form | {day: "32/13/2016"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "32/13/2016" in page
    assert "Chưa lưu gì" in page
    assert not (settings.archive_dir / "runs").exists()


def test_nothing_of_a_secret_paper_is_shown_or_left(
    clerk: Visitor, house: House, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    page = send(clerk, ("ke-hoach-chim-den.txt", SECRET.encode()))
    assert "Không nhận tệp này" in page
    assert "Tối mật" in page
    for word in ("Kim-tước", "ke-hoach", "87-CT", "chim én", "Lào Cai"):
        assert word not in page
    assert list((settings.archive_dir / "tai-len").glob("*")) == []
    for path in settings.archive_dir.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert "Kim-tước".encode() not in raw, path
            assert b"ke-hoach" not in raw, path
    assert "ke-hoach" not in caplog.text
    (refused,) = acts(house)
    assert refused[0] == "upload_refused"
    assert refused[1].startswith("sha256:")


def test_a_container_with_a_secret_paper_is_not_held(clerk: Visitor, settings: Settings) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("hay.txt", PAPER)
        made.writestr("ke-hoach-chim-den.txt", SECRET)
    page = send(clerk, ("ca-bo.zip", out.getvalue()))
    assert "không phần nào được giữ lại" in page
    assert "ke-hoach" not in page
    assert "Lưu vào kho" not in page
    assert list((settings.archive_dir / "tai-len").glob("*")) == []


@pytest.mark.parametrize(
    ("name", "payload", "said"),
    [
        pytest.param(
            "trang.html", b"<html><script>alert(1)</script><p>" + PAPER.encode() * 2, "", id="a page with a script"
        ),
        pytest.param('<img src=x onerror="alert(1)">.txt', PAPER.encode(), "&lt;img", id="a script in the name"),
        pytest.param("rong.docx", b"", "rỗng", id="nothing"),
        pytest.param("hong.pdf", b"%PDF-1.4 cut", "", id="a damaged file"),
    ],
)
def test_hostile_files_do_no_harm(clerk: Visitor, name: str, payload: bytes, said: str) -> None:
    page = send(clerk, (name, payload))
    assert said in page
    assert "alert(1)</script>" not in page
    assert "<img src=x" not in page


def test_more_than_may_be_sent_is_refused_in_words(clerk: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    page = send(clerk, *((f"{n}.txt", b"x") for n in range(21)))
    assert "nhiều nhất 20 tệp" in page
    assert "Chưa chọn tệp nào" in send(clerk)


def test_what_waits_is_one_sessions_and_for_an_hour(
    clerk: Visitor, visit: Callable[[], Visitor], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = fields_of(send(clerk, ("87.txt", PAPER.encode())))
    other = visit()
    other.enter("quan.tri")
    stolen = other.client.post(f"{DESK}/tai-len/luu", data=form | {FIELD: other.field})
    assert stolen.status_code == 410
    now = time.time()
    monkeypatch.setattr("search_web.desk.held_files.time.time", lambda: now + held_files.SECONDS + 5)
    assert clerk.client.post(f"{DESK}/tai-len/luu", data=form).status_code == 410
    assert list((settings.archive_dir / "tai-len").iterdir()) == []


def test_what_is_not_wanted_is_let_go(clerk: Visitor, settings: Settings) -> None:
    form = fields_of(send(clerk, ("87.txt", PAPER.encode())))
    answer = clerk.client.post(f"{DESK}/tai-len/bo", data=form)
    assert "Đã bỏ, không lưu gì." in answer.get_data(as_text=True)
    assert list((settings.archive_dir / "tai-len").iterdir()) == []


# --- refusals, runs, mistakes, misses --------------------------------------------------------------------------------


def test_refusals_and_runs_are_told_from_their_records(clerk: Visitor, settings: Settings) -> None:
    with RunRecord(settings.runs_dir, command="crawl") as record:
        record.add(Outcome("https://vi.du/<b>a.doc", "refused", reason="Tệp rỗng.", remedy="Tải lại tệp."))
        record.add(Outcome("bi-mat.doc", "refused", reason="Mang dấu “Mật”.", secret=True, digest="sha256:abc"))
        record.add(Outcome("https://vi.du/b", "kept", id=DIRECTIVE, number="47-CT/TU"))
    run = record.path.stem
    page = clerk.get(f"{DESK}/bi-tu-choi").get_data(as_text=True)
    assert "Tải lại tệp." in page
    assert "sha256:abc" in page
    assert "bi-mat" not in page
    assert "Tải lại tệp." not in clerk.get(f"{DESK}/bi-tu-choi?loai=dau").get_data(as_text=True)
    sources = clerk.get(f"{DESK}/nguon").get_data(as_text=True)
    assert run in sources
    assert "đang chạy" in sources
    lines = clerk.get(f"{DESK}/nguon/luot/{run}").get_data(as_text=True)
    assert f"/vb/{DIRECTIVE}" in lines
    assert f"/vb/{DIRECTIVE}" not in clerk.get(f"{DESK}/nguon/luot/{run}?ket-qua=refused").get_data(as_text=True)
    assert clerk.get(f"{DESK}/nguon/luot/khong-co").status_code == 404


def test_a_mistake_is_answered_and_logged(clerk: Visitor, house: House) -> None:
    with house.desk.atomic() as connection:
        one = mistakes.report(connection, address=DIRECTIVE, place="", kind="number", words="<script>x</script> sai")
    assert "&lt;script&gt;x" in clerk.get(f"{DESK}/bao-loi").get_data(as_text=True)
    refused = clerk.post(f"{DESK}/bao-loi/{one}", tra_loi="refused", loi="")
    assert refused.status_code == 400
    assert "Chưa ghi lý do" in refused.get_data(as_text=True)
    assert clerk.post(f"{DESK}/bao-loi/{one}", tra_loi="refused", loi="Bản giấy ghi vậy.").status_code == 303
    assert "Bản giấy ghi vậy." in clerk.get(f"{DESK}/bao-loi?loai=da-tra-loi").get_data(as_text=True)
    assert acts(house)[0] == ("mistake_answered", DIRECTIVE)
    assert clerk.post(f"{DESK}/bao-loi/{one}", tra_loi="waiting").status_code == 303
    assert "x&lt;/script&gt; sai" in clerk.get(f"{DESK}/bao-loi").get_data(as_text=True)


def test_only_words_that_were_asked_thrice_are_shown_by_week(clerk: Visitor, house: House) -> None:
    with house.desk.atomic() as connection:
        for _ in range(3):
            misses.count(connection, "Quy chế tiếp dân", date(2026, 11, 17))
        misses.count(connection, "hỏi một mình", date(2026, 11, 17))
    page = clerk.get(f"{DESK}/tim-khong-thay?tuan=2026-11-18").get_data(as_text=True)
    assert "quy che tiep dan" in page
    assert "16/11/2026" in page
    assert "hoi mot minh" not in page
    assert "quy che" not in clerk.get(f"{DESK}/tim-khong-thay?tuan=2026-11-02").get_data(as_text=True)
    assert "Tuần không đọc được" in clerk.get(f"{DESK}/tim-khong-thay?tuan=xx").get_data(as_text=True)


def test_no_act_is_logged_with_words_of_a_text(clerk: Visitor, house: House) -> None:
    send(clerk, ("87.txt", PAPER.encode()))
    with house.desk.reading() as connection:
        rows = connection.execute(select(audit_table)).all()
    assert not any("chim én" in repr(row) for row in rows)
