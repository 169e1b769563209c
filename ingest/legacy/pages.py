"""Whole extracts in Unicode letters: pieces, what the page says of itself, and the lines for the guard's eyes.

The last chance to read an old encoding: after this, signs that look invisible are stripped. Readers that know fonts
have used them before (`recoding`).
"""

from collections.abc import Mapping
from dataclasses import replace

from archive.works.document import Derivation
from ingest.legacy.judging import is_plain
from ingest.legacy.recoding import Run, recode
from ingest.legacy.tables import encodings
from ingest.material import Extracted


def with_unicode_letters(extracted: Extracted) -> Extracted:
    """The same extract in Unicode letters, its derivation saying so when anything had to be read."""
    told = _of_charset(extracted.meta)
    texts = [piece.text for piece in extracted.pieces]
    keys = [key for key in extracted.meta if key != "charset"]
    texts += [*(extracted.meta[key] for key in keys), *extracted.aside]
    if all(map(is_plain, texts)):
        return _derived(extracted, told) if told else extracted
    recoded = recode(_runs(texts))
    if not recoded.encodings:
        return _derived(extracted, told) if told else extracted
    read = [run.text for run in recoded.runs[::2]]
    count = len(extracted.pieces)
    pieces = tuple(replace(piece, text=text) for piece, text in zip(extracted.pieces, read[:count], strict=True))
    meta = {**extracted.meta, **dict(zip(keys, read[count : count + len(keys)], strict=True))}
    whole = replace(extracted, pieces=pieces, meta=meta, aside=tuple(read[count + len(keys) :]))
    return _derived(whole, Derivation(("recoded",), encoding=recoded.encoding, losses=recoded.losses))


def _runs(texts: list[str]) -> list[Run]:
    """A run for each text with a line break after it."""
    return [run for text in texts for run in (Run(text), Run("\n"))]


def _of_charset(meta: Mapping[str, str]) -> Derivation | None:
    """What was done when the bytes of a text were decoded, told by the name of its encoding."""
    names = [name for name in meta.get("charset", "").split(", ") if name in encodings()]
    return Derivation(("recoded",), encoding=", ".join(names)) if names else None


def _derived(extracted: Extracted, done: Derivation) -> Extracted:
    """The extract with what was done added to what was done before."""
    before = extracted.derivation
    if before is None:
        return replace(extracted, derivation=done)
    methods = before.methods if "recoded" in before.methods else (*before.methods, "recoded")
    names = dict.fromkeys(filter(None, [*before.encoding.split(", "), *done.encoding.split(", ")]))
    losses = tuple(dict.fromkeys((*before.losses, *done.losses)))
    return replace(extracted, derivation=replace(before, methods=methods, encoding=", ".join(names), losses=losses))
