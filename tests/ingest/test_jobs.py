"""Reading at the same time gives what reading one by one gives; refusals and dying processes stay one file's affair."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import forkserver
from pathlib import Path

import pytest

from archive.config import Settings, load
from archive.errors import ArchiveError, ExtractError, SecrecyError
from ingest.extract import Extractor
from ingest.jobs import Jobs, extractor_of, read_all
from ingest.material import Fetched, Request
from ingest.media import PDF, TEXT
from ingest.pipeline import Ready, prepared, ready_of
from ingest.readiness import read_made_text
from ingest.storing import Unread

CHI_THI = (
    "TỈNH ỦY LÀO CAI\n*\nSố {}-CT/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nLào Cai, ngày 11 tháng 11 năm 2014\nCHỈ THỊ\n"
    "về sinh hoạt chi bộ\n-----\nCác chi bộ họp theo Quy định số 66-QĐ/TW, ngày 06/02/2017.\nT/M BAN THƯỜNG VỤ\n(đã ký)"
)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load(None, {"VANKIEN_ARCHIVE_DIR": str(tmp_path_factory.mktemp("kho"))})


@pytest.fixture(scope="module")
def own(known: Settings) -> Iterator[Extractor]:
    with extractor_of(known) as one:
        yield one


@pytest.fixture(scope="module")
def jobs(known: Settings, own: Extractor) -> Iterator[Jobs]:
    with Jobs(known, 1, own=own, few=0) as one:
        yield one


@contextmanager
def with_process_of(others: Jobs, known: Settings, own: Extractor) -> Iterator[Jobs]:
    """Jobs of their own, that nothing was sent by yet; the process is the others', for to start one takes seconds."""
    one = Jobs(known, 1, own=own, few=0)
    one._pool = others._started()
    yield one
    one.give_up()


def fetched(text: str, name: str = "a.txt") -> Fetched:
    return Fetched(Request(name, Path(name)), text.encode(), TEXT)


