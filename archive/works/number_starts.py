"""Where a number may begin in a text: figures before a sign and letters, found fast; `number` reads what stands there.

Most of a text's time went into looking at every figure; numbers have a slash or a hyphen before letters, which is rare.
"""

import re
from functools import cache

from archive.works.codes import type_alternation


def _type_before_sign(sign: str) -> str:
    return "|".join(rf"(?<=[0-9 ][A-ZĐa-z]{{{letters}}}{sign})" for letters in range(1, 7))


# The first sign of a number's letters with what may stand round it. Must match: "47-CT", "30/2020/", "47a - KL",
# "79 NQ/TW". Must not: "- Điều 5" of a list, "11/2014", "tỉnh/thành". Two patterns of one sign each are many times as
# fast as one of both, and as one that looks at every figure.
_SIGNS = tuple(
    re.compile(
        rf"{sign}(?=[ \n]{{0,3}}(?:[A-ZĐ]|(?:19|20)\d\d[ ]?\n?[ ]?[-/]))"
        rf"(?:(?<=[0-9]{sign})(?<![/,-]\d\d\d\d{sign})|(?<=[0-9][a-zđ]{sign})|(?<=[0-9A-ZĐa-zđ][ \n]{sign})"
        rf"|(?<=[0-9A-ZĐa-zđ][ \n][ \n]{sign})|(?<=[0-9A-ZĐa-zđ][ ]\n[ ]{sign})|{_type_before_sign(sign)})"
    )
    for sign in "/-"
)


@cache
def _before_sign() -> re.Pattern[str]:
    """The serial before the first sign, with the type of “79 NQ/TW” between."""
    return re.compile(
        r"(?:[0-9]|[Ol](?=[0-9]))(?<![\dA-Za-zĐđ].)[0-9O]{0,4}(?:[a-zđ]|(?:\.\d{1,3})?)"
        rf"(?:[ ]?(?:{type_alternation()}))?[ ]?\n?[ ]?$",
        re.VERBOSE,
    )


_LONGEST_LEAD = 20  # "12345.678 TTLT \n " and to spare


def serials_in(text: str) -> list[int]:
    """Where a serial stands before a sign and letters: the places where a number may begin, in order."""
    before = _before_sign()
    signs = (match.start() for pattern in _SIGNS for match in pattern.finditer(text))
    leads = (before.search(text, max(0, sign - _LONGEST_LEAD), sign) for sign in signs)
    return sorted({lead.start() for lead in leads if lead})
