"""What a relation is called on the map, and which of six kinds of line shows it.

Seventeen relations are too many kinds of line to tell apart; those that say nearly the same of two works share one.
The exact relation is written in the box of each neighbour and in the table.
"""

from dataclasses import dataclass
from functools import cache

from search_web.language import gettext as _
from search_web.language import language

# The kinds of line, the weightiest first: of several relations between two works the first one is drawn.
STRANDS = ("ends", "amends", "basis", "carries", "attached", "mentions")
# Every relation of the archive's table in its kind; within a kind the order says which one is named first.
_KINDS = {
    "ends": ("thay_the", "bai_bo", "dinh_chi", "het_hieu_luc"),
    "amends": ("sua_doi_bo_sung", "dinh_chinh", "hop_nhat"),
    "basis": ("can_cu",),
    "carries": ("tiep_tuc", "cu_the_hoa", "huong_dan", "thuc_hien", "quan_triet", "so_ket_tong_ket"),
    "attached": ("ban_hanh_kem_theo",),
    "mentions": ("theo", "lien_quan", ""),
}
RELATIONS = tuple(name for kind in STRANDS for name in _KINDS[kind])
_STRAND = {name: kind for kind, names in _KINDS.items() for name in names}
_RANK = {name: rank for rank, name in enumerate(RELATIONS)}
MENTIONED = "nhac-den"  # what the address calls the relation of a work that only names another


@dataclass(frozen=True, slots=True)
class Legend:
    """A kind of line with what it stands for."""

    strand: str
    label: str


def strand_of(relation: str) -> str:
    """The kind of line of a relation; one that the map does not know yet is drawn as a mere mention."""
    return _STRAND.get(relation, "mentions")


def principal(relations: tuple[str, ...]) -> str:
    """The relation that is drawn where words name several: the weightiest; "" where they name none."""
    return min(relations, key=lambda name: (_RANK.get(name, len(_RANK)), name), default="")


def rank(relation: str) -> int:
    """The place of a relation among all, the weightiest 0."""
    return _RANK.get(relation, len(_RANK))


def slug(relation: str) -> str:
    """A relation in an address: "thay_the" → "thay-the", "" → "nhac-den"."""
    return relation.replace("_", "-") or MENTIONED


def from_slug(written: str) -> str | None:
    """The relation of an address; None for what is no relation."""
    return next((name for name in RELATIONS if slug(name) == written), None)


def legend(strand: str) -> Legend:
    """A kind of line with its words."""
    return Legend(
        strand,
        {
            "ends": _("thay thế, bãi bỏ, đình chỉ"),
            "amends": _("sửa đổi, bổ sung, đính chính, hợp nhất"),
            "basis": _("căn cứ"),
            "carries": _("thực hiện, hướng dẫn, cụ thể hóa, quán triệt, sơ kết, tổng kết, tiếp tục"),
            "attached": _("ban hành kèm theo"),
            "mentions": _("theo, nhắc đến"),
        }[strand],
    )


def active(relation: str) -> str:
    """What a work does to the one it cites, in two or three words: "thay_the" → "thay thế"."""
    return _active(language()).get(relation) or _("nhắc đến")


def passive(relation: str) -> str:
    """What a work undergoes from the one that cites it: "thay_the" → "bị thay thế"."""
    return _passive(language()).get(relation) or _("được nhắc đến")


@cache
def _active(_spoken: str) -> dict[str, str]:
    """The words in the language of the request, which is `_spoken`: put together once for each language."""
    return {
        "thay_the": _("thay thế"),
        "bai_bo": _("bãi bỏ"),
        "dinh_chi": _("đình chỉ"),
        "het_hieu_luc": _("nêu hết hiệu lực"),
        "sua_doi_bo_sung": _("sửa đổi, bổ sung"),
        "dinh_chinh": _("đính chính"),
        "hop_nhat": _("hợp nhất"),
        "can_cu": _("căn cứ"),
        "tiep_tuc": _("tiếp tục"),
        "cu_the_hoa": _("cụ thể hóa"),
        "huong_dan": _("hướng dẫn"),
        "thuc_hien": _("thực hiện"),
        "quan_triet": _("quán triệt"),
        "so_ket_tong_ket": _("sơ kết, tổng kết"),
        "ban_hanh_kem_theo": _("ban hành kèm"),
        "theo": _("theo"),
        "lien_quan": _("liên quan"),
    }


@cache
def _passive(_spoken: str) -> dict[str, str]:
    """As above."""
    return {
        "thay_the": _("bị thay thế"),
        "bai_bo": _("bị bãi bỏ"),
        "dinh_chi": _("bị đình chỉ"),
        "het_hieu_luc": _("bị nêu hết hiệu lực"),
        "sua_doi_bo_sung": _("được sửa đổi, bổ sung"),
        "dinh_chinh": _("được đính chính"),
        "hop_nhat": _("được hợp nhất"),
        "can_cu": _("là căn cứ"),
        "tiep_tuc": _("được tiếp tục"),
        "cu_the_hoa": _("được cụ thể hóa"),
        "huong_dan": _("được hướng dẫn"),
        "thuc_hien": _("được thực hiện"),
        "quan_triet": _("được quán triệt"),
        "so_ket_tong_ket": _("được sơ kết, tổng kết"),
        "ban_hanh_kem_theo": _("được ban hành kèm"),
        "theo": _("được làm theo"),
        "lien_quan": _("liên quan"),
    }