def test_a_process_reads_what_this_one_would_read(jobs: Jobs, own: Extractor) -> None:
    files = [fetched(CHI_THI.format(serial), f"{serial}.txt") for serial in (1, 2, 3)]
    waits: list[Callable[[], Ready]] = [jobs.begin(one) for one in files]
    assert [wait().draft for wait in waits] == [ready_of(prepared(one, own)).draft for one in files]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("MẬT\n" + CHI_THI.format(5), SecrecyError, id="a mark is seen there too"),
        pytest.param("", ExtractError, id="nothing to read"),
    ],
)
def test_a_refusal_comes_back_as_itself(jobs: Jobs, text: str, kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught:
        jobs.begin(fetched(text))()
    assert getattr(caught.value, "remedy", "")


def test_after_a_process_died_its_files_are_read_again(known: Settings, own: Extractor) -> None:
    with Jobs(known, 1, own=own, few=0) as dying:
        dying._started().submit(os._exit, 1)
        waits = [dying.begin(fetched(CHI_THI.format(serial))) for serial in (7, 8)]
        assert [str(wait().draft.document.number) for wait in waits] == ["07-CT/TU", "08-CT/TU"]


class _Deadly(Fetched):
    """A file that ends every process it is handed to."""

    def __reduce__(self) -> tuple[Callable[[int], object], tuple[int]]:
        return os._exit, (1,)


def test_a_file_that_ends_its_process_twice_is_refused_and_costs_no_other(known: Settings, own: Extractor) -> None:
    deadly = _Deadly(Request("b.txt", Path("b.txt")), CHI_THI.format(9).encode(), TEXT)
    with Jobs(known, 1, own=own, few=0) as one:
        one._sent = 2  # three go together
        waits = [one.begin(file) for file in (fetched(CHI_THI.format(7)), deadly, fetched(CHI_THI.format(8)))]
        refused = _fate(waits[1])
        assert isinstance(refused, ExtractError)
        assert "hai lần" in refused.message
        assert [str(waits[at]().draft.document.number) for at in (0, 2)] == ["07-CT/TU", "08-CT/TU"]


def test_what_cannot_be_sent_back_is_read_here(jobs: Jobs, known: Settings, own: Extractor) -> None:
    with with_process_of(jobs, known, own) as one:
        one._sent = 1
        waits = [one.begin(fetched(CHI_THI.format(serial))) for serial in (7, 8)]
        future: Future[list[Ready | ArchiveError]] = Future()
        future.set_exception(MemoryError())
        batch = waits[0].args[0]  # type: ignore[attr-defined]
        batch.begun = (batch.begun[0], future)
        assert [str(wait().draft.document.number) for wait in waits] == ["07-CT/TU", "08-CT/TU"]


def test_an_extractor_that_cannot_start_is_each_file_s_refusal(own: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_given: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(Extractor, "extract_all", none)
    read = read_all([fetched(CHI_THI.format(1)), fetched("MẬT\n" + CHI_THI.format(2))], own)
    assert [type(one) for one in read] == [ExtractError, ExtractError]


def test_small_files_go_together_ever_more_and_each_keeps_its_own_fate(
    jobs: Jobs, known: Settings, own: Extractor
) -> None:
    texts = ["MẬT\n" + CHI_THI.format(99) if at == 5 else CHI_THI.format(at) for at in range(1, 12)]
    files = [fetched(text, f"{at}.txt") for at, text in enumerate(texts)]
    with with_process_of(jobs, known, own) as one:
        waits = [one.begin(file) for file in files]
        assert one._sent == 4  # one, two, three, four; the eleventh waits for others
        assert isinstance(_fate(waits[4]), SecrecyError)
        rest = [wait() for at, wait in enumerate(waits) if at != 4]
    assert [ready.draft for ready in rest] == [
        ready_of(prepared(file, own)).draft for at, file in enumerate(files) if at != 4
    ]


def test_a_slow_kind_of_file_goes_by_itself(jobs: Jobs, known: Settings, own: Extractor) -> None:
    with with_process_of(jobs, known, own) as one:
        one._sent = 5
        one.begin(fetched(CHI_THI.format(1)))
        wait = one.begin(Fetched(Request("a.pdf", Path("a.pdf")), b"%PDF-1.4 hong", PDF))
        assert (one._sent, len(one._open.files)) == (7, 0)  # what waited was sent before it
        assert isinstance(_fate(wait), ExtractError)


def test_a_fault_in_one_of_several_is_its_own(known: Settings, own: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise ValueError(text)

    monkeypatch.setattr("ingest.reading.segment_all", broken)  # then each by itself
    good, fault, refused = read_all([fetched(CHI_THI.format(1)), _Broken(), fetched("")], own)
    assert isinstance(good, Ready)
    assert good == replace(ready_of(prepared(fetched(CHI_THI.format(1)), own)), packed=good.packed)
    assert isinstance(fault, ExtractError)
    assert "Lỗi của chương trình" in fault.message
    assert isinstance(refused, ExtractError)


def _fate(wait: Callable[[], Ready]) -> Exception | None:
    try:
        wait()
    except ArchiveError as error:
        return error
    return None


class _Broken(Fetched):
    """A file that the guard fails on."""

    def __init__(self) -> None:
        super().__init__(Request("x.txt"), 7, TEXT)  # type: ignore[arg-type]


def test_without_processes_the_same_is_read_here(known: Settings, own: Extractor) -> None:
    files = [fetched(CHI_THI.format(serial), f"{serial}.txt") for serial in range(1, 8)]
    with Jobs(known, 0, own=own) as here:
        waits = [here.begin(one) for one in files]
        assert [wait().draft for wait in waits] == [ready_of(prepared(one, own)).draft for one in files]
        assert here._pool is None


def test_for_a_few_small_files_no_process_is_started_and_for_one_more_all_go_to_it(
    jobs: Jobs, known: Settings, own: Extractor
) -> None:
    files = [fetched(CHI_THI.format(serial), f"{serial}.txt") for serial in range(1, 6)]
    whole = [ready_of(prepared(one, own)).draft for one in files]
    with Jobs(known, 2, own=own, few=5) as few:
        assert [wait().draft for wait in [few.begin(one) for one in files]] == whole
        assert few._pool is None
    many = Jobs(known, 1, own=own, few=4)
    waits = [many.begin(one) for one in files[:4]]
    assert [batch.begun for batch in many._waiting] == [None, None]
    many._pool = jobs._started()  # as if it were started by the next
    waits.append(many.begin(files[4]))
    many._send()
    assert all(batch.begun for batch in many._waiting)
    assert [wait().draft for wait in waits] == whole


def test_a_slow_kind_of_file_starts_a_process_at_once(known: Settings, own: Extractor) -> None:
    with Jobs(known, 1, own=own) as one:
        one.begin(fetched(CHI_THI.format(1)))
        wait = one.begin(Fetched(Request("a.pdf", Path("a.pdf")), b"%PDF-1.4 hong", PDF))
        assert all(batch.begun for batch in one._waiting)
        assert isinstance(_fate(wait), ExtractError)


def test_when_the_server_of_the_processes_dies_the_files_are_read_all_the_same(known: Settings, own: Extractor) -> None:
    with Jobs(known, 1, own=own, few=0) as one:
        assert str(one.begin(fetched(CHI_THI.format(1)))().draft.document.number) == "01-CT/TU"
        server = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]  # its own, asked nowhere else
        os.kill(server, signal.SIGKILL)
        waits = [one.begin(fetched(CHI_THI.format(serial))) for serial in (2, 3)]
        assert [str(wait().draft.document.number) for wait in waits] == ["02-CT/TU", "03-CT/TU"]


def test_what_readers_have_beforehand_is_made_without_a_fault() -> None:
    assert len(read_made_text().draft.mentions) >= 3


@pytest.mark.parametrize("count", [pytest.param(0, id="without processes"), pytest.param(1, id="with a process")])
def test_what_nobody_has_begun_to_read_is_given_up(known: Settings, own: Extractor, count: int) -> None:
    with Jobs(known, count, own=own) as stopped:
        waits = [stopped.begin(fetched(CHI_THI.format(serial), f"{serial}.txt")) for serial in range(1, 40)]
        assert str(waits[0]().draft.document.number) == "01-CT/TU"
        stopped.give_up()
        with pytest.raises(Unread):
            waits[-1]()
        assert str(waits[0]().draft.document.number) == "01-CT/TU"  # what was read stays read
