"""Back-references: words that point back to a document named before them, “Chỉ thị này”, “Nghị quyết nói trên”.

One is reported only when its antecedent is sure: one document of that type in the sentences before, nothing unknown of
the type between. In a text that is itself a Thông tư, “Thông tư này” is the text. In doubt nothing is reported.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from archive.cite import patterns
from archive.cite.classify import relation_of
from archive.cite.find import even
from archive.text.sentences import sentence_of, sentences
from archive.text.span import Span
from archive.text.vietnamese import comparable
from archive.works.document import Evidence, Mention, Provision
from archive.works.vocabulary import DocType, type_named, types, types_of

# Two sentences before its own an antecedent may stand, on the same line or the one before: farther ones were wrong.
_SENTENCES_BEFORE = 2
# Two sentences of an official text with long titles have about 900 code points; a bound keeps a made text from costing.
_SIGHT = 1500
_TYPE_REACH = 40  # the longest type's name with “hành động” behind it, and blanks to spare
_LONGEST = 60  # the longest type's name, “Thông tư liên tịch”, with the blanks of a wrapped line


def back_references(
    text: str, mentions: Sequence[Mention], *, own_type: str | None = None, smooth: str | None = None
) -> tuple[Mention, ...]:
    """The back-references of a canonical text whose antecedents are sure, in order, as mentions of kind "back".

    `mentions` are those of the text in order; `own_type` the type of the text itself where it is known ("Thông tư"),
    `smooth` the text made even where the caller has it. Number, key, type, body, day, term and title are the
    antecedent's; the relation and the part named are its own.
    """
    if not mentions:
        return ()
    even_text = smooth if smooth is not None else even(text)
    own = ({comparable(own_type)} if own_type else set()) | _own_types(text, mentions)
    named = _pointers(even_text, mentions, own)
    own |= {one.type for one in named if one.formula}
    found = [one for one in named if not (one.near and one.type in own)]
    if not found:
        return ()
    sight = [_sight(even_text, pointer) for pointer in found]
    # “Nghị định này” with no decree before it is the text itself: then every “Nghị định này” of the text is.
    own |= {
        one.type for one, start in zip(found, sight, strict=True) if one.near and not _fitting(mentions, one, start)
    }
    kept: list[Mention] = []
    for pointer, start in zip(found, sight, strict=True):
        antecedent = None if pointer.near and pointer.type in own else _antecedent(even_text, mentions, pointer, start)
        if antecedent:
            kept.append(_mention(text, even_text, pointer, antecedent, floor=_floor(mentions, kept, pointer)))
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Pointer:
    """Words that point back: their span, the type's name made comparable, whether “này” (it may mean the text)."""

    start: int
    end: int
    type: str
    near: bool
    capital: bool
    formula: bool  # it stands where a text speaks of itself: “từ ngày Thông tư này có hiệu lực”


