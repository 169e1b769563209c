"""The JSON shapes of the archive, one for the command line and the web: plain dictionaries, dates in ISO 8601.

Programs rely on these keys: a key may be added, never taken away or given another meaning without a new version.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from archive.ask.answer import Answer, Hit
from archive.ask.standing import STANDING_LABELS, Standing, Validity
from archive.index.plan import Taken
from archive.store.browse import Coverage
from archive.store.documents import Edition
from archive.store.links import Citing, Linked
from archive.works.document import Card, Document, Evidence, Link, Mention
from archive.works.validity import BASIS_LABELS, STATE_LABELS, VALUE_LABELS, Claim, Status, described

Shape = dict[str, Any]
# Validity is claims with their source; where the archive has none it says so (not in force is not the default).
UNKNOWN_STATUS = STATE_LABELS["unknown"]


def card_shape(card: Card, status: Status | None = None) -> Shape:
    """A work as lists show it; `url` is its page, None for a row of the tables that the archive has no page for.

    `status` is its validity on the day of the answer, where the list has it at hand.
    """
    return {
        "id": card.id or None,
        "number": card.number,
        "type": card.type,
        "issuer": card.issuer.name if card.issuer else None,
        "issuer_id": card.issuer.body if card.issuer else None,
        "date": card.date.iso if card.date else None,
        "title": card.title,
        "status": status.label if status else UNKNOWN_STATUS,
        "genre": card.genre,
        "grade": card.grade or None,
        "cited_by": card.cited,
        "demonstration": card.demonstration,
        "url": f"/vb/{card.id}" if card.id else None,
    }


def candidate_shape(card: Card) -> Shape:
    """A work that a mention may mean."""
    shape = card_shape(card)
    return {name: shape[name] for name in ("number", "type", "date", "issuer", "title", "id", "grade")}


def mention_shape(mention: Mention, link: Link, standing: Standing | None = None) -> Shape:
    """A mention as `vankien cite --json` prints it, with canonical number.

    Where the text writes no date, or a number without letters, and one work is meant, the work's own stand here;
    `date_basis` says so ("table" instead of "words"). `standing`: the target had ended when cited, or has since.
    `spans` gives the words each value was read from, those that show the relation too, as offsets into the text.
    """
    target = link.target
    number = str(mention.number) if mention.number else target.number if target else None
    date = mention.date or (target.date if target else None)
    return {
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "kind": mention.kind,
        "number": number,
        "type": mention.type,
        "date": date.iso if date else None,
        "date_basis": "words" if mention.date else "table" if date else None,
        "issuer": mention.issuer.name if mention.issuer else None,
        "issuer_id": mention.issuer.body if mention.issuer else None,
        "issuer_basis": mention.issuer.basis if mention.issuer else None,
        "title": mention.title,
        "term": mention.term,
        "relation": mention.relation,
        "provision": mention.provision.text if mention.provision else None,
        "spans": {one.field: list(one.span) for one in mention.evidence if one.span},
        "target": target.id if target else None,
        "target_status": {"value": standing, "label": STANDING_LABELS[standing]} if standing else None,
        "candidates": [candidate_shape(card) for card in _shown_candidates(link)],
        "rule": link.rule,
        "confidence": link.confidence,
    }


def _shown_candidates(link: Link) -> Sequence[Card]:
    return (link.target,) if link.target else link.candidates


def hit_shape(hit: Hit) -> Shape:
    """A hit of a search: its card, score, reasons and passage, with the marked spans as offsets into the passage.

    `anchor` is the part of the document's page that the passage stands in and `part` what it is called; `standing` is
    the validity on the day of the answer in words, None where nothing is known; `terms` are what the score is made of.
    """
    passage = hit.snippet
    return {
        **card_shape(hit.card),
        "status": hit.standing or UNKNOWN_STATUS,
        "standing": hit.standing or None,
        "score": round(hit.score, 6),
        "why": list(hit.why),
        "snippet": passage.text if passage else None,
        "snippet_marks": [list(span) for span in passage.marks] if passage else [],
        "snippet_start": passage.start if passage else None,
        "anchor": (passage.anchor or None) if passage else None,
        "part": (passage.part or None) if passage else None,
        "terms": {name: round(points, 6) for name, points in hit.terms.items()},
    }


def answer_shape(answer: Answer, coverage: Coverage | None = None) -> Shape:
    """An answer as `vankien search --json` prints it."""
    return {
        "query": str(answer.query),
        "total": answer.total,
        "as_of": answer.day.isoformat() if answer.day else None,
        "profile": answer.profile,
        "taken": taken_shape(answer.taken),
        "exact": [
            {**card_shape(card), "status": answer.standings.get(card.id) or UNKNOWN_STATUS} for card in answer.exact
        ],
        "related": _related_shape(answer),
        "hits": [hit_shape(hit) for hit in answer.hits],
        "facets": {
            name: [{"value": one.value, "label": one.label, "count": one.count} for one in counts]
            for name, counts in answer.facets.items()
        },
        "suggestions": [{"label": one.label, "query": str(one.query)} for one in answer.suggestions],
        "notices": list(answer.notices),
        "explain": list(answer.explain),
        "indexed": answer.indexed,
        "coverage": coverage_shape(coverage) if coverage else None,
    }


def taken_shape(taken: Taken) -> Shape:
    """What the words of a query were taken for: in full, whether marks were put to them, abbreviations opened."""
    return {
        "said": taken.said,
        "restored": taken.restored,
        "others": list(taken.others),
        "opened": [{"typed": one.typed, "meanings": list(one.meanings)} for one in taken.opened],
    }


def _related_shape(answer: Answer) -> Shape | None:
    """What answers a question about the work that is named, None where nothing is asked of it."""
    found = answer.related
    return {"label": found.label, "works": [card_shape(card) for card in found.cards]} if found else None


def coverage_shape(coverage: Coverage) -> Shape:
    """What the archive holds, in figures."""
    return {name: getattr(coverage, name) for name in coverage.__slots__}


def evidence_shape(evidence: Evidence, text: str) -> Shape:
    """Where a value was read: the span and its words, the basis, the confidence, the source in words."""
    span = evidence.span
    return {
        "span": list(span) if span else None,
        "quote": text[span.start : span.end] if span else None,
        "basis": evidence.basis,
        "confidence": evidence.confidence,
        "source": evidence.source or None,
    }


def document_shape(document: Document) -> Shape:
    """A document with each value beside where it was read, as `vankien show --json` prints it under "metadata"."""
    values = {
        "number": str(document.number) if document.number else None,
        "type": document.type,
        "issuer": document.issuer.name if document.issuer else None,
        "date": document.date.iso if document.date else None,
        "title": document.title,
        "signatory": document.signatory,
        "place": document.place,
        "term": document.term,
    }
    return {
        "id": document.id,
        "genre": document.genre,
        "url": f"/vb/{document.id}",
        "demonstration": document.demonstration,
        **values,
        "metadata": {name: _value_shape(name, value, document) for name, value in values.items()},
        "text": document.text,
        "captures": [_capture_shape(document, place) for place in range(len(document.captures))],
    }


def _value_shape(name: str, value: str | None, document: Document) -> Shape:
    seen = [one for one in document.evidence if one.field == name]
    best = max(seen, key=lambda one: one.confidence, default=None)
    return {
        "value": value,
        "confidence": best.confidence if best and value is not None else 0.0,
        "evidence": [evidence_shape(one, document.text) for one in seen],
    }


def _capture_shape(document: Document, place: int) -> Shape:
    capture = document.captures[place]
    return {
        "origin": capture.origin,
        "media_type": capture.media_type,
        "digest": capture.digest,
        "captured_at": capture.captured_at,
    }


def edition_shape(edition: Edition) -> Shape:
    """One text of a work: where it came from, since when, whether it is the present one."""
    return {"origin": edition.origin, "current": edition.current, "created_at": edition.created_at}


def citing_shape(citing: Citing) -> Shape:
    """A work that cites, with the sentences in which it does (marks are spans in the sentence)."""
    return {
        **card_shape(citing.card),
        "relations": list(citing.relations),
        "sentences": [
            {"text": one.sentence, "start": one.start, "marks": [list(span) for span in one.marks]}
            for one in citing.quotes
        ],
    }


def full_shape(
    document: Document, mentions: Iterable[Linked], citing: Iterable[Citing], validity: Validity | None = None
) -> Shape:
    """A document with what it cites and what cites it: `vankien show --json` and `/api/v1/vb/…`."""
    standings = validity.cited if validity else {}
    return {
        **document_shape(document),
        "citations": [
            mention_shape(one.mention, one.link, standings.get(one.link.target.id) if one.link.target else None)
            for one in mentions
        ],
        "cited_by": [citing_shape(one) for one in citing],
        "validity": validity_shape(validity) if validity else {"status": UNKNOWN_STATUS, "claims": []},
    }


def validity_shape(validity: Validity) -> Shape:
    """The validity of a work on a day: its status, in a word and in a phrase, and every claim on it."""
    status = validity.status
    return {
        "status": status.label,
        "value": status.value,
        "label": described(status),
        "as_of": status.as_of.isoformat(),
        "conflict": status.conflict,
        "note": status.note or None,
        "claims": [_claim_shape(one, decisive=one in status.claims) for one in validity.claims],
    }


def _claim_shape(claim: Claim, *, decisive: bool) -> Shape:
    source = claim.source
    return {
        "value": claim.value,
        "label": VALUE_LABELS[claim.value],
        "scope": claim.scope,
        "provisions": claim.provisions or None,
        "since": claim.since.iso if claim.since else None,
        "basis": claim.basis,
        "basis_label": BASIS_LABELS[claim.basis],
        "decisive": decisive,
        "source": {
            "id": source.id or None,
            "number": source.number,
            "type": source.type,
            "title": source.title,
            "date": source.date.iso if source.date else None,
            "demonstration": source.demonstration,
        },
        "sentence": claim.sentence or None,
        "seen_on": claim.seen_on or None,
        "url": f"/vb/{source.id}" if source.id else None,
    }
