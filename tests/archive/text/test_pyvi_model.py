"""pyvi's model read from its files: the same weights as CRFsuite's own, and no model but the known one."""

import shutil
from pathlib import Path

import pytest

from archive.text.pyvi_model import Model, installed, read_model


@pytest.fixture(scope="module")
def folder() -> Path:
    found = installed()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def model(folder: Path) -> Model:
    found = read_model(folder)
    assert found is not None
    return found


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A copy of pyvi of which a test may change a file."""
    made = tmp_path / "pyvi"
    (made / "models").mkdir(parents=True)
    for name in ("ViTokenizer.py", "models/pyvi3.pkl", "models/words.txt"):
        shutil.copyfile(folder / name, made / name)
    return made


def test_the_model_has_the_known_shape(model: Model) -> None:
    assert (len(model.leanings), len(model.pairs), len(model.triples)) == (6335, 22705, 1907)


@pytest.mark.parametrize(
    ("feature", "speaks_for_inside"),
    [
        pytest.param("-1:word.bi_gram()", True, id="a compound with the syllable before"),
        pytest.param("+1:word.bi_gram()", False, id="a compound with the one after: it begins"),
        pytest.param("bias", False, id="most syllables begin a word"),
        pytest.param("word.isdigit()", False, id="a figure begins one"),
    ],
)
def test_weights_say_what_they_should(model: Model, feature: str, speaks_for_inside: bool) -> None:
    assert (model.leanings[feature] > 0) is speaks_for_inside


def test_a_label_is_sooner_kept_than_changed(model: Model) -> None:
    turns = model.turns
    assert turns.begins_begins - turns.inside_begins <= turns.begins_inside - turns.inside_inside


@pytest.mark.parametrize(
    ("word", "size"),
    [
        pytest.param("chi bộ", 2, id="a pair"),
        pytest.param("hợp tác xã", 3, id="a triple"),
        pytest.param("chủ nghĩa xã hội", 0, id="four syllables are in neither"),
    ],
)
def test_compounds_by_their_size(model: Model, word: str, size: int) -> None:
    assert (word in model.pairs, word in model.triples) == (size == 2, size == 3)


def test_an_exact_copy_is_the_known_model(copy: Path) -> None:
    assert read_model(copy) is not None


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("ViTokenizer.py", id="other rules"),
        pytest.param("models/pyvi3.pkl", id="other weights"),
        pytest.param("models/words.txt", id="other compounds"),
    ],
)
def test_a_changed_copy_is_not_read(copy: Path, name: str) -> None:
    (copy / name).write_bytes((copy / name).read_bytes() + b"\n")
    assert read_model(copy) is None


def test_a_copy_that_lacks_a_file_is_not_read(copy: Path) -> None:
    (copy / "models/words.txt").unlink()
    assert read_model(copy) is None
