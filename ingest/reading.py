"""The stages of ingest from bytes to what the store wants, for one file or for several at once; nothing is kept.

Several together cost less: they travel to the reading process in one go, and their words are found in one go. Each is
judged by itself all the same: what refuses one of them, or fails on it, says nothing of the others. The table of
contents of ingest is `pipeline`.
"""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from archive.cite.mentions import find_mentions
from archive.errors import ArchiveError, ExtractError
from archive.text.segment import segment, segment_all
from archive.text.span import Span
from archive.works.secrecy import Mark, refusal_of
from ingest import guard
from ingest.describe import describe, own_mention
from ingest.extract import Extractor
from ingest.material import Extracted, Fetched
from ingest.media import name_note
from ingest.normalise import normalise
from ingest.rereading_mentions import mentions_reread
from ingest.storing import Prepared

T = TypeVar("T")
P = ParamSpec("P")


def prepared(fetched: Fetched, extractor: Extractor) -> Prepared:
    """Bytes read as far as the store: guarded, extracted, described, citations and words found; nothing is kept.

    Raises:
        ArchiveError: a stage refused it.
    """
    _guard_bytes(fetched)
    return read_of(fetched, extractor.extract(fetched))


def read_of(fetched: Fetched, extracted: Extracted) -> Prepared:
    """What was extracted read as far as the store; raises as `prepared` does."""
    read = _read(fetched, extracted)
    return _with_words(read, segment(read.document.text))


def prepared_all(files: Sequence[Fetched], extractor: Extractor) -> list[Prepared | Exception]:
    """Each file as `prepared` gives it, or what `prepared` would raise."""
    found: list[Prepared | Exception | Fetched] = [_tried(_guard_bytes, one) for one in files]
    passed = [at for at, one in enumerate(found) if isinstance(one, Fetched)]
    extracted = _tried(extractor.extract_all, [files[at] for at in passed])
    for at, told in zip(
        passed, [extracted] * len(passed) if isinstance(extracted, Exception) else extracted, strict=True
    ):
        found[at] = told if isinstance(told, Exception) else _tried(_read, files[at], told)
    read = {at: one for at, one in enumerate(found) if isinstance(one, Prepared)}
    for (at, one), words in zip(read.items(), _words([one.document.text for one in read.values()]), strict=True):
        found[at] = words if isinstance(words, Exception) else _with_words(one, words)
    return [one for one in found if not isinstance(one, Fetched)]


def guarded(mark: Mark | None) -> None:
    """Refuse what carries a mark."""
    if mark:
        raise refusal_of(mark)


def notes_of(fetched: Fetched) -> tuple[str, ...]:
    """What is to be said of the name of a file."""
    return tuple(note for note in (name_note(fetched.request.origin, fetched.media_type),) if note)


def fault(error: Exception) -> ArchiveError:
    """A fault of the program as a refusal: its kind and place in the code only, for its message may quote the text."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return ExtractError(
        f"Lỗi của chương trình khi xử lý tệp ({type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}).",
        remedy="Chưa lưu gì của tệp này. Hãy báo lỗi kèm dòng này.",
    )


def _tried(stage: Callable[P, T], *given: P.args, **named: P.kwargs) -> T | Exception:
    """What a stage gives, or the fault of this one file."""
    try:
        return stage(*given, **named)
    except Exception as error:  # noqa: BLE001  # raised again, or told, by whoever asked for this file
        return error


def _guard_bytes(fetched: Fetched) -> Fetched:
    guarded(guard.inspect_bytes(fetched.payload))
    return fetched


def _read(fetched: Fetched, extracted: Extracted) -> Prepared:
    """All but the words."""
    guarded(guard.inspect_extracted(extracted))
    page, request = normalise(extracted), fetched.request
    described = describe(page, request.hints, extracted.derivation, origin=request.origin)
    found = find_mentions(page.text, described.setting, own_type=described.document.type)
    if extracted.derivation and "recognised" in extracted.derivation.methods:
        found = tuple(
            sorted((*found, *mentions_reread(page.text, found, setting=described.setting)), key=lambda one: one.start)
        )
    document = described.document
    mentions = tuple(one for one in found if not own_mention(document, one))
    return Prepared(fetched, document, mentions, extracted.pictures, (*notes_of(fetched), *_unseen(extracted)))


def _unseen(extracted: Extracted) -> tuple[str, ...]:
    count = extracted.meta.get("unseen_pictures")
    return (f"{count} hình trong tệp chưa xem được, dấu mật trên hình (nếu có) chưa được phát hiện",) if count else ()


def _words(texts: Sequence[str]) -> Sequence[Sequence[Span] | Exception]:
    """The words of each text; together, and where that fails each by itself."""
    together = _tried(segment_all, texts)
    return [_tried(segment, text) for text in texts] if isinstance(together, Exception) else together


def _with_words(read: Prepared, words: Sequence[Span]) -> Prepared:
    return replace(read, document=replace(read.document, words=words))
