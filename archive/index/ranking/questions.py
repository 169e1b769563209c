"""What kind of question was typed, told by its own words: what a term is, who, how much, what penalty.

A kind never finds or keeps out a document; it only tells a ranking which signs to trust. Words are matched as whole
syllables in a row, with their marks when the query has marks, without them when it has none.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

from archive.index.analysis import folded

# Kind → words that show it. Read on 1,311 real questions; a kind with fewer than 20 questions is not kept apart.
KINDS: dict[str, tuple[str, ...]] = {
    "definition": ("là gì", "thế nào là", "khái niệm", "được hiểu", "định nghĩa", "hiểu là"),
    "penalty": ("phạt", "xử lý vi phạm", "bị xử lý", "xử lý kỷ luật", "xử lý thế nào"),
    "papers": ("hồ sơ", "giấy tờ", "tài liệu"),
    "procedure": ("thủ tục", "trình tự", "quy trình", "các bước"),
    "duty": ("trách nhiệm", "thẩm quyền", "cơ quan nào", "ai có", "ai là", "do ai", "nhiệm vụ", "quyền hạn"),
    "amount": ("bao nhiêu", "bao lâu", "thời hạn", "mức", "mấy", "khi nào", "bao giờ"),
    "conditions": ("điều kiện", "tiêu chuẩn", "đối tượng nào"),
    "yes or no": ("không", "hay sai", "có phải", "được không"),
    "list": ("gồm những", "bao gồm", "những gì", "các loại", "nào"),
}
# Kind → words that its answers have although the question does not; engines look for them too.
_WATCHED: dict[str, tuple[str, ...]] = {
    "definition": ("giải", "thích", "từ", "ngữ", "là"),
    "penalty": ("phạt", "tiền", "xử"),
    "duty": ("thẩm", "quyền", "trách", "nhiệm"),
    "amount": ("mức", "thời", "hạn"),
    "papers": ("hồ", "sơ"),
    "procedure": ("trình", "tự", "thủ", "tục"),
    "conditions": ("điều", "kiện"),
}
# Words that ask without naming a matter: with one of these a query is a question, not a list of subject words.
ASKING: tuple[str, ...] = (
    "là gì",
    "thế nào",
    "ra sao",
    "như nào",
    "bao nhiêu",
    "bao lâu",
    "bao giờ",
    "khi nào",
    "ở đâu",
    "do ai",
    "ai có",
    "ai là",
    "vì sao",
    "tại sao",
    "có được",
    "có phải",
    "hay không",
    "được không",
    "những gì",
    "nào",
    "gì",
    "không",
    "mấy",
    "chưa",
    "ai",
    "từ đâu",
)
# A question that is cut short before its verb says less than this many syllables; subject words are mostly shorter.
_SHORTEST = 4


def kinds_of(asked: Sequence[str]) -> Mapping[str, bool]:
    """Which kinds of question the syllables of a query are, every kind with yes or no."""
    return _kinds_of(tuple(asked))


# The steps of one ranking ask for them half a dozen times.
@lru_cache(maxsize=64)
def _kinds_of(asked: tuple[str, ...]) -> Mapping[str, bool]:
    said = f" {' '.join(asked)} "
    table = _bare_kinds() if _is_bare(asked) else KINDS
    return MappingProxyType({kind: any(f" {one} " in said for one in phrases) for kind, phrases in table.items()})


def watched(asked: Sequence[str]) -> tuple[str, ...]:
    """The syllables that answers to a question of this kind have and the question does not, in the form of the query.

    Mostly none. Occurrences of them are collected beside those of the query, numbered from the length of the query on.
    """
    return _watched(tuple(asked))


@lru_cache(maxsize=64)
def _watched(asked: tuple[str, ...]) -> tuple[str, ...]:
    kinds = kinds_of(asked)
    found = dict.fromkeys(one for kind, syllables in _WATCHED.items() if kinds[kind] for one in syllables)
    bare = bool(asked) and _is_bare(asked)
    return tuple(dict.fromkeys(one for each in found if (one := folded(each) if bare else each) not in asked))


def is_question(asked: Sequence[str], typed: str = "") -> bool:
    """Whether a query asks something in a sentence; `typed` shows the question mark, which is no syllable.

    Must be: "hóa đơn là gì", "Nghĩa vụ của anh chị em?". Not: "hóa đơn điện tử", "nghị quyết nào" (too short to tell).
    """
    if len(asked) < _SHORTEST:
        return False
    if typed.rstrip().endswith("?"):
        return True
    said = f" {' '.join(asked)} "
    return any(f" {one} " in said for one in (_bare_asking() if _is_bare(asked) else ASKING))


def tail_at(asked: Sequence[str]) -> int:
    """Where the tail of a question begins that says nothing of its matter; the number of syllables when it has none.

    "… được quy định như thế nào" and its like at the very end. In the text of a law these words are noise: without them
    nDCG@10 is 0.4 higher (1,311 questions, p = 0.01). Must end: "… thế nào", "… ra sao". Not: "thế nào là …".
    """
    bare = [folded(one) for one in asked]
    end = len(bare)
    for ways in _TAIL:
        longest = next((way for way in ways if tuple(bare[max(0, end - len(way)) : end]) == way), ())
        if ways is _TAIL[0] and not longest:
            return len(asked)
        end -= len(longest)
    return end or len(asked)


# From the end backwards: the question, the verb, who says so, the passive. Folded, longest first.
_TAIL: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("nhu", "the", "nao"), ("the", "nao"), ("ra", "sao"), ("nhu", "nao")),
    (("quy", "dinh"), ("qui", "dinh")),
    (("phap", "luat"),),
    (("se", "duoc"), ("duoc",)),
)


def _is_bare(asked: Sequence[str]) -> bool:
    return all(one == folded(one) for one in asked)


@cache
def _bare_kinds() -> dict[str, tuple[str, ...]]:
    return {kind: tuple(map(folded, phrases)) for kind, phrases in KINDS.items()}


@cache
def _bare_asking() -> tuple[str, ...]:
    return tuple(map(folded, ASKING))
