"""Type-ahead: what a reader may be about to type, from numbers, titles, bodies and types, at most eight, in groups.

Everything lies sorted in memory, made once for each state of the store: numbers by their beginnings, titles as one
long text that is searched for the beginnings of words, the works cited most first. Marks need not be typed.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from typing import Literal

from archive.ask.shapes import Shape
from archive.store.entries import Entry
from archive.text.vietnamese import comparable, fold, nfc
from archive.works.bodies import family_name, members
from archive.works.vocabulary import types

Kind = Literal["number", "type", "body", "title"]
LABELS: dict[Kind, str] = {"number": "Số, ký hiệu", "type": "Loại văn bản", "body": "Cơ quan", "title": "Trích yếu"}

MOST = 8
_OF_EACH: dict[Kind, int] = {"number": 5, "type": 2, "body": 2, "title": 5}
_LONGEST = 100  # code points of what is typed; more is a pasted text
_LOOKED_AT = 2_500  # keys or titles looked at for one answer: 20,000 titles with "công" are not all judged
_LAST = "\U0010ffff"
_PARTS = re.compile(r"[a-z]+|[0-9]+")
# “số” before the figure, in folded parts: "so 47", "chi thi so 47". Not: "so lieu 47".
_NUMBER_WORD = re.compile(r"\bso (?=[0-9])")


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer: `does` says whether it opens a work or body (`target` its address or family) or searches.

    A search is by `field` ("loai", "co-quan") with the value `target`.
    """

    kind: Kind
    label: str
    detail: str
    does: Literal["open", "search"]
    target: str
    field: str = ""


class TypeAhead:
    """The works of an archive arranged for type-ahead."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Arrange works, the most important first (see `archive.store.entries`)."""
        self._entries = entries
        keys = sorted((key, place) for place, one in enumerate(entries) for key in _number_keys(one))
        # Side by side, not in pairs: those of 50,000 works take 13 MB less.
        self._numbers = [key for key, _ in keys]
        self._bearers = array("L", [place for _, place in keys])
        self._starts = array("L")
        self._titles = self._joined()
        self._bodies = list(_bodies(entries))
        held = {one.type for one in entries}
        self._types = [
            (f" {' '.join(_parts(f'{one.name} {one.code}'))}", one.name, one.slug)
            for one in types()
            if one.name in held
        ]

    def _joined(self) -> str:
        """Every title as a line of folded parts with a blank before each, and where each begins."""
        lines, at = [], 0
        for one in self._entries:
            parts = (part for word in (one.title or "").split() for part in _parts_of_word(word))
            line = f" {' '.join(parts)}\n"
            self._starts.append(at)
            lines.append(line)
            at += len(line)
        return "".join(lines)

    def offers(self, typed: str) -> tuple[Offer, ...]:
        """What may be meant by what was typed so far; empty when nothing begins so."""
        text = nfc(typed).strip()
        parts = _parts(text[:_LONGEST])
        if not parts or len(text) > _LONGEST:
            return ()
        wanted = " ".join(parts)
        numbers = self._of_number(wanted) if any(part.isdigit() for part in parts) else []
        named = [*self._of_types(wanted), *self._of_bodies(wanted)] if len(wanted) > 1 else []
        room = min(_OF_EACH["title"], MOST - len(numbers) - len(named))
        titles = self._of_titles(parts, text, {one.target for one in numbers})[:room] if len(wanted) > 1 else []
        return tuple([*numbers, *named, *titles][:MOST])

    # --- numbers -----------------------------------------------------------------------------------------------------

    def _of_number(self, wanted: str) -> list[Offer]:
        """The works whose number begins so, a serial that is whole ("47") before one that goes on ("470")."""
        begins = _NUMBER_WORD.sub("", wanted)
        first = bisect_left(self._numbers, begins)
        last = min(bisect_right(self._numbers, begins + _LAST), first + _LOOKED_AT)
        rank: dict[int, int] = {}
        for key, place in zip(self._numbers[first:last], self._bearers[first:last], strict=True):
            rank[place] = min(rank.get(place, 9), int(key[len(begins) : len(begins) + 1] not in ("", " ")))
        best = nsmallest(_OF_EACH["number"], rank, key=lambda place: (rank[place], place))
        return [_opened("number", self._entries[place]) for place in best]

    # --- types and bodies --------------------------------------------------------------------------------------------

    def _of_types(self, wanted: str) -> list[Offer]:
        found = (one for one in self._types if f" {wanted}" in one[0])
        offers = (Offer("type", name, "tìm trong loại này", "search", slug, "loai") for _, name, slug in found)
        return list(dict.fromkeys(islice(offers, _OF_EACH["type"])))

    def _of_bodies(self, wanted: str) -> list[Offer]:
        found = (one for one in self._bodies if any(f" {wanted}" in name for name in one[0]))
        return [
            Offer("body", name, "tìm trong văn bản của cơ quan này", "search", family, "co-quan")
            for _, name, family in islice(found, _OF_EACH["body"])
        ]

    # --- titles ------------------------------------------------------------------------------------------------------

    def _of_titles(self, parts: Sequence[str], text: str, taken: set[str]) -> list[Offer]:
        """The works whose title has the words in a row, else all of them somewhere; marks that were typed count."""
        places = list(islice(self._lines_with(f" {' '.join(parts)}"), 40))
        # A number is in titles as it stands, or not at all: its figures elsewhere in a title say nothing.
        if len(places) < _OF_EACH["title"] and len(parts) > 1 and not any(part.isdigit() for part in parts):
            places += [place for place in self._lines_with_all(parts) if place not in places]
        said = comparable(text)
        if said != fold(said):
            places.sort(key=lambda place: said not in comparable(self._entries[place].title or ""))
        found = (self._entries[place] for place in places)
        return [_opened("title", one) for one in found if one.address not in taken]

    def _lines_with(self, wanted: str) -> Iterator[int]:
        """The places of the titles that have some words, in order."""
        at = self._titles.find(wanted)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            yield place
            begin = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._titles)
            at = self._titles.find(wanted, begin)

    def _lines_with_all(self, parts: Sequence[str]) -> list[int]:
        """The places of the first titles that have every word; looked for by the longest."""
        wanted = sorted((f" {part}" for part in parts), key=len, reverse=True)
        found = []
        for place in islice(self._lines_with(wanted[0]), _LOOKED_AT):
            line = self._line(place)
            if all(part in line for part in wanted[1:]):
                found.append(place)
            if len(found) == _OF_EACH["title"]:
                break
        return found

    def _line(self, place: int) -> str:
        end = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._titles)
        return self._titles[self._starts[place] : end]


