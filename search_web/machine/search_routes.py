"""Asking over HTTP: search, offers while typing, which document governs a topic, two places beside each other."""

from datetime import date
from typing import Any

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict

from archive.ask import shapes
from archive.ask.cascade import cascade
from archive.ask.compare_places import compare_places, comparison_shape
from archive.ask.ladder import governing, is_here
from archive.ask.ladder.printed import ladder_shape
from archive.ask.shapes import Shape
from archive.ask.type_ahead import offer_shape
from archive.ask.unchanged import UntilChanged
from archive.store import browse
from archive.text.vietnamese import nfc, slugify
from search_web import onward
from search_web.choices import kept
from search_web.machine import cursors
from search_web.machine.api import routes
from search_web.machine.asked import LadderAsked, Paged, PlacesAsked, SearchAsked, SuggestAsked
from search_web.machine.description import answers
from search_web.machine.shapes.answers import OffersOut, SearchOut
from search_web.machine.shapes.ladders import LadderOut, PlacesOut
from search_web.pages.ladder import SYSTEMS
from search_web.pages.search import ask
from search_web.pages.suggest import offers
from search_web.reading import house, shelf
from search_web.refusals import refuse
from search_web.validity import present_day

COVERAGE = UntilChanged(browse.coverage)


@routes.get("/search")
@routes.input(SearchAsked, location="query", arg_name="asked")
@routes.output(SearchOut)
@routes.doc(summary="Tìm văn bản", responses=answers(404))
def search(asked: SearchAsked) -> Shape:
    """Câu hỏi, số ký hiệu hoặc chủ đề; các tham số của trang kết quả."""
    args = kept(request.args) | {"trang": str(page_of(asked))}
    found = ask(kept(ImmutableMultiDict(args)))
    paged = paging("api.search", found.query.page, found.query.per_page, found.total)
    return shapes.answer_shape(found, COVERAGE.of(shelf().connection)) | paged


def day_asked(written: str) -> date:
    """The day of a parameter, today without one."""
    return date.fromisoformat(written) if written else present_day()


def page_of(asked: Paged) -> int:
    """The page that is asked for: the cursor's, else the number. Raises NotHere."""
    if not asked.cursor:
        return asked.page
    return max(1, int(cursors.read(asked.cursor, {"trang": int})["trang"]))


def paging(endpoint: str, page: int, per_page: int, total: int, **parts: str) -> Shape:
    """What every paged answer says of its place; `next` keeps all else that was asked."""
    shape: Shape = {"page": page, "per_page": per_page, "total": total, "next": None}
    if page * per_page < total:
        args: dict[str, Any] = onward.asked("trang", "con-tro", *parts)
        args |= {"con-tro": cursors.written({"trang": page + 1}), **parts}
        shape["next"] = url_for(endpoint, **args)
    return shape


@routes.get("/goi-y")
@routes.input(SuggestAsked, location="query", arg_name="asked")
@routes.output(OffersOut)
@routes.doc(summary="Gợi ý khi đang gõ", responses=answers())
def suggest(asked: SuggestAsked) -> Shape:
    """Số, ký hiệu, trích yếu và cơ quan bắt đầu như những chữ đã gõ; nhiều nhất tám."""
    return {"offers": [offer_shape(one, href) for one, href in offers(current_app, nfc(asked.q))]}


@routes.get("/dieu-chinh")
@routes.input(LadderAsked, location="query", arg_name="asked")
@routes.output(LadderOut)
@routes.doc(summary="Văn bản nào điều chỉnh", responses=answers())
def ladder(asked: LadderAsked) -> Shape:
    """Một chủ đề, một nơi, một ngày: văn bản của từng cấp, căn cứ của nó và văn bản triển khai nó."""
    day = day_asked(asked.at)
    connection = shelf().connection
    found = governing(
        nfc(asked.topic),
        nfc(asked.place) or None,
        day,
        engine=house().engine,
        connection=connection,
        system=SYSTEMS.get(asked.system),
    )
    steps = cascade(
        connection,
        found.chosen,
        found.day,
        today=present_day(),
        here=lambda card: is_here(card, place=found.place, day=found.day),
    )
    return ladder_shape(found, steps)


@routes.get("/so-sanh-noi")
@routes.input(PlacesAsked, location="query", arg_name="asked")
@routes.output(PlacesOut)
@routes.doc(summary="So sánh hai nơi", responses=answers(404, 409))
def places(asked: PlacesAsked) -> ResponseReturnValue:
    """Mỗi nơi đã ban hành gì về một chủ đề, hoặc để thực hiện một văn bản."""
    if slugify(asked.first) == slugify(asked.second):
        return refuse(409, ["Hai nơi là một.", "Chọn hai tỉnh, thành phố khác nhau."])
    found = compare_places(
        nfc(asked.topic), nfc(asked.first), nfc(asked.second), engine=house().engine, connection=shelf().connection
    )
    return comparison_shape(found)
