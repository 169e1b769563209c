"""Sources as people read them: parted, shortened in the middle, the whole address kept, nothing leads away."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_web.sources import LONGEST, shortened, sources

LONG = "https://www.vi.du/chuyen-muc/tin-tuc/" + "chi-bo-" * 20 + "cuoi.html"


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_parts_and_their_addresses() -> None:
    first, second = sources(f"một văn bản công khai; trích yếu: {LONG} (sửa)")
    assert first == "một văn bản công khai"
    assert f'title="{LONG}"' in second
    assert words(second) == f"trích yếu: {shortened(LONG)} (sửa)"
    assert "<a" not in second


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://www.vi.du/a/", "vi.du/a", id="no scheme, no www, no last slash"),
        pytest.param("https://vi.du/nh%E1%BA%ADn", "vi.du/nhận", id="letters instead of codes"),
        pytest.param("https://vi.du/%FF", "vi.du/%FF", id="codes that are no letters stay"),
        pytest.param("https://vi.du/a%0Ab", "vi.du/a%0Ab", id="a line break stays a code"),
    ],
)
def test_an_address_for_show(url: str, expected: str) -> None:
    assert shortened(url) == expected


def test_a_long_address_keeps_both_ends() -> None:
    shown = shortened(LONG)
    assert len(shown) == LONGEST
    assert shown.startswith("vi.du/chuyen-muc")
    assert shown.endswith("cuoi.html")


def test_a_hostile_address_is_letters() -> None:
    (shown,) = sources('https://vi.du/"><script>alert(1)</script>')
    assert "<script" not in shown
    assert 'title="https://vi.du/&#34;&gt;' in shown


@given(st.text(alphabet="ab:;/ <&\"'%", max_size=40))
def test_what_is_no_address_is_shown_letter_by_letter(written: str) -> None:
    shown = "; ".join(words(part) for part in sources(written))
    assert "".join(shown.split()).replace(";", "") == "".join(written.split()).replace(";", "")
