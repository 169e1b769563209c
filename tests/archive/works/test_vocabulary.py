"""Relations as a table: one edge, two labels, the terms of other catalogues."""

import re

import pytest

from archive.errors import DataError
from archive.works.vocabulary import Relation, relation, relations, words_without_relation


def test_a_relation_is_found_by_its_id() -> None:
    assert relation("thay_the").label == "Thay thế"
    with pytest.raises(DataError, match="khong_co"):
        relation("khong_co")


@pytest.mark.parametrize("named", relations(), ids=lambda one: one.id)
def test_both_directions_have_a_label_and_terms(named: Relation) -> None:
    assert named.inverse_label
    assert named.inverse_label[0].isupper()
    # A prefix and a name, no remark: machines read them.
    assert re.fullmatch(r"eli:[a-z_]+", named.eli)
    assert re.fullmatch(r"eli:[a-z_]+", named.eli_inverse)
    assert re.fullmatch(r"[a-zA-Z]+(?:\[[^\]]+\])?", named.akn)
    # The pair of vbpl has both sides or neither.
    assert bool(named.vbpl) == bool(named.vbpl_inverse)


def test_the_direction_can_be_told_from_the_label() -> None:
    # A list of what cites a work must not read like a list of what it cites.
    assert {one.id for one in relations() if one.label == one.inverse_label} == {"lien_quan"}


def test_no_word_is_a_cue_and_none() -> None:
    cues = {cue for one in relations() for cue in one.cues}
    assert cues.isdisjoint(words_without_relation())
