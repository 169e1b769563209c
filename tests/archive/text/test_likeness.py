"""Sketches of texts: what counts for nothing, how near copies score, and that packing loses nothing."""

from hashlib import shake_256
from zlib import crc32

import pytest
from datasketch import MinHash  # type: ignore[import-untyped]  # it comes without types
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.text.likeness import bands, contained, packed, resemblance, sketch, unpacked
from archive.text.segment import syllable_spans
from archive.text.syllable_runs import run_figures
from archive.text.vietnamese import comparable, fold

SPOKEN = (
    "chi bộ đảng viên sinh hoạt nghị quyết cấp ủy tỉnh huyện xã kiểm tra giám sát tổ chức cán tuyên truyền dân vận "
    "nông thôn mới công nghiệp đô thị y tế giáo dục văn hóa thể thao quốc phòng an ninh tài chính ngân sách đầu tư"
)
WORDS = SPOKEN.split()


def drawn(seed: int, at: int) -> int:
    """A figure that looks drawn by lot and is always the same."""
    return crc32(f"{seed} {at}".encode())


def text(count: int, seed: int) -> str:
    return " ".join(WORDS[drawn(seed, at) % len(WORDS)] for at in range(count))


def spoilt(whole: str, share: float, seed: int) -> str:
    """The text with a share of its words misread, as a scan would."""
    return " ".join(
        word[::-1] + "x" if drawn(seed, at) % 1000 < share * 1000 else word for at, word in enumerate(whole.split())
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Chi bộ họp, mỗi tháng một lần.", "CHI BỘ HỌP MỖI THÁNG MỘT LẦN", id="case and punctuation"),
        pytest.param("hòa giải ở cơ sở xã", "hoà giải ở cơ sở xã", id="where the tone stands"),
        pytest.param("ủy ban kiểm tra", "uy ban kiem tra", id="marks"),
    ],
)
def test_what_counts_for_nothing(one: str, other: str) -> None:
    assert sketch(one) == sketch(other)


@pytest.mark.parametrize(
    ("share", "least", "most"),
    [
        pytest.param(0.0, 1.0, 1.0, id="the same"),
        pytest.param(0.02, 0.78, 0.97, id="a good scan"),
        pytest.param(0.10, 0.40, 0.75, id="a bad scan"),
    ],
)
def test_a_misread_copy_stays_near(share: float, least: float, most: float) -> None:
    whole = text(900, 1)
    assert least <= resemblance(sketch(whole), sketch(spoilt(whole, share, 2))) <= most


def test_different_texts_of_the_same_words_are_far() -> None:
    assert resemblance(sketch(text(900, 1)), sketch(text(900, 2))) < 0.3


def test_an_excerpt_is_contained() -> None:
    whole = text(900, 1)
    excerpt = " ".join(whole.split()[200:420])
    assert resemblance(sketch(whole), sketch(excerpt)) < 0.5
    assert contained(sketch(whole), sketch(excerpt)) > 0.75


def test_near_copies_meet_in_a_band_and_others_do_not() -> None:
    whole = sketch(text(900, 1))
    assert set(bands(whole)) & set(bands(sketch(spoilt(text(900, 1), 0.02, 3))))
    assert not set(bands(whole)) & set(bands(sketch(text(900, 2))))
    assert all(0 <= band < 2**63 for band in bands(whole))


@pytest.mark.parametrize("short", ["", "chi bộ", "…", "chi bộ họp"])
def test_a_text_too_short_tells_nothing(short: str) -> None:
    made = sketch(short)
    assert not made.tells
    assert 0.0 <= contained(made, sketch(text(50, 1))) <= 1.0


@given(st.text(max_size=300), st.text(max_size=300))
def test_packing_loses_nothing_and_likeness_is_mutual(one: str, other: str) -> None:
    first, second = sketch(one), sketch(other)
    assert unpacked(packed(first)) == first
    assert resemblance(first, second) == resemblance(second, first)
    assert resemblance(first, first) == 1.0


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(None, id="none kept"),
        pytest.param(b"", id="nothing"),
        pytest.param(packed(sketch(SPOKEN))[1:], id="of the first recipe, without its number"),
        pytest.param(b"\x01" + packed(sketch(SPOKEN))[1:], id="of another recipe"),
        pytest.param(packed(sketch(SPOKEN))[:-4], id="cut short"),
    ],
)
def test_a_sketch_of_another_recipe_is_none(other: bytes | None) -> None:
    assert unpacked(other) is None


def test_what_is_kept_is_what_the_recipe_says() -> None:
    """Sketches of other machines and other years are compared with these: who changes this raises the recipe."""
    assert packed(sketch("Chi bộ họp, mỗi tháng một lần."))[:13].hex() == "020500000009c5b80c3bb45636"


MASK = (1 << 64) - 1


def spelt(syllable: bytes) -> int:
    """The figure of a syllable, letter by letter."""
    drawn = shake_256(b"archive.text.syllable_runs").digest(8 * 256)
    values = [int.from_bytes(drawn[at : at + 8], "little") for at in range(0, len(drawn), 8)]
    made = sum(values[code] * pow(0x9E3779B97F4A7C15, at, 1 << 64) for at, code in enumerate(syllable)) & MASK
    return made ^ made >> 32


def run_by_run(run: bytes) -> int:
    """The figure of a run of three syllables, 32 bits."""
    made = 0
    for syllable in run.split(b" "):
        made = (made * 0xD6E8FEB86659FD93 + spelt(syllable)) & MASK
    return (((made ^ made >> 32) * 0xD6E8FEB86659FD93) & MASK) >> 32


def by_the_library(whole: str) -> tuple[tuple[int, ...], int]:
    """The minima as datasketch makes them, run by run."""
    letters = fold(comparable(whole))
    syllables = [letters[start:end] for start, end in syllable_spans(letters)]
    runs = {" ".join(syllables[at : at + 3]).encode() for at in range(len(syllables) - 2)}
    made = MinHash(num_perm=64, seed=1, scheme="affine32", hashfunc=run_by_run)
    made.update_batch(sorted(runs))
    return tuple(map(int, made.hashvalues)), len(runs)


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param("", id="nothing"),
        pytest.param("chi bộ", id="no run"),
        pytest.param("Điều 5. Chi bộ họp “mỗi tháng” một lần – trừ 1/2 số đảng viên…", id="signs beyond ASCII"),
        pytest.param("1½ ngày công, 30 m², ß và Ωmega ở điểm đầu", id="letters and figures beyond ASCII"),
        pytest.param("đoạn_văn có\u034fdấu nối_dưới và chữ \u1ea5 rời", id="low lines, joiners"),
        pytest.param(text(9000, 4), id="more runs than meet the permutations at once"),
    ],
)
def test_the_minima_are_those_of_the_library(whole: str) -> None:
    made = sketch(whole)
    assert (made.minima, made.runs) == by_the_library(whole)


def test_a_run_has_one_figure_wherever_it_stands() -> None:
    """Also farther on than the powers that are kept reach, and beside letters beyond ASCII."""
    run = run_figures("chi bo hop")
    assert len(run) == 1
    far = run_figures("a " * (1 << 17) + "chi bo hop")
    assert far[-1] == run[0] == run_figures("chi bo hop ½ß")[0]


@settings(max_examples=60)
@given(st.text(st.sampled_from("aăđ ộ1½²_-\u0300\u034f\u0375ßΣ中각“\n"), max_size=60))
def test_the_minima_are_those_of_the_library_for_odd_letters(whole: str) -> None:
    made = sketch(whole)
    assert (made.minima, made.runs) == by_the_library(whole)
