"""Lists over HTTP: the whole archive in the order of its changes, what is missing, bodies, years, types, figures."""

from dataclasses import asdict
from typing import Any, cast

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from archive.ask import shapes
from archive.ask.shapes import Shape
from archive.errors import NotHere
from archive.store import browse, changes, listing, shelflist
from archive.store.shelflist import Wanted
from archive.text.vietnamese import nfc
from archive.works.bodies import LEVELS
from archive.works.bodies import body as body_row
from archive.works.document import Genre
from archive.works.succession import known_name
from search_web import figures, onward
from search_web.lifetimes import lifetime
from search_web.lists import ORDERS, narrowed, type_slug
from search_web.machine import cursors
from search_web.machine.api import A_PAGE, routes
from search_web.machine.asked import ListAsked, MissingAsked, Paged, WorksAsked
from search_web.machine.description import answers
from search_web.machine.search_routes import COVERAGE, page_of, paging
from search_web.machine.shapes.answers import CoverageOut
from search_web.machine.shapes.lists import BodyPageOut, LevelOut, ListOut, MissingOut, TypeOut, YearsOut
from search_web.machine.shapes.works import WorksOut
from search_web.reading import shelf


@routes.get("/van-ban")
@routes.input(WorksAsked, location="query", arg_name="asked")
@routes.output(WorksOut)
@routes.doc(summary="Toàn kho theo lúc thay đổi", responses=answers(404))
def works(asked: WorksAsked) -> Shape:
    """Đi theo `next` đến khi null để có trọn kho; lần sau hỏi từ lúc `changed_at` lớn nhất đã thấy."""
    connection = shelf().connection
    genre = cast("Genre | None", asked.genre or None)
    wanted = changes.Wanted(asked.since.replace("Z", "+00:00"), genre)
    after = None
    if asked.cursor:
        place = cursors.read(asked.cursor, {"luc": str, "dong": int})
        after = (str(place["luc"]), int(place["dong"]))
    found = changes.changed(connection, wanted, after=after, limit=asked.limit)
    return {
        "total": changes.changed_total(connection, wanted),
        "per_page": asked.limit,
        "next": _next(found[-1]) if len(found) == asked.limit else None,
        "works": [shapes.card_shape(one.card) | {"changed_at": one.changed_at} for one in found],
    }


def _next(last: changes.Changed) -> str:
    args: dict[str, Any] = onward.asked("con-tro")
    args["con-tro"] = cursors.written({"luc": last.changed_at, "dong": last.row})
    return url_for("api.works", **args)


@routes.get("/con-thieu")
@routes.input(MissingAsked, location="query", arg_name="asked")
@routes.output(MissingOut)
@routes.doc(summary="Được dẫn, chưa có toàn văn", responses=answers(404))
def missing(asked: MissingAsked) -> Shape:
    """Văn bản được viện dẫn nhiều nhất trước; `loai` và `co-quan` thu hẹp."""
    connection, page = shelf().connection, page_of(asked)
    named = nfc(asked.type).strip()
    kind = next((name for name, _ in listing.missing_types(connection) if named in (name, type_slug(name))), named)
    cards, total = listing.missing(
        connection, type=kind or None, family=asked.issuer or None, offset=(page - 1) * A_PAGE, limit=A_PAGE
    )
    return {"works": [shapes.card_shape(card) for card in cards]} | paging("api.missing", page, A_PAGE, total)


@routes.get("/danh-sach")
@routes.input(ListAsked, location="query", arg_name="asked")
@routes.output(ListOut)
@routes.doc(summary="Danh sách văn bản", responses=answers(404))
def listing_of(asked: ListAsked) -> Shape:
    """Mọi danh sách của trang: theo loại, cơ quan, cấp, hệ, năm, khóa, chủ đề; có toàn văn hay chưa; các cách xếp."""
    connection, page = shelf().connection, page_of(asked)
    wanted = narrowed(connection, Wanted(), request.args.to_dict())
    rows = figures.rows(connection, wanted, ORDERS[asked.order or "moi-truoc"])
    cards = shelflist.cards(connection, rows[(page - 1) * A_PAGE : page * A_PAGE])
    return {"works": [shapes.card_shape(card) for card in cards]} | paging("api.listing_of", page, A_PAGE, len(rows))


