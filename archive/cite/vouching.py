"""Vouching: whether a work may be meant by a reading, and by what besides the number the two agree.

`fits` says that nothing disagrees; `rule_of` names the agreement that makes a link silent, None when there is none. A
wrong link costs readers more than ten missing ones: what is not agreed on is left to be shown as “có thể là”.
"""

from dataclasses import dataclass, replace

from archive.cite.sequences import Sequence, begun, same_period, sequence_of, term_of
from archive.text.vietnamese import comparable
from archive.works import bodies, terms
from archive.works.dates import PartialDate
from archive.works.document import Card, Reading

# How sure a link is, by the rule that made it: a measure for sorting and showing, not a probability that was fitted.
CONFIDENCE = {
    "number+date+body": 0.99,
    "number+body+term": 0.96,
    "number+date": 0.95,
    "number+year": 0.95,
    "name+year": 0.95,
    "number+term": 0.93,
    "number+title": 0.9,
    "number+body": 0.9,
    "ambiguous": 0.0,
    "unknown": 0.0,
}
# Rules and guidance come again under the same title, and by chance the same number, in the next term (29-QĐ/TW of 1997
# and 2016, 01-HD/TW of 2021 and 2026): their title tells no work from its namesake.
_RECURRING = frozenset({"QĐ", "QĐi", "HD", "QC"})
# The whole title has to be written, or nearly: “phòng, chống tham nhũng, lãng phí” is 04-NQ/TW of 2006 and stands in
# the title of 04-NQ/TW of 2026. Of the rows of the authority table with one number no two outside _RECURRING share so
# much; lower either and run `test_no_title_of_the_table_is_that_of_a_namesake`.
_TITLE_WORDS, _TITLE_SHARE = 5, 0.75


@dataclass(frozen=True, slots=True)
class Node:
    """A work or a sketch, as far as comparing goes; `sketch` for what only readings speak of."""

    name: str | int
    body: str | None = None
    date: PartialDate | None = None
    term: str | None = None
    type: str | None = None
    title: str | None = None
    sketch: bool = False


def node_of(card: Card, key: str) -> Node:
    """A held work or a row of the table, to be compared with readings of a key."""
    body = card.issuer.body if card.issuer else None
    term = term_of(sequence_of(key, body), card.term, card.date)
    return Node(card.id, body, card.date, term, card.type, card.title)


def contradicts_itself(reading: Reading) -> bool:
    """Whether the term written with a mention is not that of its date: one of the two belongs to something else."""
    own = terms.term_on(reading.date) if reading.date and reading.term else None
    return own is not None and own != reading.term


def fits(reading: Reading, node: Node) -> bool:
    """Whether a work may be meant: nothing said of it disagrees, and it is not younger than the citing text."""
    if reading.date and node.date and not reading.date.agrees(node.date):
        return False
    if reading.before and node.date and node.date.first > reading.before.last:
        return False
    return _term_fits(reading, node) and _body_fits(reading, node) and _lived(reading, node)


def fits_loosely(reading: Reading, node: Node) -> bool:
    """Whether a work may be meant though something said of it disagrees that sources are known to confuse.

    The heading “BAN CHẤP HÀNH TRUNG ƯƠNG” stands over documents of the Ban Bí thư too, and many texts name it; a wrong
    day stands beside a number that names one work. Such a work is a candidate, never a link, and makes no stub.
    """
    if sequence_of(reading.key).scope == "one":
        return True
    named = reading.body is not None and node.body is not None and _organs(reading.body) and _organs(node.body)
    return named and reading.date is None and fits(replace(reading, body=None), node)


def rule_of(reading: Reading, node: Node) -> str | None:
    """By what a fitting work agrees besides the number; None when that does not tell it from its namesakes."""
    sequence = sequence_of(reading.key, reading.body or node.body)
    body, date = _body_agrees(reading, node), reading.date
    if date and date.day and date == node.date:
        # 05-CT/HU of one day: hundreds of districts number alike, so the day needs the body with it.
        return "number+date+body" if body else "number+date" if sequence.scope != "local" else None
    if contradicts_itself(reading) or _other_type(reading, node, sequence):
        return None
    if date and node.date and _year_tells(date, node, sequence):
        return "number+date+body" if body else "number+date"
    return _undated_rule(reading, node, sequence)


def _undated_rule(reading: Reading, node: Node, sequence: Sequence) -> str | None:
    body, typed = _body_agrees(reading, node), reading.type is not None or not _two_types(sequence)
    if typed and _term_agrees(reading, node, sequence):
        return "number+body+term" if body else "number+term"
    if body and (_own_sketch(reading, node) or (typed and _of_its_time(reading, node, sequence))):
        return "number+body"
    if reading.date is None and _title_tells(reading, node, sequence) and (body or sequence.scope == "national"):
        return "number+title"
    return None


# --- dates -----------------------------------------------------------------------------------------------------------


