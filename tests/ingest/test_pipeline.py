"""From files to an archive: what is kept, what is passed over, what is refused, and what a refusal leaves behind."""

import gzip
import io
from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

from archive import indexing
from archive.config import Settings, load
from archive.index import open_engine
from archive.store import documents, links, waiting
from archive.store.database import Database, open_database
from ingest.capture import Captures, read_capture
from ingest.describe import describe
from ingest.extract import Extractor
from ingest.material import Extracted, Fetched
from ingest.pipeline import House, ingest
from ingest.report import Outcome, Report, as_json
from ingest.sources.folder import FolderSource
from tests.ingest.samples import pdf, word

CHI_THI = (
    "TỈNH ỦY LÀO CAI\n*\nSố 47-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 11 tháng 11 năm 2014\nCHỈ THỊ\n"
    "về sinh hoạt chi bộ\n-----\nCác chi bộ họp định kỳ mỗi tháng một lần theo Quy định số 66-QĐ/TW, ngày 06/02/2017.\n"
    "T/M BAN THƯỜNG VỤ\n(đã ký)"
)
TIN = (
    "Sa Pa học tập chỉ thị\nThị ủy Sa Pa thực hiện Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai về sinh "
    "hoạt chi bộ. Các chi bộ trong toàn thị xã đã họp đủ kỳ."
)
TIN_NGAN = (
    "Lào Cai nhắc lại chỉ thị cũ\nTỉnh ủy Lào Cai nhắc các nơi thực hiện Chỉ thị 47-CT/TU về sinh hoạt chi bộ cho đều."
)
KHAC = CHI_THI.replace("LÀO CAI", "TUYÊN QUANG").replace("Lào Cai", "Tuyên Quang").replace("2014", "2016")


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor(seconds=30, memory_mb=1024, max_bytes=5_000_000) as one:
        yield one


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("empty") / "kho.sqlite"
    open_database(path, create=True).close()
    return path.read_bytes()


def settings_in(folder: Path) -> Settings:
    return load(None, {"VANKIEN_ARCHIVE_DIR": str(folder), "VANKIEN_MAX_FILE_BYTES": "1000000"})


@pytest.fixture
def house(tmp_path: Path, extractor: Extractor, empty: bytes) -> Iterator[House]:
    known = settings_in(tmp_path / "kho")
    known.archive_dir.mkdir()
    known.database_path.write_bytes(empty)
    with open_database(known.database_path) as database, Captures(known.warc_dir) as captures:
        yield House(known, database, captures, extractor)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "den").mkdir()
    return tmp_path / "den"


def take(house: House, *paths: Path) -> Report:
    return ingest(FolderSource(paths).requests(), house)


def verdicts(report: Report) -> list[tuple[str, str, str | None]]:
    return [(Path(one.path).name, one.verdict, one.number) for one in report.outcomes]


# --- kept, same, revised ---------------------------------------------------------------------------------------------


def test_files_of_four_forms_are_kept_with_their_bytes(house: House, folder: Path) -> None:
    (folder / "a.txt").write_text(CHI_THI, "utf-8")
    (folder / "b.docx").write_bytes(word(KHAC.split("\n")))
    body = "".join(f"<p>{line}</p>" for line in TIN.split("\n"))
    (folder / "c.html").write_text(f"<html><head><meta charset=utf-8></head><body>{body}</body></html>", "utf-8")
    (folder / "d.pdf").write_bytes(
        pdf([[(72, 700 - 20 * row, "Chi bo hop ban ve cong viec thang toi.") for row in range(9)]])
    )
    report = take(house, folder)
    assert verdicts(report) == [
        ("a.txt", "kept", "47-CT/TU"),
        ("b.docx", "kept", "47-CT/TU"),
        ("c.html", "kept", None),
        ("d.pdf", "kept", None),
    ]
    with house.database.reading() as connection:
        for one in report.outcomes:
            held = documents.get(connection, one.id)
            assert held is not None
            assert held.text
            assert [read_capture(house.settings.warc_dir, ref) for ref in held.captures] == [
                Path(one.path).read_bytes()
            ]


