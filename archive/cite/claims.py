"""What a text says of the validity of works: the claims on its own force, and those on the works it mentions.

A claim needs its verb, its object and who acts: this text (“Quy định này thay thế …”, “Bãi bỏ …” at the head of a
clause), or another (“Quy định số 399-QĐ/TW … thay thế …”), which makes it told. What denies, wishes or asks is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.cite.clauses import ITEM, SELF, Clauses, at_start, lowered, no_fact
from archive.cite.effect_days import day_after, effect_behind
from archive.cite.find import even
from archive.cite.own_claims import own_claims
from archive.cite.spot import matches_from
from archive.cite.validity_words import (
    ACTOR,
    HEADING,
    INTRANSITIVE,
    LISTED,
    NEXT_ITEM,
    OTHER_USES,
    PART,
    PARTLY,
    PASSIVE,
    PAST,
    REACH,
    RELATIONS,
    VERB,
    VERB_WORDS,
    Cited,
    Place,
    cited_in,
    meant,
    value_of,
)
from archive.text.span import Span
from archive.works.dates import PartialDate
from archive.works.document import Document, Mention
from archive.works.validity import FoundClaim, Scope, Value

# The text as the subject of its clause. Matches: "2. Quy định này ". Not: "Tổ chức quy định tại Thông tư này ".
_SUBJECT = re.compile(rf"{ITEM}{SELF}", re.IGNORECASE)
_MOST = 100  # items of one list; a longer one is a table that lost its lines
# Before “sửa đổi”, a word that makes it a name. Matches at the end: "bản ", "văn bản ". Not: "Nghị định ".
_NOUN = re.compile(r"(?<!\w)bản\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Act:
    """Who acts: this text, or (told) another one with the day of that one as far as written."""

    told: bool = False
    day: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of validity in its clause, with what a claim takes from both."""

    match: re.Match[str]
    clause: Span
    value: Value
    signed: PartialDate | None


def find_claims(document: Document, mentions: Sequence[Mention]) -> tuple[FoundClaim, ...]:
    """Every claim of validity in a document's canonical text, in the order of the text; mentions are those of the text.

    An article acts on nothing: what it says is told.
    """
    smooth = even(document.text)
    acts = document.genre == "directive"
    found = list(_on_others(smooth, cited_in(mentions), document.date)) if mentions else []
    if acts:
        found += own_claims(smooth, mentions, kind=document.type, signed=document.date)
    unique = dict.fromkeys(replace(one, told=one.told or not acts) for one in found)
    return tuple(sorted(unique, key=lambda one: (one.start, one.end, -1 if one.mention is None else one.mention)))


def _on_others(smooth: str, cited: Cited, signed: PartialDate | None) -> Iterator[FoundClaim]:
    clauses = Clauses(smooth)
    for match in matches_from(VERB, lowered(smooth), VERB_WORDS):
        clause = clauses.at(match.start())
        named = cited.covers(match.start(), match.end())
        if named or no_fact(smooth, clause, match.start()) or smooth.startswith(" hoặc ", match.end()):
            continue
        verb = _Verb(match, clause, value_of(match), signed)
        passive = PASSIVE.search(smooth, max(clause.start, match.start() - 12), match.start())
        if passive or INTRANSITIVE.match(match.group()):
            yield from _undergone(smooth, verb, passive, cited)
        else:
            yield from _acts(smooth, verb, cited)


# --- the verb acts on what stands behind it --------------------------------------------------------------------------


def _acts(smooth: str, verb: _Verb, cited: Cited) -> Iterator[FoundClaim]:
    """“Quy định này thay thế X”, “Bãi bỏ một số điều của X, Y và Z”."""
    at = verb.match.end()
    first = cited.behind(at)
    if first is None or first.part - at > REACH or first.mention.relation in OTHER_USES:
        return
    gap = smooth[at : first.part]
    value, scope = meant(verb.value, gap)
    act = _who_acts(smooth, verb, cited)
    if scope is None or act is None or VERB.search(gap.lower()) or ("\n" in gap and ":" not in gap):
        return
    objects = _objects(smooth, first, cited, RELATIONS[verb.value], lines=":" in gap)
    since, told = _when(smooth, objects[-1].end, verb, act)
    for one in objects:
        yield _claim(smooth, replace(verb, value=value), one, scope=scope, said=gap, since=since, told=told)


def _who_acts(smooth: str, verb: _Verb, cited: Cited) -> _Act | None:
    """Who does what the verb says; None when nobody who could is named."""
    start = verb.clause.start
    begin = _row_start(smooth, start, verb.match.start())
    inside = cited.between(start, verb.match.start())
    first = not cited.places or cited.starts[0] >= verb.match.start()
    if at_start(smooth, start, begin) or (first and HEADING.search(smooth, max(start, begin - REACH), begin)):
        return _Act()
    subject = _SUBJECT.match(smooth, start, begin)
    if subject and not any(one.mention.end > subject.start("self") for one in inside):
        return _Act()
    if (
        not inside
        or ";" in smooth[inside[-1].end : begin]
        or (verb.value == "amended" and _NOUN.search(smooth, start, begin))
    ):
        return None
    return _actor(inside[-1].mention)


def _row_start(smooth: str, start: int, verb: int) -> int:
    """Where a row of verbs begins: “Sửa đổi, bổ sung, bãi bỏ …” begins with its first."""
    begin, start = verb, max(start, verb - REACH)
    for before in reversed(list(VERB.finditer(lowered(smooth[start:verb])))):
        if not re.fullmatch(r"[\s,]*(?:và\s+)?", smooth[start + before.end() : begin], re.IGNORECASE):
            break
        begin = start + before.start()
    return begin


