"""What a reader has chosen on the results page, as an address: every choice keeps the others and can be taken back.

Only what stands in the address is kept here; filters typed into the text stay in the text. Several values of a filter
are parted by commas (`loai=chi-thi,nghi-quyet`); a repeated name is read as that. What the choices mean is read in
`archive.query`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from urllib.parse import quote_plus, urlencode

from archive.errors import DateError
from archive.query import SEVERAL, values_of
from archive.text.vietnamese import nfc, slugify
from archive.works.bodies import LEVELS, MERGER, family_name
from archive.works.dates import parse_iso
from archive.works.places import provinces_on
from archive.works.validity import STATE_LABELS
from archive.works.vocabulary import types
from search_web.language import gettext as _
from search_web.words import word

# In the order an address carries them. `q` is the text, the others are names of `archive.query.FILTERS`.
NAMES = (
    "q",
    "loai",
    "co-quan",
    "cap",
    "noi",
    "khoa",
    "hieu-luc",
    "nguoi-ky",
    "nam",
    "tu",
    "den",
    "the-loai",
    "so",
    "ngay",
    "dung",
    "mo-rong",
    "cach",
    "xep",
    "trang",
)
# A year and a stretch of days say the same kind of thing: choosing one takes the other back.
_INSTEAD = {"nam": ("tu", "den"), "tu": ("nam",), "den": ("nam",)}
LABELS = {
    "loai": "loại",
    "co-quan": "cơ quan",
    "cap": "cấp",
    "noi": "nơi",
    "khoa": "khóa",
    "hieu-luc": "hiệu lực",
    "nguoi-ky": "người ký",
    "nam": "năm",
    "tu": "từ",
    "den": "đến",
    "the-loai": "thể loại",
    "so": "số",
    "ngay": "hiệu lực tính đến",
    "dung": "cách đọc",
    "mo-rong": "chữ viết tắt",
    "cach": "cách chấm",
}
_SEVERAL = frozenset(SEVERAL.values())
# Choices that are one of few, in words.
_WORDS = {
    ("dung", "1"): "đúng như đã gõ",
    ("mo-rong", "0"): "không mở rộng",
    ("cach", "formula"): "công thức",
    ("cach", "questions"): "câu hỏi",
    ("cach", "plain"): "đơn giản",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice in force: what it is, in words, and the address without it."""

    label: str
    value: str
    href: str


class Chosen(dict[str, str]):
    """The choices of an address, read from it by `kept`; what is built from them is a change of a copy."""


def kept(args: Mapping[str, str]) -> Chosen:
    """The choices of an address, in the order of `NAMES`; empty ones and unknown names left out."""
    if isinstance(args, Chosen):  # a page of results asks some twenty times
        return Chosen(args)
    named = (name for name in NAMES if name in args)
    found = {name: _all_of(args, name) if name in _SEVERAL else nfc(args[name]).strip() for name in named}
    return Chosen({name: value for name, value in found.items() if value})


def _all_of(args: Mapping[str, str], name: str) -> str:
    """The values of a filter that may be repeated, each once, parted by commas."""
    repeated = getattr(args, "getlist", None)
    written = repeated(name) if repeated else [args.get(name, "")]
    return ",".join(dict.fromkeys(one for value in written for one in values(nfc(value))))


def values(value: str) -> tuple[str, ...]:
    """The values of a filter, one by one; one that may not be has a minus before it, one with a comma its quotes."""
    return tuple(("-" if minus else "") + (f'"{one}"' if "," in one else one) for minus, one in values_of(value))


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
    return _joined(path, _written(chosen, NAMES))


def _written(chosen: Mapping[str, str], names: Sequence[str]) -> str:
    """Some of the choices as an address carries them."""
    return "&".join([_pair(name, chosen[name]) for name in names if name in chosen])


@lru_cache(maxsize=1_024)
def _pair(name: str, value: str) -> str:
    """A choice as an address carries it, kept: a page has each in some thirty addresses."""
    return urlencode({name: value}, safe=",")


def _joined(path: str, *written: str) -> str:
    """A path with choices after it; one that carries the language of its page already goes on after that."""
    held = "&".join([one for one in written if one])
    return f"{path}{'&' if '?' in path else '?'}{held}" if held else path


def asking(path: str, chosen: Mapping[str, str]) -> str:
    """The address that asks a path for some choices, whatever their names: ("/", {"q": "x"}) → "/?q=x"."""
    return _joined(path, urlencode(chosen))