def test_the_same_thing_twice_is_the_same_and_is_not_read_again(house: House, folder: Path) -> None:
    (folder / "a.txt").write_text(CHI_THI, "utf-8")
    first = take(house, folder)
    again = take(House(house.settings, house.database, house.captures, _Idle()), folder)
    assert [(one.verdict, one.id, one.number) for one in again.outcomes] == [("same", first.outcomes[0].id, "47-CT/TU")]
    assert again.exit_status == 0


class _Idle(Extractor):
    """An extractor that nothing may be asked of."""

    def extract(self, fetched: Fetched) -> Extracted:
        raise AssertionError(f"{fetched.request.origin} was read a second time")


def test_a_changed_text_is_a_revision_and_the_former_one_stays(house: House, folder: Path) -> None:
    file = folder / "a.txt"
    file.write_text(CHI_THI, "utf-8")
    first = take(house, folder)
    file.write_text(CHI_THI.replace("mỗi tháng một lần", "mỗi tháng hai lần"), "utf-8")
    second = take(house, folder)
    assert [(one.verdict, one.id) for one in second.outcomes] == [("revised", first.outcomes[0].id)]
    with house.database.reading() as connection:
        texts = documents.editions_of(connection, first.outcomes[0].id)
    assert [("hai lần" in one.document.text, one.current) for one in texts] == [(True, True), (False, False)]


def test_the_same_text_from_another_place_is_the_same_document(house: House, folder: Path) -> None:
    (folder / "a.txt").write_text(CHI_THI, "utf-8")
    (folder / "b.txt").write_text(CHI_THI, "utf-8")
    report = take(house, folder)
    assert [one.verdict for one in report.outcomes] == ["kept", "same"]
    assert len({one.id for one in report.outcomes}) == 1


# --- refused ---------------------------------------------------------------------------------------------------------


def test_a_refused_file_does_not_stop_the_others(house: House, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.txt").write_text(TIN, "utf-8")
    (folder / "c.docx").write_bytes(word(["Một đoạn."])[:300])
    (folder / "d.txt").write_text(CHI_THI, "utf-8")
    heard: list[Outcome] = []
    report = ingest(FolderSource([folder]).requests(), house, heard.append)
    assert [one.verdict for one in report.outcomes] == ["refused", "kept", "refused", "kept"]
    assert tuple(heard) == report.outcomes
    assert all(one.reason and one.remedy for one in report.of("refused"))
    assert report.exit_status == 1


WORD = "Xuyênthấukhông"


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        pytest.param("a.txt", f"MẬT\n{CHI_THI}\n{WORD}".encode(), id="a line of the text"),
        pytest.param("Tối mật - a.txt", f"{CHI_THI}\n{WORD}".encode(), id="the name of the file"),
        pytest.param("a.docx", word([*CHI_THI.split("\n"), WORD], header="TUYỆT MẬT"), id="the head of a Word file"),
        pytest.param("a.html", f"<html><meta charset=utf-8><p>{TIN} {WORD}</p><p>MẬT</p></html>".encode(), id="a page"),
        pytest.param("a.txt", f"Số 12-BC/TU/MẬT\n{WORD} {TIN}".encode("utf-16"), id="the number, in another encoding"),
        pytest.param("a.docx", word(["MẬT", *CHI_THI.split("\n"), WORD]), id="the body of a Word file"),
    ],
)
def test_nothing_of_a_secret_file_is_left(house: House, folder: Path, name: str, payload: bytes) -> None:
    (folder / name).write_bytes(payload)
    (folder / "z.txt").write_text(TIN, "utf-8")
    report = take(house, folder)
    assert [(one.verdict, one.secret) for one in report.outcomes] == [("refused", True), ("kept", False)]
    with closing(open_engine(house.settings)) as engine:
        indexing.catch_up(house.database, engine)
    assert WORD not in as_json(report)
    assert "12-BC" not in as_json(report)
    traces = [WORD.encode(), WORD.lower().encode(), WORD.encode("utf-16-le")]
    left = [path for path in house.settings.archive_dir.rglob("*") if path.is_file()]
    assert len(left) >= 3
    for path in left:
        held = _unpacked(path)
        assert not any(trace in held for trace in traces), path


