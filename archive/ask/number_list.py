"""A pasted list of numbers, one a line, as mentions: the forms people type and prose does not have (“47 ct tu”).

Numbers in running text are found in `archive.cite`; here a text is judged by its lines, and prose is left alone. What
the archive has under such numbers is answered in `number_answers`.
"""

from collections.abc import Sequence

from archive.works.document import Mention
from archive.works.issuer import of_code
from archive.works.number import parse_typed
from archive.works.vocabulary import types_of

_LONGEST_LINE = 120  # code points: a longer line is prose
_MOST_LINES = 2_000  # a list typed by people; beyond it lines without a number are passed over


def listed_numbers(text: str, found: Sequence[Mention]) -> tuple[tuple[Mention, ...], tuple[tuple[int, int], ...]]:
    """The numbers of a list that are no citation in running text, and the spans of its lines without any number.

    `found` are the mentions of the text. A text is a list when every line is short and half of them, or more, name a
    number without a sentence's end behind it; of any other text nothing is given.
    """
    lines = lines_of(text)
    if not lines or len(lines) > _MOST_LINES or any(end - start > _LONGEST_LINE for start, end in lines):
        return (), ()
    starts = [one.start for one in found]
    named = {(start, end) for start, end in lines if any(start <= at < end for at in starts)}
    typed = {(start, end): typed_number(text, start, end) for start, end in lines if (start, end) not in named}
    items = [1 for _, end in named if text[end - 1] not in ".;:"]
    read = tuple(one for one in typed.values() if one)
    if 2 * (len(items) + len(read)) < len(lines):
        return (), ()
    return read, tuple(line for line, one in typed.items() if one is None)


def lines_of(text: str) -> list[tuple[int, int]]:
    """The lines that hold something, as spans without the blanks round them."""
    spans, at = [], 0
    for line in text.split("\n"):
        if bare := line.strip():
            start = at + line.index(bare)
            spans.append((start, start + len(bare)))
        at += len(line) + 1
    return spans


def typed_number(text: str, start: int, end: int) -> Mention | None:
    """A line that is a number as people type it, “- 47 ct tu”, “số 47-CT/TU”, as a mention; None for any other."""
    lead = len(text[start:end]) - len(text[start:end].lstrip("-–•*+ "))
    number = parse_typed(text[start + lead : end])
    if number is None:
        return None
    kinds = types_of(number.type_code, number.system)
    return Mention(
        start=start + lead,
        end=end,
        surface=text[start + lead : end],
        kind="number",
        key=number.key,
        number=number,
        type=kinds[0].name if len(kinds) == 1 else None,
        issuer=of_code(number),
    )
