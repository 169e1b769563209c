"""A document as the store will keep it: every column, sketch and reading worked out where the text was read.

Whoever reads can make a draft, in as many processes as there are; the one writer then has nothing to do but to ask and
to write. A draft is plain values, small to send. Nothing here asks the store.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from archive.store.cards import columns_of
from archive.store.claims import claim_columns
from archive.store.packing import (
    pack_blocks,
    pack_derivation,
    pack_description,
    pack_evidence,
    pack_hints,
    pack_images,
    pack_outline,
    pack_provision,
    pack_words,
)
from archive.text.likeness import bands, packed, sketch_of_comparable
from archive.text.span import Span
from archive.text.vietnamese import comparable
from archive.works.address import address
from archive.works.dates import PartialDate
from archive.works.document import Document, Mention, PageImage, Reading
from archive.works.outline import outlined
from archive.works.validity import FoundClaim

# How a mention is read: mention, date of the citing text → what it says of the work it means.
Read = Callable[[Mention, PartialDate | None], Reading]

SEED = 6  # letters of a text's digest in the address of a work without a number


@dataclass(frozen=True, slots=True)
class Draft:
    """A document ready to be kept.

    `document` is what it says of itself, without text and spans; `digest` that of its text; `row` its columns of
    `works` and `address` the one it wants; `text` its columns of `editions`, `sketch` and `bands` those of its likeness
    (no bands for a text too short to tell). `mentions` are columns of `mentions` with the digest of the reading under
    "reading", `readings` the columns of each reading by its digest, `claims` columns of `claims`, likewise.
    """

    document: Document
    digest: str
    row: Mapping[str, Any]
    address: str
    text: Mapping[str, Any]
    sketch: bytes
    bands: tuple[int, ...]
    mentions: tuple[Mapping[str, Any], ...] = ()
    readings: Mapping[str, Mapping[str, Any]] | None = None
    claims: tuple[Mapping[str, Any], ...] = ()

    def with_images(self, images: Sequence[PageImage]) -> "Draft":
        """The draft with the pictures of its pages, whose places are known only when they are kept."""
        return replace(self, text={**self.text, "images": pack_images(images)}) if images else self


def text_digest(text: str) -> str:
    """The SHA-256 of a text with spelling variants, blanks and punctuation folded away: what makes two copies one text.

    Copies of one document differ in blank lines, dashes, quotes and hoà/hòa; letters and digits are what was decided.
    """
    return _digest(comparable(text))


def _digest(compared: str) -> str:
    return hashlib.sha256(_only_letters(compared).encode()).hexdigest()


def _only_letters(text: str) -> str:
    """The text with one blank for whatever stands between letters and digits, none at its ends."""
    from archive.text.blanks import single_blanks  # numpy comes with both, and who only reads need not wait for that
    from archive.text.letter_table import translated

    shown = translated(text, _letter)
    return single_blanks("".join(map(_letter, text)) if shown is None else shown)


def _letter(sign: str) -> str:
    return sign if sign.isalnum() else " "


def drafted(
    document: Document,
    mentions: Sequence[Mention] = (),
    *,
    sentences: Sequence[Span] = (),
    read: Read | None = None,
    claims: Sequence[FoundClaim] = (),
) -> Draft:
    """The draft of a document; `sentences` are parallel to the mentions, `read` says what each means."""
    compared = comparable(document.text)
    digest = _digest(compared)
    said = [read(one, document.date) for one in mentions] if read else []
    values = [reading_values(one) for one in said]
    digests = [_digest_of_values(tuple(one.values())) for one in values]
    made = sketch_of_comparable(compared)
    return Draft(
        document=replace(document, text="", blocks=(), words=(), evidence=(), images=(), hints=()),
        digest=digest,
        row=columns_of(document),
        address=address(document, digest[:SEED]),
        text=_text_columns(document),
        sketch=packed(made),
        bands=tuple(dict.fromkeys(bands(made))) if made.tells else (),
        mentions=tuple(
            mention_columns(one, sentence) | {"reading": of}
            for one, sentence, of in zip(mentions, sentences, digests, strict=True)
        ),
        readings=dict(zip(digests, values, strict=True)),
        claims=tuple(
            claim_columns(one, 0, None) | {"reading": digests[one.mention] if one.mention is not None else None}
            for one in claims
        ),
    )


def _text_columns(document: Document) -> dict[str, Any]:
    return {
        "text": document.text,
        "described": pack_description(document),
        "blocks": pack_blocks(document.blocks),
        "words": pack_words(document.words),
        "evidence": pack_evidence(document.evidence),
        "derivation": pack_derivation(document.derivation),
        "images": pack_images(document.images),
        "hints": pack_hints(document.hints),
        "outline": pack_outline(outlined(document.text, document.blocks)),
    }


def mention_columns(mention: Mention, sentence: Span) -> dict[str, Any]:
    """A mention as columns of `mentions`, without its edition and its reading."""
    issuer = mention.issuer
    return {
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "kind": mention.kind,
        "key": mention.key,
        "number": str(mention.number) if mention.number else None,
        "type": mention.type,
        "issuer_name": issuer.name if issuer else None,
        "issuer_body": issuer.body if issuer else None,
        "issuer_basis": issuer.basis if issuer else None,
        "date": mention.date.iso if mention.date else None,
        "title": mention.title,
        "relation": mention.relation,
        "provision": pack_provision(mention.provision),
        "evidence": pack_evidence(mention.evidence),
        "sentence_start": sentence.start,
        "sentence_end": sentence.end,
        "term": mention.term,
    }


def reading_values(reading: Reading) -> dict[str, Any]:
    """A reading as columns of `readings`; "" for what is not said, so that equal readings are one row."""
    return {
        "key": reading.key,
        "type": reading.type or "",
        "body": reading.body or "",
        "date": reading.date.iso if reading.date else "",
        "before": reading.before.iso if reading.before else "",
        "title": reading.title or "",
        "term": reading.term or "",
    }


def reading_digest(reading: Reading) -> str:
    """The SHA-256 of the values that make a reading."""
    return _digest_of_values(tuple(reading_values(reading).values()))


# Texts repeat what they cite: of 2,985 readings in 45 real texts 669 differ.
@lru_cache(8192)
def _digest_of_values(values: tuple[str, ...]) -> str:
    # A term stands in it only where one is written: readings kept before terms were read keep their digests.
    said = {name: value for name, value in zip(_READING, values, strict=True) if value or name != "term"}
    return hashlib.sha256(_SORTED.encode(said).encode()).hexdigest()


_READING = ("key", "type", "body", "date", "before", "title", "term")  # in the order of `reading_values`
_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
