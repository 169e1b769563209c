"""Classifying: how a text uses the document it mentions, from the words before (and sometimes behind) the mention.

The cues are rows of `archive/data/relations.toml`. The nearest cue before the mention wins, the longer of two that end
at one place; “theo Hướng dẫn số …” is a mention in passing, not guidance. No cue is no relation (nhắc đến).
"""

import re
from dataclasses import dataclass
from functools import cache

from archive.works.vocabulary import relations

# A cue may stand this far before the type's name: “thực hiện nghiêm túc, có hiệu quả Chỉ thị …” has 24 between, real
# sentences with an adverbial up to 50. Farther cues belong to something else. Re-run the citation gate when changed.
_REACH = 60
# Matches: "sơ kết 2 năm thực hiện", "tổng kết 10 năm việc thực hiện", "tổng kết". Not: "kết luận".
_REVIEW = re.compile(
    r"(?:sơ|tổng)\s+kết(?:\s+(?:công\s+tác|\d+\s+năm(?:\s+(?:đầu|qua))?))?"
    r"(?:\s+(?:việc\s+|triển\s+khai\s+)?thực\s+hiện)?$"
)
# The mentioned document acts on another one, not the citing text on it: that is no relation of this text.
# Must match at the end: "được sửa đổi, bổ sung bởi ", "được thay thế bằng ", "bị bãi bỏ bởi ".
# Not: "sửa đổi, bổ sung ".
_PASSIVE = re.compile(
    r"(?:được|bị)\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|hủy\s+bỏ|đính\s+chính|đình\s+chỉ)[^.;\n]{0,40}?"
    r"\s(?:bởi|bằng|theo|tại)\s+(?:(?:quy\s+định\s+)?(?:tại\s+)?(?:(?:điểm|khoản|điều|các)\s+[^.;\n]{0,40})?)?$"
)
# Words behind a mention that say it ends or is replaced: “… hết hiệu lực”, “được thay thế bằng …”.
_BEHIND = (
    (re.compile(r"^[^.;\n]{0,80}?(?:hết|chấm\s+dứt|không\s+còn)\s+hiệu\s+lực"), "het_hieu_luc"),
    (re.compile(r"^[^.;\n]{0,40}?(?:bị|được)\s+(?:bãi|hủy|huỷ)\s+bỏ"), "bai_bo"),
)


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that show a relation and where they stand: `text[start:end]`."""

    relation: str
    start: int
    end: int


@cache
def _cues() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every cue as a pattern at the end of a window, longest first; inverse cues are left to the derived direction."""
    listed = [(cue, relation.id) for relation in relations() for cue in relation.cues if "…" not in cue]
    ordered = sorted(listed, key=lambda pair: len(pair[0]), reverse=True)
    return tuple((_cue_pattern(cue), relation) for cue, relation in ordered)


def _cue_pattern(cue: str) -> re.Pattern[str]:
    """A cue as whole words with any blanks between: "triển khai thực hiện" also across a line's end."""
    words = r"\s+".join(re.escape(word) for word in cue.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


def relation_of(smooth: str, phrase_start: int, end: int, floor: int) -> Cue | None:
    """The relation a mention stands in, with its cue; None when no cue is near.

    `phrase_start` is where the mention's type begins, `end` where what is said of it ends, `floor` the end of the
    mention before it: words before the floor speak of another document.
    """
    window_start = max(floor, smooth.rfind("\n", 0, phrase_start) + 1, phrase_start - 160)
    window = smooth[window_start:phrase_start].lower()
    stop = max(window.rfind("; "), window.rfind(". "))
    if stop >= 0:
        window, window_start = window[stop + 2 :], window_start + stop + 2
    behind = _behind(smooth, end)
    if behind or _PASSIVE.search(window):
        return behind
    return _recital(window, window_start) or _nearest(window, window_start)


def _behind(smooth: str, end: int) -> Cue | None:
    for pattern, relation in _BEHIND:
        match = pattern.match(smooth[end : end + 200].lower())
        if match:
            return Cue(relation, end, end + match.end())
    return None


def _recital(window: str, offset: int) -> Cue | None:
    """A recital, “- Căn cứ …”, governs its whole line whatever the distance."""
    match = re.match(r"[\s\-–+*]*(căn\s+cứ)(?!\w)", window)
    return Cue("can_cu", offset + match.start(1), offset + match.end(1)) if match else None


def _nearest(window: str, offset: int) -> Cue | None:
    review = _REVIEW.search(window.rstrip())
    best: Cue | None = Cue("so_ket_tong_ket", offset + review.start(), offset + review.end()) if review else None
    for pattern, relation in _cues():
        for match in pattern.finditer(window):
            found = Cue(relation, offset + match.start(), offset + match.end())
            nearer = best is None or found.end > best.end or (found.end == best.end and found.start < best.start)
            if nearer and len(window) - match.end() <= _REACH:
                best = found
    return best
