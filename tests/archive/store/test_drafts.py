"""What a draft works out of a text: its letters alone, by a table or sign by sign, are the same."""

from hypothesis import given
from hypothesis import strategies as st

from archive.store.drafts import _letter, _only_letters


@given(st.text(st.sampled_from("aĐáứ“”…–,. \n\t0²½Ⅷ٣\u0301\u0323\u00ad_·漢한ა\u0915\u2800😀"), max_size=60))
def test_letters_alone_are_the_same_by_a_table_and_sign_by_sign(text: str) -> None:
    assert _only_letters(text) == " ".join("".join(map(_letter, text)).split())
