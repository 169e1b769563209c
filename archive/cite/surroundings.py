"""What is written round every spot of a text: words before, words behind, and what the items of one list share.

The order of reading is here; reading itself is in `words_before`, `words_behind` and `titles`. Nothing is taken from
another sentence. Judging comes later, in `resolve`.
"""

from dataclasses import replace

from archive.cite.around import Around, suits
from archive.cite.find import Spot
from archive.cite.words_before import issuing, read_before
from archive.cite.words_behind import read_behind
from archive.text.span import Span
from archive.works.issuer import IssuerSpan


def read_around(smooth: str, spots: tuple[Spot, ...], issuers: tuple[IssuerSpan, ...]) -> tuple[Around, ...]:
    """What stands round each spot, in the order of the spots.

    `smooth` is the text made even, `issuers` the bodies named in it; offsets are those of the text.
    """
    floors = [0, *(spot.end for spot in spots)]
    heads = [read_before(smooth, spot, floor, issuers) for spot, floor in zip(spots, floors, strict=False)]
    read = []
    for place, (spot, head) in enumerate(zip(spots, heads, strict=True)):
        last = place + 1 == len(spots)
        following = None if last else (heads[place + 1].phrase_start, spots[place + 1].end)
        read.append(read_behind(smooth, spot, head, issuers, following=following))
    shared = _share_forward(spots, _share_back(spots, read))
    return tuple(_with_subject(smooth, spot, one, issuers) for spot, one in zip(spots, shared, strict=True))


def _with_subject(smooth: str, spot: Spot, one: Around, issuers: tuple[IssuerSpan, ...]) -> Around:
    """A body named behind the number is its issuer; only where none is, the subject of the sentence may be."""
    told = None if one.issuer else issuing(smooth, spot, one, issuers)
    if told is None:
        return one
    if one.date is None and told.date:
        one = replace(one, date=told.date.date, date_span=Span(told.date.start, told.date.end))
    return replace(one, issuer=told.issuer)


def _share_back(spots: tuple[Spot, ...], read: list[Around]) -> list[Around]:
    """“217-QĐ/TW và 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị”: what follows the last holds for the first.

    The body is shared along a list of one code, also where the types differ; the day only by items of one type that
    have nothing of their own.
    """
    shared = list(read)
    for place in range(len(shared) - 2, -1, -1):
        one, after = shared[place], shared[place + 1]
        if not one.joined or not _same_body(spots[place], spots[place + 1]):
            continue
        whole = one
        if one.issuer is None and after.issuer and suits(spots[place].number, after.issuer):
            whole = replace(whole, issuer=after.issuer)
        bare_of_its_own = not (one.date or one.issuer or one.title or (one.type_span and after.type_span))
        if bare_of_its_own and _alike(spots[place], spots[place + 1]):
            whole = replace(whole, date=after.date, date_span=after.date_span)
        shared[place] = whole
    return shared


def _share_forward(spots: tuple[Spot, ...], read: list[Around]) -> list[Around]:
    """“Quyết định số 217-QĐ/TW và 218-QĐ/TW”: the type is written once, before the first."""
    shared = list(read)
    for place in range(1, len(shared)):
        before, one = shared[place - 1], shared[place]
        if one.type is None and before.joined and before.type and _alike(spots[place - 1], spots[place]):
            shared[place] = replace(one, type=before.type, type_span=before.type_span)
    return shared


def _same_body(first: Spot, second: Spot) -> bool:
    if first.number and second.number:
        return first.number.body_code == second.number.body_code
    return _alike(first, second)


def _alike(first: Spot, second: Spot) -> bool:
    """Whether two spots of a list may share words: the same letters, or both without letters."""
    if first.number and second.number:
        return (first.number.type_code, first.number.body_code) == (second.number.type_code, second.number.body_code)
    return first.kind == second.kind == "bare" and first.code == second.code