def fields(args: Mapping[str, str], *left_out: str) -> Iterator[tuple[str, str]]:
    """The choices that a form sends along unseen: all but those it asks for itself, and the page."""
    chosen = ((name, value) for name, value in kept(args).items() if name not in ("trang", *left_out))
    return ((name, printable(value)) for name, value in chosen)


def printable(value: str) -> str:
    """A value as a field shows or carries it: control signs, which no field can, as blanks."""
    return "".join(sign if sign.isprintable() else " " for sign in value).strip()


@dataclass(frozen=True, slots=True)
class Toggles:
    """The addresses that choose or take back the values of one filter: what they have in common is written once.

    `chosen` are its values in force, `before` and `after` the other choices as they stand round it; `several` says
    whether values are added to each other, or the new one takes the place of the old.
    """

    path: str
    name: str
    chosen: tuple[str, ...]
    before: str
    after: str
    several: bool

    def href(self, value: str) -> str:
        """The address with a value chosen, or taken back where it was chosen."""
        left = [one for one in self.chosen if one != value]
        if value and value not in self.chosen:
            left = [*left, value] if self.several else [value]
        written = f"{self.name}={','.join(map(_quoted, left))}" if any(left) else ""
        return _joined(self.path, self.before, written, self.after)


@lru_cache(maxsize=4_096)
def _quoted(value: str) -> str:
    """A value as an address has it, kept: the values of facets are the same on every page."""
    return quote_plus(value, safe=",")


def toggles(path: str, args: Mapping[str, str], name: str) -> Toggles:
    """The addresses of one filter; the other choices are kept, and its results begin at page 1."""
    others = kept(args)
    for other in (*_INSTEAD.get(name, ()), "trang"):
        others.pop(other, None)
    place = NAMES.index(name)
    before, after = _written(others, NAMES[:place]), _written(others, NAMES[place + 1 :])
    return Toggles(path, name, _chosen(args, name), before, after, name in _SEVERAL)


def _chosen(args: Mapping[str, str], name: str) -> tuple[str, ...]:
    written = kept(args).get(name, "")
    return values(written) if name in _SEVERAL else tuple(filter(None, (written,)))


def chips(path: str, args: Mapping[str, str]) -> tuple[Chip, ...]:
    """The filters in force, one for each value, each with the address that takes it back."""
    return tuple(
        Chip(label(one.name), shown(one.name, value), one.href(value))
        for one in (toggles(path, args, name) for name in LABELS if args.get(name))
        for value in one.chosen
    )


def label(name: str) -> str:
    """What a filter is called: "co-quan" → "cơ quan"; a name no table knows as it is."""
    return _(LABELS[name]) if name in LABELS else name


def shown(name: str, value: str) -> str:
    """A value of a filter in words: ("loai", "chi-thi") → "Chỉ thị"; a value no table knows as it is.

    Several values are told one after the other, one that may not be as "trừ Báo cáo".
    """
    if name not in _SEVERAL:
        return _(_WORDS.get((name, value), "")) or (_day(value) if name in ("ngay", "tu", "den") else value)
    told = ((one.startswith("-"), _shown(name, one.lstrip("-").strip('"'))) for one in values(value))
    return ", ".join(_("trừ %(value)s", value=words) if minus else words for minus, words in told)


def _shown(name: str, value: str) -> str:
    if name == "the-loai":
        return word("genre", value)
    if name == "co-quan":
        return family_name(value) or value  # the name of a body is never translated
    if name == "noi":
        return _places().get(slugify(value), value)
    if name == "loai":
        return _tables()[name].get(value, value)  # nor is that of a type: as a relation the same word is another one
    return _(_tables().get(name, {}).get(value, value))


@cache
def _tables() -> dict[str, Mapping[str, str]]:
    """Filter → value → its words, of the filters whose values the archive has a table of."""
    return {
        "loai": {kind.slug: kind.name for kind in reversed(types())},
        "cap": LEVELS,
        "hieu-luc": {str(state): words for state, words in STATE_LABELS.items()},
    }


@cache
def _places() -> dict[str, str]:
    """Slug → name of every province there is or was: a place in an address may be either."""
    return {slugify(one.name): one.name for day in (date.min, MERGER) for one in provinces_on(day)}


def _day(value: str) -> str:
    """A date of an address as people read it: 2014-11-11 → 11/11/2014; anything else as it is."""
    try:
        return parse_iso(value).shown
    except DateError:
        return value
