"""Uploads: what would be read of a file is shown beside its words, corrected, and then kept.

Between the two the file waits in `held_files`. Of a file that bears a mark of secrecy nothing is shown and nothing
waits. Files come in the body of one request and are held in memory, never in a file of the system's.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

from flask import Blueprint, Request, Response, make_response, render_template, request
from flask.blueprints import BlueprintSetupState
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from archive.errors import ArchiveError, SecrecyError
from archive.intake import Intake, Kept, Previewed, Upload
from archive.works.corrected import checked, field_of
from archive.works.document import Document
from archive.works.precedence import FIELDS
from archive.works.vocabulary import types
from search_web.desk import changes, held_files
from search_web.desk.doors import needs, takes
from search_web.desk.fields import names, values, ways
from search_web.language import gettext as _
from search_web.reading import house

routes = Blueprint("upload", __name__, url_prefix="/ban-lam-viec/tai-len")
MOST_BYTES = 64_000_000  # of one request; the settings say how large one file may be
MOST_FILES = 20
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a preview: field, as read, as typed, and the words it was read from with those around them."""

    field: str
    read: str
    typed: str
    before: str = ""
    words: str = ""
    after: str = ""
    source: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper of an upload as it would be kept, or why it would be refused."""

    name: str
    at: str
    values: tuple[Value, ...] = ()
    how: str = ""
    losses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    genre: str = ""
    letters: int = 0
    opening: str = ""
    reason: str = ""
    remedy: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """One file that was sent: the word it is held under ("" when it is not), and its papers."""

    held: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one paper: the verdict, its address, and what could not be corrected."""

    kept: Kept
    address: str = ""
    trouble: str = ""


@routes.record
def _in_memory(state: BlueprintSetupState) -> None:
    class InMemory(state.app.request_class):  # type: ignore[misc,name-defined]  # the class of this application
        """A request whose files are held in memory: the system's own temporary files are nobody's business."""

        def _get_file_stream(
            self,
            total_content_length: int | None,
            content_type: str | None,
            filename: str | None = None,
            content_length: int | None = None,
        ) -> IO[bytes]:
            return io.BytesIO()

    state.app.request_class = InMemory  # type: ignore[attr-defined]  # every application has one


@routes.get("")
@needs("clerk")
def page() -> Response:
    """The form."""
    return _form()


@routes.post("")
@needs("clerk")
@takes(MOST_BYTES)
def previewed() -> Response:
    """What would be read of the files sent, to be corrected and kept."""
    intake = house().intake
    if intake is None:
        return _form(status=503)
    try:
        files = _files(request)
    except RequestEntityTooLarge:
        return _form(trouble=_too_large(), status=413)
    if not files or len(files) > MOST_FILES:
        few = _("Chưa chọn tệp nào.") if not files else _("Mỗi lần nhiều nhất %(n)s tệp.", n=MOST_FILES)
        return _form(trouble=few, status=400)
    sent = [_sent(intake, upload, ordinal) for ordinal, upload in enumerate(files, 1)]
    return _preview(sent)


@routes.post("/luu")
@needs("clerk")
@takes(2_000_000)
def kept() -> Response:
    """Keep the files that wait, with what was corrected of each."""
    intake = house().intake
    if intake is None:
        return _form(status=503)
    words = [word for word in request.form.getlist("tep") if word]
    waiting = [(word, upload) for word in words if (upload := held_files.get(word)) is not None]
    if not waiting:
        return _form(trouble=_("Tệp chờ lưu không còn: đã lưu rồi, hoặc đã quá một giờ. Hãy tải lại tệp."), status=410)
    wrong = _wrong(request.form)
    if wrong:
        sent = [_again(intake, word, upload, ordinal, wrong) for ordinal, (word, upload) in enumerate(waiting, 1)]
        return _preview(sent, trouble=_("Có giá trị chưa đúng dạng. Chưa lưu gì; hãy sửa rồi lưu lại."), status=400)
    results: list[Result] = []
    for word, upload in waiting:
        outcomes = intake.keep(upload)
        held_files.drop(word)
        results += [_result(word, at, one) for at, one in enumerate(outcomes)]
    lost = len(words) - len(waiting)
    return _answer("desk/kept.html", results=results, lost=lost, verdicts=_verdicts())


@routes.post("/bo")
@needs("clerk")
def dropped() -> Response:
    """Let go of the files that wait."""
    for word in request.form.getlist("tep"):
        held_files.drop(word)
    return _form(done=_("Đã bỏ, không lưu gì."))


# --- reading ---------------------------------------------------------------------------------------------------------


def _files(sent: Request) -> list[Upload]:
    return [_upload(one) for one in sent.files.getlist("tep") if one.filename]


def _upload(one: FileStorage) -> Upload:
    return Upload(one.filename or "", one.stream.read())


def _sent(intake: Intake, upload: Upload, ordinal: int) -> Sent:
    """A file previewed, and held when there is something to keep and nothing secret in it."""
    found = intake.preview(upload)
    secret = [one for one in found if one.secret]
    for one in secret:
        changes.noted("upload_refused", one.digest)
    keep = not secret and any(one.document for one in found)
    word = held_files.put(upload) if keep else ""
    return Sent(word, tuple(_sheet(one, word, at, ordinal) for at, one in enumerate(found)))


