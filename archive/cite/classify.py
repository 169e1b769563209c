"""Classifying: how a text uses the documents it mentions, from the words before (and sometimes behind) each mention.

One citation is read in `cues`; here is what those of one list share: a cue holds for every item, and a document named
inside an item has its own. “theo Hướng dẫn số …” is a mention in passing. No cue is no relation.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from archive.cite.cues import Cue, Place, ending, headed, is_passive, leading


def relations_of(smooth: str, places: Sequence[Place]) -> tuple[Cue | None, ...]:
    """The cue of each citation of a text made `even`, in order; None where the text shows no relation.

    An item of a list has the cue of the item before it; behind “;” that of the list, not of a document named inside
    the item before. Words behind a list (“… hết hiệu lực”) hold for every item that has no cue of its own.
    """
    read: list[_Read] = []
    for number, place in enumerate(places):
        following = places[number + 1].start if number + 1 < len(places) else len(smooth)
        read.append(_read(smooth, place, places[number - 1] if number else None, read))
        if ends := ending(smooth, place, following):
            _end_all(read, ends)
    return tuple(one.cue for one in read)


def relation_of(smooth: str, phrase_start: int, end: int, floor: int) -> Cue | None:
    """The cue of one citation by itself; None when no cue governs it.

    `phrase_start` is where its type or the part it names begins, `end` where what is said of it ends, `floor` the end
    of the number before it: words before the floor speak of another document.
    """
    place = Place(phrase_start, end, end)
    if is_passive(smooth, place, floor):
        return None
    led = leading(smooth, place, floor) or headed(smooth, place)
    return _stronger(led, ending(smooth, place, len(smooth)))


# --- one list after another ------------------------------------------------------------------------------------------


class _Read(NamedTuple):
    """What was read of one citation: its cue, whether another document acts by it, how it hangs on the one before."""

    cue: Cue | None
    passive: bool = False
    joined: bool = False  # an item of the list of the one before, or said of it
    nested: bool = False  # named inside what is said of an item: “Chương trình A về thực hiện Nghị quyết B”
    outer: Cue | None = None  # then the cue of that item
    alias: bool = False  # another name of the one before


# What may part two items of one list: “…; Kế hoạch số 99-KH/TU của Tỉnh ủy; Hướng dẫn …”, “…,↵- Quy định số …”.
# Not a word of its own.
_LISTED = re.compile(
    r"[\s,;…)*]*(?:(?:và|cùng(?:\s+với)?|hoặc)\s+|(?:(?<=\s)|(?<=\n))(?:[-+*•]|\(?\d{1,2}[.)]|[a-zđ]\))\s+)?(?:các\s+)?"
    # “… và một phần Quyết định số …”, “… và một số điều của Nghị định …”.
    r"(?:(?:toàn\s+bộ|một\s+phần)\s+|một\s+số\s+(?:điều|khoản|nội\s+dung|quy\s+định)\s+của\s+)?(?:số\s+)?",
    re.IGNORECASE,
)
# Between the ends of a range, the type written once: “từ số 11-TB/ĐU đến số 19-TB/ĐU”, “số 11-QĐ/ĐU đến 19-QĐ/ĐU”.
_RANGE = re.compile(r"[\s,]*đến\s+(?:hết\s+)?(?:số\s+)?", re.IGNORECASE)
_MARKED = re.compile(r"\n\s*(?:[-+*•]|\d{1,2}[.)]|[a-zđ]\))")
# Another name of the citation before it: “… (sau đây gọi tắt là Chỉ thị số 49-CT/TW)”, “… (Nghị quyết số 39-NQ/TW)”.
_ALIAS = re.compile(
    r"[\s,;]*\(\s*(?:(?:sau\s+đây\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt\s+|chung\s+)?là:?|viết\s+tắt\s+là)?\s*",
    re.IGNORECASE,
)


def _read(smooth: str, place: Place, before: Place | None, read: list[_Read]) -> _Read:
    """The citation at a place, given those read before it (`before` is the last of them)."""
    if before is None:
        return _alone(smooth, place, 0)
    last = read[-1] if not read[-1].alias else next(one for one in reversed(read) if not one.alias)
    between = smooth[min(before.end, place.start) : place.start]
    if "(" in between and _ALIAS.fullmatch(between):
        return _Read(None, joined=True, nested=last.nested, outer=last.outer, alias=True)
    if _RANGE.fullmatch(between) and smooth[place.start].isdigit():
        return _item(last, outside=False)
    if between and not between.isspace() and _LISTED.fullmatch(between):
        marked = _MARKED.search(between) is not None
        # “a) Quy chế … ban hành kèm theo Nghị định A;↵b) Nghị định B”: what A is issued with says nothing of B.
        if not (marked and last.cue and last.cue.relation == "ban_hanh_kem_theo"):
            return _item(last, outside=";" in between or marked)
    own = _alone(smooth, place, before.reference_end)
    outer = last.outer if last.nested else last.cue
    if own.passive:
        return _Read(None, passive=True, joined=True, nested=True, outer=outer)
    if own.cue and _continues(smooth, before, own.cue):
        own = own._replace(cue=own.cue._replace(relation="tiep_tuc"))
    inside = own.cue is not None and own.cue.start >= before.reference_end and _one_clause(smooth, before, place)
    return _Read(own.cue, nested=inside, outer=outer if inside else None)


def _item(last: _Read, *, outside: bool) -> _Read:
    """The next item of a list. Outside (behind “;” or a bullet) the list goes on, not what an item names inside it.

    In “… sửa đổi Nghị định A; Nghị định B” B is not amended.
    """
    if outside and last.nested:
        return _Read(last.outer, joined=True)
    return _Read(last.cue, passive=last.passive, joined=True, nested=last.nested, outer=last.outer)


def _alone(smooth: str, place: Place, floor: int) -> _Read:
    if is_passive(smooth, place, floor):
        return _Read(None, passive=True)
    return _Read(leading(smooth, place, floor) or headed(smooth, place))


def _continues(smooth: str, before: Place, cue: Cue) -> bool:
    """“Kết luận số 91-KL/TW của Bộ Chính trị tiếp tục thực hiện Nghị quyết số 29”: a conclusion's title, no order."""
    if cue.relation != "thuc_hien" or not smooth[cue.start : cue.end].lower().startswith("tiếp tục"):
        return False
    concluding = smooth[before.start : before.start + len("kết luận")].lower() == "kết luận"
    return concluding and not smooth[before.end : cue.start].strip(" ,“")


def _one_clause(smooth: str, before: Place, place: Place) -> bool:
    """Whether no sentence, clause or line ends between two citations."""
    # A line that was broken inside the words of the first one's body or title ends nothing.
    said = before.end if before.end <= place.start else before.reference_end
    return not re.search(r"[;\n]|\.\s", smooth[said : place.start])


def _end_all(read: list[_Read], ends: Cue) -> None:
    """“A, B và C hết hiệu lực”: the words behind the last item hold for the list, unless a cue leads it.

    In “A được sửa đổi bởi B hết hiệu lực” it is A that ends, and in “A sửa đổi B hết hiệu lực” too.
    """
    here = len(read) - 1
    while True:
        one = read[here]
        if not one.passive:
            read[here] = one._replace(cue=_stronger(one.cue, ends))
        inside = one.nested and read[here].cue is not ends
        if not (one.joined or inside) or here == 0:
            return
        here -= 1


def _stronger(led: Cue | None, ends: Cue | None) -> Cue | None:
    """Words behind weigh more than “quy định tại …” before, less than any other cue: “căn cứ A …”."""
    if led is None or ends is None:
        return led or ends
    return ends if led.relation == "theo" and led.end - led.start > len("theo") else led
