"""What readers say is wrong on a page, and what became of it: waiting, mended, refused with an answer.

A report names a work, a place in it and what is wrong, never who says so. Who answered is kept, for the desk only.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, insert, select, update

from archive.desk.moments import now
from archive.desk.tables import mistakes
from archive.errors import QueryError
from archive.store.tables import AnyRow
from archive.text.vietnamese import nfc

Standing = Literal["waiting", "mended", "refused"]

# What a report is of → how the form asks; "other" stands last. Keys stand in the desk's file and do not change.
KINDS: Mapping[str, str] = {
    "text": "Sai chữ, thiếu đoạn trong toàn văn",
    "number": "Sai số, ký hiệu",
    "date": "Sai ngày ban hành",
    "title": "Sai trích yếu",
    "type": "Sai loại văn bản",
    "issuer": "Sai cơ quan ban hành",
    "signatory": "Sai người ký",
    "status": "Sai tình trạng hiệu lực",
    "link": "Viện dẫn dẫn sai chỗ",
    "other": "Điều khác",
}
STANDINGS: Mapping[Standing, str] = {"waiting": "chờ xem", "mended": "đã sửa", "refused": "không sửa"}
MOST_WORDS = 2_000  # letters of one report: half a page is what a person writes into a form
MOST_ANSWER = 1_000
MOST_WAITING = 5_000  # reports that wait: who fills the form by a program fills no disk
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One report as it stands; `account` is who answered, "" while it waits."""

    id: int
    at: str
    address: str
    place: str
    kind: str
    words: str
    standing: Standing
    answer: str
    account: str


def report(connection: Connection, *, address: str, place: str, kind: str, words: str) -> int:
    """Keep a report of a mistake; its number. The same words on the same place that still wait are one report.

    Raises:
        QueryError: an unknown kind, nothing said, too much said, or too many reports that wait.
    """
    said = _said(words, MOST_WORDS)
    if kind not in KINDS:
        raise QueryError("Chưa chọn điều sai.", remedy="Hãy chọn một mục trong danh sách.", kind=kind)
    if not said:
        raise QueryError("Chưa ghi điều sai là gì.", remedy="Hãy ghi một câu: chỗ nào sai, đúng ra là gì.")
    row = {"address": address, "place": place[:200], "kind": kind, "words": said}
    same = select(mistakes.c.id).where(
        mistakes.c.standing == "waiting", *(mistakes.c[name] == value for name, value in row.items())
    )
    if (held := connection.execute(same).scalar()) is not None:
        return int(held)
    if count(connection) >= MOST_WAITING:
        raise QueryError(
            "Đang có quá nhiều báo lỗi chờ xem nên chưa nhận thêm được.", remedy="Hãy gửi lại sau vài ngày."
        )
    values = {**row, "at": now(), "standing": "waiting", "answer": "", "account": ""}
    return int(connection.execute(insert(mistakes).values(**values).returning(mistakes.c.id)).scalar_one())


def waiting(connection: Connection, offset: int = 0, limit: int = 50) -> tuple[Mistake, ...]:
    """Reports nobody has answered, the oldest first."""
    return _listed(connection, ("waiting",), offset=offset, limit=limit)


def answered(connection: Connection, offset: int = 0, limit: int = 50) -> tuple[Mistake, ...]:
    """Reports that were answered, the newest first."""
    return _listed(connection, ("mended", "refused"), offset=offset, limit=limit, newest=True)


def count(connection: Connection, standing: Standing = "waiting") -> int:
    """How many reports stand so."""
    asked = select(func.count()).select_from(mistakes).where(mistakes.c.standing == standing)
    return int(connection.execute(asked).scalar_one())


def get(connection: Connection, id: int) -> Mistake | None:  # noqa: A002  # the name the table has
    """One report; None when there is none."""
    row = connection.execute(select(mistakes).where(mistakes.c.id == id)).one_or_none()
    return _mistake(row) if row else None


def answer(connection: Connection, id: int, *, standing: str, answer: str, account: str) -> Mistake:  # noqa: A002
    """Answer a report as mended or refused, or let it wait again; the report as it stands then.

    Raises:
        QueryError: no such report, an unknown standing, or a refusal without its reason.
    """
    said = _said(answer, MOST_ANSWER)
    if standing not in STANDINGS:
        raise QueryError("Chưa chọn cách trả lời.", remedy="Chọn “đã sửa” hoặc “không sửa”.", standing=standing)
    if standing == "refused" and not said:
        raise QueryError("Chưa ghi lý do không sửa.", remedy="Hãy ghi một câu cho người xem lại sau này.")
    values = {"standing": standing, "answer": said, "account": "" if standing == "waiting" else account}
    held = connection.execute(update(mistakes).where(mistakes.c.id == id).values(**values).returning(mistakes))
    row = held.one_or_none()
    if row is None:
        raise QueryError("Không có báo lỗi này.", remedy="Mở lại danh sách báo lỗi.", id=id)
    return _mistake(row)


def _listed(
    connection: Connection, standings: tuple[str, ...], *, offset: int, limit: int, newest: bool = False
) -> tuple[Mistake, ...]:
    order = mistakes.c.id.desc() if newest else mistakes.c.id
    asked = select(mistakes).where(mistakes.c.standing.in_(standings)).order_by(order).offset(offset).limit(limit)
    return tuple(_mistake(row) for row in connection.execute(asked))


def _mistake(row: AnyRow) -> Mistake:
    return Mistake(*row)


def _said(words: str, most: int) -> str:
    """Words as kept: composed, without control signs.

    Raises:
        QueryError: they are too long.
    """
    said = _CONTROL.sub(" ", nfc(words.replace("\r\n", "\n"))).strip()
    if len(said) > most:
        raise QueryError(f"Ghi quá dài ({len(said)} chữ cái; nhiều nhất {most}).", remedy="Hãy rút gọn rồi gửi lại.")
    return said
