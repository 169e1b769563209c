"""What several bodies issue together: their names in the letterhead as one issuer, and a long number over two lines.

“BỘ Y TẾ - BỘ NỘI VỤ” over “Số: 01/2022/TTLT-BYT-” and “BNV”: a joint circular or resolution is of all its bodies, and
the codes of its number are too many for the narrow column of the letterhead.
"""

import re
from collections.abc import Sequence

from archive.errors import NumberError
from archive.text.span import Span
from archive.works.issuer import IssuerSpan
from archive.works.number import Number, parse

# Types by their letters that several bodies issue: thông tư liên tịch, nghị quyết liên tịch.
_JOINT_TYPES = ("TTLT", "NQLT")
# What stands between the names of one joint issuer. Must match: " - ", " -\n ", "–". Must not: "\n", " VÀ ".
_DASH = re.compile(r"\s*[-–—]\s*")
# Between names where the number says that there are several. Must match: "\n", ", ", " VÀ ", "\n- ".
_JOINS = re.compile(r"\s*(?:[-–—,;*]|VÀ(?!\w))?\s*")
# The rest of a number whose line ended in a dash. Must match behind "TTLT-VKSNDTC": "-\nTANDTC-BCA-BQP".
# Must not: "-\nHà Nội" (small letters), "\nBCA" (no dash), "- BCA" (on the same line: the reader of numbers knows it).
_REST = re.compile(r"[^\S\n]?-[^\S\n]*\n[^\S\n]*(?P<codes>[A-ZĐ&]{2,12}(?:-[A-ZĐ&]{2,12}){0,9})(?![\w/])")


def whole_number(text: str, number: Number, end: int) -> tuple[Number, int]:
    """A number that ends at `end` with the codes the next line adds to it, and its new end; itself when none does."""
    rest = _REST.match(text, end)
    if rest is None:
        return number, end
    try:
        return parse(f"{number.raw}-{rest['codes']}"), rest.end("codes")
    except NumberError:
        return number, end


def is_joint(number: Number | None) -> bool:
    """Whether a number's letters are those of a type that several bodies issue."""
    return number is not None and number.type_code in _JOINT_TYPES


def joint_issuer(text: str, found: Sequence[IssuerSpan], *, joint: bool) -> tuple[IssuerSpan, tuple[Span, ...]] | None:
    """The central bodies at the end of `found` as one issuer, when dashes join their names; None for a single one.

    Where the number says `joint`, other signs join too: “BỘ Y TẾ” over “BỘ NỘI VỤ”, “BỘ Y TẾ VÀ BỘ NỘI VỤ”.
    """
    chain: list[IssuerSpan] = []
    for one in reversed(found):
        gap = text[one.end : chain[-1].start] if chain else ""
        joined = _DASH.fullmatch(gap) or (joint and _JOINS.fullmatch(gap) and not _named(one, chain))
        if one.level != "tw" or (chain and not joined):
            break
        chain.append(one)
    if len(chain) < 2:
        return None
    chain.reverse()
    name = " - ".join(one.name for one in chain)
    whole = IssuerSpan(chain[0].start, chain[-1].end, name, "tw", None)
    return whole, tuple(Span(one.start, one.end) for one in chain)


def _named(one: IssuerSpan, chain: Sequence[IssuerSpan]) -> bool:
    """Whether a body is in the chain already: a heading over the letterhead names it once more."""
    return one.name in (other.name for other in chain)
