"""In which old encoding each stretch of a text is, by what makes Vietnamese syllables of it; None for Unicode.

A font that names an encoding is believed unless the reading is worse; without one, a reading must turn several odd
words into syllables, and what a stretch cannot tell by itself follows its neighbours. How words are measured is in
`syllables`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.legacy.syllables import Tally, is_syllable, marked_words, tally, vietnamese_share
from ingest.legacy.tables import Encoding, as_western, encodings, is_unicode, read

# A text typed in Unicode has few odd words; a right reading leaves few. Between them lies nothing: on seventeen legacy
# files and a thousand Unicode ones wrong readings stay under 0.55 and right ones are over 0.85 (tools/reach_legacy).
_BAD, _GOOD = 0.6, 0.8
# The share of syllables among all words of a text that was read rightly, plain ones too; names and abbreviations are
# none. Set on the legacy files (0.95 and more a file) and on the translated messages of programs in other languages.
_VIETNAMESE = 0.6
# Different words that must become syllables before an encoding is believed without the word of a font: of names and
# foreign words two or three do by chance ("où" is "ó" in VNI).
_FEWEST = 5
# And so many different letters with marks in them: Danish has one that makes syllables ("Du må gå" as "Du mồ gồ").
_FEWEST_LETTERS = 3
_PLAIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
# So much of the odd stretches is read in every encoding to choose one; the rest in the chosen one only.
_SAMPLE = 12_000
# What modern text has beside its letters; all other Western signs of the tables make a line worth a look.
_MODERN = "\u00a0“”‘’–—…•" + "".join("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")


# The hint of a stretch whose font has had its say.
SETTLED = "Unicode"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of one line whose fonts say the same: `text[start:end]`.

    `hint` names the encoding, "" when none does, `SETTLED` when it was read before. `capitals` is true for fonts whose
    small letters are drawn as capitals, `named` when there is the name of a font at all: text in a font of today is
    read only when it shows by itself that it is old.
    """

    start: int
    end: int
    hint: str = ""
    capitals: bool = False
    named: bool = False


def judged(text: str, stretches: Sequence[Stretch]) -> list[str]:
    """The name of the encoding of each stretch, "" for Unicode and for what cannot be told."""
    verdicts = _hinted(text, stretches)
    known = {name for name in verdicts if name}
    doubted = [index for index, one in enumerate(stretches) if not verdicts[index] and one.hint != SETTLED]
    odd = [index for index in doubted if _odd().search(text, stretches[index].start, stretches[index].end)]
    if odd:
        known |= _detected(text, stretches, odd, verdicts, known)
    if known:
        free = [index for index, one in enumerate(stretches) if not one.named]
        _follow_neighbours(text, stretches, free, verdicts)
    return ["" if verdict is None else verdict for verdict in verdicts]


def reopened(part: str, encoding: Encoding) -> str:
    """A stretch of a known font whose bytes were read as cp1258 on the way ("i\u0309" for "iÒ"), as Western again.

    Word files that name the Vietnamese character set for such a font are read so by other programs. The same stretch
    when it makes no better Vietnamese.
    """
    other = as_western(part)
    if other == part:
        return part
    # "că" for "cã" is a syllable either way: in a stretch that is old by its other words it was "cã".
    bad = tally(read(other, encoding)).bad
    return other if bad < tally(part).bad and bad <= tally(read(part, encoding)).bad else part


def is_plain(text: str) -> bool:
    """Whether a text without known fonts has nothing that could be of an old encoding: the cheap first look."""
    return text.isascii() or _odd().search(text) is None


def leftover(text: str) -> bool:
    """Whether a text that was read still has words with signs of old encodings: "x·n", not "§ 5" or "30°C"."""
    return any(not is_syllable(word) and _odd().search(word) for word in marked_words(text))


@cache
def _odd() -> re.Pattern[str]:
    signs = {sign for one in encodings().values() for written in one.letters for sign in written}
    return re.compile(f"[{re.escape(''.join(sorted(sign for sign in signs if sign > '~' and sign not in _MODERN)))}]")


def _hinted(text: str, stretches: Sequence[Stretch]) -> list[str | None]:
    """The verdicts on stretches whose font is known: encoding, "" for a font that lies, None for the others."""
    verdicts: list[str | None] = ["" if one.hint == SETTLED else None for one in stretches]
    gains: dict[str, int] = {}
    for index, one in enumerate(stretches):
        if one.hint and verdicts[index] is None:
            gain = _gain(text[one.start : one.end], encodings()[one.hint])
            gains[one.hint] = gains.get(one.hint, 0) + gain
            verdicts[index] = None if gain == 0 else one.hint if gain > 0 else ""
    for index, one in enumerate(stretches):
        if one.hint and verdicts[index] is None:
            part = text[one.start : one.end]
            # Odd words that stay odd ("HéiNghÞ") are read where the font was right elsewhere, not where it lies.
            is_believed = gains[one.hint] > 0 or (gains[one.hint] == 0 and tally(part).bad == 0)
            verdicts[index] = one.hint if is_believed and not is_unicode(part) else ""
    return verdicts


