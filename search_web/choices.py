"""What a reader has chosen on the results page, as an address: every choice keeps the others and can be taken back.

Only what stands in the address is kept here; filters typed into the text stay in the text. What the choices mean is
read in `archive.query`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from archive.text.vietnamese import nfc
from archive.works.bodies import LEVELS, display_name
from archive.works.vocabulary import types
from search_web.words import word

# In the order an address carries them. `q` is the text, the others are names of `archive.query.FILTERS`.
NAMES = ("q", "loai", "co-quan", "cap", "noi", "nam", "tu", "den", "the-loai", "so", "xep", "trang")
# A year and a stretch of days say the same kind of thing: choosing one takes the other back.
_INSTEAD = {"nam": ("tu", "den"), "tu": ("nam",), "den": ("nam",)}
LABELS = {
    "loai": "loại",
    "co-quan": "cơ quan",
    "cap": "cấp",
    "noi": "nơi",
    "nam": "năm",
    "tu": "từ",
    "den": "đến",
    "the-loai": "thể loại",
    "so": "số",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice in force: what it is, in words, and the address without it."""

    label: str
    value: str
    href: str


def kept(args: Mapping[str, str]) -> dict[str, str]:
    """The choices of an address, in the order of `NAMES`; empty ones and unknown names left out."""
    return {name: value for name in NAMES if (value := nfc(args.get(name, "")).strip())}


def address(path: str, args: Mapping[str, str], **changes: str | None) -> str:
    """The address with some choices changed (None takes one back); a change of anything but the page begins at page 1.

    Names with a hyphen are given with an underscore: `the_loai="article"`.
    """
    chosen = kept(args)
    for written, value in changes.items():
        name = written.replace("_", "-")
        for other in _INSTEAD.get(name, ()):
            chosen.pop(other, None)
        chosen.pop(name, None)
        if value:
            chosen[name] = value
    if "trang" not in changes or chosen.get("trang") == "1":
        chosen.pop("trang", None)
    ordered = {name: chosen[name] for name in NAMES if name in chosen}
    return f"{path}?{urlencode(ordered)}" if ordered else path


def chips(path: str, args: Mapping[str, str]) -> tuple[Chip, ...]:
    """The filters in force, each with the address that takes it back."""
    return tuple(
        Chip(LABELS[name], shown(name, value), address(path, args, **{name: None}))
        for name, value in kept(args).items()
        if name in LABELS
    )


def shown(name: str, value: str) -> str:
    """A value of a filter in words: ("loai", "chi-thi") → "Chỉ thị"; a value no table knows as it is."""
    match name:
        case "loai":
            return next((kind.name for kind in types() if kind.slug == value), value)
        case "co-quan":
            return display_name(value) or value
        case "cap":
            return LEVELS.get(value, value)
        case "the-loai":
            return word("genre", value)
        case _:
            return value
