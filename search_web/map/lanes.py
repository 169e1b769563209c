"""The lanes of the map: Party above State, in each the levels from the centre down, articles and the unknown below.

A lane is named by what the archive knows of a work's issuer; where that is not enough, the lane says so.
"""

from archive.store.neighbourhood import Neighbour
from search_web.language import gettext as _

_SYSTEMS = {"party": "dang", "state": "nha-nuoc"}
_LEVELS = ("tw", "tinh", "huyen", "xa", "chua-ro")
ARTICLES, UNKNOWN = "tin-bai", "chua-ro"
# Every lane in the order in which the map has them, from above.
LANES = (*(f"{system}-{level}" for system in _SYSTEMS.values() for level in _LEVELS), UNKNOWN, ARTICLES)


def lane_of(work: Neighbour) -> str:
    """The lane of a work."""
    if work.card.genre == "article":
        return ARTICLES
    system = _SYSTEMS.get(work.system or "")
    if system is None:
        return UNKNOWN
    level = work.level if work.level in _LEVELS else "chua-ro"
    return f"{system}-{level}"


def system_of(lane: str) -> str:
    """The band a lane belongs to: "dang", "nha-nuoc", or the lane itself."""
    return next((system for system in _SYSTEMS.values() if lane.startswith(system)), lane)


def lane_words(lane: str) -> tuple[str, str]:
    """What a lane is called: the system, then the level; the second is "" where one name is all."""
    if lane in (ARTICLES, UNKNOWN):
        return (_("Tin bài"), "") if lane == ARTICLES else (_("Chưa rõ"), _("hệ thống, cấp"))
    system, level = system_of(lane), lane[len(system_of(lane)) + 1 :]
    levels = {
        "tw": _("Trung ương"),
        "tinh": _("cấp tỉnh"),
        "huyen": _("cấp huyện"),
        "xa": _("cấp xã, cơ sở"),
        "chua-ro": _("chưa rõ cấp"),
    }
    return (_("Đảng") if system == "dang" else _("Nhà nước")), levels[level]