def _gain(part: str, encoding: Encoding) -> int:
    """How many odd words fewer there are after reading a stretch whose font says so."""
    if part.isascii():
        return 0
    return tally(part).bad - tally(read(part, encoding)).bad - _unicode_words(part)


def _unicode_words(part: str) -> int:
    return sum(is_unicode(word) and is_syllable(word) for word in marked_words(part))


def _detected(
    text: str, stretches: Sequence[Stretch], odd: list[int], verdicts: list[str | None], known: set[str]
) -> set[str]:
    """Settle the odd stretches that an encoding makes Vietnamese of; gives the encodings found."""
    found: set[str] = set()
    pool = {index: text[stretches[index].start : stretches[index].end] for index in odd}
    before = {index: tally(part) for index, part in pool.items()}
    pool = {index: part for index, part in pool.items() if before[index].words and before[index].share < _BAD}
    while pool:
        name = _best(_sampled(pool), known)
        if name is None:
            break
        settled = [index for index, part in pool.items() if _is_better(before[index], part, name)]
        if not settled:
            break
        found.add(name)
        for index in settled:
            verdicts[index] = name
            del pool[index]
    return found


def _best(parts: Sequence[str], known: set[str]) -> str | None:
    """The encoding that makes most odd words of these stretches syllables, None when none makes enough."""
    gains = {name: _new_words(parts, one) for name, one in encodings().items()}
    name = max(gains, key=lambda key: (gains[key][0], key in known))
    new = gains[name][1]
    is_proven = len(new) >= _FEWEST and len(set("".join(new)) - _PLAIN_LETTERS) >= _FEWEST_LETTERS
    return name if new and (name in known or is_proven) else None


def _new_words(parts: Sequence[str], encoding: Encoding) -> tuple[int, set[str]]:
    """How many odd words fewer there are over the stretches that an encoding reads well, and the syllables made."""
    fewer = 0
    new: set[str] = set()
    for part in parts:
        letters = read(part, encoding)
        before, after = tally(part), tally(letters)
        if after.share >= _GOOD and after.bad < before.bad and vietnamese_share(letters) >= _VIETNAMESE:
            fewer += before.bad - after.bad
            held = set(marked_words(part))
            # One letter is no proof: "«%s»" would be "ô%sằ".
            new.update(
                word.lower()
                for word in marked_words(letters)
                if len(word) > 1 and word not in held and is_syllable(word)
            )
    return fewer, new


def _is_better(before: Tally, part: str, name: str) -> bool:
    """Whether a stretch is settled by an encoding that the text is known to have: at least half the odd words go."""
    letters = read(part, encodings()[name])
    bad = tally(letters).bad
    return bad * 2 <= before.bad and bad < before.bad and vietnamese_share(letters) >= _VIETNAMESE / 2


def _after(part: str, name: str) -> Tally:
    return tally(read(part, encodings()[name]))


def _sampled(pool: dict[int, str]) -> list[str]:
    parts: list[str] = []
    size = 0
    for part in pool.values():
        parts.append(part)
        size += len(part)
        if size > _SAMPLE:
            break
    return parts


def _follow_neighbours(text: str, stretches: Sequence[Stretch], free: list[int], verdicts: list[str | None]) -> None:
    """Stretches that cannot tell by themselves ("Sè 12", "1.000 ®") are read as the ones around them."""
    last = ""
    waiting: list[int] = []
    for index, name in _decided(text, stretches, free, verdicts):
        if name is None:
            waiting.append(index)
            continue
        for one in waiting if name and last in ("", name) else ():
            _settle(text, stretches[one], one, name, verdicts)
        waiting = []
        last = name or SETTLED
    if last not in ("", SETTLED):
        for one in waiting:
            _settle(text, stretches[one], one, last, verdicts)


def _decided(
    text: str, stretches: Sequence[Stretch], free: list[int], verdicts: list[str | None]
) -> Iterator[tuple[int, str | None]]:
    """Stretches with their verdicts: an encoding, "" for Unicode, None for one that waits; silent ones are left out."""
    waits = set(free)
    for index, one in enumerate(stretches):
        part = text[one.start : one.end]
        if verdicts[index]:
            yield index, verdicts[index]
        elif not part.isascii():
            is_settled = index not in waits or (is_unicode(part) and tally(part).share >= _BAD)
            yield index, "" if is_settled else None


def _settle(text: str, stretch: Stretch, index: int, name: str, verdicts: list[str | None]) -> None:
    part = text[stretch.start : stretch.end]
    before, after = tally(part), _after(part, name)
    if after.bad < before.bad or (before.bad == after.bad == 0 and not is_unicode(part)):
        verdicts[index] = name