def _unpacked(path: Path) -> bytes:
    raw = path.read_bytes()
    if path.suffix != ".gz":
        return raw
    with gzip.GzipFile(fileobj=io.BytesIO(raw)) as opened:
        return raw + opened.read()


def test_a_fault_of_the_program_costs_one_file_and_tells_no_text(
    house: House, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = describe

    def broken(page: object, *known: object, **named: object) -> object:
        if "học tập" in page.text:  # type: ignore[attr-defined]
            raise ValueError(page.text)  # type: ignore[attr-defined]
        return whole(page, *known, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("ingest.reading.describe", broken)
    (folder / "a.txt").write_text(TIN, "utf-8")
    (folder / "b.txt").write_text(CHI_THI, "utf-8")
    report = take(house, folder)
    assert [one.verdict for one in report.outcomes] == ["refused", "kept"]
    reason = report.outcomes[0].reason
    assert "ValueError, test_pipeline.py:" in reason
    assert "Sa Pa" not in reason


# --- stubs and order -------------------------------------------------------------------------------------------------


def test_a_document_that_was_waited_for_takes_its_stub_and_the_old_address_leads_on(house: House, folder: Path) -> None:
    (folder / "a.txt").write_text(
        "Một bài về nền nếp họp\nChi bộ làm theo Chỉ thị số 47-CT/TU, ngày 11/11/2014.", "utf-8"
    )
    page = take(house, folder).outcomes[0].id
    with house.database.reading() as connection:
        waiting_at = links.mentions_of(connection, page)[0].link.target
    assert waiting_at is not None
    assert waiting_at.genre == "stub"
    (folder / "b.txt").write_text(CHI_THI, "utf-8")
    come = take(house, folder).of("kept")[0]
    with house.database.reading() as connection:
        (linked,) = links.mentions_of(connection, page)
        held = documents.get(connection, waiting_at.id)
        leads = documents.locate(connection, waiting_at.id)
    assert held is not None
    assert (held.id, held.genre, leads.address) == (come.id, "directive", come.id)
    assert leads.redirected
    assert waiting_at.id != come.id
    assert linked.link.target is not None
    assert linked.link.target.id == come.id


def picture(database: Database) -> dict[str, object]:
    """Everything that readers see of an archive: works, and what each place in a text leads to."""
    with database.reading() as connection:
        works = list(waiting.iterate(connection))
        return {
            work.id: (
                work.genre, str(work.number), work.date, work.issuer, work.title, work.type,
                [
                    (one.mention.surface, one.link.target.id if one.link.target else None, one.link.rule,
                     sorted(card.id for card in one.link.candidates))
                    for one in links.mentions_of(connection, work.id)
                ],
            )
            for work in works
        }  # fmt: skip


def test_the_order_of_arrival_does_not_matter(tmp_path: Path, extractor: Extractor, empty: bytes) -> None:
    texts = {"chi-thi.txt": CHI_THI, "tin.txt": TIN, "tin-ngan.txt": TIN_NGAN, "khac.txt": KHAC}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    pictures = []
    for turn, order in enumerate(permutations(texts)):
        known = settings_in(tmp_path / f"kho-{turn}")
        known.archive_dir.mkdir()
        known.database_path.write_bytes(empty)
        with open_database(known.database_path) as database, Captures(known.warc_dir) as captures:
            report = take(House(known, database, captures, extractor), *(tmp_path / name for name in order))
            assert [one.verdict for one in report.outcomes] == ["kept"] * 4
            pictures.append(picture(database))
    assert all(one == pictures[0] for one in pictures)
    assert {work[0] for work in pictures[0].values() if isinstance(work, tuple)} == {"directive", "article", "stub"}
