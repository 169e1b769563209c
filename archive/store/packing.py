"""Values of a document as columns can keep them: words packed, blocks and evidence as JSON, and back without loss.

Pure, no connection here. Words are packed by gap and length because a text has one every five letters: two bytes a
word, against some twenty in JSON. Cards and rows are in `cards`.
"""

import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import accumulate
from typing import Any

from archive.text.span import Span
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Block, Derivation, Document, Evidence, Issuer, PageImage, Provision
from archive.works.number import parse
from archive.works.outline import OUTLINE_RECIPE, Outline

_MORE = 0x80  # the high bit of a byte: the figure goes on (LEB128)


def pack_words(words: Sequence[Span]) -> bytes:
    """Ordered, disjoint spans as gap and length, each a little-endian base-128 figure."""
    from archive.text.span_row import gaps_of  # numpy comes with it, and who only reads need not wait for that

    figures = gaps_of(words)
    return figures if isinstance(figures, bytes) else b"".join(map(_packed_figure, figures))


@lru_cache(maxsize=4096)
def _packed_figure(figure: int) -> bytes:
    packed = bytearray()
    while figure >= _MORE:
        packed.append(figure & (_MORE - 1) | _MORE)
        figure >>= 7
    packed.append(figure)
    return bytes(packed)


def unpack_words(packed: bytes) -> tuple[Span, ...]:
    """The spans of `pack_words`: the running sums of its figures, mostly of one byte each."""
    places = list(accumulate(packed if packed.isascii() else _figures(packed)))
    return tuple(map(_span, zip(places[::2], places[1::2], strict=True)))


def word_gaps(packed: bytes) -> bytes | list[int]:
    """The figures of `pack_words`: how far each begin and end lies from the place before it."""
    return packed if packed.isascii() else list(_figures(packed))


_span = partial(tuple.__new__, Span)  # half of the time of `Span(start, end)`, and a text has a thousand


def _figures(packed: bytes) -> Iterator[int]:
    figure = shift = 0
    for byte in packed:
        figure |= (byte & (_MORE - 1)) << shift
        if byte & _MORE:
            shift += 7
            continue
        yield figure
        figure = shift = 0


def pack_blocks(blocks: Iterable[Block]) -> str:
    """Blocks as JSON rows: start, end, kind, level; page and confidence only where there is something to say."""
    return _json([_block_row(block) for block in blocks])


def _block_row(block: Block) -> list[object]:
    row: list[object] = [block.start, block.end, block.kind, block.level]
    if block.page or block.confidence < 1.0:
        row.append(block.page)
    return row if block.confidence >= 1.0 else [*row, round(block.confidence, 3)]


def unpack_blocks(packed: str) -> tuple[Block, ...]:
    """The blocks of `pack_blocks`."""
    return tuple(Block(*row) for row in json.loads(packed))


def unpack_headings(packed: str) -> tuple[Block, ...]:
    """The headings among them, of which there are few, without the others."""
    return tuple(Block(*row) for row in json.loads(packed) if row[2] == "heading")


def pack_outline(outline: Outline) -> bytes:
    """An outline as figures of four bytes, the counts of syllables, a byte of marks a block, and the names in lines.

    Read for each document of a page of results: figures as wide as this are read at once, without a step for each.
    """
    figures = (len(outline.marks), *outline.body, outline.size, len(outline.counts), *outline.starts, *outline.ends)
    head = struct.pack(f"<B{len(figures)}I", OUTLINE_RECIPE, *figures)
    return head + outline.counts + outline.marks + "\n".join(outline.names).encode()


def unpack_outline(packed: bytes | None) -> Outline | None:
    """The outline of `pack_outline`; None where none is kept, or one of another recipe."""
    if not packed or packed[0] != OUTLINE_RECIPE:
        return None
    count, begin, end, size, counted = _OUTLINE.unpack_from(packed, 1)
    figures = struct.unpack_from(f"<{2 * count}I", packed, 1 + _OUTLINE.size)
    counts = 1 + _OUTLINE.size + 8 * count
    at = counts + counted
    names = tuple(packed[at + count :].decode().split("\n")) if count else ()
    marks = packed[at : at + count]
    return Outline(figures[:count], figures[count:], names, marks, Span(begin, end), size, packed[counts:at])


_OUTLINE = struct.Struct("<5I")


