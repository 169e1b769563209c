"""The archive's word lists as frozen tables: types of documents and relations between them.

Read from `archive/data/*.toml`, which a clerk can review; no list of words stands in code.
Bodies, terms and the authority rows have rooms of their own (`bodies`, `terms`, `catalogue`).
"""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from archive.errors import DataError
from archive.text.vietnamese import comparable, fold

Grade = Literal["A", "B", "C"]
# When a type's name and a serial alone are a reference; what each word means stands at the head of types.toml.
Bare = Literal["free", "capital", "numbered", "body", "never"]


@dataclass(frozen=True, slots=True)
class DocType:
    """A type of document (thể loại): `code` as in numbers ("CT", "" when none), `name` as printed ("Chỉ thị").

    `bare` says when the name and a serial alone are a reference ("Nghị quyết 57" is, "Hợp đồng 3" is not).
    """

    code: str
    name: str
    slug: str
    system: Literal["party", "state"]
    grade: Grade
    evidence: str
    alt_codes: tuple[str, ...] = ()
    note: str = ""
    bare: Bare = "numbered"


@dataclass(frozen=True, slots=True)
class Relation:
    """How a citing work A uses a cited one B: id, the words that show it, labels and standard terms both ways.

    One edge is kept, A → B: `label` names it from A ("Thay thế"), `inverse_label` from B ("Bị thay thế bởi"). `vbpl`
    and `eli` are the label and property A → B, `vbpl_inverse` and `eli_inverse` those B → A, `akn` an element (XPath).
    What each list of words means, and `reach` and `over_place`, stands at the head of relations.toml.
    """

    id: str
    label: str
    meaning: str
    cues: tuple[str, ...]
    inverse_cues: tuple[str, ...]
    inverse_label: str = ""
    eli: str = ""
    eli_inverse: str = ""
    akn: str = ""
    vbpl: str = ""
    vbpl_inverse: str = ""
    near: tuple[str, ...] = ()
    recitals: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    reach: int | None = None
    over_place: bool = False


def rows(table: str, head: str) -> list[dict[str, Any]]:
    """The rows `[[head]]` of `archive/data/<table>.toml`.

    Raises:
        DataError: the table has no such rows.
    """
    found = _table(table).get(head)
    if not isinstance(found, list):
        raise DataError(f"Bảng {table}.toml không có mục [[{head}]].", remedy="Sửa tệp trong archive/data.")
    return found


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("archive").joinpath("data", f"{name}.toml").read_text("utf-8"))


@cache
def types() -> tuple[DocType, ...]:
    """Every type, Party first, in the order of the table."""
    return tuple(
        DocType(
            code=row["code"],
            name=row["name"],
            slug=row["slug"],
            system=row["system"],
            grade=row["grade"],
            evidence=row["evidence"],
            alt_codes=tuple(row.get("alt_codes", ())),
            note=row.get("note", ""),
            bare=row.get("bare", "numbered"),
        )
        for row in rows("types", "type")
    )


@cache
def type_codes() -> dict[str, str]:
    """Every written code and variant → the code works are compared by: "QĐi" → "QĐ", "Ctr" → "CTr", "CTHĐ" → "CTr"."""
    table: dict[str, str] = {}
    for kind in types():
        if kind.code:
            table.setdefault(kind.code, kind.code)
    for kind in types():
        for variant in kind.alt_codes:
            # QyĐ is a code of its own in State numbers and a variant of QĐ in Party ones; the comparison form is one.
            table[variant] = kind.code
    return table


@cache
def types_of(code: str, system: str) -> tuple[DocType, ...]:
    """The types a code may stand for in one system: ("QĐ", "party") → Quyết định and Quy định."""
    wanted = type_codes().get(code, code)
    return tuple(
        kind for kind in types() if kind.system == system and wanted and wanted in (kind.code, *kind.alt_codes)
    )


@lru_cache(maxsize=20_000)  # names are printed by the thousand, and typed by anybody
def type_named(name: str) -> DocType | None:
    """The type of a printed name, whatever its case and marks' placement: "CHỈ THỊ", "quy chế"."""
    return _by_name().get(comparable(name))


def type_named_unmarked(name: str) -> DocType | None:
    """The type of a name typed without marks ("chi thi"); None when two names fold alike."""
    found = _by_folded_name().get(fold(name), {})
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _by_folded_name() -> dict[str, dict[str, DocType]]:
    table: dict[str, dict[str, DocType]] = {}
    for kind in types():
        table.setdefault(fold(kind.name), {})[kind.name] = kind
    return table


@cache
def _by_name() -> dict[str, DocType]:
    table: dict[str, DocType] = {}
    for kind in types():
        table.setdefault(comparable(kind.name), kind)
    return table


@cache
def relations() -> tuple[Relation, ...]:
    """Every relation with its cues, in the order of the table."""
    return tuple(_relation(row) for row in rows("relations", "relation"))


def _relation(row: dict[str, Any]) -> Relation:
    return Relation(
        id=row["id"],
        label=row["label"],
        meaning=row["meaning"],
        cues=tuple(row.get("cues", ())),
        inverse_cues=tuple(row.get("inverse_cues", ())),
        inverse_label=row["inverse_label"],
        eli=row.get("eli", ""),
        eli_inverse=row.get("eli_inverse", ""),
        akn=row.get("akn", ""),
        vbpl=row.get("vbpl", ""),
        vbpl_inverse=row.get("vbpl_inverse", ""),
        near=tuple(row.get("near", ())),
        recitals=tuple(row.get("recitals", ())),
        reviews=tuple(row.get("reviews", ())),
        reach=row.get("reach"),
        over_place=row.get("over_place", False),
    )


@cache
def relation(name: str) -> Relation:
    """The relation of an id ("thay_the").

    Raises:
        DataError: the table has no such relation.
    """
    for one in relations():
        if one.id == name:
            return one
    raise DataError(f"Bảng relations.toml không có quan hệ “{name}”.", remedy="Sửa tệp trong archive/data.")


@cache
def words_without_relation() -> tuple[str, ...]:
    """Words that hold the words of a cue and show no relation: "theo dõi", "thu hồi đất"."""
    return tuple(word for row in rows("relations", "no_cue") for word in row["words"])