# What points back behind a type's name, at the end of a window. Must match: "này", "trên", "nói trên", "nêu ở trên",
# "đó", "ấy", "vừa nêu". Not: "trên giấy", "trên địa bàn" (a place: see `_AFTER_ABOVE`).
_POINTING = re.compile(
    r"\s+(?P<word>này|đó|ấy|(?:đã\s+)?(?:nói|nêu|kể)\s+(?:ở\s+)?trên|vừa\s+(?:nêu|nói|kể)(?:\s+trên)?|trên)$"
)
_POINTING_REACH = 18  # “ vừa nêu trên”, “ đã nêu ở trên”
# Every pointing word ends with one of these; they are looked for as plain strings, which is ten times as fast.
# With each the signs of which one stands before it, none where any may.
_ENDS = {"này": " \n", "đó": " \n", "ấy": " ", "trên": " \n", "vừa nêu": "", "vừa nói": "", "vừa kể": ""}
# “trên” alone points back only before a sign or a word that cannot be its object.
_AFTER_ABOVE = re.compile(
    r"\s*(?:$|[,.;:)”\"])|\s+(?:vẫn|được|bị|đã|đang|sẽ|là|có|không|thì|và|thành|cho|để|vì|nêu|yêu\s+cầu|nhằm|do|còn|cũng|phải"
    r"|đến|mà|khi|gồm|chỉ|mới|vào|ra|về|từ|nên|cần|giao|quy\s+định|khó|dễ|\w+\s+lần)(?!\w)"
)
# Several documents, a draft or another one: no single antecedent. Must match at the end: "các ", "hai ", "02 ",
# "dự thảo ". Not: "thực hiện ", "khoản 2 Điều 3 ".
_MANY = re.compile(
    r"(?<!\w)(?:các|những|hai|ba|bốn|năm|cả|mấy|nhiều|mỗi|từng|một|số|loại|dự\s+thảo"
    r"|(?<!điều )(?<!khoản )(?<!mục )(?<!điểm )\d{1,2})\s+$",
    re.IGNORECASE,
)
# The formulas by which a text speaks of itself; one of them makes every “Thông tư này” of a text the text.
# Must match before: "từ ngày ", "ngày ký ", "kèm theo ", "chịu trách nhiệm thi hành ", "quy định tại ", "Điều 13 của ".
# Not: "thực hiện ", "theo ", "tổng kết ".
_SELF_BEFORE = re.compile(
    r"(?<!\w)(?:ngày(?:\s+ký)?(?:\s+ban\s+hành)?|kèm\s+theo|ban\s+hành|bởi|bằng|trái\s+với"
    r"|trách\s+nhiệm(?:\s+tổ\s+chức)?\s+(?:thi\s+hành|thực\s+hiện)|(?:thời\s+gian|quá\s+trình)\s+(?:thi\s+hành|thực\s+hiện)"
    r"|quy\s+định\s+của|phạm\s+vi(?:\s+của)?|tại|trong"
    r"|(?:điều|khoản|điểm|mục|chương|phần|phụ\s+lục)\s+\w{1,4}(?:\s+của)?)\s+$",
    re.IGNORECASE,
)
_SELF_BEHIND = re.compile(
    r"\s+có\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?từ\s+ngày\s+ký|\s+(?:được\s+)?phổ\s+biến\s+đến|,?\s+nếu\s+có\s+vướng"
)
# Between an antecedent and “này” these begin a new article or clause, and another subject: "2. Thông tư này", a line.
_NEW_CLAUSE = re.compile(r"\n|(?:^|[\s)])\d{1,2}[.)]\s")


@cache
def _type_before() -> re.Pattern[str]:
    """A type's name at the end of the words before a pointer, laws included; a code ("CT") is none."""
    names = sorted({kind.name for kind in types() if not kind.name.startswith("Giấy")}, key=len, reverse=True)
    written = "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in names)
    return re.compile(rf"(?<!\w)(?P<type>{written})(?:\s+hành\s+động)?\s+$", re.IGNORECASE)


@cache
def _last_syllables() -> frozenset[str]:
    """What the word before a pointer may be: the last syllable of a type's name, or "động" of "hành động"."""
    return frozenset({"động"} | {kind.name.split()[-1].lower() for kind in types()})


def _pointers(smooth: str, mentions: Sequence[Mention], own: set[str]) -> list[_Pointer]:
    """Every place that points back to a document of one type, outside all mentions, "này" of an own type left out."""
    found, own = list[_Pointer](), set(own)
    for end in sorted({end for word, blanks in _ENDS.items() for end in _places(smooth, word, blanks)}):
        if not _may_point(smooth, end):
            continue
        match = _POINTING.search(smooth, max(0, end - _POINTING_REACH), end)
        if match is None or not _names_type(smooth, match.start()):
            continue
        head = max(0, match.start() - _TYPE_REACH)
        named = _type_before().search(smooth[head : match.start("word")])
        if named is None or (match["word"] == "này" and comparable(named["type"]) in own):
            continue
        pointer = _pointer(smooth, match, named, head)
        if pointer and not _inside(mentions, pointer):
            found.append(pointer)
            if pointer.formula:  # then every “này” of its type is the text itself: the next ones need not be read
                own.add(pointer.type)
    return found


def _places(smooth: str, word: str, blanks: str) -> Iterator[int]:
    """Where a word ends, as a whole word, behind one of some blanks or, where none are given, anything."""
    at = smooth.find(word)
    while at >= 0:
        end = at + len(word)
        if (not blanks or smooth[at - 1 : at] in blanks) and not smooth[end : end + 1].isalnum():
            yield end
        at = smooth.find(word, end)


# Words that may stand between a type's name and the last word of a pointer: “nói trên”, “đã nêu ở trên”, “vừa nêu”.
_LEADS = frozenset(("nói", "nêu", "kể", "ở", "vừa"))


def _may_point(smooth: str, end: int) -> bool:
    """Whether the word before the last one may end a type's name, or lead to a pointer: a quick look, most do not."""
    words = smooth[max(0, end - _POINTING_REACH) : end].split()
    before = words[-2].lower() if len(words) > 1 else ""
    return before in _last_syllables() or before in _LEADS


