"""The misread headings of a recognised text put right, letter for letter, so that places in it stay the same.

Only lines of capitals that are known phrases (names of types, mottos, bodies) and the word before a number are touched.
"""

import re
from functools import cache

from archive.text.vietnamese import nfc
from archive.works.vocabulary import types
from ingest.rereading_letters import skeleton, tables

# Head and number line stand in the first part of a text; see `letterhead`.
HEAD = 2500

# The head of a number line, misread. Matches "Sô: 12", "Só 12", "SÓ: 5", "S6: 99/NQ-CP", "Sồ:"; must not match
# "Sở Y tế", "So với" (a colon or something that begins like a number has to follow).
_NUMBER_WORD = re.compile(
    r"^([^\S\n]{0,8})(S[ôốóòồổỗộoò06]|S[ÔỐÓÒỒỔỖỘO])(?=[:.]|[^\S\n]{1,3}[:.]?[^\S\n]{0,3}[\dOl])", re.MULTILINE
)


def put_right(text: str) -> str:
    """The text with misread headings of its head put right, letter for letter; everything else as it is."""
    head, rest = text[:HEAD], text[HEAD:]
    lines = [_line_put_right(line) for line in head.split("\n")]
    made = _NUMBER_WORD.sub(
        lambda match: f"{match[1]}{'SỐ' if match[2].isupper() and match[2][1:].isalpha() else 'Số'}", "\n".join(lines)
    )
    return made + rest


def _line_put_right(line: str) -> str:
    """A line of capitals with known phrases in it spelled as they are; lines of running text stay."""
    if sum(map(str.islower, line)) > 0.2 * max(len(line), 1):
        return line
    bones = skeleton(line)
    if len(bones) != len(line):
        return line
    for phrase, wanted in _phrases():
        at = bones.find(wanted)
        while at >= 0:
            if _stands_alone(bones, at, at + len(wanted)):
                line = line[:at] + phrase + line[at + len(phrase) :]
            at = bones.find(wanted, at + 1)
    return line


def _stands_alone(bones: str, start: int, end: int) -> bool:
    before, after = bones[start - 1 : start], bones[end : end + 1]
    return not before.isalnum() and not after.isalnum()


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """What stands in capitals in heads with its skeleton, the short ones first so that the longer ones win."""
    names = {kind.name.upper() for kind in types()} | set(tables()["phrases"]["capitals"])
    return tuple((nfc(name), skeleton(nfc(name))) for name in sorted(names, key=lambda name: (len(name), name)))
