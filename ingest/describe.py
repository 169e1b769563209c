"""Describing: a page in, a document with its metadata out, every value with the span it was read from.

Head and foot are read in `letterhead`, `named_head`, `attributes` and `signature`; here they are put together and
judged. A page without a number line or a portal's table is an article (tin bài), whatever it cites. What is not written
stays None: a number that is a picture is missing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from archive.text.span import Span
from archive.text.vietnamese import comparable
from archive.works import bodies, terms
from archive.works.dates import PartialDate
from archive.works.document import Derivation, Document, Evidence, Issuer, Mention, System
from archive.works.hints import NAMES, completed
from archive.works.issuer import Setting, find_issuers, identify, of_code, setting_of
from archive.works.number import Number, body_code
from ingest.article import day_line, headline, published
from ingest.attributes import described_by, read_attributes
from ingest.letterhead import Letterhead, read_letterhead, type_by_letters
from ingest.material import Page
from ingest.named_head import read_named_head
from ingest.rereading import rereading_of
from ingest.signature import Signature, read_signature

# The line our own sample texts carry. Stands near the top of every demonstration document.
_DEMONSTRATION = re.compile(r"(?:văn\s+bản|bài)\s+minh\s+h(?:ọa|oạ)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Described:
    """A document and where it stands, by which its mentions are understood."""

    document: Document
    setting: Setting


def describe(
    page: Page, hints: Mapping[str, str], derivation: Derivation | None = None, *, origin: str = ""
) -> Described:
    """The document of a page. `hints` are what the list it was found in said of it; the text's own words win.

    `derivation` says how the text came out of its bytes: what a scan says is believed less, and `origin`, the name of
    its file or its address, may vouch for it.
    """
    recognised = derivation is not None and "recognised" in derivation.methods
    again = rereading_of(page, origin=origin, told=_told(hints)) if recognised else None
    head = _head(again.text if again else page.text)
    if again and head:
        head = again.settled(head)
    said = read_attributes(page.text)
    if head:
        document = _official(page, head)
    else:
        document = Document("directive", text=page.text) if said else _article(page, hints)
    if again and head:
        document = replace(document, evidence=again.marked(document.evidence, head))
    document = replace(described_by(said, document) if said else document, derivation=derivation)
    if head or said:
        document = completed(document, hints)
    told = tuple((name, hints[name]) for name in NAMES if hints.get(name))
    marked = replace(
        document, hints=told, demonstration=bool(_DEMONSTRATION.search(page.text[:1500])), blocks=page.blocks
    )
    return Described(marked, _setting(marked))


def own_mention(document: Document, mention: Mention) -> bool:
    """Whether a mention is the document naming itself, in its letterhead or by its own number and date: no citation."""
    head = next((one.span for one in document.evidence if one.field == "number" and one.span), None)
    if head and mention.start < head.end and head.start < mention.end:
        return True
    same = document.number is not None and mention.key == document.number.key
    return same and (mention.date is None or document.date is None or mention.date.agrees(document.date))


def _head(text: str) -> Letterhead | None:
    return read_named_head(text) or read_letterhead(text)


def _told(hints: Mapping[str, str]) -> tuple[str, ...]:
    return (hints["number"],) if hints.get("number") else ()


# --- official documents ----------------------------------------------------------------------------------------------


def _official(page: Page, head: Letterhead) -> Document:
    signature = read_signature(page.text)
    system = _system(head)
    issuer, evidence = _issuer(head, signature)
    known = bodies.body(issuer.body) if issuer and issuer.body else None
    kind, kind_evidence = _type(head, system)
    return Document(
        genre="directive",
        number=head.number,
        type=kind,
        issuer=issuer,
        date=head.date,
        title=head.title,
        signatory=signature.person,
        place=known.place if known else _place(head, issuer),
        term=_term(head, system),
        system=system,
        text=page.text,
        evidence=(
            Evidence("number", head.number_span, "words", 1.0 if head.number else 0.0, _number_source(head)),
            *_seen("date", head.date_span, "dòng địa danh, ngày tháng"),
            *evidence,
            *kind_evidence,
            *_seen("title", head.title_span, "trích yếu"),
            *_seen("signatory", signature.person_span, "chữ ký"),
        ),
    )


def _number_source(head: Letterhead) -> str:
    if head.number:
        return "dòng số, ký hiệu"
    return "dòng số, ký hiệu có nhưng số không đọc được" if head.number_span else "không có dòng số, ký hiệu"


def _seen(field: str, span: Span | None, source: str) -> tuple[Evidence, ...]:
    return (Evidence(field, span, "words", 1.0, source),) if span else ()


def _type(head: Letterhead, system: System) -> tuple[str | None, tuple[Evidence, ...]]:
    """The type as printed, else as the number's letters tell.

    A consolidated text prints the type of the text it renders; its own is in its number (VBHN). A State number without
    letters of a type is an official letter's (Nghị định 30/2020/NĐ-CP, phụ lục I).
    """
    lettered = type_by_letters(head.number, head.letters, system)
    if head.type and lettered != "Văn bản hợp nhất":
        return head.type, _seen("type", head.type_span, "tên loại văn bản")
    if lettered is None and head.number and system == "state" and not head.number.type_code and not _of_assembly(head):
        lettered = "Công văn"
    if lettered is None or head.number_span is None:
        return None, ()
    return lettered, (Evidence("type", head.number_span, "code", 0.9, "ký hiệu loại trong số"),)


def _of_assembly(head: Letterhead) -> bool:
    """Whether a number is the National Assembly's, whose laws and resolutions carry no letters of a type."""
    return head.number is not None and head.number.body_code.startswith(("QH", "UBTVQH"))


