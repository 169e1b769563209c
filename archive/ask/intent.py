"""What a question asks of a document that it names: what replaces it, carries it out, rests on it, if it stands.

Read from cues before or behind the number (`archive/data/intents.toml`); which works answer it is in `related`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from archive.query import Query
from archive.text.vietnamese import fold
from archive.works.vocabulary import rows, type_named_unmarked

# Signs that may hang on a typed word.
_SIGNS = '.,;:()[]?!“”"'
_LONGEST_TYPE = 4  # “Chương trình hành động”
# What turns a question behind a number round: “37-QĐ/TW bị thay thế bởi văn bản nào” asks for what replaces it,
# “366-QĐ/TW thay thế quy định nào” for what it replaces.
_PASSIVE, _BY, _ASKS = frozenset(("bi", "duoc", "do")), frozenset(("boi", "bang")), frozenset(("nao", "gi", "dau"))


@dataclass(frozen=True, slots=True)
class Intent:
    """A question about a named document: the relations and claims of works that answer it.

    `cues` are its folded words; no relations means any. `label` says what the works found are, with `{number}` for the
    document; `named_first` puts the document itself first. `own` is the label where the question is turned round
    (“366-QĐ/TW thay thế quy định nào”); `outward` says that it is.
    """

    id: str
    label: str
    cues: tuple[str, ...]
    relations: frozenset[str]
    claims: frozenset[str]
    named_first: bool
    own: str = ""
    outward: bool = False


def says(text: str, intent: Intent) -> bool:
    """Whether a text, as a title, has a cue of an intent: “thực hiện Chỉ thị số 50-CT/TW” has one of carrying out."""
    folded = f" {' '.join(word.strip(_SIGNS) for word in fold(text).split())} "
    return any(f" {cue} " in folded for cue in intent.cues)


def intent_of(query: Query) -> Intent | None:
    """What is asked about the number among the words; None when no number, or nothing about it, is asked.

    “quy định thay thế quy định 37-QĐ/TW” asks for what replaces it. “chỉ thị 35 đại hội” asks for nothing but itself,
    and “hướng dẫn 09” none either: there “hướng dẫn” is the type of the number.
    """
    asked = query.asked
    if asked is None:
        return None
    before = _without_type(_folded(query.words[: asked.first]))
    behind = _folded(query.words[asked.last :])
    for one in _intents():
        if _has(before, one):
            return one
        if _has(behind, one):
            return replace(one, label=one.own, outward=True) if one.own and _outward(behind, one) else one
    return None


def _outward(behind: Sequence[str], intent: Intent) -> bool:
    """Whether the words behind a number ask what it does to others: “… thay thế quy định nào”, “… căn cứ vào đâu”."""
    said = f" {' '.join(behind)} "
    cue = next(one for one in intent.cues if f" {one} " in said)
    ahead, after = (part.split() for part in said.split(f" {cue} ", 1))
    return bool(after and not _PASSIVE & set(ahead) and after[0] not in _BY and _ASKS & set(after))


def _folded(words: Sequence[str]) -> list[str]:
    return [fold(word).strip(_SIGNS) for word in words]


def _without_type(words: list[str]) -> list[str]:
    """The words without the name of a type at their end, which belongs to the number: “hướng dẫn 09-HD/BTCTW”."""
    words = words[:-1] if words[-1:] == ["so"] else words
    for size in range(min(_LONGEST_TYPE, len(words)), 0, -1):
        if type_named_unmarked(" ".join(words[-size:])):
            return words[:-size]
    return words


def _has(words: Sequence[str], intent: Intent) -> bool:
    return says(" ".join(words), intent)


@cache
def _intents() -> tuple[Intent, ...]:
    """The table, in its order: “sơ kết 2 năm thực hiện …” is a review, for that row comes before “thực hiện”."""
    return tuple(_intent(row) for row in rows("intents", "intent"))


def _intent(row: Mapping[str, Any]) -> Intent:
    return Intent(
        id=row["id"],
        label=row["label"],
        cues=tuple(row["cues"]),
        relations=frozenset(row["relations"]),
        claims=frozenset(row["claims"]),
        named_first=bool(row["named_first"]),
        own=row.get("own", ""),
    )