def _actor(mention: Mention) -> _Act:
    return _Act(told=True, day=mention.date if mention.date and mention.date.day else None)


def _objects(smooth: str, first: Place, cited: Cited, relation: str, *, lines: bool) -> tuple[Place, ...]:
    """The object of a verb and those that its list goes on with."""
    objects = [first]
    for one in cited.places[first.index + 1 : first.index + _MOST]:
        gap = smooth[objects[-1].end : one.part]
        shared = one.mention.relation == relation and len(gap) <= REACH and not re.search(r"\n|\.\s|;", gap)
        listed = one.mention.relation not in OTHER_USES and LISTED.fullmatch(gap)
        if VERB.search(smooth[objects[-1].mention.end : one.mention.start][-REACH:].lower()) and "\n" in gap:
            break  # the next line has a verb of its own
        if not (listed or (shared and not VERB.search(gap.lower())) or (lines and NEXT_ITEM.fullmatch(gap))):
            break
        objects.append(one)
    return tuple(objects)


# --- the verb speaks of what stands before it ------------------------------------------------------------------------


def _undergone(smooth: str, verb: _Verb, passive: re.Match[str] | None, cited: Cited) -> Iterator[FoundClaim]:
    """“X hết hiệu lực từ ngày …”, “X được thay thế bằng Y”, “X và Y bị bãi bỏ”."""
    start, edge = verb.clause.start, passive.start() if passive else verb.match.start()
    inside = [one for one in cited.between(start, edge) if one.mention.end <= edge]
    subjects = _subjects(smooth, edge, inside, RELATIONS[verb.value])
    if not subjects:
        return
    before = smooth[start : subjects[0].part].rpartition(";")[2]
    heads = bool(re.fullmatch(rf"{ITEM}(?:các\s+)?", before, re.IGNORECASE))
    part = PART.search(before) if inside[0] == subjects[0] and not VERB.search(before.lower()) else None
    in_part = part is not None and len(before) <= REACH
    actor = _acted_by(smooth, verb, cited) if passive else None
    # “… Quyết định số 128-QĐ/TW đã được sửa đổi, bổ sung”: by nobody who is named, so nothing is done here.
    if not (heads or in_part or actor) or (verb.value == "amended" and not actor):
        return
    past = passive["past"] if passive else PAST.search(smooth, max(start, edge - 4), edge)
    since, told = _when(smooth, verb.match.end(), verb, actor or _Act(told=bool(past)))
    scope: Scope = "part" if in_part or PARTLY.match(smooth, verb.match.end(), verb.clause.end) else "whole"
    said = before[_item_end(before) :] if part else ""
    for one in subjects if heads or in_part else subjects[-1:]:
        yield _claim(smooth, verb, one, scope=scope, said=said, since=since, told=told)


def _item_end(words: str) -> int:
    mark = re.match(ITEM, words, re.IGNORECASE)
    return mark.end() if mark else 0


def _subjects(smooth: str, edge: int, inside: Sequence[Place], relation: str) -> tuple[Place, ...]:
    """The works that stand directly before the verb, with the items of their list before them."""
    while inside and inside[-1].mention.relation in OTHER_USES:  # “Thông tư X hướng dẫn Nghị định Y hết hiệu lực”
        inside = inside[:-1]
    if not inside:
        return ()
    between = smooth[inside[-1].end : edge]
    close = re.fullmatch(r"[\s,()]*(?:(?:cũng|đều|nay|đã)\s+)*", between, re.IGNORECASE)
    if not close and not (inside[-1].mention.relation == relation and ";" not in between):
        return ()
    chain = [inside[-1]]
    for one in reversed(inside[:-1]):
        gap = smooth[one.end : chain[0].part]
        if ";" in gap or not LISTED.fullmatch(gap):
            break
        chain.insert(0, one)
    return tuple(chain)


def _acted_by(smooth: str, verb: _Verb, cited: Cited) -> _Act | None:
    behind = cited.behind(verb.match.end())
    if (
        behind is None
        or behind.part - verb.match.end() > REACH
        or not ACTOR.fullmatch(smooth, verb.match.end(), behind.part)
    ):
        return None
    return _actor(behind.mention)


# --- one claim -------------------------------------------------------------------------------------------------------


def _when(smooth: str, at: int, verb: _Verb, act: _Act) -> tuple[PartialDate | None, bool]:
    """The first day of a claim, and whether it is told: by another text, or with a day that cannot be known.

    No day where none is written: that of the text itself, or of the one that acts.
    """
    effect = effect_behind(smooth, at, max(verb.clause.end, at), verb.signed)
    day = day_after(effect.day) if effect.last and effect.day else effect.day
    if act.told:
        return day or act.day, True
    return day, day is None and effect.said and not effect.with_text


def _claim(
    smooth: str, verb: _Verb, place: Place, *, scope: Scope, said: str, since: PartialDate | None, told: bool
) -> FoundClaim:
    start, end = min(verb.clause.start, place.start), max(verb.clause.end, place.end)
    provision = place.mention.provision
    excepted = PARTLY.match(smooth, max(place.end, verb.match.end()), end) if verb.value != "amended" else None
    parts = provision.text if provision else said if scope == "part" else ""
    return FoundClaim(
        value=verb.value,
        scope="part" if scope == "part" or provision or excepted else "whole",
        start=start,
        end=end,
        mention=place.index,
        provisions=" ".join(parts.strip(" :,;").split()).removesuffix(" của"),
        since=since,
        told=told,
    )