def _names_type(smooth: str, at: int) -> bool:
    """Whether the word before a place may end a type's name."""
    words = smooth[max(0, at - 12) : at].split()
    return bool(words) and words[-1].lower() in _last_syllables()


def _inside(mentions: Sequence[Mention], pointer: _Pointer) -> bool:
    """Whether a pointer's type is part of the mention before it: “Nghị quyết 57 trên” has none of its own."""
    place = bisect_right(mentions, pointer.start, key=lambda one: one.start)
    return place > 0 and mentions[place - 1].end > pointer.start


def _pointer(smooth: str, match: re.Match[str], named: re.Match[str], head: int) -> _Pointer | None:
    start, word = head + named.start("type"), " ".join(match["word"].split())
    before = smooth[max(0, start - 40) : start]
    if _MANY.search(before) or (word == "trên" and not _AFTER_ABOVE.match(smooth, match.end())):
        return None
    near = word == "này"
    kind, capital = type_named(" ".join(named["type"].split())), named["type"][0].isupper()
    if kind is None or not (capital or _is_plain(kind) or " " in word):
        return None
    formula = near and bool(_SELF_BEFORE.search(before) or _SELF_BEHIND.match(smooth, match.end()))
    return _Pointer(start, match.end(), comparable(kind.name), near, capital, formula)


def _is_plain(kind: DocType) -> bool:
    """Whether the type's name in small letters is hardly ever a common noun: “chỉ thị này”, not “quy định này”."""
    return kind.bare == "free" or kind.name in ("Bộ luật", "Pháp lệnh")


# --- the text itself -------------------------------------------------------------------------------------------------


@cache
def _headings() -> re.Pattern[str]:
    """A line in capitals that begins with a type's name: "THÔNG TƯ", "KẾ HOẠCH HÀNH ĐỘNG", "NGHỊ QUYẾT:"."""
    names = sorted({kind.name.upper() for kind in types()}, key=len, reverse=True)
    written = "|".join(r"[ ]+".join(re.escape(word) for word in name.split()) for name in names)
    # A line break in front, not the beginning of a line: the search then skips from break to break.
    return re.compile(rf"\n[ *#|>_]*(?P<type>{written})(?=[ *:|_]*$|[ ]+[{patterns.UPPER} ,-]+[ *:|_]*$)", re.MULTILINE)


# The line that numbers the text itself. Must match before the number: "Số ", "  Số: ", "| **Số:** ".
_OWN_NUMBER = re.compile(r"[\W_]*Số\W*", re.IGNORECASE)


def _own_types(text: str, mentions: Sequence[Mention]) -> set[str]:
    """The types of the text itself, by its headings and the line with its number; comparable names.

    Read in the text as it is: made even, a heading would be joined with the small letters of the line below.
    """
    own = {comparable(match["type"]) for match in _headings().finditer(f"\n{text}")}
    for one in mentions:
        line = text.rfind("\n", 0, one.start) + 1
        if one.number and _OWN_NUMBER.fullmatch(text, line, one.start):
            own |= {comparable(kind.name) for kind in types_of(one.number.type_code, one.number.system)}
    return own


# --- the antecedent --------------------------------------------------------------------------------------------------


def _sight(smooth: str, pointer: _Pointer) -> int:
    """Where the words begin in which an antecedent may stand: two sentences before, at most one line break between."""
    line = smooth.rfind("\n", 0, pointer.start)
    above = max(smooth.rfind("\n", 0, max(line, 0)) + 1, pointer.start - _SIGHT)
    below = smooth.find("\n", pointer.end)
    # A line break always parts: only the sentences of these lines are asked for.
    spans = sentences(smooth[above : below if below >= 0 else len(smooth)])
    own = sentence_of(spans, pointer.start - above, pointer.end - above)
    place = bisect_right(spans, own.start, key=lambda span: span.start) - 1
    return above + (spans[max(0, place - _SENTENCES_BEFORE)].start if spans else own.start)


def _fitting(mentions: Sequence[Mention], pointer: _Pointer, start: int) -> list[Mention]:
    """The mentions in sight that may be of the pointer's type; one whose type is not known may be, too."""
    first = bisect_right(mentions, start - 1, key=lambda one: one.start)
    last = bisect_right(mentions, pointer.start, key=lambda one: one.start)
    return [one for one in mentions[first:last] if _may_be(one, pointer.type)]


def _may_be(mention: Mention, wanted: str) -> bool:
    if mention.type is not None:
        return comparable(mention.type) == wanted
    if mention.number is None:
        return False
    kinds = types_of(mention.number.type_code, mention.number.system)
    return any(comparable(kind.name) == wanted for kind in kinds)


