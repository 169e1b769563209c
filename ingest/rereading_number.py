"""The number of a recognised paper: as it stands when every reading agrees, else one that something vouches for.

A figure misread is worse than a number missing: “403” for a hand-written “109” would be another document.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.text.span import Span
from archive.text.vietnamese import fold
from archive.works.dates import PartialDate
from archive.works.number import Number
from ingest.letterhead import Letterhead
from ingest.rereading_heads import HEAD
from ingest.rereading_letters import assembly_meant, figures, numbers_meant
from ingest.rereading_vouch import Known, Vouchers

# What follows "Số" on a number line, as far as a number can reach: "Số: O5-CT/TVV", "Số: 403 /QĐ-BTC".
_UNREAD = re.compile(r"^[^\S\n]{0,8}S(?:ố|Ố)[^\S\n]{0,8}[:.]?[^\S\n]{0,8}(?P<number>\S[^\n]{1,38})", re.MULTILINE)
# The figures of a reading, folded. Matches "so: 403 /qd-btc", "-s6: o5-ct", "_so-a04/00.btg"; the part is "403", "o5".
_SERIAL = re.compile(r"[\W_]{0,3}s\w[:.\s]{0,4}(?P<serial>[\w|!{}\[\]†&?]{1,5}?)(?=[abc]?\s?[-/.])")
_LABEL = re.compile(r"^[\W_]{0,3}[Ss]\w[:.\s]{0,4}")


def settled_number(
    text: str, head: Letterhead, vouchers: Vouchers, date: PartialDate | None
) -> tuple[Number | None, Span | None]:
    """The number to be believed and where it stands; without a voucher none, with the unread place."""
    if head.number and head.number_span and head.number_span.end > HEAD:
        return head.number, head.number_span  # of a consolidated text, at its end
    written, span = _written(text, head)
    if span is None:
        return head.number, head.number_span
    term = assembly_meant(head.number) if head.number else None
    if head.number and head.number.body_code.startswith(("QH", "UBTVQH")) and term != head.number:
        head = replace(head, number=term)  # the year vouches for the term, or the term is in doubt
    named, doubted = vouchers.named, _in_doubt(vouchers, head.number)
    if head.number and not doubted and (named is None or named.key == head.number.key):
        return head.number, head.number_span
    meant = _meant(vouchers, head, written)
    if named and _may_be(named, meant, head, doubted=doubted):
        return named, span
    vouched = {number.key: number for number in meant if _is_known(vouchers.known, number, date)}
    return (next(iter(vouched.values())), span) if len(vouched) == 1 else (None, span)


def _written(text: str, head: Letterhead) -> tuple[str, Span | None]:
    """The words of the number line behind its “Số”, and where they stand."""
    if head.number and head.number_span:
        return text[head.number_span.start : head.number_span.end], head.number_span
    line = _UNREAD.search(text[:HEAD])
    if line is None:
        return "", head.number_span
    written = line["number"].rstrip()
    return written, Span(line.start("number"), line.start("number") + len(written))


def _meant(vouchers: Vouchers, head: Letterhead, written: str) -> list[Number]:
    """Every number that one of the readings may stand for."""
    found = [head.number] if head.number else []
    for reading in (written, *(_LABEL.sub("", one) for one in vouchers.numbers)):
        found.extend(numbers_meant(reading))
    return list({number.key: number for number in found}.values())


def _in_doubt(vouchers: Vouchers, number: Number | None) -> bool:
    """Whether the number line was not read, or with other figures when it was read again."""
    if number is None:
        return True
    read = [figures(match["serial"]) for one in vouchers.numbers if (match := _SERIAL.match(fold(one)))]
    return any(serial and int(serial) != number.serial for serial in read)


def _may_be(named: Number, meant: Sequence[Number], head: Letterhead, *, doubted: bool) -> bool:
    """Whether a number told by a name may be the one of the paper.

    It is when a reading may stand for it, and, where the figures are in doubt, when year, type and body are as printed.
    """
    if any(number.key == named.key for number in meant):
        return True
    printed = {(number.year, number.type_code, number.body_code) for number in meant}
    if head.letters:
        printed.add((named.year, *head.letters))
    return doubted and (named.year, named.type_code, named.body_code) in printed


def _is_known(known: Known, number: Number, date: PartialDate | None) -> bool:
    """Whether a work of this number and of this very day is held or catalogued."""
    return date is not None and date.day is not None and any(card.date == date for card in known(number.key))