def _place(head: Letterhead, issuer: Issuer | None) -> str | None:
    """The province that the words of a body without a row in the tables name: “Ủy ban nhân dân tỉnh Lào Cai”."""
    named = head.issuer is not None and issuer is not None and head.issuer.level == "tinh"
    return head.issuer.place if named and head.issuer else None


def _system(head: Letterhead) -> System:
    if head.number:
        return head.number.system
    return body_code(head.letters[1])[1] if head.letters else "state"


def _term(head: Letterhead, system: System) -> str | None:
    """The congress term, only for central Party documents: local terms are counted by each committee for itself."""
    central = head.number is not None and head.number.body_code.endswith("TW")
    return terms.term_on(head.date) if central and head.date and system == "party" else None


def _issuer(head: Letterhead, signature: Signature) -> tuple[Issuer | None, tuple[Evidence, ...]]:
    """The body of the letterhead, made exact by the signature: TW is three organs, TU hides the standing committee."""
    named = identify(head.issuer, head.date) if head.issuer else None
    spans = tuple(one for span in head.issuer_spans for one in _seen("issuer", span, "đầu văn bản"))
    signed = _signed(signature, named, head.date)
    if signed and signature.organ_span and _may_sign(signed, head.number):
        return signed, (*spans, Evidence("issuer", signature.organ_span, "words", 1.0, "thẩm quyền ký"))
    only = of_code(head.number, head.date) if head.number else None
    if named and (only is None or only.body == named.body):
        return named, spans
    # “BAN CHẤP HÀNH TRUNG ƯƠNG” over “BAN TỔ CHỨC” with a number …/BTCTW: the code names the one body that issued.
    return only, (*spans, Evidence("issuer", head.number_span, "code", 0.9, "mã cơ quan trong số")) if only else ()


def _signed(signature: Signature, named: Issuer | None, on: PartialDate | None) -> Issuer | None:
    """The body the signature names: a central organ by itself, “Ban Thường vụ” with the committee of the letterhead."""
    if not signature.organ:
        return None
    found = find_issuers(signature.organ)
    central = [one for one in found if one.level == "tw"]
    if central:
        return identify(central[0], on)
    organ = re.match(r"ban\s+(?:thường\s+vụ|chấp\s+hành)", comparable(signature.organ))
    if (
        organ
        and named
        and re.search(r"(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) ủy", named.name)
        and not named.name.startswith("Ban ")
    ):
        title = "Ban Thường vụ" if "thường" in organ.group(0) else "Ban Chấp hành"
        return Issuer(f"{title} {named.name}", named.body, "words")
    return None


def _may_sign(signed: Issuer, number: Number | None) -> bool:
    """A signature on behalf of a body of another code is a countersignature or an annex's: not the issuer's."""
    known = bodies.body(signed.body) if signed.body else None
    return number is None or known is None or known.level != "tw" or known.code == number.body_code


# --- articles --------------------------------------------------------------------------------------------------------


def _article(page: Page, hints: Mapping[str, str]) -> Document:
    title, span = headline(page)
    date, date_evidence = _published(page, hints, title)
    place = setting_of(page.text).province
    return Document(
        genre="article",
        date=date,
        title=title,
        place=place,
        text=page.text,
        evidence=(
            *_seen("title", span, "tiêu đề bài"),
            *((Evidence("title", None, "hint", 0.9, "tiêu đề trang"),) if title and span is None else ()),
            *date_evidence,
            *((Evidence("place", None, "context", 0.8, "cơ quan nêu trong bài"),) if place else ()),
        ),
    )


def _published(
    page: Page, hints: Mapping[str, str], title: str | None
) -> tuple[PartialDate | None, tuple[Evidence, ...]]:
    """The day of publication: what the page says of itself, else the line under its headline."""
    told = published(page.meta.get("published", "") or hints.get("date", ""))
    if told:
        return told, (Evidence("date", None, "hint", 0.9, "ngày đăng ghi trên trang"),)
    line = day_line(page.text, title)
    return (line[0], _seen("date", line[1], "dòng ngày đăng")) if line else (None, ())


# --- where it stands -------------------------------------------------------------------------------------------------


def _setting(document: Document) -> Setting:
    """An official text stands where its own body is; an article where the bodies it names are."""
    known = bodies.body(document.issuer.body) if document.issuer and document.issuer.body else None
    if document.genre == "directive" and known and known.level != "tw":
        local = known.id if known.level in ("huyen", "xa") else None
        return Setting(known.place, local, document.date)
    if document.genre == "directive":
        return Setting(document.place, None, document.date)
    return setting_of(document.text, document.date)
