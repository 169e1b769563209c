"""The forms in which people type a number, brought to the signs of print: blanks, dots, parts turned round or joined.

Text to text: whether a form is a number is decided in `number`, which reads what comes out of here.
"""

import re

# Codes that a careless hand joins to the body: "18-NQTW", "27/2016/TTBLĐTBXH", "63/2011/NĐCP".
JOINED = r"(?:QĐ|NQ|CT|KL|HD|TB|KH|NĐ|TT)"
JOINED_BODIES = r"(?:T[WƯU]|BTCTW|CP|TTg|UBND|HĐND|BLĐTBXH|BGDĐT|BKHĐT|BTNMT|BNNPTNT|BTC|BNV|BYT|BTP)"
# "CT/TW 05", "ct/tw số 5": the order some readers type.
_REVERSED = re.compile(
    r"^(?P<tail>[^\W\d_]+\s*[/\-]\s*[^\W\d_]+)\s+(?:số\s+|so\s+)?(?P<serial>\d{1,4})$", re.IGNORECASE
)
# "47 CT TU", "30 2020 nd cp": all blanks, as typed on a phone. Not "47 sinh hoạt": the words must be codes.
_BLANKS = re.compile(r"^(\d{1,4}) (?:((?:19|20)\d\d) )?([^\W\d_]{1,5})[ \-]([^\W\d_]{1,8}\d{0,2})$")
# "30-2020-NĐ-CP", "31-2024-QH15", "30 / 2020 / NĐ-CP": the year between other signs than slashes.
_DATED = re.compile(r"^(\d{1,4})\s?[-/_]\s?((?:19|20)\d\d)\s?[-/_]\s?(?=[^\W\d_])")
# "05_CT/TW", "05.CT/TW": the sign behind the serial. Not "66.25/2026/NQ-CP".
_AFTER_SERIAL = re.compile(r"^(\d{1,4})[_.](?=[^\W\d_])")
# "18 NQTW", "30/2020/NĐCP" have their codes joined; "31/2024/QH-15" has one apart.
_JOINED_TYPED = re.compile(rf"^(\d{{1,4}})[ ]?[-/]?[ ]?({JOINED})({JOINED_BODIES})$", re.IGNORECASE)
_ASSEMBLY_APART = re.compile(r"(?<=QH)[ \-](?=\d{1,2}$)", re.IGNORECASE)


def in_order(text: str) -> str:
    """A number whose serial was typed behind its letters with the serial in front: "CT/TW 05" → "05-CT/TW"."""
    turned = _REVERSED.match(text)
    return f"{turned['serial']}-{turned['tail']}" if turned else text


def evened(text: str) -> str:
    """A number as typed with the signs of print between its parts."""
    text = _AFTER_SERIAL.sub(r"\1-", _DATED.sub(r"\1/\2/", _ASSEMBLY_APART.sub("", text)))
    joined = _JOINED_TYPED.match(text)
    if joined:
        return f"{joined[1]}-{joined[2]}/{joined[3]}"
    turned = _BLANKS.match(text)
    if not turned:
        return text
    serial, year, kind, body = turned.groups()
    return f"{serial}/{year}/{kind}-{body}" if year else f"{serial}-{kind}/{body}"