@routes.get("/co-quan")
@routes.output(list[LevelOut])  # type: ignore[arg-type]  # it takes lists of models, its types do not say so
@routes.doc(summary="Mọi cơ quan ban hành", responses=answers())
def bodies() -> list[Shape]:
    """Cơ quan theo cấp, mỗi cơ quan cùng số văn bản."""
    found = sorted(browse.bodies(shelf().connection), key=lambda one: one.name)
    by_level = {level: [asdict(one) for one in found if (one.level or "any") == level] for level in LEVELS}
    return [{"level": level, "label": LEVELS[level], "bodies": known} for level, known in by_level.items() if known]


@routes.get("/co-quan/<body_id>")
@routes.input(Paged, location="query", arg_name="asked")
@routes.output(BodyPageOut)
@routes.doc(summary="Một cơ quan qua các thời kỳ", responses=answers(301, 404))
def body(body_id: str, asked: Paged) -> ResponseReturnValue:
    """Tên theo thời kỳ, cơ quan tiền thân và kế thừa, văn bản theo năm và danh sách văn bản."""
    row = body_row(body_id)
    if row is not None and row.family != body_id:
        return redirect(url_for("api.body", body_id=row.family), 301)
    page = page_of(asked)
    found = browse.by_body(shelf().connection, body_id, offset=(page - 1) * A_PAGE, limit=A_PAGE)
    life = lifetime(body_id)
    return {
        "id": body_id,
        "name": _name_of(body_id),
        "names": [{"dates": dates, "name": name} for dates, name in life.names],
        "predecessors": [asdict(one) for one in life.before],
        "successors": [asdict(one) for one in life.after],
        "years": {str(year): count for year, count in sorted(_yearly(body_id).items())},
        "documents": [shapes.card_shape(card) for card in found.cards],
    } | paging("api.body", page, A_PAGE, found.total, body_id=body_id)


def _yearly(family: str) -> dict[int, int]:
    """Year → held directives of a family; undated ones left out."""
    table = browse.matrix(shelf().connection, family)
    return {year: sum(counts.values()) for year, counts in table.counts.items() if year}


def _name_of(family: str) -> str:
    written = next((one.name for one in browse.bodies(shelf().connection) if one.family == family), None)
    name = written or known_name(family)
    if name is None:
        raise NotHere(f"Kho không có cơ quan “{family[:80]}”.", remedy="Xem danh sách tại trang Cơ quan.", body=family)
    return name


@routes.get("/nam")
@routes.output(YearsOut)
@routes.doc(summary="Văn bản theo năm và loại", responses=answers())
def years() -> Shape:
    """Văn bản có toàn văn; năm 0 là chưa rõ ngày, loại "" là chưa rõ loại."""
    table = browse.matrix(shelf().connection)
    return {"types": list(table.types), "years": {str(year): table.counts[year] for year in table.years}}


@routes.get("/loai")
@routes.output(list[TypeOut])  # type: ignore[arg-type]  # as above
@routes.doc(summary="Mọi loại văn bản", responses=answers())
def types() -> list[Shape]:
    """Loại cùng số văn bản có và số chỉ được dẫn."""
    return [
        {"name": one.name, "slug": type_slug(one.name), "held": one.held, "stubs": one.stubs}
        for one in browse.types(shelf().connection)
    ]


@routes.get("/about")
@routes.output(CoverageOut)
@routes.doc(summary="Kho có gì, bằng số", responses=answers())
def about() -> Shape:
    """Số văn bản, tin bài, viện dẫn và phần đã xác định được."""
    return shapes.coverage_shape(COVERAGE.of(shelf().connection))
