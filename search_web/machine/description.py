"""What OpenAPI says of `/api/v1` besides its routes: the title, how lists are read on, problems, where servers are.

The document is made from the routes themselves; a problem is described once and every route points there.
"""

import inspect
import re
from functools import partial
from typing import Any, TypeAlias

from apiflask import APIFlask, HTTPError
from flask import Response
from pydantic import BaseModel

from archive.config import Settings
from search_web.machine.api import routes
from search_web.machine.shapes.drafts import SOMETHING, DraftIn
from search_web.machine.shapes.lists import TextIn
from search_web.refusals import refuse

TITLE = "Văn Kiện: API"
VERSION = "1.1.0"
ADDRESS = "/api/openapi.json"
PROBLEM = "application/problem+json"
ABOUT = """Tra cứu văn bản chỉ đạo của Đảng và Nhà nước, viện dẫn và hiệu lực của chúng. Chỉ đọc, không cần đăng ký.

Danh sách dài có `next`: địa chỉ của trang sau. Trả lời mang `ETag`; gửi lại bằng `If-None-Match` để được 304 khi
không có gì đổi. Lỗi là `application/problem+json` (RFC 9457), `type` dẫn tới trang giải thích. Ngày theo ISO 8601,
đúng mức chính xác biết được. Mọi vị trí trong văn bản tính bằng ký tự Unicode: `text[start:end]` là chính chữ được nêu.
"""

_SENTENCES = {
    301: "Địa chỉ cũ; Location là địa chỉ hiện nay.",
    304: "Không có gì đổi từ ETag đã gửi.",
    400: "Tham số hoặc nội dung gửi lên không đúng; `detail` nói phải sửa gì.",
    404: "Kho không có.",
    409: "Hai điều được hỏi là một.",
    410: "Văn bản đã được rút khỏi kho, hoặc địa chỉ nay thuộc về nhiều văn bản.",
    413: "Nội dung gửi lên quá dài.",
    415: "Nội dung gửi lên không phải JSON hoặc văn bản UTF-8.",
    503: "Kho hoặc chỉ mục tạm thời không đọc được.",
}


# The answers of a route as APIFlask takes them.
Answers: TypeAlias = dict[int | str, dict[str, str | dict[str, dict[str, Any]]]]


def answers(*statuses: int) -> Answers:
    """The answers of a route besides 200, for its description; 400 and 503 hold for every one."""
    return {status: _answer(status) for status in sorted({400, 503, *statuses})}


def _answer(status: int) -> dict[str, str | dict[str, dict[str, Any]]]:
    said: dict[str, str | dict[str, dict[str, Any]]] = {"description": _SENTENCES[status]}
    if status >= 400:
        said["content"] = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return said


def configure(app: APIFlask, settings: Settings) -> None:
    """Let the application describe its API at `ADDRESS`."""
    app.config |= {
        "OPENAPI_VERSION": "3.1.0",
        "DESCRIPTION": ABOUT,
        "VALIDATION_ERROR_STATUS_CODE": 400,
        "AUTO_VALIDATION_ERROR_RESPONSE": False,
        "AUTO_404_RESPONSE": False,
    }
    # For what it refuses itself; `error_processor` would take every other error of the site too.
    app.error_callback = _refused
    app.servers = [{"url": settings.site_url.rstrip("/") or "/"}]
    app.spec_processor(partial(_completed, app))


# What the checker of parameters says → what people read.
_WORDS = (
    (r"greater than or equal to (\d+)", r"phải từ \1 trở lên"),
    (r"less than or equal to (\d+)", r"nhiều nhất là \1"),
    (r"at most (\d+) character", r"dài nhất \1 ký tự"),
    (r"at least (\d+) character", r"không được để trống"),
    (r"match pattern", "không đúng dạng đã nêu trong mô tả"),
    (r"Field required", "còn thiếu"),
    (r"integer", "phải là số nguyên"),
)


def _refused(error: HTTPError) -> Response:
    """Parameters that are not allowed, each with what is wrong with it."""
    places: dict[str, dict[str, list[str]]] = error.detail if isinstance(error.detail, dict) else {}
    wrong = {name: [_said(one) for one in said] for fields in places.values() for name, said in fields.items()}
    return refuse(error.status_code, [f"{name}: {', '.join(said)}." for name, said in wrong.items()], errors=wrong)


def _said(words: str) -> str:
    return next((found.expand(said) for sign, said in _WORDS if (found := re.search(sign, words))), "không đúng")


def _completed(app: APIFlask, spec: dict[Any, Any] | str) -> dict[Any, Any] | str:
    assert isinstance(spec, dict)  # noqa: S101  # it is written as text after this
    spec.setdefault("components", {}).setdefault("schemas", {})["Problem"] = _PROBLEM
    # Pages and feeds are no part of the API, wherever their routes stand.
    spec["paths"] = {path: found for path, found in spec["paths"].items() if path.startswith(routes.url_prefix or "/")}
    said = _said_of(app)
    for path, operations in spec["paths"].items():
        for operation in operations.values():
            operation.setdefault("description", said.get(path, ""))
            _complete(path, operation)
    return spec


def _said_of(app: APIFlask) -> dict[str, str]:
    """The path of every route of the API → what its function says of it; the summary stands beside it."""
    own = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(routes.url_prefix or "/")]
    # "/vb/<path:address>/cites" is "/vb/{address}/cites" there.
    paths = [re.sub(r"<(?:\w{1,20}:)?(\w{1,40})>", r"{\1}", rule.rule) for rule in own]
    said = [inspect.getdoc(app.view_functions[rule.endpoint]) or "" for rule in own]
    return dict(zip(paths, said, strict=True))


# What is sent to be checked, as JSON or as the text itself: APIFlask knows of one form only.
_BODIES: dict[str, type[BaseModel]] = {"/api/v1/kiem-tra": DraftIn, "/api/v1/danh-sach-so": TextIn}


def _complete(path: str, operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        if parameter["in"] == "path" and parameter["name"] == "address":
            parameter["description"] = "phần địa chỉ của văn bản sau /vb/, có dấu gạch chéo"
    if shape := _BODIES.get(path):
        forms = {"application/json": shape.model_json_schema(), "text/plain": {"type": "string", "pattern": SOMETHING}}
        content = {kind: {"schema": schema} for kind, schema in forms.items()}
        operation["requestBody"] = {"required": True, "content": content}
        return
    operation["responses"]["200"]["headers"] = {"ETag": {"schema": {"type": "string"}}}


_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457: điều gì đã xảy ra và phải làm gì.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "description": "địa chỉ của mục giải thích lỗi này, trên cùng máy chủ"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "candidates": {"type": "array", "items": {"type": "string"}},
        "errors": {"type": "object", "description": "tham số → những điều không đúng"},
    },
}
