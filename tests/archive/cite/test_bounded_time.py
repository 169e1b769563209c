"""Hostile texts end. Each is read in a process of its own; only a hang, not slowness, fails."""

import multiprocessing

import pytest

from archive.cite.find import even, find_spots
from archive.cite.provisions import PROVISION, parts_of

SIZE = 50_000
HANG = 60  # seconds for 50 kB: the slowest of these texts takes under a second on a slow machine

HOSTILE = (
    pytest.param("1", id="figures"),
    pytest.param("47-", id="serials and hyphens"),
    pytest.param("47/2020/", id="numbers cut short"),
    pytest.param("47-CT/TU", id="numbers without a blank"),
    pytest.param("47-CT/TU-", id="bodies without end"),
    pytest.param(".", id="dots"),
    pytest.param("1.1", id="figures and dots"),
    pytest.param(" ", id="blanks"),
    pytest.param("\n", id="line breaks"),
    pytest.param("số \n", id="số and line breaks"),
    pytest.param("Chỉ thị ", id="type names"),
    pytest.param("Chỉ thị số ", id="type names with số"),
    pytest.param("Quyết định 217, ", id="bare numbers"),
    pytest.param("217, 218 và ", id="serials of a list"),
    pytest.param("khoản 1, ", id="parts"),
    pytest.param("khoản 1, 2, Điều 3 ", id="lists of parts"),
    pytest.param("Điều 5 và ", id="parts joined"),
    pytest.param("(", id="brackets"),
    pytest.param("Nghị quyết Trung ương ", id="plenums cut short"),
    pytest.param("khóa ", id="terms"),
    pytest.param("Nghị quyết Hội nghị lần thứ ", id="plenums in full cut short"),
    pytest.param("Đại hội ", id="congresses cut short"),
    pytest.param("Luật ", id="laws"),
    pytest.param("Luật sửa đổi, bổ sung một số điều của ", id="amending laws"),
    pytest.param("Luật Đất đai năm ", id="laws cut short"),
    pytest.param("Luật Đất đai, ", id="names of laws"),
)


def read(piece: str) -> None:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    find_spots(even(text))
    PROVISION.search(text)
    parts_of(text)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_ends(piece: str) -> None:
    work = multiprocessing.get_context("fork").Process(target=read, args=(piece,))
    work.start()
    work.join(HANG)
    ended = work.exitcode
    if ended is None:
        work.kill()
        work.join()
    assert ended == 0