def _again(intake: Intake, word: str, upload: Upload, ordinal: int, wrong: Mapping[str, str]) -> Sent:
    found = intake.preview(upload)
    return Sent(word, tuple(_sheet(one, word, at, ordinal, wrong) for at, one in enumerate(found)))


def _sheet(one: Previewed, word: str, at: int, ordinal: int, wrong: Mapping[str, str] | None = None) -> Sheet:
    key = f"{word}:{at}"
    if one.document is None:
        name = _("Tệp thứ %(n)s", n=ordinal) if one.secret else one.name
        return Sheet(name, key, reason=one.reason, remedy=one.remedy, secret=one.secret)
    document = one.document
    derivation = document.derivation
    return Sheet(
        one.name,
        key,
        values=tuple(_value(document, field, key, wrong) for field in names() if field in FIELDS),
        how=_how(document),
        losses=derivation.losses if derivation else (),
        notes=one.notes,
        genre=document.genre,
        letters=len(document.text),
        opening=document.text[:600],
    )


def _value(document: Document, field: str, key: str, wrong: Mapping[str, str] | None) -> Value:
    read = values(document)[field]
    name = f"{key}:{field}"
    typed = request.form.get(name, read)[:1000] if wrong is not None else read
    told = (wrong or {}).get(name, "")
    evidence = next((one for one in document.evidence if one.field == field and one.span), None)
    if evidence is None or evidence.span is None:
        return Value(field, read, typed, wrong=told)
    (start, end), text = evidence.span, document.text
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return Value(field, read, typed, before, text[start:end], after, evidence.source, told)


def _how(document: Document) -> str:
    """How the text came out of its bytes; "" where it simply stood there."""
    derivation = document.derivation
    if derivation is None:
        return ""
    ways_ = {
        "converted": _("chuyển từ dạng tệp Office cũ"),
        "recognised": _("nhận dạng chữ từ ảnh"),
        "recoded": _("chuyển mã từ phông chữ cũ"),
    }
    how = ", ".join(ways_[method] for method in derivation.methods)
    if derivation.confidence >= 1:
        return how
    return _("%(how)s, độ tin cậy khoảng %(sure)s %%", how=how, sure=round(derivation.confidence * 100))


# --- keeping ---------------------------------------------------------------------------------------------------------


def _edits(form: Mapping[str, str], key: str) -> Iterable[tuple[str, str]]:
    """The fields of a paper that were typed otherwise than they were read, the number last: it moves the address."""
    for field in sorted(FIELDS, key=lambda name: name == "number"):
        typed = form.get(f"{key}:{field}")
        if typed is not None and " ".join(typed.split()) != " ".join(form.get(f"{key}:{field}:doc", "").split()):
            yield field, typed


def _wrong(form: Mapping[str, str]) -> dict[str, str]:
    """What cannot be a value: the name of its field in the form → why. What is secret is told and taken away."""
    found: dict[str, str] = {}
    for key in {name.rsplit(":", 1)[0] for name in form if name.count(":") == 2}:
        for field, typed in _edits(form, key):
            try:
                checked(field_of(field), typed)
            except SecrecyError as error:
                found[f"{key}:{field}"] = error.message
            except ArchiveError as error:
                found[f"{key}:{field}"] = str(error)
    return found


def _result(word: str, at: int, one: Kept) -> Result:
    """One outcome logged, with the clerk's corrections of it made."""
    if one.verdict == "refused":
        changes.noted("upload_refused", one.digest if one.secret else one.name)
        return Result(one)
    changes.noted("uploaded", one.address, one.name)
    address, trouble = one.address, ""
    for field, typed in _edits(request.form, f"{word}:{at}"):
        try:
            address = changes.correct(address, field, typed).address
        except ArchiveError as error:
            trouble = str(error)
    changes.bring_up([address])
    return Result(one, address, trouble)


# --- pages -----------------------------------------------------------------------------------------------------------


def _form(*, trouble: str = "", done: str = "", status: int = 200) -> Response:
    most = house().settings.max_file_bytes // 1_000_000
    return _answer(
        "desk/upload.html",
        status=status,
        trouble=trouble,
        done=done,
        able=house().intake is not None,
        most=most,
        most_together=MOST_BYTES // 1_000_000 - 1,
        most_files=MOST_FILES,
    )


def _preview(sent: list[Sent], *, trouble: str = "", status: int = 200) -> Response:
    return _answer(
        "desk/preview.html",
        status=status,
        trouble=trouble,
        sent=sent,
        names=names(),
        ways=ways(),
        types=sorted({one.name for one in types()}),
        genres={"directive": _("văn bản"), "article": _("tin, bài")},
        able=any(one.held for one in sent),
    )


def _answer(template: str, *, status: int = 200, **shown: object) -> Response:
    return make_response(render_template(template, **shown), status)


def _too_large() -> str:
    return _(
        "Các tệp gửi lên quá lớn: mỗi lần nhiều nhất %(most)s MB. Chưa lưu gì; hãy gửi ít tệp hơn.",
        most=MOST_BYTES // 1_000_000 - 1,
    )


def _verdicts() -> dict[str, str]:
    return {
        "kept": _("văn bản mới"),
        "same": _("đã có trong kho, không đổi"),
        "revised": _("bản khác của văn bản đã có"),
        "refused": _("bị từ chối"),
    }
