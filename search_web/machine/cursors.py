"""Cursors: where a list is read on, as one word in an address that programs need not understand.

A cursor says only what the address could say by itself; it is no secret and is checked like any other input.
"""

import base64
import json
from collections.abc import Mapping
from typing import Any, cast

from archive.errors import NotHere

_LONGEST = 200
_MOST = 2**53  # a whole number that every program can read
Value = str | int


def written(place: Mapping[str, Value]) -> str:
    """The cursor of a place in a list: base64 of its JSON, as addresses write it."""
    raw = json.dumps(dict(place), separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def read(cursor: str, names: Mapping[str, type]) -> dict[str, Value]:
    """The place a cursor names: exactly these names, each a text or a whole number from 0.

    Raises:
        NotHere: it is none of ours.
    """
    place = _opened(cursor)
    fits = isinstance(place, dict) and set(place) == set(names)
    if not fits or not all(type(place[name]) is kind and _small(place[name]) for name, kind in names.items()):
        raise NotHere(
            "Không có trang này của danh sách: con trỏ không đọc được.",
            remedy="Dùng đúng địa chỉ “next” của trang trước, hoặc bỏ tham số con-tro.",
        )
    return cast("dict[str, Value]", place)


def _opened(cursor: str) -> Any:  # noqa: ANN401  # anything JSON can say
    try:
        raw = base64.b64decode(cursor[:_LONGEST] + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        place = json.loads(raw)
        json.dumps(place, ensure_ascii=False).encode()  # half of a letter, which no store takes, fails here
    except (ValueError, RecursionError):
        return None
    return place


def _small(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and 0 <= value < _MOST)