def _year_tells(written: PartialDate, node: Node, sequence: Sequence) -> bool:
    """Whether a year tells a work from its namesakes.

    It does for a body that is one in the country, outside the years of a congress: “18-NQ/TW năm 2017”, “749/QĐ-TTg năm
    2020”. It does not for “Chỉ thị 47-CT/TU năm 2014”, which every province may have.
    """
    if node.date is None or not written.agrees(node.date) or sequence.scope not in ("one", "national"):
        return False
    congress = any(one.closed.year == written.year for one in terms.congresses())
    return sequence.system == "state" or not congress


def _of_its_time(reading: Reading, node: Node, sequence: Sequence) -> bool:
    """Whether the number cannot have begun again between the work and what is known of when it is spoken of.

    “Chỉ thị 05-CT/TW của Bộ Chính trị” in a text of 2018 is the one of 2016; in a text of 2026, or of no date, it may
    be another term's that nobody here holds. A year that is written stands for the time of speaking.
    """
    spoken = reading.date or reading.before
    if node.date is None or spoken is None:
        return False
    return reading.date is not None or same_period(sequence, node.date, spoken)


def _lived(reading: Reading, node: Node) -> bool:
    """Whether the identity named on one side lived on the date given on the other: Tỉnh ủy Lào Cai since 2025 in 2014.

    Only of bodies that have several identities: the days on which others began or ended are less sure than numbers.
    """
    for body_id, on in ((reading.body, node.date), (node.body, reading.date)):
        known = bodies.body(body_id) if body_id else None
        if known and on and len(bodies.members(known.family)) > 1 and not known.lives(on):
            return False
    return True


# --- terms -----------------------------------------------------------------------------------------------------------


def _term_fits(reading: Reading, node: Node) -> bool:
    written = reading.term
    if written is None or node.term is None or contradicts_itself(reading):
        return True
    return written == node.term or (reading.before is not None and not begun(written, reading.before))


def _term_agrees(reading: Reading, node: Node, sequence: Sequence) -> bool:
    return sequence.congress_terms and reading.term is not None and reading.term == node.term


# --- bodies and types ------------------------------------------------------------------------------------------------


def _body_fits(reading: Reading, node: Node) -> bool:
    if reading.body is None or node.body is None or reading.body == node.body:
        return True
    if not bodies.same_family(reading.body, node.body):
        return False
    if _undated(reading.body) or _undated(node.body):
        return True
    # Two organs under one code (Bộ Chính trị, Ban Bí thư): sources confuse them, so only the day can vouch.
    return _organs(reading.body) and reading.date is not None and reading.date == node.date


def _body_agrees(reading: Reading, node: Node) -> bool:
    if not reading.body or not node.body:
        return False
    return reading.body == node.body or _undated(reading.body) or _undated(node.body)


def _undated(body_id: str) -> bool:
    """Whether an id is a family's, standing for any of its dated identities."""
    return bodies.body(body_id) is None


def _organs(body_id: str) -> bool:
    return bodies.family(body_id) == "trung-uong"


def _other_type(reading: Reading, node: Node, sequence: Sequence) -> bool:
    """Whether the words name another type: Quyết định 66-QĐ/TW and Quy định 66-QĐ/TW are two works of two sequences."""
    differs = reading.type and node.type and comparable(reading.type) != comparable(node.type)
    return bool(differs) and (sequence.scope != "one" or reading.key.startswith("law:"))


def _two_types(sequence: Sequence) -> bool:
    """Whether the code stands for two types that are counted apart: the Party's QĐ, Quyết định and Quy định."""
    return sequence.system == "party" and sequence.type_code in ("QĐ", "QĐi")


# --- titles and sketches ---------------------------------------------------------------------------------------------


def _title_tells(reading: Reading, node: Node, sequence: Sequence) -> bool:
    return sequence.type_code not in _RECURRING and titles_agree(reading.title or "", node.title or "")


def titles_agree(written: str, title: str) -> bool:
    """Whether a title as written is a work's title but for a few words, with every numeral of either in both.

    “đại hội đảng bộ các cấp tiến tới Đại hội XIV” is not the title of 35-CT/TW of 2019, which says XIII.
    """
    if not (written and title):
        return False
    said, known = set(comparable(written).split()), set(comparable(title).split())
    if _numerals(said) != _numerals(known) or min(len(said), len(known)) < _TITLE_WORDS:
        return False
    return len(said & known) >= _TITLE_SHARE * len(said | known)


def _numerals(words: set[str]) -> set[str]:
    """The figures and the terms among comparable words; single letters are no numerals (“phụ lục x”)."""
    return {word for word in words if word.isdigit() or (len(word) > 1 and word.upper() in terms.ROMAN)}


def _own_sketch(reading: Reading, node: Node) -> bool:
    """Whether a stub says no more than the reading does: it then is what the reading speaks of, whatever that is."""
    return node.sketch and node.date is None and reading.date is None and node.term in (None, reading.term)
