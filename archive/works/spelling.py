"""One spelling for the words that name bodies and places: “TỈNH UỶ LÀO CAI” is “Tỉnh ủy Lào Cai”.

The words are found, and matched to the table of bodies, in `issuer`; here they only get the form people read.
"""

import re
from functools import cache

from archive.text.vietnamese import canonical_tones, comparable
from archive.works.vocabulary import rows

_SHORT = {
    "btv": "Ban Thường vụ",
    "bch": "Ban Chấp hành",
    "ubkt": "Ủy ban Kiểm tra",
    "ubnd": "Ủy ban nhân dân",
    "hđnd": "Hội đồng nhân dân",
    "uy ban": "Ủy ban",  # a capital U without its mark, as typewriters had it
}


@cache
def province_names() -> tuple[str, ...]:
    """The names of provinces past and present, with their variants, longest first."""
    names = {row["name"] for head in ("province", "old_unit") for row in rows("provinces", head)}
    names |= {alias for row in rows("provinces", "old_unit") for alias in row.get("aliases", ())}
    return tuple(sorted(names, key=len, reverse=True))


def cased(written: str) -> str:
    """One spelling: "TỈNH UỶ" → "Tỉnh ủy", "BTV Tỉnh ủy" → "Ban Thường vụ Tỉnh ủy", "UBND" → "Ủy ban nhân dân"."""
    words = " ".join(canonical_tones(written).split())
    for short, full in _SHORT.items():
        words = re.sub(rf"(?<!\w){short}(?!\w)", full.lower(), words, flags=re.IGNORECASE)
    return _capitals(words.lower())


@cache
def _capital_parts() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Parts of bodies' names that keep capitals inside a phrase: "ban thường vụ tỉnh ủy" → "Ban Thường vụ Tỉnh ủy"."""
    parts = (
        "Ban Thường vụ", "Ban Chấp hành", "Thường trực", "Ủy ban Kiểm tra", "Ban Tổ chức", "Ban Tuyên giáo và Dân vận",
        "Ban Tuyên giáo", "Ban Dân vận", "Ban Nội chính", "Ban Xây dựng Đảng", "Văn phòng", "Tỉnh ủy", "Thành ủy",
        "Huyện ủy", "Thị ủy", "Quận ủy", "Đảng ủy", "Đảng bộ", "Ủy ban nhân dân", "Hội đồng nhân dân", "UBND",
    )  # fmt: skip
    return tuple((re.compile(rf"(?<!\w){re.escape(part.lower())}(?!\w)"), part) for part in parts)


def _capitals(words: str) -> str:
    for pattern, part in _capital_parts():
        words = pattern.sub(part, words)
    return words


@cache
def province_spelling() -> dict[str, str]:
    """Comparable name or variant of a province → its name in one spelling."""
    spelled = {comparable(name): name for name in province_names()}
    for row in rows("provinces", "old_unit"):
        spelled |= {comparable(alias): row["name"] for alias in row.get("aliases", ())}
    return spelled


def place_spelled(written: str) -> str:
    """A place in one spelling: "LÀO CAI" → "Lào Cai", "Thanh Hoá" → "Thanh Hóa"; unknown names in title case."""
    known = province_spelling().get(comparable(written))
    if known:
        return known
    words = " ".join(canonical_tones(written).split())
    return words.title() if words.isupper() else words
