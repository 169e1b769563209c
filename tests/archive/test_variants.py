"""A text in five variants, and what part of a measure each keeps."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.quality.variants import VARIANTS, old_tones, retained, unmarked, variants
from archive.text.vietnamese import canonical_tones, fold, nfc

TEXTS = st.text(st.sampled_from("hoàạkhỏeủyquýtmĐđăâêôơư 47-CT/TU"), max_size=30)


@pytest.mark.parametrize(
    ("text", "old"),
    [
        pytest.param("hòa bình", "hoà bình", id="oa"),
        pytest.param("khỏe, tòa án", "khoẻ, toà án", id="oe, oa"),
        pytest.param("ủy ban", "uỷ ban", id="uy"),
        pytest.param("Ủy ban, THỦY", "Uỷ ban, THUỶ", id="capitals"),
        pytest.param("quý, quỹ", "quý, quỹ", id="not after q"),
        pytest.param("hoàn thuyền mùa múa", "hoàn thuyền mùa múa", id="rhymes with one style only"),
    ],
)
def test_old_tones(text: str, old: str) -> None:
    assert old_tones(text) == old
    assert canonical_tones(old) == text


@given(TEXTS, st.integers(0, 9))
def test_the_variants_of_a_text(text: str, seed: int) -> None:
    made = variants(text, seed)
    assert tuple(made) == VARIANTS
    assert made == variants(text, seed)
    assert made["exact"] == nfc(text)
    assert unicodedata.normalize("NFC", made["nfd"]) == made["exact"]
    assert canonical_tones(made["old_tones"]) == canonical_tones(made["exact"])
    assert {fold(one) for one in made.values()} == {fold(text)}
    assert made["unmarked"].lower() == fold(text)


def test_half_of_the_marks_go_and_the_seed_says_which() -> None:
    text = "nâng cao chất lượng sinh hoạt chi bộ đảng ở địa phương, đơn vị"
    halves = {variants(text, seed)["half_marked"] for seed in range(8)}
    assert len(halves) > 4
    assert all(half not in (text, unmarked(text)) for half in halves)


def test_what_each_variant_keeps() -> None:
    assert retained({"exact": 0.8, "unmarked": 0.6}) == {"exact": 1.0, "unmarked": pytest.approx(0.75)}
    assert retained({"exact": 0.0, "unmarked": 0.0}) == {"exact": 1.0, "unmarked": 1.0}
