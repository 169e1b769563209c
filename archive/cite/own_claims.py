"""What a text says of its own force: “Quy định này có hiệu lực từ ngày ký”, “… hết hiệu lực sau ngày 31/12/2027”.

Only a clause whose subject is the text itself is read, in its present and certain form. What it says of other works is
in `claims`.
"""

import re
from collections.abc import Iterator, Sequence

from archive.cite.clauses import ITEM, SELF, Clauses, lowered, no_fact
from archive.cite.effect_days import day_after, effect_behind
from archive.cite.spot import matches_from
from archive.text.span import Span
from archive.text.vietnamese import comparable
from archive.works.dates import PartialDate
from archive.works.document import Mention
from archive.works.validity import FoundClaim

# The subject of a clause, maybe with the parts that alone are meant.
# Matches: "2. Quy định này ", "Điều 15, Điều 16 Thông tư này ", "Khoản 2 Điều 3 Nghị định này ".
# Not: "Từ ngày Nghị định này ".
_SUBJECT = re.compile(
    rf"{ITEM}(?P<parts>(?:(?:các\s+)?(?:quy\s+định\s+tại\s+)?(?:điểm|khoản|điều|mục|chương|phụ\s+lục)"
    rf"\s+[^.;\n]{{1,80}}?\s+)?){SELF}",
    re.IGNORECASE,
)
# In a text of small letters. Matches: "có hiệu lực", "hết hiệu lực", "chấm dứt hiệu lực", "áp dụng" and "được thực
# hiện" before "từ ngày". Not: "còn hiệu lực", "thực hiện nghiêm túc".
_VERB = re.compile(
    r"(?=[hcđát])(?<!\w)(?:(?:(?P<ends>hết|chấm\s+dứt)|có)\s+hiệu\s+lực(?!\w)"
    r"|(?:được\s+)?(?:áp\s+dụng|thi\s+hành|thực\s+hiện)(?=\s+(?:kể\s+)?từ\s+ngày\s))"
)
_VERB_WORDS = ("hết", "chấm", "có", "được", "áp", "thi", "thực")  # that it begins with
# Between the subject and a verb with other works between them: the verb goes on only in a row of the subject's verbs.
# Matches: " thay thế Quy định số 30-QĐ/TW, ngày 26/7/2016, ". Not: " hướng dẫn Luật số 25/2024/QH15, ".
_ROW = re.compile(r"\s*,?\s*(?:và\s+)?(?:thay\s+thế|bãi\s+bỏ)(?!\w)", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:[,;)]|(?<!\w)và)\s*$")
# Annexes speak of themselves in the text that promulgates them.
_PROMULGATING = frozenset({"quyết định", "nghị quyết", "nghị định", "thông tư"})


def own_claims(
    smooth: str, mentions: Sequence[Mention], *, kind: str | None, signed: PartialDate | None
) -> Iterator[FoundClaim]:
    """What an even text says of its own beginning and end; `kind` is its printed type, `signed` its day.

    A mention that covers “Chỉ thị này” means another work, and so does a type that is not the text's own.
    """
    clauses = Clauses(smooth)
    for verb in matches_from(_VERB, lowered(smooth), _VERB_WORDS):
        clause = clauses.at(verb.start())
        if no_fact(smooth, clause, verb.start()):
            continue
        subject = _SUBJECT.match(smooth, clause.start, verb.start())
        if subject is None or not _itself(subject, kind):
            continue
        between = [one for one in mentions if subject.start("self") < one.end and one.start < verb.start()]
        if _same_subject(smooth, subject, verb, between):
            yield from _claims(smooth, clause, verb, parts=subject["parts"].strip(), signed=signed)


def _itself(subject: re.Match[str], kind: str | None) -> bool:
    said = comparable(subject["self"])
    own = comparable(kind or said)
    return said in (own, "văn bản") or own in _PROMULGATING


def _same_subject(smooth: str, subject: re.Match[str], verb: re.Match[str], between: list[Mention]) -> bool:
    words = smooth[subject.end() : verb.start()]
    if not words.strip():
        return not between  # “Chỉ thị này” that is a mention means another work
    return bool(_GOES_ON.search(words) and (not between or _ROW.match(words)))


def _claims(
    smooth: str, clause: Span, verb: re.Match[str], *, parts: str, signed: PartialDate | None
) -> Iterator[FoundClaim]:
    effect = effect_behind(smooth, verb.end(), clause.end, signed)
    day = day_after(effect.day) if effect.last and effect.day else effect.day
    ends = bool(verb["ends"]) or effect.last
    yield FoundClaim(
        value="ended" if ends else "in_force",
        scope="part" if parts else "whole",
        start=clause.start,
        end=clause.end,
        provisions=" ".join(parts.split()),
        since=day,
        told=day is None and (ends or not effect.with_text),
    )
