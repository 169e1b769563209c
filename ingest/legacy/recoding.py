"""Text typed before Unicode to Unicode, run by run, with every letter's place in the original.

A file may mix fonts of old encodings and Unicode; which stretch is what is decided in `judging`, the letters are in
`tables`. Nothing may be stripped from a text before it has been here: U+00AD is the letter ư in TCVN3.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from operator import itemgetter

from ingest.legacy.fonts import Lettering, lettering
from ingest.legacy.judging import SETTLED, Stretch, is_plain, judged, leftover, reopened
from ingest.legacy.tables import encodings, placed, read_in_place
from ingest.legacy.twice import mended_letters

TWICE = "UTF-8 mã hóa hai lần"
_LOST_CAPITALS = "Phông TCVN3 chữ thường không phân biệt được chữ hoa có dấu với chữ thường."
# The font of a run whose old font has had its say: it is not looked at again.
UNICODE_FONT = "Unicode"
# Odd signs may come out in stages (doubly encoded TCVN3); each pass makes odd words fewer, so that it ends.
_PASSES = 6


@dataclass(frozen=True, slots=True)
class Run:
    """Some text in one font; `font` is its name as the file has it, "" when unknown or when the text is Unicode."""

    text: str
    font: str = ""


@dataclass(frozen=True, slots=True)
class Recoded:
    """Runs in Unicode letters, in step with those given; runs of old fonts have `UNICODE_FONT` instead.

    `encodings` are the old encodings found, in the order of the text. `offsets[i]` is where in the original (all runs
    together) the signs of letter i begin; one more entry is the length of the original: the offsets rise strictly and
    letter i was made of `original[offsets[i]:offsets[i + 1]]`. `losses` are sentences for people.
    """

    runs: tuple[Run, ...]
    offsets: Sequence[int]
    encodings: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All runs together."""
        return "".join(run.text for run in self.runs)

    @property
    def encoding(self) -> str:
        """The names of the encodings for people, "" when all was Unicode."""
        return ", ".join(self.encodings)


def recode_text(text: str) -> Recoded:
    """A text whose fonts are not known, in Unicode letters. Idempotent; text that is Unicode comes back as it is."""
    return recode((Run(text),))


def recode(runs: Sequence[Run]) -> Recoded:
    """Runs of any fonts in Unicode letters; line breaks part paragraphs, also inside runs."""
    state = _state(runs)
    if is_plain(state.text) and not any(lettering(font).encoding for font in state.fonts):
        return Recoded(tuple(runs), state.offsets)
    state = _reopened(state)
    found: dict[str, None] = {}
    lost: dict[str, None] = {}
    for _ in range(_PASSES):
        step = _mended(state) or _read(state)
        if step is None:
            break
        state = step.state
        found |= dict.fromkeys(step.encodings)
        lost |= dict.fromkeys(step.losses)
    return Recoded(_runs(state), state.offsets, tuple(found), tuple(lost))


@dataclass(frozen=True, slots=True)
class _State:
    """The text as far as it is read: offsets of its letters in the original, ends and fonts of its runs."""

    text: str
    offsets: Sequence[int]
    ends: tuple[int, ...]
    fonts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    state: _State
    encodings: tuple[str, ...]
    losses: tuple[str, ...] = ()


def _state(runs: Sequence[Run]) -> _State:
    text = "".join(run.text for run in runs)
    ends = tuple(accumulate(len(run.text) for run in runs))
    return _State(text, range(len(text) + 1), ends, tuple(run.font for run in runs))


def _runs(state: _State) -> tuple[Run, ...]:
    starts = (0, *state.ends[:-1])
    return tuple(
        Run(state.text[start:end], font) for start, end, font in zip(starts, state.ends, state.fonts, strict=True)
    )


def _reopened(state: _State) -> _State:
    """The text with what another program read as cp1258 put back, letter for letter, where a font names an encoding."""
    parts = (
        reopened(state.text[one.start : one.end], encodings()[one.hint])
        if one.hint in encodings()
        else state.text[one.start : one.end]
        for one in _stretches(state)
    )
    return replace(state, text="".join(parts))


def _mended(state: _State) -> _Step | None:
    """Doubly encoded letters put right, None when there are none."""
    letters = mended_letters(state.text)
    if not letters:
        return None
    text, starts = placed(state.text, letters)
    return _Step(_moved(state, text, starts, fonts=state.fonts), (TWICE,))


def _read(state: _State) -> _Step | None:
    """The stretches of old encodings read, None when there are none; fonts have had their say after it."""
    stretches = list(_stretches(state))
    verdicts = judged(state.text, stretches)
    names = tuple(dict.fromkeys(filter(None, verdicts)))
    if not names:
        return None
    parts: list[str] = []
    starts: array[int] = array("q")
    losses: dict[str, None] = {}
    for stretch, name in zip(stretches, verdicts, strict=True):
        part = state.text[stretch.start : stretch.end]
        if name:
            part, places = read_in_place(part, encodings()[name])
            starts.extend(stretch.start + place for place in places[:-1])
            losses |= dict.fromkeys(_losses(part, stretch, name))
            part = part.upper() if stretch.capitals else part
        else:
            starts.extend(range(stretch.start, stretch.end))
        parts.append(part)
    starts.append(len(state.text))
    fonts = tuple(UNICODE_FONT if lettering(font).encoding else font for font in state.fonts)
    return _Step(_moved(state, "".join(parts), starts, fonts=fonts), names, tuple(losses))


def _moved(state: _State, text: str, starts: Sequence[int], *, fonts: tuple[str, ...]) -> _State:
    """The state after a step whose letter i begins at `starts[i]` of the text before."""
    offsets = starts if isinstance(state.offsets, range) else array("q", (state.offsets[start] for start in starts))
    ends = tuple(bisect_left(starts, end) for end in state.ends)
    return _State(text, offsets, ends, fonts)


def _stretches(state: _State) -> Iterator[Stretch]:
    """The text cut at the ends of lines and wherever fonts say something else, without a gap."""
    at = 0
    for (letters, named), ends in groupby(_kinds(state), key=itemgetter(1)):
        end = max(end for end, _ in ends)
        while at < end:
            line_end = state.text.find("\n", at, end) + 1 or end
            yield Stretch(at, line_end, letters.encoding, capitals=letters.capitals, named=named)
            at = line_end


def _kinds(state: _State) -> Iterator[tuple[int, tuple[Lettering, bool]]]:
    """The end of each run and what its font says; blanks go with the run before them."""
    start, kind = 0, (Lettering(), False)
    for end, font in zip(state.ends, state.fonts, strict=True):
        if state.text[start:end].strip(" \t\n"):
            kind = (Lettering(SETTLED) if font == UNICODE_FONT else lettering(font), bool(font))
        yield end, kind
        start = end


def _losses(part: str, stretch: Stretch, name: str) -> Iterator[str]:
    """What the reading of a stretch could not keep."""
    if not encodings()[name].toned_capitals and not stretch.capitals and not part.isascii():
        yield _LOST_CAPITALS
    if leftover(part):
        yield f"Còn ký tự lạ không có trong bảng mã {name}, giữ nguyên."
