"""Notes in the margin: beside each part of a text, what other works change in it, end of it or say of carrying it out.

Claims of validity and citations of parts come from the store; here the words that name a part are led to its anchor.
A part that the text does not have is told at the part above it, and nowhere where there is none.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from archive.cite.provisions import Part, parts_of
from archive.store.cards import cards_by_id
from archive.store.citing_groups import on_parts
from archive.text.vietnamese import slugify
from archive.works.document import Card
from archive.works.validity import BASIS_LABELS, VALUE_LABELS, Claim
from search_web import words
from search_web.language import gettext as _
from search_web.reading import shelf
from search_web.render import marked

# Relations of a citation that a reader of the part has to know; what only applies it ("theo") is on the tab.
_TOLD = ("sua_doi_bo_sung", "thay_the", "bai_bo", "het_hieu_luc", "dinh_chi", "dinh_chinh", "huong_dan", "cu_the_hoa")
_MOST = 200  # citations of parts read for one page; the longest real law here has 60
_MOST_RANGE = 60  # articles of one range: "Điều 5 đến Điều 40"
_LONGEST = 420  # code points of a sentence in the margin


@dataclass(frozen=True, slots=True)
class Note:
    """One note: what happens to the part, by which work, from when, in which words, and how far that is relied on."""

    label: str
    part: str
    source: Card
    since: str
    words: Markup
    basis: str


def notes_of(card: Card, claims: Sequence[Claim], anchors: frozenset[str]) -> dict[str, tuple[Note, ...]]:
    """Anchor → its notes, each work once for a part, claims before citations."""
    found: dict[str, dict[str, Note]] = {}
    for note in (*_of_claims(card, claims), *_of_citations(card)):
        for anchor in dict.fromkeys(_held(named, anchors) for named in anchors_named(note.part)):
            if anchor:
                found.setdefault(anchor, {}).setdefault(note.source.id or str(note.source.number), note)
    return {anchor: tuple(notes.values()) for anchor, notes in found.items()}


def _of_claims(card: Card, claims: Sequence[Claim]) -> Iterator[Note]:
    for claim in claims:
        if claim.provisions and claim.source.id != card.id:
            since = claim.since.shown if claim.since else ""
            basis = "" if claim.basis == "text" else _(BASIS_LABELS[claim.basis])
            label = _(_PASSIVE.get(claim.value, VALUE_LABELS[claim.value]))
            yield Note(label, claim.provisions, claim.source, since, marked(_short(claim.sentence), ()), basis)


_PASSIVE = {
    "amended": "được sửa đổi, bổ sung",
    "replaced": "được thay thế",
    "abolished": "bị bãi bỏ",
    "suspended": "bị ngưng hiệu lực",
}


def _of_citations(card: Card) -> Iterator[Note]:
    if not card.cited:
        return
    connection = shelf().connection
    found = on_parts(connection, card.id, _TOLD, most=_MOST)
    sources = cards_by_id(connection, {one.work for one in found})
    for one in found:
        source = sources[one.work]
        since = source.date.shown if source.date else ""
        label = words.inverse_relation(one.relation)
        sentence = (
            marked(one.sentence, (one.mark,)) if len(one.sentence) <= _LONGEST else marked(_short(one.sentence), ())
        )
        basis = _("tin bài thuật lại") if source.genre == "article" else ""
        yield Note(_lower(label), one.provision, source, since, sentence, basis)


def _lower(label: str) -> str:
    """An inverse label as a note begins: "Được hướng dẫn bởi" → "được hướng dẫn"."""
    return label[:1].lower() + label[1:].removesuffix(" bởi").removesuffix(" theo")


def _short(sentence: str) -> str:
    even = " ".join(sentence.split())
    return even if len(even) <= _LONGEST else even[:_LONGEST].rpartition(" ")[0] + " …"


def _held(anchor: str, anchors: frozenset[str]) -> str:
    """The anchor, or that of the nearest part above it that the text has; "" for none."""
    while anchor and anchor not in anchors:
        above, _hyphen, _last = anchor.rpartition("-")
        anchor = above.rpartition("-")[0] if above.endswith(("-khoan", "-diem")) else above
    return anchor if "-" in anchor else ""


def anchors_named(provision: str) -> tuple[str, ...]:
    """The anchors of the parts that words name: "khoản 1, 2 Điều 5 và Điều 7" → dieu-5-khoan-1, dieu-5-khoan-2, dieu-7.

    A part that is a range gives each of its numbers; words that name nothing give nothing.
    """
    found: list[str] = []
    points: list[str] = []
    clauses: list[str] = []
    for part in parts_of(provision):
        labels = list(_labels(part))
        if part.kind == "điểm":
            points += labels
        elif part.kind == "khoản":
            clauses += [f"-khoan-{label}{point}" for label in labels for point in _behind("-diem-", points)]
            points = []
        elif part.kind == "Điều":
            below = clauses or _behind("-diem-", points)
            found += [f"dieu-{label}{clause}" for label in labels for clause in below]
            points, clauses = [], []
        elif part.kind == "mục":
            found += [f"muc-{label}{point}" for label in labels for point in _behind("-", points)]
            points = []
        elif part.kind in ("Chương", "Phần"):
            found += [f"{slugify(part.kind)}-{label}" for label in labels if not found]
    return tuple(dict.fromkeys(found))


def _behind(joint: str, labels: Iterable[str]) -> list[str]:
    return [f"{joint}{label}" for label in labels] or [""]


def _labels(part: Part) -> Iterator[str]:
    first, last = part.label, part.last or part.label
    if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) < _MOST_RANGE:
        yield from (str(number) for number in range(int(first), int(last) + 1))
        return
    yield from ("dd" if label == "đ" else slugify(label) for label in dict.fromkeys((first, last)))
