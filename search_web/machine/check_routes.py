"""What is sent to be checked, over HTTP: a draft, a list of numbers. Nothing of either is kept."""

from typing import TypeVar

from flask import Response, after_this_request, request
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest

from archive.ask.draft import report_shape
from archive.ask.number_answers import listed_shape
from archive.ask.shapes import Shape
from archive.errors import QueryError
from search_web.machine.api import routes
from search_web.machine.asked import DraftAsked
from search_web.machine.description import answers
from search_web.machine.shapes.drafts import DraftIn, ReportOut
from search_web.machine.shapes.lists import NumbersOut, TextIn
from search_web.pages.draft import allow_draft, day_of, decoded, even, report_on
from search_web.pages.numbers import allow_list, answers_to

Sent = TypeVar("Sent", DraftIn, TextIn)


@routes.post("/kiem-tra")
@routes.input(DraftAsked, location="query", arg_name="asked")
@routes.output(ReportOut)
@routes.doc(
    summary="Rà soát dự thảo",
    responses=answers(413, 415),
    extensions={"x-khong-luu": True},
)
def check(asked: DraftAsked) -> Shape:
    """Gửi JSON {"text": …, "on": "2026-11-22"}, hoặc chính văn bản (text/plain, UTF-8). Không lưu lại gì."""
    allow_draft()
    after_this_request(_unkept)
    draft = _sent(DraftIn)
    return report_shape(report_on(even(draft.text), day_of(draft.on or asked.on)))


@routes.post("/danh-sach-so")
@routes.output(NumbersOut)
@routes.doc(summary="Tra danh sách số, ký hiệu", responses=answers(413, 415), extensions={"x-khong-luu": True})
def numbers() -> Shape:
    """Gửi JSON {"text": …}, hoặc chính danh sách, mỗi dòng một số, ký hiệu. Không lưu lại gì."""
    allow_list()
    after_this_request(_unkept)
    found = answers_to(even(_sent(TextIn).text))
    return {"total": len(found), "numbers": listed_shape(found)}


def _sent(shape: type[Sent]) -> Sent:
    """What was sent, as JSON of a shape or as the text alone.

    Raises:
        QueryError: the body is no text in UTF-8, JSON of another shape, or there is nothing in it.
    """
    try:
        given = request.get_json() if request.is_json else {"text": decoded(request.get_data())}
        return shape.model_validate(given)
    except (ValidationError, BadRequest, RecursionError):
        raise QueryError(
            "Chưa có gì để kiểm tra, hoặc nội dung gửi lên không đúng dạng.",
            remedy='Gửi JSON dạng {"text": …}, hoặc chính văn bản (text/plain, UTF-8).',
        ) from None


def _unkept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
