"""Mentions whole: spots, what stands round them, their relation, put together for one text.

The door of the citation rooms for the pipeline, the command line and the query: `find_mentions`. A bare number (“Chỉ
thị 05 của Bộ Chính trị”) gets its letters here, when the body that issued it is written; otherwise it stays bare.
"""

from archive.cite.around import Around, type_of
from archive.cite.back_references import back_references
from archive.cite.classify import relations_of
from archive.cite.cues import Cue, Place
from archive.cite.find import even, find_spots
from archive.cite.lettering import Full, full_numbers, lettered
from archive.cite.spot import Spot
from archive.cite.surroundings import read_around
from archive.text.span import Span
from archive.text.vietnamese import canonical_tones, comparable
from archive.works import bodies
from archive.works.dates import PartialDate
from archive.works.document import Evidence, Issuer, Mention, Provision
from archive.works.issuer import Setting, find_issuers_in, identify, of_code, setting_of
from archive.works.laws import issuer_of, law_key
from archive.works.number import Number
from archive.works.secrecy import is_marked_number


def find_mentions(text: str, setting: Setting | None = None, *, own_type: str | None = None) -> tuple[Mention, ...]:
    """Every mention of a document in a canonical text (NFC), in order; `text[start:end]` is each surface.

    `setting` is where the text stands (its own province and date), by which “Tỉnh ủy” without a name is understood;
    without one it is read from the text itself. `own_type` is the type of the text, where it is known: “Chỉ thị này” in
    a directive is the directive, and no mention. A number with a mark of secrecy ("12-BC/TU/MẬT") is no mention either.
    """
    smooth = even(text)
    spots = tuple(one for one in find_spots(smooth) if not is_marked_number(smooth, one.start, one.end))
    if not spots:
        return ()
    named = find_issuers_in(smooth)
    known = setting if setting is not None else setting_of(text, named=named)
    around = read_around(smooth, spots, named)
    cues = relations_of(smooth, _places(spots, around, len(smooth)))
    full = full_numbers(spots)
    whole = [
        _mention(text, spot, words, known, cue=cue, full=full)
        for spot, words, cue in zip(spots, around, cues, strict=True)
    ]
    sure = tuple(one for spot, one in zip(spots, whole, strict=True) if not spot.weak or _supported(one))
    back = back_references(text, sure, own_type=own_type, smooth=smooth)
    return tuple(sorted((*sure, *back), key=lambda one: one.start)) if back else sure


def _supported(mention: Mention) -> bool:
    """Whether a weak spot is a reference: its letters could be completed, or a day is written with it."""
    return mention.number is not None or (mention.date is not None and mention.date.day is not None)


def _places(spots: tuple[Spot, ...], around: tuple[Around, ...], length: int) -> list[Place]:
    """Where each citation stands, with the part it names and all that is said of it before the next one."""
    begins = [*(words.phrase_start for words in around[1:]), length]
    return [
        Place(_begin(words), spot.end, _end(spot, words, following))
        for spot, words, following in zip(spots, around, begins, strict=True)
    ]


def _begin(words: Around) -> int:
    """Where a citation begins, with the part it names before it: “khoản 2 Điều 3 Nghị định …”."""
    return min(words.provision.start, words.phrase_start) if words.provision else words.phrase_start


def _end(spot: Spot, words: Around, limit: int) -> int:
    """Where what is said of a spot ends; what it shares with a later item of its list lies beyond `limit`."""
    issuer = Span(words.issuer.start, words.issuer.end) if words.issuer else None
    spans = (words.date_span, words.title_span, issuer)
    return max([spot.end, *(min(span.end, limit) for span in spans if span and spot.end <= span.start < limit)])


def _mention(text: str, spot: Spot, words: Around, setting: Setting, *, cue: Cue | None, full: Full) -> Mention:
    date = words.date or (PartialDate(spot.year) if spot.year else None)
    issuer = identify(words.issuer, date or setting.date, setting) if words.issuer else None
    number = lettered(spot, issuer, full)
    kind = spot.kind if spot.kind != "bare" or number is None else "number"
    issuer = issuer or (of_code(number, date or setting.date, setting) if number else None) or _lawgiver(spot)
    return Mention(
        start=spot.start,
        end=spot.end,
        surface=text[spot.start : spot.end],
        kind=kind,
        key=_key(spot, number),
        number=number,
        type=type_of(spot, words),
        issuer=issuer,
        date=date,
        term=words.term,
        title=_title(spot, words),
        relation=cue.relation if cue else None,
        provision=_provision(text, words),
        evidence=_evidence(spot, words, cue),
    )


def _key(spot: Spot, number: Number | None) -> str:
    if number:
        return number.key
    if spot.kind == "plenum":
        return f"plenum:{spot.term}:{spot.n}"
    if spot.kind == "congress":
        return f"congress:{spot.term}"
    if spot.kind == "law":
        return law_key(spot.type or "", spot.title, spot.year or 0)
    return f"bare:{spot.code}:{spot.serial}"


def _lawgiver(spot: Spot) -> Issuer | None:
    """Who passes laws of the type of a law cited by its name."""
    if spot.kind != "law" or not spot.type:
        return None
    known = bodies.by_alias().get(comparable(issuer_of(spot.type)))
    return Issuer(known.name, known.id, "code") if known else None


def _title(spot: Spot, words: Around) -> str | None:
    written = spot.title or words.title
    return canonical_tones(" ".join(written.split())) if written else None


def _provision(text: str, words: Around) -> Provision | None:
    span = words.provision
    return Provision(text[span.start : span.end], span.start, span.end) if span else None


def _evidence(spot: Spot, words: Around, cue: Cue | None) -> tuple[Evidence, ...]:
    spans = (
        ("type", words.type_span),
        ("date", words.date_span),
        ("issuer", Span(words.issuer.start, words.issuer.end) if words.issuer else None),
        ("term", words.term_span),
        ("title", spot.title_span or words.title_span),
        ("relation", Span(cue.start, cue.end) if cue else None),
    )
    return tuple([Evidence(name, span, "words", 1.0) for name, span in spans if span])