def _antecedent(smooth: str, mentions: Sequence[Mention], pointer: _Pointer, start: int) -> Mention | None:
    """The one document of the type in sight; None when there is none, or two, or something unknown of the type."""
    fitting = _fitting(mentions, pointer, start)
    if len({one.key for one in fitting}) != 1 or any(one.type is None for one in fitting):
        return None
    nearest = fitting[-1]
    between = smooth[nearest.end : pointer.start]
    # “… thay thế Quy định số 66; Quy định này”, “Luật A hết hiệu lực từ ngày Luật này …”: “này” is in another sentence.
    if pointer.near and (_NEW_CLAUSE.search(between) or not re.search(r"[.;!?…)](?=\s)", between)):
        return None
    if not pointer.capital and len(re.findall(r"[.;!?…]\s", between)) > 1:
        return None
    fullest = max(fitting, key=_told)
    return None if _unknown(smooth, mentions, pointer, nearest.end) else fullest


def _told(mention: Mention) -> int:
    """How much is known of a document where it is mentioned: the fullest of its mentions stands for it."""
    return sum(
        value is not None for value in (mention.number, mention.issuer, mention.date, mention.title, mention.term)
    )


# “Chỉ thị này” between an antecedent and a pointer is no unknown one.
_POINTED = re.compile(r"\s+(?:này|đó|ấy|(?:nói\s+|nêu\s+|kể\s+)?trên|vừa\s+nêu)(?!\w)")
# A common noun of a type in small letters is a document only so: “một quy định riêng”, “kế hoạch khác”.
_COUNTED = re.compile(r"(?<!\w)(?:một|các|những|hai|ba|vài)\s+$")
_OTHER = re.compile(r"\s+(?:khác|riêng|mới|cũ)(?!\w)")


def _unknown(smooth: str, mentions: Sequence[Mention], pointer: _Pointer, start: int) -> bool:
    """Whether the type is named from `start` on without being a known document: “còn một chỉ thị khác chưa ghi số”."""
    name = r"\s+".join(re.escape(word) for word in pointer.type.split())
    between = re.compile(rf"(?<!\w){name}(?!\w)", re.IGNORECASE)
    return any(
        _stands_alone(smooth, match)
        and not _POINTED.match(smooth, match.end())
        and not _leads(mentions, pointer, match)
        for match in between.finditer(smooth, start, pointer.start)
    )


def _stands_alone(smooth: str, match: re.Match[str]) -> bool:
    kind = type_named(" ".join(match.group().split()))
    if match.group()[0].isupper() or kind is None or _is_plain(kind):
        return True
    before = smooth[max(0, match.start() - 12) : match.start()].lower()
    return _COUNTED.search(before) is not None or _OTHER.match(smooth, match.end()) is not None


def _leads(mentions: Sequence[Mention], pointer: _Pointer, match: re.Match[str]) -> bool:
    """Whether a type's name is part of a mention, or leads to the one behind it: “Chỉ thị số 05-CT/TW”."""
    place = bisect_right(mentions, match.start(), key=lambda one: one.start)
    if place and match.start() < mentions[place - 1].end:
        return True
    following = mentions[place] if place < len(mentions) else None
    return following is not None and following.start - match.start() < _LONGEST and _may_be(following, pointer.type)


# --- the mention -----------------------------------------------------------------------------------------------------


def _floor(mentions: Sequence[Mention], kept: Sequence[Mention], pointer: _Pointer) -> int:
    """The end of the citation before a pointer: words before it speak of that one."""
    place = bisect_right(mentions, pointer.start, key=lambda one: one.start)
    return max(mentions[place - 1].end if place else 0, kept[-1].end if kept else 0)


def _mention(text: str, smooth: str, pointer: _Pointer, antecedent: Mention, *, floor: int) -> Mention:
    part = patterns.PROVISION.search(smooth[floor : pointer.start])
    span = Span(floor + part.start("provision"), floor + part.end("provision")) if part else None
    cue = relation_of(smooth, span.start if span else pointer.start, pointer.end, floor)
    return replace(
        antecedent,
        start=pointer.start,
        end=pointer.end,
        surface=text[pointer.start : pointer.end],
        kind="back",
        relation=cue.relation if cue else None,
        provision=Provision(text[span.start : span.end], span.start, span.end) if span else None,
        evidence=(Evidence("relation", Span(cue.start, cue.end), "words", 1.0),) if cue else (),
    )
