"""The style sheet: contrast of every pair of tokens that meet, size, nothing from elsewhere."""

import gzip
import re

import pytest

from search_web.dress import STATIC

CSS = (STATIC / "site.css").read_text("utf-8")
INKS = ("--ink", "--ink-2", "--link", "--accent", "--in-force", "--partly", "--ended", "--unknown")
GROUNDS = ("--paper", "--ground", "--quiet")


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6})", block))


LIGHT = tokens(CSS.split("@media (prefers-color-scheme: dark)")[0])
DARK = LIGHT | tokens(CSS.split("@media (prefers-color-scheme: dark)")[1].split("/* frame */")[0])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
def test_every_pair_that_meets_can_be_read(theme: dict[str, str]) -> None:
    pairs = [(ink, ground) for ink in INKS for ground in GROUNDS]
    pairs += [("--on-action", "--action"), ("--ink", "--found"), ("--link", "--found")]
    poor = {(ink, ground): contrast(theme[ink], theme[ground]) for ink, ground in pairs}
    assert not {pair: ratio for pair, ratio in poor.items() if ratio < 4.5}
    assert contrast(theme["--edge"], theme["--paper"]) >= 3  # borders of boxes


def test_the_dark_scheme_changes_values_of_colours_and_nothing_else() -> None:
    """What axe is not asked again in the dark (test_axe) leans on this."""
    assert sum(sheet.read_text("utf-8").count("prefers-color-scheme") for sheet in STATIC.rglob("*.css")) == 1
    block = CSS.split("@media (prefers-color-scheme: dark)")[1].split("\n}\n")[0]
    assert re.fullmatch(r"\s*\{\s*:root \{\s*(?:--[\w-]+: #[0-9a-f]{6};\s*)+\}\s*", block)


def test_it_is_small_and_loads_nothing() -> None:
    assert len(CSS.encode()) < 60_000
    assert len(gzip.compress(CSS.encode())) < 13_000  # as it goes over the line, once
    assert not re.search(r"url\(|@import|https?:", CSS)


def test_the_script_makes_no_request_and_no_markup() -> None:
    script = (STATIC / "keys.js").read_text("utf-8")
    assert not re.search(r"fetch|XMLHttp|innerHTML|eval|import", script)
