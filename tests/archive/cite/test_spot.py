"""Looking for patterns by the words they begin with: the same matches as going letter by letter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cite import own_claims
from archive.cite.spot import matches_from
from archive.cite.validity_words import VERB, VERB_WORDS

SPOKEN = (
    "thay thế cho bãi bỏ hủy hết hiệu lực chấm dứt không còn sửa đổi và bổ sung một số điều đình chỉ việc thi hành "
    "thực hiện tạm ngưng dừng tiếp tục tổ chức đẩy mạnh có được áp dụng kể từ ngày"
)
WORDS = SPOKEN.split()
texts = st.lists(st.sampled_from((*WORDS, " ", "  ", "\n", ", ", "x", ".")), max_size=40).map("".join) | st.lists(
    st.sampled_from(WORDS), max_size=30
).map(" ".join)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        pytest.param(VERB, VERB_WORDS, id="verbs of force"),
        pytest.param(own_claims._VERB, own_claims._VERB_WORDS, id="verbs of the text's own force"),
    ],
)
@given(text=texts)
def test_the_same_matches_as_letter_by_letter(text: str, pattern: re.Pattern[str], words: tuple[str, ...]) -> None:
    found = [(one.span(), one.groups()) for one in matches_from(pattern, text, words)]
    assert found == [(one.span(), one.groups()) for one in pattern.finditer(text)]


def test_a_match_hides_what_begins_inside_it() -> None:
    found = matches_from(re.compile("aba|ba"), "ababa ba", ("aba", "ba"))
    assert [one.span() for one in found] == [(0, 3), (3, 5), (6, 8)]