def _parts(text: str) -> list[str]:
    """Runs of letters and of figures, folded, figures without leading zeros: "05-CT/TW" → ["5", "ct", "tw"]."""
    return [part.lstrip("0") or "0" if part[0] == "0" else part for part in _PARTS.findall(fold(text))]


@lru_cache(65_536)
def _parts_of_word(word: str) -> tuple[str, ...]:
    """The parts of one word; titles have few different ones, and folding is the slow part."""
    return tuple(_parts(word))


@lru_cache(512)
def _type_parts(name: str) -> tuple[str, ...]:
    return tuple(_parts(name))


def _number_keys(one: Entry) -> Iterator[str]:
    """How the number of a work may begin: "47 ct tu", "ct 47", "chi thi 47 ct tu"."""
    if not one.number:
        return
    own = _parts(one.number)
    yield " ".join(own)
    letters = [part for part in own if part.isalpha()]
    if letters:
        yield f"{letters[0]} {own[0]}"
    if one.type:
        yield " ".join([*_type_parts(one.type), *own])


def _bodies(entries: Iterable[Entry]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """(folded names, present name, family) of the bodies that have works, former names too; most works first."""
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    for one in entries:
        if one.family and one.issuer:
            counts[one.family] = counts.get(one.family, 0) + 1
            written.setdefault(one.family, one.issuer)
    for family in sorted(counts, key=lambda family: (-counts[family], family)):
        former = [name for body in members(family) for name in (body.name, *body.aliases)]
        names = dict.fromkeys((written[family], family_name(family) or "", *former))
        folded = tuple(f" {' '.join(_parts(name))}" for name in names if name)
        yield folded, family_name(family) or written[family], family


def _opened(kind: Kind, one: Entry) -> Offer:
    """A work as an offer: "47-CT/TU" with its body and year and title behind it."""
    year = str(one.year) if one.year else ""
    absent = "chưa có toàn văn" if one.genre == "stub" else ""
    if kind == "number":
        named = " ".join(part for part in (one.type, one.number) if part)
        return Offer(kind, named, " · ".join(filter(None, (one.issuer, year, one.title, absent))), "open", one.address)
    named = " ".join(part for part in (one.type, one.number) if part) or "Tin, bài"
    label = (one.title or "").split("\n")[0]
    return Offer(kind, label, " · ".join(filter(None, (named, one.issuer, year, absent))), "open", one.address)


def offer_shape(offer: Offer, href: str) -> Shape:
    """An offer as JSON, with the address it leads to."""
    return {"kind": offer.kind, "group": LABELS[offer.kind], "label": offer.label, "detail": offer.detail,
            "does": offer.does, "href": href}  # fmt: skip
