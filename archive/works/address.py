"""The address of a work under /vb/: `{issuing family}/{type}/{year}/{number}`, made from what is known of it.

Pure: collisions ("-2") and redirects of sharpened addresses are the store's (`archive.store.addresses`).
A part that is not known reads `chua-ro`, so that it can be sharpened later without being wrong now.
"""

from functools import cache

from archive.errors import NumberError
from archive.text.vietnamese import slugify
from archive.works.bodies import bodies, family
from archive.works.document import Card, Document
from archive.works.number import Number, parse
from archive.works.vocabulary import type_named

UNKNOWN = "chua-ro"
ARTICLES = "tin-bai"  # the second part of an article's address, where a work has its type
_LONGEST_TITLE = 60  # letters of a title in an address: seen whole in the bar of a browser and in a message


def address(work: Document | Card, seed: str = "") -> str:
    """The address of a work, without the leading "/vb/": "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu".

    `seed` tells works without a number apart: the first letters of the digest of their text, as the store made it. It
    is left out where a number stands.
    """
    number = work.number if isinstance(work.number, Number) else _number(work.number)
    key = work.key if isinstance(work, Card) else ""
    if work.genre == "article":
        return "/".join((slugify(work.place or "") or "tin", ARTICLES, _year(work, None), _titled(work.title, seed)))
    last = number.slug if number else _keyed(key) or _titled(work.title, seed)
    return "/".join((_family(work, number), _type(work.type), _year(work, number), last))


def _number(written: str | None) -> Number | None:
    if not written:
        return None
    try:
        return parse(written)
    except NumberError:
        return None


def _family(work: Document | Card, number: Number | None) -> str:
    body = work.issuer.body if work.issuer else None
    if body:
        return slugify(family(body))
    return _central_families().get(number.body_code, UNKNOWN) if number else UNKNOWN


@cache
def _central_families() -> dict[str, str]:
    """Body code → family, for the codes that only central bodies have and that name one family: TW, BTCTW, CP."""
    found: dict[str, set[str]] = {}
    for body in bodies():
        found.setdefault(body.code, set()).add(body.family if body.level == "tw" else "")
    return {code: families.pop() for code, families in found.items() if len(families) == 1 and "" not in families}


def _type(name: str | None) -> str:
    if not name:
        return UNKNOWN
    known = type_named(name)
    return known.slug if known else slugify(name) or UNKNOWN


def _year(work: Document | Card, number: Number | None) -> str:
    if work.date:
        return str(work.date.year)
    if number and number.year:
        return str(number.year)
    # 04-NQ/TW of one term is not that of another: without a year the term stands in its place.
    return f"khoa-{slugify(work.term)}" if work.term and work.genre != "article" else UNKNOWN


def _keyed(key: str) -> str:
    """The last part for a reference without a number: "plenum:XII:4" → "hoi-nghi-4-khoa-xii"."""
    match key.split(":"):
        case ["plenum", term, ordinal]:
            return f"hoi-nghi-{slugify(ordinal)}-khoa-{slugify(term)}"
        case ["congress", term]:
            return f"dai-hoi-{slugify(term)}"
        case _:
            return slugify(key)


def _titled(title: str | None, seed: str) -> str:
    words = slugify(title or "")
    if len(words) > _LONGEST_TITLE:
        cut = words[: _LONGEST_TITLE + 1].rpartition("-")[0]
        words = cut or words[:_LONGEST_TITLE]
    return "-".join(part for part in (words, seed) if part) or UNKNOWN
