"""Choices as addresses: each keeps the others, and each can be taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_web.choices import NAMES, address, chips, kept

ARGS = {"q": "chi bộ", "loai": "chi-thi", "nam": "2014", "trang": "3"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"cap": "tinh"}, "/?q=chi+b%E1%BB%99&loai=chi-thi&cap=tinh&nam=2014", id="a filter begins at page 1"
        ),
        pytest.param({"trang": "4"}, "/?q=chi+b%E1%BB%99&loai=chi-thi&nam=2014&trang=4", id="a page keeps everything"),
        pytest.param({"trang": "1"}, "/?q=chi+b%E1%BB%99&loai=chi-thi&nam=2014", id="page 1 is not written"),
        pytest.param({"loai": None, "nam": None}, "/?q=chi+b%E1%BB%99", id="choices taken back"),
        pytest.param(
            {"tu": "2013-01-01"}, "/?q=chi+b%E1%BB%99&loai=chi-thi&tu=2013-01-01", id="days take the place of the year"
        ),
        pytest.param(
            {"the_loai": "article"},
            "/?q=chi+b%E1%BB%99&loai=chi-thi&nam=2014&the-loai=article",
            id="names with a hyphen",
        ),
    ],
)
def test_a_change_keeps_the_other_choices(changes: dict[str, str | None], expected: str) -> None:
    assert address("/", ARGS, **changes) == expected


@given(st.dictionaries(st.sampled_from(NAMES), st.text(min_size=1, max_size=5)))
def test_what_an_address_carries_is_read_back(args: dict[str, str]) -> None:
    assert kept(kept(args)) == kept(args)


def test_chips_say_what_is_chosen_in_words() -> None:
    found = chips("/", ARGS | {"the-loai": "stub", "lạ": "x"})
    assert [(one.label, one.value) for one in found] == [
        ("loại", "Chỉ thị"),
        ("năm", "2014"),
        ("thể loại", "Chưa có toàn văn"),
    ]
    assert all("loai=chi-thi" in one.href for one in found[1:])
    assert "loai" not in found[0].href.replace("the-loai", "")
