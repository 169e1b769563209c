"""Describing: a page in, a document with its metadata out, every value with the span it was read from.

Head and foot are read in `letterhead` and `signature`; here they are put together and judged. A page without a number
line is an article (tin bài), whatever it cites. What is not written stays None: a number that is a picture is missing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from archive.text.span import Span
from archive.text.vietnamese import canonical_tones, comparable
from archive.works import bodies, terms
from archive.works.dates import PartialDate, find_dates
from archive.works.document import Document, Evidence, Issuer, Mention, System
from archive.works.issuer import Setting, find_issuers, identify, of_code, setting_of
from archive.works.number import Number, body_code
from ingest.letterhead import Letterhead, read_letterhead, type_by_letters
from ingest.material import Page
from ingest.signature import Signature, read_signature

# The line our own sample texts carry. Stands near the top of every demonstration document.
_DEMONSTRATION = re.compile(r"(?:văn\s+bản|bài)\s+minh\s+h(?:ọa|oạ)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Described:
    """A document and where it stands, by which its mentions are understood."""

    document: Document
    setting: Setting


def describe(page: Page, hints: Mapping[str, str]) -> Described:
    """The document of a page. `hints` are what the list it was found in said of it; the text's own words win."""
    head = read_letterhead(page.text)
    document = _official(page, head) if head else _article(page, hints)
    marked = replace(document, demonstration=bool(_DEMONSTRATION.search(page.text[:1500])), blocks=page.blocks)
    return Described(marked, _setting(marked))


def own_mention(document: Document, mention: Mention) -> bool:
    """Whether a mention is the document naming itself, in its letterhead or by its own number and date: no citation."""
    head = next((one.span for one in document.evidence if one.field == "number" and one.span), None)
    if head and mention.start < head.end and head.start < mention.end:
        return True
    same = document.number is not None and mention.key == document.number.key
    return same and (mention.date is None or document.date is None or mention.date.agrees(document.date))


# --- official documents ----------------------------------------------------------------------------------------------


def _official(page: Page, head: Letterhead) -> Document:
    signature = read_signature(page.text)
    system = _system(head)
    issuer, evidence = _issuer(head, signature)
    known = bodies.body(issuer.body) if issuer and issuer.body else None
    kind = head.type or type_by_letters(head.number, head.letters, system)
    title, title_evidence = _title(page, head)
    return Document(
        genre="directive",
        number=head.number,
        type=kind,
        issuer=issuer,
        date=head.date,
        title=title,
        signatory=signature.person,
        place=known.place if known else None,
        term=_term(head, system),
        system=system,
        text=page.text,
        evidence=(
            Evidence("number", head.number_span, "words", 1.0 if head.number else 0.0, _number_source(head)),
            *_seen("date", head.date_span, "dòng địa danh, ngày tháng"),
            *evidence,
            *_seen("type", head.type_span, "tên loại văn bản"),
            *_of_letters(kind, head),
            *title_evidence,
            *_seen("signatory", signature.person_span, "chữ ký"),
        ),
    )


def _number_source(head: Letterhead) -> str:
    if head.number:
        return "dòng số, ký hiệu"
    return "dòng số, ký hiệu có nhưng số không đọc được" if head.number_span else "không có dòng số, ký hiệu"


def _seen(field: str, span: Span | None, source: str) -> tuple[Evidence, ...]:
    return (Evidence(field, span, "words", 1.0, source),) if span else ()


def _of_letters(kind: str | None, head: Letterhead) -> tuple[Evidence, ...]:
    read_so = kind is not None and head.type is None
    return (Evidence("type", head.number_span, "code", 0.9, "ký hiệu loại trong số"),) if read_so else ()


def _system(head: Letterhead) -> System:
    if head.number:
        return head.number.system
    return body_code(head.letters[1])[1] if head.letters else "state"


def _term(head: Letterhead, system: System) -> str | None:
    """The congress term, only for central Party documents: local terms are counted by each committee for itself."""
    central = head.number is not None and head.number.body_code.endswith("TW")
    return terms.term_on(head.date) if central and head.date and system == "party" else None


def _title(page: Page, head: Letterhead) -> tuple[str | None, tuple[Evidence, ...]]:
    if head.title and head.title_span:
        return head.title, _seen("title", head.title_span, "trích yếu")
    about = re.search(r"(?<!\w)V/v\s*:?\s+(?P<title>[^\n]{5,300})", page.text[:3000], re.IGNORECASE)
    if about:
        span = Span(about.start("title"), about.end("title"))
        return canonical_tones(about["title"].strip()), _seen("title", span, "dòng V/v của công văn")
    return None, ()


def _issuer(head: Letterhead, signature: Signature) -> tuple[Issuer | None, tuple[Evidence, ...]]:
    """The body of the letterhead, made exact by the signature: TW is three organs, TU hides the standing committee."""
    named = identify(head.issuer, head.date) if head.issuer else None
    spans = _seen("issuer", Span(head.issuer.start, head.issuer.end), "đầu văn bản") if head.issuer else ()
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
    title, span = _headline(page)
    published = _published(page.meta.get("published", "") or hints.get("date", ""))
    place = setting_of(page.text).province
    return Document(
        genre="article",
        date=published,
        title=title,
        place=place,
        text=page.text,
        evidence=(
            *_seen("title", span, "tiêu đề bài"),
            *((Evidence("title", None, "hint", 0.9, "tiêu đề trang"),) if title and span is None else ()),
            *((Evidence("date", None, "hint", 0.9, "ngày đăng ghi trên trang"),) if published else ()),
            *((Evidence("place", None, "context", 0.8, "cơ quan nêu trong bài"),) if place else ()),
        ),
    )


def _headline(page: Page) -> tuple[str | None, Span | None]:
    """The page's own title, with its span where the text holds it; else the first heading, else the first line."""
    heading = next((block for block in page.blocks if block.kind == "heading"), None)
    title = page.meta.get("title", "").strip()
    if title:
        at = page.text.find(title)
        return title, Span(at, at + len(title)) if at >= 0 else None
    if heading:
        return page.text[heading.start : heading.end], Span(heading.start, heading.end)
    line = page.text.split("\n", 1)[0].strip()
    return (line[:300], Span(0, min(len(line), 300))) if line else (None, None)


def _published(written: str) -> PartialDate | None:
    """The day a page says it was published: “14/11/2021 08:00”, “2021-11-14T08:00”; None when unreadable."""
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", written.strip())
    found = find_dates(f"{iso[3]}/{iso[2]}/{iso[1]}") if iso else find_dates(written)
    return found[0].date if found else None


# --- where it stands -------------------------------------------------------------------------------------------------


def _setting(document: Document) -> Setting:
    """An official text stands where its own body is; an article where the bodies it names are."""
    known = bodies.body(document.issuer.body) if document.issuer and document.issuer.body else None
    if document.genre == "directive" and known and known.level != "tw":
        local = known.id if known.level in ("huyen", "xa") else None
        return Setting(known.place, local, document.date)
    read = setting_of(document.text, document.date)
    return read if document.genre == "article" else Setting(None, None, document.date)
