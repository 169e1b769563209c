"""What a clerk says of a work: a value checked and brought to its one form, and all of them as a description.

The strongest kind of source (`archive.works.precedence`); what is kept of it and since when is in the store. A value
"" says that there is none: a misread title is taken away without another in its place.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from unicodedata import category

from archive.errors import DateError, QueryError
from archive.text.vietnamese import nfc
from archive.works.dates import PartialDate, find_dates, parse_iso
from archive.works.document import Document, Evidence, Issuer
from archive.works.issuer import Setting, find_issuers, identify
from archive.works.number import parse
from archive.works.precedence import FIELDS, Field
from archive.works.secrecy import Mark, inspect_lines, inspect_values, is_marked_number, refusal_of
from archive.works.vocabulary import type_named

LONGEST = 1_000  # letters; the longest title of the real folder has some 500
SOURCE = "đính chính của người quản lý kho"
# Words a title is announced by, which are no part of it: "Về việc nâng cao …". Must not match: "vệ sinh", "Về nguồn".
_ABOUT = re.compile(r"^(?:v/v|về việc)\s*:?\s+", re.IGNORECASE)
# The day as a form of a browser or a machine gives it, or less of it: "2014-11-11", "2014-11", "2014". Not "11-2014".
_ISO = re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def field_of(name: str) -> Field:
    """The field of that name.

    Raises:
        QueryError: there is none that can be corrected.
    """
    for field in FIELDS:
        if field == name:
            return field
    raise QueryError("Không có trường này để sửa.", remedy="Chọn số, ngày, trích yếu, loại, cơ quan hoặc người ký.")


def plain(written: str) -> str:
    """What was typed on one line: composed, blanks evened, without signs that nobody sees.

    Among those are the ones that turn the direction of writing and those that hide inside a word.
    """
    seen = (sign if sign.isprintable() else "" if category(sign) == "Cf" else " " for sign in nfc(written))
    return " ".join("".join(seen).split())


def checked(field: Field, written: str) -> str:
    """A value as it is kept: a number in its printed form, a date in ISO, a type by its name; "" for none.

    Raises:
        SecrecyError: it bears a mark of secrecy; nothing of it is told.
        NumberError, QueryError: it is no number, no date, no type of document, or too long.
    """
    said = plain(written)
    if mark := _mark(said):
        raise refusal_of(mark)
    if len(said) > LONGEST:
        raise QueryError(f"Giá trị quá dài: nhiều nhất {LONGEST} chữ cái.", remedy="Hãy rút gọn rồi gửi lại.")
    if not said:
        return ""
    if field == "number":
        return str(parse(said))
    if field == "date":
        return _date(said).iso
    if field == "type":
        return _type(said)
    return (_ABOUT.sub("", said) or said) if field == "title" else said


def reading(values: Mapping[Field, str], known: Document) -> Document:
    """The values of a clerk as a reading of its own; `known` is what other sources say, for naming the body.

    What is said to be none is None here, and `said_none` tells it apart from what is not said.
    """
    number = parse(values["number"]) if values.get("number") else None
    date = parse_iso(values["date"]) if values.get("date") else None
    on = date or (known.date if "date" not in values else None)
    return Document(
        genre=known.genre,
        number=number,
        date=date,
        type=values.get("type") or None,
        title=values.get("title") or None,
        signatory=values.get("signatory") or None,
        issuer=_issuer(values["issuer"], on) if values.get("issuer") else None,
        evidence=tuple(Evidence(field, None, "clerk", 1.0, SOURCE) for field, value in values.items() if value),
    )


def without(document: Document, values: Mapping[Field, str]) -> Document:
    """The document with what a clerk says is none left out, and what follows from a corrected number set by it.

    A text with a number of its own is an official document, whatever it looked like.
    """
    cleared = {field: None for field, value in values.items() if not value}
    document = replace(document, **cleared)  # type: ignore[arg-type]  # each of these fields may be None
    if values.get("number") and document.number:
        return replace(document, genre="directive", system=document.number.system)
    return document


def _mark(said: str) -> Mark | None:
    place = "giá trị vừa nhập"
    if is_marked_number(said, 0, len(said)):
        return Mark("Mật", place)
    return inspect_lines([said], place) or inspect_values([said], place)


def _date(said: str) -> PartialDate:
    try:
        found = [parse_iso(said)] if _ISO.fullmatch(said) else [one.date for one in find_dates(said)]
    except DateError:
        found = []
    if len(found) != 1 or not _FIRST_YEAR <= found[0].year <= _LAST_YEAR:
        raise QueryError(
            f"“{said[:40]}” không phải là một ngày.", remedy="Ghi dạng 11/11/2014, tháng 11/2014 hoặc 2014."
        )
    return found[0]


def _type(said: str) -> str:
    known = type_named(said)
    if known is None:
        raise QueryError(
            f"Kho không có loại văn bản “{said[:60]}”.", remedy="Ghi tên loại như Chỉ thị, Nghị quyết, Quyết định."
        )
    return known.name


def _issuer(said: str, on: PartialDate | None) -> Issuer:
    """The body that the words name from first to last, else the words themselves."""
    found = find_issuers(said)
    whole = bool(found) and (found[0].start, found[0].end) == (0, len(said))
    named = identify(found[0], on, Setting()) if whole else None
    return replace(named, basis="clerk") if named else Issuer(said, None, "clerk")