def pack_evidence(evidence: Iterable[Evidence]) -> str:
    """Evidence as JSON rows: field, start, end (None when not in the text), basis, confidence, source."""
    return _json([[one.field, *(one.span or (None, None)), one.basis, one.confidence, one.source] for one in evidence])


def unpack_evidence(packed: str) -> tuple[Evidence, ...]:
    """The evidence of `pack_evidence`."""
    return tuple(
        Evidence(field, None if start is None else Span(start, end), basis, confidence, source)
        for field, start, end, basis, confidence, source in json.loads(packed)
    )


def pack_derivation(derivation: Derivation | None) -> str:
    """How a text came out of its bytes, as JSON; "" for a text that stood there."""
    if derivation is None:
        return ""
    methods, losses = list(derivation.methods), list(derivation.losses)
    return _json([methods, derivation.confidence, derivation.encoding, derivation.tool, losses])


def unpack_derivation(packed: str) -> Derivation | None:
    """The value of `pack_derivation`."""
    if not packed:
        return None
    methods, confidence, encoding, tool, losses = json.loads(packed)
    return Derivation(tuple(methods), confidence, encoding, tool, tuple(losses))


def pack_images(images: Iterable[PageImage]) -> str:
    """Pictures of pages as JSON rows; "" for none."""
    rows = [[one.page, one.media_type, one.digest, one.warc_file, one.warc_offset] for one in images]
    return _json(rows) if rows else ""


def unpack_images(packed: str) -> tuple[PageImage, ...]:
    """The pictures of `pack_images`."""
    return tuple(PageImage(*row) for row in json.loads(packed)) if packed else ()


def pack_hints(hints: Iterable[tuple[str, str]]) -> str:
    """What a list said, as a JSON object; "" for nothing."""
    said = dict(hints)
    return _json(said) if said else ""


def unpack_hints(packed: str) -> dict[str, str]:
    """The hints of `pack_hints`, by name."""
    said: dict[str, str] = json.loads(packed) if packed else {}
    return said


def pack_provision(provision: Provision | None) -> str | None:
    """A cited part as JSON: text, start, end."""
    return _json([provision.text, provision.start, provision.end]) if provision else None


def unpack_provision(packed: str | None) -> Provision | None:
    """The part of `pack_provision`."""
    return Provision(*json.loads(packed)) if packed else None


def pack_description(document: Document) -> str:
    """What was read of a document, apart from its text, as JSON; values that are not known are left out."""
    issuer = document.issuer
    values = {
        "genre": document.genre,
        "number": str(document.number) if document.number else None,
        "issuer": [issuer.name, issuer.body, issuer.basis] if issuer else None,
        "date": document.date.iso if document.date else None,
        "demonstration": document.demonstration or None,
        **{name: getattr(document, name) for name in _PLAIN},
    }
    return _json({name: value for name, value in values.items() if value is not None})


def unpack_description(packed: str) -> Document:
    """A document with the values of `pack_description` and no text."""
    values: dict[str, Any] = json.loads(packed)
    return Document(
        genre=values["genre"],
        number=parse(values["number"]) if "number" in values else None,
        issuer=Issuer(*values["issuer"]) if "issuer" in values else None,
        date=parse_iso(values["date"]) if "date" in values else None,
        demonstration=values.get("demonstration", False),
        type=values.get("type"),
        title=values.get("title"),
        signatory=values.get("signatory"),
        place=values.get("place"),
        term=values.get("term"),
        system=values.get("system"),
    )


def filled(document: Document, others: Iterable[Document]) -> Document:
    """The document with what it does not say taken from other readings of the same work, first come first served."""
    for other in others:
        gaps = {
            name: getattr(other, name)
            for name in (*_PLAIN, "number", "issuer", "date")
            if getattr(document, name) is None and getattr(other, name) is not None
        }
        document = replace(document, **gaps)
    return document


@lru_cache(8192)  # every citation has two dates, and a number that all cite brings the same thousands again and again
def date_of(written: str | None) -> PartialDate | None:
    """The date of a column, None for an empty one."""
    return parse_iso(written) if written else None


_PLAIN = ("type", "title", "signatory", "place", "term", "system")


# Made once: `json.dumps` makes an encoder for each value, and a text has a hundred.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _json(value: object) -> str:
    return _ENCODER.encode(value)
